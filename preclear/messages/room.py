"""How many people of lists are taken in: what their records weigh stays in proportion to what was sent.

Somebody can be declared in seven bytes and weighs more than three thousand as a record with all that is missing. So all lists of a text
together have room for a constant and so many times its length, far above what lists of voyages come to: whoever finds none is left out, and
the fault names the place. The bytes themselves are kept elsewhere as they came.
"""

from __future__ import annotations

import re
from itertools import islice

from preclear.manifest import Fault
from preclear.manifest.faults import fault
from preclear.messages.edifact import Stretch

CONSTANT = 20_000_000  # bytes of records for which any text has room: of six thousand people, however little is said of each
PERSON = 3_300  # bytes that a person, and the faults of one of whom nothing is said, come to at most
ROLES = ("FL", "FM", "DDU", "DDT")


class Room:
    """How many more people are taken in."""

    def __init__(self, length: int, times: int) -> None:
        self.left = CONSTANT + times * length

    def reach(self, stretch: Stretch, first: int, last: int, tag: str = "NAD", roles: tuple[str, ...] = ROLES) -> tuple[int, list[Fault]]:
        """Return where those end who find room, between two positions of a text, and the fault that the others were left out.

        Counted are segments with a tag, and with a role behind whatever stands in its place. Takes time linear in the length.
        """
        people = self.count(stretch, first, last, tag, roles)
        if people * PERSON <= self.left:
            self.left -= people * PERSON
            return last, []
        element, terminator = stretch.separators.element, stretch.separators.terminator
        begins = "|".join([re.escape(f"{tag}{element}"), *[re.escape(f"{element}{role}") for role in roles]])
        found = next(islice(re.compile(begins).finditer(stretch.text, first, last), max(self.left, 0) // PERSON, None), None)
        if found is None:
            return last, []
        self.left = 0
        end = max(stretch.text.rfind(terminator, first, found.start()) + len(terminator), first)
        return end, [fault("MSG-LIMIT", "from here on", note=f"{people} persons", offset=stretch.offset(end))]

    def count(self, stretch: Stretch, first: int, last: int, tag: str, roles: tuple[str, ...]) -> int:
        """Return how many people may stand between two positions, at most."""
        element, count = stretch.separators.element, stretch.text.count
        return max(count(f"{tag}{element}", first, last), sum(count(f"{element}{role}", first, last) for role in roles))
