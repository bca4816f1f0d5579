"""Rules: every version as the bytes of its file, the steps of its life, and what outcomes rest on.

The database is the one source of what is in force. A folder of rules is taken in when it changed; what a file says comes into force by
that only where the file and the version in force were the same before, so that a file never undoes what an officer did.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
from psycopg.rows import class_row

from preclear import rules as room
from preclear.audit import Event
from preclear.errors import Conflict, NotFound, NotPermitted, SourceError
from preclear.manifest import Reason
from preclear.rules import Asked, Assessment, RuleSet, Undecided, kept, life, named
from preclear.rules.life import Duty, Measure, Standing, State
from preclear.rules.named import Lists
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read, text

SQL = sql.load("rules")
FILES, NODE = "files", "node"  # who take steps beside people
LISTS = f"{named.FOLDER}/"  # before the names of named lists, which are kept as rules are
NO_EVIDENCE: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a rule."""

    id: int
    rule: str
    number: int  # among the versions of the rule, from 1
    content: bytes
    digest: str
    origin: str  # files, workbench
    written_by: str
    written_at: datetime
    why: str
    state: State

    @property
    def is_list(self) -> bool:
        """Whether it is one of a named list, not of a rule."""
        return self.rule.startswith(LISTS)

    def read(self, lists: Lists) -> room.Rule:
        """Return what its file says, given the lists that it may name. Raises ``SourceError`` for one that is no rule (yet)."""
        return room.read(self.content, f"{self.rule}.toml", lists)

    @property
    def stands(self) -> bool:
        """Whether it is the version that holds for its rule, though it may be suspended."""
        return self.state in life.STANDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step in the life of a version."""

    id: int
    version_id: int
    number: int
    former: State
    state: State
    taken_by: str
    taken_at: datetime
    why: str
    evidence: Mapping[str, Any]


def find(db: Database, version: int) -> Version:
    """Return a version. Raises ``NotFound``."""
    with db.cursor(row_factory=class_row(Version)) as cursor:
        found = cursor.execute(SQL["find"], {"id": version}).fetchone()
    if found is None:
        raise NotFound("there is no such version of a rule")
    return found


def versions(db: Database, rule: str | None = None) -> list[Version]:
    """Return the versions of a rule, or of all, by rule and newest first."""
    return _versions(db, "versions", rule=rule)


def steps(db: Database, rule: str) -> list[Step]:
    """Return the steps in the life of all versions of a rule, newest first."""
    with db.cursor(row_factory=class_row(Step)) as cursor:
        return cursor.execute(SQL["steps"], {"rule": rule}).fetchall()


def in_state(db: Database, *states: State) -> list[Version]:
    """Return all versions that are in one of these states, by rule."""
    return _versions(db, "in_state", states=list(states))


def in_force(db: Database, former: RuleSet | None = None) -> RuleSet:
    """Return the rules in force; ``former`` itself where nothing has changed since.

    Raises ``SourceError`` for a version that this program cannot read, saying how to mend it.
    """
    return _rule_set(in_state(db, "in_force", "throttled"), former)


def in_shadow(db: Database, former: RuleSet | None = None) -> RuleSet:
    """Return the rules in shadow, with the lists in force; ``former`` itself where nothing has changed since."""
    return _rule_set([*_lists_in_force(db), *(version for version in in_state(db, "shadow") if not version.is_list)], former)


def lists_in_force(db: Database) -> Lists:
    """Return the named lists in force. Raises ``SourceError`` for one that this program cannot read."""
    found = _lists_in_force(db)
    return {one.name: one for one in (named.read(each.content, f"{each.rule.removeprefix(LISTS)}.toml") for each in found)}


def _lists_in_force(db: Database) -> list[Version]:
    return [version for version in in_state(db, "in_force", "throttled") if version.is_list]


def _rule_set(held: Sequence[Version], former: RuleSet | None) -> RuleSet:
    numbers = {version.rule: version.id for version in held}
    throttled = frozenset(version.rule for version in held if version.state == "throttled")
    if former is not None and former.versions == numbers:
        return former if former.throttled == throttled else replace(former, throttled=throttled)
    try:
        return room.of_whole({version.rule: version.content for version in held}, throttled=throttled, versions=numbers)
    except SourceError as wrong:
        raise SourceError(f"{wrong}: this program cannot read a rule in force; suspend it (preclear rules suspend) or mend it") from wrong


def write(db: Database, rule: str, content: bytes, *, by: str, why: str, now: datetime, on: int | None = None) -> Version:
    """Keep a new version of a rule, as a draft, and return it. Drafts before it are replaced; what is in force or in shadow stays.

    ``on`` is the number of the version that its writer began from. Raises ``Conflict`` where there is a newer one, ``ValueError`` where
    no reason is given or the rule's name is no name of a file.
    """
    if not why.strip():
        raise ValueError("a version of a rule is written for a reason")
    db.execute(SQL["hold"])
    before = versions(db, rule)
    if on is not None and before and before[0].number != on:
        raise Conflict("somebody wrote another version meanwhile", code="rule-written")
    made = _add(db, rule, content, origin="workbench", by=by, why=why, now=now)
    for version in before:
        if version.state in ("draft", "checked", "back_tested"):
            _take(db, version, "replaced", by=by, why=f"version {made.number} was written", now=now)
    events.notify(db, rule=rule)
    return made


def step(
    db: Database,
    version: int,
    to: State,
    *,
    by: str,
    duties: frozenset[Duty],
    why: str,
    now: datetime,
    evidence: Mapping[str, Any] = NO_EVIDENCE,
) -> Version:
    """Lead a version to a state, and return it as it is then. What stood for its rule is replaced by what comes into force.

    Raises ``NotPermitted`` with the code of ``rules.life.refused`` where that may not be.
    """
    db.execute(SQL["hold"])
    found = find(db, version)
    if reason := life.refused(standing(db, found), to, by=by, duties=duties, why=why):
        raise NotPermitted(f"this version of the rule cannot become {to}: {reason}", code=f"rule-{reason}")
    others = [each for each in versions(db, found.rule) if each.id != version]
    for other in others:
        if (to == "in_force" and other.stands) or (to == "shadow" and other.state == "shadow"):
            _take(db, other, "replaced", by=by, why=f"version {found.number} takes its place", now=now)
    _take(db, found, to, by=by, why=why.strip(), now=now, evidence=evidence)
    events.notify(db, rule=found.rule)
    return find(db, version)


def standing(db: Database, version: Version) -> Standing:
    """Return a version as the table of moves sees it: whether its cases pass, what it may refer, and what was measured."""
    share = None
    try:
        if version.is_list:
            files = {each.rule: each.content for each in in_state(db, "in_force", "throttled")} | {version.rule: version.content}
            ruleset = room.of_whole(files)
        else:
            rule = version.read(lists_in_force(db))
            ruleset, share = RuleSet((rule,), ""), rule.limit
        passes = all(result.passed for result in room.check(ruleset))
    except SourceError:
        passes = False
    return Standing(state=version.state, written_by=version.written_by, passes=passes, share=share, measure=measured(db, version))


def measured(db: Database, version: Version) -> Measure | None:
    """Return for how many people a version fired: since it is in shadow or in force, else in its latest back-test; None: not measured."""
    if version.state in ("shadow", "in_force", "throttled"):
        found = fired_since(db, version.id)
        return found if found.people else None
    row = db.execute(SQL["share_evidence"], {"version": version.id}).fetchone()
    if row and {"people", "fired"} <= row[0].keys():
        return Measure(people=int(row[0]["people"]), fired=int(row[0]["fired"]))
    return None


def fired_since(db: Database, version: int, since: datetime | None = None) -> Measure:
    """Return for how many people a version fired since an instant, and since it last came into force or into shadow."""
    row = db.execute(SQL["since"], {"version": version, "since": since}).fetchone()
    return Measure(people=row[0], fired=row[1]) if row else Measure(people=0, fired=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What became of the files of a folder, by rule."""

    started: tuple[str, ...] = ()  # in force now
    drafts: tuple[str, ...] = ()  # an officer changed the rule in the workbench, so that the file waits for one
    repealed: tuple[str, ...] = ()  # its file is gone
    same: tuple[str, ...] = ()  # nothing changed


