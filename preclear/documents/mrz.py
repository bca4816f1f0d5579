"""Machine-readable zones read: every layout of ICAO Doc 9303 Parts 4 to 7, and the old French identity card."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from preclear.documents import states
from preclear.documents.check_digit import ALPHABET, ODD, VALUES, weighed
from preclear.documents.layouts import FRENCH, MRVA, MRVB, TD1, TD2, TD3, Layout, Stretch, candidates
from preclear.documents.slips import Slip, slips
from preclear.documents.typed import apart, fold
from preclear.manifest import Fault, PartialDate, Sex
from preclear.manifest.faults import fault

ALLOWED = ALPHABET.encode()
FIRST_LETTER = {"TD1": "ACI", "TD2": "ACI", "TD3": "P", "MRVA": "V", "MRVB": "V", "FRA": "I"}  # of the code of a document
SUSPECT = frozenset({"MRZ-NAME-DIGIT", "MRZ-BIRTH-IMPOSSIBLE", "MRZ-EXPIRY-IMPOSSIBLE", "MRZ-STATE-UNKNOWN"})  # may come of a misread
LONG = 50_000  # characters of a text that is not split into lines all at once
MOST_LINES = 510  # looked at together: a whole number of zones of two lines, and of three
LIKE_FILLERS = frozenset("KCL")
CURRENT = frozenset(code for code, state in states.STATES.items() if state.valid_from is None and state.valid_to is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What a machine-readable zone says.

    ``valid``: a known layout, only its alphabet, and every check digit right. That proves little: see ``faults``.
    """

    format: str | None  # "TD1", "TD2", "TD3", "MRVA", "MRVB", "FRA" (the old French card); None: no layout that is known
    valid: bool
    type: str | None = None
    issuer: str | None = None  # as printed, fillers off: also "D"
    family_name: str = ""
    given_names: str = ""
    name_cut: bool = False  # a field of names is full: each component may be only the beginning of the name (Part 4, 4.2.3)
    number: str | None = None
    nationality: str | None = None
    birth_date: PartialDate | None = None
    sex: Sex | None = None
    expires: date | None = None
    optional: str | None = None
    slips: tuple[Slip, ...] = ()  # what may have been misread; nothing of it is used here
    faults: tuple[Fault, ...] = ()
    lines: tuple[str, ...] = ()  # as they were read, after folding

    @property
    def employer(self) -> str | None:
        """The airline that a crew member works for: two letters of IATA or three of ICAO Doc 8585 (Part 5, appendix C)."""
        return (self.lines[0][15:18].strip("<") or None) if self.format == "TD1" and self.type == "AC" else None

    @property
    def issued(self) -> PartialDate | None:
        """The month in which an old French card was issued, from its number; None for all others, which do not say it."""
        if self.format != "FRA" or not re.fullmatch("[0-9]{4}.*", self.number or ""):
            return None
        year, month = int((self.number or "")[:2]), int((self.number or "")[2:4])
        return PartialDate((1900 if year > LAST_FRENCH else 2000) + year, month) if 1 <= month <= 12 else None


LAST_FRENCH = 21  # the last cards of the old form are of 2021
FRENCH_YEARS = 15  # the longest that one of them is valid

_fault = lru_cache(maxsize=1 << 12)(fault)  # of a kind at a place: few, and alike for every zone


def read(lines: Sequence[str] | str, *, on: date) -> Zone:
    """Return what a zone says, read on a day (which settles the centuries of its dates). Never raises on its input.

    1. fold what was typed: capitals, no blanks, lines apart, text about it left out; 2. find the layout; 3. check alphabet and digits;
    4. read the fields. A misread character is suggested (``slips``), never put right. Time is linear in the input.
    """
    if isinstance(lines, str):
        if len(lines) > LONG:
            unread = fault("MRZ-LAYOUT-UNKNOWN", "text", note=f"no zone among {len(lines)} characters")
            return next((zone for zone in read_all(lines, on=on) if zone.format), Zone(format=None, valid=False, faults=(unread,)))
        lines = lines.splitlines()
    lines = tuple(lines)
    faults: list[Fault] = []
    text = "".join(lines)
    raw = text.encode("ascii", "replace")
    layout = None if raw.translate(None, ALLOWED) else _printed(lines)
    if layout is None:
        layout, lines = fold(lines, faults)  # 1, 2
        if layout is None:
            faults.append(_no_layout(lines))
            return Zone(format=None, valid=False, faults=tuple(faults), lines=lines)
        text = "".join(lines)
        raw = text.encode("ascii", "replace")
    return _fields(_Printed(layout, lines, text, raw.translate(VALUES)), on, faults)


