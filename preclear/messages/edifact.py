"""The carrier layer of EDIFACT (ISO 9735, syntax versions 1 to 4): finding interchanges, separators, segments, and where they stood.

Nothing here raises on its input. What is wrong is a fault; a defect costs the smallest unit that it touches.

The bytes are looked at as Latin-1 text, in which a character stands for a byte, so that every position is an offset into what was
received. Control characters (line ends, the frames of telex) are never data inside a segment: they are taken out, and where that
joins a segment that was torn by a hard line break, the offset of each of its characters is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

from preclear.manifest import Fault
from preclear.manifest.faults import fault

SERVICE = frozenset({"UNA", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ"})
CONTROLS = dict.fromkeys(range(0x20))
BLANK = "".join(map(chr, range(0x21)))
CHARSETS = {  # by syntax identifier
    "UNOC": "latin-1", "UNOD": "iso8859-2", "UNOE": "iso8859-5", "UNOF": "iso8859-7", "UNOI": "iso8859-6", "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9", "UNOW": "utf-8", "UNOY": "utf-8",
}  # fmt: skip
HEAD = 2000  # characters behind UNB within which the second segment begins


class Separators(NamedTuple):
    """The characters that part a message, in the order of the service string advice."""

    component: str = ":"
    element: str = "+"
    decimal: str = "."
    release: str = "?"  # "" where there is none
    repetition: str = ""
    terminator: str = "'"

    def split(self, text: str, separator: str) -> list[str]:
        """Part a text at a separator, except where the release character stands before it. Release characters stay."""
        pieces = text.split(separator)
        if not self.release or self.release + separator not in text:
            return pieces
        joined: list[str] = []
        for piece in pieces:
            if joined and self.releases(joined[-1]):
                joined[-1] += separator + piece
            else:
                joined.append(piece)
        return joined

    def releases(self, piece: str) -> bool:
        """Return whether a piece ends in a release character that is not itself released, so that what follows is data."""
        return bool(self.release) and (len(piece) - len(piece.rstrip(self.release))) % 2 == 1

    def plain(self, value: str) -> str:
        """Return a value without its release characters."""
        release = self.release
        if not release or release not in value:
            return value
        out, taken = [], False
        for character in value:
            taken = character == release and not taken
            if not taken:
                out.append(character)
        return "".join(out)

    def escape(self, value: str) -> str:
        """Return a value as it is written: a release character before each character that has a meaning, a blank for it if there is none.

        >>> Separators().escape("IT'S 1+1")
        "IT?'S 1?+1"
        """
        special = {self.component, self.element, self.terminator, self.release, self.repetition} - {""}
        return "".join((self.release + c if self.release else " ") if c in special else c for c in value)


def value(elements: Sequence[Sequence[str]], element: int, component: int = 0) -> str:
    """Return one component of a segment, blanks around it gone; "" where it is not there."""
    return elements[element][component].strip() if element < len(elements) and component < len(elements[element]) else ""


@dataclass(slots=True)
class Stretch:
    """One interchange as it was received, parted into segments."""

    separators: Separators
    charset: str  # what the bytes proved to be: "ascii", "utf-8", "latin-1", or another part of ISO 8859 that UNB promises
    received: str  # everything that was received, as Latin-1
    texts: list[str]  # each segment, without terminator and control characters; release characters stay
    starts: list[int]  # offset of the first byte of each
    torn: dict[int, list[int]] = field(default_factory=dict)  # by offset: where each character of a torn segment stood
    advised: bool = True  # it began with a UNA
    lines: bool = False  # a line end follows most terminators
    ended: bool = True  # the last segment has its terminator
    faults: list[Fault] = field(default_factory=list)

    def elements(self, text: str) -> list[list[str]]:
        """Return the elements of a segment, each as its components: decoded, release characters gone. The first is the tag."""
        s = self.separators
        if s.release and s.release in text:
            found = [[s.plain(c) for c in s.split(e, s.component)] for e in s.split(text, s.element)]
        else:
            found = [e.split(s.component) for e in text.split(s.element)]
        return found if text.isascii() or self.charset == "ascii" else [[self.words(c) for c in e] for e in found]

    def words(self, value: str) -> str:
        """Return a value in the character set that the bytes proved to be in."""
        return value if value.isascii() else value.encode("latin-1").decode(self.charset, "replace")

    def span(self, text: str, element: int, component: int | None = None) -> tuple[int, int]:
        """Return where an element, or one component of it, stands in the text of its segment; (0, length) where it is not there."""
        s = self.separators
        elements = s.split(text, s.element)
        if element >= len(elements):
            return 0, len(text)
        first = sum(map(len, elements[:element])) + element
        if component is None:
            return first, first + len(elements[element])
        components = s.split(elements[element], s.component)
        if component >= len(components):
            return first, first + len(elements[element])
        first += sum(map(len, components[:component])) + component
        return first, first + len(components[component])

    def at(self, start: int, position: int) -> int:
        """Return the offset of a character of the segment that begins at an offset."""
        places = self.torn.get(start)
        return start + position if places is None else places[min(position, len(places) - 1)]

    def services(self) -> Iterator[tuple[int, str]]:
        """Yield index and tag of every service segment (UNB, UNG, UNH, UNT, UNE, UNZ)."""
        for index, text in enumerate(self.texts):
            if "UN" in text and (tag := self.tag(text)) in SERVICE:
                yield index, tag

    def tag(self, text: str) -> str:
        """Return the tag of a segment, blanks around it gone."""
        return text.split(self.separators.element, 1)[0].split(self.separators.component, 1)[0].strip()


def parts(raw: bytes) -> tuple[list[Stretch], list[Fault]]:
    """Return every interchange in what was received, and what is wrong around them.

    1. find where each begins: at UNA and UNB, else at UNB, else (a lost head) at UNG or UNH; never trust the first bytes
    2. find its separators: as UNA says, if the text bears it out
    3. part it into segments, as far as UNZ
    4. report what stands around them
    """
    text = raw.decode("latin-1")
    clean = text.translate(CONTROLS)
    beginnings = _beginnings(clean)  # 1
    faults: list[Fault] = []
    found: list[Stretch] = []
    ends = [match.start() for match in beginnings[1:]] + [len(clean)] * bool(beginnings)
    for match, end in zip(beginnings, ends, strict=True):
        first = _received(text, match.start("first"))
        last = len(text) if end == len(clean) else _received(text, end)
        body = text[first:last]
        separators, flaw = _separators(clean[match.start("first") : match.end() + HEAD], body, match)  # 2
        start = _received(text, match.start())
        stretch = _segments(text, body, separators, first)  # 3
        stretch.advised = match["advice"] is not None
        if flaw:
            stretch.faults.insert(0, fault(flaw, "UNA", offset=start))
        found.append(stretch)
        if not faults and len(found) == 1 and text[:start].strip(BLANK).removeprefix("\xef\xbb\xbf"):  # 4
            faults.append(fault("EDI-TEXT-BEFORE", "before UNB", offset=0))
    return found, faults


# The beginning of an interchange in text without control characters: UNB, an element separator, a syntax identifier of four letters
# (UNOA, IATA); before it perhaps a UNA of six characters, or a damaged one of fewer or more. The tag may stand right behind other
# text (a telex line that lost its end), so nothing is asked of what stands before.
_BEGINNING = re.compile(
    r"(?:UNA(?P<advice>[^A-Za-z0-9]{1,8}))?(?P<first>UNB) ?(?P<element>[^A-Za-z0-9 ])(?=UNO[A-Z]|IATA|[A-Z]{4}[^A-Z0-9 ][0-9])"
)
# Where no UNB is left: UNG and a message type, or UNH, a reference, a message type.
_HEADLESS = re.compile(
    r"(?P<advice>(?!))?(?P<first>UN(?:G ?(?=(.)[A-Z]{6}[^A-Z])|H ?(?=(.)[A-Za-z0-9]{1,35}.[A-Z]{6}[^A-Z])))(?P<element>[^A-Za-z0-9 ])"
)


def _beginnings(clean: str) -> list[re.Match[str]]:
    """Where interchanges begin."""
    found, at = [], clean.find("UNB")
    while at >= 0:
        advice = clean.rfind("UNA", max(at - 11, 0), at)
        match = (advice >= 0 and _BEGINNING.match(clean, advice)) or _BEGINNING.match(clean, at)
        if match:
            found.append(match)
        at = clean.find("UNB", at + 3)
    return found or [match for match in [_HEADLESS.search(clean)] if match]


def _received(text: str, position: int) -> int:
    """Turn a position in the text without control characters into one in the text as received."""
    at = position
    while (further := position + at + 1 - len(text[: at + 1].translate(CONTROLS))) != at:
        at = further
    return at


def _separators(head: str, body: str, match: re.Match[str]) -> tuple[Separators, str | None]:
    """Return the separators of an interchange, and the fault of its UNA, if it has one.

    A UNA can lie. The character right behind ``UNB`` is the element separator in use, the one right before the second segment the
    terminator (or a line end is, if no other mark stands there), the one behind the syntax identifier parts components.
    """
    advice, element = match["advice"] or "", match["element"]
    told = advice[:6] if len(advice.rstrip(" ")) <= 6 else advice
    tags = rf"(?:UNG|UNH|BGM|MSG) ?{re.escape(element)}"
    component = re.search(rf"[A-Z]{{4}}([^A-Za-z0-9 {re.escape(element)}])[0-9A-Z]", head)
    using = component[1] if component else told[:1] or ":"
    before = re.search(rf"([^A-Za-z0-9 {re.escape(element + using)}]) *{tags}", head[3:])
    line_end = re.search(rf"\n[ \r]*{tags}", body[: len(head) * 2])
    terminator = before[1] if before else "\n" if line_end else told[5:6].strip() or "'"
    declared = len(told) == 6 and (told[0], told[1], told[5]) == (using, element, terminator)
    if declared:
        release, repetition = told[3].strip(), told[4].strip()
    else:
        release, repetition = "\\" if "\\" in advice else "?", ""
    release = "" if release in {using, element, terminator} else release
    flaw = "EDI-UNA-UNTRUE" if advice and not declared else None
    return Separators(using, element, told[2] if declared else ".", release, repetition, terminator), flaw


def _segments(text: str, body: str, separators: Separators, start: int) -> Stretch:
    """Part one interchange, whose first segment begins at an offset, into segments, as far as UNZ."""
    texts, starts = _tidy(body, separators, start) or _untidy(body, separators, start)
    stretch = Stretch(separators, "ascii", text, texts, starts)
    whole = "".join(texts)
    if not whole.isprintable():
        _mend(stretch)
        whole = "".join(texts)
    if not whole.isascii():
        stretch.charset, promised = _charset(whole, stretch)
        if stretch.charset != promised:
            stretch.faults.append(fault("EDI-CHARSET", "UNB", note=f"read as {stretch.charset}", offset=start))
    stretch.lines = body.count("\n") >= len(texts) // 2 > 0 and not stretch.torn
    if texts[-1]:
        stretch.ended = False
    else:
        del texts[-1], starts[-1]
    unz = next((index for index, tag in stretch.services() if tag == "UNZ"), None)
    if unz is not None and unz + 1 < len(texts):
        after = next((n for n in range(unz + 1, len(texts)) if texts[n]), None)
        if after is not None:
            stretch.faults.append(fault("EDI-TEXT-AFTER", "after UNZ", offset=starts[after]))
        stretch.ended = True
        del texts[unz + 1 :], starts[unz + 1 :]
    broken = [start for start in stretch.torn if start <= starts[-1]]
    if broken:
        stretch.faults.append(fault("EDI-LINES-BROKEN", "UNB", note=f"{len(broken)} segments", offset=min(broken)))
    return stretch


def _tidy(body: str, separators: Separators, start: int) -> tuple[list[str], list[int]] | None:
    """The segments of an interchange in which one and the same line end, or none, follows each terminator; None for any other."""
    terminator = separators.terminator
    end = next((end for end in (f"{terminator}\r\n", f"{terminator}\n") if end in body), terminator)
    blanks = f"{end} " in body or f" {terminator}" in body or body[:1].isspace()
    if blanks or body.count(end) != body.count(terminator) or (separators.release and separators.release + terminator in body):
        return None
    texts = body.split(end)
    if not "".join(texts).isprintable():
        return None
    return texts, list(map(add, accumulate(map(len, texts), initial=start), range(0, len(texts) * len(end), len(end))))


def _untidy(body: str, separators: Separators, start: int) -> tuple[list[str], list[int]]:
    """The segments of any interchange: blanks and control characters around them are taken off, those inside stay for now."""
    received = separators.split(body, separators.terminator)
    if separators.release and _breaks_after_release(body, separators):
        received = _join_released(received, separators)
    texts = list(map(str.strip, received)) if body.isascii() else [piece.strip(BLANK) for piece in received]
    begins = map(add, accumulate(map(len, received), initial=start), count())  # each piece begins behind the terminator of the one before
    return texts, list(map(add, begins, map(str.find, received, texts)))


def _charset(whole: str, stretch: Stretch) -> tuple[str, str]:
    """The character set that the bytes prove to be, and the one that the syntax identifier promises."""
    identifier = stretch.elements(stretch.texts[0])[1:2] or [[""]]
    promised = CHARSETS.get(identifier[0][0].strip(), "ascii")
    try:
        whole.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return promised if promised not in ("ascii", "utf-8") else "latin-1", promised
    return "utf-8", promised


def _breaks_after_release(body: str, separators: Separators) -> bool:
    """Whether a hard line break may stand between a release character and what it releases."""
    return f"{separators.release}\r" in body or f"{separators.release}\n" in body


def _join_released(pieces: list[str], separators: Separators) -> list[str]:
    """Put together the pieces between which a released terminator stood behind a line break."""
    joined: list[str] = []
    for piece in pieces:
        if joined and separators.releases(joined[-1].rstrip(BLANK)):
            joined[-1] += separators.terminator + piece
        else:
            joined.append(piece)
    return joined


def _mend(stretch: Stretch) -> None:
    """Take control characters out of the segments that they tore, and keep where each character stood."""
    for index, text in enumerate(stretch.texts):
        whole = text.translate(CONTROLS)
        if whole != text:
            start = stretch.starts[index]
            stretch.torn[start] = [start + place for place, character in enumerate(text) if ord(character) >= 0x20]
            stretch.texts[index] = whole
