"""What is written about the program is true of it: pages made from the code are fresh, and every command that a page shows can be given."""

from __future__ import annotations

import ast
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.generate import HERE, PAGES
from preclear import cli, watchlist
from preclear.manifest.faults import FAULTS

ROOT = HERE.parent


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_the_code_is_fresh(name):
    assert (HERE / name).read_text(encoding="utf-8") == PAGES[name](), "run: python -m docs.generate"


def shown_commands() -> Iterator[tuple[str, str]]:
    """Every ``preclear ...`` line of a block of code in a page that people wrote, continued lines joined."""
    for path in sorted([*ROOT.glob("*.md"), *HERE.glob("*.md")]):
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        for line in re.findall(r"^(?: {4}|)(?:\$ )?((?:\.venv/bin/)?preclear .*)$", text, flags=re.MULTILINE):
            yield path.name, line.removeprefix(".venv/bin/")


@pytest.mark.parametrize(("page", "line"), tuple(shown_commands()))
def test_a_command_that_a_page_shows_can_be_given(page, line):
    words = shlex.split(re.split(r" [|<>]|  +#", line)[0])[1:]
    if words != ["--version"]:
        cli.app.parse_args(words, print_error=False, exit_on_error=False)


def transcripts() -> Iterator[tuple[str, str]]:
    """Every command of the README's console blocks, with what the page says that it prints."""
    for block in re.findall(r"^```console\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE):
        yield from re.findall(r"^\$ preclear (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE)


@pytest.mark.parametrize(("command", "printed"), tuple(transcripts()))
def test_the_readme_shows_what_a_command_prints(command, printed, tmp_path):
    shutil.copytree(HERE / "examples", tmp_path / "docs/examples")
    run = subprocess.run(
        [Path(sys.executable).with_name("preclear"), *shlex.split(command)],
        cwd=tmp_path, env=os.environ | {"COLUMNS": "110"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True,
    )  # fmt: skip
    assert doctest.OutputChecker().check_output(printed, run.stdout, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE), run.stdout


def test_every_fault_code_in_the_code_is_explained():
    given = {
        (node.args[0].value, path.relative_to(ROOT).as_posix())
        for path in (ROOT / "preclear").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("Fault", "fault")
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert {(code, path) for code, path in given if code not in FAULTS and code not in watchlist.FAULTS} == set()


def test_every_command_says_what_it_does():
    text = (HERE / "reference/commands.md").read_text(encoding="utf-8")
    assert [name for name, _ in cli.COMMANDS if f"preclear {name}" not in text] == []
