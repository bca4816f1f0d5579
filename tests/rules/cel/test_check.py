"""Types, and what a rule of a kind may read."""

from __future__ import annotations

import pytest

from preclear.rules.cel import Declared, Misread, check, parse, reference
from preclear.rules.facts import FACTS

PARAMETERS = {"codes": ["CAN", "USA"], "limit": 3, "strong": 0.9}


def typed(text: str, kind: str = "document"):
    return check(parse(text), Declared(FACTS, kind, PARAMETERS))


GIVES = {
    "document.expires < arrival + days(limit)": "bool",
    "arrival - document.issued": "duration",
    "traveller.age > 2.5": "bool",
    "traveller.nationality in codes": "bool",
    "traveller.nationality in []": "bool",
    "booking.filter(t, t.age < 18)": "list of traveller",
    "size(documents) + 1": "int",
    'documents.exists(d, d.type.startsWith("P"))': "bool",
    "legs.all(l, l.departs <= l.arrives)": "bool",
    "has(traveller.sex) ? traveller.sex : '?'": "string",
    "true ? [] : codes": "list of string",
    "date('2026-05-01') + duration('24h')": "date",
    "-duration('1h30m')": "duration",
    "null == null": "bool",
    "1 == 1.0": "bool",
    "documents.map(d, d.expires)": "list of date",
    "min(documents.map(d, d.expires)) < arrival": "bool",
    "sum(booking.map(t, t.bags)) % 2 + 1": "int",
    "documents.exists_one(d, d.type == 'P')": "bool",
    "double(traveller.age) * 0.5": "float",
}


@pytest.mark.parametrize(("text", "gives"), GIVES.items())
def test_what_fits(text, gives):
    assert str(typed(text).type) == gives


REFUSED = {
    "an unknown fact": ("visa.expires", 0, "there is no fact visa; there are traveller, document, documents"),
    "an unknown field": ("document.expiry < arrival", 9, "there is no fact document.expiry; there are type, number, issuer, expires"),
    "a field of a text": ("traveller.seat.row", 15, "string has no fields"),
    "a text for a truth": ("traveller.seat && true", 15, "bool is wanted here, not string"),
    "not of a number": ("!traveller.bags", 0, "bool is wanted here, not int"),
    "a day and a number": ("document.expires < 3", 17, "< cannot stand between date and int"),
    "a day moved by a number": ("arrival + 3", 8, "+ cannot stand between date and int"),
    "mixed arithmetic, as CEL has it": ("1 + 1.0", 2, "+ cannot stand between int and float"),
    "a record compared": ("booking.exists(t, t == traveller)", 20, "== cannot stand between traveller and traveller"),
    "null for undeclared": ("document.expires == null", 17, "no fact is ever null; has(...) asks whether it was declared"),
    "a mixed list": ("traveller.seat in ['1A', 2]", 18, "the list holds string and int; it can hold one type"),
    "the other type in a list": ("3 in codes", 2, "in cannot stand between int and list of string"),
    "a macro over a record": ("document.exists(d, true)", 9, "exists goes through a list, not document"),
    "a macro that asks nothing": ("documents.filter(d, d.number)", 10, "bool is wanted here, not string"),
    "a variable outside": ("documents.exists(d, true) && d.has_zone", 29, "there is no fact d; there are"),
    "two sides of two types": ("true ? 1 : 'a'", 5, "the two sides of ? : give int and string"),
    "a pattern that is none": ("traveller.seat.matches('(')", 15, "it is no pattern of RE2: missing )"),
    "a pattern that looks back": ("traveller.seat.matches('(.)\\\\1')", 15, "it is no pattern of RE2: invalid escape"),
    "a pattern of facts": ("traveller.seat.matches(traveller.role)", 15, "matches takes a pattern that is written out, or a parameter"),
    "a clock without a zone": ("timestamp('2026-05-01T10:15:00') < voyage.departs_at", 0, "a timestamp is written"),
    "an instant of a fact": ("timestamp(traveller.seat) < voyage.departs_at", 0, "timestamp takes a text that is written out"),
    "a day against an instant": ("arrival < voyage.departs_at", 8, "< cannot stand between date and timestamp"),
    "an unknown function": ("resembles(traveller.seat)", 0, "there is no function resembles; there are date, days, double"),
    "another argument": ("days('a')", 0, "days does not take string"),
    "no such day": ("date('2026-02-30') < arrival", 0, "day is out of range for month"),
    "no such duration": ("duration('1 week') < days(3)", 0, 'a duration is written "36h" or "1h30m"'),
    "lists compared": ("codes == []", 6, "== cannot stand between list of string and list of nothing"),
    "a choice of records": (
        "(true ? document : document).type == 'P'",
        6,
        "? : gives values, not a document",
    ),
    "a list of records": ("[document].exists(d, true)", 0, "a list cannot hold document"),
    "a list of lists": ("travellers.map(t, t.nationalities)", 11, "map gives a list of values, not of list of string"),
    "a day that is known late": ("date(traveller.seat) < arrival", 0, "date takes a text that is written out, or a parameter"),
    "the least of texts": ("min(codes) == 'CAN'", 0, "there is no function min for list of string"),
    "a distance of codes": ("distance('YYZ', 'JFK') < 1.0", 0, "distance takes two places, as in distance(voyage.origin"),
    "a distance from where somebody was born": ("distance(traveller.birth_place, voyage.origin) > 1.0", 0, "distance takes two places"),
    "minus of a text": ("-'a'", 0, "- cannot be put before string"),
    "more days than there are": ("arrival + days(999999999999) > arrival", 10, "more days than the calendar has"),
    "too many macros within": ("documents.exists(v, " * 9 + "true" + ")" * 9, 170, "more than 8 macros within each other"),
}


