"""The lists of the United States Treasury's Office of Foreign Assets Control (OFAC) in their advanced XML form.

``sdn_advanced.xml`` and ``cons_advanced.xml``, after the United Nations' Advanced Sanctions Data Model: ``ReferenceValueSets`` give every
number its meaning, ``Locations`` and ``IDRegDocuments`` stand before the ``DistinctParties`` that refer to them, ``SanctionsEntries`` after
them tell the programmes (OFAC, "Explanatory documentation for the Advanced Sanctions Data Model"). Sections are read as they come, one
record at a time. ``FixedRef`` is the number that the CSV form calls ``ent_num``: entries of both forms bear the same references.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from preclear.manifest import Fault, PartialDate, Severity, Sex
from preclear.watchlist import dates, elements
from preclear.watchlist.countries import alpha3
from preclear.watchlist.elements import said, text
from preclear.watchlist.entry import BirthDate, Entry, ListedDocument, Name, Quality
from preclear.watchlist.ofac import DOCUMENT_TYPES
from preclear.watchlist.source import Edition, digest, known

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type alone; defusedxml does the parsing

_ROOT = "Sanctions"
_RECORDS = 2  # so far below the root stands what is read at once: a set of values, a location, a document, a party, an entry
_CONSOLIDATED = "Consolidated List"  # every entry of the consolidated file is on it, some on the SDN list besides
_FAMILY = ("Last Name", "Matronymic")  # in this order; what a list calls by another word is given
_GIVEN = ("First Name", "Middle Name", "Patronymic")
_WHOLE = "Entity Name"
_SEXES: dict[str, Sex] = {"Male": "M", "Female": "F"}
_NATIONALITIES = ("Nationality Country", "Citizenship Country")
_REMARKS = ("Title", "Additional Sanctions Information -", "Secondary sanctions risk:")
_STREET = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE", "Unknown")


class _Place(NamedTuple):
    said: str  # on one line, the country last
    country: str  # by name; "" where it is not told


class _Paper(NamedTuple):
    type: str
    number: str
    issuer: str
    fraudulent: bool


def recognises(_path: Path, head: bytes) -> bool:
    """Return whether the file is XML that begins as the list does."""
    return b"<Sanctions" in head


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in the XML file, dated as its ``DateOfIssue`` says; its entries are ``ofac:FIXEDREF``.

    Raises ``SourceError`` when the file is no XML, declares a document type or an entity, or is another list.
    """
    reader = _Reader()
    for section, element in elements.records(path, _ROOT, _RECORDS):
        reader.take(section, element)
    entries = tuple(replace(entry, programmes=tuple(reader.programmes.get(profile, ()))) for profile, entry in reader.people.values())
    consolidated = _CONSOLIDATED in reader.lists or (not reader.lists and path.name.lower().startswith("cons"))
    return Edition(
        source=known("ofac-nonsdn" if consolidated else "ofac"),
        dated=_issued(reader.issued) or dated,
        entries=entries,
        others=reader.others,
        faults=tuple(reader.faults),
        digest=digest(entries),
    )


