"""Rule files: what is refused, with file, line and column; versions by day; texts in both languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from preclear import rules
from preclear.errors import SourceError
from preclear.manifest.faults import FAULTS
from preclear.rules.ruleset import read

FAULT_CODE = re.compile(r"\b(?:PAX|DOC|MRZ)-[A-Z-]+")

RULE = """
kind = "document"
title = {en = "Expires soon", fr = "Expire bientôt"}
reason = {en = "Expires on {document.expires}.", fr = "Expire le {document.expires}."}
source = "Entry Regulations, reg. 7(2)"
owner = "document unit"
then = "refer"
severity = 2
when = "document.expires < arrival + days(days_after)"
versions = [{from = 2025-01-01, days_after = 0}, {from = 2026-07-01, days_after = 90}, {from = 2027-01-01, repealed = true}]
cases = [
  {name = "a day too early", on = 2026-07-01, document.expires = 2026-09-28, fires = true},
  {name = "under the old version", on = 2026-06-30, document.expires = 2026-09-27, fires = false},
  {name = "not declared", on = 2026-06-30, fires = "cannot tell"},
]
"""


def changed(old: str, new: str) -> bytes:
    assert old in RULE
    return RULE.replace(old, new).encode()


def test_the_rule_itself_is_read():
    rule = read(RULE.encode(), "expires-soon.toml")
    assert (rule.id, rule.kind, rule.then, rule.severity, rule.unknown) == ("expires-soon", "document", "refer", 2, "note")
    assert [case.fires for case in rule.cases] == [True, False, None]


REFUSED = {
    "a key that is not known": ('owner = "d', 'ownr = "x"\nowner = "d', "unknown field `ownr`"),
    "no TOML": ('kind = "document"', "kind = document", "r.toml: Invalid value (at line 2, column 8)"),
    "no such kind": ('kind = "document"', 'kind = "visa"', "Invalid enum value 'visa'"),
    "a refusal, which no rule can give": ('then = "refer"', 'then = "refuse"', "Invalid enum value 'refuse'"),
    "no French title": ('fr = "Expire bientôt"', 'fr = " "', "r.toml, line 3, column 1: title is wanted in English and in French"),
    "no law": ('source = "Entry Regulations, reg. 7(2)"', 'source = ""', "r.toml, line 5, column 1: source is empty"),
    "a referral without severity": ("severity = 2\n", "", "r.toml, line 7, column 1: a rule that refers has a severity"),
    "a severity that there is not": ("severity = 2", "severity = 4", "r.toml, line 7, column 1: a rule that refers has a severity"),
    "a note with severity": ('then = "refer"', 'then = "note"', "r.toml, line 7, column 1: a rule that refers has a severity"),
    "an unknown fact": ("document.expires < arr", "document.expiry < arr", "r.toml, line 9, column 18: there is no fact document.expiry"),
    "a wrong type": ("days(days_after)", "days_after", "r.toml, line 9, column 36: + cannot stand between date and int"),
    "a condition that is none": (
        'when = "document.expires < arrival + ',
        'when = "arrival + ',
        "r.toml, line 9, column 1: the condition gives date, not true or false",
    ),
    "an unreadable condition": ("< arrival", "<< arrival", "r.toml, line 9, column 27: a value belongs here, not '<'"),
    "an unknown fact in the reason": (
        "on {document.expires}",
        "on {document.ends}",
        "r.toml, line 4, column 38: there is no fact document.ends",
    ),
    "versions out of order": ("from = 2026-07-01", "from = 2024-07-01", "r.toml, line 10, column 1: each version has a day"),
    "a version without its day": ("{from = 2025-01-01, days_after", "{days_after", "r.toml, line 10, column 1: each version has a day"),
    "a parameter of another type": (
        "days_after = 90",
        "days_after = 9.5",
        "r.toml, line 10, column 1: all versions have the same parameters",
    ),
    "a parameter that nothing reads": (
        "days_after = 0}, {from = 2026-07-01, ",
        "days_after = 0, x = 1}, {from = 2026-07-01, x = 1, ",
        "r.toml, line 10, column 1: the condition never uses the parameter x",
    ),
    "a parameter of no type": ("days_after = 0", "days_after = {a = 1}", "r.toml, line 10, column 1: a parameter is text, a number"),
    "nothing but repealed": (
        "{from = 2025-01-01, days_after = 0}, {from = 2026-07-01, days_after = 90}, ",
        "",
        "r.toml, line 10, column 1: a rule needs a version",
    ),
    "no case against": (
        'fires = false},\n  {name = "not',
        'fires = true},\n  {name = "not',
        "r.toml, line 11, column 1: a rule needs at least one case",
    ),
    "a case without its answer": ('fires = "cannot tell"', 'fires = "perhaps"', "r.toml, line 11, column 1: a case has a name, a day"),
    "a case with an unknown fact": (
        "document.expires = 2026-09-28",
        "document.expiry = 2026-09-28",
        "case 'a day too early': there is no fact document.expiry",
    ),
    "a case with another type": (
        "document.expires = 2026-09-28",
        'document.expires = "2026"',
        "case 'a day too early': document.expires is of type date",
    ),
    "a case with a list for a record": (
        "document.expires = 2026-09-28",
        "document = 3",
        "case 'a day too early': document has fields of its own",
    ),
    "a case with a record for a list": ("document.expires = 2026-09-28", "documents = {}", "case 'a day too early': documents is a list"),
}


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_where_and_why(old, new, sentence):
    with pytest.raises(SourceError) as refused:
        read(changed(old, new), "r.toml")
    assert sentence in str(refused.value)
    assert str(refused.value).startswith("r.toml")


def test_a_risk_rule_that_reads_nationality_cannot_be_loaded():
    content = changed("document.expires < arrival + days(days_after)", "traveller.age < days_after && traveller.nationality == 'CAN'")
    with pytest.raises(SourceError) as refused:
        read(content.replace(b'kind = "document"', b'kind = "risk"'), "r.toml")
    assert str(refused.value) == (
        "r.toml, line 9, column 49: a rule of kind risk may not read traveller.nationality: "
        "nationality, and what stands for it, is never part of a risk rule (law 4)"
    )


def test_the_place_in_a_condition_of_several_lines():
    content = changed(
        'when = "document.expires < arrival + days(days_after)"',
        'when = """\ndocument.has_zone\n  && document.ends < arrival + days(days_after)\n"""',
    )
    with pytest.raises(SourceError, match=r"line 11, column 15: there is no fact document\.ends"):
        read(content, "r.toml")


def folder_of(tmp_path, **files: str):
    for name, content in files.items():
        (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
    return tmp_path


def test_versions_come_into_force_and_go(tmp_path):
    ruleset = rules.load(folder_of(tmp_path, soon=RULE))
    first, second = [("soon", date(2025, 1, 1))], [("soon", date(2026, 7, 1))]
    days = {
        "2024-12-31": [], "2025-01-01": first, "2026-06-30": first, "2026-07-01": second, "2026-12-31": second, "2027-01-01": [],
    }  # fmt: skip
    for on, expected in days.items():
        assert [(rule.id, version.since) for rule, version in ruleset.in_force(date.fromisoformat(on))] == expected
    rule = ruleset.rule("soon")
    assert rule.cited(rule.on(date(2026, 8, 1))) == "Entry Regulations, reg. 7(2) (soon, version of 2026-07-01)"


def test_texts_in_both_languages(tmp_path):
    ruleset = rules.load(folder_of(tmp_path, soon=RULE))
    facts = {"document.expires": "2026-04-30"}
    assert ruleset.text("soon", "en", facts) == ("Expires soon", "Expires on 2026-04-30.")
    assert ruleset.text("soon", "fr", facts) == ("Expire bientôt", "Expire le 2026-04-30.")
    assert ruleset.text("soon", "en") == ("Expires soon", "Expires on —.")
    assert ruleset.text("no_name", "en") is None


def test_the_digest_changes_with_a_byte_and_with_a_name(tmp_path):
    first = rules.load(folder_of(tmp_path, a=RULE)).digest
    assert first == rules.load(tmp_path).digest
    (tmp_path / "a.toml").rename(tmp_path / "b.toml")
    renamed = rules.load(tmp_path).digest
    (tmp_path / "b.toml").write_text(f"{RULE}#", encoding="utf-8")
    assert len({first, renamed, rules.load(tmp_path).digest}) == 3


def test_a_folder_without_rules_is_refused(tmp_path):
    with pytest.raises(SourceError, match="there is no rule"):
        rules.load(tmp_path)
    with pytest.raises(SourceError, match="there is no such folder"):
        rules.load(tmp_path / "nowhere")


def test_every_packaged_rule_does_what_its_cases_say():
    ruleset = rules.load()
    assert [result for result in rules.check(ruleset) if not result.passed] == []
    assert len(ruleset.rules) >= 10


@pytest.mark.parametrize("rule", rules.load().rules, ids=lambda rule: rule.id)
def test_every_packaged_rule_states_law_and_that_it_must_be_confirmed(rule):
    assert rule.note.startswith("The node's legal service confirms the source before the rule is relied on.")
    assert rule.source
    assert rule.owner


def test_every_fault_code_that_a_packaged_rule_names_is_in_the_table():
    named = {code for rule in rules.load().rules for code in FAULT_CODE.findall(f"{rule.when} {rule.versions}")}
    assert {"DOC-STATE-UNKNOWN", "PAX-PERSON-LOST"} <= named
    assert [code for code in named if not any(kind.startswith(code) for kind in FAULTS)] == []


def test_the_rule_in_the_documentation_is_one(tmp_path):
    page = (Path(__file__).parents[2] / "docs/rules.md").read_text(encoding="utf-8")
    stated, *_ = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    ruleset = rules.load(folder_of(tmp_path, shown=stated))
    assert [result.passed for result in rules.check(ruleset)] == [True] * 3


def test_a_case_that_goes_wrong_is_told(tmp_path):
    wrong = RULE.replace("document.expires = 2026-09-28, fires = true", "document.expires = 2031-01-01, fires = true")
    faulty = RULE.replace("document.expires < arrival + days(days_after)", "1 / (days_after - days_after) > 0")
    ruleset = rules.load(folder_of(tmp_path, wrong=wrong, faulty=faulty))
    given = [(result.rule, result.fires, result.error, result.passed) for result in rules.check(ruleset)]
    assert given == [
        *[("faulty", None, "division by zero", False)] * 3,
        ("wrong", False, None, False),
        ("wrong", False, None, True),
        ("wrong", None, None, True),
    ]


# What a rule covers, what its cases share, chance, lists: changes of RULE that are read.
COVERS = 'covers = {modes = ["air", "rail"], to = ["USA"], roles = ["passenger"], references_only = false}'
GIVEN = """given.voyage = {mode = "air", destination.country = "USA"}
given.traveller.role = "passenger"
given.manifest.references_only = false"""
COVERED = RULE.replace('then = "refer"', f'{COVERS}\nthen = "refer"').replace("cases = [", f"{GIVEN}\ncases = [")
SHARED = "document.expires = 2026-09-28"


@pytest.mark.parametrize(
    ("facts", "fires"),
    [
        (SHARED, True),
        (f'{SHARED}, voyage.mode = "rail"', True),
        (f'{SHARED}, voyage.mode = "road"', False),
        (f'{SHARED}, voyage.destination.country = "CAN"', False),
        (f'{SHARED}, traveller.role = "crew"', False),
        (f"{SHARED}, manifest.references_only = true", False),
        (f'{SHARED}, lacks = ["voyage.destination"]', None),  # whether it is covered cannot be told
        (f'{SHARED}, voyage.mode = "road", lacks = ["voyage.destination"]', False),
    ],
)
def test_a_rule_speaks_of_what_it_covers_alone(tmp_path, facts, fires):
    said = '"cannot tell"' if fires is None else str(fires).lower()
    case = f'{{name = "one", on = 2026-07-01, {facts}, fires = {said}}},\n'
    ruleset = rules.load(folder_of(tmp_path, soon=COVERED.replace("cases = [\n", f"cases = [\n  {case}")))
    assert rules.check(ruleset)[0].fires is fires
    assert all(result.passed for result in rules.check(ruleset))


REFUSED_TOO = {
    "a mode that there is not": ('then = "refer"', 'covers = {modes = ["sea"]}\nthen = "refer"', "Invalid enum value 'sea'"),
    "a country that is no code": ('then = "refer"', 'covers = {to = ["us"]}\nthen = "refer"', "matching regex"),
    "coverage of something else": ('then = "refer"', 'covers = {ships = ["X"]}\nthen = "refer"', "unknown field `ships`"),
    "a case that lacks what is not given": ('fires = "cannot tell"', 'lacks = ["voyage"], fires = "cannot tell"', "it lacks voyage"),
    "a chance in one version alone": ("days_after = 0}", "days_after = 0, chance = 0.5}", "all versions have the same parameters"),
    "the old word for mandatory": ("severity = 2", 'severity = 2\nunknown = "refer"', "Invalid enum value 'refer'"),
    "nobody can be asked": (
        'when = "document.expires < arrival + days(days_after)"',
        'unknown = "incomplete"\nwhen = "held.lost.found && days_after < 0"',
        "the condition reads nothing that a carrier could supply",
    ),
    "risk that reads nationality": ('kind = "document"', 'kind = "risk"', None),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED_TOO.values(), ids=REFUSED_TOO)
def test_more_that_is_refused(old, new, sentence):
    content = changed(old, new)
    if sentence is None:
        content = content.replace(b"document.expires < arr", b"traveller.nationality == 'FRA' && document.expires < arr")
        sentence = "line 9, column 19: a rule of kind risk may not read traveller.nationality: nationality, and what stands for it"
    with pytest.raises(SourceError, match=re.escape(sentence)):
        read(content, "r.toml")


@pytest.mark.parametrize("chance", ["0.0", "1.01", "1", "-0.5"])
def test_a_chance_is_a_fraction(chance):
    content = re.sub(r"days_after = (\d+)}", rf"days_after = \1, chance = {chance}}}", RULE).encode()
    with pytest.raises(SourceError, match="a chance lies above 0"):
        read(content, "r.toml")


LIST = """
title = {en = "Friends", fr = "Amis"}
source = "a treaty"
seen = 2026-05-01
owner = "tests"
members = [{value = "FRA"}, {value = "QAT", from = 2026-08-01}, {value = "MEX", until = 2026-08-01}]
"""
OF_LIST = RULE.replace('when = "', 'when = "traveller.nationality in friends && ').replace(
    "cases = [", 'given.traveller.nationality = "FRA"\ncases = ['
)


def test_a_list_means_its_members_on_the_day(tmp_path):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "friends.toml").write_text(LIST, encoding="utf-8")
    ruleset = rules.load(folder_of(tmp_path, soon=OF_LIST))
    (rule,) = ruleset.rules
    assert [day.isoformat() for day in rule.since] == ["2025-01-01", "2026-07-01", "2026-08-01", "2027-01-01"]
    members = {day: rule.on(date.fromisoformat(day)).parameters["friends"] for day in ("2026-07-31", "2026-08-01")}
    assert members == {"2026-07-31": ["FRA", "MEX"], "2026-08-01": ["FRA", "QAT"]}
    assert rule.cited(rule.on(date(2026, 8, 2))).endswith("(soon, version of 2026-07-01)")  # the rule's own day
    before = (ruleset.digest, rule.digest)
    (tmp_path / "lists" / "friends.toml").write_text(LIST.replace("QAT", "OMN"), encoding="utf-8")
    after = rules.load(tmp_path)
    assert before[0] != after.digest
    assert before[1] != after.rules[0].digest


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("members", "mebmers", "unknown field `mebmers`"),
        ('"a treaty"', '" "', "a list has a source and members"),
        ('"QAT", from = 2026-08-01', '"QAT", from = 2026-08-01, until = 2026-08-01', "QAT ends before it begins"),
        ("seen = 2026-05-01\n", "", "missing required field `seen`"),
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path, old, new, sentence):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "friends.toml").write_text(LIST.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError, match=re.escape(sentence)):
        rules.load(folder_of(tmp_path, soon=OF_LIST))


def test_every_packaged_rule_and_list_says_when_its_source_was_read():
    ruleset = rules.load()
    assert [rule.id for rule in ruleset.rules if rule.seen is None] == []
    assert {one.name for one in ruleset.lists.values()} >= {"visa_waiver", "visa_exempt_canada", "resident_cards"}
    assert [one.name for one in ruleset.lists.values() if not one.note] == []


@pytest.mark.parametrize(
    ("name", "day", "inside", "outside"),
    [
        ("visa_waiver", "2026-05-01", {"FRA", "DEU", "D", "GBR", "QAT", "ISR", "HRV", "CHL"}, {"CAN", "MEX", "ROU", "ARG", "URY", "GBD"}),
        ("visa_waiver", "2012-10-31", {"GRC", "KOR"}, {"TWN", "CHL", "POL"}),
        ("visa_exempt_canada", "2024-02-29", {"MEX", "ROU", "ARE"}, {"BRA", "ATG"}),
        ("visa_exempt_canada", "2024-03-01", {"GBD", "HKG"}, {"MEX", "IND"}),
        ("eta_eligible_canada", "2024-03-01", {"MEX", "BRA", "PHL"}, {"FRA", "ROU"}),
    ],
)
def test_who_is_on_a_list_on_a_day(name, day, inside, outside):
    members = set(rules.load().lists[name].on(date.fromisoformat(day)))
    assert inside <= members
    assert not outside & members


@pytest.mark.parametrize(
    ("voyage", "fires"),
    [
        ('origin = {code = "YVR", country = "CAN"}, destination = {code = "SEA", country = "USA"}', True),
        ('origin = {code = "SEA", country = "CAN"}, destination = {code = "YVR", country = "USA"}', True),  # either end
        ('origin = {code = "YYZ", country = "CAN"}, destination = {code = "SEA", country = "USA"}', False),
        ('origin = {code = "YVR", country = "USA"}, destination = {code = "SEA", country = "USA"}', False),
        ('destination = {code = "SEA", country = "USA"}', None),  # where it begins is not known
    ],
)
def test_a_rule_may_cover_places_and_where_a_voyage_begins(tmp_path, voyage, fires):
    stated = RULE.replace('then = "refer"', 'covers = {from = ["CAN"], places = ["YVR", "YYJ"]}\nthen = "refer"').replace(
        "cases = [", f"given.voyage = {{{voyage}}}\ncases = ["
    )
    ruleset = rules.load(folder_of(tmp_path, soon=stated))
    assert rules.check(ruleset)[0].fires is fires
