"""The consolidated list of persons, groups and entities under financial sanctions of the European Union, in XML and in CSV, both 1.1.

In XML ``export`` holds a ``sanctionEntity`` for each, whose names, births, citizenships and documents are elements with attributes. In CSV,
separated by semicolons, each of them is a row of its own, with the columns of its kind filled (``NameAlias_``, ``BirthDate_``, ...).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity, Sex
from preclear.watchlist import dates, elements, file
from preclear.watchlist.countries import alpha3, mentioned
from preclear.watchlist.entry import BirthDate, Entry, ListedDocument, Name
from preclear.watchlist.source import Edition, digest, known

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type alone; defusedxml does the parsing

Said = Mapping[str, str]  # attribute: value, those that say nothing left out

_PERSON = frozenset({"person", "p"})
_SEXES: dict[str, Sex] = {"M": "M", "F": "F"}
_PASSPORTS = ("passport", "travel", "laissez", "diplomatic", "seaman")  # words of a type of document, or the beginning of them
_IDENTITY = ("id", "ssn", "card", "electid", "residentperm", "refugee", "birthcert", "tax", "fiscal")
_STATES = (
    ("knownFalse", "known to be false"),
    ("reportedLost", "reported lost"),
    ("revokedByIssuer", "revoked"),
    ("knownExpired", "expired"),
)
_NOWHERE = frozenset({"00", "UNKNOWN"})


@dataclass(slots=True)
class _Subject:
    """One person, group or entity, as either form says it."""

    where: str
    reference: str
    kind: str
    names: list[Said] = field(default_factory=list)
    births: list[Said] = field(default_factory=list)
    citizenships: list[Said] = field(default_factory=list)
    papers: list[Said] = field(default_factory=list)
    addresses: list[Said] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def recognises(path: Path, head: bytes) -> bool:
    """Return whether the file begins as either form does."""
    return recognises_xml(path, head) or b"entity_logicalid" in head.partition(b"\n")[0].lower()


def recognises_xml(_path: Path, head: bytes) -> bool:
    """Return whether the file begins as the XML form does."""
    return b"<export" in head or b"/fpi/fsd/export" in head


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in the file, dated as the export says; its entries are ``eu:REFERENCE``, or ``eu:LOGICALID`` where it has none.

    Raises ``SourceError`` when the file is neither form, or its XML declares a document type or an entity.
    """
    faults: list[Fault] = []
    generated, subjects = _xml(path) if recognises_xml(path, file.head(path, 4096)) else _csv(path, faults)
    entries: dict[str, Entry] = {}
    others = 0
    for subject in subjects:
        ref = f"eu:{subject.reference}"
        names = tuple(sorted(dict.fromkeys(_names(subject)), key=lambda name: name.quality != "primary"))
        if subject.kind and subject.kind.lower() not in _PERSON:  # where a cut form of the table tells no kind, in doubt a person
            others += 1
        elif not subject.reference or not names:
            faults.append(Fault("LIST-ROW", subject.where, "a reference number or logical id, and a name, are needed"))
        elif ref in entries:
            faults.append(Fault("LIST-ROW-TWICE", subject.where, "this reference stands twice"))
        else:
            entries[ref] = _entry(ref, names, subject, faults)
    people = tuple(entries.values())
    return Edition(
        source=known("eu"),
        dated=(dates.day(generated[0]) if generated else None) or dated,
        entries=people,
        others=others,
        faults=tuple(faults),
        digest=digest(people),
    )


def _xml(path: Path) -> tuple[list[str], Iterator[_Subject]]:
    generated: list[str] = []  # filled as the file is read

    def subjects() -> Iterator[_Subject]:
        number = 0
        for section, element in elements.records(path, "export", 1):
            if section == elements.ROOT:
                generated.append(element.get("generationDate", ""))
            elif element.tag == "sanctionEntity":
                number += 1
                yield _subject(element, f"sanctionEntity {number}")

    return generated, subjects()


