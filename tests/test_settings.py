from dataclasses import fields
from pathlib import Path

import pytest

from preclear import settings
from preclear.errors import SettingsError
from preclear.settings import Settings


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def file(text):
        (tmp_path / "preclear.toml").write_text(text)
        return tmp_path / "preclear.toml"

    return file


def test_without_a_file_the_defaults_hold(file):
    assert settings.load(environment={}) == Settings()


def test_a_file_in_the_working_folder_is_taken_and_a_variable_goes_before_it(file):
    file('port = 9000\ndemo = true\ndata_folder = "/srv/preclear"\n')
    said = settings.load(environment={"PRECLEAR_PORT": "9001", "PATH": "/bin", "PRECLEAR_TEST_DATABASE_URL": "x"})
    assert said == Settings(port=9001, demo=True, data_folder=Path("/srv/preclear"))


def test_a_file_may_be_named(file, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text("port = 1\n")
    file("port = 2\n")
    assert settings.load(other, environment={}).port == 1
    assert settings.load(environment={"PRECLEAR_SETTINGS": str(other)}).port == 1


def test_an_empty_variable_is_not_set(file):
    assert settings.load(environment={"PRECLEAR_DATABASE_URL": ""}).database_url is None


def test_a_folder_of_policy_takes_the_place_of_what_it_holds_and_of_nothing_else(tmp_path):
    with pytest.raises(
        SettingsError, match="must be a folder that holds any of disparity, goods, powers, retention, rules, sensitive, weights"
    ):
        Settings(policy_folder=tmp_path)
    (tmp_path / "sensitive").mkdir()
    said = Settings(policy_folder=tmp_path)
    assert (said.policy("sensitive"), said.policy("rules"), Settings().policy("sensitive")) == (tmp_path / "sensitive", None, None)


WORDS = {"true": True, "Yes": True, "1": True, "false": False, "no": False, "0": False}


@pytest.mark.parametrize(("word", "meant"), WORDS.items(), ids=WORDS)
def test_yes_and_no_in_a_variable(file, word, meant):
    assert settings.load(environment={"PRECLEAR_DEMO": word}).demo is meant


WRONG_FILES = {
    "unknown key": ("prot = 1", "unknown key 'prot'"),
    "not TOML": ("port =", "is not TOML"),
    "text for a number": ('port = "x"', "port: must be a whole number"),
    "number for a text": ("host = 1", "host: must be a text"),
    "truth for a number": ("port = true", "port: must be a whole number"),
    "out of bounds": ("port = 70000", "port = 70000: must lie between 0 and 65535"),
    "another database": ('database_url = "mysql://x"', "must begin with postgresql://"),
    "no such level": ('log_level = "loud"', "log_level"),
    "no country": ('party = "us"', "three-letter"),
    "empty folder": ('data_folder = ""', "data_folder: must not be empty"),
}


@pytest.mark.parametrize(("text", "sentence"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_what_does_not_fit_is_refused_with_its_key(file, text, sentence):
    with pytest.raises(SettingsError, match=sentence):
        settings.load(file(text), environment={})


WRONG_VARIABLES = {
    "unknown": {"PRECLEAR_PROT": "1"},
    "no number": {"PRECLEAR_PORT": "x"},
    "neither yes nor no": {"PRECLEAR_DEMO": "perhaps"},
    "a file that is not there": {"PRECLEAR_SETTINGS": "/nowhere.toml"},
}


@pytest.mark.parametrize("environment", WRONG_VARIABLES.values(), ids=WRONG_VARIABLES)
def test_a_wrong_variable_is_refused(file, environment):
    with pytest.raises(SettingsError):
        settings.load(environment=environment)


def test_every_key_is_on_the_page():
    page = settings.reference()
    for key in fields(Settings):
        assert f"| `{key.name}` | `PRECLEAR_{key.name.upper()}` |" in page
        assert key.metadata["words"].endswith(".")
