"""The table of security requirements is whole, counts what it holds, and names tests that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([a-z ]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)


def test_every_requirement_of_level_2_stands_there_once() -> None:
    numbers = [row[0] for row in ROWS]
    assert len(set(numbers)) == len(numbers) == 259
    assert sum(line.startswith("| ") and line[2].isdecimal() for line in PAGE.splitlines()) == len(ROWS)


def test_the_counts_at_the_top_are_those_of_the_table() -> None:
    counts = Counter(row[3] for row in ROWS)
    assert set(counts) == {"met", "open", "not applicable"}
    assert f"**{counts['met']} met, {counts['open']} open, {counts['not applicable']} not applicable.**" in PAGE


def test_what_is_met_names_a_test_that_exists_and_what_is_not_says_why() -> None:
    for number, _, _, state, shown in ROWS:
        named = re.fullmatch(r"`(tests/[a-z_/]+\.py)::(test_[a-z0-9_]+)`", shown)
        assert bool(named) == (state == "met"), number
        assert shown.strip()
        if named:
            assert f"def {named[2]}(" in (ROOT / named[1]).read_text(encoding="utf-8"), number
