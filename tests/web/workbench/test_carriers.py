"""The registry of carriers, as an administrator keeps it on a page."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import psycopg
import pytest

from preclear.store import carriers
from preclear.store.carriers import Carrier

from .test_pages import browser, said

__all__ = ["browser"]
TERMS = {
    "id": "YY", "name": "Yonder Ferries", "answers": "later", "referred": "hold", "answer_minutes": "45", "callback_url": "",
    "contact": "", "transports": "http folder", "technical_name": "Data desk", "technical_mail": "data@example.org",
    "senders": "YYAPIS YYDCS", "functions": "", "full_lists": "yes", "dialect": "plain", "separators": "|*.\\ $", "group": "echo",
    "syntax": "always", "acknowledge_minutes": "5", "part_minutes": "", "close_out_minutes": "30",
}  # fmt: skip


@pytest.fixture
def yonder(desk):
    """A carrier that only these tests know."""
    with psycopg.connect(desk.node.url) as owner:
        owner.execute("DELETE FROM carrier_key WHERE carrier_id = 'YY'")
        owner.execute("DELETE FROM carrier WHERE id = 'YY'")
    with desk.node.pool.connection() as db:
        carriers.add(db, Carrier(id="YY", name="Yonder Lines", mode="marine"), by="operator", now=datetime.now(UTC))


def test_carriers_are_shown_with_what_goes_on(browser, yonder):
    words = said(browser("administrator").get("/carriers"))
    assert "Meridian Pacific" in words
    assert "Yonder Lines" in words
    assert "Transporteurs" in said(browser("administrator").get("/carriers?lang=fr"))
    browser("primary").get("/carriers", 403)


def test_terms_are_agreed_on_the_page(desk, browser, yonder):
    clerk = browser("administrator")
    assert "12 terms changed" not in said(clerk.get("/carriers?of=YY"))
    clerk.client.follow_redirects = True
    assert "terms changed" in said(clerk.post("/carriers", **TERMS))
    with desk.node.pool.connection() as db:
        agreed = carriers.find(db, "YY")
    assert (agreed.name, agreed.answers, agreed.referred, agreed.answer_minutes) == ("Yonder Ferries", "later", "hold", 45)
    assert agreed.transports == ("http", "folder")
    assert [(one.duty, one.mail) for one in agreed.contacts] == [("technical", "data@example.org")]
    profile = agreed.profile
    assert (profile.senders, profile.full_lists, profile.dialect, profile.syntax) == (("YYAPIS", "YYDCS"), True, "plain", "always")
    assert (profile.separators, profile.acknowledge_minutes, profile.part_minutes, profile.close_out_minutes) == ("|*.\\ $", 5, 15, 30)
    assert "Nothing changed" in said(clerk.post("/carriers", **TERMS))
    assert ("carrier.agreed", None) in desk.events("carrier:YY")


WRONG = {
    "minutes that are none": {"answer_minutes": "soon"},
    "minutes that do not fit": {"answer_minutes": "9999"},
    "separators that do not fit": {"separators": "::"},
    "a way that is none": {"transports": "pigeon"},
    "a function that is none": {"functions": "fly"},
    "a choice that is none": {"answers": "never"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_said_and_kept_on_the_form(desk, browser, yonder, wrong):
    page = browser("administrator").post("/carriers", 422, **TERMS | wrong)
    assert 'role="alert"' in page
    assert "Yonder Ferries" in page  # as typed
    with desk.node.pool.connection() as db:
        assert carriers.find(db, "YY").name == "Yonder Lines"


def test_a_key_is_shown_once_and_ended_by_its_label(desk, browser, yonder):
    clerk = browser("administrator")
    page = clerk.post("/carriers/key", id="YY", label="gate system")
    key = re.search(r'<pre tabindex="0">([^<]+)</pre>', page)[1]
    with desk.node.pool.connection() as db:
        assert carriers.of_key(db, key).id == "YY"
    assert key not in clerk.get("/carriers?of=YY")
    clerk.post("/carriers/key", 422, id="YY", label="gate system")
    clerk.client.follow_redirects = True
    clerk.post("/carriers/key", id="YY", label="gate system", end="1")
    with desk.node.pool.connection() as db:
        assert carriers.of_key(db, key) is None
