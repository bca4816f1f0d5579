"""The node's own list on its page: proposed by one, approved by another, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from .conftest import Person
from .test_pages import browser, said

__all__ = ["browser"]

SOON = (datetime.now(UTC).date() + timedelta(days=5)).isoformat()
WANTED = {
    "family_name": "Zhdanovich",
    "given_names": "Pavlo",
    "birth_date": "1971-03-02",
    "reason": "met a listed person twice",
    "expires": SOON,
}


def newest(desk):
    with desk.node.pool.connection() as db:
        return db.execute("SELECT max(id) FROM lookout").fetchone()[0]


def test_a_person_is_proposed_approved_found_and_taken_back(desk, browser):
    browser("primary").post("/lookouts", **WANTED)
    number = newest(desk)
    assert "Waits for an approver" in said(browser("primary").get("/lookouts"))
    assert f"/lookouts/{number}/approve" not in browser("primary").get("/lookouts")  # no primary officer approves
    assert f"/lookouts/{number}/approve" in browser("list_owner").get("/lookouts?lang=fr")
    browser("list_owner").post(f"/lookouts/{number}/approve")
    designator, _ = desk.send(Person("ZHDANOVICH", "PAVLO", "19710302", number="UA7777777"))
    with desk.node.pool.connection() as db:
        assert db.execute(
            "SELECT h.entry_ref FROM hit h JOIN traveller t ON t.id = h.traveller_id WHERE t.voyage_id = %s", [desk.voyage(designator)]
        ).fetchall() == [(f"lookout:{number}",)]
    assert "Say why it is taken back" in said(browser("supervisor").post(f"/lookouts/{number}/end", status=422, why=""))
    browser("supervisor").post(f"/lookouts/{number}/end", why="another person")
    assert "Taken back by Officer Supervisor: another person" in said(browser("primary").get("/lookouts")).replace("\u2068", "").replace(
        "\u2069", ""
    )


def test_nobody_approves_the_own_one(desk, browser):
    browser("supervisor").post("/lookouts", **WANTED)
    number = newest(desk)
    assert f"/lookouts/{number}/approve" not in browser("supervisor").get("/lookouts")
    assert "you proposed it" in said(browser("supervisor").post(f"/lookouts/{number}/approve", status=403))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"family_name": "", "given_names": ""}, "Give a name or a document number"),
        ({"reason": " "}, "Give the reason"),
        ({"expires": "2020-01-01"}, "The last day is a day from today on"),
        ({"expires": "soon"}, "The last day is a day from today on"),
        ({"birth_date": "1971-13"}, "A birth date is written as"),
        ({"nationality": "QQQ"}, "This is no code of a state"),
    ],
)
def test_what_does_not_fit_is_said_and_stays_typed(desk, browser, changes, what):
    before = newest(desk)
    shown = browser("primary").post("/lookouts", status=422, **WANTED | changes)
    assert what in said(shown)
    assert 'value="Zhdanovich"' in shown or not (WANTED | changes)["family_name"]
    assert newest(desk) == before
