"""The tree over all events, as it stands in the database: it grows by what waits, is signed, and is read for proofs."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from preclear.audit import tree
from preclear.audit.checkpoint import Checkpoint, Signer
from preclear.audit.commitment import FIELDS, SALT_BYTES, commit, content
from preclear.audit.tree import Frontier, Subtree, leaf_hash, node_hash
from preclear.store import sql
from preclear.store.pool import Database

SQL = sql.load("tree")
LOCK = 0x7072656374726565  # "prectree"
AT_ONCE = 10_000  # events that one transaction puts into the tree
STORED = 8  # subtrees of each so manyth level are kept; between them they are hashed anew


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands in the tree at a place, and the event it stands for."""

    place: int
    event_id: int
    salt: bytes | None  # None: deleted
    commitment: bytes
    content: bytes  # what was committed to, if nothing was changed since

    @property
    def said(self) -> tuple[bytes, bytes] | None:
        """The content and its salt; None where they were deleted."""
        return None if self.salt is None else (self.content, self.salt)


def is_kept(level: int) -> bool:
    """Return whether subtrees of a level stand in the database."""
    return level > 0 and level % STORED == 0


def grow(db: Database, *, most: int = AT_ONCE) -> int:
    """Put events that wait into the tree, oldest first, and return how many; 0 too where another node is at it."""
    with db.transaction():
        if not _one(db, "one_at_a_time", lock=LOCK):
            return 0
        waiting = db.execute(SQL["waiting"], {"most": most}).fetchall()
        if not waiting:
            return 0
        before = frontier(db)
        salts = [secrets.token_bytes(SALT_BYTES) for _ in waiting]
        commitments = [commit(content(at, _said(rest)), salt) for (_, at, *rest), salt in zip(waiting, salts, strict=True)]
        _, made = before.grown(leaf_hash(each) for each in commitments)
        with db.cursor() as cursor:
            with cursor.copy(SQL["add_leaves"]) as copy:
                for n, ((event_id, *_), salt, commitment) in enumerate(zip(waiting, salts, commitments, strict=True)):
                    copy.write_row((before.size + n, event_id, salt, commitment))
            cursor.executemany(SQL["add_subtree"], [each for each in made if is_kept(each[0])])
        db.execute(SQL["no_longer_waiting"], {"events": [row[0] for row in waiting]})
        return len(waiting)


def frontier(db: Database) -> Frontier:
    """Return the tree as it stands, ready to grow."""
    size = _one(db, "size")
    hashes = subtrees(db)
    return Frontier(size, tuple(hashes(level, place) for level, place in tree.subtrees(size)))


def subtrees(db: Database) -> Subtree:
    """Return what hands over full subtrees: each from at most 128 rows."""

    def subtree(level: int, place: int) -> bytes:
        below = level % STORED
        base, first, last = level - below, place << below, place + 1 << below
        if base:
            rows = db.execute(SQL["subtrees"], {"level": base, "first": first, "last": last}).fetchall()
        else:
            rows = db.execute(SQL["commitments"], {"first": first, "last": last}).fetchall()
        if [at for at, _ in rows] != list(range(first, last)):
            raise tree.ProofError(f"of the subtrees of level {base} from {first} to {last - 1} some are missing")
        hashes = [found if base else leaf_hash(found) for _, found in rows]
        while len(hashes) > 1:
            hashes = [node_hash(hashes[n], hashes[n + 1]) for n in range(0, len(hashes), 2)]
        return hashes[0]

    return subtree


def sign(db: Database, key: Signer, now: datetime) -> Checkpoint | None:
    """Sign the tree as it stands and keep it; None where nothing came to it since it was signed last."""
    with db.transaction():
        if not _one(db, "one_at_a_time", lock=LOCK):
            return None
        grown, last = frontier(db), latest(db)
        if grown.size == (last[0] if last else 0):
            return None
        made = Checkpoint(key.name, grown.size, grown.root, (now.isoformat(timespec="seconds"),))
        db.execute(SQL["add_checkpoint"], {"size": made.size, "at": now, "note": key.sign(made)})
        return made


def latest(db: Database) -> tuple[int, datetime, str] | None:
    """Return the last checkpoint: size, instant, signed note."""
    return db.execute(SQL["last_checkpoint"]).fetchone()


def first_with(db: Database, place: int) -> tuple[int, datetime, str] | None:
    """Return the first checkpoint that stands for the event at a place of the tree."""
    return db.execute(SQL["checkpoint_at_least"], {"place": place}).fetchone()


def checkpoints(db: Database) -> list[tuple[int, datetime, str]]:
    """Return all checkpoints, the smallest first."""
    return db.execute(SQL["checkpoints"]).fetchall()


def leaf_of(db: Database, event_id: int) -> Leaf | None:
    """Return what stands in the tree for an event; None where it waits, or there is none."""
    row = db.execute(SQL["leaf_of"], {"event": event_id}).fetchone()
    if row is None:
        return None
    place, salt, commitment, at, *rest = row
    return Leaf(place, event_id, salt, commitment, content(at, _said(rest)))


def leaves(db: Database, *, first: int = 0, most: int = AT_ONCE) -> Iterator[Leaf]:
    """Return everything that stands in the tree from a place on, read piece by piece."""
    while rows := db.execute(SQL["leaves"], {"first": first, "most": most}).fetchall():
        for place, event_id, salt, commitment, at, *rest in rows:
            yield Leaf(place, event_id, salt, commitment, content(at, _said(rest)))
        first = rows[-1][0] + 1


def stored_subtrees(db: Database) -> dict[tuple[int, int], bytes]:
    """Return every subtree that is kept, by level and place."""
    return {(level, place): found for level, place, found in db.execute(SQL["all_subtrees"])}


def waiting(db: Database) -> int:
    """Return how many events wait to be put into the tree."""
    return int(_one(db, "how_many_wait"))


def lost(db: Database) -> int:
    """Return how many events neither stand in the tree nor wait for it; any is a fault."""
    return int(_one(db, "not_in_the_tree"))


def _one(db: Database, query: str, **named: int) -> Any:
    row = db.execute(SQL[query], named).fetchone()
    assert row is not None, "it always gives one row"
    return row[0]


def _said(row: Any) -> dict[str, Any]:
    """The fields of an event as they stand in the database, whatever they are."""
    return dict(zip(FIELDS, row, strict=True))


def handed_on(db: Database) -> tuple[str, ...]:
    """Return the statements by which the key that signs the log was handed on, in order."""
    return tuple(statement for (statement,) in db.execute(SQL["handed_on"]))
