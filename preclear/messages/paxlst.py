"""PAXLST, the passenger list: UN/EDIFACT D.93A to D.17A, batch and interactive, all function codes -> Manifest."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from preclear.manifest import Fault, Manifest, Part, Role, Traveller
from preclear.manifest.faults import fault, few
from preclear.manifest.names import FIRST_WORDS, is_placeholder
from preclear.messages import persons, voyages
from preclear.messages.edifact import Body, Stretch
from preclear.messages.grammar import COUNT, Effects
from preclear.messages.room import Room

FUNCTIONS = {  # BGM: document name, function code -> what the list does
    ("745", ""): "original",
    ("745", "CP"): "change",
    ("745", "XR"): "cancel_reservation",
    ("745", "RP"): "reduce_party",
    ("266", "CL"): "close",
    ("266", "CLNB"): "close_not_on_board",
    ("266", "CLOB"): "close_on_board",
    ("266", "XF"): "cancel_flight",
    ("266", "CF"): "change_flight",
    ("336", "G"): "add",
    ("336", "H"): "delete",
    ("336", "I"): "change",
    ("655", ""): "original",
} | {("250", code): "change" if len(code) == 2 else "original" for code in ("", "A", "B", "C", "D", "E", "F", "BC", "CC", "EC", "FC")}
BY_CODE = {code: word for (_, code), word in FUNCTIONS.items() if len(code) > 1 and code[:1] in "CXR"}  # whatever list it is
DOUBTFUL = frozenset(
    [beginning for word in FIRST_WORDS for beginning in (word[:2], word[:2].lower(), word[:2].capitalize())]
)  # two letters that a placeholder may begin with
BY_NUMBER = {"2": "add", "3": "delete", "4": "change", "5": "replace", "9": "original"}  # the directory's own message function (1225)
LABELS = {Role.PASSENGER: "NAD+FL", Role.CREW: "NAD+FM", Role.TRANSIT: "NAD+DDU"}  # the segment that names a person
COUNTED = {"42": "declared_passengers", "41": "declared_crew"}  # by qualifier of CNT
CREW_LISTS = frozenset({"250", "336"})
WHOLE = frozenset({"original", "change", "request", "add", "replace"})  # lists that must say everything about a person


def read(
    stretch: Stretch, first: int, last: int, *, interactive: bool, prepared: datetime | None, part: Part | None, room: Room
) -> tuple[Manifest, str | None, list[Fault]]:
    """Return what a list says, the document name code of its BGM, and what is wrong with it.

    ``first`` and ``last`` are where its body (what stands between UNH and UNT) begins and ends in the text of its stretch; whoever finds
    no ``room`` is left out.

    1. read the persons
    2. read the header: function, reference, contact, legs
    3. hold the persons against each other and the header
    """
    last, faults = room.reach(stretch, first, last)
    begin = persons.first_person(stretch, first, last)
    head = stretch.segments(first, begin)
    today = prepared.date() if prepared else voyages.first_day(stretch, head.texts) or date.max
    effects = Effects(stretch, today)
    people = persons.read(effects, head, begin, last)  # 1
    header = voyages.read(stretch, people.header, today, faults)  # 2
    faults += people.faults
    counts, counted = _counts(effects, people.closing, faults)
    function = FUNCTIONS.get((header.document or "", header.function)) or BY_NUMBER.get(header.function) or BY_NUMBER.get(header.number)
    if function is None:
        function = BY_CODE.get(header.function) or header.function or header.document or "original"
        faults.append(fault("MSG-FUNCTION-UNKNOWN", "BGM", offset=people.header.starts[0] if people.header.starts else None))
    if function == "original" and interactive and header.document not in CREW_LISTS:
        function = "request"
    manifest = Manifest(
        voyage=header.voyage,
        travellers=tuple(people.travellers),
        function=function,
        crew_list=header.document in CREW_LISTS,
        transaction=header.transaction,
        revision=header.revision,
        prepared_at=prepared,
        declared_passengers=counts.get("declared_passengers"),
        declared_crew=counts.get("declared_crew"),
        part=part,
        contact=header.contact,
    )
    faults += check(manifest, faults, counted=counted)  # 3
    return manifest, header.document, faults


def _counts(effects: Effects, closing: Body, faults: list[Fault]) -> tuple[dict[str, int], dict[str, int]]:
    """The counts that end the list, and the offset of each."""
    counts, counted = dict[str, int](), dict[str, int]()
    found: list[Fault] = []
    for text, start in zip(closing.texts, closing.starts, strict=True):
        put, name, value, _, _, wrong = effects[text]
        if wrong:
            found.append(fault(wrong[0], "CNT" if put == COUNT else "behind the list", offset=start))
        if put == COUNT and name not in ("declared_passengers", "declared_crew"):
            found.append(fault("MSG-COUNT-UNKNOWN", "CNT", offset=start))
        elif put == COUNT and value is not None:
            counts[name], counted[name] = value, start
    faults += few(found)
    return counts, counted


def check(
    manifest: Manifest, known: Iterable[Fault], *, labels: Mapping[Role, str] = LABELS, counted: Mapping[str, int] | None = None
) -> list[Fault]:
    """Return what is wrong with a list beyond its single segments: what is missing, and what does not agree.

    ``known`` is what was found before: a birth that could not be read is not also missing. ``labels`` say which segment names a person,
    ``counted`` at which byte each count stands.
    """
    found: list[Fault] = []
    misread = {fault.traveller for fault in known if fault.code.startswith("PAX-BIRTH-DATE")}
    whole = manifest.function in WHOLE
    stops = {code for leg in manifest.voyage.legs for code in (leg.departure, leg.arrival) if code}
    for person in manifest.travellers:
        codes = _missing(person, misread) if whole and not (person.birth_date and person.nationalities and person.documents) else []
        if (person.family_name[:2] in DOUBTFUL or not person.family_name[:2].isalpha()) and (name := _name(person, whole)):
            codes.insert(0, name)
        if stops and not (person.embarks in stops and person.disembarks in stops) and _elsewhere(person, stops):
            codes.append("PAX-ROUTE-DISAGREES")
        if codes:
            label = f"{labels[person.role]} {person.ordinal}"
            offset = person.segments.start if person.segments else None
            found += [fault(code, label, offset=offset, traveller=person.ordinal) for code in codes]
    found += _repeated(manifest.travellers)
    crew = sum(person.role is Role.CREW for person in manifest.travellers)
    counts = [
        (declared, listed, qualifier)
        for declared, listed, qualifier in (
            (manifest.declared_passengers, len(manifest.travellers) - crew, "42"),
            (manifest.declared_crew, crew, "41"),
        )
        if declared is not None and declared != listed and not (manifest.crew_list and qualifier == "42")
    ]
    part = manifest.part
    if part is not None and not (part.first and part.last):
        told = "".join(f"; CNT+{qualifier} declares {declared}, {listed} are in this part" for declared, listed, qualifier in counts)
        found.append(fault("MSG-PART", "UNH", note=f"part {part.number}{told}"))
    elif manifest.function in ("original", "request"):
        at = counted or {}
        found += [
            fault("MSG-COUNT-DIFFERS", f"CNT+{q}", note=f"{declared} declared, {listed} in this message", offset=at.get(COUNTED[q]))
            for declared, listed, q in counts
        ]
    leg = manifest.voyage.border or next(iter(manifest.voyage.legs), None)
    if whole and leg and leg.departs and manifest.prepared_at and (manifest.prepared_at - leg.departs).days > 1:
        found.append(fault("VOY-DEPARTED", "DTM+189"))
    if not manifest.travellers and manifest.function in (*WHOLE, "close_on_board"):
        found.append(fault("MSG-NOBODY", "NAD"))
    return found


def _name(person: Traveller, whole: bool) -> str | None:
    """The fault code of a name that is not there, or stands for one that is not known yet."""
    if not person.family_name and not person.given_names:
        return "PAX-NAME-MISSING" if whole or not person.references else None
    return "PAX-NAME-PLACEHOLDER" if is_placeholder(person.family_name, person.given_names) else None


def _missing(person: Traveller, misread: Container[int | None]) -> list[str]:
    """Fault codes for what a list should say of a person, and does not."""
    codes = []
    if person.birth_date is None and person.ordinal not in misread:
        codes.append("PAX-BIRTH-DATE-MISSING")
    if not person.nationalities:
        codes.append("PAX-NATIONALITY-MISSING")
    if not person.documents:
        codes.append("PAX-DOCUMENT-MISSING")
    return codes


def _elsewhere(person: Traveller, stops: Container[str]) -> bool:
    """Whether a person boards or leaves where the voyage does not call. Places are compared by their last three letters, too."""
    return any(place and place not in stops and place[2:] not in stops for place in (person.embarks, person.disembarks))


def _repeated(travellers: Sequence[Traveller]) -> list[Fault]:
    """What stands with more than one person and should stand with one."""
    shared: list[tuple[str, set[int]]] = []
    for code, values in (
        ("PAX-KEY-SHARED", [(t.references.get("ABO"), t.ordinal) for t in travellers]),
        ("PAX-DOCUMENT-SHARED", [(d.number and (d.issuer, d.number), t.ordinal) for t in travellers for d in t.documents]),
        ("PAX-TAG-SHARED", [(tag, t.ordinal) for t in travellers if t.bags for tag in t.bags.tags]),
    ):
        holders: dict[Any, set[int]] = {}
        if len({value for value, _ in values}) < len(values):
            for value, ordinal in values:
                holders.setdefault(value, set()).add(ordinal)
        shared += [(code, who) for value, who in holders.items() if value and len(who) > 1]
    zeros = {t.ordinal for t in travellers if t.references.get("SEA", "").startswith("0")}
    cloned = len(travellers) > 4 and travellers[0].birth_date and all(t.birth_date == travellers[0].birth_date for t in travellers)
    if not (shared or zeros or cloned):  # nearly all
        return []
    begins = {t.ordinal: t.segments.start for t in travellers if t.segments}
    found = [fault(code, f"NAD {min(who)}", note=_listed(who), offset=begins.get(min(who)), traveller=min(who)) for code, who in shared]
    if zeros:
        found.append(fault("PAX-SEAT-ZEROS", "RFF+SEA", note=_listed(zeros), offset=begins.get(min(zeros))))
    if cloned:
        found.append(fault("PAX-CLONED", "DTM+329", offset=begins.get(travellers[0].ordinal)))
    return found


def _listed(ordinals: set[int]) -> str:
    shown = sorted(ordinals)[:10]
    return "persons " + ", ".join(map(str, shown)) + (", ..." if len(ordinals) > 10 else "")
