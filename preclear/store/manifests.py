"""Voyages, the lists declared for them, their people, and what was found on each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from preclear.inspection import Course, Known, Questions, Standing, Status
from preclear.manifest import Fault, Manifest, NotScreened, Traveller, Voyage
from preclear.manifest.life import Head, which_voyage
from preclear.matching import DEADLINE, Hit, resemblance
from preclear.messages import Envelope, Message
from preclear.rules import Assessment, Outcome
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read, text

SQL = sql.load("manifests")
LIVES = sql.load("lives")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The instants of a voyage, as far as its places and clocks are known."""

    departs_at: datetime | None
    arrives_at: datetime | None
    answer_due: datetime | None  # by when everyone is to be answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who is on a voyage now, and where they stand."""

    traveller_id: int
    manifest_id: int
    declared: Traveller
    withdrawn: bool
    outcome: Outcome
    circumstances: str  # digest of the lists and rules under which the outcome last held
    directive: Status | None  # what the carrier has been told
    at_site: int | None  # the course at the site that says so, whatever else is declared or found
    standing: Standing  # as if nothing were declared differently


class Stands(Protocol):
    """Where somebody stands on a voyage, as its messages come to."""

    @property
    def withdrawn(self) -> bool:
        """Does not travel."""
        ...

    @property
    def checked_in(self) -> bool:
        """Has been said to have checked in."""
        ...

    @property
    def on_board(self) -> bool | None:
        """None: the voyage is not closed out."""
        ...

    @property
    def stranger(self) -> bool:
        """On board, and never declared before."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """One person of a list with all that was found: what one row of ``traveller`` and its hits hold."""

    declared: Traveller
    screening: Sequence[Hit] | NotScreened
    assessment: Assessment
    questions: Questions
    course: Course
    known: Sequence[Known] = ()  # which of the hits an officer has answered before

    @property
    def hits(self) -> Sequence[Hit]:
        """The hits; none for somebody who could not be screened."""
        return () if isinstance(self.screening, NotScreened) else self.screening

    @property
    def late(self) -> bool:
        """Whether the time was over before this person could be screened."""
        return isinstance(self.screening, NotScreened) and self.screening.code == DEADLINE.code


def enter_voyage(
    db: Database, carrier: str, voyage: Voyage, times: Times, *, function: str, said_at: datetime | None, now: datetime
) -> tuple[int, int]:
    """Return the number and version of the voyage that a list is about. Others who change it wait until this transaction ends.

    It may be one that was known by another key: with less known of it, or before its places or times were changed.
    """
    db.execute(LIVES["in_order"], {"named": f"{carrier}/{voyage.designator}"})
    number = _known_voyage(db, carrier, voyage, function, said_at)
    if number is None:
        number, version = _one(db.execute(SQL["enter_voyage"], _voyage_columns(voyage, times, now) | {"carrier": carrier}).fetchone())
    else:
        version = touch_voyage(db, number)
    db.execute(LIVES["add_key"], {"carrier": carrier, "key": voyage.key, "voyage": number})
    return number, version


def word_on_voyage(db: Database, number: int, voyage: Voyage, times: Times, *, now: datetime) -> None:
    """Note a voyage's places and times as the list says them whose word on them holds."""
    db.execute(SQL["word"], _voyage_columns(voyage, times, now) | {"id": number})


def _known_voyage(db: Database, carrier: str, voyage: Voyage, function: str, said_at: datetime | None) -> int | None:
    row = db.execute(LIVES["voyage_of_key"], {"carrier": carrier, "key": voyage.key}).fetchone()
    if row is not None:
        return int(row[0])
    leg = voyage.border or (voyage.legs[0] if voyage.legs else None)
    day = (leg and leg.departs) or said_at
    return which_voyage(voyage, function, _near(db, carrier, voyage, day)) if day else None


