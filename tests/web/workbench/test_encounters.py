"""People at a site in a real browser: each ending, at an airport, by train and by ferry; withdrawal, goods, declaration, gate."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from preclear import clearance
from preclear.places import Codes, Place, PlaceKind, Site, SiteKind
from preclear.store import carriers, places
from preclear.store.carriers import Carrier
from preclear.web.serve import serving

from .conftest import QUIET, Desk, Person, paxlst
from .test_browser import CHROMIUM, chromium, pages_of

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]
PICTURES = os.environ.get("PRECLEAR_TEST_PICTURES")  # a folder: pictures of each page are kept there
ACT = "Preclearance Act, 2016 (S.C. 2017, c. 27), Part 1"

SITES = {  # carrier, from, to
    "airport": ("XM", "YVR", "SEA"),
    "train": ("VR", "GCM", "NYP"),
    "ferry": ("AF", "CAPRR", "USKTN"),
}


def first(at: int) -> list[Any]:
    """Every way of travelling, of which one is walked in each run and the others nightly."""
    return [pytest.param(site, marks=[] if n == at else [pytest.mark.long]) for n, site in enumerate(SITES)]


MIRROR = {"crossing": ("BU", "CCX", "YUL")}  # officers of Canada, in the United States


@pytest.fixture(scope="module")
def sites(desk: Desk) -> Desk:
    """The node, with a railway and a ferry line, and a station where preclearance is done."""
    now = datetime.now(UTC)
    station = Place(
        code="GCM", kind=PlaceKind.STATION, name="Central Station", name_fr="Gare centrale", country="CAN", latitude=45.5, longitude=-73.57,
        zone="America/Toronto", codes=Codes(), source="invented for the test", valid_from=date(2020, 1, 1),
        site=Site(kind=SiteKind.PRECLEARANCE, inspecting_party="USA", host_party="CAN", law=ACT),
    )  # fmt: skip
    harbour = Place(
        code="USKTN", kind=PlaceKind.TERMINAL, name="Ketchikan terminal", name_fr="Terminal de Ketchikan", country="USA", latitude=55.35,
        longitude=-131.69, zone="America/Sitka", codes=Codes(), source="invented for the test", valid_from=date(2020, 1, 1),
    )  # fmt: skip
    crossing = Place(
        code="CCX", kind=PlaceKind.CROSSING, name="Cannon Crossing", name_fr="Passage Cannon", country="USA", latitude=45.0,
        longitude=-73.75, zone="America/New_York", codes=Codes(), source="invented for the test", valid_from=date(2020, 1, 1),
        site=Site(kind=SiteKind.PRECLEARANCE, inspecting_party="CAN", host_party="USA", law="Preclearance Act, 2016, Part 2"),
    )  # fmt: skip
    with desk.node.pool.connection() as db:
        carriers.add(db, Carrier(id="BU", name="Example Buses", mode="road"), by="operator", now=now)
        places.add(db, crossing, by="operator", now=now)
        carriers.add(db, Carrier(id="VR", name="Example Rail", mode="rail"), by="operator", now=now)
        carriers.add(db, Carrier(id="AF", name="Example Ferries", mode="marine"), by="operator", now=now)
        places.add(db, station, by="operator", now=now)
        places.add(db, harbour, by="operator", now=now)
    desk.node.reload()
    return desk


@pytest.fixture(scope="module")
def address(sites: Desk) -> Iterator[str]:
    with serving(sites.node, port=0) as address:
        yield address


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Sign an officer in, of secondary inspection where nobody is named, and return a page."""
    with pages_of(chromium, address, who="secondary", patience=20000) as opened:
        yield opened


numbers = iter(range(100, 1000))


