"""``preclear rules lots`` and ``drawn``."""

from __future__ import annotations

import json
from datetime import date

import pytest

from preclear import cli
from preclear.rules.selection import seed as seed_of


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    return left.value.code


@pytest.fixture
def key_file(tmp_path):
    file = tmp_path / "selection.key"
    file.write_bytes(bytes(range(32)))
    file.chmod(0o600)
    return file


def test_a_year_is_made_known_and_a_month_told_when_it_is_over(capfd, key_file):
    assert run("rules", "lots", str(key_file)) == 0
    known = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert len({each["month"] for each in known}) == len({each["commitment"] for each in known}) == 12
    assert run("rules", "lots", str(key_file), "--tell", known[0]["month"]) != 0
    assert "not over" in capfd.readouterr().err
    assert run("rules", "lots", str(key_file), "--tell", "2020-05") == 0
    told = json.loads(capfd.readouterr().out)
    voyage, person = "XX420/2020-05-01/YVR/SEA", "key 1"
    lot = seed_of(bytes(range(32)), date(2020, 5, 1)).lot(voyage, person)
    words = ("rules", "drawn", told["seed"], told["commitment"], "--voyage", voyage, "--traveller", person, "--rule", "r")
    assert run(*words, "--chance", str(lot.draw("r") + 0.001)) == 0
    assert run(*words, "--chance", str(lot.draw("r") - 0.001)) == 1
    assert run("rules", "drawn", "00", *words[3:], "--chance", "0.5") not in (0, 1)


@pytest.mark.parametrize(("content", "mode", "sentence"), [(b"short", 0o600, "32 bytes or more"), (bytes(32), 0o644, "only its owner")])
def test_a_key_that_is_none_is_refused(capfd, tmp_path, content, mode, sentence):
    file = tmp_path / "selection.key"
    file.write_bytes(content)
    file.chmod(mode)
    assert run("rules", "lots", str(file)) != 0
    assert sentence in capfd.readouterr().err
