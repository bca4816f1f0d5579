"""The pages that are made from the code, so that they cannot fall behind it. Run by ``python -m docs.generate``; a test compares.

Each page is one function that returns its text; ``PAGES`` is the whole list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from docs.pictures.draw import draw
from preclear import audit, cli, rules, settings, watchlist
from preclear.inspection import ROLES
from preclear.manifest.faults import FAULTS
from preclear.messages import form
from preclear.rules import Rule, Version, facts
from preclear.rules.cel import reference as language
from preclear.rules.named import NamedList
from preclear.rules.rule import Covers, show
from preclear.web.app import KEYED, OPEN_TO_ALL
from preclear.web.workbench import HANDLERS, access

HERE = Path(__file__).parent


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    r"""Return a table in Markdown.

    >>> print(table(["code", "says"], [["A|B", "two\nlines"]]))
    | code | says |
    | --- | --- |
    | A\|B | two lines |
    """
    headings = list(headings)
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |" for line in lines)


def commands() -> str:
    """Every command, from the program's own help."""
    pages = re.sub(r" -m [\w.]+", "", cli.app.generate_docs(heading_level=2))  # how this very program was started is no part of a usage
    return f"# Commands\n\nMade from `preclear/cli/` by `python -m docs.generate`.\n\n{pages}"


def events() -> str:
    """Every kind of event."""
    rows = [[f"`{kind}`", words] for kind, words in audit.KINDS.items()]
    return (
        "# Events\n\nEvery step and every read of a person's record is an event, written in the transaction of what it records and "
        "never changed. Made from `preclear/audit/event.py`.\n\n" + table(["kind", "what happened, and what its detail holds"], rows) + "\n"
    )


def faults() -> str:
    """Every fault code, in both languages of the border."""
    rows = [
        [
            f"`{code}`",
            kind.severity,
            f"**{kind.title_en}.** {kind.mend_en}" + (f" In a form: {kind.form_en}" if kind.form_en else ""),
            f"**{kind.title_fr}.** {kind.mend_fr}" + (f" Dans un formulaire : {kind.form_fr}" if kind.form_fr else ""),
        ]
        for code, kind in sorted(FAULTS.items())
    ]
    ours = table(["code", "severity", "what, and how to mend it", "en français"], rows)
    lists = table(["code", "what, and how to mend it"], [[f"`{code}`", words] for code, words in watchlist.FAULTS.items()])
    return (
        "# Faults\n\nWhat can be wrong with a message or a travel document, and how the sender mends it. Only an `error` asks for the list "
        f"again. Made from `preclear/resources/faults.toml`.\n\n{ours}\n\n## Of watchlists\n\nWhat the import of a list can find. "
        f"Made from `preclear/watchlist/source.py`.\n\n{lists}\n"
    )


def in_force(since: date, version: Version | None, lists: Collection[str]) -> str:
    """One line on a version of a rule; the lists that it names have a section of their own."""
    if version is None:
        return f"- from {since}: repealed"
    stated = ", ".join(f"`{name}` = {show(value)}" for name, value in version.parameters.items() if name not in lists)
    return f"- from {version.since}" + (f": {stated}" if stated else "")


def covered(covers: Covers) -> str:
    """What a rule covers, in one sentence."""
    said = [
        *([f"by {', '.join(covers.modes)}"] if covers.modes else []),
        *([f"from {', '.join(covers.origins)}"] if covers.origins else []),
        *([f"to {', '.join(covers.to)}"] if covers.to else []),
        *([f"at {', '.join(covers.places)}"] if covers.places else []),
        *([f"{', '.join(covers.roles)} alone"] if covers.roles else []),
        *([] if covers.references_only else ["not lists that name people by their references alone"]),
    ]
    return "; ".join(said) or "everything"


def rule(one: Rule, lists: Collection[str]) -> str:
    """The section of one rule: law, condition, versions, and the cases that are kept beside it."""
    follows = one.then if one.severity is None else f"{one.then}, severity {one.severity}"
    untold = " and ".join(["an officer looks"] * one.mandatory + [one.unknown] * (one.unknown != "note" or not one.mandatory))
    read = f" (read {one.seen})" if one.seen else ""
    lines = [f"## {one.id}", "", f"{one.title.en}.", "", f"Rests on: {one.source}{read}." + (f" {one.note}" if one.note else "")]
    named = sorted({name for version in one.versions if version for name in version.parameters if name in lists})
    lines += [
        "",
        "```",
        one.when.strip(),
        "```",
        "",
        f"Covers: {covered(one.covers)}. Then: **{follows}**. When it cannot be told: {untold}. Kept by {one.owner}."
        + (f" Lists: {', '.join(f'[{name}](#{name})' for name in named)}." if named else ""),
        "",
    ]
    lines += dict.fromkeys(in_force(since, version, lists) for since, version in zip(one.since, one.versions, strict=True))
    fires = {True: "fires", False: "does not fire", None: "cannot be told"}
    rows = [[case.name, str(case.on), fires[case.fires]] for case in one.cases]
    return "\n".join([*lines, "", table(["case", "on", "the rule"], rows)])


