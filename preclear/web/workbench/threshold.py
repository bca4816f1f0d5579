"""The score from which a possible match is one: what each would cost on recorded traffic, which is in force, and who set it.

Only counts are on this page; no traveller can be reached from it.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from preclear.matching import Price
from preclear.store import officers, thresholds
from preclear.store.pool import Database
from preclear.store.thresholds import Priced
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

DAYS = (7, 30, 90)
WIDTH, HEIGHT = 600, 200  # of the picture, without its margins


@get("/threshold", name="threshold", sync_to_thread=True)
def threshold(visit: Visiting) -> Response[str]:
    """Show what thresholds cost."""
    return _threshold(visit)


@post("/threshold", name="set_threshold", sync_to_thread=True)
def set_threshold(form: Form, visit: Visiting) -> Response[Any]:
    """Put a threshold in force; everyone still to travel is screened again."""
    said = {name: str(form.get(name, "")).strip()[:500] for name in ("value", "reason")}
    value = _value(said["value"])
    wrong: dict[str, str] = {}
    if value is None:
        wrong["value"] = str(visit.words("threshold-wrong-value"))
    if not said["reason"]:
        wrong["reason"] = str(visit.words("threshold-wrong-reason"))
    if value is None or wrong:
        return _threshold(visit, said, wrong, status=422)
    with visit.node.pool.connection() as db:
        thresholds.put(db, value, reason=said["reason"], by=visit.officer.actor, now=visit.now)
    visit.node.reload()
    return see(visit, "/threshold?set=yes")


@post("/threshold/price", name="price_threshold", sync_to_thread=True)
def price_threshold(form: Form, visit: Visiting) -> Response[Any]:
    """Ask for what thresholds cost; the node works it out beside its other work."""
    days = next((days for days in DAYS if str(days) == form.get("days")), DAYS[1])
    with visit.node.pool.connection() as db:
        thresholds.ask(db, days, by=visit.officer.actor, now=visit.now)
    return see(visit, "/threshold")


def _value(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value < 1 else None


def _threshold(
    visit: Visit, form: dict[str, str] | None = None, wrong: dict[str, str] | None = None, *, status: int = 200
) -> Response[str]:
    words, now = visit.words, visit.node.circumstances.threshold
    with visit.node.pool.connection() as db:
        finished, working = thresholds.asked(db, finished=True), thresholds.asked(db)
        priced = finished.priced if finished else None
        return page(
            visit,
            db,
            "threshold.html",
            here="threshold",
            status=status,
            now=words.decimal(now),
            saved=visit.query.get("set"),
            working=working,
            finished=finished,
            worked_out=visit.moment(finished.finished_at) if finished and finished.finished_at else None,
            other_basis=bool(priced and priced.basis != visit.node.circumstances.basis.digest),
            rows=_rows(priced, now, visit) if priced else [],
            curve=_curve(priced, now) if priced else None,
            price=priced.price if priced else None,
            traffic_days=priced.days if priced else 0,
            history=_history(db, visit),
            days=DAYS,
            form=form or {},
            wrong=wrong or {},
            may_set=visit.may("set_threshold"),
        )


def _history(db: Database, visit: Visit) -> list[dict[str, Any]]:
    names = {officer.actor: officer.name for officer in officers.all_open(db)}
    return [
        {
            "value": visit.words.decimal(one.value),
            "by": names.get(one.set_by, one.set_by),
            "at": visit.moment(one.set_at),
            "reason": one.reason,
        }
        for one in thresholds.history(db)
    ]


def _rows(priced: Priced, now: float, visit: Visit) -> list[dict[str, Any]]:
    """Return a row for every twentieth of the score, and one for the threshold in force."""
    price, days, words = priced.price, max(priced.days, 1), visit.words
    steps = sorted({step / 20 for step in range(1, 20) if step / 20 >= price.floor} | {round(now, 2)})
    rows = []
    for step in steps:
        hits, people, lost = price.at(step)
        share = 100 * people / price.travellers if price.travellers else 0
        rows.append(
            {
                "at": words.decimal(step),
                "now": step == round(now, 2),
                "hits": words.number(round(hits / days, 1)),
                "people": words.number(round(people / days, 1)),
                "share": words.number(round(share, 2)),
                "lost": lost,
            }
        )
    return rows


def _curve(priced: Priced, now: float) -> dict[str, Any]:
    """Return the two lines of the picture as points: people referred, of the most; known matches lost, of all."""
    price = priced.price
    floor = round(price.floor * 100)
    most = max(price.people[floor], 1)
    return {
        "people": _line(price, [count / most for count in price.people], floor),
        "lost": _line(price, [(price.known - count) / price.known for count in price.found], floor) if price.known else "",
        "now": round((now * 100 - floor) / (100 - floor) * WIDTH, 1),
        "ticks": [(round((step - floor) / (100 - floor) * WIDTH, 1), step / 100) for step in range(floor, 101, 10)],
        "most": most / max(priced.days, 1),  # people a day, at the top of the picture
        "width": WIDTH,
        "height": HEIGHT,
    }


def _line(price: Price, shares: list[float], floor: int) -> str:
    steps = range(floor, len(price.people))
    return " ".join(f"{(step - floor) / (100 - floor) * WIDTH:.1f},{HEIGHT - shares[step] * HEIGHT:.1f}" for step in steps)
