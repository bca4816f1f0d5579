"""What a state asks for (GOVREQ), and how receipt is acknowledged (ACKRES)."""

# ruff: noqa: DTZ001  # local times of places have no zone

from __future__ import annotations

from datetime import datetime

import pytest

from preclear import messages
from preclear.messages import ackres

MADE = datetime(2027, 6, 14, 9, 1)


def request(*body, una="UNA:+.?*'"):
    segments = [
        "UNB+IATA:1+UTOPNRGOV+XX+270614:0915+77",
        "UNH+1+GOVREQ:13:1:IA+140627/0900/XX/420",
        *body,
        f"UNT+{len(body) + 2}+1",
        "UNZ+1+77",
    ]
    return (una + "".join(f"{segment}'" for segment in segments)).encode()


def test_a_request_for_a_flight_a_booking_and_a_person():
    (found,) = messages.read(
        request(
            "MSG+:43",
            "ORG+UTO:VIC",
            "TVL+140627:1000+YVR+SEA+XX+420",
            "RCI+XX:AB12CD",
            "TIF+O?'NEIL+JO",
            "SSR+DOCS:::::::::/P/UTO/L1/UTO",
            "IFT+4:28+URGENT",
        )
    ).messages
    asked = found.requested
    assert (asked.action, asked.office, asked.reference) == ("flight report", "UTO VIC", "140627/0900/XX/420")
    (flight,) = asked.flights
    assert (flight.voyage, flight.departure, flight.arrival, flight.departs) == ("XX420", "YVR", "SEA", datetime(2027, 6, 14, 10, 0))
    assert [one.reference for one in asked.locators] == ["AB12CD"]
    assert [(one.family_name, one.given_names) for one in asked.people] == [("O'NEIL", "JO")]
    assert (asked.documents, asked.texts) == (("L1",), ("URGENT",))
    assert not [fault for fault in found.faults if fault.severity == "error"]


def test_a_request_that_asks_for_nothing():
    (found,) = messages.read(request("MSG+:43")).messages
    assert [fault.code for fault in found.faults] == ["PNR-REQUEST-EMPTY"]


def test_the_specimen_acknowledges(shared):
    (found,) = messages.read((shared / "data/passenger/pnrgov/g03_ackres.edi").read_bytes()).messages
    said = found.acknowledged
    assert (said.codes, said.texts, said.reference) == (("1",), ("MESSAGE RECEIVED",), "140627/0900/XX/420")
    assert said.accepted is None  # what 1 means is the partners' own
    assert found.faults == ()


@pytest.mark.parametrize("una", ["UNA:+.?*'", "UNA:+.\\*'", ""])
def test_what_we_write_we_read(una):
    raw = request("MSG+:43", "RCI+XX:AB12CD", una=una)
    (asked,) = messages.read(raw).messages
    written = ackres.write(asked.envelope, (), control="9", made_at=MADE)
    (found,) = messages.read(written).messages
    assert (found.type, found.release, found.sender, found.receiver, found.reference) == ("ACKRES", "13:1", "XX", "UTOPNRGOV", "9")
    assert (found.acknowledged.accepted, found.acknowledged.codes) == (True, ())
    assert found.acknowledged.reference == asked.envelope.common_access_reference
    assert found.envelope.message_reference == asked.envelope.message_reference
    assert found.faults == ()
    assert not messages.read(written).faults


def test_a_refusal_names_the_faults_and_releases_what_has_a_meaning():
    (asked,) = messages.read(request("MSG+:43")).messages
    (found,) = messages.read(ackres.write(asked.envelope, asked.faults, control="9", made_at=MADE)).messages
    assert (found.acknowledged.accepted, found.acknowledged.codes) == (None, ("118",))
    assert found.acknowledged.texts[0].startswith("PNR-REQUEST-EMPTY GOVREQ BYTE ")
    assert found.faults == ()
