"""The command that says what the messages of voyages come to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.table import Table

from preclear.clearance.following import Following
from preclear.cli import DONE, UNREADABLE
from preclear.cli.output import json_lines, people, remarks
from preclear.messages import Profile


def voyages(
    *files: Annotated[Path, Parameter(help="Messages, in any order; - for standard input.")],
    full_lists: Annotated[
        bool, Parameter(negative="", help="A new list replaces the one before: who is left out travels no more.")
    ] = False,
    json: Annotated[bool, Parameter(name="--json", negative="", help="Print JSON Lines, an object a voyage.")] = False,
) -> int:
    """Show where the people of voyages stand after all of their messages: who travels, who is on board, who was never declared before.

    The order in which messages are given, and repeats, make no difference. No database and no list is needed, and nothing is kept.
    """
    following = Following(Profile(full_lists=full_lists))
    unread = 0
    for file in files:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        if not following.take(raw):
            remarks.print(f"{file}: no list of people", style="yellow", markup=False)
            unread += 1
    found = list(following.voyages())
    if json:
        json_lines(found)
        return UNREADABLE if unread else DONE
    for voyage in found:
        table = Table(
            "person", "travels", "checked in", "on board", title=f"{voyage['voyage']} {voyage['from'] or '?'}-{voyage['to'] or '?'}"
        )
        for person in voyage["people"]:
            name = ", ".join(filter(None, (person["family_name"], person["given_names"]))) or person["key"]
            on_board = {True: "yes", False: "no", None: ""}[person["on_board"]]
            mark = " (never declared before)" if person["never_declared_before"] else ""
            table.add_row(name, "yes" if person["travels"] else "no", "yes" if person["checked_in"] else "", on_board + mark)
        people.print(table)
        for finding in voyage["findings"]:
            people.print(f"{finding['code']}: {finding['detail']}", markup=False)
    return UNREADABLE if unread else DONE
