from datetime import UTC, datetime, timedelta

import pytest

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, PreclearError
from preclear.store import events, officers

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def officer(db):
    return officers.add(
        db,
        "ana",
        PASSWORD,
        name="Ana Example",
        roles=frozenset({"primary"}),
        sites=frozenset({"YVR"}),
        language="fr",
        by="operator",
        now=NOW,
    )


def test_only_the_right_password_is_let_in(db, officer):
    assert officers.verify(db, "ana", PASSWORD) == officer
    assert officers.verify(db, "ana", "wrong") is None
    assert officers.verify(db, "nobody", PASSWORD) is None
    assert PASSWORD not in db.execute("SELECT password_hash FROM officer").fetchone()[0]


def test_a_session_lasts_while_it_is_used(db, officer):
    token = officers.open_session(db, officer, minutes=30, now=NOW)
    used = NOW + timedelta(minutes=29)
    assert officers.of_session(db, token, minutes=30, now=used).officer == officer
    assert officers.of_session(db, token, minutes=30, now=used + timedelta(minutes=29)).officer == officer
    assert officers.of_session(db, token, minutes=30, now=used + timedelta(minutes=60)) is None
    assert officers.of_session(db, "forged", minutes=30, now=NOW) is None


def test_signing_out_and_closing_end_sessions(db, officer):
    token = officers.open_session(db, officer, minutes=30, now=NOW)
    officers.close_session(db, token, now=NOW)
    assert officers.of_session(db, token, minutes=30, now=NOW) is None
    other = officers.open_session(db, officer, minutes=30, now=NOW)
    officers.close(db, "ana", by="operator", now=NOW)
    assert officers.of_session(db, other, minutes=30, now=NOW) is None
    assert officers.verify(db, "ana", PASSWORD) is None
    assert officers.find(db, officer.id) == officer
    assert [event.kind for _, event in events.about(db, [officer.actor])] == [
        "officer.added",
        "session.opened",
        "session.closed",
        "session.opened",
        "officer.closed",
    ]


def test_a_failed_sign_in_is_recorded_without_what_was_typed(db, officer):
    officers.refuse_session(db, "ana", now=NOW)
    officers.refuse_session(db, "typed-a-password-here", now=NOW)
    assert events.about(db, [officer.actor, "officer:unknown"])[1:] == (
        (NOW, Event("session.refused", "nobody", officer.actor)),
        (NOW, Event("session.refused", "nobody", "officer:unknown")),
    )


CASES = {
    "short password": ("bea", "short", frozenset({"primary"}), PreclearError),
    "unknown role": ("bea", PASSWORD, frozenset({"king"}), PreclearError),
    "login taken": ("ana", PASSWORD, frozenset({"primary"}), Conflict),
}


@pytest.mark.parametrize(("login", "password", "roles", "error"), CASES.values(), ids=CASES)
def test_what_does_not_fit_is_refused(db, officer, login, password, roles, error):
    with pytest.raises(error):
        officers.add(db, login, password, name="Bea", roles=roles, by="operator", now=NOW)


def test_closing_nobody_says_so(db):
    with pytest.raises(NotFound):
        officers.close(db, "nobody", by="operator", now=NOW)
