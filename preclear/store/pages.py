"""The read side of the officers' pages, and drafts. Each function takes the sites of the officer who looks: none is every site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from psycopg.rows import class_row

from preclear.errors import NotFound
from preclear.inspection import Officer
from preclear.manifest import Fault, NotScreened, Reason, Traveller
from preclear.matching import Compared
from preclear.rules import Undecided
from preclear.store import acting, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

SQL = sql.load("pages")
PAGE = 100  # quiet people a page; those who need a person are always all there
TO_ANSWER = ("board", "do_not_board")  # directives that answer for good

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page."""

    referrals: int
    unreadable: int
    alarms: int
    next_place: str | None
    lists: int
    entries: int
    newest: date | None
    expired: int  # lists in force whose last day has passed


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A voyage on the board, with its people counted."""

    id: int
    version: int
    carrier_id: str
    carrier: str
    designator: str
    mode: str
    departure: str | None
    arrival: str | None
    departs_local: datetime | None
    departs_at: datetime | None
    arrives_at: datetime | None
    answer_due: datetime | None
    travellers: int
    answered: int
    held: int
    match: int
    document: int
    rule: int
    manual: int
    external: int
    not_screened: int
    incomplete: int
    owners: list[str] | None
    mine: int
    taken: int
    free: int | None
    silent: int

    @property
    def referred(self) -> int:
        """How many people wait for an officer."""
        return self.match + self.document + self.rule + self.manual + self.external + self.not_screened

    @property
    def waiting(self) -> int:
        """How many people have no final answer."""
        return self.travellers - self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A message that could not be read."""

    id: int
    carrier_id: str
    carrier: str
    received_at: datetime
    size: int
    transport: str
    faults: Any
    seen_at: datetime | None
    seen_by: str | None

    @property
    def found(self) -> tuple[Fault, ...]:
        """What is wrong with it."""
        return read(tuple[Fault, ...], self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoyageRow:
    """One voyage."""

    id: int
    version: int
    carrier_id: str
    carrier: str
    designator: str
    mode: str
    departure: str | None
    arrival: str | None
    departs_local: datetime | None
    arrives_local: datetime | None
    departs_at: datetime | None
    arrives_at: datetime | None
    answer_due: datetime | None
    late_alarm_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person in the list of a voyage."""

    id: int
    ordinal: int
    role: str
    family_name: str
    given_names: str
    birth_date: str | None
    document_number: str | None
    document_type: str | None
    document_issuer: str | None
    seat: str | None
    bags: str | None
    outcome: str
    reasons: Any
    not_screened: Any
    withdrawn: bool
    status: str | None
    referral: int | None
    kind: str | None
    state: str | None
    severity: int | None
    version: int | None
    taken_by: int | None
    taken_at: datetime | None
    officer: str | None
    hit_name: str | None
    hit_list: str | None
    attention: bool
    alike: int
    place: int

    @property
    def why(self) -> tuple[Reason, ...]:
        """The reasons of the assessment."""
        return read(tuple[Reason, ...], self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedList:
    """A list that a carrier sent for a voyage."""

    id: int
    raw_message_id: int
    message: int
    function: str
    travellers: int
    faults: Any
    received_at: datetime
    type: str | None
    size: int
    transport: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An answer in the outbox."""

    id: int
    kind: str
    reference: str
    cusres: bytes
    made_at: datetime
    sent_at: datetime | None
    attempts: int
    next_attempt_at: datetime | None
    acknowledged_at: datetime | None
    escalated_at: datetime | None
    raw_message_id: int | None
    decision_id: int | None
    officer: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TravellerRow:
    """One declaration of a person, and where they stand."""

    id: int
    voyage_id: int
    manifest_id: int
    key: str
    record: Any
    outcome: str
    reasons: Any
    not_screened: Any
    needs: list[str]
    withdrawn: bool
    superseded_at: datetime | None
    undecided: Any
    throttled: list[str]  # rules that fired and had no effect
    raw_message_id: int
    faults: Any
    snapshot: Any
    function: str
    received_at: datetime
    type: str | None
    size: int
    status: str | None
    given_at: datetime | None
    newer: int | None
    companions: int
    people: int

    @property
    def traveller(self) -> Traveller:
        """The person as declared."""
        return read(Traveller, self.record)

    @property
    def why(self) -> tuple[Reason, ...]:
        """The reasons of the assessment."""
        return read(tuple[Reason, ...], self.reasons)

    @property
    def untold(self) -> tuple[Undecided, ...]:
        """The rules that could not be told."""
        return read(tuple[Undecided, ...], self.undecided)

    @property
    def unscreened(self) -> NotScreened | None:
        """Why the person could not be screened, where that is so."""
        return None if self.not_screened is None else read(NotScreened, self.not_screened)

    @property
    def final(self) -> bool:
        """Whether the carrier has been told something final."""
        return self.status in TO_ANSWER

    def own_faults(self, ordinal: int) -> tuple[Fault, ...]:
        """Return the faults of the list that are about this person."""
        return tuple(fault for fault in read(tuple[Fault, ...], self.faults) if fault.traveller == ordinal)


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """A possible match, with the entry that it is about."""

    id: int
    entry_ref: str
    score: float
    name: str
    reasons: Any
    comparison: Any
    dated: date
    source_id: str
    title: str
    owner: str
    legal_basis: str
    visible_to: Sequence[str]
    in_force: bool
    entry: Any
    known_by: str | None  # who found before that it is not the same person
    known_at: datetime | None
    known_reason: str | None
    known_until: datetime | None  # None: that is over

    @property
    def why(self) -> tuple[Reason, ...]:
        """What the score was made of."""
        return read(tuple[Reason, ...], self.reasons)

    @property
    def compared(self) -> tuple[Compared, ...]:
        """Declared and listed values, side by side."""
        return read(tuple[Compared, ...], self.comparison)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """The referral of a person."""

    id: int
    voyage_id: int
    key: str
    traveller_id: int
    kind: str
    severity: int
    state: str
    questions: list[str]
    version: int
    raised_at: datetime
    taken_by: int | None
    taken_at: datetime | None
    closed_at: datetime | None
    officer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A decision on a person."""

    id: int
    referral_id: int
    traveller_id: int
    officer_id: int
    officer: str
    findings: dict[str, str]
    compared: list[str]
    outcome: str
    reason: str
    against: str | None
    proposal_id: int | None
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to a person."""

    at: datetime
    what: str  # list, referral, taken, told, lapsed
    word: str | None
    ref: int
    officer: str | None
    sent_at: datetime | None
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReferral:
    """A referral in the list of what waits."""

    id: int
    version: int
    kind: str
    severity: int
    state: str
    raised_at: datetime
    taken_by: int | None
    taken_at: datetime | None
    traveller_id: int
    officer: str | None
    family_name: str
    given_names: str
    voyage: int
    designator: str
    mode: str
    departure: str | None
    arrival: str | None
    departs_at: datetime | None
    answer_due: datetime | None
    carrier: str
    proposed_by: int | None
    proposer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A voyage or an answer that something is wrong with."""

    kind: str
    at: datetime
    voyage: int | None  # of a throttled rule: the number of its version
    designator: str | None
    mode: str | None
    departure: str | None
    arrival: str | None
    answer_due: datetime | None
    carrier: str
    people: int  # whom it is about; of an answer: how often it was sent
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an officer has typed on a referral."""

    form: dict[str, Any]
    referral_version: int
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPlace:
    """A place that an administrator added."""

    code: str
    valid_from: date
    valid_to: date | None
    record: dict[str, Any]
    added_by: str
    added_at: datetime


def _all(db: Database, kind: type[Row], query: str, **facts: Any) -> list[Row]:
    with db.cursor(row_factory=class_row(kind)) as cursor:
        return cursor.execute(SQL[query], facts).fetchall()


def _one(db: Database, kind: type[Row], query: str, **facts: Any) -> Row | None:
    return next(iter(_all(db, kind, query, **facts)), None)


def _there(row: Row | None, what: str) -> Row:
    """Return a row. Raises ``NotFound``: what is not this officer's to see is not there."""
    if row is None:
        raise NotFound(f"There is no such {what}, or it is not at one of your sites", code=f"no-{what}")
    return row


def frame(db: Database, sites: Sequence[str], now: datetime) -> Frame:
    """Return the figures around every page."""
    found = _one(db, Frame, "frame", sites=list(sites), now=now)
    assert found is not None, "a row of counts"
    return found


def board(db: Database, officer: Officer, now: datetime) -> list[BoardRow]:
    """Return the voyages that are somebody's business, by time left."""
    _tally(db, None, now)
    return _all(db, BoardRow, "board", id=None, officer=officer.id, sites=sorted(officer.sites), now=now)


def board_row(db: Database, number: int, officer: Officer, now: datetime) -> BoardRow:
    """Return one voyage as on the board. Raises ``NotFound``."""
    _tally(db, number, now)
    rows = _all(db, BoardRow, "board", id=number, officer=officer.id, sites=sorted(officer.sites), now=now)
    return _there(rows[0] if rows else None, "voyage")


def _tally(db: Database, number: int | None, now: datetime) -> None:
    """Count the people of the voyages that have changed since they were counted: as the node, since what is counted is everybody."""
    acting.say(db, acting.NODE)
    db.execute(SQL["tally"], {"id": number, "now": now})
    acting.say(db, acting.now())


def unreadable(db: Database, *, unseen: bool = False) -> list[Unreadable]:
    """Return the messages that could not be read; those nobody has seen first."""
    return _all(db, Unreadable, "unreadable", id=None, unseen=unseen)


def unreadable_one(db: Database, number: int) -> Unreadable:
    """Return one message that could not be read. Raises ``NotFound``."""
    return _there(_one(db, Unreadable, "unreadable", id=number, unseen=False), "message")


def voyage(db: Database, number: int, sites: Sequence[str]) -> VoyageRow:
    """Return a voyage. Raises ``NotFound``."""
    return _there(_one(db, VoyageRow, "voyage", id=number, sites=list(sites)), "voyage")


def people(db: Database, voyage_id: int, *, role: str | None = None, words: str | None = None, after: int = 0) -> list[Person]:
    """Return everybody of a voyage who needs a person, then ``PAGE`` of the others."""
    escaped = words and words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return _all(db, Person, "people", voyage=voyage_id, role=role, words=escaped, after=after, page=PAGE)


def everybody(db: Database, voyage_id: int) -> list[tuple[Traveller, str | None, list[str]]]:
    """Return everybody now declared on a voyage in the order of the list, what the carrier was told, and why a person must look."""
    found = db.execute(SQL["everybody"], {"voyage": voyage_id}).fetchall()
    return [(read(Traveller, record), status, needs) for record, status, needs in found]


def standing(db: Database, voyage_id: int) -> dict[str, int]:
    """Return how many people the carrier was told what about."""
    return dict(db.execute(SQL["standing"], {"voyage": voyage_id}).fetchall())


def roles(db: Database, voyage_id: int) -> dict[str, int]:
    """Return how many passengers, crew and people in transit are on a voyage."""
    return dict(db.execute(SQL["roles"], {"voyage": voyage_id}).fetchall())


def received(db: Database, voyage_id: int) -> list[ReceivedList]:
    """Return the lists received for a voyage, oldest first."""
    return _all(db, ReceivedList, "received", voyage=voyage_id)


def reasons_on_voyage(db: Database, voyage_id: int) -> list[tuple[str | None, str | None, int]]:
    """Return list title or rule code, and how many people it is about, most first."""
    return db.execute(SQL["reasons_on_voyage"], {"voyage": voyage_id}).fetchall()


def answers(db: Database, voyage_id: int) -> list[Sent]:
    """Return what the carrier of a voyage was told, newest first."""
    return _all(db, Sent, "answers", voyage=voyage_id)


def traveller(db: Database, number: int, sites: Sequence[str]) -> TravellerRow:
    """Return one declaration of a person. Raises ``NotFound``."""
    return _there(_one(db, TravellerRow, "traveller", id=number, sites=list(sites)), "traveller")


def hits(db: Database, traveller_id: int) -> list[HitRow]:
    """Return the possible matches of a declaration: those that ask something first, best first."""
    return _all(db, HitRow, "hits", traveller=traveller_id)


def rate(db: Database, source: str, low: float, high: float, now: datetime) -> tuple[int, int]:
    """Return on how many hits of a list with a score in a band officers found, in 90 days, and how many were the same person."""
    row = db.execute(SQL["rate"], {"source": source, "low": low, "high": high, "now": now}).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def rule_rate(db: Database, code: str, now: datetime) -> tuple[int, int]:
    """Return on how many hits of a rule officers found, in 90 days, and how many held."""
    row = db.execute(SQL["rule_rate"], {"code": code, "now": now}).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def referral_of(db: Database, voyage_id: int, key: str, sites: Sequence[str]) -> ReferralRow | None:
    """Return the referral of a person: the open one, else the last."""
    return _one(db, ReferralRow, "referral", id=None, voyage=voyage_id, key=key, sites=list(sites))


def referral(db: Database, number: int, sites: Sequence[str]) -> ReferralRow:
    """Return a referral. Raises ``NotFound``."""
    return _there(_one(db, ReferralRow, "referral", id=number, voyage=None, key=None, sites=list(sites)), "referral")


def decisions(db: Database, voyage_id: int, key: str) -> list[DecisionRow]:
    """Return every decision on a person of a voyage, oldest first."""
    return _all(db, DecisionRow, "decisions", voyage=voyage_id, key=key)


def course(db: Database, voyage_id: int, key: str) -> list[Step]:
    """Return what happened to a person of a voyage, oldest first; decisions not among it."""
    return _all(db, Step, "course", voyage=voyage_id, key=key)


def open_referrals(db: Database, sites: Sequence[str]) -> list[OpenReferral]:
    """Return what waits for a decision: time left first, then severity."""
    return _all(db, OpenReferral, "open_referrals", id=None, sites=list(sites))


def open_referral(db: Database, number: int, sites: Sequence[str]) -> OpenReferral | None:
    """Return one referral that waits; None where it is closed."""
    return _one(db, OpenReferral, "open_referrals", id=number, sites=list(sites))


def alarms(db: Database, sites: Sequence[str], now: datetime) -> list[Alarm]:
    """Return what an alarm was raised for and has not ended, newest first."""
    return _all(db, Alarm, "alarms", sites=list(sites), now=now)


def draft(db: Database, referral_id: int, officer_id: int) -> Draft | None:
    """Return what an officer has typed on a referral."""
    return _one(db, Draft, "draft", referral=referral_id, officer=officer_id)


def keep_draft(db: Database, referral_id: int, officer_id: int, form: Mapping[str, Any], *, version: int, now: datetime) -> None:
    """Keep what an officer has typed, in place of what was kept before."""
    db.execute(SQL["keep_draft"], {"referral": referral_id, "officer": officer_id, "version": version, "form": jsonb(form), "now": now})


def drop_draft(db: Database, referral_id: int, officer_id: int) -> None:
    """Forget a draft: it has become a decision."""
    db.execute(SQL["drop_draft"], {"referral": referral_id, "officer": officer_id})


def added_places(db: Database) -> list[AddedPlace]:
    """Return the places that were added, newest first."""
    return _all(db, AddedPlace, "added_places")