def read_all(text: str, *, on: date) -> Iterator[Zone]:
    """Return what the zones of a text say, in order: those parted by blank lines, and several that follow each other without one."""
    for paragraph, last in _paragraphs(text):
        for zone in (read(lines, on=on) for lines in apart(paragraph)):
            if last or zone.format:  # of a paragraph without end only its zones are told, and once that there are none
                yield zone


def _paragraphs(text: str) -> Iterator[tuple[list[str], bool]]:
    """Runs of lines that are not blank, and whether each is the end of one: a run of more than so many lines comes in pieces."""
    piece: list[str] = []
    for line in chain(io.StringIO(text, newline=None), ("",)):  # one at a time: a list of them all would take many times the text
        if bare := line.strip("\ufeff \t\u00a0\n"):
            if len(piece) == MOST_LINES:
                yield piece, False
                piece = []
            piece.append(bare)
        elif piece:
            yield piece, True
            piece = []


def _printed(lines: tuple[str, ...]) -> Layout | None:
    """The layout of lines that are just as they are printed."""
    count = len(lines)
    if count == 2:
        width = len(lines[0])
        if len(lines[1]) != width:
            return None
        if width == TD3.width:
            return MRVA if lines[0][0] == "V" else TD3
        if width == TD2.width:
            return MRVB if lines[0][0] == "V" else FRENCH if lines[0].startswith("IDFRA") else TD2
    elif count == 3 and len(lines[0]) == len(lines[1]) == len(lines[2]) == TD1.width:
        return TD1
    return None


def _no_layout(lines: tuple[str, ...]) -> Fault:
    """Why lines are of no layout: the one that does not fit the layout which the others have, else how long they all are."""
    for layout in candidates(lines):
        odd = [n for n, line in enumerate(lines) if len(line) != layout.width]
        if len(odd) == 1:
            note = f"{len(lines[odd[0]])} characters, {layout.format} has {layout.width}"
            return fault("MRZ-LAYOUT-UNKNOWN", f"line {odd[0] + 1}", note=note)
    shown = ", ".join(str(len(line)) for line in lines[:4])
    note = f"{'lines' if len(lines) != 1 else 'a line'} of {shown or 'no'}{' ...' if len(lines) > 4 else ''} characters"
    return fault("MRZ-LAYOUT-UNKNOWN", f"line {len(lines)}", note=note)


class _Printed(NamedTuple):
    """The lines of a zone, joined, with the layout they have and the value of each character."""

    layout: Layout
    lines: tuple[str, ...]
    text: str
    values: bytes


def _fields(printed: _Printed, on: date, faults: list[Fault]) -> Zone:
    """The zone, alphabet and digits checked and every field read."""
    layout, lines, text, values = printed
    fields, clean = layout.fields, ODD not in values
    if not clean:
        faults += [fault("MRZ-ALPHABET", layout.where(place)) for place, value in enumerate(values) if value == ODD]
    number, optional, long_number = _number(layout, text)
    wrong = _wrong_digits(layout, text, values, long_number)  # 3
    faults += wrong
    family_name, given_names, cut = _names(layout, text, faults)  # 4
    if not number:
        faults.append(_fault("MRZ-NUMBER-MISSING", layout.where(fields["number"][0])))
    birth_date, expires = _dates(layout, text, on, faults)
    type_ = text[:2].rstrip("<")
    if text[0] not in FIRST_LETTER[layout.format] or not (text[1] == "<" or text[1].isalpha()) or _barred(layout, type_):
        faults.append(_fault("MRZ-TYPE-UNKNOWN", "line 1, 1"))
    issuer = _state(layout, "issuer", text, on, faults)
    nationality = "FRA" if layout is FRENCH else _state(layout, "nationality", text, on, faults)
    sex: Sex | None = None
    match text[fields["sex"][0]]:
        case "M" | "F" | "X" as told:
            sex = told
        case "<":
            pass
        case _:
            faults.append(_fault("MRZ-SEX", layout.where(fields["sex"][0])))
    found: tuple[Slip, ...] = ()
    if wrong or (faults and any(one.code in SUSPECT for one in faults)) or text[slice(*fields["names"])].rstrip("<")[-1:] in LIKE_FILLERS:
        found = slips(layout, text, long_number)
        faults += [_fault("MRZ-SLIP", slip.places[0], note=_told(slip)) for slip in found]
    zone = Zone(
        format=layout.format,
        valid=clean and not wrong,
        type=type_ or None,
        issuer=issuer,
        family_name=family_name,
        given_names=given_names,
        name_cut=cut,
        number=number or None,
        nationality=nationality,
        birth_date=birth_date,
        sex=sex,
        expires=expires,
        optional=optional or None,
        slips=found,
        faults=tuple(faults),
        lines=lines,
    )
    return zone if layout is not FRENCH else _french(zone, on)


