"""FollowTheMoney entities as JSON lines, the form in which OpenSanctions publishes every list it gathers.

One object a line: ``id``, ``schema``, ``properties`` (each a list of strings). Persons are entries; passports and identity cards that
are entities of their own join the person they name as ``holder`` (followthemoney schemata Person, Identification, Passport).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity, Sex
from preclear.watchlist import file
from preclear.watchlist.countries import alpha3
from preclear.watchlist.entry import BirthDate, Entry, ListedDocument, Name, Quality
from preclear.watchlist.source import Edition, Source, digest

_NAMES: tuple[tuple[str, Quality], ...] = (("name", "primary"), ("alias", "good"), ("previousName", "good"), ("weakAlias", "low"))
_NUMBERS = (("passportNumber", "P"), ("idNumber", "I"))
_SEXES: dict[str, Sex] = {"male": "M", "female": "F", "other": "X"}
_PAPERS = {"Passport": "P", "Identification": "I"}
_OTHERS = frozenset({"Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Airplane", "Vehicle"})


class _Entity(msgspec.Struct):
    id: str
    schema: str
    properties: dict[str, Any] = {}  # each a list; some exports leave the list out where there is one value
    caption: str = ""


_DECODER = msgspec.json.Decoder(_Entity)


def recognises(_path: Path, head: bytes) -> bool:
    """Return whether the file begins with a JSON object, or an array of them; its name does not matter."""
    return re.match(rb"\s*(?:\[\s*)?\{", head) is not None


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in a file of entities; its entries are ``ftm:ID``.

    The file carries no date of its own. Raises ``SourceError`` when no line of it is an entity.
    """
    faults: list[Fault] = []
    entities = list(_entities(file.read_utf8(path), faults))
    if not entities:
        raise SourceError(f"{path}: no line is a FollowTheMoney entity; one JSON object with id, schema and properties a line is needed")
    people: dict[str, tuple[int, _Entity]] = {}
    for line, entity in entities:
        if entity.schema != "Person":
            continue
        if entity.id in people:
            faults.append(Fault("LIST-ROW-TWICE", f"line {line}", "this id stands on an earlier line"))
        elif not any(_names(entity)):
            faults.append(Fault("LIST-ROW", f"line {line}", "a person without a name"))
        else:
            people[entity.id] = (line, entity)
    papers = _papers(entities)
    faults += [
        Fault("LIST-JOIN", "a document", "its holder is no person of this list", Severity.NOTE) for holder in papers if holder not in people
    ]
    entries = tuple(_entry(entity, line, papers[key], faults) for key, (line, entity) in people.items())
    return Edition(
        source=Source("ftm", file.stem(path)),
        dated=dated,
        entries=entries,
        others=sum(entity.schema in _OTHERS for _, entity in entities),
        faults=tuple(faults),
        digest=digest(entries),
    )


def _entities(raw: bytes, faults: list[Fault]) -> Iterator[tuple[int, _Entity]]:
    """The entities, each with the number of its line; of an array with its place in it."""
    if raw.lstrip()[:1] == b"[":
        try:
            array = msgspec.json.decode(raw, type=list[msgspec.Raw])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            array = []
        texts: Iterable[bytes] = (bytes(each) for each in array)
    else:
        texts = raw.splitlines()
    for line, text in enumerate(texts, 1):
        try:
            if text.strip():
                yield line, _DECODER.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):  # the last: nested without end
            faults.append(Fault("LIST-ROW", f"line {line}", "no FollowTheMoney entity with id, schema and properties"))


def _papers(entities: Iterable[tuple[int, _Entity]]) -> defaultdict[str, list[ListedDocument]]:
    """The passports and cards that are entities of their own, by the person who holds them."""
    papers: defaultdict[str, list[ListedDocument]] = defaultdict(list)
    for _, entity in entities:
        if entity.schema in _PAPERS:
            for holder in _texts(entity, "holder"):
                papers[holder] += _listed(entity)
        for each in _nested(entity):
            papers[entity.id] += _listed(each)
    return papers


