"""Dates and times of passenger messages: two-digit years, the formats in use, and the slips that occur."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from preclear.manifest import PartialDate

KNOWN = 1 << 15  # dates that are remembered with what they read as: of those alive there are few, and lists of one day share them
LONGEST = 24  # characters of a date that callers show these readers: what is remembered is short, whatever was sent
OLDEST = 110  # years; an older person is reported
REACH_YEARS = 20  # before or after the message: within them a two-digit expiry has one reading
REACH = timedelta(days=REACH_YEARS * 365.25)
NO_EXPIRY = frozenset({"991231", "999999", "99991231", "99999999"})
MONTHS = {name: n for n, name in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)}
ORDERS = {  # how the parts of a date may follow each other, the standard's way first: slices of year, month, day
    6: (((0, 2), (2, 4), (4, 6)), ((0, 2), (4, 6), (2, 4)), ((4, 6), (2, 4), (0, 2))),
    8: (((0, 4), (4, 6), (6, 8)), ((0, 4), (6, 8), (4, 6)), ((4, 8), (2, 4), (0, 2))),
}
LENGTHS = {"101": 6, "102": 8, "201": 6, "203": 8, "204": 8}  # digits of the date that a format code promises


@lru_cache(maxsize=KNOWN)
def birth(text: str, code: str, today: date) -> tuple[PartialDate | None, str | None]:
    """Return a date of birth as far as it is known, and the fault that it has, if any.

    A two-digit year is the latest that does not put the birth after the day of the message.

    >>> birth("151204", "", date(2021, 7, 13)), birth("740230", "", date(2021, 7, 13))
    ((PartialDate(year=2015, month=12, day=4), None), (None, 'PAX-BIRTH-DATE-IMPOSSIBLE'))
    """
    if len(text) == 6 and not code and text.isdecimal() and (plain := _plain_birth(int(text), today)):  # nearly all
        return plain, None
    digits, slip = _digits(text, code)
    if len(digits) in ORDERS:
        readings = [day for year, month, day_ in _readings(digits) if (day := _day(_past(year, month, day_, today), month, day_))]
        if readings:
            swapped = _standard(digits, today) is None
            if swapped and len(set(readings)) > 1:
                return None, "PAX-BIRTH-DATE-IMPOSSIBLE"
            return PartialDate.of(readings[0]), _doubt(readings[0], today) or ("PAX-DATE-ORDER" if swapped else slip)
    return _partial(digits, today)


@lru_cache(maxsize=KNOWN)
def day(text: str, code: str, today: date) -> tuple[date | None, str | None]:
    """Return the expiry or issue of a document, and the fault that it has, if any.

    A two-digit year is read only where it falls within 20 years of the message; outside that there is no safe reading.

    >>> day("280907", "", date(2021, 7, 13)), day("610218", "", date(2014, 2, 2)), day("991231", "", date(2021, 7, 13))
    ((datetime.date(2028, 9, 7), None), (None, 'PAX-DATE-CENTURY-OPEN'), (None, 'PAX-EXPIRY-NONE'))
    """
    if len(text) == 6 and not code and text.isdecimal() and text not in NO_EXPIRY:  # nearly all
        plain = _day(_nearest(int(text[:2]), today), int(text[2:4]), int(text[4:]))
        if plain and abs(plain.year - today.year) < REACH_YEARS:
            return plain, None
    digits, slip = _digits(text, code)
    if digits in NO_EXPIRY:
        return None, "PAX-EXPIRY-NONE"
    readings: list[tuple[int, date]] = []  # which order it was read in, and the day
    closed = False
    for order, (year, month, day_) in enumerate(_readings(digits)):
        years = (int(year),) if len(year) == 4 else [today.year // 100 * 100 + century + int(year) for century in (-100, 0, 100)]
        for found in (_day(y, month, day_) for y in years):
            if found and (len(year) == 4 or abs(found - today) <= REACH):
                readings.append((order, found))
            closed = closed or found is not None
        if readings and order == 0:
            return readings[0][1], slip
    if closed and _standard(digits, today):
        return None, "PAX-DATE-CENTURY-OPEN"
    if len({found for _, found in readings}) == 1:
        return readings[0][1], "PAX-DATE-ORDER"
    return None, "PAX-DATE-CENTURY-OPEN" if closed else "PAX-DATE-IMPOSSIBLE"


def moment(text: str, near: date | None) -> tuple[datetime | None, str | None]:
    """Return the local time of a departure or arrival (formats 201 and 203), and the fault that it has, if any.

    ``near`` is the day of the message; it settles the century. A date without a time is given as its midnight, with a fault.

    >>> moment("2706141000", None)
    (datetime.datetime(2027, 6, 14, 10, 0), None)
    """
    digits = re.sub("[^0-9]", "", text)
    if named := re.match("([0-9]{2})([A-Z]{3})[0-9]", text.upper()):
        behind = digits[2:]
        length = 4 if len(behind) in (4, 8) else 2  # of the year
        digits = f"{behind[:length]}{MONTHS.get(named[2], 0):02d}{named[1]}{behind[length:]}"
    long = len(digits) in (8, 12, 14)
    if len(digits) not in (6, 8, 10, 12, 14):
        return None, "VOY-TIME-IMPOSSIBLE"
    year = int(digits[:4]) if long else _nearest(int(digits[:2]), near)
    rest = digits[4:] if long else digits[2:]
    if not 1900 <= year <= 2199:
        return None, "VOY-TIME-IMPOSSIBLE"
    try:
        found = datetime(year, int(rest[:2]), int(rest[2:4]), int(rest[4:6] or 0), int(rest[6:8] or 0))  # noqa: DTZ001  # local time of the place, without a zone
    except ValueError:
        return None, "VOY-TIME-IMPOSSIBLE"
    return found, None if len(rest) > 4 else "VOY-TIME-MISSING"


def prepared(day_: str, time: str) -> datetime | None:
    """Return when an interchange was prepared, as UNB says it (YYMMDD or CCYYMMDD, HHMM); None where that is no time."""
    found, _ = moment(day_ + (time + "0000")[:4], None) if day_ else (None, None)
    return found


def _digits(text: str, code: str) -> tuple[str, str | None]:
    """The digits of a date, and a fault if its format is not the one declared. Letters of a month are turned into its number."""
    text = text.strip().upper()
    if named := re.fullmatch(r"([0-9]{2})([A-Z]{3})([0-9]{2}(?:[0-9]{2})?)", text):
        if named[2] in MONTHS:
            return f"{named[3]}{MONTHS[named[2]]:02d}{named[1]}", "PAX-DATE-FORMAT"
        return "", None
    digits = re.sub("[^0-9<X]", "", text)
    if len(digits) in (10, 12):
        digits = digits[: len(digits) - 4]
    expected = LENGTHS.get(code, 6 if not code else len(digits))
    return digits, "PAX-DATE-FORMAT" if len(digits) != expected or digits != text else None


def _readings(digits: str) -> list[tuple[str, int, int]]:
    """Year, month and day in each order that the length allows, the standard's first."""
    if not digits.isdigit() or len(digits) not in ORDERS:
        return []
    return [(digits[slice(*y)], int(digits[slice(*m)]), int(digits[slice(*d)])) for y, m, d in ORDERS[len(digits)]]


