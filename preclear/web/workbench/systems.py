"""The register of other systems that tell of people, for administrators: what each may send, its keys. No traveller is here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post

from preclear.errors import Conflict, NotFound, PreclearError
from preclear.inspection import HIT_KINDS
from preclear.store import acting
from preclear.store import systems as register
from preclear.store.pool import Database
from preclear.store.systems import System
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

LONGEST = 120
MOST = 6000  # requests a minute


@get("/systems", name="systems", sync_to_thread=True)
def systems(visit: Visiting) -> Response[str]:
    """Show the systems and what goes on with each in counts; one of them with its terms and keys, where the address names it."""
    with visit.node.pool.connection() as db:
        return _page(db, visit, of=visit.query.get("of", ""))


@post("/systems", name="agree_system", sync_to_thread=True)
def agree_system(form: Form, visit: Visiting) -> Response[Any]:
    """Add a system, or put the terms of the form in place of what one may send."""
    said = {name: str(form.get(name, "")).strip()[:LONGEST] for name in ("id", "name", "severest", "per_minute")}
    kinds = tuple(str(kind) for kind in form.getall("kinds", []))
    known = form.get("known") == "yes"
    with visit.node.pool.connection() as db:
        wrong = _wrong(said, kinds, visit)
        if not wrong:
            system = System(
                id=said["id"], name=said["name"], kinds=kinds, severest=int(said["severest"]), per_minute=int(said["per_minute"])
            )
            try:
                (register.agree if known else register.add)(db, system, by=visit.officer.actor, now=visit.now)
            except NotFound:
                raise
            except Conflict:
                wrong = {"id": str(visit.words("system-wrong-taken"))}
            except PreclearError:
                wrong = {"id": str(visit.words("system-wrong-id"))}
        if wrong:
            return _page(db, visit, of=said["id"] if known else "", said={**said, "kinds": kinds}, wrong=wrong, status=422)
    return see(visit, f"/systems?of={system.id}&agreed=1")


@post("/systems/key", name="system_key", sync_to_thread=True)
def system_key(form: Form, visit: Visiting) -> Response[Any]:
    """Give a system one more key, which is shown this once; end one by its label; or close the system with all of its keys."""
    system, label = str(form.get("id", "")), str(form.get("label", "")).strip()[:60]
    key = ""
    with visit.node.pool.connection() as db:
        register.find(db, system)
        if form.get("close"):
            register.close(db, system, by=visit.officer.actor, now=visit.now)
        elif form.get("end"):
            register.revoke(db, system, label, by=visit.officer.actor, now=visit.now)
        else:
            if not label or any(key.label == label and key.revoked_at is None for key in register.keys(db, system)):
                return _page(db, visit, of=system, wrong={"label": str(visit.words("carrier-label-wrong"))}, status=422)
            key = register.add_key(db, system, label, by=visit.officer.actor, now=visit.now)
    if not key:
        return see(visit, f"/systems?of={system}")
    with visit.node.pool.connection() as db:
        return _page(db, visit, of=system, key=key)


def _page(
    db: Database,
    visit: Visit,
    *,
    of: str,
    said: Mapping[str, Any] | None = None,
    wrong: Mapping[str, str] | None = None,
    key: str = "",
    status: int = 200,
) -> Response[str]:
    known = {system.id: system for system in register.every(db)}
    if of and of not in known:
        raise NotFound("there is no such system")
    with acting.acting(acting.NODE), visit.node.pool.connection() as counting:  # the node counts: administrators see no row of a person
        traffic = {one.system_id: one for one in register.traffic(counting, now=visit.now)}
    chosen = known.get(of)
    words = visit.words
    return page(
        visit,
        db,
        "systems.html",
        here="systems",
        status=status,
        rows=[
            {"system": one, "traffic": traffic[one.id], "last": visit.moment(at) if (at := traffic[one.id].last_at) else None}
            for one in known.values()
        ],
        chosen=chosen,
        said={**_terms(chosen), **(said or {})},
        kinds=HIT_KINDS,
        wrong=wrong or {},
        key=key,
        agreed=visit.query.get("agreed"),
        keys=[
            {
                "label": one.label,
                **{
                    name: words.day(at.date()) if at else None
                    for name, at in (("since", one.created_at), ("used", one.used_at), ("ended", one.revoked_at))
                },
            }
            for one in (register.keys(db, of) if chosen else ())
        ],
    )


def _terms(system: System | None) -> dict[str, Any]:
    """Return the terms of a system as the form has them; of a new one what is usual."""
    shown = system or System(id="", name="", severest=2)
    return {
        "id": shown.id,
        "name": shown.name,
        "kinds": tuple(shown.kinds),
        "severest": str(shown.severest),
        "per_minute": str(shown.per_minute),
    }


def _wrong(said: Mapping[str, str], kinds: tuple[str, ...], visit: Visit) -> dict[str, str]:
    """Return what does not fit, by field."""
    words, wrong = visit.words, {}
    if not said["name"]:
        wrong["name"] = str(words("system-wrong-name"))
    if not kinds or not set(kinds) <= set(HIT_KINDS):
        wrong["kinds"] = str(words("system-wrong-kinds"))
    if said["severest"] not in ("1", "2", "3"):
        wrong["severest"] = str(words("hit-wrong-severity"))
    pace = said["per_minute"]
    if not (pace.isascii() and pace.isdecimal() and len(pace) <= 4 and 1 <= int(pace) <= MOST):
        wrong["per_minute"] = str(words("system-wrong-pace", n=MOST))
    return wrong
