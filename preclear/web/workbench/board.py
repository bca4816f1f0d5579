"""The board answers one question: which voyage needs me next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from markupsafe import Markup

from preclear.store import pages, schedule
from preclear.store.pages import BoardRow
from preclear.web.workbench.awaiting import SHOWN, awaited, fitting
from preclear.web.workbench.clock import minutes_left
from preclear.web.workbench.due import picture
from preclear.web.workbench.faults import titled
from preclear.web.workbench.page import fragment, page
from preclear.web.workbench.visit import Visit, Visiting

NEEDS = (  # what a person is needed for: column of the count, colour, shape
    ("match", "attn", "attn"),
    ("document", "attn", "document"),
    ("rule", "attn", "rule"),
    ("manual", "attn", "attn"),
    ("external", "attn", "attn"),
    ("not_screened", "unknown", "unknown"),
    ("incomplete", "wait", "wait"),
)
COLUMNS = (  # word, by what it sorts, at the end side
    ("left", "left", False),
    ("voyage", "voyage", False),
    ("route", "route", False),
    ("departs", "departs", False),
    ("travellers", "travellers", True),
    ("needs", "needs", False),
    ("answered", "answered", False),
    ("state", "", False),
    ("officer", "officer", False),
)
SORTS = {
    "voyage": lambda row: row.designator,
    "route": lambda row: (row.departure or "", row.arrival or ""),
    "departs": lambda row: (row.departs_at is None, row.departs_at),
    "travellers": lambda row: -row.travellers,
    "needs": lambda row: -row.referred,
    "answered": lambda row: -row.waiting,
    "officer": lambda row: (not row.mine, not row.free, row.owners or []),
}
SHOWS = (("", "show-all", None), ("person", "needs-a-person", "attn"), ("hour", "show-hour", "clock"), ("mine", "show-mine", None))
QUIET_ROWS = 100


@get("/", name="board", sync_to_thread=True)
def board(visit: Visiting) -> Response[str]:
    """Show the voyages by time left, and the messages that nobody could read."""
    filters = {name: visit.query.get(name, "") for name in ("show", "mode", "q", "sort")}
    with visit.node.pool.connection() as db:
        rows = pages.board(db, visit.officer, visit.now)
        everything = awaited(db, visit, whole_day=bool(visit.query.get("all")))
        silent = fitting(everything, filters)
        missing = schedule.missing(db, [row.id for row in rows])
        lost = [_lost(message, visit) for message in pages.unreadable(db, unseen=True)]
        shown = [row for row in rows if fits(row, visit, **filters)]
        code = (
            visit.sites[0]
            if len(visit.sites) == 1
            else next((row.departure for row in rows if row.answer_due and row.answer_due > visit.now), None)
        )
        groups, hidden = _groups(shown, silent, missing, visit)
        return page(
            visit,
            db,
            "board.html",
            here="board",
            total=len(rows),
            awaits=len(everything),
            travellers=sum(row.travellers for row in rows),
            filters=filters,
            rows=[*shown, *silent],
            groups=groups,
            hidden=hidden,
            filter_words=Markup(", ").join(_filter_words(filters, visit)),
            unreadable=lost,
            chart=picture(shown, visit, code),
            fresh=False,
            columns=[
                {"word": f"column-{word}", "sort": sort, "end": end, "sorted": sort == (filters["sort"] or "left")}
                for word, sort, end in COLUMNS
            ],
            chips=[
                {
                    "show": show,
                    "word": word,
                    "icon": icon,
                    "here": filters["show"] == show,
                    "count": sum(fits(row, visit, **{**filters, "show": show}) for row in rows)
                    + len(fitting(everything, {**filters, "show": show})),
                }
                for show, word, icon in SHOWS
            ],
        )


@get("/voyages/{voyage_id:int}/row", name="board_row", sync_to_thread=True)
def board_row(voyage_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Return the row of one voyage as it is now."""
    with visit.node.pool.connection() as db:
        row = pages.board_row(db, voyage_id, visit.officer, visit.now)
        missing = schedule.missing(db, [row.id]).get(row.id, ())
    return fragment(visit, "board_row.html", row=shown_row(row, visit, missing), fresh=True)


def fits(row: BoardRow, visit: Visit, *, show: str, mode: str, q: str, sort: str) -> bool:  # noqa: ARG001 - `sort` is in the same address
    """Return whether a voyage passes the filters of the address."""
    if mode and row.mode != mode:
        return False
    if q:
        said = " ".join(
            filter(None, (row.designator, row.carrier, row.departure, row.arrival, visit.named(row.departure), visit.named(row.arrival)))
        )
        if q.casefold().replace(" ", "") not in said.casefold().replace(" ", ""):
            return False
    match show:
        case "person":
            return row.referred > 0
        case "hour":
            return row.waiting > 0 and (row.answer_due is None or minutes_left(row.answer_due, visit.now) < 60)
        case "mine":
            return row.mine > 0
    return True


