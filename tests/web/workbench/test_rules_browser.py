"""The pages of rules in a real browser: written by keyboard alone, approved by another; judged by axe, at every width."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from time import sleep

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from preclear import clearance
from preclear.store import backtests, inquiries, rules
from preclear.trials import query

from .conftest import LISTED, QUIET, Desk, Person
from .test_browser import CHROMIUM, EVERYTHING, address, chromium, open_page, press  # noqa: F401 - the first two are fixtures

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

RULE = """kind = "risk"
title = {en = "Young", fr = "Jeunes"}
reason = {en = "Under {most}.", fr = "Moins de {most} ans."}
source = "Instruction 7"
owner = "unit"
then = "refer"
severity = 3
share = 1.0
when = "traveller.age < most"
versions = [{from = 2020-01-01, most = 90}]
cases = [
  {name = "young", on = 2026-05-01, traveller.age = 17, fires = true},
  {name = "old", on = 2026-05-01, traveller.age = 95, fires = false},
]
"""


def reach(page: Page, wanted: str) -> None:
    """Walk with the Tab key to what has this id, or these words on it."""
    for _ in range(120):
        press(page, "Tab")
        if page.evaluate("[document.activeElement.id, document.activeElement.innerText.trim()]").count(wanted):
            return
    raise AssertionError(f"{wanted} cannot be reached by keyboard")


def to(page: Page, typed: str) -> None:
    """Put the caret of the editor before the first place of a text, with the arrow keys."""
    before = page.input_value("#content").partition(typed)[0]
    press(page, "Control+Home", *["ArrowDown"] * before.count("\n"), *["ArrowRight"] * len(before.rpartition("\n")[2]))


def worked_out(desk: Desk) -> None:
    """Wait until the back-tests and questions that were asked are answered: by the node where it runs, else here."""
    now = lambda: datetime.now(UTC)  # noqa: E731 - as the node's own work has it
    for _ in range(600):
        with desk.node.pool.connection() as db:
            tests, questions = backtests.still_open(db), inquiries.still_open(db)
        if not tests and not questions:
            return
        for number in tests:
            clearance.try_rule(desk.node, number, now=now)
        for number in questions:
            clearance.look(desk.node, number, now=now)
        sleep(0.1)
    raise AssertionError("nobody answers")


def test_a_rule_from_the_first_letter_to_force_by_keyboard_alone(desk: Desk, open_page: Callable[..., Page]):  # noqa: F811
    desk.send(QUIET, Person("BERG", "JON", born="20100101"))
    page = open_page("rule_owner")
    page.goto("/rules/new")
    reach(page, "rule")
    page.keyboard.type("young-by-keyboard")
    reach(page, "content")
    press(page, "Control+a")
    page.keyboard.insert_text(RULE)
    page.wait_for_selector("#tried >> text=Its 2 cases: 2 passed")

    to(page, "traveller.age < most")  # a slip: the type error is shown at its place, and the line with a mark under it
    press(page, *["Shift+ArrowRight"] * len("traveller.age"))
    page.keyboard.type("traveller.ro")
    page.wait_for_selector("#offers:not([hidden]) >> text=traveller.role")
    press(page, "ArrowDown", "Enter")
    page.wait_for_selector("#tried >> text=Line 9, column 24")
    assert "< cannot stand between string and int" in page.inner_text("#tried")
    assert page.inner_text("#tried .place-in").split("\n")[1].index("^") == page.inner_text("#tried .place-in").index("<")

    press(page, *["Shift+ArrowLeft"] * len("traveller.role"))
    page.keyboard.type("traveller.ag")
    page.wait_for_selector("#offers:not([hidden]) >> text=traveller.age")
    press(page, "Escape")
    page.keyboard.type("e")
    page.wait_for_selector("#tried >> text=Its 2 cases: 2 passed")
    assert "the age on arrival of the traveller is less than 90 (most)" in page.inner_text("#tried")

    press(page, "Escape")
    reach(page, "why")
    page.keyboard.type("instruction 7")
    press(page, "Control+Enter")
    page.wait_for_url("**/rules/versions/*done=written*")
    first = page.url.split("?")[0]

    reach(page, "Back-test")
    press(page, "Enter")
    page.wait_for_url("**/backtest")
    reach(page, "Work it out")
    press(page, "Enter")
    page.wait_for_selector("[role=status] >> text=Being worked out")
    worked_out(desk)
    reach(page, "Show")
    press(page, "Enter")
    page.wait_for_selector("#sum-h")
    assert "young-by-keyboard" in page.inner_text("main")

    page.goto(first)
    reach(page, "content")
    to(page, "90}]")
    press(page, "Delete", "Delete")
    page.keyboard.type("80")
    page.wait_for_selector("#tried >> text=is less than 80 (most)")
    reach(page, "why")
    page.keyboard.type("eighty is enough")
    press(page, "Control+Enter")
    page.wait_for_url(lambda url: "done=written" in url and first not in url)
    difference = page.inner_text(".difference")
    assert "− versions = [{from = 2020-01-01, most = 90}]" in difference
    assert "+ versions = [{from = 2020-01-01, most = 80}]" in difference
    second = page.url.split("?")[0]
    page.goto(f"{second}/backtest")
    reach(page, "Work it out")
    press(page, "Enter")
    page.wait_for_selector("[role=status] >> text=Being worked out")
    worked_out(desk)

    other = open_page("approver", language="fr")
    other.goto(second)
    reach(other, "Approuver")
    press(other, "Enter", "Tab")
    other.keyboard.type("conforme")
    press(other, "Enter")
    other.wait_for_url("**done=in_force*")
    assert "Elle est en vigueur" in other.inner_text("[role=status].note")
    assert desk.node.circumstances.rules.rule("young-by-keyboard").versions[0].parameters["most"] == 80


def test_a_slip_is_told_in_french_on_a_french_page(desk: Desk, open_page: Callable[..., Page]):  # noqa: F811
    page = open_page("rule_owner", language="fr")
    page.goto("/rules/new")
    page.fill("#content", RULE.replace("traveller.age <", "traveller.agee <"))
    page.wait_for_selector("#tried >> text=Ligne 9, colonne")
    assert "il n’y a pas de fait traveller.agee" in page.inner_text("#tried")
    page.focus("#content")
    press(page, "Control+End")
    page.keyboard.type(" traveller.age_at_l")
    page.wait_for_selector("#offers:not([hidden]) >> text=nombre entier")
    press(page, "Escape")
    page.keyboard.type(" siz")
    page.wait_for_selector("#offers:not([hidden]) >> text=combien d’éléments contient une liste")


@pytest.fixture(scope="module")
def pages(desk: Desk) -> dict[str, tuple[str, str]]:
    """Each page of rules with everything on it: who opens it, and its address."""
    desk.send(QUIET, LISTED, *[Person(f"MANY{chr(65 + n % 26)}{chr(65 + n // 26)}", "ANNA") for n in range(120)])
    now = datetime.now(UTC)
    loud = RULE.replace("share = 1.0", "share = 0.01")
    with desk.node.pool.connection() as db:
        made = rules.write(db, "loud", loud.encode(), by="officer:1", why="a trial", now=now)
        later = rules.write(db, "loud", loud.replace("most = 90", "most = 85").encode(), by="officer:1", why="another", now=now)
        backtests.ask(db, later.id, days=30, on=now.date(), by="officer:1", now=now)
        asked = query.read("travellers", "risk", "traveller.ordinal >= 1")
        terms = {"purpose": "a look at the page", "days": 30, "sites": (), "by": desk.officers["analyst"].actor, "now": now}
        saved = inquiries.save(db, "for the page", asked, every=24, **terms)
        run, gone = (inquiries.ask(db, asked, inquiry=saved, **terms) for _ in range(2))
        db.execute("UPDATE inquiry_run SET condition = 'traveller.gone >= 1' WHERE id = %s", [gone])
    worked_out(desk)
    return {
        "rules": ("rule_owner", "/rules"),
        "rule": ("rule_owner", f"/rules/versions/{later.id}?against={made.id}"),
        "new-rule": ("rule_owner", "/rules/new"),
        "back-test": ("analyst", f"/rules/versions/{later.id}/backtest"),
        "effect": ("analyst", "/effect?rule=possible-match"),
        "queries": ("analyst", "/queries"),
        "run": ("analyst", f"/queries/runs/{run}"),
        "failed-run": ("analyst", f"/queries/runs/{gone}"),
    }


@pytest.mark.parametrize(
    ("width", "language"),
    [(400, "fr"), *(pytest.param(*look, marks=pytest.mark.long) for look in ((1280, "en"), (1280, "fr"), (400, "en")))],
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(pages, open_page, language: str, width: int):  # noqa: F811
    opened = {who: open_page(who, language=language, width=width) for who in ("rule_owner", "analyst")}
    judge, found, too_wide = Axe(), {}, []
    for name, (who, path) in pages.items():
        page = opened[who]
        page.set_viewport_size({"width": width, "height": 800})
        assert page.goto(path).ok
        result = judge.run(page, options={"runOnly": EVERYTHING})
        if result.violations_count:
            found[name] = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in result.response["violations"]]
        for narrow in (width, width // 2 if width == 1280 else 320):  # 1280 at 200 %
            page.set_viewport_size({"width": narrow, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append((name, narrow))
    assert (found, too_wide) == ({}, [])


@pytest.mark.parametrize(("language", "stopped", "then"), [
    ("en", "must not start", r"loud.* and a node throttles (it|them)"), ("fr", "ne doi", r"loud.* et un nœud l(a|es) freine"),
])  # fmt: skip
def test_a_back_test_says_what_it_stops_and_what_throttling_comes_to(pages, open_page, language: str, stopped: str, then: str):  # noqa: F811
    who, path = pages["back-test"]
    page = open_page(who, language=language)
    page.goto(path)
    said = page.inner_text("main")
    assert stopped in page.inner_text("[role=alert]")
    assert re.search(then, said)
    assert page.locator("#groups-all-h, #groups-risk-h").count() == 2
    other = open_page("approver", language=language)
    other.goto(path)
    assert other.locator("#groups-all-h, #groups-risk-h").count() == 0


@pytest.mark.parametrize(("language", "fault"), [("en", "there is no fact traveller.gone"), ("fr", "il n’y a pas de fait traveller.gone")])
def test_a_question_whose_fact_is_gone_says_so(pages, open_page, language: str, fault: str):  # noqa: F811
    who, path = pages["failed-run"]
    page = open_page(who, language=language)
    page.goto(path)
    assert fault in page.inner_text("[role=alert]")
    page.goto(pages["run"][1])
    assert page.locator("[role=alert]").count() == 0
