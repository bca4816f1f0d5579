"""An officer decides, and the carrier is told, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from preclear import inspection
from preclear.audit import Event
from preclear.clearance import answering
from preclear.clearance.desk import Desk
from preclear.clearance.sitting import Sitting
from preclear.clearance.told import Told, instruction
from preclear.errors import NotPermitted
from preclear.inspection import Finding, Officer, Outcome, State, Status
from preclear.store import carriers, decisions, events, known, manifests, referrals
from preclear.store.answers import Answer
from preclear.store.pool import Database
from preclear.store.referrals import Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a decision led to."""

    decision: int
    answer: Answer | None  # the corrected answer in the outbox; None: what the carrier was told stands


def take(node: Desk, referral_id: int, *, by: Officer, now: datetime, version: int | None = None) -> None:
    """Let an officer work a referral. Raises ``NotPermitted``, ``Conflict`` or ``NotFound``."""
    with node.pool.connection() as db:
        referral = referrals.hold(db, referral_id, version)
        inspection.may_take(referral.case, by)
        if referral.taken_by != by.id:
            _change(db, referral, state=referral.state, taken_by=by.id, now=now)
            events.write(db, Event("referral.taken", by.actor, referral.subject), at=now)


def release(node: Desk, referral_id: int, *, by: Officer, now: datetime) -> None:
    """Give a referral back to the queue: one's own, or, as a supervisor, anybody's. Raises ``NotPermitted``."""
    with node.pool.connection() as db:
        referral = referrals.hold(db, referral_id, None)
        if referral.taken_by != by.id and "supervisor" not in by.roles:
            raise NotPermitted(inspection.REFUSALS["taken-by-other"], code="taken-by-other")
        if referral.taken_by is not None:
            _change(db, referral, state=referral.state, taken_by=None, now=now)
            events.write(db, Event("referral.released", by.actor, referral.subject), at=now)


def decide(node: Desk, referral_id: int, finding: Finding, *, by: Officer, version: int, now: datetime) -> Decided:
    """Record an officer's finding on a referral, at the version that the officer saw, and tell the carrier what changed.

    1. It is allowed: role, site, nobody acted first, nothing is missing from the finding.
    2. Decision, referral, directive, corrected answer and events are saved together.

    Raises ``Conflict`` when the referral has changed since, ``NotPermitted`` with a code of ``inspection.REFUSALS``.
    """
    with node.pool.connection() as db:
        referral = referrals.hold(db, referral_id, version)
        ruling = inspection.rule_on(referral.case, finding, by)  # 1
        decision = decisions.make(db, referral, finding, officer=by.id, now=now)  # 2
        keeps = by.id if ruling.state in {"closed", "proposed"} else None
        _change(db, referral, state=ruling.state, taken_by=keeps, now=now)
        detail = {"outcome": finding.outcome, "findings": finding.findings, "compared": finding.compared, "decision": decision}
        events.write(db, Event("decision.made", by.actor, referral.subject, detail=detail), at=now)
        sitting = Sitting(db, carriers.find(db, referral.carrier_id), node.circumstances, node.settings.contact, now)
        _remember(sitting, referral, finding, decision, by=by, days=node.settings.known_match_days)
        answer = _direct(sitting, referral, ruling.directive, decision) if ruling.directive else None
    return Decided(decision=decision, answer=answer)


def confirm(node: Desk, referral_id: int, finding: Finding, *, by: Officer, version: int, now: datetime) -> Decided:
    """Confirm or reject a proposed refusal as the second officer, whose own finding this is (``confirm_refusal``, ``reject_refusal``).

    Only a confirmed refusal tells the carrier not to board somebody. Raises as ``decide`` does.
    """
    return decide(node, referral_id, finding, by=by, version=version, now=now)


def rehearse(node: Desk, referral_id: int, outcome: Outcome, *, now: datetime) -> bytes | None:
    """Return what the carrier would be sent for an outcome, word for word but for its number; None where it would be sent nothing."""
    status = inspection.RULINGS[outcome].directive
    with node.pool.connection() as db:
        referral = referrals.find(db, referral_id)
        person = manifests.aboard(db, referral.voyage_id, [referral.key])[referral.key]
        carrier = carriers.find(db, referral.carrier_id)
        held = status == "contact" and carrier.referred == "hold"
        if status is None or held or status == person.directive:
            return None
        told = Told(person.declared, status, instruction(status, node.settings.contact))
        saved = manifests.find_manifest(db, person.manifest_id)
    return answering.change_written(carrier.profile, saved, [told], reference=answering.REFERENCE.format(0), now=now)


def _remember(sitting: Sitting, referral: Referral, finding: Finding, decision: int, *, by: Officer, days: int) -> None:
    """Keep "not the same person" for later voyages where the officer cleared the person; whatever else is found ends what was kept."""
    db, now = sitting.db, sitting.now
    person = manifests.aboard(db, referral.voyage_id, [referral.key])[referral.key]
    digest = inspection.person_digest(person.declared)
    if digest is None or person.traveller_id != referral.traveller_id:
        return
    entries = known.entries_hit(db, person.traveller_id, finding.findings)
    doubted = [ref for ref in entries if finding.findings[ref] != "no_match"]
    if ended := known.end(db, digest, doubted, now=now):
        events.write(db, Event("match.doubted", by.actor, referral.subject, detail={"entries": ended, "decision": decision}), at=now)
    kept = {ref: inspection.entry_digest(entry) for ref, entry in entries.items() if ref not in doubted}
    if kept and days and finding.outcome == "clear":
        until = now + timedelta(days=days)
        known.keep(db, digest, kept, decision=decision, now=now, until=until)
        detail = {"entries": sorted(kept), "decision": decision, "until": until.date().isoformat()}
        events.write(db, Event("match.remembered", by.actor, referral.subject, detail=detail), at=now)


def _direct(sitting: Sitting, referral: Referral, status: Status, decision: int) -> Answer | None:
    """Tell the carrier about one person, where that differs from what it was told; return the answer."""
    person = manifests.aboard(sitting.db, referral.voyage_id, [referral.key])[referral.key]
    if status == "contact" and sitting.carrier.referred == "hold":
        status = "held"  # as agreed: nothing is said of a person whom an officer is still looking at
    if person.at_site is not None:
        return None  # what was recorded at the site stands until it is recorded otherwise there
    decisions.direct(sitting.db, referral.voyage_id, [(referral.key, person.traveller_id, status, decision, None)], now=sitting.now)
    if status in {person.directive, "held"}:
        return None
    detail = {"former": person.directive, "new": status, "decision": decision}
    events.write(sitting.db, Event("directive.given", "node", f"traveller:{person.traveller_id}", detail=detail), at=sitting.now)
    saved = manifests.find_manifest(sitting.db, person.manifest_id)
    told = Told(person.declared, status, instruction(status, sitting.contact))
    return answering.change(sitting, referral.voyage_id, saved, [told], decision=decision)


def _change(db: Database, referral: Referral, *, state: State, taken_by: int | None, now: datetime) -> None:
    """Note a referral's new state, and tell every page that shows it or its voyage."""
    version = referrals.change(db, referral, state=state, taken_by=taken_by, now=now)
    events.notify(db, referral=referral.id, version=version)
    events.notify(db, voyage=referral.voyage_id, version=manifests.touch_voyage(db, referral.voyage_id))