def named_list(one: NamedList) -> str:
    """The section of one named list: its source, and each member's days."""
    rows = []
    for member in one.members:
        since = "" if member.since == date.min else str(member.since)
        rows.append([member.value, since, "" if member.until == date.max else str(member.until), member.note])
    return f"## {one.name}\n\nRests on: {one.source} (read {one.seen}). {one.note}\n\n{table(['member', 'from', 'no more from', ''], rows)}"


def all_rules() -> str:
    """Every rule that travels with the program, and the lists that they name."""
    ruleset = rules.load()
    head = "# Rules\n\nThe rules that travel with the program; a node may use a folder of its own. Made from `preclear/policy/rules/`."
    sections = [rule(one, ruleset.lists) for one in ruleset.rules]
    return "\n\n".join([head, *sections, "# Lists that rules name", *map(named_list, ruleset.lists.values())]) + "\n"


def duties() -> str:
    """Every duty, and for every page and address who may open it."""
    said = [[f"`{name}`", words] for name, words in ROLES.items()]
    rows = []
    for handler in HANDLERS:
        name = str(handler.name)
        method = next(iter(handler.http_methods - {"HEAD", "OPTIONS"}))
        who = (
            "everyone signed in"
            if access.ACCESS.get(name) == access.EVERYBODY
            else ", ".join(r for r in ROLES if r in access.ACCESS.get(name, ()))
        )
        does = (handler.fn.__doc__ or "").partition("\n")[0]
        rows.append([f"`{method} {min(handler.paths)}`", does, "no session needed" if name in access.OPEN else who])
    rows += [[f"`{route}`", "the carriers' interface", "a carrier's key"] for route in sorted(KEYED)]
    rows += [[f"`{route}`", "no person is named", "open"] for route in sorted(OPEN_TO_ALL)]
    return (
        "# Duties\n\nAn officer has one or more of these duties. Nobody is an administrator and sees travellers, and an auditor has no "
        "other duty. Made from `preclear/inspection/officer.py` and `preclear/web/workbench/access.py`; a test asks every address as "
        f"every duty.\n\n{table(['duty', 'what it is'], said)}\n\n## Who opens what\n\n{table(['address', 'what it does', 'who'], rows)}\n"
    )


def decisions() -> str:
    """The records of decisions, by number."""
    rows = []
    for path in sorted((HERE / "adr").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        number, _, words = title.partition(" ")
        rows.append([number.rstrip(".:"), f"[{words}]({path.name})"])
    return (
        "# Records of decisions\n\nWhat was chosen for long, and why; [0001](0001-record-of-decisions.md) says how they are kept.\n\n"
        + table(["number", "choice"], rows)
        + "\n"
    )


def schema() -> str:
    """The JSON Schema of a passenger list, which travels with the program."""
    return json.dumps(form.schema(), indent=2, ensure_ascii=False) + "\n"


def template(language: str) -> Callable[[], str]:
    """The template of a passenger list as a table."""
    return lambda: form.template_csv(language).decode("utf-8-sig").replace("\r\n", "\n")


def picture(name: str) -> Callable[[], str]:
    """The picture of a TOML file."""
    return lambda: draw((HERE / f"pictures/{name}.toml").read_text(encoding="utf-8"))


PAGES: Mapping[str, Callable[[], str]] = {
    "reference/commands.md": commands,
    "reference/settings.md": settings.reference,
    "reference/events.md": events,
    "reference/faults.md": faults,
    "reference/rules.md": all_rules,
    "reference/facts.md": facts.reference,
    "reference/language.md": language.reference,
    "reference/duties.md": duties,
    "adr/README.md": decisions,
    "../preclear/resources/passenger-list.schema.json": schema,
    "examples/passenger-list-en.csv": template("en"),
    "examples/passenger-list-fr.csv": template("fr"),
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
