"""What must happen when lists or rules change, and when time passes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from preclear.audit import Event
from preclear.clearance import saving
from preclear.clearance.desk import Desk
from preclear.clearance.sitting import Sitting
from preclear.rules.life import WINDOW_HOURS, Measure, exceeds
from preclear.store import alarms, carriers, events, known, manifests, rules
from preclear.store.manifests import Person
from preclear.store.pool import Database


def alarm(node: Desk, now: datetime) -> int:
    """Raise the alarms that time brings, and return how many were raised.

    For each voyage whose time to answer has passed with people unanswered, of which a part of a list is missing, or which was not closed
    out in time; and for each answer on which its carrier is silent. An alarm tells people; it never permits anything.
    """
    with node.pool.connection() as db:
        late = alarms.late(db, now=now)
        raised = len(late)
        for voyage, version, people in late:
            events.write(db, Event("alarm.late", "node", f"voyage:{voyage}", detail={"people": people}), at=now)
            events.notify(db, alarm="late", voyage=voyage, version=version)
        missing, unclosed = alarms.part(db, now=now), alarms.unclosed(db, now=now)
        for voyage, version, minutes in missing:
            events.write(db, Event("alarm.part", "node", f"voyage:{voyage}", detail={"minutes": minutes}), at=now)
            events.notify(db, alarm="part", voyage=voyage, version=version)
        for voyage, version, minutes in unclosed:
            events.write(db, Event("alarm.unclosed", "node", f"voyage:{voyage}", detail={"minutes": minutes}), at=now)
            events.notify(db, alarm="unclosed", voyage=voyage, version=version)
        raised += len(missing) + len(unclosed)
        silent = alarms.silent(db, minutes=node.settings.answer_escalate_minutes, now=now)
        for answer, voyage_of, carrier, attempts in silent:
            events.write(db, Event("alarm.silent", "node", f"answer:{answer}", detail={"carrier": carrier, "attempts": attempts}), at=now)
            events.notify(db, alarm="silent", answer=answer, **({"voyage": voyage_of} if voyage_of else {}))
    return raised + len(silent)


def throttle(node: Desk, now: datetime) -> int:
    """Throttle each rule that fires for more people than its file allows, with an alarm, and return how many were throttled.

    Counted are the people of the last ``WINDOW_HOURS``, since the rule came into force. A throttled rule goes on firing and is shown, and
    has no effect until an approver lets it; who was referred before stays referred.
    """
    in_force = node.circumstances.rules
    raised = 0
    with node.pool.connection() as db:
        for rule in in_force.rules:
            if rule.limit is None or rule.id in in_force.throttled:
                continue
            version = in_force.versions[rule.id]
            measure = rules.fired_since(db, version, now - timedelta(hours=WINDOW_HOURS))
            if exceeds(measure, rule.limit) and rules.find(db, version).state == "in_force":
                _throttle(db, version, measure, rule.limit, now)
                raised += 1
        rules.forget_counts(db, now=now)
    return raised


def _throttle(db: Database, version: int, measure: Measure, share: float, now: datetime) -> None:
    counted = {"people": measure.people, "fired": measure.fired, "share": share, "hours": WINDOW_HOURS}
    why = f"it fired for {measure.fired} of {measure.people} people, and its file allows a share of {share:g}"
    held = rules.step(db, version, "throttled", by=rules.NODE, duties=frozenset({"node"}), why=why, now=now, evidence=counted)
    events.write(db, Event("alarm.throttled", "node", f"rule_version:{version}", detail=counted), at=now)
    events.notify(db, alarm="throttled", rule=held.rule)


def forget(node: Desk, now: datetime) -> int:
    """Delete what officers found for good and may be relied on no longer, and return how many pairs that were."""
    with node.pool.connection() as db:
        return known.forget(db, now=now)


def rescreen(node: Desk, now: datetime) -> bool:
    """Screen everyone of one voyage still to travel again, where lists or rules have changed since; return whether there was one.

    New referrals and corrected answers arise as for a new list. Whose outcome is the same is only noted to be so.
    """
    circumstances = node.circumstances
    with node.pool.connection() as db:
        waiting = manifests.still_to_travel(db, circumstances.holding, now=now)
        for voyage in waiting:
            carrier = carriers.find(db, manifests.hold_voyage(db, voyage))
            _rescreen(Sitting(db, carrier, circumstances, node.settings.contact, now), voyage)
    return bool(waiting)


def _rescreen(sitting: Sitting, voyage: int) -> None:
    db, digest, holding = sitting.db, sitting.circumstances.digest, sitting.circumstances.holding
    by_list: defaultdict[int, list[Person]] = defaultdict(list)
    for person in manifests.aboard(db, voyage).values():
        if not person.withdrawn and person.circumstances not in holding:
            by_list[person.manifest_id].append(person)
    for number, people in by_list.items():
        changed = _rescreen_list(sitting, voyage, number, people)
        detail = {"voyage": voyage, "travellers": len(people), "changed": changed, "circumstances": digest}
        events.write(db, Event("manifest.rescreened", "node", f"manifest:{number}", detail=detail), at=sitting.now)
    events.notify(db, voyage=voyage, version=manifests.touch_voyage(db, voyage))


def _rescreen_list(sitting: Sitting, voyage: int, number: int, people: Sequence[Person]) -> int:
    """Screen people of one list again and enter those whose outcome changed; return how many did."""
    saved = manifests.find_manifest(sitting.db, number)
    declared = tuple(person.declared for person in people)
    assessed = saving.assessed_again(sitting, saved, declared)
    found = saving.found(declared, assessed, saving.met(sitting, voyage, declared))
    changed = [one for person, one in zip(people, found, strict=True) if not _as_before(one, person)]
    former = {person.declared.key: person for person in people}
    same = former.keys() - {one.declared.key for one in changed}
    manifests.confirm_circumstances(sitting.db, voyage, same, sitting.circumstances.digest)
    saving.enter_again(sitting, number, changed, former, saved=saved, assessed=assessed)
    if not changed:
        saving.count(sitting, assessed)
    return len(changed)


def _as_before(one: saving.Found, person: Person) -> bool:
    """Whether a person is found as before: nothing new is asked, or only what an officer has answered on this voyage is asked no more."""
    if (one.assessment.outcome, one.questions) == (person.outcome, person.standing.questions):
        return True
    answered = one.questions | {each.entry_ref for each in one.known}
    return person.standing.decided is not None and bool(one.known) and answered == person.standing.questions
