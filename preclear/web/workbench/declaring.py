"""What a traveller declares, taken down ahead or at primary: a form, an estimate, and what an officer must look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from preclear.audit import Event
from preclear.clearance import encountering
from preclear.errors import NotPermitted
from preclear.inspection.declaration import ARTICLES, MEASURED, Article, Declaration, Declared
from preclear.inspection.encounter_steps import Direction
from preclear.store import encounters, events, pages
from preclear.web.workbench.page import inspecting, page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

NUMBERS = ("age", "alcohol_age", "tobacco_age", "absence_hours", "stay_hours", "last_exemption_days")
WANTED = frozenset({"age", "alcohol_age", "tobacco_age", "currency_total"})
ANSWERS = ("food_plants_animals", "farm_visit", "firearm", "commercial")
GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")  # "10,000.50"
LATEST = 100_000  # of any number of hours, days or years


@get("/encounters/{encounter_id:int}/declaration", name="declaration", sync_to_thread=True)
def declaration(encounter_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show the form in which a declaration at primary is taken down."""
    return _form(visit, _at_primary(visit, encounter_id), {})


@post("/encounters/{encounter_id:int}/declaration", name="declare", sync_to_thread=True)
def declare(encounter_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Take a declaration down at primary."""
    return _declare(visit, _at_primary(visit, encounter_id), {name: str(value).strip() for name, value in form.items()})


@get("/travellers/{traveller_id:int}/declaration", name="declaration_ahead", sync_to_thread=True)
def declaration_ahead(traveller_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show the form in which a declaration made ahead is taken down."""
    return _form(visit, _ahead(visit, traveller_id), {})


@post("/travellers/{traveller_id:int}/declaration", name="declare_ahead", sync_to_thread=True)
def declare_ahead(traveller_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Take a declaration down that was made ahead."""
    return _declare(visit, _ahead(visit, traveller_id), {name: str(value).strip() for name, value in form.items()})


def _at_primary(visit: Visit, number: int) -> dict[str, Any]:
    with visit.node.pool.connection() as db:
        course = encounters.find(db, number, visit.sites)
        row = pages.traveller(db, course.newest or course.traveller_id, visit.sites)
        voyage = pages.voyage(db, course.voyage_id, visit.sites)
    path = f"/encounters/{number}/declaration"
    return {
        "encounter": number,
        "row": row,
        "voyage": voyage,
        "direction": course.course.direction,
        "action": path,
        "back": f"/encounters/{number}",
    }


def _ahead(visit: Visit, number: int) -> dict[str, Any]:
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, number, visit.sites)
        voyage = pages.voyage(db, row.voyage_id, visit.sites)
    site = inspecting(voyage, visit)
    direction = encountering.direction_of(site.site if site else None)
    if direction is None:
        raise NotPermitted("No preclearance is done at this place by a law that is known here", code="enc-no-site")
    return {
        "encounter": None,
        "row": row,
        "voyage": voyage,
        "direction": direction,
        "action": f"/travellers/{number}/declaration",
        "back": f"/travellers/{number}",
    }


def _form(
    visit: Visit, about: Mapping[str, Any], said: Mapping[str, str], *, wrong: Mapping[str, str] | None = None, status: int = 200
) -> Response[str]:
    direction: Direction = about["direction"]
    of_age = "" if direction == "canada_in_us" else "21"  # in Canada it is the province's
    with visit.node.pool.connection() as db:
        events.write(db, Event("record.read", visit.officer.actor, f"traveller:{about['row'].id}", visit.purpose), at=visit.now)
        return page(
            visit,
            db,
            "declaration.html",
            here="encounters",
            at=about["voyage"],
            status=status,
            person=about["row"].traveller,
            action=about["action"],
            back=about["back"],
            ahead=about["encounter"] is None,
            money="CAD" if direction == "canada_in_us" else "USD",
            canada=direction == "canada_in_us",
            numbers=NUMBERS,
            wanted=WANTED,
            answers=ANSWERS,
            articles=[(article, article in MEASURED) for article in ARTICLES],
            said=said or {"currency_total": "0", "alcohol_age": of_age, "tobacco_age": of_age, "resident": "yes"},
            wrong=wrong or {},
        )


def _declare(visit: Visit, about: Mapping[str, Any], said: Mapping[str, str]) -> Response[Any]:
    wrong: dict[str, str] = {}
    made = _read(said, wrong, visit)
    if made is None or wrong:
        return _form(visit, about, said, wrong=wrong, status=422)
    row = about["row"]
    encountering.declare(
        visit.node,
        voyage=row.voyage_id,
        key=row.key,
        encounter=about["encounter"],
        direction=about["direction"],
        declaration=made,
        by=visit.officer,
        now=visit.now,
    )
    return see(visit, f"{about['back']}?done=declared")


def _read(said: Mapping[str, str], wrong: dict[str, str], visit: Visit) -> Declaration | None:
    """Return the declaration that was typed; what does not fit is noted by field."""
    numbers = {name: _whole(said.get(name, ""), name, wrong, visit) for name in NUMBERS}
    money = _amount(said.get("currency_total", ""), "currency_total", wrong, visit)
    goods = []
    for article in ARTICLES:
        value = _amount(said.get(f"value:{article}", ""), f"value:{article}", wrong, visit)
        quantity = _amount(said.get(f"quantity:{article}", ""), f"quantity:{article}", wrong, visit) if article in MEASURED else None
        if value is not None or quantity is not None:
            goods.append(_goods(article, value or Decimal(0), quantity, wrong, visit))
    resident = said.get("resident") == "yes"
    if resident and numbers["absence_hours"] is None and "absence_hours" not in wrong:
        wrong["absence_hours"] = visit.words("decl-wrong-missing")
    if not resident and numbers["stay_hours"] is None and "stay_hours" not in wrong:
        wrong["stay_hours"] = visit.words("decl-wrong-missing")
    if wrong or money is None:
        return None
    return Declaration(
        resident=resident,
        age=numbers["age"] or 0,
        alcohol_age=numbers["alcohol_age"] or 0,
        tobacco_age=numbers["tobacco_age"] or 0,
        absence_hours=numbers["absence_hours"] or 0,
        stay_hours=numbers["stay_hours"] or 0,
        last_exemption_days=numbers["last_exemption_days"],
        currency_total=money,
        goods=tuple(each for each in goods if each is not None),
        **{name: said.get(name) == "yes" for name in ANSWERS},
    )


def _goods(article: Article, value: Decimal, quantity: Decimal | None, wrong: dict[str, str], visit: Visit) -> Declared | None:
    try:
        return Declared(article=article, value=value, quantity=quantity)
    except ValueError:
        wrong.setdefault(f"quantity:{article}", visit.words("decl-wrong-missing"))
        return None


def _whole(text: str, name: str, wrong: dict[str, str], visit: Visit) -> int | None:
    if not text:
        if name in WANTED:
            wrong[name] = visit.words("decl-wrong-missing")
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= LATEST):
        wrong[name] = visit.words("decl-wrong-number")
        return None
    return int(text)


def _amount(text: str, name: str, wrong: dict[str, str], visit: Visit) -> Decimal | None:
    """Return an amount as either language writes it: a comma or a full stop before the cents, spaces or commas between thousands.

    "1,500" of money is fifteen hundred; of litres it could be one and a half, and is asked again.
    """
    if not text:
        if name in WANTED:
            wrong[name] = visit.words("decl-wrong-missing")
        return None
    plain = re.sub("[ \u00a0\u202f]", "", text)
    grouped = GROUPED.fullmatch(plain) is not None
    plain = "?" if grouped and name.startswith("quantity:") else plain.replace(",", "" if grouped else ".")
    try:
        amount = Decimal(plain) if len(plain) <= 16 else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount <= 10**12:
        wrong[name] = visit.words("decl-wrong-number")
        return None
    return amount
