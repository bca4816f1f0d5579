"""The fast path of a long list: persons who are declared alike are taken apart at one stroke.

Once a person's segments were read one by one, their shapes make one regular expression: the unchanging text of each segment, a group
for its value, the terminator. It fits the next person only if the same segments stand there in the same order, with nothing released,
nothing beyond ASCII and no line break inside; everyone else is read segment by segment. Both ways give the same (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from preclear.messages.grammar import NOTHING, Effects, Found, Shape

FEW = 64  # different values of a field that are worth remembering: of sexes and weights, not of births


class Stencil(NamedTuple):
    """What takes one kind of person apart."""

    pattern: re.Pattern[str]
    shapes: tuple[Shape, ...]  # of the segments, in order: group n is the value of segment n
    readers: tuple[tuple[int, dict[str, Found]], ...]  # segments whose value is not taken as it stands, and what is known of values

    def values(self, effects: Effects, groups: Sequence[str]) -> tuple[list[Any], list[tuple[int, str, str]], bool]:
        """Return what the values read as, which of them have which fault, and whether any says nothing."""
        values: list[Any] = list(groups)
        wrong, gaps = [], False
        for n, known in self.readers:
            text = values[n]
            found = known.get(text)
            if found is None:
                found = effects.value(self.shapes[n], text)
                if len(known) < FEW:
                    known[text] = found
            values[n], code = found
            if code is not None:
                wrong.append((n, code, ""))
            if found[0] is None:
                gaps = True
        return values, wrong, gaps

    def said(self, values: Sequence[Any]) -> tuple[list[int], tuple[str, ...]]:
        """Return kinds and names of what the segments say, for an outline; what is None is nothing."""
        pairs = [(NOTHING, "") if value is None else (shape.rule.put, shape.name) for shape, value in zip(self.shapes, values, strict=True)]
        return [put for put, _ in pairs], tuple(name for _, name in pairs)


def cut(effects: Effects, texts: Sequence[str]) -> Stencil | None:
    """Return the stencil of a person with these segments; None where one of them is not of a shape that can be repeated."""
    release = effects.release
    shapes = [effects.shape(text) if text.isascii() and not (release and release in text) else None for text in texts]
    if not all(shapes):
        return None
    separators = effects.stretch.separators
    plain = f"[^{re.escape(''.join(separators))}\\x00-\\x1f\\x7f-\\xff]+"
    whole = f"[^{re.escape(separators.element + release + separators.terminator)}\\x00-\\x1f\\x7f-\\xff]+"
    end = f"{re.escape(separators.terminator)}[\\x00-\\x20]*"
    found = tuple(shape for shape in shapes if shape)
    pattern = "".join(f"{re.escape(shape.head)}({whole if shape.rule.whole else plain}){end}" for shape in found)
    readers = tuple((n, dict[str, Found]()) for n, shape in enumerate(found) if shape.rule.read)
    return Stencil(_compiled(pattern + "(?=NAD|CNT|UNT)"), found, readers)


@lru_cache(maxsize=1024)  # senders declare their people alike from list to list
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
