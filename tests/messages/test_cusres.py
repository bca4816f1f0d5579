"""Answers: what is written can be read, echoes the request, and releases what must be."""

# ruff: noqa: E501  # tables of cases, a case a line; local times of places have no zone

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import messages
from preclear.messages import Envelope, Reply, Result, Separators, cusres
from preclear.messages.profile import DIALECTS
from preclear.messages.profile import STATUSES as STATUSES_WRITTEN
from tests.messages.lists import LEE, ROY, message, people

NOW = datetime(2027, 6, 14, 9, 20, tzinfo=UTC)
REQUEST = messages.read(message(people(LEE, ROY)).encode()).messages[0]
REPLY = Reply(
    envelope=REQUEST.envelope,
    document="962",
    transaction="XX0420X1",
    voyage=REQUEST.manifest.voyage,
    results=(
        Result(references={"AVF": "QQ1234", "ABO": "XX01"}, status="board"),
        Result(references={"AVF": "QQ1234", "ABO": "XX02"}, status="contact", text="CALL +1 604 555 0100: IT'S URGENT?"),
    ),
    control="A1",
    made_at=NOW,
)


def read(raw: bytes) -> messages.Message:
    interchange = messages.read(raw)
    assert interchange.faults == ()
    (found,) = interchange.messages
    assert found.faults == ()
    return found


def test_the_bytes_of_an_answer():
    assert cusres.write(REPLY).decode() == (
        "UNA:+.? '\n"
        "UNB+UNOA:4+UTOAPIS:ZZ+XXAPIS:ZZ+270614:0920+A1++APIS'\n"
        "UNG+CUSRES+UTOAPIS:ZZ+XXAPIS:ZZ+270614:0920+1+UN+D:05B'\n"
        "UNH+M1+CUSRES:D:05B:UN:IATA+XX0420/270614/1000+01:F'\n"
        "BGM+962'\n"
        "RFF+TN:XX0420X1'\n"
        "RFF+AF:XX420'\n"
        "DTM+189:2706141000:201'\n"
        "DTM+232:2706141105:201'\n"
        "LOC+125+YVR'\n"
        "LOC+87+SEA'\n"
        "ERP+2'\n"
        "RFF+AVF:QQ1234'\n"
        "RFF+ABO:XX01'\n"
        "ERC+0Z'\n"
        "ERP+2'\n"
        "RFF+AVF:QQ1234'\n"
        "RFF+ABO:XX02'\n"
        "ERC+2Z'\n"
        "FTX+AAP+++CALL ?+1 604 555 0100?: IT?'S URGENT??'\n"
        "UNT+18+M1'\n"
        "UNE+1+1'\n"
        "UNZ+1+A1'\n"
    )


def test_an_answer_read_back():
    found = read(cusres.write(REPLY))
    assert (found.type, found.release, found.function, found.sender, found.receiver) == ("CUSRES", "D:05B", "962", "UTOAPIS", "XXAPIS")
    assert [(a.reference, a.status, a.code, a.text, a.solicited, a.transaction) for a in found.answers] == [
        ("XX01", "board", "0Z", None, True, "XX0420X1"),
        ("XX02", "contact", "2Z", "CALL +1 604 555 0100: IT'S URGENT?", True, "XX0420X1"),
    ]


def test_an_unsolicited_answer_has_references_of_its_own():
    found = read(cusres.write(replace(REPLY, document="132", transaction="S77", reference="U5", results=REPLY.results[:1])))
    assert (found.function, found.envelope.message_reference, found.envelope.common_access_reference) == ("132", "U5", "U5")
    assert [(a.solicited, a.transaction) for a in found.answers] == [(False, "S77")]


def test_the_style_of_the_request_is_echoed():
    raw = message(people(ROY), group=False, application="IAPI+O", end="'").replace("ZZ", "").encode()
    answer = cusres.write(replace(REPLY, envelope=messages.read(raw).messages[0].envelope))
    assert b"\n" not in answer
    assert b"UNG" not in answer
    assert b"++IAPI'" in answer


@pytest.mark.parametrize("header", ["accepted", "exception"])
def test_a_result_for_the_whole_message(header):
    answers = read(cusres.write(replace(REPLY, header=header, text="SEE BELOW"))).answers
    assert [(a.person, a.reference, a.code, a.text) for a in answers][:1] == [(None, "XX0420X1", cusres.HEADER[header], "SEE BELOW")]
    assert len(answers) == 3


STATUSES = {
    "0": "board", "0Z": "board", "1": "do_not_board", "1Z": "do_not_board", "2Z": "contact", "4Z": "incomplete", "8Z": "error", "9": "error",
    "3Z": "unknown", "X": "unknown", "": "unknown", "0ZZ": "unknown", "0A": "unknown", "1A": "do_not_board",
}  # fmt: skip


