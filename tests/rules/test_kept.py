"""What rules were asked, kept as bytes and read back: the same facts, so the same outcomes."""

import zlib
from dataclasses import replace
from datetime import date

import msgspec
import pytest

from preclear import places, rules
from preclear.manifest import Fault, Manifest, NotScreened
from preclear.rules import kept, selection
from preclear.rules.facts import FACTS

from .test_assess import ANNA, FLIGHT, ON, PASSPORT, Found, child

PEOPLE = (
    ANNA,
    replace(ANNA, ordinal=2, key="2", given_names="", birth_date=None, documents=()),
    child(3, 2015),
    replace(child(4, 1980), documents=(PASSPORT, replace(PASSPORT, type="V", number="V1", expires=date(2026, 4, 30)))),
)
SCREENINGS = ((Found("ofac:36", 0.84),), NotScreened("no_name", "no name was declared"), (), (Found("un:1", 0.97), Found("eu:2", 0.7)))
FAULTS = (Fault("DOC-EXPIRES-SOON", "DTM+36", "expires soon", traveller=1),)


def asked():
    manifest = Manifest(voyage=FLIGHT, travellers=PEOPLE, function="original")
    return rules.asked(manifest, SCREENINGS, FAULTS, places.load(), on=ON, seed=selection.seed(b"a key of the node", ON))


def test_what_was_asked_comes_back_as_it_was():
    people = asked()
    assert kept.read(kept.write(people)) == people


def test_what_comes_back_is_judged_alike():
    people, ruleset = asked(), rules.load()
    assert rules.judge(kept.read(kept.write(people)), ruleset, on=ON) == rules.judge(people, ruleset, on=ON)


def test_a_record_that_several_share_is_kept_once():
    said = msgspec.json.decode(zlib.decompress(kept.write(asked())))
    rows = {name: len(said["records"][name]["rows"]) for name in ("traveller", "voyage", "place", "leg", "manifest")}
    assert rows == {"traveller": 4, "voyage": 1, "place": 2, "leg": 1, "manifest": 1}


def test_a_fact_of_another_program_is_not_declared():
    said = msgspec.json.decode(zlib.decompress(kept.write(asked())))
    table = said["records"]["traveller"]
    place = table["facts"].index("seat")
    table["facts"][place] = "formerly"
    (first, *_) = kept.read(zlib.compress(msgspec.json.encode(said)))
    traveller = first.facts[0]
    names = [fact.name for fact in FACTS.facts[0].type.facts]
    assert traveller[names.index("seat")] is None
    assert traveller[names.index("family_name")] == "ERIKSSON"


@pytest.mark.parametrize("bytes_", [b"", b"x", zlib.compress(b"{}"), zlib.compress(b'{"form": 99}')])
def test_bytes_of_another_form_are_refused(bytes_):
    with pytest.raises(ValueError, match="what was asked"):
        kept.read(bytes_)
