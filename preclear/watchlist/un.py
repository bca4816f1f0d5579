"""The consolidated list of the United Nations Security Council, in XML.

``CONSOLIDATED_LIST`` holds ``INDIVIDUALS`` and ``ENTITIES``; an individual has up to four names in the order in which they are spoken,
aliases of good and low quality, dates of birth that may be a year or a span, documents and nationalities. The file is read by
``defusedxml``: a document type or an entity in it is refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # the package has no types
from defusedxml.ElementTree import ParseError, parse  # type: ignore[import-untyped]

from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity, Sex
from preclear.watchlist import dates, file, papers
from preclear.watchlist.countries import alpha3, mentioned
from preclear.watchlist.entry import BirthDate, Entry, ListedDocument, Name, Quality
from preclear.watchlist.source import Edition, digest, known

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type alone; defusedxml does the parsing

_SOURCE = known("un")
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_QUALITIES: dict[str, Quality] = {"low": "low"}  # "Good", "a.k.a." and "f.k.a." are good ones
_SEXES: dict[str, Sex] = {"male": "M", "female": "F"}
_SEVERAL = re.compile(r"\s*(?:;|(?<!\S)[b-h]\))\s*")  # between the aliases of one element
_IN_BRACKETS = re.compile(r"\(([^()A-Za-z]*[^\W\d_A-Za-z][^()A-Za-z]*)\)")  # the same name in another script
_ORIGINAL = re.compile(r"(?:original script|in arabic)\s*:\s*([^();.]+)", re.IGNORECASE)
_IDENTITY_DOCUMENTS = ("national identification", "identity card", "identification number")


def recognises(_path: Path, head: bytes) -> bool:
    """Return whether the file is XML that begins as the list does."""
    return b"<CONSOLIDATED_LIST" in head


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in the XML file, dated as its ``dateGenerated`` says; its entries are ``un:REFERENCE_NUMBER``.

    Raises ``SourceError`` when the file is no XML, declares a document type or an entity, or is another list.
    """
    try:
        root = parse(io.BytesIO(file.read_bytes(path)), forbid_dtd=True).getroot()
    except DefusedXmlException as exc:
        raise SourceError(f"{path}: declares a document type or an entity, which a list has no use for; fetch it from its owner") from exc
    except (ParseError, LookupError, ValueError) as exc:  # the latter two: an encoding that is not known or not supported
        raise SourceError(f"{path}: not readable as XML ({exc}); fetch the list again") from exc
    if root.tag != "CONSOLIDATED_LIST":
        raise SourceError(f"{path}: begins with {root.tag}, not CONSOLIDATED_LIST; no list that is read from XML begins so")
    entries: dict[str, Entry] = {}
    faults: list[Fault] = []
    for number, individual in enumerate(root.iterfind("INDIVIDUALS/INDIVIDUAL"), 1):
        where = f"INDIVIDUAL {number}"
        reference, names = _text(individual, "REFERENCE_NUMBER"), tuple(dict.fromkeys(_names(individual)))
        ref = f"un:{reference}"
        if not reference or not names:
            faults.append(Fault("LIST-ROW", where, "a REFERENCE_NUMBER and a name are needed"))
        elif ref in entries:
            faults.append(Fault("LIST-ROW-TWICE", where, "this REFERENCE_NUMBER stands twice"))
        else:
            entries[ref] = _entry(ref, names, individual, where, faults)
    people = tuple(entries.values())
    return Edition(
        source=_SOURCE,
        dated=_generated(root) or dated,
        entries=people,
        others=len(root.findall("ENTITIES/ENTITY")),
        faults=tuple(faults),
        digest=digest(people),
    )


