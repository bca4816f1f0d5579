"""What registers of others answer: known, known to be none, or unknown; and the table that stands for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from preclear.errors import SourceError
from preclear.manifest import TravelDocument, Traveller
from preclear.manifest.traveller import Role
from preclear.rules.held import Answer, Request, read_table, requests

NOW = datetime(2026, 4, 30, 12, tzinfo=UTC)
TABLE = """register,country,number,issuer,kind,from,until
esta,USA,GA-302 922,FRA,,2025-01-01,2026-12-31
visa,USA,X1,IND,B1/B2,,2026-01-31
visa,USA,X1,IND,C1/D,,2027-01-31
lost,,,,,,
"""


@pytest.fixture
def table(tmp_path):
    (tmp_path / "registers.csv").write_text(TABLE, encoding="utf-8")
    return read_table(tmp_path / "registers.csv")


def ask(table, register, number, issuer, country="USA"):
    (answer,) = table.ask([Request(register=register, country=country, number=number, issuer=issuer)], NOW)
    return answer


def test_a_table_knows_what_it_holds_and_says_when(table):
    answer = ask(table, "esta", "GA302922", "FRA")
    assert answer == Answer(register="esta", state="found", asked_at=NOW, answered_at=NOW, since=date(2025, 1, 1), until=date(2026, 12, 31))
    assert [answer.on(day) for day in (date(2024, 12, 31), date(2025, 1, 1), date(2026, 12, 31), date(2027, 1, 1), None)] == [
        False, True, True, False, None,
    ]  # fmt: skip


def test_of_several_visas_the_one_that_lasts_longest_is_told(table):
    answer = ask(table, "visa", "X1", "IND")
    assert (answer.kind, answer.until) == ("C1/D", date(2027, 1, 31))


def test_none_is_an_answer_and_a_register_that_is_not_held_is_an_outage(table):
    assert ask(table, "lost", "GA302922", "FRA", None).state == "none"
    assert ask(table, "esta", "GA302922", "DEU").state == "none"
    outage = ask(table, "eta", "GA302922", "FRA", "CAN")
    assert (outage.state, outage.answered_at, outage.on(date(2026, 5, 1))) == ("outage", None, None)


WRONG = {
    "a column too few": ("register,country\n", "the first line lacks from, issuer, kind, number, until"),
    "no such register": (TABLE.replace("esta,USA", "esat,USA"), "line 2: there is no register 'esat'"),
    "no day": (TABLE.replace("2026-12-31", "31.12.2026"), "line 2, until: '31.12.2026' is no day"),
}


@pytest.mark.parametrize(("content", "sentence"), WRONG.values(), ids=WRONG)
def test_a_table_that_makes_no_sense_is_refused_with_its_line(tmp_path, content, sentence):
    (tmp_path / "registers.csv").write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        read_table(tmp_path / "registers.csv")
    assert sentence in str(refused.value)


def test_only_what_a_register_needs_is_asked():
    passport = TravelDocument(type="P", number="ga 302922", issuer="FRA")
    person = Traveller(ordinal=1, key="1", role=Role.PASSENGER, family_name="ROY", given_names="ANNE", documents=(passport,))
    assert requests(person, "USA", ("esta", "lost")) == (
        Request(register="esta", country="USA", number="GA302922", issuer="FRA"),
        Request(register="lost", country=None, number="GA302922", issuer="FRA"),
    )
    nameless = Traveller(ordinal=1, key="1", role=Role.PASSENGER, family_name="ROY", given_names="ANNE")
    assert requests(nameless, "USA", ("esta",)) == ()
