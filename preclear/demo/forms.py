"""Passenger lists in the forms of carriers without EDIFACT: a manifest written as JSON, as CSV, or as a workbook."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from preclear.manifest import Manifest, Span, TravelDocument, Traveller
from preclear.messages import form, form_xlsx

Row = dict[str, str]  # by field of the form; of a second document with " 2" behind
FRENCH = {"marine": "maritime", "rail": "train", "road": "autocar", "passenger": "passager", "crew": "équipage", "transit": "transit"}


class Parted(NamedTuple):
    """Bytes of a list, and where each person stands in them."""

    raw: bytes
    people: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How one sender makes its table."""

    language: str = "en"
    separator: str = ";"
    charset: str = "utf-8"
    line_end: str = "\r\n"
    quoted: bool = False  # every cell between quotation marks
    above: bool = False  # the voyage's details stand above the headings
    totals: bool = False  # a row of totals ends the table


SHEETS: Mapping[str, Sheet] = {
    "semicolons": Sheet(),
    "français": Sheet(language="fr", above=True, totals=True),
    "commas, quoted": Sheet(separator=",", quoted=True, charset="utf-8-sig"),
    "tabs in UTF-16": Sheet(separator="\t", charset="utf-16"),
    "Windows-1252": Sheet(language="fr", charset="cp1252", line_end="\n"),
}


# JSON ---------------------------------------------------------------------------------------------------------------------


def json_list(manifest: Manifest, people: Sequence[dict[str, Any]], random: Random) -> Parted:
    """Return a list as JSON: on one line, or indented, as the sender's library writes it."""
    indent = random.choice((None, 1, 2))
    head = json.dumps(json_head(manifest) | {"people": []}, ensure_ascii=bool(indent == 1), indent=indent)
    before, after = head.rsplit("[]", 1)
    gap = "" if indent is None else "\n" + " " * indent
    spans, raw = [], (before + "[" + gap).encode()
    for n, person in enumerate(people):
        written = json.dumps(person, ensure_ascii=bool(indent == 1), indent=indent).encode()
        raw += (b", " if indent is None else b"," + gap.encode()) if n else b""
        spans.append(Span(len(raw), len(raw) + len(written)))
        raw += written
    return Parted(raw + gap.encode() + b"]" + after.encode() + b"\n", tuple(spans))


def json_head(manifest: Manifest) -> dict[str, Any]:
    """Return what the JSON of a list says beside its people."""
    voyage = manifest.voyage
    said = {
        "voyage": voyage.designator,
        "carrier": voyage.carrier,
        "mode": str(voyage.mode),
        "function": manifest.function,
        "prepared": moment(manifest.prepared_at, "T"),
        "transaction": manifest.transaction,
        "contact": manifest.contact,
        "declared_passengers": manifest.declared_passengers,
        "legs": [
            {"from": leg.departure, "to": leg.arrival, "departs": moment(leg.departs, "T"), "arrives": moment(leg.arrives, "T")}
            for leg in voyage.legs
        ],
        "border_leg": voyage.border_leg,
    }
    return {key: value for key, value in said.items() if value is not None}


def json_person(traveller: Traveller) -> dict[str, Any]:
    """Return a person in the shape of the schema; what is not known is left out."""
    bags = traveller.bags
    said: dict[str, Any] = {
        "family_name": traveller.family_name or None,
        "given_names": traveller.given_names or None,
        "role": str(traveller.role),
        "birth_date": traveller.birth_date and str(traveller.birth_date),
        "sex": traveller.sex,
        "nationality": traveller.nationality,
        "nationalities": list(traveller.nationalities) if len(traveller.nationalities) > 1 else None,
        "residence": traveller.residence,
        "birth_country": traveller.birth_country,
        "birth_place": traveller.birth_place,
        "documents": [_json_document(document) for document in traveller.documents] or None,
        "seat": traveller.seat,
        "bags": bags and {"pieces": bags.pieces, "kilograms": bags.kilograms, "tags": list(bags.tags)},
        "embarks": traveller.embarks,
        "disembarks": traveller.disembarks,
        "clears_at": traveller.clears_at,
        "duty": traveller.duty,
        "captured": traveller.captured,
        "references": dict(traveller.references) or None,
    }
    return {"family_name": said["family_name"], **{key: value for key, value in said.items() if value is not None}}


def _json_document(document: TravelDocument) -> dict[str, str]:
    said = {
        "type": document.type,
        "number": document.number,
        "issuer": document.issuer,
        "expires": document.expires and document.expires.isoformat(),
        "issued": document.issued and document.issued.isoformat(),
    }
    return {key: value for key, value in said.items() if value}


def moment(when: datetime | None, parting: str = " ") -> str | None:
    """Return a moment as a form has it."""
    return f"{when:%Y-%m-%d}{parting}{when:%H:%M}" if when else None


