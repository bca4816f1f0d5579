"""The privacy officer's pages: what is kept how long and what is due, legal holds, orders to unmask, the figures of a year."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, NotPermitted
from preclear.retention import KINDS, figures
from preclear.retention.figures import GROUPINGS, MEASURES, Cell
from preclear.retention.policy import Lengths
from preclear.store import events, holds, retention, unmasking, yearly
from preclear.store.pool import Database
from preclear.store.unmasking import LONGEST_HOURS, Original
from preclear.trials import disparity
from preclear.web.workbench.page import HEADERS, page, see
from preclear.web.workbench.visit import Form, Visit, Visiting, day_of

AHEAD = timedelta(days=31)
LONGEST_REASON, LONGEST_AUTHORITY = 2000, 400
MOST_RECORDS = 500  # of an order that are shown at once
OFFSETS = frozenset({"places", "segments"})  # where something stood in the message: nothing of anybody


@get("/retention", name="retention", sync_to_thread=True)
def retention_page(visit: Visiting) -> Response[str]:
    """Show each kind of record: by which law how long, how many there are, what is due and when, what was done last."""
    words, now = visit.words, visit.now
    lasting = visit.node.retention.on(now.date())
    with visit.node.pool.connection() as db:
        states = retention.states(db)
        due, unseen, _ = retention.waiting(db, now)
        counted = {kind: (records, masked, oldest) for kind, records, masked, oldest in retention.overview(db)}
        rows = [_kind(visit, lasting[kind], counted[kind], retention.done_at(states, kind)) for kind in KINDS]
        coming = [(words.day(day), voyages) for day, voyages in retention.coming(db, now + AHEAD)]
        done = [
            (
                visit.moment(at),
                str(words(f"rt-kind-{kind}")) if kind != "voyage" else subject,
                ", ".join(f"{table.replace('_', ' ')} {rows}" for table, rows in counts.items()),
            )
            for _, at, kind, subject, counts in retention.erasures(db)[:20]
        ]
        return page(
            visit,
            db,
            "retention.html",
            here="retention",
            party=visit.node.retention.party,
            rows=rows,
            due=due,
            unseen=unseen,
            coming=coming,
            done=done,
            failed=[wrong for _, wrong in states.values() if wrong],
        )


def _kind(visit: Visit, one: Lengths, counted: tuple[int, int, datetime | None], done_at: datetime | None) -> dict[str, Any]:
    records, masked, oldest = counted
    words, french = visit.words, visit.language == "fr"
    titles = visit.node.retention.titles[one.kind]
    return {
        "title": titles[1] if french else titles[0],
        "says": one.fr if french else one.en,
        "source": one.source,
        "doubt": one.doubt_fr if french else one.doubt_en,
        "starts": words(f"rt-starts-{one.starts.replace('_', '-')}"),
        "masked_after": one.masked_after and _length(visit, one.masked_after),
        "deleted_after": _length(visit, one.deleted_after),
        "records": records,
        "masked": masked,
        "oldest": words.day(oldest.date()) if oldest else None,
        "done_at": visit.moment(done_at) if done_at else None,
    }


def _length(visit: Visit, one: Any) -> str:
    parts = ((one.years, "years"), (one.months, "months"), (one.days, "days"), (one.hours, "hours"))
    return " ".join(str(visit.words(f"rt-length-{unit}", n=count)) for count, unit in parts if count)


@get("/retention/holds", name="holds", sync_to_thread=True)
def holds_page(visit: Visiting) -> Response[str]:
    """Show the legal holds, and the form for another."""
    with visit.node.pool.connection() as db:
        return _holds(db, visit)


@post("/retention/holds", name="ask_hold", sync_to_thread=True)
def ask_hold(form: Form, visit: Visiting) -> Response[Any]:
    """Put a hold on a person, a case or a voyage: from now on nothing of it is masked or deleted."""
    said = _said(form, "kind", "number", "reason", "authority", "until")
    until = day_of(said["until"]) if said["until"] else None
    wrong = _missing(said, holds.KINDS)
    if said["until"] and (until is None or until < visit.now.date()):
        wrong.append("until")
    return _ask(visit, _holds, "/retention/holds", said=said, wrong=wrong, ask=lambda db, of: holds.ask(db, **of, until=until))


@post("/retention/holds/{number:int}/confirm", name="confirm_hold", sync_to_thread=True)
def confirm_hold(number: FromPath[int], visit: Visiting) -> Response[Any]:
    """Confirm a colleague's hold."""
    return _act(visit, _holds, "/retention/holds", lambda db: holds.confirm(db, number, by=visit.officer, now=visit.now))


