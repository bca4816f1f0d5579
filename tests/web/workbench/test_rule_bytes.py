"""Rules as files and rules in the workbench are the same thing: every byte of a file that nobody changed stays, whatever wrote it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import rules as room
from preclear.store import rules
from preclear.store.rules import Version
from preclear.web.workbench.rules import _bytes, _text

PLAIN = room.whole()["minor-alone"]
ODD = b"# kept by the unit   \n\n\n" + PLAIN.replace(b" = ", b"   =\t", 3) + b"\n   # the end, without an end of line"
FORMS = {
    "comments and odd spacing": ODD,
    "ends of lines as Windows has them": ODD.replace(b"\n", b"\r\n"),
    "both ends of lines": b"# one\r\n# two\n" + ODD,
    "a mark before the first letter": b"\xef\xbb\xbf" + ODD,
    "a mark and ends as Windows has them": b"\xef\xbb\xbf" + ODD.replace(b"\n", b"\r\n"),
    "empty lines at the end": ODD + b"\n\n\r\n\n",
}


def version(content: bytes) -> Version:
    return Version(
        id=1, rule="odd", number=1, content=content, digest="", origin="files", written_by="files", written_at=datetime.now(UTC), why="",
        state="in_force",
    )  # fmt: skip


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_a_file_comes_in_and_goes_out_byte_for_byte(node, content: bytes):
    assert room.read(content, "odd.toml").title == room.read(PLAIN, "odd.toml").title
    with node.pool.connection() as db:
        assert rules.take_in(db, {**room.whole(), "odd": content}, now=datetime.now(UTC), own=False).started == ("odd",)
        (held,) = [one for one in rules.in_state(db, "in_force") if one.rule == "odd"]
    assert held.content == content


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_what_the_editor_sends_back_unchanged_is_the_same_file(content: bytes):
    sent = _text(content).replace("\r\n", "\n")  # what a browser makes of ends of lines
    assert _bytes(sent, version(content)) == content


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_a_line_that_changes_changes_no_other(content: bytes):
    sent = _text(content).replace("\r\n", "\n").replace("# kept by the unit", "# kept by unit 7")
    assert _bytes(sent, version(content)) == content.replace(b"# kept by the unit", b"# kept by unit 7")


@given(st.lists(st.tuples(st.sampled_from(["", "a = 1", "# x", "é"]), st.sampled_from([b"\n", b"\r\n"]))), st.booleans())
def test_any_file_stays_as_it_was(lines: list[tuple[str, bytes]], mark: bool):
    content = b"\xef\xbb\xbf" * mark + b"".join(text.encode() + end for text, end in lines)
    assert _bytes(_text(content).replace("\r\n", "\n"), version(content)) == content
