"""The table of the specimens: ``python -m tests.messages.samples FOLDER`` prints who is expected in each file and who was found.

Counts alone hide lost names, so it says, too, of how many of those expected the names and the document numbers were found.
"""

# ruff: noqa: T201  # it prints a table

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from preclear import messages


class Row(NamedTuple):
    """One file."""

    file: str
    type: str
    expected: int | None  # None: what is expected does not say
    found: int
    names: tuple[int, int]  # of so many persons whose names are known, so many were found under these names
    documents: tuple[int, int]
    faults: Counter[str]


def rows(folder: Path) -> Iterator[Row]:
    """Yield a row for each message whose facts are known: those of ``expected.json``, then those of a public system."""
    for sample in json.loads((folder / "expected.json").read_text(encoding="utf-8"))["samples"]:
        if sample["message"].startswith(("PAXLST", "PNRGOV", "CUSRES", "ACKRES", "BSM")):
            people = sample["people"] + sample.get("crew", 0) if "people" in sample else None
            yield row(folder / sample["file"], people, [])
    for name, facts in json.loads((folder / "gtas/expectations.json").read_text(encoding="utf-8"))["messages"].items():
        bookings = [person for pnr in facts.get("pnrs", ()) for person in pnr["persons"]]
        yield row(folder / "gtas" / name, facts.get("persons_total", len(facts.get("persons", ()))), facts.get("persons", bookings))


def row(path: Path, expected: int | None, persons: Sequence[dict[str, Any]]) -> Row:
    """What one file says beside what is known of its persons."""
    things = list(messages.describe(messages.read(path.read_bytes()), path.name))
    people = [person for thing in things for person in thing["people"]]
    wanted = [name(person) for person in persons]
    there = Counter((person["family_name"] or "", person["given_names"] or "") for person in people)
    numbers = [number for person in persons for number in documents(person)]
    known = Counter(document["number"] for person in people for document in person["documents"])
    faults = Counter(fault["code"] for thing in things for fault in thing["faults"])
    return Row(
        path.name,
        things[0]["type"] or "?",
        expected,
        len(people),
        (sum((Counter(wanted) & there).values()), len(wanted)),
        (sum((Counter(numbers) & known).values()), len(numbers)),
        faults,
    )


def name(person: dict[str, Any]) -> tuple[str, str]:
    """Family name and given names as they are expected."""
    if "tif_surname" in person:
        return person["tif_surname"], person.get("tif_given") or ""
    return person["surname"] or "", " ".join(filter(None, (person.get("given"), person.get("other_given"))))


def documents(person: dict[str, Any]) -> list[str]:
    """The numbers of the documents that are expected."""
    several = person.get("documents", [person["document"]] if "document" in person else [])
    return [document["number"] for document in several if document.get("number")]


def main() -> None:
    """Print the table."""
    print(f"{'file':44}{'type':8}{'expected':>9}{'found':>6}{'names':>9}{'documents':>11}  faults")
    for one in rows(Path(sys.argv[1])):
        names, papers = (f"{found}/{known}" if known else "-" for found, known in (one.names, one.documents))
        told = ", ".join(code if times == 1 else f"{code} x{times}" for code, times in sorted(one.faults.items()))
        expected = "-" if one.expected is None else one.expected
        print(f"{one.file:44}{one.type:8}{expected:>9}{one.found:>6}{names:>9}{papers:>11}  {told}")


if __name__ == "__main__":
    main()
