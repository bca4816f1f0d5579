"""Labelled questions are true, apart by half, and the same every time."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.quality import listed, measure, page, report, scripts, sets
from benchmarks.quality.asked import Asked, half, in_zone_letters, traveller
from benchmarks.quality.fit import Sought, _by_policy
from benchmarks.quality.measure import Scored, Share
from benchmarks.quality.report import Report, Row
from preclear.matching import load_weights
from preclear.matching.weights import packaged, read


@pytest.fixture(scope="module")
def material():
    return listed.invented()


def test_an_alias_held_out_is_not_on_the_list_that_is_asked(material):
    by_ref = {entry.ref: entry for entry in material.edition.entries}
    assert len(material.held_out) > 300
    for ref, alias in material.held_out.items():
        parts = sorted(in_zone_letters(alias.text).split())
        assert all(sorted(in_zone_letters(name.text).split()) != parts for name in by_ref[ref].names)


def test_the_halves_share_nobody_and_are_about_alike(material):
    fit, kept = ({asked.ref for asked in sets.spelled(material, which)} for which in ("fit", "report"))
    assert not fit & kept
    assert abs(len(fit) - len(kept)) < 200
    assert all(half(ref) == "fit" for ref in fit)


def test_a_question_is_the_same_every_time_whatever_else_is_listed(material):
    fewer = replace(material, edition=listed.of_parts(material.edition, material.edition.entries[:200]))
    every = {(asked.kind, asked.ref): asked for asked in sets.with_facts(material, "report")}
    assert [every[asked.kind, asked.ref] for asked in sets.with_facts(fewer, "report")] == list(sets.with_facts(fewer, "report"))


def test_one_slip_is_in_one_fact(material):
    whole = {}
    for asked in sets.with_facts(material, "report"):
        who = asked.traveller
        if asked.kind == "all facts exact":
            whole[asked.ref] = who
        elif asked.ref in whole and asked.kind != "the same, name alone":
            exact = whole[asked.ref]
            fields = ("family_name", "given_names", "birth_date", "sex", "nationalities")
            changed = [field for field in fields if getattr(who, field) != getattr(exact, field)]
            assert len(changed) == 1 or (asked.kind == "born on 1 January" and not changed)


def test_who_is_hard_is_nobody_listed(material):
    names = {frozenset(in_zone_letters(name.text).split()) for entry in material.edition.entries for name in entry.names}
    hard = list(sets.hard(material, "report", 300))
    assert len(hard) > 200
    for asked in hard:
        assert asked.ref is None
        assert frozenset(f"{asked.traveller.family_name} {asked.traveller.given_names}".split()) not in names


@pytest.mark.parametrize("script", scripts.SCRIPTS)
def test_a_name_in_another_script_is_spelled_in_latin_letters_from_parts_of_its_half(script):
    fit, kept = (scripts.pairs(script, which, 60) for which in ("fit", "report"))
    assert len({entry.names[0].text for entry in kept.edition.entries}) == 60
    assert not {entry.names[0].text for entry in fit.edition.entries} & {entry.names[0].text for entry in kept.edition.entries}
    for asked, entry in zip(kept.asked, kept.edition.entries, strict=True):
        assert asked.ref == entry.ref
        assert (asked.traveller.family_name + asked.traveller.given_names).replace(" ", "").isascii()
        assert not entry.names[0].text.isascii()


def test_two_people_whose_names_are_spelled_alike_are_no_false_pair():
    of = scripts.pairs("Cyrillic", "report", 150)
    assert of.twins
    scores = np.zeros((150, 150))
    for place, other in of.twins:
        scores[place, other] = 1.0
    assert scripts.found(of, scores, 0.5)[1].of == 0


def test_the_threshold_alerts_on_no_more_than_the_share():
    best = [place / 1000 for place in range(1000)]
    threshold = measure.threshold_at(best, 0.005)
    assert sum(score >= threshold for score in best) == 5


def test_recall_counts_the_right_person_and_alerts_anybody():
    who = Asked("kind", "", traveller("A", "B"), "list:1")
    scored = [Scored(who, 0.2, 0.9), Scored(who, 0.9, 0.9), Scored(replace(who, ref=None), 0.0, 0.9)]
    assert measure.recall(scored, 0.5) == Share(1, 2)
    assert measure.alerts(scored, 0.5) == Share(1, 1)


def _report(found: int, alerted: int) -> Report:
    rows = [
        Row(of="list", section="name alone", kind="swapped", recall=True, ours=Share(found, 1000)),
        Row(of="list", section="alerted", kind="ordinary", recall=False, ours=Share(alerted, 1000)),
    ]
    return Report(True, "v", 0.5, rows, lists={"list": "digest"})


def test_a_fall_beyond_the_noise_is_said_and_one_within_it_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "KEPT", tmp_path / "quality.json")
    assert report.fallen(_report(0, 1000)) == []  # nothing is kept yet
    report.keep(_report(990, 4))
    assert json.loads((tmp_path / "quality.json").read_text())["quick"]["rows"][0]["ours"] == [990, 1000]
    assert report.fallen(_report(985, 7)) == []
    assert [flaw.split(":")[0] for flaw in report.fallen(_report(970, 20))] == ["quality, list, swapped", "quality, list, ordinary"]
    assert [flaw.split(":")[0] for flaw in report.fallen(_report(990, 12))] == ["quality, list, ordinary"]
    within = _report(990, 12)
    within.rows[1] = replace(within.rows[1], aim=0.012)
    assert report.fallen(within) == []  # more than was kept, and no more than is aimed at
    assert report.fallen(replace(_report(0, 1000), lists={"list": "another digest"})) == []  # another edition: other questions


def test_a_fit_finds_what_made_the_data_within_its_bounds():
    random = np.random.default_rng(7)
    columns = np.hstack((random.random((4000, 3)), np.ones((4000, 1))))
    truth = (random.random(4000) < 1 / (1 + np.exp(-(columns @ [3.0, 0.0, 2.0, -2.0])))).astype(float)
    flat = np.full(4000, 1 / 4000)
    inf = np.inf
    sought = Sought(columns, truth, flat, np.zeros(4), np.full(4, 1e-6), np.array([inf, inf, 0.5, inf]))
    first, second, third, begin = sought.best()
    assert first == pytest.approx(3.0, abs=0.4)
    assert 0 <= second < 0.3
    assert third == 0.5
    assert begin < -1


def test_what_is_policy_holds_of_the_weights_as_they_are_and_as_fitting_leaves_them():
    """No name outweighs another year of birth; an exact number is a hit whatever contradicts, one slip from it under any name."""
    text = (report.KEPT.parents[1] / "preclear/policy/weights/matching.toml").read_text()
    for weights in (packaged(), read(_by_policy(text), "weights")):
        most = {code: max(height for _, height in curve) for code, curve in weights.supports.items()}
        least = {code: min(height for _, height in curve) for code, curve in weights.against.items()}
        assert (
            sum(height for code, height in most.items() if not code.startswith(("document", "birth_date"))) < -least["birth_date_differs"]
        )
        names = weights.supports["name_alike"][0][1] + sum(h for code, h in least.items() if code.startswith(("name_", "list_")))
        others = least["birth_date_differs"] + least["nationality_differs"] + least["sex_differs"]
        assert weights.evidence("document_same", 0.6) + names > 0
        assert weights.evidence("document_same", 0.8) + names + others > 0
        assert weights.threshold == load_weights().threshold


def test_the_page_says_what_is_kept():
    assert page.PAGE.read_text(encoding="utf-8") == page.text(), "run: python -m benchmarks.quality page"
