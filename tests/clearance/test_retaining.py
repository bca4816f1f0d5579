"""Everything ends: a node is filled, and its clock is moved over six years. Nothing outlives its length, and nothing dies early."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files

import psycopg
import pytest

from preclear import clearance
from preclear.clearance import encountering
from preclear.clearance.encountering import Arrival
from preclear.errors import NotFound, NotPermitted
from preclear.inspection import Finding
from preclear.retention import policy as policies
from preclear.store import acting, holds, inquiries, notes, raw_messages, unmasking, yearly
from preclear.store.personal import TABLES, Holds
from preclear.store.retention import Erasing
from preclear.trials import disparity, query
from tests.messages.test_pnrgov import LEE, booking, message

LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
SOUGHT = ("SOUGHT", "PERSON BETA", "600101", "AA000003")
QUIET = ("QUIETMARK", "PAT", "851231", "AA000004")
MATCH = Finding(findings={"test:1": "match"}, compared=("birth_date", "document"), outcome="propose_refusal", reason="the QUIETMARK reason")
CONFIRM = Finding(outcome="confirm_refusal", reason="I find the same")
NO_MATCH = Finding(findings={"test:1": "no_match"}, compared=("birth_date", "document"), outcome="clear", reason="another passport")
DAYS = ("260501", "260831", "270331", "280229")  # six months from one end in February; one is a leap day
END = datetime(2034, 6, 1, tzinfo=UTC)
BAG = "BSM\n.V/1LYVR\n.F/XX420/{day}/SEA/Y\n.N/022012345600{n}\n.P/1QUIETMARK/ANNMRS\n.L/AB12CD\nENDBSM\n"
MARKS = ("QUIETMARK", "AA000004", "AA000002")  # of people, and in no list

# What each country's policy says, as this test reads it: (years, months, hours) after the event.
LASTS = {
    "XXX": {"list": ("arrival", (0, 6, 0), (1, 0, 0)), "booking": ("arrival", (0, 6, 0), (1, 0, 0)), "case": 5, "visit": 5},
    "CAN": {"list": ("departure", (2, 0, 0), (3, 6, 0)), "booking": ("departure", (0, 0, 72), (3, 6, 0)), "case": 6, "visit": 6},
    "USA": {"list": ("receipt", None, (0, 12, 0)), "booking": ("receipt", (0, 6, 0), (5, 0, 0)), "case": 7, "visit": 5},
    "FRA": {"list": ("arrival", None, (0, 0, 24)), "booking": ("receipt", (0, 6, 0), (5, 0, 0)), "case": 5, "visit": 5},
}
EVENT_YEARS = 4  # in this test, so that six years are enough


def policy(party):
    """The policy that travels with the program; but the audit log's contents end within the test."""
    found = {file.name: file.read_bytes() for file in (files("preclear") / "policy" / "retention").iterdir()}
    for years in (b"10 years", b"5 years"):
        found["event.toml"] = found["event.toml"].replace(b'deleted_after = "' + years, b'deleted_after = "%d years' % EVENT_YEARS)
    return policies.read(found, party)


def later(start, length):
    """When a length is over, reckoned otherwise than the program does: from month to month, then the midnight after."""
    years, months, hours = length
    if hours:
        return start + timedelta(hours=hours)
    first = date(start.year + years, start.month, 1)
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    last = first
    while last.day < start.day and (last + timedelta(days=1)).month == first.month:
        last += timedelta(days=1)
    return datetime.combine(last + timedelta(days=1), time(), UTC)


@dataclass(frozen=True)
class Kept:
    """One record, and until when it must be there."""

    label: str
    id: int
    end: datetime
    held: str = ""  # by which hold


