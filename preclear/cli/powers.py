"""``preclear powers``: whether this person may do this, here, now, by the law of the place."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter
from rich.table import Column, Table

from preclear.cli import DONE, UNREADABLE, WRONG
from preclear.cli.output import json_lines, people, remarks
from preclear.inspection import powers_cases, powers_mutation, powers_policy
from preclear.inspection.powers import Answer, Powers, may
from preclear.inspection.powers_words import cite, why

powers = App(name="powers", help="May this person do this, here, now? The law of preclearance sites, asked and checked.")

Folder = Annotated[
    Path | None, Parameter(name="--policy", help="a folder of powers (*.toml); by default those that travel with the program")
]
Json = Annotated[bool, Parameter(name="--json", negative="", help="print JSON Lines")]
Cases = Annotated[
    tuple[Path, ...], Parameter(name="--cases", help="a table of cases (CSV); - for standard input", allow_leading_hyphen=True)
]


@powers.default
def ask(*, cases: Cases, on: date | None = None, policy: Folder = None, json: Json = False) -> int:
    """Answer each case of a table: permitted or forbidden, by which sections, why, and which duties follow.

    A case that cannot be understood is forbidden, and says why. Where the table says what it expects, the answers are compared.
    Leaves with 1 when a table could not be read, or cases in it could not be understood.

    Parameters
    ----------
    on
        the day whose law is asked, as 2026-05-01; by default today, or the day on which the law was last read, if that is later.
        A column ``on`` of the table goes before it
    """
    law = powers_policy.load(policy)
    day = on or max(law.read, datetime.now(UTC).date())
    told = Told()
    answered = (one for file in cases for one in _answered(file, law, day, told))
    if json:
        json_lines(answered)
    else:
        _table(answered)
    return told.sum_up()


class Told:
    """What is said at the end about all cases."""

    def __init__(self) -> None:
        self.cases = 0
        self.not_understood = 0
        self.unread = 0
        self.compared = 0
        self.differ: list[str] = []
        self.ids: Counter[str] = Counter()

    def sum_up(self) -> int:
        """Say it, and return the exit status."""
        if twice := [name for name, many in self.ids.items() if many > 1]:
            remarks.print(f"The same case_id stands more than once: {', '.join(twice[:10])}", markup=False)
        if self.not_understood:
            remarks.print(f"{self.not_understood} cases were not understood, and are forbidden")
        if self.compared:
            remarks.print(f"agrees with what is expected in {self.compared - len(self.differ)} of {self.compared}", markup=False)
        for line in self.differ:
            remarks.print(f"differs: {line}", markup=False)
        remarks.print(f"{self.cases} cases")
        return UNREADABLE if self.unread or self.not_understood else DONE


def _answered(file: Path, law: Powers, day: date, told: Told) -> Iterator[dict[str, Any]]:
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        for asked in powers_cases.read(content):
            told.cases += 1
            told.ids[asked.case_id] += 1
            if asked.question is None:
                told.not_understood += 1
                answer = Answer(permitted=False, decided="misread", misread=asked.wrong)
                reason = f"forbidden, since the case cannot be understood: {'; '.join(asked.wrong)}"
            else:
                answer = may(asked.question, law, asked.on or day)
                reason = why(answer, asked.question, law)
            verdict = "permitted" if answer.permitted else "forbidden"
            _compare(asked, verdict, answer, told)
            yield {
                "case_id": asked.case_id,
                "answer": verdict,
                "sections": answer.sections,
                "why": reason,
                "duties": [f"{duty.text.en} ({cite(duty.section, 'en')})" for duty in answer.duties],
                "unclear": [text.en for text in answer.unclear],
            }
    except OSError as wrong:
        told.unread += 1
        remarks.print(f"{file}: cannot be read: {wrong.strerror}", markup=False)
    except powers_cases.NotCases as wrong:
        told.unread += 1
        remarks.print(f"{file}: is no table of cases: {wrong}", markup=False)


def _compare(asked: powers_cases.Asked, verdict: str, answer: Answer, told: Told) -> None:
    if not asked.expected:
        return
    told.compared += 1
    section = asked.section.replace("s. ", "")
    if asked.expected != verdict:
        told.differ.append(f"{asked.case_id}: {verdict}, expected {asked.expected}")
    elif section and section not in answer.sections:
        told.differ.append(f"{asked.case_id}: {verdict} by {', '.join(answer.sections)}, expected {section}")


def _table(answered: Iterator[dict[str, Any]]) -> None:
    table = Table(Column("case", no_wrap=True), Column("answer", no_wrap=True), "sections", Column("why", ratio=1), Column("duties"))
    for one in answered:
        table.add_row(
            *(_plain(part) for part in (one["case_id"], one["answer"], ", ".join(one["sections"]), one["why"], "; ".join(one["duties"])))
        )
    people.print(table)


def _plain(text: str) -> str:
    return text.replace("[", r"\[")


@powers.command
def check(policy: Folder = None, *, json: Json = False) -> int:
    """Run the cases of every rule. Leaves with 0 when each gave what its author expects, else with 1."""
    law = powers_policy.law(policy)
    results = list(powers_policy.check(law))
    wrong = [result for result in results if not result.passed]
    if json:
        json_lines(
            {"rule": one.case.rule, "case": one.case.name, "on": one.case.on, "applies": one.applies, "ok": one.passed} for one in results
        )
    for result in wrong:
        gave = (
            ""
            if result.answer is None
            else f", {'permitted' if result.answer.permitted else 'forbidden'} by {', '.join(result.answer.sections)}"
        )
        remarks.print(
            f"WRONG {result.case.rule}: {result.case.name}: {'applies' if result.applies else 'does not apply'}{gave}", markup=False
        )
    remarks.print(f"{len(law.powers.rules)} rules, {len(results)} cases, {len(wrong)} wrong; digest {law.powers.digest[:16]}")
    return UNREADABLE if wrong else DONE


@powers.command
def mutate(policy: Folder = None, *, json: Json = False) -> int:
    """Change the rules in every small way, and say which changes their own cases do not notice."""
    law = powers_policy.law(policy)
    mutants = list(powers_mutation.mutants(law))
    if json:
        json_lines({"rule": one.rule, "change": one.change, "noticed": one.noticed} for one in mutants)
    else:
        for one in mutants:
            if not one.noticed:
                people.print(f"{one.rule}: {one.change}", markup=False)
    noticed = sum(one.noticed for one in mutants)
    remarks.print(f"{noticed} of {len(mutants)} changes are noticed ({noticed / max(len(mutants), 1):.1%})")
    return DONE


@powers.command(name="list")
def list_powers(
    policy: Folder = None,
    *,
    actor: str = "",
    place: str = "",
    phase: str = "",
    on: date | None = None,
    json: Json = False,
) -> int:
    """Show the rules in force on a day, by default today; of an actor, a place, a phase, where they are given."""
    law = powers_policy.load(policy)
    day = on or max(law.read, datetime.now(UTC).date())
    for kind, said in (("actor", actor), ("place", place), ("phase", phase)):
        if said and said not in law.words[kind]:
            remarks.print(f"the {kind} is one of {', '.join(law.words[kind])}")
            return WRONG
    found = [
        rule
        for rule in law.rules.values()
        if rule.on(day)
        and all(
            not said or not own or said in own or "any" in own
            for said, own in ((actor, rule.actors), (place, rule.places), (phase, rule.phases))
        )
    ]
    if json:
        json_lines(
            {
                "rule": rule.id,
                "direction": rule.direction,
                "section": rule.section,
                "effect": rule.effect,
                "threshold": rule.threshold or None,
                "text": {"en": rule.text.en, "fr": rule.text.fr},
                "since": rule.since,
                "instrument": law.instruments[rule.instrument].en,
            }
            for rule in found
        )
        return DONE
    table = Table(Column("rule", no_wrap=True), Column("section", no_wrap=True), "effect", "threshold", Column("what", ratio=1))
    for rule in found:
        table.add_row(rule.id, rule.section, rule.effect, rule.threshold.replace("_", " "), _plain(rule.text.en))
    people.print(table)
    return DONE
