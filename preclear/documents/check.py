"""Whether what was declared about a travel document is credible, on the day of arrival."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from preclear.documents import mrz, states
from preclear.documents.spellings import may_show
from preclear.documents.transliteration import transliterate
from preclear.manifest import Fault, Manifest, Span, TravelDocument, Traveller
from preclear.manifest.faults import fault
from preclear.manifest.joining import squeezed

TYPES = frozenset(
    {
        "P",
        "V",
        "I",
        "A",
        "C",
        "AC",
        "IP",
        "F",
        "L",
        "T",
        "M",
        "PP",
        "PD",
        "PS",
        "PO",
        "PE",
        "PL",
        "PM",
        "PR",
        "PT",
        "PU",
        "PN",
        "ID",
        "IR",
        "AR",
        "CR",
    }
)  # API guide code list, and the two-letter codes of ICAO Doc 9303
PLACEHOLDERS = frozenset(
    {
        "NA",
        "NONE",
        "NIL",
        "NULL",
        "UNKNOWN",
        "TBA",
        "TBC",
        "PASSPORT",
        "123456",
        "1234567",
        "12345678",
        "123456789",
        "1234567890",
        "987654321",
    }
)
HALF_A_YEAR = 183  # days
NO_DAY = date(2000, 1, 1)  # on which a zone is read where only its names are asked for: the day settles its dates alone


def check_all(manifest: Manifest, *, on: date) -> Iterator[Fault]:
    """Yield what is wrong with the documents of everyone on a list, at the places that its sender knows: "row 7, document 1" of a form."""
    for traveller in manifest.travellers:
        place = traveller.ordinal - 1
        yield from check(traveller, on=on, label=manifest.labels[place] if place < len(manifest.labels) else "")


def check(traveller: Traveller, *, on: date, label: str = "") -> tuple[Fault, ...]:
    """Return what is wrong with the documents of a traveller who arrives on a day; each fault names the traveller.

    ``label`` is what a form's sender calls the traveller; without one "traveller 3", counted.

    Looked at: codes of nationality, residence and issuer; type, number and dates of each document; where the carrier sent a
    machine-readable zone, its check digits, and whether it says what was declared. Nothing here refuses anyone.
    """
    return tuple(_faults(traveller, on, label))


def _faults(traveller: Traveller, on: date, label: str) -> Iterator[Fault]:
    who, places, form = traveller.ordinal, traveller.places, bool(label)
    label = label or f"traveller {who}"
    for code, field in (
        *((code, "nationality") for code in traveller.nationalities),
        (traveller.residence, "residence"),
        (traveller.birth_country, "birth_place"),
    ):
        if code and (found := _state(code, on)):
            yield fault(found, f"{label}, {field}", note=code, offset=_start(places, field), traveller=who, form=form)
    for n, document in enumerate(traveller.documents, 1):
        where, offset = f"{label}, document {n}", _start(places, "document" if n == 1 else f"document {n}")
        yield from (fault(code, where, note=note, offset=offset, traveller=who, form=form) for code, note in _document(document, on))
        if document.zone:
            yield from _zone(traveller, document, where, on)


def _start(places: Mapping[str, Span], field: str) -> int | None:
    span = places.get(field)
    return None if span is None else span.start


def _state(code: str, on: date) -> str | None:
    """The fault of a state's code, if it has one."""
    state = states.find(code)
    if state is None:
        return "DOC-STATE-TWO-LETTERS" if len(code) == 2 and states.alpha3(code) else "DOC-STATE-UNKNOWN"
    if state.kind == "specimen":
        return "DOC-STATE-SPECIMEN"
    return None if state.in_force(on) else "DOC-STATE-WITHDRAWN"


def _document(document: TravelDocument, on: date) -> Iterator[tuple[str, str]]:
    """Fault codes of one document, with what is special about each."""
    if not document.type:
        yield "DOC-TYPE-MISSING", ""
    elif document.type.upper() not in TYPES:
        yield "DOC-TYPE-UNKNOWN", document.type
    if number := _number(document.number):
        yield number, ""
    if not document.issuer:
        yield "DOC-ISSUER-MISSING", ""
    elif found := _state(document.issuer, document.issued or on):
        yield found, document.issuer
    yield from _dates(document, on)


def _number(declared: str) -> str | None:
    """The fault of a document's number, if it has one."""
    number = squeezed(declared)
    if not declared.strip():
        return "DOC-NUMBER-MISSING"
    if len(set(number)) < 2 or number in PLACEHOLDERS:
        return "DOC-NUMBER-SUSPICIOUS"
    return None if number == declared.upper() else "DOC-NUMBER-PUNCTUATED"


