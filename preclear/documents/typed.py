"""Zones as people and optical readers hand them over -> the lines as they are printed. Each step is told as a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preclear.documents.layouts import LAYOUTS, Layout, candidates
from preclear.manifest import Fault
from preclear.manifest.faults import fault

MENDABLE = 3  # characters by which a line may be off in the run of fillers behind the names
WIDE = (
    *range(0xFF10, 0xFF1A),
    *range(0xFF21, 0xFF3B),
    *range(0xFF41, 0xFF5B),
)  # full-width digits and letters, as East Asian text has them
CAPITALS = {ord(c): c.upper() for c in "abcdefghijklmnopqrstuvwxyz"} | {code: chr(code - 0xFEE0).upper() for code in WIDE}
FILLERS = str.maketrans({"«": "<<", "≪": "<<", "《": "<<"} | dict.fromkeys("‹＜〈⟨", "<"))  # what is taken for one or two fillers
SHAPES = {(layout.lines, layout.width) for layout in LAYOUTS.values()}
RUNS = {lines * width: (lines, width) for lines, width in SHAPES}  # a zone typed as one run of characters: 72, 88, 90
MOST_LINES = max(lines for lines, _ in SHAPES)
WIDTHS = frozenset(width for _, width in SHAPES)
LONGEST_LINE = 400  # a longer line among others is no line of a zone with a few words about it
WORDS = re.compile(r"[A-Z0-9<]+")
FEWEST_DIGITS = 6  # a line of a zone has a filler, or at least so many digits; prose has neither


def fold(lines: Sequence[str], faults: list[Fault]) -> tuple[Layout | None, tuple[str, ...]]:
    """Return the layout of a zone that was typed or scanned, and its lines as printed; what was done is added to ``faults``.

    Tried in turn, until a layout is found: the lines as they stand but in capitals and without blanks; blanks taken for fillers;
    one run of characters parted into lines; lines of a zone among others, or with words about them. None, and the lines without
    their blanks, where none is. Takes time linear in its input.
    """
    given = _lines(lines)
    upper, notes = _upper(given)
    bare = tuple("".join(line.split()) for line in upper)
    for tried, others in _attempts(given, upper, bare, notes):
        if found := _layout(tried):
            layout, mended, note = found
            faults += (*others, *note)
            return layout, mended
    return None, bare


def _lines(lines: Sequence[str]) -> list[str]:
    """The lines that are not empty, without blanks at their ends."""
    return [bare for line in lines for part in line.splitlines() if (bare := part.strip("\ufeff \t\u00a0"))]


def _upper(given: Sequence[str]) -> tuple[list[str], list[Fault]]:
    """Lines in capitals, marks that look like fillers being fillers, and what was done."""
    plain = [line.replace("&lt;", "<").translate(FILLERS) for line in given]
    upper = [line.translate(CAPITALS) for line in plain]
    notes = [fault("MRZ-TYPED", "line 1", note="other marks for fillers")] if plain != given else []
    return upper, [*notes, fault("MRZ-TYPED", "line 1", note="capitals")] if upper != plain else notes


def _attempts(
    given: Sequence[str], upper: Sequence[str], bare: tuple[str, ...], notes: list[Fault]
) -> Iterator[tuple[tuple[str, ...], list[Fault]]]:
    """The ways to read what was typed, the likeliest first, each with what it would mean."""
    blanks = [*notes, fault("MRZ-TYPED", "line 1", note="blanks")] if bare != tuple(upper) else notes
    if len(bare) in (2, 3):
        yield bare, blanks
        if bare != tuple(upper) and all(len(line) <= max(WIDTHS) + MENDABLE for line in upper):
            filled = tuple(line.replace(" ", "<") for line in upper)
            yield _padded(filled), [*notes, fault("MRZ-TYPED", "line 1", note="blanks for fillers")]
    run = "".join(bare)
    nearly = len(bare) in (2, 3) and all(any(abs(len(line) - width) <= MENDABLE for width in WIDTHS) for line in bare)
    if len(run) in RUNS and not nearly:  # two lines of 43 and 45 have lost and doubled a character, and are not one run
        count, width = RUNS[len(run)]
        lines = tuple(run[n * width : (n + 1) * width] for n in range(count))
        yield lines, [*blanks, fault("MRZ-TYPED", "line 1", note="one run of characters")]
    for picked in _among(upper):
        whole = all(any(line in one for one in given) for line in picked)
        yield picked, [*(() if whole else blanks), fault("MRZ-TYPED", "line 1", note="text about the zone")]


def _padded(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines whose blanks stood for fillers, with the ones at their ends, which nobody sees, put back."""
    width = next((w for n, w in SHAPES if n == len(lines) and any(len(line) == w for line in lines)), 0)
    return tuple(line.ljust(width, "<") for line in lines)


def _among(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Lines that together have the shape of a zone, among others and with words before or behind them; one zone after the other."""
    fitting = [found for line in lines if len(line) <= LONGEST_LINE and (found := _fitting(line))]
    at = 0
    while at < len(fitting):
        line, taken = fitting[at], 1
        if (shape := RUNS.get(len(line))) is not None:
            yield tuple(line[n * shape[1] : (n + 1) * shape[1]] for n in range(shape[0]))
        else:
            for count, width in SHAPES:
                if len(line) == width and len(group := fitting[at : at + count]) == count and all(len(one) == width for one in group):
                    yield tuple(group)
                    taken = count
        at += taken


def apart(lines: Sequence[str]) -> tuple[Sequence[str], ...]:
    """Return the zones that stand in some lines without a blank line between them; all the lines together where there are not two."""
    found = tuple(_among(_upper(_lines(lines))[0])) if len(lines) > MOST_LINES else ()
    return found if len(found) > 1 else (lines,)


def _fitting(line: str) -> str | None:
    """The words of a line that together are as long as a line of a zone, or a whole one; the longest stretch where several are."""
    words = WORDS.findall(line)
    best = ""
    for start in range(len(words)):
        joined = ""
        for word in words[start:]:
            joined += word
            if len(joined) > max(RUNS):
                break
            if len(joined) > len(best) and (len(joined) in WIDTHS or len(joined) in RUNS) and _zone_like(joined):
                best = joined
    return best or None


def _zone_like(line: str) -> bool:
    return "<" in line or sum(map(str.isdigit, line)) >= FEWEST_DIGITS


def _layout(lines: tuple[str, ...]) -> tuple[Layout, tuple[str, ...], list[Fault]] | None:
    """The layout that lines have, and the lines, the one with the names mended where only its run of fillers was off."""
    for layout in (possible := candidates(lines)):
        if all(len(line) == layout.width for line in lines):
            return layout, lines, []
    for layout in possible:
        at = layout.names_line
        off = len(lines[at]) - layout.width
        run = len(lines[at]) - len(lines[at].rstrip("<"))
        others = all(len(line) == layout.width for n, line in enumerate(lines) if n != at)
        if "given_names" not in layout.fields and others and abs(off) <= MENDABLE and run > max(off, 0):
            mended = lines[at][:-off] if off > 0 else lines[at] + "<" * -off
            note = fault("MRZ-MENDED", f"line {at + 1}", note=f"{abs(off)} {'taken off' if off > 0 else 'added'}")
            return layout, (*lines[:at], mended, *lines[at + 1 :]), [note]
    return None
