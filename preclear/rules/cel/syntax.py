"""The text of a condition and its tree: the grammar of CEL, as far as docs/rules.md takes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import NamedTuple

from preclear.errors import SourceError

MACROS = ("exists", "all", "exists_one", "filter", "map")
RESERVED = frozenset((
    "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop", "namespace", "null",
    "package", "return", "true", "var", "void", "while",
))  # fmt: skip
KEYWORDS = frozenset(("false", "in", "null", "true"))  # all that a field may not be called (CEL language definition, "Syntax": SELECTOR)
DEEPEST, LONGEST = 60, 400  # levels of nesting, words; a condition that needs more cannot be read by people either


class Misread(SourceError):
    """A condition that cannot be read or does not fit its facts: what is wrong, and where in the condition."""

    def __init__(self, sentence: str, at: int) -> None:
        super().__init__(sentence)
        self.at = at  # characters from the start of the condition


def _position() -> int:
    """Return the field of a node that says where it began; two trees are equal wherever they stood."""
    return field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written out: text, number, ``true``, ``false`` or ``null``."""

    value: str | int | float | bool | None
    at: int = _position()


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, a parameter of the version, or the variable of a macro."""

    name: str
    at: int = _position()


@dataclass(frozen=True, slots=True)
class Select:
    """``operand.field``."""

    operand: Expression
    field: str
    at: int = _position()


@dataclass(frozen=True, slots=True)
class Has:
    """``has(operand.field)``: whether the field was declared."""

    select: Select
    at: int = _position()


@dataclass(frozen=True, slots=True)
class Call:
    """``function(arguments)``, or ``target.function(arguments)``."""

    function: str
    target: Expression | None
    arguments: tuple[Expression, ...]
    at: int = _position()


@dataclass(frozen=True, slots=True)
class Macro:
    """``target.exists(variable, body)``, and so for the other words of ``MACROS``."""

    macro: str
    target: Expression
    variable: str
    body: Expression
    at: int = _position()


@dataclass(frozen=True, slots=True)
class ListOf:
    """``[a, b, c]``."""

    items: tuple[Expression, ...]
    at: int = _position()


@dataclass(frozen=True, slots=True)
class Unary:
    """``!operand`` or ``-operand``."""

    operator: str
    operand: Expression
    at: int = _position()


@dataclass(frozen=True, slots=True)
class Binary:
    """``left operator right``."""

    operator: str
    left: Expression
    right: Expression
    at: int = _position()


@dataclass(frozen=True, slots=True)
class Choice:
    """``condition ? then : otherwise``."""

    condition: Expression
    then: Expression
    otherwise: Expression
    at: int = _position()


Expression = Literal | Name | Select | Has | Call | Macro | ListOf | Unary | Binary | Choice

# Binary operators bind the tighter the further down; all of them from the left (CEL language definition, "Syntax").
LEVELS = (("||",), ("&&",), ("<", "<=", ">", ">=", "==", "!=", "in"), ("+", "-"), ("*", "/", "%"))
STRENGTH = {operator: strength for strength, operators in enumerate(LEVELS, start=1) for operator in operators}

TOKENS = re.compile(
    r"""(?P<blank>(?:\s|//[^\n]*)+)
      | (?P<float>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)
      | (?P<int>\d+)
      | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>&&|\|\||[<>=!]=|[-+*/%<>!?:.,()\[\]])""",
    re.VERBOSE,
)
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
ESCAPES = {"\\": "\\", '"': '"', "'": "'", "n": "\n", "t": "\t", "r": "\r"}


class Token(NamedTuple):
    """A word of the condition; ``kind`` is a group of ``TOKENS``, or ``end``."""

    kind: str
    text: str
    at: int


def parse(text: str) -> Expression:
    """Return the tree of a condition.

    Raises ``Misread``, and nothing else, for any text that is not in the subset.

    >>> render(parse("has(document.expires)&&document.expires<arrival+days(3)"))
    'has(document.expires) && document.expires < arrival + days(3)'
    """
    tokens = list(_tokens(text))
    if len(tokens) > LONGEST:
        raise Misread(f"longer than {LONGEST} words; lists of values belong into the parameters of the version", tokens[LONGEST].at)
    reader = _Reader(tokens)
    tree = reader.expression()
    if reader.next.kind != "end":
        raise reader.failure("an operator or the end")
    return tree


def render(tree: Expression) -> str:
    """Return the condition of a tree, which parses to the same tree again."""
    return _render(tree, 0)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        found = TOKENS.match(text, at)
        if found is None:
            raise Misread(f"{text[at]!r} has no meaning here", at)
        if found.lastgroup != "blank":
            yield Token(str(found.lastgroup), found[0], at)
        at = found.end()
    yield Token("end", "", at)


class _Reader:
    """Reads tokens by recursive descent, the operators by how tightly they bind."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.next
        self.place += 1
        return token

    def sees(self, sign: str) -> bool:
        """Take the sign if it comes next, and say whether it did."""
        if self.next.text == sign and self.next.kind != "string":
            self.place += 1
            return True
        return False

    def expect(self, sign: str) -> None:
        if not self.sees(sign):
            raise self.failure(f"{sign!r}")

    def failure(self, wanted: str) -> Misread:
        found = f"not {self.next.text!r}" if self.next.text else "but the condition ends"
        return Misread(f"{wanted} belongs here, {found}", self.next.at)

    def expression(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Misread(f"nested more than {DEEPEST} levels deep", self.next.at)
        tree = self.binary(1)
        if self.next.text == "?" and self.next.kind == "sign":
            at = self.take().at
            then = self.binary(1)
            self.expect(":")
            tree = Choice(tree, then, self.expression(), at)
        self.depth -= 1
        return tree

    def binary(self, weakest: int) -> Expression:
        tree = self.unary()
        while self.next.kind in ("sign", "name") and STRENGTH.get(self.next.text, 0) >= weakest:
            operator = self.take()
            tree = Binary(operator.text, tree, self.binary(STRENGTH[operator.text] + 1), operator.at)
        return tree

    def unary(self) -> Expression:
        signs = []
        while self.next.kind == "sign" and self.next.text in ("!", "-"):
            signs.append(self.take())
        if len(signs) > DEEPEST:
            raise Misread(f"nested more than {DEEPEST} levels deep", signs[DEEPEST].at)
        if signs and signs[-1].text == "-" and self.next.kind in ("int", "float"):
            tree = self.members(_number(self.take(), minus=True))
            signs.pop()
        else:
            tree = self.members(self.primary())
        for sign in reversed(signs):
            tree = Unary(sign.text, tree, sign.at)
        return tree

    def members(self, tree: Expression) -> Expression:
        while self.sees("."):
            name = self.name(KEYWORDS)
            if not self.sees("("):
                tree = Select(tree, name.text, name.at)
            elif name.text in MACROS:
                variable = self.name()
                self.expect(",")
                tree = Macro(name.text, tree, variable.text, self.expression(), name.at)
                self.expect(")")
            else:
                tree = Call(name.text, tree, self.items(")"), name.at)
        return tree

    def primary(self) -> Expression:
        token = self.take()
        match token:
            case ("int" | "float", _, _):
                return _number(token)
            case ("string", text, at):
                return Literal(_unquote(text, at), at)
            case ("name", "true" | "false", at):
                return Literal(token.text == "true", at)
            case ("name", "null", at):
                return Literal(None, at)
            case ("name", name, at) if name not in RESERVED:
                if not self.sees("("):
                    return Name(name, at)
                return self.call(token)
            case ("sign", "(", _):
                tree = self.expression()
                self.expect(")")
                return tree
            case ("sign", "[", at):
                return ListOf(self.items("]"), at)
            case _:
                self.place -= 1
                raise self.failure("a value")

    def call(self, function: Token) -> Expression:
        arguments = self.items(")")
        if function.text != "has":
            return Call(function.text, None, arguments, function.at)
        if len(arguments) != 1 or not isinstance(arguments[0], Select):
            raise Misread("has() takes one field of something, as in has(document.expires)", function.at)
        return Has(arguments[0], function.at)

    def items(self, closing: str) -> tuple[Expression, ...]:
        """Read a list up to and with its closing sign."""
        items: list[Expression] = []
        while not self.sees(closing):
            if items:
                self.expect(",")
            items.append(self.expression())
        return tuple(items)

    def name(self, but: frozenset[str] = RESERVED) -> Token:
        if self.next.kind != "name" or self.next.text in but:
            raise self.failure("a name")
        return self.take()


def _number(token: Token, *, minus: bool = False) -> Literal:
    """Return a number; integers have 64 bits (CEL, "Values")."""
    sign = -1 if minus else 1
    if token.kind == "float" and isfinite(float(token.text)):
        return Literal(sign * float(token.text), token.at)
    if token.kind == "float" or len(token.text) > 19 or not -(2**63) <= sign * int(token.text) < 2**63:
        raise Misread("the number is too large", token.at)
    return Literal(sign * int(token.text), token.at)


def _unquote(text: str, at: int) -> str:
    def one(found: re.Match[str]) -> str:
        code = found[1]
        if len(code) == 5:
            if "d800" <= code[1:].lower() <= "dfff":
                raise Misread(f"the escape \\{code} is no character", at + 1 + found.start())
            return chr(int(code[1:], 16))
        if code not in ESCAPES:
            raise Misread(f"the escape \\{code} is not in the subset", at + 1 + found.start())
        return ESCAPES[code]

    return ESCAPE.sub(one, text[1:-1])


def _quote(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() or ord(c) > 0xFFFF else f"\\u{ord(c):04x}" for c in plain) + '"'


UNARY, MEMBER = len(LEVELS) + 1, len(LEVELS) + 2


def _render(tree: Expression, within: int) -> str:  # noqa: C901  # one case a kind of node
    """Return the text of a tree; in brackets where it binds less tightly than what it stands within."""
    match tree:
        case Literal(value):
            return _render_literal(value, within)
        case Name(name):
            return name
        case Select(operand, name):
            return f"{_render(operand, MEMBER)}.{name}"
        case Has(select):
            return f"has({_render(select, 0)})"
        case Call(function, target, arguments):
            before = f"{_render(target, MEMBER)}." if target else ""
            return f"{before}{function}({', '.join(map(render, arguments))})"
        case Macro(macro, target, variable, body):
            return f"{_render(target, MEMBER)}.{macro}({variable}, {render(body)})"
        case ListOf(items):
            return f"[{', '.join(map(render, items))}]"
        case Unary(operator, operand):
            text, strength = f"{operator}{_render(operand, UNARY)}", UNARY
            if operator == "-" and isinstance(operand, Literal) and isinstance(operand.value, int | float):
                text = f"-({_render(operand, 0)})"
        case Binary(operator, left, right):
            strength = STRENGTH[operator]
            text = f"{_render(left, strength)} {operator} {_render(right, strength + 1)}"
        case Choice(condition, then, otherwise):
            text, strength = f"{_render(condition, 1)} ? {_render(then, 1)} : {_render(otherwise, 0)}", 0
    return f"({text})" if strength < within else text


def _render_literal(value: str | float | bool | None, within: int) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quote(value)
    text = repr(value)
    return f"({text})" if within == MEMBER else text
