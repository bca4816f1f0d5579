"""The report: recall and false alerts of ours and of the peers, on the half of the people that no weight was fitted on.

A share is of listed people found, or of others alerted on. Each matcher has one threshold: ours the one that comes with its weights, and
beside it the one at which no more than 0.5 % of ordinary travellers are alerted on by name alone; the peers that one. Of the fictional
list there are ours alone, to see them fall: its people and those of our making come of the same few name parts, and are far more alike
than people are.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rich.table import Table

from benchmarks import million
from benchmarks.quality import listed, measure, peers, scripts, sets
from benchmarks.quality.asked import Asked, name_only, some
from benchmarks.quality.measure import Scored, Share
from preclear import matching
from preclear.matching import Weights
from preclear.watchlist import Edition

KEPT = Path(__file__).parents[1] / "quality.json"
ORDINARY, ALL_FACTS, HARD, MADE, MADE_FACTS = "ordinary", "ordinary, all facts", "hard", "of our making", "of our making, all facts"
ALERTED = 0.005  # of ordinary travellers, by name alone: what every threshold is held to
FORMS_OF_DOCUMENTS = ("passport zone", "identity-card zone", "one typing error", "airline form", "parts left out", "swapped")
AIMS = {
    **dict.fromkeys(FORMS_OF_DOCUMENTS, 0.99),
    sets.ALIAS: 0.82,
    ORDINARY: 0.005,
    HARD: 0.05,
    ALL_FACTS: 0.0003,
    MADE_FACTS: 0.0003,
    **{f"number {how}, {under}": 1.0 for how in ("exact", "one slip") for under in ("another name", "own name", "unseen alias")},
}
AT_A_MILLION = {**AIMS, sets.ALIAS: 0.80}
MILLION = 1_000_000
BY_GROUP = {
    "the six forms of documents, by culture group": FORMS_OF_DOCUMENTS,
    "unseen aliases, by culture group": (sets.ALIAS,),
    "ordinary people of our making, by culture group": (MADE,),
}
OURS = "Preclear"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many questions of a kind, at the most."""

    positive: int
    ordinary: int
    made: int
    hard: int
    script: int
    ratios: tuple[str, ...]
    compared: int  # questions of a kind that slow peers are asked
    compared_ordinary: int


