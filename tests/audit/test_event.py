import re
from pathlib import Path

import pytest

import preclear
from preclear.audit import KINDS, Event


def test_a_kind_that_nobody_explained_is_refused():
    with pytest.raises(ValueError, match="no such kind"):
        Event("record.seen", "officer:1", "traveller:1")


@pytest.mark.parametrize("kind", ["record.read", "raw.opened"])
@pytest.mark.parametrize("purpose", [None, "", " "])
def test_a_look_needs_a_purpose(kind, purpose):
    with pytest.raises(ValueError, match="needs a purpose"):
        Event(kind, "officer:1", "traveller:1", purpose)


def test_every_kind_is_explained_and_written_somewhere():
    code = "".join(path.read_text() for path in Path(preclear.__file__).parent.rglob("*.py") if path.name != "event.py")
    written = set(re.findall(r'Event\(\s*"([a-z_.]+)"', code))
    assert written == set(KINDS)
    assert all(words.endswith(".") for words in KINDS.values())
