"""Who decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROLES = ("primary", "secondary", "analyst", "supervisor", "privacy", "administrator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A person who works at the node."""

    id: int
    login: str
    name: str
    roles: frozenset[str]  # of ROLES
    sites: frozenset[str] = frozenset()  # place codes; empty: every site
    language: str = "en"
    preferences: Mapping[str, Any] = field(default_factory=dict)

    @property
    def actor(self) -> str:
        """How events name this officer."""
        return f"officer:{self.id}"

    def serves(self, places: frozenset[str]) -> bool:
        """Return whether a voyage between these places is this officer's business."""
        return not self.sites or not self.sites.isdisjoint(places)
