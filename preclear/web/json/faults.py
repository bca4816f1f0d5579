"""What a carrier's machine reads when something stands in the way: one table of error and status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from preclear.errors import Behind, Conflict, MessageError, NotFound, NotPermitted, PreclearError, Unreachable

LOG = structlog.get_logger()


class Unknown(PreclearError):
    """No key was given, or none that is known here."""


class TooLong(PreclearError):
    """A message is longer than is taken."""


class TooSlow(PreclearError):
    """A message did not come in within the time allowed."""


class WrongType(PreclearError):
    """What was sent is no message of a kind that is taken here."""


STATUS: tuple[tuple[type[PreclearError], int, str], ...] = (  # error, status, code in the body; the first that fits
    (Unknown, 401, "unknown-sender"),
    (NotPermitted, 403, "not-permitted"),
    (NotFound, 404, "not-found"),
    (TooSlow, 408, "too-slow"),
    (Conflict, 409, "conflict"),
    (TooLong, 413, "too-long"),
    (WrongType, 415, "wrong-type"),
    (MessageError, 422, "unreadable"),
    (Behind, 429, "behind"),
    (Unreachable, 503, "unreachable"),
    (PreclearError, 400, "refused"),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request was refused."""

    code: str
    detail: str


def refused(_: Request[Any, Any, Any], error: PreclearError) -> Response[Refusal]:
    """Return the answer to a request that we refuse."""
    status, code = next((status, code) for kind, status, code in STATUS if isinstance(error, kind))
    headers = {"Connection": "close"} if isinstance(error, (TooLong, TooSlow)) else {}
    if isinstance(error, Unknown):
        headers["WWW-Authenticate"] = 'Bearer realm="preclear"'
    if isinstance(error, (Behind, Unreachable)):
        headers["Retry-After"] = str(error.retry_after)
    return Response(Refusal(code, str(error)), status_code=status, headers=headers, media_type=MediaType.JSON)


def misfit(_: Request[Any, Any, Any], error: HTTPException) -> Response[Refusal]:
    """Return the answer to a request that does not fit the interface."""
    return Response(Refusal("misfit", error.detail), status_code=error.status_code, headers=error.headers, media_type=MediaType.JSON)


def broken(request: Request[Any, Any, Any], error: Exception) -> Response[Refusal]:
    """Return the answer where we have a bug. The log gets its kind and place alone, since its words might hold personal data."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    LOG.error("a request failed", path=request.scope["path"], error=type(error).__name__, where=where)
    return Response(Refusal("broken", "something went wrong here; send it again"), status_code=500, media_type=MediaType.JSON)


HANDLERS: ExceptionHandlersMap = {PreclearError: refused, HTTPException: misfit, Exception: broken}