def _barred(layout: Layout, type_: str) -> bool:
    """Whether a code's second letter is one that cards may not have: V, I after A, and C after A but for crew (Parts 5 and 6, note k)."""
    return layout in (TD1, TD2) and (type_[1:] == "V" or type_ == "AI" or (type_ == "AC" and layout is TD2))


def _told(slip: Slip) -> str:
    """What a slip would mend, without the characters themselves: faults travel and are logged."""
    digits = ", ".join(slip.makes_right)
    return slip.field + (f"; would make right: {digits}" if digits else "; no check digit tells")


def _number(layout: Layout, text: str) -> tuple[str, str, Stretch | None]:
    """The document's number, the optional data, and where a number above nine characters goes on in it (Parts 5 and 6, note j)."""
    start, end = layout.fields["number"]
    number = text[start:end]
    start, end = layout.fields["optional"]
    optional = text[start:end]
    goes_on: Stretch | None = None
    if text[layout.digits["number"]] == "<" and layout in (TD1, TD2) and optional[0] != "<":
        overflow, _, optional = optional.partition("<")
        goes_on = (start, start + len(overflow))
        number += overflow[:-1]
    optional = optional.strip("<")
    if layout is TD1:
        start, end = layout.fields["optional_2"]
        optional = f"{optional} {text[start:end].strip('<')}".strip()
    return number.rstrip("<"), optional.replace("<", " "), goes_on


def _wrong_digits(layout: Layout, text: str, values: bytes, long_number: Stretch | None) -> list[Fault]:
    """One fault for each check digit that does not agree."""
    wrong = []
    for field, place in layout.digits.items():
        start, end = layout.fields[field]
        content, digit = values[start:end], text[place]
        if field == "number" and long_number:
            start, end = long_number[0], long_number[1] - 1
            content, digit = content + values[start:end], text[end]
        if not (digit in DIGIT_VALUES and weighed(content) == DIGIT_VALUES[digit] and ODD not in content) and not (
            digit == "<" and field == "optional" and not any(content)
        ):
            wrong.append(_fault(DIGIT_FAULTS[field], layout.where(place)))
    if layout.overall_digit is not None:
        content, digit = b"".join([values[start:end] for start, end in layout.overall]), text[layout.overall_digit]
        if not (digit in DIGIT_VALUES and weighed(content) == DIGIT_VALUES[digit] and ODD not in content):
            wrong.append(_fault("MRZ-DIGIT-OVERALL", layout.where(layout.overall_digit)))
    return wrong


DIGIT_VALUES = {digit: int(digit) for digit in "0123456789"}
DIGIT_FAULTS = {field: f"MRZ-DIGIT-{field.upper()}" for field in ("number", "birth", "expiry", "optional")}


def _names(layout: Layout, text: str, faults: list[Fault]) -> tuple[str, str, bool]:
    """Primary and secondary identifier, fillers between components as single blanks, and whether a field is full (Part 3, 4.6)."""
    start, end = layout.fields["names"]
    field = text[start:end]
    fields = [(start, field)]
    if layout is FRENCH:
        primary = field
        second, last = layout.fields["given_names"]
        secondary = text[second:last]
        fields.append((second, secondary))
    else:
        primary, _, secondary = field.partition("<<")
    cut = False
    for at, one in fields:
        if one[-1] != "<":
            cut = True
            faults.append(_fault("MRZ-NAME-CUT", layout.where(at + len(one) - 1)))
        if not one.replace("<", "").isalpha():
            faults += [_fault("MRZ-NAME-DIGIT", layout.where(at + place)) for place, c in enumerate(one) if c in DIGIT_VALUES]
    if not (primary or secondary).strip("<") and not secondary.strip("<"):
        faults.append(_fault("MRZ-NAME-MISSING", layout.where(start)))
    return " ".join(primary.replace("<", " ").split()), " ".join(secondary.replace("<", " ").split()), cut


