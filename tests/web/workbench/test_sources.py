"""The page that says where a person's data come from, down to the byte."""

from __future__ import annotations

import re

from .conftest import LISTED, QUIET, Person
from .test_pages import browser, said

__all__ = ["browser"]

CORRECTED = Person("SHARVENOV", "TIMUR", "19740824")


def test_every_message_is_named_with_the_rule_and_what_differs(desk, browser):
    designator, _ = desk.send(LISTED, QUIET)
    _, first = desk.referral(designator)
    desk.send(CORRECTED, designator=designator, minutes=69)
    _, person = desk.referral(designator)
    assert person != first
    page = browser("primary").get(f"/travellers/{person}/sources")
    words = said(page)
    assert "the carrier’s own reference" in words
    assert "its word holds" in words
    assert re.search(r"Birth date\s+sources differ", words)
    assert {"23 Aug 1974", "24 Aug 1974"} <= set(re.findall(r"2[34] Aug 1974", words))
    assert "1 field differs" in words
    assert "Sources sur" in said(browser("primary").get(f"/travellers/{person}/sources?lang=fr"))


def test_a_value_is_shown_in_its_segment_and_the_opening_is_recorded(desk, browser):
    designator, receipt = desk.send(LISTED, QUIET)
    _, person = desk.referral(designator)
    clerk = browser("primary")
    page = clerk.get(f"/travellers/{person}/sources")
    button = re.search(r'name="value" value="(\d+:\d+:birth_date)"', page)[1]
    assert "Say what you open it for" in said(clerk.post(f"/travellers/{person}/sources", 422, value=button))
    opened = clerk.post(f"/travellers/{person}/sources", value=button, purpose="the date is doubted")
    shown = re.search(r"<pre.*?</pre>", opened, re.DOTALL)[0]
    assert re.search(r"<bdi>DTM\+329:<mark>19740823(:102)?</mark>", shown)
    assert "ABERNATHY" not in shown
    assert ("raw.opened", "the date is doubted") in desk.events(f"raw_message:{receipt.message.id}")


def test_nothing_else_can_be_opened_by_it(desk, browser):
    designator, receipt = desk.send(LISTED, QUIET)
    _, person = desk.referral(designator)
    for value in ("", "1:1:birth_date:x", f"{person}:99:birth_date", "0:0:"):
        browser("primary").post(f"/travellers/{person}/sources", 404, value=value, purpose="to see")
    assert "raw.opened" not in [kind for kind, _ in desk.events(f"raw_message:{receipt.message.id}")]
    browser("elsewhere").get(f"/travellers/{person}/sources", 404)
    browser("administrator").get(f"/travellers/{person}/sources", 403)


def test_a_voyage_says_how_far_its_people_have_come_and_who_is_on_board_unscreened(desk, browser):
    designator, _ = desk.send(LISTED, QUIET)
    page = said(browser("primary").get(f"/voyages/{desk.voyage(designator)}"))
    assert re.search(r"Declared to travel\s+2 .*Screened in time\s+2\s+On board\s+not said yet", page)
    stranger = Person("STRANGER", "SAM", "19900101", "X", "ZZ1")
    desk.send(LISTED, QUIET, stranger, designator=designator, document="266+CLOB", minutes=69)
    page = said(browser("primary").get(f"/voyages/{desk.voyage(designator)}"))
    assert re.search(r"STRANGER, SAM\s+is on board and was never screened", page)
    assert re.search(r"SHARVENOV, TIMUR\s+is on board against the answer", page)
    assert re.search(r"Screened in time\s+2\s+On board\s+3", page)
    assert "n’a jamais été contrôlé" in said(browser("primary").get(f"/voyages/{desk.voyage(designator)}?lang=fr"))
    assert "1 person on board was never screened" in said(browser("primary").get("/alarms"))
