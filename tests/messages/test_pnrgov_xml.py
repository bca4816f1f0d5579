"""PNRGOV in XML: the same bookings as out of EDIFACT, nothing expanded, and a damage that costs one booking."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import messages
from preclear.messages import pnrgov_xml

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<IATA_PNRGOV_NotifRQ xmlns="http://www.iata.org/IATA/2007/00" Version="2016.1" TimeStamp="2027-06-14T09:00:00Z">
 <Originator AirlineCode="XX"/>
 <FlightLeg CarrierCode="XX" FlightNumber="420" DepartureDateTime="2027-06-14T10:00:00" ArrivalDateTime="2027-06-14T11:05:00">
  <DepartureAirport LocationCode="YVR"/><ArrivalAirport LocationCode="SEA"/></FlightLeg>
 <PNRs NumberOfPnrs="2">"""
FLIGHT = """<Flight FlightNumber="420" DepartureDateTime="2027-06-14T10:00:00" ArrivalDateTime="2027-06-14T11:05:00" ResBookDesigCode="Y"
 NumberInParty="1" Status="HK"><DepartureAirport LocationCode="YVR"/><ArrivalAirport LocationCode="SEA"/><MarketingAirline Code="XX"/>"""


def pnr(locator, surname, inside="", flight=""):
    return f"""<PNR NumberOfPassengers="1"><BookingRefID ID="{locator}"><CompanyName Code="XX"/></BookingRefID>
 <Passenger RPH="1"><GivenName>JO</GivenName><Surname>{surname}</Surname>{inside}</Passenger>{FLIGHT}{flight}</Flight></PNR>"""


DOCS = """<DOC_SSR SSR_Code="DOCS" Status="HK"><DOCS DateOfBirth="1985-03-01" Gender="F" PaxNationality="CAN" IssuingLoc="CAN"
 TravelDocType="P" TravelDocNbr="ZZ1" ExpiryDate="2031-03-01" Surname="LEE" FirstGivenName="JO"/></DOC_SSR>"""
WHOLE = HEAD + pnr("AB12CD", "LEE", DOCS) + pnr("EF34GH", "ROY") + "</PNRs></IATA_PNRGOV_NotifRQ>"


def only(text):
    found = pnrgov_xml.read(text.encode())
    (document,) = found.documents
    return document


def test_the_specimen_says_what_the_same_booking_says_in_edifact(shared):
    (of_xml,) = messages.read((shared / "data/passenger/pnrgov/g04_xml_one_pnr.xml").read_bytes()).messages
    (of_edifact,) = messages.read((shared / "data/passenger/pnrgov/g01_push_two_pnrs_13_1.edi").read_bytes()).messages
    one, other = of_xml.manifest.travellers[0], of_edifact.manifest.travellers[0]
    assert (one.family_name, one.given_names) == ("SPECIMEN", "PAT")
    for field in ("birth_date", "sex", "nationalities", "documents", "embarks", "disembarks"):
        assert getattr(one, field) == getattr(other, field), field
    assert of_xml.manifest.voyage.key == of_edifact.manifest.voyage.key
    assert not [fault for fault in of_xml.faults if fault.severity == "error"]


def test_names_of_attributes_vary():
    document = only(WHOLE)
    (lee, roy) = document.manifest.travellers
    (passport,) = lee.documents
    assert (passport.number, passport.issuer, passport.expires) == ("ZZ1", "CAN", date(2031, 3, 1))
    assert (str(lee.birth_date), lee.sex, lee.nationalities) == ("1985-03-01", "F", ("CAN",))
    assert (roy.documents, roy.references["AVF"]) == ((), "EF34GH")
    raw = WHOLE.encode()
    span = lee.places["birth_date"]
    assert raw[span.start : span.end] == b"1985-03-01"


def test_seats_services_and_cards():
    inside = """<TicketDocument TicketDocumentNbr="9990000000001"><PaymentInfo PaymentType="CC" VendorCode="VI"
 AccountNbr="4111111111111111" ExpiryDate="0130"/></TicketDocument><SSR SSRCode="KSML" RPH="1"/>"""
    flight = """<SSR SSRCode="DOCS" Status="HK" RPH="1"><Text>/P/CAN/ZZ2/CAN/01MAR85/F/01MAR31/LEE/JO</Text></SSR>
 <CheckInInfo Time="2027-06-14T08:00:00"><BoardingNumber Number="7" RPH="1">
 <SeatNumber CabinClass="Y">012A</SeatNumber></BoardingNumber></CheckInInfo>"""
    document = only(HEAD + pnr("AB12CD", "LEE", inside, flight) + "</PNRs></IATA_PNRGOV_NotifRQ>")
    (booking,) = document.bookings
    (lee,) = document.manifest.travellers
    assert (lee.seat, lee.documents[0].number, lee.references["YZY"]) == ("12A", "ZZ2", "9990000000001")
    assert (booking.payments[0].account, booking.services, booking.left_out) == ("XXXXXXXXXXXX1111", (), 1)
    assert {"PNR-CARD-WHOLE", "PNR-SENSITIVE", "PNR-COUNT"} <= {fault.code for fault in document.faults}
    assert "4111" not in repr(document)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]>',
    ],
)
def test_a_document_type_ends_the_reading(declaration):
    found = messages.read(WHOLE.replace("?>", f"?>{declaration}", 1).encode())
    assert found.messages == ()
    assert "XML-DOCTYPE" in [fault.code for fault in found.faults]


