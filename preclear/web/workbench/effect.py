"""What came of the rules in force, week by week, beside what is found on people drawn by lot. Counts alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from litestar import Response, get

from preclear.store import effects
from preclear.trials.effect import Effect, Effects, Tally, Week
from preclear.web.workbench.backtest import percent, span
from preclear.web.workbench.page import page
from preclear.web.workbench.visit import Visit, Visiting

WEEKS = (4, 12, 26, 52)
WORST = ("nothing", "worse", "open", "better", "not_asked", "no_hit")
LOOKS = {
    "nothing": ("stop", "stop"),
    "worse": ("attn", "attn"), "open": ("wait", "unknown"), "better": ("ok", "ok"), "not_asked": ("wait", "wait"),
    "no_hit": ("wait", "wait"),
}  # fmt: skip
PARTS = ("confirmed", "refuted", "not_told", "waiting", "not_asked")  # of a bar, from below
WIDTH, HEIGHT = 600, 160


@get("/effect", name="effect", sync_to_thread=True)
def effect(visit: Visiting) -> Response[str]:
    """Show all rules, and one of them week by week (``?rule=``)."""
    asked = visit.query.get("weeks", "")
    weeks = int(asked) if asked.isdecimal() and int(asked) in WEEKS else WEEKS[1]
    until = visit.now.date()
    since = until - timedelta(days=until.weekday() + 7 * (weeks - 1))
    ruleset = visit.node.circumstances.rules
    with visit.node.pool.connection() as db:
        found = effects.of(db, ruleset, since=since, until=until)
        rows = sorted((_row(one, found, visit) for one in found.rules), key=lambda row: (WORST.index(row["verdict"]), row["rule"]))
        one = next((each for each in found.rules if each.rule == visit.query.get("rule")), None)
        return page(
            visit,
            db,
            "effect.html",
            here="effect",
            rows=[row for row in rows if row["verdict"] != "no_hit"],  # those are named above
            silent=[row for row in rows if row["verdict"] == "no_hit"],
            nothing=[row for row in rows if row["verdict"] == "nothing"],
            base=found.base,
            base_said=visit.words("share-of", share=percent(found.base.value, visit), span=span(found.base.interval, visit)),
            chosen=_row(one, found, visit) if one else None,
            chart=bars(one.weeks, since=found.since, until=found.until) if one else None,
            versions=effects.versions(db, ruleset, one.rule, since=since, until=until) if one else (),
            table=[{"week": week.start.isoformat(), "tally": week.tally} for week in reversed(one.weeks)] if one else [],
            parts=PARTS,
            weeks=weeks,
            choices=WEEKS,
            since=since,
            until=until,
        )


def _row(one: Effect, found: Effects, visit: Visit) -> dict[str, Any]:
    total, verdict = one.total, found.verdict(one)
    text = visit.node.circumstances.rules.text(one.rule, visit.language)
    share = total.found
    return {
        "rule": one.rule,
        "title": text[0] if text else one.rule,
        "total": total,
        "found": visit.words("share-of", share=percent(share.value, visit), span=span(share.interval, visit)) if share.of else None,
        "verdict": verdict,
        "colour": LOOKS[verdict][0],
        "shape": LOOKS[verdict][1],
        "by_lot": one.by_lot,
        "strip": _strip(share.interval.low, share.interval.high, share.value or 0.0) if share.of else None,
    }


def _strip(low: float, high: float, value: float) -> dict[str, float]:
    """The interval as a line in a picture 100 wide."""
    return {"low": round(100 * low, 1), "width": round(max(1.0, 100 * (high - low)), 1), "value": round(100 * value, 1)}


def bars(weeks: Sequence[Week], *, since: date, until: date) -> dict[str, Any]:
    """Return a picture: bars, one a week, each of what came of the people; a week without any has none."""
    by_week = {week.start: week.tally for week in weeks}
    first = since - timedelta(days=since.weekday())
    starts = [first + timedelta(days=7 * n) for n in range((until - first).days // 7 + 1)]
    most = max((by_week[start].hits for start in starts if start in by_week), default=0) or 1
    wide = WIDTH / len(starts)
    drawn = []
    for n, start in enumerate(starts):
        tally, top = by_week.get(start, Tally()), float(HEIGHT)
        for part in PARTS:
            height = HEIGHT * getattr(tally, part) / most
            top -= height
            if height:
                drawn.append(
                    {
                        "x": round(n * wide + wide * 0.15, 1),
                        "width": round(wide * 0.7, 1),
                        "y": round(top, 1),
                        "height": round(height, 1),
                        "part": part,
                    }
                )
    labels = [
        {"x": round((n + 0.5) * wide, 1), "text": f"{start:%m-%d}"} for n, start in enumerate(starts) if n % (len(starts) // 12 + 1) == 0
    ]
    return {"bars": drawn, "labels": labels, "most": most, "height": HEIGHT, "width": WIDTH}