def _standard(digits: str, today: date) -> date | None:
    """The date in the standard's own order, if there is such a day."""
    readings = _readings(digits)
    if not readings:
        return None
    year, month, day_ = readings[0]
    return _day(_past(year, month, day_, today), month, day_)


def _day(year: int, month: int, day_: int) -> date | None:
    try:
        return date(year, month, day_)
    except ValueError:
        return None


def _plain_birth(digits: int, today: date) -> PartialDate | None:
    """Six digits as year, month and day, the year the latest not after today; None where there is no such day."""
    year, month_and_day = divmod(digits, 10_000)
    month, day_ = divmod(month_and_day, 100)
    year += today.year // 100 * 100
    if year > today.year or (year == today.year and month_and_day > today.month * 100 + today.day):
        year -= 100
    if not month or not day_:
        return None
    try:
        return PartialDate(year, month, day_)
    except ValueError:
        return None


def _past(year: str, month: int, day_: int, today: date) -> int:
    """The year that a birth's year means: the latest not after today."""
    if len(year) == 4:
        return int(year)
    full = today.year // 100 * 100 + int(year)
    leap_only = (month, day_) == (2, 29)
    late = full > today.year or (full == today.year and (month, day_) > (today.month, today.day))
    full -= 100 if late else 0
    return full - 100 if leap_only and _day(full, 2, 29) is None and _day(full - 100, 2, 29) else full


def _doubt(found: date, today: date) -> str | None:
    if found > today:
        return "PAX-BIRTH-DATE-LATER"
    return "PAX-BIRTH-DATE-OLD" if today.year - found.year > OLDEST else None


def _partial(digits: str, today: date) -> tuple[PartialDate | None, str | None]:
    """A birth of which day, or month and day, are unknown: left out, zeros, fillers."""
    known = re.sub("[<X]", "0", digits)
    if not known.strip("0"):
        return None, "PAX-BIRTH-DATE-UNKNOWN"
    whole_year = known[:2] in ("19", "20") if len(known) == 4 else len(known) == 8 or (len(known) == 6 and known[4:] != "00")
    year, month, rest = (known[:4], known[4:6], known[6:]) if whole_year else (known[:2], known[2:4], known[4:])
    if len(known) in (2, 4, 6, 8) and not rest.strip("0") and (not whole_year or year[:2] in ("19", "20")):
        try:
            return PartialDate(_past(year, int(month or 0) or 1, 1, today), int(month or 0) or None), "PAX-BIRTH-DATE-PARTIAL"
        except ValueError:  # there is no such month
            pass
    return None, "PAX-BIRTH-DATE-IMPOSSIBLE"


def _nearest(year: int, near: date | None) -> int:
    """The full year nearest to a day; without one, of 1970 to 2069."""
    if near is None:
        return year + (1900 if year >= 70 else 2000)
    full = near.year // 100 * 100 + year
    return full - 100 if full - near.year > 50 else full + 100 if near.year - full > 50 else full
