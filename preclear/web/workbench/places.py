"""Places that an administrator adds. No traveller is on this page, and none can be reached from it."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from litestar import Response, get, post

from preclear import documents
from preclear.errors import Conflict
from preclear.places import Codes, Place, PlaceKind, Site, SiteKind
from preclear.store import pages
from preclear.store import places as added_places
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting, day_of

FIELDS: tuple[dict[str, Any], ...] = tuple(
    {"name": name, "type": kind, "required": required, "choices": choices}
    for name, kind, required, choices in (
        ("code", "text", True, ()),
        ("kind", "text", True, tuple(PlaceKind)),
        ("name", "text", True, ()),
        ("name_fr", "text", False, ()),
        ("country", "text", True, ()),
        ("latitude", "text", True, ()),
        ("longitude", "text", True, ()),
        ("zone", "text", True, ()),
        ("iata", "text", False, ()),
        ("icao", "text", False, ()),
        ("unlocode", "text", False, ()),
        ("port", "text", False, ()),
        ("valid_from", "text", True, ()),
        ("valid_to", "text", False, ()),
        ("site", "text", False, ("", *SiteKind)),
        ("inspecting_party", "text", False, ()),
        ("host_party", "text", False, ()),
        ("law", "text", False, ()),
        ("source", "text", True, ()),
    )
)


@get("/places", name="places", sync_to_thread=True)
def places(visit: Visiting) -> Response[str]:
    """Show the places that were added, and a form for another."""
    return _places(visit, {}, {})


@post("/places", name="add_place", sync_to_thread=True)
def add_place(form: Form, visit: Visiting) -> Response[Any]:
    """Add a place, or how it is from a later day on; the node uses it at once."""
    said = {name: str(value).strip() for name, value in form.items()}
    wrong = _wrong(said, visit)
    if wrong:
        return _places(visit, said, wrong, status=422)
    place = _place(said)
    try:
        with visit.node.pool.connection() as db:
            added_places.add(db, place, by=visit.officer.actor, now=visit.now)
    except Conflict:
        return _places(visit, said, {"code": visit.words("place-there", code=place.code)}, status=409)
    visit.node.reload()
    return see(visit, f"/places?added={place.code}")


def _places(visit: Visit, form: dict[str, str], wrong: dict[str, str], *, status: int = 200) -> Response[str]:
    words = visit.words
    with visit.node.pool.connection() as db:
        added = [
            {
                "code": place.code,
                "name": place.record["name_fr" if visit.language == "fr" else "name"],
                "zone": place.record["zone"],
                "valid": words("valid", start=words.day(place.valid_from), end=words.day(place.valid_to))
                if place.valid_to
                else words("valid-from", start=words.day(place.valid_from)),
                "added_by": _by(place.added_by, visit),
                "added_at": visit.moment(place.added_at),
            }
            for place in pages.added_places(db)
        ]
        return page(
            visit,
            db,
            "places.html",
            here="places",
            status=status,
            fields=FIELDS,
            form=form or {"valid_from": visit.now.date().isoformat()},
            wrong=wrong,
            added=added,
            saved=visit.query.get("added"),
            count=len(visit.node.circumstances.places),
        )


def _by(actor: str, visit: Visit) -> str:
    return visit.officer.name if actor == visit.officer.actor else actor


def _wrong(said: dict[str, str], visit: Visit) -> dict[str, str]:
    """Return what does not fit, by field."""
    words, wrong = visit.words, {}
    for field in FIELDS:
        if field["required"] and not said.get(field["name"]):
            wrong[field["name"]] = words("place-missing", field=words(f"place-{field['name'].replace('_', '-')}"))
    checks = (
        ("code", lambda code: code.isascii() and code.isalnum() and 2 <= len(code) <= 8 and code == code.upper()),
        ("country", lambda code: documents.states.find(code) is not None),
        ("inspecting_party", lambda code: documents.states.find(code) is not None),
        ("host_party", lambda code: documents.states.find(code) is not None),
        ("zone", lambda zone: zone in available_timezones()),
        ("latitude", lambda degrees: _within(degrees, 90)),
        ("longitude", lambda degrees: _within(degrees, 180)),
        ("valid_from", day_of),
        ("valid_to", day_of),
        ("kind", lambda kind: kind in set(PlaceKind)),
        ("site", lambda kind: kind in set(SiteKind)),
    )
    for name, fits in checks:
        if said.get(name) and name not in wrong and not fits(said[name]):
            wrong[name] = words(f"place-wrong-{name.replace('_', '-')}")
    if said.get("site"):
        for name in ("inspecting_party", "host_party", "law"):
            if not said.get(name):
                wrong[name] = words("place-missing", field=words(f"place-{name.replace('_', '-')}"))
    return {name: str(sentence) for name, sentence in wrong.items()}


def _within(text: str, limit: int) -> bool:
    try:
        return -limit <= float(text) <= limit
    except ValueError:
        return False


def _place(said: dict[str, str]) -> Place:
    site = said.get("site") and Site(
        kind=SiteKind(said["site"]), inspecting_party=said["inspecting_party"], host_party=said["host_party"], law=said["law"]
    )
    return Place(
        code=said["code"],
        kind=PlaceKind(said["kind"]),
        name=said["name"],
        name_fr=said.get("name_fr") or said["name"],
        country=said["country"],
        latitude=float(said["latitude"]),
        longitude=float(said["longitude"]),
        zone=ZoneInfo(said["zone"]).key,
        codes=Codes(**{name: said.get(name) or None for name in ("iata", "icao", "unlocode", "port")}),
        source=said["source"],
        site=site or None,
        valid_from=date.fromisoformat(said["valid_from"]),
        valid_to=date.fromisoformat(said["valid_to"]) if said.get("valid_to") else None,
    )