def take_in(db: Database, files: Mapping[str, bytes], *, now: datetime, start: bool = True, by: str = FILES, own: bool = True) -> TakenIn:
    """Take in a folder of rules, given as the bytes of each file by rule: what changed since it was last taken in is a new version.

    It is in force where file and rule were the same before, or the rule is new; else it is a draft for the workbench. With ``start``
    false everything new is a draft, unless no rule was ever kept. A rule whose file is gone is repealed, if it was as the file said.
    A folder that is not the node's ``own`` brings versions of its rules, in force where the workbench did not change them, and ends none.
    Raises ``SourceError`` for a file that is no rule; nothing is taken in then.
    """
    db.execute(SQL["hold"])
    digests = {rule: hashlib.sha256(content).hexdigest() for rule, content in files.items()}
    if own and digests == dict(db.execute(SQL["files"]).fetchall()):
        return TakenIn(same=tuple(sorted(files)))
    lists = {} if own else {version.rule: version.content for version in _lists_in_force(db)}
    room.of_whole({**lists, **files})
    history: dict[str, list[Version]] = {}
    for version in versions(db):
        history.setdefault(version.rule, []).append(version)
    seen = dict(db.execute(SQL["files"]).fetchall()) if own else _by_files(history)
    may_start, who = start or not history, "" if by == FILES else f", taken in by {by}"
    became: dict[str, list[str]] = {"started": [], "drafts": [], "repealed": [], "same": []}
    for rule, content in sorted(files.items()):
        if own:
            db.execute(SQL["saw"], {"rule": rule, "digest": digests[rule], "now": now})
        became[_take_in(db, rule, content, history.get(rule, []), seen.get(rule), start=may_start, who=who, now=now)].append(rule)
    for rule in sorted(seen.keys() - files.keys()) if own else ():
        stands = next((version for version in history.get(rule, []) if version.state in ("in_force", "throttled")), None)
        if may_start and stands and stands.digest == seen[rule]:
            _take(db, stands, "repealed", by=FILES, why=f"its file is gone{who}", now=now)
            became["repealed"].append(rule)
        db.execute(SQL["gone"], {"rule": rule})
    if became["started"] or became["drafts"] or became["repealed"]:
        detail = {name: rules for name, rules in became.items() if name != "same"}
        events.write(db, Event("rule.taken_in", by, "rules", detail=detail), at=now)
        events.notify(db, rule="files")
    return TakenIn(**{name: tuple(rules) for name, rules in became.items()})


