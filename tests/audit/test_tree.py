"""The tree: against the recursive definition of RFC 9162, against the published proof vectors, and against every change of a proof."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear.audit import tree

LEAVES = [tree.leaf_hash(str(n).encode()) for n in range(70)]
SIZES = st.integers(1, len(LEAVES))


def defined(leaves: list[bytes]) -> bytes:
    """The root as RFC 9162 section 2.1.1 defines it."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\1" + defined(leaves[:k]) + defined(leaves[k:])).digest()


def subtree(level: int, place: int) -> bytes:
    """A full subtree of the leaves."""
    return defined(LEAVES[place << level : place + 1 << level])


@pytest.mark.parametrize("size", range(len(LEAVES) + 1))
def test_the_root_is_the_defined_one(size: int) -> None:
    grown, _ = tree.Frontier().grown(LEAVES[:size])
    assert grown.root == tree.root_at(size, subtree) == defined(LEAVES[:size])


@given(SIZES, SIZES)
def test_a_tree_grows_in_any_steps(first: int, second: int) -> None:
    first, second = sorted((first, second))
    begun, made = tree.Frontier().grown(LEAVES[:first])
    grown, more = begun.grown(LEAVES[first:second])
    assert grown == tree.Frontier().grown(LEAVES[:second])[0]
    assert {(level, place): found for level, place, found in (*made, *more)} == {
        (level, place): subtree(level, place) for level in range(7) for place in range(second >> level)
    }


@given(SIZES, st.data())
def test_every_leaf_is_shown_and_nothing_else(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, root = tree.inclusion_proof(index, size, subtree), defined(LEAVES[:size])
    tree.verify_inclusion(index, size, LEAVES[index], proof, root)
    wrong = [(index, size, LEAVES[index - 1] if index else LEAVES[-1], proof, root), (index, size, LEAVES[index], (*proof, root), root)]
    wrong += [(index, size, LEAVES[index], proof[:n] + proof[n + 1 :], root) for n in range(len(proof))]
    wrong += [(index, size, LEAVES[index], (*proof[:n], bytes(32), *proof[n + 1 :]), root) for n in range(len(proof))]
    wrong += [(other, size, LEAVES[index], proof, root) for other in (-1, index + 1, size)]
    for each in wrong:
        with pytest.raises(tree.ProofError):
            tree.verify_inclusion(*each)


@given(SIZES, SIZES)
def test_a_beginning_is_shown_and_nothing_else(first: int, second: int) -> None:
    first, second = sorted((first, second))
    proof = tree.consistency_proof(first, second, subtree)
    roots = defined(LEAVES[:first]), defined(LEAVES[:second])
    tree.verify_consistency(first, second, *roots, proof)
    wrong = [(first, second, bytes(32), roots[1], proof), (first, second, roots[0], bytes(32), proof)]
    wrong += [(first, second, *roots, proof[:n] + proof[n + 1 :]) for n in range(len(proof))] + [
        (first, second, *roots, (*proof, bytes(32)))
    ]
    wrong += [(first, second, *roots, (*proof[:n], bytes(32), *proof[n + 1 :])) for n in range(len(proof))]
    for each in wrong:
        with pytest.raises(tree.ProofError):
            tree.verify_consistency(*each)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 4), (4, 4)])
def test_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(tree.ProofError):
        tree.inclusion_proof(index, size, subtree)


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3)])
def test_no_proof_of_a_beginning_that_is_none(first: int, second: int) -> None:
    with pytest.raises(tree.ProofError):
        tree.consistency_proof(first, second, subtree)


def test_the_published_vectors(shared: Path) -> None:
    def raw(text: str | None) -> bytes:
        return base64.b64decode(text or "")

    vectors = json.loads((shared / "data/cooperation/tlog/merkle_proof_vectors.json").read_text())
    asked = 0
    for each in vectors:
        kind = each["file"].split("/")[1]
        if kind not in {"inclusion", "consistency"}:
            continue
        proof = [raw(step) for step in each["proof"] or ()]
        try:
            if kind == "inclusion":
                tree.verify_inclusion(each["leafIdx"], each["treeSize"], raw(each["leafHash"]), proof, raw(each["root"]))
            else:
                tree.verify_consistency(each["size1"], each["size2"], raw(each["root1"]), raw(each["root2"]), proof)
            refused = False
        except tree.ProofError:
            refused = True
        assert refused == each["wantErr"], each["file"]
        asked += 1
    assert asked == 92
