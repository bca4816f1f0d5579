"""``preclear seal verify``: whether visible digital seals hold, and who signed them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from preclear.cli import DONE, UNREADABLE, WRONG
from preclear.cli.output import json_lines, people, remarks
from preclear.cli.read import File
from preclear.documents import certificates
from preclear.documents import seal as seals
from preclear.documents.certificates import Certificate

seal = App(name="seal", help="Verify visible digital seals (VDS-NC).")

LARGEST_FILE = 1 << 20  # bytes of a certificate's file, a list of them included


@seal.command
def verify(*files: File, trust: Path | None = None, on: date | None = None, json: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Say whether seals hold, and whether their signers are trusted. Leaves with 0 when every seal is valid, else with 1.

    Parameters
    ----------
    files
        Files of one seal each, as the code holds it; - is standard input.
    trust
        A folder of certificates that are trusted (PEM or DER): of states' authorities, or of signers.
    on
        The day as of which certificates are judged, at noon UTC; now if left out.
    json
        Print one JSON object a file, and nothing else.
    """
    if trust is not None and not trust.is_dir():
        remarks.print(f"preclear: {trust} is no folder", markup=False)
        return WRONG
    at = datetime.now(tz=UTC) if on is None else datetime.combine(on, time(12), tzinfo=UTC)
    invalid: list[str] = []
    things = _things(files or ("-",), _anchors(trust), at, invalid)
    if json:
        json_lines(things)
    else:
        for thing in things:
            _show(thing)
    return UNREADABLE if invalid else DONE


def _anchors(folder: Path | None) -> list[Certificate]:
    """The certificates of a folder; what is none is told and left out."""
    found: list[Certificate] = []
    for path in sorted(folder.iterdir()) if folder else ():
        if not path.is_file() or path.name.startswith("."):
            continue
        try:
            raw = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b""
            found += certificates.load(raw)
        except (OSError, ValueError):
            remarks.print(f"{path}: no certificate that can be read", style="yellow", markup=False)
    return found


def _things(files: tuple[str, ...], anchors: list[Certificate], at: datetime, invalid: list[str]) -> Iterator[dict[str, Any]]:
    """Describe the seal of each file in turn; those that do not hold are noted."""
    for file in files:
        try:
            raw = sys.stdin.buffer.read(seals.LARGEST + 1) if file == "-" else _beginning(Path(file))
        except OSError as error:
            remarks.print(f"{file}: {error.strerror}", style="red", markup=False)
            invalid.append(file)
            continue
        found = seals.verify(raw, anchors, at=at)
        if not found.valid:
            invalid.append(file)
        yield {
            "file": file,
            "valid": found.valid,
            "trusted": found.trusted,
            "type": found.type,
            "issuer": found.issuer,
            "signed_by": found.signed_by,
            "content": found.content,
            "faults": [{"code": f.code, "severity": str(f.severity), "where": f.where, "detail": f.detail} for f in found.faults],
        }


def _beginning(path: Path) -> bytes:
    """A file's bytes, or as many as show that it is too large."""
    with path.open("rb") as stream:
        return stream.read(seals.LARGEST + 1)


VALID = {True: "valid", False: "NOT VALID", None: "not decided"}


def _show(thing: dict[str, Any]) -> None:
    """One seal for a person."""
    trusted = "trusted" if thing["trusted"] else "not trusted"
    head = (thing["file"], VALID[thing["valid"]], trusted, thing["type"], thing["issuer"], thing["signed_by"])
    people.print(" · ".join(part for part in head if part), markup=False)
    for fault in thing["faults"]:
        people.print(f"  {fault['severity']}: {fault['code']} at {fault['where']}: {fault['detail']}", markup=False)
