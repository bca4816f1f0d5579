"""The privacy officer's pages: lengths and what is due, holds and orders of two officers, figures in which nobody is told apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from preclear import clearance, retention

from .conftest import LISTED, QUIET
from .test_pages import browser, said

__all__ = ["browser"]

ORDER = {"reason": "an appeal is heard", "authority": "Federal Court, T-12-26"}


@pytest.fixture(scope="module")
def voyage(desk):
    """A voyage with a list."""
    designator, _ = desk.send(QUIET, LISTED)
    return desk.voyage(designator)


def test_the_page_says_by_which_law_what_is_kept_and_what_is_due(desk, browser, voyage):
    clearance.retain(desk.node, datetime.now(UTC))
    page = said(browser("privacy").get("/retention"))
    assert "80 FR 13407" in page
    assert "12 months" in page
    assert "Nothing falls due in the next month" in page or "voyage" in page
    assert "Conservation" in said(browser("auditor").get("/retention?lang=fr"))
    assert "3 mois" in said(browser("auditor").get("/retention?lang=fr"))
    browser("primary").get("/retention", status=403)
    browser("auditor").get("/retention/holds", status=403)


def test_a_hold_is_asked_by_one_confirmed_by_another_and_ended_with_a_reason(desk, browser, voyage):
    pat, sue = browser("privacy"), browser("supervisor")
    assert "Name the authority" in said(
        pat.post("/retention/holds", status=422, kind="voyage", number=str(voyage), reason="x", authority="")
    )
    assert "nothing of this number" in said(pat.post("/retention/holds", status=422, kind="case", number="99999", **ORDER))
    past = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
    assert "lies ahead" in said(pat.post("/retention/holds", status=422, kind="voyage", number=str(voyage), until=past, **ORDER))
    assert "Waits for confirmation" in said(pat.post("/retention/holds", kind="voyage", number=str(voyage), **ORDER))
    with desk.node.pool.connection() as db:
        (number,) = db.execute("SELECT max(id) FROM legal_hold").fetchone()
    assert f"/retention/holds/{number}/confirm" not in pat.get("/retention/holds")
    assert "another officer confirms" in said(pat.post(f"/retention/holds/{number}/confirm", status=403))
    assert "Confirmed by" in said(sue.post(f"/retention/holds/{number}/confirm"))
    assert "Say why" in said(sue.post(f"/retention/holds/{number}/end", status=422, why=""))
    assert "another officer confirms or ends it" in said(pat.post(f"/retention/holds/{number}/end", status=403, why="no more"))
    assert "the appeal is over" in said(sue.post(f"/retention/holds/{number}/end", why="the appeal is over"))
    assert "has ended" in said(sue.post(f"/retention/holds/{number}/end", status=409, why="again"))
    assert [kind for kind, _ in desk.events(f"legal_hold:{number}")] == ["hold.asked", "hold.confirmed", "hold.ended"]


def test_an_order_opens_what_was_masked_for_its_hours(desk, browser):
    pat, sue = browser("privacy"), browser("supervisor")
    designator, _ = desk.send(QUIET)
    number = desk.voyage(designator)
    assert "nothing of this number" in said(
        pat.post("/retention/orders", status=422, kind="voyage", number=str(number), hours="2", **ORDER)
    )
    wanted = {"kind": "voyage", "number": str(number), "hours": "2", **ORDER}
    later = datetime.now(UTC) + timedelta(days=200)
    with desk.node.pool.connection() as db:
        db.execute("UPDATE voyage SET departs_at = departs_at - interval '1 day' WHERE id = %s", [number])
    party = desk.node.retention
    try:
        desk.node.retention = retention.load("UTO")
        while clearance.retain(desk.node, later):
            pass
    finally:
        desk.node.retention = party
    pat, sue = browser("privacy"), browser("supervisor")  # their sessions ended long before
    assert "ABERNATHY" not in browser("primary").get(f"/voyages/{number}")
    assert "Hours are a number" in said(pat.post("/retention/orders", status=422, **wanted | {"hours": "999"}))
    assert "Waits for confirmation" in said(pat.post("/retention/orders", **wanted))
    with desk.node.pool.connection() as db:
        (order,) = db.execute("SELECT max(id) FROM unmasking_order").fetchone()
    assert "not in force" in said(pat.post(f"/retention/orders/{order}/open", status=403))
    assert "In force" in said(sue.post(f"/retention/orders/{order}/confirm"))
    opened = said(pat.post(f"/retention/orders/{order}/open"))
    assert "ABERNATHY" in opened
    assert ("record.unmasked", ORDER["reason"]) in desk.events(f"unmasking_order:{order}")
    pat.post(f"/retention/orders/{order}/end")
    pat.post(f"/retention/orders/{order}/open", status=403)


def test_figures_are_shown_without_small_numbers_and_taken_as_a_table(desk, browser, voyage):
    year = datetime.now(UTC).year
    page = said(browser("privacy").get(f"/retention/figures?year={year}"))
    assert "not shown" in page
    table = browser("auditor").get(f"/retention/figures.csv?year={year}")
    assert table.splitlines()[0] == "year,measure,by,group,count"
    assert f"{year},hits,all,all," in table.splitlines()
    assert ("figures.exported", None) in desk.events("figures")
    assert "no figures" in said(browser("privacy").get("/retention/figures?year=1999"))
