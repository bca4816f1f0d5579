"""The rules that travel with the program, together: who may need what on the way to the United States and to Canada."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from preclear import places, rules
from preclear.manifest import Leg, Manifest, Mode, PartialDate, Role, TravelDocument, Traveller, Voyage
from preclear.rules.held import Answer

ON, NOW = date(2026, 5, 1), datetime(2026, 4, 30, 12, tzinfo=UTC)
PLACES, RULES = places.load(), rules.load()
local = datetime.fromisoformat  # a clock of the place, without a zone
ENDS = {
    "air to USA": (Mode.AIR, "YYZ", "JFK"), "air to CAN": (Mode.AIR, "SEA", "YVR"),
    "bus to USA": (Mode.ROAD, "CA-DOUGLAS", "300402"), "bus to CAN": (Mode.ROAD, "300402", "CA-DOUGLAS"),
}  # fmt: skip


def fired(way, nationalities, documents, *, year=1980, role=Role.PASSENGER, on=ON, **held):
    """Return the codes of the rules that fire; ``held`` says which registers know something."""
    mode, start, end = ENDS[way]
    leg = Leg(voyage="XX420", departure=start, arrival=end, departs=local(f"{on}T09:00"), arrives=local(f"{on}T10:00"))
    person = Traveller(
        ordinal=1, key="1", role=role, family_name="ROY", given_names="ANNE", birth_date=PartialDate(year, 1, 2), sex="F",
        nationalities=tuple(nationalities.split()),
        documents=tuple(
            TravelDocument(type=kind, number=f"GA30292{n}", issuer=issuer, expires=date(2035, 1, 1))
            for n, (kind, _, issuer) in enumerate(each.partition("/") for each in documents.split())
        ),
    )  # fmt: skip
    states = {register: held.get(register, "none") for register in ("esta", "eta", "visa", "lost")}
    answers = {register: Answer(register=register, state=state, asked_at=NOW, answered_at=NOW) for register, state in states.items()}
    voyage = Voyage(carrier="XX", designator="XX420", mode=mode, legs=(leg,))
    manifest = Manifest(voyage=voyage, travellers=(person,), function="original")
    (assessment,) = rules.assess(manifest, ((),), (), RULES, on=on, places=PLACES, held={1: answers})
    assert [one for one in assessment.undecided if one.rule.startswith(("us-", "ca-"))] == []
    return [reason.code for reason in assessment.reasons]


SCENARIOS = {
    "an American flies home on a passport": ("air to USA", "USA", "P/USA", {}, []),
    "an American flies home on a passport card": ("air to USA", "USA", "IP/USA", {}, ["us-air-passport"]),
    "an American comes by bus on a passport card": ("bus to USA", "USA", "IP/USA", {}, []),
    "an American comes by bus on a driver's licence": ("bus to USA", "USA", "I/USA", {}, ["us-citizen-land-sea"]),
    "an American child comes by bus on a birth certificate": ("bus to USA", "USA", "B/USA", {"year": 2016}, []),
    "an American of seventeen on a birth certificate": (
        "bus to USA", "USA", "B/USA", {"year": 2009}, ["us-child-in-group", "us-citizen-land-sea"],
    ),
    "a Canadian flies to the United States": ("air to USA", "CAN", "P/CAN", {}, []),
    "a Canadian comes by bus with NEXUS": ("bus to USA", "CAN", "IN/CAN", {}, []),
    "a Canadian comes by bus with a status card": ("bus to USA", "CAN", "IC/CAN", {}, ["us-first-nations"]),
    "a Canadian comes by bus with a driver's licence": ("bus to USA", "CAN", "I/CAN", {}, ["us-canadian-land-sea"]),
    "a Frenchwoman flies without ESTA": ("air to USA", "FRA", "P/FRA", {}, ["us-esta-air-sea"]),
    "a Frenchwoman flies with ESTA": ("air to USA", "FRA", "P/FRA", {"esta": "found"}, []),
    "a Frenchwoman flies with a visa": ("air to USA", "FRA", "P/FRA V/USA", {}, []),
    "a Frenchwoman comes by bus without ESTA": ("bus to USA", "FRA", "P/FRA", {}, ["us-esta-land"]),
    "the same before it was asked for by land": ("bus to USA", "FRA", "P/FRA", {"on": date(2022, 9, 30)}, []),
    "a Frenchwoman comes by bus on an identity card": ("bus to USA", "FRA", "I/FRA", {"esta": "found"}, ["us-passport-land-sea"]),
    "an Indian flies without a visa": ("air to USA", "IND", "P/IND", {}, ["us-visa"]),
    "an Indian flies with a visa": ("air to USA", "IND", "P/IND", {"visa": "found"}, []),
    "an Indian with a card of the United States": ("air to USA", "IND", "P/IND C/USA", {}, []),
    "an Indian with a card of Canada": ("air to USA", "IND", "P/IND C/CAN", {}, ["us-visa"]),
    "an Indian in transit": ("air to USA", "IND", "P/IND", {"role": Role.TRANSIT}, ["us-visa"]),
    "a Mexican comes by bus with a border crossing card": ("bus to USA", "MEX", "VB/USA", {}, []),
    "a Mexican flies with a border crossing card alone": ("air to USA", "MEX", "VB/USA", {}, ["us-air-passport"]),
    "French crew without a visa": ("air to USA", "FRA", "P/FRA", {"role": Role.CREW}, ["us-crew-visa"]),
    "Canadian crew": ("air to USA", "CAN", "AC/CAN P/CAN", {"role": Role.CREW}, []),
    "Canadian crew on a crew certificate alone": ("air to USA", "CAN", "AC/CAN", {"role": Role.CREW}, ["us-crew-passport"]),
    "crew to Canada on a crew certificate": ("air to CAN", "FRA", "AC/FRA", {"role": Role.CREW}, []),
    "crew to Canada on an identity card": ("air to CAN", "FRA", "I/FRA", {"role": Role.CREW}, ["crew-document-missing"]),
    "an American comes to Canada by bus on a driver's licence": ("bus to CAN", "USA", "I/USA", {}, ["ca-citizen-land-sea"]),
    "an American comes to Canada by bus on a birth certificate": ("bus to CAN", "USA", "B/USA", {}, []),
    "a Qatari flies to Canada the day before the visa fell": ("air to CAN", "QAT", "P/QAT", {"on": date(2025, 11, 24)}, ["ca-visa"]),
    "a Qatari flies to Canada on that day": ("air to CAN", "QAT", "P/QAT", {"on": date(2025, 11, 25)}, ["ca-eta"]),
    "in transit through Canada from the Philippines with a visa of the United States": (
        "air to CAN", "PHL", "P/PHL V/USA", {"role": Role.TRANSIT}, ["ca-transit-without-visa"],
    ),
    "a Turk under military orders": ("bus to USA", "TUR", "M/TUR", {}, ["nato-orders"]),
    "a Canadian flies home": ("air to CAN", "CAN", "P/CAN", {}, []),
    "a Canadian flies home with NEXUS": ("air to CAN", "CAN", "IN/CAN", {}, []),
    "a Canadian flies home on a French passport": ("air to CAN", "CAN FRA", "P/FRA", {}, ["ca-dual-citizen-air"]),
    "a Canadian comes home by bus on a driver's licence": ("bus to CAN", "CAN", "I/CAN", {}, ["ca-citizen-land-sea"]),
    "an American flies to Canada": ("air to CAN", "USA", "P/USA", {}, []),
    "an American flies to Canada on a driver's licence": ("air to CAN", "USA", "I/USA", {}, ["ca-us-citizen-air"]),
    "a Frenchwoman flies to Canada without eTA": ("air to CAN", "FRA", "P/FRA", {}, ["ca-eta"]),
    "a Frenchwoman flies to Canada with eTA": ("air to CAN", "FRA", "P/FRA", {"eta": "found"}, []),
    "a Frenchwoman comes to Canada by bus": ("bus to CAN", "FRA", "P/FRA", {}, []),
    "a Mexican flies to Canada in February 2024": ("air to CAN", "MEX", "P/MEX", {"on": date(2024, 2, 29)}, ["ca-eta"]),
    "a Mexican flies to Canada in March 2024": ("air to CAN", "MEX", "P/MEX", {"on": date(2024, 3, 1)}, ["ca-visa"]),
    "a Mexican with eTA": ("air to CAN", "MEX", "P/MEX", {"eta": "found"}, []),
    "a Mexican by bus with eTA": ("bus to CAN", "MEX", "P/MEX", {"eta": "found"}, ["ca-visa"]),
    "an Indian who lives in the United States": ("air to CAN", "IND", "P/IND C/USA", {}, []),
    "an Indian who lives in the United States, without a passport": (
        "bus to CAN", "IND", "C/USA", {}, ["ca-passport", "ca-us-resident-passport"],
    ),
    "an Indian who lives in Canada": ("air to CAN", "IND", "P/IND C/CAN", {}, []),
    "a passport that is reported stolen": ("air to CAN", "CAN", "P/CAN", {"lost": "found"}, ["document-lost-or-stolen"]),
}  # fmt: skip


@pytest.mark.parametrize(("way", "nationalities", "documents", "more", "codes"), SCENARIOS.values(), ids=SCENARIOS)
def test_who_needs_what(way, nationalities, documents, more, codes):
    assert fired(way, nationalities, documents, **more) == codes
