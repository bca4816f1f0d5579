"""People of the demo who are at the site already when it opens: one in each part of a course, with goods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from preclear import clearance
from preclear.clearance import encountering
from preclear.clearance.encountering import Arrival
from preclear.demo.example import example
from preclear.demo.lives import World
from preclear.inspection import Officer
from preclear.inspection.encounter import next_steps
from preclear.node import Node
from preclear.store import encounters, officers, pages

REASON = "A box of untreated wood that was not declared."
GIVEN: Mapping[str, Mapping[str, str]] = {
    "refer": {"reason": REASON},
    "clear": {"identity_verified": "yes"},
    "propose_refusal": {"reason": "The visa does not cover this journey."},
    "detain_for_offence": {"ground": "believe_offence"},
    "leave": {"identity_answered": "yes", "reason_answered": "yes", "directions_followed": "yes"},
}
COURSES = (  # after entering, of one person each; three minutes a step
    ("begin_primary", "clear", "board"),
    ("begin_primary", "refer", "begin_secondary"),
    ("begin_primary", "refer", "begin_secondary", "propose_refusal"),
    ("begin_primary", "withdraw"),
    ("begin_primary", "withdraw", "leave"),
    ("begin_primary", "detain_for_offence"),
    ("begin_primary",),
)
EACH = timedelta(minutes=3)


def visit(node: Node, made: World) -> None:
    """Send the example's list, and let some of its people go through the area."""
    sent = example(made)
    clearance.receive(node, sent.message, carrier=sent.truth.carrier, transport="http", now=made.now)
    with node.pool.connection() as db:
        staff = officers.all_open(db)
        by = next(one for one in staff if "secondary" in one.roles)
        voyage = next(row for row in pages.board(db, by, made.now) if row.designator == sent.truth.voyage)
        people = [person for person in pages.people(db, voyage.id) if not person.attention]
        rows = [pages.traveller(db, person.id, ()) for person in people[: len(COURSES)]]
        keys = [(row.id, row.key) for row in rows if encounters.current(db, voyage.id, row.key) is None]  # an earlier run's stay
    for (traveller, key), names in zip(keys, COURSES, strict=False):
        arrival = Arrival(voyage=voyage.id, key=key, traveller=traveller, site=voyage.departure or "", mode=voyage.mode)
        _walk(node, arrival, names, by, made.now)


def _walk(node: Node, arrival: Arrival, names: tuple[str, ...], by: Officer, now: datetime) -> None:
    at = now - EACH * (len(names) + 1)
    number = encountering.receive_person(
        node, arrival, step="enter", given={"identification": "photo"}, place="area", by=by, now=now, at=at
    )
    for name in names:
        at += EACH
        with node.pool.connection() as db:
            course = encounters.find(db, number).course
        step = next(step for step in next_steps(course) if step.name == name)
        encountering.go_on(node, number, name, actor=step.actors[0], place=step.places[0], given=GIVEN.get(name, {}), by=by, now=now, at=at)
    if "begin_secondary" in names:
        box = encountering.tie(node, number, kind="goods", type_="other", tag=f"W-{number:04}", description="Wooden box", by=by, now=now)
        encountering.pass_custody(node, box, "detain", actor="preclearance_officer", place="area", given={"reason": REASON}, by=by, now=now)
    elif "withdraw" not in names:
        encountering.tie(node, number, kind="bag", type_="other", tag=f"022{number:07}", description="Blue suitcase", by=by, now=now)
