"""Both names are screened where a document bears another than the person declared, and the hit says which it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from preclear import documents, matching, places, rules, watchlist
from preclear.clearance import Circumstances, bearing
from preclear.documents import OtherName
from preclear.manifest import NotScreened, PartialDate, Role, TravelDocument, Traveller
from preclear.matching import DEADLINE

LISTED = """id,name,family_name,given_names,birth_dates
1,"CHARVENOV, Timour Ilitch",Charvenov,Timour Ilitch,1974-08-12
2,"BEAUCLAIR, Leocadie",Beauclair,Leocadie,1974-08-12
"""
PERSON = Traveller(
    ordinal=1, key="1", role=Role.PASSENGER, family_name="HARTMANN", given_names="EVAMRS", title="MRS", birth_date=PartialDate(1974, 8, 12)
)
BEAUCLAIR = TravelDocument(type="P", number="AB1", issuer="UTO", family_name="BEAUCLAIR", given_names="LEOCADIE")


def zone(family, given):
    return documents.write(
        "TD3",
        type="P",
        issuer="UTO",
        family_name=family,
        given_names=given,
        number="L898902C3",
        birth_date=PartialDate(1974, 8, 12),
        sex="F",
        expires=date(2030, 4, 15),
    )


@pytest.fixture(scope="module")
def circumstances(tmp_path_factory):
    path = tmp_path_factory.mktemp("lists") / "own.csv"
    path.write_text(LISTED)
    index = matching.build(watchlist.load(path, dated=date(2026, 5, 1)))
    return Circumstances(index=matching.Layers.of(index), rules=rules.load(), places=places.load())


NAMES = {
    "none on it": (TravelDocument(type="P", number="1"), ()),
    "the same": (TravelDocument(type="P", number="1", family_name="Hartmann", given_names="Eva"), ()),
    "the same, cut": (TravelDocument(type="P", number="1", family_name="HARTMANN", given_names="E"), ()),
    "the same in its zone": (TravelDocument(type="P", number="1", zone=zone("HARTMANN", "EVA")), ()),
    "another": (BEAUCLAIR, (OtherName("BEAUCLAIR", "LEOCADIE", 1, zone=False),)),
    "more names": (
        TravelDocument(type="P", number="1", family_name="HARTMANN", given_names="EVA LEOCADIE"),
        (OtherName("HARTMANN", "EVA LEOCADIE", 1, zone=False),),
    ),
    "another in its zone": (
        TravelDocument(type="P", number="1", zone=zone("BEAUCLAIR", "LEOCADIE")),
        (OtherName("BEAUCLAIR", "LEOCADIE", 1, zone=True),),
    ),
    "one twice": (replace(BEAUCLAIR, zone=zone("BEAUCLAIR", "LEOCADIE")), (OtherName("BEAUCLAIR", "LEOCADIE", 1, zone=False),)),
    "a zone that is none": (TravelDocument(type="P", number="1", zone=("P<NONSENSE",)), ()),
}


@pytest.mark.parametrize(("document", "others"), NAMES.values(), ids=NAMES)
def test_other_names(document, others):
    assert documents.other_names(replace(PERSON, documents=(document,))) == others


def test_who_is_listed_under_the_name_of_a_document_is_found_and_it_is_said(circumstances):
    plain, borne = circumstances.screen([PERSON, replace(PERSON, documents=(BEAUCLAIR,))])
    assert plain == ()
    assert [(hit.entry, hit.reasons[0].code, hit.reasons[0].detail) for hit in borne] == [
        ("own:2", "name_on_document", "under the name on document 1: BEAUCLAIR, LEOCADIE")
    ]
    (names, *_) = borne[0].compared
    assert (names.declared, names.facts["shown_on"], names.facts["document"]) == ("BEAUCLAIR", "document", "1")


def test_both_names_are_screened_and_an_entry_is_hit_once(circumstances):
    both = replace(PERSON, family_name="CHARVENOV", given_names="TIMOUR ILITCH", title=None, documents=(BEAUCLAIR,))
    (found,) = circumstances.screen([both])
    assert {hit.entry: hit.reasons[0].code for hit in found} == {"own:1": "name_alike", "own:2": "name_on_document"}
    nearly = replace(both.documents[0], family_name="CHARVENOFF", given_names="TIMOUR")
    (found,) = circumstances.screen([replace(both, documents=(nearly,))])
    assert [(hit.entry, hit.reasons[0].code) for hit in found] == [("own:1", "name_alike")]


def test_a_placeholder_stays_unscreened_unless_a_document_leads_to_somebody(circumstances):
    nobody = replace(PERSON, family_name="TBA", given_names="", title=None)
    known = replace(BEAUCLAIR, family_name="UNLISTED", given_names="ANYBODY")
    first, second = circumstances.screen([replace(nobody, documents=(known,)), replace(nobody, documents=(BEAUCLAIR,))])
    assert isinstance(first, NotScreened)
    assert [hit.entry for hit in second] == ["own:2"]


def test_who_was_reached_under_one_name_alone_is_not_screened(circumstances):
    told = iter([False, True])
    people = [replace(PERSON, ordinal=n, documents=(BEAUCLAIR,)) for n in range(75)]
    found = bearing.screen(
        circumstances.index, people, threshold=circumstances.threshold, weights=circumstances.weights, late=lambda: next(told)
    )
    assert [one == DEADLINE for one in found] == [False] * 50 + [True] * 25


def test_the_order_of_people_makes_no_difference(circumstances):
    people = [PERSON, replace(PERSON, documents=(BEAUCLAIR,)), replace(PERSON, family_name="CHARVENOV", given_names="TIMOUR")]
    assert circumstances.screen(people) == tuple(circumstances.screen([one])[0] for one in people)
