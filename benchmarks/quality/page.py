"""``docs/quality.md``: the kept reports as a page, written by ``python -m benchmarks.quality page``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.quality import report
from benchmarks.quality.measure import Share

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
HEAD = """\
# How good matching is

Made by `python -m benchmarks.quality page` from [quality.json](../benchmarks/quality.json), which `python -m benchmarks quality --freeze`
keeps. How the questions are made, and what counts as a fall, is in [0026](adr/0026-labelled-sets-and-noise.md).

Recall is the share of listed people who are found, by their own entry; alerted is the share of people who are not listed and have a hit
on anybody. Every figure is of the half of the people on whom no weight was fitted. Each matcher has one threshold: ours the one that
comes with Preclear, and beside it the one at which 0.5 % of ordinary travellers are alerted on by name alone; the peers have that one. A
share beside an aim is **bold** where it misses it.
"""


def text() -> str:
    """Return the page: the full report where one is kept, and the quick one."""
    kept = report.kept_reports()
    forms = [(form, kept[form]) for form in ("full", "quick") if form in kept]
    return "\n".join([HEAD, *(line for form, each in forms for line in _report(form, each))])


def _report(form: str, kept: Mapping[str, Any]) -> Iterator[str]:
    titles = {"full": "The full report", "quick": "The quick form, which every change is held against"}
    yield f"## {titles[form]}"
    yield ""
    yield f"Weights {kept['weights']}, threshold {kept['threshold']:g}."
    yield from (f"{remark[0].upper()}{remark[1:]}." for remark in kept["remarks"])
    for (of, section), rows in groupby(kept["rows"], lambda row: (row["of"], row["section"])):
        if form == "full" or section not in report.BY_GROUP:
            yield from ("", f"### {of[0].upper()}{of[1:]}: {section}", "")
            yield from _table(list(rows))
    yield ""


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    names = list(dict.fromkeys(name for row in rows for name in row["peers"]))
    equal = ["Preclear at 0.5 %"] if any(row["equal"] for row in rows) else []
    heads = ["recall" if rows[0]["recall"] else "alerted", "n", "Preclear", "95 %", *equal, *names, "aim"]
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"
    for row in rows:
        share, digits = Share(*row["ours"]), 3 if row["recall"] else 4
        low, high = share.interval
        missed = row["aim"] is not None and (share.value < row["aim"] if row["recall"] else share.value > row["aim"])
        cells = [
            row["kind"],
            f"{share.all:,}",
            f"**{share.value:.{digits}f}**" if missed else f"{share.value:.{digits}f}",
            f"{low:.{digits}f} to {high:.{digits}f}",
            *([_share(row["equal"], digits)] if equal else []),
            *(_share(row["peers"].get(name), digits) for name in names),
            "" if row["aim"] is None else f"{row['aim']:g}",
        ]
        yield f"| {' | '.join(cells)} |"


def _share(pair: Sequence[int] | None, digits: int) -> str:
    return f"{Share(*pair).value:.{digits}f}" if pair and pair[1] else ""
