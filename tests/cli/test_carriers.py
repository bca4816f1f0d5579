"""The registry of carriers, as an operator keeps it."""

import io
import json
import sys

import pytest
import structlog

from preclear import cli
from preclear.store import carriers

TERMS = """
answers = "later"
answer_minutes = 45
transports = ["http"]
contacts = [{duty = "technical", name = "Data desk", mail = "data@example.org"}]

[profile]
senders = ["XXAPIS"]
dialect = "plain"
full_lists = true
meanings = {change = "request"}
statuses = {contact = ["2A", "2"]}
"""


@pytest.fixture
def give(monkeypatch, capsys, database_url, tmp_path):
    """Give a command; return exit status, standard output, standard error."""
    for name, value in {"DATABASE_URL": database_url, "DATA_FOLDER": str(tmp_path / "data")}.items():
        monkeypatch.setenv(f"PRECLEAR_{name}", value)

    def give(*words):
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as left:
            cli.main(words)
        out, err = capsys.readouterr()
        return left.value.code, out, " ".join(err.split())

    yield give
    structlog.reset_defaults()


@pytest.fixture
def agree(give, tmp_path):
    """Let the operator put a file of terms in force."""
    give("carriers", "add", "XX", "--name", "Example Airways", "--mode", "air")

    def agree(terms):
        path = tmp_path / "terms.toml"
        path.write_text(terms)
        return give("carriers", "agree", "XX", str(path))

    return agree


def test_terms_are_put_in_force_from_a_file_and_shown(give, agree, db):
    assert agree(TERMS) == (0, "", "XX: answers, answer_minutes, contacts, transports, profile changed")
    assert agree(TERMS)[2] == "XX: nothing changed"
    shown = json.loads(give("carriers", "show", "XX", "--json")[1])
    assert (shown["answers"], shown["answer_minutes"], shown["referred"], shown["transports"]) == ("later", 45, "contact", ["http"])
    assert shown["profile"]["statuses"] == {"contact": ["2A", "2"]}
    assert shown["contacts"] == [{"duty": "technical", "name": "Data desk", "phone": "", "mail": "data@example.org"}]
    assert [key["label"] for key in shown["keys"]] == ["first"]
    assert "profile.full_lists" in give("carriers", "show", "XX")[1]
    assert carriers.find(db, "XX").profile.codes["contact"] == ("2A", "2")


REFUSED = {
    "a term that is none": 'colour = "blue"',
    "a profile that has no such part": "[profile]\ncolour = 1",
    "a dialect that is none": '[profile]\ndialect = "latin"',
    "a way that is none": 'transports = ["pigeon"]',
    "a number that is none": 'answer_minutes = "soon"',
    "minutes that do not fit": "answer_minutes = 9999",
    "a duty that is none": 'contacts = [{duty = "king", name = "X"}]',
    "no TOML": "answers =",
}


@pytest.mark.parametrize("terms", REFUSED.values(), ids=REFUSED)
def test_terms_that_do_not_fit_change_nothing(give, agree, terms):
    before = give("carriers", "show", "XX", "--json")
    status, out, err = agree(terms)
    assert (status, out) == (2, "")
    assert err.startswith("preclear: ")
    assert give("carriers", "show", "XX", "--json") == before


def test_a_key_is_ended_by_its_label(give, agree, db):
    _, key, _ = give("carriers", "key", "XX", "--label", "new")
    assert carriers.of_key(db, key.strip()).id == "XX"
    db.rollback()
    assert give("carriers", "revoke", "XX", "new") == (0, "", "the key new of XX has ended")
    assert carriers.of_key(db, key.strip()) is None
    assert give("carriers", "revoke", "XX", "new")[0] == 2
    assert "XX" in give("carriers", "list")[1]
