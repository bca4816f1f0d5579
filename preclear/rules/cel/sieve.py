"""Many conditions for one person in one generated function: most are false, and are seen to be at next to no cost.

Each condition becomes two Python expressions over facts that are read once: whether it may be true, and whether it may be false, given
that what was not declared might be anything. What may be both is left to ``compile_tree``, which alone says what is unknown, or at fault.
Nothing of a condition's text reaches the source: names are numbers, and values stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from preclear.rules.cel.check import Typed
from preclear.rules.cel.compile import compile_tree
from preclear.rules.cel.operations import EQUALITY, ORDER
from preclear.rules.cel.syntax import Binary, Call, Choice, Has, Literal, Macro, Name, Select, Unary
from preclear.rules.cel.types import BOOL, FLOAT
from preclear.rules.cel.values import ABSENT, Scope

Sieve = Callable[[Scope], tuple[list[int], list[int]]]
DEEPEST = 60  # brackets within each other that Python's own reader is given


class Opaque(Exception):  # no error: what the evaluator of single conditions is for
    """A part that the sieve does not look into."""


def sieve(conditions: Sequence[Typed]) -> Sieve:
    """Return a function from the facts of one person to the places of the conditions that are true, and of those to be evaluated.

    A condition in neither list is false.
    """
    return _Writer().function(conditions)


class _Writer:
    def __init__(self) -> None:
        self.values: dict[str, object] = {}  # what stands beside the source, by name
        self.facts: dict[tuple[int, ...], str] = {}  # name of each fact that is read, by its path of places
        self.reading: list[str] = []
        self.count = 0
        self.read: set[str] = set()  # by the condition that is being written: names of facts
        self.elements = False  # whether it reads fields of the elements of lists

    def function(self, conditions: Sequence[Typed]) -> Sieve:
        body: list[str] = []
        for place, condition in enumerate(conditions):
            self.read, self.elements = set(), False
            try:
                may = self.may(condition, wanted=True)
                known = f"None in ({', '.join(sorted(self.read))},)" if self.read else "False"
                may_not = self.may(condition, wanted=False) if self.elements else known  # all that it reads is known: it is true
            except Opaque:
                body.append(f" rest({place})")
                continue
            if max(map(brackets, (may, may_not))) > DEEPEST:
                body.append(f" rest({place})")
                continue
            body += [f" try:\n  if {may}:\n   (rest if {may_not} else true)({place})", f" except wrong: rest({place})"]
        lines = ["def sift(scope):", " trues, others = [], []", " true, rest = trues.append, others.append"]
        source = "\n".join([*lines, *self.reading, *body, " return trues, others"])
        room: dict[str, Any] = {**self.values, "wrong": (ArithmeticError, ValueError), "__builtins__": {"any": any, "all": all, "len": len}}
        exec(compile(source, "<rules>", "exec"), room)  # noqa: S102  # made of a checked tree: names are numbers, no text of the condition
        found: Sieve = room["sift"]
        return found

    def may(self, typed: Typed, *, wanted: bool) -> str:  # one case a kind of node
        """Return an expression that is false only where the condition surely is not what is wanted."""
        parts = typed.parts
        match typed.node:
            case Literal(value):
                return str(value is wanted)
            case Binary("&&" | "||" as operator):
                word = " and " if (operator == "&&") == wanted else " or "
                return f"({word.join(self.may(part, wanted=wanted) for part in flat(typed, operator))})"
            case Unary("!"):
                return self.may(parts[0], wanted=not wanted)
            case Choice():
                yes, no = self.may(parts[0], wanted=True), self.may(parts[0], wanted=False)
                one, other = self.may(parts[1], wanted=wanted), self.may(parts[2], wanted=wanted)
                return f"(({no} or {one}) if {yes} else {other})"
            case Has() if not parts[0].type.facts:
                ((check,), _) = self.value(parts[0])
                return f"({check.removesuffix(' is None')}) is {'not None' if wanted else 'None'}"
            case Macro("exists" | "all" as macro):
                checks, target = self.value(parts[0])
                word = "any" if (macro == "exists") == wanted else "all"
                body = self.may(parts[1], wanted=wanted)
                return f"({''.join(f'{check} or ' for check in checks)}{word}({body} for v{typed.index} in {target}))"
        if typed.type != BOOL:
            raise Opaque
        checks, value = self.value(typed)
        return f"({''.join(f'{check} or ' for check in checks)}{'' if wanted else 'not '}{value})"

    def value(self, typed: Typed) -> tuple[tuple[str, ...], str]:
        """Return an expression of a value, and before it what is true where a fact that it needs was not declared."""
        if typed.constant:
            value = compile_tree(typed)([])
            if value.__class__ in ABSENT:
                raise Opaque
            return (), self.beside(value)
        match typed.node:
            case Name() if typed.fact is None:
                return (), f"v{typed.index}"
            case Name() | Select():
                name = self.fact(typed)
                return (f"{name} is None",), name.partition(" := ")[0].lstrip("(")
            case Binary("in") if typed.parts[1].constant and typed.parts[0].type != FLOAT:
                checks, item = self.value(typed.parts[0])
                return checks, f"({item} in {self.beside(frozenset(compile_tree(typed.parts[1])([])))})"  # type: ignore[call-overload]
            case Binary(operator) if operator in ORDER or operator in EQUALITY:
                (left_checks, left), (right_checks, right) = map(self.value, typed.parts)
                return (*left_checks, *right_checks), f"({left} {operator} {right})"
            case Binary() | Unary() | Call() if typed.does is not None:
                found = [self.value(part) for part in typed.parts]
                given = ", ".join(text for _, text in found)
                return tuple(check for checks, _ in found for check in checks), f"{self.beside(typed.does)}({given})"
        raise Opaque

    def fact(self, typed: Typed) -> str:
        """Return how a fact is read: a name for one of the person, read at the start; a place of its record within a macro."""
        path: list[Typed] = [typed]
        while path[0].parts:
            path.insert(0, path[0].parts[0])
        first, *fields = path
        if first.fact is None:
            if len(fields) != 1:
                raise Opaque
            self.count += 1
            self.elements = True
            return f"(x{self.count} := v{first.index}[{fields[0].index}])"
        name = "scope"
        for depth in range(1, len(path) + 1):
            places = tuple(part.index for part in path[:depth])
            if (known := self.facts.get(places)) is None:
                known = self.facts[places] = f"f{len(self.facts)}"
                nothing = f" or {self.beside((None,) * len(path[depth - 1].type.facts))}" if path[depth - 1].type.facts else ""
                self.reading.append(f" {known} = {name}[{places[-1]}]{nothing}")
            name = known
        self.read.add(name)
        return name

    def beside(self, value: object) -> str:
        name = f"c{len(self.values)}"
        self.values[name] = value
        return name


def flat(typed: Typed, operator: str) -> list[Typed]:
    """Return the parts of a chain of one operator."""
    if isinstance(typed.node, Binary) and typed.node.operator == operator:
        return [end for part in typed.parts for end in flat(part, operator)]
    return [typed]


def brackets(text: str) -> int:
    """Return how many brackets stand within each other."""
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest
