"""JSON (RFC 8259) -> passenger lists, each value with the bytes that it stands in.

A damaged place costs what it touches: reading goes on at the next key of a person, or the next person, that can be told from the schema.
A key that stands twice counts the first time, and is reported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from preclear.manifest import Fault, Leg, Part, Span, Traveller
from preclear.manifest.faults import fault
from preclear.messages import form
from preclear.messages.form import BY_NAME, Form, Found, JsonBags, JsonDocument, JsonLeg, JsonList, JsonPerson, Said, column
from preclear.messages.form_text import Text
from preclear.messages.limits import LIMITS

DEEPEST, MOST_VALUES, MOST_LISTS = 12, 400, 1_000  # levels; values of one person or head; lists sent at once
NUMBER = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
TOKEN = re.compile(rf'[ \t\n\r]*+(?:([{{}}\[\]:,])|"((?:[^"\\\x00-\x1f]++|\\.)*+)"|({NUMBER}|true|false|null)(?![\w.]))')
PEOPLE = {"people", "passengers", "travellers", "travelers", "persons", "passagers", "voyageurs", "personnes", "crew_members"}
SPELLED: Mapping[str, Mapping[str, str]] = {  # keys of each record, as the schema spells them, by the name of their field
    struct.__name__: dict(zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True))
    for struct in (JsonList, JsonLeg, JsonPerson, JsonDocument, JsonBags)
}  # fmt: skip
OF_READ = frozenset(  # keys of `preclear read --json` that say nothing to a reader of lists
    {
        "file",
        "type",
        "release",
        "receiver",
        "message_reference",
        "faults",
        "bookings",
        "answers",
        "consignments",
        "form",
        "$schema",
        "people",
    }
)
FLAT = {"document_type": "type", "document_number": "number", "document_issuer": "issuer", "document_expires": "expires"}
TEXTS_OF_A_PERSON = {"family_name", "given_names", "title", "role", "birth_date", "sex", "residence", "birth_country", "birth_place",
                     "address", "embarks", "disembarks", "clears_at", "seat", "duty", "captured"}  # fmt: skip
TEXTS_OF_A_LIST = {"voyage", "carrier", "mode", "function", "prepared", "transaction", "contact", "declared_passengers", "declared_crew"}
PERSON_KEY = "|".join([*SPELLED["JsonPerson"], "document_number", "familyName", "givenNames", "birthDate"])
NEXT = re.compile(rf'(\{{)[ \t\n\r]*"(?:{PERSON_KEY})"[ \t\n\r]*:|(?="(?:{PERSON_KEY})"[ \t\n\r]*:)')
NEXT_PERSON = re.compile(rf'\{{[ \t\n\r]*(?="(?:{PERSON_KEY})"[ \t\n\r]*:)')


class Node(NamedTuple):
    """A value of JSON, and the characters that it stands in."""

    value: Any  # str, int, float, bool, None, dict[str, Node], list[Node]
    first: int
    last: int


class Broken(Exception):
    """The JSON is broken at a place; ``end`` where there is nothing more."""

    def __init__(self, at: int, *, end: bool = False, large: bool = False) -> None:
        super().__init__(at)
        self.at, self.end, self.large = at, end, large


@dataclass(slots=True)
class Scanner:
    """Reads values one after the other; what was read of a broken one stays in the containers given."""

    text: Text
    at: int = 0
    values: int = 0
    twice: list[tuple[str, int]] | None = None

    def token(self) -> tuple[str, int, int]:
        """Return the kind of the next token, and its characters: a mark, "s" for a string, "v" for another value."""
        found = TOKEN.match(self.text.characters, self.at)
        if found is None:
            rest = self.text.characters
            place = self.at + len(rest[self.at : self.at + 200]) - len(rest[self.at : self.at + 200].lstrip())
            raise Broken(place, end=not rest[self.at :].strip() if len(rest) - self.at < 200 else False)
        self.at = found.end()
        group = found.lastindex or 1
        first, last = found.span(group)
        return (found[1] if group == 1 else "s" if group == 2 else "v"), first, last

    def expect(self, *kinds: str) -> tuple[str, int, int]:
        """Return the next token, of one of some kinds; anything else is broken."""
        kind, first, last = self.token()
        if kind not in kinds:
            raise Broken(first)
        return kind, first, last

    def peek(self) -> str:
        """Return the kind of the next token without taking it."""
        at = self.at
        try:
            return self.token()[0]
        finally:
            self.at = at

    def string(self, first: int, last: int) -> str:
        """Return what a string says; a lone half of a pair of units is a blank."""
        said = self.text.said(first, last)
        if "\\" in said:
            try:
                said = json.loads(f'"{said}"', strict=False)
            except json.JSONDecodeError as error:
                raise Broken(first + error.pos) from error
            said = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return said

    def value(self, into: Any = None, depth: int = 1) -> Node:
        """Read a value; an object or array fills ``into``, so that what came before a broken place stays."""
        self.values += 1
        if depth > DEEPEST or self.values > MOST_VALUES:
            raise Broken(self.at, large=True)
        kind, first, last = self.token()
        if kind == "s":
            return Node(self.string(first, last), first - 1, last + 1)
        if kind == "v":
            said = self.text.characters[first:last]
            return Node({"true": True, "false": False, "null": None}.get(said, said if said[-1].isdigit() else None), first, last)
        if kind == "{":
            made: dict[str, Node] = into if isinstance(into, dict) else {}
            self.members(made, depth)
            return Node(made, first, self.at)
        if kind == "[":
            items: list[Node] = into if isinstance(into, list) else []
            self.items(items, depth)
            return Node(items, first, self.at)
        raise Broken(first)

    def members(self, made: dict[str, Node], depth: int) -> None:
        """Read the members of an object behind its brace, or behind a comma in it."""
        if self.peek() == "}":
            self.token()
            return
        while True:
            _, first, last = self.expect("s")
            key = self.string(first, last)
            self.expect(":")
            self.member(made, key, first, depth)
            if self.expect("}", ",")[0] == "}":
                return

    def member(self, made: dict[str, Node], key: str, first: int, depth: int) -> None:
        """Read the value of a key; containers are entered before they are filled."""
        into: Any = {"{": {}, "[": []}.get(self.peek())
        kept = key not in made
        if not kept and self.twice is not None:
            self.twice.append((key, first))
        if into is not None and kept:
            made[key] = Node(into, self.at, self.at)
        node = self.value(into, depth + 1)
        if kept:
            made[key] = node

    def items(self, items: list[Node], depth: int) -> None:
        """Read the items of an array behind its bracket."""
        if self.peek() == "]":
            self.token()
            return
        while True:
            into: Any = {} if self.peek() == "{" else None
            if into is not None:
                items.append(Node(into, self.at, self.at))
            node = self.value(into, depth + 1)
            if into is not None:
                items[-1] = node
            else:
                items.append(node)
            if self.expect("]", ",")[0] == "]":
                return


def read(text: Text, faults: list[Fault], *, most: int = LIMITS.people) -> list[Form]:
    """Return the lists of some JSON: one object, several behind each other (JSON Lines), or an array of them, or of people alone.

    What is wrong around them goes to ``faults``. No list is read beyond its ``most``-th person.
    """
    return list(_forms(text, faults, most))


def _forms(text: Text, faults: list[Fault], most: int) -> Iterator[Form]:
    scanner, lists, in_array = Scanner(text), 0, False
    while True:
        where = "behind the list" if lists else "the whole"
        try:
            kind = scanner.peek()
            if kind == "[" and lists == 0 and NEXT_PERSON.match(text.characters, _behind(scanner)):
                yield _List(text, "", most).people_alone(scanner)
                return
            if kind == "{":
                one = _List(text, f"[{lists}]." if in_array else "", most)
                form_ = one.read(scanner)
                if one.is_list:
                    yield form_
                else:
                    faults.append(fault("MSG-TYPE-NOT-READ", one.path.rstrip(".") or "the whole", note="JSON", offset=0))
                lists += 1
            elif kind == "[" and lists == 0 and not in_array:
                scanner.token()
                in_array = True
            else:
                scanner.expect(*("]", ",") if in_array else ())
                in_array = in_array and kind != "]"
        except Broken as broken:
            if not broken.end or in_array:
                faults.append(fault("FORM-CUT-OFF" if broken.end else "FORM-JSON-BROKEN", where, offset=text.at(broken.at), form=True))
            return
        if lists >= MOST_LISTS:
            faults.append(fault("FORM-LARGE", "the whole", note=f"more than {MOST_LISTS} lists", form=True))
            return


def _behind(scanner: Scanner) -> int:
    """The place of what stands behind the next token, blanks left out."""
    at = scanner.at
    scanner.token()
    found = re.compile(r"[ \t\n\r]*").match(scanner.text.characters, scanner.at)
    scanner.at = at
    return found.end() if found else at


class _List:
    """One list while it is read."""

    def __init__(self, text: Text, path: str, most: int) -> None:
        self.text, self.path, self.most = text, path, most
        self.found = Found()
        self.head: dict[str, Node] = {}
        self.region: tuple[int, int] | None = None  # the people's array

    @property
    def is_list(self) -> bool:
        """Whether the object says anything that a list says: not every JSON is one."""
        return self.region is not None or not self.head.keys().isdisjoint(("voyage", "legs", "flight", "carrier"))

    def read(self, scanner: Scanner) -> Form:
        """Read a list from its opening brace.

        1. its head; people are stepped over  2. the voyage  3. the people, now that the day is known against which births are read
        """
        self._head(scanner)
        return self._form()

    def people_alone(self, scanner: Scanner) -> Form:
        """Read an array of people that names no voyage."""
        first = scanner.at
        self._step_over(scanner)
        self.region = (first, scanner.at)
        return self._form()

    def _head(self, scanner: Scanner) -> None:
        scanner.token()
        scanner.values, scanner.twice = 0, []
        parted = True
        while True:
            try:
                kind, first, last = scanner.expect("}", ",", "s")
                if kind == "}":
                    break
                if kind == ",":
                    parted = True
                    continue
                if not parted:
                    self._break(Broken(first - 1), self.path.rstrip(".") or "the list")
                parted = False
                key = scanner.string(first, last)
                scanner.expect(":")
                if scanner.peek() == "[" and (key in PEOPLE or form.plain(key) in PEOPLE):
                    begin = scanner.at
                    if key != "people":
                        self.found.add("FORM-KEY-SPELLED", f"{self.path}{key}", note="people", span=self.text.span(first, last))
                    self._step_over(scanner)
                    self.region = self.region or (begin, scanner.at)
                else:
                    scanner.values = 0
                    scanner.member(self.head, key, first, 1)
            except Broken as broken:
                self._break(broken, self.path.rstrip(".") or "the list")
                if broken.end or not self._on(scanner, broken.at):
                    break
        self._twice(scanner, self.path)

    def _on(self, scanner: Scanner, at: int) -> bool:
        """Go on at the next key of a list behind a broken place; False where there is none."""
        found = NEXT_HEAD.search(self.text.characters, at)
        if found is None:
            if self.region is None and (people := NEXT_PERSON.search(self.text.characters, at)):
                self.region = (people.start(), len(self.text.characters))
            scanner.at = len(self.text.characters)
            return False
        scanner.at = found.start(1)
        return True

    def _break(self, broken: Broken, where: str, person: int | None = None) -> None:
        code = "FORM-LARGE" if broken.large else "FORM-CUT-OFF" if broken.end else "FORM-JSON-BROKEN"
        at = self.text.at(min(broken.at, len(self.text.characters)))
        self.found.add(code, where, span=Span(at, at), person=person)

    def _twice(self, scanner: Scanner, path: str, person: int | None = None) -> None:
        for key, first in scanner.twice or ():
            known = key if key in PERSON_KEYS or key in SPELLED["JsonList"] else "a key"
            self.found.add("FORM-FIELD-TWICE", f"{path}{known}", span=self.text.span(first, first), person=person)
        scanner.twice = []

    def _step_over(self, scanner: Scanner) -> None:
        """Step over an array, broken or not: to its closing bracket, or the end."""
        depth = 0
        while True:
            try:
                kind, _, _ = scanner.token()
            except Broken as broken:
                following = NEXT_PERSON.search(self.text.characters, broken.at)
                scanner.at = following.start() if following else len(self.text.characters)
                if following is None:
                    # the array may still be closed, and the head go on behind it
                    end = NEXT_HEAD.search(self.text.characters, broken.at)
                    scanner.at = end.start() if end else len(self.text.characters)
                    return
                depth = 1
                continue
            depth += 1 if kind in "{[" else -1 if kind in "}]" else 0
            if depth <= 0:
                return

    def _form(self) -> Form:
        head = self._fields(self.head, "JsonList", self.path, TEXTS_OF_A_LIST)
        read = form.values(head, date.max, self.found)
        legs = self._legs()
        designator = read.get("voyage") or ""
        border = _integer(self.head.get("border_leg"))
        voyage = form.voyage(designator, read.get("carrier"), read.get("mode"), legs, border)
        for name in ("declared_passengers", "declared_crew"):
            if (number := _integer(self.head.get(name))) is not None:
                read[name] = number
        read["crew_list"] = self._plain("crew_list") is True
        revision = self._plain("revision")
        read["revision"] = revision if isinstance(revision, str) and revision else None
        today = form.first_day(legs, read.get("prepared"))
        labels: list[str] = []
        travellers: list[Traveller] = []
        for place, node, broken, scanner in self._people():
            if not node.value and not broken:
                continue
            ordinal = len(travellers) + 1
            if ordinal > self.most:
                self.found.add("FORM-LARGE", f"{self.path}people[{place}]", span=self.text.span(node.first, node.first))
                break
            label = f"{self.path}people[{place}]"
            labels.append(label)
            for one in broken:
                self._break(one, label, ordinal)
            self._twice(scanner, f"{label}.", ordinal)
            travellers.append(self._person(node, label, ordinal, today))
        part = self._part()
        manifest = form.whole(
            voyage, travellers, read, labels=labels, part=part, found=self.found, where=self.path.rstrip(".") or "the list"
        )
        sender, reference = self._plain("sender"), self._plain("reference")
        return Form(
            manifest,
            tuple(self.found.told()),
            sender if isinstance(sender, str) and sender else None,
            reference if isinstance(reference, str) and reference else None,
        )

    def _plain(self, key: str) -> Any:
        node = self.head.get(key)
        value = node.value if node else None
        return form.clean(value)[:100] if isinstance(value, str) else value

    def _part(self) -> Part | None:
        node = self.head.get("part")
        said = node.value if node and isinstance(node.value, dict) else {}
        number = _integer(said.get("number"))
        if number is None or not 1 <= number <= 9999:
            return None
        flags = [said[name].value is True if name in said else False for name in ("first", "last")]
        return Part(number, flags[0], flags[1])

    def _legs(self) -> list[Leg]:
        """The legs in order; where there is no array of them, the one that the list's own keys declare."""
        node = self.head.get("legs")
        said = node.value if node else None
        items = [node] if isinstance(said, dict) and node else said if isinstance(said, list) else []
        legs = []
        for n, item in enumerate(items[:99]):
            path = f"{self.path}legs[{n}]."
            if not isinstance(item.value, dict):
                self.found.add("FORM-VALUE-KIND", path.rstrip("."), span=self.text.span(item.first, item.last))
                continue
            values = form.values(
                self._fields(item.value, "JsonLeg", path, {"from", "to", "departs", "arrives", "voyage"}), date.max, self.found
            )
            own = values.get("voyage") or ""
            if leg := form.leg(values, re.sub(r"\s", "", own).upper()):
                legs.append(leg)
        if not legs:
            flat = form.values(
                self._fields(self.head, "JsonLeg", self.path, {"from", "to", "departs", "arrives"}, quiet=True), date.max, self.found
            )
            if leg := form.leg(flat):
                legs.append(leg)
        return legs

    def _people(self) -> Iterator[tuple[int, Node, list[Broken], Scanner]]:
        """Each person with the number of its place, what is broken in it, and the scanner that read it."""
        first, end = self.region or (0, 0)
        scanner = Scanner(self.text, first)
        if self.text.characters[first : first + 200].lstrip(" \t\r\n").startswith("["):
            scanner.token()
        place = 0
        while scanner.at < end:
            scanner.values, scanner.twice = 0, []
            made: dict[str, Node] = {}
            broken: list[Broken] = []
            begin = scanner.at
            try:
                kind, begin, _ = scanner.token()
                if kind == "]":
                    return
                if kind == ",":
                    continue
                if kind == "{":
                    scanner.members(made, 2)
                else:
                    self._no_person(scanner, kind, begin, place)
            except Broken as one:
                broken.append(one)
                self._mend(scanner, made, broken, end)
            if made or (broken and self.text.characters[begin : begin + 1] == "{"):
                yield place, Node(made, begin, scanner.at), broken, scanner
            elif broken:
                self._break(broken[-1], f"{self.path}people[{place}]")
            place += 1

    def _no_person(self, scanner: Scanner, kind: str, begin: int, place: int) -> None:
        """Step over what stands where a person should."""
        if kind not in ("s", "v", "["):
            raise Broken(begin)
        if kind == "[":
            scanner.items([], 2)
        self.found.add("FORM-VALUE-KIND", f"{self.path}people[{place}]", span=self.text.span(begin, scanner.at))

    def _mend(self, scanner: Scanner, made: dict[str, Node], broken: list[Broken], end: int) -> None:
        """Go on behind a broken place: in the same person at its next key, or at the next person."""
        while True:
            at = max(broken[-1].at - 1, scanner.at if broken[-1].large else 0)
            following = NEXT.search(self.text.characters, at, end)
            if following is None:
                broken[-1].end = broken[-1].end or (end == len(self.text.characters) and "}" not in self.text.characters[at:])
                scanner.at = end
                return
            if following[1]:
                scanner.at = following.start()
                return
            scanner.at, scanner.values = following.end(), 0
            try:
                scanner.members(made, 2)
            except Broken as one:
                broken.append(one)
                if len(broken) > 50:
                    following = NEXT_PERSON.search(self.text.characters, one.at, end)
                    scanner.at = following.start() if following else end
                    return
            else:
                return

    def _person(self, node: Node, label: str, ordinal: int, today: date) -> Traveller:
        members: dict[str, Node] = node.value
        path = f"{label}."
        said = self._fields(members, "JsonPerson", path, TEXTS_OF_A_PERSON, ordinal)
        self._nationalities(members, path, ordinal, said)
        self._bags(members, path, ordinal, said)
        papers = list(self._documents(members, path, ordinal))
        if flat := self._fields(members, "JsonDocument", path, set(), ordinal, quiet=True, flat=True):
            papers.append(flat)
        return form.traveller(
            said,
            papers,
            self._references(members, path, ordinal),
            ordinal=ordinal,
            span=self.text.span(node.first, node.last),
            today=today,
            found=self.found,
        )

    def _fields(
        self,
        members: Mapping[str, Node],
        struct: str,
        path: str,
        texts: set[str],
        person: int | None = None,
        *,
        quiet: bool = False,
        flat: bool = False,
    ) -> dict[str, Said]:
        """The plain values of an object by field; a key that is not the schema's is read as a heading would be, or reported."""
        said: dict[str, Said] = {}
        for key, node in members.items():
            name = key if key in texts or flat else ""
            if flat:
                known = column(key)
                name = FLAT.get(key) or (known.name if known.document and key not in SPELLED["JsonPerson"] else "")
            elif not name and not quiet:
                name = self._named(key, struct, path, node, person)
            if not name:
                continue
            one = self._text(node, f"{path}{name if not flat else key[:40]}", person, counted=name.startswith("declared_"))
            if one is not None:
                said.setdefault(name, one)
        return said

    def _named(self, key: str, struct: str, path: str, node: Node, person: int | None) -> str:
        """The field that a key other than the schema's means; "" where it means none, or is read elsewhere."""
        if key in SPELLED[struct] or (struct == "JsonList" and (key in OF_READ or key in ("from", "to", "departs", "arrives"))):
            return ""
        known = column(key)
        wanted = {"JsonList": "voyage", "JsonPerson": "person", "JsonLeg": "voyage", "JsonDocument": "document"}.get(struct, "")
        where, span = f"{path}(key)", self.text.span(node.first, node.last)
        if struct == "JsonPerson" and known.document:
            return ""
        if known.name in BY_NAME and BY_NAME[known.name].of == wanted and known.name not in ("departure clock", "arrival clock"):
            self.found.add("FORM-KEY-SPELLED", where, note=known.name, span=span, person=person)
            return known.name
        self.found.add("FORM-FIELD-UNKNOWN", where, span=span, person=person)
        return ""

    def _text(self, node: Node, where: str, person: int | None, *, counted: bool = False) -> Said | None:
        """A plain value as text; numbers and truth values are said to be so, containers set aside."""
        span = self.text.span(node.first, node.last)
        if node.value is None:
            return None
        if isinstance(node.value, (dict, list)):
            self.found.add("FORM-VALUE-KIND", where, span=span, person=person)
            return None
        whole = self.text.characters[node.first] != '"'
        if whole and not counted:
            self.found.add("FORM-VALUE-KIND", where, span=span, person=person)
        said = str(node.value).lower() if isinstance(node.value, bool) else form.clean(node.value)
        inside = span if whole else Span(span.start + 1, span.end - 1)
        return Said(said, where, inside) if said else None

    def _nationalities(self, members: Mapping[str, Node], path: str, person: int, said: dict[str, Said]) -> None:
        for key in ("nationality", "nationalities"):
            node = members.get(key)
            if node is None:
                continue
            items = node.value if isinstance(node.value, list) else [node]
            for item in items[:10]:
                one = self._text(item, f"{path}{key}", person)
                if one is None:
                    continue
                if "nationality" not in said:
                    said["nationality"] = one
                elif one.text != said["nationality"].text:
                    said.setdefault("nationality 2", one)

    def _bags(self, members: Mapping[str, Node], path: str, person: int, said: dict[str, Said]) -> None:
        node = members.get("bags")
        if node is None or node.value is None:
            return
        if not isinstance(node.value, dict):
            if (one := self._text(node, f"{path}bags", person)) is not None:
                said["pieces"] = one
            return
        for key, inside in node.value.items():
            if key in ("pieces", "kilograms"):
                if (one := self._text(inside, f"{path}bags.{key}", person, counted=True)) is not None:
                    said[key] = one
            elif key == "tags":
                tags = [t.value for t in inside.value if isinstance(t.value, str)] if isinstance(inside.value, list) else [inside.value]
                if text := " ".join(form.clean(tag) for tag in tags if isinstance(tag, str)):
                    said["tags"] = Said(text[: form.LONGEST], f"{path}bags.tags", self.text.span(inside.first, inside.last))
            else:
                self.found.add("FORM-FIELD-UNKNOWN", f"{path}bags", span=self.text.span(inside.first, inside.last), person=person)

    def _documents(self, members: Mapping[str, Node], path: str, person: int) -> Iterator[dict[str, Said]]:
        for key in ("documents", "document"):
            node = members.get(key)
            if node is None or node.value is None:
                continue
            items: Sequence[Node] = node.value if isinstance(node.value, list) else [node]
            if not isinstance(node.value, list):
                self.found.add("FORM-VALUE-KIND", f"{path}{key}", span=self.text.span(node.first, node.last), person=person)
            for n, item in enumerate(items[:20]):
                if isinstance(item.value, dict):
                    yield self._fields(
                        item.value,
                        "JsonDocument",
                        f"{path}documents[{n}].",
                        {"type", "number", "issuer", "expires", "issued", "zone"},
                        person,
                    )

    def _references(self, members: Mapping[str, Node], path: str, person: int) -> dict[str, str]:
        node = members.get("references")
        if node is None or node.value is None:
            return {}
        if not isinstance(node.value, dict):
            self.found.add("FORM-VALUE-KIND", f"{path}references", span=self.text.span(node.first, node.last), person=person)
            return {}
        texts = {key: self._text(inside, f"{path}references", person) for key, inside in node.value.items()}
        return {form.clean(key)[:10]: one.text for key, one in texts.items() if one and form.clean(key)}


PERSON_KEYS = frozenset(SPELLED["JsonPerson"])
NEXT_HEAD = re.compile(rf'("(?:{"|".join(sorted({*SPELLED["JsonList"], *PEOPLE} - {"part"}))})"[ \t\n\r]*:[ \t\n\r]*(?:["\[0-9tfn]))')


def _integer(node: Node | None) -> int | None:
    """A whole number; None where there is none."""
    return int(node.value) if node and isinstance(node.value, str) and re.fullmatch("[0-9]{1,6}", node.value) else None
