"""Answers as teletype text: short lines that a reader puts together again."""

from datetime import UTC, datetime

import pytest

from preclear import messages
from preclear.errors import PreclearError
from preclear.messages import Profile, cusres, teletype
from tests.messages.test_cusres import REPLY

NOW = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


def test_what_was_broken_into_lines_is_read_as_it_was():
    said = cusres.write(REPLY)
    wrapped = teletype.wrap(said, address="YVRAPXX", origin="WASPCUS", at=NOW)
    assert max(map(len, wrapped.splitlines())) <= 63
    assert wrapped.startswith(b"QU YVRAPXX\r\n.WASPCUS 011230\r\nUNA")
    assert messages.read(wrapped).messages[0].answers == messages.read(said).messages[0].answers


@pytest.mark.parametrize("address", ["", "YVR", "YVRAPXXX", "yvrapxx", "YVR PXX"])
def test_an_address_that_is_none(address):
    with pytest.raises(PreclearError):
        teletype.check_address(address)


def test_both_addresses_are_told_or_none():
    assert Profile(teletype_address="YVRAPXX", teletype_origin="WASPCUS").teletype_address == "YVRAPXX"
    with pytest.raises(PreclearError):
        Profile(teletype_address="YVRAPXX")
