"""Machine-readable zones: every layout of ICAO Doc 9303 Parts 4 to 7, and the old French identity card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from preclear.documents import states
from preclear.documents.check_digit import VALUES, check_digit
from preclear.manifest import Fault, PartialDate, Sex
from preclear.manifest.faults import fault

LETTER_FOR_DIGIT = str.maketrans("OQDILZSGB", "000112568")  # what optical readers take digits for (section 6.8 of reading practice)
MENDABLE = 3  # characters by which a line may be off in the run of fillers behind the names


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
    number: str | None = None
    nationality: str | None = None
    birth_date: PartialDate | None = None
    sex: Sex | None = None
    expires: date | None = None
    optional: str | None = None
    faults: tuple[Fault, ...] = ()
    lines: tuple[str, ...] = ()  # as they were read, after folding


Place = tuple[int, int, int]  # line from 0, first character from 0, the one behind the last


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the fields of one layout stand. ``digits``: field, where its check digit stands."""

    format: str
    lines: int
    width: int
    names: Place
    fields: Mapping[str, Place]
    digits: Mapping[str, Place]
    overall: Sequence[Place] = ()  # what the overall digit runs over, in order; none for visas
    overall_digit: Place | None = None


def _two_lines(
    format_: str, width: int, optional: Place, *, digits: Mapping[str, Place] | None = None, overall: Sequence[Place] = ()
) -> Layout:
    """A layout of two lines: passport, card of size 2, visas. They differ in width, optional data, and overall digit (the last)."""
    return Layout(
        format_,
        2,
        width,
        (0, 5, width),
        {
            "type": (0, 0, 2), "issuer": (0, 2, 5), "number": (1, 0, 9), "nationality": (1, 10, 13), "birth": (1, 13, 19),
            "sex": (1, 20, 21), "expiry": (1, 21, 27), "optional": optional,
        },
        {"number": (1, 9, 10), "birth": (1, 19, 20), "expiry": (1, 27, 28)} | dict(digits or {}),
        overall,
        (1, width - 1, width) if overall else None,
    )  # fmt: skip


TD3 = _two_lines("TD3", 44, (1, 28, 42), digits={"optional": (1, 42, 43)}, overall=((1, 0, 10), (1, 13, 20), (1, 21, 43)))
TD2 = _two_lines("TD2", 36, (1, 28, 35), overall=((1, 0, 10), (1, 13, 20), (1, 21, 35)))
MRVA = _two_lines("MRVA", 44, (1, 28, 44))
MRVB = _two_lines("MRVB", 36, (1, 28, 36))
TD1 = Layout(
    "TD1",
    3,
    30,
    (2, 0, 30),
    {
        "type": (0, 0, 2), "issuer": (0, 2, 5), "number": (0, 5, 14), "optional": (0, 15, 30), "birth": (1, 0, 6), "sex": (1, 7, 8),
        "expiry": (1, 8, 14), "nationality": (1, 15, 18), "optional_2": (1, 18, 29),
    },
    {"number": (0, 14, 15), "birth": (1, 6, 7), "expiry": (1, 14, 15)},
    ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
    (1, 29, 30),
)  # fmt: skip
FRENCH = Layout(
    "FRA",
    2,
    36,
    (0, 5, 30),
    {
        "type": (0, 0, 2), "issuer": (0, 2, 5), "optional": (0, 30, 36), "number": (1, 0, 12), "given_names": (1, 13, 27),
        "birth": (1, 27, 33), "sex": (1, 34, 35),
    },
    {"number": (1, 12, 13), "birth": (1, 33, 34)},
    ((0, 0, 36), (1, 0, 35)),
    (1, 35, 36),
)  # fmt: skip
RUNS = {72: (2, 36), 88: (2, 44), 90: (3, 30)}  # a zone typed as one run of characters


def read(lines: Sequence[str] | str, *, on: date) -> Zone:
    """Return what a zone says, read on a day (which settles the centuries of its dates). Never raises on its input.

    1. fold what was typed: capitals, no blanks, lines apart; 2. find the layout; 3. check alphabet and digits; 4. read the fields.
    """
    faults: list[Fault] = []
    folded = _fold(lines.splitlines() if isinstance(lines, str) else lines, faults)  # 1
    layout, folded = _layout(folded, faults)  # 2
    if layout is None:
        faults.append(
            fault(
                "MRZ-LAYOUT-UNKNOWN",
                _where(len(folded)),
                note=f"lines of {', '.join(str(len(line)) for line in folded) or 'no'} characters",
            )
        )
        return Zone(format=None, valid=False, faults=tuple(faults), lines=folded)
    odd = [(n, p) for n, line in enumerate(folded) for p, c in enumerate(line) if c not in VALUES]
    faults += [fault("MRZ-ALPHABET", _where(n + 1, p + 1)) for n, p in odd]
    zone = _Reading(layout, folded, on, faults)
    number, optional = zone.number()
    wrong = list(zone.wrong_digits())  # 3
    faults += wrong
    family_name, given_names = zone.names()  # 4
    expires, birth_date = zone.dates()
    return Zone(
        format=layout.format,
        valid=not odd and not wrong,
        type=zone.text("type") or None,
        issuer=zone.state("issuer"),
        family_name=family_name,
        given_names=given_names,
        number=number or None,
        nationality="FRA" if layout is FRENCH else zone.state("nationality"),
        birth_date=birth_date,
        sex=zone.sex(),
        expires=expires,
        optional=optional or None,
        faults=tuple(faults),
        lines=folded,
    )


