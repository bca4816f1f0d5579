"""The rules: which are in force, every version and step of each, and the editor in which one is written, tried, and approved by another.

Only counts are on these pages; no traveller can be reached from them.
"""

from __future__ import annotations

import codecs
import re
from difflib import SequenceMatcher
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath

from preclear import rules as room
from preclear.errors import Conflict, NotPermitted, SourceError
from preclear.rules import Rule, RuleSet, life, named, reading
from preclear.rules.cel import operations
from preclear.rules.life import Duty, State
from preclear.store import officers
from preclear.store import rules as held
from preclear.store.pool import Database
from preclear.store.rules import LISTS, Version
from preclear.web.workbench import mistakes
from preclear.web.workbench.access import may
from preclear.web.workbench.page import fragment, page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

LONGEST = 60_000  # characters of a file
FUNCTIONS = sorted({*operations.FUNCTIONS, *operations.LEAST_AND_MOST, "distance", "has", "size"})
PLACE = re.compile(r"line (\d+), column (\d+)")
LOOKS: dict[State, tuple[str, str]] = {  # colour and shape of a state
    "draft": ("wait", "document"),
    "checked": ("work", "agrees"),
    "back_tested": ("work", "find"),
    "shadow": ("wait", "unknown"),
    "approved": ("work", "person"),
    "in_force": ("ok", "ok"),
    "throttled": ("stop", "attn"),
    "suspended": ("attn", "lock"),
    "repealed": ("wait", "stop"),
    "replaced": ("wait", "wait"),
}
BY_HAND: tuple[State, ...] = ("checked", "shadow", "approved", "in_force", "suspended", "repealed")  # back-testing has a page of its own
FRESH = """kind = "data"
title = {en = "", fr = ""}
reason = {en = "", fr = ""}
source = ""
owner = ""
then = "note"
when = \"\"\"
traveller.age < adult
\"\"\"
versions = [{from = 2026-01-01, adult = 18}]
cases = [
  {name = "", on = 2026-05-01, traveller.age = 17, fires = true},
  {name = "", on = 2026-05-01, traveller.age = 18, fires = false},
]
"""


@get("/rules", name="rules", sync_to_thread=True)
def rules(visit: Visiting) -> Response[str]:
    """Show all rules and lists, each with the version that stands and the one that is on its way."""
    with visit.node.pool.connection() as db:
        lists = held.lists_in_force(db)
        counted = held.counts(db, now=visit.now)
        by_rule: dict[str, list[Version]] = {}
        for version in held.versions(db):
            by_rule.setdefault(version.rule, []).append(version)
        rows = [_row(versions, lists, counted, visit) for versions in by_rule.values()]
        return page(
            visit,
            db,
            "rules.html",
            here="rules",
            rules=[row for row in rows if not row["list"]],
            lists=[row for row in rows if row["list"]],
            throttled=[row for row in rows if row["state"]["name"] == "throttled"],
            hours=life.WINDOW_HOURS,
            may_write=may(visit.officer.roles, "write_rule"),
        )


@get("/rules/new", name="new_rule", sync_to_thread=True)
def new_rule(visit: Visiting) -> Response[str]:
    """Show the editor with a rule that is none yet."""
    with visit.node.pool.connection() as db:
        return _edit(visit, db, {"content": FRESH})


@get("/rules/versions/{version:int}", name="rule_version", sync_to_thread=True)
def rule_version(version: FromPath[int], visit: Visiting) -> Response[str]:
    """Show one version of a rule: what it says, its life, how it differs from another, and the editor."""
    with visit.node.pool.connection() as db:
        return _version(visit, db, held.find(db, version))


