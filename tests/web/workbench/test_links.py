"""Who shares what with a person: by documents and by bookings, as a list and as a picture, limited to an officer's sites."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from preclear import clearance
from preclear.store.links import Linked
from preclear.web.workbench.links import told

from .conftest import Person
from .test_pages import browser, said

__all__ = ["browser"]


def booked(designator, locator, person, phone, *, departs):
    """A booking of one person, who is reached under a telephone number."""
    leg = f"{departs:%d%m%y}:1015::+YVR+SEA+XM+{designator[2:]}"
    segments = (
        f"UNB+IATA:1+XM+UTO+{departs:%y%m%d}:0900+7", "UNH+1+PNRGOV:13:1:IA+X", "MSG+:22",
        "ORG+XM", f"TVL+{leg}", "EQN+1", "SRC",
        f"RCI+XM:{locator}", f"SSR+CTCM:HK:1:XM:::::{phone}", f"TIF+{person.family}+{person.given}:A:1",
        f"TVL+{leg}", "UNT+10+1", "UNZ+1+7",
    )  # fmt: skip
    return "'".join((*segments, "")).encode()


def number_of(desk, family, given):
    with desk.node.pool.connection() as db:
        return db.execute(
            "SELECT id FROM traveller WHERE family_name = %s AND given_names = %s AND superseded_at IS NULL ORDER BY id DESC LIMIT 1",
            [family, given],
        ).fetchone()[0]


def test_who_shares_a_document_is_listed_and_drawn(desk, browser):
    one, other = Person("LINDQVIST", "KARIN", number="SE5550101"), Person("LINDQUIST", "CARINA", number="SE 555-0101")
    desk.send(one)
    desk.send(other)
    page = browser("primary").get(f"/travellers/{number_of(desk, one.family, one.given)}/links")
    assert f'href="/travellers/{number_of(desk, other.family, other.given)}"' in page
    assert "SE5550101" in page
    assert '<svg class="chart"' in page
    assert "Partage" not in said(page)
    assert "Les familles" in said(browser("primary").get(f"/travellers/{number_of(desk, one.family, one.given)}/links?lang=fr"))


def test_who_is_reached_by_the_same_telephone_is_listed(desk, browser):
    departs = datetime.now(UTC) + timedelta(hours=9)
    people = Person("OKONKWO", "ADA", number="NG0000001"), Person("BERGSTROM", "NILS", number="NO0000002")
    for person, locator, phone, flight in zip(
        people, ("AAAA11", "BBBB22"), ("16045550142", "604-555-0142"), ("XM9101", "XM9102"), strict=True
    ):
        clearance.receive(
            desk.node, booked(flight, locator, person, phone, departs=departs), carrier="XM", transport="http", now=datetime.now(UTC)
        )
    page = browser("primary").get(f"/travellers/{number_of(desk, 'OKONKWO', 'ADA')}/links")
    assert "BERGSTROM" in page
    assert "******0142" in page
    assert "6045550142" not in page


def test_nobody_is_tied_to_who_shares_nothing(desk, browser):
    desk.send(Person("SOLITARY", "ONE", number="ZZ0000099"))
    assert "Nobody on record shares anything of this." in said(
        browser("primary").get(f"/travellers/{number_of(desk, 'SOLITARY', 'ONE')}/links")
    )


@pytest.mark.parametrize(
    ("tie", "shown"),
    [
        ("email:a.roy@example.org", "a***@example.org"),
        ("card:VI 1234 0929", "VI …1234 0929"),
        ("document:AA1", "AA1"),
        ("card: 12 0929", "…12 0929"),
    ],
)
def test_what_is_shared_is_shown_as_far_as_it_tells_it_apart(tie, shown):
    assert told(Linked(tie, 1, "", "", None, 1, "", None, None, None)) == shown
