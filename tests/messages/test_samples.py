"""The specimen messages beside the checkout: every fact that is known of them, and no traceback on any file."""

from __future__ import annotations

import json

import pytest

from preclear import messages
from tests.messages import samples

NOT_BEFORE_PNRGOV = ("PNRGOV", "US EDIFACT PNR")


def read(path):
    raw = path.read_bytes()
    return list(messages.describe(messages.read(raw), path.name))


def paxlst_of_gtas(shared):
    found = json.loads((shared / "data/passenger/gtas/expectations.json").read_text(encoding="utf-8"))["messages"]
    return {name: facts for name, facts in found.items() if facts["kind"].startswith("PAXLST")}


def test_no_traceback_on_any_file(shared):
    files = [path for path in (shared / "data/passenger").rglob("*") if path.is_file()]
    assert len(files) > 60
    assert all("faults" in thing for path in files for thing in read(path))


def test_everybody_is_found_by_name_and_document(shared):
    """The table of ``python -m tests.messages.samples``."""
    table = list(samples.rows(shared / "data/passenger"))
    assert len(table) > 50
    assert [row for row in table if row.expected is not None and row.found != row.expected] == []
    assert [row for row in table if len(set(row.names)) > 1 or len(set(row.documents)) > 1] == []


def test_the_facts_of_every_specimen(shared):
    for sample in json.loads((shared / "data/passenger/expected.json").read_text(encoding="utf-8"))["samples"]:
        if not sample["message"].startswith(("PAXLST", "CUSRES")):
            continue
        (thing,) = read(shared / "data/passenger" / sample["file"])
        assert f"{thing['type']} {thing['release'].replace('D:', 'D.')}" == sample["message"], sample["file"]
        if "people" in sample:
            crew = sum(person["role"] == "crew" for person in thing["people"])
            assert (len(thing["people"]) - crew, crew) == (sample["people"], sample.get("crew", 0)), sample["file"]
        for flight, leg in zip(sample.get("flights", ()), thing.get("legs", ()), strict=False):
            assert f"{leg['voyage']} {leg['from']}-{leg['to']}" == flight
        if sample.get("clean"):
            assert not [fault for fault in thing["faults"] if fault["severity"] == "error"], sample["file"]
        if sample.get("fault_due"):
            assert [fault for fault in thing["faults"] if fault["severity"] != "note" or fault["code"] == "EDI-COUNT"], sample["file"]


def expected(person):
    """A person as ``expectations.json`` gives it, in the words of ``read --json``; what it does not say is left out."""
    documents = person.get("documents", [person["document"]] if "document" in person else [])
    given = " ".join(filter(None, (person.get("given"), person.get("other_given"))))
    return {
        "role": person["role"],
        "family_name": person["surname"],
        "given_names": given or None,
        "birth_date": person["birth"],
        "sex": person["sex"] if person["sex"] in "MFX" else None,
        "nationalities": person.get("nationalities", []),
        "residence": person.get("residence"),
        "embarks": person["embark"],
        "disembarks": person["debark"],
        "clears_at": person.get("first_port"),
        "birth_place": person.get("birth_place"),
        "seat": person["seat"].lstrip("0") if "seat" in person else None,
        "pieces": person.get("bags"),
        "kilograms": person["bag_weight"]["value"] if "bag_weight" in person else None,
        "tags": [str(int(t["first"]) + n) if n else t["first"] for t in person.get("bag_tags", ()) for n in range(t["count"])],
        "locator": person.get("record_locator"),
        "documents": [(d["type"], d["number"], d["expiry"], d["issuer"]) for d in documents],
        **person.get("references", {}),
    }


def found(person, wanted):
    """A person of ``read --json`` in the same shape."""
    bags = person["bags"] or {"pieces": None, "kilograms": None, "tags": []}
    return {
        name: bags[name]
        if name in bags
        else person["references"].get("AVF")
        if name == "locator"
        else [(d["type"], d["number"], d["expires"], d["issuer"]) for d in person["documents"]]
        if name == "documents"
        else person[name]
        if name in person
        else person["references"].get(name)
        for name in wanted
    }


REPORTED = {  # findings of a careful reader -> fault codes of ours
    "no_documents": "PAX-DOCUMENT-MISSING",
    "malformed_segment": "PAX-VALUE-MISPLACED",
    "implausible_expiry": "PAX-DATE-CENTURY-OPEN",
    "same_document_number": "PAX-DOCUMENT-SHARED",
    "segment_count_mismatch": "EDI-COUNT",
    "segment_tag_padded": "EDI-TAG-DAMAGED",
    "reference_mismatch": "EDI-REFERENCE",
    "cloned_facts": "PAX-CLONED",
    "count_mismatch": "MSG-PART",
    "document_type_missing": "DOC-TYPE-MISSING",
    "route_disagrees": "PAX-ROUTE-DISAGREES",
    "seat_leading_zero": "PAX-SEAT-ZEROS",
    "departure_before_message": "VOY-DEPARTED",
    "issuer_missing": "DOC-ISSUER-MISSING",
    "document_expired": "DOC-EXPIRED",
    "sex_unknown": "PAX-SEX-UNKNOWN",
    "zone_letters": "VOY-ZONE",
    "no_travellers": "MSG-NOBODY",
    "count_qualifier_unknown": "MSG-COUNT-UNKNOWN",
}
FACTS_NOT_FAULTS = {"message_function", "released_apostrophe", "qualifier_92_pairs", "several_legs_one_tdt"}


def test_the_lists_of_a_public_system(shared):
    for name, facts in paxlst_of_gtas(shared).items():
        (thing,) = read(shared / "data/passenger/gtas" / name)
        assert (thing["sender"], thing["receiver"], thing["reference"]) == (
            facts["sender"],
            facts["recipient"],
            facts["interchange_reference"],
        )
        assert thing["prepared"] == facts["prepared"]
        assert [(leg["voyage"], leg["from"], leg["to"], leg["departs"], leg["arrives"]) for leg in thing["legs"]] == [
            (leg["carrier"] + leg["number"], leg["origin"], leg["destination"], leg["departure_local"], leg["arrival_local"])
            for leg in facts["legs"]
        ]
        wanted = [expected(person) for person in facts["persons"]]
        assert [found(person, want) for person, want in zip(thing["people"], wanted, strict=True)] == wanted
        missing = {finding["code"] for finding in facts["findings"]} - FACTS_NOT_FAULTS
        assert {REPORTED[code] for code in missing} <= {fault["code"] for fault in thing["faults"]}, name


@pytest.mark.parametrize("name", ["p08_telex_wrap_mail_footer.txt", "p12_utf8_bytes_in_unoa.edi"])
def test_offsets_point_into_the_file(shared, name):
    path = shared / "data/passenger/paxlst" / name
    raw = path.read_bytes()
    (person,) = messages.read(raw).messages[0].manifest.travellers
    for field in ("family_name", "embarks", "AVF"):
        span = person.places[field]
        value = person.references["AVF"] if field == "AVF" else getattr(person, field)
        assert "".join(raw[span.start : span.end].decode().split()) == value
