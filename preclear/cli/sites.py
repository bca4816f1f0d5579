"""``preclear sites``: the inspection sites of both countries over time, and what a spot is at a minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from cyclopts import App, Parameter
from rich.table import Column, Table

from preclear import places
from preclear.cli import DONE, WRONG
from preclear.cli.output import json_lines, people, remarks
from preclear.inspection.sites import Ground, Register, SiteState, Spot, Stay, register, where

sites = App(name="sites", help="Inspection sites over time: who inspects, whose law binds, and what is an area or perimeter now.")

Json = Annotated[bool, Parameter(name="--json", negative="", help="print JSON Lines")]


@sites.default
@sites.command(name="list")
def list_sites(
    *,
    on: date | None = None,
    kind: str = "",
    country: str = "",
    mode: str = "",
    json: Json = False,
) -> int:
    """Show the sites of a day, by default today: of a kind (preclearance, preinspection, port_of_entry), a country, a mode.

    These are the sites that travel with the program; what a node's administrators say besides stands on its page of sites.
    """
    day = on or datetime.now(UTC).date()
    wanted = {"kind": kind, "country": country, "mode": mode}
    found = [state for state in _register().all_on(day) if all(not said or getattr(state, name) == said for name, said in wanted.items())]
    if json:
        json_lines(map(_told, found))
        return DONE
    table = Table(Column("site", no_wrap=True), "name", "mode", "kind", "status", "inspects", "law of", Column("since", no_wrap=True))
    for state in found:
        since = "" if state.valid_from == date.min else str(state.valid_from)
        table.add_row(state.code, state.name, state.mode, state.kind, state.status, state.inspecting_party, state.host_party, since)
    people.print(table)
    return DONE


@sites.command
def show(code: str, *, json: Json = False) -> int:
    """Show all that is known of a site over time: each state with its days and source."""
    history = _register().history(code.upper())
    if not history:
        remarks.print(f"{code}: no such site is known", markup=False)
        return WRONG
    if json:
        json_lines(map(_told, history))
        return DONE
    for state in history:
        since = "?" if state.valid_from == date.min else state.valid_from
        people.print(
            f"{since} to {state.valid_to or '...'}: {state.kind}, {state.status}; inspects {state.inspecting_party}, law of", end=" "
        )
        people.print(f"{state.host_party}: {state.law} ({state.source})", markup=False)
    return DONE


@sites.command
def ask(
    code: str,
    *,
    at: datetime | None = None,
    part: str = "ground",
    stand: str = "",
    conveyance: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    perimeter: bool = False,
    json: Json = False,
) -> int:
    """Say whether a spot of a site is a preclearance area or perimeter at a minute, why, and by which section.

    Parameters
    ----------
    at
        the minute, as 2026-07-01T10:15 by the clock of the place, or with its distance from UTC; by default now
    part
        ground, or of a conveyance: inside, corridor, shuttle
    stand
        where the conveyance stands
    conveyance
        the one that stands there, for which ``since`` and ``until`` say from when and until when
    perimeter
        the ground is next to the stand, and designated as a perimeter
    """
    place = places.load().find(code, (at or datetime.now(UTC)).date())
    clock = ZoneInfo(place.zone) if place else UTC
    moment = _instant(at, clock) or datetime.now(UTC)
    if part not in ("ground", "inside", "corridor", "shuttle"):
        remarks.print("part is one of ground, inside, corridor, shuttle")
        return WRONG
    state = _register().on(place.code if place else code.upper(), moment.astimezone(clock).date())
    site_code = state.code if state else code
    grounds = [
        Ground(code="area", site=site_code, kind="area", name="", name_fr="", source=""),
        Ground(code="beside", site=site_code, kind="perimeter", name="", name_fr="", source="", stand=stand),
    ]
    begins = _instant(since, clock)
    stays = [Stay(site=site_code, stand=stand, conveyance=conveyance, since=begins, until=_instant(until, clock))] if begins else []
    spot = Spot(site=site_code, part=part, ground="beside" if perimeter else "area", stand=stand)  # type: ignore[arg-type]  # checked above
    found = where(spot, moment, site=state, zone=place.zone if place else "UTC", grounds=grounds, stays=stays)
    told: dict[str, Any] = {
        "site": site_code,
        "at": moment.isoformat(),
        "kind": found.kind,
        "why": found.why,
        "section": found.section or None,
        "inspects": state.inspecting_party if state else None,
        "law_of": state.host_party if state else None,
        "until": found.until.isoformat() if found.until else None,
    }
    if json:
        json_lines([told])
        return DONE
    people.print(f"{found.kind}: {SAID[found.why]}{f' (s. {found.section})' if found.section else ''}", markup=False)
    return DONE


SAID = {
    "designated": "this ground is designated as a preclearance area",
    "conveyance": "a conveyance stands ready for departure, and what leads to it and its inside are area, too",
    "perimeter": "the ground is designated, and the conveyance stands there",
    "not_open": "no preclearance is done here on that day",
    "not_designated": "nothing is designated on that day",
    "no_period": "the ground is not designated at that time",
    "no_conveyance": "no conveyance stands there ready for departure",
    "unknown": "no such ground is known",
}


def _register() -> Register:
    return register(places.load())


def _instant(moment: datetime | None, clock: tzinfo) -> datetime | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=clock)).astimezone(UTC)


def _told(state: SiteState) -> dict[str, Any]:
    return {
        "site": state.code,
        "name": {"en": state.name, "fr": state.name_fr},
        "country": state.country,
        "mode": state.mode,
        "kind": state.kind,
        "status": state.status,
        "inspecting_party": state.inspecting_party,
        "host_party": state.host_party,
        "law": state.law,
        "since": None if state.valid_from == date.min else state.valid_from,
        "until": state.valid_to,
        "source": state.source,
    }
