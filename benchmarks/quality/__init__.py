"""How good matching is: who is found who is listed, and who is alerted on who is not, beside what others make of the same questions.

``python -m benchmarks quality`` is the report (``--quick`` asks fewer questions, ``--freeze`` keeps it in ``benchmarks/quality.json``,
``--check`` fails where it is worse than what is kept); ``python -m benchmarks.quality`` is for those who set weights.
"""

from __future__ import annotations

from functools import cache

from rich.table import Table

from benchmarks.harness import Figure
from benchmarks.quality import report
from benchmarks.quality.report import Report


@cache
def _made(quick: bool) -> Report:
    return report.made(quick=quick)


def run(quick: bool) -> list[Figure]:
    """Return the share of listed people found by each kind of question, and of others left alone, beside the best peer's or the aim."""
    return [figure for row in _made(quick).rows if row.section not in report.BY_GROUP for figure in _figures(row)]


def table(quick: bool) -> Table:
    """Return the report as a person reads it."""
    return report.table(_made(quick))


def fallen(quick: bool) -> list[str]:
    """Return where the report is worse than the kept one."""
    return report.fallen(_made(quick))


def freeze(quick: bool) -> None:
    """Keep the report in ``benchmarks/quality.json``."""
    report.keep(_made(quick))


def _figures(row: report.Row) -> list[Figure]:
    """A row in percent of who was rightly treated; none where nobody was."""
    sign = (lambda share: 100 * share) if row.recall else (lambda share: 100 * (1 - share))
    against = {name: share.value for name, share in row.peers.items() if share.all}
    best = (max if row.recall else min)(against, key=lambda name: against[name], default=None)
    measure = f"{row.of}: {row.kind}" + ("" if row.recall else ", left alone")
    peer = sign(against[best]) if best else None
    if not row.ours.of and row.recall:
        return []
    return [Figure("quality", measure, sign(row.ours.value), peer or None, best or "", "%", "higher")]
