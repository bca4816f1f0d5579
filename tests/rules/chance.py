"""Random conditions that fit the declared facts, and random facts: what the two evaluators are held against each other on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

from preclear.rules.cel import BOOL, DATE, DURATION, FLOAT, INT, STRING, TIMESTAMP, Type, list_of
from preclear.rules.facts import FACTS, ROOM

WORDS = ("", "P", "V", "air", "12A", "é", "\U0001f600x")
NUMBERS = (-(2**63), -7, -1, 0, 1, 2, 3, 17, 18, 2**53 + 1, 2**63 - 1)
FLOATS = (-1e300, -7.5, -0.0, 0.0, 0.5, 1.0, 3.0, 18.0, 9007199254740993.0, 9.3e18)
DAYS = (date.min, date(2026, 2, 28), date(2026, 5, 1), date(2027, 1, 1), date.max)
MOMENTS = (
    datetime.min.replace(tzinfo=UTC), datetime(1883, 11, 18, 17, 0, tzinfo=UTC), datetime(2026, 3, 8, 6, 59, 59, 999_999, tzinfo=UTC),
    datetime(2026, 5, 1, 10, 15, tzinfo=UTC), datetime(2100, 12, 31, 23, 59, 1, 1_500, tzinfo=UTC), datetime.max.replace(tzinfo=UTC),
)  # fmt: skip
NEAR = (*MOMENTS[2:4], datetime(1999, 12, 31, 23, 30, tzinfo=UTC), datetime(2035, 6, 30, tzinfo=UTC))  # between them no 292 years add up
ZONES = ("America/Toronto", "America/St_Johns", "UTC", "-05:30", "+14:00", "Nowhere/Else")
PARTS = ("Date", "DayOfMonth", "DayOfWeek", "DayOfYear", "FullYear", "Hours", "Milliseconds", "Minutes", "Month", "Seconds")
PATTERNS = ("^P", "[0-9]+A$", "(air|V)", "^$", ".", "\\\\p{L}x", "(?i)AIR", "(a*)*b", "é{1,3}")
SPANS = ("0s", "24h", "-48h", "1h30m", "2400000h")


class Chance:
    """Makes conditions and facts by a seed; ``own``: with what is ours in addition to CEL."""

    def __init__(self, seed: int, facts: Type = FACTS, *, own: bool = True) -> None:
        self.pick = Random(seed)
        self.declared = facts
        self.own = own
        self.kinds = (INT, FLOAT, STRING, DATE, TIMESTAMP, DURATION) if own else (INT, FLOAT, STRING, TIMESTAMP, DURATION)

    def condition(self, of: Type = BOOL, depth: int = 4, variables: tuple[tuple[str, Type], ...] = ()) -> str:
        """Return an expression that gives this type."""
        pick, inner = self.pick, lambda kind: self.condition(kind, depth - 1, variables)
        if depth <= 0 or (of != BOOL and pick.random() < 0.35):
            return self.leaf(of, variables)
        if pick.random() < 0.08:
            return f"({inner(BOOL)} ? {inner(of)} : {inner(of)})"
        if of.of is not None:
            return self.list_of(of, depth, variables)
        if of == BOOL:
            return self.truth(depth, variables)
        if of == INT:
            if pick.random() < 0.2:
                return self.part(inner)
            form = pick.choice(("({} {} {})", "-({})", "size({})", "size({})", *(("sum({})", "least") if self.own else ())))
            if form == "({} {} {})":
                return form.format(inner(INT), pick.choice("+-*/%"), inner(INT))
            if form == "least":
                return f"{pick.choice(('min', 'max'))}({inner(list_of(INT))})"
            if form.startswith("size"):
                return f"size({inner(pick.choice((STRING, list_of(self.record()), list_of(STRING))))})"
            return form.format(inner(list_of(INT)) if form.startswith("sum") else inner(INT))
        if of == FLOAT:
            if self.own and pick.random() < 0.2:
                return "distance(voyage.origin, voyage.destination)"
            return pick.choice((f"({inner(FLOAT)} {pick.choice('+-*/')} {inner(FLOAT)})", f"-({inner(FLOAT)})", f"double({inner(INT)})"))
        if of == STRING:
            return f"({inner(STRING)} + {inner(STRING)})"
        if of == DATE:
            sign = pick.choice("+-")
            moved, mirrored = f"({inner(DATE)} {sign} {inner(DURATION)})", f"({inner(DURATION)} + {inner(DATE)})"
            return pick.choice((moved, mirrored, f"max({inner(list_of(DATE))})"))
        if of == TIMESTAMP:
            sign = pick.choice("+-")
            return pick.choice((f"({inner(TIMESTAMP)} {sign} {inner(DURATION)})", f"({inner(DURATION)} + {inner(TIMESTAMP)})"))
        between, joined = f"({inner(TIMESTAMP)} - {inner(TIMESTAMP)})", f"({inner(DURATION)} {pick.choice('+-')} {inner(DURATION)})"
        if not self.own:
            return pick.choice((between, joined))
        return pick.choice((between, joined, f"({inner(DATE)} - {inner(DATE)})", f"days({inner(INT)})", f"-({inner(DURATION)})"))

    def part(self, inner: Callable[[Type], str]) -> str:
        """Return what a clock shows of an instant, or how many units a duration has."""
        if self.pick.random() < 0.3:
            return f"{inner(DURATION)}.get{self.pick.choice(('Hours', 'Minutes', 'Seconds', 'Milliseconds'))}()"
        zone = self.pick.choice(ZONES)
        if zone == "Nowhere/Else" and self.own:  # also of a fact
            return f"{inner(TIMESTAMP)}.get{self.pick.choice(PARTS)}({inner(STRING)})"
        return f"{inner(TIMESTAMP)}.get{self.pick.choice(PARTS)}({self.pick.choice(('', repr(zone)))})"

    def truth(self, depth: int, variables: tuple[tuple[str, Type], ...]) -> str:
        pick, inner = self.pick, lambda kind: self.condition(kind, depth - 1, variables)
        match pick.randrange(10):
            case 0 | 1:
                return f"({inner(BOOL)} {pick.choice(('&&', '||'))} {inner(BOOL)})"
            case 2:
                return f"!({inner(BOOL)})"
            case 3 | 4:
                kind = pick.choice(self.kinds)
                other = pick.choice((INT, FLOAT)) if self.own and kind in (INT, FLOAT) else kind
                return f"({inner(kind)} {pick.choice(('<', '<=', '>', '>=', '==', '!='))} {inner(other)})"
            case 5:
                kind = pick.choice(self.kinds)
                return f"({inner(kind)} in {inner(list_of(kind))})"
            case 6:
                return f"{inner(STRING)}.{pick.choice(('startsWith', 'endsWith', 'contains'))}({inner(STRING)})"
            case 7:
                fields = [path for path, _ in self.paths(variables) if "." in path]
                return f"has({pick.choice(fields)})"
            case 8:
                return f"{inner(STRING)}.matches('{pick.choice(PATTERNS)}')"
            case _:
                held = pick.choice((self.record(), self.record(), INT, STRING))
                name = f"v{len(variables)}"
                body = self.condition(BOOL, depth - 1, (*variables, (name, held)))
                return f"{inner(list_of(held))}.{pick.choice(('exists', 'all', 'exists_one'))}({name}, {body})"

    def list_of(self, of: Type, depth: int, variables: tuple[tuple[str, Type], ...]) -> str:
        held, name = of.of, f"v{len(variables)}"
        assert held is not None
        if self.pick.random() < 0.5 and not held.facts:
            source = self.pick.choice((self.record(), held))
            body = self.condition(held, depth - 1, (*variables, (name, source)))
            return f"{self.condition(list_of(source), depth - 1, variables)}.map({name}, {body})"
        body = self.condition(BOOL, depth - 1, (*variables, (name, held)))
        return f"{self.condition(of, depth - 1, variables)}.filter({name}, {body})"

    def leaf(self, of: Type, variables: tuple[tuple[str, Type], ...]) -> str:
        there = [path for path, kind in self.paths(variables) if kind == of]
        if there and (self.pick.random() < 0.75 or (of.of is not None and of.of.facts)):
            return self.pick.choice(there)
        if of.of is not None:
            return f"[{', '.join(self.leaf(of.of, variables) for _ in range(self.pick.randrange(1, 4)))}]"
        return self.literal(of)

    def literal(self, of: Type) -> str:
        pick = self.pick.choice
        if of == STRING:
            return f"'{pick(WORDS)}'"
        if of == DATE:
            return f"date('{pick(DAYS).isoformat()}')"
        if of == TIMESTAMP:
            return f"timestamp('{pick(MOMENTS if self.own else NEAR).isoformat()}')"
        if of == DURATION:
            return f"duration('{pick(SPANS if self.own else SPANS[:-1])}')"
        return str(pick({BOOL: ("true", "false"), INT: NUMBERS, FLOAT: FLOATS}[of]))

    def record(self) -> Type:
        return self.pick.choice([fact.type.of for fact in self.declared.facts if fact.type.of is not None and fact.type.of.facts])

    def paths(self, variables: tuple[tuple[str, Type], ...]) -> list[tuple[str, Type]]:
        """Return all that can be named, with its type."""
        found: list[tuple[str, Type]] = []

        def below(path: str, of: Type) -> None:
            found.append((path, of))
            for fact in of.facts:
                below(f"{path}.{fact.name}", fact.type)

        for name, of in variables:
            below(name, of)
        for fact in self.declared.facts:
            below(fact.name, fact.type)
        return found

    def facts(self, of: Type = FACTS, *, there: float = 0.8) -> object:
        """Return a value of a type, or nothing."""
        pick = self.pick
        if of.of is not None:
            return tuple(self.facts(of.of, there=1.0) for _ in range(pick.choice((0, 1, 1, 2, 3))))
        if pick.random() > there:
            return None
        if of.facts:
            return tuple(self.facts(fact.type) for fact in of.facts)
        if of == DURATION:
            return timedelta(days=pick.randrange(-5, 5), hours=pick.randrange(24))
        return pick.choice(
            {BOOL: (True, False), INT: NUMBERS, FLOAT: FLOATS, STRING: WORDS, DATE: DAYS, TIMESTAMP: MOMENTS if self.own else NEAR}[of]
        )

    def people(self, count: int) -> tuple[list[list[object]], list[int]]:
        """Return the facts of some people, and the lists that they stand on: whole lists, the people of each apart from one another."""
        place = {fact.name: n for n, fact in enumerate(FACTS.facts)}
        scopes: list[list[object]] = []
        lists: list[int] = []
        while len(scopes) < count:
            number = self.pick.randrange(10**6)
            together = [list(self.facts(there=1.0)) for _ in range(min(self.pick.choice((1, 2, 4)), count - len(scopes)))]
            if number in lists:
                continue
            for facts in together:
                if facts[place["traveller"]] is None:
                    facts[place["traveller"]] = self.facts(FACTS.facts[place["traveller"]].type, there=1.0)
            whole = tuple(facts[place["traveller"]] for facts in together)
            for facts in together:
                facts[place["travellers"]] = whole
                scopes.append([*facts, *ROOM])
                lists.append(number)
        return scopes, lists
