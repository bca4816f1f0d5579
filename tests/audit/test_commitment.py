"""What stands in the tree for an event: made again from event and salt, and from nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from preclear.audit import Event, commitment
from preclear.audit.commitment import commit, content
from preclear.audit.tree import ProofError

AT = datetime(2026, 11, 24, 22, 0, 0, 5, tzinfo=UTC)
EVENT = {
    "kind": "record.read",
    "actor": "officer:3",
    "subject": "traveller:41",
    "purpose": "the work of a case",
    "detail": {"page": "traveller", "n": 1},
}
SALT = bytes(range(32))


def test_the_fields_are_those_of_an_event() -> None:
    assert Event.__slots__ == commitment.FIELDS


def test_the_content_is_canonical() -> None:
    assert content(AT, EVENT) == (
        b'{"actor":"officer:3","at":"2026-11-24T22:00:00.000005+00:00","detail":{"n":1,"page":"traveller"},"kind":"record.read",'
        b'"purpose":"the work of a case","subject":"traveller:41"}'
    )
    elsewhere = AT.astimezone(timezone(timedelta(hours=-5)))
    assert content(elsewhere, EVENT | {"detail": {"n": 1.0, "page": "traveller"}}) == content(AT, EVENT)


def test_a_number_that_has_no_canonical_form_stands_as_text() -> None:
    assert b'"detail":{"n":["9007199254740993"]}' in content(AT, EVENT | {"detail": {"n": [2**53 + 1]}})


def test_whatever_changes_makes_another_commitment() -> None:
    others = [content(AT, EVENT | {field: "other"}) for field in commitment.FIELDS]
    others += [content(AT, EVENT | {"detail": {}}), content(AT + timedelta(microseconds=1), EVENT)]
    made = [commit(each, SALT) for each in (content(AT, EVENT), *others)]
    made.append(commit(content(AT, EVENT), bytes(32)))
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_that_is_none(salt: bytes) -> None:
    with pytest.raises(ProofError):
        commit(b"", salt)
