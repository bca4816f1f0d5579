"""What goes wrong in carriers' messages, made on purpose. Each defect names the faults that a reader must find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from preclear.demo.messages import Draft, Segment

Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class OfPerson:
    """A defect in the segments of one person."""

    spoil: Callable[[Segments, Random, date], Segments]
    faults: frozenset[str]  # codes of which a reader or the document check must report one
    mendable: bool = True  # the carrier can send it right: the node asks for it


@dataclass(frozen=True, slots=True)
class OfMessage:
    """A defect of the bytes."""

    spoil: Callable[[bytes, Random], bytes]
    faults: frozenset[str]  # codes of which a reader must report one
    readable: bool = True
    sent_again: bool = False  # the carrier sends the list again, whole


def expired(person: Segments, random: Random, arrival: date) -> Segments:
    """The passport expired before the arrival."""
    day = arrival - timedelta(days=random.randint(3, 500))
    return tuple(("DTM", ("36", f"{day:%y%m%d}")) if s[:1] == ("DTM",) and s[1][0] == "36" else s for s in person)


def number_missing(person: Segments, _: Random, __: date) -> Segments:
    """The document is named without a number."""
    return tuple(segment[:2] if segment[0] == "DOC" else segment for segment in person)


def number_invented(person: Segments, _: Random, __: date) -> Segments:
    """The number of the document is one that stands for none."""
    return tuple((*segment[:2], "123456789") if segment[0] == "DOC" else segment for segment in person)


def birth_impossible(person: Segments, random: Random, _: date) -> Segments:
    """A birth on a day that does not exist."""
    day = f"19{random.randint(40, 99)}0231"
    births = {1: (day[2:],), 2: (day, "102")}
    return tuple(("DTM", ("329", *births[len(s[1]) - 1])) if s[0] == "DTM" and s[1][0] == "329" else s for s in person)


def birth_missing(person: Segments, _: Random, __: date) -> Segments:
    """No birth date."""
    return tuple(s for s in person if not (s[0] == "DTM" and s[1][0] == "329"))


def state_unknown(person: Segments, _: Random, __: date) -> Segments:
    """A nationality that no state has."""
    return tuple(("NAT", "2", "QQZ") if segment[0] == "NAT" else segment for segment in person)


def issuer_an_airport(person: Segments, _: Random, __: date) -> Segments:
    """An airport in the place of the issuing state."""
    return tuple(("LOC", "91", "YVR") if segment[:2] == ("LOC", "91") else segment for segment in person)


def placeholder(person: Segments, _: Random, __: date) -> Segments:
    """A seat of a group whose name is not known yet: neither birth date nor document."""
    kept = tuple(s for s in person[1:] if s[0] == "RFF" or s[:2] in (("LOC", "178"), ("LOC", "179")))
    return ((*person[0][:4], ("TBA", "TBA")), *kept)


OF_A_PERSON: Mapping[str, OfPerson] = {
    "passport expired": OfPerson(expired, frozenset({"DOC-EXPIRED"}), mendable=False),
    "document number missing": OfPerson(number_missing, frozenset({"DOC-NUMBER-MISSING"})),
    "document number invented": OfPerson(number_invented, frozenset({"DOC-NUMBER-SUSPICIOUS"})),
    "birth date impossible": OfPerson(birth_impossible, frozenset({"PAX-BIRTH-DATE-IMPOSSIBLE"})),
    "birth date missing": OfPerson(birth_missing, frozenset({"PAX-BIRTH-DATE-MISSING"})),
    "nationality unknown": OfPerson(state_unknown, frozenset({"DOC-STATE-UNKNOWN"})),
    "airport as issuer": OfPerson(issuer_an_airport, frozenset({"DOC-STATE-UNKNOWN"})),
    "name not known yet": OfPerson(placeholder, frozenset({"PAX-NAME-PLACEHOLDER"})),
}


def count_wrong(message: bytes, _: Random) -> bytes:
    """The UNT counts one segment too many."""
    head, tag, rest = message.rpartition(b"UNT")
    separator, number = rest[:1], rest[1:].partition(rest[:1])[0]
    return head + tag + separator + str(int(number) + 1).encode() + rest[1 + len(number) :]


def glued(message: bytes, random: Random) -> bytes:
    """A terminator is lost between two segments of a person."""
    terminator, element = _marks(message)
    tag = element.join((b"NAT", b"2", b""))
    places = [at for at in range(len(message)) if message.startswith(tag, at)]
    at = random.choice(places)
    return message[:at].rstrip(b"\r\n").removesuffix(terminator) + message[at:]


def telex(message: bytes, _: Random) -> bytes:
    """Sent as a telegram: an address, hard line breaks at 64 columns, a mail gateway's words behind."""
    text = b"".join(message.splitlines())
    lines = (text[at : at + 64] for at in range(0, len(text), 64))
    return b"\x01QD YVRAPXH\r\n.HDQRMXB 140631\r\n\x02" + b"\r\n".join(lines) + b"\r\n\x03\r\n\r\nThis mail was checked for viruses.\r\n"


def cut_off(message: bytes, random: Random) -> bytes:
    """The line broke in the middle."""
    return message[: int(len(message) * random.uniform(0.5, 0.8))]


def other_charset(message: bytes, _: Random) -> bytes:
    """Letters of Latin-1 in a message that says it has none."""
    return message.replace(b"UNOC", b"UNOA", 1)


def garbage(message: bytes, random: Random) -> bytes:
    """Something went wrong before it was sent: compressed, cut, or another file altogether."""
    return b"PK\x03\x04" + random.randbytes(min(4000, len(message)))


OF_A_MESSAGE: Mapping[str, OfMessage] = {
    "segment count wrong": OfMessage(count_wrong, frozenset({"EDI-COUNT"})),
    "segments glued": OfMessage(glued, frozenset({"EDI-TERMINATOR-LOST"})),
    "telex": OfMessage(telex, frozenset({"EDI-LINES-BROKEN"})),
    "cut off": OfMessage(cut_off, frozenset({"EDI-CUT-OFF"}), sent_again=True),
    "another character set": OfMessage(other_charset, frozenset({"EDI-CHARSET"})),
    "garbage": OfMessage(garbage, frozenset({"MSG-UNREADABLE"}), readable=False, sent_again=True),
}


def spoil_people(draft: Draft, defects: Mapping[int, str], random: Random, arrival: date) -> Draft:
    """Return a draft in which people have the defects named by their place in it, from 0."""
    return replace(
        draft,
        people=tuple(
            OF_A_PERSON[defects[place]].spoil(person, random, arrival) if place in defects else person
            for place, person in enumerate(draft.people)
        ),
    )


def _marks(message: bytes) -> tuple[bytes, bytes]:
    """Terminator and element separator, as the advice has them."""
    return (message[8:9], message[4:5]) if message.startswith(b"UNA") else (b"'", b"+")
