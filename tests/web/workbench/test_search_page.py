"""Everyone on record found again on a page: why, at whose sites, and that it was done is recorded."""

from __future__ import annotations

import html

import pytest

from .conftest import LISTED, QUIET
from .test_pages import browser, said

__all__ = ["browser"]

PURPOSE = {"purpose": "a call from the desk at the gate"}


def events_of(desk):
    with desk.node.pool.connection() as db:
        return db.execute("SELECT actor, purpose, detail FROM event WHERE kind = 'people.searched' ORDER BY id").fetchall()


@pytest.mark.parametrize(("language", "why"), [("en", "Name: the same"), ("fr", "Nom\u00a0: identique")])
def test_a_person_is_found_with_the_reason(browser, desk, language, why):
    desk.send(LISTED, QUIET)
    with desk.node.pool.connection() as db:
        number, family, given = db.execute(
            "SELECT id, family_name, given_names FROM traveller WHERE superseded_at IS NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
    before = len(events_of(desk))
    page = browser("primary").post(f"/search?lang={language}", name=f"{given} {family}", **PURPOSE)
    assert why in html.unescape(page)
    assert f'href="/travellers/{number}"' in page
    *_, (actor, purpose, detail) = events_of(desk)
    assert len(events_of(desk)) == before + 1
    assert (actor, purpose) == (f"officer:{desk.officers['primary'].id}", PURPOSE["purpose"])
    assert number in detail["travellers"]
    assert family not in str(detail)


def test_who_serves_other_sites_is_told_how_many_and_no_more(browser, desk):
    desk.send(LISTED)
    page = browser("elsewhere").post("/search", name=f"{LISTED.family} {LISTED.given}", **PURPOSE)
    assert "which you do not serve" in said(page)
    assert "/travellers/" not in page


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ({**PURPOSE}, "Give a name or a number"),
        ({"name": "MARTIN"}, "Say what you search for"),
        ({"name": "MARTIN", "born": "soon", **PURPOSE}, "A birth date is written as"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(browser, form, what):
    page = browser("primary").post("/search", status=422, **form)
    assert what in said(page)
    for typed in form.values():
        assert f'value="{typed}"' in page


def test_nobody_is_found_without_alarm(browser):
    assert "Nobody on record answers to this." in said(browser("primary").post("/search", name="QXWZ VVBNM", **PURPOSE))
