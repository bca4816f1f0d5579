"""Law 4: what a risk rule may read, by a table, and what is tried to get round it."""

from __future__ import annotations

import pytest

from preclear.errors import SourceError
from preclear.rules import cel, named, ruleset, traits
from preclear.rules.cel import STRING, Declared, Misread, Type, check, list_of, parse
from preclear.rules.facts import FACTS, TABLES
from preclear.rules.rule import default_shares

RULE = """
kind = "{kind}"
title = {{en = "A rule", fr = "Une règle"}}
reason = {{en = "{reason}", fr = "Une règle."}}
source = "for a test"
owner = "test"
then = "refer"
severity = 2
when = '{when}'
versions = [{{from = 2020-01-01}}]
cases = [
  {{name = "for", on = 2026-05-01, traveller.role = "crew", voyage.origin.code = "YVR", fires = true}},
  {{name = "against", on = 2026-05-01, traveller.role = "passenger", voyage.origin.code = "YVR", fires = false}},
]
"""
LIST = """
title = {{en = "A list", fr = "Une liste"}}
source = "for a test"
seen = 2026-11-24
{made_of}
owner = "test"
members = [{members}]
"""


def the_list(made_of: str | None, *members: str) -> named.NamedList:
    stated = "" if made_of is None else f'made_of = "{made_of}"'
    return named.read(LIST.format(made_of=stated, members=", ".join(f'{{value = "{m}"}}' for m in members)).encode(), "chosen.toml")


def load(when: str, kind: str = "risk", reason: str = "A rule.", **lists: named.NamedList) -> None:
    ruleset.of_files({"r": RULE.format(kind=kind, when=when, reason=reason).encode()}, lists=lists)


def texts(of: Type) -> bool:
    return of == STRING or of == list_of(STRING) or bool(of.facts and of.name == "place")


def test_every_fact_that_is_a_text_or_a_place_is_reserved_or_says_why_a_risk_rule_may_read_it():
    for table in (*TABLES, FACTS):
        for fact in table.facts:
            assert not (fact.reserved and fact.allowed), f"{table.name}.{fact.name}"
            if texts(fact.type) and table.name != "hit":  # hits as a whole are for rules of kind match
                assert fact.reserved or fact.allowed, f"{table.name}.{fact.name} has no place in the table of law 4"


ROUND_ABOUT = {
    "by the name of a variable": 'booking.exists(role, role.nationality == "IRN")',
    "through lists of lists": 'travellers.filter(t, booking.exists(b, b.ordinal == t.ordinal)).exists(t, t.residence == "IRN")',
    "compared between travellers": "booking.exists(a, travellers.exists(b, a.nationality != b.nationality))",
    "joined to a text": 'traveller.role + traveller.nationality == "crewIRN"',
    "as a list of what was mapped": '"IRN" in booking.map(t, t.nationality)',
    "by how many there are": "size(traveller.nationalities) > 1",
    "whether it was declared": "has(traveller.nationality)",
    "on a side of a choice": 'traveller.role == "crew" ? true : traveller.birth_country == "IRN"',
    "as the condition of a choice": '(traveller.nationality == "IRN" ? 1 : 2) == 1',
    "by a pattern": 'traveller.birth_place.matches("(?i)tehran")',
    "by a document": 'documents.exists(d, d.issuer == "IRN")',
    "by the kind of a document": 'document.type.startsWith("V")',
    "by what a fault says": 'faults.exists(f, f.code == "DOC-STATE-UNKNOWN")',
    "by why nobody was screened": 'not_screened == "no_name"',
    "by an authorization": "held.esta.found",
    "by the class of a visa that was lost": 'held.lost.kind == "B1"',
    "by where one person boards": 'traveller.embarks == "IKA"',
    "by where a booking begins": 'reservation.legs.exists(l, l.origin.country == "IRN")',
    "by where a person was before": 'history.crossings.exists(c, c.origin == "IKA")',
    "by whom a person flew before": 'history.crossings.exists(c, c.carrier == "IR")',
    "by a name": 'traveller.family_name.endsWith("IAN")',
    "by sex": 'traveller.sex == "F"',
}


