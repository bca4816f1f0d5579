"""The commands about watchlists on a node: ``preview``, ``accept``, ``import``, ``undo``, ``show`` and ``terms``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter
from rich.table import Table

from preclear import watchlist
from preclear.cli import DONE
from preclear.cli.faults import sentence, told
from preclear.cli.node import OPERATOR, Json, SettingsFile, database, now
from preclear.cli.output import json_lines, people, remarks
from preclear.errors import Conflict, PreclearError
from preclear.inspection import ROLES
from preclear.store import lists as held_lists
from preclear.store.lists import Held, Preview
from preclear.store.pool import Database
from preclear.watchlist import Edition, Source

SHOWN = 20  # faults, and entries that changed, unless more are asked for

Dated = Annotated[date | None, Parameter(help="The day of the list, where it does not give one itself.")]
Path_ = Annotated[Path, Parameter(help="A list in any format that Preclear knows, or a folder of them.")]
Shrunk = Annotated[bool, Parameter(negative="", help="Accept it although more than half of the list goes, as when a file was cut off.")]

lists = App(name="lists", help="Preview, accept, undo and show watchlists, and set under which terms they are used.")
formerly = App(name="list", help="The same as ``lists import`` and ``lists show``, as they were called first.")


@lists.command
def preview(path: Path_, *, dated: Dated = None, most: int = SHOWN, json: Json = False, settings: SettingsFile = None) -> int:
    """Show what a watchlist would change, field by field, and its faults. Nothing is changed; that somebody looked is recorded.

    Parameters
    ----------
    most
        So many changed entries and faults are shown; with ``--json`` all of them are.
    """
    editions = watchlist.load(path, dated=dated)
    with database(settings) as db:
        for edition in editions:
            shown = held_lists.preview(db, edition)
            held_lists.previewed(db, shown, by=OPERATOR, now=now())
            if json:
                json_lines([_told(shown)])
            else:
                _show(shown, most)
    return DONE


@lists.command
def accept(path: Path_, *, dated: Dated = None, digest: str | None = None, shrunk: Shrunk = False, settings: SettingsFile = None) -> int:
    """Put a watchlist in force, with no question asked.

    Parameters
    ----------
    digest
        What the preview showed as the digest of the edition: refuse any other.
    """
    editions = watchlist.load(path, dated=dated)
    if digest and [edition.digest for edition in editions] != [digest]:
        raise Conflict("this is not the edition that was previewed: its digest is another; preview it again")
    with database(settings) as db:
        for edition in editions:
            _accept(db, edition, shrunk=shrunk)
    return DONE


@lists.command(name="import")
def import_list(
    path: Path_,
    *,
    dated: Dated = None,
    yes: Annotated[bool, Parameter(negative="")] = False,
    shrunk: Shrunk = False,
    settings: SettingsFile = None,
) -> int:
    """Show what a watchlist would change, and put it in force once that is accepted.

    Parameters
    ----------
    yes
        Accept without asking.
    """
    editions = watchlist.load(path, dated=dated)
    with database(settings) as db:
        for edition in editions:
            shown = held_lists.preview(db, edition)
            held_lists.previewed(db, shown, by=OPERATOR, now=now())
            _show(shown, SHOWN)
        if not (yes or _agreed("Put it in force?")):
            remarks.print("nothing was imported; say --yes to accept", markup=False)
            return DONE
        for edition in editions:
            _accept(db, edition, shrunk=shrunk or not yes)  # who was asked has seen how many would go
    return DONE


@lists.command
def undo(source: str, *, yes: Annotated[bool, Parameter(negative="")] = False, settings: SettingsFile = None) -> int:
    """Take the edition of a list that is in force back, and put the one before it in force again.

    Parameters
    ----------
    source
        The list, as ``lists show`` calls it.
    yes
        Undo without asking.
    """
    with database(settings) as db:
        current = next((held for held in held_lists.in_force(db) if held.source_id == source), None)
        if current and not (yes or _agreed(f"Take back {source} of {current.dated}, with {current.entries:,} entries?")):
            remarks.print("nothing was undone; say --yes to undo", markup=False)
            return DONE
        restored = held_lists.undo(db, source, by=OPERATOR, now=now(), edition=current.id if current else None)
        remarks.print(f"{source} of {restored.dated}, with {restored.entries:,} entries, is in force again", markup=False)
    return DONE


@lists.command
def show(*, json: Json = False, settings: SettingsFile = None) -> int:
    """Show every edition of every list, which are in force, under which terms, and which have expired."""
    today = now().date()
    with database(settings) as db:
        held = held_lists.editions(db)
    if json:
        json_lines(_held(each, today) for each in held)
        return DONE
    table = Table("list", "dated", "expires", "entries", "added", "changed", "removed", "faults", "state")
    for e in held:
        counts = (f"{count:,}" for count in (e.entries, e.added, e.changed, e.removed, e.faults))
        table.add_row(e.source_id, str(e.dated), str(e.expires or "never"), *counts, _state(e, today))
    people.print(table)
    for e in held_lists.expired(held, today):
        how = "it is no longer screened by" if e.stop_when_expired else "people are still screened by it"
        remarks.print(f"{e.title} expired on {e.expires}; {how}: import a newer edition", style="yellow", markup=False)
    return DONE


@lists.command
def terms(
    source: str,
    *,
    title: str | None = None,
    owner: str | None = None,
    legal_basis: str | None = None,
    handling: str | None = None,
    visible_to: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    everyone: Annotated[bool, Parameter(negative="")] = False,
    valid_days: int | None = None,
    never_expires: Annotated[bool, Parameter(negative="")] = False,
    stop_when_expired: bool | None = None,
    settings: SettingsFile = None,
) -> int:
    """Set under which terms a list is used on this node, also before its first edition. What is not named stays, whatever editions say.

    Parameters
    ----------
    source
        The list, as ``lists show`` calls it: ofac, un, sltd, the prefix of a mapping, the name of a plain table.
    title
        As people know it.
    owner
        Whose it is.
    legal_basis
        The law under which it may be used.
    handling
        The owner's marking.
    visible_to
        Roles that see what an entry says.
    everyone
        Everyone who may see travellers sees it.
    valid_days
        So many days after its date an edition is good.
    never_expires
        Editions are good for ever.
    stop_when_expired
        An expired edition is no longer screened by. Otherwise it is, and administrators are told.
    """
    if unknown := set(visible_to or ()) - set(ROLES):
        raise PreclearError(f"there is no role {', '.join(sorted(unknown))}; there are {', '.join(ROLES)}")
    if valid_days is not None and valid_days < 0:
        raise PreclearError("--valid-days must not be negative")
    with database(settings) as db:
        current, stops = held_lists.terms(db, source) or (_new(source), False)
        named: dict[str, Any] = {"title": title, "owner": owner, "legal_basis": legal_basis, "handling": handling, "valid_days": valid_days}
        said = replace(current, **{name: value for name, value in named.items() if value is not None})
        said = replace(said, valid_days=None) if never_expires else said
        said = replace(said, visible_to=() if everyone else tuple(visible_to)) if everyone or visible_to is not None else said  # type: ignore[arg-type]  # a list, where it is asked for
        stop = stops if stop_when_expired is None else stop_when_expired
        held_lists.set_terms(db, said, stop_when_expired=stop, by=OPERATOR, now=now())
    remarks.print(f"the terms of {source} are set", markup=False)
    return DONE


formerly.command(import_list, name="import")
formerly.command(show, name="show")


def _new(source: str) -> Source:
    """The terms of a list of which no edition was accepted yet: those that Preclear knows, or none."""
    try:
        return watchlist.known(source)
    except KeyError:
        return Source(source, source)


def _accept(db: Database, edition: Edition, *, shrunk: bool) -> None:
    number = held_lists.accept(db, edition, by=OPERATOR, now=now(), shrunk=shrunk)
    said = "is in force; everyone still to travel will be screened again" if number else "is in force already, with the same entries"
    remarks.print(f"{edition.source.title} {said}", markup=False)


def _show(shown: Preview, most: int) -> None:
    edition, change = shown.new, shown.delta
    table = Table("list", "dated", "people", "others", "added", "changed", "removed", "faults")
    counts = (edition.others, len(change.added), len(change.changed), len(change.removed), len(edition.faults))
    table.add_row(edition.source.title, str(edition.dated or "unknown"), *(f"{count:,}" for count in (len(edition.entries), *counts)))
    people.print(table)
    people.print(f"digest {edition.digest}", markup=False)
    if change.reused:
        people.print(f"{len(change.reused):,} numbers were given to somebody else, and count as removed and added", markup=False)
    with _few(len(change.changed), most, "changed entries") as count:
        for ref, fields in list(shown.changed())[:count]:
            for field in fields:
                said = [*(f"- {value}" for value in field.gone), *(f"+ {value}" for value in field.came)] or ["another order"]
                people.print(f"{ref} {field.field}: {'; '.join(said)}", markup=False)
    with _few(len(edition.faults), most, "faults") as count:
        for fault in edition.faults[:count]:
            remarks.print(sentence(fault), markup=False)


@contextmanager
def _few(there_are: int, most: int, what: str) -> Iterator[int]:
    """Give how many are shown, and say afterwards how many are not."""
    yield max(most, 0)
    if there_are > most:
        remarks.print(f"and {there_are - max(most, 0):,} more {what}; --most shows more", markup=False)


def _told(shown: Preview) -> dict[str, Any]:
    edition, change = shown.new, shown.delta
    return {
        "list": edition.source.id,
        "title": edition.source.title,
        "dated": edition.dated,
        "digest": edition.digest,
        "entries": len(edition.entries),
        "others": edition.others,
        "added": change.added,
        "changed": {ref: {field.field: {"gone": field.gone, "came": field.came} for field in fields} for ref, fields in shown.changed()},
        "removed": change.removed,
        "reused": change.reused,
        "faults": [told(fault) for fault in edition.faults],
    }


def _held(e: Held, today: date) -> dict[str, Any]:
    return {
        "list": e.source_id,
        "title": e.title,
        "owner": e.owner,
        "legal_basis": e.legal_basis,
        "handling": e.handling,
        "visible_to": e.visible_to,
        "dated": e.dated,
        "expires": e.expires,
        "expired": e.expired(today),
        "stop_when_expired": e.stop_when_expired,
        "imported_at": e.imported_at,
        "imported_by": e.imported_by,
        "entries": e.entries,
        "others": e.others,
        "added": e.added,
        "changed": e.changed,
        "removed": e.removed,
        "reused": e.reused,
        "faults": e.faults,
        "in_force": e.in_force,
        "screened": e.screened(today),
        "undone_at": e.undone_at,
        "digest": e.digest,
    }


def _state(e: Held, today: date) -> str:
    if not e.in_force:
        return "undone" if e.undone_at else ""
    return "in force, expired" if e.expired(today) else "in force"


def _agreed(question: str) -> bool:
    return sys.stdin.isatty() and input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
