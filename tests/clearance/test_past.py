"""What rules read of the time before a list: bookings of its voyage and earlier crossings, through a whole node and by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime

from preclear import clearance, places
from preclear.manifest import Leg, Manifest, Mode, PartialDate, Role, TravelDocument, Traveller, Voyage
from preclear.manifest.booking import Act, Agent, BookedLeg, BookedPerson, Booking, CheckedBags, Locator, Payment
from preclear.rules import asked, kept
from preclear.rules.cel import Declared, Unknown, check, compile_tree, parse
from preclear.rules.facts import FACTS
from preclear.rules.facts_earlier import Crossing, Earlier, Past
from preclear.store import rules as kept_rules

NOW = datetime(2026, 5, 1, 7, 0, tzinfo=UTC)
ON = date(2026, 5, 1)
local = datetime.fromisoformat


def told(condition: str, scope: list[object], kind: str = "match") -> object:
    return compile_tree(check(parse(condition), Declared(FACTS, kind, {})))(scope)


def leg(departure: str, arrival: str, departs: str, arrives: str, **more: object) -> BookedLeg:
    flown = Leg(voyage="XX420", departure=departure, arrival=arrival, departs=local(departs), arrives=local(arrives))
    return BookedLeg(leg=flown, carrier="XX", number="420", **more)


OUT = leg("YYZ", "YVR", "2026-05-01T06:00", "2026-05-01T08:00", bags=(CheckedBags(traveller=1, pieces=2),))
ON_TO = leg("YVR", "SEA", "2026-05-01T10:15", "2026-05-01T11:20")
BACK = leg("SEA", "YYZ", "2026-05-09T10:15", "2026-05-09T18:20")
ROY = Traveller(
    ordinal=1, key="1", role=Role.PASSENGER, family_name="ROY", given_names="ANNE", birth_date=PartialDate(1980, 1, 2),
    documents=(TravelDocument(type="P", number="GA 302-922", issuer="FRA"),), references={"AVF": "AB12CD"},
)  # fmt: skip
BOOKING = Booking(
    locators=(Locator(carrier="XX", reference="AB12CD"),),
    people=(BookedPerson(traveller=ROY), BookedPerson(traveller=ROY, unnamed=True)),
    legs=(OUT, ON_TO),
    agent=Agent(agency="12345678", type="T"),
    created_at=local("2026-04-30T23:00"),
    payments=(Payment(form="CA"), Payment(form="CC"), Payment(form="CA")),
    history=(Act(action="A", what="SSR", text=""),),
)


def scope(booking: Booking | None = BOOKING, earlier: Earlier | None = None, *legs: Leg) -> list[object]:
    voyage = Voyage(carrier="XX", designator="XX420", mode=Mode.AIR, legs=legs or (ON_TO.leg,))
    past = Past(bookings=(booking,) if booking else (), earlier={1: earlier} if earlier else {})
    manifest = Manifest(voyage=voyage, travellers=(ROY,), function="original")
    (one,) = asked(manifest, [()], (), places.load(), on=ON, past=past)
    assert kept.read(kept.write([one]))[0].facts == one.facts  # a past outcome is had again from what was kept
    return one.facts


def test_a_booking_made_within_a_day_of_departure_and_paid_in_cash():
    facts = scope()
    late = 'voyage.departs_at - reservation.made_at <= duration("24h") && "CA" in reservation.payments && reservation.one_way'
    assert told(late, facts, "risk") is True  # 17:15 UTC on the next day
    assert told('voyage.departs_at == timestamp("2026-05-01T17:15:00Z")', facts) is True
    assert told("voyage.departs_at.getHours(voyage.origin.zone) == 10 && voyage.departs_at.getDayOfWeek() == 5", facts) is True
    wanted = "reservation.party == 2 && reservation.unnamed == 1 && reservation.changes == 1 && reservation.bags == 2"
    assert told(f'{wanted} && reservation.agency == "12345678" && size(reservation.payments) == 2', facts, "risk") is True
    assert told('reservation.stops == 1 && reservation.longest_connection == duration("2h15m")', facts, "risk") is True
    assert told('reservation.legs.exists(l, l.origin.country == "CAN" && l.destination.country == "USA")', facts) is True


def test_a_way_back_is_no_one_way_and_a_place_without_a_record_leaves_it_open():
    assert told("reservation.one_way", scope(Booking(locators=BOOKING.locators, people=(), legs=(OUT, ON_TO, BACK)))) is False
    nowhere = leg("YVR", "QQX", "2026-05-01T10:15", "2026-05-01T11:20")
    assert isinstance(told("reservation.one_way", scope(Booking(locators=BOOKING.locators, people=(), legs=(OUT, nowhere)))), Unknown)
    round_trip = leg("QQX", "YYZ", "2026-05-02T10:15", "2026-05-02T11:20")
    assert told("reservation.one_way", scope(Booking(locators=BOOKING.locators, people=(), legs=(OUT, nowhere, round_trip)))) is False


def test_without_a_booking_and_without_a_look_back_nothing_is_known():
    facts = scope(None)
    for condition in (
        "reservation.party > 1",
        "history.first_journey",
        "history.crossings.exists(c, c.referred)",
        "size(history.crossings) == 0",
    ):
        assert isinstance(told(condition, facts), Unknown), condition


def test_earlier_crossings_are_counted_and_quantified():
    before = (Crossing(day=date(2026, 1, 5), designator="XX1", mode="air", role="passenger", referred=True, found="refuted"),
              Crossing(day=date(2026, 4, 20), designator="XX2", mode="rail", role="passenger"))  # fmt: skip
    facts = scope(BOOKING, Earlier(since=date(2025, 1, 1), crossings=before))
    assert told("history.first_journey", facts, "risk") is False
    assert told("size(history.crossings.filter(c, arrival - c.day <= days(30))) == 1", facts, "risk") is True
    assert told('history.crossings.exists_one(c, has(c.found) && c.found == "refuted")', facts, "risk") is True
    assert told("max(history.crossings.map(c, c.day)) == date('2026-04-20')", facts, "risk") is True
    assert told("history.first_journey && history.since < arrival - days(365)", scope(None, Earlier(since=date(2025, 1, 1)))) is True


def test_a_leg_at_a_place_without_a_record_says_which_place():
    nowhere = Leg(voyage="XX420", departure="QQX", arrival="SEA", departs=local("2026-05-01T10:15"), arrives=local("2026-05-01T11:20"))
    facts = scope(None, None, nowhere)
    for condition, needs in {
        "voyage.departs_at < voyage.arrives_at": "voyage.departs_at (there is no record of the place QQX)",
        'voyage.origin.country == "CAN"': "voyage.origin (there is no record of the place QQX)",
        'legs.exists(l, l.origin.country == "CAN")': "leg.origin (there is no record of the place QQX)",
    }.items():
        assert told(condition, facts) == Unknown(frozenset((needs,)))
    assert told('voyage.origin_code == "QQX" && voyage.destination.country == "USA"', facts) is True
    untimed = Leg(voyage="XX420", departure="YVR", arrival="SEA")
    assert told("voyage.departs_at < voyage.arrives_at", scope(None, None, untimed)) == Unknown(
        frozenset(("voyage.departs_at", "voyage.arrives_at"))
    )


RULE = """
kind = "risk"
title = {en = "First journey", fr = "Premier voyage"}
reason = {en = "No crossing since {history.since} is known.", fr = "Aucun passage depuis le {history.since} n'est connu."}
source = "for a test"
owner = "test"
then = "note"
when = "history.first_journey"
versions = [{from = 2020-01-01}]
cases = [
  {name = "first", on = 2026-05-01, history.first_journey = true, history.since = 2026-01-01, fires = true},
  {name = "again", on = 2026-05-01, history.first_journey = false, fires = false},
  {name = "nobody looked", on = 2026-05-01, fires = "cannot tell"},
]
"""


def test_a_node_finds_the_crossings_of_a_person_under_the_same_document(node, paxlst):
    with node.pool.connection() as db:
        kept_rules.take_in(db, {"first-journey": RULE.encode()}, now=NOW)
    node.reload()

    def first(raw: bytes, now: datetime) -> list[bool]:
        assert clearance.receive(node, raw, carrier="XX", transport="http", now=now).message.state == "saved"
        with node.pool.connection() as db:
            rows = db.execute("SELECT reasons FROM traveller WHERE superseded_at IS NULL ORDER BY manifest_id DESC, ordinal").fetchall()
        return [any(reason["code"] == "first-journey" for reason in reasons) for (reasons,) in rows]

    anne, ben = ("ROY", "ANNE", "800102", "GA302922"), ("ROY", "BEN", "810304", "GA302923")
    assert first(paxlst(anne), NOW) == [True]
    assert first(paxlst(anne, ben, control="2", day="260503"), NOW.replace(day=3))[:2] == [False, True]
    other = ("ROY", "ANNE", "990102", "GA302922")  # the number, and another birth date: somebody else
    assert first(paxlst(other, control="3", day="260505"), NOW.replace(day=5))[:1] == [True]
