"""What thresholds cost and a screening done again, as an operator asks for them."""

import json
from datetime import UTC, date, datetime

import pytest

from preclear import clearance, watchlist
from preclear.inspection import Finding
from preclear.store import events, lists

NOW = datetime.now(UTC)
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000001")
PEOPLE = [f'{n},"ENTRY{chr(65 + n // 26)}{chr(65 + n % 26)}, SOMEBODY QUITE",1950' for n in range(100)]


@pytest.fixture
def accept(node, tmp_path):
    def accept(*lines, day):
        path = tmp_path / "test.csv"
        path.write_text("id,name,birth_dates\n" + "\n".join(lines) + "\n")
        with node.pool.connection() as db:
            for edition in watchlist.load(path, dated=date(2026, 5, day)):
                lists.accept(db, edition, by="operator", now=NOW, shrunk=True)
        node.reload()

    return accept


@pytest.fixture
def traffic(node, paxlst, officers_of):
    """Two lists of today: one listed person, found to be them, and one who is not listed."""
    for number in (1, 2):
        quiet = ("MARTIN", "ANNE", "800101", f"BB00000{number}")
        raw = paxlst(LISTED, quiet, flight=f"XX50{number}", control=str(number))
        clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)
    finding = Finding(findings={"test:1": "match"}, compared=("birth_date", "document"), outcome="propose_refusal", reason="it is")
    clearance.decide(node, 1, finding, by=officers_of["ana"], version=1, now=NOW)


def test_the_price_of_thresholds_on_recorded_traffic(give, traffic):
    status, out, _ = give("threshold", "price", "--days", "7", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    low = next(row for row in rows if row["threshold"] == 0.5)
    assert (status, low["hits"], low["people"], low["share"], low["lost"], low["known"]) == (0, 2.0, 2.0, 50.0, 0, 1)
    assert sum(row["in_force"] for row in rows) == 1
    status, shown, err = give("threshold", "price")
    assert (status, "0 of 1" in shown, "4 people on 1 days, 0 of them not screened" in err) == (0, True, True)


def test_the_price_on_a_table_of_known_matches(give, traffic, tmp_path):
    table = tmp_path / "known.csv"
    table.write_text("id,name,birth_date,entry\n1,LISTED PERSON ALPHA,1974-08-12,test:1\n2,SOMEBODY ELSE,1974,test:2\n")
    rows = [json.loads(line) for line in give("threshold", "price", "--known", str(table), "--json")[1].splitlines()]
    assert {(row["table_lost"], row["table_known"]) for row in rows if row["threshold"] <= 0.5} == {(1, 2)}
    table.write_text("id,name\n1,LISTED PERSON ALPHA\n")
    status, _, err = give("threshold", "price", "--known", str(table))
    assert (status, "must have entry" in err) == (2, True)


def test_a_threshold_is_set_with_its_reason_and_shown(give, node, db):
    assert "as it comes with the weights" in give("threshold", "show")[1]
    assert give("threshold", "set", "1.5", "--reason", "x")[0] == 2
    assert give("threshold", "set", "0.7", "--reason", "agreed with the gate")[::2][0] == 0
    shown = json.loads(give("threshold", "show", "--json")[1])
    assert (shown["threshold"], [(one["value"], one["by"], one["reason"]) for one in shown["set"]]) == (
        0.7,
        [(0.7, "operator", "agreed with the gate")],
    )
    assert node.reload()
    assert node.circumstances.threshold == 0.7
    ((_, event),) = events.about(db, ["threshold"])
    assert event.detail == {"former": None, "new": 0.7, "reason": "agreed with the gate"}


def test_a_screening_is_replayed_to_the_bit_long_after_the_lists_changed(give, node, paxlst, accept, db):
    accept('1,"LISTED, PERSON ALPHA",1974-08-12', *PEOPLE, day=1)
    accept('1,"LISTED, PERSON ALPHA",1974-08-12', '300,"LISTED, Person Alfa",1974', *PEOPLE, day=2)
    assert node.circumstances.index.changed == 1
    raw = paxlst(LISTED, ("MARTIN", "ANNE", "800101", "BB000001"))
    clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)
    accept('7,"ANOTHER, List",1950', day=3)
    status, out, err = give("replay", "1", "--for", "a complaint", "--json")
    told = json.loads(out)
    assert (status, told["same"], {hit["entry"] for hit in told["hits"]}) == (0, True, {"test:1", "test:300"})
    assert give("replay", "2", "--for", "a complaint")[::2] == (0, "building the index of that time the same, to the last digit")
    ((_, event),) = [each for each in events.about(db, ["traveller:1"]) if each[1].kind == "screening.replayed"]
    assert (event.purpose, event.detail["same"]) == ("a complaint", True)
    db.execute("UPDATE hit SET score = score + 0.000001 WHERE entry_ref = 'test:1'")
    db.commit()
    status, out, err = give("replay", "1", "--for", "a complaint")
    assert (status, "differs" in out, err.endswith("NOT the same")) == (1, True, True)


def test_what_cannot_be_replayed_says_why(give, node, paxlst, db):
    clearance.receive(node, paxlst(LISTED), carrier="XX", transport="http", now=NOW)
    assert "there is no such declaration" in give("replay", "99", "--for", "a complaint")[2]
    db.execute("UPDATE basis SET record = jsonb_set(record, '{weights_digest}', '\"other\"')")
    db.commit()
    assert "name their file with --weights" in give("replay", "1", "--for", "a complaint")[2]
    db.execute("UPDATE traveller SET basis = NULL")
    db.commit()
    assert "before it was kept" in give("replay", "1", "--for", "a complaint")[2]
