"""Where a person stands: every message that names them, by which rule it is of the same person, and each value down to its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from preclear.audit import Event
from preclear.errors import NotFound
from preclear.manifest import Span, TravelDocument, Traveller
from preclear.manifest.life import letters
from preclear.messages.masking import masked
from preclear.store import events, joined, lives, pages, raw_messages
from preclear.store.joined import Owned, PutZone
from preclear.store.lives import Naming
from preclear.store.pages import TravellerRow
from preclear.store.pool import Database
from preclear.web.workbench.bytes import segments
from preclear.web.workbench.page import page
from preclear.web.workbench.visit import Form, Visit, Visiting
from preclear.web.workbench.words import Words

Value = tuple[str, str, str]  # as shown, as compared with others ("": with none), and the name under which its place is kept


@get("/travellers/{traveller_id:int}/sources", name="sources", sync_to_thread=True)
def sources(traveller_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show which messages name a person, what each says, and where they disagree. Their bytes stay sealed."""
    with visit.node.pool.connection() as db:
        return _show(db, visit, pages.traveller(db, traveller_id, visit.sites))


@post("/travellers/{traveller_id:int}/sources", name="open_source", sync_to_thread=True, status_code=200)
def open_source(traveller_id: FromPath[int], form: Form, visit: Visiting) -> Response[str]:
    """Open the message that one value came from, for a stated purpose, and show the segment that it stands in."""
    purpose = str(form.get("purpose", "")).strip()[:200]
    wanted = str(form.get("value", ""))
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        if not purpose:
            return _show(db, visit, row, missing=True, wanted=wanted)
        naming, name, span = _place(lives.namings(db, row.voyage_id, row.key), wanted)
        raw = raw_messages.open_sealed(db, visit.node.vault, naming.raw_message_id, by=visit.officer.actor, purpose=purpose, now=visit.now)
        opened = {
            "lines": segments(masked(raw, visit.node.sensitive), [span], span),
            "name": name,
            "purpose": purpose,
            "start": span.start,
            "end": span.end,
        }
        return _show(db, visit, row, opened=opened, wanted=wanted)


def _place(namings: Sequence[Naming], wanted: str) -> tuple[Naming, str, Span]:
    """Return the naming, the name and the bytes of a value that a button of the page stands for. Raises ``NotFound``."""
    manifest, _, rest = wanted.partition(":")
    ordinal, _, name = rest.partition(":")
    for naming in namings:
        if (str(naming.place[0]), str(naming.place[1])) == (manifest, ordinal) and (span := naming.person.places.get(name)):
            return naming, name, span
    raise NotFound("there is no such value")


def _show(
    db: Database, visit: Visit, row: TravellerRow, *, opened: dict[str, Any] | None = None, missing: bool = False, wanted: str = ""
) -> Response[str]:
    voyage = pages.voyage(db, row.voyage_id, visit.sites)
    events.write(db, Event("record.read", visit.officer.actor, f"traveller:{row.id}", visit.purpose), at=visit.now)
    namings = lives.namings(db, row.voyage_id, row.key)
    messages = [_message(number, naming, voyage.departure, visit) for number, naming in enumerate(namings, 1)]
    fields = list(_fields(namings, visit.words))
    person = lives.standing(db, row.voyage_id).get(row.key)
    bags = [_bag(one, row, bool(person and person.on_board), visit) for one in joined.owned(db, row.voyage_id) if one.key == row.key]
    return page(
        visit,
        db,
        "sources.html",
        here="board",
        at=voyage,
        row=row,
        person=row.traveller,
        voyage=voyage,
        messages=messages,
        fields=fields,
        bags=bags,
        zones=[
            _zone(one, row, visit) for one in joined.zones(db, row.voyage_id, on=visit.now.date()) if row.key in (one.sent_with, one.key)
        ],
        differ=sum(field["differs"] for field in fields),
        opened=opened,
        missing=missing,
        wanted=wanted,
        status=422 if missing else 200,
    )


def _message(number: int, naming: Naming, departure: str | None, visit: Visit) -> dict[str, Any]:
    words = visit.words
    function = f"said-{naming.function}"
    return {
        "number": number,
        "kind": words("source-booking" if naming.head.booking else "source-list"),
        "type": naming.type or "?",
        "said": words(function) if words.has(function) else naming.function,
        "gone": naming.gone,
        "said_at": naming.head.said_at,
        "received": visit.moment(naming.received_at, departure),
        "holds": naming.rule is None,
        "rule": words(f"joined-{naming.rule}") if naming.rule else None,
    }


