"""The life of a list: what the messages of one voyage come to, in the order of what they say and not of their arrival.

A message is an assertion with a time. The state of a voyage's list follows from the set of its messages alone: any order of arrival,
repeats included, gives the same (API guide of WCO, IATA and ICAO; functions of BGM 1004).

    original, add, request, change     name people who travel; the latest word on each person holds; nobody ends by being left out
    replace (and original, where the carrier sends full lists)      who is left out travels no more
    cancel_reservation, reduce_party, delete, close_not_on_board    name people who do not travel
    cancel_flight                      ends everybody named so far
    change_flight                      gives the voyage other places or times
    close, close_on_board, close_not_on_board      say who is on board; who was never named before has boarded without being screened
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from preclear.manifest.fault import Fault
from preclear.manifest.faults import fault
from preclear.manifest.manifest import Manifest, Part
from preclear.manifest.traveller import Role, Traveller
from preclear.manifest.voyage import Voyage

TAKES_OFF = frozenset({"cancel_reservation", "reduce_party", "delete", "close_not_on_board"})  # lists of people who do not travel
TAKES_ALL_OFF = "cancel_flight"
CLOSES = frozenset({"close", "close_on_board"})  # lists that repeat people, often in less detail: only new ones are declared by them
CLOSE_OUTS = CLOSES | {"close_not_on_board"}
REPLACES = "replace"
AMENDS = "change"
CHANGES_FLIGHT = "change_flight"
REFERENCES_ONLY = TAKES_OFF | CLOSE_OUTS | {TAKES_ALL_OFF, CHANGES_FLIGHT}  # lists that may name people by their references alone
RANKS: Mapping[str, int] = {  # of what is said in the same minute under references that tell no order
    "original": 0, "replace": 0, "add": 1, "request": 2, "change": 3, "change_flight": 4, "reduce_party": 5, "cancel_reservation": 6,
    "delete": 6, "close": 7, "close_not_on_board": 7, "close_on_board": 7, "cancel_flight": 8,
}  # fmt: skip
OTHER_RANK = 3
MOST_ALIKE = 50  # people of one name, document or booking; among more, nobody is told to be another's person by it
SEQUENCE = re.compile(r"([A-Za-z]{0,8})(\d{1,20})\Z")


class Named(NamedTuple):
    """Somebody whom a message names, as far as it tells them apart from others."""

    ordinal: int  # place in the message
    unique: str  # the carrier's own reference of the person (ABO); "" where there is none
    locator: str  # of the booking (AVF)
    family_name: str
    given_names: str
    birth: str
    document: str
    crew: bool
    checked_in: bool  # a bag is tagged, or the carrier asked for this one person
    title: str = ""  # that was recognised in the names
    gone: bool = False  # named as one who does not travel, in a message that names others who do


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A message without its people: what it does, and what orders it among the others of its voyage."""

    function: str
    said_at: datetime | None  # naive, as the message says; None: it does not say, so that nothing it says outdoes what others say
    control: str = ""  # 0020 of its interchange
    access: str = ""  # 0068, which the parts of one list share
    transaction: str = ""
    revision: str = ""
    number: int = 1  # of the message in what was received together
    digest: str = ""  # of the bytes as received
    part: Part | None = None
    crew_list: bool = False
    booking: bool = False  # bookings, not a list: what a list says of a person holds before what a booking says
    passengers: int | None = None  # declared, on the voyage
    crew: int | None = None
    told: int = 0  # how much it tells of the voyage: 2 for times, 1 for both places

    @property
    def order(self) -> tuple[object, ...]:
        """What a message stands by among the others of its voyage: its time, then its references, then what it does."""
        stem, count = _sequence(self.control) or _sequence(self.transaction) or ("", -1)
        revision = int(self.revision) if self.revision.isdecimal() and len(self.revision) < 10 else -1
        rank = RANKS.get(self.function, OTHER_RANK)
        return (self.said_at or datetime.min, stem, count, revision, rank, self.number, self.digest)  # noqa: DTZ901 - local, as all are

    @property
    def list_of(self) -> tuple[object, ...]:
        """What the parts of one list share."""
        return (self.access, self.function, self.crew_list)


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a voyage."""

    source: int  # what the caller knows it by
    head: Head
    people: tuple[Named, ...]


Place = tuple[int, int]  # source and ordinal: where somebody is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Aboard:
    """Where one person of a voyage stands."""

    declared: Place  # the declaration that holds
    withdrawn: bool = False  # does not travel
    booked: Place | None = None  # where a booking names them last
    checked_in: bool = False
    on_board: bool | None = None  # None: the voyage is not closed out, or a part of the list of those on board is missing
    stranger: bool = False  # on board, and never declared before the voyage was closed out


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What the messages of a voyage come to."""

    people: Mapping[str, Aboard] = field(default_factory=dict)  # by the key of the person
    keys: Mapping[Place, str] = field(default_factory=dict)  # the key of the person who is named at a place
    voyage: int | None = None  # the message whose word on the voyage's places and times holds
    closed: str | None = None  # the function of the close-out that holds
    cancelled: bool = False
    changed: bool = False  # a message changed the voyage's places or times
    missing: bool = False  # a part of a list is missing
    findings: tuple[Fault, ...] = ()


