"""People sent on to an officer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row

from preclear.errors import Conflict, NotFound
from preclear.inspection import Case, Course, Kind, Questions, Referred, State
from preclear.store import sql
from preclear.store.pool import Database

SQL = sql.load("referrals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One person sent on, and who works it."""

    id: int
    voyage_id: int
    carrier_id: str
    key: str
    traveller_id: int
    kind: Kind
    severity: int
    state: State
    questions: list[str]
    version: int
    raised_at: datetime
    taken_by: int | None
    proposal_id: int | None  # the decision that proposes a refusal, while it waits for a second officer
    proposed_by: int | None
    departure: str | None
    arrival: str | None
    shown_to: Mapping[str, Sequence[str]]  # entries of lists that only some roles see, with those

    @property
    def subject(self) -> str:
        """How events name this referral."""
        return f"referral:{self.id}"

    @property
    def case(self) -> Case:
        """The referral as the rules on deciding see it."""
        return Case(
            state=self.state,
            questions=frozenset(self.questions),
            taken_by=self.taken_by,
            proposed_by=self.proposed_by,
            places=frozenset(filter(None, (self.departure, self.arrival))),
            shown_to={ref: frozenset(roles) for ref, roles in self.shown_to.items()},
        )


def open_one(db: Database, voyage: int, key: str, referred: Referred, *, traveller: int, questions: Questions, now: datetime) -> int:
    """Open the referral of a person of a voyage, about a declaration, and return its number."""
    columns = {
        "voyage": voyage,
        "key": key,
        "traveller": traveller,
        "kind": referred.kind,
        "severity": referred.severity,
        "questions": sorted(questions),
        "now": now,
    }
    return _number(db.execute(SQL["open_one"], columns).fetchone())


def carry(db: Database, number: int, *, traveller: int, course: Course, questions: Questions) -> int:
    """Let a referral follow its person to a newer declaration, and return its version; something new asked starts it again."""
    referred = course.referred
    columns = {
        "id": number,
        "traveller": traveller,
        "kind": referred and referred.kind,
        "severity": referred and referred.severity,
        "questions": sorted(questions),
        "reopened": course.reopened,
    }
    return _number(db.execute(SQL["carry"], columns).fetchone())


def lapse(db: Database, numbers: Iterable[int], *, now: datetime) -> Sequence[tuple[int, int]]:
    """End referrals that ask nothing any more, or whose person does not travel; return number and version of each."""
    return db.execute(SQL["lapse"], {"ids": list(numbers), "now": now}).fetchall()


def find(db: Database, number: int) -> Referral:
    """Return a referral. Raises ``NotFound``."""
    with db.cursor(row_factory=class_row(Referral)) as cursor:
        found = cursor.execute(SQL["find"], {"id": number}).fetchone()
    if found is None:
        raise NotFound("there is no such referral")
    return found


def hold(db: Database, number: int, version: int | None) -> Referral:
    """Return a referral and hold it and its voyage until the transaction ends.

    Raises ``NotFound``, or ``Conflict`` when it is not at the version that the caller has seen (None: the caller has seen none).
    The voyage is held first, as when a manifest is saved, so that neither waits for the other for ever.
    """
    db.execute(SQL["hold"], {"id": number})
    referral = find(db, number)
    if version is not None and referral.version != version:
        raise Conflict("this referral has changed since it was shown; look at it again", code="changed")
    return referral


def change(db: Database, referral: Referral, *, state: State, taken_by: int | None, now: datetime) -> int:
    """Note a referral's new state and who works it now, and return its new version."""
    columns = {"id": referral.id, "state": state, "taken_by": taken_by, "closes": state in {"closed", "lapsed"}, "now": now}
    return _number(db.execute(SQL["change"], columns).fetchone())


def _number(row: tuple[Any, ...] | None) -> int:
    if row is None:
        raise NotFound("there is no such referral")
    return int(row[0])
