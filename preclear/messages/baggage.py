"""Baggage messages as teletype text -> records: BSM, BPM, BTM and their kin, several in one text, whatever stands around them.

A line is one element. A damaged line costs that line, and the fault names it. What is read takes memory in proportion to the length: each
line is charged what its records weigh at most (measured: tests/messages/test_memory.py), and what finds no room is told with its place.

Source: IATA Recommended Practice 1745.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from preclear.manifest import Fault, Span
from preclear.manifest.baggage import Bag, BagFlight, BagMessage, BagOwner, BagPlates
from preclear.manifest.faults import fault
from preclear.messages import sensitive
from preclear.messages.dates import MONTHS
from preclear.messages.edifact import BLANK
from preclear.messages.limits import LIMITS, Limits
from preclear.messages.sensitive import Sensitive

KINDS = ("BSM", "BPM", "BTM", "BUM", "BNS", "BCM", "BMM", "BRQ")
BEGINS = re.compile(rb"(?:^|[\r\n\x01\x02\x03\x0b\x0c])[ \t\x00-\x08]*(?:BSM|BPM|BTM|BUM|BNS|BCM|BMM|BRQ)[ \t]*(?=[\r\n]|\Z)")
ACTIONS = {"CHG": "change", "DEL": "delete", "ADD": "add", "UPD": "change"}
SOURCES = {"L": "local", "T": "transfer", "X": "remote", "R": "terminating"}
LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c]")
LONG = 200  # a line longer than this is none that the teletype broke
WIDE = 60  # a line at least so long may have been broken by the teletype
FLIGHT = re.compile(r"(?P<carrier>[A-Z0-9]{2}[A-Z]?) ?(?P<number>[0-9]{1,5}[A-Z]?)\Z")
DAY = re.compile(r"([0-9]{1,2}) ?([A-Z]{3})(?:[0-9]{2})?\Z")
PLATE = re.compile(r"([0-9A-F]{6,12})\Z")
PARTY = re.compile(r"([0-9]{0,3})(.*)\Z", re.DOTALL)
MANY = 999  # plates that follow each other
LONGEST = 12  # digits of a plate
ROOM = 1_000_000  # bytes of records for which any text has room; it has ``Limits.bags`` times its length besides
MESSAGE, BAG, LINE, FAULT = 1050, 770, 100, 260  # bytes of a message, of a bag, of an element, of a fault
PART = 140  # bytes of an owner or an exception


class Line(NamedTuple):
    """A line of what was received."""

    text: str
    start: int
    number: int  # from 1, as an editor counts them

    @property
    def span(self) -> Span:
        """Its bytes."""
        return Span(self.start, self.start + len(self.text))


class Read(NamedTuple):
    """What a text of baggage messages says."""

    messages: list[tuple[BagMessage, list[Fault]]]  # each with what is wrong in it
    faults: list[Fault]  # around them


def is_baggage(raw: bytes) -> bool:
    """Return whether a text holds a baggage message."""
    return BEGINS.search(raw[:20_000]) is not None


def read(raw: bytes, policy: Sensitive | None = None, limits: Limits = LIMITS) -> Read:
    """Return every baggage message in a text, as far as its limits go. ``policy`` says what is left out of free text. Never raises.

    1. part the text into lines, and the lines into messages: a kind alone on a line begins one, END and the kind ends it
    2. read each message line by line
    """
    reading = _Reading(policy or sensitive.default())
    room = ROOM + limits.bags * len(raw)
    for line in _lines(raw):  # 1
        word = line.text.strip()
        room -= MESSAGE if word in KINDS else reading.draft.price(word) if reading.draft else 0
        if room < FAULT * reading.wrong:
            return Read(reading.found, [*reading.stop(line), *reading.around_faults()])
        if word in KINDS:
            reading.begin(word, line)
        elif reading.draft is None:
            reading.around = True
        elif word.startswith("END") and len(word) <= len("ENDBSM"):
            if word != f"END{reading.draft.kind}":
                reading.draft.wrong("BAG-END-OTHER", line)
            reading.end(line.start + len(line.text))
        else:
            reading.draft.take(line)  # 2
    reading.cut(reading.draft.last if reading.draft else None, len(raw))
    return Read(reading.found, reading.around_faults())


def _lines(raw: bytes) -> Iterator[Line]:
    """The lines of a text that hold something, control characters and blanks taken off their ends."""
    whole, at = raw.decode("latin-1"), 0
    for number in count(1):
        found = LINE_END.search(whole, at)
        line = whole[at : found.start() if found else len(whole)]
        text = line.strip(BLANK)
        if text:
            yield Line(text, at + line.index(text), number)
        if found is None:
            return
        at = found.end()


@dataclass(slots=True)
class _Item:
    """A bag while it is read."""

    line: Line  # at which it begins
    fields: dict[str, Any] = field(default_factory=dict)
    plates: list[BagPlates] = field(default_factory=list)
    owners: list[BagOwner] = field(default_factory=list)
    onward: list[BagFlight] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    screening: list[str] = field(default_factory=list)
    processing: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)
    told: bool = False  # something of its owner was read, so that the next plate is another bag's


class _Reading:
    """The messages of a text while they are read."""

    def __init__(self, policy: Sensitive) -> None:
        self.policy = policy
        self.found: list[tuple[BagMessage, list[Fault]]] = []
        self.told = 0  # faults in them
        self.draft: _Draft | None = None
        self.around = False  # text that belongs to no message
        self.nothing = self.nothing_at = 0  # messages that say nothing, and where the first of them stands

    @property
    def wrong(self) -> int:
        """How many faults were noted in messages."""
        return self.told + (len(self.draft.faults) if self.draft else 0)

    def begin(self, kind: str, line: Line) -> None:
        """A message begins; one before it that has no end is cut off."""
        self.cut(line, line.start)
        self.draft = _Draft(kind, line, self.policy)

    def end(self, end: int) -> None:
        """A message ends."""
        if self.draft is not None:
            self.found.append(self.draft.end(end))
            self.told += len(self.draft.faults)
        self.draft = None

    def cut(self, line: Line | None, end: int) -> None:
        """A message ends without an end. Of those that say nothing there is one fault for all."""
        if self.draft is None or line is None:
            return
        if self.draft.says_nothing:
            self.nothing_at = self.nothing_at if self.nothing else self.draft.start
            self.nothing += 1
            self.draft = None
            return
        self.draft.wrong("BAG-END-MISSING", line)
        self.end(end)

    def stop(self, line: Line) -> list[Fault]:
        """End the message that is read before a line for which there is no room."""
        if self.draft is not None and not self.draft.says_nothing:
            self.end(line.start)
        return [fault("BAG-LIMIT", f"line {line.number}", offset=line.start)]

    def around_faults(self) -> list[Fault]:
        """What is wrong around the messages."""
        faults: list[Fault] = []
        if self.nothing:
            faults.append(fault("BAG-NOTHING", "around the messages", note=f"{self.nothing} messages", offset=self.nothing_at))
        if self.around and self.found:
            faults.append(fault("BAG-TEXT-AROUND", "around the messages", offset=0))
        return faults


class _Draft:
    """A message while it is read."""

    def __init__(self, kind: str, line: Line, policy: Sensitive) -> None:
        self.kind, self.policy, self.start, self.last = kind, policy, line.start, line
        self.action = "add"
        self.head: dict[str, str | None] = {}
        self.faults: list[Fault] = []
        self.bags: list[Bag] = []
        self.item: _Item | None = None  # the bag that is read
        self.waiting: _Item | None = None  # the one before it, which ends where the next begins
        self.flights: dict[str, BagFlight] = {}  # .F and .I, until the next ones
        self.onward: list[BagFlight] = []
        self.flight_places: dict[str, Span] = {}
        self.first = True

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was read of it."""
        return not (self.bags or self.item or self.waiting or self.head or self.flights or self.faults)

    def price(self, text: str) -> int:
        """How many bytes the records of a line come to at most."""
        letter = text[1:2].upper() if text.startswith(".") else ""
        begins = letter not in ("", "V", "F", "I", "O") and (self.item is None or (letter == "N" and self.item.told))
        bag = BAG + 16 * len(self.onward) if begins else 0
        return LINE + bag + (PART * text.count("/") if letter in ("P", "E") else 0)

    def wrong(self, code: str, line: Line, note: str = "") -> None:
        """Note a fault of a line."""
        self.faults.append(fault(code, f"line {line.number}", note=note, offset=line.start))

    def take(self, line: Line) -> None:
        """Take in a line."""
        text = line.text
        if not text:
            return
        if self.first and text in ACTIONS:
            self.action, self.last = ACTIONS[text], line
            return
        letter, slash, rest = text[1:2], text[2:3], text[3:]
        if not text.startswith(".") or slash != "/" or not letter.isalpha():
            if not text.startswith(".") and WIDE <= len(self.last.text) < LONG and self.last.text.startswith("."):
                self.wrong("BAG-LINE-BROKEN", line)
                self.again(Line(self.last.text + text, self.last.start, self.last.number))
            else:
                self.wrong("BAG-LINE-UNREAD", line)
            return
        self.first, self.last = False, line
        self.element(letter.upper(), rest.split("/"), line)

    def again(self, line: Line) -> None:
        """Read a line anew with what was broken off it."""
        letter = line.text[1].upper()
        item = self.item
        if letter == "P" and item is not None and item.owners:
            item.owners.clear()
        elif letter == "N" and item is not None and item.plates:
            item.plates.pop()
        elif letter not in ("F", "I", "L", "S", "W", "R"):
            return
        self.last = line
        self.element(letter, line.text[3:].split("/"), line)

    def element(self, letter: str, parts: Sequence[str], line: Line) -> None:
        """Take in an element."""
        parts = [part.strip() for part in parts]
        if letter == "V":
            self.version(parts, line)
        elif letter in "FIO":
            self.flight(letter, parts, line)
        elif letter == "N":
            self.plate(parts, line)
        else:
            item = self.current(line)
            item.told = True
            item.places.setdefault(f".{letter}", line.span)
            self.detail(item, letter, parts, line)

    def current(self, line: Line) -> _Item:
        """The bag that is read."""
        if self.item is None:
            self.close(line.start)
            self.item = _Item(line)
        if not self.item.fields and not self.item.told and not self.item.plates:
            self.carry()
        return self.item

    def close(self, end: int) -> None:
        """Take in the bag that waits for its end."""
        if self.waiting is not None:
            self.bags.append(_bag(self.waiting, end))
            self.check(self.bags[-1], self.waiting)
        self.waiting = None

    def carry(self) -> None:
        """Give the bag that is read the flights that stand before it."""
        if self.item is not None:
            self.item.fields |= {{"F": "outbound", "I": "inbound"}[letter]: flight for letter, flight in self.flights.items()}
            self.item.onward = list(self.onward)
            self.item.places |= self.flight_places

    def version(self, parts: Sequence[str], line: Line) -> None:
        """.V: version, source of the bags, airport; number and part of the message."""
        match = re.match(r"([0-9]?)([A-Z]?)([A-Z]{3})?", parts[0])
        if match is None or not match[3]:
            self.wrong("BAG-LINE-UNREAD", line)
            return
        self.head = {
            "version": match[1] or None,
            "source": SOURCES.get(match[2], match[2] or None),
            "airport": match[3],
            "number": parts[1] if len(parts) > 1 and parts[1] else None,
            "part": parts[2] if len(parts) > 2 and parts[2] else None,
        }

    def flight(self, letter: str, parts: Sequence[str], line: Line) -> None:
        """.F, .I, .O: a flight. One of the first two behind a bag begins another set."""
        found = _flight(parts)
        if found is None:
            self.wrong("BAG-LINE-UNREAD", line)
            return
        if found.month is None and len(parts) > 1 and parts[1]:
            self.wrong("BAG-DAY-UNREAD", line)
        if letter == "O":
            if self.item is not None:
                self.item.onward.append(found)
            else:
                self.onward.append(found)
            return
        if self.item is not None:
            if letter == "F" or letter in self.flights:
                self.flights.pop("F", None)
                self.onward = []
            self.waiting, self.item = self.item, None
        self.flights[letter] = found
        self.flight_places[f".{letter}"] = line.span

    def plate(self, parts: Sequence[str], line: Line) -> None:
        """.N: ten digits and a count of three; behind what is told of an owner it is another owner's."""
        digits = parts[0].replace(" ", "")
        plate, count = (digits[:10], digits[10:]) if len(digits) > LONGEST else (digits, "")
        if len(parts) > 1 and not count and parts[1].isdecimal():
            count = parts[1]
        if PLATE.match(plate) is None or (count and not count.isdecimal()):
            self.wrong("BAG-PLATE-UNREAD", line)
            return
        if self.item is not None and self.item.told:
            self.waiting, self.item = self.item, None
        item = self.current(line)
        number = int(count) if count else 1
        if not 0 < number <= MANY:
            self.wrong("BAG-PLATE-UNREAD", line)
            number = 1
        item.plates.append(BagPlates(first=plate, count=number))
        item.places.setdefault(".N", line.span)

    def detail(self, item: _Item, letter: str, parts: Sequence[str], line: Line) -> None:
        """What else an element says of a bag or its owner."""
        match letter:
            case "S":
                self.reconciliation(item, parts, line)
            case "W":
                self.weight(item, parts, line)
            case "P":
                self.owner(item, parts, line)
            case "L":
                item.fields["locator"] = next(filter(None, parts), None)
            case "Y":
                item.fields["loyalty"] = "/".join(parts) or None
            case "E":
                item.exceptions += [self.policy.hide(part) for part in parts if part and part not in self.policy.codes]
                if any(part in self.policy.codes for part in parts):
                    self.wrong("PNR-SENSITIVE", line)
            case "U":
                item.fields["unit_load"] = next(filter(None, parts), None)
            case _:
                told = "/".join(parts)
                kept = {"X": item.screening, "J": item.processing}.get(letter)
                if kept is not None:
                    kept.append(told)
                else:
                    item.remarks.append(self.policy.hide(told) if letter == "R" else f".{letter}/{self.policy.hide(told)}")

    def reconciliation(self, item: _Item, parts: Sequence[str], line: Line) -> None:
        """.S: may it be loaded, seat, status of the passenger, sequence and security number, profile, may it be carried."""
        load, seat, status, sequence, security, _profile, transport = [*parts, *[""] * 7][:7]
        if load not in ("Y", "N", ""):
            self.wrong("BAG-LINE-UNREAD", line)
            return
        item.fields |= {
            "load": {"Y": True, "N": False}.get(load),
            "seat": seat.lstrip("0") or None,
            "passenger_status": status or None,
            "sequence": sequence or None,
            "security": security or None,
            "transport": {"Y": True, "N": False}.get(transport),
        }

    def weight(self, item: _Item, parts: Sequence[str], line: Line) -> None:
        """.W: kilograms, pounds or pieces alone; bags; weight."""
        unit, pieces, weight = [*parts, *[""] * 3][:3]
        if unit not in ("K", "L", "P") or not (pieces.isdecimal() or not pieces) or len(pieces) > 3:
            self.wrong("BAG-LINE-UNREAD", line)
            return
        item.fields |= {"unit": unit, "pieces": int(pieces) if pieces else None}
        if weight:
            if re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]{1,2})?", weight):
                item.fields["weight"] = float(weight)
            else:
                self.wrong("BAG-WEIGHT-UNREAD", line)

    def owner(self, item: _Item, parts: Sequence[str], line: Line) -> None:
        """.P: how many of a family name, then the given names of each."""
        match = PARTY.match(parts[0])
        if match is None or not match[2].strip():
            self.wrong("BAG-LINE-UNREAD", line)
            return
        item.fields["party"] = (item.fields.get("party") or 0) + (int(match[1]) if match[1] else 1)
        names = [part for part in parts[1:] if part] or [""]
        item.owners += [BagOwner(family_name=match[2].strip(), given_names=given) for given in names]

    def end(self, end: int) -> tuple[BagMessage, list[Fault]]:
        """The message, and what is wrong with it."""
        if not (self.bags or self.item or self.waiting) and self.flights:
            self.current(self.last)
        if self.item is not None:
            self.waiting, self.item = self.item, None
        self.close(end)
        if not self.bags:
            self.wrong("BAG-NOTHING", self.last)
        message = BagMessage(kind=self.kind, action=self.action, bags=tuple(self.bags), segments=Span(self.start, end), **self.head)
        return message, self.faults

    def check(self, bag: Bag, item: _Item) -> None:
        """Note what is missing in a bag, and what does not agree."""
        line = item.line
        if not bag.plates:
            self.wrong("BAG-PLATE-MISSING", line)
        if bag.outbound is None and bag.inbound is None:
            self.wrong("BAG-FLIGHT-MISSING", line)
        if bag.pieces is not None and bag.plates and bag.pieces != (plates := sum(run.count for run in bag.plates)):
            self.wrong("BAG-COUNT", line, note=f"{bag.pieces} pieces, {plates} plates")