def head(manifest: Manifest, *, control: str = "", access: str = "", number: int = 1, digest: str = "", booking: bool = False) -> Head:
    """Return the head of a list. ``control`` and ``access`` are 0020 and 0068 of its envelope, ``digest`` that of the bytes received."""
    leg = manifest.voyage.border or (manifest.voyage.legs[0] if manifest.voyage.legs else None)
    return Head(
        function=manifest.function,
        said_at=manifest.prepared_at,
        control=control,
        access=access,
        transaction=manifest.transaction or "",
        revision=manifest.revision or "",
        number=number,
        digest=digest,
        part=manifest.part,
        crew_list=manifest.crew_list,
        booking=booking,
        passengers=manifest.declared_passengers,
        crew=manifest.declared_crew,
        told=(2 * bool(leg.departs) + 2 * bool(leg.arrives) + bool(leg.departure and leg.arrival)) if leg else 0,
    )


def named(traveller: Traveller, function: str, *, gone: bool = False) -> Named:
    """Return how a list with a function names somebody; ``gone``: as one who does not travel."""
    passport = traveller.passport
    return Named(
        traveller.ordinal,
        traveller.references.get("ABO", ""),
        traveller.references.get("AVF", ""),
        traveller.family_name,
        traveller.given_names,
        "" if traveller.birth_date is None else str(traveller.birth_date),
        passport.number if passport else "",
        traveller.role == Role.CREW,
        function == "request" or bool(traveller.bags and traveller.bags.tags),
        traveller.title or "",
        gone,
    )


def life(messages: Iterable[Said], *, full_lists: bool = False) -> Life:
    """Return what the messages of one voyage come to; the order in which they are given, and repeats, make no difference.

    1. Put them in the order of their content; the same bytes count once.
    2. Tell who is who over all of them: by unique reference, else by what their other data leave no doubt of.
    3. Follow them: declared, withdrawn, declared again.
    4. Tell who is on board, if the voyage is closed out, and whom nobody had declared.
    """
    said = _in_order(messages)  # 1
    keys = _persons(said)  # 2
    course = _Course(keys, full_lists)
    for one in said:  # 3
        course.follow(one)
    return course.end(said)  # 4


def _in_order(messages: Iterable[Said]) -> list[Said]:
    once: dict[object, Said] = {}
    for one in messages:
        mark = (one.head.digest, one.head.number) if one.head.digest else (one.head, one.people)
        if mark not in once or one.source < once[mark].source:
            once[mark] = one
    # Of two that nothing orders, under one reference with different bytes, the fuller holds.
    return sorted(once.values(), key=lambda one: (*one.head.order[:-1], len(one.people), one.head.digest, one.source))


