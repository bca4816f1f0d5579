"""The specimen bookings beside the checkout: every fact that is known of them, by name and document and not by count alone."""

from __future__ import annotations

import json

import pytest

from preclear import messages
from preclear.messages.pnrgov_documents import digits_of


def read(path):
    (thing,) = messages.describe(messages.read(path.read_bytes()), path.name)
    return thing


@pytest.fixture(scope="module")
def specimens(shared):
    found = json.loads((shared / "data/passenger/gtas/expectations.json").read_text(encoding="utf-8"))["messages"]
    return {
        name: (facts, read(shared / "data/passenger/gtas" / name)) for name, facts in found.items() if facts["kind"] == "PNRGOV EDIFACT"
    }


def documents_of(person):
    """Documents as expected, in the words of ``read --json``: those that are named, not only what they say of their holder."""
    return [
        {
            "type": one.get("type"),
            "number": one.get("number"),
            "issuer": one.get("issuer"),
            "expires": one.get("expiry"),
            "family_name": one["surname"],
            "given_names": " ".join(filter(None, (one["given"], one.get("second_given")))),
        }
        for one in person.get("documents", ())
        if one.get("type") or one.get("number") or one.get("issuer")
    ]


def person_of(person):
    told = person.get("documents", [{}])[0]
    return {
        "family_name": person["tif_surname"],
        "given_names": person["tif_given"] or None,
        "title": person.get("title"),
        "birth_date": told.get("birth"),
        "sex": {"FI": "F", "MI": "M"}.get(told.get("sex"), told.get("sex")),
        "nationality": told.get("nationality"),
        "documents": documents_of(person),
    }


def test_everybody_with_names_and_documents(specimens):
    for name, (facts, thing) in specimens.items():
        wanted = [(pnr["locators"][0]["reference"], person_of(one)) for pnr in facts["pnrs"] for one in pnr["persons"]]
        found = [
            (one["booking"], {key: one[key] for key in want} | {"documents": [d for d in one["documents"] if d["type"] != "V"]})
            for one, (_, want) in zip(thing["people"], wanted, strict=True)
        ]
        for one in found:
            for document in one[1]["documents"]:
                document.pop("issued")
        assert found == wanted, name


def leg_of(leg):
    return (
        leg["carrier"],
        leg["number"],
        leg["booking_class"],
        leg["origin"],
        leg["destination"],
        leg["departure_local"],
        leg["arrival_local"],
    )


def found_leg(leg):
    return (leg["carrier"], leg["number"], leg["booking_class"], leg["from"], leg["to"], leg["departs"], leg["arrives"])


def test_itineraries_seats_and_bags(specimens):
    for name, (facts, thing) in specimens.items():
        for pnr, booking in zip(facts["pnrs"], thing["bookings"], strict=True):
            people = {one["person"]: one["reference"] for one in booking["people"]}
            assert [found_leg(leg) for leg in booking["legs"]] == [leg_of(leg) for leg in pnr["legs"]], name
            for want, leg in zip(pnr["legs"], booking["legs"], strict=True):
                seats = [(one["seat"], one["traveller_ref"], one["source"]) for one in want.get("seats", ())]
                assert sorted((one["number"], people[one["traveller"]], one["source"]) for one in leg["seats"]) == sorted(seats), name
                bags = [
                    (
                        one["traveller_ref"],
                        one["pieces"],
                        one["weight"],
                        one["unit"],
                        [(t["carrier"], t["number"], t["destination"]) for t in one["tags"] if "number" in t],
                    )
                    for one in want.get("baggage_segments", ())
                ]
                assert [
                    (
                        people[one["traveller"]],
                        one["pieces"],
                        one["weight"],
                        one["unit"],
                        [(t["carrier"], t["number"], t["destination"]) for t in one["tags"]],
                    )
                    for one in leg["bags"]
                ] == bags, name
            elsewhere = [
                (one["seat"], people_ref(people, one), one["origin"], one["destination"]) for one in pnr.get("seats_for_other_legs", ())
            ]
            assert [(one["number"], one["traveller"], one["departure"], one["arrival"]) for one in booking["seats"]] == elsewhere, name


def people_ref(people, seat):
    return next(person for person, reference in people.items() if reference == seat["traveller_ref"])


def test_the_rest_of_each_booking(specimens):
    for name, (facts, thing) in specimens.items():
        for pnr, booking in zip(facts["pnrs"], thing["bookings"], strict=True):
            locators = [
                (one["company"], one["reference"], one.get("created") or by_day(one.get("control_type"))) for one in pnr["locators"]
            ]
            found = [(one["carrier"], one["reference"], one["created_at"]) for one in booking["locators"]]
            assert [(c, r, t and d and t[:10]) for (c, r, t), (_, _, d) in zip(found, locators, strict=True)] == [
                (c, r, d and d[:10]) for c, r, d in locators
            ], name
            assert [one["number"] for one in booking["tickets"]] == pnr.get("ticket_numbers", []), name
            assert [
                {
                    k: v
                    for k, v in (
                        ("form", p["form"]),
                        ("card_company", p["vendor"]),
                        ("card_number", p["account"]),
                        ("card_expiry", p["expires"]),
                        ("amount", p["amount"]),
                    )
                    if v
                }
                for p in booking["payments"]
            ] == pnr.get("payments", []), name
            loyal = [
                (one["carrier"], one["number"], one.get("tier")) for person in pnr["persons"] for one in person.get("frequent_flyer", ())
            ]
            assert [(one["carrier"], one["number"], one["level"]) for one in booking["loyalty"]] == loyal, name
            mails = [one["address"] for one in pnr.get("emails", ())]
            assert [one["value"] for one in booking["contacts"] if one["kind"] == "email"] == mails, name
            phones = {one["number"].removeprefix("EK CTC M ") for one in pnr.get("phones", ())}
            telephones = {one["value"] for one in booking["contacts"] if one["kind"] in ("telephone", "mobile", "home", "business")}
            assert telephones == phones, name
            addresses = [
                tuple(one.get(k) for k in ("purpose", "street", "city", "region", "country", "postcode", "free_text"))
                for one in pnr.get("addresses", ())
            ]
            assert [
                tuple(one[k] for k in ("purpose", "street", "city", "region", "country", "postcode", "text"))
                for one in booking["addresses"]
            ] == addresses, name
            assert [one["reference"] for split in booking["splits"] for one in split["locators"]] == [
                one["reference"] for one in pnr.get("split_into", ())
            ], name
            assert len(booking["others"]) == len(pnr.get("non_air", ())), name
            assert len(booking["history"]) == pnr.get("history_entries", 0), name


