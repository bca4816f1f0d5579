"""The rows of a table -> passenger lists: headings found, the voyage's details above them or in columns, a row a person.

A bad row costs itself alone, and a bad cell its own value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from preclear.manifest import Fault, Traveller
from preclear.manifest.faults import fault
from preclear.messages import form
from preclear.messages.form import BY_NAME, EXAMPLE, Column, Form, Found, Said, column, plain
from preclear.messages.form_csv import LOOKED_AT, Cell, Row, Table, letters
from preclear.messages.limits import LIMITS

NAMING = frozenset({"family_name", "given_names", "full_name"})
TOTALS = frozenset(form.TABLE["rows"]["totals"])
CLOCKS = {"departure clock": "departs", "arrival clock": "arrives"}
HOLDS_OVER = tuple(each.name for each in form.FIELDS if each.of == "voyage")  # a blank one is as in the row above


def recognised(headings: Sequence[str]) -> int:
    """Return how many headings of a row are known, if it can be the row of headings; else 0.

    >>> recognised(["Nom", "Prénom", "Date de naissance"]), recognised(["ROY", "Marie", "1974-08-12"])
    (3, 0)
    """
    names = {(found.name, found.document) for heading in headings if heading and (found := column(heading)).name not in ("", "#")}
    people = {name for name, _ in names if BY_NAME[name].of != "voyage"}
    return len(names) if len(people) >= 2 and (people & NAMING or "number" in people) else 0


def _recognised(row: Row) -> int:
    return recognised([cell.text for cell in row.cells])


@dataclass(slots=True)
class Head:
    """What stands above the people."""

    columns: list[Column]
    row: int  # index of the row of headings
    headings: list[str]  # as written, in small letters


class Group(NamedTuple):
    """The rows of one voyage."""

    said: Mapping[str, Said]
    rows: list[Row]


def read(tables: Sequence[Table], faults: list[Fault], *, most: int = LIMITS.people) -> list[Form]:
    """Return the lists of some tables; what is wrong around them goes to ``faults``. No table is read beyond its ``most``-th person."""
    forms: list[Form] = []
    headless = list[str]()
    for table in tables:
        sheet = f"sheet {table.name}, " if len(tables) > 1 and table.name else ""
        head = _head(table.rows)
        faults += [fault(code, f"{sheet}row {len(table.rows)}", form=True) for code in table.flaws]
        if head is None:
            if any(cell.text for row in table.rows[:LOOKED_AT] for cell in row.cells):
                headless.append(sheet)
            continue
        forms += _forms(table, head, sheet, most)
    if not forms:
        faults += [fault("FORM-HEADER-MISSING", f"{sheet}row 1", form=True) for sheet in headless or [""]]
    return forms


def _head(rows: Sequence[Row]) -> Head | None:
    """Where the headings stand, and what is said of the voyage above them; None without headings."""
    at, count = next(((n, count) for n, row in enumerate(rows[:LOOKED_AT]) if (count := _recognised(row))), (0, 0))
    if not count:
        return None
    if at + 1 < len(rows) and _recognised(rows[at + 1]) > count:  # headings over headings
        at += 1
    headings = [cell.text for cell in rows[at].cells]
    return Head(_columns(headings), at, [heading.casefold() for heading in headings])


def _columns(headings: Sequence[str]) -> list[Column]:
    """What each column holds. A "name" beside given names is the family's; a blank heading behind a whole name holds its second part."""
    columns = [column(heading) for heading in headings]
    names = {found.name for found in columns}
    if "full_name" in names and "given_names" in names and "family_name" not in names:
        columns = [found._replace(name="family_name") if found.name == "full_name" else found for found in columns]
    for n, found in enumerate(columns):
        if found.name == "full_name" and not names & {"given_names", "family_name"} and n + 1 < len(columns) and not headings[n + 1]:
            columns[n], columns[n + 1] = found._replace(name="family_name"), Column("given_names")
    return _joined(columns)


def _joined(columns: list[Column]) -> list[Column]:
    """Columns of a document without a number of its own are of the first document that has one: "country of issue" of the passport."""
    numbered = sorted({found.document for found in columns if found.name == "number"}, key=_rank)
    if "1" in numbered or not numbered:
        return columns
    return [found._replace(document=numbered[0]) if found.document == "1" else found for found in columns]


def _rank(slot: str) -> int:
    return "P12I3456789V".find(slot)


def _above(rows: Sequence[Row], found: Found, sheet: str) -> dict[str, Said]:
    """What rows above the headings say of the voyage: a word that is known, and its value behind it, or below it in a row of words."""
    said: dict[str, Said] = {}
    headings: dict[int, Column] = {}  # of the row before, by column, if it has nothing else
    filled = [(row, [(n, cell) for n, cell in enumerate(row.cells, 1) if cell.text]) for row in rows]
    filled = [(row, cells) for row, cells in filled if cells and not re.match("sep=", cells[0][1].text)]
    for n, (row, cells) in enumerate(filled):
        before, headings = headings, _voyage_headings(cells, filled[n + 1][1] if n + 1 < len(filled) else ())
        told = () if headings else _below(before, cells) if before else tuple(_behind(cells))
        for at, cell, known in told:
            where = f"{sheet}row {row.number}, column {letters(at)} ({BY_NAME[known.name].en[0].lower()})"
            said.setdefault(known.name, Said(cell.text, where, cell.span, known.order))
        if not (told or headings):
            found.add("FORM-TEXT-AROUND", f"{sheet}row {row.number}", span=row.span)
    return said


