"""One list goes into the records: its voyage, its people, their referrals, and what the carrier is told of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from preclear import inspection
from preclear.audit import Event
from preclear.clearance.circumstances import Assessed
from preclear.clearance.sitting import Sitting
from preclear.clearance.told import Entered, Told, instruction
from preclear.inspection import Known, Questions, Status
from preclear.manifest import Fault, Manifest, Severity, Traveller, Voyage
from preclear.matching import Screening
from preclear.messages import Message
from preclear.places import Places
from preclear.rules import Assessment
from preclear.store import bases, decisions, events, manifests, referrals
from preclear.store.carriers import Carrier
from preclear.store.manifests import Person, Screened, Times

TAKES_OFF = frozenset({"cancel_reservation", "reduce_party", "close_not_on_board"})  # lists of people who do not travel
TAKES_ALL_OFF = "cancel_flight"
CLOSES = frozenset({"close", "close_on_board"})  # lists that repeat people, often in less detail: only new ones are entered


def save(sitting: Sitting, raw_message: int, message: Message, assessed: Assessed) -> Entered:
    """Save the list of a message with all that was found, and return what to tell the carrier.

    An amended list supersedes what was declared of the same people; nobody whom it does not name is touched.
    """
    db, carrier, now = sitting.db, sitting.carrier, sitting.now
    manifest = _told_apart(message.manifest)
    message = replace(message, manifest=manifest)
    instants = times(manifest.voyage, sitting.circumstances.places, carrier)
    voyage, version = manifests.enter_voyage(db, carrier.id, manifest.voyage, instants, now=now)
    number = manifests.save_manifest(
        db, voyage, message, raw_message=raw_message, faults=assessed.faults, snapshot=assessed.snapshot, now=now
    )
    people = found(manifest.travellers, assessed)
    told: tuple[Told, ...] = ()
    if manifest.function == TAKES_ALL_OFF:
        _take_off(sitting, manifests.aboard(db, voyage))
    else:
        former = manifests.aboard(db, voyage, [traveller.key for traveller in manifest.travellers])
        if manifest.function in TAKES_OFF:
            _take_off(sitting, former)
        else:
            if manifest.function in CLOSES:
                people = [one for one in people if one.declared.key not in former or former[one.declared.key].withdrawn]
            told = enter(sitting, number, people, former, voyage=voyage, faults=assessed.faults)
    outcomes = Counter(str(one.assessment.outcome) for one in people)
    detail = {"voyage": voyage, "function": manifest.function, "outcomes": outcomes, "circumstances": sitting.circumstances.digest}
    events.write(db, Event("manifest.saved", carrier.actor, f"manifest:{number}", detail=detail), at=now)
    events.notify(db, voyage=voyage, version=version)
    return Entered(message=message, manifest=manifest, voyage=voyage, told=told, faults=assessed.faults)


def enter(
    sitting: Sitting,
    manifest: int,
    people: Sequence[Found],
    former: Mapping[str, Person],
    *,
    voyage: int,
    faults: Sequence[Fault],
) -> tuple[Told, ...]:
    """Enter people under a list, in place of what was known of them, and return what the carrier is told of each now.

    Referrals are raised, follow their person, or lapse; directives change where they differ from what was said before.
    """
    db, now, circumstances = sitting.db, sitting.now, sitting.circumstances
    entered = [_follow(sitting, one, former.get(one.declared.key)) for one in people]
    manifests.supersede(db, voyage, former.keys() & {one.declared.key for one in people}, now=now)
    basis = bases.keep(db, circumstances.basis.digest, circumstances.basis, now=now)
    numbers = manifests.save_people(
        db, manifest, voyage, [one.person for one in entered], circumstances.editions, circumstances=circumstances.digest, basis=basis
    )
    _refer(sitting, voyage, list(zip(numbers, entered, strict=True)))
    directives: list[tuple[str, int, Status, int | None]] = []
    changes: list[Event] = []
    told = []
    for number, one in zip(numbers, entered, strict=True):
        declared, course = one.person.declared, one.person.course
        if one.before is None or (one.before.directive, one.before.standing.decision) != (course.status, course.decision):
            directives.append((declared.key, number, course.status, course.decision))
            if one.before and one.before.directive != course.status:
                detail = {"former": one.before.directive, "new": course.status, "decision": course.decision}
                changes.append(Event("directive.given", "node", f"traveller:{number}", detail=detail))
        if known := one.person.known:
            asked = {"entries": [each.entry_ref for each in known], "decisions": [each.decision_id for each in known]}
            changes.append(Event("match.known", "node", f"traveller:{number}", detail=asked))
        told.append(Told(declared, course.status, instruction(course.status, sitting.contact, _to_mend(one.person, faults))))
    decisions.direct(db, voyage, directives, now=now)
    events.write(db, *changes, at=now)
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Found:
    """A person as declared, with all that was found and what is asked of an officer."""

    declared: Traveller
    screening: Screening
    assessment: Assessment
    questions: Questions
    known: tuple[Known, ...]  # the hits that ask nothing, since an officer has answered before


def found(travellers: Sequence[Traveller], assessed: Assessed) -> list[Found]:
    """Return what was found on each of the people who were assessed."""
    columns = (travellers, assessed.screenings, assessed.assessments, assessed.questions, assessed.known)
    return [Found(*one) for one in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class Followed:
    """A person to be saved, and who they were before."""

    person: Screened
    before: Person | None


def _follow(sitting: Sitting, one: Found, before: Person | None) -> Followed:
    standing = replace(before.standing, same_person=identity(before.declared) == identity(one.declared)) if before else None
    course = inspection.course(one.assessment, one.questions, standing, sitting.carrier.referred)
    person = Screened(
        declared=one.declared,
        screening=one.screening,
        assessment=one.assessment,
        questions=one.questions,
        course=course,
        known=one.known,
    )
    return Followed(person, before)


def times(voyage: Voyage, places: Places, carrier: Carrier) -> Times:
    """Return the instants of a voyage, and by when everyone on it is to be answered: so long before departure as was agreed."""
    leg = voyage.border or (voyage.legs[0] if voyage.legs else None)
    departs = leg and leg.departure and leg.departs and places.utc(leg.departure, leg.departs)
    arrives = leg and leg.arrival and leg.arrives and places.utc(leg.arrival, leg.arrives)
    due = departs - timedelta(minutes=carrier.answer_minutes) if departs else None
    return Times(departs_at=departs or None, arrives_at=arrives or None, answer_due=due)


def identity(traveller: Traveller) -> tuple[object, ...]:
    """Return what tells whether two declarations are of the same person: an officer's finding holds only while this is the same."""
    documents = tuple((document.type, document.number, document.issuer) for document in traveller.documents)
    names = (traveller.family_name, traveller.given_names)
    return (*names, traveller.birth_date, traveller.sex, traveller.nationalities, traveller.birth_place, documents)