def _bag(one: Owned, row: TravellerRow, on_board: bool, visit: Visit) -> dict[str, Any]:
    words, said = visit.words, one.said
    load = None
    if said.bag.load is not None:
        amiss = "load-refused" if said.bag.load and row.status == "do_not_board" else ""
        amiss = amiss or ("no-load-aboard" if not said.bag.load and on_board else "")
        load = {"words": words(f"bag-{amiss or ('load' if said.bag.load else 'no-load')}"), "amiss": bool(amiss)}
    return {
        "kind": said.kind,
        "action": words(f"bag-{said.action}"),
        "tags": ", ".join(said.plates),
        "rule": words(f"joined-{one.rule}"),
        "load": load,
        "received": visit.moment(said.received_at),
    }


def _zone(one: PutZone, row: TravellerRow, visit: Visit) -> dict[str, Any]:
    words, zone = visit.words, one.zone
    sent = words("zone-of-document" if one.sent_with == row.key else "zone-of-another", n=one.document)
    return {
        "sent": sent,
        "name": ", ".join(filter(None, (zone.family_name, zone.given_names))),
        "says": " ".join(filter(None, (zone.format, zone.issuer, zone.number))),
        "born": words.born(zone.birth_date) if zone.birth_date else None,
        "rule": words(f"joined-{one.rule}") if one.rule else words("joined-nobody"),
        "amiss": one.key != one.sent_with,
        "whose": words("zone-other" if one.key != row.key else "zone-theirs") if one.key and one.key != one.sent_with else None,
    }


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a person, and the values that one naming gives for it."""

    name: str
    values: Callable[[Traveller, Words], Iterator[Value]]


def _plain(attribute: str, place: str | None = None) -> Callable[[Traveller, Words], Iterator[Value]]:
    def values(person: Traveller, _: Words) -> Iterator[Value]:
        value = getattr(person, attribute)
        if value:
            yield str(value), str(value), place or attribute

    return values


def _family_name(person: Traveller, _: Words) -> Iterator[Value]:
    if person.family_name:
        yield person.family_name, letters(person.family_name), "family_name"


def _given_names(person: Traveller, _: Words) -> Iterator[Value]:
    if person.given_names:
        yield person.given_names, letters(person.given_names, person.title or ""), "given_names"


def _birth_date(person: Traveller, words: Words) -> Iterator[Value]:
    if person.birth_date:
        yield words.born(person.birth_date) or "", str(person.birth_date), "birth_date"


def _sex(person: Traveller, words: Words) -> Iterator[Value]:
    if person.sex:
        yield str(words(f"sex-{person.sex}")), person.sex, "sex"


def _nationality(person: Traveller, _: Words) -> Iterator[Value]:
    if person.nationalities:
        yield ", ".join(person.nationalities), ",".join(sorted(person.nationalities)), "nationality"


def _documents(person: Traveller, words: Words) -> Iterator[Value]:
    for number, document in enumerate(person.documents, 1):
        shown = " ".join(filter(None, (document.type, document.issuer, document.number)))
        expires = words("fact-expires", day=words.day(document.expires)) if document.expires else ""
        yield f"{shown}  {expires}".strip(), _document(document), "document" if number == 1 else f"document {number}"


def _document(document: TravelDocument) -> str:
    return "" if document.type.startswith("V") else "".join(filter(str.isalnum, document.number)).upper()


def _tags(person: Traveller, _: Words) -> Iterator[Value]:
    if person.bags and person.bags.tags:
        yield ", ".join(person.bags.tags), "", "bags"


def _reference(qualifier: str) -> Callable[[Traveller, Words], Iterator[Value]]:
    def values(person: Traveller, _: Words) -> Iterator[Value]:
        if value := person.references.get(qualifier):
            yield value, value, qualifier

    return values


FIELDS = (  # in the order of the document, then of the voyage
    Field("family-name", _family_name),
    Field("given-names", _given_names),
    Field("birth-date", _birth_date),
    Field("sex", _sex),
    Field("nationality", _nationality),
    Field("document", _documents),
    Field("residence", _plain("residence")),
    Field("birth-place", _plain("birth_place")),
    Field("address", _plain("address")),
    Field("embarks", _plain("embarks")),
    Field("disembarks", _plain("disembarks")),
    Field("seat", _plain("seat")),
    Field("bag-tags", _tags),
    Field("unique", _reference("ABO")),
    Field("locator", _reference("AVF")),
    Field("ticket", _reference("YZY")),
)


def _fields(namings: Sequence[Naming], words: Words) -> Iterator[dict[str, Any]]:
    """Yield each field that a message tells, with its values, the messages that give them, and whether these disagree."""
    for field in FIELDS:
        told: list[dict[str, Any]] = []
        compared: list[frozenset[str]] = []
        for number, naming in enumerate(namings, 1):
            marks = set()
            for value, mark, place in field.values(naming.person, words):
                span = naming.person.places.get(place)
                button = f"{naming.place[0]}:{naming.place[1]}:{place}" if span else None
                told.append({"value": value, "message": number, "button": button, "at": span})
                marks |= {mark} - {""}
            if marks:
                compared.append(frozenset(marks))
        if told:
            yield {"name": words(f"field-{field.name}"), "values": told, "differs": len(set(compared)) > 1}