def _of_voyage(known: Column) -> bool:
    return known.name in BY_NAME and BY_NAME[known.name].of == "voyage"


def _voyage_headings(cells: Sequence[tuple[int, Cell]], below: Sequence[tuple[int, Cell]]) -> dict[int, Column]:
    """What the cells of a row name by column, if each of them is another heading of the voyage; nothing where one is not.

    Nor where the row below begins with such a word as well: then "Mode", "train" is a word and its value.
    """
    if not below or _of_voyage(column(below[0][1].text)):
        return {}
    found = {n: column(cell.text) for n, cell in cells}
    names = {known.name for known in found.values() if _of_voyage(known)}
    return found if len(names) == len(found) > 1 else {}


def _below(headings: Mapping[int, Column], cells: Sequence[tuple[int, Cell]]) -> tuple[tuple[int, Cell, Column], ...]:
    """The cells of a row below headings of the voyage, each with its column and what it says."""
    return tuple((n, cell, headings[n]) for n, cell in cells if n in headings)


def _behind(cells: Sequence[tuple[int, Cell]]) -> Iterator[tuple[int, Cell, Column]]:
    """The values of a row that stand behind a word of the voyage, in its cell or the next, each with the word's column and what it says."""
    n = 0
    while n < len(cells):
        at, cell = cells[n]
        name, parted, behind = cell.text.partition(":")
        known = column(name)
        if _of_voyage(known):
            if parted and behind.strip():
                yield at, cell._replace(text=behind.strip()), known
            elif n + 1 < len(cells):
                yield at, cells[n + 1][1], known
                n += 1
        n += 1


def _forms(table: Table, head: Head, sheet: str, most: int) -> Iterator[Form]:
    """A list for each voyage of a table."""
    around = Found()
    above = _above(table.rows[: head.row], around, sheet)
    _unknown(table.rows[head.row], head, around, sheet)
    totals: dict[str, int] = {}
    groups = _groups(table.rows[head.row + 1 :], head, above, sheet, around=around, totals=totals, most=most)
    if len(groups) == 1 and "declared_passengers" in totals:
        said = dict(groups[0].said)
        said.setdefault("declared_passengers", Said(str(totals["declared_passengers"]), f"{sheet}row of totals"))
        groups = [groups[0]._replace(said=said)]
    for n, group in enumerate(groups):
        yield _form(group, head, sheet, around if n == 0 else Found())


def _unknown(row: Row, head: Head, around: Found, sheet: str) -> None:
    """Columns with headings that are not known, and those that say the same."""
    met: set[Column] = set()
    for n, (found, cell) in enumerate(zip(head.columns, row.cells, strict=True), 1):
        if not found.name and cell.text:
            around.add("FORM-FIELD-UNKNOWN", f"{sheet}row {row.number}, column {letters(n)}", span=cell.span)
        key = found._replace(order=None)
        if found.name not in ("", "#") and key in met:
            around.add("FORM-FIELD-TWICE", f"{sheet}row {row.number}, column {letters(n)}", note=found.name, span=cell.span)
        met.add(key)


def _groups(
    rows: Sequence[Row], head: Head, above: Mapping[str, Said], sheet: str, *, around: Found, totals: dict[str, int], most: int
) -> list[Group]:
    """The rows of people by voyage, in order. Blank rows, headings, totals and the template's example are none."""
    groups: dict[tuple[tuple[str, str], ...], Group] = {}
    last = dict(above)
    if rows and _recognised(rows[0]) * 2 > len(head.columns):  # the headings in a second language
        around.add("FORM-HEADER-AGAIN", f"{sheet}row {rows[0].number}", span=rows[0].span)
        rows = rows[1:]
    people = 0
    for row in rows:
        texts = [cell.text for cell in row.cells]
        if not any(texts):
            continue
        where = f"{sheet}row {row.number}"
        if aside := _aside(row, head, totals):
            around.add(aside, where, span=row.span)
            continue
        said = {name: one for name, one in _saying(row, head, sheet, "voyage").items() if one.text}
        if "departs" in said and "from" not in said and not re.search("[0-9]", said["departs"].text):  # "Departure" heads a place
            said["from"] = said.pop("departs")
        if "arrives" in said and "to" not in said and not re.search("[0-9]", said["arrives"].text):
            said["to"] = said.pop("arrives")
        last = last | said
        people += 1
        if people > most:
            around.add("FORM-LARGE", where, span=row.span)
            break
        key = tuple((name, last[name].text) for name in HOLDS_OVER if name in last)
        groups.setdefault(key, Group(last, [])).rows.append(row)
    return list(groups.values()) or [Group(above, [])]


