"""Where the fields of a machine-readable zone stand: every layout of ICAO Doc 9303 Parts 4 to 7, and the old French identity card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

Stretch = tuple[int, int]  # first character and the one behind the last, counted from 0 over the lines joined


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where the fields of one layout stand. Every field is a stretch of the lines joined together."""

    format: str
    lines: int
    width: int
    fields: Mapping[str, Stretch]  # "type", "issuer", "names", "number", "nationality", "birth", "sex", "expiry", "optional", ...
    digits: Mapping[str, int]  # field: where its own check digit stands
    overall: Sequence[Stretch] = ()  # what the overall check digit runs over, in this order; none in a visa
    overall_digit: int | None = None

    @property
    def names_line(self) -> int:
        """Number from 0 of the line that holds the names."""
        return self.fields["names"][0] // self.width

    def where(self, place: int) -> str:
        """Name a place as a person counts: ``line 2, 14``."""
        line, column = divmod(place, self.width)
        return f"line {line + 1}, {column + 1}"


def _two_lines(
    format_: str, width: int, optional: Stretch, *, optional_digit: int | None = None, overall: Sequence[Stretch] = ()
) -> Layout:
    """A layout of two lines. Passport, card of size 2 and visas differ in width, optional data and overall digit (at the end of line 2).

    ``optional``, ``optional_digit`` and ``overall`` count within line 2.
    """
    fields = {"type": (0, 2), "issuer": (2, 5), "names": (5, width)}
    second = {"number": (0, 9), "nationality": (10, 13), "birth": (13, 19), "sex": (20, 21), "expiry": (21, 27), "optional": optional}
    digits = {"number": 9, "birth": 19, "expiry": 27} | ({} if optional_digit is None else {"optional": optional_digit})
    return Layout(
        format_,
        2,
        width,
        MappingProxyType(fields | {field: (width + start, width + end) for field, (start, end) in second.items()}),
        MappingProxyType({field: width + place for field, place in digits.items()}),
        tuple((width + start, width + end) for start, end in overall),
        2 * width - 1 if overall else None,
    )


TD3 = _two_lines("TD3", 44, (28, 42), optional_digit=42, overall=((0, 10), (13, 20), (21, 43)))  # passport: Part 4, 4.2.2
TD2 = _two_lines("TD2", 36, (28, 35), overall=((0, 10), (13, 20), (21, 35)))  # card: Part 6, 4.2.2
MRVA = _two_lines("MRVA", 44, (28, 44))  # visa: Part 7
MRVB = _two_lines("MRVB", 36, (28, 36))  # visa: Part 7
TD1 = Layout(  # card, crew member certificates included: Part 5, 4.2.2 and appendix C
    "TD1",
    3,
    30,
    MappingProxyType(
        {
            "type": (0, 2), "issuer": (2, 5), "number": (5, 14), "optional": (15, 30), "birth": (30, 36), "sex": (37, 38),
            "expiry": (38, 44), "nationality": (45, 48), "optional_2": (48, 59), "names": (60, 90),
        }
    ),
    MappingProxyType({"number": 14, "birth": 36, "expiry": 44}),
    ((5, 30), (30, 37), (38, 45), (48, 59)),
    59,
)  # fmt: skip
FRENCH = Layout(  # national identity card of France as issued to 2021: no expiry, no nationality
    "FRA",
    2,
    36,
    MappingProxyType(
        {
            "type": (0, 2), "issuer": (2, 5), "names": (5, 30), "optional": (30, 36), "number": (36, 48), "given_names": (49, 63),
            "birth": (63, 69), "sex": (70, 71),
        }
    ),
    MappingProxyType({"number": 48, "birth": 69}),
    ((0, 36), (36, 71)),
    71,
)  # fmt: skip

LAYOUTS = MappingProxyType({layout.format: layout for layout in (TD1, TD2, TD3, MRVA, MRVB, FRENCH)})


def candidates(lines: Sequence[str]) -> tuple[Layout, ...]:
    """Return the layouts that so many lines with such a beginning may have (a visa begins with V, the old French card with IDFRA)."""
    if len(lines) == 3:
        return (TD1,)
    if len(lines) != 2:
        return ()
    if lines[0].startswith("V"):
        return (MRVA, MRVB)
    return (TD3, FRENCH) if lines[0].startswith("IDFRA") else (TD3, TD2)
