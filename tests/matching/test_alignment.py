"""Which part of a declared name stands for which part of a listed one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear.manifest import NotScreened
from preclear.matching import names
from preclear.matching.alignment import align
from preclear.matching.index import Row
from preclear.matching.weights import packaged
from preclear.watchlist import Name
from tests.matching.people import traveller


def aligned(family_name, given_names, printed):
    """The alignment of a declared name with a listed one, in which every part weighs the same."""
    declared, parts = names.declared(traveller(family_name, given_names)), names.listed(Name.printed(printed))
    return align(declared, (1.0,) * len(declared.parts), lambda *_: 5.0, Row(0, 0, parts, (1.0,) * len(parts)), packaged().name)


def texts(parts):
    return " ".join(part.text for part in parts)


PAIRS = {  # family name, given names, as listed: the pairs, what is left of the declared and of the listed name
    "the same": (("KARAMOVIC", "ZLATAN"), "KARAMOVIC, Zlatan", {"KARAMOVIC ~ KARAMOVIC", "ZLATAN ~ ZLATAN"}, "", ""),
    "swapped": (("ZLATAN", "KARAMOVIC"), "KARAMOVIC, Zlatan", {"KARAMOVIC ~ KARAMOVIC", "ZLATAN ~ ZLATAN"}, "", ""),
    "a middle name left out": (("KARAMOVIC", "ZLATAN"), "KARAMOVIC, Zlatan Emir", {"KARAMOVIC ~ KARAMOVIC", "ZLATAN ~ ZLATAN"}, "", "EMIR"),
    "one name too many": (("KARAMOVIC", "ZLATAN EMIR"), "KARAMOVIC, Zlatan", {"KARAMOVIC ~ KARAMOVIC", "ZLATAN ~ ZLATAN"}, "EMIR", ""),
    "run together by the carrier": (
        ("KARAMOVIC", "ZLATANEMIR"), "KARAMOVIC, Zlatan Emir", {"KARAMOVIC ~ KARAMOVIC", "ZLATANEMIR ~ ZLATAN EMIR"}, "", "",
    ),
    "run together by the list": (
        ("KARAMOVIC", "ZLATAN EMIR"), "KARAMOVIC, Zlatanemir", {"KARAMOVIC ~ KARAMOVIC", "ZLATAN EMIR ~ ZLATANEMIR"}, "", "",
    ),
    "a part is used once": (
        ("KARAMOVIC", "ZLATAN ZLATAN"), "KARAMOVIC, Zlatan", {"KARAMOVIC ~ KARAMOVIC", "ZLATAN ~ ZLATAN"}, "ZLATAN", "",
    ),
    "nobody alike": (("ANDERSSON", "LOVISA"), "KARAMOVIC, Zlatan", set(), "ANDERSSON LOVISA", "KARAMOVIC ZLATAN"),
}  # fmt: skip


@pytest.mark.parametrize("case", PAIRS)
def test_parts_pair_and_the_rest_is_left(case):
    fields, printed, pairs, declared_left, listed_left = PAIRS[case]
    found = aligned(*fields, printed)
    assert {f"{texts(pair.declared)} ~ {texts(pair.listed)}" for pair in found.pairs} == pairs
    assert (texts(found.declared_left), texts(found.listed_left)) == (declared_left, listed_left)


LIKER = [  # each is more like the listed KARAMOVIC, Zlatan Emir than the next one
    ("KARAMOVIC", "ZLATAN EMIR"),
    ("KARAMOVIC", "ZLATAN"),
    ("KARAMOVIC", "ZLATAN PETAR"),
    ("KARAMOVIC", "PETAR"),
    ("ANDERSSON", "LOVISA"),
]


def test_the_more_agrees_the_more_alike():
    strengths = [aligned(*fields, "KARAMOVIC, Zlatan Emir").strength for fields in LIKER]
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(strengths)) == len(strengths)
    assert (strengths[0], strengths[-1]) == (1.0, 0.0)


words = st.lists(st.sampled_from(["KARAMOVIC", "ZLATAN", "EMIR", "KARAMOVICH", "EMIRZLATAN", "DE", "MR", "E"]), max_size=3).map(" ".join)


@given(words, words, words, words.filter(bool))
def test_every_part_is_used_once_or_left(family_name, given_names, listed_family, listed_given):
    declared = names.declared(traveller(family_name, given_names))
    if isinstance(declared, NotScreened) or not names.listed(Name.of_parts(listed_family, listed_given)):
        return
    found = aligned(family_name, given_names, f"{listed_family}, {listed_given}" if listed_family else listed_given)
    listed = names.listed(Name.printed(f"{listed_family}, {listed_given}" if listed_family else listed_given))
    ours = [part for pair in found.pairs for part in pair.declared] + list(found.declared_left)
    theirs = [part for pair in found.pairs for part in pair.listed] + list(found.listed_left)
    assert sorted(map(repr, ours)) == sorted(map(repr, declared.parts))
    assert sorted(map(repr, theirs)) == sorted(map(repr, listed))
    assert 0 <= found.strength <= 1
