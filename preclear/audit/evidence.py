"""What a third party is given, to check without the node: that an event is in the tree, or that one tree is the beginning of another.

One JSON object with the signed checkpoints and the proof. Whoever has it and the log's public key needs nothing else.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from preclear.audit import checkpoint, tree
from preclear.audit.checkpoint import PublicKey
from preclear.audit.commitment import commit
from preclear.audit.tree import ProofError


def of_event(said: tuple[bytes, bytes] | None, commitment: bytes, index: int, *, proof: Sequence[bytes], note: str) -> dict[str, Any]:
    """Return the evidence that an event stands at a place (from 0) of the tree of a checkpoint.

    ``said``: the content of the event and its salt; None where they were deleted.
    """
    return {**of_leaf(said, commitment, index), "proof": [_text(step) for step in proof], "checkpoint": note}


def of_leaf(said: tuple[bytes, bytes] | None, commitment: bytes, index: int) -> dict[str, Any]:
    """Return what stands at a place of the tree, without a proof: a line of a whole log."""
    told = {} if said is None else {"event": said[0].decode(), "salt": _text(said[1])}
    return {"kind": "event", **told, "commitment": _text(commitment), "index": index}


def of_growth(proof: Sequence[bytes], first: str, second: str) -> dict[str, Any]:
    """Return the evidence that the tree of the first checkpoint is the beginning of that of the second."""
    return {"kind": "growth", "proof": [_text(step) for step in proof], "first": first, "second": second}


def check(evidence: Mapping[str, Any], keys: Sequence[PublicKey]) -> str:
    """Return what evidence shows, as a sentence. Raises ``ProofError`` where it shows nothing."""
    proof = [_bytes(step) for step in evidence.get("proof") or ()]
    if evidence.get("kind") == "growth":
        first, second = (checkpoint.opened(_string(evidence, which), keys) for which in ("first", "second"))
        if first.origin != second.origin:
            raise ProofError("the checkpoints are of two logs")
        tree.verify_consistency(first.size, second.size, first.root, second.root, proof)
        return f"the tree of {second.size} events begins with that of {first.size}"
    if evidence.get("kind") != "event":
        raise ProofError("evidence is of an event or of growth")
    signed, index = checkpoint.opened(_string(evidence, "checkpoint"), keys), evidence.get("index")
    if not isinstance(index, int):
        raise ProofError("the index is no whole number")
    commitment = _bytes(evidence.get("commitment"))
    if "event" in evidence and commit(_string(evidence, "event").encode(), _bytes(evidence.get("salt"))) != commitment:
        raise ProofError("the event is not the one that was committed to")
    tree.verify_inclusion(index, signed.size, tree.leaf_hash(commitment), proof, signed.root)
    if "event" not in evidence:
        return f"an event whose data was deleted stands at place {index} of {signed.size}"
    at = json.loads(_string(evidence, "event"))["at"]
    return f"the event of {at} stands at place {index} of {signed.size}"


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: object) -> bytes:
    return checkpoint.decoded(text) if isinstance(text, str) else b""


def _string(evidence: Mapping[str, Any], key: str) -> str:
    found = evidence.get(key)
    if not isinstance(found, str):
        raise ProofError(f"the evidence has no {key}")
    return found