def _take_in(
    db: Database, rule: str, content: bytes, own: Sequence[Version], seen: str | None, *, start: bool, who: str, now: datetime
) -> str:
    """Take in one file, and return what became of it, as a field of ``TakenIn``."""
    digest = hashlib.sha256(content).hexdigest()
    stands = next((version for version in own if version.stands), None)
    if digest == seen or (stands and stands.digest == digest):
        return "same"
    if not (start and _follows_file(db, rule, own, stands, seen)):
        _add(db, rule, content, origin="files", by=FILES, why=f"its file was changed{who}", now=now)
        return "drafts"
    made = _add(db, rule, content, origin="files", by=FILES, why=f"its file is new or changed{who}", now=now)
    if stands:
        _take(db, stands, "replaced", by=FILES, why=f"version {made.number} takes its place", now=now)
    _take(db, made, "in_force", by=FILES, why=f"the folder of rules was changed{who}", now=now)
    return "started"


def _by_files(history: Mapping[str, Sequence[Version]]) -> dict[str, str]:
    """Return the digest of each rule that stands as a file said it, by rule."""
    return {
        rule: version.digest for rule, versions in history.items() for version in versions if version.stands and version.origin == "files"
    }


def _follows_file(db: Database, rule: str, own: Sequence[Version], stands: Version | None, seen: str | None) -> bool:
    """Whether a rule is as its file was before, so that the changed file may change it."""
    if stands:
        return stands.state != "suspended" and stands.digest == seen
    repealed = next((version for version in own if version.state == "repealed"), None)
    if repealed is None:
        return not own
    last = next(each for each in steps(db, rule) if each.version_id == repealed.id)
    return last.taken_by == FILES and seen is None


def _add(db: Database, rule: str, content: bytes, *, origin: str, by: str, why: str, now: datetime) -> Version:
    columns = {"rule": rule, "content": content, "origin": origin, "by": by, "why": why.strip(), "now": now}
    try:
        with db.cursor(row_factory=class_row(Version)) as cursor:
            made = cursor.execute(SQL["add"], columns).fetchone()
    except psycopg.errors.CheckViolation as wrong:
        raise ValueError("a rule is named by letters, digits, hyphens, dots and underscores") from wrong
    if made is None:
        raise LookupError("a version that was kept is not there")
    detail = {"rule": rule, "number": made.number, "digest": made.digest, "origin": origin, "why": why.strip()}
    events.write(db, Event("rule.written", by, f"rule_version:{made.id}", detail=detail), at=now)
    return made


def _take(
    db: Database,
    version: Version,
    to: State,
    *,
    by: str,
    why: str,
    now: datetime,
    evidence: Mapping[str, Any] = NO_EVIDENCE,
) -> None:
    columns = {"version": version.id, "former": version.state, "state": to, "by": by, "why": why, "now": now, "evidence": jsonb(evidence)}
    try:
        db.execute(SQL["step"], columns)
    except psycopg.errors.SerializationFailure as overtaken:
        raise Conflict("somebody led this version on meanwhile", code="rule-moved") from overtaken
    except (psycopg.errors.CheckViolation, psycopg.errors.ForeignKeyViolation) as refused:
        raise NotPermitted("this version of the rule cannot take that step", code="rule-no_such_step") from refused
    detail = {"rule": version.rule, "number": version.number, "former": version.state, "new": to, "why": why, "evidence": dict(evidence)}
    events.write(db, Event("rule.moved", by, f"rule_version:{version.id}", detail=detail), at=now)