def _dates(document: TravelDocument, on: date) -> Iterator[tuple[str, str]]:
    """What is wrong with the days of issue and expiry."""
    if document.expires and document.expires < on:
        yield "DOC-EXPIRED", f"expired {document.expires}, arrival {on}"
    elif document.expires and (document.expires - on).days < HALF_A_YEAR and not document.type.startswith("V"):
        yield "DOC-EXPIRES-SOON", f"expires {document.expires}"
    if document.expires and document.issued and document.expires <= document.issued:
        yield "DOC-DATES-CROSSED", ""
    if document.issued and document.issued > on:
        yield "DOC-ISSUED-LATER", ""


def _zone(traveller: Traveller, document: TravelDocument, where: str, on: date) -> Iterator[Fault]:
    """What is wrong inside the zone, and where it says something else than the carrier."""
    zone, who = mrz.read(document.zone, on=on), traveller.ordinal
    yield from (Fault(f.code, f"{where}, {f.where}", f.detail, f.severity, None, who) for f in zone.faults)
    if zone.format is None:
        return
    number = "".join(c for c in document.number.upper() if c.isalnum())
    declared = traveller.birth_date
    disagree = (
        ("number", bool(zone.number and number) and zone.number.replace("<", "") != number),  # type: ignore[union-attr]  # guarded
        ("birth date", bool(zone.birth_date and declared) and not zone.birth_date.may_equal(declared)),  # type: ignore[union-attr,arg-type]  # guarded
        ("expiry", bool(zone.expires and document.expires) and zone.expires != document.expires),
        ("sex", bool(zone.sex and traveller.sex) and zone.sex != traveller.sex),
        ("issuer", bool(zone.issuer and document.issuer) and not states.same(zone.issuer or "", document.issuer or "")),
        (
            "nationality",
            bool(zone.nationality and traveller.nationalities)
            and not any(states.same(zone.nationality or "", n) for n in traveller.nationalities),
        ),
        ("name", not _same_name(zone, traveller)),
    )
    yield from (fault("DOC-ZONE-DISAGREES", where, note=field, traveller=who) for field, differs in disagree if differs)


def _same_name(zone: mrz.Zone, traveller: Traveller) -> bool:
    """Whether the zone's name can be the declared one: equal, or cut; a title is no part of a name."""
    given = _untitled(traveller)
    if may_show(f"{traveller.family_name} {given}", zone.family_name + zone.given_names, more=True):
        return True
    return zone.name_cut and _cut_from(zone.family_name, traveller.family_name) and _cut_from(zone.given_names, given)


class OtherName(NamedTuple):
    """A name that a document shows of its holder, other than the declared one."""

    family_name: str
    given_names: str
    document: int  # its place among the documents, from 1
    zone: bool  # whether the zone shows it, or the document's own name was sent


def other_names(traveller: Traveller) -> tuple[OtherName, ...]:
    """Return the names on a traveller's documents and in their zones that cannot be the declared one, each once.

    A name that is spelt by the standard's tables, cut where a field was full, or has a title more, is the same one.
    """
    if not any(document.family_name or document.given_names or document.zone for document in traveller.documents):
        return ()
    declared = f"{traveller.family_name} {_untitled(traveller)}"
    spelt = transliterate(declared).replace("<", "")
    found: dict[str, OtherName] = {}
    for n, document in enumerate(traveller.documents, 1):
        shown = [OtherName(document.family_name, document.given_names, n, zone=False)]
        if document.zone:
            zone = mrz.read(document.zone, on=NO_DAY)
            shown.append(OtherName(zone.family_name, zone.given_names, n, zone=True))
        for name in shown:
            letters = transliterate(f"{name.family_name} {name.given_names}").replace("<", "")
            if letters not in ("", spelt) and not may_show(declared, letters):
                found.setdefault(letters, name)
    return tuple(found.values())


def _untitled(traveller: Traveller) -> str:
    """The given names without the title that stands in them."""
    given = traveller.given_names
    return given.removesuffix(traveller.title).removeprefix(f"{traveller.title} ") if traveller.title else given


def _cut_from(shown: str, declared: str) -> bool:
    """Whether each component that a full field shows is the beginning of the declared one in its place (Doc 9303-4, 4.2.3)."""
    parts, wholes = shown.split(), transliterate(declared).split("<")
    components = re.split(r"[\s,-]+", declared.strip())
    if len(components) != len(wholes):  # a part of the declared name has no letters that a zone can show
        components = wholes
    return len(parts) <= len(components) and all(may_show(whole, part) for part, whole in zip(parts, components, strict=False))