class _Reader:
    """Takes the records of a file in their order, and keeps what later ones refer to."""

    def __init__(self) -> None:
        self.issued: dict[str, str] = {}
        self.values: dict[str, dict[str, str]] = defaultdict(dict)
        self.types: dict[str, str] = {}  # of subtypes that are called Unknown: the type above them
        self.places: dict[str, _Place] = {}
        self.papers: dict[str, list[_Paper]] = defaultdict(list)  # by identity
        self.people: dict[str, tuple[str, Entry]] = {}  # by reference: number of the profile, entry
        self.programmes: dict[str, list[str]] = defaultdict(list)  # by profile
        self.lists: set[str] = set()
        self.others = self.parties = 0
        self.faults: list[Fault] = []

    def take(self, section: str, element: Element) -> None:
        match section, element.tag:
            case "DateOfIssue", part:
                self.issued[part] = said(element)
            case "ReferenceValueSets", _:
                self._values(element)
            case "Locations", "Location":
                self.places[element.get("ID", "")] = self._place(element)
            case "IDRegDocuments", "IDRegDocument":
                self._paper(element)
            case "DistinctParties", "DistinctParty":
                self.parties += 1
                self._party(element)
            case "SanctionsEntries", "SanctionsEntry":
                self._sanctions(element)

    def _values(self, values: Element) -> None:
        for value in values:
            key = value.get("ID", "")
            self.values[value.tag][key] = value.get("Description", "") if value.tag == "AreaCode" else said(value)
            if value.tag == "PartySubType":
                self.types[key] = value.get("PartyTypeID", "")

    def _value(self, kind: str, key: str | None) -> str:
        return self.values[kind].get(key or "", "")

    def _place(self, location: Element) -> _Place:
        parts: dict[str, str] = {}
        for part in location.iterfind("LocationPart"):
            values = part.findall("LocationPartValue")
            chosen = next((value for value in values if value.get("Primary") == "true"), values[0] if values else None)
            if chosen is not None:
                parts[self._value("LocPartType", part.get("LocPartTypeID"))] = text(chosen, "Value")
        countries = [self._value("Country", each.get("CountryID")) for each in location.iterfind("LocationCountry")]
        countries += [self._value("AreaCode", each.get("AreaCodeID")) for each in location.iterfind("LocationAreaCode")]
        country = next((name for name in countries if name and name != "undetermined"), "")
        street = ", ".join(filter(None, (parts.get(kind, "") for kind in _STREET)))
        return _Place(", ".join(filter(None, (street, country))), country or parts.get("Unknown", ""))

    def _paper(self, paper: Element) -> None:
        kind, number = self._value("IDRegDocType", paper.get("IDRegDocTypeID")), text(paper, "IDRegistrationNo")
        if kind in DOCUMENT_TYPES and number:
            issuer = self._value("Country", paper.get("IssuedBy-CountryID"))
            fraudulent = self._value("Validity", paper.get("ValidityID")) == "Fraudulent"
            self.papers[paper.get("IdentityID", "")].append(_Paper(kind, number, issuer, fraudulent))

    def _party(self, party: Element) -> None:
        where, ref = f"DistinctParty {self.parties}", f"ofac:{party.get('FixedRef', '')}"
        profile = party.find("Profile")
        if profile is None or not party.get("FixedRef"):
            self.faults.append(Fault("LIST-ROW", where, "a FixedRef and a Profile are needed"))
        elif not self._individual(profile):
            self.others += 1
        elif ref in self.people:
            self.faults.append(Fault("LIST-ROW-TWICE", where, "this FixedRef stands twice"))
        elif not (names := tuple(dict.fromkeys(self._names(profile)))):
            self.faults.append(Fault("LIST-ROW", where, "no Alias has a DocumentedName"))
        else:
            self.people[ref] = profile.get("ID", ""), self._entry(ref, names, party, profile, where)

    def _individual(self, profile: Element) -> bool:
        key = profile.get("PartySubTypeID", "")
        kind = self._value("PartySubType", key)
        return (self._value("PartyType", self.types.get(key)) if kind in ("", "Unknown") else kind) == "Individual"

    def _names(self, profile: Element) -> Iterator[Name]:
        for identity in sorted(profile.iterfind("Identity"), key=lambda identity: identity.get("Primary") != "true"):
            groups = {
                group.get("ID"): self._value("NamePartType", group.get("NamePartTypeID"))
                for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
            }
            for alias in sorted(identity.iterfind("Alias"), key=lambda alias: alias.get("Primary") != "true"):
                quality: Quality = "low" if alias.get("LowQuality") == "true" else "good"
                named = alias.findall("DocumentedName")
                for number, name in enumerate(named):
                    first = number == 0 and alias.get("Primary") == "true" and identity.get("Primary") != "false"
                    yield from _named(name, groups, "primary" if first and quality == "good" else quality)

    def _entry(self, ref: str, names: tuple[Name, ...], party: Element, profile: Element, where: str) -> Entry:
        said_of: dict[str, list[str]] = defaultdict(list)
        birth_dates: list[BirthDate] = []
        for feature in profile.iterfind("Feature"):
            kind = self._value("FeatureType", feature.get("FeatureTypeID"))
            for version in feature.iterfind("FeatureVersion"):
                if kind == "Birthdate":
                    try:
                        birth_dates += [_birth_date(period) for period in version.iterfind("DatePeriod")]
                    except ValueError:
                        self.faults.append(
                            Fault("LIST-BIRTH-DATE", f"{where}, Feature Birthdate", "its DatePeriod is none", Severity.WARNING)
                        )
                else:
                    said_of[kind] += self._said(version, country=kind in _NATIONALITIES)
        nationalities = []
        for kind in _NATIONALITIES:
            for country in said_of.get(kind, ()):
                if code := alpha3(country):
                    nationalities.append(code)
                else:
                    self.faults.append(Fault("LIST-COUNTRY", f"{where}, Feature {kind}", "not a known country", Severity.WARNING))
        papers = [paper for identity in profile.iterfind("Identity") for paper in self.papers.get(identity.get("ID", ""), ())]
        remarks = [text(party, "Comment"), *(f"{kind} {value}" for kind in _REMARKS for value in said_of.get(kind, ()))]
        remarks += [f"{paper.type} {paper.number} is fraudulent" for paper in papers if paper.fraudulent]
        return Entry(
            ref=ref,
            names=names,
            birth_dates=tuple(dict.fromkeys(birth_dates)),
            nationalities=tuple(dict.fromkeys(nationalities)),
            sex=next((_SEXES[each] for each in said_of.get("Gender", ()) if each in _SEXES), None),
            documents=tuple(
                dict.fromkeys(ListedDocument(paper.number, alpha3(paper.issuer), DOCUMENT_TYPES[paper.type]) for paper in papers)
            ),
            birth_places=tuple(dict.fromkeys(said_of.get("Place of Birth", ()))),
            addresses=tuple(dict.fromkeys(said_of.get("Location", ()))),
            remarks="; ".join(filter(None, remarks)),
        )

    def _said(self, version: Element, *, country: bool) -> Iterable[str]:
        """What a version of a feature says: in its own words, by a value of the reference sets, or by a place."""
        for detail in version.iterfind("VersionDetail"):
            if words := said(detail) or self._value("DetailReference", detail.get("DetailReferenceID")):
                yield words
        for location in version.iterfind("VersionLocation"):
            place = self.places.get(location.get("LocationID", ""))
            if place and (words := place.country if country else place.said):
                yield words

    def _sanctions(self, entry: Element) -> None:
        self.lists.add(self._value("List", entry.get("ListID")))
        programmes = self.programmes[entry.get("ProfileID", "")]
        for measure in entry.iterfind("SanctionsMeasure"):
            programme = text(measure, "Comment")
            if self._value("SanctionsType", measure.get("SanctionsTypeID")) == "Program" and programme and programme not in programmes:
                programmes.append(programme)