class Filled:
    """A node with everything that there can be of people."""

    def __init__(self, node, officers, paxlst, *, party, voyages):
        self.node, self.by, self.lasts = node, officers, LASTS[party]
        self.kept: list[Kept] = []
        node.retention = policy(party)
        for n in voyages:
            when = DAYS[n]
            self.fill(paxlst, when, datetime.strptime(f"{when}0600", "%y%m%d%H%M").replace(tzinfo=UTC), n)

    def all(self, query, *values):
        with self.node.pool.connection() as db:
            return db.execute(query, values).fetchall()

    def receive(self, raw, now):
        return clearance.receive(self.node, raw, carrier="XX", transport="http", now=now).message.id

    def fill(self, paxlst, when, now, n):
        node, ana = self.node, self.by["ana"]
        turned = (when[4:] + when[2:4] + when[:2]).encode()
        push = message(booking(*LEE)).replace(b"140627", turned).replace(b"270614", when.encode()).replace(b"ZZ1", b"ZQ%d" % n)
        raw_list, raw_booking = self.receive(paxlst(LISTED, SOUGHT, QUIET, day=when), now), self.receive(push, now)
        unreadable = self.receive(f"nothing at all {n}".encode(), now)
        raw_bag = self.receive(BAG.format(day=f"{now:%d%b}".upper(), n=n).encode(), now)
        ((voyage, departs, arrives),) = self.all("SELECT id, departs_at, arrives_at FROM voyage ORDER BY id DESC LIMIT 1")
        people = {
            name: (number, key) for name, number, key in self.all("SELECT family_name, id, key FROM traveller WHERE voyage_id = %s", voyage)
        }
        ((referral, version),) = self.all("SELECT id, version FROM referral WHERE voyage_id = %s AND key = %s", voyage, people["LISTED"][1])
        if n < 3:
            clearance.decide(node, referral, MATCH, by=ana, version=version, now=now + timedelta(hours=1))
            clearance.confirm(node, referral, CONFIRM, by=self.by["sue"], version=version + 1, now=now + timedelta(hours=2))
        else:
            clearance.decide(node, referral, NO_MATCH, by=ana, version=version, now=now + timedelta(hours=1))
        noted = now + timedelta(days=3)
        with node.pool.connection() as db:
            file = ("a.txt", b"QUIETMARK's letter")
            note = notes.write(
                db, node.vault, voyage=voyage, key=people["LISTED"][1], words="QUIETMARK asked", by=ana, files=[file], now=noted
            )
            asked = query.read("travellers", "data", "traveller.age > 1")
            run = inquiries.ask(db, asked, purpose="a trial", days=30, sites=(), by="officer:1", now=now + timedelta(hours=4))
        clearance.look(node, run, now=lambda: now + timedelta(hours=4))
        came = Arrival(voyage=voyage, key=people["QUIETMARK"][1], traveller=people["QUIETMARK"][0], site="YVR", mode="air")
        said = {"given": {"identification": "photo"}, "place": "area", "by": ana, "now": now + timedelta(hours=10)}
        visit = encountering.receive_person(node, came, step="enter", **said)
        left = now + timedelta(days=20)
        encountering.go_on(node, visit, "withdraw", actor="traveller", place="area", given={}, by=ana, now=left, seen=None)
        instants = {"departure": departs, "arrival": arrives, "receipt": now}
        ends = {}
        for kind in ("list", "booking"):
            start, masked, deleted = self.lasts[kind]
            ends[kind] = later(instants[start], deleted)
            ends[f"{kind} in clear"] = later(instants[start], masked) if masked else ends[kind]
        ends["case"], ends["visit"] = later(noted, (self.lasts["case"], 0, 0)), later(left, (self.lasts["visit"], 0, 0))
        listed, sought, quiet, lee = (people[name][0] for name in ("LISTED", "SOUGHT", "QUIETMARK", "LEE"))
        whole = f"voyage {n}"
        self.kept += [
            Kept("person", sought, ends["list"], whole),
            Kept("person in clear", sought, ends["list in clear"], whole),
            Kept("person", listed, max(ends["list"], ends["case"]), whole),
            Kept("person in clear", listed, max(ends["list in clear"], ends["case"]), whole),
            Kept("person", quiet, max(ends["list"], ends["visit"]), whole),
            Kept("person in clear", quiet, max(ends["list in clear"], ends["visit"]), whole),
            Kept("person", lee, ends["booking"], whole),
            Kept("person in clear", lee, ends["booking in clear"], whole),
            Kept("booking", self.all("SELECT id FROM booking ORDER BY id DESC LIMIT 1")[0][0], ends["booking"], whole),
            Kept("bytes", raw_list, ends["list"], whole),
            Kept("bytes in clear", raw_list, ends["list in clear"], whole),
            Kept("bytes", raw_booking, ends["booking"], whole),
            Kept("bytes in clear", raw_booking, ends["booking in clear"], whole),
            Kept("bytes", unreadable, later(now, (0, 3, 0))),
            Kept("bytes", raw_bag, later(now, (0, 6, 0))),
            Kept("bag", raw_bag, later(now, (0, 6, 0))),
            Kept("note", note, ends["case"], whole),
            Kept("attachment", note, ends["case"], whole),
            Kept("decisions", referral, ends["case"], whole),
            Kept("visit", visit, ends["visit"], whole),
            Kept("run", run, later(now, (1, 0, 0))),
        ]

    def there(self):
        """What is there now, by label and number."""
        queries = {
            "person": "SELECT id FROM traveller",
            "person in clear": "SELECT id FROM traveller WHERE family_name <> '' AND sought_name <> '' AND masked_at IS NULL",
            "booking": "SELECT id FROM booking",
            "bytes": "SELECT id FROM raw_message WHERE sealed <> ''",
            "bytes in clear": "SELECT id FROM raw_message WHERE sealed <> '' AND masked_at IS NULL",
            "bag": "SELECT raw_message_id FROM bag",
            "note": "SELECT id FROM note",
            "attachment": "SELECT note_id FROM attachment",
            "decisions": "SELECT DISTINCT referral_id FROM decision",
            "visit": "SELECT DISTINCT encounter_id FROM encounter_taken",
            "run": "SELECT id FROM inquiry_run",
        }
        return {(label, number) for label, query in queries.items() for (number,) in self.all(query)}


