"""The carrier layer of EDIFACT (ISO 9735, syntax versions 1 to 4): finding interchanges, separators, segments, and where they stood.

Nothing here raises on its input. What is wrong is a fault; a defect costs the smallest unit that it touches.

The bytes are looked at as Latin-1 text, in which a character stands for a byte, so that every position is an offset into what was
received. Control characters (line ends, the frames of telex) are never data inside a segment. Behind a terminator they are stepped
over; where they tear segments, the whole text is read without them, and a list of where they stood turns positions back into offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, count, pairwise
from operator import add
from typing import NamedTuple

from preclear.manifest import Fault
from preclear.manifest.faults import fault
from preclear.messages.form_text import mostly_utf_8

CONTROLS = bytes(range(0x20))
SEPARATING = b"\x1c\x1d\x1e\x1f"  # controls that part what they part in syntax level B without a UNA: terminator, element, -, component
BLANK = "".join(map(chr, range(0x21)))
CHARSETS = {  # by syntax identifier
    "UNOC": "latin-1", "UNOD": "iso8859-2", "UNOE": "iso8859-5", "UNOF": "iso8859-7", "UNOG": "iso8859-3", "UNOH": "iso8859-4",
    "UNOI": "iso8859-6", "UNOJ": "iso8859-8", "UNOK": "iso8859-9", "UNOW": "utf-8", "UNOY": "utf-8",
}  # fmt: skip
MOST_REPEATED = 99  # of one element; more stay as they are
MOST_SPREAD = 20  # times the text of a segment that its repetitions may come to when they are written out
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
        held: list[str] = []  # pieces that released separators hold together
        for piece in pieces:
            held.append(piece)
            if not self.releases(piece):
                joined.append(separator.join(held))
                held = []
        return joined + ([separator.join(held)] if held else [])

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
        if not any(sign in value for sign in (self.component, self.element, self.terminator, self.release, self.repetition) if sign):
            return value
        special = {self.component, self.element, self.terminator, self.release, self.repetition} - {""}
        return "".join((self.release + c if self.release else " ") if c in special else c for c in value)


def value(elements: Sequence[Sequence[str]], element: int, component: int = 0) -> str:
    """Return one component of a segment, blanks around it gone; "" where it is not there."""
    return elements[element][component].strip() if element < len(elements) and component < len(elements[element]) else ""


class Body(NamedTuple):
    """Some segments in the order in which they stand."""

    texts: list[str]  # each without terminator and control characters; release characters stay
    starts: list[int]  # offset of the first byte of each, into what was received


class Service(NamedTuple):
    """A service segment: UNB, UNG, UNH, UNT, UNE or UNZ."""

    tag: str
    first: int  # where it begins and ends in the text of its stretch
    last: int
    glued: bool = False  # the terminator before it was lost


@dataclass(slots=True)
class Stretch:
    """One interchange as it was received."""

    separators: Separators
    text: str  # everything that was received, as Latin-1; without control characters if they tear segments
    first: int  # where the interchange begins and ends in the text
    last: int
    breaks: Sequence[int] = ()  # positions in the text before which a control character was taken out
    charset: str = "ascii"  # what the bytes proved to be: "ascii", "utf-8", "latin-1", or another part of ISO 8859 that UNB promises
    services: tuple[Service, ...] = ()
    advised: bool = True  # it began with a UNA
    repeats: bool = False  # elements may repeat (syntax version 4)
    lines: bool = False  # a line end follows most terminators
    ended: bool = True  # the last segment has its terminator
    faults: list[Fault] = field(default_factory=list)

    def segments(self, first: int, last: int) -> Body:
        """Return the segments between two positions of the text; terminators with nothing before them are none."""
        pieces = self.separators.split(self.text[first:last], self.separators.terminator)
        texts = [piece.strip(BLANK) for piece in pieces]
        begins = map(add, accumulate(map(len, pieces), initial=first), count())
        starts = list(map(add, begins, map(str.find, pieces, texts)))
        if "" in texts:
            starts = [start for text, start in zip(texts, starts, strict=True) if text]
            texts = list(filter(None, texts))
        if self.repeats and self.separators.repetition in self.text[first:last]:
            texts, starts = self.unrepeated(texts, starts)
        return Body(texts, list(map(self.offset, starts)) if self.breaks else starts)

    def unrepeated(self, texts: Sequence[str], starts: Sequence[int]) -> tuple[list[str], list[int]]:
        """Return segments with one in the place of each repetition of an element: COM+1:TE*2:FX as COM+1:TE and COM+2:FX."""
        s = self.separators
        found: list[tuple[str, int]] = []
        for text, start in zip(texts, starts, strict=True):
            several = [s.split(element, s.repetition) for element in s.split(text, s.element)] if s.repetition in text else []
            n = next((n for n, pieces in enumerate(several) if len(pieces) > 1), None)
            times = len(several[n]) if n is not None else 0
            if n is None or times > MOST_REPEATED or times * (len(text) - sum(map(len, several[n]))) > MOST_SPREAD * len(text):
                found.append((text, start))
                continue
            elements = s.split(text, s.element)
            shift = 0
            for piece in several[n]:
                found.append((s.element.join([*elements[:n], piece, *elements[n + 1 :]]), start + shift))
                shift += len(piece) + 1
        return [text for text, _ in found], [start for _, start in found]

    def count(self, first: int, last: int) -> int:
        """Return how many segments stand between two positions of the text."""
        release, terminator = self.separators.release, self.separators.terminator
        if release and self.text.find(release, first, last) >= 0 and self.text.find(release + terminator, first, last) >= 0:
            return sum(bool(piece.strip(BLANK)) for piece in self.separators.split(self.text[first:last], terminator))
        behind = self.text[max(self.text.rfind(terminator, first, last) + 1, first) : last].strip(BLANK)
        return self.text.count(terminator, first, last) + bool(behind)

    def offset(self, position: int) -> int:
        """Return the offset, in what was received, of the character at a position of the text."""
        return position + bisect_right(self.breaks, position) if self.breaks else position

    def position(self, offset: int) -> int:
        """Return the position in the text of what was received at an offset."""
        return offset - bisect_left(range(len(self.breaks)), offset, key=lambda n: self.breaks[n] + n) if self.breaks else offset

    def at(self, start: int, position: int) -> int:
        """Return the offset of a character of the segment that begins at an offset."""
        return self.offset(self.position(start) + position) if self.breaks else start + position

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

    def rest(self) -> str:
        """Return what stands behind the first segment."""
        return self.text[self.ends(self.first, self.last) + len(self.separators.terminator) : self.last].strip(BLANK)

    def told(self, service: Service) -> list[list[str]]:
        """Return the elements of a service segment."""
        return self.elements(self.text[service.first : service.last])

    def ends(self, position: int, limit: int) -> int:
        """Return where the segment at a position ends: at its terminator, or at a limit."""
        terminator = self.separators.terminator
        end = self.text.find(terminator, position, limit)
        while end >= 0 and self.released(end):
            end = self.text.find(terminator, end + 1, limit)
        return limit if end < 0 else end

    def released(self, position: int) -> bool:
        """Return whether the character at a position has a release character before it that is not itself released."""
        release, before = self.separators.release, position
        while release and before and self.text[before - 1] == release:
            before -= 1
        return (position - before) % 2 == 1


class Received:
    """What was received, as the two texts in which it is looked at."""

    def __init__(self, raw: bytes, kept: bytes = b"") -> None:
        """Take in some bytes; control characters that are ``kept`` part segments or elements."""
        self.raw = raw
        self.text = raw.decode("latin-1")
        self.deleted = bytes(sorted(set(CONTROLS) - set(kept)))
        self.clean = raw.translate(None, self.deleted).decode("latin-1")  # without control characters
        self._keeping: dict[str, Received] = {}

    def keeping(self, terminator: str) -> Received:
        """Return the same of which a control character parts segments."""
        if terminator not in self._keeping:
            self._keeping[terminator] = Received(self.raw, terminator.encode())
        return self._keeping[terminator]

    @cached_property
    def breaks(self) -> list[int]:
        """Positions in the clean text before which a control character was taken out."""
        found = re.finditer(b"[" + re.escape(self.deleted) + b"]", self.raw)
        return [match.start() - n for n, match in enumerate(found)]


def parts(raw: bytes) -> tuple[list[Stretch], list[Fault]]:
    """Return every interchange in what was received, and what is wrong around them.

    1. find where each begins: at UNA and UNB, else at UNB, else (a lost head) at UNG or UNH; never trust the first bytes
    2. find its separators: as UNA says, if the text bears it out
    3. find its service segments, as far as UNZ
    4. report what stands around it
    """
    if foreign := _EBCDIC_UNB in raw and b"UNB" not in raw:
        raw = raw.translate(_FROM_EBCDIC)
    plain = _quotes_replaced(raw)
    received = Received(plain, SEPARATING if b"UNB\x1d" in plain else b"")
    beginnings, begins = _beginnings(received.clean), _beginnings(received.text)  # 1
    if len(begins) != len(beginnings):
        begins = []  # a line break tears one of them
    ends = [match.start() for match in beginnings[1:]] + [len(received.clean)]
    stops = [match.start() for match in begins[1:]] + [len(received.text)]
    faults: list[Fault] = []
    found: list[Stretch] = []
    if foreign:
        faults.append(fault("EDI-CHARSET", "UNB", note="read as EBCDIC", offset=0))
    for n, (match, last) in enumerate(zip(beginnings, ends, strict=False)):
        first = match.start("first")
        if begins:
            begin, stop = begins[n].start("first"), stops[n]
        else:
            begin, stop = first + bisect_right(received.breaks, first), last + bisect_right(received.breaks, last)
        head, body = received.clean[first : min(first + HEAD, last)], received.text[begin : min(begin + 2 * HEAD, stop)]
        separators, flaw = _separators(head, body, match)  # 2
        stretch = _stretch(received, separators, (first, last), (begin, stop))
        stretch.advised = match["advice"] is not None
        start = stretch.offset(stretch.first)
        if flaw:
            stretch.faults.append(fault(flaw, "UNA", offset=start))
        if plain is not raw and plain.count(b"'") > raw.count(b"'") and n == 0:
            stretch.faults.append(fault("EDI-QUOTES", "UNB", offset=start))
        _look_through(stretch, start)  # 3, 4
        if n + 1 < len(beginnings) and [service.tag for service in stretch.services] == ["UNB"] and not stretch.rest():
            faults.append(fault("EDI-SERVICE-STRAY", "UNB", offset=start))
            continue
        found.append(stretch)
    if beginnings and received.clean[: beginnings[0].start()].strip(BLANK).removeprefix("\xef\xbb\xbf"):  # 4
        faults.append(fault("EDI-TEXT-BEFORE", "before UNB", offset=0))
    return found, faults


def in_use(raw: bytes) -> Separators | None:
    """Return the separators of the first interchange in what was received; None where there is none."""
    received = Received(raw)
    match = next(iter(_beginnings(received.clean)), None)
    if match is None:
        return None
    first = match.start("first")
    begin = first + bisect_right(received.breaks, first)
    return _separators(received.clean[first : first + HEAD], received.text[begin : begin + 2 * HEAD], match)[0]


# A mainframe's text that its gateway did not translate: a byte stands for a character there, too, so every position stays.
_FROM_EBCDIC = bytes(range(256)).decode("cp500").encode("latin-1")
_EBCDIC_UNB = "UNB+".encode("cp500")
# Typographic quotation marks and accents where a program for letters put them in the place of terminators: a tag, or nothing, follows.
_QUOTES = re.compile(rb"(?:\xe2\x80[\x98\x99\xb2]|\xc2\xb4|[\x91\x92])(?=[\x00-\x20]{0,8}(?:[A-Z]{3} ?[^A-Za-z0-9 ]|\Z))")
# Blanks of pages and mainframes (NBSP, NEL) between a terminator and the next tag.
_BLANKS = re.compile(rb"(?<=[^A-Za-z0-9 \x80-\xff])(?:(?:\xc2?[\x85\xa0])[\x00-\x20]*)+(?=[A-Z]{3} ?[^A-Za-z0-9 ]|\Z)")


def _quotes_replaced(raw: bytes) -> bytes:
    """What was received, with terminators for typographic quotation marks if those are in the majority. Line ends keep its length."""
    if raw.isascii():
        return raw
    if b"\xa0" in raw or b"\x85" in raw:
        raw = _BLANKS.sub(lambda match: b"\n" * len(match[0]), raw)
    if sum(map(raw.count, (b"\x91", b"\x92", b"\x98", b"\x99", b"\xb2", b"\xb4"))) <= raw.count(b"'"):
        return raw
    replaced, times = _QUOTES.subn(lambda match: b"'".ljust(len(match[0]), b"\n"), raw)
    return replaced if times > 1 else raw


# The beginning of an interchange: UNB, an element separator, a syntax identifier of four letters (UNOA, IATA) or at least sender,
# recipient and date; before it perhaps a UNA of six characters, or a damaged one of fewer or more. The tag may stand right behind other
# text (a telex line that lost its end), so nothing is asked of what stands before, unless the
# identifier is missing: a locator may end in UNB.
_BEGINNING = re.compile(
    r"(?:UNA(?P<advice>[^A-Za-z0-9\r\n]{1,8})[\x00-\x20]{0,8})?(?P<first>UNB) ?(?P<element>[^A-Za-z0-9 \r\n])"
    r"(?:(?=UNO[A-Z]|IATA|[A-Z]{4}[^A-Z0-9 ][0-9])|(?P<doubtful>(?<![A-Za-z0-9]UNB.)(?<![A-Za-z0-9]UNB .)))"
)
_PREPARED = re.compile(r"[0-9]{6,8}[^A-Za-z0-9][0-9]{4}")


def _addressed(text: str, match: re.Match[str]) -> bool:
    """Whether a UNB without a syntax identifier has sender, recipient, date and time."""
    identifier, *addresses = text[match.end() : match.end() + 200].split(match["element"], 3)
    *names, when = addresses or [""]
    return len(identifier) <= 16 and len(names) == 2 and all(0 < len(name) <= 80 for name in names) and bool(_PREPARED.match(when))


# Where no UNB is left: UNG and a message type, or UNH, a reference, a message type; where nothing of the envelope is: the BGM of a list.
_BARE = re.compile(
    r"(?P<advice>(?!))?(?<![A-Za-z0-9])(?P<first>BGM ?(?=[^A-Za-z0-9 ](?:745|250|266|336)[^A-Za-z0-9]))(?P<element>[^A-Za-z0-9 ])"
)
_HEADLESS = re.compile(
    r"(?P<advice>(?!))?(?P<first>UN(?:G ?(?=[^A-Za-z0-9 ][A-Z]{6}[^A-Z])|H ?(?=[^A-Za-z0-9 ][A-Za-z0-9]{1,35}[^A-Za-z0-9 ][A-Z]{6}[^A-Z])))"
    r"(?P<element>[^A-Za-z0-9 ])"
)


def _beginnings(text: str) -> list[re.Match[str]]:
    """Where interchanges begin; one that lost its UNB is looked for before the first of the others."""
    found, at = [], text.find("UNB")
    while at >= 0:
        advice = text.rfind("UNA", max(at - 20, 0), at)
        match = (advice >= 0 and _BEGINNING.match(text, advice)) or _BEGINNING.match(text, at)
        if match and match.start("first") == at and (match["doubtful"] is None or _addressed(text, match)):
            found.append(match)
        at = text.find("UNB", at + 3)
    headless = _HEADLESS.search(text, 0, found[0].start() if found else len(text)) or (None if found else _BARE.search(text))
    return [headless, *found] if headless else found


def _separators(head: str, body: str, match: re.Match[str]) -> tuple[Separators, str | None]:
    """Return the separators of an interchange, and the fault of its UNA, if it has one.

    ``head`` is its beginning without control characters, ``body`` with them. A UNA can lie. The character right behind ``UNB`` is the
    element separator in use, the one right before the second segment the terminator (or a line end is, if no other mark stands there),
    the one behind the syntax identifier parts components.
    """
    advice, element = match["advice"] or "", match["element"]
    told = advice[:6] if len(advice.rstrip(" ")) <= 6 else advice
    tags = rf"(?:U ?N ?G|U ?N ?H|{'RFF|DTM|NAD|TDT' if match['first'].startswith('BGM') else 'BGM|MSG'}) ?{re.escape(element)}"
    component = re.search(rf"(?:[A-Z]{{4}}|DTM{re.escape(element)}[0-9]+)([^A-Za-z0-9 {re.escape(element)}])[0-9A-Z]", head)
    using = component[1] if component else told[:1] or ":"
    before = re.search(rf"([^A-Za-z0-9 {re.escape(element + using)}]) *{tags}", head[3:])
    line_end = re.search(rf"([\r\n])[ \r]*{tags}", body)
    terminator = before[1] if before else line_end[1] if line_end else told[5:6].strip() or "'"
    declared = len(told) == 6 and (told[0], told[1], told[5]) == (using, element, terminator)
    if declared:
        release, repetition = told[3].strip(), told[4].strip()
    else:
        release, repetition = "\\" if "\\" in advice else "?", ""
    release = "" if release in {using, element, terminator} else release
    repetition = "" if repetition in {using, element, terminator, release} else repetition
    flaw = "EDI-UNA-UNTRUE" if advice and not declared else None
    return Separators(using, element, told[2] if declared else ".", release, repetition, terminator), flaw


def _stretch(received: Received, separators: Separators, clean: tuple[int, int], plain: tuple[int, int]) -> Stretch:
    """An interchange in the text in which its segments are whole, from where it stands in both."""
    (first, last), (begin, stop) = clean, plain
    terminator = separators.terminator
    if _tidy(received.text, begin, stop, separators, controls=stop - begin - (last - first)):
        return Stretch(separators, received.text, begin, stop)
    if terminator in "\r\n":
        received = received.keeping(terminator)
        stretch = Stretch(separators, received.clean, 0, 0, received.breaks)
        stretch.first, stretch.last = stretch.position(begin), stretch.position(stop)
        return stretch
    return Stretch(separators, received.clean, first, last, received.breaks)


def _tidy(text: str, begin: int, stop: int, separators: Separators, controls: int) -> bool:
    """Whether all control characters of an interchange surely are line ends behind terminators."""
    terminator = separators.terminator
    if terminator in "\r\n":
        return controls == text.count("\n", begin, stop) + text.count("\r\n", begin, stop)
    release = separators.release
    if (
        release
        and text.find(release, begin, stop) >= 0
        and any(text.find(f"{release}{terminator}{end}", begin, stop) >= 0 for end in "\r\n")
    ):
        return False
    end = "\r\n" if text.find("\r", begin, stop) >= 0 else "\n"
    return controls == (text.count(terminator + end, begin, stop) * len(end) if controls else 0)


def _look_through(stretch: Stretch, start: int) -> None:
    """Find the service segments of an interchange, its end and its character set; report what is odd about them."""
    found = _services(stretch)
    after = next((n for n in range(len(found), 0, -1) if found[n - 1].tag in ("UNH", "UNG")), 0)
    end = next((n for n, service in enumerate(found) if service.tag == "UNZ" and n >= after), None)
    terminator, text = stretch.separators.terminator, stretch.text
    if end is not None:
        last, before = min(found[end].last + len(terminator), stretch.last), stretch.last
        stretch.ended = last > found[end].last or terminator in "\r\n"
        behind = text[last:before].lstrip(BLANK)
        if behind:
            stretch.faults.append(fault("EDI-TEXT-AFTER", "after UNZ", offset=stretch.offset(before - len(behind))))
        stretch.last = last
        found = found[: end + 1]
    stretch.services = tuple(found)
    for one, following in pairwise(found):
        if one.tag == "UNZ":
            stretch.faults.append(fault("EDI-UNB-MISSING", "UNB", offset=stretch.offset(following.first)))
    unb = stretch.told(found[0]) if found and found[0].tag == "UNB" else []
    stretch.repeats = bool(stretch.separators.repetition) and value(unb, 1, 1) == "4"
    stretch.faults += [fault("EDI-TERMINATOR-LOST", each.tag, offset=stretch.offset(each.first)) for each in found if each.glued]
    whole = text[stretch.first : stretch.last]
    if not whole.isascii():
        stretch.charset, as_promised = _charset(whole, stretch)
        if not as_promised:
            stretch.faults.append(fault("EDI-CHARSET", "UNB", note=f"read as {stretch.charset}", offset=start))
    if broken := _broken(stretch):
        stretch.faults.append(fault("EDI-LINES-BROKEN", "UNB", note=f"{len(broken)} segments", offset=broken[0]))
    head = whole[:HEAD]
    stretch.lines = not broken and terminator not in "\r\n" and head.count("\n") >= head.count(terminator) // 2 > 0


def _services(stretch: Stretch) -> list[Service]:
    """Every service segment of an interchange, also one that lost the terminator before it, if its shape leaves no doubt."""
    tags, shapes = _service_patterns(stretch.separators)
    begins: list[tuple[str, int, bool]] = []
    for match in tags.finditer(stretch.text, stretch.first, stretch.last):
        at = match.start()
        if _begins(stretch, at):
            begins.append((match[1].replace(" ", ""), at, False))
        elif shapes.match(stretch.text, at, stretch.last):
            begins.append((match[1], at, True))
    limits = [at for _, at, _ in begins[1:]] + [stretch.last]
    return [
        Service(tag, at, _service_ends(stretch, tag, at, limit), glued) for (tag, at, glued), limit in zip(begins, limits, strict=False)
    ]


def _service_ends(stretch: Stretch, tag: str, at: int, limit: int) -> int:
    """Where a service segment ends; a UNH that lost its terminator ends where the BGM behind it begins."""
    end = stretch.ends(at, limit)
    bgm = stretch.text.find(f"BGM{stretch.separators.element}", at, end) if tag == "UNH" else -1
    if bgm < 0:
        return end
    stretch.faults.append(fault("EDI-TERMINATOR-LOST", "BGM", offset=stretch.offset(bgm)))
    return bgm


@lru_cache(maxsize=64)
def _service_patterns(separators: Separators) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds the tags of service segments, and what tells one by its shape where no terminator stands before it."""
    element, component, terminator = map(re.escape, (separators.element, separators.component, separators.terminator))
    value = f"[^{element}{component}{terminator}]"
    shapes = (
        rf"UNH ?{element}{value}{{1,14}}{element}[A-Z]{{6}}{component}",
        rf"UNG ?{element}[A-Z]{{6}}{element}",
        rf"UN[TEZ] ?{element}[0-9]{{1,9}}{element}{value}{{1,35}}{terminator}",
    )
    return re.compile(rf"(U ?N ?[BGHTEZ])(?= ?{element}| ?{terminator})"), re.compile("|".join(shapes))


