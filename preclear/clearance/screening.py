"""Messages to assessments with no server and no database: what ``preclear screen`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from preclear import messages
from preclear.clearance.circumstances import Circumstances, assess
from preclear.manifest import Fault, Manifest, NotScreened, Reason, Traveller
from preclear.matching import Hit, Screening
from preclear.messages import Sensitive
from preclear.rules import Assessment

Thing = dict[str, Any]


def screen(
    raw: bytes, circumstances: Circumstances, *, file: str, on: date | None, today: date, policy: Sensitive | None = None
) -> Iterator[Thing]:
    """Return one object a person of a message, and one for each message that could not be read, with its faults.

    Messages that name no people, such as answers, give nothing. Each list is assessed as of ``on``, else the day of its voyage's
    arrival, else ``today``. ``policy`` says what is left out of what is read (``messages.read``).
    """
    interchange = messages.read(raw, policy=policy)
    around = list(interchange.faults)
    if not interchange.messages:
        yield _unread(file, around)
    for message in interchange.messages:
        manifest = message.manifest
        if manifest is None:
            if not message.readable:
                yield _unread(file, [*around, *message.faults])
            continue
        assessed = assess(manifest, circumstances, on=on or manifest.voyage.arrival_date or today, faults=message.faults)
        for traveller, screening, assessment in zip(manifest.travellers, assessed.screenings, assessed.assessments, strict=True):
            yield _person(file, manifest, traveller, screening, assessment)


def _unread(file: str, faults: list[Fault]) -> Thing:
    """What stands in place of the people of a message that could not be read: nobody, and why."""
    return {"file": file, "voyage": None, "outcome": None, "faults": [_fault(fault) for fault in faults]}


def _person(file: str, manifest: Manifest, traveller: Traveller, screening: Screening, assessment: Assessment) -> Thing:
    unscreened = isinstance(screening, NotScreened)
    passport = traveller.passport
    return {
        "file": file,
        "voyage": manifest.voyage.designator,
        "family_name": traveller.family_name or None,
        "given_names": traveller.given_names or None,
        "birth_date": None if traveller.birth_date is None else str(traveller.birth_date),
        "document": (passport and passport.number) or None,
        "hits": [] if isinstance(screening, NotScreened) else [_hit(hit) for hit in screening],
        "screened": not unscreened,
        "outcome": assessment.outcome,
        "reasons": [_reason(reason) | {"source": reason.source or None} for reason in assessment.reasons],
    }


def _hit(hit: Hit) -> Thing:
    reasons = [_reason(reason) | {"strength": reason.strength} for reason in hit.reasons]
    return {"entry": hit.entry, "score": hit.score, "name": hit.name, "reasons": reasons}


def _reason(reason: Reason) -> Thing:
    return {"code": reason.code, "detail": reason.detail}


def _fault(fault: Fault) -> Thing:
    return {name: value for name, value in asdict(fault).items() if name != "traveller"}
