"""Figures, the map of voyages and the cabin: what is counted, where it stands, and who may see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from preclear.inspection import ROLES
from preclear.store import figures
from preclear.store.figures import Span
from preclear.web import workbench
from preclear.web.workbench.access import ACCESS, SESSION

from .conftest import LISTED, QUIET, Desk, Person

DAY = datetime(2031, 3, 4, tzinfo=UTC)
SPAN = Span(since=DAY, until=DAY + timedelta(hours=3))
PLAIN = re.compile(r"<[^>]+>|\s+")


@pytest.fixture(scope="module")
def client(desk: Desk):
    with TestClient(
        Litestar(workbench.routes(desk.node), openapi_config=None, logging_config=None), raise_server_exceptions=False
    ) as client:
        yield client


def said(text: str) -> str:
    return PLAIN.sub(" ", text)


def opened(client: TestClient, session: Callable[[str], str], path: str, who: str = "supervisor") -> str:
    client.cookies.set(SESSION, session(who))
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def test_times_and_the_queue_are_those_of_the_span_and_the_place(desk: Desk):
    name, _ = desk.send(LISTED)
    referral, person = desk.referral(name)
    with desk.node.pool.connection() as db:
        db.execute(
            "UPDATE referral SET raised_at = %s, closed_at = %s, state = 'closed' WHERE id = %s",
            [DAY, DAY + timedelta(minutes=90), referral],
        )
        decided = [(minutes, "clear", "no_match") for minutes in (10, 20, 30, 40, 50)] + [(70, "ask_carrier", "match")]
        (code,) = db.execute("SELECT questions[1] FROM referral WHERE id = %s", [referral]).fetchone()
        for minutes, outcome, finding in decided:
            db.execute(
                "INSERT INTO decision (referral_id, traveller_id, officer_id, findings, compared, outcome, reason, decided_at)"
                " VALUES (%s, %s, %s, jsonb_build_object(%s::text, %s::text), '{}', %s, 'looked at', %s)",
                [referral, person, desk.officers["primary"].id, code, finding, outcome, DAY + timedelta(minutes=minutes)],
            )
        here, elsewhere = (Span(since=SPAN.since, until=SPAN.until, places=[place]) for place in ("YVR", "YYZ"))
        assert [(one.at, one.number, one.median, one.ninetieth) for one in figures.decisions(db, here)] == [
            (DAY, 5, 1800.0, 2760.0),
            (DAY + timedelta(hours=1), 1, 4200.0, 4200.0),
        ]
        assert (
            figures.decisions(db, Span(since=DAY, until=DAY + timedelta(minutes=70))) == figures.decisions(db, here)[:1]
        )  # the end is outside
        assert [(one.outcome, one.decisions, one.median) for one in figures.outcomes(db, SPAN)] == [
            ("clear", 5, 1800.0),
            ("ask_carrier", 1, 4200.0),
        ]
        assert [number for _, number in figures.queue(db, here)] == [1, 1, 0, 0]
        assert [number for _, number in figures.queue(db, elsewhere)] == [0, 0, 0, 0]
        (asked,) = figures.asked(db, here)
        assert (asked.source, asked.rule, asked.tally.confirmed, asked.tally.hits) == (code.split(":")[0], None, 1, 1)
        (place,) = [one for one in figures.by_place(db, here) if one.decisions]
        assert (place.place, place.decisions, place.decision_median, place.answers) == ("YVR", 6, 2100.0, 0)
        assert (figures.decisions(db, elsewhere), figures.outcomes(db, elsewhere), figures.asked(db, elsewhere)) == ([], [], [])
        db.rollback()


def test_the_queue_counts_as_one_does_by_hand(desk: Desk):
    name, _ = desk.send(LISTED)
    referral, _ = desk.referral(name)
    with desk.node.pool.connection() as db:
        for raised, closed, expected in (
            (-90, None, [1, 1, 1, 1]),  # open before, and after
            (-90, 0, [0, 0, 0, 0]),  # closed as the span begins
            (0, 60, [1, 0, 0, 0]),  # on the hour
            (1, 59, [0, 0, 0, 0]),  # never open at an hour
            (59, 121, [0, 1, 1, 0]),
            (180, None, [0, 0, 0, 1]),
            (181, None, [0, 0, 0, 0]),
        ):
            db.execute(
                "UPDATE referral SET raised_at = %s, closed_at = %s, state = %s WHERE id = %s",
                [
                    DAY + timedelta(minutes=raised),
                    None if closed is None else DAY + timedelta(minutes=closed),
                    "open" if closed is None else "closed",
                    referral,
                ],
            )
            others = db.execute("SELECT count(*) FROM referral WHERE closed_at IS NULL AND id <> %s", [referral]).fetchone()[0]
            assert [number - others for _, number in figures.queue(db, SPAN)] == expected, (raised, closed)
        db.rollback()


def test_the_course_and_the_answers_have_their_times(desk: Desk):
    name, receipt = desk.send(QUIET)
    with desk.node.pool.connection() as db:
        voyage, key, person = db.execute(
            "SELECT v.id, t.key, t.id FROM traveller t JOIN voyage v ON v.id = t.voyage_id WHERE v.designator = %s", [name]
        ).fetchone()
        officer = desk.officers["primary"].id
        visit = db.execute(
            "INSERT INTO encounter (voyage_id, key, traveller_id, site, direction, mode, in_transit, opened_by, opened_at)"
            " VALUES (%s, %s, %s, 'YVR', 'us_in_canada', 'air', false, %s, %s) RETURNING id",
            [voyage, key, person, officer, DAY],
        ).fetchone()[0]
        for ordinal, (step, start, end, actor, minutes, section, given) in enumerate(
            (
                ("enter", None, "entered", "traveller", 1, "18(1)", '{"identification": "photo"}'),
                ("begin_primary", "entered", "primary", "preclearance_officer", 6, "20(1)(a)-(b)", "{}"),
            ),
            1,
        ):
            db.execute(
                "INSERT INTO encounter_taken (encounter_id, ordinal, name, start_state, end_state, actor, officer_id, place, at,"
                " section, given, recorded_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, 'area', %s, %s, %s::jsonb, %s)",
                [
                    visit,
                    ordinal,
                    step,
                    start,
                    end,
                    actor,
                    officer,
                    DAY + timedelta(minutes=minutes),
                    section,
                    given,
                    DAY + timedelta(hours=1),
                ],
            )
        assert [(one.state, one.stays, one.median, one.ninetieth) for one in figures.states(db, SPAN)] == [("entered", 1, 300.0, 300.0)]
        db.execute("UPDATE raw_message SET received_at = %s WHERE id = %s", [DAY + timedelta(minutes=5), receipt.message.id])
        db.execute("UPDATE answer SET made_at = %s WHERE raw_message_id = %s", [DAY + timedelta(minutes=5, seconds=2), receipt.message.id])
        assert [(one.at, one.number, one.median) for one in figures.answers(db, SPAN)] == [(DAY, 1, 2.0)]
        assert figures.answers(db, Span(since=DAY, until=SPAN.until, places=["YYZ"])) == []
        db.rollback()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_of_figures_names_nobody(client: TestClient, desk: Desk, session: Callable[[str], str], language: str):
    desk.send(LISTED)
    for who in sorted(ACCESS["figures"]):
        for days in (1, 7, 28):
            text = opened(client, session, f"/figures?days={days}&lang={language}", who)
            assert not re.search(f"SHARVENOV|Officer (?!{desk.officers[who].name.split()[1]})", text)
            assert "<polyline" in text or "<circle" in text
            assert len(text.encode()) < 250_000
    assert "YVR" in opened(client, session, f"/figures?place=yvr&lang={language}")


def test_figures_are_of_the_officers_places_alone(client: TestClient, desk: Desk, session: Callable[[str], str]):
    with desk.node.pool.connection() as db:
        db.execute("UPDATE officer SET sites = '{YYZ}' WHERE id = %s", [desk.officers["approver"].id])
    desk.send(LISTED)
    for path in ("/figures", "/figures?place=YVR"):
        text = said(opened(client, session, f"{path}{'&' if '?' in path else '?'}lang=en", "approver"))
        assert "0 cases are open now" in text
        assert "0 messages answered" in text
    with desk.node.pool.connection() as db:
        db.execute("UPDATE officer SET sites = '{}' WHERE id = %s", [desk.officers["approver"].id])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_map_says_in_its_table_what_it_draws(client: TestClient, desk: Desk, session: Callable[[str], str], language: str):
    waiting, _ = desk.send(LISTED, minutes=50)
    calm, _ = desk.send(QUIET, minutes=55, end="JFK")
    far, _ = desk.send(QUIET, minutes=57, end="LHR")
    gone, _ = desk.send(QUIET, minutes=-30, end="LAX")
    late, _ = desk.send(QUIET, minutes=20 * 60)
    text = opened(client, session, f"/map?lang={language}")
    assert text.count('class="land"') == 1
    assert len(text.encode()) < 250_000
    for name in (waiting, calm, far, gone):
        assert f'href="/voyages/{desk.voyage(name)}"' in text
    assert late not in text
    words = {"en": ("1 waits", "Declared", "Departed or closed"), "fr": ("1 attend", "Déclaré", "Parti ou clos")}[language]
    for name, word in zip((waiting, calm, gone), words, strict=True):
        row = text[text.index(f"/voyages/{desk.voyage(name)}") :]
        assert word in row[: row.index("</tr>")]
    one = opened(client, session, f"/map?from=YVR&to=JFK&lang={language}")
    assert calm in one
    assert f"/voyages/{desk.voyage(waiting)}" not in one
    assert 'viewBox="170 300 240 190"' in opened(client, session, f"/map?view=west&lang={language}")


def test_the_map_shows_an_officer_the_own_places_and_leads_where_the_duty_may(
    client: TestClient, desk: Desk, session: Callable[[str], str]
):
    name, _ = desk.send(LISTED, end="PDX")
    assert name not in opened(client, session, "/map", "elsewhere")
    assert f'href="/voyages/{desk.voyage(name)}/answers"' in opened(client, session, "/map", "intake")


def seated(desk: Desk, *seats: str | None, locators: str = "") -> tuple[int, str]:
    """A voyage whose people sit so; the last is on the list, who share a letter of ``locators`` are booked together."""
    people = [Person(f"SITTER{number:02d}", "ANN", number=f"S{number}") for number in range(1, len(seats))] + [LISTED]
    name, _ = desk.send(*people)
    voyage = desk.voyage(name)
    with desk.node.pool.connection() as db:
        for ordinal, seat in enumerate(seats, 1):
            locator = f"LOC{locators[ordinal - 1]}" if ordinal <= len(locators) else f"OWN{ordinal}"
            db.execute(
                "UPDATE traveller SET seat = %s, record = jsonb_set(record, '{references,AVF}', to_jsonb(%s::text))"
                " WHERE voyage_id = %s AND ordinal = %s",
                [seat, locator, voyage, ordinal],
            )
    return voyage, name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_cabin_is_what_was_declared_and_no_more(client: TestClient, desk: Desk, session: Callable[[str], str], language: str):
    seats = ["1A", "1C", "012a", "12B", "12C", "12D", "12E", "12F", "COACH 4", None, "12B"]
    voyage, _ = seated(desk, *seats, locators="xxyy")
    assert f'href="/voyages/{voyage}/seats"' in opened(client, session, f"/voyages/{voyage}?lang={language}")
    text = opened(client, session, f"/voyages/{voyage}/seats?lang={language}")
    plain = said(text)
    rows = [
        [said(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr[^>]*data-row>(.*?)</tr>", text, re.DOTALL)
    ]
    assert [row[0] for row in rows] == ["1A", "1C", "12A", "12B", "12B", "12C", "12D", "12E", "12F"]
    assert rows[0][3].startswith("1")
    assert rows[2][3].startswith("2")
    assert rows[5][3] == ""
    other_side = {"en": "12D (across the aisle)", "fr": "12D (de l’autre côté de l’allée)"}[language]
    assert rows[5][4] == f"12B, {other_side}"
    assert {"en": "rows 2–11", "fr": "rangées 2 à 11"}[language] in plain
    assert "ABC | DEF" in plain
    assert "COACH 4" in plain
    drawn = text[text.index('role="group" aria-label') :]
    assert drawn[: drawn.index("</section>")].count('<rect class="empty"') == 4  # 1B, 1D, 1E, 1F
    assert text.count('<a href="/travellers/') == 1  # in the picture: the one who needs a person
    assert ("record.read", "supervision") in desk.events(f"voyage:{voyage}")


def test_a_voyage_without_seats_says_so(client: TestClient, desk: Desk, session: Callable[[str], str]):
    name, _ = desk.send(QUIET)
    assert "/seats" not in opened(client, session, f"/voyages/{desk.voyage(name)}")
    assert "No seat is known" in said(opened(client, session, f"/voyages/{desk.voyage(name)}/seats?lang=en"))


def test_a_full_cabin_stays_light_and_another_sites_is_not_there(client: TestClient, desk: Desk, session: Callable[[str], str]):
    seats = [f"{row}{letter}" for row in range(1, 51) for letter in "ABCDEFGHJK"]
    voyage, _ = seated(desk, *seats, locators="".join(chr(0x100 + n // 2) for n in range(500)))
    text = opened(client, session, f"/voyages/{voyage}/seats")
    assert text.count("data-row") == 500
    assert len(text.encode()) < 250_000
    client.cookies.set(SESSION, session("elsewhere"))
    assert client.get(f"/voyages/{voyage}/seats").status_code == 404


def test_the_duties_of_each_page():
    assert ACCESS["figures"] & {"primary", "secondary", "intake", "list_owner", "rule_owner"} == set()
    assert ACCESS["seats"] == ACCESS["voyage"]
    assert ACCESS["map"] == ACCESS["board"]
    assert ACCESS["figures"] <= set(ROLES)