@pytest.mark.parametrize(("text", "at", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_says_where_and_why(text, at, sentence):
    with pytest.raises(Misread) as refused:
        typed(text)
    assert str(refused.value).startswith(sentence)
    assert refused.value.at == at


LAW_4 = (
    "traveller.nationality == 'CAN'",
    "'CAN' in traveller.nationalities",
    "booking.exists(t, t.nationality != 'CAN')",
    "travellers.all(t, has(t.birth_country))",
    "documents.exists(d, d.issuer == 'CAN')",
    "has(document.issuer)",
    "traveller.birth_place.contains('a')",
    "traveller.residence == 'CAN'",
    "traveller.sex == 'F'",
    "traveller.family_name.startsWith('A')",
    "true ? true : traveller.nationality == 'CAN'",
    "'CAN' in documents.map(d, d.issuer)",
    "size(travellers.filter(t, t.nationality == traveller.nationality)) > 1",
    "booking.filter(t, true).exists_one(b, b.birth_country == 'CAN')",
    "travellers.exists(nationality, nationality.residence == 'CAN')",  # another name for the element is no way around
    "size(traveller.given_names) > 9 || size(traveller.nationalities) > 1",
    "documents.exists(d, d.type == 'CIS')",  # a First Nations card
    "document.number.startsWith('X') && size(document.number) == 9",  # each state has a form of its own
    "has(held.esta.found) && held.visa.found",  # whom one country asks for a visa, or lets have an authorization
)


@pytest.mark.parametrize("text", LAW_4)
def test_law_4_a_risk_rule_cannot_read_it_and_is_told_why(text):
    assert str(typed(text).type) == "bool"  # a document rule can
    with pytest.raises(Misread, match=r"a rule of kind risk may not read .*\(law 4\)"):
        typed(text, "risk")


def test_only_rules_of_kind_match_weigh_hits():
    assert str(typed("size(hits) > 0", "match").type) == "bool"
    with pytest.raises(Misread, match="a possible match is weighed by rules of kind match alone"):
        typed("size(hits) > 0", "risk")


def test_a_variable_hides_a_parameter_and_a_parameter_a_fact():
    shadowed = Declared(FACTS, "data", {"arrival": 3})
    assert str(check(parse("documents.filter(arrival, arrival.has_zone)"), shadowed).type) == "list of document"
    assert str(check(parse("arrival + 1"), shadowed).type) == "int"


def test_every_function_of_the_table_has_words_and_nothing_else_has():
    assert reference.words().keys() == {one.name for one in reference.functions()}
    assert all(f"`{one.written}`" in reference.reference() for one in reference.functions())
