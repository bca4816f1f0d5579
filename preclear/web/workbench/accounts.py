"""Who may sign in, with which duties, as an administrator keeps it and an auditor reads it. No traveller is on this page."""

from __future__ import annotations

import secrets
from typing import Any

from litestar import Response, get, post

from preclear.errors import NotFound, PreclearError
from preclear.inspection import ROLES
from preclear.store import factors, officers, sign_ins
from preclear.store.officers import Account
from preclear.store.pool import Database
from preclear.web.workbench.page import page, role_names, see
from preclear.web.workbench.visit import Form, Visit, Visiting

FIRST_WORD_BYTES = 12  # of the password that an administrator hands over


@get("/accounts", name="accounts", sync_to_thread=True)
def accounts(visit: Visiting) -> Response[str]:
    """Show the accounts; one of them with its duties, where the address names it."""
    with visit.node.pool.connection() as db:
        return _accounts(db, visit, of=visit.query.get("of", ""))


@post("/accounts", name="add_account", sync_to_thread=True, status_code=200)
def add_account(form: Form, visit: Visiting) -> Response[Any]:
    """Add a local account, and show its first password this once."""
    said = {name: str(form.get(name, "")).strip()[:200] for name in ("login", "name", "sites", "language")}
    roles, word = _roles(form), secrets.token_urlsafe(FIRST_WORD_BYTES)
    if not (said["login"] and said["name"] and roles):
        with visit.node.pool.connection() as db:
            return _accounts(db, visit, wrong=visit.words("account-missing"), form=said, roles=roles, status=422)
    try:
        with visit.node.pool.connection() as db:
            officers.add(
                db,
                said["login"],
                word,
                name=said["name"],
                roles=roles,
                sites=_sites(said["sites"]),
                language="fr" if said["language"] == "fr" else "en",
                by=visit.officer.actor,
                now=visit.now,
            )
            return _accounts(db, visit, of=said["login"], word=word)
    except PreclearError as error:
        with visit.node.pool.connection() as db:
            return _accounts(db, visit, wrong=_why(error, visit), form=said, roles=roles, status=422)


@post("/accounts/change", name="change_account", sync_to_thread=True, status_code=200)
def change_account(form: Form, visit: Visiting) -> Response[Any]:
    """Give an account other duties, take its second factors away, end its sessions, or close it."""
    login, what, by = str(form.get("login", "")), str(form.get("what", "")), visit.officer.actor
    with visit.node.pool.connection() as db:
        account = next((one for one in officers.accounts(db) if one.officer.login == login and one.closed_at is None), None)
        if account is None:
            raise NotFound("there is no such open account")
        own = account.officer.id == visit.officer.id
        if own and what in {"close", "roles", "reset"}:
            return _accounts(db, visit, of=login, wrong=visit.words("account-own"), status=422)
        if what == "close":
            officers.close(db, login, by=by, now=visit.now)
        elif what == "out":
            officers.close_sessions(db, account.officer, by=by, now=visit.now)
        elif what == "reset" and account.issuer is None:
            return _reset(db, visit, account)
        elif what == "roles" and account.issuer is None:
            roles = _roles(form)
            if not roles:
                return _accounts(db, visit, of=login, wrong=visit.words("account-missing"), status=422)
            try:
                officers.change(db, login, roles=roles, sites=_sites(str(form.get("sites", ""))), by=by, now=visit.now)
            except PreclearError as error:
                return _accounts(db, visit, of=login, wrong=_why(error, visit), status=422)
    return see(visit, "/accounts?saved=1" if what == "close" else f"/accounts?of={account.officer.id}&saved=1")


def _reset(db: Database, visit: Visit, account: Account) -> Response[str]:
    """Give somebody who has lost the way in a new first password, and let them set a second factor up anew."""
    word = secrets.token_urlsafe(FIRST_WORD_BYTES)
    factors.forget(db, account.officer, by=visit.officer.actor, now=visit.now)
    officers.set_password(db, account.officer, word, by=visit.officer.actor, now=visit.now)
    officers.close_sessions(db, account.officer, by=visit.officer.actor, now=visit.now)
    sign_ins.unlock(db, visit.node.vault, account.officer.login)
    return _accounts(db, visit, of=account.officer.login, word=word)


def _roles(form: Form) -> frozenset[str]:
    return frozenset(str(value) for value in form.getall("roles", []) if value in ROLES)


def _sites(said: str) -> frozenset[str]:
    return frozenset(said.upper().replace(",", " ").split())


def _why(error: PreclearError, visit: Visit) -> str:
    return visit.words("account-apart") if "kept apart" in str(error) else visit.words("account-taken")


def _accounts(
    db: Database,
    visit: Visit,
    *,
    of: str = "",
    word: str = "",
    wrong: str = "",
    form: dict[str, str] | None = None,
    roles: frozenset[str] = frozenset(),
    status: int = 200,
) -> Response[str]:
    every = officers.accounts(db)
    chosen = next((one for one in every if of and of in {one.officer.login, str(one.officer.id)}), None)
    return page(
        visit,
        db,
        "accounts.html",
        here="accounts",
        status=status,
        accounts=[_row(one, visit) for one in every],
        chosen=_row(chosen, visit) if chosen else None,
        duties=list(ROLES),
        word=word,
        wrong=wrong,
        form=form or {},
        ticked=roles,
        saved="saved" in visit.query,
        may_change=visit.may("change_account"),
    )


def _row(one: Account, visit: Visit) -> dict[str, Any]:
    officer = one.officer
    return {
        "id": officer.id,
        "login": officer.login,
        "name": officer.name,
        "roles": officer.roles,
        "role_names": role_names(visit.words, officer.roles),
        "sites": " ".join(sorted(officer.sites)),
        "local": one.issuer is None,
        "factors": one.factors,
        "sessions": one.sessions,
        "last": visit.moment(one.signed_in_at) if one.signed_in_at else None,
        "closed": visit.moment(one.closed_at) if one.closed_at else None,
    }