def retained(node, now):
    clearance.forget(node, now)
    while clearance.retain(node, now):
        pass


def instants(filled, every):
    """Every so manyth month over six years after the last voyage, and the last and first instants at each end."""
    months = [datetime(year, month, 1, 12, tzinfo=UTC) for year in range(2028, END.year + 1) for month in range(1, 13, every)]
    ends = {one.end + shift for one in filled.kept for shift in (timedelta(microseconds=-1), timedelta(0))}
    begin = datetime(2028, 3, 21, tzinfo=UTC)  # all of it is there
    return sorted(now for now in {*months, *ends} if begin < now < END)


# In each run two voyages and every sixth month, in one country; nightly all four, every month, in each.
RUNS = [("XXX", (1, 3), 6), *(pytest.param(party, (0, 1, 2, 3), 1, marks=pytest.mark.long) for party in LASTS)]


@pytest.mark.parametrize(("party", "voyages", "every"), RUNS)
def test_over_six_years_nothing_outlives_its_length_and_nothing_dies_early(node, officers_of, paxlst, party, voyages, every):
    filled = Filled(node, officers_of, paxlst, party=party, voyages=voyages)
    groups = disparity.load()
    pat, sue = officers_of["pat"], officers_of["sue"]
    began = datetime(2028, 3, 1, tzinfo=UTC)
    with node.pool.connection() as db:
        (voyage,) = db.execute("SELECT id FROM voyage ORDER BY id DESC LIMIT 1").fetchone()
        (person,) = db.execute("SELECT id FROM traveller WHERE family_name = 'SOUGHT' ORDER BY id LIMIT 1").fetchone()
        whole = holds.ask(db, "voyage", voyage, reason="an appeal", authority="court 7", until=date(2033, 12, 31), by=pat, now=began)
        one = holds.ask(db, "person", person, reason="an inquiry", authority="court 8", until=None, by=pat, now=began)
        for number in (whole, one):
            holds.confirm(db, number, by=sue, now=began)
        before = [yearly.figures(db, year, groups) for year in (2026, 2027, 2028)]
    freed = datetime(2032, 6, 15, tzinfo=UTC)
    lapsed = datetime(2034, 1, 1, tzinfo=UTC)  # the first instant after the last day

    def end(kept):
        """Until when a record is there, holds counted in. What was over before the holds began is masked or gone by then."""
        if kept.held == "voyage 3":
            return max(kept.end, lapsed)
        if kept.id == person and kept.label.startswith("person"):
            return max(kept.end, freed)
        return kept.end

    for now in instants(filled, every):
        if now >= freed:
            with node.pool.connection() as db:
                if holds.find(db, one).ended_at is None:
                    holds.end(db, one, why="the inquiry is closed", by=sue, now=now)
        retained(node, now)
        wanted = {(kept.label, kept.id) for kept in filled.kept if now < end(kept)}
        there = filled.there()
        labels = {(kept.label, kept.id) for kept in filled.kept}
        assert (now, wanted - there, (there & labels) - wanted) == (now, set(), set())
        clearance.sign(node.pool, node.signer, now)
        full = filled.all(
            "SELECT id FROM event WHERE actor <> '' AND at < %s AND id NOT IN (SELECT event_id FROM event_waiting) AND subject <> ALL(%s)",
            policy(party).on(now.date())["event"].deleted_after.over(now),
            [*(subject for (subject,) in filled.all(HELD))],
        )
        early = filled.all(
            "SELECT id FROM event WHERE actor = '' AND at >= %s", policy(party).on(now.date())["event"].deleted_after.over(now)
        )
        assert (now, full, early) == (now, [], [])
        if now.day == 1 and now.month % 6 == 1:
            with node.pool.connection() as db:
                assert clearance.verify(db, [node.signer.public]).wrong == []
    with node.pool.connection() as db:
        after = [yearly.figures(db, year, groups) for year in (2026, 2027, 2028)]
    assert [set(one) ^ set(other) for one, other in zip(after, before, strict=True)] == [set(), set(), set()]
    retained(node, datetime(2060, 1, 1, tzinfo=UTC))
    with node.pool.connection() as db:
        found = clearance.verify(db, [node.signer.public])
        assert (found.wrong, found.deleted > 100) == ([], True)
    assert filled.all("SELECT kind, failed FROM retention_state WHERE failed IS NOT NULL") == []
    nothing_is_left(filled)