def traveller(sites: Desk, site: str, person: Person = QUIET) -> int:
    """Send a list from one of the sites, and return the number of the person on it."""
    carrier, start, end = (SITES | MIRROR)[site]
    designator = f"{carrier}{next(numbers)}"
    departs = (datetime.now(UTC) + timedelta(minutes=70)).astimezone(ZoneInfo("America/Vancouver")).replace(tzinfo=None)
    raw = paxlst(designator, [person], departs, start=start, end=end)
    clearance.receive(sites.node, raw, carrier=carrier, transport="http", now=datetime.now(UTC))
    with sites.node.pool.connection() as db:
        query = "SELECT t.id FROM traveller t JOIN voyage v ON v.id = t.voyage_id WHERE v.designator = %s"
        return db.execute(query, [designator]).fetchone()[0]


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def enter(page: Page, number: int) -> str:
    """Open the course on the traveller's page, and return its address."""
    page.goto(f"/travellers/{number}")
    page.locator("form[action$='/encounter'] button").click()
    page.wait_for_url("**/encounters/*")
    return re.search(r"/encounters/\d+", page.url).group()


def fill(form, given: dict[str, str]) -> None:
    for name, value in given.items():
        field = form.locator(f"[name='given:{name}']")
        if field.first.evaluate("field => field.tagName") == "TEXTAREA":
            field.fill(value)
        else:
            form.locator(f"[name='given:{name}'][value='{value}']").check()


def take(page: Page, step: str, **given: str) -> None:
    """Open a step on the page, give what it asks for, and record it."""
    details = page.locator(f"#step-{step}")
    details.locator("summary").click()
    fill(details, given)
    details.locator(f"button[data-step='{step}']").click()
    page.wait_for_selector("[role=status].note")


def state(page: Page) -> str:
    return page.locator(".tags .tag").first.inner_text()


def withdraw(page: Page) -> None:
    page.keyboard.press("w")
    page.wait_for_url("**/withdrawal")
    page.get_by_role("button", name="Record the withdrawal").click()
    page.wait_for_url("**/encounters/*done=withdraw")


ANSWERED = {"identity_answered": "yes", "reason_answered": "yes", "directions_followed": "yes"}


@pytest.mark.parametrize("site", first(0))
def test_cleared_and_arrived(site, sites: Desk, open_page):
    page = open_page("primary")
    enter(page, traveller(sites, site))
    assert state(page) == "Entered"
    take(page, "begin_primary")
    take(page, "clear", identity_verified="yes")
    for step in ("board", "depart", "arrive"):
        take(page, step)
    assert state(page) == "Arrived"
    assert page.locator("#next .step").count() == 0
    picture(page, f"{site}-cleared")


@pytest.mark.parametrize("site", first(1))
def test_referred_and_cleared(site, sites: Desk, open_page):
    page = open_page()
    enter(page, traveller(sites, site))
    take(page, "begin_primary")
    take(page, "refer", reason="A bag without a name.")
    take(page, "begin_secondary")
    take(page, "clear", identity_verified="yes")
    assert state(page) == "Cleared"
    assert "A bag without a name." in page.inner_text(".course")
    picture(page, f"{site}-referred-and-cleared")


@pytest.mark.parametrize("site", first(2))
def test_inadmissible_by_two_officers(site, sites: Desk, open_page):
    page = open_page()
    path = enter(page, traveller(sites, site))
    take(page, "begin_primary")
    take(page, "refer", reason="The visa is for another purpose.")
    take(page, "begin_secondary")
    take(page, "propose_refusal", reason="The visa does not cover this journey.")
    page.locator("#step-confirm_refusal summary").click()
    assert "Another officer than the one before must do this" in page.inner_text("#step-confirm_refusal")
    second = open_page("supervisor")
    second.goto(path)
    take(second, "confirm_refusal", reason="I read the visa, and find the same.")
    take(second, "leave_refused")
    assert state(second) == "Left"
    picture(second, f"{site}-inadmissible")


@pytest.mark.parametrize("site", first(0))
def test_withdrawn(site, sites: Desk, open_page):
    page = open_page("primary")
    path = enter(page, traveller(sites, site))
    take(page, "begin_primary")
    assert "fingerprints" in page.inner_text("#next")
    page.keyboard.press("w")
    page.wait_for_url("**/withdrawal")
    page.keyboard.press("Escape")  # opening it has recorded nothing
    page.wait_for_url(f"**{path}")
    assert state(page) == "Primary inspection"
    withdraw(page)
    assert state(page) == "Withdrawing"
    assert "Record under s. 33" in page.inner_text(".tags")
    assert "fingerprints" not in page.inner_text("#next")  # gone, not greyed
    assert "unreasonably delayed" in page.inner_text("main")
    picture(page, f"{site}-withdrawing")
    take(page, "leave", **ANSWERED)
    assert state(page) == "Withdrawn and left"
    picture(page, f"{site}-withdrawn")


