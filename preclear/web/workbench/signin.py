"""Signing in and out. Whatever was being sent when a session ended is carried over, and sent only when its officer says so."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie

from preclear import __version__
from preclear.inspection import Officer
from preclear.store import officers
from preclear.web.workbench.access import FORM, LARGEST_CARRIED, SESSION, form_token
from preclear.web.workbench.page import country, fragment, frame, page, role_names, see
from preclear.web.workbench.visit import Form, Visit, Visiting
from preclear.web.workbench.words import LANGUAGES

PATH = "path"  # in what is carried, where it was being sent


@get("/sign-in", name="sign_in_page", sync_to_thread=True)
def sign_in_page(visit: Visiting) -> Response[str]:
    """Show the door."""
    return door(visit, next_page=visit.query.get("next", ""), left="left" in visit.query)


@post("/sign-in", name="sign_in", sync_to_thread=True)
def sign_in(request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[Any]:
    """Let an officer in: by name and password, or in a demonstration by one button."""
    settings = visit.node.settings
    next_page, carried = local(str(form.get("next", ""))), str(form.get("carried", ""))
    with visit.node.pool.connection() as db:
        if settings.demo and "officer" in form:
            officer = next((one for one in officers.all_open(db) if one.login == form["officer"]), None)
        else:
            officer = officers.verify(db, str(form.get("login", "")), str(form.get("password", "")))
        if officer is None:
            officers.refuse_session(db, str(form.get("login", "")), now=visit.now)
            db.commit()
            return door(visit, next_page=next_page, carried=carried, refused=True, status=403)
        token = officers.open_session(db, officer, minutes=settings.session_minutes, now=visit.now)
    response = _go_on(visit, officer, next_page, carried)
    secure = request.url.scheme == "https"
    response.cookies = [
        Cookie(SESSION, value=token, httponly=True, samesite="strict", path="/", secure=secure),
        Cookie(FORM, value=visit.secret, httponly=True, samesite="strict", path="/", secure=secure),
    ]
    return response


@post("/sign-out", name="sign_out", sync_to_thread=True)
def sign_out(request: Request[Any, Any, Any], visit: Visiting) -> Response[None]:
    """Let an officer out."""
    with visit.node.pool.connection() as db:
        officers.close_session(db, request.cookies.get(SESSION, ""), now=visit.now)
    response = see(visit, "/sign-in?left=1")
    response.cookies = [Cookie(SESSION, value="", max_age=0, httponly=True, samesite="strict", path="/")]
    return response


@get("/session", name="session", sync_to_thread=False, status_code=204)
def session() -> None:
    """Let the session last on: that it was asked for is enough."""


def door(
    visit: Visit,
    *,
    next_page: str = "",
    carried: str = "",
    ended: bool = False,
    left: bool = False,
    refused: bool = False,
    status: int = 200,
) -> Response[str]:
    """Return the sign-in page. In a demonstration it offers every officer by one button."""
    words, posts = visit.words, []
    if visit.node.settings.demo:
        with visit.node.pool.connection() as db:
            posts = [{"login": one.login, "name": one.name, "roles": role_names(words, one.roles)} for one in officers.all_open(db)]
    return fragment(
        visit,
        "signin.html",
        status=status,
        next=next_page,
        carried=carried,
        ended=ended,
        left=left,
        posts=posts,
        version=__version__,
        refused=words("sign-in-refused") if refused else None,
        party=country(visit.node.settings.party, visit),
        mottos={language: spoken("motto") for language, spoken in LANGUAGES.items()},
    )


def carry(path: str, fields: tuple[tuple[str, str], ...]) -> str:
    """Return what was being sent as one value of the sign-in form; nothing where it is too large to carry."""
    carried = urlencode([(PATH, path), *fields])
    return carried if fields and len(carried) <= LARGEST_CARRIED else ""


def local(path: str) -> str:
    """Return a path of this node; the start for anything that leads elsewhere."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\", "/sign-in")) else "/"


def _go_on(visit: Visit, officer: Officer, next_page: str, carried: str) -> Response[Any]:
    said = Visit(
        node=visit.node,
        officer=officer,
        now=visit.now,
        path=next_page,
        language=visit.language,
        secret=visit.secret,
        token=form_token(visit.secret, officer),
        ends_at=visit.ends_at,
    )
    fields = parse_qsl(carried, keep_blank_values=True)
    if fields and fields[0][0] == PATH:
        return page(said, None, "carried.html", path=local(fields[0][1]), fields=fields[1:])
    home = str(frame(said, None)["home"])
    return see(said, home if next_page == "/" else next_page)
