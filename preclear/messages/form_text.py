"""The text of a form: its character set found strictly, and every place in it given in bytes of what was received."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal

from preclear.manifest import Span

Charset = Literal["utf-8", "windows-1252", "utf-16-le", "utf-16-be"]
BEYOND = re.compile("[\U00010000-\U0010ffff]")  # two units of UTF-16
WINDOWS_1252 = {b: bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xA0)}  # where it is not Latin-1


@dataclass(frozen=True, slots=True)
class Text:
    """A text to look into: one character a byte (Latin-1) unless it is UTF-16. ``said`` gives what a stretch of it says."""

    characters: str
    charset: Charset
    start: int  # bytes before the first character: those of a byte order mark
    wide: tuple[int, ...] = field(default=(), repr=False)  # where characters of two units stand

    @property
    def guessed(self) -> bool:
        """Whether the character set was fallen back on."""
        return self.charset == "windows-1252"

    def at(self, place: int) -> int:
        """Return the byte at which a character stands."""
        if not self.charset.startswith("utf-16"):
            return self.start + place
        return self.start + 2 * (place + bisect_left(self.wide, place))

    def span(self, first: int, last: int) -> Span:
        """Return the bytes of a stretch."""
        return Span(self.at(first), self.at(last))

    def said(self, first: int, last: int) -> str:
        """Return what a stretch says; what is no character is a blank."""
        found = self.characters[first:last]
        if found.isascii() or self.charset.startswith("utf-16"):
            return found
        raw = found.encode("latin-1")
        return raw.decode("utf-8", "replace") if self.charset == "utf-8" else windows_1252(raw)


def windows_1252(raw: bytes) -> str:
    """Return bytes of Windows-1252 as text; the five that it does not name stand for themselves, as in Latin-1.

    Bytes that are letters in UTF-8 are taken for those: hardly anything in Windows-1252 is, and files are put together of both.
    """
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    return raw.decode("latin-1").translate(WINDOWS_1252)


def read(raw: bytes) -> Text:
    r"""Return the text of some bytes: UTF-8 or UTF-16 by its mark or by its zeros, else UTF-8 strictly, else Windows-1252. Never raises.

    >>> read("é".encode()).charset, read(b"\xe9").charset, read("é,a".encode("utf-16")).charset, read("a,b".encode("utf-16-be")).charset
    ('utf-8', 'windows-1252', 'utf-16-le', 'utf-16-be')
    """
    if raw.startswith(b"\xff\xfe"):
        return _utf_16(raw, "utf-16-le", 2)
    if raw.startswith(b"\xfe\xff"):
        return _utf_16(raw, "utf-16-be", 2)
    head = raw[:400]
    if len(head) >= 4 and b"\0" in head:
        odd, even = head[1::2].count(0), head[::2].count(0)
        if max(odd, even) > len(head) // 4:
            return _utf_16(raw, "utf-16-le" if odd > even else "utf-16-be", 0)
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    try:
        raw.decode()
    except UnicodeDecodeError:
        if start or mostly_utf_8(raw):  # with a damaged place, or cut inside a letter, it is in UTF-8 still
            return Text(raw[start:].decode("latin-1"), "utf-8", start)
        return Text(raw.decode("latin-1"), "windows-1252", 0)
    return Text(raw[start:].decode("latin-1"), "utf-8", start)


LETTERS = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def mostly_utf_8(raw: bytes) -> bool:
    r"""Return whether nearly all bytes beyond ASCII are of letters in UTF-8.

    >>> mostly_utf_8("Başaran".encode() + b"\xc4"), mostly_utf_8("Müller".encode("latin-1"))
    (True, False)
    """
    beyond = len(re.sub(rb"[\x00-\x7f]+", b"", raw))
    inside = sum(len(found) for found in LETTERS.findall(raw))
    stray = beyond - inside  # of one letter that was cut, up to two
    return stray < inside and stray <= max(2, beyond // 20)


def _utf_16(raw: bytes, charset: Charset, start: int) -> Text:
    even = raw[start : start + (len(raw) - start) // 2 * 2]
    text = even.decode(charset, "replace")
    return Text(text, charset, start, tuple(found.start() for found in BEYOND.finditer(text)))
