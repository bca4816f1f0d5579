"""Check a Preclear node's audit log without Preclear: Python 3.11 and its standard library, nothing else.

    python verify_audit.py KEY FILE...

KEY is the log's public key (name+mark+base64), from whoever answers for the node and not from the file itself. Each FILE is evidence of
an event, evidence of growth (JSON, from `preclear audit prove`), or a whole log (JSON Lines, from `preclear audit export`).
Leaves with 0 when everything holds, with 1 when anything does not, with 2 for wrong usage.

What it rests on: RFC 9162 section 2.1 (tree and proofs, SHA-256), RFC 8032 section 5.1 (Ed25519), C2SP signed-note and tlog-checkpoint.
A leaf is SHA-256 of "preclear event 1", a zero byte, the salt, and the event as JSON of RFC 8785.
"""

# ruff: noqa: T201, PTH123 - it speaks on the terminal

import base64
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

Point = tuple[int, int, int, int]  # of the curve, in extended coordinates
Signed = tuple[int, bytes]  # size and root
Key = tuple[str, bytes, bytes]  # name, mark, the key itself

# RFC 8032, 5.1: the curve. Points in extended coordinates.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a: Point, b: Point) -> Point:
    """Return the sum of two points."""
    u, v = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = v - u, d - c, d + c, v + u
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n: int, point: Point) -> Point:
    """Return a multiple of a point."""
    found = (0, 1, 1, 0)
    while n:
        if n & 1:
            found = add(found, point)
        point, n = add(point, point), n >> 1
    return found


