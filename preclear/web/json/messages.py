"""Messages in, answers out."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, QueryParameter

from preclear import clearance
from preclear.clearance import Receipt
from preclear.errors import NotPermitted
from preclear.node import Node
from preclear.store import acting
from preclear.store import answers as outbox
from preclear.store.carriers import Carrier
from preclear.web.json.faults import Refusal, TooLong, TooSlow, WrongType
from preclear.web.json.forms import XLSX

EDIFACT, JSON = "application/edifact", "application/json"
TAKEN = {  # content types of a message; what is in it is told by its bytes alone
    "",
    EDIFACT,
    "application/edi",
    "application/octet-stream",
    "text/plain",
    "application/x-www-form-urlencoded",  # what curl says of bytes unless told otherwise
}
OF_FORMS = {JSON, "text/csv", "application/csv", "application/vnd.ms-excel", XLSX}  # content types of the forms
LONGEST_WAIT = 60  # seconds

REFUSALS = {
    401: ResponseSpec(Refusal, description="no key, or none that is known"),
    403: ResponseSpec(Refusal, description="this way of sending is not agreed with the carrier"),
    408: ResponseSpec(Refusal, description="the message took too long to come in"),
    413: ResponseSpec(Refusal, description="the message is too long"),
    415: ResponseSpec(Refusal, description="no kind of message"),
    429: ResponseSpec(Refusal, description="the node is behind: come again after Retry-After"),
    503: ResponseSpec(Refusal, description="the node's database is away: send the same again after Retry-After"),
}


@post(
    "/messages",
    status_code=200,
    responses={
        202: ResponseSpec(dict[str, Any], description="kept; the answer will wait at GET /answers"),
        422: ResponseSpec(dict[str, Any], description="kept, but it cannot be read: its faults"),
        **REFUSALS,
    },
)
async def receive(request: Request[Any, Any, Any]) -> Response[Any]:
    """Take in a message, as bytes, and answer it: CUSRES, or JSON where that is accepted before it.

    The message is on disk before the answer is given. The same bytes again have no further effect, and the same answer.
    """
    node: Node = request.state.node
    carrier: Carrier = request.state.carrier
    if "http" not in carrier.transports:
        raise NotPermitted("sending over HTTP is not agreed with this carrier")
    kind = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind not in TAKEN | OF_FORMS:
        raise WrongType(f"a message is taken as {EDIFACT}, {JSON} or text/csv, not as {kind}")
    raw = await _body(request, longest=node.settings.max_message_bytes, seconds=node.settings.max_upload_seconds)
    with node.intake.place(), acting.acting(acting.NODE):  # which compares with what others sent, and tells nothing of it
        receipt = await sync_to_thread(_receive, node, raw, carrier.id)
    return _response(receipt, as_json=_wants_json(request))


@get("/answers", responses=REFUSALS)
async def answers(
    request: Request[Any, Any, Any],
    after: Annotated[int, QueryParameter(ge=0, description="the number of the last answer that was seen")] = 0,
    wait: Annotated[int, QueryParameter(ge=0, le=LONGEST_WAIT, description="seconds to wait where nothing is there yet")] = 0,
) -> list[dict[str, Any]]:
    """Return what waits for this carrier, in order: everything that it has not acknowledged, after a number.

    Each has its CUSRES as text beside the same content as JSON.
    """
    node: Node = request.state.node
    carrier: Carrier = request.state.carrier
    deadline = time.monotonic() + wait
    while True:
        ring = node.bell.next(carrier.id)  # before looking, so that what comes in between is not missed
        found = await sync_to_thread(_waiting, node, carrier.id, after)
        left = deadline - time.monotonic()
        if found or left <= 0:
            return found
        try:
            await asyncio.wait_for(asyncio.wrap_future(ring), left)
        except TimeoutError:
            continue


@post(
    "/answers/{number:int}/acknowledgement",
    status_code=204,
    responses={404: ResponseSpec(Refusal, description="no such answer of this carrier"), **REFUSALS},
    sync_to_thread=True,
)
def acknowledge(request: Request[Any, Any, Any], number: FromPath[int]) -> None:
    """Say that an answer has arrived and is being acted on. Twice does no harm."""
    clearance.acknowledge(request.state.node, request.state.carrier.id, number, way="http", now=datetime.now(UTC))


def _receive(node: Node, raw: bytes, carrier: str) -> Receipt:
    return clearance.receive(node, raw, carrier=carrier, transport="http", now=datetime.now(UTC))


def _waiting(node: Node, carrier: str, after: int) -> list[dict[str, Any]]:
    with node.pool.connection() as db:
        found = outbox.waiting(db, carrier, after=after)
        outbox.send(db, [answer.id for answer in found if answer.sent_at is None], way="poll", now=datetime.now(UTC))
    return [{**answer.json, "made_at": answer.made_at, "cusres": _text(answer.cusres)} for answer in found]


def _text(said: bytes) -> str:
    """An answer as text, in whichever character set it was written, as its message was."""
    try:
        return said.decode()
    except UnicodeDecodeError:
        return said.decode("latin-1")


async def _body(request: Request[Any, Any, Any], *, longest: int, seconds: int) -> bytes:
    """Return what is sent. Raises ``TooLong`` or ``TooSlow`` as soon as it is, without waiting for the rest."""
    parts, length = [], 0
    too_long = TooLong(f"a message may have {longest} bytes")
    declared = request.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared) > longest:
        raise too_long
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                length += len(part)
                if length > longest:
                    raise too_long
                parts.append(part)
    except TimeoutError as error:
        raise TooSlow(f"a message must come in within {seconds} seconds") from error
    return b"".join(parts)


def _wants_json(request: Request[Any, Any, Any]) -> bool:
    """Return whether JSON is asked for before CUSRES; nothing said, or anything, means CUSRES, and JSON to who sends a form."""
    kind = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    return request.accept.best_match([JSON, EDIFACT] if kind in OF_FORMS else [EDIFACT, JSON]) == JSON


def _response(receipt: Receipt, *, as_json: bool) -> Response[Any]:
    answer, message = receipt.answer, receipt.message
    headers = {"Preclear-Message": str(message.id)}
    said = {"message": message.id, "state": message.state, "repeated": receipt.repeated}
    if answer is None or (receipt.later and answer.kind != "fault"):
        return Response(said, status_code=202 if answer else 200, headers=headers, media_type=JSON)
    headers["Preclear-Answer"] = str(answer.id)
    status = 422 if message.state == "unreadable" else 200
    if as_json:
        return Response(said | dict(answer.json), status_code=status, headers=headers, media_type=JSON)
    return Response(answer.cusres, status_code=status, headers=headers, media_type=EDIFACT)
