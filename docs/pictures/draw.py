"""A picture from text: boxes on a grid and arrows between them, from a TOML file to SVG. Run by ``python -m docs.generate``.

``columns`` gives the widths of the grid's columns. A box stands ``at`` a column and a row, and may span several ``rows``; a frame
goes around the boxes that it names; arrows run straight along a row or a column.
"""

from __future__ import annotations

import textwrap
import tomllib
from html import escape
from typing import Any, NamedTuple

HEIGHT = 68  # of a box of one row
ACROSS, DOWN, MARGIN = 84, 26, 30  # between boxes, and around them all
LETTER = 6.6  # about how wide a letter of the text is

KINDS = {  # fill, edge, ink
    "actor": ("#173f5f", "#173f5f", "#ffffff"),
    "step": ("#f4f7fb", "#8aa4bf", "#14293d"),
    "data": ("#fdf7e7", "#d6bd7c", "#4a3b12"),
    "store": ("#e9f4ee", "#7fb596", "#143d28"),
}
STYLE = """
text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 12px }
.title { font-size: 14px; font-weight: 600 } .label { fill: #4b5f73; font-size: 11.5px }
.arrow { fill: none; stroke: #4b5f73; stroke-width: 1.6; marker-end: url(#tip) }
.frame { fill: none; stroke: #6d86a0; stroke-width: 1.4; stroke-dasharray: 6 5 }
"""
TIP = """<defs><marker id="tip" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0 0 10 5 0 10Z" fill="#4b5f73"/></marker></defs>"""


class Rectangle(NamedTuple):
    """Where a box stands, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


def place(box: dict[str, Any], columns: list[int]) -> Rectangle:
    """Return where a box of the grid stands."""
    column, row = box["at"]
    left, top = MARGIN + sum(columns[:column]) + column * ACROSS, MARGIN + row * (HEIGHT + DOWN)
    return Rectangle(left, top, left + columns[column], top + box.get("rows", 1) * (HEIGHT + DOWN) - DOWN)


def draw_box(box: dict[str, Any], here: Rectangle) -> str:
    """Return a box with its title, and its text wrapped beneath."""
    fill, edge, ink = KINDS[box["kind"]]
    lines = textwrap.wrap(box.get("text", ""), int((here.right - here.left - 24) / LETTER))
    first = (here.top + here.bottom) / 2 - 8 * len(lines) + 5
    words = [f'<text class="title" x="{here.left + 14}" y="{first:.0f}" fill="{ink}">{escape(box["title"])}</text>']
    words += [f'<text x="{here.left + 14}" y="{first + 16 * n:.0f}" fill="{ink}">{escape(line)}</text>' for n, line in enumerate(lines, 1)]
    size = f'x="{here.left}" y="{here.top}" width="{here.right - here.left}" height="{here.bottom - here.top}"'
    return f'<rect {size} rx="8" fill="{fill}" stroke="{edge}" stroke-width="1.4"/>' + "".join(words)


def draw_arrow(arrow: dict[str, Any], boxes: dict[str, Rectangle]) -> str:
    """Return an arrow along a row where the boxes stand side by side, else along a column; its label stands beside the middle."""
    tail, head = boxes[arrow["from"]], boxes[arrow["to"]]
    if tail.left == head.left:
        x, down = (tail.left + tail.right) / 2, head.top > tail.top
        start, end = (tail.bottom, head.top - 2) if down else (tail.top, head.bottom + 2)
        line, label, anchor = f"M{x} {start}V{end}", (x + 10, (start + end) / 2 + 4), "start"
    else:
        y = (max(tail.top, head.top) + min(tail.bottom, head.bottom)) / 2
        start, end = (tail.right, head.left - 2) if head.left > tail.left else (tail.left, head.right + 2)
        line, label, anchor = f"M{start} {y}H{end}", ((start + end) / 2, y - 7), "middle"
    words = f'<text class="label" x="{label[0]}" y="{label[1]}" text-anchor="{anchor}">{escape(arrow.get("label", ""))}</text>'
    return f'<path class="arrow" d="{line}"/>{words}'


def draw_frame(frame: dict[str, Any], boxes: dict[str, Rectangle]) -> str:
    """Return a dashed frame around some boxes, its words up its right side."""
    inside = [boxes[name] for name in frame["around"]]
    left, top = min(r.left for r in inside) - 13, min(r.top for r in inside) - 12
    right, bottom = max(r.right for r in inside) + 13, max(r.bottom for r in inside) + 12
    middle = (top + bottom) / 2
    words = (
        f'<text class="label" transform="translate({left - 9} {middle}) rotate(-90)" text-anchor="middle">{escape(frame["text"])}</text>'
    )
    return f'<rect class="frame" x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" rx="12"/>{words}'


def draw(source: str) -> str:
    """Return the SVG of a picture's TOML."""
    picture = tomllib.loads(source)
    boxes = {box["id"]: place(box, picture["columns"]) for box in picture["box"]}
    width, height = max(r.right for r in boxes.values()) + MARGIN, max(r.bottom for r in boxes.values()) + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
        f"<title>{escape(picture['title'])}</title><style>{STYLE}</style>",
        TIP,
        f'<rect width="{width}" height="{height}" rx="14" fill="#ffffff"/>',
        *(draw_frame(frame, boxes) for frame in picture.get("frame", ())),
        *(draw_arrow(arrow, boxes) for arrow in picture["arrow"]),
        *(draw_box(box, boxes[box["id"]]) for box in picture["box"]),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
