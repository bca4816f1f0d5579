"""The commands by which a node is run, as an operator gives them."""

import io
import json
import sys

import pytest
import structlog

from preclear import cli
from preclear.store import carriers, migrate, officers


@pytest.fixture
def give(monkeypatch, capsys, database_url, tmp_path):
    """Give a command; return exit status, standard output, standard error."""
    for name, value in {"DATABASE_URL": database_url, "DATA_FOLDER": str(tmp_path / "data")}.items():
        monkeypatch.setenv(f"PRECLEAR_{name}", value)

    def give(*words, typed=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as left:
            cli.main(words)
        out, err = capsys.readouterr()
        return left.value.code, out, " ".join(err.split())

    yield give
    structlog.reset_defaults()  # the commands let everything be logged to the standard error of this test


def test_migrating_says_what_is_there(give):
    names = ", ".join(migration.name for migration in migrate.available())
    assert give("migrate") == (0, "", f"the database is ready, with {names}")


def test_a_carrier_is_added_with_a_key_listed_and_closed(give, db):
    status, key, _ = give("carrier", "add", "XX", "--name", "Example Airways", "--mode", "air", "--answers", "later")
    assert (status, carriers.of_key(db, key.strip()).answers) == (0, "later")
    _, further, _ = give("carrier", "key", "XX")
    assert carriers.of_key(db, further.strip()).id == "XX"
    _, listed, _ = give("carrier", "list", "--json")
    assert json.loads(listed) == {"id": "XX", "name": "Example Airways", "mode": "air", "answers": "later", "closed_at": None}
    assert give("carrier", "close", "XX")[2] == "XX is closed"
    db.rollback()
    assert carriers.of_key(db, key.strip()) is None


def test_an_officer_is_added_with_a_password_from_standard_input(give, db):
    words = ("officer", "add", "ana", "--name", "Ana Example", "--role", "primary", "secondary", "--site", "YVR", "--language", "fr")
    assert give(*words, typed="a long pass phrase\n")[::2] == (0, "ana may sign in")
    assert officers.verify(db, "ana", "a long pass phrase").roles == {"primary", "secondary"}
    _, listed, _ = give("officer", "list", "--json")
    assert json.loads(listed) == {"login": "ana", "name": "Ana Example", "roles": ["primary", "secondary"], "sites": ["YVR"]}


def test_a_list_is_shown_before_it_is_accepted(give, tmp_path):
    path = tmp_path / "test.csv"
    path.write_text('id,name\n1,"LISTED, PERSON"\n2,"SOUGHT, PERSON"\n')
    status, shown, err = give("list", "import", str(path))
    assert (status, "2" in shown, "nothing was imported" in err) == (0, True, True)
    assert give("list", "show", "--json")[1] == ""
    assert "is in force; everyone still to travel" in give("list", "import", str(path), "--yes")[2]
    assert "is in force already" in give("list", "import", str(path), "--yes")[2]
    held = json.loads(give("list", "show", "--json")[1])
    assert (held["list"], held["entries"], held["in_force"]) == ("test", 2, True)


REFUSED = {
    "a carrier without a name": ("carrier", "add", "XX"),
    "a carrier whose id does not fit": ("carrier", "add", "x", "--name", "X", "--mode", "air"),
    "nobody to close": ("carrier", "close", "ZZ"),
    "a role that is none": ("officer", "add", "bea", "--name", "Bea", "--role", "king"),
    "a password too short": ("officer", "add", "bea", "--name", "Bea", "--role", "primary"),
    "a list that is not there": ("list", "import", "/nowhere"),
    "settings that are not there": ("migrate", "--settings", "/nowhere.toml"),
}


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_leaves_with_status_2_and_a_sentence(give, words):
    status, out, err = give(*words, typed="short\n")
    assert (status, "Traceback" in err) == (2, False)
    assert out or err
