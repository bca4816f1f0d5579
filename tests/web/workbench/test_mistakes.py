"""Whatever can be wrong with a rule or a question is said in French, too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from preclear import rules
from preclear.errors import SourceError
from preclear.rules import facts
from preclear.rules.cel import Reserved
from preclear.trials import query
from preclear.web.workbench.mistakes import LONGEST, said
from preclear.web.workbench.words import LANGUAGES

ROOMS = Path(rules.__file__).parents[1]
RAISED = {"Misread", "ValueError", "OverflowError", "ZeroDivisionError"}
WHERE = (*(f"rules/cel/{name}.py" for name in ("syntax", "check", "operations")), "rules/cases.py", "rules/ruleset.py", "trials/query.py")
TWO_ENDS = "x belongs here, x"  # ends with what stands there, or with nothing: both are below
ENGLISH = '<span lang="en">'
RULE = """kind = "risk"
title = {en = "T", fr = "T"}
reason = {en = "R", fr = "R"}
source = "Instruction 7"
owner = "unit"
then = "note"
when = '''CONDITION'''
versions = [{from = 2020-01-01, most = 3}]
cases = [
  {name = "for", on = 2026-05-01, traveller.bags = 1, fires = true},
  {name = "against", on = 2026-05-01, traveller.bags = 4, fires = false},
]
"""


def sentences(file: str) -> Iterator[str]:
    """Each sentence that a module raises, with signs in the places that it fills."""
    for node in ast.walk(ast.parse((ROOMS / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name in RAISED or name == "fail":
                first = node.args[0]
                yield from (filled(part) for part in ((first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)))


def filled(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return ""  # a sentence that was raised elsewhere


@pytest.mark.parametrize("file", WHERE)
def test_every_sentence_that_is_raised_has_its_french(file):
    found = [sentence for sentence in sentences(file) if sentence and sentence != TWO_ENDS]
    assert found
    french = {sentence: said(sentence, LANGUAGES["fr"]).replace(f"{ENGLISH}x</span>", "x") for sentence in found}  # "x": another sentence
    assert [sentence for sentence, said_so in french.items() if ENGLISH in said_so] == []


def test_why_a_fact_is_not_for_a_rule_has_its_french():
    reasons = {one.why for one in vars(facts).values() if isinstance(one, Reserved)}
    assert len(reasons) >= 4
    assert [why for why in reasons if ENGLISH in said(why, LANGUAGES["fr"])] == []


WRONG = {
    "an unknown fact": ("traveller.bagz <= most", "il n’y a pas de fait traveller.bagz\u00a0; il y a"),
    "law 4": (
        "traveller.nationality == 'CAN' && traveller.bags <= most",
        "une règle de genre risk ne peut pas lire traveller.nationality\u00a0: la nationalité",
    ),
    "two types": ("traveller.role <= most", "&lt;= ne peut pas se trouver entre string et int"),
    "nothing behind": ("traveller.bags <=", "une valeur est attendue ici, mais la condition s’arrête"),
    "something else behind": ("traveller.bags <= )", "une valeur est attendue ici, non &#39;)&#39;"),
    "an end that lacks": ("(traveller.bags <= most", "&#39;)&#39; est attendu ici, mais la condition s’arrête"),
    "no truth": ("traveller.bags + most", "la condition donne int, non vrai ou faux"),
    "a function that is none": ("round(traveller.bags) <= most", "il n’y a pas de fonction round"),
    "an odd sign": ("traveller.bags # most", "&#39;#&#39; n’a pas de sens ici"),
    "an unused parameter": ("traveller.bags <= 3", "la condition n’emploie jamais le paramètre most"),
}


@pytest.mark.parametrize(("condition", "french"), WRONG.values(), ids=WRONG)
def test_a_rule_that_is_wrong_says_so_in_french(condition, french):
    with pytest.raises(SourceError) as wrong:
        rules.read(RULE.replace("CONDITION", condition).encode(), "one.toml")
    assert french in said(str(wrong.value), LANGUAGES["fr"])
    assert said(str(wrong.value), LANGUAGES["en"]) in str(said(str(wrong.value).partition(": ")[2], LANGUAGES["en"]))


FILES = {
    "an unknown key": ('owner = "unit"', 'owners = "unit"', "il"),
    "an enumeration": ('kind = "risk"', 'kind = "riks"', "n’est pas une valeur admise"),
    "another type": ('owner = "unit"', "owner = 7", "attendu\u00a0: str, reçu\u00a0: int, à $.owner"),
    "no TOML": ('source = "Instruction 7"', "source = Instruction", "n’est pas une valeur TOML"),
    "an open string": ('source = "Instruction 7"', 'source = "Instruction 7', "n’est pas admis ici"),
    "a case of no fact": ("traveller.bags = 4", "traveller.bagz = 4", "cas &#39;against&#39;\u00a0: il n’y a pas de fait traveller.bagz"),
}


@pytest.mark.parametrize(("good", "bad", "french"), FILES.values(), ids=FILES)
def test_a_file_that_is_none_says_so_in_french(good, bad, french):
    with pytest.raises(SourceError) as wrong:
        rules.read(RULE.replace("CONDITION", "traveller.bags <= most").replace(good, bad).encode(), "one.toml")
    found = said(str(wrong.value), LANGUAGES["fr"])
    assert french in found
    assert ENGLISH not in found


def test_a_question_that_is_wrong_says_so_in_french():
    with pytest.raises(SourceError) as wrong:
        query.read("voyages", "risk", "traveller.bags == 0")
    assert said(str(wrong.value), LANGUAGES["fr"]).startswith("signe 1\u00a0: traveller concerne une seule personne")


def test_what_no_catalogue_knows_is_marked_as_english_and_harmless():
    assert said("never heard <b>", LANGUAGES["fr"]) == f"{ENGLISH}never heard &lt;b&gt;</span>"
    long = "there is no fact " + "; there are " * LONGEST
    assert ENGLISH in said(long, LANGUAGES["fr"])
