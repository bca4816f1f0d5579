"""Dates of birth as lists write them, as far as they are known."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from preclear.manifest import PartialDate
from preclear.watchlist.entry import BirthDate

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_CIRCA = re.compile(r"^(?:circa|about|approximately|approx\.?|ca?\.)\s*", re.IGNORECASE)
_SLASHED = re.compile(r"([\d?]{1,2}|dd)[/.]([\d?]{1,2}|mm)[/.](\d{4})", re.IGNORECASE)
_SPELT = re.compile(r"(?:(\d{1,2})[ -])?(?:([A-Za-z]{3})[a-z]*\.?[ -])?(\d{4})")
_SPAN = re.compile(r"\s*(?:\bto\b|\band\b|/|–|(?<=\d{4})-(?=\d{4}$))\s*")


def partial(year: str, month: str = "", day: str = "") -> PartialDate:
    """Return a date by its parts; a part that is empty, 0 or a placeholder is unknown, and so is the day of an unknown month.

    Raises ``ValueError`` where the year is none, or the day is none of the month.

    >>> str(partial("1958", "00", "00")), str(partial("1958", "mm", "7")), str(partial("1958", "4", "07"))
    ('1958', '1958', '1958-04-07')
    """
    known_month = int(month) if _number(month) else None
    return PartialDate(int(year), known_month or None, (int(day) if _number(day) else None) or None if known_month else None)


def span(first: PartialDate, last: PartialDate, *, circa: bool = False) -> BirthDate:
    """Return the shortest way to say from which to which day: a month or a year where it is the whole of one.

    >>> str(span(PartialDate(1962, 1, 1), PartialDate(1962, 12, 31))), str(span(PartialDate(1962, 3, 1), PartialDate(1962, 3, 31)))
    ('1962', '1962-03')
    >>> str(span(PartialDate(1958, 1, 1), PartialDate(1962, 12, 31)))
    '1958 to 1962'
    """
    start, end = first.whole, last.whole
    if start and end:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            first, last = PartialDate(start.year), PartialDate(end.year)
        elif start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
            first, last = PartialDate(start.year, start.month), PartialDate(end.year, end.month)
    if first == last:
        return BirthDate(first, circa=circa)
    if (first.year, first.month or 1, first.day or 1) > (last.year, last.month or 12, last.day or 31):
        raise ValueError("a span that ends before it begins")
    return BirthDate(first, last, circa)


def read(text: str) -> BirthDate:
    """Return the date of birth that a text says: ISO 8601, ``28/09/1955`` (00, dd and mm unknown), ``12 Aug 1974``, a year, two of them.

    Raises ``ValueError`` for anything else.

    >>> str(read("00/04/1984")), str(read("circa 1961")), str(read("12 August 1974")), str(read("1958 to 1962"))
    ('1984-04', 'about 1961', '1974-08-12', '1958 to 1962')
    """
    said = " ".join(text.split())
    about = _CIRCA.sub("", said)
    parts = [_SPAN.split(about)] if not _SLASHED.fullmatch(about) else [[about]]
    match [_one(part) for part in parts[0]]:
        case [one]:
            return BirthDate(one, circa=about != said)
        case [first, last]:
            return span(first, last, circa=about != said)
    raise ValueError("neither a date nor a span of dates")


def _one(text: str) -> PartialDate:
    if slashed := _SLASHED.fullmatch(text):
        return partial(slashed[3], slashed[2], slashed[1])
    if (spelt := _SPELT.fullmatch(text)) and (not spelt[2] or spelt[2].lower() in MONTHS) and not (spelt[1] and not spelt[2]):
        return partial(spelt[3], str(MONTHS.index(spelt[2].lower()) + 1) if spelt[2] else "", spelt[1] or "")
    return PartialDate.parse(text[:10] if len(text) > 10 and text[10] in "T " else text)


def day(text: str) -> date | None:
    """Return the day that a list says it is of, as ``2026-02-13``, ``13/02/2026`` or ``13-Feb-2026``; None where it says none.

    >>> day("Report Date: 13-Feb-2026"), day("2024-10-17T00:00:02Z"), day("soon")
    (datetime.date(2026, 2, 13), datetime.date(2024, 10, 17), None)
    """
    for pattern in (r"\d{4}-\d\d-\d\d", r"\d{1,2}/\d{1,2}/\d{4}", r"\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}"):
        if found := re.search(pattern, text):
            try:
                return _one(found[0]).whole
            except ValueError:
                return None
    return None


def _number(text: str) -> bool:
    return text.isdecimal()
