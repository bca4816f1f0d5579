"""The pages as plain HTML, with JavaScript off: what they say, what they record, what they keep."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from preclear import clearance, watchlist
from preclear.store import lists, officers
from preclear.web import workbench
from preclear.web.workbench.access import FORM, SESSION, form_token

from .conftest import LISTED, PASSWORD, QUIET, Desk, Person

SECRET = "the secret of one browser"


class Browser:
    """A browser without scripts: it follows links and sends forms."""

    def __init__(self, desk: Desk, who: str, token: str | None) -> None:
        self.client = TestClient(Litestar(workbench.routes(desk.node), openapi_config=None, logging_config=None))
        self.client.cookies.set(FORM, SECRET)
        if token:
            self.client.cookies.set(SESSION, token)
        self.token = form_token(SECRET, desk.officers.get(who))

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, said(answer.text)[-900:]
        return answer.text

    def post(self, path: str, status: int = 200, **fields: str | list[str]) -> str:
        answer = self.client.post(path, data={"token": self.token, **fields})
        assert answer.status_code == status, said(answer.text)[-900:]
        return answer.text


@pytest.fixture
def browser(desk: Desk, session: Callable[[str], str]) -> Callable[[str], Browser]:
    """Open a browser in which an officer is signed in."""
    return lambda who: Browser(desk, who, session(who))


def said(page: str) -> str:
    """Return the words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def test_a_page_loads_nothing_from_elsewhere(browser):
    answer = browser("primary").client.get("/")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert answer.headers["Cache-Control"] == "no-store"
    cookies = browser("primary").client.get("/?lang=fr").headers.get_list("set-cookie")
    assert cookies
    assert all("HttpOnly" in cookie and ("SameSite=strict" in cookie or "SameSite=lax" in cookie) for cookie in cookies)


def test_a_static_file_is_kept_by_browsers_and_no_other_file_is_reached(browser):
    client = browser("primary").client
    assert "immutable" in client.get("/static/workbench.css").headers["Cache-Control"]
    assert client.get("/static/..%2Fpage.py").status_code == 404


def test_the_board_counts_what_needs_a_person(desk, browser):
    designator, _ = desk.send(LISTED, QUIET)
    row = browser("primary").get(f"/voyages/{desk.voyage(designator)}/row")
    assert {"1 possible match", "Meridian Pacific", "Vancouver to Seattle-Tacoma"} <= set(
        re.findall(r"1 possible match|Meridian Pacific|Vancouver to Seattle-Tacoma", said(row))
    )
    assert re.search(r"1\s+of 2", said(row))
    assert "Nobody yet" in said(row)


def test_filters_are_links_and_an_empty_one_says_so(desk, browser):
    designator, _ = desk.send(QUIET)
    officer = browser("primary")
    assert designator in officer.get(f"/?q={designator.lower()}")
    assert f"<bdi>{designator}</bdi>" not in officer.get(f"/?q={designator}&mode=rail")
    assert "No voyage fits “rail, nowhere”" in said(officer.get("/?mode=rail&q=nowhere"))


def test_a_voyage_shows_who_needs_a_person_first_and_reading_it_is_recorded(desk, browser):
    designator, _ = desk.send(QUIET, LISTED)
    number = desk.voyage(designator)
    page = browser("primary").get(f"/voyages/{number}")
    assert page.index("SHARVENOV") < page.index("ABERNATHY-KOH")
    assert "Name like" in said(page)
    assert ("record.read", "vetting") in desk.events(f"voyage:{number}")


def test_people_are_sought_by_form_so_that_no_name_is_in_an_address(desk, browser):
    designator, _ = desk.send(QUIET, LISTED)
    page = browser("primary").post(f"/voyages/{desk.voyage(designator)}/find", words="abernathy")
    assert "ABERNATHY-KOH" in page
    assert "SHARVENOV" not in page


