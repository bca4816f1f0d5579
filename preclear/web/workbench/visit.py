"""One request of an officer: who, when, in which language, on which page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from markupsafe import Markup

from preclear.inspection import Officer
from preclear.node import Node
from preclear.places import Place, PlaceKind
from preclear.web.workbench.clock import Moment, duration, minutes_left, moment
from preclear.web.workbench.words import DEFAULT, LANGUAGES, Language, Words

PURPOSES = (
    ("supervisor", "supervision"),
    ("secondary", "inspection"),
    ("primary", "vetting"),
    ("privacy", "review"),
    ("analyst", "analysis"),
    ("intake", "intake"),
)
DECIDES = frozenset({"primary", "secondary", "supervisor"})


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Everything a page knows about its visitor. An officer with number 0 is nobody yet."""

    node: Node
    officer: Officer
    now: datetime
    path: str
    query: dict[str, str] = field(default_factory=dict)
    language: Language = DEFAULT
    secret: str
    token: str
    ends_at: datetime
    routes: frozenset[str] = frozenset()  # that this officer opens
    secure: bool = False  # over TLS

    @cached_property
    def words(self) -> Words:
        """What the pages say."""
        return LANGUAGES[self.language]

    @property
    def other_language(self) -> str:
        """The language to offer."""
        return "en" if self.language == "fr" else "fr"

    @property
    def theme(self) -> str:
        """``light``, ``dark`` or ``system``."""
        return str(self.officer.preferences.get("theme", "system"))

    @property
    def density(self) -> str:
        """``comfortable`` or ``compact``; the address goes before the preference, so that a link shows the same rows."""
        return self.query.get("density") or str(self.officer.preferences.get("density", "comfortable"))

    @property
    def single_keys(self) -> bool:
        """Whether keys act without a modifier (WCAG 2.1.4)."""
        return bool(self.officer.preferences.get("keys", "on") == "on")

    def may(self, route: str) -> bool:
        """Whether this officer opens a route: no page offers what it would refuse."""
        return route in self.routes

    @property
    def decides(self) -> bool:
        """Whether this officer works referrals."""
        return not self.officer.roles.isdisjoint(DECIDES)

    @property
    def sites(self) -> list[str]:
        """The places that this officer serves; none is every place."""
        return sorted(self.officer.sites)

    @property
    def purpose(self) -> str:
        """For what this officer reads a person's record."""
        return next((purpose for role, purpose in PURPOSES if role in self.officer.roles), "administration")

    @property
    def address(self) -> str:
        """This page, as a link."""
        return self.path + (f"?{urlencode(self.query)}" if self.query else "")

    def link(self, **changes: object) -> str:
        """Return this page's address with other parameters; an empty one goes away."""
        query = {name: value for name, value in {**self.query, **changes}.items() if value not in ("", None)}
        return self.path + (f"?{urlencode(query)}" if query else "")

    def in_language(self, language: str) -> str:
        """Return this page in another language."""
        return self.link(lang=language)

    def place(self, code: str | None) -> Place | None:
        """Return a place as it is today."""
        return self.node.circumstances.places.find(code, self.now.date()) if code else None

    def named(self, code: str | None) -> str | None:
        """Return the name of a place in the officer's language."""
        place = self.place(code)
        return place.named(self.language) if place else None

    def route(self, departure: str | None, arrival: str | None) -> Markup | None:
        """Return "Vancouver to Seattle"; None where a name is unknown."""
        start, end = self._short(departure), self._short(arrival)
        return self.words("route", start=start, end=end) if start and end else None

    def _short(self, code: str | None) -> str | None:
        """Return the name of a place, of an airport without the words that all airports have."""
        name = self.named(code)
        place = self.place(code)
        if name and place and place.kind is PlaceKind.AIRPORT:
            for words in str(self.words("airport-words")).split("|"):
                name = name.removesuffix(words).removeprefix(words).strip() or name
        return name

    def moment(self, instant: datetime, code: str | None = None, *, seconds: bool = False) -> Moment:
        """Return an instant in the clock of a place and in UTC."""
        place = self.place(code)
        return moment(instant, ZoneInfo(place.zone) if place else None, self.words, seconds=seconds)

    def left(self, due: datetime) -> str:
        """Return the time left to an instant, or how late it is: "38 min", "12 min late"."""
        minutes = minutes_left(due, self.now)
        return duration(minutes, self.words) if minutes >= 0 else self.words("late", time=duration(-minutes, self.words))


def day_of(text: str) -> date | None:
    """Return the day that a field of a form says, YYYY-MM-DD; None where it says none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def language_of(request: Request[Any, Any, Any], officer: Officer | None, chosen: str | None) -> Language:
    """Return the language of a page: asked for in the address, chosen before, the officer's, the browser's."""
    asked = [request.query_params.get("lang"), chosen, officer and officer.language]
    asked += [part.split(";")[0].split("-")[0].strip() for part in request.headers.get("Accept-Language", "").split(",")]
    return next(("fr" if language == "fr" else "en" for language in asked if language in LANGUAGES), DEFAULT)


Visiting = NamedDependency[Visit]  # as handlers are given them
Form = NamedDependency[FormMultiDict]
