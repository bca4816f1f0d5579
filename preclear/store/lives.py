"""What the messages of a voyage come to, in the database: the state that ``manifest.life`` finds is what the rows say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from preclear.manifest import Fault, Traveller
from preclear.manifest.life import Aboard, Head, Life, Named, Place, Said, joined_by, life, named
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read, text

SQL = sql.load("lives")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The row of somebody who is on a voyage now."""

    id: int
    declared: Place
    withdrawn: bool
    checked_in: bool
    on_board: bool | None
    stranger: bool

    def says(self, person: Aboard) -> bool:
        """Return whether the row says of a person what their messages come to."""
        mine = (self.withdrawn, self.checked_in, self.on_board, self.stranger)
        return mine == (person.withdrawn, person.checked_in, person.on_board, person.stranger)


def history(db: Database, voyage: int, *, but: int) -> list[Said]:
    """Return every message of a voyage, with whom it names, but for one list that is being saved."""
    asked = {"voyage": voyage, "but": but}
    people: dict[int, list[Named]] = {}
    for manifest, *about in db.execute(SQL["named"], asked).fetchall():
        people.setdefault(manifest, []).append(Named(*about))
    heads = {number: read(Head, head) for number, head in db.execute(SQL["heads"], asked).fetchall()}
    for manifest, record, gone in db.execute(SQL["mentioned"], asked).fetchall():
        people.setdefault(manifest, []).append(named(read(Traveller, record), heads[manifest].function, gone=gone))
    return [Said(number, head, tuple(sorted(people.get(number, ())))) for number, head in heads.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Where a message names somebody, and as what."""

    place: Place
    person: Traveller  # as named there
    gone: bool
    function: str
    head: Head
    raw_message_id: int
    received_at: datetime
    type: str | None
    size: int
    rule: str | None  # by which it is of the same person as the declaration that holds; None: it is that declaration


def namings(db: Database, voyage: int, key: str) -> list[Naming]:
    """Return every place at which the messages of a voyage name a person, with the rule that joins each to the declaration that holds."""
    found = life(history(db, voyage, but=0))
    if key not in found.people:
        return []
    holds = found.people[key].declared
    places = [place for place, owner in found.keys.items() if owner == key]
    asked = {"voyage": voyage, "manifests": [source for source, _ in places], "ordinals": [ordinal for _, ordinal in places]}
    rows = db.execute(SQL["namings"], asked).fetchall()
    people = {(row[0], row[1]): read(Traveller, row[2]) for row in rows}
    mark = named(people[holds], "")
    return [
        Naming(
            place=(manifest, ordinal),
            person=people[manifest, ordinal],
            gone=gone,
            function=function,
            head=read(Head, head),
            raw_message_id=raw,
            received_at=received_at,
            type=kind,
            size=size,
            rule=None if (manifest, ordinal) == holds else joined_by(mark, named(people[manifest, ordinal], function)) or "chain",
        )
        for manifest, ordinal, _, gone, function, head, raw, received_at, kind, size in rows
    ]


def mention(db: Database, manifest: int, voyage: int, people: Iterable[tuple[Traveller, bool]]) -> None:
    """Keep whom a list names without declaring them: the word of another list on them holds, or they were taken off (true: by this one)."""
    with db.cursor() as cursor, cursor.copy(SQL["mention"]) as copy:
        for person, gone in people:
            copy.write_row((manifest, person.ordinal, voyage, text(person), gone))


def standing(db: Database, voyage: int) -> dict[str, Row]:
    """Return the rows of everybody who is on a voyage now, by key."""
    return {
        key: Row(id=number, declared=(manifest, ordinal), withdrawn=gone, checked_in=here, on_board=aboard, stranger=stranger)
        for key, number, manifest, ordinal, gone, here, aboard, stranger in db.execute(SQL["standing"], {"voyage": voyage}).fetchall()
    }


def stand(db: Database, rows: Mapping[str, Row], people: Mapping[str, Aboard]) -> None:
    """Let rows say what the messages come to."""
    changed = [(row.id, people[key]) for key, row in rows.items() if key in people and not row.says(people[key])]
    if changed:
        columns: dict[str, Any] = {"ids": [number for number, _ in changed]}
        for name in ("withdrawn", "checked_in", "on_board", "stranger"):
            columns[name] = [getattr(person, name) for _, person in changed]
        db.execute(SQL["stand"], columns)


def declared(db: Database, place: Place) -> Traveller:
    """Return somebody as a list declared or mentioned them."""
    row = db.execute(SQL["declared"], {"manifest": place[0], "ordinal": place[1]}).fetchone()
    if row is None:
        raise LookupError("a declaration that must be there is not")
    return read(Traveller, row[0])


def rename(db: Database, voyage: int, old: str, new: str, *, rows: Mapping[str, Row], keep: Place, now: datetime) -> Sequence[int]:
    """Let somebody go on under another key, and return the open referrals of theirs that are one too many.

    Where two turn out to be one, the declaration at ``keep`` stays if either is there, and of what the carrier was told the stricter.
    """
    asked = {"voyage": voyage, "old": old, "new": new, "now": now}
    both = [rows[key] for key in (old, new) if key in rows]
    surplus: list[int] = []
    if len(both) == 2:
        gone = both[1] if both[0].declared == keep else both[0]
        db.execute(SQL["supersede_one"], {"id": gone.id, "now": now})
        db.execute(SQL["lax_directive"], asked)
        surplus = [row[0] for row in db.execute(SQL["open_referrals"], asked).fetchall()][1:]
    return surplus


def renamed(db: Database, voyage: int, old: str, new: str) -> None:
    """Write the other key, once nothing under it stands in the way."""
    for query in (
        "rename_traveller",
        "rename_referral",
        "rename_directive",
        "rename_note",
        "rename_raised",
        "rename_encounter",
        "rename_declaration",
    ):
        db.execute(SQL[query], {"voyage": voyage, "old": old, "new": new})


MOVED = (  # what is of a voyage; a visit and a declaration follow their traveller
    "manifest",
    "mention",
    "traveller",
    "referral",
    "directive",
    "answer",
    "booking",
    "alarm_end",
    "note",
    "raised_met",
    "legal_hold",
    "sealed_original",
    "encounter",
    "declaration",
    "voyage_key",
)


def twice_aboard(db: Database, former: int, into: int, *, now: datetime) -> Sequence[int]:
    """Make two voyages ready to be one, and return the open referrals that are one too many: nobody is on it twice."""
    asked: dict[str, Any] = {"former": former, "into": into, "now": now}
    both = db.execute(SQL["both_current"], asked).fetchall()
    db.execute(SQL["lax_directives"], asked | {"keys": [key for _, key in both]})
    db.execute(SQL["supersede_some"], asked | {"ids": [number for number, _ in both]})
    return [row[0] for row in db.execute(SQL["surplus_referrals"], asked).fetchall()]


def merge(db: Database, former: int, into: int) -> None:
    """Let a voyage be a part of another; what was its is the other's, and it is no more."""
    for table in MOVED:
        db.execute(SQL[f"move_{table}"], {"former": former, "into": into})
    db.execute(SQL["drop_voyage"], {"former": former})


def write(db: Database, voyage: int, now_is: Life, *, now: datetime) -> None:
    """Write what the messages come to for the voyage as a whole."""
    columns = {
        "voyage": voyage,
        "closed": now_is.closed,
        "cancelled": now_is.cancelled,
        "changed": now_is.changed,
        "missing": now_is.missing,
        "findings": jsonb(now_is.findings),
        "word_of": now_is.voyage,
        "now": now,
    }
    db.execute(SQL["write"], columns)


def word_of(db: Database, voyage: int) -> int | None:
    """Return the list whose word on places and times holds so far."""
    row = db.execute(SQL["word_of"], {"voyage": voyage}).fetchone()
    return row[0] if row else None


def amiss(db: Database, voyage: int, *, now: datetime) -> Mapping[str, int]:
    """Note who is newly on board without having been screened, or against what the carrier was told; return how many, by kind.

    Each person counts once for each kind.
    """
    found = {f"{kind}:{key}": kind for key, kind in db.execute(SQL["amiss"], {"voyage": voyage}).fetchall()}
    if not found:
        return {}
    row = db.execute(SQL["alarmed"], {"voyage": voyage}).fetchone()
    before = set(row[0]) if row else set()
    new = found.keys() - before
    if new:
        db.execute(SQL["note_alarmed"], {"voyage": voyage, "alarmed": sorted(before | new), "now": now})
    counts: dict[str, int] = {}
    for mark in new:
        counts[found[mark]] = counts.get(found[mark], 0) + 1
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How far the people of a voyage have come, in counts."""

    declared: int  # who travels
    booked: int  # of them: a booking names them, too
    checked_in: int
    screened: int  # before the voyage was closed out
    on_board: int
    stayed: int  # not on board
    withdrawn: int
    closed: str | None  # the function of the close-out; None: it is not said who is on board
    cancelled: bool
    findings: tuple[Fault, ...]


def summary(db: Database, voyage: int) -> Summary:
    """Return how far the people of a voyage have come."""
    counts = db.execute(SQL["summary"], {"voyage": voyage}).fetchone() or (0,) * 7
    closed, cancelled, findings = db.execute(SQL["whole"], {"voyage": voyage}).fetchone() or (None, False, [])
    names = ("declared", "booked", "checked_in", "screened", "on_board", "stayed", "withdrawn")
    return Summary(**dict(zip(names, counts, strict=True)), closed=closed, cancelled=cancelled, findings=read(tuple[Fault, ...], findings))


def flagged(db: Database, voyage: int) -> Sequence[tuple[int, str, str, str]]:
    """Return who is on board and should not be without a word: number, names, and why (unscreened, against)."""
    return db.execute(SQL["flagged"], {"voyage": voyage}).fetchall()
