"""``preclear read``: what a message says."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter
from rich.markup import escape
from rich.table import Table

from preclear import messages
from preclear import settings as room
from preclear.cli import DONE, UNREADABLE
from preclear.cli.output import json_lines, people, remarks
from preclear.manifest import Fault, Severity
from preclear.messages import Sensitive


def _no_option(_: object, value: object) -> None:
    """Refuse a word that was meant as an option; - alone is standard input."""
    for word in [value] if isinstance(value, str) else value if isinstance(value, tuple) else ():
        if word.startswith("-") and word != "-":
            raise ValueError(f"there is no option {word}")


File = Annotated[str, Parameter(allow_leading_hyphen=True, validator=_no_option)]
SettingsFile = Annotated[Path | None, Parameter(name="--settings")]
STYLES = {"error": "red", "warning": "yellow", "note": "dim"}


def read(
    *files: File,
    json: Annotated[bool, Parameter(negative="")] = False,
    check: Annotated[bool, Parameter(negative="")] = False,
    language: Literal["en", "fr"] = "en",
    settings: SettingsFile = None,
) -> int:
    """Say what messages say: any that Preclear understands, whatever stands around them.

    Parameters
    ----------
    files
        Files of messages; - is standard input.
    json
        Print one JSON object a message, and nothing else.
    check
        Say in plain words what is wrong, where, and how to mend it, as a node would before a message is sent.
    language
        Of those words.
    settings
        A node's settings file, whose policy says what is left out; else that of ``preclear.toml`` and ``PRECLEAR_*``.
    """
    policy = messages.sensitive.load(room.load(settings).policy("sensitive"))
    unread: list[str] = []
    things = _read(files or ("-",), unread, policy)
    if json:
        json_lines(things)
    elif check:
        for thing in things:
            _check(thing, language)
    else:
        for thing in things:
            _show(thing)
    for file in unread:
        remarks.print(f"{file}: nothing in it could be read", style="red", markup=False)
    return UNREADABLE if unread else DONE


def _read(files: Iterable[str], unread: list[str], policy: Sensitive) -> Iterator[dict[str, Any]]:
    """Describe the messages of each file in turn; those in which none could be read are noted."""
    for file in files:
        try:
            raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as error:
            remarks.print(f"{file}: {error.strerror}", style="red", markup=False)
            unread.append(file)
            continue
        interchange = messages.read(raw, policy=policy)
        if not interchange.readable:
            unread.append(file)
        yield from messages.describe(interchange, file)


def _check(thing: dict[str, Any], language: str) -> None:
    """What is wrong with one message, in words, with how to mend it."""
    from preclear.web.workbench import faults  # noqa: PLC0415 - the words of the page for carriers, loaded for this alone
    from preclear.web.workbench.words import LANGUAGES  # noqa: PLC0415

    words = LANGUAGES[language]
    every = [
        Fault(one["code"], one["where"], one["detail"], Severity(one["severity"]), one["offset"], one["person"]) for one in thing["faults"]
    ]
    counts = {f"{severity}s": sum(fault.severity is severity for fault in every) for severity in Severity}
    verdict = (
        words("self-check-unread")
        if thing["type"] is None
        else words("self-check-errors", **counts)
        if counts["errors"]
        else words("self-check-warnings", **counts)
        if counts["warnings"]
        else words("self-check-well")
    )
    people.print(f"{thing['file']}: {verdict} {words('self-check-people', n=len(thing['people']))}", style="bold", markup=False)
    for number, fault in enumerate(sorted(every, key=lambda one: list(Severity).index(one.severity)), 1):
        told = faults.told(fault, language)
        place = f"{told['where']}" + ("" if fault.offset is None else f", {words('byte', n=fault.offset)}")
        note = f" ({told['detail']})" if told["detail"] else ""
        colon = "\u00a0:" if language == "fr" else ":"
        people.print(
            f"{number}. {words(f'fault-{fault.severity}')}{colon} {told['title']}{note}", style=STYLES[fault.severity], markup=False
        )
        people.print(f"   {fault.code} · {place}", markup=False)
        if told["mend"]:
            people.print(f"   {words('to-mend')} {told['mend']}", markup=False)
    people.print()


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
    for booking in thing.get("bookings", ()):
        route = ", ".join(f"{leg['carrier'] or ''}{leg['number'] or ''} {leg['from'] or '?'}-{leg['to'] or '?'}" for leg in booking["legs"])
        state = " cancelled" if booking["cancelled"] else ""
        people.print(f"  booking {booking['locator'] or '?'}{state}: {len(booking['people'])} people, {route}", markup=False)
    for bag in thing.get("bags", ()):
        flight = bag["outbound"] or bag["inbound"] or {"voyage": "?"}
        owners = ", ".join(f"{owner['family_name']}/{owner['given_names']}" for owner in bag["owners"])
        people.print(f"  bags {' '.join(bag['numbers']) or '?'} {flight['voyage']} {owners}", markup=False)
    for answer in thing.get("answers", ()):
        people.print(f"  {answer['reference'] or 'everyone'}: {answer['status']} {answer['text'] or ''}", markup=False)
    for fault in thing["faults"]:
        place = fault["where"] + ("" if fault["offset"] is None else f", byte {fault['offset']}")
        people.print(f"  {fault['severity']}: {fault['code']} at {place}: {fault['detail']}", style=STYLES[fault["severity"]], markup=False)
    people.print()