def test_a_traveller_page_shows_evidence_and_nothing_preselected(desk, browser):
    designator, _ = desk.send(LISTED)
    _, traveller = desk.referral(designator)
    page = browser("primary").get(f"/travellers/{traveller}")
    words = said(page)
    assert {"SHARVENOV", "Charvenov", "23 Aug 1974", "Too few to say"} <= {
        word for word in ("SHARVENOV", "Charvenov", "23 Aug 1974", "Too few to say") if word in words or word.upper() in words.upper()
    }
    assert "checked" not in page
    assert desk.events(f"traveller:{traveller}")[-1] == ("record.read", "vetting")


def test_the_message_stays_sealed_until_somebody_says_what_for(desk, browser):
    designator, receipt = desk.send(LISTED)
    _, traveller = desk.referral(designator)
    officer = browser("primary")
    assert "NAD+FL" not in officer.get(f"/travellers/{traveller}")
    assert "Say what you open it for" in said(officer.post(f"/travellers/{traveller}/message", purpose=" "))
    opened = officer.post(f"/travellers/{traveller}/message", purpose="the spelling of the name")
    assert "<mark>SHARVENOV</mark>" in opened
    assert ("raw.opened", "the spelling of the name") in desk.events(f"raw_message:{receipt.message.id}")


def test_a_case_is_decided_with_no_script_at_all(desk, browser):
    designator, _ = desk.send(LISTED, QUIET)
    referral, _ = desk.referral(designator)
    officer = browser("primary")
    assert "You took this case" in said(officer.post(f"/referrals/{referral}/take"))
    missing = said(officer.post(f"/referrals/{referral}/review", 422, version="2", reason="Other day of birth."))
    assert "3 things are missing" in missing
    whole = {
        "version": "2",
        "finding:northern:4417": "no_match",
        "compared": ["birth_date", "document"],
        "outcome": "clear",
        "reason": "Other day of birth.",
    }
    review = said(officer.post(f"/referrals/{referral}/review", **whole))
    assert "Nothing has been sent." in review
    assert "“Other day of birth.”" in review
    assert "BGM+132" in review
    assert "PC000000000000" in review
    assert "ERC+0Z" in review
    done = said(officer.post(f"/referrals/{referral}/decision", version="2"))
    assert "Decided: Meridian Pacific is told “board”" in done
    outbox = officer.get(f"/voyages/{desk.voyage(designator)}/answers")
    assert "BGM+132" in outbox
    assert "ERC+0Z" in outbox


def test_a_draft_is_kept_and_another_window_is_noticed(desk, browser):
    designator, _ = desk.send(LISTED)
    referral, traveller = desk.referral(designator)
    officer = browser("primary")
    officer.post(f"/referrals/{referral}/take")
    first = officer.post(f"/referrals/{referral}/draft", version="2", reason="one")
    kept = re.search(r'name="kept" value="([^"]*)"', first)[1]
    assert "draft kept" in said(officer.post(f"/referrals/{referral}/draft", version="2", reason="two", kept=kept))
    conflict = said(officer.post(f"/referrals/{referral}/draft", version="2", reason="three", kept=kept))
    assert {"two", "three"} <= set(conflict.split())
    assert "two</textarea>" in officer.get(f"/travellers/{traveller}")


def test_a_changed_case_is_not_decided_unseen(desk, browser):
    designator, _ = desk.send(LISTED)
    referral, _ = desk.referral(designator)
    officer = browser("primary")
    officer.post(f"/referrals/{referral}/take")
    whole = {"version": "2", "finding:northern:4417": "no_match", "compared": ["sex", "document"], "outcome": "clear", "reason": "Seen."}
    officer.post(f"/referrals/{referral}/review", **whole)
    desk.send(
        LISTED, Person("NEW", "COMPANION", number="X1"), designator=designator
    )  # the carrier sends the list again: the case is carried over
    page = said(officer.post(f"/referrals/{referral}/decision", version="2"))
    assert "changed since you saw it" in page
    assert "Nothing was sent." in page


