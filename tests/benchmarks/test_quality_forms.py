"""What the makers of labelled questions do to a name."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from rapidfuzz.distance import OSA

from benchmarks.quality import forms
from benchmarks.quality.forms import Named
from preclear.demo import people
from preclear.documents import Zone, mrz, write
from preclear.manifest import PartialDate

ON = date(2026, 6, 1)
LONG = Named("Thirunavukkarasu", "Parameswari Annapoorani", "F")


@pytest.mark.parametrize("seed", range(60))
def test_a_passport_zone_reads_back_to_the_name_that_was_asked(seed):
    person = people.person(Random(seed), ON)
    asked = forms.passport_zone(Random(1), Named(person.name.family_name, person.name.given_names))
    zone = _zone("TD3", person)
    assert (zone.valid, zone.format) == (True, "TD3")
    assert (zone.family_name, zone.given_names) == asked


@pytest.mark.parametrize("seed", range(60))
def test_a_card_zone_reads_back_to_the_name_that_was_asked(seed):
    person = people.person(Random(seed), ON)
    asked = forms.card_zone(Random(1), Named(person.name.family_name, person.name.given_names))
    zone = _zone("TD1", person)
    assert (zone.valid, zone.format) == (True, "TD1")
    assert (zone.family_name, zone.given_names) == asked


def test_a_long_name_is_cut_so_that_each_part_keeps_a_letter():
    assert forms.passport_zone(Random(1), LONG) == ("THIRUNAVUKKARASU", "PARAMESWARI ANNAPOORA")
    assert forms.card_zone(Random(1), LONG) == ("THIRUNAVUKKARASU", "PARAMESWAR A")
    assert forms.shortened_zone(Random(1), LONG) == ("THIRUNAVUKKARASU", "PARAMESWAR A")


def test_initials_stand_for_further_given_names_on_a_card():
    assert forms.shortened_zone(Random(1), Named("AL-QAHTANI", "Muhammad Abdallah Salih")) == ("AL QAHTANI", "MUHAMMAD A S")
    assert forms.shortened_zone(Random(1), Named("SMITH", "John Paul")) is None


@pytest.mark.parametrize("seed", range(200))
def test_one_typing_error_is_one_and_leaves_both_fields(seed):
    family, given = forms.one_typing_error(Random(seed), Named("GARCIA LOPEZ", "Ana Maria"))
    assert OSA.distance(f"{family}\t{given}", "GARCIA LOPEZ\tANA MARIA") == 1
    assert family
    assert given
    assert family.count(" ") + given.count(" ") == 2


def test_an_airline_runs_parts_together_and_glues_the_title():
    assert forms.airline(Random(1), Named("DE LA CRUZ", "Ana Maria", "F")) == ("DELACRUZ", "ANAMARIAMRS")
    family, given = forms.airline(Random(1), Named("SALIM", "Abd al-Rahman Ould Muhammad al-Husayn Ould Muhammad", "M"))
    assert len(family + given) == forms.AIRLINE_FIELD


LEFT_OUT = {
    "further given names": (Named("SMITH", "John Paul"), {("SMITH", "JOHN")}),
    "one of two family names": (Named("GARCIA LOPEZ", "Ana"), {("GARCIA", "ANA"), ("LOPEZ", "ANA")}),
    "a particle": (Named("AL-QAHTANI", "Salih"), {("QAHTANI", "SALIH")}),
    "never half of abd al-X": (Named("NASR", "Abd al-Rahman Salih"), {("NASR", "ABD AL RAHMAN")}),
    "no suffix alone": (Named("SALI JR.", "Jainal"), {("SALI", "JAINAL")}),
}


@pytest.mark.parametrize(("name", "possible"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out(name, possible):
    assert {forms.parts_left_out(Random(seed), name) for seed in range(50)} == possible


def test_nothing_is_left_out_of_two_parts():
    assert forms.parts_left_out(Random(1), Named("SMITH", "John")) is None


def test_another_spelling_follows_the_rules_of_its_group_alone():
    spelled = {forms.spelled_otherwise(Random(seed), Named("KHALED", "Youssef", group="Arabic")) for seed in range(80)}
    assert ("HALED", "YOUSSEF") in spelled
    assert ("KHALED", "YUSSEF") in spelled
    assert ("KHALED", "YOUSSEF") not in spelled
    assert forms.spelled_otherwise(Random(1), Named("KHALED", "Youssef", group="Other")) is None


def _zone(layout: str, person) -> Zone:
    paper = person.passport
    lines = write(
        layout,
        type="P" if layout == "TD3" else "I",
        issuer=paper.issuer,
        family_name=person.name.family_name,
        given_names=person.name.given_names,
        number=paper.number,
        nationality=person.nationality,
        birth_date=PartialDate.of(person.birth_date),
        sex=person.sex,
        expires=paper.expires,
    )
    return mrz.read(lines, on=ON)