QUICK = Sizes(300, 4000, 800, 600, 150, ("rapidfuzz token_sort_ratio",), 150, 1000)
FULL = Sizes(2500, 25_000, 6000, 4000, 500, tuple(peers.RATIOS), 400, 3000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One share of one list, of ours and of the peers."""

    of: str  # the list
    section: str
    kind: str
    recall: bool  # of listed people found, the more the better; else of others alerted on
    ours: Share
    equal: Share | None = None  # ours, at the threshold that alerts on 0.5 % of ordinary travellers
    peers: Mapping[str, Share] = field(default_factory=dict)
    aim: float | None = None


@dataclass(slots=True)
class Report:
    """What one run found."""

    quick: bool
    weights: str
    threshold: float
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    lists: dict[str, str] = field(default_factory=dict)  # name: digest


def made(*, quick: bool, with_million: bool = True, with_peers: bool = True) -> Report:
    """Ask everything and return what came of it."""
    weights = matching.load_weights()
    report = Report(quick, weights.version, weights.threshold)
    sizes = QUICK if quick else FULL
    why = "the quick form leaves it out" if quick or not with_peers else peers.environment()
    nomenklatura = isinstance(why, Path)
    if isinstance(why, str):
        report.remarks.append(f"{peers.NOMENKLATURA} is not in this run: {why}")
    for material in filter(None, (listed.real(), listed.invented())):
        report.lists[material.name] = material.edition.digest
        _about_list(report, material, sizes, weights, nomenklatura=nomenklatura)
    if listed.real() is None:
        report.remarks.append("the real list and its population are not at hand: only the fictional list was asked about, of ours alone")
    _about_scripts(report, sizes, weights, nomenklatura=nomenklatura)
    real = listed.real()
    if not quick and with_million and real:
        _at_a_million(report, real, sizes, nomenklatura=nomenklatura)
    return report


def questions(material: listed.Material, sizes: Sizes) -> dict[str, list[Asked]]:
    """Return the questions about one list by section."""
    found = {
        "name alone": [*sets.spelled(material, "report"), *sets.aliases(material, "report")],
        "with birth date, sex and nationality": list(sets.with_facts(material, "report")),
        "documents": list(sets.documents(material, "report")),
    }
    return {section: _some_of_each(asked, sizes.positive) for section, asked in found.items()} | {"alerted": others(material, sizes)}


def others(material: listed.Material, sizes: Sizes) -> list[Asked]:
    """Return those who are not listed: the public population about a real list, people of our making, and the hard ones."""
    population = some(sets.ordinary("report"), sizes.ordinary, ORDINARY) if material is listed.real() else []
    people = list(sets.of_our_making("report", sizes.made, sets.likenesses(material)))
    return [
        *(name_only(each, ORDINARY) for each in population),
        *(Asked(ALL_FACTS, "", each.traveller) for each in population),
        *(name_only(each, MADE) for each in people),
        *(Asked(MADE_FACTS, each.group, each.traveller) for each in people),
        *sets.hard(material, "report", sizes.hard),
    ]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What everybody made of the questions about one list."""

    of: str
    threshold: float  # ours, as it comes
    ours: Sequence[Scored]
    others: Mapping[str, Sequence[Scored]]
    limits: Mapping[str, float]  # the threshold of each, by which 0.5 % of ordinary travellers are alerted on

    def row(self, section: str, kind: str, wanted: Callable[[Asked], bool], aim: float | None = None) -> Row:
        """The row of all questions that are wanted: all of people who are listed, or all of others."""
        ours = [each for each in self.ours if wanted(each.asked)]
        theirs = {name: [each for each in scored if wanted(each.asked)] for name, scored in self.others.items()}
        recall = ours[0].asked.ref is not None
        share = measure.recall if recall else measure.alerts
        return Row(
            of=self.of,
            section=section,
            kind=kind,
            recall=recall,
            ours=share(ours, self.threshold),
            equal=share(ours, self.limits[OURS]) if self.limits else None,
            peers={name: share(scored, self.limits[name]) for name, scored in theirs.items() if scored},
            aim=aim,
        )


def _about_list(report: Report, material: listed.Material, sizes: Sizes, weights: Weights, *, nomenklatura: bool) -> None:
    by_section = questions(material, sizes)
    ours = measure.ours(matching.build([material.edition]), _flat(by_section), weights)
    limits: dict[str, float] = {}
    others_scored: dict[str, list[Scored]] = {}
    if material is listed.real():
        others_scored, rates = _by_peers(material.edition, by_section, sizes, nomenklatura=nomenklatura)
        report.remarks += [f"{material.name}: {rate}" for rate in rates]
        limits = {name: _limit(scored, ORDINARY) for name, scored in {OURS: ours, **others_scored}.items()}
    judged = _Judged(material.name, report.threshold, ours, others_scored, limits)
    for section, asked in by_section.items():
        report.rows += [judged.row(section, kind, partial(_of_kind, kind), AIMS.get(kind)) for kind in _by_kind(asked)]
    for section, kinds in BY_GROUP.items():
        groups = measure.by_group(each for each in ours if each.asked.kind in kinds)
        report.rows += [judged.row(section, group, partial(_of_group, group, kinds)) for group in groups]


def _of_kind(kind: str, asked: Asked) -> bool:
    return asked.kind == kind


def _of_group(group: str, kinds: Sequence[str], asked: Asked) -> bool:
    return asked.kind in kinds and (asked.group or "any") == group


def _by_peers(
    edition: Edition, by_section: Mapping[str, Sequence[Asked]], sizes: Sizes, *, nomenklatura: bool
) -> tuple[dict[str, list[Scored]], list[str]]:
    """What the peers make of as many of the questions as they are asked, and how fast the slow one was."""
    names = peers.Names.of(edition)
    asked = [each for kind, theirs in _by_kind(_flat(by_section)).items() for each in some(theirs, _compared(kind, sizes), kind)]
    found = {ratio: peers.by_ratio(names, asked, ratio) for ratio in sizes.ratios}
    if not nomenklatura:
        return found, []
    scored, rate = peers.by_nomenklatura(edition, names, asked)
    return {peers.NOMENKLATURA: scored, **found}, [f"{peers.NOMENKLATURA} scored {rate:,.0f} pairs a second of CPU"]


def _compared(kind: str, sizes: Sizes) -> int:
    return sizes.compared_ordinary if kind in (ORDINARY, MADE) else sizes.compared


def _about_scripts(report: Report, sizes: Sizes, weights: Weights, *, nomenklatura: bool) -> None:
    found, false_pairs = [], []
    of_all = "names in another script"
    for script in scripts.SCRIPTS:
        of = scripts.pairs(script, "report", sizes.script)
        scores = scripts.ours(of)
        at, false, _ = scripts.found(of, scores, weights.threshold)
        equal, _, _ = scripts.found(of, scores)
        theirs = {ratio: _ratio_of_scripts(of, ratio) for ratio in sizes.ratios}
        if nomenklatura:
            theirs = {peers.NOMENKLATURA: _nomenklatura_of_scripts(of), **theirs}
        section = "against Latin letters, one false pair in 1,000"
        found.append(
            Row(of=of_all, section=section, kind=script, recall=True, ours=at, equal=equal, peers=theirs, aim=scripts.AIMS.get(script))
        )
        false_pairs.append(Row(of=of_all, section="false pairs", kind=script, recall=False, ours=false, aim=scripts.FALSE_PAIRS))
    report.rows += [*found, *false_pairs]


def _ratio_of_scripts(of: scripts.Pairs, ratio: str) -> Share:
    return scripts.found(of, peers.ratio_matrix(of.edition, of.asked, ratio))[0]


def _nomenklatura_of_scripts(of: scripts.Pairs) -> Share:
    """On all pairs of one person, and twenty others for each, by chance."""
    count = len(of.asked)
    random = np.random.default_rng(len(of.asked))
    wrong = [(a, int(b)) for a in range(count) for b in random.choice(count, 20, replace=False) if a != b and (a, int(b)) not in of.twins]
    right = [(a, a) for a in range(count)]
    scores = peers.pair_scores(of.edition, of.asked, right + wrong)
    limit = max(measure.threshold_at(scores[count:], scripts.FALSE_PAIRS), 1e-9)
    return Share(sum(score >= limit for score in scores[:count]), count)


def _at_a_million(report: Report, material: listed.Material, sizes: Sizes, *, nomenklatura: bool) -> None:
    """The list with a synthetic million behind it: what is found, and alerted on, by name alone and with all facts."""
    crowd = million.edition(MILLION)
    index = matching.build([material.edition, crowd])
    by_section = questions(material, sizes)
    asked = [each for section in ("name alone", "with birth date, sex and nationality", "alerted") for each in by_section[section]]
    asked = [each for kind, theirs in _by_kind(asked).items() for each in some(theirs, 5000 if "ordinary" in kind else 500, kind)]
    ours = measure.ours(index, asked, matching.load_weights(), least=0.3)
    scored = {}
    if nomenklatura:
        fewer = [each for kind, theirs in _by_kind(asked).items() for each in some(theirs, 1000 if kind == ORDINARY else 100, kind)]
        scored[peers.NOMENKLATURA], rate = peers.pipeline([material.edition, crowd], fewer)
        report.remarks.append(f"at a million, nomenklatura's blocker and logic-v2: {rate:,.0f} of {len(fewer)} travellers a second of CPU")
    limits = {name: _limit(theirs, ORDINARY) for name, theirs in {OURS: ours, **scored}.items()}
    judged = _Judged(f"{material.name} and a million", report.threshold, ours, scored, limits)
    report.rows += [judged.row("at a million", kind, partial(_of_kind, kind), AT_A_MILLION.get(kind)) for kind in _by_kind(asked)]


def _limit(scored: Sequence[Scored], base: str) -> float:
    return measure.threshold_at((each.best for each in scored if each.asked.kind == base), ALERTED)


def _some_of_each(asked: Iterable[Asked], most: int) -> list[Asked]:
    return [each for kind, theirs in _by_kind(asked).items() for each in some(theirs, most, kind)]


def _by_kind(asked: Iterable[Asked]) -> dict[str, list[Asked]]:
    found: dict[str, list[Asked]] = {}
    for each in asked:
        found.setdefault(each.kind, []).append(each)
    return found


def _flat(by_section: Mapping[str, Sequence[Any]]) -> list[Any]:
    return [each for theirs in by_section.values() for each in theirs]


# Kept and shown ---------------------------------------------------------------------------------------------------------------------


def as_object(report: Report) -> dict[str, Any]:
    """Return a report as it is kept."""
    rows = [
        {
            "of": row.of, "section": row.section, "kind": row.kind, "recall": row.recall, "aim": row.aim, "ours": _pair(row.ours),
            "equal": _pair(row.equal), "peers": {name: _pair(share) for name, share in row.peers.items()},
        }
        for row in report.rows
    ]  # fmt: skip
    return {"weights": report.weights, "threshold": report.threshold, "lists": report.lists, "remarks": report.remarks, "rows": rows}


def keep(report: Report) -> None:
    """Write a report into ``benchmarks/quality.json``, in the place of the former one of its form: quick or full."""
    kept = kept_reports() | {"quick" if report.quick else "full": as_object(report)}
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def kept_reports() -> dict[str, Any]:
    """Return what is kept: by form."""
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def fallen(report: Report) -> list[str]:
    """Return where a report is worse than the kept one of its form by more than the noise of so many questions.

    The noise is the far end of the 95 % interval of the kept share; alerts within their aim are no fall. Lists that are not at hand are
    not held against anything.
    """
    kept = kept_reports().get("quick" if report.quick else "full", {})
    before = {(row["of"], row["section"], row["kind"]): row for row in kept.get("rows", ())}
    found = []
    for row in report.rows:
        former = before.get((row.of, row.section, row.kind))
        if former is None or row.section in BY_GROUP or kept["lists"].get(row.of, "") != report.lists.get(row.of, ""):
            continue
        low, high = Share(*former["ours"]).interval
        if row.recall and row.ours.value < low:
            found.append(f"quality, {row.of}, {row.kind}: recall {row.ours.value:.4f} is below {low:.4f}, the least of what was kept")
        if not row.recall and row.ours.value > max(high, row.aim or 0.0):
            found.append(f"quality, {row.of}, {row.kind}: {row.ours.value:.4f} alerted, above {high:.4f}, the most of what was kept")
    return found


def table(report: Report) -> Table:
    """Return a report for a person."""
    names = list(dict.fromkeys(name for row in report.rows for name in row.peers))
    shown = Table(title=f"Matching, weights {report.weights}, threshold {report.threshold}", title_justify="left", caption_justify="left")
    shown.caption = "\n".join(report.remarks) or None
    shown.add_column("share found (recall) or alerted")
    for heading in ("ours", "95 %", "ours at 0.5 %", *names, "aim", "n"):
        shown.add_column(heading, justify="right")
    last = ""
    for row in report.rows:
        head = f"{row.of}: {row.section}"
        if head != last:
            shown.add_section()
            shown.add_row(f"[bold]{head}[/bold]")
            last = head
        low, high = row.ours.interval
        shown.add_row(
            f"  {row.kind}",
            _marked(row),
            f"{low:.3f}-{high:.3f}" if row.recall else f"{low:.4f}-{high:.4f}",
            _said(row.equal, row),
            *(_said(row.peers.get(name), row) for name in names),
            "" if row.aim is None else f"{row.aim:g}",
            f"{row.ours.all:,}",
        )
    return shown


def _marked(row: Row) -> str:
    said = _said(row.ours, row)
    if row.aim is None:
        return said
    good = row.ours.value >= row.aim if row.recall else row.ours.value <= row.aim
    return f"[green]{said}[/green]" if good else f"[red]{said}[/red]"


def _said(share: Share | None, row: Row) -> str:
    if share is None or math.isnan(share.value):
        return ""
    return f"{share.value:.3f}" if row.recall else f"{share.value:.4f}"


def _pair(share: Share | None) -> list[int] | None:
    return None if share is None else [share.of, share.all]
