"""How an officer likes the pages."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.datastructures import Cookie

from preclear.store import officers
from preclear.web.workbench.access import LANGUAGE
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visiting
from preclear.web.workbench.words import LANGUAGES

CHOICES = {"language": tuple(LANGUAGES), "theme": ("system", "light", "dark"), "density": ("comfortable", "compact"), "keys": ("on", "off")}


@get("/preferences", name="preferences", sync_to_thread=True)
def preferences(visit: Visiting) -> Response[str]:
    """Show language, theme, density and keys."""
    chosen = {"language": visit.language, "theme": visit.theme, "density": visit.density, "keys": "on" if visit.single_keys else "off"}
    names = ", ".join(visit.named(code) or code for code in visit.sites)
    with visit.node.pool.connection() as db:
        return page(
            visit,
            db,
            "preferences.html",
            saved="saved" in visit.query,
            questions=[(name, chosen[name], choices) for name, choices in CHOICES.items()],
            sites=visit.words("sites", names=names) if names else visit.words("place-every-of-yours"),
        )


@post("/preferences", name="prefer", sync_to_thread=True)
def prefer(form: Form, visit: Visiting) -> Response[None]:
    """Keep what an officer likes."""
    said = {name: str(form.get(name, "")) for name, choices in CHOICES.items() if form.get(name) in choices}
    language = said.pop("language", visit.language)
    with visit.node.pool.connection() as db:
        officers.prefer(db, visit.officer, language=language, preferences={**visit.officer.preferences, **said})
    response = see(visit, "/preferences?saved=1")
    response.cookies = [*response.cookies, Cookie(LANGUAGE, value=language, httponly=True, samesite="strict", path="/")]
    return response