@dataclass(slots=True)
class _Parts:
    """The parts of one list that have come, in the order of what they say. A number that comes again begins the list anew."""

    messages: dict[int, Said] = field(default_factory=dict)
    first: int = 1
    last: int | None = None

    def take(self, one: Said, part: Part) -> None:
        if part.number in self.messages:
            self.messages, self.first, self.last = {}, 1, None
        self.messages[part.number] = one
        self.first = part.number if part.first else self.first
        self.last = part.number if part.last else self.last

    @property
    def whole(self) -> bool:
        return self.last is not None and len(self.messages) >= self.last - self.first + 1

    @property
    def missing(self) -> list[str]:
        """The numbers of the parts that are missing, at most a hundred, and the last one, where none says that it is."""
        most = max(self.messages, default=0)
        gaps = [str(n) for n in range(self.first, most) if n not in self.messages]
        return gaps[:100] + ([] if self.last else ["the last"])


@dataclass(slots=True)
class _Person:
    declared: Place | None = None  # by a list
    booked: Place | None = None  # by a booking
    closing: Place | None = None  # where a closing list names somebody whom nothing else declares
    first: int | None = None  # the step at which they were first declared, other than by a closing list
    withdrawn: bool = False
    checked_in: bool = False
    crew: bool = False
    amended_first: bool = False
    cancelled_first: bool = False


