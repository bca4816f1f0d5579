"""The fast path of a long list: persons who are declared alike are taken apart at one stroke.

Once a person's segments were read one by one, their shapes make one regular expression: the unchanging text of each segment, a group
for its value, the terminator. It fits the next person only if the same segments stand there in the same order, with nothing released
and nothing but names beyond ASCII; everyone else is read segment by segment. Both ways give the same (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from preclear.messages.edifact import Separators
from preclear.messages.grammar import DOCUMENT, REFERENCE, TAGS, Effects, Found, Shape

if TYPE_CHECKING:
    from preclear.messages.persons import Outline

REMEMBERED = 4096  # different values of a field, with what they read as
LONGEST = 100  # segments of a person for whom a stencil is cut


class Readings(dict[str, Any]):
    """What the values of one segment of a stencil read as, each worked out when it is first met."""

    def __init__(self, read: Callable[[str], Found]) -> None:
        self.read = read
        self.wrong: dict[str, str] = {}  # fault codes, by value

    def __missing__(self, text: str) -> Any:
        value, code = self.read(text)
        if code is not None:
            self.wrong[text] = code
        if len(self) < REMEMBERED:
            self[text] = value
        return value

    def column(self, texts: Sequence[str]) -> list[Any]:
        """Return what some values read as."""
        return list(map(self.__getitem__, texts))


class Various(Readings):
    """The same of a segment whose values hardly ever come twice in a list."""

    def column(self, texts: Sequence[str]) -> list[Any]:
        """Return what some values read as."""
        found = list(map(self.read, texts))
        self.wrong.update([(text, code) for text, (_, code) in zip(texts, found, strict=True) if code is not None])
        return [value for value, _ in found]


@dataclass(frozen=True, slots=True, eq=False)
class Stencil:
    """What takes one kind of person apart: group 1 is the family name, 2 the given names, n + 2 the value of segment n."""

    pattern: re.Pattern[str]
    plan: Outline
    readings: Sequence[Readings | None]  # by segment; None: the value is taken as it stands
    labels: Sequence[str]  # of the segments, for faults
    taken: list[tuple[int, re.Match[str]]] = field(default_factory=list)  # who was taken apart and is not yet put together: ordinal, match


def cut(effects: Effects, texts: Sequence[str], labels: Sequence[str], plan: Outline) -> Stencil | None:
    """Return the stencil of a person with these segments; None where one of them is not of a shape that can be repeated."""
    release, names = effects.release, f"NAD{effects.element}"
    if len(texts) > LONGEST or not texts[0].startswith(names) or len(parts := texts[0].split(effects.element)) != 5:
        return None
    if release and release in texts[0]:
        return None
    shapes = []
    for text in texts[1:]:
        shape = effects.shape(text)
        if shape is None:
            return None
        shapes.append(shape)
    around = tuple((shape.head, shape.rule.parts is not None, shape.tail) for shape in shapes)
    pattern = _compiled(effects.stretch.separators, effects.element.join(parts[:4]), around)
    return Stencil(pattern, plan, [None, *[_readings(effects, shape) for shape in shapes]], labels)


def _readings(effects: Effects, shape: Shape) -> Readings | None:
    """How the values of a shape are read; None where they are taken as they stand."""
    if shape.rule.put in (REFERENCE, DOCUMENT):
        return None
    kind = Various if shape.rule.put == TAGS or shape.rule.name in ("birth_date", "expires") else Readings
    return kind(effects.reader(shape))


@lru_cache(maxsize=1024)  # senders declare their people alike from list to list
def _compiled(separators: Separators, names: str, segments: tuple[tuple[str, bool, str], ...]) -> re.Pattern[str]:
    """The expression for a NAD that begins so, and segments: what stands before and behind each value, and whether that has components."""
    element, component, terminator = map(re.escape, (separators.element, separators.component, separators.terminator))
    marks = element + terminator + re.escape(separators.release + separators.repetition)
    end = r"\r?\n[\x00-\x20]*" if separators.terminator == "\n" else rf"{terminator}[\x00-\x20]*"
    known = rf"{re.escape(names)}{element}([^{marks}{component}\x00-\x1f\x7f]*)(?:{component}([^{marks}\x00-\x1f\x7f]*))?{end}"
    whole, plain = rf"([^{marks}\x00-\x1f\x7f-\xff]+)", rf"([^{marks}{component}\x00-\x1f\x7f-\xff]+)"
    values = "".join(f"{re.escape(head)}{whole if several else plain}{re.escape(tail)}{end}" for head, several, tail in segments)
    return re.compile(f"{known}{values}(?=NAD|CNT|UN[TEZ])")
