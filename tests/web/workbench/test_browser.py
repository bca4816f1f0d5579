"""The pages in a real browser: by keyboard alone, by two officers at once, in both languages, at every width, judged by axe."""

from __future__ import annotations

import itertools
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from preclear.inspection import ROLES
from preclear.web.serve import serving
from preclear.web.workbench import words
from preclear.web.workbench.words import Words

from .conftest import LISTED, QUIET, Desk, Person
from .test_catalogues import CATALOGUES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]
ONE_LINE = 60  # pixels, more than a bar of one line and less than one of two
ALLOWED_NOISE = re.compile(r"status of (401|403|404|409|422)")  # a page that says no is not a broken page


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    """Where the node answers."""
    with serving(desk.node, port=0) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Sign an officer in and return a page; whatever the console complains of fails the test."""
    with pages_of(chromium, address, who="primary", patience=8000) as opened:
        yield opened


@contextmanager
def pages_of(chromium: Browser, address: str, *, who: str, patience: int) -> Iterator[Callable[..., Page]]:
    """Give what signs an officer in, ``who`` where nobody is named, and returns a page that waits up to ``patience`` milliseconds."""
    usual = who
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(who: str | None = usual, *, language: str = "en", width: int = 1280, **options) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=address, **options)
        context.set_default_timeout(patience)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text) if said.type in {"error", "warning"} and not ALLOWED_NOISE.search(said.text) else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"/sign-in?lang={language}")
        if who:
            page.locator(f"button[value={who}]").click()
            page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focus(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.closest('[data-row], label, fieldset, form')?.innerText ?? document.activeElement.innerText"
    )


def choose(page: Page, value: str) -> None:
    """Walk to a radio button or box with the Tab and arrow keys, and choose it with the space bar."""
    for _ in range(60):
        press(page, "Tab")
        name, now = page.evaluate("[document.activeElement.name, document.activeElement.value]")
        options = page.evaluate(
            "name => [...document.querySelectorAll(`input[name='${name}'][type=radio]`)].map(one => one.value)", name or ""
        )
        if value in options:
            press(page, *["ArrowDown"] * ((options.index(value) - options.index(now)) % len(options) or len(options)))
            return
        if now == value:
            press(page, "Space")
            return
    raise AssertionError(f"{value} cannot be reached by keyboard")


def test_a_case_from_the_door_to_the_outbox_by_keyboard_alone(desk: Desk, open_page):
    designator, _ = desk.send(QUIET, LISTED)
    page = open_page(None)
    for _ in range(20):
        press(page, "Tab")
        if page.evaluate("document.activeElement.value") == "primary":
            break
    press(page, "Enter")
    page.wait_for_url("**/")
    press(page, "/")
    page.keyboard.type(designator)
    press(page, "Enter")
    page.wait_for_url("**/?q=*")
    press(page, "j", "Enter")
    page.wait_for_url("**/voyages/*")
    press(page, "j")
    assert "SHARVENOV" in focus(page)
    press(page, "Enter")
    page.wait_for_url("**/travellers/*")
    press(page, "t")
    page.wait_for_selector("#decision")
    press(page, "1")
    assert page.evaluate("document.activeElement.id") == "match-1"
    press(page, "d")
    assert page.evaluate("location.hash") == "#decide"
    for value in ("no_match", "birth_date", "document", "clear"):
        choose(page, value)
    press(page, "Tab")
    page.keyboard.type("Her passport shows another day of birth.")
    page.wait_for_selector("#draft-kept:has-text('draft kept')")
    press(page, "Control+Enter")
    page.wait_for_url("**/review")
    assert "Her passport shows another day of birth." in page.inner_text("main")
    press(page, "Control+Enter")
    page.wait_for_url("**/travellers/*?decided=*")
    assert "Decided: Meridian Pacific is told “board”" in page.inner_text("[role=status].note")
    page.get_by_role("link", name="Answers sent").click()
    assert re.search(r"BGM\+132.*ERC\+0Z", page.inner_text("pre >> nth=0"), re.DOTALL)


def test_single_keys_can_be_turned_off(desk: Desk, open_page):
    desk.send(QUIET)
    page = open_page("analyst")
    page.goto("/preferences")
    page.check("input[name=keys][value=off]")
    page.click("text=Save")
    page.goto("/")
    press(page, "j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.goto("/preferences")
    page.check("input[name=keys][value=on]")
    page.click("text=Save")


def test_a_second_officer_confirms_in_french(desk: Desk, open_page):
    designator, _ = desk.send(LISTED)
    _, traveller = desk.referral(designator)
    first = open_page("primary")
    first.goto(f"/travellers/{traveller}")
    first.click("text=Take the case")
    fill(first, "match", "propose_refusal", "The passport shows the listed place of birth.")
    first.click("[data-main]")
    first.wait_for_url("**/review")
    first.click("[data-main]")
    first.wait_for_url("**decided=*")
    second = open_page("supervisor", language="fr")
    second.goto(f"/travellers/{traveller}")
    assert "Concluez d’abord vous-même" in second.inner_text("#decide")
    assert "listed place of birth" not in second.content()
    fill(second, "match")
    second.click("[data-main]")
    second.wait_for_selector("input[value=confirm_refusal]")
    assert "Vos conclusions concordent." in second.inner_text("#decide")
    second.check("input[value=confirm_refusal]")
    second.fill("#reason", "Je constate la même chose.")
    second.click("[data-main]")
    second.wait_for_url("**/second")
    second.click("[data-main]")
    second.wait_for_url("**decided=*")
    assert "ne pas embarquer" in second.inner_text("[role=status].note")
    second.goto(f"/voyages/{desk.voyage(designator)}/answers")
    assert "ERC+1Z" in second.inner_text("pre >> nth=0")


def test_two_officers_at_one_case(desk: Desk, open_page):
    designator, _ = desk.send(LISTED)
    _, traveller = desk.referral(designator)
    first, second = open_page("primary"), open_page("colleague")
    for page in (first, second):
        page.goto(f"/travellers/{traveller}")
        page.wait_for_selector(".fresh:not(.none)")
    first.click("text=Take the case")
    first.wait_for_selector("#decision")
    second.wait_for_selector("#changed.shown")  # told by the stream, without a reload
    assert "1 change." in second.inner_text("#changed")
    second.click("text=Take the case")
    assert "A colleague has taken this case." in second.inner_text("main")
    second.goto(f"/travellers/{traveller}")
    assert "Officer Primary has taken this case." in second.inner_text("#decide")


def test_rows_change_as_it_happens_but_not_under_the_focus(desk: Desk, open_page):
    designator, _ = desk.send(LISTED)
    number, (referral, _) = desk.voyage(designator), desk.referral(designator)
    page, other = open_page("primary"), open_page("colleague")
    page.goto(f"/?q={designator}")
    page.wait_for_selector(".fresh:not(.none)")
    other.request.get("/")
    other.goto(f"/voyages/{number}")
    other.click("text=Take it")
    page.wait_for_selector(f"#voyage-{number}:has-text('Officer Colleague')")
    page.focus(f"#voyage-{number} a.opens")
    other.click("text=Release it")
    page.wait_for_selector("#changed.shown")
    assert "Officer Colleague" in page.inner_text(f"#voyage-{number}")
    assert referral


def test_the_message_opens_in_place(desk: Desk, open_page):
    designator, _ = desk.send(LISTED)
    _, traveller = desk.referral(designator)
    page = open_page("primary")
    page.goto(f"/travellers/{traveller}")
    page.fill("#purpose", "the spelling")
    page.click("text=Open the message")
    assert page.inner_text("#raw mark >> nth=0") == "SHARVENOV"
    assert page.url.endswith(f"/travellers/{traveller}")


def test_without_scripts_everything_but_live_and_keys_works(desk: Desk, open_page):
    designator, _ = desk.send(LISTED)
    _, traveller = desk.referral(designator)
    page = open_page("primary", java_script_enabled=False)
    page.goto(f"/travellers/{traveller}")
    page.click("text=Take the case")
    fill(page, "no_match", "clear", "Another person.")
    page.click("[data-main]")
    page.click("[data-main]")
    assert "Decided" in page.inner_text(".note.ok")


def test_a_rule_is_written_with_what_is_offered_and_tried_at_each_pause(desk: Desk, open_page):
    page = open_page("rule_owner")
    page.goto("/rules/new")
    page.fill("#rule", "by-keyboard")
    at = page.input_value("#content").index("traveller.age <")
    page.evaluate("at => { const t = document.querySelector('#content'); t.focus(); t.setSelectionRange(at, at + 13); }", at)
    page.keyboard.type("traveller.ag")
    page.wait_for_selector("#offers:not([hidden]) >> text=traveller.age_at_most")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#content", "aria-activedescendant") == "offer-0"
    page.keyboard.press("Enter")
    assert "\ntraveller.age < adult" in page.input_value("#content")
    for empty, said in (
        ('title = {en = "", fr = ""}', 'title = {en = "Ask", fr = "Demander"}'),
        ('reason = {en = "", fr = ""}', 'reason = {en = "Ask", fr = "Demander"}'),
        ('source = ""', 'source = "Instruction 7"'),
        ('owner = ""', 'owner = "unit"'),
    ):
        page.fill("#content", page.input_value("#content").replace(empty, said))
    page.wait_for_selector("#tried >> text=the age on arrival of the traveller is less than 18 (adult)")
    page.focus("#why")
    page.keyboard.type("instruction 7")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/rules/versions/*done=written*")
    assert "checked" in page.inner_text(".head")
    page.focus("summary:has-text('Run in shadow')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("to see")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=shadow*")
    other = open_page("approver", language="fr", java_script_enabled=False)
    other.goto(page.url.split("?")[0])
    other.click("summary:has-text('Approuver')")
    other.fill("#why-approved", "conforme")
    other.click("button:has-text('Approuver')")
    assert "Elle est en vigueur" in other.inner_text("[role=status].note")
    assert desk.node.circumstances.rules.rule("by-keyboard")


def fill(page: Page, finding: str, outcome: str = "", reason: str = "") -> None:
    page.wait_for_selector("#decision")
    for question in page.locator("#decision fieldset[id^=finding]").all():
        question.locator(f"input[value={finding}]").check()
    for thing in ("family_name", "birth_date"):
        page.check(f"input[name=compared][value={thing}]")
    if outcome:
        page.check(f"input[name=outcome][value={outcome}]")
        page.fill("#reason", reason)


@pytest.fixture(scope="module")
def rooms(desk: Desk) -> dict[str, tuple[str, str]]:
    """Every page with something on it: who opens it, and its address."""
    from datetime import UTC, datetime

    from preclear import clearance

    designator, _ = desk.send(QUIET, LISTED, Person("TBA", "TBA", number=""), Person("ZHENG", "WEI", number="E1", expires="20200101"))
    voyage, (referral, traveller) = desk.voyage(designator), desk.referral(designator)
    clearance.take(desk.node, referral, by=desk.officers["supervisor"], now=datetime.now(UTC))
    with desk.node.pool.connection() as db:
        db.execute("UPDATE traveller SET seat = ordinal || 'A' WHERE voyage_id = %s", [voyage])
    lost = clearance.receive(desk.node, b"UNB+broken", carrier="XM", transport="http", now=datetime.now(UTC))
    return {
        "sign-in": ("", "/sign-in"),
        "board": ("supervisor", "/"),
        "voyage": ("supervisor", f"/voyages/{voyage}"),
        "answers": ("supervisor", f"/voyages/{voyage}/answers"),
        "traveller": ("supervisor", f"/travellers/{traveller}"),
        "sources": ("supervisor", f"/travellers/{traveller}/sources"),
        "to-decide": ("supervisor", "/referrals"),
        "unreadable": ("supervisor", "/unreadable"),
        "message": ("supervisor", f"/unreadable/{lost.message.id}"),
        "alarms": ("supervisor", "/alarms"),
        "schedule": ("administrator", "/schedule"),
        "port": ("supervisor", "/port?place=YVR"),
        "preferences": ("supervisor", "/preferences"),
        "security": ("supervisor", "/security"),
        "accounts": ("administrator", f"/accounts?of={desk.officers['primary'].id}"),
        "accounts-read": ("auditor", "/accounts"),
        "places": ("administrator", "/places"),
        "law": ("supervisor", "/law"),
        "sites": ("administrator", "/sites"),
        "site": ("administrator", "/sites/YVR"),
        "lists": ("administrator", "/lists"),
        "check": ("supervisor", "/check"),
        "threshold": ("supervisor", "/threshold"),
        "rules": ("supervisor", "/rules"),
        "rule": ("approver", f"/rules/versions/{rule_of(desk)}"),
        "new-rule": ("rule_owner", "/rules/new"),
        "back-test": ("approver", f"/rules/versions/{rule_of(desk)}/backtest"),
        "figures": ("supervisor", "/figures"),
        "map": ("supervisor", "/map"),
        "cabin": ("supervisor", f"/voyages/{voyage}/seats"),
        "effect": ("supervisor", "/effect?rule=possible-match"),
        "raised": ("supervisor", f"/travellers/{traveller}/hits"),
        "systems": ("administrator", "/systems"),
        "list-findings": ("list_owner", "/lists/findings?list=northern&entry=northern:4417"),
        "queries": ("supervisor", "/queries"),
        "retention": ("supervisor", "/retention"),
        "holds": ("supervisor", "/retention/holds"),
        "orders": ("supervisor", "/retention/orders"),
        "yearly-figures": ("supervisor", "/retention/figures"),
        "quality": ("supervisor", "/quality"),
        "carrier-quality": ("supervisor", "/quality/XM"),
        "self-check": ("", "/self-check"),
        "not-found": ("supervisor", "/voyages/987654321"),
    }


def rule_of(desk: Desk) -> int:
    """Return a version of a rule that has another before it, which differs."""
    from datetime import UTC, datetime

    from preclear.store import rules

    with desk.node.pool.connection() as db:
        (first, *_) = rules.versions(db, "minor-alone")
        content = first.content.replace(b"adult", b"grown")
        return rules.write(db, "minor-alone", content, by="officer:1", why="a clearer word", now=datetime.now(UTC)).id


EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]  # in the dark only colours are others
WIDTHS = (400, 1280, 2560)
SAMPLE = {("light", 1280, "en")}  # of each run; the rest nightly
LOOKS = [
    pytest.param(*look, id="-".join(map(str, look)), marks=[] if look in SAMPLE else [pytest.mark.long])
    for look in itertools.product(("light", "dark"), WIDTHS, ("en", "fr"))
]


def visitors(rooms: dict[str, tuple[str, str]]) -> set[str]:
    return {who for who, _ in rooms.values() if who}


@pytest.mark.parametrize(("theme", "width", "language"), LOOKS)
def test_axe_finds_nothing_on_any_page(theme: str, width: int, language: str, rooms, open_page):
    pages = {"": open_page(None, color_scheme=theme, width=width, language=language)}
    pages |= {who: open_page(who, color_scheme=theme, width=width, language=language) for who in visitors(rooms)}
    judge = Axe()
    found = {}
    for name, (who, path) in rooms.items():
        pages[who].goto(path)
        result = judge.run(pages[who], options={"runOnly": EVERYTHING if theme == "light" else ["color-contrast"]})
        if result.violations_count:
            found[name] = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in result.response["violations"]]
    assert found == {}


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.long), "fr"])
def test_no_page_is_wider_than_its_window_even_in_longer_words(language: str, rooms, open_page, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(words.LANGUAGES, "fr", longer())
    too_wide = []
    pages = {"": open_page(None, language=language)} | {who: open_page(who, language=language) for who in visitors(rooms)}
    for name, (who, path) in rooms.items():
        page = pages[who]
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(path)
        for width in (320, 720, 1280, 2560):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append((name, width))
    assert too_wide == []


def longer() -> Words:
    """Return the English catalogue in a language that nobody speaks, 40 % longer."""

    def stretch(line: re.Match[str]) -> str:
        plain = line[0]
        return plain + "ñ" * max(1, round(len(plain) * 0.4)) if plain.strip() else plain

    lines = []
    for line in CATALOGUES["en"].splitlines():
        head, equals, rest = line.partition(" = ")
        if not equals or head.startswith(("pattern-", "script-", "#", "airport-")) or "->" in rest:
            lines.append(line)
        else:
            lines.append(head + equals + re.sub(r"(?<![{<&$\w-])\b[A-Za-z][a-z]{2,}(?: [a-z]+)*\b(?![}>])", stretch, rest))
    return Words("fr", "\n".join(lines))


def test_the_bar_is_one_line_and_its_menu_is_reached_by_keyboard(open_page):
    page = open_page("supervisor", language="fr")
    page.goto("/law")
    assert page.evaluate("document.querySelector('.bar').offsetHeight") < ONE_LINE
    page.focus("details[data-menu] summary")
    press(page, "Enter", "Tab")
    assert page.evaluate("document.activeElement.matches('details[data-menu][open] a')")
    press(page, "Escape")
    assert page.evaluate("document.activeElement.matches('details[data-menu]:not([open]) summary')")
    press(page, "Enter")
    page.locator("details[data-menu] a").last.focus()
    press(page, "Tab")
    assert page.evaluate("document.querySelector('details[data-menu]').open") is False  # whoever leaves it closes it
    press(page, "g", "g")
    page.wait_for_url("**/figures")
    assert page.locator(".rooms > ul > li > a[aria-current=page]").inner_text() == "Chiffres"  # where one is, is not in the menu
    page.set_viewport_size({"width": 400, "height": 800})
    page.click("details[data-menu] summary")
    box = page.locator("details[data-menu] ul").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 400


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("role", ROLES)
def test_the_bar_is_one_line_for_every_duty(role: str, language: str, open_page):
    page = open_page(role, language=language)
    page.goto("/law")
    assert page.evaluate("document.querySelector('.bar').offsetHeight") < ONE_LINE


def test_the_page_of_a_full_ship_stays_light(desk: Desk, open_page):
    people = [Person(f"QUIET{number:03d}", "ANN", number=f"Q{number}") for number in range(499)]
    designator, _ = desk.send(LISTED, *people)
    page = open_page("primary")
    answer = page.request.get(f"/voyages/{desk.voyage(designator)}")
    assert len(answer.body()) < 250_000


def test_chromium_is_there_in_ci():
    assert CHROMIUM or not os.environ.get("CI")
