"""Queue and decision times, the course, and what is found, of the last day, week or four weeks. Counts alone: nobody is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from litestar import Response, get

from preclear.inspection import Officer
from preclear.store import figures
from preclear.store.figures import Asked, Span, Times
from preclear.trials.effect import ENOUGH
from preclear.web.workbench.backtest import percent, span
from preclear.web.workbench.clock import duration
from preclear.web.workbench.page import page
from preclear.web.workbench.visit import Visit, Visiting

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SPANS = {1: (HOUR, 6), 7: (HOUR, 48), 28: (DAY, 7)}  # days shown; the step of a chart, and after how many of them its axis has a tick
PARTS = ("confirmed", "refuted", "not_told", "waiting", "not_asked")  # of a bar, from its beginning
WIDTH, HEIGHT = 600, 160
SHORT = 120  # seconds, below which a length is said in seconds


@get("/figures", name="figures", sync_to_thread=True)
def figures_page(visit: Visiting) -> Response[str]:
    """Show the figures of the officer's places, or of one (``?place=``), for some ``?days=``."""
    asked = visit.query.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked) in SPANS else 1
    place, places = _places(visit.query.get("place", ""), visit.officer)
    step, every = SPANS[days]
    until = _next(visit.now, step)
    shown = Span(since=until - timedelta(days=days), until=until, step=step, places=places)
    with visit.node.pool.connection() as db:
        queue, decided, answered = figures.queue(db, shown), figures.decisions(db, shown), figures.answers(db, shown)
        former_queue, former = figures.queue(db, shown.before), figures.decisions(db, shown.before)
        code = place or (places[0] if len(places) == 1 else None)
        labels = _labels(shown, every, code, visit)
        outcomes = figures.outcomes(db, shown)
        return page(
            visit,
            db,
            "figures.html",
            here="figures",
            days=days,
            spans=tuple(SPANS),
            place=place,
            place_name=visit.named(place),
            since=visit.moment(shown.since, code),
            until=visit.moment(shown.until, code),
            queue={
                "now": queue[-1][1],  # as the running step will end, if nothing more happens
                "most": max(number for _, number in queue),
                "chart": _chart(
                    shown,
                    [
                        ("before", _shifted(former_queue, shown)),
                        ("middle", [*((at, float(number)) for at, number in queue if at <= visit.now), (visit.now, float(queue[-1][1]))]),
                    ],
                    labels,
                    visit,
                ),
            },
            decisions=_times(decided, shown, labels, visit, unit=60, former=former),
            answers=_times(answered, shown, labels, visit, unit=1),
            steps=_table(shown, queue, decided, answered, code=code, visit=visit),
            by_place=[_place(one, visit) for one in figures.by_place(db, shown)],
            states=[
                {
                    "word": visit.words(f"enc-state-{one.state}"),
                    "stays": one.stays,
                    "median": _length(one.median, visit),
                    "ninetieth": _length(one.ninetieth, visit),
                }
                for one in figures.states(db, shown)
            ],
            outcomes=[
                {"word": visit.words(f"outcome-{one.outcome}"), "decisions": one.decisions, "median": _length(one.median, visit)}
                for one in outcomes
            ],
            asked=_asked(figures.asked(db, shown), visit),
            parts=PARTS,
            enough=ENOUGH,
            size=(WIDTH, HEIGHT),
        )


def _places(asked: str, officer: Officer) -> tuple[str | None, list[str]]:
    """Return the place that was asked for, where the officer may see it, and the places of the figures: none is every place."""
    code = asked.strip().upper()
    if code and officer.serves(frozenset({code})):
        return code, [code]
    return None, sorted(officer.sites)


