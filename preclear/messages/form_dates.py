"""Dates and times as people write them in forms. What can be read in two ways is a fault, never a guess.

A date has one reading or none: ``2026-04-03``, ``3 Apr 2026``, ``25/12/1974`` have one, ``03/04/2026`` has two. A heading that states
the order, as ``Birth date (DD/MM/YYYY)``, leaves one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import pairwise
from typing import Literal

from preclear.manifest import PartialDate
from preclear.messages.dates import NO_EXPIRY, OLDEST, REACH_YEARS

Order = Literal["ymd", "dmy", "mdy"]
NAMES = (  # of months, in English and French, without marks
    ("january", "jan", "janvier", "janv"),
    ("february", "feb", "fevrier", "fevr", "fev"),
    ("march", "mar", "mars"),
    ("april", "apr", "avril", "avr"),
    ("may", "mai"),
    ("june", "jun", "juin"),
    ("july", "jul", "juillet", "juil"),
    ("august", "aug", "aout", "aou"),
    ("september", "sep", "sept", "septembre"),
    ("october", "oct", "octobre"),
    ("november", "nov", "novembre"),
    ("december", "dec", "decembre"),
)
MONTHS = {name: n for n, names in enumerate(NAMES, 1) for name in names}
YEARS = range(1850, 2150)
LONGEST = 40  # characters of a date or time
SERIAL = re.compile(r"[1-9][0-9]{4}(?:[.,][0-9]+)?")  # days since 1900, as spreadsheets keep a date
ZONE = re.compile(r"(?<=[0-9])\s*(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2})$")
CLOCK = re.compile(
    r"(?:^|[t ,])\s*([0-9]{1,2})(?:(?::|h|\s?h\s?)([0-9]{2})?(?::([0-9]{2})(?:\.[0-9]{1,9})?)?\s*(am|pm|a\.m\.|p\.m\.)?|()()\s*(am|pm))$"
)
HINT = re.compile(r"\b(?:(y{2,4}|a{2,4})\W?mm\W?(?:dd|jj)|(?:dd|jj)\W?mm\W?(y{2,4}|a{2,4})|mm\W?(?:dd|jj)\W?(y{2,4}|a{2,4}))\b")


def order(heading: str) -> Order | None:
    """Return the order of day, month and year that a heading states, if it states one.

    >>> order("Date of birth (DD/MM/YYYY)"), order("Date de naissance (AAAA-MM-JJ)"), order("Birth date")
    ('dmy', 'ymd', None)
    """
    found = HINT.search(heading.casefold()[:200])
    return None if found is None else "ymd" if found[1] else "dmy" if found[2] else "mdy"


def birth(text: str, today: date, stated: Order | None = None) -> tuple[PartialDate | None, str | None]:
    """Return a date of birth as far as it is known, and the fault that it has, if any. ``stated`` is the order that its heading states.

    >>> birth("1974-08-12", date(2026, 5, 1)), birth("03/04/1974", date(2026, 5, 1))
    ((PartialDate(year=1974, month=8, day=12), None), (None, 'FORM-DATE-AMBIGUOUS'))
    """
    found, code = _day(text, stated, lambda day: day <= today and today.year - day.year <= OLDEST)
    if isinstance(found, date):
        if found > today:
            return PartialDate.of(found), "PAX-BIRTH-DATE-LATER"
        return PartialDate.of(found), "PAX-BIRTH-DATE-OLD" if today != date.max and today.year - found.year > OLDEST else code
    if code is None and (partial := _partial(text)):
        return partial, "PAX-BIRTH-DATE-PARTIAL"
    return None, code or "PAX-BIRTH-DATE-IMPOSSIBLE"


def day(text: str, today: date, stated: Order | None = None) -> tuple[date | None, str | None]:
    """Return the expiry or issue of a document, and the fault that it has, if any.

    >>> day("12 août 2030", date(2026, 5, 1)), day("31/02/2030", date(2026, 5, 1))
    ((datetime.date(2030, 8, 12), None), (None, 'PAX-DATE-IMPOSSIBLE'))
    """
    if re.sub("[^0-9]", "", text) in NO_EXPIRY:
        return None, "PAX-EXPIRY-NONE"
    near = today if today != date.max else None
    found, code = _day(text, stated, lambda day: near is None or abs(day.year - near.year) < REACH_YEARS)
    return found, code or (None if found else "PAX-DATE-IMPOSSIBLE")


def moment(text: str, stated: Order | None = None) -> tuple[datetime | None, str | None]:
    """Return a local time of departure or arrival, and the fault that it has, if any. A day without a time is given as its midnight.

    >>> moment("2026-05-01T10:15"), moment("1 mai 2026, 10 h 15"), moment("2026-05-01")[1]
    ((datetime.datetime(2026, 5, 1, 10, 15), None), (datetime.datetime(2026, 5, 1, 10, 15), None), 'VOY-TIME-MISSING')
    """
    plain = re.sub(r" (?:a|at|@) (?=[0-9])", " ", _plain(text))
    whole = ZONE.sub("", plain) if ":" in plain or "h" in plain else plain
    zone = whole != plain
    clock = CLOCK.search(whole)
    at = _clock(clock) if clock else None
    if clock and at is None:
        return None, "VOY-TIME-IMPOSSIBLE"
    found, code = _day(whole[: clock.start()] if clock else whole, stated, lambda _: True)
    if found is None:
        return None, code or "VOY-TIME-IMPOSSIBLE"
    if at is None:
        return datetime.combine(found, time()), "VOY-TIME-MISSING"
    return datetime.combine(found, at), "VOY-ZONE" if zone else code


def _clock(found: re.Match[str]) -> time | None:
    """The time of day that was found; None where there is none such."""
    hour, minute, second, half = int(found[1]), int(found[2] or 0), int(found[3] or 0), (found[4] or found[7] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _day(text: str, stated: Order | None, likely: Callable[[date], bool]) -> tuple[date | None, str | None]:
    """The one reading of a day; without one, why: two readings, a spreadsheet's number, or (None) no day at all.

    ``likely`` chooses the century of a year of two digits.
    """
    plain = _plain(text)
    plain = re.sub(r"[t ]0{1,2}:00(?::00(?:\.0+)?)?z?$", "", plain)  # the midnight of an empty time
    if SERIAL.fullmatch(plain):
        return None, "FORM-DATE-NUMBER"
    parts = re.findall("[0-9]+|[a-z]+", plain)
    if not 1 <= len(parts) <= 5 or re.search(r"[^0-9a-z /.,\-]", plain):
        return None, None
    readings = list(dict.fromkeys(_readings(parts, stated, likely)))
    first_standard = bool(readings) and len(parts) == 3 and len(parts[0]) == 4
    if len(readings) == 1 or (first_standard and readings):
        said_otherwise = stated is None and not _is_standard(parts, readings[0])
        return readings[0], "PAX-DATE-ORDER" if said_otherwise else None
    return None, "FORM-DATE-AMBIGUOUS" if readings else None


def _is_standard(parts: list[str], found: date) -> bool:
    """Whether a day is written year first, or with the name of its month and a year of four digits."""
    if any(part in MONTHS for part in parts):
        return any(len(part) == 4 and part.isdecimal() for part in parts)
    joined = "".join(part.zfill(2) for part in parts)
    return joined == f"{found:%Y%m%d}"


SMALL_WORDS = frozenset({"st", "nd", "rd", "th", "er", "le", "of"})


def _readings(parts: list[str], stated: Order | None, likely: Callable[[date], bool]) -> Iterator[date]:
    """Every day that the parts of a date can be, the standard's order first."""
    words = [part for part in parts if part.isalpha()]
    numbers = [part for part in parts if part.isdecimal()]
    if words:
        orders = _with_name(words, numbers)
    elif len(numbers) == 1:
        orders = _run_together(numbers[0])
    else:
        orders = _parted(numbers) if len(numbers) == 3 else {}
    for year, month, day_ in [orders[stated]] if stated in orders else orders.values():
        if len(month) <= 2 and len(day_) <= 2:
            yield from _days(year, int(month), day_, likely)


