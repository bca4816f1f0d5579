"""The register of other systems, as an operator keeps it."""

import io
import json
import sys

import psycopg
import pytest

from preclear import cli
from preclear.store import keys


def test_a_system_is_added_gets_keys_and_is_closed(monkeypatch, capsys, database_url, tmp_path):
    for name, value in {"DATABASE_URL": database_url, "DATA_FOLDER": str(tmp_path / "data")}.items():
        monkeypatch.setenv(f"PRECLEAR_{name}", value)

    def give(*words):
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as left:
            cli.main(["systems", *words])
        out, err = capsys.readouterr()
        return left.value.code, out.strip(), " ".join(err.split())

    code, first, said = give("add", "police", "--name", "Police", "--kinds", "identity", "--kinds", "document", "--severest", "1")
    assert (code, len(first)) == (0, 43)
    assert "cannot be shown again" in said
    assert give("add", "police", "--name", "Again")[0] == 2
    assert give("add", "Police!", "--name", "Wrong")[0] == 2
    _, second, _ = give("key", "police", "--label", "second")
    assert give("revoke", "police", "first")[0] == 0
    assert give("revoke", "police", "first")[0] == 2
    (listed,) = [json.loads(line) for line in give("list", "--json")[1].splitlines()]
    assert {name: listed[name] for name in ("id", "kinds", "severest", "per_minute", "keys", "hits")} == {
        "id": "police", "kinds": ["identity", "document"], "severest": 1, "per_minute": 60, "keys": 1, "hits": 0,
    }  # fmt: skip
    assert "Police" in give("list")[1]
    assert give("close", "police")[0] == 0
    assert give("key", "police", "--label", "third")[0] == 2
    with psycopg.connect(database_url) as db:
        assert db.execute("SELECT count(*) FROM outside_key WHERE revoked_at IS NULL").fetchone() == (0,)
        kept = db.execute("SELECT detail::text FROM event WHERE kind LIKE 'system.%'").fetchall()
        assert not any(key in detail for (detail,) in kept for key in (first, second))
        assert keys.KEY_BYTES == 32