def _entry(ref: str, names: tuple[Name, ...], individual: Element, where: str, faults: list[Fault]) -> Entry:
    birth_dates, nationalities = [], []
    for born in individual.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        if any(_text(born, part) for part in ("DATE", "YEAR", "FROM_YEAR", "NOTE")):
            try:
                birth_dates.append(_birth_date(born))
            except ValueError:
                faults.append(Fault("LIST-BIRTH-DATE", f"{where}, INDIVIDUAL_DATE_OF_BIRTH", "it holds no date", Severity.WARNING))
    for said in filter(None, (_text(alias, "DATE_OF_BIRTH") for alias in individual.iterfind("INDIVIDUAL_ALIAS"))):
        try:
            birth_dates.append(dates.read(said))
        except ValueError:
            faults.append(Fault("LIST-BIRTH-DATE", f"{where}, INDIVIDUAL_ALIAS", "its DATE_OF_BIRTH is none", Severity.WARNING))
    for country in _values(individual, "NATIONALITY"):
        if code := alpha3(country):
            nationalities.append(code)
        else:
            faults.append(Fault("LIST-COUNTRY", f"{where}, NATIONALITY", "not a known country", Severity.WARNING))
    return Entry(
        ref=ref,
        names=names,
        birth_dates=tuple(dict.fromkeys(birth_dates)),
        nationalities=tuple(dict.fromkeys(nationalities)),
        sex=_SEXES.get(_text(individual, "GENDER").lower()),
        documents=tuple(dict.fromkeys(_documents(individual))),
        birth_places=tuple(_places(individual, "INDIVIDUAL_PLACE_OF_BIRTH")),
        addresses=tuple(_places(individual, "INDIVIDUAL_ADDRESS")),
        programmes=tuple(filter(None, (_text(individual, "UN_LIST_TYPE"),))),
        remarks="; ".join(filter(None, (*_values(individual, "DESIGNATION"), _text(individual, "COMMENTS1")))),
    )


def _names(individual: Element) -> Iterator[Name]:
    """The names in the order in which they are spoken: the list does not say which of them is the family name."""
    if spoken := " ".join(filter(None, (_text(individual, part) for part in _NAMES))):
        yield Name(spoken)
    for original in individual.iterfind("NAME_ORIGINAL_SCRIPT"):
        if text := _said(original):
            yield Name(text, "good")
    for alias in individual.iterfind("INDIVIDUAL_ALIAS"):
        quality = _QUALITIES.get(_text(alias, "QUALITY").lower(), "good")
        for text in _SEVERAL.split(_text(alias, "ALIAS_NAME")):
            if bare := _IN_BRACKETS.sub(" ", text).strip(" ,"):
                yield Name(" ".join(bare.split()), quality)
            yield from (Name(other.strip(), quality) for other in _IN_BRACKETS.findall(text))
        yield from (Name(other.strip(), quality) for other in _ORIGINAL.findall(_text(alias, "NOTE")))


def _birth_date(born: Element) -> BirthDate:
    kind = _text(born, "TYPE_OF_DATE").upper()
    if kind == "BETWEEN":
        return BirthDate(PartialDate.parse(_text(born, "FROM_YEAR")), PartialDate.parse(_text(born, "TO_YEAR")))
    if not (said := _text(born, "DATE")[:10] or _text(born, "YEAR")):
        return dates.read(_text(born, "NOTE"))
    return BirthDate(PartialDate.parse(said), circa=kind == "APPROXIMATELY")


def _documents(individual: Element) -> Iterator[ListedDocument]:
    for paper in individual.iterfind("INDIVIDUAL_DOCUMENT"):
        if said := _text(paper, "NUMBER"):
            kind = (_text(paper, "TYPE_OF_DOCUMENT") or _text(paper, "TYPE_OF_DOCUMENT2")).lower()
            issuer = _text(paper, "ISSUING_COUNTRY") or _text(paper, "COUNTRY_OF_ISSUE")
            number = papers.number(said) or said
            yield ListedDocument(
                number, alpha3(issuer) or mentioned(said.replace(number, " ")), "I" if kind.startswith(_IDENTITY_DOCUMENTS) else "P"
            )


def _places(individual: Element, tag: str) -> Iterator[str]:
    for place in individual.iterfind(tag):
        if said := ", ".join(filter(None, (_text(place, part) for part in ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")))):
            yield said


def _generated(root: Element) -> date | None:
    try:
        return date.fromisoformat(root.get("dateGenerated", "")[:10])
    except ValueError:
        return None


def _values(individual: Element, tag: str) -> list[str]:
    return [said for value in individual.iterfind(f"{tag}/VALUE") if (said := _said(value))]


def _text(element: Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else _said(found)


def _said(element: Element) -> str:
    return " ".join((element.text or "").split())