class Places(Mapping[str, Span]):
    """Element (".N") -> the first line of it, in a tenth of what as many spans would take."""

    __slots__ = ("_letters", "_offsets")

    def __init__(self, places: Mapping[str, Span]) -> None:
        self._letters = "".join([name[1:] for name in places])
        self._offsets = array("Q", [offset for span in places.values() for offset in span])

    def __getitem__(self, name: str) -> Span:
        n = self._letters.find(name[1:]) if len(name) == 2 and name[0] == "." else -1
        if n < 0:
            raise KeyError(name)
        return Span(*self._offsets[2 * n : 2 * n + 2])

    def __iter__(self) -> Iterator[str]:
        return (f".{letter}" for letter in self._letters)

    def __len__(self) -> int:
        return len(self._letters)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[dict[str, Span]], tuple[dict[str, Span]]]:
        return dict, (dict(self),)


def _bag(item: _Item, end: int) -> Bag:
    return Bag(
        plates=tuple(item.plates),
        owners=tuple(item.owners),
        onward=tuple(item.onward),
        exceptions=tuple(item.exceptions),
        screening=tuple(item.screening),
        processing=tuple(item.processing),
        remarks=tuple(item.remarks),
        segments=Span(item.line.start, max(end, item.line.start)),
        places=Places(item.places),
        **item.fields,
    )


def _flight(parts: Sequence[str]) -> BagFlight | None:
    """A flight: carrier and number, day, airport, class. None where the first is none."""
    number, day, airport, booking_class = [*parts, *[""] * 4][:4]
    match = FLIGHT.match(number)
    if match is None:
        return None
    named = DAY.match(day)
    month = MONTHS.get(named[2]) if named else None
    numbered = int(named[1]) if named and month and 0 < int(named[1]) <= 31 else None
    return BagFlight(
        voyage=f"{match['carrier']}{match['number']}",
        month=month if numbered else None,
        day=numbered,
        airport=airport or None,
        booking_class=booking_class or None,
    )
