"""The life of one voyage in messages: its list, its crew, changes, cancellations, late bookings, and who was on board in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

from preclear.demo import defects
from preclear.demo.messages import draft, seal
from preclear.demo.passengers import UNKNOWN, Passenger, crew, late, passengers
from preclear.demo.styles import STYLES, Style
from preclear.demo.truth import Truth
from preclear.demo.voyages import Route, sailing
from preclear.demo.watchlist import Listed
from preclear.manifest import Manifest, Mode, Part, Voyage
from preclear.places import Places

MENDED = 0.6  # share of the mendable defects that the carrier mends
CHANGES, CANCELLATIONS = (4, 24), (0, 3)  # of a voyage, from ... to ...
SENT_TWICE = 0.08  # share of the lists that arrive a second time
LATE_BOOKING = 0.4  # share of the flights with one, asked for one by one


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One message, and when it is sent."""

    after: float  # seconds from the start
    message: bytes = field(repr=False)
    truth: Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What all messages of one run are made from."""

    seed: int
    now: datetime  # the start, UTC
    places: Places
    listed: Sequence[Listed]
    avoid: frozenset[frozenset[str]]  # names that no ordinary traveller has


class Sender:
    """Writes the messages of one voyage, one after the other."""

    def __init__(self, world: World, random: Random, route: Route, voyage: Voyage, style: Style) -> None:
        self.world, self.random, self.route, self.voyage, self.style = world, random, route, voyage, style
        self.total = 0
        self._numbers = count(1)

    def send(
        self,
        after: float,
        function: str,
        people: Sequence[Passenger],
        *,
        defect: str | None = None,
        as_first_sent: bool = False,
        is_crew: bool = False,
        part: Part | None = None,
        style: Style | None = None,
    ) -> Dispatch:
        """Return one message. ``as_first_sent``: with what goes wrong in the first list; later messages have it right."""
        number, style = next(self._numbers), style or self.style
        sent = self.world.now + timedelta(seconds=after)
        people = tuple(people if as_first_sent else (replace(passenger, defect=None) for passenger in people))
        manifest = Manifest(
            voyage=self.voyage,
            travellers=tuple(passenger.declared for passenger in people),
            function=function,
            crew_list=is_crew,
            transaction=f"{self.voyage.designator}{sent:%y%m%d}{number:03d}",
            revision="1",
            prepared_at=sent.replace(tzinfo=None),
            declared_passengers=None if is_crew else len(people) if function == "request" else self.total,
            declared_crew=len(people) if is_crew else None,
            part=part,
            contact=self.route.line.contact,
        )
        arrival = self.voyage.arrival_date
        assert arrival is not None
        spoiled = {place: passenger.defect for place, passenger in enumerate(people) if passenger.defect}
        body = defects.spoil_people(draft(manifest, style), spoiled, self.random, arrival)
        digits = "".join(filter(str.isdigit, self.voyage.designator))
        message = seal(body, manifest, style, sender=f"{self.route.line.id}APIS", control=f"{sent:%d%H%M}{digits:0>5}{number:03d}")
        kept = people
        if defect:
            message = defects.OF_A_MESSAGE[defect].spoil(message, self.random)
            kept = people[: _whole(message, style)] if defect in ("cut off", "garbage") else people
        return Dispatch(after, message, self._truth(number, function, style, kept, defect))

    def _truth(self, number: int, function: str, style: Style, people: Sequence[Passenger], defect: str | None) -> Truth:
        border = self.voyage.border
        assert border is not None
        assert border.departs is not None
        return Truth(
            file=f"{self.voyage.designator}-{number:02d}-{function.replace('_', '-')}.edi",
            carrier=self.route.line.id,
            voyage=self.voyage.designator,
            departure=border.departure or "",
            arrival=border.arrival or "",
            departs=border.departs.isoformat(),
            function=function,
            style=next(name for name, known in STYLES.items() if known == style),
            people=tuple(passenger.truth(ordinal) for ordinal, passenger in enumerate(people, 1)),
            defects=(defect,) if defect else (),
            readable=defect is None or defects.OF_A_MESSAGE[defect].readable,
        )


def live(world: World, random: Random, route: Route, *, after: float, minutes: int, defect: str | None = None) -> list[Dispatch]:
    """Return every message of a voyage that leaves so many minutes after its first list; ``defect`` is what is wrong with that list."""
    leaves = after + minutes * 60
    voyage = sailing(route, world.now + timedelta(seconds=leaves), world.places)
    style = STYLES["Latin-1" if defect == "another character set" else route.line.style]
    size = max(3, int(route.people * random.uniform(0.85, 1.05)))
    booked = passengers(random, voyage, style, count=size, listed=world.listed, avoid=world.avoid)
    sender = Sender(world, random, route, voyage, style)
    sender.total = len(booked)
    messages = _lists(sender, booked, after, defect)
    if voyage.mode is Mode.AIR:
        flying = crew(random, voyage, style, avoid=world.avoid)
        messages.append(sender.send(after + random.uniform(4, 90), "original", flying, is_crew=True))
    if random.random() < SENT_TWICE:
        again = messages[0]
        messages.append(replace(again, after=after + random.uniform(5, 60), truth=replace(again.truth, repeats=True)))
    if defect and defects.OF_A_MESSAGE[defect].sent_again:
        messages += _lists(sender, booked, after + random.uniform(150, 300), None)
    return messages + _amendments(sender, booked, after, leaves)


def _lists(sender: Sender, booked: Sequence[Passenger], after: float, defect: str | None) -> list[Dispatch]:
    """The original list, in parts where it is long."""
    most = sender.style.people_in_a_message
    starts = range(0, len(booked), most)
    parts = [Part(n, n == 1, n == len(starts)) for n in range(1, len(starts) + 1)] if len(starts) > 1 else [None]
    return [
        sender.send(after + n, "original", booked[start : start + most], defect=defect, as_first_sent=True, part=part)
        for n, (start, part) in enumerate(zip(starts, parts, strict=True))
    ]


def _amendments(sender: Sender, booked: Sequence[Passenger], after: float, leaves: float) -> list[Dispatch]:
    """What the carrier sends until it leaves, and then who was on board."""
    random, messages = sender.random, list[Dispatch]()
    soon = min(240.0, (leaves - after) / 2)
    for passenger in booked:
        if passenger.defect and defects.OF_A_PERSON[passenger.defect].mendable and random.random() < MENDED:
            messages.append(sender.send(after + random.uniform(soon / 4, soon), "change", (passenger,)))
    known = [passenger for passenger in booked if passenger.defect != UNKNOWN]
    if sender.voyage.mode is Mode.AIR and random.random() < LATE_BOOKING:
        style = STYLES["interactive"]
        known.append(late(random, sender.voyage, style, place=len(booked) + 1, avoid=sender.world.avoid))
        sender.total += 1
        messages.append(sender.send(random.uniform(after + 20, after + 2 * soon), "request", known[-1:], style=style))
    for passenger in random.sample(known, min(len(known), random.randint(*CHANGES))):
        messages.append(sender.send(random.uniform(after + 20, leaves), "change", (_moved(random, passenger),)))
    gone = random.sample(known, min(len(known) - 1, random.randint(*CANCELLATIONS)))
    messages += [sender.send(random.uniform(after + 20, leaves), "cancel_reservation", (passenger,)) for passenger in gone]
    staying = [passenger for passenger in known if passenger not in gone]
    missed = random.sample(staying, min(len(staying) - 1, random.randint(0, 3)))
    on_board = [passenger for passenger in staying if passenger not in missed]
    sender.total = len(on_board)
    all_named = random.random() < 0.5 or not missed
    messages.append(
        sender.send(leaves + 60, "close_on_board", on_board) if all_named else sender.send(leaves + 60, "close_not_on_board", missed)
    )
    return messages


def _moved(random: Random, passenger: Passenger) -> Passenger:
    """The same passenger in another seat, or with another passport where there are no seats."""
    traveller = passenger.declared
    if traveller.seat:
        seat = f"{random.randint(1, 34)}{random.choice('ABCDEF')}"
        return replace(passenger, declared=replace(traveller, seat=seat, references={**traveller.references, "SEA": seat}))
    return passenger


def _whole(message: bytes, style: Style) -> int:
    """How many people stand whole in what is left of a message."""
    return max(0, message.count(f"NAD{style.advice[1]}FL".encode()) - 1)