def test_the_second_officer_finds_before_reading_the_first(desk, browser):
    designator, _ = desk.send(LISTED)
    referral, traveller = desk.referral(designator)
    first = browser("primary")
    first.post(f"/referrals/{referral}/take")
    whole = {
        "version": "2",
        "finding:northern:4417": "match",
        "compared": ["family_name", "birth_date"],
        "outcome": "propose_refusal",
        "reason": "Born there.",
    }
    first.post(f"/referrals/{referral}/review", **whole)
    assert "a second officer is asked" in said(first.post(f"/referrals/{referral}/decision", version="2"))
    assert "You cannot approve this one" in said(first.get(f"/travellers/{traveller}"))
    second = browser("supervisor")
    blind = said(second.get(f"/travellers/{traveller}"))
    assert "Born there." not in blind
    assert "Propose refusal" not in blind
    own = {"version": "3", "finding:northern:4417": "match", "compared": ["family_name", "document"]}
    seen = said(second.post(f"/referrals/{referral}/opinion", **own))
    assert "“Born there.”" in seen
    assert "Your findings agree." in seen
    assert ("opinion.recorded", None) in desk.events(f"referral:{referral}")
    review = said(second.post(f"/referrals/{referral}/second", version="3", outcome="confirm_refusal", reason="I see the same."))
    assert "Review before sending" in review
    assert "is told “do not board”" in said(second.post(f"/referrals/{referral}/confirmation", version="3"))
    assert "ERC+1Z" in second.get(f"/voyages/{desk.voyage(designator)}/answers")


def test_a_case_in_other_hands_can_be_read_only(desk, browser):
    designator, _ = desk.send(LISTED)
    referral, traveller = desk.referral(designator)
    browser("colleague").post(f"/referrals/{referral}/take")
    officer = browser("primary")
    assert "Officer Colleague has taken this case. You can read it, not decide." in said(officer.get(f"/travellers/{traveller}"))
    assert "A colleague has taken this case." in said(officer.post(f"/referrals/{referral}/take", 403))


def test_the_next_case_is_the_own_one_then_the_most_urgent_free_one(desk, browser):
    urgent, _ = desk.send(LISTED, minutes=33)
    referral, traveller = desk.referral(urgent)
    officer = browser("secondary")
    assert officer.client.get("/referrals/next", follow_redirects=False).headers["Location"].startswith("/travellers/")
    officer.post(f"/referrals/{referral}/take")
    assert officer.client.get("/referrals/next", follow_redirects=False).headers["Location"] == f"/travellers/{traveller}"
    assert said(officer.get("/referrals?show=own")).count("With you") == 1


def test_an_unreadable_message_is_shown_opened_and_seen(desk, browser):
    receipt = clearance.receive(desk.node, b"no message at all", carrier="XM", transport="http", now=datetime.now(UTC))
    officer = browser("primary")
    path = f"/unreadable/{receipt.message.id}"
    assert path in officer.get("/")
    assert path in officer.get("/unreadable")
    assert "Nothing was taken from this message." in said(officer.get(path))
    opened = re.sub("</?mark>", "", officer.post(f"{path}/message", purpose="to call the carrier"))
    assert "no message at all" in opened
    assert "Looked at by Officer Primary" in said(officer.post(f"{path}/seen"))
    assert path not in officer.get("/")


def test_alarms_stand_until_somebody_decides(desk, browser):
    designator, _ = desk.send(LISTED, minutes=29)  # to be answered 30 minutes before departure, so late already
    clearance.alarm(desk.node, now=datetime.now(UTC))
    assert re.search(rf"\d min late, 1 person waits.*{designator}", said(browser("primary").get("/alarms")))


def test_preferences_are_kept_and_the_address_goes_before_them(browser):
    officer = browser("analyst")
    officer.post("/preferences", language="fr", theme="dark", density="compact", keys="off")
    page = officer.get("/preferences")
    assert '<html lang="fr"' in page
    assert 'data-theme="dark"' in page
    assert 'data-density="compact"' in page
    assert 'data-keys="off"' in page
    assert 'data-density="compact"' not in officer.get("/?density=comfortable")
    officer.post("/preferences", language="en", theme="system", density="comfortable", keys="on")


