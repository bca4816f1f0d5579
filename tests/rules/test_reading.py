"""Conditions read aloud, in both languages, from the tree that decides."""

import re

import pytest

from preclear import rules
from preclear.rules import reading
from preclear.rules.cel import Declared, check, parse
from preclear.rules.facts import FACTS

PARAMETERS = {
    "adult": 18,
    "types": ["P", "AC"],
    "strong": 0.95,
    "waiver": ["AUS", "AUT", "BEL", "BRN", "CHL", "HRV", "CZE", "DNK", "EST", "FIN"],
}


def said(condition, language="en"):
    typed = check(parse(condition), Declared(FACTS, "match", PARAMETERS))
    return [*reading.read(typed, language).lines()]


READ = {
    "a comparison with a parameter": ("traveller.age < adult", ["the age on arrival of the traveller is less than 18 (adult)"]),
    "days": (
        "document.expires < arrival + days(90)",
        ["the day of expiry of the travel document is before the day of arrival plus 90 days"],
    ),
    "and, or, in their order": (
        'voyage.mode == "air" && (traveller.role == "crew" || size(documents) == 0)',
        [
            "All of these hold:",
            "  the mode of transport of the voyage is “air”",
            "  At least one of these holds:",
            "    the role of the traveller is “crew”",
            "    the number of the documents of the traveller is 0",
        ],
    ),
    "through a list": (
        "documents.exists(d, d.type in types && !has(d.expires))",
        [
            "At least one of the documents of the traveller (call it d) is such that:",
            "  All of these hold:",
            "    the type of d is one of “P”, “AC” (types)",
            "    the day of expiry of d is not declared",
        ],
    ),
    "true or false": ("!manifest.references_only && screened", [
        "All of these hold:", "  the list declares people in full", "  the watchlists could be searched for the traveller",
    ]),
    "not, of a whole": ('!(traveller.age < adult || voyage.mode == "air")', [
        "It is not so that:", "  At least one of these holds:",
        "    the age on arrival of the traveller is less than 18 (adult)", "    the mode of transport of the voyage is “air”",
    ]),
    "a long list": ("traveller.nationality in waiver", [
        "the nationality of the traveller is one of “AUS”, “AUT”, “BEL”, “BRN”, “CHL”, “HRV”, “CZE”, “DNK” and 2 more (waiver)",
    ]),
    "a place within a voyage": ('voyage.destination.country != "USA"', ["the country of the destination of the voyage is not “USA”"]),
}  # fmt: skip


@pytest.mark.parametrize(("condition", "expected"), READ.values(), ids=READ)
def test_a_condition_is_read_in_english(condition, expected):
    assert said(condition) == expected


FRENCH = {
    "days": ("document.expires < arrival + days(90)", [
        "le jour d'expiration du document de voyage précède le jour d'arrivée plus 90 jours",
    ]),
    "numbers": ("hits.exists(h, h.score >= strong)", [
        "Au moins un élément parmi les correspondances possibles (nommé h) est tel que\u00a0:",
        "  le score de h atteint au moins 0,95 (strong)",
    ]),
    "elided": ('voyage.origin.country == "CAN"', ["le pays de l'origine du voyage est «\u00a0CAN\u00a0»"]),
    "no zone": ("documents.all(d, !d.has_zone)", [
        "Chaque élément parmi les documents de la personne (nommé d) est tel que\u00a0:",
        "  le transporteur n'a pas envoyé la zone de lecture automatique de d",
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("condition", "expected"), FRENCH.values(), ids=FRENCH)
def test_a_condition_is_read_in_french(condition, expected):
    assert said(condition, "fr") == expected


def test_every_fact_has_a_name_in_both_languages_and_no_other_has():
    found, open_ = {}, [FACTS]
    while open_:
        of = open_.pop()
        of = of.of or of
        if of.facts and of.name not in found:
            found[of.name] = {fact.name for fact in of.facts}
            open_ += [fact.type for fact in of.facts]
    assert {name: set(held) for name, held in reading.nouns().items()} == found
    sentences = [
        text for held in reading.nouns().values() for one in held.values() for text in (one, one.get("yes"), one.get("no")) if text
    ]
    assert all(set(text) in ({"en", "fr"}, {"yes", "no"}) for text in sentences)


def test_every_rule_that_travels_with_the_program_is_read_whole():
    for rule in rules.load().rules:
        for version in filter(None, rule.versions[-1:]):
            for language in ("en", "fr"):
                text = " ".join(reading.read(version.condition, language).lines())
                assert not re.search(r"[{}]|&&|\|\||==|\bhas\(", text), (rule.id, text)


def test_what_an_editor_offers_can_be_written():
    offered = reading.completions()
    assert {"name": "voyage.destination.country", "type": "string", "en": "country", "fr": "le pays"} in offered
    for one in offered:
        check(
            parse(f"has({one['name']})" if "." in one["name"] else f"{one['name']} == {one['name']}" if one["type"] == "date" else "true"),
            Declared(FACTS, "match", {}),
        )


def test_everything_that_the_language_has_can_be_read():
    conditions = [
        "size(documents.filter(d, d.type in types)) % 2 == 1",
        "documents.exists_one(d, d.has_zone)",
        'size(documents.map(d, d.number)) > 1 ? traveller.role == "crew" : screened',
        "(screened ? 1 : 2) > -traveller.bags",
        "arrival - document.expires > duration('36h')",
        'document.issued == date("2026-05-01") || document.number.startsWith("X") == screened',
    ]
    for condition in conditions:
        for language in ("en", "fr"):
            assert not re.search(r"[{}]|&&|\|\||==", " ".join(said(condition, language))), condition
    assert said(conditions[1])[0] == "Exactly one of the documents of the traveller (call it d) is such that:"
