"""``preclear mrz``: what machine-readable zones say, and how one is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from preclear import documents
from preclear.cli import DONE, UNREADABLE, WRONG
from preclear.cli.output import json_lines, people, remarks
from preclear.cli.read import File
from preclear.documents import Zone
from preclear.documents import mrz as zones
from preclear.manifest import PartialDate, Sex

mrz = App(name="mrz", help="Say what machine-readable zones say, or write one.")

Json = Annotated[bool, Parameter(name="--json", negative="")]
Format = Literal["TD1", "TD2", "TD3", "MRVA", "MRVB", "FRA"]


@mrz.default
def read(*files: File, json: Json = False, on: date | None = None) -> int:
    """Say what machine-readable zones say. Zones are separated by blank lines; text about them, small letters and blanks do no harm.

    Parameters
    ----------
    files
        Files of zones; - is standard input, also if left out.
    json
        Print one JSON object a zone, and nothing else.
    on
        The day as of which two-digit years are read and expiry is judged; today if left out.
    """
    day = on or datetime.now(tz=UTC).astimezone().date()
    unread: list[str] = []
    things = _things(files or ("-",), day, unread)
    if json:
        json_lines(things)
    else:
        for thing in things:
            _show(thing)
    return UNREADABLE if unread else DONE


mrz.command(read, name="read")


def _things(files: tuple[str, ...], day: date, unread: list[str]) -> Iterator[dict[str, Any]]:
    """Describe the zones of each file in turn; files and zones that could not be read are noted."""
    for file in files:
        try:
            raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as error:
            remarks.print(f"{file}: {error.strerror}", style="red", markup=False)
            unread.append(file)
            continue
        for zone in zones.read_all(raw.decode("utf-8-sig", "replace"), on=day):
            if zone.format is None:
                unread.append(file)
            yield _zone(zone)


def _show(thing: dict[str, Any]) -> None:
    """One zone for a person: what it says, what may be misread, what is wrong."""
    faults, suggestions = thing.pop("faults"), thing.pop("suggestions")
    people.print(" · ".join(f"{key} {value}" for key, value in thing.items() if value is not None), markup=False)
    for slip in suggestions:
        right = f" would make right: {', '.join(slip['makes_right'])}" if slip["makes_right"] else ""
        people.print(f"  {slip['read']} may be {slip['meant']} at {'; '.join(slip['where'])} ({slip['field']}){right}", markup=False)
    for fault in faults:
        people.print(f"  {fault['severity']}: {fault['code']} at {fault['where']}: {fault['detail']}", markup=False)


def _zone(zone: Zone) -> dict[str, Any]:
    """One zone as ``mrz --json`` prints it."""
    return {
        "format": zone.format,
        "valid": zone.valid,
        "type": zone.type,
        "issuer": zone.issuer,
        "family_name": zone.family_name or None,
        "given_names": zone.given_names or None,
        "name_cut": zone.name_cut,
        "number": zone.number,
        "nationality": zone.nationality,
        "birth_date": None if zone.birth_date is None else str(zone.birth_date),
        "sex": zone.sex,
        "expires": zone.expires and zone.expires.isoformat(),
        "optional": zone.optional,
        "employer": zone.employer,
        "issued": None if zone.issued is None else str(zone.issued),
        "suggestions": [
            {"field": s.field, "where": s.places, "read": s.read, "meant": s.meant, "makes_right": s.makes_right} for s in zone.slips
        ],
        "faults": [{"code": f.code, "severity": str(f.severity), "where": f.where, "detail": f.detail} for f in zone.faults],
    }


@mrz.command
def write(
    format: Format,  # noqa: A002  # the name of the argument
    *,
    type: str,  # noqa: A002
    issuer: str,
    family_name: str,
    number: str,
    given_names: str = "",
    nationality: str | None = None,
    birth_date: str | None = None,
    sex: Sex | None = None,
    expires: date | None = None,
    optional: str = "",
    optional_2: str = "",
    variant: str | None = None,
) -> int:
    """Write the lines of one zone, with all its check digits; names are put into its letters and cut as Doc 9303 says.

    Parameters
    ----------
    format
        TD1, TD2 (cards), TD3 (passport), MRVA, MRVB (visas), FRA (the old French card).
    type
        Code of the document: P, V, I, AC, ...
    issuer
        Code of the state that issued it.
    family_name
        In any script.
    number
        Of the document.
    given_names
        In any script.
    nationality
        Code of the holder's nationality.
    birth_date
        As 1974-08-12, 1974-08 or 1974.
    sex
        M, F or X.
    expires
        As 2032-04-15.
    optional
        Optional data.
    optional_2
        Optional data of the second line of TD1.
    variant
        Whose Cyrillic the names are: ukrainian, belarusian, serbian, macedonian or bulgarian.
    """
    try:
        lines = documents.write(
            format,
            type=type,
            issuer=issuer,
            family_name=family_name,
            number=number,
            given_names=given_names,
            nationality=nationality,
            birth_date=None if birth_date is None else PartialDate.parse(birth_date),
            sex=sex,
            expires=expires,
            optional=optional,
            optional_2=optional_2,
            variant=variant,
        )
    except ValueError as error:
        remarks.print(f"preclear: {error}", markup=False)
        return WRONG
    for line in lines:
        people.print(line, markup=False)
    return DONE