@post("/rules/try", name="try_rule", sync_to_thread=True, status_code=200)
def try_rule(request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[str]:
    """Read what was typed, say it in plain language and run its cases. Nothing is kept."""
    said = _said(form)
    with visit.node.pool.connection() as db:
        if "HX-Request" in request.headers:
            return fragment(visit, "rule_tried.html", tried=_tried(said["rule"], said["content"].encode(), db, visit))
        base = held.find(db, int(said["base"])) if said["base"].isdecimal() else None
        return _version(visit, db, base, said) if base else _edit(visit, db, said)


@post("/rules/write", name="write_rule", sync_to_thread=True)
def write_rule(form: Form, visit: Visiting) -> Response[Any]:
    """Keep what was typed as a new version; where its cases pass it is a checked one at once."""
    said, words = _said(form), visit.words
    with visit.node.pool.connection() as db:
        base = held.find(db, int(said["base"])) if said["base"].isdecimal() else None
        name = base.rule if base else said["rule"]
        content = _bytes(said["content"], base)
        wrong = {}
        if not said["why"]:
            wrong["why"] = words("rules-wrong-why")
        if base and content == base.content:
            wrong["content"] = words("rules-wrong-same")
        if not base and (not re.fullmatch(r"(lists/[a-z][a-z0-9_]*|[A-Za-z0-9][A-Za-z0-9_-]{0,99})", name) or held.versions(db, name)):
            wrong["rule"] = words("rules-wrong-name")
        if wrong:
            return _version(visit, db, base, said, wrong, status=422) if base else _edit(visit, db, said, wrong, status=422)
        on = int(said["on"]) if said["on"].isdecimal() else None
        try:
            made = held.write(db, name, content, by=visit.officer.actor, why=said["why"], now=visit.now, on=on)
        except Conflict:
            wrong = {"content": words("rules-wrong-overtaken")}
            return _version(visit, db, base, said, wrong, status=409) if base else _edit(visit, db, said, wrong, status=409)
        cases = _tried(name, content, db, visit)["cases"]
        if cases and all(case["passed"] for case in cases):
            why, evidence = f"its {len(cases)} cases pass", {"cases": len(cases)}
            held.step(db, made.id, "checked", by=visit.officer.actor, duties=_duties(visit), why=why, now=visit.now, evidence=evidence)
    return see(visit, f"/rules/versions/{made.id}?done=written")


@post("/rules/versions/{version:int}/move", name="move_rule", sync_to_thread=True)
def move_rule(version: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Lead a version to another state, as its life allows; an approver may put it in force with the same word."""
    to, why = str(form.get("to", "")), str(form.get("why", "")).strip()[:500]
    with visit.node.pool.connection() as db:
        found = held.find(db, version)
        if to not in BY_HAND:
            raise NotPermitted("There is no such step", code="rule-no_such_step")
        if not why:
            return _version(visit, db, found, wrong={f"why-{to}": visit.words("rules-wrong-why")}, status=422)
        steps: tuple[State, ...] = ("approved", "in_force") if to == "approved" and form.get("start") == "yes" else (to,)
        for each in steps:
            held.step(db, version, each, by=visit.officer.actor, duties=_duties(visit), why=why, now=visit.now)
    visit.node.reload()
    return see(visit, f"/rules/versions/{version}?done={steps[-1]}")


def _said(form: FormMultiDict) -> dict[str, str]:
    """Return what was sent; the ends of lines as files have them."""
    lengths = {"content": LONGEST, "rule": 100, "why": 500, "base": 12, "on": 9}
    said = {name: str(form.get(name, ""))[:most] for name, most in lengths.items()}
    return said | {"content": said["content"].replace("\r\n", "\n"), "why": said["why"].strip(), "rule": said["rule"].strip()}


def _bytes(content: str, base: Version | None) -> bytes:
    """Return a text as the bytes of its file: a browser sends ends of lines of its own, and those of lines that stayed are the file's.

    New lines end as most lines of the file do; a mark before the first letter stays.
    """
    new = content.encode()
    if base is None:
        return new
    mark = codecs.BOM_UTF8 if base.content.startswith(codecs.BOM_UTF8) else b""
    old, lines = base.content.removeprefix(mark).splitlines(keepends=True), new.splitlines(keepends=True)
    bare = [line.rstrip(b"\r\n") for line in old]
    usual = b"\r\n" if 2 * sum(line.endswith(b"\r\n") for line in old) > len(old) else b"\n"
    ends = [usual] * len(lines)
    for block in SequenceMatcher(None, bare, [line.rstrip(b"\n") for line in lines]).get_matching_blocks():
        for n in range(block.size):
            ends[block.b + n] = old[block.a + n][len(bare[block.a + n]) :] or usual
    return mark + b"".join(line[:-1] + end if line.endswith(b"\n") else line for line, end in zip(lines, ends, strict=True))


def _text(content: bytes) -> str:
    """Return the bytes of a file as the editor shows them."""
    return content.decode("utf-8-sig", errors="replace")


def _duties(visit: Visit) -> frozenset[Duty]:
    return frozenset[Duty]().union(*(life.DUTIES.get(role, frozenset()) for role in visit.officer.roles))


def _row(versions: list[Version], lists: named.Lists, counted: dict[int, life.Measure], visit: Visit) -> dict[str, Any]:
    """Return a rule as the table shows it."""
    stands = next((version for version in versions if version.stands), None)
    on_its_way = next((version for version in versions if version.state in life.OPEN), None)
    shown = stands or on_its_way or versions[0]
    in_force = visit.node.circumstances.rules
    rule = in_force.rule(shown.rule) if in_force.versions.get(shown.rule) == shown.id else _read(shown, lists)
    measure = counted.get(stands.id) if stands else None
    return {
        "id": shown.rule,
        "list": shown.is_list,
        "version": shown,
        "state": _state(shown.state, visit),
        "title": rule.title[visit.language] if rule else shown.rule.removeprefix(LISTS),
        "kind": visit.words(f"rules-kind-{rule.kind}") if rule else "",
        "then": visit.words(f"rules-then-{rule.then}", severity=rule.severity or 0) if rule else "",
        "next": on_its_way if on_its_way is not shown else None,
        "next_state": _state(on_its_way.state, visit) if on_its_way else None,
        "measure": measure,
        "share": rule.share if rule else None,
        "fired": visit.words("rules-fired", n=measure.fired, people=measure.people) if measure else "",
    }


def _read(version: Version, lists: named.Lists) -> Rule | None:
    try:
        return None if version.is_list else version.read(lists)
    except SourceError:
        return None


def _state(state: State, visit: Visit) -> dict[str, Any]:
    colour, shape = LOOKS[state]
    return {"name": state, "kind": colour, "icon": shape, "text": visit.words(f"rules-state-{state.replace('_', '-')}")}


def _edit(visit: Visit, db: Database, said: dict[str, str], wrong: dict[str, Any] | None = None, *, status: int = 200) -> Response[str]:
    """Return the editor of a rule that is to be."""
    return page(
        visit,
        db,
        "rule_new.html",
        here="rules",
        status=status,
        form={"rule": "", "why": "", "base": "", "on": ""} | said,
        wrong=wrong or {},
        tried=_tried(said.get("rule", ""), said["content"].encode(), db, visit),
        facts=_offers(held.lists_in_force(db), visit),
        base=None,
    )


def _version(
    visit: Visit,
    db: Database,
    version: Version,
    said: dict[str, str] | None = None,
    wrong: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> Response[str]:
    words = visit.words
    versions = held.versions(db, version.rule)
    names = {officer.actor: officer.name for officer in officers.all_open(db)}
    standing = held.standing(db, version)
    rule = _read(version, held.lists_in_force(db))
    form = {"content": _text(version.content), "why": "", "base": str(version.id), "on": str(versions[0].number)} | (said or {})
    return page(
        visit,
        db,
        "rule.html",
        here="rules",
        status=status,
        version=version,
        base=version,
        rule=rule,
        title=rule.title[visit.language] if rule else version.rule,
        state=_state(version.state, visit),
        done=words(f"rules-done-{str(visit.query.get('done')).replace('_', '-')}")
        if words.has(f"rules-done-{str(visit.query.get('done')).replace('_', '-')}")
        else "",
        measure=standing.measure and words("rules-fired", n=standing.measure.fired, people=standing.measure.people),
        in_shadow=version.state == "shadow",
        share=rule.share if rule else None,
        moves=_moves(standing, visit),
        backtest=may(visit.officer.roles, "rule_backtest") and not version.is_list and version.state in ("checked", "back_tested"),
        may_write=may(visit.officer.roles, "write_rule"),
        tried=_tried(version.rule, form["content"].encode(), db, visit),
        facts=_offers(held.lists_in_force(db), visit),
        form=form,
        wrong=wrong or {},
        versions=[
            {"id": one.id, "number": one.number, "state": _state(one.state, visit), "by": names.get(one.written_by, one.written_by)}
            | {"at": visit.moment(one.written_at), "why": one.why, "here": one.id == version.id}
            for one in versions
        ],
        steps=[
            {"number": step.number, "state": _state(step.state, visit), "by": names.get(step.taken_by, step.taken_by)}
            | {"at": visit.moment(step.taken_at), "why": step.why}
            for step in held.steps(db, version.rule)
        ],
        difference=_difference(version, versions, visit),
        written_by=names.get(version.written_by, version.written_by),
        written_at=visit.moment(version.written_at),
    )


def _moves(standing: life.Standing, visit: Visit) -> list[dict[str, Any]]:
    """Return the steps that lead on from here, each with why this officer may not take it, if so."""
    found = []
    for to in BY_HAND:
        if (standing.state, to) not in life.MOVES:
            continue
        refused = life.refused(standing, to, by=visit.officer.actor, duties=_duties(visit), why="asked")
        if life.MOVES[standing.state, to] == "files" or (refused == "duty" and not _duties(visit)):
            continue
        found.append(
            {"to": to, "do": visit.words(f"rules-do-{to.replace('_', '-')}"), "refused": refused and visit.words(f"refused-rule-{refused}")}
        )
    return found


def _difference(version: Version, versions: list[Version], visit: Visit) -> dict[str, Any] | None:
    """Return how a version differs from another, line by line: from the one asked for, else the one that stands, else the one before."""
    others = [one for one in versions if one.id != version.id]
    asked = next((one for one in others if str(one.id) == visit.query.get("against")), None)
    other = asked or next((one for one in others if one.stands), None) or next((one for one in others if one.number < version.number), None)
    if other is None:
        return None
    old, new = _text(other.content).splitlines(), _text(version.content).splitlines()
    shown: list[dict[str, str]] = []
    for what, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            shown += [{"what": "same", "text": line} for line in new[first:last]]
        else:
            shown += [{"what": "gone", "text": line} for line in old[start:end]]
            shown += [{"what": "added", "text": line} for line in new[first:last]]
    return {"number": other.number, "lines": _near(shown), "others": others, "other": other.id, "asked": asked is not None}


def _near(lines: list[dict[str, str]], around: int = 2) -> list[dict[str, str]]:
    """Return the lines that changed, with a few around them."""
    changed = [at for at, line in enumerate(lines) if line["what"] != "same"]
    wanted = {near for at in changed for near in range(at - around, at + around + 1)}
    return [line for at, line in enumerate(lines) if at in wanted]


def _tried(name: str, content: bytes, db: Database, visit: Visit) -> dict[str, Any]:
    """Return what a text says as a rule: where it is wrong, or how it reads and what its cases give."""
    text = _text(content)
    try:
        if name.startswith(LISTS):
            files = {each.rule: each.content for each in held.in_state(db, "in_force", "throttled")} | {name: content}
            ruleset, rule = room.of_whole(files), None
        else:
            rule = room.read(content, f"{name or 'rule'}.toml", held.lists_in_force(db))
            ruleset = RuleSet((rule,), "")
    except SourceError as wrong:
        return {"wrong": _wrong(str(wrong), text, visit), "cases": [], "read": None, "passed": 0}
    cases = [
        {"rule": case.rule, "name": case.case, "on": visit.words.day(case.on), "passed": case.passed}
        | {"error": mistakes.said(case.error, visit.words) if case.error else None}
        | {"gave": visit.words(f"rules-gave-{_gave(case.fires)}"), "expected": visit.words(f"rules-gave-{_gave(case.expected)}")}
        for case in room.check(ruleset)
    ]
    newest = next((version for version in reversed(rule.versions) if version), None) if rule else None
    both = {language: reading.read(newest.condition, language) for language in ("en", "fr")} if newest else None
    return {"wrong": None, "cases": cases, "read": both, "passed": sum(case["passed"] for case in cases)}


def _gave(value: bool | None) -> str:
    return {True: "fires", False: "not", None: "untold"}[value]


def _wrong(sentence: str, text: str, visit: Visit) -> dict[str, Any]:
    """Return what is wrong, with the line and a mark under the place, where the sentence names one."""
    place = PLACE.search(sentence)
    lines = text.split("\n")
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    start = max(0, column - 60)
    return {
        "sentence": mistakes.said(sentence, visit.words),
        "line": line,
        "column": column,
        "shown": shown[start : start + 120],
        "mark": " " * (column - 1 - start) + "^" if shown or place else "",
    }


def _offers(lists: named.Lists, visit: Visit) -> list[dict[str, str]]:
    """Return what the editor offers, in the officer's language: every fact with its type, every function, every named list."""
    words = visit.words
    functions = [(f"{name}(", f"fact-function-{name}") for name in FUNCTIONS if words.has(f"fact-function-{name}")]
    return [
        *({"name": one["name"], "type": _type(one["type"], visit), "said": one[visit.language]} for one in reading.completions()),
        *({"name": name, "type": words("fact-function"), "said": words(key)} for name, key in functions),
        *({"name": name, "type": words("fact-list"), "said": lists[name].source} for name in sorted(lists)),
    ]


def _type(name: str, visit: Visit) -> str:
    """Return the name of a type; that of a record is the name of its facts."""
    if name.startswith("list of "):
        return visit.words("fact-list-of", of=_type(name.removeprefix("list of "), visit))
    key = f"fact-type-{name}"
    return visit.words(key) if visit.words.has(key) else name
