"""The commands about watchlists, as an operator gives them."""

from __future__ import annotations

import json

import pytest

from .test_node import give  # noqa: F401 - the fixture

FIRST = 'id,name,birth_dates\n1,"QUILL, BASIL",1950\n2,"OAKENSHIELD, WILMA",1960\n'
SECOND = 'id,name,birth_dates\n1,"QUILL, BASIL",1951\n2,"ZARQANI, TARIQ",1970\n3,,1980\n'


@pytest.fixture
def table(tmp_path):
    """Write the list "harbour", and return its path."""

    def table(text: str) -> str:
        (tmp_path / "harbour.csv").write_text(text)
        return str(tmp_path / "harbour.csv")

    return table


def test_a_list_is_previewed_accepted_by_its_digest_undone_and_shown(give, table):  # noqa: F811
    assert "is in force; everyone" in give("lists", "accept", table(FIRST), "--dated", "2026-01-01")[2]
    status, out, err = give("lists", "preview", table(SECOND))
    assert status == 0  # what is wrong with a row is a finding
    assert "harbour:1 birth_dates: - 1950; + 1951" in out
    assert "1 numbers were given to somebody else" in out
    assert "LIST-ROW at line 4: an id and a name are needed. A row or line cannot be read" in err
    told = json.loads(give("lists", "preview", table(SECOND), "--json")[1])
    assert (told["added"], told["removed"], told["reused"]) == (["harbour:2"], ["harbour:2"], ["harbour:2"])
    assert told["changed"] == {"harbour:1": {"birth_dates": {"gone": ["1950"], "came": ["1951"]}}}
    status, _, err = give("lists", "accept", table(SECOND.replace("1951", "1952")), "--digest", told["digest"])
    assert (status, "not the edition that was previewed" in err) == (2, True)
    assert "is in force; everyone" in give("lists", "accept", table(SECOND), "--digest", told["digest"])[2]
    assert "nothing was undone; say --yes" in give("lists", "undo", "harbour")[2]
    assert "harbour of 2026-01-01, with 2 entries, is in force again" in give("lists", "undo", "harbour", "--yes")[2]
    newest, former = (json.loads(line) for line in give("lists", "show", "--json")[1].splitlines())
    assert (newest["in_force"], newest["undone_at"] is None, former["in_force"], former["screened"]) == (False, False, True, True)
    assert give("lists", "undo", "harbour", "--yes")[0] == 2


def test_terms_are_set_and_an_expired_list_is_told(give, table):  # noqa: F811
    give("lists", "accept", table(FIRST), "--dated", "2026-01-01")
    words = ("--owner", "Port", "--handling", "restricted", "--visible-to", "secondary", "supervisor", "--valid-days", "10")
    assert give("lists", "terms", "harbour", *words)[2] == "the terms of harbour are set"
    held = json.loads(give("lists", "show", "--json")[1])
    assert (held["owner"], held["handling"], held["visible_to"]) == ("Port", "restricted", ["secondary", "supervisor"])
    assert (held["expires"], held["expired"], held["screened"]) == ("2026-01-11", True, True)
    assert "harbour expired on 2026-01-11; people are still screened by it" in give("lists", "show")[2]
    give("lists", "terms", "harbour", "--stop-when-expired")
    assert "it is no longer screened by: import a newer edition" in give("lists", "show")[2]
    give("lists", "terms", "harbour", "--never-expires", "--everyone")
    held = json.loads(give("lists", "show", "--json")[1])
    assert (held["expires"], held["visible_to"], held["owner"], held["stop_when_expired"]) == (None, [], "Port", True)


def test_a_file_that_may_be_cut_off_is_accepted_only_when_it_is_said_to_have_shrunk(give, table):  # noqa: F811
    rows = [f"{number},Basil Quill {number},1950" for number in range(20)]
    give("lists", "accept", table("\n".join(["id,name,birth_dates", *rows])))
    cut = table("\n".join(["id,name,birth_dates", *rows[:5]]))
    for words in (("accept", cut), ("import", cut, "--yes")):
        status, _, err = give("lists", *words)
        assert (status, "15 of 20 entries would go; the file may be cut off" in err) == (2, True)
    assert "is in force; everyone" in give("lists", "accept", cut, "--shrunk")[2]


def test_terms_may_be_set_before_the_first_edition(give, table):  # noqa: F811
    assert give("lists", "terms", "harbour", "--visible-to", "secondary", "--valid-days", "3")[0] == 0
    give("lists", "accept", table(FIRST), "--dated", "2026-01-01")
    held = json.loads(give("lists", "show", "--json")[1])
    assert (held["visible_to"], held["expires"]) == (["secondary"], "2026-01-04")
    give("lists", "terms", "sltd", "--owner", "National Central Bureau")


REFUSED = {
    "a role that is none": (("terms", "harbour", "--visible-to", "king"), "there is no role king"),
    "days before the list": (("terms", "harbour", "--valid-days", "-1"), "--valid-days must not be negative"),
    "nothing to undo": (("undo", "nowhere", "--yes"), "no edition of a list nowhere is in force"),
    "nothing to preview": (("preview", "/nowhere.csv"), "there is no such file or folder"),
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused(give, words, sentence):  # noqa: F811
    status, _, err = give("lists", *words)
    assert (status, sentence in err, "Traceback" in err) == (2, True, False)
