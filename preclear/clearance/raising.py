"""A question of an officer's own on a person, and what other systems tell: kept, brought to whom it means, and told to the carrier.

A raised hit is a question like that of a list or a rule. It refers its person, an officer must find on it, and only a decision answers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from preclear.audit import Event
from preclear.clearance import saving
from preclear.clearance.desk import Desk
from preclear.clearance.sitting import Sitting
from preclear.errors import Conflict, NotPermitted
from preclear.inspection import HitKind, Officer
from preclear.inspection.ruling import DECIDES
from preclear.store import acting, carriers, events, manifests, pages, raised
from preclear.store.pool import Database
from preclear.store.raised import Change, Hit, Outcome, Said
from preclear.store.systems import System


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What an officer raises."""

    kind: HitKind
    severity: int  # 1 gravest, 3 least
    reason: str  # in the officer's own words
    entry_ref: str | None = None  # the entry of a list, or of the node's own list, that it points to


@dataclass(frozen=True, slots=True)
class Heard:
    """A hit of another system as it stands, what hearing of it changed, and what came of it so far."""

    hit: Hit
    change: Change | None
    outcomes: Sequence[Outcome]


def raise_by_hand(node: Desk, voyage: int, key: str, said: ByHand, *, by: Officer, now: datetime) -> int:
    """Raise a hit on a person of a voyage, and return its number. The person is referred at once, and the carrier told where that differs.

    It is undone by a decision alone. Raises ``NotPermitted`` for a duty that may not, ``NotFound`` for a voyage of other sites,
    ``Conflict`` where the person travels no more.
    """
    if by.roles.isdisjoint(DECIDES):
        raise NotPermitted("Your role does not allow this", code="role")
    with node.pool.connection() as db:
        pages.voyage(db, voyage, sorted(by.sites))
    with acting.acting(acting.NODE), node.pool.connection() as db:  # whoever is asked about is entered again, as when a list comes
        sitting = _held(node, db, voyage, now)
        person = manifests.aboard(db, voyage, [key]).get(key)
        if person is None or person.withdrawn:
            raise Conflict("the carrier has taken this person off", code="hit-withdrawn")
        number = raised.by_hand(db, by.id, kind=said.kind, severity=said.severity, reason=said.reason, entry_ref=said.entry_ref, now=now)
        raised.meet(db, number, voyage, key, now=now)
        detail = {"hit": number, "kind": said.kind, "severity": said.severity}
        events.write(db, Event("hit.raised", by.actor, f"traveller:{person.traveller_id}", detail=detail), at=now)
        _ask(sitting, voyage)
    return number


def hear(node: Desk, system: System, said: Said, *, now: datetime) -> Heard:
    """Keep what another system tells, once by its reference, and bring it to whom it means; who is not declared yet is met later.

    Raises ``NotPermitted`` for what is not agreed with the system, ``Conflict`` where it said something later before.
    """
    if said.kind not in system.kinds:
        raise NotPermitted(f"kind: hits of this kind are not agreed with you; there are {', '.join(system.kinds)}")
    if said.severity < system.severest:
        raise NotPermitted(f"severity: from {system.severest} to 3 is agreed with you")
    with node.pool.connection() as db:
        hit, change = raised.say(db, system.id, said, now=now)
        if change != "same":
            voyages = _seek(node, db, hit, now)
            detail = {"change": change, "kind": hit.kind, "severity": hit.severity, "voyages": voyages}
            events.write(db, Event("hit.told", system.actor, hit.subject, detail=detail), at=now)
        return Heard(hit, change, raised.findings(db, hit.id))


def withdraw(node: Desk, system: System, reference: str, *, why: str, said_at: datetime, now: datetime) -> Heard:
    """Take a hit of a system back: it meets nobody any more, and asks nothing where no officer has begun. Twice does no harm.

    Raises ``NotFound``, or ``Conflict`` where something later was said of it.
    """
    with node.pool.connection() as db:
        hit, stood = raised.withdraw(db, system.id, reference, why=why, said_at=said_at, now=now)
        if stood:
            _seek(node, db, hit, now)
            events.write(db, Event("hit.withdrawn", system.actor, hit.subject), at=now)
        return Heard(hit, "changed" if stood else "same", raised.findings(db, hit.id))


def findings(node: Desk, system: System, hits: Sequence[Hit], *, now: datetime) -> list[Heard]:
    """Return what came of some hits of a system, and note that it was told."""
    with node.pool.connection() as db:
        told = [Heard(hit, None, raised.findings(db, hit.id)) for hit in hits]
        events.write(db, Event("hit.finding_told", system.actor, system.actor, detail={"hits": [hit.id for hit in hits]}), at=now)
    return told


def seek_again(node: Desk, now: datetime) -> int:
    """Look once more for people whom hits mean, who were being saved while the hits came; return for how many hits that was done."""
    with node.pool.connection() as db:
        due = raised.to_seek_again(db, now=now)
    for number, system in due:
        with node.pool.connection() as db:
            _seek(node, db, raised.numbered(db, system, number), now)
            raised.sought_again(db, number, now=now)
    return len(due)


def _seek(node: Desk, db: Database, hit: Hit, now: datetime) -> int:
    """Bring a hit to whom it means on each voyage, in the order in which everybody holds voyages; return on how many it was looked."""
    voyages = raised.voyages_of(db, hit, now=now)
    for voyage in voyages:
        sitting = _held(node, db, voyage, now)
        people = {key: person.declared for key, person in manifests.aboard(db, voyage).items() if not person.withdrawn}
        if raised.aim(db, hit, voyage, people, now=now):
            events.write(db, Event("hit.met", "node", hit.subject, detail={"voyage": voyage}), at=now)
        _ask(sitting, voyage)
    return len(voyages)


def _ask(sitting: Sitting, voyage: int) -> None:
    if saving.ask_again(sitting, voyage):
        events.notify(sitting.db, voyage=voyage, version=manifests.touch_voyage(sitting.db, voyage))


def _held(node: Desk, db: Database, voyage: int, now: datetime) -> Sitting:
    carrier = carriers.find(db, manifests.hold_voyage(db, voyage))
    return Sitting(db, carrier, node.circumstances, node.settings.contact, now)
