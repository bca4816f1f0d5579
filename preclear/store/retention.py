"""What retention does to the records: reads what there is of a voyage, masks it, deletes it, and goes through everything else in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from preclear.manifest import NotScreened, Reason, Traveller
from preclear.manifest.booking import Booking
from preclear.matching import Compared, resemblance
from preclear.retention import masking
from preclear.retention.masking import Masks
from preclear.store import sql, yearly
from preclear.store.pool import Database
from preclear.store.records import jsonb, read
from preclear.store.vault import Vault

SQL = sql.load("retention")
LOCK = 0x7072656372657465  # "precrete": one node at a time
VOYAGES = "voyages"  # under what it is noted how far all voyages have come
OF_VOYAGES = ("list", "booking", "case", "visit")
NEVER = "infinity"  # of what a hold keeps: looked at again when the hold ends
MASKED_KEY = "masked:"

VISIT = ("custody_moved", "custody_notice", "goods", "complaint", "declaration", "encounter_act", "encounter_taken", "encounter")
CASE = ("raised_met", "attachment", "note", "draft", "known_false_match", "decided_directive", "decision", "referral")
RENAMED = ("traveller", "mention", "referral", "directive", "note", "encounter", "declaration", "raised_met", "alarm_end")


@dataclass(frozen=True, slots=True)
class Row:
    """One declaration of a person on a voyage."""

    id: int
    key: str
    manifest: int
    masked: bool


@dataclass(frozen=True, slots=True)
class List:
    """One list or booking message of a voyage."""

    id: int
    booking: bool
    received_at: datetime
    raw: int
    masked: bool
    erased: bool  # but for the declarations of those on whom an officer decided


@dataclass(frozen=True, slots=True)
class Part:
    """What was read from a message: a list or booking, of a voyage with these times."""

    booking: bool
    received_at: datetime
    departs_at: datetime | None
    arrives_at: datetime | None
    first_seen_at: datetime
    held: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What went out about a voyage."""

    id: int
    raw: int | None
    made_at: datetime
    masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All that is known of a voyage, without a name in it."""

    id: int
    departs_at: datetime | None
    arrives_at: datetime | None
    first_seen_at: datetime
    held: bool  # all of it
    held_keys: frozenset[str]
    acts: Mapping[str, datetime]  # key -> when an officer last worked on them
    visits: Mapping[str, datetime]
    people: Sequence[Row]
    lists: Mapping[int, List]
    mentions: Sequence[tuple[int, int, str, bool]]  # manifest, ordinal, key, masked
    answers: Sequence[Answer]
    raw: Mapping[int, tuple[bool, bool]]  # masked, erased
    raw_parts: Mapping[int, Sequence[Part]]


class Erasing:
    """One transaction that masks or deletes: it says so first, and counts what it did."""

    def __init__(self, db: Database, kind: str, subject: str, *, policy: str, now: datetime) -> None:
        self.db, self.now, self.counts = db, now, Counter[str]()
        row = db.execute(SQL["begin"], {"now": now, "kind": kind, "subject": subject, "policy": policy}).fetchone()
        assert row is not None, "it returns what it inserts"
        self._id = row[0]

    def do(self, query: str, count_as: str = "", /, **named: Any) -> int:
        """Run a query of retention, and count the rows that it touched under a name, if one is given."""
        touched = self.db.execute(SQL[query], {"now": self.now, **named}).rowcount
        if count_as and touched > 0:
            self.counts[count_as] += touched
        return touched

    def close(self) -> Mapping[str, int]:
        """Write down what was done, and return it."""
        counts = {name: count for name, count in sorted(self.counts.items()) if count}
        self.db.execute(SQL["counted"], {"id": self._id, "counts": jsonb(counts)})
        return counts


def alone(db: Database) -> bool:
    """Return whether this transaction is the one that does retention now; others have nothing to do."""
    row = db.execute(SQL["one_at_a_time"], {"lock": LOCK}).fetchone()
    return bool(row and row[0])


def due_voyages(db: Database, *, now: datetime, most: int) -> list[int]:
    """Return voyages at which somebody must look, those first that were never looked at."""
    return [row[0] for row in db.execute(SQL["due_voyages"], {"now": now, "most": most}).fetchall()]


def times(db: Database, voyage: int) -> tuple[datetime | None, datetime | None, datetime] | None:
    """Hold a voyage and return its departure, arrival, and when it was first heard of; None where it is in use or gone."""
    return db.execute(SQL["hold_voyage"], {"voyage": voyage}).fetchone()


def records(db: Database, voyage: int, of: tuple[datetime | None, datetime | None, datetime]) -> Records:
    """Return what there is of a voyage."""
    asked = {"voyage": voyage}
    departs, arrives, first_seen = of
    held = db.execute(SQL["voyage_is_held"], asked).fetchone()
    lists = {row[0]: List(*row) for row in db.execute(SQL["manifests"], asked)}
    raw = list({one.raw for one in lists.values()})
    parts: dict[int, list[Part]] = {}
    for number, *part in db.execute(SQL["raw_parts"], {"raw": raw}):
        parts.setdefault(number, []).append(Part(*part))
    return Records(
        id=voyage,
        departs_at=departs,
        arrives_at=arrives,
        first_seen_at=first_seen,
        held=bool(held and held[0]),
        held_keys=frozenset(row[0] for row in db.execute(SQL["held_keys"], asked)),
        acts=dict(db.execute(SQL["last_acts"], asked).fetchall()),
        visits=dict(db.execute(SQL["last_visits"], asked).fetchall()),
        people=[Row(*row) for row in db.execute(SQL["people"], asked)],
        lists=lists,
        mentions=[tuple(row) for row in db.execute(SQL["mentions"], asked)],
        answers=[Answer(*row) for row in db.execute(SQL["voyage_answers"], {**asked, "raw": raw})],
        raw={row[0]: (row[1], row[2]) for row in db.execute(SQL["raw_states"], {"raw": raw})},
        raw_parts=parts,
    )


def look_again(db: Database, voyage: int, until: datetime | str, *, touched: bool) -> None:
    """Note the instant before which nobody need look at a voyage."""
    db.execute(SQL["look_again"], {"voyage": voyage, "until": until, "touched": touched})


def look_at_all_again(db: Database) -> None:
    """Let every voyage be looked at: the policy is another."""
    db.execute(SQL["look_at_all_again"])


def mask_people(done: Erasing, vault: Vault, voyage: int, rows: Mapping[int, Masks]) -> None:
    """Mask declarations with their hits. What was there is kept, sealed."""
    db, ids = done.db, {"ids": list(rows)}
    hits: dict[int, list[tuple[Any, ...]]] = {}
    for row in db.execute(SQL["read_hits"], ids).fetchall():
        hits.setdefault(row[0], []).append(row[1:])
    for number, key, *columns, record, reasons, undecided, not_screened in db.execute(SQL["read_people"], ids).fetchall():
        family, given, birth, nationality, document, seat = columns
        names = ("id", "entry_ref", "name", "reasons", "comparison")
        original = {
            "key": key,
            "family_name": family,
            "given_names": given,
            "birth_date": birth,
            "nationality": nationality,
            "document_number": document,
            "seat": seat,
            "record": record,
            "reasons": reasons,
            "undecided": undecided,
            "not_screened": not_screened,
            "hits": [dict(zip(names, each, strict=True)) for each in hits.get(number, ())],
        }
        seal(db, vault, "traveller", number, original, voyage=voyage)
        masked = masking.traveller(read(Traveller, record), rows[number], key)
        passport = masked.passport
        done.do(
            "mask_person",
            "masked people",
            id=number,
            family_name=masked.family_name,
            given_names=masked.given_names,
            birth_date=masked.birth_date and str(masked.birth_date),
            nationality=masked.nationality,
            document_number=passport and passport.number,
            seat=masked.seat,
            record=jsonb(masked),
            reasons=_reasons(reasons),
            not_screened=jsonb(NotScreened(not_screened["code"], "")) if not_screened else None,
            sought_name=resemblance.folded(masked),
            sought_numbers=resemblance.numbers(masked) if rows[number]["documents"] == rows[number]["references"] == "kept" else "",
        )
        for hit, _, _, said, compared in hits.get(number, ()):
            done.do(
                "mask_hit",
                "masked hits",
                id=hit,
                reasons=_reasons(said),
                comparison=jsonb(tuple(masking.compared(one) for one in read(tuple[Compared, ...], compared))),
            )


def mask_lists(done: Erasing, vault: Vault, voyage: int, lists: Mapping[int, Masks], held_keys: Collection[str]) -> None:
    """Mask what lists and bookings hold beside the declarations: whom they mention, bookings, what rules were asked, who sent them."""
    db, asked = done.db, {"voyage": voyage, "manifests": list(lists)}
    for manifest, ordinal, record in db.execute(SQL["read_mentions"], asked).fetchall():
        if record["key"] not in held_keys:
            seal(db, vault, "mention", manifest, record, voyage=voyage, ordinal=ordinal)
            masked = masking.traveller(read(Traveller, record), lists[manifest], record["key"])
            done.do("mask_mention", "masked mentions", manifest=manifest, ordinal=ordinal, record=jsonb(masked))
    for number, manifest, locator, ties, record in db.execute(SQL["read_bookings"], asked).fetchall():
        if held_keys and any(one["traveller"]["key"] in held_keys for one in record["people"]):
            continue
        seal(db, vault, "booking", number, {"locator": locator, "ties": ties, "record": record}, voyage=voyage)
        left = masking.booking(read(Booking, record), lists[manifest])
        done.do("mask_booking", "masked bookings", id=number, record=jsonb(left), locator=left.locator)
    for number, facts in db.execute(SQL["read_assessments"], asked).fetchall():
        seal(db, vault, "assessment", number, facts, voyage=voyage)
        done.do("mask_assessment", "masked assessments", id=number)
    for number, record, snapshot in db.execute(SQL["read_manifests"], asked).fetchall():
        seal(db, vault, "manifest", number, {"record": record, "snapshot": snapshot}, voyage=voyage)
        done.do("mask_manifest", "masked lists", id=number)


def mask_answers(done: Erasing, vault: Vault, voyage: int, ids: Sequence[int]) -> None:
    """Mask what went out."""
    for number, cusres, said in done.db.execute(SQL["read_answers"], {"ids": list(ids)}).fetchall():
        seal(done.db, vault, "answer", number, {"cusres": cusres, "json": said}, voyage=voyage)
        done.do("mask_answer", "masked answers", id=number)


def rename_masked(done: Erasing, voyage: int) -> None:
    """Give people of whom all that is left is masked a key that says nothing, wherever the one of before stands."""
    for old, number in done.db.execute(SQL["masked_under_their_key"], {"voyage": voyage}).fetchall():
        for table in RENAMED:
            done.do(f"rename_{table}", voyage=voyage, old=old, new=f"{MASKED_KEY}{number}")
        done.do("rename_alarmed", voyage=voyage, old=old, new=f"{MASKED_KEY}{number}")


def erase_visits(done: Erasing, voyage: int, keys: Collection[str]) -> None:
    """Delete what happened to people at a site, with their goods and declarations."""
    for table in VISIT:
        done.do(f"erase_{table}", table, voyage=voyage, keys=list(keys))


def erase_cases(done: Erasing, voyage: int, keys: Collection[str]) -> None:
    """Delete what officers found, decided, wrote and attached, and what rests on it alone."""
    asked = {"voyage": voyage, "keys": list(keys)}
    done.do("loosen_hits", **asked)
    done.do("loosen_answers", **asked)
    for table in CASE:
        done.do(f"erase_{table}", "directive" if table == "decided_directive" else table, **asked)


def erase_people(done: Erasing, voyage: int, ids: Sequence[int], gone: Collection[str]) -> None:
    """Delete declarations with their hits and directives; ``gone`` are the keys of those of whom nothing is left."""
    asked = list(ids)
    erase_cases(done, voyage, gone)
    done.do("point_referrals_elsewhere", ids=asked)
    for table in ("hit", "directive"):
        done.do(f"erase_{table}", table, ids=asked)
    done.do("erase_inquiry_found", ids=asked)
    done.do("erase_sealed", of="traveller", ids=asked)
    done.do("erase_traveller", "traveller", ids=asked)
    done.do("forget_alarmed", voyage=voyage, keys=list(gone))
    done.do("forget_alarm_ends", voyage=voyage, keys=list(gone))


def erase_lists(done: Erasing, voyage: int, lists: Sequence[int], held_keys: Collection[str]) -> None:
    """Delete what lists and bookings hold beside the declarations."""
    asked = {"voyage": voyage, "manifests": list(lists), "held": list(held_keys)}
    done.do("erase_mention", "mention", **asked)
    done.do("erase_sealed_mentions", **asked)
    for table in ("booking", "assessment"):
        if table == "assessment":
            done.do("unhold_assessments", **asked)
        gone = [row[0] for row in done.db.execute(SQL[f"erase_{table}"], asked).fetchall()]
        done.counts[table] += len(gone)
        done.do("erase_sealed", of=table, ids=gone)
    done.do("erase_sealed", of="manifest", ids=list(lists))
    done.do("strip_manifest", **asked)
    empty = {"manifests": [row[0] for row in done.db.execute(SQL["empty_manifests"], asked).fetchall()]}
    done.do("no_word", **empty)
    done.do("erase_manifest", "manifest", **empty)


def erase_answers(done: Erasing, ids: Sequence[int]) -> None:
    """Delete what went out."""
    for query, count_as in (("erase_answer_alarms", "alarm_end"), ("erase_answer", "answer")):
        done.do(query, count_as, ids=list(ids))
    done.do("erase_sealed", of="answer", ids=list(ids))


def erase_raw(done: Erasing, raw: Sequence[int], rows: Collection[int]) -> None:
    """Delete bytes as received; and of the messages ``rows`` those whose bytes are gone, and on which nothing hangs any more."""
    done.do("erase_raw", "raw_message", raw=list(raw))
    done.do("erase_raw_rows", raw=list(rows))


def end_voyage(done: Erasing, voyage: int) -> bool:
    """Delete a voyage of which nothing is left, and return whether that was so."""
    row = done.db.execute(SQL["voyage_is_empty"], {"voyage": voyage}).fetchone()
    if not row or not row[0]:
        return False
    done.do("erase_alarm_end", "alarm_end", voyage=voyage)
    done.do("erase_sealed_voyage", voyage=voyage)
    done.do("erase_voyage_key", voyage=voyage)
    done.do("erase_voyage", "voyage", voyage=voyage)
    return True


def seal(db: Database, vault: Vault, of: str, number: int, original: Any, *, voyage: int | None, ordinal: int = 0) -> None:
    """Keep what a row held, sealed for this row alone."""
    sealed = vault.seal(msgspec.json.encode(original), f"{of}:{number}:{ordinal}")
    db.execute(SQL["seal"], {"of": of, "id": number, "ordinal": ordinal, "voyage": voyage, "sealed": sealed})


def other_kind(done: Erasing, kind: str, *, starts: str, before: datetime, most: int) -> int:
    """Delete of a kind that belongs to no voyage what began before an instant, at most so many; return how many that were."""
    asked: dict[str, Any] = {"before": before, "most": most, "starts": starts}
    if kind == "message":
        gone = [row[0] for row in done.db.execute(SQL["message_ids"], asked).fetchall()]
        answers = [row[0] for row in done.db.execute(SQL["message_answers"], asked).fetchall()] if gone else []
        answers += [row[0] for row in done.db.execute(SQL["loose_answers"], asked).fetchall()]
        erase_answers(done, answers)
        yearly.count_messages(done.db, gone)
        done.do("erase_raw", "raw_message", raw=gone)
        done.do("erase_raw_rows", raw=gone)
        return len(gone)
    if kind == "case":
        gone = [row[0] for row in done.db.execute(SQL["raised"], asked).fetchall()]
        done.do("erase_raised_said", ids=gone)
        return done.do("erase_raised_hit", "raised_hit", ids=gone)
    if kind == "account":
        gone = [row[0] for row in done.db.execute(SQL["account"], asked).fetchall()]
        for table in ("sessions", "codes", "passkeys", "recovery", "sign_ins"):
            done.do(f"erase_{table}", ids=gone)
        if gone:
            done.counts["officer"] += len(gone)
        return len(gone)
    queries = {
        "baggage": {"baggage": "bag"},
        "lookout": {"lookout": "lookout"},
        "query": {"query": "inquiry_run", "saved_query": "inquiry"},
        "trial": {"back_test": "back_test", "threshold_price": "threshold_price"},
        "partner": {"partner": "carrier"},
        "order": {"hold_orders": "legal_hold", "unmask_orders": "unmasking_order"},
    }[kind]
    return sum(done.do(query, table, **asked) for query, table in queries.items())


def forget_sign_ins(db: Database, *, now: datetime) -> None:
    """Delete sessions, half sign-ins and failed attempts whose own time is over."""
    for query in ("expired_sessions", "expired_sign_ins", "expired_failures"):
        db.execute(SQL[query], {"now": now})


def former_editions(done: Erasing, *, before: datetime, most: int) -> int:
    """Delete of the lists what no edition says that was in force at an instant or after it; return how many rows that were."""
    gone = 0
    for (source,) in done.db.execute(SQL["sources"]).fetchall():
        rows = done.db.execute(SQL["editions"], {"source": source}).fetchall()
        needed = [{*stands_on, number} for number, stands_on, replaced in rows if replaced is None or replaced >= before]
        shared = sorted(set.intersection(*needed)) if needed else []
        wanted = set().union(*needed) if needed else set()
        rest = [number for number, *_ in rows if number not in wanted]
        for query, ids in (
            ("erase_editions", {"editions": rest}),
            ("erase_shadowed", {"shared": shared}),
            ("erase_unlisted", {"shared": shared}),
        ):
            if gone < most:
                gone += done.do(query, "list_entry", **ids, most=most - gone)
    return gone


def empty_events(done: Erasing, *, position: int, before: datetime, most: int) -> tuple[int, int]:
    """Delete what events of before an instant say, and their salts; return how many, and the place from which to go on.

    What events say of somebody whom a hold is on stays.
    """
    db = done.db
    held = [row[0] for row in db.execute(SQL["held_subjects"]).fetchall()]
    rows = db.execute(SQL["events"], {"position": position, "before": before, "held": held, "most": most}).fetchall()
    done.do("erase_salts", places=[place for place, _ in rows])
    done.do("empty_events", "event", events=[event for _, event in rows])
    first = db.execute(SQL["first_salted"], {"position": position}).fetchone()
    return len(rows), first[0] if first else position


@dataclass(frozen=True, slots=True)
class State:
    """How far retention has come with a kind of record."""

    position: int = 0
    policy: str = ""
    looked_at: datetime | None = None
    failed: str | None = None


def state(db: Database, kind: str) -> State:
    """Return how far retention has come with a kind."""
    row = db.execute(SQL["state"], {"kind": kind}).fetchone()
    return State(*row) if row else State()


def states(db: Database) -> dict[str, tuple[datetime | None, str | None]]:
    """Return for each kind when nothing more was due, and what went wrong last."""
    return {kind: (looked_at, failed) for kind, looked_at, failed in db.execute(SQL["states"])}


def done_at(states: Mapping[str, tuple[datetime | None, str | None]], kind: str) -> datetime | None:
    """Return when nothing more was due of a kind; what belongs to voyages is done with them."""
    return states.get(VOYAGES if kind in OF_VOYAGES else kind, (None, None))[0]


def note(db: Database, kind: str, *, policy: str, now: datetime | None, position: int = 0, failed: str | None = None) -> None:
    """Note how far retention has come with a kind."""
    db.execute(SQL["looked_at"], {"kind": kind, "position": position, "policy": policy, "now": now, "failed": failed})


def end_holds(db: Database, *, now: datetime, today: date, unconfirmed: datetime) -> list[tuple[int, str, int]]:
    """End the holds whose last day is over, or that nobody confirmed; return number, kind and subject of each."""
    return db.execute(SQL["end_holds"], {"now": now, "today": today, "unconfirmed": unconfirmed}).fetchall()


def erasures(db: Database) -> list[tuple[int, datetime, str, str, Mapping[str, int]]]:
    """Return the last that were done: number, instant, kind, subject, counts by table."""
    return db.execute(SQL["erasures"]).fetchall()


def last_erasure(db: Database) -> int:
    """Return the number of the last piece that was done."""
    row = db.execute(SQL["last_erasure"]).fetchone()
    return int(row[0]) if row else 0


def done_since(db: Database, after: int) -> list[tuple[str, str, int]]:
    """Return what was done after a piece: kind, table, rows."""
    return db.execute(SQL["done_since"], {"after": after}).fetchall()


def overview(db: Database) -> list[tuple[str, int, int, datetime | None]]:
    """Return of each kind how many there are, how many of them are masked, and since when the oldest."""
    return db.execute(SQL["overview"]).fetchall()


def coming(db: Database, until: datetime) -> list[tuple[date, int]]:
    """Return by day of how many voyages something falls due."""
    return db.execute(SQL["coming"], {"until": until}).fetchall()


def waiting(db: Database, now: datetime) -> tuple[int, int, datetime | None]:
    """Return of how many voyages something is due, how many were never looked at, and when the next is due."""
    row = db.execute(SQL["waiting"], {"now": now}).fetchone()
    return row or (0, 0, None)


def _reasons(said: Any) -> Any:
    return jsonb(tuple(masking.reason(one) for one in read(tuple[Reason, ...], said)))