def point_of(raw: bytes) -> Point:
    """Return the point that 32 bytes stand for (5.1.3)."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        raise ValueError("not a point of the curve")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signature_holds(key: bytes, text: bytes, signature: bytes) -> bool:
    """Return whether a signature is one of a key over a text (5.1.7)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    try:
        a, r = point_of(key), point_of(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(h, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


# The tree: RFC 9162, 2.1


def leaf(content: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\0" + content).digest()


def joined(left: bytes, right: bytes) -> bytes:
    """Return the hash over two subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


def climb(place: int, last: int, proof: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Return the steps of a proof from a node to the root, and whether each stands to the left."""
    for step in proof:
        if last == 0:
            raise ValueError("the proof is too long")
        left = place & 1 == 1 or place == last
        while left and not place & 1 and place:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
        yield step, left
    if last:
        raise ValueError("the proof is too short")


def check_inclusion(index: int, size: int, found: bytes, *, proof: Sequence[bytes], root: bytes) -> None:
    """Raise ``ValueError`` unless a proof shows that a leaf is in the tree (2.1.3.2)."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    for step, left in climb(index, size - 1, proof):
        found = joined(step, found) if left else joined(found, step)
    if found != root:
        raise ValueError("the proof leads to another root")


def check_growth(first: Signed, second: Signed, proof: Sequence[bytes]) -> None:
    """Raise ``ValueError`` unless a proof shows that one tree is the beginning of another (2.1.4.2)."""
    (size, root), (new_size, new_root) = first, second
    if not 0 < size <= new_size:
        raise ValueError(f"a tree of {size} cannot be the beginning of one of {new_size}")
    if size == new_size:
        if proof or root != new_root:
            raise ValueError("two trees of one size have two roots")
        return
    steps = [root, *proof] if size & (size - 1) == 0 else list(proof)
    if not steps:
        raise ValueError("the proof is too short")
    place, last = size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step, left in climb(place, last, steps[1:]):
        old = joined(step, old) if left else old
        new = joined(step, new) if left else joined(new, step)
    if (old, new) != (root, new_root):
        raise ValueError("the proof leads to other roots")


# Signed checkpoints


def raw(text: str) -> bytes:
    """Return the bytes of base64."""
    found = base64.b64decode(text, validate=True)
    if base64.b64encode(found).decode() != text:
        raise ValueError("not base64 in its one form")
    return found


def key_of(text: str) -> Key:
    """Return name, mark and bytes of a public key."""
    name, _, rest = text.partition("+")
    mark, _, encoded = rest.partition("+")
    key = raw(encoded)
    if key[:1] != b"\x01" or hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() != mark:
        raise ValueError("not a key of the form name+mark+base64 with Ed25519, or damaged")
    return name, bytes.fromhex(mark), key[1:]


def opened(note: str, keys: Sequence[Key]) -> Signed:
    """Return size and root of a checkpoint that one of the keys signed."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    if not signatures.endswith("\n"):
        raise ValueError("the note is cut off or has something after it")
    for line in signatures.removesuffix("\n").split("\n"):
        for name, mark, public in keys:
            if line.startswith(f"— {name} "):
                signature = raw(line.rpartition(" ")[2])
                if signature[:4] == mark:
                    if not signature_holds(public, text.encode(), signature[4:]):
                        raise ValueError("the signature does not fit the checkpoint")
                    origin, size, root, *_ = text.split("\n")
                    if origin != name:
                        raise ValueError("the checkpoint is of another log")
                    return int(size), raw(root)
    raise ValueError("the checkpoint is not signed by this key")


# What is checked


def committed(told: dict[str, Any]) -> bytes:
    """Return a commitment, made again where the event is there."""
    commitment = raw(told["commitment"])
    if "event" in told:
        made = hashlib.sha256(b"preclear event 1\0" + raw(told["salt"]) + told["event"].encode()).digest()
        if made != commitment:
            raise ValueError("the event is not the one that was committed to")
    return commitment


def check_evidence(told: dict[str, Any], key: Sequence[Key]) -> str:
    """Return what evidence shows."""
    proof = [raw(step) for step in told["proof"]]
    if told["kind"] == "growth":
        first, second = opened(told["first"], key), opened(told["second"], key)
        check_growth(first, second, proof)
        return f"the tree of {second[0]} events begins with that of {first[0]}"
    size, root = opened(told["checkpoint"], key)
    check_inclusion(told["index"], size, leaf(committed(told)), proof=proof, root=root)
    return f"the event stands at place {told['index']} of {size}"


def check_log(lines: Iterator[str], key: Sequence[Key]) -> str:
    """Return what a whole log shows."""
    notes = signed_roots(json.loads(next(lines))["checkpoints"], key)
    stack: list[bytes] = []
    size = deleted = 0
    for line in lines:
        told = json.loads(line)
        if told["index"] != size:
            raise ValueError(f"the event at place {size} is missing")
        try:
            found = leaf(committed(told))
        except ValueError as wrong:
            raise ValueError(f"place {size}: {wrong}") from None
        deleted += "event" not in told
        place = size
        while place & 1:
            found, place = joined(stack.pop(), found), place >> 1
        stack.append(found)
        size += 1
        if size in notes and notes.pop(size) != root_over(stack):
            raise ValueError(f"the first {size} events are not those that were signed")
    if notes:
        raise ValueError(f"{max(notes)} events were signed, and {size} are here")
    return f"{size} events, {deleted} of them with deleted data, are those that were signed"


def signed_roots(checkpoints: Sequence[str], key: Sequence[Key]) -> dict[int, bytes]:
    """Return the roots that were signed, by size."""
    notes: dict[int, bytes] = {}
    for note in checkpoints:
        size, root = opened(note, key)
        if notes.setdefault(size, root) != root:
            raise ValueError(f"two roots were signed for {size} events")
    if not notes:
        raise ValueError("the log holds no checkpoint")
    return notes


def root_over(stack: Sequence[bytes]) -> bytes:
    """Return the root over full subtrees, the largest first."""
    *others, root = stack
    for other in reversed(others):
        root = joined(other, root)
    return root


def main() -> int:
    """Check each file and return the status to leave with."""
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        key = [key_of(each) for each in sys.argv[1].split(",")]
    except ValueError as wrong:
        print(f"the key: {wrong}", file=sys.stderr)
        return 2
    failed = False
    for path in sys.argv[2:]:
        try:
            with open(path, encoding="utf-8") as file:
                first = json.loads(next(file))
                file.seek(0)
                what = check_log(iter(file), key) if "checkpoints" in first else check_evidence(first, key)
            print(f"{path}: {what}")
        except (OSError, ValueError, KeyError, TypeError, StopIteration, AttributeError) as wrong:
            print(f"{path}: DOES NOT HOLD: {wrong}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
