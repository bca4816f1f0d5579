"""What came of the entries of a list that hit somebody: its owner sees what it leads to. No listed person and no traveller is here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from litestar import Response, get

from preclear.errors import NotFound
from preclear.store import effects
from preclear.store import lists as held_lists
from preclear.trials.effect import NOTHING, EntryEffect
from preclear.web.workbench.backtest import percent, span
from preclear.web.workbench.effect import PARTS, WEEKS, bars
from preclear.web.workbench.page import page
from preclear.web.workbench.visit import Visit, Visiting

SHOWN = 200  # entries; those with only false matches first


@get("/lists/findings", name="list_findings", sync_to_thread=True)
def list_findings(visit: Visiting) -> Response[str]:
    """Show what came of the entries of one list (``?list=``), and of one of them week by week and by edition (``?entry=``)."""
    asked = visit.query.get("weeks", "")
    weeks = int(asked) if asked.isdecimal() and int(asked) in WEEKS else WEEKS[1]
    until = visit.now.date()
    since = until - timedelta(days=until.weekday() + 7 * (weeks - 1))
    only_false = visit.query.get("show") == "false"
    with visit.node.pool.connection() as db:
        titles = {held.source_id: held.title for held in held_lists.editions(db)}
        source = visit.query.get("list") or visit.query.get("entry", "").partition(":")[0] or next(iter(sorted(titles)), "")
        if source not in titles:
            raise NotFound("there is no such list")
        found = effects.entries(db, source, since=since, until=until)
        false = [one for one in found if one.only_false]
        ordered = sorted(false if only_false else found, key=lambda one: (not one.only_false, -one.total.hits, one.entry))
        chosen = next((one for one in found if one.entry == visit.query.get("entry")), None)
        total = sum((one.total for one in found), NOTHING)
        return page(
            visit,
            db,
            "list_findings.html",
            here="lists",
            source=source,
            titles=titles,
            total=total,
            rows=[_row(one, visit) for one in ordered[:SHOWN]],
            hidden=max(0, len(ordered) - SHOWN),
            false_ones=len(false),
            entries=len(found),
            only_false=only_false,
            chosen=_row(chosen, visit) if chosen else None,
            chart=bars(chosen.weeks, since=since, until=until) if chosen else None,
            editions=[(visit.words.day(dated), tally) for _, dated, tally in chosen.editions] if chosen else [],
            parts=PARTS,
            weeks=weeks,
            choices=WEEKS,
        )


def _row(one: EntryEffect, visit: Visit) -> dict[str, Any]:
    total = one.total
    share = total.found
    return {
        "entry": one.entry,
        "total": total,
        "only_false": one.only_false,
        "found": visit.words("share-of", share=percent(share.value, visit), span=span(share.interval, visit)) if share.of else None,
    }
