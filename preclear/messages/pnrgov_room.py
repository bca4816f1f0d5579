"""How much of a message of bookings is taken in: what its records weigh stays in proportion to its length, whatever was sent.

A person can be declared in six bytes and weighs more than a kilobyte as a record. So each segment is charged what it may come to at most; a
message has room for a constant and so many times its length, far above what bookings of flights come to. What finds no room is told
with its place and left out; the bytes themselves are kept elsewhere as they came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate, count
from operator import add

from preclear.messages.edifact import Body, Stretch

BLOCK = 16_384  # characters that are parted into segments at a time
CONSTANT = 600_000  # bytes of records for which any message has room; it has ``Limits.bookings`` times its length besides
ENDS = ("\r\n", "\n")  # of lines, behind each segment or behind none
KNOWN = 512  # segments that are remembered, since bookings of one flight repeat them

LEAST = 60  # bytes of records that a segment comes to which makes none: its share in what is kept of its booking
PRICES: Mapping[str, int] = {  # bytes that a segment comes to, measured (tests/messages/test_memory.py holds them to it)
    "SRC": 700, "SSR": 560, "RCI": 180, "IFT": 270, "ADD": 260, "FTI": 180, "TKT": 400, "FOP": 450, "SSD": 460, "TBD": 200, "TRI": 200,
    "SAC": 260, "LTS": 270, "EQN": 120, "ORG": 120, "ABI": 160, "REF": 160, "TVL": 130,
}  # fmt: skip
MORE: Mapping[str, int] = {  # bytes that each further element comes to, where a segment may say the same of several
    "RCI": 200, "IFT": 60, "ADD": 260, "FTI": 200, "TKT": 450, "FOP": 500, "TBD": 180, "SSR": 500, "EBD": 60,
}  # fmt: skip
BEYOND: Mapping[str, int] = {"SSR": 3, "TBD": 6}  # elements behind which further ones begin, else behind two
DOCUMENT = 3500  # of a document in XML, and of the faults that one without bookings comes to
OF_ELEMENTS: Mapping[str, int] = {  # bytes of records that an element of XML comes to, as measured for the segments that say the same
    "pnr": 1100, "passenger": 1700, "flight": 1400, "ssr": 700, "docs": 750, "doca": 850, "doco": 650, "ticketdocument": 450,
    "paymentinfo": 500, "custloyalty": 250, "contactinfo": 700, "remark": 420, "remarks": 420, "osi": 420, "text": 150, "bookingrefid": 220,
    "boardingnumber": 220, "seatnumber": 500, "seat": 500, "checkedbaggage": 260, "baggage": 260, "bagtag": 180,
}  # fmt: skip
ELEMENT = 220  # of an element itself, until its booking or its passenger ends
TEXT = 90  # of one text or attribute, its characters aside
PERSON = 1500  # bytes of a person, and of the faults that what is not said of one may come to
INFANT = 2000  # of one that a service request names alone
LEG = 1200
PAPER = 600  # of a document and its faults
FAULT = 240


class Room:
    """How much more of a text is taken in: a constant, and so many times its length."""

    def __init__(self, length: int, times: int) -> None:
        self.left = CONSTANT + times * length

    def holds(self, weight: int) -> bool:
        """Whether there is room for so many bytes."""
        return self.left >= weight

    def take(self, weight: int) -> None:
        """Take room for so many bytes."""
        self.left -= weight


def of_text(text: str) -> int:
    """Return what a text weighs: one byte a character, or four where one of them is as wide, and what every text takes beside."""
    return TEXT + (1 if text.isascii() else 4) * len(text)


def charge(tag: str, elements: list[list[str]]) -> int:
    """Return how many bytes the records of a segment come to at most; people, legs, documents and faults come on top of that."""
    price, more, beyond = prices(tag)
    return price + more * max(len(elements) - beyond, 0)


def prices(tag: str) -> tuple[int, int, int]:
    """Return what a segment is charged, what each further element is, and behind how many elements further ones begin."""
    return PRICES.get(tag, LEAST), MORE.get(tag, 0), BEYOND.get(tag, 2)


def blocks(stretch: Stretch, first: int, last: int) -> Iterator[Body]:
    """Part the segments between two positions of the text, some at a time, so that those of a long message are not all held at once."""
    terminator = len(stretch.separators.terminator)
    while first < last:
        end = min(stretch.ends(min(first + BLOCK, last), last) + terminator, last)
        yield _tidy(stretch, first, end) or stretch.segments(first, end)
        first = end


def _tidy(stretch: Stretch, first: int, last: int) -> Body | None:
    """The segments between two positions where nothing stands between them but a line end, the same everywhere: parted at one stroke.

    None where anything else does, or where a release character or a repetition may stand.
    """
    separators, text = stretch.separators, stretch.text[first:last]
    end = next((one for one in ENDS if text.endswith(separators.terminator + one)), "")
    terminator = separators.terminator + end
    pieces = text.split(terminator)
    if stretch.breaks or stretch.repeats or (separators.release and separators.release in text) or pieces.pop() or not pieces:
        return None
    if text.count(separators.terminator) != len(pieces) or f" {separators.terminator}" in text or min(pieces) < "!":
        return None
    if not "".join(pieces).isprintable():
        return None
    starts = map(add, accumulate(map(len, pieces), initial=first), count(0, len(terminator)))
    return Body(pieces, list(starts)[:-1])


def held(text: str, element: str, component: str, most: int) -> str:
    """Return a segment as far as its elements and components are read, ``most`` of them; the same where it has no more than that.

    >>> len(held("RCI" + "+XX:A" * 10_000, "+", ":", 500)), held("RCI+XX:A", "+", ":", 500)
    (1251, 'RCI+XX:A')
    """
    if len(text) <= most or text.count(element) + text.count(component) <= most:
        return text
    separators = re.compile(f"[{re.escape(element + component)}]").finditer(text)
    for _ in range(most):
        end = next(separators).start()
    return text[:end]
