"""The way in and the end of a session in a real browser: passkeys, what was typed, two at one case, no own decision approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from preclear import clearance
from preclear.errors import NotPermitted
from preclear.inspection import Finding
from preclear.store import officers
from preclear.web.serve import serving

from .conftest import LISTED, PASSWORD, Desk
from .test_browser import CHROMIUM, EVERYTHING, chromium, fill

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    """Where the node answers: by a name, since passkeys are bound to one."""
    with serving(desk.node, port=0) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[Callable[[], BrowserContext]]:
    opened: list[BrowserContext] = []

    def new(**options) -> BrowserContext:
        opened.append(chromium.new_context(base_url=address, viewport={"width": 1280, "height": 800}, **options))
        opened[-1].set_default_timeout(15000)
        return opened[-1]

    yield new
    for one in opened:
        one.close()


def at_desk(context: BrowserContext, who: str, path: str = "/") -> Page:
    """Come in by the demonstration's button."""
    page = context.new_page()
    page.goto("/sign-in?lang=en")
    page.locator(f"button[value={who}]").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.goto(path)
    return page


def with_authenticator(page: Page) -> None:
    """Give the browser an authenticator of its own, as DevTools makes them."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})


def type_password(page: Page, login: str) -> None:
    page.goto("/sign-in?lang=en")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("button:has-text('Sign in'):not([name])")


def add(desk: Desk, login: str) -> officers.Officer:
    with desk.node.pool.connection() as db:
        return officers.add(db, login, PASSWORD, name="Pia Keyes", roles=frozenset({"primary"}), by="operator", now=datetime.now(UTC))


def end_session(desk: Desk, officer) -> None:
    with desk.node.pool.connection() as db:
        db.execute("UPDATE session SET expires_at = now() WHERE officer_id = %s", [officer.id])


def test_a_passkey_is_set_up_and_opens_the_door_again(desk: Desk, context):
    officer, judge = add(desk, "pia"), Axe()
    page = context().new_page()
    with_authenticator(page)
    type_password(page, "pia")
    page.wait_for_url("**/sign-in/enrol")
    assert judge.run(page, options={"runOnly": EVERYTHING}).response["violations"] == []
    page.fill("#label", "Desk 4")
    page.click("button:has-text('Set a passkey up')")
    page.wait_for_selector("h1:has-text('Your recovery codes')")
    assert judge.run(page, options={"runOnly": EVERYTHING}).response["violations"] == []
    page.click("text=I have kept them")
    page.wait_for_selector(".who >> text=Pia Keyes")
    page.goto("/security")
    assert "Desk 4" in page.inner_text("main")
    assert judge.run(page, options={"runOnly": EVERYTHING}).response["violations"] == []
    page.click("button:has-text('Sign out'):not(:has-text('everywhere'))")
    type_password(page, "pia")
    page.wait_for_url("**/sign-in/second")
    assert judge.run(page, options={"runOnly": EVERYTHING}).response["violations"] == []
    page.click("button:has-text('Use a passkey')")
    page.wait_for_selector(".who >> text=Pia Keyes")
    with desk.node.pool.connection() as db:
        ways = db.execute("SELECT way FROM session WHERE officer_id = %s", [officer.id]).fetchall()
        used = db.execute("SELECT sign_count > 0, used_at IS NOT NULL FROM officer_passkey WHERE officer_id = %s", [officer.id]).fetchall()
    assert (ways, used) == ([("passkey",)], [(True, True)])


def test_a_browser_without_the_passkey_is_told_so_and_takes_a_code(desk: Desk, context):
    add(desk, "paul")
    page = context().new_page()
    with_authenticator(page)
    type_password(page, "paul")
    page.click("button:has-text('Set a passkey up')")
    code = page.inner_text(".recovery li >> nth=0")
    other = context().new_page()
    with_authenticator(other)  # another one, which holds nothing
    type_password(other, "paul")
    other.click("button:has-text('Use a passkey')")
    other.wait_for_selector("[data-said]:has-text('The browser brought no passkey')")
    other.fill("#code", code)
    other.click("button:has-text('Continue')")
    other.wait_for_selector(".who >> text=Pia Keyes")


def test_codes_by_the_clock_are_set_up_by_keyboard_alone(desk: Desk, context):
    add(desk, "cora")
    page = context().new_page()
    type_password(page, "cora")
    page.wait_for_url("**/sign-in/enrol")
    secret = page.inner_text(".secret").replace(" ", "")
    page.locator("#code").focus()
    page.keyboard.type(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Your recovery codes')")


def test_a_session_that_ends_mid_form_loses_nothing_and_is_opened_again_beside_the_page(desk: Desk, context):
    designator, _ = desk.send(LISTED)
    _, traveller = desk.referral(designator)
    browser = context()
    page = at_desk(browser, "primary", f"/travellers/{traveller}")
    page.click("text=Take the case")
    fill(page, "no_match", "clear", "Typed before the session ended.")
    page.wait_for_selector("#draft-kept:has-text('draft kept')")
    end_session(desk, desk.officers["primary"])
    page.locator("#reason").press_sequentially(" And this after it.")
    page.wait_for_selector(".session-end:not([hidden]) >> text=Your session has ended")
    with browser.expect_page() as opened:
        page.click(".session-end a:has-text('Sign in')")
    beside = opened.value
    beside.locator("button[value=primary]").click()
    page.wait_for_selector(".session-end", state="hidden")
    assert page.input_value("#reason") == "Typed before the session ended. And this after it."
    page.locator("#reason").press_sequentially(" Sent.")
    page.wait_for_selector("#draft-kept:has-text('draft kept')")
    page.click("[data-main]")
    page.wait_for_url("**/review")
    assert "Typed before the session ended. And this after it. Sent." in page.inner_text("main")


def test_what_is_sent_after_the_end_waits_behind_the_door(desk: Desk, context):
    designator, _ = desk.send(LISTED)
    _, traveller = desk.referral(designator)
    page = at_desk(context(java_script_enabled=False), "primary", f"/travellers/{traveller}")
    page.click("text=Take the case")
    fill(page, "no_match", "clear", "Typed without a script.")
    end_session(desk, desk.officers["primary"])
    page.click("[data-main]")
    assert "Your session has ended" in page.inner_text("main")
    page.locator("button[value=primary]").click()
    assert "Nothing was sent" in page.inner_text("main")
    page.click("button:has-text('Continue'), button:has-text('Go on')")
    assert "Typed without a script." in page.inner_text("main")


def test_somebody_else_who_signs_in_beside_does_not_get_what_was_typed(desk: Desk, context):
    designator, _ = desk.send(LISTED)
    _, traveller = desk.referral(designator)
    browser = context()
    page = at_desk(browser, "primary", f"/travellers/{traveller}")
    page.click("text=Take the case")
    fill(page, "no_match", "clear", "Mine.")
    page.wait_for_selector("#draft-kept:has-text('draft kept')")
    end_session(desk, desk.officers["primary"])
    page.locator("#reason").press_sequentially(" More.")
    page.wait_for_selector(".session-end:not([hidden])")
    with browser.expect_page() as opened:
        page.click(".session-end a:has-text('Sign in')")
    opened.value.locator("button[value=colleague]").click()
    page.wait_for_selector("#other-officer:not([hidden])")
    assert page.input_value("#reason") == "Mine. More."
    page.click("[data-main]")
    assert page.locator("h1").inner_text() != "Review before sending"
    other = browser.new_page()
    other.goto(f"/travellers/{traveller}")
    assert "Mine." not in other.content()


def test_two_minutes_before_the_end_one_key_lets_the_session_last(desk: Desk, context):
    page = at_desk(context(), "colleague")
    with desk.node.pool.connection() as db:
        soon = datetime.now(UTC) + timedelta(seconds=100)
        db.execute("UPDATE session SET expires_at = %s WHERE officer_id = %s", [soon, desk.officers["colleague"].id])
    page.evaluate("end => { document.querySelector('.session-end').dataset.ends = end; }", soon.isoformat())
    page.evaluate("document.dispatchEvent(new Event('htmx:afterSwap'))")  # the clocks are looked at
    page.wait_for_selector(".session-end:not([hidden]) >> text=Your session ends in less than two minutes")
    with page.expect_response("**/session"):
        page.keyboard.press("x")
    page.wait_for_selector(".session-end", state="hidden")
    with desk.node.pool.connection() as db:
        (until,) = db.execute("SELECT max(expires_at) FROM session WHERE officer_id = %s", [desk.officers["colleague"].id]).fetchone()
    assert until > datetime.now(UTC) + timedelta(minutes=25)


def test_two_browsers_race_for_a_case_and_one_has_it(desk: Desk, context):
    designator, _ = desk.send(LISTED)
    referral, traveller = desk.referral(designator)
    pages = {who: at_desk(context(), who, f"/travellers/{traveller}") for who in ("primary", "colleague")}
    for page in pages.values():  # both are sent before either is answered
        page.evaluate(
            """() => { const form = document.querySelector("form[action$='/take']");
            window.raced = fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual"}); }"""
        )
    with desk.node.pool.connection() as db:
        for page in pages.values():
            page.evaluate("window.raced.then(answer => answer.type)")
        (taken_by,) = db.execute("SELECT taken_by FROM referral WHERE id = %s", [referral]).fetchone()
    holder = next(who for who in pages if desk.officers[who].id == taken_by)
    other = next(who for who in pages if who != holder)
    pages[holder].reload()
    pages[holder].wait_for_selector("#decision")
    pages[other].reload()
    assert f"{desk.officers[holder].name} has taken this case." in pages[other].inner_text("#decide")
    assert pages[other].locator("#decision").count() == 0
    kinds = [kind for kind, _ in desk.events(f"referral:{referral}")]
    assert kinds.count("referral.taken") == 1


