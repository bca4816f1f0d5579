"""A carrier's engineer checks a message before sending it: what is said, who may ask, and that nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from preclear.messages import form, form_xlsx
from preclear.store import carriers
from preclear.web.app import create
from preclear.web.workbench.access import FORM, SESSION, form_token

from .conftest import QUIET, Desk, paxlst

SECRET = "the secret of one browser"
TABLE = "Voyage;From;To;Departs;Family name;Given names;Birth date\nNCFY12;CAVIC;USCLM;2026-07-14 10:30;ROY;Marie;03/04/1974\nNCFY12;CAVIC;USCLM;2026-07-14 10:30;CÔTÉ;Zoé;1980-01-01\n"  # noqa: E501


@pytest.fixture(scope="module")
def app(desk: Desk) -> Litestar:
    return create(desk.node)


@pytest.fixture
def client(app: Litestar):
    with TestClient(app, raise_server_exceptions=False) as client:
        client.cookies.set(FORM, SECRET)
        yield client


@pytest.fixture(scope="module")
def key(desk: Desk) -> str:
    with desk.node.pool.connection() as db:
        return carriers.add_key(db, "XM", "checking", by="operator", now=datetime.now(UTC))


def check(client: TestClient, message: str | bytes, *, key: str = "", language: str = "en"):
    files = {"file": ("list", message)} if isinstance(message, bytes) else {"file": ("", b"")}
    said = {"token": form_token(SECRET, None), "key": key, "message": message if isinstance(message, str) else ""}
    return client.post(f"/self-check?lang={language}", data=said, files=files)


def counted(desk: Desk) -> tuple[int, ...]:
    with desk.node.pool.connection() as db:
        return tuple(
            db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("raw_message", "manifest", "traveller", "event", "answer")
        )


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_faults_in_plain_words_with_place_and_mending(client: TestClient, key: str, desk: Desk):
    before = counted(desk)
    answer = check(client, TABLE, key=key)
    assert answer.status_code == 200
    said = text(answer)
    assert "Read, with 1 error and" in said
    assert "2 people were found" in said
    assert "A date can be read in more than one way" in said
    assert "row 2, column G (birth date)" in said
    assert f"byte {TABLE.encode().index(b'03/04/1974')}" in said
    assert "To mend it: Write year, month, day, as 2026-04-03" in said
    assert "ROY , Marie" in said
    assert counted(desk) == before


def test_in_french(client: TestClient, key: str):
    said = text(check(client, TABLE, key=key, language="fr"))
    assert "Lu, avec 1 erreur" in said
    assert "Une date peut se lire de plusieurs façons" in said
    assert "Écrire année, mois, jour" in said


def test_a_file_of_any_kind(client: TestClient, key: str):
    edifact = paxlst("XX420", [QUIET], datetime(2026, 7, 14, 15, 40))  # noqa: DTZ001
    workbook = form_xlsx.write([list(form.template("en")[0]), [cell.replace("EXAMPLE", "AB123456") for cell in form.template("en")[1]]])
    assert "ABERNATHY-KOH" in text(check(client, edifact, key=key))
    assert "Read, with nothing to mend" in text(check(client, workbook, key=key))
    assert "Nothing in it could be read" in text(check(client, b"\x00\x01\x02", key=key))


def test_nobody_without_a_key_where_the_node_is_not_open(client: TestClient, key: str):
    for wrong in ("", "x" * 40):
        answer = check(client, TABLE, key=wrong)
        assert answer.status_code == 403
        assert "ROY" not in text(answer)
    assert key not in check(client, TABLE, key=key).text


def test_an_officer_needs_none(client: TestClient, session: Callable[[str], str]):
    client.cookies.set(SESSION, session("administrator"))
    assert check(client, TABLE).status_code == 200


def test_open_to_everybody_or_to_nobody(client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(desk.node, "settings", replace(desk.node.settings, self_check="open"))
    assert check(client, TABLE).status_code == 200
    monkeypatch.setattr(desk.node, "settings", replace(desk.node.settings, self_check="off"))
    assert client.get("/self-check").status_code >= 400


def test_a_form_of_another_site_is_refused(client: TestClient, key: str):
    assert client.post("/self-check", data={"token": "x", "key": key, "message": TABLE}).status_code == 403


def test_nothing_to_read(client: TestClient, key: str):
    assert check(client, "", key=key).status_code == 422


def test_what_is_typed_comes_back_as_text(client: TestClient, key: str):
    answer = check(client, TABLE.replace("ROY", "<script>alert(1)</script>"), key=key)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("name", ["passenger-list.schema.json", "passenger-list-en.csv", "passenger-list-fr.xlsx"])
def test_the_forms_are_published(client: TestClient, name: str):
    answer = client.get(f"/forms/{name}")
    assert (answer.status_code, len(answer.content) > 300) == (200, True)
    assert client.get("/forms/other").status_code == 404
