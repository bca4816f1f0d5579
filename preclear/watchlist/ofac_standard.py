"""OFAC's lists in the XML form that its own search tool reads: ``sdn.xml`` and ``consolidated.xml``.

``sdnList`` says on which day it was published (month first) and holds an ``sdnEntry`` for each person, organisation, vessel or aircraft,
under the same numbers as the CSV form. An alias is weak by its ``category``, not by its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from preclear.manifest import Fault, Severity, Sex
from preclear.watchlist import dates, elements
from preclear.watchlist.countries import alpha3
from preclear.watchlist.elements import text
from preclear.watchlist.entry import BirthDate, Entry, ListedDocument, Name, Quality
from preclear.watchlist.ofac import DOCUMENT_TYPES
from preclear.watchlist.source import Edition, digest, known

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type alone; defusedxml does the parsing

_SEXES: dict[str, Sex] = {"Male": "M", "Female": "F"}
_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")


def recognises(_path: Path, head: bytes) -> bool:
    """Return whether the file is XML that begins as the list does."""
    return b"<sdnList" in head


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in the XML file, dated as its ``Publish_Date`` says; its entries are ``ofac:UID``.

    A file whose name says that it is the consolidated list is that of everyone who is not on the SDN list; it says so nowhere else.
    Raises ``SourceError`` when the file is no such XML, or declares a document type or an entity.
    """
    faults: list[Fault] = []
    entries: dict[str, Entry] = {}
    others = number = 0
    published: date | None = None
    for _, element in elements.records(path, "sdnList", 1):
        if element.tag == "publshInformation":  # as OFAC spells it
            published = _published(text(element, "{*}Publish_Date"))
        elif element.tag == "sdnEntry":
            number += 1
            uid = text(element, "{*}uid")
            ref, where = f"ofac:{uid}", f"sdnEntry {number}"
            names = tuple(dict.fromkeys(_names(element)))
            if text(element, "{*}sdnType") != "Individual":
                others += 1
            elif not uid or not names:
                faults.append(Fault("LIST-ROW", where, "a uid and a name are needed"))
            elif ref in entries:
                faults.append(Fault("LIST-ROW-TWICE", where, "this uid stands twice"))
            else:
                entries[ref] = _entry(ref, names, element, where, faults)
    people = tuple(entries.values())
    source = known("ofac-nonsdn" if "cons" in path.name.lower() else "ofac")
    return Edition(source=source, dated=published or dated, entries=people, others=others, faults=tuple(faults), digest=digest(people))


def _published(said: str) -> date | None:
    try:
        month, day, year = map(int, said.split("/"))
        return date(year, month, day)
    except (ValueError, OverflowError):  # no day, or beyond any number
        return None


def _entry(ref: str, names: tuple[Name, ...], element: Element, where: str, faults: list[Fault]) -> Entry:
    def warn(code: str, about: str, detail: str) -> None:
        faults.append(Fault(code, f"{where}, {about}", detail, Severity.WARNING))

    birth_dates: list[BirthDate] = []
    for said in _each(element, "dateOfBirthList", "dateOfBirth"):
        try:
            birth_dates.append(dates.read(said))
        except ValueError:
            warn("LIST-BIRTH-DATE", "dateOfBirth", "neither a date nor a span of dates")
    nationalities = []
    for said in (*_each(element, "nationalityList", "country"), *_each(element, "citizenshipList", "country")):
        if code := alpha3(said):
            nationalities.append(code)
        else:
            warn("LIST-COUNTRY", "nationality", "not a known country")
    ids = [(text(each, "{*}idType"), text(each, "{*}idNumber"), text(each, "{*}idCountry")) for each in element.iterfind("{*}idList/{*}id")]
    return Entry(
        ref=ref,
        names=names,
        birth_dates=tuple(dict.fromkeys(birth_dates)),
        nationalities=tuple(dict.fromkeys(nationalities)),
        sex=next((_SEXES[number] for kind, number, _ in ids if kind == "Gender" and number in _SEXES), None),
        documents=tuple(dict.fromkeys(_documents(ids))),
        birth_places=tuple(_each(element, "placeOfBirthList", "placeOfBirth")),
        addresses=tuple(
            filter(
                None,
                (
                    ", ".join(filter(None, (text(each, f"{{*}}{part}") for part in _ADDRESS)))
                    for each in element.iterfind("{*}addressList/{*}address")
                ),
            )
        ),
        programmes=tuple(map(elements.said, element.iterfind("{*}programList/{*}program"))),
        remarks="; ".join(filter(None, (text(element, "{*}title"), text(element, "{*}remarks")))),
    )


def _names(element: Element) -> Iterator[Name]:
    yield from _name(element, "primary")
    for aka in element.iterfind("{*}akaList/{*}aka"):
        yield from _name(aka, "low" if text(aka, "{*}category") == "weak" else "good")


def _name(element: Element, quality: Quality) -> Iterator[Name]:
    family_name, given_names = text(element, "{*}lastName"), text(element, "{*}firstName")
    if family_name or given_names:
        yield Name.of_parts(family_name, given_names, quality) if family_name and given_names else Name(family_name or given_names, quality)


def _documents(ids: Iterable[tuple[str, str, str]]) -> Iterator[ListedDocument]:
    for kind, number, country in ids:
        if number and kind in DOCUMENT_TYPES:
            yield ListedDocument(number, alpha3(country), DOCUMENT_TYPES[kind])


def _each(element: Element, list_: str, what: str) -> Iterator[str]:
    """What the items of one of the lists within an entry say."""
    return filter(None, (elements.said(each) for each in element.iterfind(f"{{*}}{list_}/{{*}}*/{{*}}{what}")))
