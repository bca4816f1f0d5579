"""Nothing raises, whatever the bytes; a defect loses no more than it touches; both ways of reading give the same."""

# ruff: noqa: E501  # tables of cases, a case a line; local times of places have no zone

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import messages
from preclear.messages import persons
from tests.messages.lists import LEE, ROY, message, people
from tests.messages.test_edifact import WRAPPINGS

SAMPLES = [text.encode() for text, _ in WRAPPINGS.values()]
ALPHABET = st.sampled_from(
    [b"'", b"+", b":", b"?", b"\n", b"\r\n", b"NAD", b"UNH", b"UNZ", b"DTM+329:", b"\xc3", b"\x00", b"0", b"A", b" ", b"FTX+BAG+++1:99"]
)


def described(raw: bytes) -> list[dict[str, object]]:
    return list(messages.describe(messages.read(raw), "x"))


@given(st.binary(max_size=400))
def test_any_bytes(raw):
    assert described(raw)


FOUND = {  # what fuzzing found
    "an older list with nothing in it": "UNB+UNOA:4+A+B+270614:0915+1'UNH+1+PAXLST:001:000:NZ'UNT+2+1'UNZ+1+1'",
    "a tag that looks like a tag with its qualifier": "UNB*UNOA:4*A*B*270614:0915*1'UNH*1*PAXLST:D:12B:UN'BGM*745'NAD*FL***ROY'RFF+SEA'UNT*5*1'UNZ*1*1'",
}


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_what_fuzzing_found(text):
    assert described(text.encode())[0]["type"] == "PAXLST"


@st.composite
def mutations(draw):
    raw = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(raw) - 1, 0)))
        length = draw(st.integers(0, 5))
        raw[at : at + length] = draw(st.one_of(st.binary(max_size=3), ALPHABET))
    return bytes(raw)


@given(mutations())
def test_damaged_lists(raw):
    things = described(raw)
    assert things
    for interchange in (messages.read(raw),):
        for found in interchange.messages:
            for person in found.manifest.travellers if found.manifest else ():
                assert all(0 <= span.start <= span.end <= len(raw) for span in (*person.places.values(), person.segments))


def cut_everywhere(raw: bytes, step: int) -> None:
    before = 0
    for end in range(0, len(raw), step):
        count = sum(len(m.manifest.travellers) for m in messages.read(raw[:end]).messages if m.manifest)
        assert count >= before, end
        before = count
        if count:
            assert any(fault.code == "EDI-CUT-OFF" for fault in messages.read(raw[:end]).faults) or raw.rstrip().startswith(
                raw[:end].rstrip()
            )


def test_a_list_cut_off_anywhere_keeps_what_came():
    cut_everywhere(message(people(LEE, ROY)).encode(), 7)


@pytest.mark.long
@pytest.mark.parametrize("raw", SAMPLES, ids=list(WRAPPINGS))
def test_every_sample_cut_off_at_every_byte(raw):
    for end in range(len(raw)):
        assert described(raw[:end])


VALUES = {  # what a segment of a person may be replaced by
    "ATT+2++M": ["ATT+2++F", "ATT+2++U", "ATT+2+F", "ATT+2++", ""],
    "DTM+329:850301": ["DTM+329:740230", "DTM+329:20150228:102", "DTM+329:8503", ""],
    "NAD+FL+++ROY:ALEX": ["NAD+FL+++O?'NEIL:JO", "NAD+FL+++ROY", "NAD+FM+++ROY:AL:EX", "NAD+FL+++ROY:ALEX+1 ELM ST+YORK", "NAD+FL", "NAD+QX+++A:B"],
    "LOC+178+YVR": ["LOC+178+YVR'\nLOC+178+SEA", "LOC+178+YVR:139:6", "LOC+777+X", "LOC+180+CAN:::YORK", "LOC+178+"],
    "NAT+2+FRA": ["NAT+2+FRA'\nNAT+2+CAN", "NAT+2+"],
    "RFF+ABO:XX02": ["RFF+ABO:XX02'\nRFF+ABO:XX03", "RFF+SEA:012A", "RFF+ABO:A?+B", ""],
    "DOC+P:110:111+QB000002": ["DOC+P+QB2", "DOC++QB2", "DOC+P", "DOC+V+1'\nDTM+36:310101'\nDOC+P+2", ""],
    "LOC+91+FRA": ["LOC+91+", "LOC+91+FRA'\nFTX+BAG+++0220000001:3'\nFTX+BAG+++7", "QQQ+1", "LOC+91+FRANAT+2+CAN"],
}  # fmt: skip


def many(seed: int) -> str:
    """A long list in which most people are declared alike, and some oddly."""
    chance = random.Random(seed)
    persons = []
    for number in range(60):
        person = [segment.replace("QB", f"Q{number}").replace("XX02", f"XX{number}") for segment in ROY]
        if chance.random() < 0.4:
            odd = chance.choice(list(VALUES))
            person = [
                segment
                for s, segment in zip(ROY, person, strict=True)
                for segment in [chance.choice(VALUES[odd]) if s == odd else segment]
                if segment
            ]
        persons.append(tuple(person))
    return message(people(*persons), end=chance.choice(["'", "'\n", "'\r\n"]))


@pytest.mark.parametrize("seed", range(12))
def test_the_fast_path_says_what_the_slow_one_says(seed, monkeypatch):
    raw = many(seed).encode()
    fast = messages.read(raw)
    monkeypatch.setattr(persons, "form", lambda *_: None)
    monkeypatch.setattr(persons, "remembered", lambda *_: [])
    slow = messages.read(raw)
    assert fast.messages[0].manifest.travellers == slow.messages[0].manifest.travellers
    assert sorted(fast.messages[0].faults, key=repr) == sorted(slow.messages[0].faults, key=repr)


def test_alike_people_are_read_at_one_stroke(monkeypatch):
    raw = message(people(*[tuple(s.replace("XX02", f"XX{n}") for s in ROY) for n in range(50)])).encode()
    times = []
    one_by_one = persons.Reader.person
    monkeypatch.setattr(persons, "remembered", lambda *_: [])
    monkeypatch.setattr(persons.Reader, "person", lambda *of: (times.append(of), one_by_one(*of)))
    assert len(messages.read(raw).messages[0].manifest.travellers) == 50
    assert len(times) == 2
