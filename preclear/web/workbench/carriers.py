"""The registry of carriers, for administrators: keys, contacts, deadlines and what is agreed. No traveller is on this page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from litestar import Response, get, post

from preclear.errors import Conflict, NotFound, PreclearError
from preclear.messages import Profile
from preclear.messages.profile import DIALECTS
from preclear.store import carriers as registry
from preclear.store.carriers import TRANSPORTS, Carrier, Contact
from preclear.store.keys import Key
from preclear.store.pool import Database
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

CONTACTS = 3  # one a duty


@dataclass(frozen=True, slots=True)
class Term:
    """One term, as a form has it."""

    name: str
    choices: tuple[str, ...] = ()
    number: bool = False
    many: bool = False  # several words, a blank between


TERMS = (
    Term("name"),
    Term("answers", ("now", "later")),
    Term("referred", ("contact", "hold")),
    Term("answer_minutes", number=True),
    Term("callback_url"),
    Term("contact"),
    Term("transports", many=True),
)
PROFILE = (
    Term("senders", many=True),
    Term("functions", many=True),
    Term("full_lists", ("no", "yes")),
    Term("dialect", tuple(DIALECTS)),
    Term("separators"),
    Term("group", ("echo", "always", "never")),
    Term("bookings", ("ackres", "cusres")),
    Term("teletype_address"),
    Term("teletype_origin"),
    Term("syntax", ("asked", "always", "never")),
    Term("acknowledgement", ("result", "echo")),
    Term("acknowledge_minutes", number=True),
    Term("part_minutes", number=True),
    Term("close_out_minutes", number=True),
)


@get("/carriers", name="carriers", sync_to_thread=True)
def carriers(visit: Visiting) -> Response[str]:
    """Show the carriers and what goes on with each in counts; one of them with its terms and keys, where the address names it."""
    with visit.node.pool.connection() as db:
        return _carriers(db, visit, of=visit.query.get("of", ""))


@post("/carriers", name="agree_carrier", sync_to_thread=True)
def agree_carrier(form: Form, visit: Visiting) -> Response[Any]:
    """Put the terms of the form in place of those that were agreed with a carrier."""
    said = {name: str(value) if name == "separators" else str(value).strip() for name, value in form.items()}
    with visit.node.pool.connection() as db:
        try:
            carrier = registry.find(db, said.get("id", ""))
            changed = registry.agree(db, _agreed(carrier, said), by=visit.officer.actor, now=visit.now)
        except NotFound:
            raise
        except PreclearError as error:
            return _carriers(db, visit, of=said.get("id", ""), form=said, wrong=str(error), status=422)
    return see(visit, f"/carriers?of={carrier.id}&agreed={len(changed)}")


@post("/carriers/key", name="carrier_key", sync_to_thread=True)
def carrier_key(form: Form, visit: Visiting) -> Response[Any]:
    """Give a carrier one more key, which is shown this once, or end one by its label."""
    carrier, label = str(form.get("id", "")), str(form.get("label", "")).strip()[:60]
    with visit.node.pool.connection() as db:
        if form.get("end"):
            registry.revoke(db, carrier, label, by=visit.officer.actor, now=visit.now)
            return see(visit, f"/carriers?of={carrier}")
        registry.find(db, carrier)
        if not label or any(key.label == label and key.revoked_at is None for key in registry.keys(db, carrier)):
            return _carriers(db, visit, of=carrier, wrong=visit.words("carrier-label-wrong"), status=422)
        try:
            key = registry.add_key(db, carrier, label, by=visit.officer.actor, now=visit.now)
        except Conflict as error:
            return _carriers(db, visit, of=carrier, wrong=str(error), status=409)
        return _carriers(db, visit, of=carrier, key=key)


def _carriers(
    db: Database, visit: Visit, *, of: str, form: Mapping[str, str] | None = None, wrong: str = "", key: str = "", status: int = 200
) -> Response[str]:
    known = {carrier.id: carrier for carrier in registry.all_of_them(db)}
    if of and of not in known:
        raise NotFound(f"there is no carrier {of}")
    rows = [
        {
            "carrier": known[one.carrier_id],
            "traffic": one,
            "last": visit.moment(one.last_at) if one.last_at else None,
            "oldest": visit.moment(one.oldest) if one.oldest else None,
        }
        for one in registry.traffic(db, now=visit.now)
    ]
    chosen = known.get(of)
    return page(
        visit,
        db,
        "carriers.html",
        here="carriers",
        status=status,
        rows=rows,
        chosen=chosen,
        form={**_said(chosen), **(form or {})} if chosen else {},
        terms=TERMS,
        profile=PROFILE,
        duties=("duty", "technical", "data"),
        keys=[_key(one, visit) for one in registry.keys(db, of)] if chosen else [],
        wrong=wrong,
        key=key,
        agreed=visit.query.get("agreed"),
    )


def _key(one: Key, visit: Visit) -> dict[str, Any]:
    words = visit.words
    days = {"since": one.created_at, "used": one.used_at, "ended": one.revoked_at}
    return {"label": one.label, **{name: words.day(at.date()) if at else None for name, at in days.items()}}


def _said(carrier: Carrier) -> dict[str, str]:
    """Return the terms of a carrier as the form has them."""
    said = {term.name: _text(getattr(carrier, term.name), term) for term in TERMS}
    said |= {term.name: _text(getattr(carrier.profile, term.name), term) for term in PROFILE}
    for contact in carrier.contacts[:CONTACTS]:
        said |= {f"{contact.duty}_{name}": getattr(contact, name) for name in ("name", "phone", "mail")}
    return said


def _text(value: Any, term: Term) -> str:
    if term.many:
        return " ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _agreed(carrier: Carrier, said: Mapping[str, str]) -> Carrier:
    """Return a carrier under the terms of a form. Raises ``PreclearError`` where they do not fit."""
    terms = {term.name: _value(term, said[term.name]) for term in TERMS if term.name in said}
    if unknown := set(terms.get("transports", ())) - set(TRANSPORTS):
        raise PreclearError(f"there is no way {', '.join(sorted(unknown))}; there are {', '.join(TRANSPORTS)}")
    contacts = [
        Contact(duty=duty, name=said[f"{duty}_name"], phone=said.get(f"{duty}_phone", ""), mail=said.get(f"{duty}_mail", ""))
        for duty in ("duty", "technical", "data")
        if said.get(f"{duty}_name")
    ]
    profile: dict[str, Any] = {term.name: _value(term, said[term.name]) for term in PROFILE if term.name in said}
    profile["full_lists"] = said.get("full_lists") == "yes"
    part = profile.get("part_minutes")
    profile["part_minutes"] = Profile().part_minutes if part is None else part
    agreed = replace(carrier.profile, **profile)
    return replace(carrier, **terms, contacts=tuple(contacts), profile=agreed)


def _value(term: Term, said: str) -> Any:
    if term.many:
        return tuple(said.split())
    if term.choices and said not in term.choices:
        raise PreclearError(f"{term.name}: one of {', '.join(term.choices)}")
    if term.number:
        if not said:
            return None
        if not said.isdecimal() or len(said) > 6:
            raise PreclearError(f"{term.name}: a number of minutes")
        return int(said)
    empty_is_none = not term.choices and term.name not in ("name", "separators", "teletype_address", "teletype_origin")
    return said or None if empty_is_none else said
