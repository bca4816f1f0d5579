"""The declared facts: everything that a rule may read, with its type, and which kinds of rule may read it.

Law 4 of the house is enforced here and by the type checker: nationality, and what stands for it, may decide which documents and data
are needed, and helps to tell people apart in matching; a rule of kind "risk" that reads it cannot be loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import NamedTuple, Protocol

from preclear.manifest import Fault, Manifest, NotScreened, PartialDate, TravelDocument, Voyage
from preclear.manifest.booking import Booking
from preclear.manifest.life import REFERENCES_ONLY
from preclear.places import Places
from preclear.rules.cel import BOOL, DATE, FLOAT, INT, STRING, TIMESTAMP, VARIABLES, Fact, Record, Scope, Type, list_of
from preclear.rules.facts_booking import RESERVATION, reservation
from preclear.rules.facts_earlier import CROSSING, HISTORY, NOTHING_KNOWN, Past, history
from preclear.rules.facts_places import LEG, PLACE, Placed, placed
from preclear.rules.held import Held, Register
from preclear.rules.traits import (
    BY_CARRIER as GIVEN,
)
from preclear.rules.traits import (
    CONDUCT,
    FAULTY,
    HANDLING,
    MADE_OF,
    MATCHES,
    NATIONALITY,
    PROTECTED,
    SAME_FOR_ALL,
    STANDS_FOR,
    WAY,
)

# Who lacks a fact of these asks the carrier for it.
BY_CARRIER = frozenset(("traveller", "document", "voyage", "leg", "arrival", "reservation"))

PUNCTUATION = {ord(" "): None, ord("-"): None}

ROOM = (None,) * VARIABLES  # behind the facts, for the variables of macros


def age_at_least(birth: PartialDate | None, on: date | None) -> int | None:
    """Return the fewest full years that a birth date, as far as it is known, makes on a day; None where neither can be told."""
    if birth is None or on is None:
        return None
    passed = (birth.month or 12, birth.day or 31) <= (on.month, on.day)
    return on.year - birth.year - (not passed)


def age_at_most(birth: PartialDate | None, on: date | None) -> int | None:
    """Return the most full years that a birth date, as far as it is known, makes on a day.

    >>> age_at_least(PartialDate(2008), date(2026, 5, 1)), age_at_most(PartialDate(2008), date(2026, 5, 1))
    (17, 18)
    """
    if birth is None or on is None:
        return None
    passed = (birth.month or 1, birth.day or 1) <= (on.month, on.day)
    return on.year - birth.year - (not passed)


def age(birth: PartialDate | None, on: date | None) -> int | None:
    """Return the full years on a day; None where the known part of the birth date leaves two answers."""
    years = age_at_least(birth, on)
    return years if years == age_at_most(birth, on) else None


def _answer(register: Register) -> Callable[[Held, date | None], Record | None]:
    """Return how an answer is taken out of those about one traveller. A register that was not asked, or is out, is not declared."""

    def get(held: Held, on: date | None) -> Record | None:
        answer = held.get(register)
        return None if answer is None or answer.state == "outage" else ANSWER.record(answer, on)

    return get


# Each table: name, type, what it is, and how it is taken out of our records: from the record and the day of arrival.
DOCUMENT = Type(
    "document",
    facts=(
        Fact(
            "type",
            STRING,
            "type as declared: P passport, IP passport card, AC crew certificate, V visa",
            lambda d, _: d.type or None,
            STANDS_FOR,
        ),
        Fact("number", STRING, "number as declared", lambda d, _: d.number.strip() or None, STANDS_FOR),
        Fact("issuer", STRING, "issuing state, as declared", lambda d, _: d.issuer, NATIONALITY),
        Fact("expires", DATE, "day of expiry", lambda d, _: d.expires),
        Fact("issued", DATE, "day of issue", lambda d, _: d.issued),
        Fact("has_zone", BOOL, "whether the carrier sent the machine-readable zone", lambda d, _: bool(d.zone)),
    ),
)

TRAVELLER = Type(
    "traveller",
    facts=(
        Fact("ordinal", INT, "place in the list, from 1", lambda t, _: t.ordinal),
        Fact("role", STRING, "passenger, crew or transit", lambda t, _: t.role.value, allowed=CONDUCT),
        Fact("family_name", STRING, "family name as declared", lambda t, _: t.family_name or None, PROTECTED),
        Fact("given_names", STRING, "given names as declared", lambda t, _: t.given_names or None, PROTECTED),
        Fact("birth_date", DATE, "birth date, if the whole of it is declared", lambda t, _: t.birth_date and t.birth_date.whole),
        Fact("birth_year", INT, "year of birth", lambda t, _: t.birth_date and t.birth_date.year),
        Fact("age", INT, "full years on arrival, if the birth date leaves one answer", lambda t, on: age(t.birth_date, on)),
        Fact("age_at_least", INT, "fewest full years that the birth date allows", lambda t, on: age_at_least(t.birth_date, on)),
        Fact("age_at_most", INT, "most full years that the birth date allows", lambda t, on: age_at_most(t.birth_date, on)),
        Fact("sex", STRING, "M, F or X as declared", lambda t, _: t.sex, PROTECTED),
        Fact("nationality", STRING, "first nationality declared", lambda t, _: t.nationality, NATIONALITY),
        Fact("nationalities", list_of(STRING), "all nationalities declared", lambda t, _: t.nationalities, NATIONALITY),
        Fact("residence", STRING, "country of residence", lambda t, _: t.residence, NATIONALITY),
        Fact("birth_country", STRING, "country of birth", lambda t, _: t.birth_country, NATIONALITY),
        Fact("birth_place", STRING, "place of birth", lambda t, _: t.birth_place, NATIONALITY),
        Fact("locator", STRING, "record locator of the booking", lambda t, _: t.references.get("AVF"), allowed=GIVEN),
        Fact("seat", STRING, "seat", lambda t, _: t.seat, allowed=GIVEN),
        Fact("bags", INT, "pieces of checked baggage", lambda t, _: t.bags and t.bags.pieces),
        Fact("duty", STRING, "crew only: CR1 to CR5", lambda t, _: t.duty, allowed=CONDUCT),
        Fact("captured", STRING, "machine or typed: how the document data were taken", lambda t, _: t.captured, allowed=HANDLING),
        Fact("embarks", STRING, "code of the place where the person boards", lambda t, _: t.embarks, WAY),
        Fact("disembarks", STRING, "code of the place where the person leaves", lambda t, _: t.disembarks, WAY),
    ),
)

HIT = Type(
    "hit",
    facts=(
        Fact("source", STRING, "the list: the part of the entry before its colon", lambda h, _: h.entry.partition(":")[0]),
        Fact("entry", STRING, "the entry, as ofac:36", lambda h, _: h.entry),
        Fact("score", FLOAT, "how well it matches, 0.0 to 1.0", lambda h, _: float(h.score)),
    ),
)

FAULT = Type(
    "fault",
    facts=(
        Fact("code", STRING, "a code of docs/reference/faults.md", lambda f, _: f.code, FAULTY),
        Fact("severity", STRING, "error, warning or note", lambda f, _: f.severity.value, allowed=HANDLING),
    ),
)

ANSWER = Type(
    "answer",
    facts=(
        Fact("found", BOOL, "whether one is known that is good on arrival; unknown in an outage", lambda a, on: a.on(on)),
        Fact("until", DATE, "the last day on which it is good", lambda a, _: a.until),
        Fact("kind", STRING, "of a visa: its class, as B1/B2", lambda a, _: a.kind, STANDS_FOR),
    ),
)

HELD = Type(
    "held",
    facts=(
        Fact("esta", ANSWER, "an electronic travel authorization of the United States", _answer("esta"), NATIONALITY),
        Fact("eta", ANSWER, "an electronic travel authorization of Canada", _answer("eta"), NATIONALITY),
        Fact("visa", ANSWER, "a visa of the country that the voyage reaches", _answer("visa"), NATIONALITY),
        Fact("lost", ANSWER, "a report that the document is lost or stolen", _answer("lost")),
    ),
)


def _of_border(*names: str) -> Callable[[Sailing, date | None], object]:
    """Return how something of the leg that crosses the border is taken."""
    return lambda sailing, _: reduce(getattr, names, sailing.border) if sailing.border else None


STARTS, ENDS = ("origin_code", "origin"), ("destination_code", "destination")

VOYAGE = Type(
    "voyage",
    facts=(
        Fact("carrier", STRING, "the carrier's designator", lambda v, _: v.voyage.carrier, allowed=SAME_FOR_ALL),
        Fact("designator", STRING, "carrier and number", lambda v, _: v.voyage.designator, allowed=SAME_FOR_ALL),
        Fact("mode", STRING, "air, rail, marine or road", lambda v, _: v.voyage.mode.value, allowed=SAME_FOR_ALL),
        Fact("origin", PLACE, "where the border leg starts", _of_border("origin"), allowed=SAME_FOR_ALL, place=STARTS),
        Fact("destination", PLACE, "where the border leg ends", _of_border("destination"), allowed=SAME_FOR_ALL, place=ENDS),
        Fact("origin_code", STRING, "the code of that start, as declared", _of_border("leg", "departure"), allowed=SAME_FOR_ALL),
        Fact("destination_code", STRING, "the code of that end, as declared", _of_border("leg", "arrival"), allowed=SAME_FOR_ALL),
        Fact("departs_at", TIMESTAMP, "when the border leg departs", _of_border("departs_at"), place=STARTS),
        Fact("arrives_at", TIMESTAMP, "when the border leg arrives", _of_border("arrives_at"), place=ENDS),
    ),
)

MANIFEST = Type(
    "manifest",
    facts=(
        Fact("function", STRING, "what the list does: original, change, close_on_board ...", lambda m, _: m.function, allowed=HANDLING),
        Fact(
            "references_only",
            BOOL,
            "a closing or cancelling list, which names people by reference",
            lambda m, _: m.function in REFERENCES_ONLY,
        ),
        Fact("crew_list", BOOL, "whether it is a crew list", lambda m, _: m.crew_list),
        Fact("size", INT, "how many people it lists", lambda m, _: len(m.travellers)),
    ),
)

FACTS = Type(
    "facts",
    facts=(
        Fact("traveller", TRAVELLER, "the person that the rule is asked about"),
        Fact("document", DOCUMENT, "the document to travel on: the passport if there is one"),
        Fact("documents", list_of(DOCUMENT), "all documents of the person"),
        Fact("booking", list_of(TRAVELLER), "everyone under the person's record locator, the person too; empty without one"),
        Fact("sharing_document", list_of(TRAVELLER), "others on the list with the same document number and issuer"),
        Fact("travellers", list_of(TRAVELLER), "everyone on the list"),
        Fact("voyage", VOYAGE, "the voyage"),
        Fact("legs", list_of(LEG), "its legs, in order"),
        Fact("manifest", MANIFEST, "the list itself"),
        Fact("arrival", DATE, "legal day of the crossing: local day of arrival, else of departure"),
        Fact("faults", list_of(FAULT), "what is wrong with this person's part of the message and documents"),
        Fact("screened", BOOL, "whether the watchlists could be searched for the person"),
        Fact("not_screened", STRING, "why not: no_name, placeholder_name ...", reserved=PROTECTED),
        Fact("hits", list_of(HIT), "possible matches, best first", reserved=MATCHES),
        Fact("held", HELD, "what others hold on the person: authorizations, visas, lost documents"),
        Fact("reservation", RESERVATION, "the booking under which the person travels, where the carrier sent it"),
        Fact("history", HISTORY, "earlier crossings, where the node looked for them"),
    ),
)


class Facts(NamedTuple):
    """The facts of one traveller: a value for each fact of ``FACTS``, in its order."""

    traveller: Record
    document: Record | None
    documents: tuple[Record, ...]
    booking: tuple[Record, ...]
    sharing_document: tuple[Record, ...]
    travellers: tuple[Record, ...]
    voyage: Record
    legs: tuple[Record, ...]
    manifest: Record
    arrival: date | None
    faults: tuple[Record, ...]
    screened: bool
    not_screened: str | None
    hits: tuple[Record, ...]
    held: Record | None
    reservation: Record | None
    history: Record | None


assert Facts._fields == tuple(fact.name for fact in FACTS.facts)


class Sailing(NamedTuple):
    """A voyage with its border leg looked up."""

    voyage: Voyage
    border: Placed | None


class Hit(Protocol):
    """As much of a possible match as rules read."""

    @property
    def entry(self) -> str:
        """The entry, as ``ofac:36``."""

    @property
    def score(self) -> float:
        """How well it matches, 0.0 to 1.0."""


def scopes(
    manifest: Manifest,
    screenings: Sequence[Sequence[Hit] | NotScreened],
    faults: Sequence[Fault],
    places: Places,
    *,
    on: date,
    held: Mapping[int, Held] | None = None,
    past: Past = NOTHING_KNOWN,
) -> Iterator[Scope]:
    """Give the facts of each traveller in order, ready for the conditions; ``on`` is the day for which places are looked up.

    ``held`` is what others answered, by the traveller's ordinal; ``past`` what was known before: bookings, and earlier crossings.
    """
    day, border = manifest.voyage.arrival_date, manifest.voyage.border
    on_the_way = placed(manifest.voyage.legs, places, on)
    crossing = next((one for one in on_the_way if one.leg is border), None)
    voyage = VOYAGE.record(Sailing(manifest.voyage, crossing), day)
    legs = tuple(LEG.record(leg, day) for leg in on_the_way)
    reservations = _reservations(past.bookings, places, on)
    whole = MANIFEST.record(manifest, day)
    travellers = tuple(TRAVELLER.record(traveller, day) for traveller in manifest.travellers)

    together: defaultdict[str | None, list[Record]] = defaultdict(list)
    holders: defaultdict[tuple[str, str | None] | None, list[Record]] = defaultdict(list)
    faults_of: defaultdict[int | None, list[Record]] = defaultdict(list)
    for traveller, row in zip(manifest.travellers, travellers, strict=True):
        together[traveller.references.get("AVF")].append(row)
        holders[_document_key(traveller.passport)].append(row)
    for fault in faults:
        faults_of[fault.traveller].append(FAULT.record(fault, day))

    for traveller, row, screening in zip(manifest.travellers, travellers, screenings, strict=True):
        passport, locator = traveller.passport, traveller.references.get("AVF")
        key = _document_key(passport)
        facts = Facts(
            traveller=row,
            document=DOCUMENT.record(passport, day) if passport else None,
            documents=tuple([DOCUMENT.record(document, day) for document in traveller.documents]),
            booking=tuple(together[locator]) if locator else (),
            sharing_document=tuple([other for other in holders[key] if other is not row]) if key else (),
            travellers=travellers,
            voyage=voyage,
            legs=legs,
            manifest=whole,
            arrival=day,
            faults=tuple(faults_of.get(traveller.ordinal, ())),
            screened=not isinstance(screening, NotScreened),
            not_screened=screening.code if isinstance(screening, NotScreened) else None,
            hits=() if isinstance(screening, NotScreened) else tuple([HIT.record(hit, day) for hit in screening]),
            held=HELD.record(held.get(traveller.ordinal, {}), day) if held else None,
            reservation=reservations.get(locator) if locator else None,
            history=history(known, day) if (known := past.earlier.get(traveller.ordinal)) else None,
        )
        yield [*facts, *ROOM]


def _reservations(bookings: Sequence[Booking], places: Places, on: date) -> dict[str, Record]:
    """Return the facts of bookings by each of their locators; of two with one locator, the first counts."""
    found: dict[str, Record] = {}
    for booking in bookings:
        record = reservation(booking, places, on)
        for locator in booking.locators:
            found.setdefault(locator.reference, record)
    return found


def _document_key(document: TravelDocument | None) -> tuple[str, str | None] | None:
    """Return what makes two documents one: number without blanks and hyphens, and issuer."""
    number = document.number.upper().translate(PUNCTUATION) if document else ""
    return (number, document.issuer) if document and number else None


TABLES = (TRAVELLER, DOCUMENT, VOYAGE, PLACE, LEG, MANIFEST, RESERVATION, HISTORY, CROSSING, FAULT, HIT, HELD, ANSWER)


def reference() -> str:
    """Return the page of all facts, table by table: what a condition may name."""
    tables = [_table(f"A {of.name}", of) for of in TABLES]
    head = "# Facts\n\nWhat the condition of a rule may read. Made from `preclear/rules/facts.py`; [rules](../rules.md) says how."
    return "\n\n".join([head, _table("All facts", FACTS), *tables, _lists()]) + "\n"


def _lists() -> str:
    rows = [
        f"| `{name}` | {mark.words} | {', '.join(sorted(mark.reserved.kinds)) if mark.reserved else 'all'} "
        f"| {mark.reserved.why if mark.reserved else mark.why} |"
        for name, mark in MADE_OF.items()
    ]
    head = "What the members of a named list are (`made_of`) decides which kinds of rule may name it."
    heads = "| made of | what that is | kinds of rule | why |\n| --- | --- | --- | --- |"
    return "\n".join(["## Named lists", "", head, "", heads, *rows])


def _table(title: str, of: Type) -> str:
    rows = [
        f"| `{fact.name}` | {fact.type} | {fact.words} | {', '.join(sorted(fact.reserved.kinds)) if fact.reserved else 'all'} "
        f"| {fact.reserved.why if fact.reserved else fact.allowed} |"
        for fact in of.facts
    ]
    return "\n".join(
        [f"## {title}", "", "| fact | type | what it is | kinds of rule that may read it | why |", "| --- | --- | --- | --- | --- |", *rows]
    )
