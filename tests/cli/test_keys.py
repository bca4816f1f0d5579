"""The node's own keys replaced, as an operator does it."""

import pytest

from preclear import cli


@pytest.fixture
def give(monkeypatch, capsys, database_url, tmp_path):
    """Give a command; return exit status and standard output."""
    for name, value in {"DATABASE_URL": database_url, "DATA_FOLDER": str(tmp_path / "data")}.items():
        monkeypatch.setenv(f"PRECLEAR_{name}", value)

    def give(*words):
        with pytest.raises(SystemExit) as left:
            cli.main(words)
        return left.value.code, capsys.readouterr().out

    return give


def test_a_log_holds_across_a_rotation_by_the_former_key_alone(give):
    former = give("audit", "key")[1].strip()
    assert give("audit", "checkpoint")[0] in {0, 2}
    assert give("keys", "rotate", "audit")[0] == 0
    now = give("audit", "key")[1].strip()
    assert now != former
    assert give("audit", "checkpoint")[0] == 0
    assert give("audit", "verify")[0] == 0
    assert give("audit", "verify", "--key", former)[0] == 0
    assert "TO node;" in give("database", "roles", "--login", "node")[1]
