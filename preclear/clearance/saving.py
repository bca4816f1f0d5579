"""One list goes into the records: its voyage, its people, their referrals, and what the carrier is told of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta

from preclear import inspection
from preclear.audit import Event
from preclear.clearance import answering
from preclear.clearance.circumstances import Assessed, assess
from preclear.clearance.sitting import Sitting
from preclear.clearance.told import Entered, Told, instruction
from preclear.inspection import Known, Questions, Raised, Status
from preclear.manifest import Fault, Manifest, Severity, Traveller, Voyage, life
from preclear.manifest.life import Head, Life, Place
from preclear.matching import Screening
from preclear.messages import Message
from preclear.places import Places
from preclear.rules import Assessment, to_mend
from preclear.rules import life as life_of_rules
from preclear.store import bases, decisions, earlier, events, joined, known, lives, manifests, raised, referrals, rules
from preclear.store.carriers import Carrier
from preclear.store.lives import Row
from preclear.store.manifests import Person, Screened, Times
from preclear.store.raw_messages import RawMessage


def save(sitting: Sitting, kept: RawMessage, message: Message, assessed: Assessed) -> Entered:
    """Save the list of a message with all that was found, and return what to tell the carrier.

    1. Find its voyage, and what all its messages come to with this one (``manifest.life``), whatever came first.
    2. Enter whom this list declares as far as its word holds; keep whom else it names.
    3. Let every row of the voyage say what the messages come to.
    4. Alarm for who is on board and should not be without a word.
    """
    db, carrier, now = sitting.db, sitting.carrier, sitting.now
    manifest = message.manifest
    if manifest is None:
        raise ValueError("this message holds no list")
    head = life.head(
        manifest,
        control=message.envelope.control_reference,
        access=message.envelope.common_access_reference,
        number=message.number,
        digest=kept.digest,
        booking=message.type == answering.BOOKINGS,
    )
    if head.said_at is None:  # a form, mostly; nothing else tells when it was made
        head = replace(head, said_at=kept.received_at.astimezone(UTC).replace(tzinfo=None))
    instants = times(manifest.voyage, sitting.circumstances.places, carrier)
    voyage, version = manifests.enter_voyage(  # 1
        db, carrier.id, manifest.voyage, instants, function=manifest.function, said_at=head.said_at, now=now
    )
    if manifest.function == life.CHANGES_FLIGHT:
        _merge(sitting, voyage, manifest, head)
    number = manifests.save_manifest(
        db, voyage, message, head, raw_message=kept.id, faults=assessed.faults, snapshot=assessed.snapshot, now=now
    )
    gone = _gone(manifest)
    people_said = [life.named(traveller, manifest.function) for traveller in manifest.travellers]
    people_said += [life.named(traveller, manifest.function, gone=True) for traveller in gone]
    said = life.Said(number, head, tuple(people_said))
    now_is = life.life([*lives.history(db, voyage, but=number), said], full_lists=carrier.profile.full_lists)
    travellers = tuple(life.renamed(traveller, now_is.keys[number, traveller.ordinal]) for traveller in manifest.travellers)
    manifest = replace(manifest, travellers=travellers)
    rows = _rename(sitting, voyage, now_is)
    holding = [traveller for traveller in travellers if _holds(now_is, number, traveller)]
    people = found(travellers, assessed, met(sitting, voyage, holding))  # 2
    declared = [one for one in people if _holds(now_is, number, one.declared)]
    former = manifests.aboard(db, voyage, [traveller.key for traveller in travellers])
    silent = answering.tells_nobody(carrier.profile, message.type)
    told = enter(sitting, number, declared, former, voyage=voyage, assessed=assessed, silent=silent, stand=now_is.people)
    others = [traveller for traveller in travellers if not _holds(now_is, number, traveller)]
    lives.mention(db, number, voyage, [*((one, False) for one in others), *((one, True) for one in gone)])
    joined.keep_bookings(db, number, voyage, message.bookings)
    if manifest.function not in life.TAKES_OFF | life.CLOSES:
        told = _in_order(travellers, [*told, *_standing(sitting, others, former)])
    _stand(sitting, voyage, now_is, rows)  # 3
    ask_again(sitting, voyage)
    _word(sitting, voyage, now_is, saved=number, manifest=manifest)
    outcomes = Counter(str(one.assessment.outcome) for one in declared)
    detail = {"voyage": voyage, "function": manifest.function, "outcomes": outcomes, "circumstances": sitting.circumstances.digest}
    events.write(db, Event("manifest.saved", carrier.actor, f"manifest:{number}", detail=detail), at=now)
    events.notify(db, voyage=voyage, version=version)
    _alarm_on_board(sitting, voyage)  # 4
    return Entered(message=message, manifest=manifest, voyage=voyage, told=told, faults=assessed.faults)


def _merge(sitting: Sitting, voyage: int, manifest: Manifest, head: Head) -> None:
    """Bring together the voyage that was changed and what is known of it as changed."""
    db = sitting.db
    former = manifests.former_voyage(db, sitting.carrier.id, voyage, manifest.voyage, head)
    if former is None:
        return
    manifests.hold_voyage(db, former)
    _lapse(sitting, lives.twice_aboard(db, former, voyage, now=sitting.now), "two voyages turned out to be one")
    lives.merge(db, former, voyage)
    events.write(db, Event("voyage.merged", "node", f"voyage:{voyage}", detail={"former": former}), at=sitting.now)


def _gone(manifest: Manifest) -> list[Traveller]:
    """Return whom a message of bookings names as not travelling, each with a place of their own behind those who do."""
    last = max((traveller.ordinal for traveller in manifest.travellers), default=0)
    return [replace(traveller, ordinal=last + n) for n, traveller in enumerate(manifest.withdrawn, 1)]


def _holds(now_is: Life, number: int, traveller: Traveller) -> bool:
    """Whether the word of a list on somebody holds."""
    person = now_is.people.get(now_is.keys[number, traveller.ordinal])
    return person is not None and person.declared == (number, traveller.ordinal)


def _standing(sitting: Sitting, people: Sequence[Traveller], former: Mapping[str, Person]) -> list[Told]:
    """Return what the carrier has been told of people on whom a later list has the word, which came before this one."""
    told = []
    for one in people:
        before = former.get(one.key)
        if before and before.directive:
            told.append(Told(one, before.directive, instruction(before.directive, sitting.contact)))
    return told


def _in_order(travellers: Sequence[Traveller], told: Sequence[Told]) -> tuple[Told, ...]:
    """Return what is told in the order of the list."""
    by_key = {one.traveller.key: one for one in told}
    return tuple(by_key[traveller.key] for traveller in travellers if traveller.key in by_key)


def _rename(sitting: Sitting, voyage: int, now_is: Life) -> dict[str, Row]:
    """Let people go on under the keys that they have now, where a message told who is who, and return the rows of the voyage."""
    db, now = sitting.db, sitting.now
    rows = lives.standing(db, voyage)
    moves = {key: now_is.keys[row.declared] for key, row in rows.items() if now_is.keys.get(row.declared, key) != key}
    for old, new in sorted(moves.items()):
        surplus = lives.rename(db, voyage, old, new, rows=rows, keep=now_is.people[new].declared, now=now)
        _lapse(sitting, surplus, "two declarations turned out to be of one person")
        lives.renamed(db, voyage, old, new)
        rows = lives.standing(db, voyage)
    return rows


def _stand(sitting: Sitting, voyage: int, now_is: Life, before: Mapping[str, Row]) -> None:
    """Let the rows of a voyage say what its messages come to, and note who travels no more."""
    db = sitting.db
    rows = lives.standing(db, voyage)
    again = {key: person.declared for key, person in now_is.people.items() if key not in rows or rows[key].declared != person.declared}
    for key, place in again.items():
        _enter_again(sitting, voyage, key, place)
    if again:
        rows = lives.standing(db, voyage)
    lives.stand(db, rows, now_is.people)
    gone = [key for key, person in now_is.people.items() if person.withdrawn and not (key in before and before[key].withdrawn)]
    if gone:
        aboard = manifests.aboard(db, voyage, gone)
        said = [Event("traveller.withdrawn", sitting.carrier.actor, f"traveller:{aboard[key].traveller_id}") for key in gone]
        events.write(db, *said, at=sitting.now)
        # What an officer decided about them stays, in case they are declared again.
        referred = [person.standing.referral for person in aboard.values() if person.standing.referral]
        _lapse(sitting, referred, "the carrier took the person off")


def assessed_again(sitting: Sitting, saved: manifests.Saved, people: Sequence[Traveller]) -> Assessed:
    """Return what becomes of some people of a list that was saved, by what is in force and known now."""
    manifest = replace(saved.manifest, travellers=tuple(people))
    on = manifest.voyage.arrival_date or sitting.now.date()
    before = known.of_people(sitting.db, manifest.travellers, now=sitting.now)
    past = earlier.past(sitting.db, sitting.carrier.id, manifest, on=on)
    return assess(manifest, sitting.circumstances, on=on, faults=saved.faults, known=before, now=sitting.now, past=past)


def _enter_again(sitting: Sitting, voyage: int, key: str, place: Place) -> None:
    """Enter somebody as an earlier list declared them, on whom no later one has the word any more."""
    db = sitting.db
    saved = manifests.find_manifest(db, place[0])
    declared = life.renamed(lives.declared(db, place), key)
    assessed = assessed_again(sitting, saved, (declared,))
    enter(
        sitting,
        place[0],
        found((declared,), assessed, met(sitting, voyage, (declared,))),
        manifests.aboard(db, voyage, [key]),
        voyage=voyage,
        assessed=assessed,
        silent=answering.tells_nobody(sitting.carrier.profile, saved.envelope.type),
    )


def met(sitting: Sitting, voyage: int, travellers: Sequence[Traveller]) -> Mapping[str, Sequence[Raised]]:
    """Return what stands raised on people of a voyage, by key; what was told of them before they were declared meets them now."""
    standing, new = raised.met(sitting.db, voyage, travellers, now=sitting.now)
    events.write(sitting.db, *(Event("hit.met", "node", f"hit:{hit}", detail={"voyage": voyage}) for hit in new), at=sitting.now)
    return standing


def ask_again(sitting: Sitting, voyage: int) -> int:
    """Enter everybody of a held voyage again who is not asked about exactly what stands raised on them, and return how many they are.

    The carrier is told what differs for it.
    """
    db = sitting.db
    by_list: dict[int, list[Person]] = {}
    keys = raised.out_of_step(db, voyage)
    for person in manifests.aboard(db, voyage, keys).values() if keys else ():
        by_list.setdefault(person.manifest_id, []).append(person)
    for number, people in sorted(by_list.items()):
        saved = manifests.find_manifest(db, number)
        declared = tuple(person.declared for person in people)
        assessed = assessed_again(sitting, saved, declared)
        again = found(declared, assessed, met(sitting, voyage, declared))
        enter_again(sitting, number, again, {person.declared.key: person for person in people}, saved=saved, assessed=assessed)
    return len(keys)


def enter_again(
    sitting: Sitting, number: int, people: Sequence[Found], former: Mapping[str, Person], *, saved: manifests.Saved, assessed: Assessed
) -> None:
    """Enter people of a saved list again, of whom something else is found or asked now, and tell the carrier what differs for it."""
    silent = answering.tells_nobody(sitting.carrier.profile, saved.envelope.type)
    told = enter(sitting, number, people, former, voyage=saved.voyage_id, assessed=assessed, silent=silent)
    corrected = [one for one in told if one.status not in {former[one.traveller.key].directive, "held"}]
    if corrected:
        answering.change(sitting, saved.voyage_id, saved, corrected)


def _word(sitting: Sitting, voyage: int, now_is: Life, *, saved: int, manifest: Manifest) -> None:
    """Write what the messages come to for the voyage as a whole."""
    db = sitting.db
    word = now_is.voyage
    if word is not None and word != lives.word_of(db, voyage):
        said = manifest.voyage if word == saved else manifests.find_manifest(db, word).manifest.voyage
        manifests.word_on_voyage(db, voyage, said, times(said, sitting.circumstances.places, sitting.carrier), now=sitting.now)
    lives.write(db, voyage, now_is, now=sitting.now)


def _alarm_on_board(sitting: Sitting, voyage: int) -> None:
    """Raise an alarm for who is on board unscreened, or against what the carrier was told."""
    for kind, people in lives.amiss(sitting.db, voyage, now=sitting.now).items():
        about, said = f"voyage:{voyage}", {"people": people}
        event = (
            Event("alarm.unscreened", "node", about, detail=said)
            if kind == "unscreened"
            else Event("alarm.against", "node", about, detail=said)
        )
        events.write(sitting.db, event, at=sitting.now)
        events.notify(sitting.db, alarm=kind, voyage=voyage)


def enter(
    sitting: Sitting,
    manifest: int,
    people: Sequence[Found],
    former: Mapping[str, Person],
    *,
    voyage: int,
    assessed: Assessed,
    silent: bool = False,
    stand: Mapping[str, manifests.Stands] | None = None,
) -> tuple[Told, ...]:
    """Enter people under a list, in place of what was known of them, and return what the carrier is told of each now.

    ``assessed`` is the assessment in which they were found: all that it rests on is kept with them. ``silent``: the carrier is told
    nothing of them, but what an officer decided. ``stand`` is where each stands on the voyage, by key; not given: where they stood.

    Referrals are raised, follow their person, or lapse; directives change where they differ from what was said before.
    """
    db, now, circumstances = sitting.db, sitting.now, sitting.circumstances
    entered = [_follow(sitting, one, former.get(one.declared.key), silent=silent) for one in people]
    if stand is None:
        stand = lives.standing(db, voyage) if former else {}
    if again := former.keys() & {one.declared.key for one in people}:
        manifests.supersede(db, voyage, again, now=now)
    basis = bases.keep(db, circumstances.basis.digest, circumstances.basis, now=now)
    assessment = _keep(sitting, manifest, assessed) if people else None
    numbers = manifests.save_people(
        db,
        manifest,
        voyage,
        [one.person for one in entered],
        circumstances.editions,
        stand=stand,
        circumstances=circumstances.digest,
        basis=basis,
        assessment=assessment,
    )
    _refer(sitting, voyage, list(zip(numbers, entered, strict=True)))
    directives: list[tuple[str, int, Status, int | None, int | None]] = []
    changes: list[Event] = []
    told = []
    errors = _errors(assessed.faults)
    for number, one in zip(numbers, entered, strict=True):
        declared, course = one.person.declared, one.person.course
        if one.before is None or (one.before.directive, one.before.standing.decision) != (course.status, course.decision):
            directives.append((declared.key, number, course.status, course.decision, one.at_site))
            if one.before and one.before.directive != course.status:
                detail = {"former": one.before.directive, "new": course.status, "decision": course.decision}
                changes.append(Event("directive.given", "node", f"traveller:{number}", detail=detail))
        if known := one.person.known:
            asked = {"entries": [each.entry_ref for each in known], "decisions": [each.decision_id for each in known]}
            changes.append(Event("match.known", "node", f"traveller:{number}", detail=asked))
        mend = tuple(errors.get(declared.ordinal, ())) or to_mend(one.person.assessment, circumstances.rules)
        told.append(Told(declared, course.status, instruction(course.status, sitting.contact, mend)))
    decisions.direct(db, voyage, directives, now=now)
    events.write(db, *changes, at=now)
    return tuple(told)


def _keep(sitting: Sitting, manifest: int, assessed: Assessed) -> int:
    """Keep what an assessment rests on, what rules in shadow said, and for how many people each rule fired; return its number."""
    db, now, circumstances = sitting.db, sitting.now, sitting.circumstances
    snapshot = assessed.snapshot
    number = rules.keep_assessment(db, manifest, assessed.asked, circumstances.rules, on=snapshot.on, program=snapshot.program, now=now)
    in_shadow = circumstances.shadow.versions
    shadowed = [(ordinal, in_shadow[rule], reason) for ordinal, rule, reason in assessed.shadowed]
    if shadowed:
        rules.keep_shadow(db, number, shadowed)
    count(sitting, assessed)
    return number


def count(sitting: Sitting, assessed: Assessed) -> None:
    """Note for how many people each rule fired, in force and in shadow."""
    circumstances = sitting.circumstances
    versions = circumstances.rules.versions
    fired = {versions[rule]: n for rule, n in life_of_rules.fired(assessed.assessments).items() if rule in versions}
    fired |= Counter(circumstances.shadow.versions[rule] for _, rule, _ in assessed.shadowed)
    rules.count(sitting.db, len(assessed.asked), (circumstances.rules, circumstances.shadow), fired, now=sitting.now)


@dataclass(frozen=True, slots=True)
class Found:
    """A person as declared, with all that was found and what is asked of an officer."""

    declared: Traveller
    screening: Screening
    assessment: Assessment
    questions: Questions
    known: tuple[Known, ...]  # the hits that ask nothing, since an officer has answered before
    raised: Sequence[Raised] = ()  # by hand or by other systems; their questions are among those asked


def found(travellers: Sequence[Traveller], assessed: Assessed, standing: Mapping[str, Sequence[Raised]]) -> list[Found]:
    """Return what was found on each of the people who were assessed; ``standing`` is what stands raised on some of them, by key."""
    columns = (travellers, assessed.screenings, assessed.assessments, assessed.questions, assessed.known)
    people = [Found(*one) for one in zip(*columns, strict=True)]
    return [
        replace(one, raised=own, questions=one.questions | inspection.codes(own)) if (own := standing.get(one.declared.key)) else one
        for one in people
    ]


@dataclass(frozen=True, slots=True)
class Followed:
    """A person to be saved, and who they were before."""

    person: Screened
    before: Person | None
    at_site: int | None  # the course at the site that what the carrier is told rests on


def _follow(sitting: Sitting, one: Found, before: Person | None, *, silent: bool) -> Followed:
    standing = replace(before.standing, same_person=identity(before.declared) == identity(one.declared)) if before else None
    course = inspection.course(one.assessment, one.questions, standing, sitting.carrier.referred, one.raised)
    at_site = before.at_site if before and before.directive else None
    if before and before.directive and at_site is not None:  # what was recorded at the site stands, whatever a list says
        course = replace(course, status=before.directive, decision=None)
    elif silent and course.decision is None:
        course = replace(course, status="held")
    person = Screened(
        declared=one.declared,
        screening=one.screening,
        assessment=one.assessment,
        questions=one.questions,
        course=course,
        known=one.known,
    )
    return Followed(person, before, at_site)


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


def _lapse(sitting: Sitting, lapsed: Sequence[int], why: str) -> None:
    for referral, version in referrals.lapse(sitting.db, lapsed, now=sitting.now):
        events.write(sitting.db, Event("referral.lapsed", "node", f"referral:{referral}", detail={"why": why}), at=sitting.now)
        events.notify(sitting.db, referral=referral, version=version)


def _errors(faults: Sequence[Fault]) -> dict[int, list[str]]:
    """Return in plain words what the carrier must mend about each person, by their place in the list."""
    found: dict[int, list[str]] = {}
    for fault in faults:
        if fault.traveller is not None and fault.severity == Severity.ERROR:
            found.setdefault(fault.traveller, []).append(fault.detail)
    return found