def _where(line: int, place: int | None = None) -> str:
    return f"line {line}" + (f", {place}" if place else "")


def _fold(lines: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
    """Capitals, no blanks, no empty lines; a run of 72, 88 or 90 characters parted into lines. Each step is a note."""
    given = [line.strip("\r\n\ufeff") for line in lines]
    given = [line for line in given if line.strip()]
    upper = [line.upper().replace("«", "<<") for line in given]
    if upper != given:
        faults.append(fault("MRZ-TYPED", "line 1", note="capitals"))
    bare = ["".join(line.split()) for line in upper]
    if bare != upper:
        shape = (len(bare), len(bare[0]) if bare else 0)
        misread = shape not in RUNS.values() and (len(upper), len(upper[0])) in RUNS.values()
        faults.append(fault("MRZ-TYPED", "line 1", note="blanks for fillers" if misread else "blanks"))
        bare = [line.replace(" ", "<") for line in upper] if misread else bare
    run = "".join(bare)
    if len(bare) not in (2, 3) and len(run) in RUNS:
        count, width = RUNS[len(run)]
        faults.append(fault("MRZ-TYPED", "line 1", note="one run of characters"))
        bare = [run[i * width : (i + 1) * width] for i in range(count)]
    return tuple(bare)


def _layout(lines: tuple[str, ...], faults: list[Fault]) -> tuple[Layout | None, tuple[str, ...]]:
    """The layout that the lines have, and the lines, the one with the names mended where only its run of fillers was off."""
    if len(lines) == 3:
        candidates = [TD1]
    elif len(lines) == 2:
        visa, french = lines[0].startswith("V"), lines[0].startswith("IDFRA")
        candidates = [MRVA, MRVB] if visa else [TD3, FRENCH] if french else [TD3, TD2]
    else:
        candidates = []
    for layout in candidates:
        if all(len(line) == layout.width for line in lines):
            return layout, lines
    for layout in candidates:
        at = layout.names[0]
        others = [line for n, line in enumerate(lines) if n != at]
        off = len(lines[at]) - layout.width
        run = len(lines[at]) - len(lines[at].rstrip("<"))
        if layout is not FRENCH and all(len(line) == layout.width for line in others) and abs(off) <= MENDABLE and run > max(off, 0):
            faults.append(fault("MRZ-MENDED", _where(at + 1), note=f"{abs(off)} {'taken off' if off > 0 else 'added'}"))
            mended = lines[at][:-off] if off > 0 else lines[at] + "<" * -off
            return layout, tuple(mended if n == at else line for n, line in enumerate(lines))
    return None, lines


class _Reading:
    """The fields of one zone of a known layout; what is wrong with them goes to ``faults``."""

    def __init__(self, layout: Layout, lines: tuple[str, ...], on: date, faults: list[Fault]) -> None:
        self.layout, self.lines, self.on, self.faults = layout, lines, on, faults
        self.long_number: str | None = None  # a number that goes on in the optional data, with its digit behind it

    def at(self, place: Place) -> str:
        return self.lines[place[0]][place[1] : place[2]]

    def raw(self, field: str) -> str:
        place = self.layout.fields.get(field)
        return "" if place is None else self.at(place)

    def text(self, field: str) -> str:
        return self.raw(field).rstrip("<").replace("<", " ").strip()

    def where(self, field: str) -> str:
        line, start, _ = self.layout.fields[field]
        return _where(line + 1, start + 1)

    def number(self) -> tuple[str, str]:
        """The document's number and the optional data; a number above nine characters goes on in the optional data (Parts 5 and 6)."""
        number, optional = self.raw("number"), self.raw("optional")
        overflow, _, rest = optional.partition("<")
        if self.layout in (TD1, TD2) and self.at(self.layout.digits["number"]) == "<" and overflow:
            self.long_number = number + overflow
            number, optional = number + overflow[:-1], rest
        parts = (part.strip("<").replace("<", " ") for part in (optional, self.raw("optional_2")))
        return number.rstrip("<"), " ".join(part for part in parts if part)

    def wrong_digits(self) -> Iterator[Fault]:
        """One fault for each check digit that does not agree."""
        for field, place in self.layout.digits.items():
            content, digit = self.raw(field), self.at(place)
            if field == "number" and self.long_number:
                content, digit = self.long_number[:-1], self.long_number[-1]
            empty = field == "optional" and not content.strip("<")
            if not _agrees(content, digit) and not (empty and digit == "<"):
                yield fault(f"MRZ-DIGIT-{field.upper()}", _where(place[0] + 1, place[1] + 1))
        if (place_ := self.layout.overall_digit) and not _agrees("".join(map(self.at, self.layout.overall)), self.at(place_)):
            yield fault("MRZ-DIGIT-OVERALL", _where(place_[0] + 1, place_[1] + 1))

    def state(self, field: str) -> str | None:
        """A code of an issuer or nationality as printed; one that stands for nothing is a fault, and still given."""
        code = self.raw(field).strip("<")
        if code and states.find(code) is None:
            self.faults.append(fault("MRZ-STATE-UNKNOWN", self.where(field)))
        elif code and not states.known(code, self.on):
            self.faults.append(fault("MRZ-STATE-WITHDRAWN", self.where(field)))
        return code or None

    def names(self) -> tuple[str, str]:
        """Primary and secondary identifier, fillers between components as single blanks (Part 3, 4.6)."""
        line, start, _ = self.layout.names
        field = self.at(self.layout.names)
        if not field.endswith("<"):
            self.faults.append(fault("MRZ-NAME-CUT", _where(line + 1, len(field) + start)))
        self.faults.extend(fault("MRZ-NAME-DIGIT", _where(line + 1, start + p + 1)) for p, c in enumerate(field) if c.isdigit())
        if not field.strip("<"):
            self.faults.append(fault("MRZ-NAME-MISSING", _where(line + 1, start + 1)))
        if self.layout is FRENCH:
            return _blanks(field), _blanks(self.raw("given_names"))
        primary, _, secondary = field.partition("<<")
        return _blanks(primary), _blanks(secondary)

    def sex(self) -> Sex | None:
        raw = self.raw("sex")
        match raw:
            case "M" | "F" | "X":
                return raw
            case "<":
                return None
        self.faults.append(fault("MRZ-SEX", self.where("sex")))
        return None

    def dates(self) -> tuple[date | None, PartialDate | None]:
        """Expiry and birth. The expiry is the day nearest to today; the birth the latest not after today (6.4).

        If the expiry would then lie before the birth, another century is as likely for either: neither is chosen.
        """
        birth = self._birth()
        expires = self._expiry()
        if birth and expires and expires < date(birth.year, birth.month or 1, birth.day or 1):
            self.faults.append(fault("MRZ-CENTURY-OPEN", self.where("birth")))
            return None, None
        return expires, birth

    def _digits(self, field: str) -> str:
        """A date field; letters that stand for digits are put right if the check digit then agrees, and each is reported."""
        raw = self.raw(field)
        mended = raw.translate(LETTER_FOR_DIGIT)
        if mended != raw and _agrees(mended, self.at(self.layout.digits[field])):
            line, start, _ = self.layout.fields[field]
            places = [p for p, (a, b) in enumerate(zip(raw, mended, strict=True)) if a != b]
            self.faults.extend(fault("MRZ-CORRECTED", _where(line + 1, start + p + 1)) for p in places)
            return mended
        return raw

    def _birth(self) -> PartialDate | None:
        raw = self._digits("birth")
        if not raw.strip("<") or raw == "000000":
            self.faults.append(fault("MRZ-BIRTH-UNKNOWN", self.where("birth")))
            return None
        year, month, day = (part if re.fullmatch("[0-9]{2}", part) else None for part in (raw[:2], raw[2:4], raw[4:]))
        known = [int(part) for part in (month, day) if part not in (None, "00")]
        odd = any(part is None and text != "<<" for part, text in ((year, raw[:2]), (month, raw[2:4]), (day, raw[4:])))
        if year is None or odd or (month in (None, "00") and known):
            self.faults.append(fault("MRZ-BIRTH-IMPOSSIBLE", self.where("birth")))
            return None
        for century in (self.on.year // 100 * 100, self.on.year // 100 * 100 - 100):
            try:
                found = PartialDate(century + int(year), *known)
            except ValueError:
                continue
            if (found.year, found.month or 0, found.day or 0) <= (self.on.year, self.on.month, self.on.day):
                if len(known) < 2:
                    self.faults.append(fault("MRZ-BIRTH-PARTIAL", self.where("birth")))
                return found
        self.faults.append(fault("MRZ-BIRTH-IMPOSSIBLE", self.where("birth")))
        return None

    def _expiry(self) -> date | None:
        if "expiry" not in self.layout.fields:
            return None
        raw = self._digits("expiry")
        if not raw.strip("<"):
            return None
        found = []
        if re.fullmatch("[0-9]{6}", raw):
            for century in (-100, 0, 100):
                try:
                    found.append(date(self.on.year // 100 * 100 + century + int(raw[:2]), int(raw[2:4]), int(raw[4:])))
                except ValueError:
                    continue
        if not found:
            self.faults.append(fault("MRZ-EXPIRY-IMPOSSIBLE", self.where("expiry")))
            return None
        nearest = min(found, key=lambda day: abs(day - self.on))
        if nearest < self.on:
            self.faults.append(fault("MRZ-EXPIRED", self.where("expiry")))
        return nearest


def _agrees(content: str, digit: str) -> bool:
    """Whether a check digit agrees. A character outside the alphabet agrees with nothing."""
    return digit.isascii() and digit.isdigit() and all(c in VALUES for c in content) and check_digit(content) == int(digit)


def _blanks(field: str) -> str:
    return " ".join(part for part in field.split("<") if part)