def _aside(row: Row, head: Head, totals: dict[str, int]) -> str | None:
    """Why a row is no person; None where it is one."""
    filled = [(n, cell.text) for n, cell in enumerate(row.cells) if cell.text]
    same = sum(1 for n, text in filled if n < len(head.headings) and text.casefold() == head.headings[n])
    if same >= 2 and same * 2 > len(filled):
        return "FORM-HEADER-AGAIN"
    names = [head.columns[n].name for n, _ in filled if n < len(head.columns)]
    first = plain(filled[0][1]) if len(filled) <= 6 else ""
    rest = [text for _, text in filled[1:]]
    total = first in TOTALS or re.fullmatch(r"(?:total|totaux|somme|sum)\b.{0,30}", first)
    if total and all(re.fullmatch(r"[0-9][0-9 .,]{0,12}(?: ?[a-z]{1,12})?", text.casefold()) for text in rest):
        numbers = re.findall("[0-9]+", " ".join([first, *rest])[:60])
        if numbers and "crew" not in first and "equipage" not in first and len(numbers[0]) < 6:
            totals.setdefault("declared_passengers", int(numbers[0]))
        return "FORM-TOTALS"
    if any(text == EXAMPLE and n < len(head.columns) and head.columns[n].name == "number" for n, text in filled):
        return "FORM-EXAMPLE"
    people = {name for name in names if name in BY_NAME and BY_NAME[name].of != "voyage"}
    if not people:
        return "FORM-ROW-UNREAD"
    if people <= NAMING and len(filled) == 1 and (len(filled[0][1]) > 60 or filled[0][1].endswith(":")):
        return "FORM-ROW-UNREAD"
    return None


def _saying(row: Row, head: Head, sheet: str, of: str, document: str = "") -> dict[str, Said]:
    """What a row says of its voyage, its person, or one document; where two columns say the same, the first that says anything."""
    said: dict[str, Said] = {}
    for n, (found, cell) in enumerate(zip(head.columns, row.cells, strict=False), 1):
        if found.name in ("", "#") or BY_NAME[found.name].of != of or found.document != document:
            continue
        if found.name not in said or not said[found.name].text:
            where = f"{sheet}row {row.number}, column {letters(n)} ({BY_NAME[found.name].en[0].lower()})"
            said[found.name] = Said(cell.text, where, cell.span or row.span, found.order)
    return said


def _form(group: Group, head: Head, sheet: str, found: Found) -> Form:
    """One list: its voyage, then each person."""
    said = dict(group.said)
    for clock, moment in CLOCKS.items():
        if clock in said:
            at = said.pop(clock)
            if moment not in said:
                said[moment] = at
            elif not re.search(r"[0-9][:h][0-9]", said[moment].text):
                said[moment] = said[moment]._replace(text=f"{said[moment].text} {at.text}")
    read = form.values(said, date.max, found)
    leg = form.leg(read)
    voyage = form.voyage(read.get("voyage") or "", read.get("carrier"), read.get("mode"), [leg] if leg else [])
    today = form.first_day([leg] if leg else [], read.get("prepared"))
    slots = sorted({found.document for found in head.columns if found.document}, key=_rank)
    travellers: list[Traveller] = []
    labels = [f"{sheet}row {row.number}" for row in group.rows]
    for ordinal, row in enumerate(group.rows, 1):
        _flaws(row, head, ordinal, labels[ordinal - 1], found)
        papers = [_paper(row, head, sheet, slot) for slot in slots]
        travellers.append(
            form.traveller(
                _saying(row, head, sheet, "person"), [p for p in papers if p], {}, ordinal=ordinal, span=row.span, today=today, found=found
            )
        )
    where = f"{sheet}row {group.rows[0].number}" if group.rows else f"{sheet}the list"
    manifest = form.whole(voyage, travellers, read, labels=labels, found=found, where=where)
    return Form(manifest, tuple(found.told()))


def _paper(row: Row, head: Head, sheet: str, slot: str) -> dict[str, Said]:
    """What a row says of one document; its type is that of its headings where no column says it."""
    said = _saying(row, head, sheet, "document", slot)
    if slot in "PVI" and any(one.text for one in said.values()) and not (said.get("type") and said["type"].text):
        said["type"] = Said(slot, f"{sheet}row {row.number}")
    return said


def _flaws(row: Row, head: Head, ordinal: int, label: str, found: Found) -> None:
    """What is wrong with a row and its cells as such."""
    if row.flaw:
        found.add(row.flaw, label, span=row.span, person=ordinal)
    for n, cell in enumerate(row.cells, 1):
        if cell.flaw:
            found.add(cell.flaw, f"{label}, column {letters(n)}", span=cell.span, person=ordinal)
    if any(cell.text for cell in row.cells[len(head.columns) :]):
        found.add("FORM-ROW-LONG", label, note=f"{len(row.cells)} cells, {len(head.columns)} headings", span=row.span, person=ordinal)