@pytest.mark.parametrize("condition", ROUND_ABOUT.values(), ids=ROUND_ABOUT)
def test_what_is_tried_to_get_round_it_is_refused_and_is_no_mistake_otherwise(condition):
    with pytest.raises(Misread, match=r"a rule of kind risk may not read .*\(law 4\)"):
        check(parse(condition), Declared(FACTS, "risk", {}))
    assert check(parse(condition), Declared(FACTS, "document", {})).type == cel.BOOL


@pytest.mark.parametrize(
    "condition", ['{"a": traveller.nationality}.a == "IRN"', 'traveller["nationality"] == "IRN"', "dyn(traveller) == 1"]
)
def test_keys_of_maps_and_untyped_values_are_not_in_the_language(condition):
    with pytest.raises(Misread):
        check(parse(condition), Declared(FACTS, "document", {}))


def test_what_a_reason_shows_is_held_to_the_same_law():
    load('traveller.role == "crew"', reason="{traveller.role}")
    with pytest.raises(SourceError, match=r"may not read traveller\.nationality"):
        load('traveller.role == "crew"', reason="{traveller.nationality}")


WHEN = 'traveller.role == "crew" && voyage.origin.code in chosen'


def test_a_list_says_what_it_is_made_of_and_a_risk_rule_names_no_list_of_what_it_may_not_read():
    load(WHEN, chosen=the_list("places", "YVR", "HND"))
    load(WHEN, "document", chosen=the_list("states", "YVR"))
    for made_of in ("states", "documents", "people", "faults", "unstated", None):
        with pytest.raises(SourceError, match=r"line 9, column \d+: a rule of kind risk may not read the list chosen: .*\(law 4\)"):
            load(WHEN, chosen=the_list(made_of, "YVR"))
    with pytest.raises(SourceError, match="may not read the list chosen"):  # nor by its size, nor element by element
        load('traveller.role == "crew" && chosen.exists(c, c == voyage.origin.code)', chosen=the_list("states", "YVR"))


@pytest.mark.parametrize(
    ("made_of", "members"), [("places", ("IRN", "AFG", "YVR")), ("other", ("12A", "IRN")), ("other", ("ir",)), ("carriers", ("IR", "AF"))]
)
def test_a_list_of_countries_under_another_name_is_refused(made_of, members):
    with pytest.raises(SourceError, match=r"is the code of a country; the list is made of states"):
        the_list(made_of, *members)


def test_a_list_holds_texts_and_no_lists_and_its_mark_is_one_of_the_table():
    with pytest.raises(SourceError):
        named.read(LIST.format(made_of='made_of = "states"', members='{value = ["IRN"]}').encode(), "chosen.toml")
    with pytest.raises(SourceError, match="made_of is one of states, "):
        the_list("things", "YVR")


def test_the_lists_that_travel_with_the_program_say_what_they_are_made_of():
    assert {one.made_of for one in named.load().values()} == {"states", "documents"}
    assert all(mark.reserved is None or "risk" not in mark.reserved.kinds for mark in traits.MADE_OF.values())
    assert all(bool(mark.why) == (mark.reserved is None) for mark in traits.MADE_OF.values())


def test_a_rule_that_refers_has_a_limit_also_where_its_file_states_none():
    content = RULE.format(kind="risk", when='traveller.role == "crew"', reason="A rule.")
    assert ruleset.read(content.encode(), "r.toml").limit == default_shares()["risk"] == 0.05
    assert ruleset.read(content.replace("severity", "share = 0.5\nseverity", 1).encode(), "r.toml").limit == 0.5
    noted = content.replace('then = "refer"\nseverity = 2', 'then = "note"')
    assert ruleset.read(noted.encode(), "r.toml").limit is None
    assert ruleset.read(noted.replace('then = "note"', 'then = "note"\nmandatory = true').encode(), "r.toml").limit == 0.05
    assert all(rule.limit for rule in ruleset.load().rules if rule.then == "refer")
    assert default_shares().keys() == set(traits.KINDS)
