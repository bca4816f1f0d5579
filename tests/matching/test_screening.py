"""Who is a possible match and who is not, in plain words; and what holds whoever is screened."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import matching
from preclear.manifest import NotScreened, PartialDate
from preclear.matching import FINDINGS, names
from preclear.matching.building import LEAST_ROWS
from tests.matching.people import LISTED, edition, entry, traveller

MATCHES = {  # case: who was declared, which listed person must be found
    "exactly as listed": (("KARAMOVIC", "ZLATAN", "1974-08-23"), 1),
    "without a birth date": (("KARAMOVIC", "ZLATAN"), 1),
    "in small letters": (("karamovic", "Zlatan", "1974-08-23"), 1),
    "family and given names swapped": (("ZLATAN", "KARAMOVIC", "1974-08-23"), 1),
    "the whole name in the family name": (("KARAMOVIC ZLATAN", "", "1974-08-23"), 1),
    "the whole name in the given names": (("", "ZLATAN KARAMOVIC", "1974-08-23"), 1),
    "with the accent of its own language": (("Karamović", "Zlatan", "1974-08-23"), 1),
    "with a title": (("KARAMOVIC", "ZLATAN MR", "1974-08-23"), 1),
    "with a title before it": (("DR KARAMOVIC", "ZLATAN", "1974-08-23"), 1),
    "with a title glued on": (("KARAMOVIC", "ZLATANMR", "1974-08-23"), 1),
    "in full-width letters": (("ＫＡＲＡＭＯＶＩＣ", "ＺＬＡＴＡＮ", "1974-08-23"), 1),
    "one letter wrong": (("KARAMOVIK", "ZLATAN", "1974-08-23"), 1),
    "one letter left out": (("KARMOVIC", "ZLATAN", "1974-08-23"), 1),
    "one letter too many": (("KARAMOVICZ", "ZLATAN", "1974-08-23"), 1),
    "two letters swapped": (("KARAMOIVC", "ZLATAN", "1974-08-23"), 1),
    "one letter wrong in the given name": (("KARAMOVIC", "ZLATEN", "1974-08-23"), 1),
    "first letter wrong": (("GARAMOVIC", "ZLATAN", "1974-08-23"), 1),
    "one letter wrong, without a birth date": (("KARAMOVICH", "ZLATAN"), 1),
    "only the year of birth": (("KARAMOVIC", "ZLATAN", "1974"), 1),
    "only the year and month of birth": (("KARAMOVIC", "ZLATAN", "1974-08"), 1),
    "one wrong digit in the day": (("KARAMOVIC", "ZLATAN", "1974-08-22"), 1),
    "one wrong digit in the year": (("KARAMOVIC", "ZLATAN", "1984-08-23"), 1),
    "one wrong digit in the month": (("KARAMOVIC", "ZLATAN", "1974-09-23"), 1),
    "born a year later": (("KARAMOVIC", "ZLATAN", "1975-01-30"), 1),
    "umlauts, two family names": (("Müller-Oberlein", "Jürgen", "1961-03-09"), 2),
    "umlauts as a zone writes them": (("MUELLER OBERLEIN", "JUERGEN", "1961-03-09"), 2),
    "umlauts stripped": (("MULLER OBERLEIN", "JURGEN", "1961-03-09"), 2),
    "hyphen left out": (("MUELLEROBERLEIN", "JUERGEN", "1961-03-09"), 2),
    "day and month swapped": (("MUELLER OBERLEIN", "JUERGEN", "1961-09-03"), 2),
    "an umlaut where the list has none": (("Müller", "Ottokar", "1958-11-30"), 3),
    "the umlaut lost where the list writes UE": (("MULLER", "OTTOKAR", "1958-11-30"), 3),
    "a Cyrillic listing in Latin letters": (("SHARVENOV", "KIRILL", "1970-02-14"), 4),
    "a Cyrillic listing in another romanisation": (("CHARVENOV", "KIRILL", "1970-02-14"), 4),
    "a Cyrillic listing in Cyrillic letters": (("ШАРВЕНОВ", "КИРИЛЛ", "1970-02-14"), 4),
    "an Arabic listing in Latin letters": (("AL ZARQANI", "HUSSEIN", "1966-07-05"), 5),
    "an Arabic listing in Latin letters, the article left out": (("ZARQANI", "HUSSEIN", "1966-07-05"), 5),
    "an Arabic listing in Latin letters, the article run together": (("ALZARQANI", "HUSSEIN", "1966-07-05"), 5),
    "an Arabic listing in another romanisation": (("ALZARQANI", "HUSAYN", "1966-07-05"), 5),
    "an Arabic listing in Arabic letters": (("الزرقاني", "حسين", "1966-07-05"), 5),
    "middle names left out": (("BRZEZICKI", "WITOLD", "1949-05-17"), 6),
    "one of two middle names left out": (("BRZEZICKI", "WITOLD TEOFIL", "1949-05-17"), 6),
    "given names run together": (("BRZEZICKI", "WITOLDMARIANTEOFIL", "1949-05-17"), 6),
    "given names run together, the last left out": (("BRZEZICKI", "WITOLDMARIAN", "1949-05-17"), 6),
    "given names run together with a glued title": (("BRZEZICKI", "WITOLDMARIANMR", "1949-05-17"), 6),
    "an initial for a middle name": (("BRZEZICKI", "WITOLD M", "1949-05-17"), 6),
    "a middle name that the list does not have": (("KARAMOVIC", "ZLATAN EMIR", "1974-08-23"), 1),
    "apostrophe as a blank": (("O DONOVAN", "FERGUS", "1955-12-02"), 7),
    "apostrophe left out": (("ODONOVAN", "FERGUS MALACHY", "1955-12-02"), 7),
    "a curly apostrophe": (("O’Donovan", "Fergus", "1955-12-02"), 7),
    "cut to the 39 places of a passport": (("SRIVASTAVAKUMARAN", "PARAMESWARANATHAN VE", "1968-10-21"), 8),
    "cut to the 30 places of a card": (("SRIVASTAVAKUMARAN", "PARAMESWARA", "1968-10-21"), 8),
    "cut in a card, the family name mistyped": (("SRIVASTAVAKUMARN", "PARAMESWARAN", "1968-10-21"), 8),
    "under an alias": (("PALOMARES", "LEANDRO", "1963-06-11"), 9),
    "born as the second listed date says": (("QUINTANILLA", "EUSEBIO", "1964-02-20"), 9),
    "exactly the listed John Smithson": (("SMITHSON", "JOHN", "1971-04-04"), 10),
    "servant-names in one word": (("ABDURRAHMAN", "MUHAMMAD YASIN", "1967-01-19"), 11),
    "servant-names with an article": (("ABD AL RAHMAN", "MOHAMED YASEEN", "1967-01-19"), 11),
    "a single name": (("SUKARDIWINATA", "", "1972-09-13"), 12),
    "a single name in the given names": (("", "SUKARDIWINATA", "1972-09-13"), 12),
    "a single name, the other said to be unknown": (("SUKARDIWINATA", "FNU", "1972-09-13"), 12),
    "Spanish marks stripped": (("ZUNIGA FERRANDIZ", "INIGO", "1969-10-10"), 18),
    "Spanish marks as a zone may write them": (("ZUNXXIGA FERRANDIZ", "INXXIGO", "1969-10-10"), 18),
    "the second family name left out": (("ZUNIGA", "INIGO", "1969-10-10"), 18),
    "Polish marks stripped": (("LUKASZCZYK", "ZANETA", "1976-12-24"), 19),
    "particles left out": (("HEUVELINK", "CORNELIS", "1952-07-01"), 20),
    "particles run together": (("VANDERHEUVELINK", "CORNELIS", "1952-07-01"), 20),
    "document number and issuer alone": (("SOMEONE", "QUITE DIFFERENT", "1990-01-01", "BIH/BH4471902"), 1),
    "document number with blanks and look-alikes": (("KARAMOVIC", "ZLATAN", "1974-08-23", "BIH/BH 447I9O2"), 1),
    "a placeholder for a name, and a listed document": (("UNKNOWN", "UNKNOWN", None, "BIH/BH4471902"), 1),
}  # fmt: skip


@pytest.mark.parametrize("case", MATCHES)
def test_a_possible_match(case, index):
    declared, number = MATCHES[case]
    (hits,) = matching.screen(index, [traveller(*declared)])
    assert f"test:{number}" in [hit.entry for hit in hits]


OTHERS = {
    "same family name, another given name": ("KARAMOVIC", "MIROSLAV", "1974-01-02"),
    "same family name, another given name, same year": ("BRZEZICKI", "STANISLAW", "1949-11-11"),
    "same given name, another family name": ("PETROVIC", "ZLATAN", "1974-08-23"),
    "same name, born twenty years later": ("KARAMOVIC", "ZLATAN", "1994-02-11"),
    "same name, born forty years later": ("SMITHSON", "JOHN", "2011-06-15"),
    "only a common part shared": ("KHAN", "MOHAMMED", "1967-01-19"),
    "only common parts, of two people": ("HASSAN", "TARIQ", "1990-06-30"),
    "common parts of one person, another name besides": ("MOHAMMED", "ALI", "1991-01-13"),
    "an ordinary John Smith": ("SMITH", "JOHN", "1971-11-12"),
    "an ordinary John Smith without a birth date": ("SMITH", "JOHN"),
    "a Johnson": ("JOHNSON", "SMITH", "1971-04-04"),
    "only a title shared": ("NOWAK", "MR", "1974-08-23"),
    "only an article shared": ("AL GHAMDI", "SAAD", "1966-07-05"),
    "only particles shared": ("VAN DER MEER", "PIETER", "1952-07-01"),
    "nothing but the birth date": ("ANDERSSON", "LOVISA", "1974-08-23"),
    "the number of another state, another name": ("ANDERSSON", "LOVISA", "1990-01-01", "SWE/BH4471902"),
    "a number that ends like the listed one": ("ANDERSSON", "LOVISA", "1990-01-01", "BIH/BH4471903"),
    "a short number": ("ANDERSSON", "LOVISA", "1990-01-01", "BIH/902"),
    "a single name like another's given name": ("ZLATAN", "", "1990-03-03"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_no_match(case, index):
    assert matching.screen(index, [traveller(*OTHERS[case])]) == ((),)


PLACEHOLDERS = {
    "to be advised": ("TBA", "TBA"),
    "nomen nescio": ("NN", ""),
    "two letters for each": ("NN", "NN"),
    "unknown": ("UNKNOWN", "UNKNOWN"),
    "first name unknown, last name unknown": ("LNU", "FNU"),
    "only a first name unknown": ("", "FNU"),
    "crosses": ("XXXX", "XX"),
    "a passenger": ("PASSENGER", "TBA"),
    "a passenger by a number": ("PASSENGER", "ONE"),
    "an adult by a number, with a title": ("ADULT", "TWO MR"),
    "a guest by a number": ("Guest 1", ""),
    "a child by a number, after a title": ("MSTR", "CHILD TEN"),
    "to be advised, in words": ("TO BE", "ADVISED"),
    "to be advised, in one field": ("TO BE ADVISED", ""),
    "not available": ("N/A", "N/A"),
}
NO_NAMES = {
    "nothing": ("", ""),
    "blanks": ("  ", " "),
    "marks": ("-", "."),
    "digits": ("123", "4"),
}


@pytest.mark.parametrize("case", PLACEHOLDERS)
def test_a_placeholder_is_not_screened(case, index):
    assert matching.screen(index, [traveller(*PLACEHOLDERS[case])]) == (NotScreened("placeholder_name", "the name is a placeholder"),)


@pytest.mark.parametrize("case", NO_NAMES)
def test_who_has_no_name_is_not_screened(case, index):
    assert matching.screen(index, [traveller(*NO_NAMES[case])]) == (NotScreened("no_name", "no name was declared"),)


@pytest.mark.parametrize("names", [("SUHARTONO", ""), ("", "SUHARTONO"), ("SUHARTONO", "FNU"), ("LI", "")])
def test_a_single_name_is_screened(names, index):
    assert matching.screen(index, [traveller(*names)]) == ((),)


def test_nobody_is_screened_to_nothing(index):
    assert matching.screen(index, []) == ()


def test_nobody_is_a_match_of_an_empty_list():
    empty = matching.build([edition()])
    assert matching.screen(empty, [traveller("KARAMOVIC", "ZLATAN", "1974-08-23", "BIH/BH4471902")]) == ((),)


def test_every_hit_is_best_first_and_says_reasons_that_are_known(index):
    screenings = matching.screen(index, [traveller(*declared) for declared, _ in MATCHES.values()], threshold=0.0)
    for hits in screenings:
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert len({hit.entry for hit in hits}) == len(hits)
        for hit in hits:
            assert 0 <= hit.score <= 1
            assert {reason.code for reason in hit.reasons} <= set(FINDINGS)
            assert all(0 <= reason.strength <= 1 and reason.detail for reason in hit.reasons)


def test_a_threshold_leaves_out_what_is_below_it_and_nothing_else(index):
    people = [traveller(*declared) for declared, _ in MATCHES.values()]
    everything = matching.screen(index, people, threshold=0.0)
    kept = tuple(tuple(hit for hit in hits if hit.score >= 0.9) for hits in everything)
    found = matching.screen(index, people, threshold=0.9)
    assert tuple(() if isinstance(hits, NotScreened) else hits for hits in found) == kept


def test_a_listed_person_counts_once_under_the_likest_name(index):
    (hits,) = matching.screen(index, [traveller("PALOMARES", "LEANDRO", "1963-06-11")])
    assert [(hit.entry, hit.name) for hit in hits] == [("test:9", "PALOMARES, Leandro")]


def test_a_weak_alias_scores_less_than_a_good_one():
    names = LISTED[8].names
    weak = replace(LISTED[8], names=(names[0], replace(names[1], quality="low")))
    strong = replace(LISTED[8], names=names[:2])
    sought = [traveller("PALOMARES", "LEANDRO", "1963-06-11")]
    scores = [matching.screen(matching.build([edition(each)]), sought, threshold=0.0)[0][0].score for each in (weak, strong)]
    assert scores[0] < scores[1]


# What holds whoever is screened. Names are of the list, a slip away from it, and of nobody.

WORDS = sorted({word for each in LISTED for name in each.names for word in name.text.replace(",", " ").split()})
words = st.sampled_from(WORDS) | st.text(alphabet="ABCDEIKLMNORSTUZ-' üżñ", min_size=1, max_size=14) | st.sampled_from(["TBA", "MR", "X"])
fields = st.lists(words, max_size=3).map(" ".join)
dates = st.none() | st.dates().map(lambda day: day.isoformat()) | st.sampled_from(["1974-08-23", "1974", "1961-09-03", "1977-03"])
papers = st.sampled_from([None, None, "BIH/BH4471902", "SWE/BH4471902", "/BH4471902", "SWE/123456"])
travellers = st.builds(traveller, fields, fields, dates, papers)


@given(st.lists(travellers, min_size=1, max_size=8))
def test_alone_or_in_company_the_hits_are_the_same(index, people):
    assert matching.screen(index, people) == tuple(matching.screen(index, [each])[0] for each in people)


@given(st.lists(travellers, min_size=2, max_size=6).flatmap(lambda people: st.tuples(st.just(people), st.permutations(range(len(people))))))
def test_the_order_of_travellers_is_the_order_of_screenings(index, drawn):
    people, order = drawn
    screenings = matching.screen(index, people)
    assert matching.screen(index, [people[place] for place in order]) == tuple(screenings[place] for place in order)


@given(st.lists(travellers, min_size=1, max_size=4))
def test_a_fresh_index_screens_as_one_that_was_used(index, people):
    fresh = matching.Index(index.about, index.arrays)
    assert matching.screen(fresh, people) == matching.screen(index, people) == matching.screen(index, people)


@given(travellers, st.sampled_from(LISTED))
def test_a_birth_date_that_agrees_never_lowers_a_score(index, person, listed):
    unborn, born = replace(person, birth_date=None), replace(person, birth_date=listed.birth_dates[0].first)
    assert score(index, born, listed.ref) >= score(index, unborn, listed.ref)


@given(travellers, st.sampled_from(LISTED))
def test_more_that_agrees_never_lowers_a_score(index, person, listed):
    """A whole date beside its year alone, then the sex, a nationality and a document that the list gives, too."""
    born = listed.birth_dates[0].first
    person = replace(person, birth_date=PartialDate(born.year))
    scores = [score(index, person, listed.ref)]
    for facts in ({"birth_date": born}, {"sex": listed.sex}, {"nationalities": listed.nationalities}):
        person = replace(person, **facts)
        scores.append(score(index, person, listed.ref))
    assert scores == sorted(scores)


@given(travellers, st.sampled_from(LISTED), st.dates().map(PartialDate.of))
def test_what_contradicts_never_raises_a_score(index, person, listed, born):
    """Another sex, nationality or date than the listed one beside none declared; another date may still be a slip away, but not better."""
    silent = replace(person, birth_date=None, sex=None, nationalities=())
    before = score(index, silent, listed.ref)
    assert score(index, replace(silent, sex={"M": "F", "F": "M"}.get(listed.sex, "F")), listed.ref) <= before
    assert score(index, replace(silent, nationalities=("NZL",)), listed.ref) <= before
    if born.year != listed.birth_dates[0].first.year and len(listed.birth_dates) == 1:
        assert score(index, replace(silent, birth_date=born), listed.ref) <= before


@given(st.lists(travellers, min_size=1, max_size=3))
def test_a_closer_part_never_tells_less(index, people):
    read = [name for each in people if not isinstance(name := names.declared(each), NotScreened)]
    kept = index.asked.of(part.text for name in read for part in name.parts)
    for text in {part.text for name in read for part in name.parts}:
        told = [kept.surprise(text, strength / 100) for strength in range(101)]
        assert told == sorted(told)
        assert told[0] >= 0


def test_namesakes_make_a_name_tell_less():
    """The more on the list are nearly so called, under whatever spelling, the less the name alone tells; a passport tells as before."""
    others = [
        entry(100 + n, f"{family}, {given}")
        for n, (family, given) in enumerate(product(["MOHAMED", "MUHAMED", "MOHAMAD"], ["TARIK", "TAREK"]))
    ]
    few, many = (
        matching.build([edition(*LISTED, *crowd)])
        for crowd in ((), [replace(each, ref=f"{each.ref}/{n}") for each in others for n in range(40)])
    )
    person = traveller("MOHAMMED", "TARIQ")
    assert 0 < score(many, person, "test:13") < score(few, person, "test:13")


def test_a_long_list_is_held_against_a_name_and_said(index):
    strangers = [entry(f"{n} of no account", f"{made(random)}, {made(random)}") for random in [Random(7)] for n in range(2 * LEAST_ROWS)]
    long = matching.build([edition(*LISTED, *strangers)])
    found = {}
    for each in (index, long):
        ((hit, *_),) = matching.screen(each, [traveller("KARAMOVIC", "ZLATAN", "1974-08-23")])
        found[each.rows] = {reason.code: reason.facts for reason in hit.reasons}
    assert [facts.get("list_long") for facts in found.values()] == [None, {"names": str(long.rows)}]


def made(random):
    """A name part of nobody's."""
    return "".join(random.choice("BDFGKLMNPRSTVZ") + random.choice("AEIOU") for _ in range(4))