class _Course:
    """The messages of a voyage, followed one after the other."""

    def __init__(self, keys: Mapping[Place, str], full_lists: bool) -> None:
        self.keys = keys
        self.full_lists = full_lists
        self.people: dict[str, _Person] = {}
        self.step = 0
        self.cancelled = False
        self.closed: str | None = None
        self.closed_at = 0  # the step at which the close-out that holds began
        self.boarded: set[str] = set()
        self.whole = True
        self.lists: defaultdict[tuple[object, ...], _Parts] = defaultdict(_Parts)

    def follow(self, one: Said) -> None:
        """Take in the next message."""
        self.step += 1
        function, parts = one.head.function, None
        if one.head.part:
            parts = self.lists[one.head.list_of]
            parts.take(one, one.head.part)
        whole = parts is None or parts.whole
        here = [self._person(one, each) for each in one.people]
        if function in CLOSE_OUTS:
            self._close(one, whole=whole)
        if function == TAKES_ALL_OFF:
            self.cancelled = True
            self._withdraw(self.people.values())
        elif function in TAKES_OFF:
            self._withdraw(person for _, person in here)
        else:
            self.cancelled = self.cancelled and not one.people
            self._withdraw(person for (_, person), each in zip(here, one.people, strict=True) if each.gone)
            for (place, person), each in zip(here, one.people, strict=True):
                if not each.gone:
                    self._declare(person, place, one.head)
            if whole and (function == REPLACES or (self.full_lists and function == "original")):
                self._replace(one, parts.messages.values() if parts else (one,))

    def _withdraw(self, people: Iterable[_Person]) -> None:
        for person in people:
            person.cancelled_first |= person.first is None and person.closing is None
            person.withdrawn = True

    def _declare(self, person: _Person, place: Place, head: Head) -> None:
        person.withdrawn = False
        if head.function in CLOSES:
            person.closing = person.closing or place
            return
        if head.function == CHANGES_FLIGHT and person.first is not None:
            return  # it says something new of the voyage, and names people to say of whose
        if person.first is None:
            person.first, person.amended_first = self.step, head.function == AMENDS and not head.booking
        if head.booking:
            person.booked = place
        else:
            person.declared = place

    def _person(self, one: Said, each: Named) -> tuple[Place, _Person]:
        person = self.people.setdefault(self.keys[one.source, each.ordinal], _Person())
        person.checked_in |= each.checked_in
        person.crew |= each.crew
        return (one.source, each.ordinal), person

    def _close(self, one: Said, *, whole: bool) -> None:
        if self.closed != one.head.function:
            self.closed, self.closed_at = one.head.function, self.step
            self.boarded.clear()
        self.whole = whole
        if one.head.function in CLOSES:
            self.boarded.update(self.keys[one.source, each.ordinal] for each in one.people)

    def _replace(self, one: Said, parts: Collection[Said]) -> None:
        stay = {self.keys[part.source, each.ordinal] for part in parts for each in part.people}
        for key, person in self.people.items():
            if key not in stay and person.crew == one.head.crew_list:
                person.withdrawn = True

    def end(self, said: Sequence[Said]) -> Life:
        """Return where all stand after the last message."""
        crew_named = any(self.people[key].crew for key in self.boarded)
        people = {}
        for key, person in self.people.items():
            declared = person.declared or person.booked or person.closing
            if declared is None:
                continue
            on_board = self._on_board(key, person, crew_named)
            late = person.first is None or (self.closed is not None and person.first > self.closed_at)
            people[key] = Aboard(
                declared=declared,
                withdrawn=person.withdrawn,
                booked=person.booked,
                checked_in=person.checked_in,
                on_board=on_board,
                stranger=bool(on_board) and late,
            )
        missing = [fault("LIST-PART-MISSING", "S010", note=", ".join(gaps)) for parts in self.lists.values() if (gaps := parts.missing)]
        return Life(
            people=people,
            keys=self.keys,
            voyage=_word_on_voyage(said),
            closed=self.closed,
            cancelled=self.cancelled,
            changed=any(one.head.function == CHANGES_FLIGHT for one in said),
            missing=bool(missing),
            findings=(*self._findings(people, said, whole=not missing), *missing, *_conflicts(said)),
        )

    def _on_board(self, key: str, person: _Person, crew_named: bool) -> bool | None:
        """Return whether somebody is on board; None where that cannot be told.

        1. Nobody can be told before the close-out. 2. Who was withdrawn since is not. 3. A list of those on board is exact, as far as it
        goes. 4. Without one, everybody is whom a list declared, or who checked in: of who only booked, nothing is known.
        """
        if self.closed is None:
            return None
        if person.withdrawn:
            return False
        if key in self.boarded or (person.crew and not crew_named and self.closed == "close_on_board"):
            return True
        if self.closed == "close_on_board":
            return False if self.whole else None
        return True if person.declared or person.closing or person.checked_in else None

    def _findings(self, people: Mapping[str, Aboard], said: Sequence[Said], *, whole: bool) -> Iterator[Fault]:
        amended = sum(person.amended_first for person in self.people.values())
        cancelled = sum(person.cancelled_first for person in self.people.values())
        strangers = sum(person.stranger for person in people.values())
        for code, count in (("LIST-CHANGE-UNKNOWN", amended), ("LIST-CANCEL-UNKNOWN", cancelled), ("LIST-ON-BOARD-UNKNOWN", strangers)):
            if count:
                yield fault(code, "voyage", note=f"{count} people")
        for crew, code in ((False, "passengers"), (True, "crew")):
            counts = [one.head.crew if crew else one.head.passengers for one in said if not one.head.booking]
            told = [count for count in counts if count is not None]
            if not told or not whole:
                continue
            keys = [key for key in people if self.people[key].crew == crew and (self.closed or self.people[key].declared)]
            aboard = [key for key in keys if (people[key].on_board if self.closed else not people[key].withdrawn)]
            if len(aboard) != told[-1]:
                yield fault("LIST-COUNT", "CNT", note=f"{code}: {told[-1]} declared, {len(aboard)} named")


def _conflicts(said: Sequence[Said]) -> list[Fault]:
    """Interchanges under one reference and time that differ: a repeat has the same bytes."""
    digests: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for one in said:
        if one.head.control:
            digests[one.head.said_at, one.head.control].add(one.head.digest)
    return [fault("LIST-REFERENCE-CONFLICT", "UNB", note=f"{len(each)} interchanges") for each in digests.values() if len(each) > 1]


def _word_on_voyage(said: Sequence[Said]) -> int | None:
    """The message whose word on places and times holds: of those since the flight was last changed, the latest that tells most."""
    changed = max((n for n, one in enumerate(said) if one.head.function == CHANGES_FLIGHT and one.head.told), default=0)
    word = max(enumerate(said[changed:]), key=lambda each: (each[1].head.told, each[0]), default=None)
    return word[1].source if word else None


