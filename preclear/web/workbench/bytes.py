"""A message as received, for the eye: a segment a line, each with the offset of its first byte, some values marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from preclear.manifest import Span
from preclear.messages import edifact

LINE = 96  # bytes a line, where no segments can be made out


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message."""

    offset: int
    runs: tuple[tuple[str, bool], ...]  # text, and whether it is marked

    @property
    def text(self) -> str:
        """The line without its marks."""
        return "".join(text for text, _ in self.runs)


def segments(raw: bytes, marks: Iterable[Span] = (), within: Span | None = None) -> list[Line]:
    """Return the lines of a message, or of a part of it.

    >>> [(line.offset, line.runs) for line in segments(b"UNB+UNOA:4+XX'NAD+FL+++DOE:JANE'", [Span(23, 26)])][1]
    (14, (('NAD+FL+++', False), ('DOE', True), (":JANE'", False)))
    """
    stretches, _ = edifact.parts(raw)
    starts = sorted({0, *(start for stretch in stretches for start in stretch.segments(stretch.first, stretch.last).starts)})
    if not stretches:
        starts = list(range(0, len(raw), LINE))
    ends = [*starts[1:], len(raw)] if starts else []
    part = within or Span(0, len(raw))
    marked = sorted(span for span in marks)
    return [
        Line(start, _runs(raw, start, end, marked))
        for start, end in zip(starts, ends, strict=True)
        if start < part.end and end > part.start and raw[start:end].strip()
    ]


def _runs(raw: bytes, start: int, end: int, marks: Iterable[Span]) -> tuple[tuple[str, bool], ...]:
    runs, at = [], start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)  # a mark may go over several lines
        if first < last:
            runs += [(_shown(raw[at:first]), False), (_shown(raw[first:last]), True)]
            at = last
    runs.append((_shown(raw[at:end]), False))
    return tuple(run for run in runs if run[0])


def _shown(raw: bytes) -> str:
    """Return bytes as text; what is no text stands as a symbol for it."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return "".join(
        letter if letter.isprintable() else "␤" if letter == "\n" else "" if letter == "\r" else "␣" for letter in text
    ).removesuffix("␤")
