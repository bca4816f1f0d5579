"""What a carrier is told: answers to its messages, changes that nobody asked for, and its acknowledgements of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from preclear.clearance.desk import Desk
from preclear.clearance.sitting import Sitting
from preclear.clearance.told import Entered, Told
from preclear.errors import NotFound
from preclear.inspection import Status
from preclear.manifest import Fault, Severity
from preclear.messages import Interchange, Message, Profile, Reply, Result, ackres, contrl, cusres
from preclear.messages.cusres import Answered
from preclear.store import answers
from preclear.store.answers import Answer, Kind
from preclear.store.manifests import Saved

REFERENCE = "PC{:012d}"  # ours, which a carrier's acknowledgement names; EDIFACT allows 14 characters
REPORT = "PS{:012d}"  # of a CONTRL
REPORT_TYPE = "CONTRL"
ACKNOWLEDGEMENT = "312"
ACCEPTED = ("0", "0Z")  # ERC of a 312: taken; 1 is an exception, and anything else is nothing that anybody agreed on
NO_CODE = "-"
BOOKINGS = "PNRGOV"


def answer(
    sitting: Sitting,
    raw_message: int,
    interchange: Interchange,
    entered: Sequence[Entered],
    *,
    faults: Sequence[Fault],
    unreadable: bool,
    responded: bool,
) -> Answer | None:
    """Put the answer to a message into the outbox and return it; None where there is nothing to say.

    A CONTRL for each interchange that asks for one, or whose sender always gets one; a CUSRES for each list; or the faults of what
    could not be read.
    """
    asked = _to_report(sitting, interchange)
    if not entered and not unreadable and not asked:
        return None
    number = answers.reserve(sitting.db, sitting.carrier.id, waits=not responded)
    reference = REFERENCE.format(number)
    said = b"".join(_report(sitting, one, faults, control=REPORT.format(number)) for one in asked)
    said += b"".join(_written(sitting, one, control=reference) for one in entered)
    if unreadable:
        envelope = next((message.envelope for message in interchange.messages), None)
        envelope = envelope and sitting.carrier.profile.answering(envelope)
        said += cusres.write_faults(envelope, faults, control=reference, made_at=sitting.now, dialect=sitting.carrier.profile.codes)
    kind: Kind = "answer" if entered else "fault" if unreadable else "receipt"
    return answers.put(
        sitting.db,
        number,
        carrier=sitting.carrier.id,
        kind=kind,
        reference=reference,
        cusres=said,
        json=_as_json(number, kind, reference, [_list(one) for one in entered], faults),
        raw_message=raw_message,
        voyage=entered[0].voyage if entered else None,
        responded=responded,
        now=sitting.now,
    )


def _written(sitting: Sitting, one: Entered, *, control: str) -> bytes:
    """The answer to one list: a status for each person; to bookings, where that is agreed, that they came."""
    if tells_nobody(sitting.carrier.profile, one.message.type):
        envelope = sitting.carrier.profile.answering(one.message.envelope)
        return ackres.write(envelope, one.faults, control=control, made_at=sitting.now)
    return cusres.write(_reply(sitting, one, control=control))


def tells_nobody(profile: Profile, message_type: str) -> bool:
    """Return whether the answer to a message says nothing of its people: bookings are only received, unless agreed otherwise."""
    return message_type == BOOKINGS and profile.bookings == "ackres"


def receipted(sitting: Sitting, message: Message) -> bool:
    """Take in a carrier's ACKRES on an answer of ours; False when it names nothing of ours, or does not say that it was accepted."""
    said = message.acknowledged
    if said is None or not said.accepted or not said.reference:
        return False
    try:
        answers.acknowledge(sitting.db, sitting.carrier.id, reference=said.reference, way="message", now=sitting.now)
    except NotFound:
        return False
    return True


def _to_report(sitting: Sitting, interchange: Interchange) -> list[list[Message]]:
    """The messages of each interchange whose receipt is to be acknowledged by CONTRL. A CONTRL itself never is."""
    syntax = sitting.carrier.profile.syntax
    by_interchange: dict[tuple[str, str], list[Message]] = {}
    for message in interchange.messages:
        if message.type != REPORT_TYPE and (syntax == "always" or (syntax == "asked" and message.envelope.acknowledgement)):
            by_interchange.setdefault((message.envelope.sender, message.envelope.control_reference), []).append(message)
    return list(by_interchange.values())