def _subject(entity: Element, where: str) -> _Subject:
    about = elements.attributes(entity)
    kind = entity.find("subjectType")
    subject = _Subject(
        where=where,
        reference=about.get("euReferenceNumber") or about.get("logicalId", ""),
        kind="" if kind is None else kind.get("code") or kind.get("classificationCode") or "",
        names=_all(entity, "nameAlias"),
        births=_all(entity, "birthdate"),
        citizenships=_all(entity, "citizenship"),
        papers=_all(entity, "identification"),
        addresses=_all(entity, "address"),
    )
    subject.programmes = [programme for each in entity.iterfind("regulation") if (programme := each.get("programme", ""))]
    subject.remarks = [words for each in entity.iterfind("remark") if (words := elements.said(each))]
    subject.remarks += [about[name] for name in ("designationDetails", "unitedNationId") if name in about]
    return subject


def _all(entity: Element, tag: str) -> list[Said]:
    return [elements.attributes(each) for each in entity.iterfind(tag)]


# Columns of the CSV form: their beginning, the kind of what they hold, and the columns whose names are not those of the XML form.
_KINDS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("NameAlias_", "names", {}),
    ("BirthDate_", "births", {"Day": "dayOfMonth", "Month": "monthOfYear", "BirthDate": "birthdate"}),
    ("Citizenship_", "citizenships", {}),
    ("Identification_", "papers", {"TypeCode": "identificationTypeCode", "TypeDescription": "identificationTypeDescription"}),
    ("Address_", "addresses", {}),
)


def _csv(path: Path, faults: list[Fault]) -> tuple[list[str], Iterable[_Subject]]:
    lines = file.rows(file.read_tolerantly(path, faults), path, ";")
    header = [cell.strip().lstrip("\ufeff") for cell in next(lines, (0, [""]))[1]]
    if not {"Entity_LogicalId", "NameAlias_WholeName"} <= set(header):
        raise SourceError(f"{path}, line 1: the columns Entity_LogicalId and NameAlias_WholeName are needed; fetch the CSV form 1.1 again")
    columns = [
        (
            begins,
            kind,
            {
                column: special.get(rest := column.removeprefix(begins), rest[:1].lower() + rest[1:])
                for column in header
                if column.startswith(begins)
            },
        )
        for begins, kind, special in _KINDS
    ]
    subjects: dict[str, _Subject] = {}
    generated: list[str] = []
    for line, cells in lines:
        if len(cells) < len(header) - 1:
            faults.append(Fault("LIST-ROW", f"line {line}", f"{len(cells)} columns; {len(header)} are needed"))
            continue
        row = {column: value for column, cell in zip(header, cells, strict=False) if (value := " ".join(cell.split()))}
        generated = generated or [row.get("fileGenerationDate", "")]
        key = row.get("Entity_LogicalId", "")
        subject = subjects.get(key)
        if subject is None or not key:
            kind = row.get("Entity_SubjectType") or row.get("Entity_SubjectType_ClassificationCode", "")
            subject = subjects[key or f"line {line}"] = _Subject(f"line {line}", row.get("Entity_EU_ReferenceNumber") or key, kind)
            subject.remarks = [row[name] for name in ("Entity_Remark", "Entity_DesignationDetails", "Entity_UnitedNationId") if name in row]
        for _, kind, names in columns:
            if said := {name: row[column] for column, name in names.items() if column in row}:
                held: list[Said] = getattr(subject, kind)
                if said not in held:
                    held.append(said)
        subject.programmes += [programme] if (programme := row.get("Entity_Regulation_Programme", "")) else []
    return generated, subjects.values()


def _names(subject: _Subject) -> Iterator[Name]:
    primary = True
    for said in subject.names:
        family, given = said.get("lastName", ""), " ".join(filter(None, (said.get("firstName", ""), said.get("middleName", ""))))
        whole = said.get("wholeName", "")
        weak = said.get("strong") == "false"
        if whole or family or given:
            quality = "low" if weak else "primary" if primary else "good"
            primary = primary and weak
            yield Name(whole, quality, family, given if family else "") if whole else Name.of_parts(family, given, quality)  # type: ignore[arg-type]  # a Quality


