"""How an officer signs in: second factors, password, and where they are signed in now. Changes ask for the password once more."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from preclear.errors import PreclearError
from preclear.store import factors, officers, sign_ins
from preclear.store.pool import Database
from preclear.web.workbench.access import SESSION
from preclear.web.workbench.page import page, see
from preclear.web.workbench.signin import address_of, begin_enrol, locked
from preclear.web.workbench.visit import Form, Visit, Visiting


@get("/security", name="security", sync_to_thread=True)
def security(request: Request[Any, Any, Any], visit: Visiting) -> Response[str]:
    """Show the officer's own second factors and sessions."""
    with visit.node.pool.connection() as db:
        return _security(request, db, visit)


@post("/security", name="keep_secure", sync_to_thread=True)
def keep_secure(request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[Any]:
    """Change how the officer signs in, once the password was given again."""
    node, officer, what = visit.node, visit.officer, str(form.get("what", ""))
    with node.pool.connection() as db:
        if until := sign_ins.locked_until(db, node.vault, officer.login, address_of(request), now=visit.now):
            return _security(request, db, visit, wrong=locked(visit, until), status=429)
        if officers.verify(db, officer.login, str(form.get("password", ""))[:1000]) is None:
            sign_ins.failed(db, node.vault, officer.login, address_of(request), now=visit.now)
            officers.refuse_session(db, officer.login, now=visit.now)
            return _security(request, db, visit, wrong=visit.words("security-wrong-password"), status=422)
        if what == "add":
            return begin_enrol(db, visit)
        if what == "recovery":
            return _security(request, db, visit, codes=factors.new_recovery(db, officer, now=visit.now))
        try:
            if what == "password":
                officers.set_password(db, officer, str(form.get("new", ""))[:1000], by=officer.actor, now=visit.now)
                officers.close_others(db, officer, request.cookies.get(SESSION, ""))
            elif what.startswith("remove:"):
                factors.remove(db, officer, what.removeprefix("remove:"), now=visit.now)
        except PreclearError:
            wrong = visit.words("security-short", n=officers.LEAST_PASSWORD) if what == "password" else visit.words("security-last")
            return _security(request, db, visit, wrong=wrong, status=422)
    return see(visit, "/security?saved=1")


def _security(
    request: Request[Any, Any, Any], db: Database, visit: Visit, *, wrong: str = "", codes: Any = (), status: int = 200
) -> Response[str]:
    held = factors.of(db, visit.officer.id)
    return page(
        visit,
        db,
        "security.html",
        status=status,
        local=officers.is_local(db, visit.officer),
        held=held,
        code_since=visit.moment(held.code_since) if held.code_since else None,
        passkeys=[
            {
                "id": one.id.hex(),
                "label": one.label,
                "made": visit.moment(one.created_at),
                "used": visit.moment(one.used_at) if one.used_at else None,
            }
            for one in held.passkeys
        ],
        sessions=[
            {"since": visit.moment(since), "way": way, "here": here}
            for since, way, here in officers.sessions(db, visit.officer, request.cookies.get(SESSION, ""), now=visit.now)
        ],
        codes=codes,
        wrong=wrong,
        saved="saved" in visit.query or "added" in visit.query,
    )
