"""Signing in and out: a password and a second factor, the agency's account, or in a demonstration one button.

1. Who (``sign_in``, or ``agency`` and back).  2. A second factor (``second``), or the first one is set up (``enrol``).  3. Going on to
where the officer was: whatever was being sent when a session ended is carried along, and sent only when its officer says so.
Between the steps everything lies in the node, sealed; the browser holds a token.
"""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pyotp
import segno
from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from markupsafe import Markup

from preclear import __version__
from preclear.errors import Conflict, NotPermitted, PreclearError, SettingsError
from preclear.inspection import Officer
from preclear.store import acting, factors, officers, sign_ins
from preclear.store.officers import Way
from preclear.store.pool import Database
from preclear.store.sign_ins import Half, Step
from preclear.web.workbench import agency, passkeys
from preclear.web.workbench.access import LARGEST_CARRIED, SESSION, form_token, routes_of
from preclear.web.workbench.page import country, fragment, frame, page, role_names, see
from preclear.web.workbench.passkeys import Party
from preclear.web.workbench.visit import Form, Visit, Visiting
from preclear.web.workbench.words import LANGUAGES

PATH = "path"  # in what is carried, where it was being sent
HALF = "preclear_sign_in"  # cookie of a sign-in that is half done
MOST_TRIES = 5  # at the second factor
LABEL = 60  # characters of a passkey's name


@get("/sign-in", name="sign_in_page", sync_to_thread=True)
def sign_in_page(visit: Visiting) -> Response[str]:
    """Show the door."""
    return door(visit, next_page=visit.query.get("next", ""), left="left" in visit.query)