HELD = """
SELECT 'traveller:' || t.id FROM traveller t UNION SELECT 'referral:' || id FROM referral UNION SELECT 'encounter:' || id FROM encounter
UNION SELECT 'voyage:' || id FROM voyage
"""


def nothing_is_left(filled):
    """No row of a person anywhere, whatever table it may be in; and nowhere a mark of one."""
    stays = {table for table, about in TABLES.items() if isinstance(about, Holds) and about.stays} | {"list_entry"}
    for table, about in TABLES.items():
        rows = filled.all(f"SELECT to_jsonb(t)::text FROM {table} t")
        if isinstance(about, Holds) and table not in stays:
            assert (table, rows) == (table, [])
        for mark in MARKS:
            assert [row for (row,) in rows if mark in row] == [], table


def test_held_rows_and_history_are_kept_by_the_database_itself(node, officers_of, paxlst):
    clearance.receive(node, paxlst(LISTED, QUIET), carrier="XX", transport="http", now=datetime(2026, 5, 1, 6, tzinfo=UTC))
    now = datetime(2026, 5, 2, tzinfo=UTC)
    clearance.decide(node, 1, MATCH, by=officers_of["ana"], version=1, now=now)
    with node.pool.connection() as db, pytest.raises(psycopg.errors.InsufficientPrivilege), db.transaction():
        db.execute("DELETE FROM decision")
    with node.pool.connection() as db:
        (person,) = db.execute("SELECT id FROM traveller WHERE family_name = 'LISTED'").fetchone()
        holds.ask(db, "person", person, reason="an appeal", authority="court 7", until=None, by=officers_of["pat"], now=now)
    with acting.acting(acting.RETENTION), node.pool.connection() as db:
        for query in (
            "DELETE FROM referral",
            "DELETE FROM traveller",
            "UPDATE event SET actor = ''",
            "DELETE FROM event",
            "DELETE FROM erasure",
        ):
            with db.transaction(force_rollback=True):
                Erasing(db, "voyage", "voyage:1", policy="x", now=now)
                with pytest.raises((psycopg.errors.RestrictViolation, psycopg.errors.InsufficientPrivilege)):
                    db.execute(query)


