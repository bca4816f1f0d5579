"""What the pages say, in each language: sentences from the catalogues, dates and numbers as that language writes them.

No template and no handler holds a sentence of its own. A catalogue may mark words with ``<b>``, ``<bdi>``, ``<kbd>`` and ``<span>``;
what is filled into a sentence is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cached_property
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone_name
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk
from markupsafe import Markup, escape

from preclear.manifest import PartialDate

Language = Literal["en", "fr"]
DEFAULT: Language = "en"
REGION = "CA"  # both languages as Canada writes them: abbreviations of time zones above all
DATES = {"en": "en"}  # but English months without the full stops of en_CA


class Words:
    """The words of one language."""

    def __init__(self, language: str, catalogue: str) -> None:
        self.language = language
        self._locale = Locale(language, REGION)
        self._dates = Locale.parse(DATES.get(language, f"{language}_{REGION}"))
        self._bundle = FluentBundle([f"{language}-{REGION}"], use_isolating=False)
        resource = FluentResource(catalogue)
        if broken := [entry.content for entry in resource.body if isinstance(entry, Junk)]:
            raise ValueError(f"catalogue {language}: cannot be read: {broken[0]!r}")
        self._bundle.add_resource(resource)
        self._plain: dict[str, Markup] = {}

    def __call__(self, key: str, /, **facts: object) -> Markup:
        """Return a sentence, ready for a page.

        Raises ``KeyError`` where the catalogue has no such key or a fact is missing: a page says nothing it does not know.
        """
        if not facts and key in self._plain:
            return self._plain[key]
        sentence = self._format(key, {name: value if isinstance(value, int | float) else escape(value) for name, value in facts.items()})
        if not facts:
            self._plain[key] = sentence
        return sentence

    def has(self, key: str) -> bool:
        """Return whether the catalogue has a key: codes of other rooms are looked up and may be newer than the catalogue."""
        return self._bundle.has_message(key)

    def _format(self, key: str, facts: Mapping[str, object]) -> Markup:
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(message.value, dict(facts))
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return Markup(str(text))  # noqa: S704 - the catalogue is ours, and each fact was escaped above

    @cached_property
    def keys(self) -> frozenset[str]:
        """All keys of the catalogue."""
        return frozenset(self._bundle._messages)  # noqa: SLF001 - the bundle has no public list of its messages

    def day(self, day: date) -> str:
        """Return "14 Jul 2026", "14 juill. 2026"."""
        return format_date(day, "d MMM y", locale=self._dates)

    def born(self, declared: PartialDate | str | None) -> str | None:
        """Return a date as far as it is known: "12 Aug 1974", "Aug 1974", "1974"."""
        if declared is None:
            return None
        known = PartialDate.parse(declared) if isinstance(declared, str) else declared
        pattern = "d MMM y" if known.day else "MMM y" if known.month else "y"
        return format_date(date(known.year, known.month or 1, known.day or 1), pattern, locale=self._dates)

    def clock(self, local: datetime) -> str:
        """Return the time of day: "15:10", "15 h 10"."""
        return format_datetime(local, str(self("pattern-clock")), locale=self._dates)

    def clock_of(self, hour: time) -> str:
        """Return a time of day that is of no day."""
        return self.clock(datetime.combine(date(2000, 1, 3), hour))

    def weekday(self, number: int) -> str:
        """Return a day of the week, 1 for Monday, in short: "Mon", "lun."."""
        return format_date(date(2000, 1, 2 + number), "EEE", locale=self._dates)

    def proof(self, local: datetime) -> str:
        """Return the time of day with its seconds, for proofs."""
        return format_datetime(local, str(self("pattern-proof")), locale=self._dates)

    def zone(self, instant: datetime, zone: ZoneInfo) -> str:
        """Return the abbreviation of a time zone on that day: "PDT", "HAP"; where there is none, the distance from UTC."""
        local = instant.astimezone(zone)
        for name in (get_timezone_name(local, width="short", locale=self._locale), local.tzname() or ""):
            if name.isalpha() and len(name) <= 5:
                return name
        hours, seconds = divmod(int(local.utcoffset().total_seconds()), 3600)  # type: ignore[union-attr]  # aware by construction
        return f"UTC{hours:+d}" + (f":{seconds // 60:02d}" if seconds else "")

    def number(self, value: float) -> str:
        """Return a number with the language's separators."""
        return format_decimal(value, locale=self._locale)

    def decimal(self, value: float) -> str:
        """Return a share with two places: "0.91", "0,91"."""
        return format_decimal(value, format="0.00", locale=self._locale)

    def utc(self, instant: datetime) -> str:
        """Return the time of day in UTC, without the letters."""
        return self.clock(instant.astimezone(UTC))


def catalogue(language: str) -> str:
    """Return the catalogue of a language as it was written."""
    return (files(__package__) / "catalogue" / f"{language}.ftl").read_text(encoding="utf-8")


def _load() -> dict[str, Words]:
    return {language: Words(language, catalogue(language)) for language in ("en", "fr")}


LANGUAGES: dict[str, Words] = _load()
