"""Rules for one traveller and for many, against the CEL libraries of PyPI and zen-engine on the same rule and record.

The peers live in an environment of their own, made on demand in the user's cache folder, and run as a program of its own (``PROGRAM``);
each is compiled once. Each is measured twice: with the record as it comes, and with the record made ready for it beforehand, where it has
such a form; nothing but its own call is timed. Ours has its facts in the order of their table, as the node makes them once a person for all
rules. Processor time is measured. Ours has the six conditions alone, as the peers do; and as one of 200 rules that are asked of one person,
which is how rules run.
"""

from __future__ import annotations

import sys
import time
import timeit
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from benchmarks import environments
from benchmarks.harness import Figure
from preclear.rules import RuleSet, load
from preclear.rules.assess import Asked, judge
from preclear.rules.cases import scope_of
from preclear.rules.cel import Declared, Scope, Typed, check, compile_tree, parse
from preclear.rules.cel.sieve import sieve
from preclear.rules.cel.straight import evaluator
from preclear.rules.columns import Plan
from preclear.rules.facts import FACTS
from preclear.trials import traffic

PEERS = {"cel-expr-python": "0.1.3", "common-expression-language": "0.10.0", "zen-engine": "2.1.3"}
ON = date(2026, 5, 1)
GOAL, LIMIT = 1_000_000, 100.0  # rule evaluations a second and core; milliseconds for 10,000 travellers and 200 rules
RULE = (
    'voyage.mode == "air" && traveller.age >= 18 && traveller.bags > 2 && traveller.role in ["passenger", "transit"]'
    ' && traveller.seat.startsWith("12") && !manifest.crew_list'
)
IN_ZEN = (
    'voyage.mode == "air" and traveller.age >= 18 and traveller.bags > 2 and traveller.role in ["passenger", "transit"]'
    ' and startsWith(traveller.seat, "12") and not manifest.crew_list'
)
RECORD = {
    "voyage": {"mode": "air"},
    "traveller": {"age": 44, "bags": 3, "role": "passenger", "seat": "12A", "ordinal": 1},
    "manifest": {"crew_list": False},
}

PROGRAM = """
import json, sys, time, timeit
task = json.load(sys.stdin)
record = task["record"]
ways = {}
try:
    from cel_expr_python import cel
    env = cel.NewEnv(variables={name: cel.Type.Map(cel.Type.STRING, cel.Type.DYN) for name in record})
    google = env.compile(task["rule"])
    ready = env.Activation(record)
    ways["cel-expr-python"] = "asks(data=given).value()", google.eval, record
    ways["cel-expr-python, the record made ready"] = "asks(given).value()", google.eval, ready
except ImportError:
    pass
try:
    import cel as rust
    program, context = rust.compile(task["rule"]), rust.Context(record)
    ways["common-expression-language"] = "asks(given)", program.execute, record
    ways["common-expression-language, the record made ready"] = "asks(given)", program.execute, context
except ImportError:
    pass
try:
    import zen
    expression = zen.compile_expression(task["zen"])
    ways["zen-engine"] = "asks(given)", expression.evaluate, record
except ImportError:
    pass
said = {}
for name, (call, asks, given) in ways.items():
    names = {"asks": asks, "given": given}
    assert eval(call, names) is True, name
    timer = timeit.Timer(call, globals=names, timer=time.process_time)
    said[name] = task["count"] / min(timer.repeat(5, task["count"]))
json.dump(said, sys.stdout)
"""


def typed(text: str) -> Typed:
    """Return a condition, checked."""
    return check(parse(text), Declared(FACTS, "match", {}))


def conditions() -> list[Typed]:
    """200 rules as officers write them: over the traveller, the document, the voyage, the booking and the list; one in 40 is true."""
    forms = (
        'voyage.mode == "air" && traveller.age >= {n} && traveller.bags > 9',
        'traveller.role == "passenger" && document.expires < arrival + days({n})',
        'traveller.seat.startsWith("{n}") && traveller.bags > 2 && !manifest.crew_list',
        'voyage.origin.country == "Q{n:02d}" && traveller.age < 30',
        "traveller.age_at_most < {n} && booking.exists(t, t.age_at_least >= 18 + {n})",
        'size(documents) > 1 && documents.exists(d, d.type == "V" && d.expires < arrival + days({n}))',
        'voyage.carrier in ["A{n}", "B{n}"] && has(traveller.seat)',
        'traveller.age - {n} > 40 || document.number.contains("X{n}")',
        'arrival - document.issued < days({n}) && traveller.role != "crew"',
        'faults.exists(f, f.code == "F{n}") && screened',
    )
    return [typed(forms[n % len(forms)].format(n=n)) for n in range(195)] + [typed(RULE)] * 5


