"""Where the fields of a record stand in the bytes received: kept as segment and position, worked out when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from preclear.manifest import Span
from preclear.messages.edifact import Stretch

# One value: its segment as in the stretch, the offset of that; element, component (None: the whole element); of the parts between slashes
# the first and the one behind the last (None: all of the component). A bare tuple, since many are made and few are asked for.
Mark = tuple[str, int, int, int | None, int, int | None]


class Marks(Mapping[str, Span]):
    """Field name -> the bytes its value stands in."""

    __slots__ = ("_marks", "_stretch")

    def __init__(self, stretch: Stretch, marks: Mapping[str, Mark]) -> None:
        self._stretch, self._marks = stretch, marks

    def __getitem__(self, name: str) -> Span:
        return span(self._stretch, self._marks[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)

    def __repr__(self) -> str:
        return repr(dict(self))


class Fixed(Mapping[str, Span]):
    """Field name -> the bytes its value stands in, for fields that stand at fixed places of one segment."""

    __slots__ = ("_places", "_start", "_stretch", "_text")

    def __init__(self, stretch: Stretch, text: str, start: int, places: Mapping[str, tuple[int, int]]) -> None:
        self._stretch, self._text, self._start, self._places = stretch, text, start, places

    def __getitem__(self, name: str) -> Span:
        return span(self._stretch, (self._text, self._start, *self._places[name], 0, None))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(dict(self))


def span(stretch: Stretch, mark: Mark) -> Span:
    """Return the bytes that a value stands in, blanks around it left out."""
    text, start, element, component, first, last = mark
    begin, end = stretch.span(text, element, component) if element else (0, len(text))
    if last is not None:
        pieces = text[begin:end].split("/")
        skipped = sum(map(len, pieces[:first])) + min(first, len(pieces))
        end = min(begin + skipped + len("/".join(pieces[first:last])), end)
        begin = min(begin + skipped, end)
    inside = text[begin:end]
    begin += len(inside) - len(inside.lstrip())
    end = max(end - (len(inside) - len(inside.rstrip())), begin)
    if begin >= end:
        at = stretch.at(start, min(begin, max(len(text) - 1, 0)))
        return Span(at, at)
    return Span(stretch.at(start, begin), stretch.at(start, end - 1) + 1)
