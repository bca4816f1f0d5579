"""What an officer has typed, on its way to a finding."""

from __future__ import annotations

import pytest
from litestar.datastructures import FormMultiDict

from preclear.inspection import Finding
from preclear.web.workbench.typed import Typed

ASKED = frozenset({"northern:4417"})
WHOLE = FormMultiDict(
    [
        ("finding:northern:4417", "no_match"),
        ("compared", "birth_date"),
        ("compared", "document"),
        ("outcome", "clear"),
        ("reason", " Another person. "),
    ]
)


def test_a_whole_form_becomes_a_finding():
    typed = Typed.sent(WHOLE)
    assert typed.missing(ASKED) == ()
    assert typed.finding() == Finding(
        findings={"northern:4417": "no_match"}, compared=("birth_date", "document"), outcome="clear", reason="Another person.", against=None
    )


def test_a_draft_comes_back_as_it_was_kept():
    typed = Typed.sent(WHOLE)
    assert Typed.kept(typed.record | {"recorded": True}) == typed


def test_an_empty_form_says_everything_that_is_missing():
    assert Typed.sent(FormMultiDict([])).missing(ASKED) == ("finding-missing", "compared-too-little", "reason-missing", "outcome-missing")


def test_answers_that_no_question_has_are_dropped():
    assert Typed.sent(FormMultiDict([("finding:x", "maybe"), ("outcome", "deport")])) == Typed()


def test_without_an_outcome_there_is_no_finding():
    with pytest.raises(ValueError, match="no outcome"):
        Typed().finding()
