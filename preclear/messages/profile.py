"""What is agreed with a partner about its messages, beyond the standard: a record of data, one a partner.

Guides leave much to the partners (API guide of WCO, IATA and ICAO; CUSRES guide): which functions are used and what they mean there,
whether a second list replaces the first, how statuses are written, whether receipt is acknowledged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from preclear.errors import PreclearError
from preclear.manifest import FUNCTIONS, Manifest
from preclear.messages.edifact import Separators
from preclear.messages.envelope import Envelope
from preclear.messages.teletype import check_address

Status = Literal["board", "do_not_board", "contact", "incomplete", "error"]
Dialect = Mapping[str, tuple[str, ...]]  # status -> its codes: the first is written, all are read
FIRST = frozenset({"list", "crew", "booking"})  # what may be due a first time before departure
STATUSES: tuple[Status, ...] = ("board", "do_not_board", "contact", "incomplete", "error")

DIALECTS: Mapping[str, Dialect] = {
    # an authority without a second opinion fills its place with Z: China, and states after the guide's example
    "Z": {
        "board": ("0Z", "0"), "do_not_board": ("1Z", "1"), "contact": ("2Z", "2"), "incomplete": ("4Z", "4"),
        "error": ("8Z", "8", "9Z", "9"),
    },
    # one character alone, as the guide's code list has it
    "plain": {
        "board": ("0", "0Z"), "do_not_board": ("1", "1Z"), "contact": ("2", "2Z"), "incomplete": ("4", "4Z"),
        "error": ("8", "8Z", "9", "9Z"),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a partner writes and wants to be answered. All left as it is: to the standard, and answers mirror the message."""

    senders: tuple[str, ...] = ()  # as what it signs in UNB; (): as anything
    functions: tuple[str, ...] = ()  # words of FUNCTIONS that it uses; (): all
    meanings: Mapping[str, str] = field(default_factory=dict)  # a function as its code says -> as it is meant
    full_lists: bool = False  # a new list replaces the one before: who is left out travels no more
    separators: str = ""  # of answers: component, element, decimal, release, repetition, terminator; "": as in the message
    group: Literal["echo", "always", "never"] = "echo"  # a UNG around an answer
    dialect: str = "Z"  # of statuses: a key of DIALECTS
    statuses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # codes in place of those of the dialect
    syntax: Literal["asked", "always", "never"] = "asked"  # when a message is acknowledged by CONTRL
    bookings: Literal["ackres", "cusres"] = "ackres"  # how bookings are answered: received, or with a status for each person
    acknowledgement: Literal["result", "echo"] = "result"  # what a 312 says of a person: whether it was taken, or again what we said
    acknowledge_minutes: int | None = None  # after which a change that was not acknowledged is an alarm; None: as the node's settings say
    teletype_address: str = ""  # where a gateway sends answers that it finds as files; "": they are no teletype text
    teletype_origin: str = ""  # from where, as the gateway knows us
    part_minutes: int = 15  # after which a part of a list that has not come is an alarm
    first_minutes: Mapping[str, int] = field(default_factory=dict)  # before departure, by when a first list, crew or booking is to be heard
    close_out_minutes: int | None = None  # after departure, by when it must be said who is on board; None: nothing is agreed

    def __post_init__(self) -> None:
        wrong = {*self.functions, *self.meanings.values()} - set(FUNCTIONS)
        if wrong:
            raise PreclearError(f"there is no function {', '.join(sorted(wrong))}; there are {', '.join(FUNCTIONS)}")
        if self.dialect not in DIALECTS:
            raise PreclearError(f"there is no dialect {self.dialect}; there are {', '.join(DIALECTS)}")
        if unknown := set(self.statuses) - set(STATUSES):
            raise PreclearError(f"there is no status {', '.join(sorted(unknown))}; there are {', '.join(STATUSES)}")
        codes = [code for each in self.codes.values() for code in each]
        if len(set(codes)) != len(codes) or not all(code.isascii() and code.isalnum() and len(code) <= 3 for code in codes):
            raise PreclearError("each code of a status is one to three letters or digits, and says one status alone")
        self._check_separators()
        if not (self.first_minutes.keys() <= FIRST and all(0 <= minutes <= 10_080 for minutes in self.first_minutes.values())):
            raise PreclearError(f"first_minutes are told for {', '.join(sorted(FIRST))}, from 0 to 10080 before departure")
        if bool(self.teletype_address) != bool(self.teletype_origin):
            raise PreclearError("teletype_address and teletype_origin are told together")
        for address in filter(None, (self.teletype_address, self.teletype_origin)):
            check_address(address)
        for name in ("acknowledge_minutes", "part_minutes", "close_out_minutes"):
            minutes = getattr(self, name)
            if minutes is not None and not 1 <= minutes <= 1440:
                raise PreclearError(f"{name} = {minutes}: must lie between 1 and 1440")

    def _check_separators(self) -> None:
        marks = self.separators
        if not marks:
            return
        used = [mark for mark in marks if mark != " "]
        if len(marks) != 6 or len(set(used)) != len(used) or any(mark == " " for mark in marks[:2] + marks[5:]):
            raise PreclearError("separators are six different characters, as behind UNA; a blank stands for none, as release or repetition")
        if any(mark.isalnum() or not mark.isascii() or not mark.isprintable() for mark in marks):
            raise PreclearError("separators are marks, no letters and no digits")

    @property
    def codes(self) -> Dialect:
        """The codes of each status: the first is written, all are read."""
        return {**DIALECTS[self.dialect], **self.statuses}

    @property
    def marks(self) -> Separators | None:
        """The separators of answers; None: those of the message."""
        if not self.separators:
            return None
        component, element, decimal, release, repetition, terminator = list(self.separators)
        return Separators(component, element, decimal, release.strip(), repetition.strip(), terminator)

    def answering(self, envelope: Envelope) -> Envelope:
        """Return the envelope of a message as answers to this partner mirror it."""
        marks = self.marks
        if marks:
            envelope = replace(envelope, separators=marks, advised=True)
        return envelope if self.group == "echo" else replace(envelope, group=self.group == "always")

    def meant(self, manifest: Manifest) -> Manifest:
        """Return a list with its function as this partner means it."""
        word = self.meanings.get(manifest.function)
        return replace(manifest, function=word) if word else manifest

    def uses(self, manifest: Manifest) -> bool:
        """Return whether this partner is known to use the function of a list."""
        return not self.functions or manifest.function in self.functions


STANDARD = Profile()
