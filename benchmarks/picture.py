"""``python -m benchmarks.picture``: docs/pictures/durable.svg, drawn from benchmarks/results/durable.json.

The file holds the lines that ``python -m benchmarks.durable`` printed, as a list. Shown are the steps of one list of 300 as a bar, for each
size of the watchlist, and PostgreSQL's part beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS, PICTURE = ROOT / "benchmarks/results/durable.json", ROOT / "docs/pictures/durable.svg"
WIDTH, BAR, LEFT, SCALE = 860, 34, 190, 2.1  # SCALE: pixels a millisecond
AIM_MS = 150
GROUPS = {  # step -> what it is shown as; steps that are not named are "the rest"
    "matching": "matching",
    "rules": "rules and assessment",
    "assessment": "rules and assessment",
    "documents": "rules and assessment",
    "reading": "reading",
    "raw bytes to disk": "reading",
    "answer to the outbox": "answer",
    "PostgreSQL": "PostgreSQL",
}
COLOURS = {
    "matching": "#1f5a8a",
    "rules and assessment": "#4c8c4a",
    "reading": "#b5651d",
    "saving and the rest": "#7a5aa6",
    "answer": "#8a8a8a",
    "PostgreSQL": "#a33b3b",
}


def grouped(steps: Mapping[str, Any]) -> dict[str, float]:
    """Return milliseconds by what is shown, in the order of the colours."""
    found = dict.fromkeys(COLOURS, 0.0)
    for name, value in steps.items():
        found[GROUPS.get(name, "saving and the rest")] += value
    return found


def draw(runs: list[Mapping[str, Any]]) -> str:
    """Return the picture of some runs of ``stages``."""
    height = 70 + len(runs) * (BAR + 14) + 30
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13" role="img">',
            "<title>Milliseconds of CPU for one list of 300 travellers, by step</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            *_legend(),
            *_bars(runs),
            f'<path d="M{LEFT + AIM_MS * SCALE} 48V{height - 24}" stroke="#000" stroke-dasharray="4 3"/>',
            f'<text x="{LEFT + AIM_MS * SCALE}" y="{height - 8}" text-anchor="middle">aim: {AIM_MS} ms</text>',
            "</svg>",
            "",
        ]
    )


def _legend() -> Iterator[str]:
    left = 10
    for name, colour in COLOURS.items():
        yield f'<rect x="{left}" y="14" width="12" height="12" fill="{colour}"/><text x="{left + 17}" y="25">{escape(name)}</text>'
        left += 40 + 7 * len(name)


def _bars(runs: list[Mapping[str, Any]]) -> Iterator[str]:
    for number, run in enumerate(runs):
        top, left = 54 + number * (BAR + 14), float(LEFT)
        yield f'<text x="{LEFT - 8}" y="{top + BAR / 2 + 5}" text-anchor="end">{escape(run["title"])}</text>'
        for name, value in grouped(run["steps"]).items():
            yield f'<rect x="{left:.1f}" y="{top}" width="{value * SCALE:.1f}" height="{BAR}" fill="{COLOURS[name]}"/>'
            if value > 9:
                middle = left + value * SCALE / 2
                yield f'<text x="{middle:.1f}" y="{top + BAR / 2 + 5}" text-anchor="middle" fill="#fff">{value:.0f}</text>'
            left += value * SCALE
        yield f'<text x="{left + 6:.1f}" y="{top + BAR / 2 + 5}">{sum(run["steps"].values()):.0f} ms</text>'


def main() -> None:
    """Draw the picture anew."""
    PICTURE.write_text(draw(json.loads(RESULTS.read_text(encoding="utf-8"))["stages"]), encoding="utf-8")


if __name__ == "__main__":
    main()