def test_masked_values_are_seen_by_order_alone(node, officers_of, paxlst):
    node.retention = policy("XXX")
    received = datetime(2026, 5, 1, 6, tzinfo=UTC)
    raw = clearance.receive(node, paxlst(SOUGHT, QUIET), carrier="XX", transport="http", now=received).message.id
    with node.pool.connection() as db:
        number, voyage, key = db.execute("SELECT id, voyage_id, key FROM traveller WHERE family_name = 'QUIETMARK'").fetchone()
        assert "QUIETMARK" in key.upper() or "AA000004" in key.upper()
    now = datetime(2026, 11, 2, tzinfo=UTC)
    retained(node, now)
    pat, sue = officers_of["pat"], officers_of["sue"]
    with node.pool.connection() as db:
        rows = db.execute("SELECT to_jsonb(t)::text FROM traveller t WHERE id = %s", [number]).fetchone()
        assert not any(mark in rows[0] for mark in MARKS)
        assert db.execute("SELECT document_number, nationality, birth_date FROM traveller WHERE id = %s", [number]).fetchone() == (
            "******04",
            "CAN",
            "1985",
        )
        with pytest.raises(NotFound):
            unmasking.ask(db, "person", 10**6, reason="r", authority="a", hours=1, by=pat, now=now)
        order = unmasking.ask(db, "person", number, reason="an inquiry", authority="court 9", hours=2, by=pat, now=now)
        with pytest.raises(NotPermitted):
            unmasking.opened(db, node.vault, order, by=pat, now=now)
        with pytest.raises(NotPermitted):
            unmasking.confirm(db, order, by=pat, now=now)
        unmasking.confirm(db, order, by=sue, now=now)
        (original,) = unmasking.opened(db, node.vault, order, by=pat, now=now + timedelta(hours=1))
        assert (original.said["family_name"], original.said["document_number"], original.said["key"]) == ("QUIETMARK", "AA000004", key)
        assert db.execute("SELECT actor, purpose FROM event WHERE kind = 'record.unmasked'").fetchall() == [(pat.actor, "an inquiry")]
        with pytest.raises(NotPermitted):
            unmasking.opened(db, node.vault, order, by=pat, now=now + timedelta(hours=2))
        with pytest.raises(NotPermitted):
            raw_messages.open_sealed(db, node.vault, raw, by=pat.actor, purpose="review", now=now)
        whole = unmasking.ask(db, "voyage", voyage, reason="an inquiry", authority="court 9", hours=2, by=pat, now=now)
        unmasking.confirm(db, whole, by=sue, now=now)
        assert b"QUIETMARK" in raw_messages.open_sealed(db, node.vault, raw, by=pat.actor, purpose="review", now=now)
        assert {one.of for one in unmasking.opened(db, node.vault, whole, by=pat, now=now)} >= {
            "traveller",
            "answer",
            "assessment",
            "manifest",
        }
    retained(node, datetime(2028, 1, 1, tzinfo=UTC))
    with node.pool.connection() as db, pytest.raises(NotFound):
        raw_messages.open_sealed(db, node.vault, raw, by=pat.actor, purpose="review", now=now)


def test_a_list_that_comes_late_is_masked_and_deleted_all_the_same(node, officers_of, paxlst):
    node.retention = policy("XXX")
    day = datetime(2026, 5, 1, 6, tzinfo=UTC)
    clearance.receive(node, paxlst(SOUGHT), carrier="XX", transport="http", now=day)
    retained(node, datetime(2026, 12, 1, tzinfo=UTC))
    late = datetime(2026, 12, 2, tzinfo=UTC)
    clearance.receive(node, paxlst(SOUGHT, QUIET, control="2"), carrier="XX", transport="http", now=late)
    retained(node, late)
    with node.pool.connection() as db:
        assert db.execute("SELECT count(*) FROM traveller WHERE masked_at IS NULL").fetchone() == (0,)
    retained(node, datetime(2027, 5, 2, tzinfo=UTC))
    with node.pool.connection() as db:
        assert db.execute("SELECT (SELECT count(*) FROM traveller) + (SELECT count(*) FROM voyage)").fetchone() == (0,)