def test_an_administrator_adds_a_place_that_is_used_at_once(desk, browser):
    administrator = browser("administrator")
    place = {
        "code": "XQA",
        "kind": "airport",
        "name": "Quarry Bay",
        "country": "CAN",
        "latitude": "50.1",
        "longitude": "-122.9",
        "zone": "America/Vancouver",
        "valid_from": "2020-01-01",
        "source": "a test",
    }
    wrong = said(administrator.post("/places", 422, **place | {"zone": "Mars/Olympus", "source": ""}))
    assert "The time zone is one of the IANA database" in wrong
    assert "Source is missing" in wrong
    assert "XQA is added." in said(administrator.post("/places", **place))
    assert desk.node.circumstances.places.find("XQA", datetime.now(UTC).date()).name == "Quarry Bay"
    assert "XQA from that day is there already" in said(administrator.post("/places", 409, **place))


@pytest.fixture
def harbour(desk, tmp_path):
    """Accept an edition of the list "harbour" out of some rows, and return its number."""

    def accept(*rows: str, dated: date | None = None, valid_days: int | None = None) -> int:
        (tmp_path / "harbour.csv").write_text("\n".join(("id,name,birth_dates", *rows)))
        (edition,) = watchlist.load(tmp_path / "harbour.csv", dated=dated)
        edition = replace(edition, source=replace(edition.source, title="Harbour list", valid_days=valid_days))
        with desk.node.pool.connection() as db:
            return lists.accept(db, edition, by="operator", now=datetime.now(UTC))

    return accept


def test_a_list_owner_takes_an_edition_back(desk, browser, harbour):
    owner = browser("list_owner")
    first, second = harbour("1,Basil Quillfeather,1950"), harbour("1,Basil Quillfeather,1951", "2,Wilma Oakenshield,soon", "2,Twice,1960")
    page = said(owner.get("/lists"))
    assert "Harbour list harbour In force" in page
    assert "1 added, 1 changed, 0 removed" in page
    assert "LIST-BIRTH-DATE (1)" in page
    assert "Tick the box first" in said(owner.post(f"/lists/{second}/undo", 422))
    with desk.node.pool.connection() as db:
        assert second in {held.id for held in lists.in_force(db)}
    assert "Harbour list: the edition before is in force again." in said(owner.post(f"/lists/{second}/undo", confirm="yes"))
    assert first in desk.node.circumstances.editions.values()
    assert "Another edition came into force" in said(owner.post(f"/lists/{second}/undo", 404, confirm="yes"))
    assert "There is no edition before this one" in said(owner.post(f"/lists/{first}/undo", 409, confirm="yes"))
    assert desk.events("list:harbour")[-1][0] == "list.undone"


def test_a_list_whose_last_day_has_passed_is_shown_to_administrators(browser, harbour):
    harbour("1,Basil Quillfeather,1970", dated=date(2026, 1, 1), valid_days=30)
    page = said(browser("administrator").get("/lists"))
    assert "Watchlists 1 " in page  # in the navigation, on every page
    assert "1 list has expired. Fetch the newest edition" in page
    assert "Expired, still screened by" in page
    assert "Good until 31 Jan 2026" in page


