"""What ``preclear read --json`` prints: an object a message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from preclear import documents
from preclear.manifest import Fault, Leg, TravelDocument, Traveller
from preclear.messages import describe_bookings
from preclear.messages.cusres import Answered
from preclear.messages.reading import Interchange, Message

Thing = dict[str, Any]


def describe(interchange: Interchange, file: str) -> Iterator[Thing]:
    """Yield one object for each message; one with ``type`` null where there is none. What is wrong around them stands with the first.

    Faults of travel documents (as of the day of arrival) are among the faults.
    """
    around = [_fault(fault) for fault in interchange.faults]
    if not interchange.messages:
        yield {"file": file, "type": None, "people": [], "faults": around}
    for message in interchange.messages:
        thing = _message(message, file)
        thing["faults"] = around + thing["faults"]
        around = []
        yield thing


def _message(message: Message, file: str) -> Thing:
    thing: Thing = {
        "file": file,
        "type": message.type or None,
        "release": message.release or None,
        "function": message.function,
        "sender": message.sender,
        "receiver": message.receiver,
        "reference": message.reference,
        "message_reference": message.envelope.message_reference or None,
    }
    faults = list(message.faults)
    if manifest := message.manifest:
        voyage = manifest.voyage
        on = voyage.arrival_date or (manifest.prepared_at and manifest.prepared_at.date())
        if on:
            faults += documents.check_all(manifest, on=on)
        thing |= {
            "prepared": manifest.prepared_at and _moment(manifest.prepared_at),
            "transaction": manifest.transaction,
            "revision": manifest.revision,
            "part": manifest.part and {"number": manifest.part.number, "first": manifest.part.first, "last": manifest.part.last},
            "crew_list": manifest.crew_list,
            "contact": manifest.contact,
            "declared_passengers": manifest.declared_passengers,
            "declared_crew": manifest.declared_crew,
            "carrier": voyage.carrier,
            "voyage": voyage.designator or None,
            "mode": str(voyage.mode),
            "legs": [_leg(leg) for leg in voyage.legs],
            "border_leg": voyage.border_leg,
        }
    thing["people"] = [_person(traveller) for traveller in manifest.travellers] if manifest else []
    if message.bookings:
        withdrawn = {traveller.ordinal for traveller in manifest.withdrawn} if manifest else set()
        booked = [(one.traveller, booking.locator) for booking in message.bookings for one in booking.people]
        thing["people"] = [_person(who) | {"booking": locator, "withdrawn": who.ordinal in withdrawn} for who, locator in booked]
        thing["bookings"] = [describe_bookings.booking(booking) for booking in message.bookings]
    if message.bags:
        thing["bags"] = [describe_bookings.plain(bag) | {"numbers": list(bag.numbers)} for bag in message.bags]
    for name, said in (("acknowledged", message.acknowledged), ("requested", message.requested)):
        if said:
            thing[name] = describe_bookings.plain(said)
    if message.type == "CUSRES":
        thing |= {
            "transaction": message.transaction,
            "voyage": message.legs[0].voyage if message.legs else None,
            "legs": [_leg(leg) for leg in message.legs],
            "text": message.text,
        }
        thing["answers"] = [_answer(answer) for answer in message.answers]
    if message.reports:
        thing["reports"] = [asdict(report) for report in message.reports]
    thing["faults"] = [_fault(fault) for fault in faults]
    return thing


def _leg(leg: Leg) -> Thing:
    return {
        "voyage": leg.voyage or None,
        "from": leg.departure,
        "to": leg.arrival,
        "departs": leg.departs and _moment(leg.departs),
        "arrives": leg.arrives and _moment(leg.arrives),
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _person(person: Traveller) -> Thing:
    bags = person.bags
    return {
        "role": str(person.role),
        "family_name": person.family_name or None,
        "given_names": person.given_names or None,
        "title": person.title,
        "birth_date": None if person.birth_date is None else str(person.birth_date),
        "sex": person.sex,
        "nationality": person.nationality,
        "nationalities": list(person.nationalities),
        "residence": person.residence,
        "birth_country": person.birth_country,
        "birth_place": person.birth_place,
        "address": person.address,
        "documents": [_document(document) for document in person.documents],
        "seat": person.seat,
        "bags": bags and {"pieces": bags.pieces, "kilograms": bags.kilograms, "tags": list(bags.tags)},
        "references": dict(person.references),
        "embarks": person.embarks,
        "disembarks": person.disembarks,
        "clears_at": person.clears_at,
        "duty": person.duty,
        "captured": person.captured,
    }


def _document(document: TravelDocument) -> Thing:
    return {
        "type": document.type or None,
        "number": document.number or None,
        "issuer": document.issuer,
        "expires": document.expires and document.expires.isoformat(),
        "issued": document.issued and document.issued.isoformat(),
        **({"zone": "\n".join(document.zone)} if document.zone else {}),
        **({"place_of_issue": document.place_of_issue} if document.place_of_issue else {}),
        **({"family_name": document.family_name, "given_names": document.given_names} if document.family_name else {}),
    }


def _answer(answer: Answered) -> Thing:
    return {
        "reference": answer.reference,
        "person": None if answer.person is None else dict(answer.person),
        "status": answer.status,
        "code": answer.code,
        "text": answer.text,
        "solicited": answer.solicited,
        "references": dict(answer.references),
        "transaction": answer.transaction,
    }


def _fault(fault: Fault) -> Thing:
    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "where": fault.where,
        "offset": fault.offset,
        "detail": fault.detail,
        "person": fault.traveller,
    }
