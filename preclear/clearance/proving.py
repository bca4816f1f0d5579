"""What a node proves of its own past: the tree over all events grows and is signed, is checked to the byte, and evidence is handed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from psycopg_pool import ConnectionPool

from preclear.audit import checkpoint, evidence
from preclear.audit import tree as trees
from preclear.audit.checkpoint import Checkpoint, PublicKey, Signer
from preclear.audit.commitment import commit
from preclear.audit.tree import Frontier, ProofError, leaf_hash
from preclear.errors import NotFound
from preclear.store import tree
from preclear.store.pool import Database

MOST_TOLD = 50  # faults that are told one by one


@dataclass(slots=True, kw_only=True)
class Verified:
    """What a check of the whole tree found."""

    events: int = 0
    deleted: int = 0  # events whose data was deleted; their commitments stand
    waiting: int = 0  # written, and not in the tree yet
    checkpoints: int = 0  # that hold, those kept elsewhere included
    signed: int = 0  # events that the last of them stands for
    root: bytes = trees.EMPTY
    faults: int = 0
    wrong: list[str] = field(default_factory=list)  # the first ``MOST_TOLD``

    def tell(self, sentence: str) -> None:
        """Note a fault."""
        self.faults += 1
        if len(self.wrong) < MOST_TOLD:
            self.wrong.append(sentence)

    @property
    def summary(self) -> str:
        """All of it in a sentence."""
        of_them = f"{self.events} events ({self.deleted} with deleted data), {self.signed} of them signed; {self.waiting} wait"
        return f"{of_them}; {self.checkpoints} checkpoints hold; {self.faults or 'no'} fault{'s' * (self.faults != 1)}"

    @property
    def told(self) -> Mapping[str, Any]:
        """All of it as JSON has it."""
        counts = {name: getattr(self, name) for name in ("events", "deleted", "waiting", "checkpoints", "signed", "faults", "wrong")}
        return {**counts, "root": self.root.hex()}


def sign(pool: ConnectionPool[Database], signer: Signer, now: datetime | None = None) -> Checkpoint | None:
    """Put into the tree what waits and sign it as it stands; None where nothing came to it since it was signed last."""
    with pool.connection() as db:
        while tree.grow(db) == tree.AT_ONCE:
            pass
        return tree.sign(db, signer, now or datetime.now(UTC))


def verify(db: Database, keys: Sequence[PublicKey], outside: Sequence[str] = ()) -> Verified:
    """Return whether all events are, to the byte, those that were signed.

    1. Every event stands in the tree or waits for it. 2. What stands in the tree for it is made again from the event and its salt.
    3. So are the subtrees that are kept. 4. Every checkpoint, also those kept ``outside``, is signed by one of the keys, and has the root
    that the tree had at its size. A key that a believed one handed the log on to is believed as well.
    """
    keys = checkpoint.handed_on(keys, tree.handed_on(db))
    found = Verified(waiting=tree.waiting(db))
    if lost := tree.lost(db):  # 1
        found.tell(f"{lost} events stand neither in the tree nor wait for it")
    notes = _opened(db, keys, outside, found)
    kept, grown = tree.stored_subtrees(db), Frontier()
    for leaf in tree.leaves(db):
        if leaf.place != grown.size:
            found.tell(f"the tree has nothing at place {grown.size}, and goes on at {leaf.place}")
            break
        _made_again(leaf, found)  # 2
        grown, made = grown.grown([leaf_hash(leaf.commitment)])
        for level, place, made_hash in made:
            if tree.is_kept(level) and kept.pop((level, place), None) != made_hash:  # 3
                found.tell(f"the subtree of level {level} at {place} is not that of its leaves")
        _stood_for(notes.pop(grown.size, ()), grown, found)  # 4
    for level, place in kept:
        found.tell(f"the subtree of level {level} at {place} has no leaves")
    for size in sorted(notes):
        found.tell(f"{size} events were signed, and {grown.size} are here")
    found.events, found.root = grown.size, grown.root
    return found


def prove_event(db: Database, event_id: int) -> dict[str, Any]:
    """Return the evidence that an event stands in the first tree that was signed after it. Raises ``NotFound``."""
    leaf = tree.leaf_of(db, event_id)
    note = tree.first_with(db, leaf.place) if leaf else None
    if leaf is None or note is None:
        raise NotFound(f"there is no event {event_id} in a tree that was signed")
    proof = trees.inclusion_proof(leaf.place, note[0], tree.subtrees(db))
    return evidence.of_event(leaf.said, leaf.commitment, leaf.place, proof=proof, note=note[2])


def prove_growth(db: Database, first: str, second: str | None = None) -> dict[str, Any]:
    """Return the evidence that the tree of a checkpoint is the beginning of that of a later one, the latest if none is named.

    Raises ``NotFound`` where nothing was signed, ``ProofError`` for what is no checkpoint or larger than the tree.
    """
    last = tree.latest(db)
    if last is None:
        raise NotFound("nothing was signed yet")
    later = second or last[2]
    sizes = [checkpoint.read(note.rpartition("\n\n")[0] + "\n").size for note in (first, later)]
    return evidence.of_growth(trees.consistency_proof(sizes[0], sizes[1], tree.subtrees(db)), first, later)


def whole_log(db: Database) -> Iterator[dict[str, Any]]:
    """Return the log for oversight: first its checkpoints, then everything that stands in the tree, with the events and their salts."""
    notes = tree.checkpoints(db)
    yield {"kind": "log", "checkpoints": [note for _, _, note in notes]}
    size = notes[-1][0] if notes else 0
    for leaf in tree.leaves(db):
        if leaf.place >= size:  # not signed yet
            return
        yield evidence.of_leaf(leaf.said, leaf.commitment, leaf.place)


def _opened(db: Database, keys: Sequence[PublicKey], outside: Sequence[str], found: Verified) -> dict[int, list[Checkpoint]]:
    """The checkpoints by size; those that are none are told."""
    notes: dict[int, list[Checkpoint]] = {}
    for size, _, note in tree.checkpoints(db):
        try:
            told = checkpoint.opened(note, keys)
        except ProofError as wrong:
            found.tell(f"the checkpoint of {size} events: {wrong}")
            continue
        if told.size != size:
            found.tell(f"the checkpoint of {size} events stands for {told.size}")
        notes.setdefault(told.size, []).append(told)
    for n, note in enumerate(outside, 1):
        try:
            told = checkpoint.opened(note, keys)
        except ProofError as wrong:
            found.tell(f"checkpoint {n} of those kept elsewhere: {wrong}")
            continue
        notes.setdefault(told.size, []).append(told)
    return notes


def _made_again(leaf: tree.Leaf, found: Verified) -> None:
    if leaf.salt is None:
        found.deleted += 1
    elif commit(leaf.content, leaf.salt) != leaf.commitment:
        found.tell(f"event {leaf.event_id} at place {leaf.place} is not the one that was committed to")


def _stood_for(notes: Sequence[Checkpoint], grown: Frontier, found: Verified) -> None:
    for note in notes:
        if note.root == grown.root:
            found.checkpoints, found.signed = found.checkpoints + 1, grown.size
        else:
            found.tell(f"the first {grown.size} events are not those that a checkpoint stands for")
