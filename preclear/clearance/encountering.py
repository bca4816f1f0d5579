"""A person at the site: the course is opened and goes on step by step, what is done under a power is recorded, goods change hands.

Each function is one transaction with its events. What the law does not give is refused here with its reason, and by the database anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from preclear.audit import Event
from preclear.clearance import answering
from preclear.clearance.desk import Desk
from preclear.clearance.sitting import Sitting
from preclear.clearance.told import Told, instruction
from preclear.errors import Conflict, NotPermitted
from preclear.inspection import Officer, Status
from preclear.inspection import custody as passing
from preclear.inspection.custody_steps import NOTICES
from preclear.inspection.declaration import Declaration, Estimate, estimate
from preclear.inspection.declaration_policy import load, party_of
from preclear.inspection.encounter import Encounter, after, facts_of, take
from preclear.inspection.encounter_steps import CA, INSPECTS, NOT_TO_BOARD, US, Direction, State
from preclear.inspection.powers import Answer, Question, may
from preclear.places import Site, SiteKind
from preclear.store import carriers, custody, decisions, encounters, events, manifests
from preclear.store.encounters import Visit
from preclear.store.pool import Database

SENIOR = frozenset({"secondary", "supervisor"})
OF_SECONDARY = frozenset({"secondary", "held", "refusal_proposed", "reported"})  # states from which a senior officer acts
ALWAYS = frozenset({"withdraw", "detain_for_offence", "detain_for_public_health", "detain"})  # steps that wait for nobody's rank
PARTIES: Mapping[tuple[str, str], Direction] = {("USA", "CAN"): US, ("CAN", "USA"): CA}  # inspecting and host party
TO: Mapping[Direction, str] = {US: "USA", CA: "CAN"}  # the country that is told what is brought


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody who comes to a site: who, for which voyage, where."""

    voyage: int
    key: str  # the person, across amendments
    traveller: int
    site: str  # code of the place
    mode: str
    in_transit: bool = False


def direction_of(site: Site | None) -> Direction | None:
    """Return whose officers inspect whose side by the law that is known here; None where no preclearance is done by it."""
    return PARTIES.get((site.inspecting_party, site.host_party)) if site and site.kind is SiteKind.PRECLEARANCE else None


def receive_person(
    node: Desk, arrival: Arrival, *, step: str, given: Mapping[str, str], place: str, by: Officer, now: datetime, at: datetime | None = None
) -> int:
    """Open the course of somebody who enters, with its first step, and return its number.

    Raises ``Conflict`` where a course has not ended, ``NotPermitted`` where the site is under no law that is known here.
    """
    known = node.circumstances.places.find(arrival.site, now.date())
    direction = direction_of(known.site if known else None)
    if direction is None:
        raise NotPermitted("No preclearance is done at this place by a law that is known here", code="enc-no-site")
    course = Encounter(direction=direction, mode=arrival.mode, in_transit=arrival.in_transit)
    taken = take(course, step, actor="traveller", officer=by.id, place=place, at=at or now, now=now, given=given)
    with node.pool.connection() as db:
        former = encounters.current(db, arrival.voyage, arrival.key, hold=True)
        if former is not None and not encounters.find(db, former).course.ended:
            raise Conflict("This person's course has been opened already")
        number = encounters.begin(
            db,
            voyage=arrival.voyage,
            key=arrival.key,
            traveller=arrival.traveller,
            site=arrival.site,
            course=course,
            officer=by.id,
            now=now,
        )
        encounters.record(db, number, 1, taken, now=now)
        subject = f"encounter:{number}"
        detail = {"traveller": arrival.traveller, "site": arrival.site, "direction": direction, "step": step, "section": taken.section}
        events.write(db, Event("encounter.opened", by.actor, subject, detail=detail), at=now)
        events.notify(db, encounter=number, version=1)
    return number


def go_on(
    node: Desk,
    encounter: int,
    step: str,
    *,
    actor: str,
    place: str,
    given: Mapping[str, str],
    by: Officer,
    now: datetime,
    at: datetime | None = None,
    seen: int | None = None,
) -> Encounter:
    """Record a step, and return the course as it is then. ``seen`` is how many steps the officer saw.

    Raises ``Conflict`` where somebody recorded another meanwhile, ``NotPermitted`` with a code where the law or the duties say no.
    """
    with node.pool.connection() as db:
        visit = _held(db, encounter, by)
        course = visit.course
        if seen is not None and seen != len(course.steps):
            raise Conflict("Somebody recorded another step meanwhile")
        if course.state in OF_SECONDARY and step not in ALWAYS and by.roles.isdisjoint(SENIOR):
            raise NotPermitted("A secondary officer or a supervisor does this", code="enc-senior")
        taken = take(course, step, actor=actor, officer=by.id, place=place, at=at or now, now=now, given=given)
        encounters.record(db, encounter, len(course.steps) + 1, taken, now=now)
        detail = {"step": step, "from": taken.start, "to": taken.end, "section": taken.section, "place": place, "actor": actor}
        events.write(db, Event("encounter.step", by.actor, visit.subject, detail=detail), at=now)
        events.notify(db, encounter=encounter, version=len(course.steps) + 1)
        _tell(node, db, visit, taken.end, now=now)
    return after(course, taken)


