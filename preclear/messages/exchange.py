"""The exchange of requests and answers on one person: which answer counts.

Each answer is bound to the transaction of its request and to the person; only the answer to the last request of a person counts, and a
change that the authority sends unasked overrides it until departure (CUSRES guide of WCO, IATA and ICAO, 2013). Silence, an unknown
status and an answer to another request are never permission.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from preclear.messages.cusres import Answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request on one person."""

    person: str  # the unique reference (ABO)
    transaction: str  # RFF+TN
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An answer, and when its interchange says that it was made."""

    answer: Answered
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What the answers so far come to."""

    permitted: frozenset[str]  # who may board: nobody else
    statuses: Mapping[str, str]  # of everybody who was asked for or told of; "unanswered" where the last request has no answer yet
    aside: tuple[Answered, ...]  # answers to requests that a later one has overtaken, or that nobody made
    to_acknowledge: tuple[str, ...]  # transactions of changes, to be echoed in a CUSRES 312


def exchange(asked: Iterable[Asked], heard: Iterable[Heard]) -> Exchange:
    """Return what requests and answers come to, in whatever order the answers arrived.

    A change counts against the answers of any time: what the authority decided last holds. An answer to a later request does not lift
    a refusal by itself, unless it was made after the change.
    """
    last: dict[str, Asked] = {}
    for one in sorted(asked, key=lambda one: (one.asked_at, one.transaction)):
        last[one.person] = one
    statuses = dict.fromkeys(last, "unanswered")
    made: dict[str, tuple[datetime, bool]] = {}
    aside: list[Answered] = []
    to_acknowledge: list[str] = []
    for each in sorted(heard, key=_order):
        answer = each.answer
        if not answer.solicited and answer.transaction and answer.transaction not in to_acknowledge:
            to_acknowledge.append(answer.transaction)
        for person in _about(answer, last):
            mine = last.get(person)
            if answer.solicited and (mine is None or answer.transaction != mine.transaction):
                aside.append(answer)
                continue
            before = made.get(person)
            if before and before[0] == each.made_at and before[1] and answer.solicited:
                continue  # told unasked in the same minute
            statuses[person] = answer.status
            made[person] = (each.made_at, not answer.solicited)
    permitted = frozenset(person for person, status in statuses.items() if status == "board")
    return Exchange(permitted=permitted, statuses=statuses, aside=tuple(aside), to_acknowledge=tuple(to_acknowledge))


def _order(each: Heard) -> tuple[datetime, bool, str, bool, str]:
    """What an answer stands by among the others; the last holds, and of two that contradict each other the one that permits is not it."""
    answer = each.answer
    return (each.made_at, not answer.solicited, answer.transaction or "", answer.status != "board", answer.code)


def _about(answer: Answered, last: Mapping[str, Asked]) -> list[str]:
    """Whom an answer is about; one about the whole message permits nobody, and takes what it refuses from everybody of that request.

    A change that names nobody is about everybody: its reference is the authority's own.
    """
    if answer.person is not None:
        return [answer.reference] if answer.reference else []
    if answer.status == "board":
        return []
    if not answer.solicited:
        return list(last)
    return [person for person, one in last.items() if one.transaction == answer.transaction]