def _sequence(reference: str) -> tuple[str, int] | None:
    """A reference that counts, as its letters and its number."""
    match = SEQUENCE.match(reference.strip())
    return (match[1], int(match[2])) if match else None


# Which voyage --------------------------------------------------------------------------------------------------------------


def which_voyage(voyage: Voyage, function: str, known: Sequence[tuple[int, Voyage, bool]]) -> int | None:
    """Return which of some voyages of one number a message is about, none of which has its key; None: it is about another one.

    ``known`` are numbers, voyages, and whether a message changed their places or times. A voyage that either side knows less of is the
    same where what both know agrees; a changed one, where it differs in the day by one, or in one place. Two that fit are no answer.
    """
    here = _port_call(voyage)
    fitting = [number for number, other, _ in known if _fits(here, _port_call(other))]
    if not fitting:
        fitting = [number for number, other, changed in known if (changed or function == CHANGES_FLIGHT) and _near(here, _port_call(other))]
    return fitting[0] if len(fitting) == 1 else None


def _port_call(voyage: Voyage) -> tuple[date | None, str | None, str | None]:
    """Day of departure, from, to."""
    leg = voyage.border or (voyage.legs[0] if voyage.legs else None)
    return (leg.departs.date() if leg.departs else None, leg.departure, leg.arrival) if leg else (None, None, None)


def _fits(first: tuple[object, ...], second: tuple[object, ...]) -> bool:
    return all(one is None or other is None or one == other for one, other in zip(first, second, strict=True))


def _near(first: tuple[date | None, str | None, str | None], second: tuple[date | None, str | None, str | None]) -> bool:
    (day, start, end), (other_day, other_start, other_end) = first, second
    if day is None or other_day is None:
        return False
    places = (start == other_start) + (end == other_end)
    return places == 2 if abs((day - other_day).days) == 1 else day == other_day and places == 1


# Who is who ---------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """All places at which one key names somebody."""

    key: str
    one: Named  # with everything that is known at any of them
    places: list[Place] = field(default_factory=list)

    @property
    def messages(self) -> set[int]:
        return {source for source, _ in self.places}


def _persons(said: Sequence[Said]) -> dict[Place, str]:
    """Return the key of the person named at each place.

    A unique reference is a person. Without one, locator, name, birth and document together are; and who is named so is the same as
    somebody else where the data of exactly one other fit. Two who are named in one message are two.
    """
    plain = {(one.source, each.ordinal): key for one in said for each, key in _told_apart(one)}
    if all(each.unique for one in said for each in one.people):
        return plain
    groups: dict[str, _Group] = {}
    for one in said:
        for each in one.people:
            place = (one.source, each.ordinal)
            group = groups.setdefault(plain[place], _Group(plain[place], each))
            group.one = _fuller(group.one, each)
            group.places.append(place)
    same = _joined(groups)
    return {place: same.get(key, key) for place, key in plain.items()}


def _told_apart(one: Said) -> Iterator[tuple[Named, str]]:
    """Yield everyone whom a message names with their own key: of people whom it names alike, each gets another."""
    seen: dict[str, int] = {}
    for each in one.people:
        key = each.unique or f"{each.locator}/{each.family_name}/{each.given_names}/{each.birth}/{each.document}"
        again = seen[key] = seen.get(key, 0) + 1
        yield each, key if again == 1 else f"{key}#{again}"


def _fuller(first: Named, second: Named) -> Named:
    told = {name: getattr(second, name) for name in ("locator", "birth", "document") if not getattr(first, name)}
    return first._replace(**told) if told else first


def _joined(groups: Mapping[str, _Group]) -> dict[str, str]:
    """Return the key that each group without a unique reference is really of."""
    blocks: defaultdict[tuple[str, str], list[_Group]] = defaultdict(list)
    for group in groups.values():
        for mark in _marks(group.one):
            blocks[mark].append(group)
    wanted: dict[str, str] = {}
    for group in groups.values():
        if group.one.unique:
            continue
        alike: dict[str, _Group] = {}
        for mark in _marks(group.one):
            block = blocks[mark]
            if 1 < len(block) <= MOST_ALIKE:
                alike |= {other.key: other for other in block if other.key != group.key and _same(group, other)}
        sure = [key for key, other in alike.items() if other.one.unique] or list(alike)
        if len(sure) == 1:
            wanted[group.key] = sure[0]
    return _agreed(wanted, groups)