@pytest.mark.parametrize("site", first(1))
def test_delivered_to_the_host_police(site, sites: Desk, open_page):
    page = open_page("primary")
    path = enter(page, traveller(sites, site))
    take(page, "begin_primary")
    take(page, "detain_for_offence", ground="believe_offence")
    assert "Deliver to the host country as soon as feasible" in page.inner_text("main")
    page.goto(f"{path}/withdrawal")
    assert "nobody withdraws while detained" in page.inner_text("main")
    page.goto(path)
    take(page, "deliver", delivered_to="police_officer")
    assert state(page) == "Delivered to the host country"
    picture(page, f"{site}-delivered")


@pytest.mark.parametrize("site", first(2))
def test_seized_goods_returned(site, sites: Desk, open_page):
    page = open_page()
    path = enter(page, traveller(sites, site))
    take(page, "begin_primary")
    take(page, "refer", reason="A wooden box.")
    take(page, "begin_secondary")
    page.get_by_text("Tie a bag or goods to this person").first.click()
    page.select_option("#kind", "goods")
    page.fill("#tag", f"A-{site}")
    page.fill("#description", "Wooden box")
    page.locator("form[action$='/goods'] button").click()
    page.wait_for_selector("[role=status].note")

    def passes(step: str, **given: str) -> None:
        details = page.locator(f".thing details:has(button[data-step='{step}'])")
        details.locator("summary").click()
        fill(details, given)
        details.locator(f"button[data-step='{step}']").click()

    passes("detain", reason="Untreated wood.")
    page.wait_for_selector("[role=status].note")
    allowed = {"reason": "Untreated wood.", "us_law_allows": "yes", "suspected_canadian_evidence": "no", "minister_notice": "no"}
    passes("seize", **allowed)
    page.wait_for_selector(".thing .error")
    assert "written notice first" in page.inner_text(".thing .error")
    page.get_by_role("link", name=re.compile("Written notice")).click()
    for field, words in (("reasons", "The wood is not treated."), ("requirements", "7 CFR 319.40"), ("remedy", "Have it treated.")):
        page.fill(f"#{field}", words)
    page.get_by_role("button", name="Give this notice").click()
    page.wait_for_url("**/notice?given=1")
    assert "The wood is not treated." in page.inner_text("main")
    picture(page, f"{site}-goods-notice")
    page.goto(path)
    passes("seize", **allowed)
    page.wait_for_selector("[role=status].note")
    assert "Seized" in page.inner_text(".thing")
    passes("give_back", returned_to="traveller", us_law_allows="yes")
    page.wait_for_selector("[role=status].note")
    assert "Returned to the traveller" in page.inner_text(".thing")
    picture(page, f"{site}-seized-and-returned")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_withdrawn_from_officers_of_canada(sites: Desk, open_page, language):
    page = open_page("secondary", language=language)
    path = enter(page, traveller(sites, "crossing"))
    take(page, "begin_primary")
    for where in ("", "/gate", "/notice", "/declaration", "/withdrawal"):
        assert page.goto(path + where).status == 200
    page.locator("form[action$='/withdrawal'] button.main").click()
    page.wait_for_url("**/encounters/*done=withdraw")
    assert "56" in page.inner_text(".tags")
    assert page.goto(f"{path}/notice").status == 200
    page.goto(path)
    take(page, "leave", **ANSWERED)
    assert "54(1), 55" in page.inner_text(".strip")
    picture(page, f"{language}-crossing-withdrawn")