def _entry(ref: str, names: tuple[Name, ...], subject: _Subject, faults: list[Fault]) -> Entry:
    def warn(code: str, element: str, detail: str) -> None:
        faults.append(Fault(code, f"{subject.where}, {element}", detail, Severity.WARNING))

    birth_dates, nationalities = [], []
    for said in subject.births:
        try:
            if born := _birth_date(said):
                birth_dates.append(born)
        except ValueError:
            warn(
                "LIST-BIRTH-DATE",
                "birthdate",
                f"no date of the {said.get('calendarType', 'GREGORIAN').title()} calendar that can be compared",
            )
    for said in subject.citizenships:
        country = _country(said)
        if country:
            nationalities.append(country)
        elif said.get("countryDescription", "UNKNOWN") not in _NOWHERE:
            warn("LIST-COUNTRY", "citizenship", "not a known country")
    papers = list(_papers(subject, faults))
    return Entry(
        ref=ref,
        names=names,
        birth_dates=tuple(dict.fromkeys(birth_dates)),
        nationalities=tuple(dict.fromkeys(nationalities)),
        sex=next((_SEXES[sex] for said in subject.names if (sex := said.get("gender", "")) in _SEXES), None),
        documents=tuple(dict.fromkeys(paper for paper, _ in papers)),
        birth_places=tuple(dict.fromkeys(filter(None, (_place(said, "place", "city", "region") for said in subject.births)))),
        addresses=tuple(
            dict.fromkeys(
                filter(None, (_place(said, "street", "poBox", "city", "zipCode", "region", "place") for said in subject.addresses))
            )
        ),
        programmes=tuple(dict.fromkeys(subject.programmes)),
        remarks="; ".join(dict.fromkeys([*subject.remarks, *(state for _, states in papers for state in states)])),
    )


def _papers(subject: _Subject, faults: list[Fault]) -> Iterator[tuple[ListedDocument, list[str]]]:
    """The documents that a traveller may show, each with what the list says of its state."""
    for said in subject.papers:
        number, kind = _bare(said.get("latinNumber") or said.get("number", "")), _type(said)
        if kind and not number:
            faults.append(Fault("LIST-DOCUMENT", f"{subject.where}, identification", "no number", Severity.WARNING))
        elif kind:
            paper = ListedDocument(number, _country(said) or mentioned(said.get("issuedBy", "")), kind)
            yield paper, [f"{number} is {words}" for state, words in _STATES if said.get(state) == "true"]


def _birth_date(said: Said) -> BirthDate | None:
    """The date or the span of years; None where only the place of birth is told. A date of another calendar cannot be compared."""
    circa = said.get("circa") == "true"
    if said.get("calendarType", "GREGORIAN").upper() != "GREGORIAN":
        raise ValueError("another calendar")
    if "birthdate" in said:
        return BirthDate(PartialDate.parse(said["birthdate"][:10]), circa=circa)
    if "year" in said:
        return BirthDate(dates.partial(said["year"], said.get("monthOfYear", ""), said.get("dayOfMonth", "")), circa=circa)
    first, last = said.get("yearRangeFrom"), said.get("yearRangeTo")
    if first or last:
        return dates.span(PartialDate(int(first or last or "")), PartialDate(int(last or first or "")), circa=circa)
    return None


def _type(said: Said) -> str | None:
    """P for a passport or what serves as one, I for an identity card or number, None for what no traveller shows."""
    kind = f"{said.get('identificationTypeCode', '')} {said.get('identificationTypeDescription', '')}".lower()
    words = kind.split()
    if any(word.startswith(_PASSPORTS) for word in words):
        return "P"
    return "I" if any(word.startswith(_IDENTITY) for word in words) or not words else None


def _bare(number: str) -> str:
    """The number without what some rows say of it in brackets behind it: "D001165 (passport-National passport)"."""
    return number.partition("(")[0].strip() or number


def _country(said: Said) -> str | None:
    code, name = said.get("countryIso2Code", "00"), said.get("countryDescription", "UNKNOWN")
    return (None if code in _NOWHERE else alpha3(code)) or (None if name in _NOWHERE else alpha3(name))


def _place(said: Said, *parts: str) -> str:
    country = said.get("countryDescription", "")
    return ", ".join(filter(None, (*(said.get(part, "") for part in parts), "" if country in _NOWHERE else country.title())))