@post("/retention/holds/{number:int}/end", name="end_hold", sync_to_thread=True)
def end_hold(number: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """End a colleague's hold, with a reason: what it kept goes its way."""
    why = _said(form, "why")["why"]
    if not why:
        with visit.node.pool.connection() as db:
            return _holds(db, visit, refused="hold-why", status=422)
    return _act(visit, _holds, "/retention/holds", lambda db: holds.end(db, number, why=why, by=visit.officer, now=visit.now))


def _holds(
    db: Database, visit: Visit, *, said: dict[str, str] | None = None, wrong: list[str] | None = None, refused: str = "", status: int = 200
) -> Response[str]:
    words = visit.words
    rows = [
        {
            "id": one.id,
            "of": words(f"rt-of-{one.kind}", n=one.subject_id),
            "reason": one.reason,
            "authority": one.authority,
            "until": words.day(one.until) if one.until else None,
            "asker": one.asker,
            "confirmer": one.confirmer,
            "state": "ended" if one.ended_at else "confirmed" if one.confirmed_at else "asked",
            "ended": words("rt-hold-ended-by", name=one.ender or "–", why=one.ended_why) if one.ended_at else None,
            "confirms": not one.ended_at and not one.confirmed_at and one.asked_by != visit.officer.id,
            "ends": not one.ended_at and one.asked_by != visit.officer.id,
        }
        for one in holds.every(db)
    ]
    return page(
        visit,
        db,
        "holds.html",
        here="retention",
        status=status,
        rows=rows,
        kinds=holds.KINDS,
        said=said or {},
        wrong={field: words(f"rt-wrong-{field}") for field in wrong or ()},
        refused=words(f"refused-{refused}") if refused else None,
    )


@get("/retention/orders", name="orders", sync_to_thread=True)
def orders_page(visit: Visiting) -> Response[str]:
    """Show the orders to unmask, and the form for another."""
    with visit.node.pool.connection() as db:
        return _orders(db, visit)


@post("/retention/orders", name="ask_order", sync_to_thread=True)
def ask_order(form: Form, visit: Visiting) -> Response[Any]:
    """Ask to unmask a person or a voyage: nothing is opened until another officer confirms it."""
    said = _said(form, "kind", "number", "reason", "authority", "hours")
    wrong = _missing(said, unmasking.KINDS)
    hours = int(said["hours"]) if said["hours"].isascii() and said["hours"].isdigit() else 0
    if not 1 <= hours <= LONGEST_HOURS:
        wrong.append("hours")
    return _ask(visit, _orders, "/retention/orders", said=said, wrong=wrong, ask=lambda db, of: unmasking.ask(db, **of, hours=hours))


@post("/retention/orders/{number:int}/confirm", name="confirm_order", sync_to_thread=True)
def confirm_order(number: FromPath[int], visit: Visiting) -> Response[Any]:
    """Confirm a colleague's order: its hours begin."""
    return _act(visit, _orders, "/retention/orders", lambda db: unmasking.confirm(db, number, by=visit.officer, now=visit.now))


@post("/retention/orders/{number:int}/end", name="end_order", sync_to_thread=True)
def end_order(number: FromPath[int], visit: Visiting) -> Response[Any]:
    """End an order before its time, or refuse it."""
    return _act(visit, _orders, "/retention/orders", lambda db: unmasking.end(db, number, by=visit.officer, now=visit.now))


@post("/retention/orders/{number:int}/open", name="open_order", sync_to_thread=True)
def open_order(number: FromPath[int], visit: Visiting) -> Response[Any]:
    """Show what was masked of whom an order names; that somebody saw it is recorded in the transaction of the look."""
    with visit.node.pool.connection() as db:
        try:
            with db.transaction():
                found = unmasking.opened(db, visit.node.vault, number, by=visit.officer, now=visit.now)
        except NotPermitted as refused:
            return _orders(db, visit, refused=refused.code, status=403)
        order = unmasking.find(db, number)
        found.sort(key=lambda one: one.of != "traveller")  # people first
        shown = [_original(one) for one in found[:MOST_RECORDS]]
        until = visit.moment(order.until) if order.until else None
        return page(
            visit, db, "order.html", here="retention", order=order, until=until, records=shown, hidden=max(0, len(found) - len(shown))
        )


def _original(one: Original) -> dict[str, Any]:
    """What a row held, a line a value; bytes as text where they are any, else by their length."""
    said = one.said if isinstance(one.said, dict) else {"facts": one.said}
    if one.of == "answer":
        said["cusres"] = base64.b64decode(said["cusres"]).decode("utf-8", "replace")
    elif one.of == "assessment":
        said["facts"] = f"{len(base64.b64decode(said['facts']))} bytes"
    lines = [(name, str(value)) for name, value in said.items() if isinstance(value, str | int) and value != ""]
    lines += [(f"hit {hit['entry_ref']}", hit["name"]) for hit in said.get("hits", ())]
    record = said.get("record", said)
    if isinstance(record, dict):
        shown = record.keys() - dict(lines).keys() - OFFSETS
        lines += [(name, _text(value)) for name, value in record.items() if name in shown and value not in (None, "", [], {})]
    return {"of": one.of, "id": one.id, "lines": lines[:200]}


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_text(each)}" for name, each in value.items() if each not in (None, "", [], {}))
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return str(value)


