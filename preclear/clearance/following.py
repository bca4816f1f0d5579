"""Messages to voyages with no server and no database: what ``preclear voyages`` prints."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from preclear import messages
from preclear.manifest import Traveller, Voyage
from preclear.manifest.life import CHANGES_FLIGHT, Head, Life, Said, head, life, named, which_voyage
from preclear.messages import STANDARD, Message, Profile

Thing = dict[str, Any]
BOOKINGS = "PNRGOV"


class Following:
    """The messages of some voyages, as they come in. What they come to is the same in any order."""

    def __init__(self, profile: Profile = STANDARD) -> None:
        self.profile = profile
        self.lists: list[tuple[Message, Said, Voyage]] = []
        self.people: dict[tuple[int, int], Traveller] = {}

    def take(self, raw: bytes) -> bool:
        """Take in what was received, and return whether a list of people was read in it."""
        digest = hashlib.sha256(raw).hexdigest()
        found = [message for message in messages.read(raw).messages if message.manifest is not None]
        for message in found:
            self._take(message, digest)
        return bool(found)

    def _take(self, message: Message, digest: str) -> None:
        if message.manifest is None:
            return
        manifest, number = self.profile.meant(message.manifest), len(self.lists)
        gone = len(manifest.travellers)
        people = [named(person, manifest.function)._replace(ordinal=n) for n, person in enumerate(manifest.travellers)]
        people += [named(person, manifest.function, gone=True)._replace(ordinal=gone + n) for n, person in enumerate(manifest.withdrawn)]
        self.people |= {(number, n): person for n, person in enumerate((*manifest.travellers, *manifest.withdrawn))}
        about = head(
            manifest,
            control=message.envelope.control_reference,
            access=message.envelope.common_access_reference,
            number=message.number,
            digest=digest,
            booking=message.type == BOOKINGS,
        )
        self.lists.append((message, Said(number, about, tuple(people)), manifest.voyage))

    def voyages(self) -> Iterator[Thing]:
        """Yield one object a voyage: where its people stand, and what is wrong with its lists as a whole."""
        for group in self._groups():
            yield self._voyage(life(group.said, full_lists=self.profile.full_lists))

    def _groups(self) -> list[_Group]:
        """The messages by voyage. Changes of voyages come first, then what tells most: others are told by them."""
        groups: list[_Group] = []
        for _, said, voyage in sorted(self.lists, key=lambda one: _rank(one[1].head)):
            alike = [(n, group) for n, group in enumerate(groups) if group.voyage.designator == voyage.designator]
            place = next((n for n, group in alike if voyage.key in group.keys), None)
            if place is None:
                place = which_voyage(voyage, said.head.function, [(n, group.voyage, group.changed) for n, group in alike])
            if place is None:
                groups.append(_Group(voyage, changed=said.head.function == CHANGES_FLIGHT))
                place = len(groups) - 1
            groups[place].said.append(said)
            groups[place].keys.add(voyage.key)
        return groups

    def _voyage(self, found: Life) -> Thing:
        voyage = self.lists[found.voyage or 0][2]
        leg = voyage.border or (voyage.legs[0] if voyage.legs else None)
        return {
            "voyage": voyage.designator,
            "from": leg and leg.departure,
            "to": leg and leg.arrival,
            "departs": leg.departs.isoformat(timespec="minutes") if leg and leg.departs else None,
            "arrives": leg.arrives.isoformat(timespec="minutes") if leg and leg.arrives else None,
            "closed": found.closed,
            "cancelled": found.cancelled,
            "people": [self._person(key, found) for key in sorted(found.people)],
            "findings": [{name: value for name, value in asdict(one).items() if name != "traveller"} for one in found.findings],
        }

    def _person(self, key: str, found: Life) -> Thing:
        standing = found.people[key]
        person = self.people[standing.declared]
        passport = person.passport
        return {
            "key": key,
            "role": str(person.role),
            "family_name": person.family_name or None,
            "given_names": person.given_names or None,
            "birth_date": None if person.birth_date is None else str(person.birth_date),
            "document": (passport and passport.number) or None,
            "travels": not standing.withdrawn,
            "booked": standing.booked is not None,
            "checked_in": standing.checked_in,
            "on_board": standing.on_board,
            "never_declared_before": standing.stranger,
        }


@dataclass(slots=True)
class _Group:
    """The messages of one voyage."""

    voyage: Voyage  # as the first of them has it
    changed: bool
    said: list[Said] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)


def _rank(one: Head) -> tuple[object, ...]:
    return (one.function != CHANGES_FLIGHT, -one.told, *one.order)