def test_what_a_restricted_list_says_is_shown_to_its_roles_alone(desk, browser, tmp_path):
    (tmp_path / "closed.csv").write_text("id,name,birth_dates\n1,ZZYZX QUETZALCOATL,1974\n")
    (edition,) = watchlist.load(tmp_path / "closed.csv")
    edition = replace(edition, source=replace(edition.source, title="Closed list", visible_to=("secondary",)))
    with desk.node.pool.connection() as db:
        lists.accept(db, edition, by="operator", now=datetime.now(UTC))
    desk.node.reload()
    designator, _ = desk.send(Person("QUETZALCOATLE", "ZZYZX"))
    referral, traveller = desk.referral(designator)
    primary = browser("primary")
    hidden = said(primary.get(f"/travellers/{traveller}"))
    assert "What this list says is shown only to: secondary officer." in hidden
    assert "QUETZALCOATL " not in hidden
    row = said(primary.get(f"/voyages/{desk.voyage(designator)}"))
    assert "Possible match on Closed list" in row
    assert "QUETZALCOATL " not in row
    primary.post(f"/referrals/{referral}/take")
    panel = primary.get(f"/travellers/{traveller}")
    assert re.findall(r'name="outcome" value="(\w+)"', panel) == ["refer_secondary"]
    assert "QUETZALCOATL " in said(browser("secondary").get(f"/travellers/{traveller}"))


def test_an_analyst_sees_the_lists_and_cannot_take_one_back(browser, harbour):
    harbour("1,Basil Quillfeather,1980")
    number = harbour("1,Basil Quillfeather,1981")
    analyst = browser("analyst")
    assert "Take this edition back" not in said(analyst.get("/lists"))
    analyst.post(f"/lists/{number}/undo", 403, confirm="yes")


def test_a_name_and_a_password_alone_open_nothing_and_whoever_is_in_goes_out_again(desk):
    door = Browser(desk, "nobody", None)
    assert "do not fit" in said(door.post("/sign-in", 403, login="privacy", password="wrong"))
    assert "Officer Privacy" not in door.post("/sign-in", login="privacy", password=PASSWORD)  # a second factor comes first
    assert "Officer Privacy" in door.post("/sign-in", officer="privacy")
    assert "Voyages" in said(door.get("/"))
    door.token = form_token(SECRET, desk.officers["privacy"])
    assert "You are signed out." in said(door.post("/sign-out"))
    assert "Sign in" in said(door.get("/"))


def test_a_demonstration_offers_each_officer_by_one_button(desk):
    door = Browser(desk, "nobody", None)
    assert said(door.get("/sign-in")).count("Officer Primary") == 1
    assert "Places" in said(door.post("/sign-in", officer="administrator"))


def test_what_was_being_sent_when_the_session_ended_is_carried_over(desk, browser):
    designator, _ = desk.send(LISTED)
    referral, _ = desk.referral(designator)
    officer = browser("primary")
    officer.post(f"/referrals/{referral}/take")
    with desk.node.pool.connection() as db:
        officers.close_session(db, officer.client.cookies[SESSION], now=datetime.now(UTC))
    door = officer.post(f"/referrals/{referral}/review", 401, version="2", reason="half a thought")
    assert "What you typed is kept" in said(door)
    carried = re.search(r'name="carried" value="([^"]*)"', door)[1].replace("&amp;", "&")
    officer.token = form_token(SECRET, None)
    back = officer.post("/sign-in", officer="primary", carried=carried)
    assert 'name="reason" value="half a thought"' in back
    assert f'action="/referrals/{referral}/review"' in back


def test_a_door_leads_nowhere_else(desk):
    door = Browser(desk, "nobody", None)
    for elsewhere in ("https://example.org/", "//example.org", "/\\example.org"):
        answer = door.client.post("/sign-in", data={"token": door.token, "officer": "primary", "next": elsewhere}, follow_redirects=False)
        assert answer.headers["Location"] == "/"


TROUBLE = {
    "no such address": ("/no/such/page", 404, "There is no such page"),
    "no such page": ("/voyages/987654321", 404, "There is no such voyage"),
    "not a number": ("/voyages/x", 404, ""),
    "not allowed": ("/places", 403, "Your role does not open this page"),
}


@pytest.mark.parametrize(("path", "status", "words"), TROUBLE.values(), ids=TROUBLE)
def test_what_stands_in_the_way_is_said_in_words(path, status, words, browser):
    assert words in said(browser("primary").get(path, status))