def _orders(
    db: Database, visit: Visit, *, said: dict[str, str] | None = None, wrong: list[str] | None = None, refused: str = "", status: int = 200
) -> Response[str]:
    words = visit.words
    rows = [
        {
            "id": one.id,
            "of": words(f"rt-of-{one.kind}", n=one.subject_id),
            "reason": one.reason,
            "authority": one.authority,
            "hours": one.hours,
            "asker": one.asker,
            "confirmer": one.confirmer,
            "until": visit.moment(one.until) if one.until else None,
            "state": "in-force" if one.in_force(visit.now) else "over" if one.confirmed_at or one.ended_at else "asked",
            "confirms": not one.confirmed_at and not one.ended_at and one.asked_by != visit.officer.id,
            "opens": one.in_force(visit.now),
            "ends": not one.ended_at and (one.until is None or visit.now < one.until),
        }
        for one in unmasking.every(db)
    ]
    return page(
        visit,
        db,
        "orders.html",
        here="retention",
        status=status,
        rows=rows,
        kinds=unmasking.KINDS,
        said=said or {"hours": "24"},
        longest=LONGEST_HOURS,
        wrong={field: words(f"rt-wrong-{field}", n=LONGEST_HOURS) for field in wrong or ()},
        refused=words(f"refused-{refused}") if refused else None,
    )


@get("/retention/figures", name="yearly_figures", sync_to_thread=True)
def yearly_figures(visit: Visiting) -> Response[str]:
    """Show the figures of a year by group, without small numbers."""
    with visit.node.pool.connection() as db:
        years = yearly.years(db)
        year = _year(visit, years)
        cells = _cells(db, visit, year)
        tables = [(by, *_table(visit, by, cells)) for by in GROUPINGS if any(one.by == by for one in cells)]
        return page(visit, db, "yearly.html", here="retention", year=year, years=years, tables=tables, least=figures.LEAST)


@get("/retention/figures.csv", name="yearly_table", sync_to_thread=True)
def yearly_table(visit: Visiting) -> Response[str]:
    """Return the same as a table for spreadsheets, and record that it was taken."""
    with visit.node.pool.connection() as db:
        year = _year(visit, yearly.years(db))
        cells = _cells(db, visit, year)
        events.write(db, Event("figures.exported", visit.officer.actor, "figures", detail={"year": year, "exact": False}), at=visit.now)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("year", "measure", "by", "group", "count"))
    table.writerows((year, one.measure, one.by, one.group, one.shown) for one in cells)
    named = {"Content-Disposition": f'attachment; filename="figures-{year}.csv"'}
    return Response(out.getvalue(), media_type="text/csv", headers={**HEADERS, **named})


def _year(visit: Visit, years: list[int]) -> int:
    asked = visit.query.get("year", "")
    return int(asked) if len(asked) == 4 and asked.isascii() and asked.isdigit() else years[0] if years else visit.now.year


def _cells(db: Database, visit: Visit, year: int) -> tuple[Cell, ...]:
    return figures.suppressed(yearly.figures(db, year, disparity.load(visit.node.settings.policy("disparity"))))


def _table(visit: Visit, by: str, cells: tuple[Cell, ...]) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The groups of a grouping in columns, a row a measure. A number that is not made known is said to be that."""
    of = [one for one in cells if one.by == by]
    groups = sorted({one.group for one in of})
    known = {(one.measure, one.group): one for one in of}
    rows = []
    for measure in MEASURES:
        if any((measure, group) in known for group in groups):
            said = [known.get((measure, group)) for group in groups]
            shown = ["0" if one is None else str(visit.words("rt-hidden")) if one.count is None else one.shown for one in said]
            rows.append((str(visit.words(f"rt-measure-{measure.replace('_', '-')}")), shown))
    return groups, rows


def _act(visit: Visit, show: Callable[..., Response[str]], path: str, act: Callable[[Database], None]) -> Response[Any]:
    """Do something once, and show the page; what was refused is said on it."""
    with visit.node.pool.connection() as db:
        try:
            with db.transaction():
                act(db)
        except (Conflict, NotPermitted) as refused:
            return show(db, visit, refused=refused.code, status=409 if isinstance(refused, Conflict) else 403)
    return see(visit, path)


def _ask(
    visit: Visit,
    show: Callable[..., Response[str]],
    path: str,
    *,
    said: dict[str, str],
    wrong: list[str],
    ask: Callable[[Database, dict[str, Any]], object],
) -> Response[Any]:
    """Ask for a hold or an order, and show the page; what does not fit is said on the form."""
    with visit.node.pool.connection() as db:
        if not wrong:
            about = {name: said[name] for name in ("kind", "reason", "authority")}
            try:
                ask(db, about | {"subject": int(said["number"]), "by": visit.officer, "now": visit.now})
            except NotFound:
                wrong.append("number")
            else:
                return see(visit, path)
        return show(db, visit, said=said, wrong=wrong, status=422)


def _said(form: Form, *names: str) -> dict[str, str]:
    return {name: str(form.get(name, "")).strip()[: LONGEST_AUTHORITY if name == "authority" else LONGEST_REASON] for name in names}


def _missing(said: dict[str, str], kinds: tuple[str, ...]) -> list[str]:
    number = said["number"]
    wrong = [] if said["kind"] in kinds else ["kind"]
    wrong += [] if number.isascii() and number.isdigit() and len(number) < 18 else ["number"]
    return wrong + [name for name in ("reason", "authority") if not said[name]]
