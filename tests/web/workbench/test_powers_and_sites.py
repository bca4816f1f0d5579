"""What an officer may do here, now, beside the evidence; the law as restated; and the pages of sites."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from preclear.clearance import encountering
from preclear.clearance.encountering import Arrival
from preclear.store import pages, sites

from .conftest import LISTED, Desk
from .test_pages import browser, said  # noqa: F401 - the fixture


def panel(page: str) -> str:
    return page.partition('id="powers"')[2].partition("</section>")[0]


def send(opened, path: str, fields: dict[str, str], status: int) -> str:
    """Send a form, one of whose fields is called ``status``."""
    answer = opened.client.post(path, data={"token": opened.token, **fields}, follow_redirects=False)
    assert answer.status_code == status
    return answer.text


@pytest.fixture
def traveller(desk: Desk) -> int:
    designator, _ = desk.send(LISTED)
    return desk.referral(designator)[1]


def test_the_panel_says_what_is_permitted_what_is_missing_and_whose_the_rest_is(traveller, browser):  # noqa: F811
    shown = panel(browser("primary").get(f"/travellers/{traveller}"))
    words = said(shown)
    assert "preclearance officer of the United States" in words
    assert "preclearance area in Canada" in words
    assert re.search(r"ask any question.*?s\. 20\(1\)\(a\)-\(b\)", words)
    assert "reasonable grounds to <b>suspect</b> that goods are concealed on the person" in shown
    assert "reasonable grounds to <b>believe</b> that an offence under an Act of Parliament was committed" in shown
    assert (
        "Not known: a notice in the area that travellers may withdraw" in words
        or "Not known: a notice in the area says that travellers may withdraw" in words
    )
    assert "It is for: police officer of Canada" in words
    assert 'href="/law#P15"' in shown
    assert "hand the person and the goods" not in words  # a duty follows only from what is permitted


def test_the_panel_in_french(traveller, browser):  # noqa: F811
    words = said(panel(browser("primary").get(f"/travellers/{traveller}?lang=fr")))
    assert "zone de précontrôle au Canada" in words
    assert re.search(r"poser toute question.*?art\. 20\(1\)a\)-b\)", words)
    assert "_" not in words


def test_a_withdrawal_shrinks_the_panel_at_once_and_biometrics_are_gone(traveller, browser, desk: Desk):  # noqa: F811
    officer = desk.officers["primary"]
    with desk.node.pool.connection() as db:
        row = pages.traveller(db, traveller, [])
    arrival = Arrival(voyage=row.voyage_id, key=row.key, traveller=traveller, site="YVR", mode="air")
    now = datetime.now(UTC)
    number = encountering.receive_person(
        desk.node, arrival, step="enter", given={"identification": "photo"}, place="area", by=officer, now=now
    )
    before = said(panel(browser("primary").get(f"/travellers/{traveller}")))
    assert "take fingerprints or a face template" in before
    encountering.go_on(desk.node, number, "withdraw", actor="traveller", place="area", given={}, by=officer, now=datetime.now(UTC))
    after = panel(browser("primary").get(f"/travellers/{traveller}"))
    words = said(after)
    assert "preclearance area in Canada; withdrawing" in words
    assert "take fingerprints or a face template" not in words  # gone, not greyed
    permitted = words.partition("Permitted")[2].partition("Needs grounds")[0]
    assert "ask why the traveller withdraws" in permitted
    assert "ask any question" not in permitted
    assert f"/encounters/{number}#act-h" in after
    assert "31(3)" in words  # the clock of the withdrawal runs


def test_grounds_are_recorded_by_those_who_decide_alone(traveller, browser):  # noqa: F811
    assert "Record grounds" in panel(browser("primary").get(f"/travellers/{traveller}"))
    assert "Record grounds" not in panel(browser("privacy").get(f"/travellers/{traveller}"))


def test_the_law_is_restated_with_an_anchor_for_each_rule_in_force(browser, desk: Desk):  # noqa: F811
    for language, need in (("en", "Needs: reasonable grounds to suspect that goods are concealed on the person s. 21"), ("fr", "art. 21")):
        page = browser("auditor").get(f"/law?lang={language}")
        today = datetime.now(UTC).date()
        assert set(re.findall(r'id="([PCA]\d+)"', page)) == {rule.id for rule in desk.node.powers.rules.values() if rule.on(today)}
        assert need in said(page)
        assert "_" not in said(page.partition("<main")[2].partition("</main>")[0])
        assert len(page) < 250_000


def test_sites_of_a_day_by_kind(browser):  # noqa: F811
    administrator = browser("administrator")
    words = said(administrator.get("/sites?on=2026-03-10"))
    assert "YTZ Billy Bishop" in words
    assert "CANNON" in words
    assert "YTZ" not in said(administrator.get("/sites?on=2026-03-09"))
    assert "Blaine Peace Arch" in said(administrator.get("/sites?kind=port_of_entry"))
    assert "There is no such site" in said(administrator.get("/sites?kind=nothing"))
    assert "YVR" in said(administrator.get("/sites?on=nonsense"))


def test_an_administrator_says_how_a_site_is_and_what_is_designated(browser, desk: Desk):  # noqa: F811
    administrator = browser("administrator")
    ground = {
        "code": "hall",
        "kind": "area",
        "name": "Hall B",
        "source": "notice",
        "valid_from": "2026-01-01",
        "begins": "04:00",
        "ends": "20:30",
    }
    administrator.post("/sites/YWG/ground", **ground, days=["0", "1"])
    page = said(administrator.get("/sites/YWG?at=2026-07-13T10:00"))  # a Monday
    assert "Hall B: preclearance area" in page
    assert "Mon, Tue, 04:00 to 20:30" in page
    assert "Hall B: neither It is not designated at that hour." in said(administrator.get("/sites/YWG?at=2026-07-13T21:00"))
    state = {
        "kind": "preclearance",
        "status": "suspended",
        "inspecting_party": "USA",
        "host_party": "CAN",
        "law": "an order",
        "source": "notice",
    }
    send(administrator, "/sites/YWG/state", {**state, "valid_from": "2030-01-01", "valid_to": "2030-12-31"}, 303)
    assert "Hall B: neither No preclearance is done here on that day." in said(administrator.get("/sites/YWG?at=2030-07-15T10:00"))
    assert [kind for kind, _ in desk.events("site:YWG")] == ["site.ground", "site.said"]
    with desk.node.pool.connection() as db:
        assert [one.ground.name for one in sites.grounds(db, "YWG")] == ["Hall B"]


def test_a_conveyance_stands_and_leaves_and_the_perimeter_with_it(browser, desk: Desk):  # noqa: F811
    administrator, officer = browser("administrator"), browser("primary")
    ground = {
        "code": "berth",
        "kind": "perimeter",
        "stand": "berth 1",
        "name": "Beside berth 1",
        "source": "notice",
        "valid_from": "2026-01-01",
    }
    area = {"code": "hall", "kind": "area", "name": "Terminal", "source": "notice", "valid_from": "2026-01-01"}
    administrator.post("/sites/PRR-AMHS/ground", **area)
    administrator.post("/sites/PRR-AMHS/ground", **ground)
    assert "Beside berth 1: neither No conveyance stands there" in said(officer.get("/sites/PRR-AMHS"))
    officer.post("/sites/PRR-AMHS/stands", stand="berth 1", conveyance="Kennicott")
    page = officer.get("/sites/PRR-AMHS")
    assert "Beside berth 1: preclearance perimeter" in said(page)
    assert "Inside Kennicott at berth 1, its corridor and shuttle: preclearance area" in said(page)
    again = officer.post("/sites/PRR-AMHS/stands", status=409, stand="berth 1", conveyance="Columbia")
    assert "Another conveyance still stands there" in said(again)
    number = re.search(r'name="stay" value="(\d+)"', page)[1]
    officer.post("/sites/PRR-AMHS/left", stay=number)
    assert "Beside berth 1: neither" in said(officer.get("/sites/PRR-AMHS"))
    officer.post("/sites/PRR-AMHS/left", status=404, stay=number)
    assert [kind for kind, _ in desk.events("site:PRR-AMHS")] == ["site.ground", "site.ground", "site.stands", "site.left"]


AREA = {"code": "b", "kind": "area", "name": "x", "source": "y", "valid_from": "2026-01-01"}
STATE = {"kind": "preclearance", "law": "l", "source": "s", "inspecting_party": "USA", "valid_from": "2026-01-01"}


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("ground", {**AREA, "code": "Hall B"}, "The short name has small letters"),
        ("ground", {**AREA, "kind": "perimeter"}, "A perimeter names the gate"),
        ("ground", {**AREA, "stand": "E83"}, "an area names none"),
        ("ground", {**AREA, "valid_from": "soon"}, "The first day is a date"),
        ("ground", {**AREA, "valid_to": "2025-01-01"}, "The last day is a date, and not before the first"),
        ("ground", {**AREA, "begins": "four"}, "A time of day"),
        ("state", {**STATE, "status": "open", "host_party": "CAN"}, "The status is missing"),
        ("state", {**STATE, "status": "ended", "host_party": "XYZ"}, "Whose law binds is a three-letter code"),
        ("state", {**STATE, "status": "ended", "host_party": "CAN", "valid_to": "2025-01-01"}, "not before the first"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_kept(path, fields, words, browser, desk: Desk):  # noqa: F811
    before = desk.events("site:YHZ")
    assert words in said(send(browser("administrator"), f"/sites/YHZ/{path}", fields, 422))
    assert desk.events("site:YHZ") == before


def test_an_unknown_site_is_not_there(browser):  # noqa: F811
    browser("administrator").get("/sites/NOWHERE", status=404)
    browser("administrator").get("/sites/YVR?at=9999-99-99T99:99")
