"""The picture over the board: which answers fall due in the next four hours, a lane for each mode, the shape by state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from preclear.store.pages import BoardRow
from preclear.web.workbench.visit import Visit

HOURS = 4
LANES = ("air", "rail", "marine", "road")
LEFT, RIGHT, TOP, STEP = 120, 1165, 30, 28
TRIANGLE, DISC, RING = (
    '<path class="f-attn" d="M{x} {up}l9 16h-18z"/>',
    '<circle class="f-ok" cx="{x}" cy="{y}" r="6"/>',
    '<circle class="f-wait" cx="{x}" cy="{y}" r="6.5"/>',
)
LABEL_WIDTH = 8.2  # of a letter, so that a name is left out where it would run into the next mark


def picture(rows: Sequence[BoardRow], visit: Visit, code: str | None) -> Markup | None:
    """Return the picture as SVG, or None where nothing falls due in it. It says nothing that the table below does not say."""
    words = visit.words
    start = visit.now.replace(minute=visit.now.minute // 30 * 30, second=0, microsecond=0)
    end = start + timedelta(hours=HOURS)
    shown = [row for row in rows if row.answer_due and start <= row.answer_due <= end]
    if not shown:
        return None

    def x(instant: datetime) -> float:
        return round(LEFT + (RIGHT - LEFT) * ((instant - start) / (end - start)), 1)

    foot = TOP + STEP * (len(LANES) - 1) + 18
    parts = [
        Markup(
            '<svg class="chart" viewBox="0 0 1200 {height}" role="img" aria-labelledby="due-t due-d">'
            '<title id="due-t">{title}</title><desc id="due-d">{told}</desc>'
        ).format(
            height=foot + 22, title=words("due-title"), told=words("due-told", n=len(shown), person=sum(row.referred > 0 for row in shown))
        )
    ]
    for half in range(2 * HOURS + 1):
        tick = start + timedelta(minutes=30 * half)
        clock = visit.moment(tick, code)
        parts.append(
            Markup('<path class="grid" d="M{x} 14V{foot}"/><text class="tick" x="{x}" y="{y}" text-anchor="middle">{clock}</text>').format(
                x=x(tick), foot=foot, y=foot + 16, clock=clock.local or clock.utc
            )
        )
    for lane, mode in enumerate(LANES):
        y = TOP + STEP * lane
        parts.append(
            Markup('<text x="8" y="{below}">{word}</text><path class="grid" d="M{left} {y}H{right}"/>').format(
                below=y + 4, y=y, word=words(f"mode-{mode}"), left=LEFT, right=RIGHT
            )
        )
        parts += _lane([row for row in shown if row.mode == mode], y, x)
    now = x(visit.now)
    parts.append(
        Markup('<path class="now" d="M{x} 6V{foot}"/><text class="name" x="{x6}" y="12">{word}</text></svg>').format(
            x=now, x6=now + 5, foot=foot, word=words("due-now")
        )
    )
    return Markup("").join(parts)


def _lane(rows: Sequence[BoardRow], y: int, x: Callable[[datetime], float]) -> list[Markup]:
    """Return the marks of one lane, and the names of those that need a person, as far as there is room for them."""
    marks: list[Markup] = []
    places = [(x(row.answer_due), row) for row in rows if row.answer_due]
    nexts = [at for at, _ in places[1:]] + [RIGHT + 20] * bool(places)
    for (at, row), following in zip(places, nexts, strict=True):
        shape = TRIANGLE if row.referred else DISC if row.waiting == 0 else RING
        marks.append(Markup(shape).format(x=at, y=y, up=y - 9))  # noqa: S704 - one of the three shapes above
        name = f"{row.designator} {row.referred}" if row.referred else ""
        if name and at + 12 + LABEL_WIDTH * len(name) < following - 8:
            marks.append(Markup('<text class="name" x="{x}" y="{y}">{name}</text>').format(x=at + 13, y=y + 4, name=name))
    return marks
