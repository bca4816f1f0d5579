"""No sentence stands outside the catalogues, and both catalogues say the same things."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from preclear.inspection import COMPARABLE, REFUSALS
from preclear.web import workbench
from preclear.web.workbench import page
from preclear.web.workbench.words import LANGUAGES

FOLDER = Path(workbench.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
CATALOGUES = {language: (files(workbench) / "catalogue" / f"{language}.ftl").read_text(encoding="utf-8") for language in LANGUAGES}
SAME_IN_BOTH = {"Preclear", "UTC", "Ctrl", "Enter", "Esc", "T", "X"}  # the name, the clock, and what stands on keys
TAGS = re.compile(r"</?(b|bdi|kbd|span)( class=\"quiet\")?>")


class Facts(Visitor):
    """Collects the names of the facts that a message fills in."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor finds it by this name
        self.names.add(node.id.name)


def messages(language: str) -> dict[str, ast.Message]:
    return {entry.id.name: entry for entry in FluentParser().parse(CATALOGUES[language]).body if isinstance(entry, ast.Message)}


def test_both_languages_have_the_same_keys_and_facts():
    def facts(message: ast.Message) -> set[str]:
        found = Facts()
        found.visit(message)
        return found.names

    english, french = ({key: facts(message) for key, message in messages(language).items()} for language in ("en", "fr"))
    assert english == french


def test_only_a_few_marks_are_allowed_in_sentences():
    for text in CATALOGUES.values():
        assert re.findall(r"<[^>]*>", TAGS.sub("", re.sub(r"^#.*$", "", text, flags=re.MULTILINE))) == []


def test_french_has_its_unbreakable_spaces():
    said = "\n".join(line for line in CATALOGUES["fr"].splitlines() if not line.startswith(("#", "pattern-", "script-", "place-unknown")))
    assert re.findall(r"[^\n]{0,20}[^\s\u00a0][:;!?»](?!\S)[^\n]{0,10}", said) == []
    assert re.findall(r".{0,20} [:;!?%»].{0,10}", said) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_and_no_styles(template: Path):
    text = template.read_text(encoding="utf-8")
    assert "style=" not in text
    assert not re.search(r"\son\w+=", text)
    bare = re.sub(r"\{% block expects %\}\w+", " ", text)  # what the script listens for
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", bare, flags=re.DOTALL)
    bare = re.sub(r"<(script|style)\b.*?</\1>|<!doctype html>|<[^>]*>", " ", bare, flags=re.DOTALL)
    assert set(re.findall(r"[^\W\d_]{2,}|\b[A-Z]\b", bare)) <= SAME_IN_BOTH


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_attributes_that_are_read_aloud_come_from_the_catalogue(template: Path):
    spoken = re.findall(r'\b(?:aria-label|placeholder|title|alt)="([^"]*)"', template.read_text(encoding="utf-8"))
    assert [value for value in spoken if not value.startswith("{{")] == []


def test_every_key_that_is_written_out_exists():
    used = set()
    for file in [*TEMPLATES, *FOLDER.glob("*.py")]:
        used |= set(re.findall(r'\b(?:t|words|self\.words|visit\.words)\("([a-z][\w-]*)"[,)]', file.read_text(encoding="utf-8")))
    assert used - LANGUAGES["en"].keys == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_of_other_rooms_have_words(language: str):
    keys = LANGUAGES[language].keys
    wanted = {f"refused-{code}" for code in REFUSALS} | {f"comparable-{thing}" for thing in COMPARABLE}
    assert wanted - keys == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_left_over(language: str):
    text = " ".join(file.read_text(encoding="utf-8") for file in [*TEMPLATES, *FOLDER.glob("*.py"), FOLDER / "static" / "workbench.js"])
    stems = set(re.findall(r'["\'f]"?([a-z][\w-]*-)["{]', text)) | {"compared-", "weighed-", "unscreened-"}
    written = set(re.findall(r"[a-z][\w-]*[a-z\d]", text))
    left = {key for key in LANGUAGES[language].keys - written if not any(key.startswith(stem) for stem in stems)}
    assert sorted(key for key in left if re.sub("-(title|why)$", "", key) not in written) == []


def test_no_two_rooms_are_reached_by_one_key():
    chords = [chord for _, _, _, chord, _ in page.ROOMS]
    assert len(set(chords)) == len(chords)
