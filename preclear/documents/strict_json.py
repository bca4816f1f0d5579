"""JSON that has one meaning only: no key twice, no number that is not exact, no half of a surrogate pair, no endless nesting (RFC 7493)."""

from __future__ import annotations

import json
import re
from typing import Any, Never

import rfc8785

DEEPEST = 32
LARGEST_EXACT = 2**53 - 1  # up to here every whole number is an IEEE 754 double of its own
SURROGATE = re.compile("[\ud800-\udfff]")


class NotStrictError(ValueError):
    """What was read has no single meaning. ``code`` says why, ``where`` at which character, where that is known."""

    def __init__(self, code: str, where: str = "", note: str = "") -> None:
        super().__init__(code)
        self.code, self.where, self.note = code, where, note


def loads(raw: bytes, *, largest: int) -> Any:
    """Return what UTF-8 JSON says: dicts, lists, str, bool, None, int within 53 bits, float.

    Raises ``NotStrictError`` for everything else: more than ``largest`` bytes, other bytes than UTF-8, a key given twice in one object,
    a number that no double can hold, an unpaired surrogate, nesting deeper than 32. Takes time linear in its input.
    """
    if len(raw) > largest:
        raise NotStrictError("SEAL-TOO-LARGE", note=f"{len(raw)} bytes, {largest} allowed")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotStrictError("SEAL-NOT-JSON", f"byte {error.start}", "not UTF-8") from None
    _not_too_deep(text)
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_int=_whole, parse_float=_double, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise NotStrictError("SEAL-NOT-JSON", f"line {error.lineno}, {error.colno}", error.msg) from None
    _whole_text(found)
    return found


def _not_too_deep(text: str) -> None:
    depth, quoted, escaped = 0, False, False
    for place, character in enumerate(text):
        if quoted:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                quoted = False
        elif character == '"':
            quoted = True
        elif character in "[{":
            depth += 1
            if depth > DEEPEST:
                raise NotStrictError("SEAL-NESTED", f"character {place + 1}", f"{DEEPEST} levels allowed")
        elif character in "]}":
            depth -= 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # None: not yet seen
        raise NotStrictError("SEAL-KEY-TWICE", note=twice if re.fullmatch("[A-Za-z0-9_]{1,20}", twice) else "")
    return found


def _whole(digits: str) -> int | float:
    if len(digits) > 330:  # more than any double can hold
        raise NotStrictError("SEAL-NUMBER")
    number = int(digits)
    if abs(number) <= LARGEST_EXACT:
        return number
    try:
        double = float(number)
    except OverflowError:
        raise NotStrictError("SEAL-NUMBER") from None
    if int(double) != number and rfc8785.dumps(double).decode() != digits:  # its shortest form need not be its exact value
        raise NotStrictError("SEAL-NUMBER")
    return double


def _double(digits: str) -> float:
    double = float(digits)
    if double in (float("inf"), float("-inf")) or (double == 0 and re.search("[1-9]", re.split("[eE]", digits)[0])):
        raise NotStrictError("SEAL-NUMBER")
    return double


def _no_number(_: str) -> Never:
    raise NotStrictError("SEAL-NUMBER")


def _whole_text(found: Any) -> None:
    """Refuse half a surrogate pair, in keys too."""
    match found:
        case str():
            if SURROGATE.search(found):
                raise NotStrictError("SEAL-TEXT")
        case dict():
            for key, value in found.items():
                _whole_text(key)
                _whole_text(value)
        case list():
            for value in found:
                _whole_text(value)
        case _:
            pass