def former_voyage(db: Database, carrier: str, number: int, voyage: Voyage, head: Head) -> int | None:
    """Return the other voyage that a change of a flight was about, where the new places or times were known before the change was.

    Not where something had been said of the new ones before: then two voyages bear them.
    """
    leg = voyage.border or (voyage.legs[0] if voyage.legs else None)
    heads = [read(Head, one) for _, one in db.execute(LIVES["heads"], {"voyage": number, "but": 0}).fetchall()]
    if leg is None or leg.departs is None or any(one.order < head.order for one in heads):
        return None
    return which_voyage(voyage, head.function, [one for one in _near(db, carrier, voyage, leg.departs) if one[0] != number])


def _near(db: Database, carrier: str, voyage: Voyage, day: datetime) -> list[tuple[int, Voyage, bool]]:
    found = db.execute(LIVES["near"], {"carrier": carrier, "designator": voyage.designator, "day": day}).fetchall()
    return [(number, read(Voyage, record), changed) for number, record, changed in found]


def _voyage_columns(voyage: Voyage, times: Times, now: datetime) -> dict[str, Any]:
    leg = voyage.border or (voyage.legs[0] if voyage.legs else None)
    return {
        "key": voyage.key,
        "designator": voyage.designator,
        "mode": voyage.mode,
        "departure": leg and leg.departure,
        "arrival": leg and leg.arrival,
        "departs_local": leg and leg.departs,
        "arrives_local": leg and leg.arrives,
        "departs_at": times.departs_at,
        "arrives_at": times.arrives_at,
        "answer_due": times.answer_due,
        "record": jsonb(voyage),
        "now": now,
    }


def touch_voyage(db: Database, number: int) -> int:
    """Give a voyage its next version, so that pages show it anew, and return it."""
    (version,) = _one(db.execute(SQL["touch_voyage"], {"id": number}).fetchone())
    return int(version)


def aboard(db: Database, voyage: int, keys: Iterable[str] | None = None) -> dict[str, Person]:
    """Return who is on a voyage now, by key: those of these keys, or everyone."""
    wanted = None if keys is None else list(keys)
    return {row[0]: _person(row) for row in db.execute(SQL["aboard"], {"voyage": voyage, "keys": wanted}).fetchall()}


