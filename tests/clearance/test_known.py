"""An officer's "not the same person" is asked once: for this document, this name, this birth date, this entry, and not for ever."""

from datetime import UTC, date, datetime, timedelta

import pytest

from preclear import clearance, watchlist
from preclear.inspection import Finding
from preclear.store import events, lists

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
LISTS = 'id,name,birth_dates\n1,"LISTED, PERSON ALPHA",1974-08-12\n2,"SOUGHT, PERSON BETA",1960\n'


def finding(found="no_match", outcome="clear", **more):
    return Finding(findings={"test:1": found}, compared=("birth_date", "document"), outcome=outcome, reason="another holder", **more)


@pytest.fixture
def put_in_force(node, tmp_path):
    def put(text, day):
        path = tmp_path / "test.csv"
        path.write_text(text)
        with node.pool.connection() as db:
            for edition in watchlist.load(path, dated=date(2026, 5, day)):
                lists.accept(db, edition, by="operator", now=NOW)
        node.reload()

    return put


@pytest.fixture
def sent(node, paxlst):
    """Send a list of one person on a voyage of their own; return outcome, what is asked, hits known and in all, and the open referral."""
    number = iter(range(1, 100))

    def sent(person=LISTED, now=NOW):
        control = next(number)
        raw = paxlst(person, flight=f"XX{500 + control}", control=str(control))
        clearance.receive(node, raw, carrier="XX", transport="http", now=now)
        with node.pool.connection() as db:
            query = (
                "SELECT t.outcome, t.questions, count(h.known_id), count(h.id), (SELECT id FROM referral r WHERE r.traveller_id = t.id)"
                " FROM traveller t LEFT JOIN hit h ON h.traveller_id = t.id GROUP BY t.id ORDER BY t.id DESC LIMIT 1"
            )
            return db.execute(query).fetchone()

    return sent


@pytest.fixture
def cleared(node, sent, officers_of):
    """The first voyage, on which ana finds that it is another person."""
    *_, referral = sent()
    return clearance.decide(node, referral, finding(), by=officers_of["ana"], version=1, now=NOW).decision


ASKED, KNOWN = ("refer", ["test:1"], 0, 1), ("clear", [], 1, 1)


def test_the_same_pair_asks_nobody_again_and_says_so(node, sent, cleared):
    assert sent() == (*KNOWN, None)
    with node.pool.connection() as db:
        ((_, event),) = [each for each in events.about(db, ["traveller:2"]) if each[1].kind == "match.known"]
    assert event.detail == {"entries": ["test:1"], "decisions": [cleared]}


@pytest.mark.parametrize(
    "person",
    [
        ("LISTED", "PERSON ALPHA", "740812", "AA000003"),
        ("LISTED", "PERSON ALFA", "740812", "AA000002"),
        ("LISTED", "PERSON ALPHA", "740813", "AA000002"),
    ],
    ids=["another document", "a name spelled otherwise", "another birth date"],
)
def test_the_least_difference_asks_again(person, sent, cleared):
    assert sent(person)[:4] == ASKED


def test_a_changed_entry_asks_again_and_an_unchanged_one_in_a_new_edition_does_not(sent, cleared, put_in_force):
    put_in_force(LISTS + '3,"SOMEBODY, ELSE",1950\n', 2)
    assert sent()[:4] == KNOWN
    put_in_force(LISTS.replace("1974-08-12", "1974-08-12;1975"), 3)
    assert sent()[:4] == ASKED


def test_a_new_entry_refers_and_asks_about_itself_alone(sent, cleared, put_in_force):
    put_in_force(LISTS + '9,"LISTED, PERSON ALPHA",1974-08-12\n', 2)
    assert sent()[:4] == ("refer", ["test:9"], 1, 2)


def test_it_holds_for_a_stated_time_and_is_then_deleted(node, sent, cleared):
    last = NOW + timedelta(days=node.settings.known_match_days)
    assert sent(now=last - timedelta(seconds=1))[:4] == KNOWN
    assert sent(now=last)[:4] == ASKED
    assert clearance.forget(node, last) == 0
    assert clearance.forget(node, last + timedelta(days=1)) == 1
    with node.pool.connection() as db:
        assert db.execute("SELECT count(known_id), count(known_decision_id) FROM hit").fetchone() == (0, 1)


def test_whoever_is_found_otherwise_later_is_asked_about_again(node, sent, cleared, officers_of, put_in_force):
    put_in_force(LISTS.replace("1974-08-12", "1974-08-12;1975"), 2)
    *_, referral = sent()
    clearance.decide(node, referral, finding("cannot_tell", "refer_secondary"), by=officers_of["ana"], version=1, now=NOW)
    put_in_force(LISTS, 3)
    assert sent()[:4] == ASKED
    with node.pool.connection() as db:
        assert db.execute("SELECT ended_at FROM known_false_match").fetchall() == [(NOW,)]


@pytest.mark.parametrize("outcome", ["refer_secondary", "ask_carrier", "propose_refusal"])
def test_only_a_clearance_is_remembered(outcome, node, sent, officers_of):
    *_, referral = sent()
    said = finding(outcome=outcome, against="the document itself")
    clearance.decide(node, referral, said, by=officers_of["ana"], version=1, now=NOW)
    assert sent()[:4] == ASKED


def test_without_a_birth_date_in_full_or_a_document_nothing_is_remembered(node, sent, officers_of):
    for person in (("LISTED", "PERSON ALPHA", "740000", "AA000002"), ("LISTED", "PERSON ALPHA", "740812", "")):
        *_, referral = sent(person)
        if referral:
            with node.pool.connection() as db:
                version, questions = db.execute("SELECT version, questions FROM referral WHERE id = %s", [referral]).fetchone()
            said = Finding(findings=dict.fromkeys(questions, "no_match"), compared=("sex", "message"), outcome="clear", reason="seen")
            clearance.decide(node, referral, said, by=officers_of["ana"], version=version, now=NOW)
    with node.pool.connection() as db:
        assert db.execute("SELECT count(*) FROM known_false_match").fetchone() == (0,)


def test_a_changed_list_lets_what_was_decided_on_the_same_voyage_stand(node, sent, cleared, put_in_force):
    put_in_force(LISTS + '3,"SOMEBODY, ELSE",1950\n', 2)
    assert clearance.rescreen(node, NOW)
    with node.pool.connection() as db:
        assert db.execute("SELECT count(*), count(DISTINCT circumstances) FROM traveller").fetchall() == [(1, 1)]
