"""What is broken on purpose in test messages of every kind, and what must be left: whom it touches, where, and which fault must be told.

Two sorts: a value that is spoiled before a message is written, and bytes that are spoiled in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from preclear.manifest import Span

ANY = "any"  # in the place of fault codes: at least one fault, whichever
Said = dict[str, Any]


class Whole(NamedTuple):
    """A message before it is spoiled."""

    raw: bytes
    people: tuple[Span, ...]  # of each person in turn
    terminator: bytes = b"'"


class Spoiled(NamedTuple):
    """A message with one defect."""

    raw: bytes
    at: int | None  # the byte from which it is another; None: the whole
    touched: frozenset[int] = frozenset()  # people, from 0, who may read otherwise than they were
    lost: frozenset[int] = frozenset()  # of them, those who may not be found by their name


@dataclass(frozen=True, slots=True)
class OfBytes:
    """A defect of the bytes."""

    spoil: Callable[[Whole, Random], Spoiled]
    faults: frozenset[str]  # codes of which a reader must tell one; ANY: one, whichever; none: nothing may be seen
    readable: bool = True


@dataclass(frozen=True, slots=True)
class OfValue:
    """A defect of what is said of one person, in a form."""

    spoil: Callable[[Said, Random], Said]
    faults: frozenset[str]


# EDIFACT ------------------------------------------------------------------------------------------------------------------


def _segments(whole: Whole, who: int) -> list[Span]:
    """The segments of a person, each with its terminator and what follows it up to the next; one behind a release character ends none."""
    start, end = whole.people[who]
    mark = re.escape(whole.terminator)
    parts = re.finditer(rb"(?s:\?.|[^?" + mark + rb"])*" + mark + rb"[\r\n]*", whole.raw[start:end])
    return [Span(start + part.start(), start + part.end()) for part in parts]


def _body(text: bytes) -> bytes:
    """A segment without its terminator and what follows it."""
    return text.rstrip(b"\r\n")[:-1]


def _pick(whole: Whole, random: Random, *, last: bool = True) -> tuple[int, int, Span]:
    """A person, the number of one of their segments, and where it stands."""
    who = random.randrange(len(whole.people))
    found = _segments(whole, who)
    which = random.randrange(len(found) if last or len(found) < 2 else len(found) - 1)
    return who, which, found[which]


def _touched(who: int, which: int) -> dict[str, frozenset[int]]:
    """Whoever loses the NAD is lost, and their segments fall to the one before."""
    return {"touched": frozenset({who, who - 1} if which == 0 else {who}), "lost": frozenset({who} if which == 0 else ())}


def segment_dropped(whole: Whole, random: Random) -> Spoiled:
    """One segment of a person is missing."""
    who, which, (start, end) = _pick(whole, random)
    return Spoiled(whole.raw[:start] + whole.raw[end:], start, **_touched(who, which))


def segment_doubled(whole: Whole, random: Random) -> Spoiled:
    """One segment of a person stands twice."""
    who, _, (start, end) = _pick(whole, random)
    return Spoiled(whole.raw[:end] + whole.raw[start:], end, frozenset({who}))


def segment_cut(whole: Whole, random: Random) -> Spoiled:
    """One segment of a person ends early, with its terminator."""
    who, which, (start, end) = _pick(whole, random)
    text = whole.raw[start:end]
    body = _body(text)
    kept = body[: max(4, len(body) * random.randint(30, 80) // 100)].rstrip(b"?")
    at = start + len(kept)
    return Spoiled(whole.raw[:at] + text[len(body) :] + whole.raw[end:], at, frozenset({who}), frozenset({who} if which == 0 else ()))


def noise(whole: Whole, random: Random) -> Spoiled:
    """One segment of a person is overwritten with anything but a terminator."""
    who, which, (start, end) = _pick(whole, random)
    length = len(_body(whole.raw[start:end]))
    some = bytes(
        random.choice([b for b in range(33, 127) if bytes([b]) != whole.terminator and chr(b) not in "?\\"]) for _ in range(length)
    )
    return Spoiled(whole.raw[:start] + some + whole.raw[start + length :], start, **_touched(who, which))


def terminator_lost(whole: Whole, random: Random) -> Spoiled:
    """Two segments of a person have no terminator between them."""
    who, which, (start, end) = _pick(whole, random, last=False)
    at = start + len(_body(whole.raw[start:end]))
    return Spoiled(whole.raw[:at] + whole.raw[end:], at, frozenset({who}), frozenset({who} if which == 0 else ()))


def mail_around(whole: Whole, _: Random) -> Spoiled:
    """A greeting before, a notice behind."""
    before = b"Dear colleagues,\r\nplease find our list below.\r\n\r\n"
    return Spoiled(before + whole.raw + b"\r\n--\r\nThis message is confidential and was checked for viruses.\r\n", 0)


def telex(whole: Whole, _: Random) -> Spoiled:
    """Sent as a telegram with hard line breaks at 69 columns."""
    text = b"".join(whole.raw.splitlines())
    lines = b"\r\n".join(text[at : at + 69] for at in range(0, len(text), 69))
    return Spoiled(b"\x01QU YVRAPXH\r\n.HDQRMXB 140631\r\n\x02" + lines + b"\r\n\x03", 0)


def end_lost(whole: Whole, _: Random) -> Spoiled:
    """The last segment, UNZ, is missing."""
    at = whole.raw.rindex(b"UNZ")
    return Spoiled(whole.raw[:at], at)


def beginning_lost(whole: Whole, _: Random) -> Spoiled:
    """UNB is missing."""
    at = whole.raw.index(b"UNB", 9 if whole.raw.startswith(b"UNA") else 0)
    end = whole.raw.index(whole.terminator, at) + 1
    return Spoiled(whole.raw[:at] + whole.raw[end:].lstrip(b"\r\n"), at)


def count_wrong(whole: Whole, _: Random) -> Spoiled:
    """UNT counts one segment too many."""
    at = whole.raw.rindex(b"UNT") + 4
    number = re.match(rb"[0-9]+", whole.raw[at:])
    assert number is not None
    return Spoiled(whole.raw[:at] + str(int(number[0]) + 1).encode() + whole.raw[at + number.end() :], at)


def cut_off(whole: Whole, random: Random) -> Spoiled:
    """The line broke in the middle of somebody."""
    who = random.randrange(len(whole.people))
    start, end = whole.people[who]
    at = random.randint(start + 1, end - 1)
    lost = frozenset(range(who, len(whole.people)))
    return Spoiled(whole.raw[:at], at, lost, lost)


EDIFACT: Mapping[str, OfBytes] = {
    "segment dropped": OfBytes(segment_dropped, frozenset({"EDI-COUNT"})),
    "segment doubled": OfBytes(segment_doubled, frozenset({"EDI-COUNT"})),
    "segment cut": OfBytes(segment_cut, frozenset()),
    "noise in a segment": OfBytes(noise, frozenset({ANY})),
    "terminator lost": OfBytes(terminator_lost, frozenset({ANY})),
    "mail around": OfBytes(mail_around, frozenset({"EDI-TEXT-BEFORE", "EDI-TEXT-AFTER"})),
    "telex": OfBytes(telex, frozenset({"EDI-LINES-BROKEN"})),
    "UNZ lost": OfBytes(end_lost, frozenset({"EDI-CUT-OFF"})),
    "UNB lost": OfBytes(beginning_lost, frozenset({"EDI-UNB-MISSING"})),
    "segment count wrong": OfBytes(count_wrong, frozenset({"EDI-COUNT"})),
    "cut off": OfBytes(cut_off, frozenset({"EDI-CUT-OFF"})),
}

XML: Mapping[str, OfBytes] = {"cut off": OfBytes(cut_off, frozenset({"XML-DAMAGED"}))}


# JSON ---------------------------------------------------------------------------------------------------------------------


def _inside(whole: Whole, random: Random, mark: bytes) -> tuple[int, int]:
    """A person, and where one of the marks stands in what is said of them."""
    who = random.randrange(len(whole.people))
    start, end = whole.people[who]
    places = [start + found.start() for found in re.finditer(re.escape(mark), whole.raw[start:end])]
    return who, random.choice(places)


def comma_lost(whole: Whole, random: Random) -> Spoiled:
    """A comma between two keys of a person is missing."""
    who, at = _inside(whole, random, b', "')if b', "' in whole.raw else _inside(whole, random, b",\n")  # fmt: skip
    return Spoiled(whole.raw[:at] + whole.raw[at + 1 :], at, frozenset({who}))


def json_noise(whole: Whole, random: Random) -> Spoiled:
    """Some bytes of a person are overwritten."""
    who = random.randrange(len(whole.people))
    start, end = whole.people[who]
    at = random.randint(start + 1, max(start + 1, end - 12))
    some = b"\x01" + bytes(random.choice(b'#$%&{}[]",:0aZ\x01\xff') for _ in range(random.randint(0, 7)))
    return Spoiled(whole.raw[:at] + some + whole.raw[at + len(some) :], at, frozenset({who, who + 1}), frozenset({who, who + 1}))


def latin_1(whole: Whole, _: Random) -> Spoiled:
    """Written in Windows-1252 where UTF-8 was agreed."""
    text = whole.raw.decode()
    try:
        raw = text.encode("cp1252")
    except UnicodeEncodeError:
        return Spoiled(whole.raw, None)
    return Spoiled(raw, None)


JSON: Mapping[str, OfBytes] = {
    "comma lost": OfBytes(comma_lost, frozenset({"FORM-JSON-BROKEN"})),
    "noise in a person": OfBytes(json_noise, frozenset({ANY})),
    "cut off": OfBytes(cut_off, frozenset({"FORM-CUT-OFF", "FORM-JSON-BROKEN"})),
    "another character set": OfBytes(latin_1, frozenset()),
}


# CSV ----------------------------------------------------------------------------------------------------------------------


def quote_opened(whole: Whole, random: Random) -> Spoiled:
    """A quotation mark is opened in a row and never closed."""
    who = random.randrange(len(whole.people))
    start = whole.people[who].start
    wide = whole.raw.startswith(b"\xff\xfe")
    return Spoiled(whole.raw[:start] + (b'"\0' if wide else b'"') + whole.raw[start:], start, frozenset({who}), frozenset({who}))


def row_noise(whole: Whole, random: Random) -> Spoiled:
    """A row is overwritten with anything but line ends."""
    who = random.randrange(len(whole.people))
    start, end = whole.people[who]
    length = len(whole.raw[start:end].rstrip(b"\r\n\0"))
    some = bytes(random.randint(33, 126) for _ in range(length))
    return Spoiled(whole.raw[:start] + some + whole.raw[start + length :], start, frozenset({who}), frozenset({who}))


def blank_rows(whole: Whole, random: Random) -> Spoiled:
    """Blank rows stand between people."""
    start = random.choice(whole.people).start
    wide = whole.raw.startswith(b"\xff\xfe")
    blank = "\r\n;;;\r\n".encode("utf-16-le") if wide else b"\r\n;;;\r\n"
    return Spoiled(whole.raw[:start] + blank + whole.raw[start:], start)


CSV: Mapping[str, OfBytes] = {
    "quotation mark opened": OfBytes(quote_opened, frozenset({"FORM-QUOTE-OPEN"})),
    "noise in a row": OfBytes(row_noise, frozenset({ANY})),
    "cut off": OfBytes(cut_off, frozenset()),
}


# What is said of one person in a form -------------------------------------------------------------------------------------


def _set(name: str, *values: str) -> Callable[[Said, Random], Said]:
    """A spoiler that puts one of some values into a field, of the person or of the first document."""

    def spoil(said: Said, random: Random) -> Said:
        value = random.choice(values)
        if name in ("number", "issuer", "expires", "type") and "documents" in said:
            return said | {"documents": [said["documents"][0] | {name: value}, *said["documents"][1:]]}
        return said | {name: value}

    return spoil


def _without(*names: str) -> Callable[[Said, Random], Said]:
    def spoil(said: Said, _: Random) -> Said:
        return {name: value for name, value in said.items() if name not in names}

    return spoil


OF_A_FORM: Mapping[str, OfValue] = {
    "birth date ambiguous": OfValue(_set("birth_date", "03/04/1974", "07-11-1980", "5.6.1991"), frozenset({"FORM-DATE-AMBIGUOUS"})),
    "birth date impossible": OfValue(
        _set("birth_date", "1974-02-30", "31/04/1985", "1990-13-45"), frozenset({"PAX-BIRTH-DATE-IMPOSSIBLE"})
    ),
    "birth date a number of days": OfValue(_set("birth_date", "27253", "30110"), frozenset({"FORM-DATE-NUMBER"})),
    "birth date missing": OfValue(_without("birth_date"), frozenset({"PAX-BIRTH-DATE-MISSING"})),
    "document number shortened": OfValue(_set("number", "1.23457E+11", "9,87654E+12"), frozenset({"FORM-NUMBER-SHORTENED"})),
    "document number invented": OfValue(_set("number", "123456789"), frozenset({"DOC-NUMBER-SUSPICIOUS"})),
    "passport expired": OfValue(_set("expires", "2019-04-15"), frozenset({"DOC-EXPIRED"})),
    "nationality unknown": OfValue(_set("nationality", "QQZ"), frozenset({"DOC-STATE-UNKNOWN"})),
    "name not known yet": OfValue(_set("family_name", "TBA"), frozenset({"PAX-NAME-PLACEHOLDER"})),
    "sex unknown": OfValue(_set("sex", "Q"), frozenset({"PAX-SEX-UNKNOWN"})),
}


# Zones --------------------------------------------------------------------------------------------------------------------


def digit_wrong(whole: Whole, random: Random) -> Spoiled:
    """A check digit, or a digit that it checks, is another."""
    who = random.randrange(len(whole.people))
    start, end = whole.people[who]
    lines = whole.raw[start:end].splitlines(keepends=True)
    last = start + len(b"".join(lines[:-1])) if len(lines) < 3 else start + len(lines[0])
    places = [last + n for n, byte in enumerate(whole.raw[last : last + 27]) if 48 <= byte <= 57]
    at = random.choice(places)
    other = (whole.raw[at] - 48 + random.randint(1, 9)) % 10
    return Spoiled(whole.raw[:at] + str(other).encode() + whole.raw[at + 1 :], at, frozenset({who}))


def line_cut(whole: Whole, random: Random) -> Spoiled:
    """The last line of a zone ends early."""
    who = random.randrange(len(whole.people))
    _, end = whole.people[who]
    at = end - 1 - random.randint(2, 12)
    return Spoiled(whole.raw[:at] + whole.raw[end - 1 :], at, frozenset({who}), frozenset({who}))


ZONES: Mapping[str, OfBytes] = {
    "digit wrong": OfBytes(digit_wrong, frozenset({ANY})),
    "line cut": OfBytes(line_cut, frozenset({ANY})),
}


def names(*tables: Mapping[str, object]) -> Sequence[str]:
    """Return the names of all defects of some tables."""
    return tuple(name for table in tables for name in table)