def _told_apart(manifest: Manifest | None) -> Manifest:
    """Return a list in which each person has a key of their own, also where a carrier names two people alike."""
    if manifest is None:
        raise ValueError("this message holds no list")
    seen: Counter[str] = Counter()
    travellers = []
    for traveller in manifest.travellers:
        seen[traveller.key] += 1
        again = seen[traveller.key]
        travellers.append(traveller if again == 1 else replace(traveller, key=f"{traveller.key}#{again}"))
    return replace(manifest, travellers=tuple(travellers))


def _refer(sitting: Sitting, voyage: int, people: Sequence[tuple[int, Followed]]) -> None:
    """Raise, carry over and let lapse the referrals of people just saved."""
    db = sitting.db
    said: list[Event] = []
    lapsed: list[int] = []
    for number, one in people:
        key, course = one.person.declared.key, one.person.course
        referral = one.before and one.before.standing.referral
        if course.step == "raise" and course.referred:
            referred = course.referred
            raised = referrals.open_one(db, voyage, key, referred, traveller=number, questions=one.person.questions, now=sitting.now)
            detail = {"kind": referred.kind, "severity": referred.severity, "questions": sorted(one.person.questions)}
            said.append(Event("referral.raised", "node", f"referral:{raised}", detail=detail))
            events.notify(db, referral=raised, version=1)
        elif course.step == "carry" and referral:
            version = referrals.carry(db, referral, traveller=number, course=course, questions=one.person.questions)
            said.append(Event("referral.carried", "node", f"referral:{referral}", detail={"reopened": course.reopened}))
            events.notify(db, referral=referral, version=version)
        elif course.step == "lapse" and referral:
            lapsed.append(referral)
    events.write(db, *said, at=sitting.now)
    _lapse(sitting, lapsed, "nothing is asked any more")


def _take_off(sitting: Sitting, people: Mapping[str, Person]) -> None:
    """Note that people do not travel. What an officer decided about them stays, in case they are declared again."""
    gone = [person for person in people.values() if not person.withdrawn]
    manifests.withdraw(sitting.db, [person.traveller_id for person in gone])
    said = [Event("traveller.withdrawn", sitting.carrier.actor, f"traveller:{person.traveller_id}") for person in gone]
    events.write(sitting.db, *said, at=sitting.now)
    _lapse(sitting, [person.standing.referral for person in gone if person.standing.referral], "the carrier took the person off")


def _lapse(sitting: Sitting, lapsed: Sequence[int], why: str) -> None:
    for referral, version in referrals.lapse(sitting.db, lapsed, now=sitting.now):
        events.write(sitting.db, Event("referral.lapsed", "node", f"referral:{referral}", detail={"why": why}), at=sitting.now)
        events.notify(sitting.db, referral=referral, version=version)


def _to_mend(person: Screened, faults: Sequence[Fault]) -> tuple[str, ...]:
    """Return in plain words what the carrier must mend about a person."""
    errors = tuple(fault.detail for fault in faults if fault.traveller == person.declared.ordinal and fault.severity == Severity.ERROR)
    return errors or tuple(reason.detail for reason in person.assessment.reasons)
