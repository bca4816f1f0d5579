"""Registers of others and chance in the assessment of a list: asked once, kept with the outcome, an outage shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from preclear import places, rules
from preclear.clearance import Circumstances
from preclear.clearance.circumstances import assess
from preclear.manifest import Leg, Manifest, Mode, PartialDate, Role, TravelDocument, Traveller, Voyage
from preclear.rules.held import Table

local = datetime.fromisoformat  # a clock of the place, without a zone
ON, NOW = date(2026, 5, 1), datetime(2026, 4, 30, 12, tzinfo=UTC)
LEG = Leg(voyage="XX420", departure="YVR", arrival="SEA", departs=local("2026-05-01T09:00"), arrives=local("2026-05-01T10:00"))
FLIGHT = Voyage(carrier="XX", designator="XX420", mode=Mode.AIR, legs=(LEG,))
ANNE = Traveller(
    ordinal=1, key="1", role=Role.PASSENGER, family_name="ROY", given_names="ANNE", birth_date=PartialDate(1980, 1, 2), sex="F",
    nationalities=("FRA",), documents=(TravelDocument(type="P", number="GA302922", issuer="FRA", expires=date(2031, 1, 1)),),
)  # fmt: skip
EMPTY = {"register": "esta"}, {"register": "visa"}, {"register": "lost"}
KNOWN = {"register": "esta", "country": "USA", "number": "GA302922", "issuer": "FRA", "until": "2026-12-31"}


def assessed(registers, traveller=ANNE, **more):
    circumstances = Circumstances(index=None, rules=rules.load(), places=places.load(), registers=registers, **more)
    return assess(Manifest(voyage=FLIGHT, travellers=(traveller,), function="original"), circumstances, on=ON, now=NOW)


def about(found, rule):
    (assessment,) = found.assessments
    fired = any(reason.code == rule for reason in assessment.reasons)
    return fired, [one.needs for one in assessment.undecided if one.rule == rule]


class Broken:
    def ask(self, requests, now):
        raise TimeoutError("no answer about GA302922")


@pytest.mark.parametrize(
    ("registers", "told"),
    [
        (Table(EMPTY), (True, [])),  # none is known: an officer looks
        (Table((*EMPTY, KNOWN)), (False, [])),
        (Table([{"register": "visa"}]), (False, [("held.esta",)])),  # that register is out: unknown, and listed
        (Broken(), (False, [("held.esta", "held.visa")])),
        (None, (False, [])),  # nobody is asked at this node
    ],
)
def test_what_a_register_says_of_an_authorization(registers, told):
    assert about(assessed(registers), "us-esta-air-sea") == told


def test_what_was_answered_is_kept_with_its_time_and_without_the_number():
    answers = assessed(Table((*EMPTY, KNOWN))).snapshot.answers
    assert {(ordinal, answer.register, answer.state) for ordinal, answer in answers} == {
        (1, "esta", "found"), (1, "visa", "none"), (1, "lost", "none"), (1, "eta", "outage"),
    }  # fmt: skip
    assert {answer.asked_at for _, answer in answers} == {NOW}
    broken = assessed(Broken()).snapshot.answers
    assert {answer.detail for _, answer in broken} == {"TimeoutError: the register could not be asked"}


def test_a_person_without_a_document_number_is_not_asked_about():
    nobody = replace(ANNE, documents=(replace(ANNE.documents[0], number=""),))
    assert assessed(Table(EMPTY), nobody).snapshot.answers == ()


def test_without_a_key_nobody_is_drawn_and_with_one_everybody_has_a_lot():
    assert assessed(None).asked[0].lot is None
    (lot,) = [person.lot for person in assessed(None, selection_key=bytes(32)).asked]
    assert (lot.period, len(lot.number)) == ("2026-05", 64)
