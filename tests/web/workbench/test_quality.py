"""The page on how well carriers send, and its report: figures in both languages, nobody in them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from pypdf import PdfReader

from preclear.web import workbench
from preclear.web.workbench.access import SESSION

from .conftest import QUIET, Desk, Person


@pytest.fixture(scope="module")
def client(desk: Desk):
    desk.send(QUIET, Person("SECRETFAMILY", "ANNA", born="19740230", number="SECRET99"))
    with TestClient(
        Litestar(workbench.routes(desk.node), openapi_config=None, logging_config=None), raise_server_exceptions=False
    ) as client:
        yield client


@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_and_one(client: TestClient, session: Callable[[str], str], language: str):
    client.cookies.set(SESSION, session("analyst"))
    every = client.get(f"/quality?lang={language}")
    assert every.status_code == 200
    assert "/quality/XM?weeks=12" in every.text
    one = client.get(f"/quality/XM?weeks=4&lang={language}")
    assert one.status_code == 200
    assert "PAX-BIRTH-DATE-IMPOSSIBLE" in one.text
    assert "<rect" in one.text
    assert "SECRET" not in one.text


@pytest.mark.parametrize("kind", ["txt", "csv", "json"])
def test_the_report(client: TestClient, session: Callable[[str], str], kind: str):
    client.cookies.set(SESSION, session("analyst"))
    answer = client.get(f"/quality/XM/report?weeks=4&format={kind}&lang=en")
    assert answer.status_code == 200
    assert "quality-XM-" in answer.headers["content-disposition"]
    assert "PAX-BIRTH-DATE-IMPOSSIBLE" in answer.text
    assert "SECRET" not in answer.text
    assert str(datetime.now(UTC).year) in answer.text


@pytest.mark.parametrize(("language", "said"), [("en", "Faults by kind"), ("fr", "Fautes par sorte")])
def test_the_report_on_paper(client: TestClient, session: Callable[[str], str], language: str, said: str):
    client.cookies.set(SESSION, session("analyst"))
    answer = client.get(f"/quality/XM/report?weeks=4&format=pdf&lang={language}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert said in text
    assert "PAX-BIRTH-DATE-IMPOSSIBLE" in "".join(text.split())
    assert str(datetime.now(UTC).year) in text
    assert "SECRET" not in text


def test_a_carrier_that_is_not_known(client: TestClient, session: Callable[[str], str]):
    client.cookies.set(SESSION, session("analyst"))
    assert client.get("/quality/QQQ").status_code == 404
