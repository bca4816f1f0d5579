"""A message for the eye: segments, offsets, marks."""

from __future__ import annotations

from preclear.manifest import Span
from preclear.web.workbench.bytes import Line, segments

RAW = b"UNB+UNOA:4+XM+PRECLEAR+260714:1405+1'UNH+1+PAXLST:D:12B:UN:IATA'NAD+FL+++O?'NEILL:ANN'UNT+3+1'UNZ+1+1'"


def test_a_segment_a_line_with_its_offset():
    lines = segments(RAW)
    assert [line.text for line in lines][2] == "NAD+FL+++O?'NEILL:ANN'"
    assert [line.offset for line in lines] == [0, 37, 64, 86, 94]


def test_values_are_marked_in_the_part_that_is_asked_for():
    at = RAW.index(b"O?'NEILL")
    assert segments(RAW, [Span(at, at + 8)], Span(64, 86)) == [Line(64, (("NAD+FL+++", False), ("O?'NEILL", True), (":ANN'", False)))]


def test_bytes_that_are_no_message_stand_in_lines_of_one_length():
    assert [line.offset for line in segments(b"x" * 200)] == [0, 96, 192]


def test_bytes_that_are_no_text_stand_as_a_symbol():
    assert segments(b"a\x00b")[0].text == "a␣b"


def test_nothing_has_no_lines():
    assert segments(b"") == []