def _next(now: datetime, step: timedelta) -> datetime:
    """Return when the step of now ends."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return hour + HOUR if step == HOUR else hour.replace(hour=0) + DAY


def _shifted(former: Sequence[tuple[datetime, int]], shown: Span) -> list[tuple[datetime, float]]:
    """The span before, laid under this one."""
    return [(at + (shown.until - shown.since), float(number)) for at, number in former]


def _labels(shown: Span, every: int, code: str | None, visit: Visit) -> list[dict[str, Any]]:
    """Return the ticks of the time axis: by the hour of the place, or of UTC where there are several; by the day over several days."""
    steps = shown.steps
    ticks = []
    for n in range(0, len(steps), every):
        said = visit.moment(steps[n], code)
        text = (said.local or said.utc) if shown.until - shown.since <= DAY else said.day.rpartition(" ")[0]
        ticks.append({"x": round(WIDTH * n / len(steps), 1), "text": text})
    return ticks


def _times(
    found: Sequence[Times], shown: Span, labels: list[dict[str, Any]], visit: Visit, *, unit: int, former: Sequence[Times] = ()
) -> dict[str, Any]:
    """Return the chart of median and 90th percentile in a unit of so many seconds, and how often it was done in all."""
    length = shown.until - shown.since
    lines = [
        ("before", [(one.at + length, one.median / unit) for one in former]),
        ("most", [(one.at, one.ninetieth / unit) for one in found]),
        ("middle", [(one.at, one.median / unit) for one in found]),
    ]
    return {"number": sum(one.number for one in found), "chart": _chart(shown, lines, labels, visit)}


def _chart(
    shown: Span, lines: Iterable[tuple[str, Sequence[tuple[datetime, float]]]], labels: list[dict[str, Any]], visit: Visit
) -> dict[str, Any]:
    """Return lines over the steps of a span. A step without a value breaks a line; a value alone is a dot."""
    lines = list(lines)
    most = _round_up(max((value for _, points in lines for _, value in points), default=0.0))

    def point(at: datetime, value: float) -> tuple[float, float]:
        return round(WIDTH * ((at - shown.since) / (shown.until - shown.since)), 1), round(HEIGHT * (1 - value / most), 1)

    drawn, dots = [], []
    for name, points in lines:
        for run in _runs(points, shown.step):
            if len(run) > 1:
                drawn.append({"name": name, "points": " ".join("{},{}".format(*point(*one)) for one in run)})
            else:
                x, y = point(*run[0])
                dots.append({"name": name, "x": x, "y": y})
    scale = [{"y": round(HEIGHT * (1 - part), 1), "text": visit.words.number(round(most * part, 2))} for part in (0, 0.5, 1)]
    return {"lines": drawn, "dots": dots, "scale": scale, "labels": labels}


def _runs(points: Sequence[tuple[datetime, float]], step: timedelta) -> list[list[tuple[datetime, float]]]:
    """Return the points in runs of neighbouring steps."""
    runs: list[list[tuple[datetime, float]]] = []
    for one in points:
        if runs and one[0] - runs[-1][-1][0] <= step:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _round_up(value: float) -> float:
    """Return the end of a scale that holds a value: 1, 2 or 5 with noughts."""
    if value <= 0:
        return 1.0
    power = 10.0 ** len(str(int(value))) / 10 if value >= 1 else 0.01
    while True:
        for part in (1, 2, 5):
            if part * power >= value:
                return part * power
        power *= 10


def _table(
    shown: Span,
    queue: Sequence[tuple[datetime, int]],
    decided: Sequence[Times],
    answered: Sequence[Times],
    *,
    code: str | None,
    visit: Visit,
) -> list[dict[str, Any]]:
    """Return the numbers of the charts, a row a step, the newest first; steps in which nothing was open or happened are left out."""
    open_at, decisions, answers = dict(queue), {one.at: one for one in decided}, {one.at: one for one in answered}
    rows = []
    for at in reversed(shown.steps):
        if at > visit.now or not (open_at.get(at) or at in decisions or at in answers):
            continue
        said = visit.moment(at, code)
        rows.append(
            {
                "at": said,
                "open": open_at.get(at, 0),
                "decisions": _cell(decisions.get(at), visit),
                "answers": _cell(answers.get(at), visit),
            }
        )
    return rows


def _cell(one: Times | None, visit: Visit) -> dict[str, Any] | None:
    return {"number": one.number, "median": _length(one.median, visit), "ninetieth": _length(one.ninetieth, visit)} if one else None


def _place(one: figures.PlaceTimes, visit: Visit) -> dict[str, Any]:
    return {
        "code": one.place,
        "name": visit.named(one.place),
        "open": one.open,
        "decisions": one.decisions,
        "decision": _pair(one.decision_median, one.decision_ninetieth, visit),
        "answers": one.answers,
        "answer": _pair(one.answer_median, one.answer_ninetieth, visit),
    }


def _pair(median: float | None, ninetieth: float | None, visit: Visit) -> str | None:
    if median is None or ninetieth is None:
        return None
    return visit.words("figures-pair", median=_length(median, visit), ninetieth=_length(ninetieth, visit))


def _length(seconds: float, visit: Visit) -> str:
    """Return "0.24 s", "48 s", "38 min", "1 h 28 min"."""
    if seconds < SHORT:
        return visit.words("figures-seconds", n=visit.words.number(round(seconds, 2 if seconds < 1 else 1 if seconds < 10 else None)))
    return duration(round(seconds / 60), visit.words)


def _asked(found: Sequence[Asked], visit: Visit) -> list[dict[str, Any]]:
    """Return what each rule and list asked, as a bar of what came of it; a list that is not named to this officer stays unnamed."""
    most = max((one.tally.hits for one in found), default=1)
    rules = visit.node.circumstances.rules
    rows = []
    for one in found:
        tally, share = one.tally, one.tally.found
        said = rules.text(one.rule, visit.language) if one.rule else None
        named = not one.visible_to or not visit.officer.roles.isdisjoint(one.visible_to)
        rows.append(
            {
                "kind": "rule" if one.rule else "list",
                "title": said[0] if said else one.rule or ((one.title or one.source) if named else visit.words("figures-list-hidden")),
                "tally": tally,
                "bar": _bar(tally, most),
                "few": tally.confirmed + tally.refuted < ENOUGH,
                "right": visit.words("share-of", share=percent(share.value, visit), span=span(share.interval, visit)) if share.of else None,
            }
        )
    return rows


def _bar(tally: Any, most: int) -> list[Mapping[str, Any]]:
    bar: list[Mapping[str, Any]] = []
    x = 0.0
    for part in PARTS:
        width = 100 * getattr(tally, part) / most
        if width:
            bar.append({"part": part, "x": round(x, 2), "width": round(width, 2)})
        x += width
    return bar
