"""Machine-readable zones written: every layout that is read."""

from __future__ import annotations

from datetime import date

from preclear.documents.check_digit import ALPHABET, check_digit
from preclear.documents.layouts import FRENCH, LAYOUTS, TD1, TD2, Layout
from preclear.documents.name_field import component_field, name_field
from preclear.manifest import PartialDate, Sex

ZONE_CODES = {"DEU": "D"}  # states whose code in a zone is not that of ISO 3166-1


def write(
    format: str,  # noqa: A002  # the name that Zone has for it
    *,
    type: str,  # noqa: A002
    issuer: str,
    family_name: str,
    number: str,
    given_names: str = "",
    nationality: str | None = None,
    birth_date: PartialDate | None = None,
    sex: Sex | None = None,
    expires: date | None = None,
    optional: str = "",
    optional_2: str = "",
    variant: str | None = None,
) -> tuple[str, ...]:
    r"""Return the lines of a zone with all its check digits: what ``mrz.read`` reads back.

    ``format``: "TD1", "TD2", "TD3", "MRVA", "MRVB" or "FRA" (the old French card, which has no expiry and no nationality). Names are
    transliterated (``variant`` as there) and cut by Doc 9303; a number above nine characters goes on in the optional data of TD1 and
    TD2; unknown parts of a birth date are fillers; other characters than letters and digits become fillers.
    Raises ``ValueError``, with a sentence that says which field and how long it may be, where something does not fit.

    >>> print(*write("TD3", type="P", issuer="UTO", family_name="Eriksson", given_names="Anna Maria", number="L898902C3",
    ...     nationality="UTO", birth_date=PartialDate(1974, 8, 12), sex="F", expires=date(2012, 4, 15), optional="ZE184226B"), sep="\n")
    P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
    L898902C36UTO7408122F1204159ZE184226B<<<<<10
    """
    layout = LAYOUTS.get(format)
    if layout is None:
        raise ValueError(f"format is one of {', '.join(LAYOUTS)}, not {format!r}")
    fields = {"type": type.upper(), "issuer": _state(issuer), "birth": _birth(birth_date), "sex": sex if sex in ("M", "F") else "<"}
    if layout is FRENCH:
        if expires is not None or (nationality or "FRA") != "FRA" or _state(issuer) != "FRA":
            raise ValueError("the old French card is of France and has no expiry")
        fields |= {"names": _family(family_name, layout, variant), "given_names": _given(given_names, layout, variant)}
    else:
        fields |= {
            "nationality": _state(nationality or ""),
            "expiry": "<<<<<<" if expires is None else f"{expires:%y%m%d}",
            "names": name_field(family_name, given_names, _width(layout, "names"), variant),
        }
    fields |= {"number": _plain(number), "optional": _plain(optional)} | ({"optional_2": _plain(optional_2)} if optional_2 else {})
    long = _long_number(layout, fields)
    return _lines(layout, fields, long=long)


def _lines(layout: Layout, fields: dict[str, str], *, long: bool) -> tuple[str, ...]:
    """The lines of a zone with the fields in their places and the check digits worked out, the overall one last."""
    text = ["<"] * (layout.lines * layout.width)
    for field, content in fields.items():
        if field not in layout.fields:
            raise ValueError(f"{layout.format} has no field {field}")
        start, end = layout.fields[field]
        if len(content) > end - start:
            raise ValueError(f"{field} has {len(content)} characters, {layout.format} has room for {end - start}")
        if not set(content) <= set(ALPHABET):
            raise ValueError(f"{field} can hold letters A-Z, digits and < only")
        text[start : start + len(content)] = content
    for field, place in layout.digits.items():
        start, end = layout.fields[field]
        text[place] = "<" if long and field == "number" else str(check_digit("".join(text[start:end])))
    if layout.overall_digit is not None:
        text[layout.overall_digit] = str(check_digit("".join("".join(text[start:end]) for start, end in layout.overall)))
    whole = "".join(text)
    return tuple(whole[line * layout.width : (line + 1) * layout.width] for line in range(layout.lines))


def _width(layout: Layout, field: str) -> int:
    start, end = layout.fields[field]
    return end - start


def _plain(text: str) -> str:
    """Capitals and digits; anything else is a filler (Part 4, 4.2.2.2), but those at the ends."""
    return "".join(c if c.isascii() and c.isalnum() else "<" for c in text.upper()).strip("<")


def _state(code: str) -> str:
    return ZONE_CODES.get(code.upper(), code.upper())


def _birth(birth: PartialDate | None) -> str:
    if birth is None:
        return "<<<<<<"
    return f"{birth.year % 100:02}" + "".join("<<" if part is None else f"{part:02}" for part in (birth.month, birth.day))


def _long_number(layout: Layout, fields: dict[str, str]) -> bool:
    """Move what a number has above nine characters into the optional data, its check digit behind it (Parts 5 and 6, note j)."""
    number = fields["number"]
    if layout not in (TD1, TD2) or len(number) <= 9:
        return False
    rest = number[9:] + str(check_digit(number))
    if len(rest) + 1 > _width(layout, "optional"):
        raise ValueError(f"number has {len(number)} characters, {layout.format} has room for {9 + _width(layout, 'optional') - 2}")
    if "<" in number:
        raise ValueError("a number above nine characters can hold letters and digits only")
    fields["number"] = number[:9]
    fields["optional"] = f"{rest}<{fields['optional']}" if fields["optional"] else rest
    return True


def _family(name: str, layout: Layout, variant: str | None) -> str:
    return name_field(name, "", _width(layout, "names"), variant)


def _given(names: str, layout: Layout, variant: str | None) -> str:
    return component_field(names, _width(layout, "given_names"), variant)
