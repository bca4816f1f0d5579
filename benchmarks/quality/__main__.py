"""``python -m benchmarks.quality sets|missed|fit|page``: what makers of weights need while they work.

The report is ``python -m benchmarks quality``.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.quality import listed, measure, page, scripts, sets
from benchmarks.quality.asked import Asked, Half, name_only, some
from benchmarks.quality.fit import fit
from benchmarks.quality.measure import Scored, Share
from preclear import matching
from preclear.matching import Weights

AIMS = {
    "passport zone": 0.99, "identity-card zone": 0.99, "one typing error": 0.99, "airline form": 0.99, "parts left out": 0.99,
    "swapped": 0.99, sets.ALIAS: 0.82,
}  # fmt: skip


def questions(material: listed.Material, which: Half, most: int) -> list[Asked]:
    """At most so many questions of each kind about one list."""
    asked = [
        *sets.spelled(material, which),
        *sets.aliases(material, which),
        *sets.with_facts(material, which),
        *sets.documents(material, which),
    ]
    by_kind: dict[str, list[Asked]] = {}
    for each in asked:
        by_kind.setdefault(each.kind, []).append(each)
    return [each for kind, theirs in by_kind.items() for each in some(theirs, most, kind)]


def negatives(material: listed.Material, which: Half, most: int) -> list[Asked]:
    """Those who are not listed: ordinary by name alone and with all facts, of our making, hard."""
    ordinary = some(sets.ordinary(which), 4 * most, "ordinary")
    made = list(sets.of_our_making(which, 2 * most, sets.likenesses(material)))
    facts = [name_only(each) for each in ordinary], [_renamed(each, "ordinary, all facts") for each in ordinary]
    return [
        *facts[0],
        *facts[1],
        *(name_only(each) for each in made),
        *(_renamed(each, "of our making, all facts") for each in made),
        *sets.hard(material, which, most),
    ]


def _renamed(asked: Asked, kind: str) -> Asked:
    return Asked(kind, asked.group, asked.traveller, asked.ref)


def show_sets(which: Half, most: int, weights: Weights) -> None:
    console = Console(width=None if sys.stdout.isatty() else 130)
    material = listed.real() or listed.invented()
    began = time.perf_counter()
    index = matching.build([material.edition])
    asked, others = questions(material, which, most), negatives(material, which, most)
    made = time.perf_counter()
    scored, against = measure.ours(index, asked, weights), measure.ours(index, others, weights)
    equal = measure.threshold_at((each.best for each in against if each.asked.kind == "ordinary"), 0.005)
    table = Table(f"{material.name}, half {which!r}", title_justify="left")
    for heading in (f"at {weights.threshold:.3f}", "95 %", f"at {equal:.4f} (0.5 %)", "not retrieved", "aim", "n"):
        table.add_column(heading, justify="right")
    for kind, theirs in measure.by_kind(scored).items():
        _row(table, kind, theirs, measure.recall(theirs, weights.threshold), measure.recall(theirs, equal))
    table.add_section()
    for kind, theirs in measure.by_kind(against).items():
        _row(table, f"alerts: {kind}", theirs, measure.alerts(theirs, weights.threshold), measure.alerts(theirs, equal))
    table.add_section()
    for script in scripts.SCRIPTS:
        of = scripts.pairs(script, which, min(most, 500))
        scores = scripts.ours(of)
        at, false, _ = scripts.found(of, scores, weights.threshold)
        equal_share, _, limit = scripts.found(of, scores)
        low, high = at.interval
        lost = 1 - scripts.found(of, scores, 1e-9)[0].value
        table.add_row(
            f"{script} against Latin, of pairs 1 in 1,000 false",
            f"{at.value:.4f} ({false.value:.5f})",
            f"{low:.3f}-{high:.3f}",
            f"{equal_share.value:.4f} (at {limit:.3f})",
            f"{lost:.4f}",
            f"{scripts.AIMS[script]:.2f}" if script in scripts.AIMS else "",
            str(at.all),
        )
    console.print(table)
    print(f"{len(asked) + len(others)} questions: made in {made - began:.1f} s, screened in {time.perf_counter() - made:.1f} s")


def _row(table: Table, kind: str, scored: list[Scored], at: Share, equal: Share) -> None:
    low, high = at.interval
    aim = AIMS.get(kind)
    lost = sum(each.right == 0 for each in scored) / len(scored) if scored[0].asked.ref else None
    table.add_row(
        kind,
        f"{at.value:.4f}",
        f"{low:.3f}-{high:.3f}",
        f"{equal.value:.4f}",
        "" if lost is None else f"{lost:.4f}",
        "" if aim is None else f"{aim:.2f}",
        str(len(scored)),
    )


def show_missed(kind: str, which: Half, most: int, weights: Weights) -> None:
    """List those of a kind who are not found, by cause: the public list's names only."""
    material = listed.real() or listed.invented()
    index = matching.build([material.edition])
    names = {entry.ref: " | ".join(name.text for name in entry.names) for entry in material.edition.entries}
    asked = [each for each in questions(material, which, most) if each.kind == kind]
    if not asked:
        sys.exit(f"no question of the kind {kind!r}")
    scored = [each for each in measure.ours(index, asked, weights) if each.right < weights.threshold]
    for each in sorted(scored, key=lambda each: -each.right):
        asked_of = each.asked.traveller
        cause = f"scored {each.right:.4f}" if each.right else "not retrieved"
        print(f"{cause:16}{asked_of.family_name} / {asked_of.given_names}   <-  {each.asked.ref} {names[each.asked.ref or '']}")
    retrieved = sum(each.right > 0 for each in scored)
    print(
        f"{len(scored)} of {len(asked)} missed at {weights.threshold}: {len(scored) - retrieved} not retrieved, {retrieved} scored too low"
    )


def main() -> None:
    parser = argparse.ArgumentParser("benchmarks.quality")
    parser.add_argument("--half", choices=("fit", "report"), default="fit", help="whose people: weights are set on 'fit' alone")
    parser.add_argument("--most", type=int, default=1500, help="questions of a kind")
    parser.add_argument("--weights", type=Path, help="another file of weights")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("sets", help="recall by kind and false alerts, in a minute")
    commands.add_parser("missed", help="who of a kind is missed, and why").add_argument("kind")
    commands.add_parser("fit", help="fit the curves of a file of weights on one half, and write it").add_argument("file", type=Path)
    commands.add_parser("page", help="write docs/quality.md from what is kept")
    chosen = parser.parse_args()
    if chosen.command == "page":
        page.PAGE.write_text(page.text(), encoding="utf-8")
        return
    if chosen.command == "fit":
        fit(chosen.file)
        return
    weights = matching.load_weights(chosen.weights)
    if chosen.command == "sets":
        show_sets(chosen.half, chosen.most, weights)
    else:
        show_missed(chosen.kind, chosen.half, chosen.most, weights)


if __name__ == "__main__":
    main()
