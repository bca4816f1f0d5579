"""A voyage from its first list to its close-out, over HTTP: who is on board, whom nobody screened, and who took care of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from litestar.testing import TestClient

from preclear import messages
from preclear.store import carriers
from preclear.web.app import create
from preclear.web.workbench.access import SESSION

from .conftest import LISTED, QUIET, Person, paxlst

BEA = Person("BEALE", "BEA", "19800102", "F", "BB000002")
STRANGER = Person("STRANGER", "SAM", "19900101", "X", "ZZ1")


@pytest.fixture
def http(desk):
    with TestClient(create(desk.node), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def carrier(desk, http):
    """Post a list of a new voyage as the carrier does; return the statuses of its answer by reference."""
    with desk.node.pool.connection() as db:
        key = carriers.add_key(db, "XM", "close-out", by="operator", now=datetime.now(UTC))
    designator = f"XM{next(desk._numbers)}"
    departs = (datetime.now(UTC) + timedelta(minutes=68)).astimezone(ZoneInfo("America/Vancouver")).replace(tzinfo=None)
    sent = iter(range(10, 60))

    def post(document, *people):
        raw = paxlst(designator, list(people), departs, document=document).decode()
        raw = re.sub(r"\+\d{6}:\d{4}\+1'", f"+{departs:%y%m%d}:00{next(sent)}+1'", raw, count=1)  # said one after the other
        answered = http.post("/messages", content=raw.encode(), headers={"Authorization": f"Bearer {key}"})
        assert answered.status_code == 200
        (told,) = messages.read(answered.content).messages
        return {one.reference.removeprefix(designator): one.status for one in told.answers if one.person}

    post.designator = designator
    yield post
    with desk.node.pool.connection() as db:
        carriers.revoke(db, "XM", "close-out", by="operator", now=datetime.now(UTC))


@pytest.fixture
def officer(http, session):
    """Open or send a page of the node as an officer of a role, and return its text."""

    def ask(role, path, status=200, **form):
        cookies = {"Cookie": f"{SESSION}={session(role)}; preclear_form=s"}
        if not form:
            answered = http.get(path, headers=cookies)
        else:
            page = http.get("/alarms", headers=cookies)
            token = re.search(r'name="token" value="([^"]+)"', page.text)[1]
            answered = http.post(path, data={**form, "token": token}, headers=cookies, follow_redirects=False)
        assert answered.status_code == status, answered.text
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answered.text))

    return ask


def standing(desk, designator):
    with desk.node.pool.connection() as db:
        rows = db.execute(
            "SELECT family_name, on_board, withdrawn, stranger FROM traveller t JOIN voyage v ON v.id = voyage_id"
            " WHERE designator = %s AND superseded_at IS NULL ORDER BY 1",
            [designator],
        ).fetchall()
    return {name: rest for name, *rest in rows}


CLOSED = {  # close-out, whom it names -> who is on board, withdrawn, was never declared
    "CL: everybody": ("266+CL", (), {"ABERNATHY-KOH": [True, False, False], "BEALE": [True, False, False]}),
    "CLNB: everybody but who is named": ("266+CLNB", (QUIET,), {"ABERNATHY-KOH": [False, True, False], "BEALE": [True, False, False]}),
    "CLOB: who is named": ("266+CLOB", (QUIET,), {"ABERNATHY-KOH": [True, False, False], "BEALE": [False, False, False]}),
    "CLOB with a stranger": (
        "266+CLOB",
        (QUIET, BEA, STRANGER),
        {"ABERNATHY-KOH": [True, False, False], "BEALE": [True, False, False], "STRANGER": [True, False, True]},
    ),
}


@pytest.mark.parametrize(("document", "people", "expected"), CLOSED.values(), ids=CLOSED)
def test_each_close_out_after_an_original_list(desk, carrier, officer, document, people, expected):
    assert carrier("745", QUIET, BEA) == {"1": "board", "2": "board"}
    carrier(document, *people)
    assert standing(desk, carrier.designator) == expected
    alarms = officer("primary", "/alarms").partition("Ended by somebody")[0]
    assert (re.search(rf"1 person on board was never screened {carrier.designator}", alarms) is not None) == (STRANGER in people)


def test_an_alarm_of_somebody_on_board_stands_until_somebody_says_what_was_done(desk, carrier, officer):
    carrier("745", QUIET)
    carrier("266+CLOB", QUIET, STRANGER)
    voyage = str(desk.voyage(carrier.designator))
    mine = {"kind": "unscreened", "voyage": voyage, "reference": ""}
    assert "Say in a few words what was done" in officer("supervisor", "/alarms/end", 422, **mine, done=" ")
    officer("analyst", "/alarms/end", 403, **mine, done="seen")
    officer("elsewhere", "/alarms/end", 404, **mine, done="seen")
    officer("supervisor", "/alarms/end", 404, **{**mine, "kind": "against"}, done="there is none")
    officer("supervisor", "/alarms/end", 400, **{**mine, "kind": "late"}, done="ends with what is decided")
    with desk.node.pool.connection() as db:  # it does not end with time
        db.execute("UPDATE voyage SET board_alarm_at = board_alarm_at - interval '9 days' WHERE id = %s", [voyage])
    assert f"never screened {carrier.designator}" in officer("primary", "/alarms")
    officer("supervisor", "/alarms/end", 303, **mine, done="Met at the gate in Seattle, documents seen")
    stand, _, ended = officer("primary", "/alarms").partition("Ended by somebody in the last seven days")
    assert carrier.designator not in stand
    assert re.search(rf"never screened {carrier.designator} .*Met at the gate in Seattle, documents seen .*Officer Supervisor", ended)
    assert "Closes par quelqu’un" in officer("primary", "/alarms?lang=fr")
    with desk.node.pool.connection() as db:
        kinds = db.execute(
            "SELECT kind, actor, detail ->> 'kind' FROM event WHERE subject = %s ORDER BY id", [f"voyage:{voyage}"]
        ).fetchall()
    assert kinds[-1] == ("alarm.ended", desk.officers["supervisor"].actor, "unscreened")
    officer("supervisor", "/alarms/end", 404, **mine, done="twice")

    carrier("266+CLOB", QUIET, STRANGER, Person("OTHER", "OLA", "19910101", "F", "ZZ2"))  # somebody else: an alarm of its own
    assert f"1 person on board was never screened {carrier.designator}" in officer("primary", "/alarms").partition("Ended by somebody")[0]


def test_who_was_told_not_to_board_and_is_on_board_is_an_alarm_of_its_own(carrier, officer):
    assert carrier("745", LISTED, QUIET) == {"1": "contact", "2": "board"}
    carrier("266+CLOB", LISTED, QUIET)
    assert f"1 person is on board against the answer {carrier.designator}" in officer("primary", "/alarms")