def _agreed(wanted: Mapping[str, str], groups: Mapping[str, _Group]) -> dict[str, str]:
    """Put together who wants to be the same, but for those who would bring two people of one message together."""
    leader = {key: key for key in groups}

    def lead(key: str) -> str:
        while leader[key] != key:
            leader[key] = key = leader[leader[key]]
        return key

    for key in sorted(wanted):
        first, second = lead(key), lead(wanted[key])
        if first != second:
            leader[first] = second
    together: defaultdict[str, list[_Group]] = defaultdict(list)
    for key in sorted(groups):
        together[lead(key)].append(groups[key])
    same: dict[str, str] = {}
    for members in together.values():
        if len(members) == 1 or max(Counter(n for group in members for n in group.messages).values()) > 1:
            continue
        unique = sorted(group.key for group in members if group.one.unique)
        if len(unique) < 2:
            chosen = unique[0] if unique else min(group.key for group in members)
            same |= {group.key: chosen for group in members}
    return same


def _marks(one: Named) -> Iterator[tuple[str, str]]:
    """By what somebody may be found: name, document, or the booking where no name is told."""
    name = _name(one)
    if name:
        yield "name", name
    elif one.locator:
        yield "locator", one.locator
    if one.document:
        yield "document", one.document
    if name and one.locator:
        yield "locator", one.locator


def _name(one: Named) -> str:
    return letters(one.family_name) + letters(one.given_names, one.title)


def letters(name: str, title: str = "") -> str:
    """Return the letters of a name by which spellings are compared, its title set apart: bookings run names and titles together.

    >>> letters("Anna-Maria"), letters("PAT MS", "MS"), letters("PATMS", "MS")
    ('ANNAMARIA', 'PAT', 'PAT')
    """
    bare = name.upper().removesuffix(title.upper()) if title else name.upper()
    return "".join(filter(str.isalpha, bare))


def _same(group: _Group, other: _Group) -> bool:
    """Whether what is known of two leaves no doubt that they are one; two who are named in one message are not."""
    return not group.messages & other.messages and joined_by(group.one, other.one) is not None


def joined_by(first: Named, second: Named) -> str | None:
    """Return the rule by which two namings are of one person, if they are; what both tell and tell otherwise speaks against it.

    ``unique``: the carrier's own reference. ``document-birth``: document and birth date, whatever the spelling of the name and the booking.
    ``locator-name-birth``: booking, name and birth date, with another document. ``locator-name``, ``name-birth``, ``name-document``: as
    they say. ``locator``: the booking alone, where one of them tells no name. ``name``: the name alone, where one tells nothing else.
    The last two hold only where nobody else fits (``life``).
    """
    if first.unique and second.unique:
        return "unique" if first.unique == second.unique else None
    agree = {name: getattr(first, name) == getattr(second, name) != "" for name in ("locator", "birth", "document")}
    differ = {name for name in agree if getattr(first, name) and getattr(second, name) and not agree[name]}
    if first.crew != second.crew or "birth" in differ:
        return None
    if agree["document"] and agree["birth"]:  # whatever locator each of two systems has
        return "document-birth"
    names = _name(first), _name(second)
    if "locator" in differ or (all(names) and names[0] != names[1]):
        return None
    if "document" in differ:
        return "locator-name-birth" if all(names) and agree["locator"] and agree["birth"] else None
    if not all(names):
        return "locator" if agree["locator"] else None
    rule = next(
        (rule for rule, name in (("locator-name", "locator"), ("name-birth", "birth"), ("name-document", "document")) if agree[name]), None
    )
    return rule or (None if first.locator or first.birth or first.document else "name")


def renamed(traveller: Traveller, key: str) -> Traveller:
    """Return a declaration under the key of the person whom it is about."""
    return traveller if traveller.key == key else replace(traveller, key=key)
