"""A carrier's message comes in: kept, read, assessed, saved and answered."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from preclear import messages
from preclear.audit import Event
from preclear.clearance import answering, saving
from preclear.clearance.circumstances import Assessed, assess
from preclear.clearance.desk import Desk
from preclear.clearance.sitting import Sitting
from preclear.inspection import Known
from preclear.manifest import Manifest
from preclear.manifest.faults import fault
from preclear.messages import Interchange, Limits, Message, Profile
from preclear.settings import Settings
from preclear.store import answers, carriers, earlier, events, joined, known, raw_messages
from preclear.store.answers import Answer
from preclear.store.carriers import Carrier
from preclear.store.pool import Database
from preclear.store.raw_messages import RawMessage, Transport

IN_THE_RESPONSE = {"http", "page"}  # ways in which the sender waits for the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a message."""

    message: RawMessage  # as settled
    repeated: bool  # the same bytes came before; nothing was done twice
    answer: Answer | None  # None: a message that is not answered, such as an acknowledgement
    later: bool = False  # the carrier fetches its answers: this one is not for the response


def receive(node: Desk, raw: bytes, *, carrier: str, transport: Transport, now: datetime) -> Receipt:
    """Take in one message of a carrier and return what became of it, with the answer to send.

    1. The raw bytes are sealed and on disk, in a transaction of their own, before anything is answered.
    2. All else is done in one transaction or not at all (``settle``). The same bytes again have no effect, and the same answer.

    Never raises for what the bytes hold.
    """
    with node.pool.connection() as db:
        kept, repeated = raw_messages.keep(db, node.vault, raw, carrier=carrier, transport=transport, now=now)
    return node.settle(kept.id, raw=raw, repeated=repeated, transport=transport, now=now)


def settle(
    node: Desk, number: int, *, now: datetime, raw: bytes | None = None, repeated: bool = False, transport: Transport | None = None
) -> Receipt:
    """Let a kept message have its effect, once, and return what became of it.

    2. Read it: bytes to lists and faults. One bad traveller never loses the others.
    3. to 5. Assess each list: documents, watchlists, rules. Pure, and with no transaction open meanwhile. Whom the time does not reach
    is not screened, goes to an officer, and is screened by ``rescreen``.
    6. and 7. Referrals, directives, the answer and all events, in one transaction, while nobody else settles the same message.

    Also run without ``raw`` for what a killed node left: then the bytes are opened, and the answer waits in the outbox.
    ``transport`` is the way on which somebody waits for the answer now, if anybody does.
    """
    with node.pool.connection() as db:
        kept = raw_messages.find(db, number)
        carrier = carriers.find(db, kept.carrier_id)
        if kept.state != "received":
            return _settled_before(db, kept, carrier, transport=transport, now=now)
        if raw is None:
            raw = raw_messages.open_sealed(db, node.vault, number, by="node", purpose="to settle what a stop left open", now=now)

    read = messages.read(raw, policy=node.sensitive, limits=reading_limits(node.settings))
    interchange = _as_agreed(read, carrier.profile)  # 2
    circumstances = node.circumstances
    with node.pool.connection() as db:
        before = _known(db, interchange, now)
        pasts = {
            message.number: earlier.past(db, carrier.id, message.manifest, message.bookings, on=_day(message.manifest, now))
            for message in interchange.messages
            if message.manifest is not None
        }
    ends = time.monotonic() + node.settings.screen_seconds
    lists = [  # 3 to 5
        (
            message,
            assess(
                message.manifest,
                circumstances,
                on=_day(message.manifest, now),
                faults=message.faults,
                known=before,
                late=lambda: time.monotonic() > ends,
                now=now,
                past=pasts[message.number],
            ),
        )
        for message in interchange.messages
        if message.manifest is not None
    ]

    with node.pool.connection() as db:  # 6 and 7
        if not raw_messages.claim(db, number):
            return _settled_before(db, raw_messages.find(db, number), carrier, transport=transport, now=now)
        sitting = Sitting(db, carrier, circumstances, node.settings.contact, now)
        entered = [saving.save(sitting, kept, *one) for one in sorted(lists, key=_voyage_key)]  # everybody holds voyages in this order
        settled = _note(sitting, kept, interchange)
        answer = answering.answer(
            sitting,
            number,
            interchange,
            entered,
            faults=settled.faults,
            unreadable=settled.state == "unreadable",
            responded=transport in IN_THE_RESPONSE and carrier.answers == "now",
        )
    return Receipt(message=settled, repeated=repeated, answer=answer, later=carrier.answers == "later")


