"""What a benchmark hands back, and how figures are timed, checked, frozen and shown.

A benchmark is a module of this folder with one function ``run(quick: bool) -> list[Figure]``. Each figure stands beside the figure of
a peer (another library, on the same bytes) or of a limit (a target, the plain cost of memory or disk) from the same run: the quotient
of the two says the same on any machine, the seconds do not.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from rich.table import Table

RESULTS = Path(__file__).with_name("results")


@dataclass(frozen=True)
class Figure:
    """One measure of one benchmark, ours and the peer's, from the same run.

    >>> Figure("paxlst_read", "reading", 12.0, 1.5, "pydifact", "MB/s", "higher").ratio
    8.0
    >>> Figure("screening", "300 travellers", 20.0, 100.0, "budget", "ms", "lower").ratio
    5.0
    """

    benchmark: str
    measure: str
    ours: float
    peer: float | None  # None: there is nothing to hold it against
    peer_name: str
    unit: str
    better: Literal["higher", "lower"]

    @property
    def ratio(self) -> float | None:
        """How many times better ours is than the peer's: above 1 is better, whichever way the unit runs."""
        if self.peer is None:
            return None
        return self.ours / self.peer if self.better == "higher" else self.peer / self.ours


def seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """Return the shortest of several runs of some work: the one that the rest of the machine disturbed least."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def flaws(figures: Iterable[Figure], name: str) -> list[str]:
    """Return what is wrong with the form of a benchmark's figures. No figure is too slow here: a busy machine is no fault.

    >>> flaws([Figure("screening", "300 travellers", 0.0, None, "", "ms", "lower")], "screening")
    ['screening, 300 travellers: ours is 0.0, not a positive number']
    """
    figures = list(figures)
    found = [] if figures else [f"{name}: no figure at all"]
    for figure in figures:
        title = f"{name}, {figure.measure}"
        if figure.benchmark != name:
            found.append(f"{title}: says it is of {figure.benchmark!r}")
        if not (figure.measure and figure.unit):
            found.append(f"{title}: measure or unit is empty")
        found += [
            f"{title}: {whose} is {value}, not a positive number"
            for whose, value in (("ours", figure.ours), ("the peer's", figure.peer))
            if value is not None and not (math.isfinite(value) and value > 0)
        ]
        if figure.peer is not None and not figure.peer_name:
            found.append(f"{title}: the peer has no name")
    return found


def as_object(figure: Figure) -> dict[str, object]:
    """Return the figure as an object of ``--json``, its ratio included."""
    return {**asdict(figure), "ratio": figure.ratio}


def freeze(figures: Iterable[Figure], machine: str) -> None:
    """Keep the figures of each benchmark in ``results/NAME.json``, to be committed."""
    by_name: dict[str, list[Figure]] = {}
    for figure in figures:
        by_name.setdefault(figure.benchmark, []).append(figure)
    for name, theirs in by_name.items():
        text = json.dumps({"machine": machine, "figures": [as_object(figure) for figure in theirs]}, indent=2)
        (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def frozen(name: str) -> Mapping[str, float]:
    """Return the frozen ratio of each measure of a benchmark; empty where none was frozen."""
    path = RESULTS / f"{name}.json"
    if not path.exists():
        return {}
    return {figure["measure"]: figure["ratio"] for figure in json.loads(path.read_text(encoding="utf-8"))["figures"] if figure["ratio"]}


def table(figures: Iterable[Figure]) -> Table:
    """Return the figures for a person: ours, the peer's, the ratio, and the ratio that was frozen."""
    shown = Table("benchmark", "measure", title_justify="left")
    for heading in ("ours", "peer or limit", "ratio", "frozen ratio"):
        shown.add_column(heading, justify="right")
    for figure in figures:
        kept = frozen(figure.benchmark).get(figure.measure)
        shown.add_row(
            figure.benchmark,
            figure.measure,
            f"{figure.ours:,.2f} {figure.unit}",
            "" if figure.peer is None else f"{figure.peer:,.2f} {figure.unit} ({figure.peer_name})",
            "" if figure.ratio is None else f"{figure.ratio:.2f}",
            "" if kept is None else f"{kept:.2f}",
        )
    return shown