def _report(sitting: Sitting, messages: Sequence[Message], faults: Sequence[Fault], *, control: str) -> bytes:
    read = [(message.envelope, None if message.readable else (*message.faults, *faults)) for message in messages]
    envelope = sitting.carrier.profile.answering(messages[0].envelope)
    return contrl.write(envelope, read, faults, control=control, made_at=sitting.now)


def reported(sitting: Sitting, message: Message) -> bool:
    """Take in a carrier's CONTRL on answers of ours; False when it names nothing of ours.

    What it acknowledges counts as taken. What it rejects goes on waiting, and a person is told: the carrier has not understood.
    """
    known = False
    for report in message.reports:
        try:
            if report.action == "rejected":
                answers.reject(sitting.db, sitting.carrier.id, reference=report.interchange, error=report.error, now=sitting.now)
            else:
                wholly = report.action in {"acknowledged", "received"} and not any(one.action == "rejected" for one in message.reports)
                _taken(sitting, report.interchange, wholly=wholly)
        except NotFound:
            continue
        known = True
    return known


def _taken(sitting: Sitting, reference: str, *, wholly: bool) -> None:
    """Note that an answer was taken. Raises ``NotFound`` where it is none of the carrier's."""
    if wholly:
        answers.acknowledge(sitting.db, sitting.carrier.id, reference=reference, way="report", now=sitting.now)
    else:
        answers.named(sitting.db, sitting.carrier.id, reference)


def change(sitting: Sitting, voyage: int, saved: Saved, told: Sequence[Told], *, decision: int | None = None) -> Answer:
    """Put a changed answer that nobody asked for (CUSRES 132) into the outbox, and return it. It names the people of one saved list."""
    number = answers.reserve(sitting.db, sitting.carrier.id, waits=True)
    reference = REFERENCE.format(number)
    results = [_result(one) for one in told if one.status != "held"]
    said = {"message": None, "voyage": saved.manifest.voyage.designator, "transaction": reference, "results": results, "faults": []}
    return answers.put(
        sitting.db,
        number,
        carrier=sitting.carrier.id,
        kind="change",
        reference=reference,
        cusres=change_written(sitting.carrier.profile, saved, told, reference=reference, now=sitting.now),
        json=_as_json(number, "change", reference, [said], ()),
        voyage=voyage,
        decision=decision,
        now=sitting.now,
    )


def change_written(profile: Profile, saved: Saved, told: Sequence[Told], *, reference: str, now: datetime) -> bytes:
    """Return a changed answer word for word: a CUSRES 132 that names the people of one saved list."""
    reply = Reply(
        envelope=profile.answering(saved.envelope),
        document="132",
        reference=reference,
        transaction=reference,
        voyage=saved.manifest.voyage,
        results=_results(told),
        control=reference,
        made_at=now,
        dialect=profile.codes,
    )
    return cusres.write(reply)


def acknowledge(node: Desk, carrier: str, number: int, *, way: str, now: datetime) -> None:
    """Take in that a carrier has an answer. Raises ``NotFound`` when it is none of this carrier's."""
    with node.pool.connection() as db:
        answers.acknowledge(db, carrier, number=number, way=way, now=now)


def acknowledged(sitting: Sitting, message: Message) -> bool:
    """Take in a carrier's CUSRES 312, which names one of our changes; False when this message is none, or names nothing of ours.

    One that makes an exception, of the whole or of a person, acknowledges nothing: the change goes on waiting, and a person is told. So
    it is where it says of a person what is not known, what was never said of them, or contradicts it. Where it names only some of the
    people, and does not accept the whole, the others have not been acknowledged, and the change goes on waiting.
    """
    if message.function != ACKNOWLEDGEMENT or message.transaction is None:
        return False
    try:
        answer = answers.of_reference(sitting.db, sitting.carrier.id, message.transaction)
    except NotFound:
        return False
    taken, exception = _understood(message.answers, answer, sitting.carrier.profile)
    if exception is not None:
        answers.reject(sitting.db, sitting.carrier.id, reference=answer.reference, error=exception, now=sitting.now)
    elif taken:
        answers.acknowledge(sitting.db, sitting.carrier.id, number=answer.id, way="message", now=sitting.now)
    return True


