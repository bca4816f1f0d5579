"""Everything ends: what is due is masked or deleted, a small piece a transaction, by what policy says of this moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import psycopg

from preclear.audit import Event
from preclear.clearance.desk import Desk
from preclear.errors import Unreachable
from preclear.retention import Fate, Kind, Retention, fate
from preclear.retention.policy import Lengths
from preclear.store import events, holds, retention, yearly
from preclear.store.acting import RETENTION, acting
from preclear.store.pool import Database
from preclear.store.retention import Erasing, List, Part, Records, Row
from preclear.store.vault import Vault
from preclear.trials import disparity
from preclear.trials.disparity import Groups

OTHERS: tuple[Kind, ...] = ("baggage", "message", "case", "lookout", "query", "trial", "account", "partner", "order", "edition", "event")
AT_ONCE = 2_000  # rows of one transaction, where they belong to no voyage
AGAIN = timedelta(hours=1)  # how often kinds are looked at that nothing is due of
PUT_OFF = timedelta(days=1)  # a voyage that something is wrong with
CONFIRMED_WITHIN = timedelta(days=7)  # a hold that nobody confirms by then is none

Lasting = Mapping[Kind, Lengths]


def retain(node: Desk, now: datetime, *, most: int = 20) -> bool:
    """Do the next pieces of retention, at most so many, and return whether any is left to be done at this moment.

    Each piece is one transaction: one voyage, or some thousand rows of another kind. Whatever stops in between is gone on with by
    whoever comes next; several nodes take turns.
    """
    with acting(RETENTION):
        return _retain(node, now, most)


def _retain(node: Desk, now: datetime, most: int) -> bool:
    policy = node.retention
    held_to = f"{policy.digest} {policy.party} {max(one.since for one in policy.on(now.date()).values())}"
    with node.pool.connection() as db:
        if not retention.alone(db):
            return False
        _end_holds(db, now)
        retention.forget_sign_ins(db, now=now)
        if retention.state(db, retention.VOYAGES).policy != held_to:
            retention.look_at_all_again(db)
            retention.note(db, retention.VOYAGES, policy=held_to, now=None)
        due = retention.due_voyages(db, now=now, most=most)
    wrong = [said for voyage in due if (said := _one_voyage(node, voyage, now))]
    with node.pool.connection() as db:
        before = retention.state(db, retention.VOYAGES)
        failed = "; ".join(wrong) if due else before.failed  # what was put off is told until others were done without a fault
        done_at = before.looked_at if len(due) >= most else now
        retention.note(db, retention.VOYAGES, policy=held_to, now=done_at, failed=failed or None)
    if len(due) >= most:
        return True
    left = [_one_kind(node, kind, now) for kind in OTHERS]  # each has its turn
    return any(left)


def retain_voyage(db: Database, vault: Vault, voyage: int, *, policy: Retention, groups: Groups, now: datetime) -> Mapping[str, int]:
    """Mask and delete what is due of a voyage, note when to look again, and return what was done, by table.

    1. Declarations: each is of the kind of its list, and of a case or a visit where an officer worked on the person. 2. What officers did,
    and what happened at the site. 3. What lists hold beside declarations. 4. Bytes and answers. 5. What nothing hangs on any more.
    A person, case or voyage that a hold is on is passed over.
    """
    of = retention.times(db, voyage)
    if of is None:
        return {}
    lasting = policy.on(now.date())
    soonest = [fate(_kinds(kind, _instants(*of, of[2])), lasting, now) for kind in (False, True)]
    if not any(one.masked for one in soonest):  # all its messages came later than it was first heard of
        retention.look_again(db, voyage, min(one.then for one in soonest if one.then), touched=False)
        return {}
    told = retention.records(db, voyage, of)
    if told.held:
        retention.look_again(db, voyage, retention.NEVER, touched=False)
        return {}
    work = _Work(told, lasting, now)
    if not work.anything:
        retention.look_again(db, voyage, work.then, touched=False)
        return {}
    done = Erasing(db, "voyage", f"voyage:{voyage}", policy=policy.digest, now=now)
    yearly.count(db, [*work.masked, *work.over], groups)  # before they are gone
    retention.erase_visits(done, voyage, work.ended("visit"))
    retention.erase_cases(done, voyage, work.ended("case"))
    retention.erase_people(done, voyage, work.over, work.gone)
    retention.mask_people(done, vault, voyage, work.masked)
    retention.mask_lists(done, vault, voyage, work.masked_lists, told.held_keys)
    retention.erase_lists(done, voyage, work.lists_over, told.held_keys)
    retention.mask_answers(done, vault, voyage, work.answers(over=False))
    retention.erase_answers(done, work.answers(over=True))
    done.do("mask_raw", "masked messages", raw=work.raw(over=False))
    yearly.count_messages(db, work.raw(over=True))
    retention.erase_raw(done, work.raw(over=True), told.raw)
    retention.rename_masked(done, voyage)
    ended = retention.end_voyage(done, voyage)
    if not ended:
        retention.look_again(db, voyage, work.then, touched=True)
    counts = done.close()
    _tell(db, "voyage", f"voyage:{voyage}", counts, policy=policy, now=now)
    if not ended:
        events.notify(db, voyage=voyage)
    return counts


class _Work:
    """What is to be done with the records of a voyage."""

    def __init__(self, told: Records, lasting: Lasting, now: datetime) -> None:
        self.told, self.lasting, self.now = told, lasting, now
        self.arrival = told.arrives_at or told.departs_at or told.first_seen_at
        self._thens: list[datetime] = []
        self._lists = {number: self._of_list(one) for number, one in told.lists.items()}
        self.masked: dict[int, Mapping[str, str]] = {}
        self.over: list[int] = []
        left = set()
        for (key, booking), rows in self._declarations().items():
            fates = [self._becomes(self._instants_of(booking, told.lists[row.manifest].received_at), key) for row in rows]
            if all(becomes.over for becomes in fates):
                self.over += [row.id for row in rows]
                continue
            left.add(key)
            for row, becomes in zip(rows, fates, strict=True):
                if becomes.masked and not row.masked:
                    self.masked[row.id] = self._masks(booking)
        self.gone = {row.key for row in told.people} - left  # of whom no declaration is left

    @property
    def then(self) -> datetime | str:
        """When somebody must look again."""
        return min(self._thens) if self._thens else retention.NEVER

    @property
    def anything(self) -> bool:
        """Whether anything is due."""
        return bool(
            self.masked or self.over or self.masked_lists or self.lists_over or self.ended("visit") or self.ended("case")
            or self.answers(over=True) or self.answers(over=False) or self.raw(over=True) or self.raw(over=False)
        )  # fmt: skip

    @property
    def lists_over(self) -> list[int]:
        """Lists whose time is over. Of one that stays, for those on whom an officer decided, that is done once, and again when they go."""
        told, gone = self.told, set(self.over)
        stay = {row.manifest for row in told.people if row.id not in gone}
        stay |= {manifest for manifest, _, key, _ in told.mentions if key in told.held_keys}
        return [number for number, becomes in self._lists.items() if becomes.over and not (told.lists[number].erased and number in stay)]

    @property
    def masked_lists(self) -> dict[int, Mapping[str, str]]:
        """Lists to be masked."""
        lists = self.told.lists
        return {
            n: self._masks(lists[n].booking)
            for n, becomes in self._lists.items()
            if becomes.masked and not becomes.over and not lists[n].masked
        }

    def ended(self, kind: Kind) -> list[str]:
        """The people whose case or visit is over."""
        acts = self.told.acts if kind == "case" else self.told.visits
        return [
            key
            for key, at in acts.items()
            if key not in self.told.held_keys and self._see({kind: {"last_act": max(at, self.arrival)}}).over
        ]

    def raw(self, *, over: bool) -> list[int]:
        """Messages whose bytes are over, all that was read from them being so; or to be masked, since some of it is."""
        found = []
        for number, parts in self.told.raw_parts.items():
            masked, erased = self.told.raw[number]
            fates = [self._of_part(one) for one in parts]
            is_over = all(each.over for each in fates) and not any(one.held for one in parts)
            if is_over and not erased if over else not is_over and not masked and any(each.masked for each in fates):
                found.append(number)
        return found

    def answers(self, *, over: bool) -> list[int]:
        """Answers that are over, or to be masked."""
        found = []
        for one in self.told.answers:
            parts = self.told.raw_parts.get(one.raw or 0, ())
            fates = [self._of_part(part) for part in parts] or [self._see(self._instants_of(False, one.made_at))]
            is_over = all(each.over for each in fates) and not any(part.held for part in parts)
            if is_over if over else not is_over and not one.masked and any(each.masked for each in fates):
                found.append(one.id)
        return found

    def _declarations(self) -> dict[tuple[str, bool], list[Row]]:
        """The declarations of each person, those of lists and of bookings apart: what amends another goes with it."""
        found: defaultdict[tuple[str, bool], list[Row]] = defaultdict(list)
        for row in self.told.people:
            found[row.key, self.told.lists[row.manifest].booking].append(row)
        return found

    def _of_list(self, one: List) -> Fate:
        return self._see(self._instants_of(one.booking, one.received_at))

    def _of_part(self, part: Part) -> Fate:
        return self._see(_kinds(part.booking, _instants(part.departs_at, part.arrives_at, part.first_seen_at, part.received_at)))

    def _becomes(self, kinds: dict[Kind, Mapping[str, datetime]], key: str) -> Fate:
        if key in self.told.held_keys:
            return Fate(masked=False, over=False, then=None)
        for kind, acts in (("case", self.told.acts), ("visit", self.told.visits)):
            if key in acts:
                kinds[kind] = {"last_act": max(acts[key], self.arrival)}  # type: ignore[index]  # both are kinds
        return self._see(kinds)

    def _see(self, kinds: Mapping[Kind, Mapping[str, datetime]]) -> Fate:
        found = fate(kinds, self.lasting, self.now)
        if found.then is not None:
            self._thens.append(found.then)
        return found

    def _instants_of(self, booking: bool, received_at: datetime) -> dict[Kind, Mapping[str, datetime]]:
        told = self.told
        return _kinds(booking, _instants(told.departs_at, told.arrives_at, told.first_seen_at, received_at))

    def _masks(self, booking: bool) -> Mapping[str, str]:
        return self.lasting["booking" if booking else "list"].masks


def _kinds(booking: bool, instants: Mapping[str, datetime]) -> dict[Kind, Mapping[str, datetime]]:
    return {"booking" if booking else "list": instants}


def _instants(departs: datetime | None, arrives: datetime | None, first_seen: datetime, received: datetime) -> Mapping[str, datetime]:
    """From when lengths run. Where an instant of the voyage is not known, the next best one holds."""
    return {"departure": departs or arrives or first_seen, "arrival": arrives or departs or first_seen, "receipt": received}


def _one_voyage(node: Desk, voyage: int, now: datetime) -> str | None:
    """Settle a voyage. One with something wrong holds up no other: it is put off, and what was wrong is returned without its words."""
    groups = disparity.load(node.settings.policy("disparity"))
    try:
        with node.pool.connection() as db:
            retain_voyage(db, node.vault, voyage, policy=node.retention, groups=groups, now=now)
    except Unreachable:
        raise
    except Exception as wrong:  # noqa: BLE001 - whatever it is, the other voyages must go on
        with node.pool.connection() as db:
            retention.look_again(db, voyage, now + PUT_OFF, touched=True)
        named = wrong.diag.constraint_name if isinstance(wrong, psycopg.Error) else None
        return f"voyage {voyage}: {type(wrong).__name__} {named or ''}".strip()
    return None


def _one_kind(node: Desk, kind: Kind, now: datetime) -> bool:
    """Delete the next rows of a kind, and return whether more are due."""
    policy = node.retention
    lengths = policy.on(now.date())[kind]
    before = lengths.deleted_after.over(now)
    with node.pool.connection() as db:
        if not retention.alone(db):
            return False
        at = retention.state(db, kind)
        same_hour = at.looked_at is not None and at.looked_at <= now < at.looked_at + AGAIN and at.policy == policy.digest
        if same_hour and at.looked_at and lengths.deleted_after.over(at.looked_at) == before:
            return False
        position = at.position if at.policy == policy.digest else 0
        with db.transaction() as piece:
            done = Erasing(db, kind, kind, policy=policy.digest, now=now)
            if kind == "event":
                touched, position = retention.empty_events(done, position=position, before=before, most=AT_ONCE)
            elif kind == "edition":
                touched = retention.former_editions(done, before=before, most=AT_ONCE)
            else:
                touched = retention.other_kind(done, kind, starts=lengths.starts, before=before, most=AT_ONCE)
            if counts := done.close():
                _tell(db, kind, kind, counts, policy=policy, now=now)
            else:
                raise psycopg.Rollback(piece)  # nothing was due
        more = touched >= AT_ONCE
        retention.note(db, kind, policy=policy.digest, now=None if more else now, position=position)
    return more


def _end_holds(db: Database, now: datetime) -> None:
    ended = retention.end_holds(db, now=now, today=now.astimezone(UTC).date(), unconfirmed=now - CONFIRMED_WITHIN)
    for number, kind, subject in ended:
        holds.release(db, kind, subject)
        events.write(db, Event("hold.lapsed", "node", f"legal_hold:{number}", detail={"of": f"{kind}:{subject}"}), at=now)


def _tell(db: Database, kind: str, subject: str, counts: Mapping[str, int], *, policy: Retention, now: datetime) -> None:
    masked = {name: count for name, count in counts.items() if name.startswith("masked ")}
    erased = {name: count for name, count in counts.items() if name not in masked}
    said = {"of": kind, "policy": policy.digest[:12]}
    if masked:
        events.write(db, Event("record.masked", "node", subject, detail=said | masked), at=now)
    if erased:
        events.write(db, Event("record.erased", "node", subject, detail=said | erased), at=now)