def by_day(control_type):
    """A date that stands in the place of the type, as a day."""
    return control_type and f"20{control_type[4:]}-{control_type[2:4]}-{control_type[:2]}"


REPORTED = {  # findings of a careful reader -> fault codes of ours
    "line_wrapped": "EDI-LINES-BROKEN",
    "given_name_differs": "PNR-NAME-DIFFERS",
    "eqn_mismatch": "PNR-COUNT",
    "segment_count_mismatch": "EDI-COUNT",
    "birth_century": "PNR-BIRTH-CENTURY",
    "seat_conflict": "PNR-SEAT-DIFFERS",
    "document_belongs_to_other_traveller": "PNR-DOCUMENT-MOVED",
    "name_broken_by_wrapping": "PNR-NAME-BROKEN",
    "flight_not_in_itinerary": "PNR-FLIGHT-ABSENT",
    "time_in_date_place": "PNR-TIME-IN-DATE",
    "nationality_missing": "PAX-NATIONALITY-MISSING",
    "rci_date_in_wrong_component": "PNR-RCI-DATE",
    "traveller_without_document": "PAX-DOCUMENT-MISSING",
    "no_itinerary": "PNR-NO-ITINERARY",
    "msg_and_org_missing": "PNR-HEADER-MISSING",
    "leg_date_differs": "PNR-FLIGHT-DATE",
    "seat_for_leg_not_booked": "PNR-SEAT-ELSEWHERE",
    "flight_date_differs": "PNR-FLIGHT-DATE",
    "seat_missing": "PNR-SEAT-MISSING",
    "document_type_missing": "DOC-TYPE-MISSING",
    "document_expired": "DOC-EXPIRED",
    "unreleased_separator": "PNR-SEPARATOR-UNRELEASED",
    "implausible_ip": "PNR-INTERNET-ADDRESS",
}
FACTS_NOT_FAULTS = {  # what the records say, and no fault needs to
    "hotel_segment", "history", "infant", "released_plus", "phone_in_ift", "phone_in_add", "title_ambiguous", "separators_unusual",
    "segments_share_line", "other_contact", "visa",
}  # fmt: skip


def test_what_a_careful_reader_reports(specimens):
    for name, (facts, thing) in specimens.items():
        codes = {REPORTED[finding["code"]] for finding in facts["findings"] if finding["code"] not in FACTS_NOT_FAULTS}
        assert codes <= {fault["code"] for fault in thing["faults"]}, (name, codes - {fault["code"] for fault in thing["faults"]})


def test_the_message_around_the_bookings(specimens):
    for facts, thing in specimens.values():
        assert (thing["sender"], thing["receiver"], thing["reference"]) == (
            facts["sender"],
            facts["recipient"],
            facts["interchange_reference"],
        )
        assert thing["prepared"] == facts["prepared"]
        flight = facts["flight"]
        (leg,) = thing["legs"]
        assert (leg["voyage"], leg["from"], leg["to"], leg["departs"]) == (
            flight["carrier"] + flight["number"],
            flight["origin"],
            flight["destination"],
            flight["departure_local"],
        )


def test_a_visa_in_doco(specimens):
    _, thing = specimens["pnrWithDoco.txt"]
    (person,) = thing["people"]
    visa = person["documents"][1]
    assert (visa["type"], visa["number"], visa["issued"], visa["place_of_issue"]) == ("V", "8675309", "2006-12-22", "OTHER PLACE")
    assert person["birth_place"] == "HERE VA"


def test_every_place_is_where_the_value_stands(shared, specimens):
    for name in specimens:
        raw = (shared / "data/passenger/gtas" / name).read_bytes()
        for person in messages.read(raw).messages[0].manifest.travellers:

            def said(field, person=person, raw=raw):
                span = person.places[field]
                return "".join(raw[span.start : span.end].decode("latin-1").replace("\r", "").replace("\n", "").split()).replace("?", "")

            assert said("family_name") == "".join(person.family_name.split())
            if person.given_names:
                assert said("given_names") == "".join(person.given_names.split())
            if person.birth_date:
                assert digits_of(said("birth_date"))[-6:] == str(person.birth_date).replace("-", "")[-6:]
            if person.documents:
                assert person.documents[0].number in said("document")
            if person.seat:
                assert said("seat").lstrip("0") == person.seat