@post("/sign-in", name="sign_in", sync_to_thread=True)
def sign_in(request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[Any]:
    """Let an officer in: by name and password to the second factor, or in a demonstration by one button."""
    node = visit.node
    next_page, carried = local(str(form.get("next", ""))), str(form.get("carried", ""))[:LARGEST_CARRIED]
    if node.settings.demo and "officer" in form:
        with node.pool.connection() as db:
            chosen = next((one for one in officers.all_open(db) if one.login == form["officer"]), None)
            if chosen:
                return _in(request, db, visit, chosen, way="demo", next_page=next_page, carried=carried)
    login, address = str(form.get("login", ""))[:200], address_of(request)
    with node.pool.connection() as db:
        if until := sign_ins.locked_until(db, node.vault, login, address, now=visit.now):
            officers.refuse_session(db, login, locked=True, now=visit.now)
            acting.go_on(db)
            return door(visit, next_page=next_page, carried=carried, refused=locked(visit, until), status=429)
        officer = officers.verify(db, login, str(form.get("password", ""))[:1000])
        if officer is not None and officers.close_dormant(db, login, days=node.settings.dormant_days, now=visit.now):
            officer = None
        if officer is None:
            officers.refuse_session(db, login, now=visit.now)
            sign_ins.failed(db, node.vault, login, address, now=visit.now)
            acting.go_on(db)
            return door(visit, next_page=next_page, carried=carried, refused=visit.words("sign-in-refused"), status=403)
        step: Step = "second" if factors.of(db, officer.id).enough else "enrol"
        kept = {"next": next_page, "carried": carried, "tries": 0}
        half = sign_ins.begin(db, node.vault, step, kept, officer_id=officer.id, now=visit.now)
    return _with(see(visit, f"/sign-in/{step}"), _half_cookie(visit, half))


@get("/sign-in/second", name="second_factor_page", sync_to_thread=True)
def second_factor_page(request: Request[Any, Any, Any], visit: Visiting) -> Response[Any]:
    """Ask for the second factor."""
    with visit.node.pool.connection() as db:
        found = _half(request, db, visit, "second")
        return _second(request, db, visit, *found) if found else see(visit, "/sign-in?late=1")


@post("/sign-in/second", name="second_factor", sync_to_thread=True)
def second_factor(request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[Any]:
    """Take a passkey, a code or a recovery code, and let the officer in."""
    node = visit.node
    with node.pool.connection() as db:
        found = _half(request, db, visit, "second")
        if found is None:
            return see(visit, "/sign-in?late=1")
        half, officer = found
        if until := sign_ins.locked_until(db, node.vault, officer.login, address_of(request), now=visit.now):
            sign_ins.end(db, half)
            acting.go_on(db)
            return door(visit, next_page=half.kept["next"], carried=half.kept["carried"], refused=locked(visit, until), status=429)
        way = _shown(request, db, visit, half, officer=officer, form=form)
        if way is None:
            officers.refuse_session(db, officer.login, now=visit.now)
            sign_ins.failed(db, node.vault, officer.login, address_of(request), now=visit.now)
            half = sign_ins.keep(db, node.vault, half, half.kept | {"tries": half.kept["tries"] + 1})
            if half.kept["tries"] >= MOST_TRIES:
                sign_ins.end(db, half)
                acting.go_on(db)
                return door(
                    visit,
                    next_page=half.kept["next"],
                    carried=half.kept["carried"],
                    refused=visit.words("sign-in-second-tries"),
                    status=403,
                )
            return _second(request, db, visit, half, officer, wrong=True, status=403)
        return _finish(request, db, visit, half, officer=officer, way=way)


@get("/sign-in/enrol", name="enrol_page", sync_to_thread=True)
def enrol_page(request: Request[Any, Any, Any], visit: Visiting) -> Response[Any]:
    """Show how a second factor is set up."""
    with visit.node.pool.connection() as db:
        found = _half(request, db, visit, "enrol")
        return _enrol(request, db, visit, *found) if found else see(visit, "/sign-in?late=1")


@post("/sign-in/enrol", name="enrol", sync_to_thread=True)
def enrol(request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[Any]:
    """Set a second factor up once it was shown to work; with the first one come recovery codes, shown this once."""
    node = visit.node
    with node.pool.connection() as db:
        found = _half(request, db, visit, "enrol")
        if found is None:
            return see(visit, "/sign-in?late=1")
        half, officer = found
        first = not factors.of(db, officer.id).enough
        way = _set_up(request, db, visit, half, officer=officer, form=form)
        if way is None:
            return _enrol(request, db, visit, half, officer, wrong=True, status=422)
        if not first:
            sign_ins.end(db, half)
            return see(visit, "/security?added=1")
        codes = factors.new_recovery(db, officer, now=visit.now)
        sign_ins.keep(db, node.vault, half, half.kept, step="on")
        token = _open(request, db, visit, officer, way)
        said = _as(visit, officer, half.kept["next"])
        answer = page(said, None, "recovery.html", codes=codes, on="/sign-in/on")
    return _with(answer, _session_cookie(visit, token))


@get("/sign-in/on", name="sign_in_on", sync_to_thread=True)
def sign_in_on(request: Request[Any, Any, Any], visit: Visiting) -> Response[Any]:
    """Go on to where the officer was, once the session stands."""
    with visit.node.pool.connection() as db:
        half = sign_ins.half(db, visit.node.vault, request.cookies.get(HALF, ""), now=visit.now)
        if half is None or half.step != "on":
            return see(visit, "/")
        sign_ins.end(db, half)
    return _with(_go_on(visit, visit.officer, half.kept["next"], half.kept["carried"]), _no_cookie(HALF))


@post("/sign-in/agency", name="agency", sync_to_thread=True)
def ask_agency(request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[Any]:
    """Send the browser to the agency's directory."""
    node, next_page, carried = visit.node, local(str(form.get("next", ""))), str(form.get("carried", ""))[:LARGEST_CARRIED]
    if node.agency is None:
        return door(visit, next_page=next_page, carried=carried, refused=visit.words("sign-in-no-agency"), status=404)
    try:
        address, kept = agency.ask(node.agency, f"{_party(request, visit).origin}/sign-in/agency/back")
    except (agency.DirectoryAway, SettingsError):
        return door(visit, next_page=next_page, carried=carried, refused=visit.words("sign-in-agency-away"), status=503)
    with node.pool.connection() as db:
        half = sign_ins.begin(db, node.vault, "agency", {"next": next_page, "carried": carried, "asked": kept}, now=visit.now)
    return _with(see(visit, address), _half_cookie(visit, half, samesite="lax"))  # it comes back from another site


@get("/sign-in/agency/back", name="agency_back", sync_to_thread=True)
def agency_back(request: Request[Any, Any, Any], visit: Visiting) -> Response[Any]:
    """Let the officer in whom the agency's directory names."""
    node, refused, status = visit.node, "sign-in-agency-refused", 403
    with node.pool.connection() as db:
        half = sign_ins.half(db, node.vault, request.cookies.get(HALF, ""), now=visit.now)
        if node.agency is None or half is None or half.step != "agency" or not sign_ins.end(db, half):
            return door(visit, refused=visit.words("sign-in-late"), status=403)
        acting.go_on(db)  # an answer counts once, whatever becomes of it
        try:
            claims = agency.told(node.agency, half.kept["asked"], visit.query, now=visit.now.timestamp())
            duties, subject = node.agency.duties(claims), str(claims["sub"])
            if not duties:
                officers.leave(db, issuer=node.agency.issuer, subject=subject, now=visit.now)
                refused = "sign-in-agency-no-duty"
            else:
                officer = officers.admit(
                    db,
                    issuer=node.agency.issuer,
                    subject=subject,
                    login=str(claims.get(node.agency.login_claim) or subject)[:200],
                    name=str(claims.get("name") or claims.get(node.agency.login_claim) or subject)[:200],
                    roles=duties,
                    sites=node.agency.places(claims),
                    language=visit.language,
                    now=visit.now,
                )
                on = sign_ins.begin(
                    db, node.vault, "on", {"next": half.kept["next"], "carried": half.kept["carried"]}, officer_id=officer.id, now=visit.now
                )
                token = _open(request, db, visit, officer, "agency")
                # One page of this node stands between: from it on, cookies that other sites' links do not get are sent again.
                return _with(
                    fragment(_as(visit, officer, ""), "signed_in.html", on="/sign-in/on", closes=False),
                    _session_cookie(visit, token),
                    _half_cookie(visit, on),
                )
        except agency.DirectoryAway:
            refused, status = "sign-in-agency-away", 503
        except (NotPermitted, Conflict):
            refused = "sign-in-agency-closed"
        except PreclearError:
            refused = "sign-in-agency-refused"
        officers.refuse_session(db, "", now=visit.now)
        acting.go_on(db)
    return door(visit, next_page=half.kept["next"], carried=half.kept["carried"], refused=visit.words(refused), status=status)


@get("/sign-in/back", name="signed_in", sync_to_thread=False)
def signed_in(visit: Visiting) -> Response[str]:
    """Say to the page that was waiting, and to whoever signed in beside it, that the session stands."""
    return fragment(visit, "signed_in.html", on="", closes=True)


@post("/sign-out", name="sign_out", sync_to_thread=True)
def sign_out(request: Request[Any, Any, Any], visit: Visiting) -> Response[None]:
    """Let an officer out."""
    with visit.node.pool.connection() as db:
        officers.close_session(db, request.cookies.get(SESSION, ""), now=visit.now)
    return _with(see(visit, "/sign-in?left=1"), _no_cookie(SESSION))


@post("/sign-out/everywhere", name="sign_out_everywhere", sync_to_thread=True)
def sign_out_everywhere(visit: Visiting) -> Response[None]:
    """Let an officer out of every browser, this one too."""
    with visit.node.pool.connection() as db:
        officers.close_sessions(db, visit.officer, by=visit.officer.actor, now=visit.now)
    return _with(see(visit, "/sign-in?left=1"), _no_cookie(SESSION))


@get("/session", name="session", sync_to_thread=False)
def session(visit: Visiting) -> Response[None]:
    """Let the session last on: that it was asked for is enough. The answer says until when."""
    return Response(None, status_code=204, headers={"Preclear-Session-Ends": visit.moment(visit.ends_at).iso, "Cache-Control": "no-store"})


def door(
    visit: Visit,
    *,
    next_page: str = "",
    carried: str = "",
    ended: bool = False,
    left: bool = False,
    refused: str | None = None,
    status: int = 200,
) -> Response[str]:
    """Return the sign-in page. In a demonstration it offers every officer by one button."""
    words, node, posts = visit.words, visit.node, []
    if node.settings.demo:
        with node.pool.connection() as db:
            posts = [{"login": one.login, "name": one.name, "roles": role_names(words, one.roles)} for one in officers.all_open(db)]
    answer = fragment(
        visit,
        "signin.html",
        status=status,
        next=next_page,
        carried=carried,
        ended=ended,
        left=left,
        posts=posts,
        version=__version__,
        refused=words("sign-in-late") if "late" in visit.query and refused is None else refused,
        party=country(node.settings.party, visit),
        agency=node.agency and (node.agency.name or words("sign-in-agency-yours")),
        mottos={language: spoken("motto") for language, spoken in LANGUAGES.items()},
    )
    if node.agency:  # the form leads there
        issuer = urlsplit(node.agency.issuer)
        policy = answer.headers["Content-Security-Policy"].replace(
            "form-action 'self'", f"form-action 'self' {issuer.scheme}://{issuer.netloc}"
        )
        answer.headers["Content-Security-Policy"] = policy
    return answer


def carry(path: str, fields: tuple[tuple[str, str], ...]) -> str:
    """Return what was being sent as one value of the sign-in form; nothing where it is too large to carry."""
    carried = urlencode([(PATH, path), *fields])
    return carried if fields and len(carried) <= LARGEST_CARRIED else ""


def local(path: str) -> str:
    """Return a path of this node; the start for anything that leads elsewhere.

    >>> local("/voyages/7?show=crew"), local("//evil.example"), local("https://evil.example"), local("/sign-in"), local("/sign-in/back")
    ('/voyages/7?show=crew', '/', '/', '/', '/sign-in/back')
    """
    if path == "/sign-in/back":
        return path
    fits = path.startswith("/") and not path.startswith(("//", "/\\", "/sign-in")) and path.isprintable()
    return path if fits else "/"


def begin_enrol(db: Database, visit: Visit) -> Response[Any]:
    """Send an officer who is signed in, and has just shown the password, to set a further factor up."""
    half = sign_ins.begin(
        db, visit.node.vault, "enrol", {"next": "/security", "carried": "", "tries": 0}, officer_id=visit.officer.id, now=visit.now
    )
    return _with(see(visit, "/sign-in/enrol"), _half_cookie(visit, half))


def _second(
    request: Request[Any, Any, Any], db: Database, visit: Visit, half: Half, officer: Officer, *, wrong: bool = False, status: int = 200
) -> Response[str]:
    held = factors.of(db, officer.id)
    options = None
    if held.passkeys:
        options, challenge = passkeys.ask(_party(request, visit), held.passkeys)
        sign_ins.keep(db, visit.node.vault, half, half.kept | {"challenge": challenge})
    return fragment(visit, "second.html", status=status, officer=officer, held=held, options=options, wrong=wrong)


def _shown(request: Request[Any, Any, Any], db: Database, visit: Visit, half: Half, *, officer: Officer, form: Form) -> Way | None:
    """Return by which factor the officer was recognised, or None."""
    if brought := str(form.get("passkey", "")):
        known = factors.of(db, officer.id).passkeys
        shown = passkeys.shown(_party(request, visit), half.kept.get("challenge", ""), brought, known)
        if shown:
            factors.used_passkey(db, officer, shown[0], sign_count=shown[1], now=visit.now)
        return "passkey" if shown else None
    code = str(form.get("code", ""))[:40]
    if factors.check_code(db, visit.node.vault, officer, code, now=visit.now):
        return "code"
    return "recovery" if factors.use_recovery(db, officer, code, now=visit.now) else None


def _enrol(
    request: Request[Any, Any, Any], db: Database, visit: Visit, half: Half, officer: Officer, *, wrong: bool = False, status: int = 200
) -> Response[str]:
    secret = half.kept.get("secret") or factors.new_secret()
    held = factors.of(db, officer.id)
    party = _party(request, visit)
    options, challenge = passkeys.ask_new(party, officer, held.passkeys)
    sign_ins.keep(db, visit.node.vault, half, half.kept | {"secret": secret, "challenge": challenge})
    address = pyotp.TOTP(secret).provisioning_uri(name=officer.login, issuer_name=f"Preclear {visit.node.settings.party}")
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", xmldecl=False, scale=4, border=4, svgclass="qr", lineclass="qr-dots")
    return fragment(
        visit,
        "enrol.html",
        status=status,
        officer=officer,
        held=held,
        options=options if party.takes_passkeys else None,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        picture=Markup(picture.getvalue().decode()),  # noqa: S704 - drawn here, from letters of base32 and a name that segno escapes as dots
        wrong=wrong,
    )


def _set_up(request: Request[Any, Any, Any], db: Database, visit: Visit, half: Half, *, officer: Officer, form: Form) -> Way | None:
    if brought := str(form.get("passkey", "")):
        found = passkeys.new(_party(request, visit), half.kept.get("challenge", ""), brought)
        if found is None:
            return None
        label = str(form.get("label", "")).strip()[:LABEL] or str(visit.words("passkey"))
        try:
            factors.add_passkey(db, officer, credential=found[0], public_key=found[1], sign_count=found[2], label=label, now=visit.now)
        except Conflict:
            return None
        return "passkey"
    shown = factors.set_code(db, visit.node.vault, officer, half.kept.get("secret", ""), str(form.get("code", ""))[:40], now=visit.now)
    return "code" if shown else None


def _half(request: Request[Any, Any, Any], db: Database, visit: Visit, step: Step) -> tuple[Half, Officer] | None:
    half = sign_ins.half(db, visit.node.vault, request.cookies.get(HALF, ""), now=visit.now)
    if half is None or half.step != step or half.officer_id is None:
        return None
    return half, officers.find(db, half.officer_id)


def _open(request: Request[Any, Any, Any], db: Database, visit: Visit, officer: Officer, way: Way) -> str:
    """Open a session, and end the one that this browser had."""
    officers.close_session(db, request.cookies.get(SESSION, ""), now=visit.now)
    sign_ins.succeeded(db, visit.node.vault, officer.login, address_of(request), now=visit.now)
    settings = visit.node.settings
    return officers.open_session(db, officer, minutes=settings.session_minutes, hours=settings.session_hours, way=way, now=visit.now)


def _finish(request: Request[Any, Any, Any], db: Database, visit: Visit, half: Half, *, officer: Officer, way: Way) -> Response[Any]:
    if not sign_ins.end(db, half):
        return see(visit, "/sign-in?late=1")
    return _with(_in(request, db, visit, officer, way=way, next_page=half.kept["next"], carried=half.kept["carried"]), _no_cookie(HALF))


def _in(
    request: Request[Any, Any, Any], db: Database, visit: Visit, officer: Officer, *, way: Way, next_page: str, carried: str
) -> Response[Any]:
    token = _open(request, db, visit, officer, way)
    return _with(_go_on(visit, officer, next_page, carried), _session_cookie(visit, token))


def _as(visit: Visit, officer: Officer, path: str) -> Visit:
    """Return the visit as one of the officer who has just come in."""
    return Visit(
        node=visit.node,
        officer=officer,
        now=visit.now,
        path=path,
        language=visit.language,
        secret=visit.secret,
        token=form_token(visit.secret, officer),
        ends_at=visit.now + timedelta(minutes=visit.node.settings.session_minutes),
        routes=routes_of(officer.roles),
        secure=visit.secure,
    )


def _go_on(visit: Visit, officer: Officer, next_page: str, carried: str) -> Response[Any]:
    said = _as(visit, officer, next_page)
    fields = parse_qsl(carried, keep_blank_values=True)
    if fields and fields[0][0] == PATH:
        return page(said, None, "carried.html", path=local(fields[0][1]), fields=fields[1:])
    home = str(frame(said, None)["home"])
    return see(said, home if next_page == "/" else next_page)


def locked(visit: Visit, until: datetime) -> str:
    """Return how long somebody has to wait who failed too often."""
    at, minutes = visit.moment(until), max(1, -(-int((until - visit.now).total_seconds()) // 60))
    return visit.words("sign-in-locked", n=minutes, clock=at.utc)


def _party(request: Request[Any, Any, Any], visit: Visit) -> Party:
    """Return the node as this browser names it, or as the settings do."""
    return Party((visit.node.settings.address or f"{request.url.scheme}://{request.url.netloc}").rstrip("/"))


def address_of(request: Request[Any, Any, Any]) -> str:
    """Return from where a request comes: an address, as far as it is known."""
    return request.client.host if request.client else "unknown"


def _session_cookie(visit: Visit, token: str) -> Cookie:
    return Cookie(SESSION, value=token, httponly=True, samesite="strict", path="/", secure=visit.secure)


def _half_cookie(visit: Visit, half: Half, *, samesite: Any = "strict") -> Cookie:
    age = int(sign_ins.HALF_WAY.total_seconds())
    return Cookie(HALF, value=half.token, httponly=True, samesite=samesite, path="/sign-in", max_age=age, secure=visit.secure)


def _no_cookie(name: str) -> Cookie:
    return Cookie(name, value="", max_age=0, httponly=True, samesite="strict", path="/sign-in" if name == HALF else "/")


def _with(response: Response[Any], *cookies: Cookie) -> Response[Any]:
    """Return a response that sets some cookies besides its own, which they replace where they have the same name."""
    names = {cookie.key for cookie in cookies}
    response.cookies = [*(cookie for cookie in response.cookies if cookie.key not in names), *cookies]
    return response
