"""How well a carrier sends is counted from the node's own records, week by week."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from preclear import clearance
from preclear.errors import NotFound
from preclear.manifest import Severity
from preclear.store import quality
from preclear.web.workbench import quality_report
from preclear.web.workbench.words import LANGUAGES

MONDAY = datetime(2026, 4, 27, 6, 0, tzinfo=UTC)
GOOD = ("MARTIN", "ANNE", "800101", "AA000001")
NOBORN = ("ROY", "MARIE", "000000", "AA000002")
IMPOSSIBLE = ("COTE", "ZOE", "740230", "AA000003")


def send(node, raw, at):
    return clearance.receive(node, raw, carrier="XX", transport="http", now=at)


@pytest.fixture
def sent(node, paxlst):
    """Two weeks: a good list in time; then one with faults that comes after the deadline, and garbage."""
    send(node, paxlst(GOOD, control="1", day="260428"), MONDAY)  # leaves on Tuesday at 17:15 UTC
    late = MONDAY + timedelta(days=8, hours=11)  # Tuesday of the next week, 17:00: the deadline is half an hour before 17:15
    send(node, paxlst(GOOD, NOBORN, IMPOSSIBLE, control="2", day="260505", flight="XX421"), late)
    send(node, b"no message at all", late)
    return node


def of(node, since=date(2026, 4, 27), until=date(2026, 5, 10)):
    with node.pool.connection() as db:
        return quality.of(db, "XX", since=since, until=until)


def test_weeks_are_counted_apart(sent):
    first, second = of(sent).weeks
    assert (first.start, first.messages, first.unreadable, first.people, first.voyages, first.late) == (date(2026, 4, 27), 1, 0, 1, 1, 0)
    assert (second.messages, second.unreadable, second.people, second.voyages, second.late) == (2, 1, 3, 1, 1)
    assert (second.late_median, second.late_most) == (15, 15)
    assert second.missing == {"name": 0, "birth_date": 2, "sex": 0, "nationality": 0, "document": 0}
    counted = {fault.code: (fault.severity, fault.times, fault.messages) for fault in second.faults}
    assert counted["PAX-BIRTH-DATE-IMPOSSIBLE"] == (Severity.ERROR, 1, 1)
    assert counted["MSG-UNREADABLE"][1:] == (1, 1)
    assert first.ahead_median == 35 * 60 + 15


def test_a_week_with_nothing_is_there_too(sent):
    weeks = of(sent, until=date(2026, 5, 20)).weeks
    assert [(week.start, week.messages) for week in weeks][2:] == [(date(2026, 5, 11), 0), (date(2026, 5, 18), 0)]
    assert weeks[3].errors_in_100 is None


def test_only_the_days_asked_for(sent):
    assert of(sent, since=date(2026, 5, 6), until=date(2026, 5, 6)).total.messages == 0


def test_all_carriers(sent):
    with sent.pool.connection() as db:
        found = {
            one.id: (one.messages, one.unreadable, one.with_errors)
            for one in quality.of_all(db, since=date(2026, 4, 27), until=date(2026, 5, 10))
        }
    assert found["XX"][:2] == (3, 1)
    assert found["XX"][2] >= 2
    assert found["HH"] == (0, 0, 0)


def test_a_carrier_that_is_not_known(node):
    with node.pool.connection() as db, pytest.raises(NotFound):
        quality.of(db, "QQ", since=date(2026, 4, 27), until=date(2026, 5, 10))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_report_names_kinds_and_numbers_and_nobody(sent, language):
    found, words = of(sent), LANGUAGES[language]
    text, table, whole = (
        quality_report.as_text(found, words),
        quality_report.as_csv(found, words).decode("utf-8-sig"),
        quality_report.as_json(found),
    )
    assert "Example Airways" in text
    assert "PAX-BIRTH-DATE-IMPOSSIBLE" in text
    assert "PAX-BIRTH-DATE-IMPOSSIBLE;" in table
    assert [week["messages"] for week in json.loads(whole)["weeks"]] == [1, 2]
    for said in (text, table, whole.decode()):
        assert not any(name in said for person in (GOOD, NOBORN, IMPOSSIBLE) for name in (person[0], person[1], person[3]))


def test_the_picture_has_a_bar_a_week(sent):
    drawn = quality_report.chart(of(sent, until=date(2026, 5, 20)))
    assert [bar["none"] for bar in drawn["bars"]] == [False, False, True, True]
    assert drawn["bars"][0]["height"] == 0
    assert 0 < drawn["bars"][1]["height"] <= 160
