"""Checkpoints: the size and root of the tree at an instant, signed, as C2SP tlog-checkpoint and signed-note lay them out.

A node cannot take back what it signed. Whoever keeps a checkpoint can later ask for proof that the tree of now begins with that one.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from preclear.audit.tree import HASH_BYTES, ProofError

_ED25519 = b"\x01"  # the kind of a key, of signed-note
_MARK_BYTES = 4
_LARGEST = 16_384  # bytes of a note; ours have 200
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_NAME = re.compile(r"[^\s+]+")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a node says of its tree."""

    origin: str  # which log, as "node.example/audit": the name of the key that signs
    size: int
    root: bytes
    more: tuple[str, ...] = ()  # further lines, as the instant

    @property
    def text(self) -> str:
        """The lines that are signed, the last line end included."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, base64.b64encode(self.root).decode(), *self.more))


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Whose signature is believed."""

    name: str
    key: bytes  # 32 bytes, of Ed25519

    @property
    def mark(self) -> bytes:
        """What a signature names this key by, four bytes."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()[:_MARK_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.mark.hex()}+{base64.b64encode(_ED25519 + self.key).decode()}"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Return a key from how it is handed out: ``name+mark+base64``. Raises ``ProofError``."""
        name, _, rest = text.strip().partition("+")
        mark, _, encoded = rest.partition("+")
        raw = decoded(encoded)
        key = cls(name, raw[1:])
        if not _NAME.fullmatch(name) or raw[:1] != _ED25519 or len(key.key) != HASH_BYTES:
            raise ProofError("not a key of the form name+mark+base64 with Ed25519")
        if key.mark.hex() != mark:
            raise ProofError("the mark of the key is not that of its bytes: a letter of it was lost or changed")
        return key


@dataclass(frozen=True, slots=True)
class Signer:
    """The key of a log, under its name. Raises ``ProofError`` for a name with a space or a plus."""

    name: str
    key: Ed25519PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ProofError("the name of a log has no space and no plus")

    @classmethod
    def of(cls, name: str, secret: bytes) -> Signer:
        """Return the signer of 32 secret bytes."""
        return cls(name, Ed25519PrivateKey.from_private_bytes(secret))

    @property
    def public(self) -> PublicKey:
        """What is handed out of it."""
        return PublicKey(self.name, self.key.public_key().public_bytes_raw())

    def sign(self, checkpoint: Checkpoint) -> str:
        """Return the signed note of a checkpoint."""
        signature = base64.b64encode(self.public.mark + self.key.sign(checkpoint.text.encode())).decode()
        return f"{checkpoint.text}\n— {self.name} {signature}\n"

    def hand_on(self, to: PublicKey) -> str:
        """Return the signed statement that another key signs this log from now on; ``handed_on`` reads it."""
        text = _handing_on(self.public, to)
        return f"{text}\n{base64.b64encode(self.key.sign(text.encode())).decode()}"


def _handing_on(former: PublicKey, to: PublicKey) -> str:
    return f"preclear: the key of a log is handed on\n{former}\n{to}"


def handed_on(keys: Sequence[PublicKey], statements: Sequence[str]) -> tuple[PublicKey, ...]:
    """Return the keys that are believed, with every one that they handed a log on to, one after the other.

    A statement that none of the keys before it signed, or of another log, adds nothing.
    """
    believed = list(keys)
    for statement in statements:
        text, _, signature = statement.rpartition("\n")
        _, _, told = text.partition("\n")
        former, _, to = told.partition("\n")
        key = next((one for one in believed if str(one) == former), None)
        try:
            new = PublicKey.parse(to)
            if key and new.name == key.name and text == _handing_on(key, new):
                Ed25519PublicKey.from_public_bytes(key.key).verify(decoded(signature), text.encode())
                believed.append(new)
        except (ProofError, InvalidSignature):
            continue
    return tuple(dict.fromkeys(believed))


def opened(note: str, keys: Sequence[PublicKey]) -> Checkpoint:
    """Return the checkpoint of a note that is signed by one of these keys, which must bear the name of its origin.

    Signatures by others, as of witnesses, are passed over; a wrong one by a known key is not. Raises ``ProofError``.
    """
    if len(note) > _LARGEST:
        raise ProofError("the note is longer than a checkpoint can be")
    text, blank, signatures = note.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise ProofError("not a signed note: text, an empty line, then signatures")
    found = read(text + "\n")
    believed = False
    for line in signatures.removesuffix("\n").split("\n"):
        match = _SIGNATURE.fullmatch(line)
        if match is None:
            raise ProofError("a signature of the note is damaged")
        raw = decoded(match[2])
        for key in keys:
            if match[1] != key.name or raw[:_MARK_BYTES] != key.mark:
                continue
            try:
                Ed25519PublicKey.from_public_bytes(key.key).verify(raw[_MARK_BYTES:], (text + "\n").encode())
            except InvalidSignature as error:
                raise ProofError("the signature does not fit the checkpoint") from error
            believed |= key.name == found.origin
    if not believed:
        raise ProofError("no key that is believed signed this checkpoint")
    return found


def read(text: str) -> Checkpoint:
    """Return what the signed lines of a checkpoint say. Raises ``ProofError``."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not _NAME.fullmatch(lines[0]) or not _SIZE.fullmatch(lines[1]) or not all(lines):
        raise ProofError("not a checkpoint: origin, size and root on a line each")
    root = decoded(lines[2])
    if len(root) != HASH_BYTES:
        raise ProofError("the root of a checkpoint has 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root, tuple(lines[3:]))


def decoded(text: str) -> bytes:
    """Return the bytes of base64 in its one form. Raises ``ProofError``."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProofError("not base64") from error
    if base64.b64encode(found).decode() != text:  # bits that say nothing must be none
        raise ProofError("not base64 in its one form")
    return found
