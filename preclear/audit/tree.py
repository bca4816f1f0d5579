"""The tree over all events: RFC 9162 section 2.1, with SHA-256. One root stands for everything up to a size, and short proofs tie to it.

A tree of any size is made of full subtrees. ``Subtree`` hands over the hash of one of those by its level (0: leaves) and its place among
those of its level; where the hashes come from is its maker's business, so that a proof of a log of millions reads some dozen of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from preclear.errors import PreclearError

HASH_BYTES = 32
EMPTY = sha256().digest()  # the root of no leaves

Subtree = Callable[[int, int], bytes]


class ProofError(PreclearError):
    """A proof does not show what it is meant to show."""


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of a leaf (RFC 9162, 2.1.1)."""
    return sha256(b"\0" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of what joins two subtrees (RFC 9162, 2.1.1)."""
    return sha256(b"\1" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The full subtrees that a tree of one size is made of, the largest first: all that is needed to go on."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    @property
    def root(self) -> bytes:
        """The root of the tree (RFC 9162, 2.1.1)."""
        return _joined(self.hashes)

    def grown(self, leaves: Iterable[bytes]) -> tuple[Frontier, tuple[tuple[int, int, bytes], ...]]:
        """Return the tree with the hashes of further leaves, and every full subtree that came about: level, place, hash."""
        size, stack, made = self.size, list(self.hashes), []
        for leaf in leaves:
            level, place, found = 0, size, leaf
            made.append((0, place, found))
            while place & 1:
                level, place, found = level + 1, place >> 1, node_hash(stack.pop(), found)
                made.append((level, place, found))
            stack.append(found)
            size += 1
        return Frontier(size, tuple(stack)), tuple(made)


def subtrees(size: int) -> Iterator[tuple[int, int]]:
    """Return the full subtrees that a tree of a size is made of, the largest first: level and place of each.

    >>> list(subtrees(6))
    [(2, 0), (1, 2)]
    """
    return _cover(0, size)


def root_at(size: int, subtree: Subtree) -> bytes:
    """Return the root that the tree had at a size."""
    return _joined([subtree(level, place) for level, place in subtrees(size)])


def inclusion_proof(index: int, size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return what shows that the leaf at a place (from 0) is in the tree of a size, nearest first (RFC 9162, 2.1.3.1).

    Raises ``ProofError`` where there is no such leaf.
    """
    if not 0 <= index < size:
        raise ProofError(f"there is no leaf {index} in a tree of {size}")
    begin, end, path = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        inside, outside = ((begin, middle), (middle, end)) if index < middle else ((middle, end), (begin, middle))
        path.append(_range_root(*outside, subtree))
        begin, end = inside
    return tuple(reversed(path))


def consistency_proof(first: int, second: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return what shows that the tree of the first size is the beginning of that of the second (RFC 9162, 2.1.4.1).

    Raises ``ProofError`` unless the first size is at least 1 and at most the second.
    """
    if not 0 < first <= second:
        raise ProofError(f"a tree of {first} cannot be shown to be the beginning of one of {second}")
    begin, end, whole, path = 0, second, True, []
    while first != end:
        middle = begin + _split(end - begin)
        if first <= middle:
            path.append(_range_root(middle, end, subtree))
            end = middle
        else:
            path.append(_range_root(begin, middle, subtree))
            begin, whole = middle, False
    if not whole:
        path.append(_range_root(begin, end, subtree))
    return tuple(reversed(path))


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Return if a proof shows that a leaf (its hash) is at a place (from 0) in the tree of a size and root (RFC 9162, 2.1.3.2).

    Raises ``ProofError``.
    """
    if not 0 <= index < size:
        raise ProofError(f"there is no leaf {index} in a tree of {size}")
    found = leaf
    for step, left in _climb(index, size - 1, proof):
        found = node_hash(step, found) if left else node_hash(found, step)
    if found != root:
        raise ProofError("the proof leads to another root")


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> None:
    """Return if a proof shows that a tree of the first size and root is the beginning of the second (RFC 9162, 2.1.4.2).

    Raises ``ProofError``. Two trees of one size need no proof, and must have one root.
    """
    if not 0 < first <= second:
        raise ProofError(f"a tree of {first} cannot be shown to be the beginning of one of {second}")
    if first == second:
        if proof:
            raise ProofError("the proof is too long")
        if first_root != second_root:
            raise ProofError("two trees of one size have two roots")
        return
    steps = [first_root, *proof] if first & (first - 1) == 0 else list(proof)  # a full subtree is a node of the second tree itself
    if not steps:
        raise ProofError("the proof is too short")
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step, left in _climb(place, last, steps[1:]):
        old = node_hash(step, old) if left else old
        new = node_hash(step, new) if left else node_hash(new, step)
    if old != first_root or new != second_root:
        raise ProofError("the proof leads to other roots")


def _climb(place: int, last: int, proof: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Return the steps of a proof from a node up to the root, and whether each stands to the left; ``last``: the last node beside it."""
    for step in proof:
        if last == 0:
            raise ProofError("the proof is too long")
        left = place & 1 == 1 or place == last
        while left and not place & 1 and place:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
        yield step, left
    if last:
        raise ProofError("the proof is too short")


def _split(count: int) -> int:
    """Return the largest power of two below a count of two or more."""
    return 1 << (count - 1).bit_length() - 1


def _range_root(begin: int, end: int, subtree: Subtree) -> bytes:
    return _joined([subtree(level, place) for level, place in _cover(begin, end)])


def _cover(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the full subtrees of a range that begins where one that is as large can begin."""
    while begin < end:
        level = (end - begin).bit_length() - 1
        yield level, begin >> level
        begin += 1 << level


def _joined(hashes: Sequence[bytes]) -> bytes:
    """Return the root over full subtrees, the largest first."""
    if not hashes:
        return EMPTY
    *others, found = hashes
    for other in reversed(others):
        found = node_hash(other, found)
    return found