def people(count: int) -> tuple[list[Scope], list[int]]:
    """Invented travellers, 200 to a list and 2 to a booking."""
    scopes = []
    voyage = {"mode": "air", "carrier": "XX", "origin": {"code": "YXX", "country": "CAN"}}
    for n in range(count):
        traveller = {
            "ordinal": n,
            "role": "passenger",
            "age": n % 90,
            "age_at_least": n % 90,
            "age_at_most": n % 90,
            "seat": f"{n % 40}A",
            "bags": n % 4,
        }
        document = {"type": "P", "number": f"N{n}", "issued": date(2020, 1, 1), "expires": date(2030, 1, 1)}
        other = {**traveller, "ordinal": n + 1}
        scopes.append(
            scope_of({
                "arrival": ON, "traveller": traveller, "document": document, "documents": [document], "voyage": voyage, "screened": True,
                "booking": [traveller, other], "manifest": {"crew_list": False, "function": "original", "references_only": False},
            })
        )  # fmt: skip
    return scopes, [n // 200 for n in range(count)]


def rate(work: Callable[[], object], count: int, *, times: int = 5) -> float:
    """Return how many pieces of work a second of processor time does, in the best of several rounds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(count / (time.process_time() - start))
    return max(found)


def rule_set(count: int) -> RuleSet:
    """Rules of a node in force, some of the benchmark's, with the texts and versions of one that travels with the program."""
    model = load().rule("minor-alone")
    assert model is not None
    version = model.on(ON)
    assert version is not None
    rules = []
    for n, condition in enumerate(conditions()[:count]):
        made = replace(version, condition=condition, fires=compile_tree(condition))
        rules.append(replace(model, id=f"rule-{n}", versions=(made,), since=(date(2000, 1, 1),)))
    return RuleSet(tuple(rules), "")


def run(quick: bool) -> list[Figure]:
    """Return evaluations a second for one person with reasons and of one rule against the peers, and 10,000 people in columns."""
    scopes, lists = people(10_000)
    asked = [Asked(ordinal=n + 1, key=str(n), facts=scope, not_screened=None) for n, scope in enumerate(scopes[: 200 if quick else 1_000])]
    rules = rule_set(200)
    judge(asked[:1], rules, on=ON)
    one = rate(lambda: deque((judge([person], rules, on=ON) for person in asked), 0), len(asked) * 200)
    many = rate(lambda: judge(asked, rules, on=ON), len(asked) * 200)
    figures = [
        Figure("rules", "one traveller, 200 rules, with reasons", one, GOAL, "goal", "rules/s", "higher"),
        Figure("rules", "a list of travellers, 200 rules, with reasons", many, GOAL, "goal", "rules/s", "higher"),
    ]
    record = scope_of({**RECORD, "arrival": ON})
    count = 20_000 if quick else 200_000
    condition = typed(RULE)
    alone_of, evaluate = evaluator(condition), compile_tree(condition)
    together, copies = sieve([condition] * 200), 200
    assert alone_of(record) is evaluate(record) is True
    calls = timeit.Timer("asks(given)", globals={"asks": alone_of, "given": record}, timer=time.process_time)
    alone = count / min(calls.repeat(5, count))
    within = rate(lambda: deque((together(record) for _ in range(count // copies)), 0), count // copies * copies)
    for name, theirs in _peers(count).items():
        peer = name.partition(",")[0]
        figures.append(Figure("rules", f"six conditions, one rule: {name}", alone, theirs, peer, "rules/s", "higher"))
        figures.append(Figure("rules", f"six conditions, one of 200 rules: {name}", within, theirs, peer, "rules/s", "higher"))
    slow = rate(lambda: deque((evaluate(record) for _ in range(count)), 0), count)
    figures.append(Figure("rules", "six conditions, by the evaluator that names what lacks", slow, None, "", "rules/s", "higher"))
    frame, plan = traffic.frame(scopes, lists), Plan(conditions())
    plan.values(frame)
    clock, cpu = [], []
    for _ in range(3 if quick else 9):
        start, began = time.perf_counter(), time.process_time()
        plan.values(frame)
        clock.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - began) * 1000)
    figures.append(Figure("rules", "10,000 travellers, 200 rules, in columns", min(clock), LIMIT, "goal", "ms", "lower"))
    figures.append(Figure("rules", "the same, processor time of all cores", min(cpu), LIMIT, "goal", "ms", "lower"))
    return figures


def _peers(count: int) -> dict[str, float]:
    """How often a second each peer evaluates the rule; empty where none can be installed."""
    python = environment()
    if python is None:
        return {}
    task = {"rule": RULE, "zen": IN_ZEN, "record": RECORD, "count": count // 10}
    return cast("dict[str, float]", environments.answer([python, "-c", PROGRAM], task, "a peer"))


@cache
def environment() -> Path | None:
    """Return the Python of the peers' environment, made if need be; None where none of them can be had."""
    python = environments.python_of("rules")
    if not python.exists():
        environments.make(python)
        for name, version in PEERS.items():
            if environments.install(python, f"{name}=={version}"):
                print(f"rules: {name} cannot be installed, and is not measured", file=sys.stderr)
    return python
