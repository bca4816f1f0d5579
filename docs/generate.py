"""The pages that are made from the code, so that they cannot fall behind it. Run by ``python -m docs.generate``; a test compares.

Each page is one function that returns its text; ``PAGES`` is the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from docs.pictures.draw import draw
from preclear import audit, cli, messages, rules, settings

HERE = Path(__file__).parent


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown.

    >>> print(table(["code", "says"], [["A|B", "two\\nlines"]]))
    | code | says |
    | --- | --- |
    | A\\|B | two lines |
    """
    headings = list(headings)
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |" for line in lines)


def commands() -> str:
    """Every command, from the program's own help."""
    return f"# Commands\n\nMade from `preclear/cli/` by `python -m docs.generate`.\n\n{cli.app.generate_docs(heading_level=2)}"


def events() -> str:
    """Every kind of event."""
    rows = [[f"`{kind}`", words] for kind, words in audit.KINDS.items()]
    return (
        "# Events\n\nEvery step and every read of a person's record is an event, written in the transaction of what it records and never changed. "
        "Made from `preclear/audit/event.py`.\n\n" + table(["kind", "what happened, and what its detail holds"], rows) + "\n"
    )


def decisions() -> str:
    """The records of decisions, by number."""
    rows = []
    for path in sorted((HERE / "adr").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        number, _, words = title.partition(" ")
        rows.append([number.rstrip(".:"), f"[{words}]({path.name})"])
    return "# Records of decisions\n\nWhat was chosen for long, and why; [0001](0001-record-of-decisions.md) says how they are kept.\n\n" + table(
        ["number", "choice"], rows
    ) + "\n"


def picture(name: str) -> Callable[[], str]:
    """The picture of a TOML file."""
    return lambda: draw((HERE / f"pictures/{name}.toml").read_text(encoding="utf-8"))


PAGES: Mapping[str, Callable[[], str]] = {
    "reference/commands.md": commands,
    "reference/settings.md": settings.reference,
    "reference/events.md": events,
    "adr/README.md": decisions,
    "pictures/flow.svg": picture("flow"),
}


def main() -> None:
    """Write every page that is made from the code."""
    for name, make in PAGES.items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