Orders = dict[Order, tuple[str, str, str]]  # year, month, day by the order in which they stand


def _with_name(words: list[str], numbers: list[str]) -> Orders:
    """12 aug 1974, aug 12th 1974, 12aug74: the name tells the month; a year of two digits stands last."""
    months = [MONTHS[name] for name in words if name in MONTHS]
    if len(months) != 1 or len(numbers) != 2 or any(name not in MONTHS and name not in SMALL_WORDS for name in words):
        return {}
    first, second = numbers
    return {"ymd": (first, str(months[0]), second)} if len(first) == 4 else {"dmy": (second, str(months[0]), first)}


def _run_together(digits: str) -> Orders:
    """19740812, 12081974, 740812."""
    match len(digits):
        case 8:
            return {
                "ymd": (digits[:4], digits[4:6], digits[6:]),
                "dmy": (digits[4:], digits[2:4], digits[:2]),
                "mdy": (digits[4:], digits[:2], digits[2:4]),
            }
        case 6:
            return {
                "ymd": (digits[:2], digits[2:4], digits[4:]),
                "dmy": (digits[4:], digits[2:4], digits[:2]),
                "mdy": (digits[4:], digits[:2], digits[2:4]),
            }
    return {}


def _parted(numbers: list[str]) -> Orders:
    """1974-08-12, 12/08/1974, 12/08/74. Behind a year, the day stands before the month only where nothing else is a day."""
    a, b, c = numbers
    if len(a) == 4:
        return {"ymd": (a, b, c)} if len(b) <= 2 and len(c) <= 2 and _day_of(int(a), int(b), int(c)) else {"dmy": (a, c, b)}
    if len(c) == 4:
        return {"dmy": (c, b, a), "mdy": (c, a, b)}
    return {"ymd": (a, b, c), "dmy": (c, b, a), "mdy": (c, a, b)}