def _state(layout: Layout, field: str, text: str, on: date, faults: list[Fault]) -> str | None:
    """A code of an issuer or nationality as printed; one that stands for nothing is a fault, and still given."""
    start, end = layout.fields[field]
    code = text[start:end].strip("<")
    if not code or code in CURRENT:
        return code or None
    if (state := states.find(code)) is None:
        faults.append(_fault("MRZ-STATE-UNKNOWN", layout.where(start)))
    elif not state.in_force(on):
        faults.append(_fault("MRZ-STATE-WITHDRAWN", layout.where(start)))
    return code


def _dates(layout: Layout, text: str, on: date, faults: list[Fault]) -> tuple[PartialDate | None, date | None]:
    """Birth and expiry. The birth is the latest day not after the day of reading; the expiry the day nearest to it (6.4).

    If the expiry would then lie before the birth, another century is as likely for either: neither is chosen.
    """
    start, end = layout.fields["birth"]
    birth, odd = _birth(text[start:end], on)
    if odd:
        faults.append(_fault(odd, layout.where(start)))
    if layout is FRENCH:
        return birth, None
    at, end = layout.fields["expiry"]
    expires, odd = _expiry(text[at:end], on)
    if odd:
        faults.append(_fault(odd, layout.where(at)))
    if birth and expires and expires.year <= birth.year and expires < date(birth.year, birth.month or 1, birth.day or 1):
        faults.append(_fault("MRZ-CENTURY-OPEN", layout.where(start)))
        return None, None
    return birth, expires


def _birth(raw: str, on: date) -> tuple[PartialDate | None, str | None]:
    """A birth date as far as it is known, and the code of what is to be said of it. ``<<`` and ``00`` are unknown parts."""
    year, month, day = raw[:2], raw[2:4], raw[4:]
    if raw in ("<<<<<<", "000000"):
        return None, "MRZ-BIRTH-UNKNOWN"
    known: tuple[int, ...] = ()
    if month not in UNKNOWN:
        parts = (month,) if day in UNKNOWN else (month, day)
        if not (raw.isascii() and all(map(str.isdigit, parts))):
            return None, "MRZ-BIRTH-IMPOSSIBLE"
        known = tuple(map(int, parts))
    elif day not in UNKNOWN:
        return None, "MRZ-BIRTH-IMPOSSIBLE"
    if not (year.isascii() and year.isdigit()):
        return None, "MRZ-BIRTH-IMPOSSIBLE"
    century = on.year // 100 * 100 + int(year)
    for full in (century, century - 100):
        if (full, *known) <= (on.year, on.month, on.day)[: len(known) + 1]:
            try:
                return PartialDate(full, *known), None if len(known) == 2 else "MRZ-BIRTH-PARTIAL"
            except ValueError:
                continue
    return None, "MRZ-BIRTH-IMPOSSIBLE"


UNKNOWN = ("<<", "00")  # a part of a date


def _expiry(raw: str, on: date) -> tuple[date | None, str | None]:
    """The day of expiry nearest to the day of reading, and the code of what is to be said of it."""
    if raw == "<<<<<<":
        return None, None
    if not (raw.isascii() and raw.isdigit()):
        return None, "MRZ-EXPIRY-IMPOSSIBLE"
    year, month, day = on.year // 100 * 100 + int(raw[:2]), int(raw[2:4]), int(raw[4:])
    nearest: date | None = None
    for full in (year,) if abs(year - on.year) < 50 and month != 2 else (year - 100, year, year + 100):
        try:
            found = date(full, month, day)
        except ValueError:
            continue
        if nearest is None or abs(found - on) < abs(nearest - on):
            nearest = found
    if nearest is None:
        return None, "MRZ-EXPIRY-IMPOSSIBLE"
    return nearest, "MRZ-EXPIRED" if nearest < on else None


def _french(zone: Zone, on: date) -> Zone:
    """An old French card, which tells no expiry: it has expired if the longest validity is over that one of its month can have."""
    if (issued := zone.issued) is None or (on.year - FRENCH_YEARS, on.month) <= (issued.year, issued.month or 1):
        return zone
    place = FRENCH.where(FRENCH.fields["number"][0])
    return replace(zone, faults=(*zone.faults, _fault("MRZ-EXPIRED", place, note=f"{FRENCH_YEARS} years are the longest validity")))