def test_biometrics_are_asked_of_the_law_and_recorded(sites: Desk, open_page):
    page = open_page("primary")
    path = enter(page, traveller(sites, "airport"))
    take(page, "begin_primary")
    page.select_option("#action", "collect_biometrics")
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_selector("[role=alert].note")
    assert "20(2)" in page.inner_text("[role=alert].note")
    page.select_option("#action", "collect_biometrics")
    page.locator("summary", has_text="What holds now").click()
    page.check("[name=fact][value=withdrawal_notice_posted]")
    page.check("[name=fact][value=to_verify_identity]")
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_selector("[role=status].note")
    assert "20(2)" in page.inner_text(".course li.done:last-child, .course li:last-child")
    token = page.input_value("input[name=token] >> nth=0")
    withdraw(page)
    answer = page.request.post(f"{path}/acts", form={"token": token, "action": "collect_biometrics", "fact": "to_verify_identity"})
    assert answer.status == 422
    with sites.node.pool.connection() as db:
        number = int(path.rpartition("/")[2])
        assert db.execute("SELECT count(*) FROM encounter_act WHERE encounter_id = %s", [number]).fetchone()[0] == 1


def test_a_declaration_at_primary_and_one_ahead(sites: Desk, open_page):
    page = open_page("primary")
    number = traveller(sites, "airport")
    page.goto(f"/travellers/{number}/declaration")
    page.fill("#age", "40")
    page.fill("#absence_hours", "72")
    page.get_by_role("button", name="Take down a declaration").click()
    page.wait_for_url(f"**/travellers/{number}?done=declared")
    path = enter(page, number)
    take(page, "begin_primary")
    page.goto(f"{path}/declaration")
    page.fill("#age", "40")
    page.fill("#currency_total", "10,000.01")
    page.check("[name=food_plants_animals]")
    page.fill("[name='value:wine_l']", "20")
    page.get_by_role("button", name="Take down a declaration").click()
    page.wait_for_selector("[role=alert]")
    assert page.locator(".wrong").count() == 2  # how long absent, how many litres
    picture(page, "declaration-wrong")
    page.fill("#absence_hours", "72")
    page.fill("[name='quantity:wine_l']", "1,5")
    page.get_by_role("button", name="Take down a declaration").click()
    page.wait_for_url(f"**{path}?done=declared")
    said = page.inner_text("section:has(#decl-h)")
    assert "Food, plants, animals or a farm: secondary" in said
    assert "Money to be reported; carrying it is no fault" in said
    assert "More alcohol than allowed" in said
    assert "Made ahead" in said


def test_what_somebody_recorded_meanwhile_is_not_overlooked(sites: Desk, open_page):
    page, other = open_page("primary"), open_page("colleague")
    path = enter(page, traveller(sites, "airport"))
    other.goto(path)
    take(page, "begin_primary")
    details = other.locator("#step-begin_primary")
    details.locator("summary").click()
    details.locator("button").click()
    other.wait_for_selector("[role=alert].note")
    assert "Somebody recorded another step meanwhile" in other.inner_text("[role=alert].note")
    assert state(other) == "Primary inspection"


LOOKED_AT = ("", "/gate", "/withdrawal", "/notice", "/declaration")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_are_readable_by_everybody(sites: Desk, open_page, language):
    page = open_page("primary", language=language)
    path = enter(page, traveller(sites, "airport"))
    page.locator("#step-begin_primary summary").click()
    page.locator("#step-begin_primary button").click()
    page.wait_for_selector("[role=status].note")
    for where in (*(path + each for each in LOOKED_AT), "/encounters"):
        assert page.goto(where).status == 200
        found = Axe().run(page)
        assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
        for width in (1280, 400):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{where} is {wide} px too wide at {width}"
            picture(page, f"{language}-{width}-{where.strip('/').replace('/', '-')}")
        page.set_viewport_size({"width": 1280, "height": 800})


def test_every_page_works_without_scripts(sites: Desk, open_page):
    page = open_page("primary", java_script_enabled=False)
    enter(page, traveller(sites, "airport"))
    take(page, "begin_primary")
    page.get_by_role("link", name="Traveller withdraws").click()
    page.get_by_role("button", name="Record the withdrawal").click()
    assert state(page) == "Withdrawing"