def _tell(node: Desk, db: Database, visit: Visit, state: State, *, now: datetime) -> None:
    """Tell the carrier what the course comes to, where it has been told otherwise: silence would leave it with leave to board.

    Whoever withdraws, is found inadmissible, is delivered or leaves does not board. Who then comes again and is cleared may, unless an
    officer still has to look at them.
    """
    person = manifests.aboard(db, visit.voyage_id, [visit.key]).get(visit.key)
    if person is None or (state != "cleared" and state not in NOT_TO_BOARD):
        return
    status: Status = "do_not_board"
    if state == "cleared":
        if person.at_site is None:
            return
        status = "board" if person.standing.referral is None else "contact"
    if status == person.directive and (person.at_site is not None or person.standing.decision is not None):
        return
    carrier = carriers.find(db, manifests.hold_voyage(db, visit.voyage_id))
    rests_on = visit.id if status == "do_not_board" else None
    decisions.direct(db, visit.voyage_id, [(visit.key, person.traveller_id, status, None, rests_on)], now=now)
    detail = {"former": person.directive, "new": status, "encounter": visit.id}
    events.write(db, Event("directive.given", "node", f"traveller:{person.traveller_id}", detail=detail), at=now)
    sitting = Sitting(db, carrier, node.circumstances, node.settings.contact, now)
    told = Told(person.declared, status, instruction(status, sitting.contact))
    answering.change(sitting, visit.voyage_id, manifests.find_manifest(db, person.manifest_id), [told])
    events.notify(db, voyage=visit.voyage_id, version=manifests.touch_voyage(db, visit.voyage_id))


def asked(course: Encounter, action: str, *, grounds: frozenset[str], facts: Mapping[str, str], subject: str = "traveller") -> Question:
    """Return the question whether the inspecting officer may do something to this person now; what the course knows is told with it."""
    return Question(
        direction=course.direction,
        actor=INSPECTS[course.direction][0],
        place=course.place or "",
        phase=course.phase or "",
        action=action,
        subject=subject,
        grounds=grounds,
        facts={**facts, **facts_of(course)},
    )


def use_power(
    node: Desk,
    encounter: int,
    action: str,
    *,
    grounds: frozenset[str],
    facts: Mapping[str, str],
    note: str | None,
    by: Officer,
    now: datetime,
    subject: str = "traveller",
) -> Answer:
    """Record that a power was used, where the law gives it now; return its answer. One that is not permitted has recorded nothing."""
    with node.pool.connection() as db:
        visit = _held(db, encounter, by)
        question = asked(visit.course, action, grounds=grounds, facts=facts, subject=subject)
        answer = may(question, node.powers, now.date())
        if not answer.permitted or visit.course.ended or visit.course.phase is None:
            return replace(answer, permitted=False)
        encounters.act(
            db,
            encounter,
            action,
            actor=question.actor,
            officer=by.id,
            place=question.place,
            at=now,
            section=answer.sections[0],
            grounds=sorted(grounds),
            note=note,
            now=now,
        )
        detail = {"action": action, "section": answer.sections[0], "grounds": sorted(grounds)}
        events.write(db, Event("encounter.act", by.actor, visit.subject, detail=detail), at=now)
    return answer


def tie(node: Desk, encounter: int, *, kind: str, type_: str, tag: str, description: str, by: Officer, now: datetime) -> int:
    """Tie a bag (with its tag) or anything else to a person, and return its number. Raises ``Conflict`` for a tag that is taken."""
    with node.pool.connection() as db:
        visit = _held(db, encounter, by)
        things = custody.things(db, encounter, visit.course.direction)
        if any(thing.tag == tag for thing in things):
            raise Conflict("This tag is tied already")
        number = custody.tie(db, encounter, kind=kind, type=type_, tag=tag, description=description, officer=by.id, now=now)
        checked = kind == "bag"
        _pass(
            db,
            visit,
            custody.Thing(
                id=number,
                tag=tag,
                description=description,
                tied_at=now,
                chain=passing.Goods(kind=kind, type=type_, direction=visit.course.direction),  # type: ignore[arg-type]  # checked by the form and the database
                officers=(),
                notices=(),
            ),
            "check_in" if checked else "carry",
            actor="carrier" if checked else "traveller",
            place=visit.course.place or "",
            given={},
            by=by,
            now=now,
        )
        events.write(db, Event("goods.tied", by.actor, f"goods:{number}", detail={"encounter": encounter, "kind": kind}), at=now)
    return number