@pytest.mark.parametrize(("code", "status"), STATUSES.items(), ids=repr)
def test_only_a_known_code_is_permission(code, status):
    raw = cusres.write(REPLY).replace(b"ERC+0Z", f"ERC+{code}".encode())
    assert messages.read(raw).messages[0].answers[0].status == status


def test_a_result_may_name_the_request_itself():
    raw = cusres.write(REPLY).replace(b"RFF+TN:XX0420X1'\n", b"").replace(b"ERC+0Z'", b"RFF+TN:XX0420X1'ERC+0Z'")
    assert [one.transaction for one in messages.read(raw).messages[0].answers] == ["XX0420X1", None]


def test_a_code_in_small_letters_is_no_permission():
    answers = messages.read(cusres.write(REPLY).lower()).messages[0].answers
    assert [(one.reference, one.status) for one in answers] == [("xx01", "unknown"), ("xx02", "contact")]


def test_two_codes_that_disagree_are_no_permission():
    raw = cusres.write(REPLY).replace(b"ERC+0Z'", b"ERC+0Z'ERC+1Z'")
    assert messages.read(raw).messages[0].answers[0].status == "unknown"


def test_the_answer_to_what_cannot_be_read():
    broken = messages.read(b"nothing that is known")
    found = read(cusres.write_faults(None, broken.faults, control="A9", made_at=NOW, receiver="XXAPIS"))
    assert (found.sender, found.receiver) == ("PRECLEAR", "XXAPIS")
    assert [(a.person, a.status) for a in found.answers] == [(None, "incomplete")]
    assert found.answers[0].text.startswith("MSG-UNREADABLE the whole BYTE 0: No message of a known kind was found.")


CHARSETS = {"ascii": "ZOE MULLER  ", "latin-1": "ZOË MÜLLER  ", "utf-8": "ZOË MÜLLER 李"}


@pytest.mark.parametrize(("charset", "text"), CHARSETS.items(), ids=CHARSETS)
def test_text_is_written_in_the_character_set_of_the_request(charset, text):
    syntax = {"ascii": "UNOA:4", "latin-1": "UNOC:4", "utf-8": "UNOW:4"}[charset]
    envelope = replace(REQUEST.envelope, charset=charset, syntax=syntax)
    reply = replace(REPLY, envelope=envelope, results=(Result(references={"ABO": "X"}, status="contact", text="ZOË MÜLLER 李"),))
    assert read(cusres.write(reply)).answers[0].text == text.strip()


MARKS = st.sampled_from(
    [
        Separators(),
        Separators("|", "*", ".", "\\", "", "$"),
        Separators(":", "*", ".", "?", "", "#"),
        Separators(":", "+", ".", "?", "*", "'"),
    ]
)
WORDS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=30).map(lambda text: " ".join(text.split()))
REFERENCE = WORDS.filter(bool).map(lambda text: text[:35].strip())


@given(
    marks=MARKS,
    advised=st.booleans(),
    group=st.booleans(),
    lines=st.booleans(),
    results=st.lists(st.tuples(REFERENCE, st.sampled_from(list(cusres.CODES)), WORDS), min_size=1, max_size=5),
    reference=REFERENCE,
)
def test_what_is_written_can_be_read(marks, advised, group, lines, results, reference):
    envelope = replace(
        REQUEST.envelope,
        separators=marks,
        advised=advised,
        group=group,
        lines=lines,
        common_access_reference=reference,
        message_reference="M1",
    )
    reply = replace(
        REPLY,
        envelope=envelope,
        transaction=reference,
        results=tuple(Result(references={"ABO": one}, status=status, text=text or None) for one, status, text in results),
    )
    found = read(cusres.write(reply))
    assert found.envelope.separators[:2] == marks[:2]
    assert found.envelope.common_access_reference == reference
    assert [(a.reference, a.status, a.text, a.transaction) for a in found.answers] == [
        (one, status, text or None, reference) for one, status, text in results
    ]


def test_without_a_release_character_nothing_is_smuggled_in():
    marks = Separators(release="")
    reply = replace(
        REPLY,
        envelope=replace(REQUEST.envelope, separators=marks),
        results=(Result(references={"ABO": "X"}, status="do_not_board", text="A'ERC+0Z'"),),
    )
    assert [(a.status, a.text) for a in read(cusres.write(reply)).answers] == [("do_not_board", "A ERC 0Z")]


def test_an_envelope_of_nothing_can_be_answered():
    assert read(cusres.write(replace(REPLY, envelope=Envelope()))).answers[0].status == "board"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("status", STATUSES_WRITTEN)
