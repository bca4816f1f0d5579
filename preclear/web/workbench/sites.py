"""Sites over time: who inspects, whose law binds, what is designated, which conveyance stands where. No traveller is on these pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath

from preclear import documents
from preclear.errors import Conflict, NotFound
from preclear.inspection.sites import MODES, Ground, Period, Register, SiteState, Spot, Status, Stay, register, spans, state_of, where
from preclear.places import SiteKind
from preclear.store import sites as kept
from preclear.store.pool import Database
from preclear.web.workbench.page import country, page, see
from preclear.web.workbench.visit import Form, Visit, Visiting, day_of

KINDS = ("area", "perimeter")
LOOK_BACK = timedelta(days=7)  # of conveyances that have left
LONGEST = 200  # characters of anything typed


@get("/sites", name="sites", sync_to_thread=True)
def sites(visit: Visiting) -> Response[str]:
    """Show all sites as they are on a day: of a kind, by country and mode."""
    words, day = visit.words, day_of(visit.query.get("on", "")) or visit.now.date()
    kind = visit.query.get("kind", "preclearance")
    with visit.node.pool.connection() as db:
        found = [state for state in _register(db, visit).all_on(day) if kind in ("all", state.kind)]
        rows = [_row(state, visit) for state in found]
        kinds = [(name, words(f"st-kind-{name.replace('_', '-')}"), visit.link(kind=name)) for name in (*SiteKind, "all")]
        return page(visit, db, "sites.html", here="sites", rows=rows, kinds=kinds, kind=kind, on=day.isoformat())


@get("/sites/{code:str}", name="site", sync_to_thread=True)
def site(code: FromPath[str], visit: Visiting) -> Response[str]:
    """Show one site: its history, its ground at a minute, the conveyances that stand there."""
    return _site(visit, code)


@post("/sites/{code:str}/state", name="say_site", sync_to_thread=True)
def say_site(code: FromPath[str], form: Form, visit: Visiting) -> Response[Any]:
    """Say how a site is from a day on."""
    said = _typed(form)
    with visit.node.pool.connection() as db:
        before = _known(db, visit, code)
        columns = {name: str(getattr(before, name)) for name in ("name", "name_fr", "country", "mode")} if before else {}
        place = visit.node.circumstances.places.find(code, visit.now.date())
        if before is None and place is not None:
            columns = {"name": place.name, "name_fr": place.name_fr, "country": place.country, "mode": MODES[place.kind]}
        wrong = [name for name in ("inspecting_party", "host_party") if documents.states.find(said.get(name, "")) is None]
        wrong += [name for name in ("valid_from",) if day_of(said.get(name, "")) is None]
        wrong += [name for name in ("valid_to",) if said.get(name) and day_of(said[name]) is None]
        wrong += [name for name in ("law", "source") if not said.get(name)]
        wrong += ["kind"] if said.get("kind") not in set(SiteKind) else []
        wrong += ["status"] if said.get("status") not in set(Status) else []
        if not wrong:
            try:
                state = state_of(dict.fromkeys(("valid_to", "name_fr"), "") | columns | said | {"code": code})
            except (ValueError, KeyError):
                wrong = ["valid_to"]
            else:
                kept.add_state(db, state, by=visit.officer.actor, now=visit.now)
                return see(visit, f"/sites/{code}?done=state")
    return _site(visit, code, typed=said, wrong=wrong, form="state", status=422)


@post("/sites/{code:str}/ground", name="say_ground", sync_to_thread=True)
def say_ground(code: FromPath[str], form: Form, visit: Visiting) -> Response[Any]:
    """Say what ground of a site is designated, from a day on, and in which hours."""
    said = _typed(form)
    days = tuple(sorted({int(day) for day in form.getall("days", []) if str(day) in "0123456"}))
    begins, ends = _clock(said.get("begins", "")), _clock(said.get("ends", ""))
    first, last = day_of(said.get("valid_from", "")), day_of(said.get("valid_to", ""))
    own = said.get("code", "")
    wrong = [name for name in ("name", "source") if not said.get(name)]
    wrong += [] if own and own.isascii() and own.replace("-", "").isalnum() and own == own.lower() and len(own) <= 40 else ["code"]
    wrong += ["kind"] if said.get("kind") not in KINDS else []
    wrong += ["stand"] if (said.get("kind") == "perimeter") != bool(said.get("stand")) else []
    wrong += ["valid_from"] if first is None else []
    wrong += ["valid_to"] if said.get("valid_to") and (last is None or (first and last < first)) else []
    wrong += ["begins"] if (said.get("begins") and begins is None) or (said.get("ends") and ends is None) else []
    if wrong or first is None:
        return _site(visit, code, typed=said, wrong=wrong, form="ground", status=422)
    period = Period(days=days or (0, 1, 2, 3, 4, 5, 6), begins=begins or time.min, ends=ends or time.min)
    ground = Ground(
        code=own,
        site=code,
        kind="perimeter" if said["kind"] == "perimeter" else "area",
        name=said["name"],
        name_fr=said.get("name_fr") or said["name"],
        source=said["source"],
        stand=said.get("stand", ""),
        periods=(period,) if days or begins or ends else (),
        valid_from=first,
        valid_to=last,
    )
    with visit.node.pool.connection() as db:
        _must_know(db, visit, code)
        kept.add_ground(db, ground, by=visit.officer.actor, now=visit.now)
    return see(visit, f"/sites/{code}?done=ground")


@post("/sites/{code:str}/stands", name="say_stands", sync_to_thread=True)
def say_stands(code: FromPath[str], form: Form, visit: Visiting) -> Response[Any]:
    """Say that a conveyance stands ready for departure from now on."""
    said = _typed(form)
    wrong = [name for name in ("stand", "conveyance") if not said.get(name)]
    if not wrong:
        try:
            with visit.node.pool.connection() as db:
                _must_know(db, visit, code)
                stay = Stay(site=code, stand=said["stand"], conveyance=said["conveyance"], since=visit.now)
                kept.begin_stay(db, stay, by=visit.officer.actor, now=visit.now)
            return see(visit, f"/sites/{code}?done=stands")
        except Conflict:
            wrong = ["taken"]
    return _site(visit, code, typed=said, wrong=wrong, form="stands", status=409 if wrong == ["taken"] else 422)


@post("/sites/{code:str}/left", name="say_left", sync_to_thread=True)
def say_left(code: FromPath[str], form: Form, visit: Visiting) -> Response[Any]:
    """Say that a conveyance has left, or no longer stands ready."""
    number = str(form.get("stay", ""))
    with visit.node.pool.connection() as db:
        if not (number.isdecimal() and len(number) < 19):
            raise NotFound("no such conveyance stands there")
        kept.end_stay(db, code, int(number), until=visit.now, by=visit.officer.actor, now=visit.now)
    return see(visit, f"/sites/{code}?done=left")


def _site(
    visit: Visit, code: str, *, typed: dict[str, str] | None = None, wrong: list[str] | None = None, form: str = "", status: int = 200
) -> Response[str]:
    words = visit.words
    with visit.node.pool.connection() as db:
        _must_know(db, visit, code)
        history = _register(db, visit).history(code)
        place = visit.place(code)
        zone = place.zone if place else "UTC"
        at = _minute(visit.query.get("at", ""), zone) or visit.now
        state = _known(db, visit, code, at.astimezone(ZoneInfo(zone)).date())
        said = kept.grounds(db, code)
        stays = kept.stays(db, code, since=min(at, visit.now - LOOK_BACK))
        return page(
            visit,
            db,
            "site.html",
            here="sites",
            status=status,
            code=code,
            name=history[-1].named(visit.language) if history else place.named(visit.language) if place else code,
            now=_row(state, visit) if state else None,
            history=[_row(one, visit) for one in history],
            minute=visit.moment(at, code),
            typed_minute=at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M"),
            spots=_spots(visit, code, state, zone, at, said=said, stays=stays),
            grounds=[_ground(one, visit) for one in said],
            stays=[_stay(one, visit) for one in stays],
            kinds=[(kind, words(f"st-kind-{kind.replace('_', '-')}")) for kind in SiteKind],
            statuses=[(one, words(f"st-status-{one.replace('_', '-')}")) for one in Status],
            days=[(str(n), words(f"st-day-{n}")) for n in range(7)],
            typed=typed or {"valid_from": visit.now.date().isoformat()},
            wrong=wrong or [],
            form=form,
            done=visit.query.get("done") if visit.query.get("done") in ("state", "ground", "stands", "left") else None,
        )


def _spots(
    visit: Visit, code: str, state: SiteState | None, zone: str, at: datetime, *, said: tuple[kept.Said, ...], stays: list[kept.StayRow]
) -> list[dict[str, Any]]:
    """Return what each ground of a site, and each conveyance that stands there, is at a minute."""
    words, grounds = visit.words, [one.ground for one in said]
    last = {ground.code: ground for ground in grounds}
    spots = [(ground.name_fr if visit.language == "fr" else ground.name, Spot(site=code, ground=ground.code)) for ground in last.values()]
    if not spots:
        spots = [(words("st-whole"), Spot(site=code, ground="area"))]
    standing = [row.stay for row in stays if row.stay.at(at)]
    spots += [
        (words("st-inside", conveyance=stay.conveyance, stand=stay.stand), Spot(site=code, part="inside", stand=stay.stand))
        for stay in standing
    ]
    found = []
    for name, spot in spots:
        here = where(spot, at, site=state, zone=zone, grounds=grounds, stays=standing)
        ground = last.get(spot.ground)
        hours = spans(ground, zone, at, at + timedelta(days=1)) if ground and ground.periods else ()
        found.append(
            {
                "name": name,
                "kind": here.kind,
                "words": words(f"st-is-{here.kind}"),
                "why": words(f"st-why-{here.why.replace('_', '-')}", conveyance=here.conveyance),
                "section": here.section,
                "until": visit.moment(here.until, code) if here.until else None,
                "hours": [(visit.moment(begins, code), visit.moment(ends, code)) for begins, ends in hours],
            }
        )
    return found


def _register(db: Database, visit: Visit) -> Register:
    return register(visit.node.circumstances.places, kept.states(db))


def _known(db: Database, visit: Visit, code: str, day: date | None = None) -> SiteState | None:
    return _register(db, visit).on(code, day or visit.now.date())


def _must_know(db: Database, visit: Visit, code: str) -> None:
    """Raise ``NotFound`` for a code that is neither of a site nor of a place."""
    place = visit.node.circumstances.places.find(code, visit.now.date())
    if not _register(db, visit).history(code) and (place is None or place.code != code):
        raise NotFound("There is no such site")


def _row(state: SiteState, visit: Visit) -> dict[str, Any]:
    words = visit.words
    first = None if state.valid_from == date.min else state.valid_from
    return {
        "code": state.code,
        "name": state.named(visit.language),
        "mode": state.mode,
        "mode_words": words(f"mode-{state.mode}"),
        "country": country(state.country, visit),
        "kind": words(f"st-kind-{state.kind.replace('_', '-')}"),
        "status": words(f"st-status-{state.status.replace('_', '-')}"),
        "inspects": country(state.inspecting_party, visit),
        "host": country(state.host_party, visit),
        "law": state.law,
        "since": words.day(first) if first else "",
        "until": words.day(state.valid_to) if state.valid_to else "",
        "source": state.source,
    }


def _ground(said: kept.Said, visit: Visit) -> dict[str, Any]:
    ground, words = said.ground, visit.words
    hours = [
        words(
            "st-hours",
            days=", ".join(str(words(f"st-day-{day}")) for day in period.days),
            begins=words.clock(datetime.combine(date.min, period.begins, UTC)),
            ends=words.clock(datetime.combine(date.min, period.ends, UTC)),
        )
        for period in ground.periods
    ]
    first = "" if ground.valid_from == date.min else words.day(ground.valid_from)
    return {
        "code": ground.code,
        "name": ground.name_fr if visit.language == "fr" else ground.name,
        "kind": words(f"st-is-{ground.kind}"),
        "stand": ground.stand,
        "hours": hours or [words("st-always")],
        "valid": words("valid", start=first, end=words.day(ground.valid_to)) if ground.valid_to else words("valid-from", start=first),
        "source": ground.source,
        "by": visit.officer.name if said.by == visit.officer.actor else said.by,
        "at": visit.moment(said.at),
    }


def _stay(row: kept.StayRow, visit: Visit) -> dict[str, Any]:
    return {
        "id": row.id,
        "stand": row.stand,
        "conveyance": row.conveyance,
        "since": visit.moment(row.since, row.site),
        "until": visit.moment(row.until, row.site) if row.until else None,
    }


def _typed(form: Any) -> dict[str, str]:
    return {name: str(value).strip()[:LONGEST] for name, value in form.items()}


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _minute(text: str, zone: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
