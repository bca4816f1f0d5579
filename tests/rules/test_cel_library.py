"""The subset means what CEL means: ours against Google's own evaluator (cel-expr-python), over random expressions and records.

It lives in an environment of its own, as the benchmark's peers do. Left out are what is ours in addition (dates, sums, what is unknown),
and comparisons of integers with floats: its checker refuses them, and without its checker it rounds. Instants lie near each other: it
counts durations in nanoseconds of 64 bits, and ends at 292 years, where ours has the 10,000 of google.protobuf.Duration.
"""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta

import pytest

from benchmarks.rules import environment
from preclear.rules.cel import (
    BOOL,
    DURATION,
    FLOAT,
    INT,
    STRING,
    TIMESTAMP,
    Declared,
    Fact,
    Misread,
    Type,
    check,
    compile_tree,
    list_of,
    parse,
)
from preclear.rules.facts import ROOM
from tests.rules.chance import Chance

PERSON = Type("person", facts=(
    Fact("age", INT, ""), Fact("bags", INT, ""), Fact("seat", STRING, ""), Fact("score", FLOAT, ""), Fact("crew", BOOL, ""),
    Fact("codes", list_of(STRING), ""),
))  # fmt: skip
RECORD = Type("record", facts=(
    Fact("traveller", PERSON, ""), Fact("booking", list_of(PERSON), ""), Fact("weights", list_of(FLOAT), ""), Fact("limit", INT, ""),
    Fact("made_at", TIMESTAMP, ""), Fact("departs_at", TIMESTAMP, ""), Fact("wait", DURATION, ""), Fact("zone", STRING, ""),
))  # fmt: skip

PROGRAM = """
import datetime, json, sys
from cel_expr_python import cel
said = []
for record, texts in json.load(sys.stdin):
    record |= {name: datetime.datetime.fromisoformat(record[name]) for name in ("made_at", "departs_at")}
    record["wait"] = datetime.timedelta(microseconds=record["wait"])
    special = {"made_at": cel.Type.TIMESTAMP, "departs_at": cel.Type.TIMESTAMP, "wait": cel.Type.DURATION}
    env = cel.NewEnv(variables={name: special.get(name, cel.Type.DYN) for name in record})
    for text in texts:
        try:
            value = env.compile(text).eval(data=record).value()
        except Exception as wrong:
            value = str(wrong)
        said.append(value if isinstance(value, bool) else "error: " + str(value))
json.dump(said, sys.stdout)
"""


def plain(of: Type, value):
    if of.of is not None:
        return [plain(of.of, item) for item in value]
    if of == TIMESTAMP:
        return value.isoformat()
    if of == DURATION:
        return value // timedelta(microseconds=1)
    return {fact.name: plain(fact.type, item) for fact, item in zip(of.facts, value, strict=True)} if of.facts else value


def known(chance: Chance, of: Type):
    """A value in which everything is known."""
    if of.facts:
        return tuple(known(chance, fact.type) for fact in of.facts)
    if of.of is not None:
        return tuple(known(chance, of.of) for _ in range(chance.pick.randrange(4)))
    return chance.facts(of, there=1.0)


def compared(seeds: range, each: int) -> list[tuple[str, object, object]]:
    """The conditions on which the two differ, with what each says."""
    tasks, texts, ours = [], [], []
    for seed in seeds:
        chance = Chance(seed, RECORD, own=False)
        record, chosen = known(chance, RECORD), []
        while len(chosen) < each:
            text = chance.condition(depth=3 + seed % 3)
            try:
                value = compile_tree(check(parse(text), Declared(RECORD, "match", {})))([*record, *ROOM])
            except Misread:
                continue
            chosen.append(text)
            ours.append(value if isinstance(value, bool) else "error")
        tasks.append((plain(RECORD, record), chosen))
        texts += chosen
    done = subprocess.run([environment(), "-c", PROGRAM], input=json.dumps(tasks), capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    assert {True, False, "error"} <= set(ours)
    return [row for row in zip(texts, ours, theirs, strict=True) if str(row[2]).partition(":")[0] != str(row[1])]


@pytest.mark.parametrize(("seeds", "each"), [(range(20), 20), pytest.param(range(100, 350), 40, marks=pytest.mark.long)])
def test_the_subset_means_what_cel_means(seeds, each):
    python = environment()
    if python is None or subprocess.run([python, "-c", "import cel_expr_python.cel"], capture_output=True, check=False).returncode:
        pytest.skip("cel-expr-python is not to be had here")
    assert compared(seeds, each) == []
