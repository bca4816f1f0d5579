"""``preclear read`` and ``preclear mrz``: what a message, or a machine-readable zone, says."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.markup import escape
from rich.table import Table

from preclear import messages
from preclear.cli import DONE, UNREADABLE
from preclear.cli.output import json_lines, people, remarks
from preclear.documents import Zone
from preclear.documents import mrz as zones


def _no_option(_: object, value: object) -> None:
    """Refuse a word that was meant as an option; - alone is standard input."""
    for word in [value] if isinstance(value, str) else value if isinstance(value, tuple) else ():
        if word.startswith("-") and word != "-":
            raise ValueError(f"there is no option {word}")


File = Annotated[str, Parameter(allow_leading_hyphen=True, validator=_no_option)]
STYLES = {"error": "red", "warning": "yellow", "note": "dim"}


def read(*files: File, json: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Say what messages say: any that Preclear understands, whatever stands around them.

    Parameters
    ----------
    files
        Files of messages; - is standard input.
    json
        Print one JSON object a message, and nothing else.
    """
    unread: list[str] = []
    things = _read(files or ("-",), unread)
    if json:
        json_lines(things)
    else:
        for thing in things:
            _show(thing)
    for file in unread:
        remarks.print(f"{file}: nothing in it could be read", style="red", markup=False)
    return UNREADABLE if unread else DONE


def _read(files: Iterable[str], unread: list[str]) -> Iterator[dict[str, Any]]:
    """Describe the messages of each file in turn; those in which none could be read are noted."""
    for file in files:
        try:
            raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as error:
            remarks.print(f"{file}: {error.strerror}", style="red", markup=False)
            unread.append(file)
            continue
        interchange = messages.read(raw)
        if not interchange.readable:
            unread.append(file)
        yield from messages.describe(interchange, file)


def _show(thing: dict[str, Any]) -> None:
    """One message as tables: its head, its people or answers, its faults."""
    head = [thing["file"], thing["type"] or "not read", thing.get("release"), thing.get("function"), thing.get("voyage")]
    people.print(" · ".join(str(part) for part in head if part), style="bold", markup=False)
    for leg in thing.get("legs", ()):
        people.print(f"  {leg['from'] or '?'} {leg['departs'] or ''} - {leg['to'] or '?'} {leg['arrives'] or ''}", markup=False)
    if thing["people"]:
        table = Table("", "name", "born", "sex", "nationality", "document", "expires", "seat", box=None, header_style="dim")
        for number, person in enumerate(thing["people"], 1):
            document = person["documents"][0] if person["documents"] else {}
            name = ", ".join(filter(None, (person["family_name"], person["given_names"])))
            values = (
                name,
                person["birth_date"],
                person["sex"],
                person["nationality"],
                document.get("number"),
                document.get("expires"),
                person["seat"],
            )
            table.add_row(str(number), *(escape(value or "") for value in values))
        people.print(table)
    for answer in thing.get("answers", ()):
        people.print(f"  {answer['reference'] or 'everyone'}: {answer['status']} {answer['text'] or ''}", markup=False)
    for fault in thing["faults"]:
        place = fault["where"] + ("" if fault["offset"] is None else f", byte {fault['offset']}")
        people.print(f"  {fault['severity']}: {fault['code']} at {place}: {fault['detail']}", style=STYLES[fault["severity"]], markup=False)
    people.print()


def mrz(file: File = "-", *, json: Annotated[bool, Parameter(negative="")] = False, on: date | None = None) -> int:
    """Say what machine-readable zones say. Zones are separated by blank lines.

    Parameters
    ----------
    file
        A file of zones; - is standard input.
    json
        Print one JSON object a zone, and nothing else.
    on
        The day as of which two-digit years are read and expiry is judged; today if left out.
    """
    raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    text = raw.decode("utf-8-sig", "replace")
    read_zones = [zones.read(lines, on=on or datetime.now(tz=UTC).astimezone().date()) for lines in _paragraphs(text)]
    things = (_zone(zone) for zone in read_zones)
    if json:
        json_lines(things)
    else:
        for thing in things:
            faults = thing.pop("faults")
            people.print(" · ".join(f"{key} {value}" for key, value in thing.items() if value is not None), markup=False)
            for fault in faults:
                people.print(f"  {fault['code']} at {fault['where']}: {fault['detail']}", markup=False)
    return UNREADABLE if any(zone.format is None for zone in read_zones) else DONE


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Runs of lines that are not blank."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []


def _zone(zone: Zone) -> dict[str, Any]:
    """One zone as ``mrz --json`` prints it."""
    return {
        "format": zone.format,
        "valid": zone.valid,
        "type": zone.type,
        "issuer": zone.issuer,
        "family_name": zone.family_name or None,
        "given_names": zone.given_names or None,
        "number": zone.number,
        "nationality": zone.nationality,
        "birth_date": None if zone.birth_date is None else str(zone.birth_date),
        "sex": zone.sex,
        "expires": zone.expires and zone.expires.isoformat(),
        "optional": zone.optional,
        "faults": [{"code": f.code, "severity": str(f.severity), "where": f.where, "detail": f.detail} for f in zone.faults],
    }