# Tables -------------------------------------------------------------------------------------------------------------------


def row(traveller: Traveller) -> Row:
    """Return a person as a row: fields of the form, the second document's with " 2" behind."""
    bags = traveller.bags
    said = {
        "role": str(traveller.role),
        "family_name": traveller.family_name,
        "given_names": traveller.given_names,
        "birth_date": str(traveller.birth_date or ""),
        "sex": traveller.sex,
        "nationality": traveller.nationality,
        "residence": traveller.residence,
        "birth_country": traveller.birth_country,
        "birth_place": traveller.birth_place,
        "seat": traveller.seat,
        "pieces": str(bags.pieces) if bags and bags.pieces is not None else "",
        "kilograms": f"{bags.kilograms:g}" if bags and bags.kilograms is not None else "",
        "tags": " ".join(bags.tags) if bags else "",
        "reference": traveller.references.get("ABO"),
        "locator": traveller.references.get("AVF"),
        "embarks": traveller.embarks,
        "disembarks": traveller.disembarks,
        "clears_at": traveller.clears_at,
        "duty": traveller.duty,
        "captured": traveller.captured,
    }
    for n, document in enumerate(traveller.documents[:2], 1):
        for name in ("type", "number", "issuer", "expires"):
            said[name if n == 1 else f"{name} 2"] = str(getattr(document, name) or "")
    return {name: value for name, value in said.items() if value}


def voyage_row(manifest: Manifest) -> Row:
    """Return what a table says of the voyage: its border leg."""
    leg = manifest.voyage.border
    assert leg is not None
    said = {
        "voyage": manifest.voyage.designator,
        "carrier": manifest.voyage.carrier,
        "mode": str(manifest.voyage.mode),
        "from": leg.departure,
        "to": leg.arrival,
        "departs": moment(leg.departs),
        "arrives": moment(leg.arrives),
        "function": manifest.function if manifest.function != "original" else None,
        "transaction": manifest.transaction,
        "contact": manifest.contact,
    }
    return {name: value for name, value in said.items() if value}


def heading(name: str, language: str) -> str:
    """Return the heading of a field; of a second document with its number."""
    french = language == "fr"
    first, _, second = name.partition(" 2")
    if second or name.endswith(" 2"):
        words = {"type": ("type", "type"), "number": ("number", "numéro"), "issuer": ("country of issue", "pays de délivrance"),
                 "expires": ("expiry", "expiration")}[first]  # fmt: skip
        return f"Document 2 {words[french]}"
    each = form.BY_NAME[name]
    return (each.fr if french else each.en)[0]


def table(manifest: Manifest, rows: Sequence[Row], sheet: Sheet) -> list[list[str]]:
    """Return all cells: details above, headings, people, totals. The last ``len(rows)`` before any totals are the people."""
    voyage = voyage_row(manifest)
    in_rows = () if sheet.above else tuple(voyage)
    names = [
        *in_rows,
        *(name for name in [*form.BY_NAME, "type 2", "number 2", "issuer 2", "expires 2"] if any(name in one for one in rows)),
    ]
    cells = [[heading(name, sheet.language), _said(name, value, sheet)] for name, value in voyage.items()] if sheet.above else []
    cells += [[]] if sheet.above else []
    cells.append([heading(name, sheet.language) for name in names])
    cells += [[_said(name, (voyage | one).get(name, ""), sheet) for name in names] for one in rows]
    return cells


def _said(name: str, value: str, sheet: Sheet) -> str:
    return FRENCH.get(value, value) if sheet.language == "fr" and name in ("mode", "role") else value


def csv_list(cells: Sequence[Sequence[str]], people: int, sheet: Sheet) -> Parted:
    """Return cells as CSV."""
    lines = [sheet.separator.join(_quoted(cell, sheet) for cell in line) + sheet.line_end for line in cells]
    first = len(lines) - people
    lines += [f"Total{sheet.separator}{people}{sheet.line_end}"] if sheet.totals else []
    mark = {"utf-16": b"\xff\xfe", "utf-8-sig": b"\xef\xbb\xbf"}.get(sheet.charset, b"")
    charset = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(sheet.charset, sheet.charset)
    written = [line.encode(charset, "replace") for line in lines]
    spans, at = [], len(mark)
    for n, line in enumerate(written):
        if first <= n < first + people:
            spans.append(Span(at, at + len(line)))
        at += len(line)
    return Parted(mark + b"".join(written), tuple(spans))


def _quoted(cell: str, sheet: Sheet) -> str:
    if sheet.quoted or any(mark in cell for mark in (sheet.separator, '"', "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def xlsx_list(cells: Sequence[Sequence[str]]) -> bytes:
    """Return cells as a workbook."""
    return form_xlsx.write(cells)
