"""Who shares a telephone, an address, a document, a card or an agency's sign with a person: a picture, and the same as a list."""

from __future__ import annotations

from collections import defaultdict
from math import cos, pi, sin
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from preclear.audit import Event
from preclear.manifest.ties import KINDS
from preclear.store import events, pages
from preclear.store import links as records
from preclear.store.links import Linked
from preclear.web.workbench.page import page
from preclear.web.workbench.visit import Visit, Visiting

SHOWN = 12  # of one tie, in the picture and first in the list
DRAWN = 8  # ties
ORDER = ("document", *KINDS)
WIDTH, HEIGHT = 760, 420
SHORTEST = 4  # signs of what is shared that are shown


@get("/travellers/{traveller_id:int}/links", name="links", sync_to_thread=True)
def links(traveller_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show whom a person is tied to, and record that it was looked at."""
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        voyage = pages.voyage(db, row.voyage_id, visit.sites)
        found = records.of(db, row.voyage_id, row.key, row.traveller)
        mine = [one for one in found if visit.officer.serves(frozenset(filter(None, (one.departure, one.arrival))))]
        detail = {"page": "links", "travellers": sorted({one.id for one in mine})[: records.MOST]}
        events.write(db, Event("record.read", visit.officer.actor, f"traveller:{row.id}", visit.purpose, detail), at=visit.now)
        groups = _groups(mine, visit)
        return page(
            visit,
            db,
            "links.html",
            here="board",
            at=voyage,
            row=row,
            person=row.traveller,
            voyage=voyage,
            groups=groups,
            picture=picture(groups[:DRAWN]),
            undrawn=max(0, len(groups) - DRAWN),
            elsewhere=len({one.id for one in found}) - len({one.id for one in mine}),
            size=(WIDTH, HEIGHT),
        )


def _groups(found: list[Linked], visit: Visit) -> list[dict[str, Any]]:
    """What is shared, the strongest first, and with whom; a person who is on several voyages stands once a voyage."""
    by_tie: dict[str, list[Linked]] = defaultdict(list)
    for one in found:
        by_tie[one.tie].append(one)
    order = sorted(by_tie.items(), key=lambda group: (ORDER.index(group[1][0].kind), -len(group[1]), group[0]))
    return [
        {
            "kind": people[0].kind,
            "word": visit.words(f"link-{people[0].kind}"),
            "value": told(people[0]),
            "people": [_person(one, visit) for one in people[:SHOWN]],
            "more": max(0, len(people) - SHOWN),
            "count": len(people),
        }
        for _, people in order
    ]


def told(one: Linked) -> str:
    """Return as much of what is shared as tells it apart: of a telephone and a mail address only the end and the beginning.

    >>> from preclear.store.links import Linked
    >>> told(Linked("telephone:6045550142", 1, "", "", None, 1, "", None, None, None))
    '******0142'
    """
    if one.kind == "telephone":
        return "*" * (len(one.value) - SHORTEST) + one.value[-SHORTEST:]
    if one.kind == "email":
        name, _, domain = one.value.partition("@")
        return f"{name[:1]}***@{domain}"
    if one.kind == "card":
        vendor, digits, last_month = one.value.split(" ")
        return " ".join(filter(None, (vendor, f"…{digits[-SHORTEST:]}", last_month)))
    return one.value


def _person(one: Linked, visit: Visit) -> dict[str, Any]:
    return {
        "person": one,
        "id": one.id,
        "born": one.birth_date,
        "voyage": one.voyage,
        "designator": one.designator,
        "departure": one.departure,
        "arrival": one.arrival,
        "day": visit.words.day(one.departs_local.date()) if one.departs_local else None,
    }


def picture(groups: list[dict[str, Any]]) -> dict[str, Any]:
    """Return where things stand in the picture: the person in the middle, what is shared around it, the others outside."""
    middle = (WIDTH / 2, HEIGHT / 2)
    spokes: list[dict[str, Any]] = []
    for n, group in enumerate(groups):
        angle = 2 * pi * n / max(1, len(groups)) - pi / 2
        at = (middle[0] + 130 * cos(angle), middle[1] + 95 * sin(angle))
        people = group["people"][:6]
        spread = min(0.9, 1.6 / max(1, len(groups))) if len(people) > 1 else 0.0
        outer = []
        for k in range(len(people)):
            turn = angle + spread * (k - (len(people) - 1) / 2) / max(1, (len(people) - 1) / 2 or 1)
            outer.append((round(middle[0] + 300 * cos(turn), 1), round(middle[1] + 180 * sin(turn), 1)))
        spokes.append({"x": round(at[0], 1), "y": round(at[1], 1), "word": group["word"], "count": group["count"], "others": outer})
    return {"x": middle[0], "y": middle[1], "spokes": spokes}
