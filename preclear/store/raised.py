"""What officers raise by hand on people, and what other systems tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from psycopg.rows import class_row

from preclear.errors import Conflict, NotFound
from preclear.inspection import HitKind, Raised, Sought, fits
from preclear.manifest import Traveller
from preclear.matching import resemblance
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

SQL = sql.load("raised")
AGAIN = timedelta(minutes=2)  # longer than a list takes to be saved: who was being saved meanwhile is met then
PAGE = 100
LATER_KNOWN = "something said later of this reference is known already; said_at is the instant at which you say this"

Change = Literal["new", "changed", "extended", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What another system says of somebody."""

    reference: str  # its own: the same again is the same hit
    kind: HitKind
    severity: int
    reason: str
    source: str
    sought: Sought
    said_at: datetime  # by which later and earlier wordings are told apart
    valid_until: datetime  # until when it meets whoever is declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A hit of another system as it stands."""

    id: int
    system_id: str
    reference: str
    kind: HitKind
    severity: int
    reason: str
    source: str
    sought: Any
    question: int
    said_at: datetime
    valid_until: datetime
    raised_at: datetime
    withdrawn_at: datetime | None

    @property
    def means(self) -> Sought:
        """Whom it means."""
        return read(Sought, self.sought)

    @property
    def subject(self) -> str:
        """How events name it."""
        return f"hit:{self.id}"

    @property
    def says(self) -> Said:
        """What it says."""
        return Said(
            reference=self.reference,
            kind=self.kind,
            severity=self.severity,
            reason=self.reason,
            source=self.source,
            sought=self.means,
            said_at=self.said_at,
            valid_until=self.valid_until,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one person whom a hit met."""

    designator: str
    departs: date | None
    met_at: datetime
    found: str | None  # match, no_match, cannot_tell
    decided_at: datetime | None
    waiting: bool  # a referral of the person is open
    at_site: str | None  # as found_at_site() in the database


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A raised hit on a person, for whoever reads their page."""

    id: int
    question: int
    kind: HitKind
    severity: int
    reason: str
    source: str
    entry_ref: str | None
    raised_at: datetime
    said_at: datetime
    valid_until: datetime | None
    withdrawn_at: datetime | None
    officer: str | None
    system: str | None
    reference: str | None
    stands: bool
    found: str | None


def by_hand(db: Database, officer: int, *, kind: HitKind, severity: int, reason: str, entry_ref: str | None, now: datetime) -> int:
    """Keep what an officer raises, and return its number."""
    columns = {"officer": officer, "kind": kind, "severity": severity, "reason": reason, "entry_ref": entry_ref, "now": now}
    return int(_one(db.execute(SQL["by_hand"], columns).fetchone())[0])


def say(db: Database, system: str, said: Said, *, now: datetime) -> tuple[Hit, Change]:
    """Keep what another system says, once, and return the hit as it stands now and what that changed.

    The same again is ``same``; only a later day is ``extended``, and asks nobody anew. Raises ``Conflict`` where something later is known
    already, or something else was said at the same instant.
    """
    columns = _columns(said) | {"system": system, "now": now, "again": now + AGAIN}
    if db.execute(SQL["enter"], columns).fetchone() is not None:
        return find(db, system, said.reference), "new"
    db.execute(SQL["hold"], {"system": system, "reference": said.reference})
    before = find(db, system, said.reference)
    if said == before.says and before.withdrawn_at is None:
        return before, "same"
    if said.said_at <= before.said_at:
        raise Conflict(LATER_KNOWN)
    change: Change = "changed"
    if before.withdrawn_at is None and _content(said) == _content(before.says):
        change = "extended"
    question = before.question + (change == "changed")
    db.execute(SQL["change"], columns | {"id": before.id, "question": question})
    return find(db, system, said.reference), change


def withdraw(db: Database, system: str, reference: str, *, why: str, said_at: datetime, now: datetime) -> tuple[Hit, bool]:
    """Take a hit of a system back, and return it, and whether it stood until now.

    Raises ``NotFound``, or ``Conflict`` where something later was said of it.
    """
    db.execute(SQL["hold"], {"system": system, "reference": reference})
    hit = find(db, system, reference)
    if hit.withdrawn_at is not None:
        return hit, False
    if said_at < hit.said_at:
        raise Conflict(LATER_KNOWN)
    db.execute(SQL["withdraw"], {"id": hit.id, "why": why, "said_at": said_at, "now": now})
    return find(db, system, reference), True


def find(db: Database, system: str, reference: str) -> Hit:
    """Return a hit of a system by its reference. Raises ``NotFound``: those of others are not there."""
    return _there(_hits(db, "find", system=system, reference=reference, id=None))


def numbered(db: Database, system: str, number: int) -> Hit:
    """Return a hit of a system by its number. Raises ``NotFound``."""
    return _there(_hits(db, "find", system=system, reference=None, id=number))


def of_system(db: Database, system: str, *, after: int = 0) -> list[Hit]:
    """Return ``PAGE`` hits of a system after a number, in the order in which they were raised."""
    return _hits(db, "of_system", system=system, after=after, limit=PAGE)


def of_voyage(db: Database, voyage: int, keys: Iterable[str] | None = None) -> Mapping[str, tuple[Raised, ...]]:
    """Return what stands raised on people of a voyage, by their keys."""
    wanted = None if keys is None else list(keys)
    found: defaultdict[str, list[Raised]] = defaultdict(list)
    for key, number, question, severity, external in db.execute(SQL["of_voyage"], {"voyage": voyage, "keys": wanted}):
        found[key].append(Raised(id=number, question=question, severity=severity, external=external))
    return {key: tuple(each) for key, each in found.items()}


def met(db: Database, voyage: int, travellers: Sequence[Traveller], *, now: datetime) -> tuple[Mapping[str, tuple[Raised, ...]], list[int]]:
    """Let what other systems told meet people just declared; return what stands raised on each, by key, and which hits met somebody new."""
    documents = {resemblance.plain(document.number) for one in travellers for document in one.documents} - {""}
    rows = db.execute(SQL["waiting"], {"voyage": voyage, "documents": sorted(documents), "now": now}).fetchall()
    new = [
        number
        for number, _, _, sought in rows
        for one in travellers
        if fits(read(Sought, sought), one) and meet(db, number, voyage, one.key, now=now)
    ]
    return of_voyage(db, voyage, [one.key for one in travellers]), new


def meet(db: Database, hit: int, voyage: int, key: str, *, now: datetime) -> bool:
    """Note that a hit is about a person of a voyage, and return whether that is new."""
    return db.execute(SQL["meet"], {"id": hit, "voyage": voyage, "key": key, "now": now}).fetchone() is not None


def voyages_of(db: Database, hit: Hit, *, now: datetime) -> list[int]:
    """Return voyages on which somebody may be whom a hit means, or was met, in the order in which everybody holds voyages."""
    means = hit.means
    columns = {
        "id": hit.id,
        "designator": means.designator,
        "departs": means.departs,
        "carrier": means.carrier,
        "document": resemblance.plain(means.document_number) or None,
        "now": now,
    }
    return [row[0] for row in db.execute(SQL["voyages_of"], columns).fetchall()]


def aim(db: Database, hit: Hit, voyage: int, people: Mapping[str, Traveller], *, now: datetime) -> int:
    """Bring whom a hit is about on a voyage to whom it means among the people now on it; return how many are met newly.

    After the day until which it is valid it meets nobody new, and whom it met stays met.
    """
    before = {row[0] for row in db.execute(SQL["met"], {"id": hit.id, "voyage": voyage}).fetchall()}
    meant = {key for key, one in people.items() if fits(hit.means, one)}
    over = sorted((before & people.keys()) - meant)
    db.execute(SQL["part"], {"id": hit.id, "voyage": voyage, "keys": over, "now": now})
    if hit.withdrawn_at is not None or hit.valid_until <= now:
        return 0
    return sum(meet(db, hit.id, voyage, key, now=now) for key in sorted(meant - before))


def out_of_step(db: Database, voyage: int) -> list[str]:
    """Return the keys of people of a voyage who are not asked about exactly what stands raised on them."""
    return [row[0] for row in db.execute(SQL["out_of_step"], {"voyage": voyage}).fetchall()]


def to_seek_again(db: Database, *, now: datetime) -> list[tuple[int, str]]:
    """Return hits, and their systems, for which people are to be looked for once more, since some were being saved when they came."""
    return db.execute(SQL["to_seek_again"], {"now": now}).fetchall()


def sought_again(db: Database, hit: int, *, now: datetime) -> None:
    """Note that people were looked for once more."""
    db.execute(SQL["sought_again"], {"id": hit, "now": now})


def findings(db: Database, hit: int) -> list[Outcome]:
    """Return what came of each person whom a hit met, in the order in which they were met."""
    with db.cursor(row_factory=class_row(Outcome)) as cursor:
        return cursor.execute(SQL["findings"], {"id": hit}).fetchall()


def about(db: Database, voyage: int, key: str) -> list[About]:
    """Return what was raised on a person, oldest first, with the finding on each as it stands."""
    with db.cursor(row_factory=class_row(About)) as cursor:
        return cursor.execute(SQL["about"], {"voyage": voyage, "key": key}).fetchall()


def entry_is_listed(db: Database, ref: str, *, roles: Sequence[str]) -> bool:
    """Return whether an entry stands on a list in force that one of these roles sees."""
    return bool(_one(db.execute(SQL["entry_is_listed"], {"ref": ref, "roles": list(roles)}).fetchone())[0])


def _hits(db: Database, query: str, **facts: Any) -> list[Hit]:
    with db.cursor(row_factory=class_row(Hit)) as cursor:
        return cursor.execute(SQL[query], facts).fetchall()


def _there(found: Sequence[Hit]) -> Hit:
    if not found:
        raise NotFound("you have told of no such hit")
    return found[0]


def _content(said: Said) -> tuple[object, ...]:
    """What an officer finds on: all but until when it meets people."""
    return said.kind, said.severity, said.reason, said.source, said.sought


def _columns(said: Said) -> dict[str, Any]:
    return {
        "reference": said.reference,
        "kind": said.kind,
        "severity": said.severity,
        "reason": said.reason,
        "source": said.source,
        "sought": jsonb(said.sought),
        "designator": said.sought.designator,
        "departs": said.sought.departs,
        "document": resemblance.plain(said.sought.document_number) or None,
        "said_at": said.said_at,
        "valid_until": said.valid_until,
    }


def _one(row: tuple[Any, ...] | None) -> tuple[Any, ...]:
    assert row is not None, "it returns what it inserts"
    return row