def _understood(results: Sequence[Answered], answer: Answer, profile: Profile) -> tuple[bool, str | None]:
    """Return whether the results of a 312 acknowledge the whole of an answer, and the code of the first that is an exception."""
    told = _told(answer)
    acknowledged = set[int]()
    for one in results:
        if one.person is None:
            if one.code not in ACCEPTED:
                return False, one.code or NO_CODE
            continue
        people = _meant(one, told)
        if not people or not all(_agrees(one.code, each["status"], profile) for each in people):
            return False, one.code or NO_CODE
        acknowledged |= {each["person"] for each in people}
    whole = not results or any(one.person is None for one in results)
    return whole or acknowledged >= {each["person"] for each in told}, None


def _meant(one: Answered, told: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Whom a result is about: by the person's own reference, or else everybody under the locator."""
    own, locator = one.references.get("ABO"), one.references.get("AVF")
    if own:
        return [each for each in told if each["references"].get("ABO") == own]
    return [each for each in told if locator and each["references"].get("AVF") == locator]


def _agrees(code: str, status: Status, profile: Profile) -> bool:
    """Whether what a 312 says of one person acknowledges the status that was said of them.

    A bare 0 takes it and a bare 1 does not, as for the whole; a status in two characters is the echo of what was said, and must be the
    same. Of a partner that echoes every status as it came, a bare code is an echo, too (``Profile.acknowledgement``).
    """
    if profile.acknowledgement == "result" and len(code) < 2:
        return code == ACCEPTED[0]
    said: str = cusres.status_of(code, profile.codes)
    return said == status


def _told(answer: Answer) -> list[dict[str, Any]]:
    """What an answer says of each person."""
    return [result for message in answer.json["messages"] for result in message["results"]]


def _reply(sitting: Sitting, one: Entered, *, control: str) -> Reply:
    profile = sitting.carrier.profile
    broken = any(fault.traveller is None and fault.severity == Severity.ERROR for fault in one.faults)
    return Reply(
        envelope=profile.answering(one.message.envelope),
        document="962",
        transaction=one.manifest.transaction,
        voyage=one.manifest.voyage,
        results=_results(one.told),
        control=control,
        made_at=sitting.now,
        header="exception" if broken else "accepted",
        dialect=profile.codes,
    )


def _results(told: Sequence[Told]) -> tuple[Result, ...]:
    """Return what is said of each; who is held is left out until an officer has looked."""
    return tuple(Result(references=one.traveller.references, status=one.status, text=_text(one)) for one in told if one.status != "held")


def _text(one: Told) -> str | None:
    """The instruction; before it the name as declared of whom no unique reference tells apart: a family may share its locator."""
    if one.traveller.references.get("ABO"):
        return one.text
    name = "/".join(filter(None, (one.traveller.family_name, one.traveller.given_names)))
    return ": ".join(filter(None, (name, one.text))) or None


def _as_json(number: int, kind: Kind, reference: str, lists: Sequence[dict[str, Any]], faults: Sequence[Fault]) -> dict[str, Any]:
    """Return what is said as JSON, for carriers that ask for it."""
    return {"answer": number, "kind": kind, "reference": reference, "messages": lists, "faults": [asdict(fault) for fault in faults]}


def _list(one: Entered) -> dict[str, Any]:
    return {
        "message": one.message.number,
        "voyage": one.manifest.voyage.designator,
        "transaction": one.manifest.transaction,
        "results": [_result(told) for told in one.told if told.status != "held"],
        "faults": [asdict(fault) for fault in one.faults],
    }


def _result(told: Told) -> dict[str, Any]:
    traveller = told.traveller
    return {
        "person": traveller.ordinal,
        "family_name": traveller.family_name,
        "given_names": traveller.given_names,
        "references": dict(traveller.references),
        "status": told.status,
        "text": told.text,
    }