def _begins(stretch: Stretch, position: int) -> bool:
    """Whether a segment begins at a position: the interchange does, or a terminator stands before it, blanks aside."""
    text, terminator, before = stretch.text, stretch.separators.terminator, position
    while before > stretch.first and text[before - 1] in BLANK:
        before -= 1
    if before == stretch.first or (terminator in BLANK and terminator in text[before:position]):
        return True
    return text.startswith(terminator, before - 1) and not stretch.released(before - 1)


def _broken(stretch: Stretch) -> list[int]:
    """Offsets of the first line break in each segment that holds some."""
    found: list[int] = []
    end = stretch.first
    breaks = stretch.breaks
    for n in range(bisect_right(breaks, stretch.first), bisect_left(breaks, stretch.last)):
        position = breaks[n]
        if position > end and not _begins(stretch, position):
            found.append(position + n)
            end = stretch.ends(position, stretch.last)
    return found


def _charset(whole: str, stretch: Stretch) -> tuple[str, bool]:
    """The character set that the bytes prove to be, and whether all of it is as the syntax identifier promises."""
    identifier = value(stretch.elements(whole[: stretch.ends(stretch.first, stretch.last) - stretch.first]), 1)
    promised = CHARSETS.get(identifier, "ascii")
    raw = whole.encode("latin-1")
    try:
        raw.decode()
    except UnicodeDecodeError:
        if promised in ("ascii", "utf-8") and mostly_utf_8(raw):  # with a damaged place, or cut inside a letter, it is in UTF-8 still
            return "utf-8", False
        proved = promised if promised not in ("ascii", "utf-8") else "latin-1"
        return proved, proved == promised
    return "utf-8", promised == "utf-8"
