"""What stands in the tree for an event: made again from event and salt, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from preclear.audit import Event
from preclear.audit.commitment import commit, content
from preclear.audit.tree import ProofError

AT = datetime(2026, 11, 24, 22, 0, 0, 5, tzinfo=UTC)
EVENT = Event("record.read", "officer:3", "traveller:41", "the work of a case", {"page": "traveller", "n": 1})
SALT = bytes(range(32))


def test_the_content_is_canonical() -> None:
    assert content(EVENT, AT) == (
        b'{"actor":"officer:3","at":"2026-11-24T22:00:00.000005+00:00","detail":{"n":1,"page":"traveller"},"kind":"record.read",'
        b'"purpose":"the work of a case","subject":"traveller:41"}'
    )
    elsewhere = AT.astimezone(timezone(timedelta(hours=-5)))
    assert content(replace(EVENT, detail={"n": 1.0, "page": "traveller"}), elsewhere) == content(EVENT, AT)


def test_whatever_changes_makes_another_commitment() -> None:
    others = [content(replace(EVENT, **{field: "other"}), AT) for field in ("actor", "subject", "purpose")]
    others += [
        content(replace(EVENT, detail={}), AT),
        content(EVENT, AT + timedelta(microseconds=1)),
        content(replace(EVENT, kind="raw.opened"), AT),
    ]
    made = [commit(each, SALT) for each in (content(EVENT, AT), *others)]
    made.append(commit(content(EVENT, AT), bytes(32)))
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_that_is_none(salt: bytes) -> None:
    with pytest.raises(ProofError):
        commit(b"", salt)
