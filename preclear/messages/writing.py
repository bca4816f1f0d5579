"""Segments -> bytes: what every message that we write has in common, in the style of the message that it answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from preclear.messages.edifact import Separators
from preclear.messages.envelope import Envelope

Segment = tuple[str | tuple[str, ...], ...]  # the tag, then elements; an element of several components is a tuple


def seal(
    body: Sequence[Segment],
    envelope: Envelope,
    version: tuple[str, ...],
    *,
    control: str,
    made_at: datetime,
    reference: str | None = None,
    group: bool | None = None,
) -> bytes:
    """Return a message as bytes, in an interchange of its own that mirrors the one it answers: sender and receiver change places.

    ``version`` is S009: type, version, release, agency, and what else is told. ``group`` says whether a UNG stands around it; None: as in
    the message that is answered.
    """
    stamp = (f"{made_at:%y%m%d}", f"{made_at:%H%M}")
    ours, theirs = (envelope.receiver, envelope.receiver_qualifier), (envelope.sender, envelope.sender_qualifier)
    number = reference or envelope.message_reference or control
    access = reference or envelope.common_access_reference or number
    head: list[Segment] = [("UNB", tuple(envelope.syntax.split(":")), ours, theirs, stamp, control, "", envelope.application_reference)]
    tail: list[Segment] = [("UNZ", "1", control)]
    if envelope.group if group is None else group:
        ours = (envelope.group_receiver, envelope.group_receiver_qualifier) if envelope.group_receiver else ours
        theirs = (envelope.group_sender, envelope.group_sender_qualifier) if envelope.group_sender else theirs
        head.append(("UNG", version[0], ours, theirs, stamp, "1", version[3], version[1:3]))
        tail.insert(0, ("UNE", "1", "1"))
    head.append(("UNH", number, version, access, ("01", "F")))
    tail.insert(0, ("UNT", str(len(body) + 2), number))
    s = envelope.separators
    end = s.terminator + ("\n" if envelope.lines and s.terminator != "\n" else "")
    advice = (
        f"UNA{s.component}{s.element}{s.decimal}{s.release or ' '}{s.repetition or ' '}{end}"
        if envelope.advised or s != Separators()
        else ""
    )
    text = advice + "".join(_write(segment, envelope) + end for segment in (*head, *body, *tail))
    return text.encode(envelope.charset, "replace")


def _write(segment: Segment, envelope: Envelope) -> str:
    """One segment: trailing empty components and elements left out, characters that have a meaning released."""
    s = envelope.separators
    elements = []
    for element in segment:
        components = [s.escape(_plain(c, envelope.charset)) for c in ((element,) if isinstance(element, str) else element)]
        elements.append(_trim(components, s.component))
    return _trim(elements, s.element)


def _trim(parts: list[str], separator: str) -> str:
    while parts and not parts[-1]:
        parts.pop()
    return separator.join(parts)


def _plain(value: str, charset: str) -> str:
    """A value in the characters of the request's character set; letters beyond it lose their marks, control characters are blanks."""
    if value.isprintable() and (value.isascii() or _fits(value, charset)):
        return value
    return "".join(c if _fits(c, charset) else _bare(c, charset) for c in "".join(c if c.isprintable() else " " for c in value))


def _bare(character: str, charset: str) -> str:
    """A character without its marks; a blank where that does not fit either."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return bare if bare and _fits(bare, charset) else " "


def _fits(value: str, charset: str) -> bool:
    try:
        value.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
