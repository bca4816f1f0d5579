"""What a page says when something stands in the way: who may, who was first, what is gone. Never a bare number."""

from __future__ import annotations

import secrets
import traceback
from pathlib import Path
from typing import Any

import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException

from preclear.errors import Behind, Conflict, NotFound, NotPermitted, PreclearError, Unreachable
from preclear.web.workbench.access import LANGUAGE, SignedOut, StaleForm
from preclear.web.workbench.page import HEADERS, page
from preclear.web.workbench.signin import carry, door
from preclear.web.workbench.visit import Visit, language_of
from preclear.web.workbench.words import LANGUAGES

LOG = structlog.get_logger()
READABLE = "BCDFGHJKLMNPQRSTVWXZ23456789"  # of a report number: nothing that is read for something else, and no words

KINDS: tuple[tuple[type[Exception], int, str, str, str], ...] = (  # error, status, key of the words, colour, shape
    (NotFound, 404, "missing-page", "wait", "find"),
    (NotPermitted, 403, "forbidden", "wait", "lock"),
    (StaleForm, 403, "stale-form", "wait", "lock"),
    (Conflict, 409, "overtaken-page", "work", "lock"),
    (Behind, 503, "behind", "attn", "clock"),
    (Unreachable, 503, "unreachable", "attn", "clock"),
    (PreclearError, 400, "refused", "stop", "stop"),
)


def refused(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """Return the page for an error that we raised on purpose, or the door when a session has ended."""
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit is None and isinstance(error, Unreachable):  # nobody can be told who they are
        return _away(request, error)
    if visit is None or (visit.officer.id == 0 and not isinstance(error, SignedOut | StaleForm)):
        return Response("", status_code=404 if isinstance(error, NotFound) else 400, headers=HEADERS)
    if isinstance(error, SignedOut):
        if "HX-Request" in request.headers:
            return Response("", status_code=401, headers=HEADERS)
        new = not error.fields and visit.path == "/"
        return door(
            visit,
            next_page=visit.address if request.method == "GET" else "/",
            carried=carry(visit.path, error.fields),
            ended=not new,
            status=200 if new else 401,
        )
    _, status, key, colour, shape = next(kind for kind in KINDS if isinstance(error, kind[0]))
    words = visit.words
    code = getattr(error, "code", "")
    sentence = words(f"refused-{code}") if code and words.has(f"refused-{code}") else words(f"{key}-why")
    return page(
        visit,
        None,
        "error.html",
        status=status,
        title=words(f"{key}-title"),
        kind=colour,
        shape=shape,
        sentence=sentence,
        more="",
        report="",
        again=visit.path if request.method == "GET" else "/",
    )


def _away(request: Request[Any, Any, Any], error: Unreachable) -> Response[str]:
    """Return, as text, that the database is away, in the language of the browser."""
    words = LANGUAGES[language_of(request, None, request.cookies.get(LANGUAGE))]
    said = f"{words('unreachable-title')}\n\n{words('unreachable-why')}\n"
    return Response(said, status_code=503, headers={**HEADERS, "Retry-After": str(error.retry_after)}, media_type=MediaType.TEXT)


def missing(request: Request[Any, Any, Any], error: HTTPException) -> Response[str]:
    """Return the page for an address or a form that does not fit."""
    return refused(
        request, NotFound("There is no such page") if error.status_code in {404, 405} else PreclearError("The form does not fit")
    )


def broken(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """Return the page for a bug: nothing was sent, and a number under which the log tells what happened."""
    report = "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(2))
    places = [
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-6:]
    ]  # no values: they may be personal
    LOG.error("page broken", report=report, route=request.scope["route_handler"].name, error=type(error).__name__, at=places)
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit is None:
        return Response(report, status_code=500, headers=HEADERS, media_type=MediaType.TEXT)
    words = visit.words
    return page(
        visit,
        None,
        "error.html",
        status=500,
        title=words("broken-title"),
        kind="stop",
        shape="stop",
        sentence=words("broken-why"),
        more=words("broken-nothing-sent"),
        report=report,
        again=visit.path if request.method == "GET" else "/",
    )