@given(travellers)
def test_the_same_document_never_lowers_a_score(index, person):
    listed = traveller("", "", None, "BIH/BH4471902").documents
    assert score(index, replace(person, documents=listed), "test:1") >= score(index, replace(person, documents=()), "test:1")


@given(travellers, st.sampled_from(["facts", "bags", "seat"]))
def test_what_is_no_identity_changes_nothing(index, person, key):
    elsewhere = replace(person, ordinal=7, key=key, seat="12A", address="1 Main Street", residence="USA", references={"AVF": "ABC123"})
    assert matching.screen(index, [elsewhere]) == matching.screen(index, [person])


def score(index, person, ref):
    """The score of one listed person for a traveller; 0 where they were not worth comparing."""
    (hits,) = matching.screen(index, [person], threshold=0.0)
    return 0.0 if isinstance(hits, NotScreened) else next((hit.score for hit in hits if hit.entry == ref), 0.0)


# The real list of 2021 and invented ordinary travellers.


def test_everyone_on_the_real_list_is_found_by_name_and_birth_date(ofac):
    edition, index = ofac
    told = [each for each in edition.entries if each.birth_dates]
    people = Random(300).sample(told, 300)
    sought = [traveller(*name_fields(each.names[0]), str(each.birth_dates[0].first)) for each in people]
    screenings = matching.screen(index, sought)
    missed = [each.ref for each, hits in zip(people, screenings, strict=True) if each.ref not in [hit.entry for hit in hits]]
    assert missed == []


def test_hardly_any_ordinary_traveller_is_a_match_of_the_real_list(shared, ofac):
    with (shared / "data" / "watchlists" / "populations" / "invented_travellers.csv").open(encoding="utf-8", newline="") as file:
        rows = Random(1000).sample(list(csv.DictReader(file)), 1000)
    people = [traveller(row["last_name"], f"{row['first_name']} {row['middle_name']}".strip(), row["date_of_birth"]) for row in rows]
    screenings = matching.screen(ofac[1], people)
    assert not any(isinstance(hits, NotScreened) for hits in screenings)
    assert sum(bool(hits) for hits in screenings) <= 10


def name_fields(name):
    return (name.family_name, name.given_names) if name.family_name else (name.text, "")
