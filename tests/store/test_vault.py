import base64

import pytest

from preclear.errors import PreclearError, SettingsError
from preclear.store import vault


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "sealing.key"
    vault.make_key(path)
    return path


def test_what_is_sealed_opens_again_and_hides_what_it_holds(key_file):
    sealed = vault.load(key_file).seal(b"UNB+UNOA:4", "XX")
    assert vault.load(key_file).open(sealed, "XX") == b"UNB+UNOA:4"
    assert b"UNOA" not in sealed


def test_the_same_bytes_are_sealed_differently_each_time(key_file):
    chest = vault.load(key_file)
    assert chest.seal(b"a", "XX") != chest.seal(b"a", "XX")


def test_a_changed_bit_or_another_owner_is_found_out(key_file):
    chest = vault.load(key_file)
    sealed = chest.seal(b"UNB", "XX")
    with pytest.raises(PreclearError, match="changed"):
        chest.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "XX")
    with pytest.raises(PreclearError, match="another carrier"):
        chest.open(sealed, "YY")


def test_a_new_key_in_front_leaves_the_old_ones_readable(key_file):
    sealed = vault.load(key_file).seal(b"old", "XX")
    key_file.write_text(base64.b64encode(bytes(32)).decode() + "\n" + key_file.read_text())
    assert vault.load(key_file).open(sealed, "XX") == b"old"
    key_file.write_text(base64.b64encode(bytes(32)).decode())
    with pytest.raises(PreclearError, match="not in the key file"):
        vault.load(key_file).open(sealed, "XX")


def test_a_key_is_its_owners_alone_and_never_replaced(key_file):
    assert key_file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(SettingsError, match="lost"):
        vault.make_key(key_file)
    key_file.chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        vault.load(key_file)


BROKEN = {"empty": b"", "not base64": b"!!!", "too short": base64.b64encode(bytes(16)), "not text": b"\xff\xfe"}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_key_file_is_refused(key_file, content):
    key_file.write_bytes(content)
    with pytest.raises(SettingsError):
        vault.load(key_file)


def test_a_rotated_key_seals_and_those_before_it_still_open(key_file):
    before = vault.load(key_file).seal(b"a list", "XX")
    vault.rotate(key_file)
    vault.rotate(key_file)
    now = vault.load(key_file)
    assert now.open(before, "XX") == b"a list"
    assert now.seal(b"another", "XX")[1:5] != before[1:5]
    assert len(vault.read_keys(key_file)) == 3
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key_file.parent.iterdir()] == [key_file.name]