def shown_row(row: BoardRow, visit: Visit, missing: Sequence[str] = ()) -> dict[str, Any]:
    """Return a voyage in the words of the board; ``missing`` is what of it was not heard in time."""
    minutes = minutes_left(row.answer_due, visit.now) if row.answer_due else None
    counts = asdict(row)
    return counts | {
        "due": visit.moment(row.answer_due, row.departure) if row.answer_due else None,
        "minutes": minutes,
        "left": visit.left(row.answer_due) if row.answer_due else "",
        "done_late": minutes is not None and minutes < 0 and row.waiting == 0,
        "departs": visit.moment(row.departs_at, row.departure) if row.departs_at else None,
        "names": visit.route(row.departure, row.arrival),
        "needs": [
            {"word": word.replace("_", "-"), "kind": kind, "icon": icon, "count": counts[word]}
            for word, kind, icon in NEEDS
            if counts[word]
        ]
        + ([{"word": "silent", "kind": "stop", "icon": "clock", "count": row.silent}] if row.silent else [])
        + [{"word": kind.replace("_", "-"), "kind": "stop", "icon": "clock", "count": 0} for kind in missing],
        "awaited": False,
        "state": _state(row),
        "others": row.owners or [],
        "waiting": row.waiting,
        "referred": row.referred,
        "with_you": row.mine,
        "with_others": row.taken,
        "with_nobody": row.referred - row.mine - row.taken,
        "with_carrier": row.incomplete,
    }


def _state(row: BoardRow) -> dict[str, str]:
    if not row.travellers:
        return {"kind": "wait", "icon": "wait", "word": "nobody"}
    if row.waiting == 0:
        return {"kind": "ok", "icon": "ok", "word": "answered"}
    if row.referred == 0 and row.incomplete:
        return {"kind": "wait", "icon": "wait", "word": "carrier"}
    if row.held and row.held == row.travellers:
        return {"kind": "work", "icon": "work", "word": "held"}
    return {"kind": "work", "icon": "work", "word": "part"}


def _group(row: BoardRow, visit: Visit) -> str:
    if row.answer_due is None:
        return "hour"
    minutes = minutes_left(row.answer_due, visit.now)
    if minutes < 0 and row.waiting == 0:
        return "past"
    return _span(minutes)


def _span(minutes: int) -> str:
    return "hour" if minutes < 60 else "soon" if minutes < 240 else "later"


def _groups(
    rows: Sequence[BoardRow], silent: Sequence[dict[str, Any]], missing: Mapping[int, Sequence[str]], visit: Visit
) -> tuple[list[dict[str, Any]], int]:
    """Return the rows in their groups, and how many quiet ones were left for another look. Those that need a person are all there."""
    whole, sort = bool(visit.query.get("all")), visit.query.get("sort", "")
    left_out = set() if whole else {row.id for row in [row for row in rows if not row.referred][QUIET_ROWS:]}
    late = [row for row in silent if row["minutes"] < 0]
    coming = [row for row in silent if row["minutes"] >= 0]
    some = [*late, *(coming if whole else coming[:SHOWN])]
    hidden = len(left_out) + len(silent) - len(some)
    shown = [row for row in rows if row.id not in left_out]

    def made(members: Sequence[BoardRow]) -> list[dict[str, Any]]:
        return [shown_row(row, visit, missing.get(row.id, ())) for row in members]

    if sort in SORTS:
        ordered = made(sorted(shown, key=SORTS[sort])) + some
        return ([{"word": "sorted", "count": len(rows) + len(silent), "rows": ordered}] if ordered else []), hidden
    groups = []
    for word in ("hour", "soon", "later", "past"):
        unheard = [row for row in some if _span(row["minutes"]) == word]
        members = made([row for row in shown if _group(row, visit) == word])
        count = sum(_group(row, visit) == word for row in rows) + sum(_span(row["minutes"]) == word for row in silent)
        if members or unheard:
            groups.append({"word": word, "count": count, "rows": sorted([*members, *unheard], key=_time_left)})
    return groups, hidden


def _time_left(row: Mapping[str, Any]) -> tuple[bool, int]:
    """Return what the rows of a group stand by: those without a time first, as they may be late."""
    return row["minutes"] is not None, row["minutes"] or 0


def _filter_words(filters: dict[str, str], visit: Visit) -> list[str]:
    said = [visit.words(word).lower() for show, word, _ in SHOWS if show and filters["show"] == show]
    said += [visit.words(f"mode-{filters['mode']}").lower()] if filters["mode"] in ("air", "rail", "marine", "road") else []
    return said + ([filters["q"]] if filters["q"] else [])


def _lost(message: pages.Unreadable, visit: Visit) -> dict[str, Any]:
    first = next(iter(message.found), None)
    return {
        "id": message.id,
        "carrier": message.carrier,
        "received_at": message.received_at,
        "first_fault": first and titled(first, visit.language),
    }