def _days(year: str, month: int, day_: str, likely: Callable[[date], bool]) -> Iterator[date]:
    """The days of a year of four digits, or of two, in each century that is likely."""
    if len(day_) > 2 or len(year) not in (2, 4):
        return
    years = (int(year),) if len(year) == 4 else (1900 + int(year), 2000 + int(year))
    for each in years:
        found = _day_of(each, month, int(day_))
        if found and each in YEARS and (len(year) == 4 or likely(found)):
            yield found


def _partial(text: str) -> PartialDate | None:
    """A birth of which only the year, or year and month, are known: 1974, 1974-08, 08/1974, 1974-00-00, Aug 1974."""
    parts = re.findall("[0-9]+|[a-z]+", _plain(text))
    known = [str(MONTHS.get(part, part)) for part in parts if part.strip("0x")]
    years = [part for part in known if len(part) == 4 and part.isdecimal() and int(part) in YEARS]
    rest = [part for part in known if part not in years]
    if len(years) != 1 or len(rest) > 1 or len(parts) > 3 or not all(part.isdecimal() and len(part) <= 2 for part in rest):
        return None
    if rest and not any(years[0] in pair and rest[0] in pair for pair in pairwise(known)):
        return None
    try:
        return PartialDate(int(years[0]), int(rest[0]) if rest else None)
    except ValueError:
        return None


def _day_of(year: int, month: int, day_: int) -> date | None:
    try:
        return date(year, month, day_)
    except ValueError:
        return None


def _plain(text: str) -> str:
    """A date in small letters without marks, its blanks single."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text[:LONGEST]) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