def save_manifest(
    db: Database, voyage: int, message: Message, head: Head, *, raw_message: int, faults: Sequence[Fault], snapshot: Any, now: datetime
) -> int:
    """Save the list of a message without its people, and return its number."""
    manifest = message.manifest
    if manifest is None:
        raise ValueError("this message holds no list")
    columns = {
        "raw_message": raw_message,
        "message": message.number,
        "voyage": voyage,
        "function": manifest.function,
        "reference": manifest.transaction,
        "travellers": len(manifest.travellers),
        "record": jsonb(replace(manifest, travellers=())),
        "envelope": jsonb(message.envelope),
        "faults": jsonb(tuple(faults)),
        "snapshot": jsonb(snapshot),
        "head": jsonb(head),
        "now": now,
    }
    (number,) = _one(db.execute(SQL["save_manifest"], columns).fetchone())
    return int(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A saved list: without its people, but with what an answer to it must echo."""

    voyage_id: int
    carrier_id: str
    manifest: Manifest
    envelope: Envelope
    faults: tuple[Fault, ...]


def find_manifest(db: Database, number: int) -> Saved:
    """Return a saved list."""
    voyage, carrier, record, envelope, faults = _one(db.execute(SQL["find_manifest"], {"id": number}).fetchone())
    return Saved(
        voyage_id=voyage,
        carrier_id=carrier,
        manifest=read(Manifest, record),
        envelope=read(Envelope, envelope),
        faults=read(tuple[Fault, ...], faults),
    )


def supersede(db: Database, voyage: int, keys: Iterable[str], *, now: datetime) -> None:
    """Note that these people of a voyage have a newer declaration or assessment, which is about to be saved."""
    db.execute(SQL["supersede"], {"voyage": voyage, "keys": list(keys), "now": now})


def save_people(
    db: Database,
    manifest: int,
    voyage: int,
    people: Sequence[Screened],
    editions: Mapping[str, int],
    *,
    stand: Mapping[str, Stands],
    circumstances: str,
    basis: str,
    assessment: int | None,
) -> tuple[int, ...]:
    """Save people with their assessments and hits, and return their numbers, in order.

    ``editions`` gives the number of each list edition that a hit may name, ``stand`` where each stands, by key; of who is not there nothing
    is known yet. Who was not reached in time is saved as assessed under no
    circumstances, so that they are screened again soon.
    """
    numbers = _reserve(db, "traveller", len(people))
    with db.cursor() as cursor:
        with cursor.copy(SQL["copy_travellers"]) as copy:
            for number, person in zip(numbers, people, strict=True):
                stands = _stands(stand.get(person.declared.key))
                resting = ("" if person.late else circumstances, basis, assessment)
                copy.write_row((number, manifest, voyage, *_columns(person), *stands, *resting))
        with cursor.copy(SQL["copy_hits"]) as copy:
            for number, person in zip(numbers, people, strict=True):
                answered = {one.entry_ref: (one.id, one.decision_id) for one in person.known}
                for hit in person.hits:
                    found = (editions[hit.edition], hit.entry, hit.score, hit.name, text(hit.reasons), text(hit.compared))
                    copy.write_row((number, *found, *answered.get(hit.entry, (None, None))))
    return numbers


def still_to_travel(db: Database, circumstances: Sequence[str], *, now: datetime, limit: int = 1) -> tuple[int, ...]:
    """Return voyages that have not departed, with people whose outcome rests on other lists or rules than any of these; the next first."""
    wanted = {"circumstances": list(circumstances), "now": now, "limit": limit}
    return tuple(row[0] for row in db.execute(SQL["still_to_travel"], wanted).fetchall())


def confirm_circumstances(db: Database, voyage: int, keys: Iterable[str], circumstances: str) -> None:
    """Note that these people's outcome is the same under other lists or rules."""
    db.execute(SQL["confirm_circumstances"], {"voyage": voyage, "keys": list(keys), "circumstances": circumstances})


def hold_voyage(db: Database, number: int) -> str:
    """Hold a voyage until the transaction ends, and return its carrier."""
    (carrier,) = _one(db.execute(SQL["hold_voyage"], {"id": number}).fetchone())
    return str(carrier)


def _stands(person: Stands | None) -> tuple[bool, bool, bool | None, bool]:
    return (person.withdrawn, person.checked_in, person.on_board, person.stranger) if person else (False, False, None, False)


def _columns(person: Screened) -> tuple[Any, ...]:
    declared, assessment = person.declared, person.assessment
    passport = declared.passport
    return (
        declared.ordinal,
        declared.key,
        declared.role,
        declared.family_name,
        declared.given_names,
        None if declared.birth_date is None else str(declared.birth_date),
        declared.nationality,
        passport and passport.number,
        declared.seat,
        text(declared),
        assessment.outcome,
        text(assessment.reasons),
        text(assessment.undecided),
        text(person.screening) if isinstance(person.screening, NotScreened) else None,
        sorted(assessment.needs),
        sorted(person.questions),
        sorted(assessment.throttled),
        resemblance.folded(declared),
        resemblance.numbers(declared),
    )


def _person(row: tuple[Any, ...]) -> Person:
    _, number, manifest, record, withdrawn, outcome, circumstances, asked, referral, state, status, decision, found, at_site = row
    return Person(
        traveller_id=number,
        manifest_id=manifest,
        declared=read(Traveller, record),
        withdrawn=withdrawn,
        outcome=outcome,
        circumstances=circumstances,
        directive=status,
        at_site=at_site,
        standing=Standing(
            same_person=True,
            questions=frozenset(asked),
            referral=referral,
            state=state,
            decided=status if decision is not None else None,
            decision=decision,
            found=frozenset(found or ()),
        ),
    )


def _reserve(db: Database, table: str, count: int) -> tuple[int, ...]:
    """Take so many numbers of a table at once."""
    return tuple(row[0] for row in db.execute(SQL["reserve"], {"table": table, "count": count}).fetchall())


def _one(row: tuple[Any, ...] | None) -> tuple[Any, ...]:
    if row is None:
        raise LookupError("a row that must be there is not")
    return row