@pytest.mark.parametrize("who", ["supervisor", "secondary"])
def test_nobody_approves_the_own_refusal(desk: Desk, context, who: str):
    designator, _ = desk.send(LISTED)
    referral, traveller = desk.referral(designator)
    page = at_desk(context(), who, f"/travellers/{traveller}")
    page.click("text=Take the case")
    fill(page, "match", "propose_refusal", "The passport shows the listed place of birth.")
    page.click("[data-main]")
    page.wait_for_url("**/review")
    page.click("[data-main]")
    page.wait_for_url("**decided=*")
    page.goto(f"/travellers/{traveller}")
    assert page.locator("input[value=confirm_refusal]").count() == 0
    token = page.locator("input[name=token]").first.get_attribute("value")
    with desk.node.pool.connection() as db:
        (version,) = db.execute("SELECT version FROM referral WHERE id = %s", [referral]).fetchone()
    finding = {"outcome": "confirm_refusal", "reason": "I agree with myself", "compared": "family_name", "version": str(version)}
    for path in ("opinion", "second", "confirmation"):  # past the page, by requests of its own
        answer = page.request.post(f"/referrals/{referral}/{path}", form={"token": token, **finding}, max_redirects=0)
        assert answer.status in {303, 403, 409, 422}, path
    own = Finding(
        findings={}, compared=("family_name", "birth_date"), outcome="confirm_refusal", reason="I agree with myself", against=None
    )
    with pytest.raises(NotPermitted) as refused:  # past the pages altogether
        clearance.confirm(desk.node, referral, own, by=desk.officers[who], version=version, now=datetime.now(UTC))
    assert refused.value.code == "own-proposal"
    with desk.node.pool.connection() as db:
        assert db.execute("SELECT state FROM referral WHERE id = %s", [referral]).fetchone() == ("proposed",)
        outcomes = db.execute("SELECT outcome FROM decision WHERE referral_id = %s", [referral]).fetchall()
    assert outcomes == [("propose_refusal",)]
    assert "opinion.recorded" not in {kind for kind, _ in desk.events(f"referral:{referral}")}