def _listed(paper: _Entity) -> list[ListedDocument]:
    issuer = next(iter(_countries(paper, "country")), None)
    numbers = dict.fromkeys(_texts(paper, "number", "passportNumber"))
    return [ListedDocument(number, issuer, _PAPERS[paper.schema]) for number in numbers]


def _nested(entity: _Entity) -> Iterator[_Entity]:
    """The passports and cards that stand within the person who holds them, as some exports write them."""
    for value in (value for said in entity.properties.values() for value in _each(said) if isinstance(value, dict)):
        if value.get("schema") in _PAPERS:
            try:
                yield msgspec.convert({"id": ""} | value, _Entity)
            except msgspec.ValidationError:
                continue


def _entry(entity: _Entity, line: int, papers: Sequence[ListedDocument], faults: list[Fault]) -> Entry:
    birth_dates = []
    for text in _texts(entity, "birthDate"):
        try:
            birth_dates.append(BirthDate(PartialDate.parse(text[:10])))
        except ValueError:
            faults.append(
                Fault("LIST-BIRTH-DATE", f"line {line}, birthDate", "a birthDate is not YYYY, YYYY-MM or YYYY-MM-DD", Severity.WARNING)
            )
    own = [ListedDocument(number, None, kind) for name, kind in _NUMBERS for number in _texts(entity, name)]
    known = {_bare(paper.number) for paper in papers}
    return Entry(
        ref=f"ftm:{entity.id}",
        names=tuple(dict.fromkeys(_names(entity))),
        birth_dates=tuple(birth_dates),
        nationalities=_countries(entity, "nationality", "citizenship") or _countries(entity, "country"),
        sex=next((_SEXES[text] for text in _texts(entity, "gender") if text in _SEXES), None),
        documents=(*dict.fromkeys(papers), *(each for each in own if _bare(each.number) not in known)),
        birth_places=tuple(_texts(entity, "birthPlace")),
        addresses=tuple(_texts(entity, "address")),
        programmes=tuple(_texts(entity, "program", "topics")),
        remarks="; ".join(_texts(entity, "notes")),
    )


def _names(entity: _Entity) -> Iterator[Name]:
    family_names = [text.casefold() for text in _texts(entity, "lastName")]
    printed = False
    for name, quality in _NAMES:
        for text in _texts(entity, name):
            printed = True
            yield _parted(text, quality, family_names)
    if not printed and family_names:
        given = " ".join(_texts(entity, "firstName", "secondName", "middleName", "fatherName"))
        yield Name.of_parts(" ".join(_texts(entity, "lastName")), given)


def _parted(text: str, quality: Quality, family_names: Sequence[str]) -> Name:
    """The name with its parts told apart, where it begins or ends with a family name that the entity gives."""
    for family_name in family_names:
        if text.casefold().endswith(f" {family_name}"):
            return Name(text, quality, text[-len(family_name) :], text[: -len(family_name)].strip())
        if text.casefold().startswith(f"{family_name} "):
            return Name(text, quality, text[: len(family_name)], text[len(family_name) :].strip())
    return Name.printed(text, quality)


def _countries(entity: _Entity, *properties: str) -> tuple[str, ...]:
    """The three-letter codes of two-letter ones; regions such as ``gb-sct`` count as their state, states that are no more do not count."""
    return tuple(dict.fromkeys(code for text in _texts(entity, *properties) if (code := alpha3(text.partition("-")[0]))))


def _texts(entity: _Entity, *properties: str) -> list[str]:
    """What some properties say as text; nested objects, which some exports hold, are none."""
    values = (value for name in properties for value in _each(entity.properties.get(name)))
    return [text for value in values if isinstance(value, str | int | float) and (text := str(value).strip())]


def _each(said: Any) -> list[Any]:
    """The values of a property: a list, or one value that stands without its list."""
    return said if isinstance(said, list) else [] if said is None else [said]


def _bare(number: str) -> str:
    return re.sub(r"\W", "", number).upper()
