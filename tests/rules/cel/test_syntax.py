"""The grammar: what parses to what, what is refused and where."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear.rules.cel.syntax import (
    LEVELS,
    MACROS,
    RESERVED,
    Binary,
    Call,
    Choice,
    Has,
    ListOf,
    Literal,
    Macro,
    Misread,
    Name,
    Select,
    Unary,
    parse,
    render,
)

A, B, C = Name("a"), Name("b"), Name("c")

TREES = {
    "&& binds tighter than ||": ("a || b && c", Binary("||", A, Binary("&&", B, C))),
    "brackets bind tightest": ("(a || b) && c", Binary("&&", Binary("||", A, B), C)),
    "comparison binds tighter than &&": ("a < b && c", Binary("&&", Binary("<", A, B), C)),
    "arithmetic from the left": ("a - b - c", Binary("-", Binary("-", A, B), C)),
    "times before plus": ("a + b * c", Binary("+", A, Binary("*", B, C))),
    "? : to the right": ("a ? b : c ? a : b", Choice(A, B, Choice(C, A, B))),
    "not before member": ("!a.b", Unary("!", Select(A, "b"))),
    "twice not": ("!!a", Unary("!", Unary("!", A))),
    "minus and a number are one number": ("-1", Literal(-1)),
    "the smallest integer": ("-9223372036854775808", Literal(-(2**63))),
    "minus of a name": ("a - -b", Binary("-", A, Unary("-", B))),
    "float": ("1.5e3", Literal(1500.0)),
    "either quotes": ("""'it''s' + "a\\u00e9\\n" """.replace("''", "\\'"), Binary("+", Literal("it's"), Literal("aé\n"))),
    "truth and null": ("[true, false, null]", ListOf((Literal(value=True), Literal(value=False), Literal(None)))),
    "a list may be empty": ("a in []", Binary("in", A, ListOf(()))),
    "has": ("has(a.b)", Has(Select(A, "b"))),
    "a function and a method": ("days(1) == a.size()", Binary("==", Call("days", None, (Literal(1),)), Call("size", A, ()))),
    "a macro in a macro": (
        "a.exists(t, t.b.all(u, u == t))",
        Macro("exists", A, "t", Macro("all", Select(Name("t"), "b"), "u", Binary("==", Name("u"), Name("t")))),
    ),
    "comments and lines": ("a // first\n  && b", Binary("&&", A, B)),
}


@pytest.mark.parametrize(("text", "tree"), TREES.values(), ids=TREES)
def test_parse(text, tree):
    assert parse(text) == tree
    assert parse(render(tree)) == tree


REFUSED = {
    "nothing": ("", 0, "a value belongs here, but the condition ends"),
    "an open bracket": ("(a", 2, "')' belongs here, but the condition ends"),
    "a sign without meaning": ("a = b", 2, "'=' has no meaning here"),
    "a single ampersand": ("a & b", 2, "'&' has no meaning here"),
    "two values": ("a b", 2, "an operator or the end belongs here, not 'b'"),
    "a word of CEL's own": ("if", 0, "a value belongs here, not 'if'"),
    "has without a field": ("has(a)", 0, "has() takes one field of something, as in has(document.expires)"),
    "an open text": ("'a", 0, '"\'" has no meaning here'),
    "an unknown escape": (r"'a\x41'", 2, r"the escape \x is not in the subset"),
    "an integer beyond 64 bits": ("9223372036854775808", 0, "the number is too large"),
    "a float beyond all": ("1e999", 0, "the number is too large"),
    "a macro without variable": ("a.exists(1, b)", 9, "a name belongs here, not '1'"),
    "brackets without end": ("(" * 61 + "a", 60, "nested more than 60 levels deep"),
    "nots without end": ("!" * 61 + "a", 60, "nested more than 60 levels deep"),
    "a novel": (" && ".join(["a"] * 300), 1000, "longer than 400 words; lists of values belong into the parameters of the version"),
}


@pytest.mark.parametrize(("text", "at", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_where_and_why(text, at, sentence):
    with pytest.raises(Misread) as refused:
        parse(text)
    assert (refused.value.at, str(refused.value)) == (at, sentence)


@given(st.text() | st.text(alphabet="ab.()[]!-&|<=?:,'\"\\1e in"))
def test_any_text_parses_or_is_misread(text):
    with suppress(Misread):
        tree = parse(text)
        assert parse(render(tree)) == tree


@given(st.text())
def test_a_misread_text_names_a_place_in_it(text):
    with pytest.raises(Misread) as refused:
        parse(f"{text} )")
    assert 0 <= refused.value.at <= len(text) + 2


names = st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True).filter(lambda name: name not in RESERVED | {"has", *MACROS})
literals = st.builds(
    Literal,
    st.text(max_size=5) | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none(),
)


def deeper(tree):
    return st.one_of(
        st.builds(Select, tree, names),
        st.builds(Has, st.builds(Select, tree, names)),
        st.builds(Call, names, st.none() | tree, st.lists(tree, max_size=2).map(tuple)),
        st.builds(Macro, st.sampled_from(MACROS), tree, names, tree),
        st.builds(ListOf, st.lists(tree, max_size=3).map(tuple)),
        st.builds(Unary, st.sampled_from("!-"), tree),
        st.builds(Binary, st.sampled_from([operator for level in LEVELS for operator in level]), tree, tree),
        st.builds(Choice, tree, tree, tree),
    )


@given(st.recursive(literals | st.builds(Name, names), deeper, max_leaves=12))
def test_a_tree_survives_being_written_and_read(tree):
    read = parse(render(tree))
    assert (read, repr(render(read))) == (tree, repr(render(tree)))
