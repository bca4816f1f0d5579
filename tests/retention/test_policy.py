"""The policy of retention: every kind ends in every country, in both languages, with a source; what is wrong says where."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib.resources import files

import pytest

from preclear.errors import SourceError
from preclear.retention import KINDS, fate, load
from preclear.retention.policy import read

FOUND = {file.name: file.read_bytes() for file in (files("preclear") / "policy" / "retention").iterdir() if file.name.endswith(".toml")}
ON = date(2026, 5, 1)


@pytest.mark.parametrize("party", ["CAN", "USA", "FRA", "D", "UTO"])
def test_every_kind_ends_in_every_country(party):
    found = load(party)
    assert set(found.on(ON)) == set(KINDS)
    for kind, one in found.on(ON).items():
        assert all((str(one.deleted_after), one.source, one.en, one.fr, *found.titles[kind])), kind
        assert bool(one.doubt_en) == bool(one.doubt_fr)


def test_countries_differ_as_their_laws_do():
    assert str(load("CAN").on(ON)["booking"].deleted_after) == "3 years 6 months"  # SOR/2005-346, s. 3(1)
    eu = load("FRA").on(ON)["booking"]
    assert (str(eu.masked_after), str(eu.deleted_after)) == ("6 months", "5 years")  # Directive (EU) 2016/681, Article 12
    assert set(eu.masks.values()) == {"nothing"}  # advance passenger information in it included
    assert str(load("FRA").on(ON)["list"].deleted_after) == "24 hours"  # Directive 2004/82/EC, Article 6


def test_lengths_change_with_their_day():
    change = b'\n[[lengths]]\nparties = ["*"]\nsince = 2030-01-01\ndeleted_after = "9 days"\nsource = "s"\nen = "e"\nfr = "f"\n'
    found = read(FOUND | {"query.toml": FOUND["query.toml"] + change}, "CAN")
    assert [str(found.on(day)["query"].deleted_after) for day in (date(1990, 1, 1), date(2029, 12, 31), date(2030, 1, 1))] == [
        "1 year",
        "1 year",
        "9 days",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("query.toml", b"1 year", b"1 fortnight", "no length of time"),
        ("query.toml", b'parties = ["*"]', b'parties = ["CAN"]', "are missing"),
        ("query.toml", b"since", b"sinse", "sinse"),
        ("query.toml", b"source = ", b'starts = "arrival"\nsource = ', "run from asked"),
        ("query.toml", b"source = ", b'masked_after = "1 day"\nsource = ', "stand together"),
        ("list.toml", b'"last two"', b'"last three"', "ways are"),
        ("list.toml", b"nationality = ", b"tribe = ", "fields are"),
        ("query.toml", b'source = "Node', b'source = ""\n# "Node', "names its source"),
    ],
)
def test_what_is_wrong_says_in_which_file(file, old, new, says):
    with pytest.raises(SourceError, match=says) as wrong:
        read(FOUND | {file: FOUND[file].replace(old, new)}, "CAN")
    assert str(wrong.value).startswith(file)


def test_a_kind_without_a_file_and_a_file_without_a_kind_are_told():
    with pytest.raises(SourceError, match=r"event\.toml: this file is missing"):
        read({name: content for name, content in FOUND.items() if name != "event.toml"}, "CAN")
    with pytest.raises(SourceError, match=r"evnt\.toml: there is no such kind"):
        read(FOUND | {"evnt.toml": b""}, "CAN")


def test_a_record_of_several_kinds_is_kept_as_long_as_any():
    lasting = load("UTO").on(ON)
    arrival = datetime(2026, 5, 1, tzinfo=UTC)
    instants = {"arrival": arrival, "departure": arrival, "receipt": arrival}
    alone = [
        fate({"list": instants}, lasting, datetime(2026, 11, 2, tzinfo=UTC)),
        fate({"list": instants}, lasting, datetime(2027, 5, 2, tzinfo=UTC)),
    ]
    assert [(one.masked, one.over) for one in alone] == [(True, False), (True, True)]
    both = fate({"list": instants, "case": {"last_act": arrival}}, lasting, datetime(2027, 5, 2, tzinfo=UTC))
    assert (both.masked, both.over, both.then) == (False, False, datetime(2031, 5, 2, tzinfo=UTC))
