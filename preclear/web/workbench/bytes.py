"""A message as received, for the eye: a segment a line, each with the offset of its first byte, some values marked."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from preclear.manifest import Span
from preclear.messages import edifact

LINE = 96  # bytes a line, where no segments can be made out
LONG = 400  # bytes of a line of a form, beyond which it is parted


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
    of_line = _by_line(starts, marks)
    return [
        Line(start, _runs(raw, start, end, of_line[n]))
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start < part.end and end > part.start and raw[start:end].strip()
    ]


def lines(raw: bytes, marks: Iterable[Span] = ()) -> list[Line]:
    r"""Return the lines of a text as it is parted into lines, for forms; a long line is parted further.

    >>> [(line.offset, line.runs) for line in lines(b"Name;DOB\nROY;x\n", [Span(13, 14)])][1]
    (9, (('ROY;', False), ('x', True)))
    """
    starts, at = [], 0
    while at < len(raw):
        starts.append(at)
        end = raw.find(b"\n", at, at + LONG)
        at = end + 1 if end >= 0 else at + LONG
    of_line = _by_line(starts, marks)
    return [
        Line(start, _runs(raw, start, end, of_line[n]))
        for n, (start, end) in enumerate(zip(starts, [*starts[1:], len(raw)], strict=True))
        if raw[start:end].strip()
    ]


def _by_line(starts: Sequence[int], marks: Iterable[Span]) -> Mapping[int, Sequence[Span]]:
    """The marks of each line that has any, by its number, in order."""
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for mark in sorted(marks):
        n = max(bisect_right(starts, mark.start) - 1, 0)
        while n < len(starts) and starts[n] < mark.end:
            found[n].append(mark)
            n += 1
    return found


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
