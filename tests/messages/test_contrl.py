"""The syntax report: what is written can be read, and names what could not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from preclear import messages
from preclear.messages import Envelope, contrl
from tests.messages.lists import LEE, ROY, message, people

NOW = datetime(2027, 6, 14, 9, 20, tzinfo=UTC)
RAW = message(people(LEE, ROY)).encode()
REQUEST = messages.read(RAW).messages[0]


def read(raw: bytes) -> messages.Message:
    interchange = messages.read(raw)
    assert interchange.faults == ()
    (found,) = interchange.messages
    assert found.faults == ()
    return found


def test_the_bytes_of_a_report():
    said = contrl.write(REQUEST.envelope, [(REQUEST.envelope, None)], control="R1", made_at=NOW)
    assert said.decode() == (
        "UNA:+.? '\n"
        "UNB+UNOA:4+UTOAPIS:ZZ+XXAPIS:ZZ+270614:0920+R1++APIS'\n"
        "UNH+R1+CONTRL:4:1:UN+R1+01:F'\n"
        f"UCI+{REQUEST.envelope.control_reference}+XXAPIS:ZZ+UTOAPIS:ZZ+7'\n"
        f"UCM+M1+PAXLST:{REQUEST.release}:UN+7'\n"
        "UNT+4+R1'\n"
        "UNZ+1+R1'\n"
    )


def test_a_report_read_back():
    other = replace(REQUEST.envelope, message_reference="M2", type="XXXXXX")
    wrong = messages.read(RAW.replace(b"UNT+", b"UNT+9")).messages[0].faults
    found = read(contrl.write(REQUEST.envelope, [(REQUEST.envelope, None), (other, wrong)], control="R1", made_at=NOW))
    reference = REQUEST.envelope.control_reference
    assert (found.type, found.function, found.transaction) == ("CONTRL", "acknowledged", reference)
    assert [(one.message, one.action, one.error) for one in found.reports] == [
        (None, "acknowledged", None),
        ("M1", "acknowledged", None),
        ("M2", "rejected", "29"),
    ]
    assert {one.interchange for one in found.reports} == {reference}


def test_an_interchange_of_which_nothing_was_read_is_rejected():
    found = read(contrl.write(REQUEST.envelope, [(REQUEST.envelope, ())], control="R1", made_at=NOW))
    assert [(one.action, one.error) for one in found.reports] == [("rejected", "18"), ("rejected", "18")]


SEEN = {
    "received": ("UCI+77+A+B+8'", [("77", None, "received", None, ())]),
    "rejected as a whole": ("UCI+77+A+B+4+23'", [("77", None, "rejected", "23", ())]),
    "a message, with the place": (
        "UCI+77+A+B+7'UCM+M1+PAXLST:D:12B:UN+4+13'UCS+5+12'UCD+12+2:1'",
        [("77", None, "acknowledged", None, ()), ("77", "M1", "rejected", "13", ("segment 5", "segment 5, element 2.1"))],
    ),
    "an action that nobody knows": ("UCI+77+A+B+9'", [("77", None, "unknown", None, ())]),
}


@pytest.mark.parametrize(("body", "expected"), SEEN.values(), ids=SEEN)
def test_reports_of_partners(body, expected):
    count = body.count("'") + 2
    raw = f"UNB+UNOA:4+A+B+270614:0920+9'UNH+1+CONTRL:4:1:UN'{body}UNT+{count}+1'UNZ+1+9'".encode()
    (found,) = messages.read(raw).messages
    assert [(one.interchange, one.message, one.action, one.error, one.places) for one in found.reports] == expected
    assert [one.code for one in found.faults] == (["CTL-ACTION-UNKNOWN"] if expected[0][2] == "unknown" else [])


def test_a_report_on_nothing_is_a_fault():
    (found,) = messages.read(b"UNB+UNOA:4+A+B+270614:0920+9'UNH+1+CONTRL:4:1:UN'UNT+2+1'UNZ+1+9'").messages
    assert ([one.code for one in found.faults], found.reports) == (["CTL-UCI-MISSING"], ())


def test_whether_a_report_is_asked_for():
    asked = RAW.replace(b"++APIS'", b"++APIS++1++1'", 1)
    envelope = messages.read(asked).messages[0].envelope
    assert (envelope.acknowledgement, envelope.test, REQUEST.envelope.acknowledgement) == (True, True, False)


def test_without_an_envelope_there_is_still_a_report():
    assert read(contrl.write(Envelope(control_reference="5"), [], control="R2", made_at=NOW)).reports[0].action == "rejected"
