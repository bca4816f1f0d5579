"""One condition as one Python function: whoever is declared in full is told at once, and only the rest goes through the closures.

The condition becomes two expressions over the record as it is: one that holds only where it surely is true, one only where it surely is
false. What was not declared stands there as None, which equals nothing and which every operation refuses: then, and where neither holds,
``compile_tree`` says what is true, unknown or at fault. As in ``sieve``, nothing of a condition's text reaches the source.
"""

from __future__ import annotations

import operator
from typing import Any

from preclear.rules.cel.check import Typed
from preclear.rules.cel.compile import compile_tree
from preclear.rules.cel.operations import EQUALITY, ORDER, divide, kilometres
from preclear.rules.cel.sieve import DEEPEST, Opaque, brackets, flat
from preclear.rules.cel.syntax import Binary, Call, Choice, Has, Literal, Macro, Name, Select, Unary
from preclear.rules.cel.types import BOOL, FLOAT
from preclear.rules.cel.values import ABSENT, Evaluate

REFUSED = (TypeError, AttributeError, ArithmeticError, ValueError)  # what Python says to None, and to values that make no sense
HASTY = (divide, kilometres)  # may answer before they have looked at all that they are given, and so at None
SPELLED = {str.startswith: "{0}.startswith({1})", str.endswith: "{0}.endswith({1})", operator.contains: "({1} in {0})"}


def evaluator(condition: Typed) -> Evaluate:
    """Return what ``compile_tree`` does of a condition: the same values, sooner."""
    rest = compile_tree(condition)
    writer = _Writer()
    try:
        true, false = writer.surely(condition, so=True), writer.surely(condition, so=False)
    except Opaque:
        return rest
    if max(brackets(true), brackets(false)) > DEEPEST:
        return rest
    source = (
        f"def evaluate(s):\n try:\n  if {true}:\n   return True\n  if {false}:\n   return False\n except refused:\n  pass\n return rest(s)"
    )
    room: dict[str, Any] = {**writer.values, "refused": REFUSED, "rest": rest, "__builtins__": {"any": any, "all": all}}
    exec(compile(source, "<rule>", "exec"), room)  # noqa: S102  # made of a checked tree: names are numbers, no text of the condition
    found: Evaluate = room["evaluate"]
    return found


class _Writer:
    def __init__(self) -> None:
        self.values: dict[str, object] = {}  # what stands beside the source, by name

    def surely(self, typed: Typed, *, so: bool) -> str:  # noqa: C901  # one case a kind of node
        """Return an expression that holds only where a part is true (``so``), or false; it may raise one of ``REFUSED`` instead."""
        parts = typed.parts
        match typed.node:
            case Literal(value):
                return str(value is so)
            case Binary("&&" | "||" as sign):
                word = " and " if (sign == "&&") == so else " or "
                return f"({word.join(self.surely(part, so=so) for part in flat(typed, sign))})"
            case Unary("!"):
                return self.surely(parts[0], so=not so)
            case Choice():
                yes, no = self.surely(parts[0], so=True), self.surely(parts[0], so=False)
                return f"(({yes} and {self.surely(parts[1], so=so)}) or ({no} and {self.surely(parts[2], so=so)}))"
            case Has() if not parts[0].type.facts:
                return f"({self.value(parts[0])} is {'not ' if so else ''}None)"
            case Macro("exists" | "all" as macro):
                word = "any" if (macro == "exists") == so else "all"
                return f"{word}({self.surely(parts[1], so=so)} for v{typed.index} in {self.value(parts[0])})"
            case Binary("in"):
                return self.within(typed, so=so)
            case Binary(sign) if sign in ORDER or sign in EQUALITY:
                return self.compared(typed, sign, so=so)
            case Name() | Select() if typed.type == BOOL:
                return f"({self.value(typed)} is {so})"
        if typed.type != BOOL:
            raise Opaque
        return self.value(typed) if so else f"(not {self.value(typed)})"

    def compared(self, typed: Typed, sign: str, *, so: bool) -> str:
        left, right = map(self.value, typed.parts)
        told = f"{left} {sign} {right}" if so else f"not {left} {sign} {right}"
        open_ones = [text for text, part in zip((left, right), typed.parts, strict=True) if _may_lack(part)]
        if sign in ORDER or ((sign == "==") == so and len(open_ones) < 2):  # None is refused there, and equals no value
            return f"({told})"
        return f"({' and '.join(f'{text} is not None' for text in open_ones)}{' and ' if open_ones else ''}{told})"

    def within(self, typed: Typed, *, so: bool) -> str:
        item, items = typed.parts
        if item.type == FLOAT:  # what is no number is in no list, though Python finds it there by identity
            raise Opaque
        held = self.value(items)
        if items.constant:
            held = self.beside(frozenset(compile_tree(items)([])))  # type: ignore[call-overload]  # a list
        told = f"{self.value(item)} {'' if so else 'not '}in {held}"
        return f"({self.value(item)} is not None and {told})" if _may_lack(item) and not (so and items.constant) else f"({told})"

    def value(self, typed: Typed) -> str:
        """Return an expression of a value: None where a fact was not declared."""
        if typed.constant:
            value = compile_tree(typed)([])
            if value.__class__ in ABSENT:
                raise Opaque
            return self.beside(value)
        match typed.node:
            case Name():
                return f"v{typed.index}" if typed.fact is None else f"s[{typed.index}]"
            case Select():
                return f"{self.value(typed.parts[0])}[{typed.index}]"
            case Binary("in") | Has() | Macro() | Choice():
                raise Opaque
            case Binary(sign) if sign in ORDER or sign in EQUALITY or sign in ("&&", "||"):
                raise Opaque  # a truth as a value: None would be one
            case Binary() | Unary("-") | Call() if typed.does not in (None, *HASTY):
                assert typed.does is not None, "as was seen"
                given = [self.value(part) for part in typed.parts]
                if typed.does in SPELLED:
                    return SPELLED[typed.does].format(*given)
                return f"{self.beside(typed.does)}({', '.join(given)})"
        raise Opaque

    def beside(self, value: object) -> str:
        name = f"c{len(self.values)}"
        self.values[name] = value
        return name


def _may_lack(typed: Typed) -> bool:
    """Whether a value may be None: it is a fact, and no operation on facts, which would have refused it."""
    return isinstance(typed.node, Name | Select) and typed.fact is not None