@pytest.mark.parametrize("damage", ["<broken", "&unknown;", "\x00", "</PNR></PNR>"])
def test_a_damage_costs_one_booking(damage):
    document = only(
        HEAD + pnr("AB12CD", "LEE", DOCS) + pnr("XX00XX", f"ROY{damage}") + pnr("EF34GH", "DOE") + "</PNRs></IATA_PNRGOV_NotifRQ>"
    )
    names = [person.family_name for person in document.manifest.travellers]
    assert names[0] == "LEE"
    assert names[-1] == "DOE"
    assert document.manifest.voyage.designator == "XX420"
    damaged = next(fault for fault in document.faults if fault.code == "XML-DAMAGED")
    assert damaged.offset is not None


def test_cut_off_anywhere_keeps_what_came():
    raw, before = WHOLE.encode(), 0
    for end in range(0, len(raw), 11):
        count = sum(len(document.manifest.travellers) for document in pnrgov_xml.read(raw[:end]).documents)
        assert count >= before
        before = count
    assert before == 2


def test_depth_and_count_are_limited():
    deep = only(HEAD + pnr("AB12CD", "LEE") + "<PNR>" + "<a>" * 1000)
    assert "XML-LIMIT" in [fault.code for fault in deep.faults]
    assert [person.family_name for person in deep.manifest.travellers] == ["LEE"]
    wide = only(HEAD + pnr("AB12CD", "LEE", "<SSR/>" * 30_000) + pnr("EF34GH", "ROY") + "</PNRs></IATA_PNRGOV_NotifRQ>")
    assert "PNR-LIMIT" in [fault.code for fault in wide.faults]
    assert [person.family_name for person in wide.manifest.travellers][-1] == "ROY"


TOKENS = st.sampled_from(
    [
        "<PNR>",
        "</PNR>",
        "<Passenger RPH='1'>",
        "</Passenger>",
        "<Surname>A</Surname>",
        "<SSR SSRCode='DOCS'><Text>/P/CAN</Text></SSR>",
        "<",
        ">",
        "&",
        "<Flight FlightNumber='4'/>",
        "é",
        "\x01",
        "<!DOCTYPE a>",
    ]
)


@given(st.lists(st.one_of(TOKENS, st.text(max_size=8)), max_size=30))
def test_any_text(pieces):
    raw = ("<IATA_PNRGOV_NotifRQ>" + "".join(pieces)).encode("utf-8", "replace")
    for document in pnrgov_xml.read(raw).documents:
        for person in document.manifest.travellers:
            assert all(0 <= span.start <= span.end <= len(raw) for span in person.places.values())
    assert list(messages.describe(messages.read(raw), "x"))


@pytest.mark.parametrize("encoding", ["UTFF-8", "UTF-7", "x", "utf-16", "shift_jis"])
def test_a_character_set_that_there_is_not_is_a_damage(encoding):
    found = pnrgov_xml.read(WHOLE.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode())
    faults = [*found.faults, *(fault for document in found.documents for fault in document.faults)]
    assert [fault.code for fault in faults if fault.code == "XML-DAMAGED"]


def test_bags_that_were_paid_splits_kinds_of_passengers_and_numbers():
    inside = """<MiddleName>LEA</MiddleName><FareInfo PTC_Code="CNN"/>
 <ExcessBaggage UnitOfMeasureQuantity="1" CurrencyCode="CAD" Amount="60.00"/>
 <SSR SSR_Code="FQTV"><TEXT>XX1234567890</TEXT></SSR><SSR SSRCode="CTCM"><Text>16045550100/EN</Text></SSR>"""
    text = HEAD + pnr("AB12CD", "LEE", inside) + "</PNRs></IATA_PNRGOV_NotifRQ>"
    split = '<SplitPNR NumberOfPassengers="2"><BookingRefID ID="EF34GH"><CompanyName Code="XX"/></BookingRefID></SplitPNR></PNR>'
    (booking,) = only(text.replace("</PNR>", split, 1)).bookings
    (lee,) = booking.people
    assert (lee.traveller.given_names, lee.type) == ("JO LEA", "C")
    assert booking.excess_baggage == ("CAD 60.00 1",)
    assert [(one.carrier, one.number, one.traveller) for one in booking.loyalty] == [("XX", "1234567890", 1)]
    assert [(one.kind, one.value) for one in booking.contacts] == [("mobile", "16045550100")]
    assert [(one.direction, one.count, one.locators[0].reference) for one in booking.splits] == [("into", 2, "EF34GH")]


def test_a_booking_inside_another_loses_nobody():
    text = HEAD + "<PNR><BookingRefID ID='A1'/><Passenger><Surname>LEE</Surname><PNR><BookingRefID ID='B2'/>"
    document = only(text + "<Passenger><Surname>ROY</Surname></Passenger></PNR></Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>")
    assert [(one.locator, one.people[0].traveller.family_name) for one in document.bookings] == [("A1", "LEE"), ("B2", "ROY")]