def reading_limits(settings: Settings) -> Limits:
    """Return how much of what carriers send is read."""
    return Limits(
        people=settings.max_form_people,
        rows=settings.max_form_rows,
        unpacked=settings.max_workbook_bytes,
        lists=settings.max_list_memory,
        bookings=settings.max_booking_memory,
        bags=settings.max_bag_memory,
        elements=settings.max_segment_elements,
        depth=settings.max_xml_depth,
    )


def _receipt(sitting: Sitting, message: Message) -> bool:
    """Take in that a carrier has an answer, however it says so; False where a message says nothing of the kind."""
    return answering.acknowledged(sitting, message) or answering.reported(sitting, message) or answering.receipted(sitting, message)


def _as_agreed(interchange: Interchange, profile: Profile) -> Interchange:
    """Return what was read as was agreed with its sender: functions as they are meant, and nothing that another one signed."""
    return replace(interchange, messages=tuple(_message_as_agreed(message, profile) for message in interchange.messages))


def _message_as_agreed(message: Message, profile: Profile) -> Message:
    if profile.senders and message.sender not in profile.senders:
        return replace(message, manifest=None, reports=(), function=None, faults=(fault("MSG-SENDER-UNKNOWN", "UNB"), *message.faults))
    if message.manifest is None:
        return message
    manifest = profile.meant(message.manifest)
    faults = message.faults
    if not profile.uses(manifest):
        faults = (*faults, fault("MSG-FUNCTION-NOT-AGREED", "BGM"))
    return replace(message, manifest=manifest, function=manifest.function, faults=faults)


def _known(db: Database, interchange: Interchange, now: datetime) -> Mapping[str, Sequence[Known]]:
    """Return what officers have found for good on people of a message."""
    people = (traveller for message in interchange.messages if message.manifest for traveller in message.manifest.travellers)
    return known.of_people(db, people, now=now)


def _day(manifest: Manifest, now: datetime) -> date:
    """Return the legal day of a list's crossing; today where it does not tell."""
    return manifest.voyage.arrival_date or now.date()


def _voyage_key(one: tuple[Message, Assessed]) -> tuple[str, int]:
    message, _ = one
    return (message.manifest.voyage.key if message.manifest else "", message.number)


def _note(sitting: Sitting, kept: RawMessage, interchange: Interchange) -> RawMessage:
    """Take in the acknowledgements in a message, and note of what type it was and what is wrong with it beside the faults of its lists."""
    heard: list[Message] = []
    faults = list(interchange.faults)
    for message in interchange.messages:
        if message.bags:
            joined.keep_bags(sitting.db, kept, message, now=sitting.now)
            faults += message.faults
        if message.manifest is not None or message.bags or _receipt(sitting, message):
            heard.append(message)
        else:
            faults += message.faults or [fault("MSG-NOT-EXPECTED", "UNH")]
    state: Literal["saved", "unreadable"] = "saved" if heard else "unreadable"
    raw_messages.settle(sitting.db, kept.id, state=state, message_type=heard[0].type if heard else None, faults=faults, now=sitting.now)
    if not heard:
        codes = sorted({one.code for one in faults})
        events.write(sitting.db, Event("raw.unreadable", "node", kept.subject, detail={"faults": codes}), at=sitting.now)
        events.notify(sitting.db, unreadable=kept.id)
    return raw_messages.find(sitting.db, kept.id)


def _settled_before(db: Database, kept: RawMessage, carrier: Carrier, *, transport: Transport | None, now: datetime) -> Receipt:
    """Return the answer that a message was given before. Handing it out now is its delivery, where somebody waits for it."""
    answer = answers.of_message(db, kept.id)
    if answer and answer.acknowledged_at is None and transport in IN_THE_RESPONSE and carrier.answers == "now":
        answers.acknowledge(db, carrier.id, number=answer.id, way="response", now=now)
    return Receipt(message=kept, repeated=True, answer=answer, later=carrier.answers == "later")
