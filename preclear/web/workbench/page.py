"""From a template to a response, under a policy that lets nothing run or load but what this node serves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Response, get
from litestar.datastructures import Cookie
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from markupsafe import Markup

from preclear import documents
from preclear.places import Place, SiteKind
from preclear.store import pages
from preclear.store.pages import VoyageRow
from preclear.store.pool import Database
from preclear.web.workbench.access import FORM, LANGUAGE, may
from preclear.web.workbench.visit import Visit
from preclear.web.workbench.words import Words

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "txt": "text/plain"}
ASSETS = {file.name: file.read_bytes() for file in (files(__package__) / "static").iterdir() if file.name.rpartition(".")[2] in TYPES}
VERSION = hashlib.sha256(b"".join(ASSETS[name] for name in sorted(ASSETS))).hexdigest()[:10]
YEAR = 31_536_000

ROOMS = (  # word, path, route, chord, what is counted
    ("room-board", "/", "board", "b", None),
    ("room-referrals", "/referrals", "referrals", "t", "referrals"),
    ("room-encounters", "/encounters", "encounters", "i", None),
    ("room-port", "/port", "port", "j", None),
    ("room-messages", "/unreadable", "messages", "m", "unreadable"),
    ("room-alarms", "/alarms", "alarms", "a", "alarms"),
    ("room-carriers", "/carriers", "carriers", "k", None),
    ("room-schedule", "/schedule", "schedule", "d", None),
    ("room-systems", "/systems", "systems", "x", None),
    ("room-places", "/places", "places", "p", None),
    ("room-sites", "/sites", "sites", "o", None),
    ("room-lists", "/lists", "lists", "l", "expired"),
    ("room-lookouts", "/lookouts", "lookouts", "w", None),
    ("room-rules", "/rules", "rules", "r", None),
    ("room-figures", "/figures", "figures", "g", None),
    ("room-effect", "/effect", "effect", "e", None),
    ("room-queries", "/queries", "queries", "f", None),
    ("room-hand-over", "/hand-over", "hand_over", "v", None),
    ("room-search", "/search", "search", "s", None),
    ("room-check", "/check", "check", "n", None),
    ("room-accounts", "/accounts", "accounts", "u", None),
    ("room-quality", "/quality", "quality", "q", None),
    ("room-retention", "/retention", "retention", "z", None),
    ("room-threshold", "/threshold", "threshold", "h", None),
)
AT_HAND = 5  # rooms in the bar itself; the others are in its menu, so that the bar is one line at 1280 px in both languages
KEYMAP = (
    ("J  K", "key-rows"), ("Enter", "key-open"), ("/", "key-find"), ("N", "key-next-case"), ("T", "key-take"), ("W", "key-withdraw"),
    ("B", "key-back-up"),
    ("G B", "room-board"), ("G T", "room-referrals"), ("G M", "room-messages"), ("G A", "room-alarms"), ("C  E  P  D", "key-jumps"),
    ("1 – 9", "key-match"), ("X", "session-stay"), ("Ctrl Enter", "key-ctrl-enter"), ("Esc", "key-back"), ("?", "key-all"),
)  # fmt: skip
SCRIPT = ("stays", "minutes", "hours", "days", "late", "seconds", "live", "old", "change", "changes", "due_in", "between")


def asset_path(name: str) -> str:
    """Return the address of a file of ``static/``; it changes with the files, so browsers may keep them."""
    return f"/static/{name}?v={VERSION}"


@get("/static/{name:str}", name="asset", sync_to_thread=False)
def asset(name: FromPath[str]) -> Response[bytes]:
    """Return a file of ``static/``."""
    if name not in ASSETS:
        raise NotFoundException
    headers = {**HEADERS, "Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Response(ASSETS[name], media_type=TYPES[name.rpartition(".")[2]], headers=headers)


@get("/{path:path}", name="lost", sync_to_thread=False)
def lost() -> None:
    """Say, in the officer's words, that there is no such page."""
    raise NotFoundException


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("preclear.web.workbench"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["asset"] = asset_path
    parts = environment.get_template("parts.html").module
    environment.globals |= {name: getattr(parts, name) for name in dir(parts) if not name.startswith("_")}
    return environment


TEMPLATES = _environment()


def fragment(visit: Visit, template: str, *, status: int = 200, **context: Any) -> Response[str]:
    """Return a piece of a page."""
    text = TEMPLATES.get_template(template).render(t=visit.words, visit=visit, **context)
    return Response(text, media_type="text/html", headers={**HEADERS}, status_code=status, cookies=_cookies(visit))


def page(
    visit: Visit, db: Database | None, template: str, *, here: str = "", at: VoyageRow | None = None, status: int = 200, **context: Any
) -> Response[str]:
    """Return a whole page of a room (``here``, its route), about a voyage (``at``). Without a connection its frame holds no figures."""
    return fragment(visit, template, status=status, frame=frame(visit, db, here, at), **context)


def see(visit: Visit, path: str) -> Response[None]:
    """Return the answer to a form that was taken: look there next."""
    return Response(None, status_code=303, headers={**HEADERS, "Location": path}, cookies=_cookies(visit))


def _cookies(visit: Visit) -> list[Cookie]:
    # Lax: who comes back from the agency's directory comes from another site, and the forms of other windows must go on fitting.
    kept = [Cookie(FORM, value=visit.secret, httponly=True, samesite="lax", path="/", secure=visit.secure)]
    if "lang" in visit.query:
        kept.append(Cookie(LANGUAGE, value=visit.language, httponly=True, samesite="strict", path="/", max_age=YEAR))
    return kept


def frame(visit: Visit, db: Database | None, here: str = "", at: VoyageRow | None = None) -> dict[str, Any]:
    """Return what stands around the content of a page: rooms, the clock of a place, whose law binds, how fresh the lists are."""
    said = pages.frame(db, visit.sites, visit.now) if db else None
    own = visit.sites[0] if len(visit.sites) == 1 else None
    place = visit.place(at.departure) if at else visit.place(own or (said.next_place if said else None))
    words = visit.words
    at_hand, further = _rooms(visit, said, here)
    return {
        "rooms": at_hand,
        "more_rooms": further,
        "more_count": sum(room["count"] or 0 for room in further),
        "home": next((path for _, path, route, *_ in ROOMS if may(visit.officer.roles, route)), "/preferences"),
        "roles": role_names(words, visit.officer.roles),
        "code": place.code if place else None,
        "offset": _offset(visit, place),
        "clock": visit.moment(visit.now, place.code if place else None),
        "site": _site(inspecting(at, visit), visit) if at else None,
        "lists": said and _lists(words, said),
        "list_count": said.lists if said else 0,
        "keymap": KEYMAP,
        "script": {name: words(f"script-{name.replace('_', '-')}") for name in SCRIPT},
    }


def _rooms(visit: Visit, said: pages.Frame | None, here: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rooms in the bar and those in its menu; the room that one is in always stands in the bar."""
    rooms = [
        {"word": word, "path": path, "chord": chord, "here": route == here, "count": said and count and getattr(said, count)}
        for word, path, route, chord, count in ROOMS
        if may(visit.officer.roles, route)
    ]
    if len(rooms) <= AT_HAND + 1:  # a menu of one saves no room
        return rooms, []
    at_hand = rooms[:AT_HAND]
    if (own := next((room for room in rooms[AT_HAND:] if room["here"]), None)) is not None:
        at_hand[-1] = own
    return at_hand, [room for room in rooms if room not in at_hand]


def _offset(visit: Visit, place: Place | None) -> int:
    """Return how many minutes the clock of a place is ahead of UTC now. The browser's own time zones may be newer or older than ours."""
    ahead = visit.now.astimezone(ZoneInfo(place.zone)).utcoffset() if place else None
    return int(ahead.total_seconds() // 60) if ahead else 0


def inspecting(at: VoyageRow, visit: Visit) -> Place | None:
    """Return where a voyage is inspected: before departure where officers of where it goes work there, else on arrival."""
    start, end = visit.place(at.departure), visit.place(at.arrival)
    if start is None or end is None:
        return start or end
    before = start.site is not None and start.site.kind is not SiteKind.PORT_OF_ENTRY and start.site.inspecting_party == end.country
    return start if before else end


def _site(place: Place | None, visit: Visit) -> dict[str, str] | None:
    """Return whose officers inspect at a place, and whose law binds there; where nothing is known, that nothing is."""
    if place is None:
        return None
    words, site = visit.words, place.site
    name = words("site-name", name=place.named(visit.language), code=place.code)
    if site is None:
        return {"name": name, "law": words("site-none")}
    parties = {"inspecting": country(site.inspecting_party, visit), "host": country(site.host_party, visit), "law": site.law}
    return {"name": name, "law": words("site-port" if site.kind is SiteKind.PORT_OF_ENTRY else f"site-{site.kind}", **parties)}


def country(code: str, visit: Visit) -> str:
    """Return the name of a state in the officer's language."""
    state = documents.states.find(code)
    return code if state is None else state.fr if visit.language == "fr" else state.en


def role_names(words: Words, roles: Iterable[str]) -> str:
    """Return "primary officer, supervisor"."""
    return Markup(", ").join(words(f"role-of-{role}") for role in sorted(roles))


def _lists(words: Words, said: pages.Frame) -> str:
    if not said.lists or said.newest is None:
        return words("lists-none")
    return words("lists-in-force", n=said.lists, entries=said.entries, day=words.day(said.newest))
