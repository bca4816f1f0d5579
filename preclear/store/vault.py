"""The seal on raw messages: AES-256-GCM under a key that lies in a file beside the database, never in it.

A sealed message is ``version (1) | key's mark (4) | nonce (12) | ciphertext and tag``. The file holds one key a line, as base64;
the first seals, all of them open, so that a key can be replaced without sealing everything anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from preclear.errors import PreclearError, SettingsError

VERSION = b"\x01"
MARK_BYTES, NONCE_BYTES, KEY_BYTES = 4, 12, 32


class Vault:
    """Seals and opens. What is sealed for one owner (a carrier's id) does not open for another."""

    def __init__(self, keys: list[bytes]) -> None:
        self._ciphers = {hashlib.sha256(key).digest()[:MARK_BYTES]: AESGCM(key) for key in keys}
        self._mark = next(iter(self._ciphers))
        self._blind = hmac.digest(keys[0], b"marks", "sha256")

    def seal(self, message: bytes, owner: str) -> bytes:
        """Return a message sealed under the first key."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return VERSION + self._mark + nonce + self._ciphers[self._mark].encrypt(nonce, message, owner.encode())

    def mark(self, text: str, kind: str) -> bytes:
        """Return 32 bytes that are the same for the same text of a kind, and tell nobody without the key which text it was."""
        return hmac.digest(self._blind, f"{kind}:{text}".encode(), "sha256")

    def open(self, sealed: bytes, owner: str) -> bytes:
        """Return a sealed message. Raises ``PreclearError`` when its key is not here, or one bit of it was changed."""
        mark, nonce, rest = sealed[1:5], sealed[5:17], sealed[17:]
        if sealed[:1] != VERSION or mark not in self._ciphers:
            raise PreclearError("this message was sealed under a key that is not in the key file")
        try:
            return self._ciphers[mark].decrypt(nonce, rest, owner.encode())
        except InvalidTag as error:
            raise PreclearError("this sealed message was changed since it was received, or belongs to another carrier") from error


def make_key(path: Path) -> None:
    """Write a new key file, readable by its owner alone. Raises ``SettingsError`` where there is one already."""
    line = base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise SettingsError(f"{path}: there is a key already, and what it sealed would be lost") from error
    with os.fdopen(file, "wb") as out:
        out.write(line)
        out.flush()
        os.fsync(out.fileno())


def rotate(path: Path) -> None:
    """Put a new key in front of a key file, whole or not at all; the former ones stay behind it.

    Raises ``SettingsError`` for a file that is missing, open to others, or no key file.
    """
    lines = [base64.b64encode(key) for key in (secrets.token_bytes(KEY_BYTES), *read_keys(path))]
    owner = path.stat()
    half = path.with_name(f"{path.name}.new")
    half.unlink(missing_ok=True)  # of an attempt that was cut off: nothing was sealed under it
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(b"\n".join(lines) + b"\n")
        out.flush()
        os.fchown(out.fileno(), owner.st_uid, owner.st_gid)
        os.fsync(out.fileno())
    half.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def load(path: Path) -> Vault:
    """Return the vault of a key file. Raises ``SettingsError`` for a file that is missing, open to others, or no key file."""
    return Vault(read_keys(path))


def read_keys(path: Path) -> list[bytes]:
    """Return the keys of a key file, at least one. Raises ``SettingsError`` for a file that is missing, open to others, or no key file."""
    try:
        mode, lines = path.stat().st_mode, path.read_text(encoding="ascii").split()
    except OSError as error:
        raise SettingsError(f"{path}: the key cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is no key file") from error
    if mode & 0o077:
        raise SettingsError(f"{path}: others may read the key; say chmod 600")
    try:
        keys = [base64.b64decode(line, validate=True) for line in lines]
    except ValueError as error:
        raise SettingsError(f"{path}: is no key file") from error
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise SettingsError(f"{path}: must hold keys of {KEY_BYTES} bytes, as base64, one a line")
    return keys