# What outcomes rest on ---------------------------------------------------------------------------------------------------------


def keep_assessment(db: Database, manifest: int, people: Sequence[Asked], rules: RuleSet, *, on: date, program: str, now: datetime) -> int:
    """Keep all that the outcomes of some people follow from, and return its number."""
    db.execute(SQL["keep_set"], {"digest": rules.digest, "versions": sorted(rules.versions.values())})
    columns = {
        "manifest": manifest,
        "on": on,
        "rules": rules.digest,
        "throttled": sorted(rules.throttled),
        "program": program,
        "facts": kept.write(people),
        "now": now,
    }
    row = db.execute(SQL["keep_assessment"], columns).fetchone()
    return int(row[0]) if row else 0


def count(db: Database, people: int, rules: Iterable[RuleSet], fired: Mapping[int, int], *, now: datetime) -> None:
    """Note of how many people each version was asked, and for how many it fired (by number of the version)."""
    asked = sorted(number for each in rules for name, number in each.versions.items() if not name.startswith(LISTS))
    if people and asked:
        said = jsonb({str(version): number for version, number in fired.items()})
        db.execute(SQL["count"], {"now": now, "people": people, "versions": asked, "fired": said})


def counts(db: Database, *, now: datetime, hours: int = life.WINDOW_HOURS) -> dict[int, Measure]:
    """Return for how many people each version fired in the last hours, by its number."""
    rows = db.execute(SQL["counts"], {"since": now - timedelta(hours=hours)}).fetchall()
    return {version: Measure(people=people, fired=fired) for version, people, fired in rows}


def keep_shadow(db: Database, assessment: int, fired: Iterable[tuple[int, int, Reason]]) -> None:
    """Keep what versions in shadow would have said: place in the list, number of the version, reason."""
    with db.cursor() as cursor, cursor.copy("COPY shadow_fired (assessment_id, ordinal, version_id, reason) FROM STDIN") as copy:
        for ordinal, version, reason in fired:
            copy.write_row((assessment, ordinal, version, text(reason)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A past outcome, with all that it rested on."""

    traveller: int
    recorded: Mapping[str, Any]  # outcome, reasons, needs, undecided, throttled, as they were saved
    asked: Asked
    on: date
    rules: RuleSet
    versions: tuple[Version, ...]  # of the rules in force then
    program: str
    assessed_at: datetime
    evidence: Mapping[str, Any] = field(default_factory=dict)


def outcome(db: Database, traveller: int) -> Outcome:
    """Return a past outcome by the number of its declaration of a person. Raises ``NotFound``, also where nothing was kept of it yet."""
    row = db.execute(SQL["outcome"], {"id": traveller}).fetchone()
    if row is None:
        raise NotFound("there is no such outcome")
    number, ordinal, said, reasons, undecided, needs, held_back, assessment, on, digest, throttled, program, facts, at = row
    if assessment is None:
        raise NotFound("this outcome was saved before what it rests on was kept")
    with db.cursor(row_factory=class_row(Version)) as cursor:
        versions_then = tuple(cursor.execute(SQL["set"], {"digest": digest}).fetchall())
    files = {version.rule: version.content for version in versions_then}
    numbers = {version.rule: version.id for version in versions_then}
    rules = room.of_whole(files, throttled=frozenset(throttled), versions=numbers)
    if rules.digest != digest:
        raise NotFound("not all rules of this outcome are kept")
    recorded = record(said, read(tuple[Reason, ...], reasons), needs, read(tuple[Undecided, ...], undecided), held_back)
    asked = next(person for person in kept.read(facts) if person.ordinal == ordinal)
    return Outcome(
        traveller=number,
        recorded=recorded,
        asked=asked,
        on=on,
        rules=rules,
        versions=versions_then,
        program=program,
        assessed_at=at,
    )


def record_of(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as outcomes are compared."""
    return record(assessment.outcome, assessment.reasons, assessment.needs, assessment.undecided, assessment.throttled)


def record(
    outcome: str, reasons: Sequence[Reason], needs: Iterable[str], undecided: Sequence[Undecided], throttled: Iterable[str]
) -> dict[str, Any]:
    """Return what an outcome says: equal to the byte for equal outcomes."""
    return {
        "outcome": outcome,
        "reasons": list(reasons),
        "needs": sorted(needs),
        "undecided": list(undecided),
        "throttled": sorted(throttled),
    }


def forget_counts(db: Database, *, now: datetime, days: int = 31) -> None:
    """Delete counts that no share is judged by any more."""
    db.execute(SQL["forget_counts"], {"before": now - timedelta(days=days)})


def _versions(db: Database, query: str, **facts: object) -> list[Version]:
    with db.cursor(row_factory=class_row(Version)) as cursor:
        return cursor.execute(SQL[query], facts).fetchall()