def pass_custody(node: Desk, goods: int, step: str, *, actor: str, place: str, given: Mapping[str, str], by: Officer, now: datetime) -> int:
    """Record that custody of something passed, and return whose course it belongs to. Raises ``NotPermitted`` with a code."""
    with node.pool.connection() as db:
        visit, thing = _goods(db, goods, by)
        _pass(db, visit, thing, step, actor=actor, place=place, given=given, by=by, now=now)
    return visit.id


def give_notice(
    node: Desk,
    goods: int,
    kind: str,
    *,
    language: str,
    reasons: str,
    requirements: str | None,
    remedy: str | None,
    by: Officer,
    now: datetime,
) -> int:
    """Keep the written notice that a traveller is given before goods are seized, and return whose course it belongs to."""
    if kind not in NOTICES:
        raise NotPermitted("There is no such notice", code="goods-notice")
    with node.pool.connection() as db:
        visit, _ = _goods(db, goods, by)
        custody.give_notice(
            db, goods, kind, language=language, reasons=reasons, requirements=requirements, remedy=remedy, officer=by.id, now=now
        )
        events.write(db, Event("goods.noticed", by.actor, f"goods:{goods}", detail={"kind": kind, "language": language}), at=now)
    return visit.id


def declare(
    node: Desk, *, voyage: int, key: str, encounter: int | None, direction: Direction, declaration: Declaration, by: Officer, now: datetime
) -> Estimate:
    """Keep what a traveller declares, ahead (``encounter`` None) or at primary, and return what follows.

    Raises ``NotPermitted`` after withdrawal, and where no amounts are known for the day.
    """
    amounts = load(node.settings.policy("goods")).of(TO[direction], now.date())
    if amounts is None:
        raise NotPermitted("No amounts are known for this day", code="decl-no-amounts")
    follows = estimate(declaration, amounts)
    with node.pool.connection() as db:
        if encounter is not None and _held(db, encounter, by).course.phase != "in_process":
            raise NotPermitted("Nobody declares anything here", code="decl-too-late")
        number = custody.declare(
            db,
            voyage=voyage,
            key=key,
            encounter=encounter,
            party=party_of(amounts),
            declaration=declaration,
            estimate=follows,
            officer=by.id,
            now=now,
        )
        subject = f"encounter:{encounter}" if encounter else f"voyage:{voyage}"
        detail = {"declaration": number, "findings": list(follows.findings), "made": "primary" if encounter else "ahead"}
        events.write(db, Event("declaration.made", by.actor, subject, detail=detail), at=now)
    return follows


def complain(node: Desk, encounter: int, *, kind: str, event: str | None, words: str, language: str, by: Officer, now: datetime) -> int:
    """Keep what a traveller complains of, or asks to have put right, and return its number."""
    with node.pool.connection() as db:
        visit = _held(db, encounter, by)
        number = custody.complain(db, encounter, kind=kind, event=event, words=words, language=language, officer=by.id, now=now)
        events.write(
            db, Event("complaint.made", by.actor, visit.subject, detail={"complaint": number, "kind": kind, "event": event}), at=now
        )
    return number


def _held(db: Database, encounter: int, by: Officer) -> Visit:
    return encounters.find(db, encounter, sorted(by.sites), hold=True)


def _goods(db: Database, goods: int, by: Officer) -> tuple[Visit, custody.Thing]:
    visit = _held(db, custody.encounter_of(db, goods), by)
    return visit, next(thing for thing in custody.things(db, visit.id, visit.course.direction) if thing.id == goods)


def _pass(
    db: Database,
    visit: Visit,
    thing: custody.Thing,
    step: str,
    *,
    actor: str,
    place: str,
    given: Mapping[str, str],
    by: Officer,
    now: datetime,
) -> None:
    moved = passing.move(thing.chain, step, state=visit.course.state, actor=actor, officer=by.id, place=place, at=now, now=now, given=given)
    custody.record(db, thing.id, len(thing.chain.steps) + 1, moved, now=now)
    detail = {"step": step, "from": moved.start, "to": moved.end, "section": moved.section, "encounter": visit.id}
    events.write(db, Event("goods.moved", by.actor, f"goods:{thing.id}", detail=detail), at=now)
    events.notify(db, encounter=visit.id)
