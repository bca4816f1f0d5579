"""The damage test: a list of 260 people, each segment in turn dropped, cut, doubled, or filled with noise. Nobody else is lost."""

from __future__ import annotations

import random
import re
from dataclasses import fields
from operator import attrgetter

import pytest

from preclear import messages
from preclear.manifest import Traveller
from tests.messages.lists import LEE, ROY, message, people

PEOPLE = 260
SAID = attrgetter(*(field.name for field in fields(Traveller) if field.name not in {"ordinal", "segments", "places", "references"}))


def whole(end: str) -> str:
    """A list of 260 people, half of them with bags, a visa and a birthplace; each has names and numbers of their own."""
    persons = []
    for n in range(PEOPLE):
        name = "".join(random.Random(n).choices("ABCDEGHIKLNOPRT", k=8))
        person = [LEE, ROY][n % 2]
        told = {
            "LEE-PARK": f"{name}LEE",
            "ROY:": f"{name}:",
            "QA000001": f"QA{n:06}",
            "QB000002": f"QB{n:06}",
            "XX01": f"XX{n:04}",
            "XX02": f"XX{n:04}",
        }
        told |= {"0220000009": f"022{n:06}0", "V77": f"V{n:05}"}
        persons.append(tuple(re.sub("|".join(told), lambda match: told[match[0]], segment) for segment in person))  # noqa: B023  # used at once
    return message(people(*persons), end=end)


def as_said(person: Traveller) -> tuple[object, ...]:
    """Everything about a person but where it stood."""
    return (*SAID(person), tuple(person.references.items()))


def noise(chance: random.Random, segment: str) -> str:
    """As many characters that say nothing; no terminator among them."""
    return "".join(chance.choices("#%&()*,-./;<=>@ABXYZ0189~_", k=len(segment)))


CUT = "cut in the middle"  # what is left may be a segment as good as any: RFF+AVF:QQ1 is nothing that a reader can know for half
DAMAGES = {
    "dropped": lambda segment, end, _: "",
    CUT: lambda segment, end, _: segment[: len(segment) // 2] + end,
    "cut with its end": lambda segment, end, _: segment[: len(segment) // 2],
    "only its end lost": lambda segment, end, _: segment,
    "doubled": lambda segment, end, _: (segment + end) * 2,
    "noise": lambda segment, end, chance: noise(chance, segment) + end,
    "noise with separators": lambda segment, end, chance: "".join(chance.choice((c, "+", ":", "?")) for c in noise(chance, segment)) + end,
    "noise beyond ASCII": lambda segment, end, chance: "".join(chr(chance.randint(0xA1, 0xFF)) for _ in segment) + end,
}


def cases(end: str):
    """Where each segment stands, and whose it is: the ordinal of a person, 0 for those around them."""
    text = whole(end)
    at, person = 0, 0
    for segment in text.split(end)[:-1]:
        head = segment.removeprefix("UNA:+.? '")
        if head.startswith("NAD+F"):
            person += 1
        yield at, segment, 0 if head.startswith(("UN", "CNT")) else person
        at += len(segment) + len(end)


def damage_each(end: str, kind: str, step: int, first: int) -> tuple[int, list[str]]:
    """Damage every so-many-th segment; return how many were, and what went wrong."""
    text = whole(end)
    before = {as_said(person) for message_ in messages.read(text.encode()).messages for person in message_.manifest.travellers}
    assert len(before) == PEOPLE
    chance, wrong, times = random.Random(kind), [], 0
    for n, (at, segment, person) in enumerate(cases(end)):
        if n % step != first % step or segment.startswith("UNA"):
            continue
        times += 1
        instead = DAMAGES[kind](segment, end, chance)
        raw = (text[:at] + instead + text[at + len(segment) + len(end) :]).encode("latin-1")
        interchange = messages.read(raw)
        after = {as_said(one) for message_ in interchange.messages if message_.manifest for one in message_.manifest.travellers}
        lost = len(before - after)
        faults = [*interchange.faults, *(fault for message_ in interchange.messages for fault in message_.faults)]
        near = [
            fault
            for fault in faults
            if (fault.offset is not None and at - 4 <= fault.offset <= at + len(instead) + 2)
            or (person and fault.traveller in (person - 1, person, person + 1) and fault.code != "PAX-SEAT-ZEROS")
        ]
        away = {"EDI-COUNT", "EDI-CUT-OFF", "EDI-UNT-MISSING"}  # what is not there has no place of its own
        told = bool(near) or (not instead and away & {fault.code for fault in faults}) or kind == CUT
        if lost > (1 if person else 0) or not told:
            wrong.append(f"{kind}: {segment!r} -> {instead!r}: {lost} lost, told: {told} {sorted({f.code for f in faults})}")
    return times, wrong


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("end", ["'", "'\r\n"], ids=["one line", "a line each"])
def test_damage_to_a_segment_in_a_hundred(kind, end):
    times, wrong = damage_each(end, kind, 101, first=len(kind) + len(end))
    assert times > 40
    assert wrong == []


@pytest.mark.long
@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("end", ["'", "'\r\n"], ids=["one line", "a line each"])
def test_damage_to_each_segment(kind, end):
    times, wrong = damage_each(end, kind, 1, first=0)
    assert times > 4000
    assert wrong == []