@pytest.mark.parametrize("document", ["962", "132"])
def test_each_dialect_is_written_and_read_back(dialect, status, document):
    results = (Result(references={"AVF": "QQ1234", "ABO": "XX01"}, status=status, text="CALL"),)
    raw = cusres.write(replace(REPLY, dialect=DIALECTS[dialect], results=results, document=document, header="accepted"))
    found = read(raw)
    whole, person = found.answers
    assert (whole.person, whole.code) == (None, "0")
    assert (person.status, person.code, person.solicited) == (status, DIALECTS[dialect][status][0], document == "962")
    assert (person.references, person.transaction) == ({"AVF": "QQ1234", "ABO": "XX01"}, "XX0420X1")
    (thing,) = messages.describe(messages.read(raw), "f")
    assert thing["legs"] == [{"voyage": "XX420", "from": "YVR", "to": "SEA", "departs": "2027-06-14T10:00", "arrives": "2027-06-14T11:05"}]
    assert [(one["reference"], one["status"]) for one in thing["answers"]] == [("XX0420X1", "board"), ("XX01", status)]


def answer(*segments: str) -> messages.Message:
    body = "".join(f"{segment}'" for segment in segments)
    raw = f"UNB+UNOA:4+UTOAPIS:ZZ+XXAPIS:ZZ+270614:0920+9'UNH+1+CUSRES:D:05B:UN:IATA'{body}UNT+{len(segments) + 2}+1'UNZ+1+9'"
    (found,) = messages.read(raw.encode()).messages
    return found


def results(found: messages.Message) -> list[tuple[str | None, str, str]]:
    return [(one.reference, one.status, one.code) for one in found.answers]


HEAD = ("BGM+962", "RFF+TN:T1", "RFF+AF:XX420", "LOC+125+YVR", "LOC+87+SEA")
FIRST, SECOND = ("ERP+2", "RFF+AVF:Q", "RFF+ABO:A", "ERC+0Z"), ("ERP+2", "RFF+AVF:Q", "RFF+ABO:B", "ERC+1Z")
LOST = {  # a segment that is lost -> what is left of two results, and never a status of somebody else's
    "the second ERP": ((*FIRST, *SECOND[1:]), [("A", "board", "0Z"), ("B", "do_not_board", "1Z")]),
    "the first ERP": ((*FIRST[1:], *SECOND), [("A", "board", "0Z"), ("B", "do_not_board", "1Z")]),
    "the first status and the second ERP": ((*FIRST[:3], *SECOND[1:]), [("A", "unknown", ""), ("B", "do_not_board", "1Z")]),
    "the first status": ((*FIRST[:3], *SECOND), [("A", "unknown", ""), ("B", "do_not_board", "1Z")]),
    "the second's references": ((*FIRST, SECOND[0], SECOND[3]), [("A", "board", "0Z"), (None, "do_not_board", "1Z")]),
}


@pytest.mark.parametrize(("segments", "expected"), LOST.values(), ids=LOST)
def test_no_status_goes_over_to_somebody_else(segments, expected):
    found = answer(*HEAD, *segments)
    assert results(found) == expected
    assert found.faults


def test_a_status_without_any_result_is_of_the_whole_and_permits_nobody():
    found = answer(*HEAD, "ERC+0Z")
    assert [(one.person, one.status) for one in found.answers] == [(None, "board")]
    assert [one.code for one in found.faults] == ["CUS-ERP-MISSING"]


def test_several_locators_of_one_person_are_one_result():
    assert results(answer(*HEAD, "ERP+2", "RFF+AVF:Q1", "RFF+AVF:Q2", "RFF+ABO:A", "ERC+0Z")) == [("A", "board", "0Z")]


def test_codes_that_disagree_are_all_shown():
    assert results(answer(*HEAD, *FIRST, "ERC+1Z")) == [("A", "unknown", "0Z 1Z")]


def test_what_stands_before_the_results_is_kept():
    found = answer("BGM+962", "RFF+TN:T1", "FTX+AAP+++SYSTEM BUSY:TRY AGAIN", "RFF+AF:XX420", "DTM+189:2706141000:201", "LOC+92+YVR", "LOC+92+YYC",
                   "RFF+AF:XX420", "LOC+125+YYC", "LOC+87+SEA", "ERP+1", "ERC+1", "FTX+AAO++E27")  # fmt: skip
    assert found.text == "SYSTEM BUSY TRY AGAIN"
    assert [(leg.voyage, leg.departure, leg.arrival, leg.departs and leg.departs.hour) for leg in found.legs] == [
        ("XX420", "YVR", "YYC", 10), ("XX420", "YYC", "SEA", None),
    ]  # fmt: skip
    assert [(one.person, one.reference, one.status, one.text) for one in found.answers] == [(None, "T1", "do_not_board", "E27")]


def test_a_segment_that_is_none_of_an_answers_is_told_with_its_place():
    found = answer(*HEAD, *FIRST, "XYZ+1")
    assert results(found) == [("A", "board", "0Z")]
    assert [one.code for one in found.faults] == ["EDI-SEGMENT-UNKNOWN"]
