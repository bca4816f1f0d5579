"""The page that says where a person's data come from, down to the byte."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta

from preclear import clearance, documents
from preclear.manifest import PartialDate

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


def test_what_the_nodes_own_policy_leaves_out_is_in_no_record_and_on_no_page(desk, browser):
    when = datetime.now(UTC) + timedelta(hours=6)
    leg = f"{when:%d%m%y}:{when:%H%M}:{when:%d%m%y}:2359+YVR+SEA+XM+9{when:%M}"
    raw = (
        f"UNB+IATA:1+XM+UTO+{when:%y%m%d}:0900+7'UNH+1+PNRGOV:13:1:IA+X'MSG+:22'ORG+XM'TVL+{leg}'EQN+1'SRC'RCI+XM:PLCY01'"
        f"SSR+ZZZZ:HK:1:XM:::::TOLD'SSR+WCHR:HK:1:XM'IFT+4:28+UNSPEAKABLE WHEELCHAIR'TIF+POLICY+PAT:A:1'TVL+{leg}:Y'UNT+12+1'UNZ+1+7'"
    )
    clearance.receive(desk.node, raw.encode(), carrier="XM", transport="http", now=datetime.now(UTC))
    with desk.node.pool.connection() as db:
        kept, person = db.execute(
            "SELECT b.record::text, t.id FROM booking b JOIN traveller t USING (voyage_id) WHERE b.locator = 'PLCY01'"
        ).fetchone()
    clerk = browser("primary")
    for told in (kept, clerk.post(f"/travellers/{person}/message", purpose="to see")):
        assert ("ZZZZ" in told, "UNSPEAKABLE" in told, "WCHR" in told) == (False, False, True)


def zoned(family, given, number, *, zone_of=None):
    """A row of a form: the person, and the zone of their passport, or of another's."""
    shown = zone_of or (family, given, number)
    zone = documents.write(
        "TD3", type="P", issuer="UTO", family_name=shown[0], given_names=shown[1], number=shown[2], nationality="UTO", sex="F",
        birth_date=PartialDate(1990, 1, 1), expires=date(2031, 4, 30),
    )  # fmt: skip
    paper = {"type": "P", "number": number, "issuer": "UTO", "expires": "2031-04-30", "zone": "\n".join(zone)}
    return {"family_name": family, "given_names": given, "birth_date": "1990-01-01", "sex": "F", "nationality": "UTO", "documents": [paper]}


def test_a_zone_is_put_to_whose_it_is_and_the_rule_is_shown(desk, browser):
    when = datetime.now(UTC) + timedelta(hours=7)
    leg = {"from": "YVR", "to": "SEA", "departs": f"{when:%Y-%m-%dT%H:%M}"}
    people = [
        zoned("OWNZONE", "ADA", "ZA000001"),
        zoned("SWAPPED", "BEA", "ZA000002", zone_of=("OTHERS", "CAL", "ZA000003")),
        zoned("OTHERS", "CAL", "ZA000003", zone_of=("NOBODYS", "DOT", "ZA000009")),
        zoned("TWIN", "EVE", "ZA000005", zone_of=("TWIN", "EVE", "ZA000007")),
        zoned("TWIN", "EVE", "ZA000006"),
    ]
    raw = json.dumps({"voyage": f"XM8{when:%M}", "carrier": "XM", "legs": [leg], "people": people})
    clearance.receive(desk.node, raw.encode(), carrier="XM", transport="http", now=datetime.now(UTC))
    with desk.node.pool.connection() as db:
        rows = db.execute("SELECT document_number, id FROM traveller WHERE document_number LIKE 'ZA00000%%'").fetchall()
    pages = {
        number: said(browser("primary").get(f"/travellers/{person}/sources")).split("Machine-readable zones")[-1].split("All keys")[0]
        for number, person in rows
    }
    own, swapped, others, twin, other_twin = (pages[f"ZA00000{n}"] for n in (1, 2, 3, 5, 6))
    assert re.search(r"document 1 of this person\s+OWNZONE, ADA\s+TD3 UTO ZA000001.*number and issuer of a declared document", own)
    assert "it is" not in own
    assert re.search(r"OTHERS, CAL.*number and issuer of a declared document\s+it is somebody else’s on the voyage", swapped)
    assert re.search(r"document 1 of somebody else on the voyage\s+OTHERS, CAL.*it is this person’s", others)
    assert re.search(r"NOBODYS, DOT.*no rule: nobody fits, or more than one\s+it is nobody’s of the voyage for sure", others)
    assert re.search(r"TWIN, EVE\s+TD3 UTO ZA000007.*no rule: nobody fits, or more than one", twin)  # two of one name stay two
    assert re.search(r"TWIN, EVE\s+TD3 UTO ZA000006.*number and issuer of a declared document", other_twin)


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