def _named(name: Element, groups: Mapping[str | None, str], quality: Quality) -> Iterator[Name]:
    """The name of some parts, its parts told apart where the list says which is which; a nickname is a weak name of its own."""
    parts: dict[str, list[str]] = defaultdict(list)
    for value in name.iterfind("DocumentedNamePart/NamePartValue"):
        if word := said(value):
            parts[groups.get(value.get("NamePartGroupID"), "")].append(word)
    family = [word for kind in _FAMILY for word in parts.get(kind, ())] or parts.get("Maiden Name", [])
    given = [word for kind in _GIVEN for word in parts.get(kind, ())]
    other = [word for kind, words in parts.items() if kind not in (*_FAMILY, *_GIVEN, "Maiden Name", "Nickname") for word in words]
    if other and not family:
        yield Name(" ".join([*other, *given]), quality)
    elif family or given:
        yield Name.of_parts(" ".join(family), " ".join([*given, *other]), quality)
    if family and (maiden := parts.get("Maiden Name")) and maiden != family:
        yield Name.of_parts(" ".join(maiden), " ".join(given), "low" if quality == "low" else "good")
    for nickname in parts.get("Nickname", ()):
        yield Name(nickname, "low")


def _birth_date(period: Element) -> BirthDate:
    """The days from the first on which they may be born to the last; a part that is not told is as far as it may be."""
    first = _date(period, "Start/From") or _date(period, "Start/To")
    last = _date(period, "End/To") or _date(period, "End/From") or _date(period, "Start/To") or first
    if first is None or last is None:
        raise ValueError("no date")
    circa = any(each.get("Approximate") == "true" for each in period)
    return dates.span(first, last, circa=circa)


def _date(period: Element, path: str) -> PartialDate | None:
    found = period.find(path)
    return None if found is None or not text(found, "Year") else dates.partial(*(text(found, part) for part in ("Year", "Month", "Day")))


def _issued(parts: Mapping[str, str]) -> date | None:
    try:
        return date(int(parts.get("Year", "")), int(parts.get("Month", "")), int(parts.get("Day", "")))
    except (ValueError, OverflowError):  # no day, or beyond any number
        return None
