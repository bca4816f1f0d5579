"""Other systems tell of people, and fetch what came of it: their own hits alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal

from litestar import MediaType, Request, Response, get, post
from litestar.exceptions import ValidationException
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.types import ExceptionHandlersMap
from msgspec import Meta, Struct

from preclear import clearance, documents
from preclear.clearance import Heard
from preclear.errors import PreclearError
from preclear.inspection import HitKind, Sought
from preclear.manifest import PartialDate
from preclear.matching import resemblance
from preclear.node import Node
from preclear.store import raised
from preclear.store.raised import Hit, Outcome
from preclear.store.raised import Said as HitSaid
from preclear.store.systems import System
from preclear.web.json.faults import Refusal

LONGEST_BODY = 32_768  # bytes
LONGEST_VALID = timedelta(days=366)
FINDINGS = {"match": "confirmed", "no_match": "refuted", "cannot_tell": "not_told", None: None}

Short = Annotated[str, Meta(max_length=200)]
Reference = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*\Z")]
Zoned = Annotated[datetime, Meta(tz=True)]


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A travel document."""

    number: Annotated[str, Meta(min_length=3, max_length=40, description="as written on it; blanks and hyphens do not count")]
    issuer: Annotated[str | None, Meta(description="the state that issued it, in three letters (or two)")] = None


