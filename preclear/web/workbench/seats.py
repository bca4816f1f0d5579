"""The cabin of a voyage as far as the declared seats tell it: who sits where, with whom, and who needs a person; drawn, and as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from markupsafe import Markup

from preclear.audit import Event
from preclear.manifest.cabin import Cabin, Seat, cabin, seat
from preclear.store import events, pages
from preclear.store import seats as records
from preclear.store.seats import Seated
from preclear.web.workbench.page import page
from preclear.web.workbench.visit import Visit, Visiting

CELL, AISLE, UNTOLD, MARGIN, HEAD, BREAK = 32, 24, 8, 34, 24, 22  # pixels: a seat is large enough to be met by a finger's tip
NUMBERED = 2  # people of a booking, before it has a number


@get("/voyages/{voyage_id:int}/seats", name="seats", sync_to_thread=True)
def seats(voyage_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show who sits where, and record that it was looked at."""
    with visit.node.pool.connection() as db:
        found = pages.voyage(db, voyage_id, visit.sites)
        events.write(db, Event("record.read", visit.officer.actor, f"voyage:{found.id}", visit.purpose, {"page": "seats"}), at=visit.now)
        people = records.of(db, voyage_id)
        placed: defaultdict[Seat, list[Seated]] = defaultdict(list)
        for one in people:
            if (where := seat(one.seat)) is not None:
                placed[where].append(one)
        told = cabin(placed)
        bookings = _bookings(placed)
        return page(
            visit,
            db,
            "seats.html",
            here="board",
            at=found,
            voyage=found,
            picture=_picture(told, placed, bookings, visit) if placed else None,
            rows=[_row(where, placed, told, bookings, visit) for where in sorted(placed)],
            aisles=_aisles(told, visit) if placed else "",
            elsewhere=[one for one in people if seat(one.seat) is None],
            unseated=records.unseated(db, voyage_id),
            seated=sum(map(len, placed.values())),
            shared=sum(len(there) > 1 for there in placed.values()),
            bookings=len(bookings),
        )


def _bookings(placed: Mapping[Seat, Sequence[Seated]]) -> dict[str, tuple[int, int]]:
    """Return the bookings of several people with a number each, in the order of their first seats, and how many people they have here."""
    sizes: defaultdict[str, int] = defaultdict(int)
    for where in sorted(placed):
        for one in placed[where]:
            if one.locator:
                sizes[one.locator] += 1
    several = [locator for locator, people in sizes.items() if people >= NUMBERED]
    return {locator: (number, sizes[locator]) for number, locator in enumerate(several, 1)}


def _row(
    where: Seat, placed: Mapping[Seat, Sequence[Seated]], told: Cabin, bookings: Mapping[str, tuple[int, int]], visit: Visit
) -> dict[str, Any]:
    """Return one seat for the table: its people, each with why they need a person and their booking, and who is next to it."""
    return {
        "seat": str(where),
        "people": [
            {"person": one, "kind": one.kind and visit.words(f"why-{one.kind}"), "booking": bookings.get(one.locator or "")}
            for one in placed[where]
        ],
        "near": Markup(", ").join(visit.words(f"seats-near-{one.near}", seat=one.seat) for one in told.neighbours(where)),
    }


def _aisles(told: Cabin, visit: Visit) -> str:
    """Return how the letters stand, in words: "ABC | DEF"; a sign of its own where no one knows."""
    signs = {True: " | ", False: "", None: " ? "}
    letters = "".join(letter + signs[aisle] for letter, aisle in zip(told.letters, (*told.aisles, False), strict=True))
    return visit.words("seats-letters" if None not in told.aisles else "seats-letters-untold", letters=letters)


def _picture(told: Cabin, placed: Mapping[Seat, Sequence[Seated]], bookings: Mapping[str, tuple[int, int]], visit: Visit) -> dict[str, Any]:
    """Return where things stand in the picture. A row in which nobody is known is not drawn; the break says which rows are left out."""
    columns, x = {}, MARGIN
    for letter, aisle in zip(told.letters, (*told.aisles, False), strict=True):
        columns[letter] = x
        x += CELL + (AISLE if aisle else UNTOLD if aisle is None else 0)
    places, breaks, labels, y, before = [], [], [], HEAD, 0
    for row, known in told.rows.items():
        if row > before + 1:
            first, last = before + 1, row - 1
            breaks.append({"y": y + BREAK - 7, "text": visit.words("seats-row" if first == last else "seats-rows", first=first, last=last)})
            y += BREAK
        labels.append({"y": y + CELL // 2 + 4, "text": row})
        places += [
            _place(Seat(row, letter), placed.get(Seat(row, letter), ()) if letter in known else (), bookings, (left, y), visit)
            for letter, left in columns.items()
        ]
        y, before = y + CELL, row
    return {
        "width": x + 6,
        "height": y + 6,
        "columns": [{"x": left + CELL // 2, "text": letter} for letter, left in columns.items()],
        "labels": labels,
        "breaks": breaks,
        "places": places,
        "size": CELL - 6,
    }


def _place(
    where: Seat, people: Sequence[Seated], bookings: Mapping[str, tuple[int, int]], at: tuple[int, int], visit: Visit
) -> dict[str, Any]:
    referred = next((one for one in people if one.kind), None)
    return {
        "x": at[0] + 3,
        "y": at[1] + 3,
        "look": "empty" if not people else "person" if referred else "shared" if len(people) > 1 else "calm",
        "text": _number(people, bookings),
        "id": referred.id if referred else None,
        "label": visit.words("seats-place", seat=where, why=visit.words(f"why-{referred.kind}")) if referred else "",
    }


def _number(people: Sequence[Seated], bookings: Mapping[str, tuple[int, int]]) -> str:
    """The number of the booking; of several people in one seat how many they are."""
    if len(people) > 1:
        return f"×{len(people)}"
    return next((str(bookings[one.locator][0]) for one in people if one.locator and one.locator in bookings), "")
