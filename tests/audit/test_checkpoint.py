"""Signed checkpoints: the published example of the note format, and every way in which one may be changed."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from preclear.audit import checkpoint
from preclear.audit.checkpoint import Checkpoint, PublicKey, Signer
from preclear.audit.tree import ProofError

ORIGIN = "node.example/audit"
SIGNER = Signer.of(ORIGIN, bytes(range(32)))
SAID = Checkpoint(ORIGIN, 20852163, bytes(range(32)), ("2026-11-24T22:00:00Z",))
PUBLIC = SIGNER.public
NOTE = SIGNER.sign(SAID)

GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"  # of the documentation of Go's note package
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_SIGNATURE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"


def test_what_is_signed_is_read_again() -> None:
    assert checkpoint.opened(NOTE, [PUBLIC]) == SAID
    assert PublicKey.parse(str(PUBLIC)) == PUBLIC


def test_a_key_handed_out_by_others_is_read_and_its_signature_holds() -> None:
    key = PublicKey.parse(GO_KEY)
    assert str(key) == GO_KEY
    with pytest.raises(ProofError, match="not a checkpoint"):  # a note well signed, but no checkpoint
        checkpoint.opened(f"{GO_TEXT}\n{GO_SIGNATURE}", [key])


@given(st.integers(0, len(NOTE) - 2), st.characters(codec="utf-8", exclude_categories=["Cs"]))
def test_no_letter_of_it_can_be_changed(place: int, letter: str) -> None:
    changed = NOTE[:place] + letter + NOTE[place + 1 :]
    if changed == NOTE:
        return
    with pytest.raises(ProofError):
        checkpoint.opened(changed, [PUBLIC])


def test_bits_of_a_signature_that_say_nothing_cannot_be_changed() -> None:
    last = NOTE[-3]
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".replace(last, ""):
        with pytest.raises(ProofError):
            checkpoint.opened(NOTE[:-3] + letter + NOTE[-2:], [PUBLIC])


def test_a_witness_beside_the_node_is_passed_over_and_does_not_stand_for_it() -> None:
    other = Signer("witness.example", Ed25519PrivateKey.generate())
    cosigned = NOTE + other.sign(Checkpoint("witness.example", 1, bytes(32))).rpartition("\n\n")[2]
    assert checkpoint.opened(cosigned, [PUBLIC]) == SAID
    with pytest.raises(ProofError, match="no key that is believed"):
        checkpoint.opened(cosigned, [])
    alone = other.sign(Checkpoint("witness.example", SAID.size, SAID.root))
    with pytest.raises(ProofError, match="no key that is believed"):
        checkpoint.opened(alone, [PUBLIC])


@pytest.mark.parametrize(
    "text",
    ["", "a", "a\n", f"{ORIGIN}\n1\nAAAA\n", f"{ORIGIN}\n01\n{'A' * 43}=\n", f"a b\n1\n{'A' * 43}=\n", f"{ORIGIN}\n-1\n{'A' * 43}=\n"],
)
def test_what_is_no_checkpoint_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ProofError):
        checkpoint.read(text)


@pytest.mark.parametrize("text", ["", "a+b", "a+00000000+AAAA", str(PUBLIC).replace("node", "mode"), str(PUBLIC)[:-4]])
def test_a_damaged_key_is_not_taken(text: str) -> None:
    with pytest.raises(ProofError):
        PublicKey.parse(text)


def test_a_name_with_a_space_signs_nothing() -> None:
    with pytest.raises(ProofError):
        Signer.of("a node", bytes(32))


def test_a_key_is_handed_on_by_the_one_before_it_alone() -> None:
    first, second, third, stranger = (Signer.of("node.example/audit", bytes([n]) * 32) for n in range(4))
    chain = [first.hand_on(second.public), second.hand_on(third.public)]
    assert checkpoint.handed_on([first.public], chain) == (first.public, second.public, third.public)
    assert checkpoint.handed_on([second.public], chain) == (second.public, third.public)
    assert checkpoint.handed_on([first.public], chain[::-1]) == (first.public, second.public)
    forged = stranger.hand_on(third.public).replace(str(stranger.public), str(first.public))
    elsewhere = first.hand_on(Signer.of("other.example/audit", bytes(32)).public)
    for wrong in (forged, elsewhere, chain[0][:-4], chain[0].replace(str(second.public), str(third.public)), "", "\n\n\n"):
        assert checkpoint.handed_on([first.public], [wrong]) == (first.public,)
