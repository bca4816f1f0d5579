"""The fast path of a long list: persons who are declared alike are taken apart at one stroke.

Once some persons' segments were read one by one, their shapes make one regular expression: the unchanging text of each segment, a group
for its value, the terminator; a segment that some have and some have not may be absent. It fits the next person only if the same segments
stand there in the same order, with nothing released and nothing but names beyond ASCII; everyone else is read segment by segment. Both
ways give the same (a test compares them).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from preclear.messages.edifact import Separators
from preclear.messages.grammar import DETAIL, DOCUMENT, FIELD, REFERENCE, ROLES, TAGS, Effects, Found, Shape

if TYPE_CHECKING:
    from preclear.messages.outline import Outline

REMEMBERED = 4096  # different values of a field, with what they read as
LONGEST = 100  # segments of a person for whom a stencil is cut
WIDEST = 40  # characters around the value of a segment in a stencil
KEPT, SENDERS = 8, 64  # stencils that are remembered for one set of separators, and sets of separators


class Slot(NamedTuple):
    """A segment of a stencil."""

    shape: Shape
    label: str  # tag and qualifier, for faults
    optional: bool = False  # some persons have none

    @property
    def key(self) -> tuple[str, str]:
        """What makes two of them one: all but the value."""
        return self.shape.head, self.shape.tail


class Form(NamedTuple):
    """How a person is declared: the NAD up to the name, then the other segments."""

    nad: str
    slots: Sequence[Slot]


class Readings(dict[str, Any]):
    """What the values of one segment of a stencil read as, each worked out when it is first met."""

    def __init__(self, read: Callable[[str], Found], absent: Any) -> None:
        self.read = read
        self.absent = self[""] = absent  # what no segment reads as
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
        nothing = (self.absent, None)
        found = [self.read(text) if text else nothing for text in texts]
        self.wrong = {text: code for text, (_, code) in zip(texts, found, strict=True) if code is not None}
        return [value for value, _ in found]


@dataclass(frozen=True, slots=True, eq=False)
class Stencil:
    """What takes one kind of person apart: group 1 is the family name, 2 the given names, n + 2 the value of segment n."""

    form: Form
    pattern: re.Pattern[str]
    plan: Outline
    readings: Sequence[Readings | None]  # by segment; None: the value is taken as it stands
    taken: list[tuple[int, re.Match[str]]] = field(default_factory=list)  # who was taken apart and is not yet put together: ordinal, match

    def for_list(self, effects: Effects) -> Stencil:
        """Return the same stencil for another list."""
        readings = [None, *[_readings(effects, slot.shape) for slot in self.form.slots]]
        return Stencil(self.form, self.pattern, self.plan, readings)


_remembered: dict[Separators, tuple[Stencil, ...]] = {}  # without a value of anybody


def remembered(effects: Effects) -> list[Stencil]:
    """Return the stencils of lists with the same separators that were read before: senders declare their people alike from list to list."""
    return [stencil.for_list(effects) for stencil in _remembered.get(effects.stretch.separators, ())]


def remember(separators: Separators, stencils: Sequence[Stencil]) -> None:
    """Keep the stencils of a list, the last used first, for the lists that follow."""
    kept = tuple([Stencil(stencil.form, stencil.pattern, stencil.plan, ()) for stencil in stencils[:KEPT]])
    _remembered.pop(separators, None)
    _remembered[separators] = kept
    while len(_remembered) > SENDERS:
        _remembered.pop(next(iter(_remembered)), None)


def form(effects: Effects, texts: Sequence[str], labels: Sequence[str]) -> Form | None:
    """Return how a person is declared; None where one of the segments is not of a shape that can be repeated."""
    release, nad = effects.release, texts[0].split(effects.element)
    if (
        len(texts) > LONGEST
        or len(nad) != 5
        or nad[0] != "NAD"
        or nad[1] not in ROLES
        or any(nad[2:4])
        or (release and release in texts[0])
    ):
        return None
    slots = []
    for text, label, before in zip(texts[1:], labels[1:], texts, strict=False):
        shape = effects.shape(text)
        if shape is None or text == before or len(shape.head) + len(shape.tail) > WIDEST:
            return None
        slots.append(Slot(shape, label))
    return None if _side_by_side(slots) else Form(effects.element.join(nad[:4]), slots)


def merged(known: Form, new: Form) -> Form | None:
    """Return the form of those declared in one way or the other; None where their segments stand in different orders."""
    if known.nad != new.nad:
        return None
    keys = [slot.key for slot in known.slots]
    slots: list[Slot] = []
    at, passed = 0, set[tuple[str, str]]()
    for slot in new.slots:
        if slot.key in keys[at:]:
            n = keys.index(slot.key, at)
            passed.update(keys[at:n])
            slots += [other._replace(optional=True) for other in known.slots[at:n]]
            slots.append(known.slots[n])
            at = n + 1
        elif slot.key in passed:
            return None
        else:
            slots.append(slot._replace(optional=True))
    slots += [other._replace(optional=True) for other in known.slots[at:]]
    return Form(known.nad, slots) if len(slots) <= LONGEST and not _ambiguous(slots) and not _side_by_side(slots) else None


def _side_by_side(slots: Sequence[Slot]) -> bool:
    """Whether two segments of one kind may stand side by side: they may be one that stands twice, which only reading one by one tells."""
    before = set[tuple[str, str]]()
    for slot in slots:
        if slot.key in before:
            return True
        before = {*before, slot.key} if slot.optional else {slot.key}
    return False


def _ambiguous(slots: Sequence[Slot]) -> bool:
    """Whether one thing may be said by several segments, some of them optional, or a document that is not the first may be the only one."""
    documents = [slot.optional for slot in slots if slot.shape.rule.put == DOCUMENT]
    if documents != sorted(documents):
        return True
    document = 0
    names = []
    for slot in slots:
        document += slot.shape.rule.put == DOCUMENT
        if slot.shape.rule.put in (FIELD, REFERENCE, DETAIL):
            names.append((slot.shape.name, document if slot.shape.rule.put == DETAIL else 0, slot.optional))
    times = Counter((name, document) for name, document, _ in names)
    return any(optional and times[name, document] > 1 for name, document, optional in names)


def cut(effects: Effects, form: Form, plan: Outline) -> Stencil:
    """Return the stencil of a form."""
    around = tuple([(slot.shape.head, slot.shape.rule.parts is not None, slot.shape.tail, slot.optional) for slot in form.slots])
    pattern = _compiled(effects.stretch.separators, form.nad, around)
    return Stencil(form, pattern, plan, [None, *[_readings(effects, slot.shape) for slot in form.slots]])


def _readings(effects: Effects, shape: Shape) -> Readings | None:
    """How the values of a shape are read; None where they are taken as they stand."""
    rule = shape.rule
    if rule.put in (REFERENCE, DOCUMENT):
        return None
    kind = Various if rule.put == TAGS or rule.name in ("birth_date", "expires") else Readings
    return kind(effects.reader(shape), () if rule.put == TAGS else None)


@lru_cache(maxsize=1024)  # senders declare their people alike from list to list
def _compiled(separators: Separators, nad: str, segments: tuple[tuple[str, bool, str, bool], ...]) -> re.Pattern[str]:
    """The expression for a NAD, and segments: the text before a value, whether it has components, the text behind it, whether optional.

    Nothing in it is tried in two ways, so that it takes no longer than the text is long.
    """
    element, component, terminator = map(re.escape, (separators.element, separators.component, separators.terminator))
    marks = element + terminator + re.escape(separators.release + separators.repetition)
    end = r"\r?\n[\x00-\x20]*+" if separators.terminator == "\n" else rf"{terminator}[\x00-\x20]*+"
    known = rf"{re.escape(nad)}{element}([^{marks}{component}\x00-\x1f\x7f]*+)(?:{component}([^{marks}\x00-\x1f\x7f]*+))?+{end}"
    whole, plain = rf"([^{marks}\x00-\x1f\x7f-\xff]++)", rf"([^{marks}{component}\x00-\x1f\x7f-\xff]++)"
    values = []
    for head, several, tail, optional in segments:
        segment = f"{re.escape(head)}{whole if several else plain}{re.escape(tail)}{end}"
        values.append(f"(?:{segment})?+" if optional else segment)
    return re.compile(f"{known}{''.join(values)}(?=NAD|CNT|UN[TEZ])")