class Person(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a hit means: a document, or a name and a birth date on a voyage, or both."""

    family_name: Short = ""
    given_names: Short = ""
    birth_date: Annotated[str | None, Meta(description="YYYY-MM-DD, YYYY-MM or YYYY")] = None
    document: Document | None = None


class OnVoyage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The voyage on which the person is, or is to be."""

    designator: Annotated[str, Meta(min_length=2, max_length=12, description="carrier and number, such as XX420")]
    departs: Annotated[date, Meta(description="the day on which it leaves, by the clock of the place")]
    carrier: Annotated[str, Meta(max_length=8, description="the carrier, where one number could be of several")] | None = None


class HitTold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a system tells of somebody."""

    reference: Annotated[Reference, Meta(description="your own, never used for another hit")]
    person: Person
    voyage: OnVoyage | None = None
    kind: HitKind
    severity: Annotated[int, Meta(ge=1, le=3, description="1 gravest, 3 least")]
    reason: Annotated[str, Meta(min_length=1, max_length=2000, description="what an officer is to know; in full sentences")]
    source: Annotated[str, Meta(min_length=1, max_length=200, description="where you have it from")]
    said_at: Annotated[Zoned, Meta(description="when you say this; of two wordings the later holds")]
    valid_until: Annotated[Zoned, Meta(description="until when whoever is declared is met")]


class Withdrawal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a hit is taken back."""

    reason: Annotated[str, Meta(min_length=1, max_length=2000)]
    said_at: Zoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of one person whom a hit met. Nobody is named: the system knows whom it meant."""

    voyage: str
    departs: date | None
    met_at: datetime
    state: Literal["waiting", "found", "ended"]  # an officer is still to find; has found; ended without a finding
    finding: Literal["confirmed", "refuted", "not_told"] | None  # by the officer: it holds, it does not, it could not be told
    found_at: datetime | None
    at_site: Literal["nothing", "passed", "withdrew", "seized", "refused", "delivered"] | None  # what inspection came to, where it did


@dataclass(frozen=True, slots=True, kw_only=True)
class HitStanding:
    """A hit as it stands, and what came of it."""

    hit: int
    reference: str
    state: Literal["met", "not_found_yet", "expired", "withdrawn"]
    change: Literal["new", "changed", "extended", "same"] | None  # what this request changed; null where it only asks
    said_at: datetime
    valid_until: datetime
    findings: Sequence[Finding] = field(default_factory=tuple)


REFUSALS = {
    400: ResponseSpec(Refusal, description="it does not fit: which field, and how to mend it"),
    401: ResponseSpec(Refusal, description="no key, or none that is known"),
    403: ResponseSpec(Refusal, description="not agreed with this system"),
    409: ResponseSpec(Refusal, description="something that was said later is known already; nothing changed"),
    413: ResponseSpec(Refusal, description="too long"),
    429: ResponseSpec(Refusal, description="more requests than agreed: come again after Retry-After"),
    503: ResponseSpec(Refusal, description="the node's database is away: send the same again after Retry-After"),
}
UNKNOWN = {404: ResponseSpec(Refusal, description="you have told of no such hit")}


@post(
    "/hits",
    status_code=200,
    responses={201: ResponseSpec(HitStanding, description="told for the first time"), **REFUSALS},
    sync_to_thread=True,
)
def tell(request: Request[Any, Any, Any], data: JSONBody[HitTold]) -> Response[HitStanding]:
    """Tell of somebody. The same reference again changes what was said of it; the same words again change nothing.

    Whoever is declared already is met at once; else the hit waits until somebody is whom it means, as long as it is valid.
    """
    now = datetime.now(UTC)
    heard = clearance.hear(request.state.node, request.state.system, _said(data, now), now=now)
    return Response(_standing(heard, now), status_code=201 if heard.change == "new" else 200)


@post("/hits/{reference:str}/withdrawal", status_code=200, responses={**UNKNOWN, **REFUSALS}, sync_to_thread=True)
def take_back(request: Request[Any, Any, Any], reference: FromPath[str], data: JSONBody[Withdrawal]) -> HitStanding:
    """Take a hit back: it meets nobody any more, and asks nothing where no officer has begun. Twice does no harm."""
    now = datetime.now(UTC)
    node: Node = request.state.node
    return _standing(clearance.withdraw(node, request.state.system, reference, why=data.reason, said_at=data.said_at, now=now), now)


@get("/hits/{reference:str}", responses={**UNKNOWN, **REFUSALS}, sync_to_thread=True)
def hit(request: Request[Any, Any, Any], reference: FromPath[str]) -> HitStanding:
    """Return one of your hits, and what came of it."""
    system: System = request.state.system
    with request.state.node.pool.connection() as db:
        found = raised.find(db, system.id, reference)
    return _told(request, [found])[0]


@get("/hits", responses=REFUSALS, sync_to_thread=True)
def hits(
    request: Request[Any, Any, Any],
    after: Annotated[int, QueryParameter(ge=0, le=2**63 - 1, description="the number (`hit`) of the last one that was seen")] = 0,
) -> list[HitStanding]:
    """Return your hits, a hundred at a time, in the order in which they were told, and what came of each."""
    system: System = request.state.system
    with request.state.node.pool.connection() as db:
        found = raised.of_system(db, system.id, after=after)
    return _told(request, found)


def unfit(_: Request[Any, Any, Any], error: ValidationException) -> Response[Refusal]:
    """Return the answer to a body that does not fit: the fields, and what is wrong with each, without what they held."""
    wrong = [
        f"{each.get('key') or 'body'}: {_without_value(str(each.get('message', '')))}"
        for each in error.extra or ()
        if isinstance(each, dict)
    ]
    detail = "; ".join(wrong) or "the body is no JSON of the form that /openapi describes"
    return Response(Refusal("misfit", detail[:1000]), status_code=400, media_type=MediaType.JSON)


def too_deep(_: Request[Any, Any, Any], __: RecursionError) -> Response[Refusal]:
    """Return the answer to JSON that is nested without end."""
    return Response(Refusal("misfit", "the body is nested too deeply"), status_code=400, media_type=MediaType.JSON)


def _without_value(message: str) -> str:
    """A sentence on what does not fit, without the value that does not: it may be of a person."""
    return message.partition(" value '")[0] if " value '" in message else message


def _told(request: Request[Any, Any, Any], found: Sequence[Hit]) -> list[HitStanding]:
    now = datetime.now(UTC)
    return [_standing(one, now) for one in clearance.findings(request.state.node, request.state.system, found, now=now)]


def _said(data: HitTold, now: datetime) -> HitSaid:
    """Return what was told, once it makes sense together. Raises ``PreclearError``, naming the field."""
    if not data.reason.strip() or not data.source.strip():
        raise PreclearError("reason, source: say both in words")
    if data.said_at > now + timedelta(minutes=5):
        raise PreclearError("said_at: this lies ahead; set your clock")
    if not now < data.valid_until <= now + LONGEST_VALID:
        raise PreclearError(f"valid_until: an instant from now on, at most {LONGEST_VALID.days} days ahead")
    return HitSaid(
        reference=data.reference,
        kind=data.kind,
        severity=data.severity,
        reason=data.reason.strip(),
        source=data.source.strip(),
        sought=_sought(data.person, data.voyage),
        said_at=data.said_at,
        valid_until=data.valid_until,
    )


def _sought(person: Person, voyage: OnVoyage | None) -> Sought:
    named = bool(person.family_name.strip() or person.given_names.strip())
    if person.document is None and not (named and voyage):
        raise PreclearError("person: give a document, or a name and the voyage; a name alone is for a list, not for a hit")
    if person.document and len(resemblance.plain(person.document.number)) < 3:
        raise PreclearError("person.document.number: at least three letters and digits of A to Z and 0 to 9")
    issuer = person.document.issuer if person.document else None
    state = documents.states.alpha3(issuer) if issuer else None
    if issuer and state is None:
        raise PreclearError("person.document.issuer: no code of a state")
    try:
        born = PartialDate.parse(person.birth_date) if person.birth_date else None
    except ValueError:
        raise PreclearError("person.birth_date: write YYYY-MM-DD, or as much of it as is known") from None
    return Sought(
        family_name=person.family_name.strip(),
        given_names=person.given_names.strip(),
        birth_date=born,
        document_number=person.document.number.strip() if person.document else "",
        document_issuer=state,
        designator="".join(voyage.designator.upper().split()) if voyage else None,
        departs=voyage.departs if voyage else None,
        carrier=voyage.carrier.strip().upper() or None if voyage and voyage.carrier else None,
    )


def _standing(heard: Heard, now: datetime) -> HitStanding:
    hit = heard.hit
    state: Literal["met", "not_found_yet", "expired", "withdrawn"] = "met" if heard.outcomes else "not_found_yet"
    if hit.withdrawn_at is not None:
        state = "withdrawn"
    elif not heard.outcomes and hit.valid_until <= now:
        state = "expired"
    return HitStanding(
        hit=hit.id,
        reference=hit.reference,
        state=state,
        change=heard.change,
        said_at=hit.said_at,
        valid_until=hit.valid_until,
        findings=[_finding(one) for one in heard.outcomes],
    )


def _finding(one: Outcome) -> Finding:
    return Finding(
        voyage=one.designator,
        departs=one.departs,
        met_at=one.met_at,
        state="waiting" if one.waiting else "found" if one.found else "ended",
        finding=FINDINGS[one.found],  # type: ignore[arg-type]  # one of the three
        found_at=one.decided_at,
        at_site=one.at_site,  # type: ignore[arg-type]  # as the function of the database says
    )


HANDLERS: ExceptionHandlersMap = {ValidationException: unfit, RecursionError: too_deep}
