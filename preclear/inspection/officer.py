"""Who decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

# What each duty is. An officer may have several, but for those that ``apart`` keeps from each other.
ROLES: Mapping[str, str] = {
    "intake": "Sees that lists come in and can be read: messages, carriers' answers, silence. Decides nothing on a person.",
    "primary": "Looks at voyages and persons; clears, refers to secondary inspection, asks the carrier, proposes a refusal.",
    "secondary": "Works what was referred; is the second officer on a colleague's refusal.",
    "analyst": "Reads what was found and how often it was right; asks queries over stored travel. Decides and writes nothing.",
    "list_owner": "Answers for watchlists: which edition is in force. Sees no travellers.",
    "rule_owner": "Writes and tries rules. Approves none, and sees no travellers.",
    "approver": "Puts rules and thresholds in force that somebody else wrote. Sees no travellers.",
    "supervisor": "Answers for decisions and queues; is the second officer on a refusal; takes over a colleague's case.",
    "privacy": "Sees what was looked at, by whom and what for, and the same records; decides nothing.",
    "auditor": "Sees what was done, by whom, under which rule and list. Changes nothing, and sees no travellers.",
    "administrator": "Keeps accounts, carriers, places and the node itself. Sees no travellers.",
}
SEE_TRAVELLERS = frozenset({"intake", "primary", "secondary", "analyst", "supervisor", "privacy"})


def apart(roles: Collection[str]) -> tuple[str, str] | None:
    """Return two duties among these that nobody has at once, or None.

    Whoever gives out duties sees no travellers; whoever audits does nothing that is audited.

    >>> apart({"primary", "supervisor"}), apart({"administrator", "primary"}), apart({"auditor", "privacy", "rule_owner"})
    (None, ('administrator', 'primary'), ('auditor', 'privacy'))
    """
    for one, others in (("administrator", SEE_TRAVELLERS), ("auditor", ROLES.keys() - {"auditor"})):
        if one in roles and (both := sorted(set(roles) & others)):
            return one, both[0]
    return None


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
