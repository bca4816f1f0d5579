"""``preclear rules mutate``: whether a rule's own cases would notice a slip in its condition."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.table import Column, Table

from preclear import rules as room
from preclear.cli import DONE, UNREADABLE
from preclear.cli.output import json_lines, people, remarks
from preclear.errors import SourceError
from preclear.trials import mutation

Folder = Annotated[Path | None, Parameter(help="a folder of rules (*.toml); by default those that travel with the program")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="print JSON Lines")]


def mutate(folder: Folder = None, *, rule: str | None = None, json: Json = False) -> int:
    """Change each rule's condition in every small way, and run its own cases on each change: those that no case notices are shown.

    Leaves with 0 when at least 95 % of each rule's changes are noticed, else with 1. A change that cannot be told from the rule is
    argued in its file (`equivalent`), counted apart and shown.

    Parameters
    ----------
    rule
        only this rule
    """
    ruleset = room.load(folder)
    if rule is not None and ruleset.rule(rule) is None:
        raise SourceError(f"there is no rule {rule}")
    scores = [mutation.mutate(ruleset, one) for one in ruleset.rules if rule in (None, one.id)]
    poor = sum(score.share < mutation.LEAST for score in scores)
    if json:
        json_lines(
            {"rule": mutant.rule, "change": mutant.change, "caught": mutant.caught, "argued": mutant.argued}
            for score in scores
            for mutant in score.mutants
        )
    else:
        table = Table(
            Column("rule", no_wrap=True), *(Column(name, justify="right") for name in ("changes", "noticed", "argued", "share")), ""
        )
        for score in scores:
            verdict = "ok" if score.share >= mutation.LEAST else "[bold red]TOO FEW"
            table.add_row(score.rule, str(len(score.mutants)), str(score.caught), str(score.argued), f"{score.share:.1%}", verdict)
        people.print(table)
        for mutant in (mutant for score in scores for mutant in score.mutants if not mutant.caught):
            people.print(f"{mutant.rule}: {mutant.change}" + (f"\n    argued: {mutant.argued}" if mutant.argued else ""), markup=False)
    changes, noticed = sum(len(score.mutants) for score in scores), sum(score.caught for score in scores)
    argued = sum(score.argued for score in scores)
    remarks.print(f"{len(scores)} rules, {changes} changes, {noticed} noticed, {argued} argued; {poor} rules below {mutation.LEAST:.0%}")
    return UNREADABLE if poor else DONE
