"""Whatever a list file holds, reading it gives an edition with faults or a ``SourceError``, and nothing else."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from preclear import watchlist
from preclear.errors import SourceError
from preclear.watchlist import file

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"
EXAMPLES = Path(__file__).parents[2] / "docs/examples"
FILES = {
    path.name: path.read_bytes()
    for path in sorted([*CASES.glob("*.*"), CASES / "ofac/sdn.csv", EXAMPLES / "mapping.toml"])
    if path.is_file()
}
TABLE = (EXAMPLES / "harbour.csv").read_bytes()  # what the mapping is about

WORDS = [
    b'"', b";", b"\t", b"<", b"</", b"&x;", b"-0- ", b"\x00", b"\xff", b"9" * 20, b"<!DOCTYPE a>", "٣".encode(), b"\r", b"\\ud800", b"{",
]  # fmt: skip
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("cut"), st.integers(0, 1 << 16), st.integers(1, 400)),
        st.tuples(st.just("twice"), st.integers(0, 1 << 16), st.integers(1, 400)),
        st.tuples(st.just("put"), st.integers(0, 1 << 16), st.binary(min_size=1, max_size=12)),
        st.tuples(st.just("word"), st.integers(0, 1 << 16), st.sampled_from(WORDS)),
        st.tuples(st.just("end"), st.integers(0, 1 << 16), st.none()),
    ),
    min_size=1,
    max_size=6,
)


def edited(raw: bytes, edits: list[tuple[str, int, object]]) -> bytes:
    for kind, place, what in edits:
        at = place % (len(raw) + 1)
        match kind:
            case "cut":
                raw = raw[:at] + raw[at + what :]
            case "twice":
                raw = raw[:at] + raw[at : at + what] + raw[at:]
            case "end":
                raw = raw[:at]
            case _:
                raw = raw[:at] + what + raw[at:]
    return raw


def loaded(name: str, raw: bytes, **beside: bytes) -> tuple[watchlist.Edition, ...]:
    with tempfile.TemporaryDirectory() as folder:
        for other, content in {name: raw, **beside}.items():
            (Path(folder) / other.replace("__", ".")).write_bytes(content)
        try:
            return watchlist.load(Path(folder) / name)
        except SourceError:
            return ()


@pytest.mark.parametrize("name", FILES)
@given(edits=EDITS)
@example(edits=[("word", 177, b"99999999999999999999")])  # a month beyond any number
def test_a_file_that_was_damaged_is_read_or_refused(name, edits):
    for edition in loaded(name, edited(FILES[name], edits), harbour__csv=TABLE):
        assert len({entry.ref for entry in edition.entries}) == len(edition.entries)
        assert all(entry.names or entry.documents for entry in edition.entries)
        assert all(fault.code in watchlist.FAULTS and fault.where for fault in edition.faults)


@given(raw=st.binary(max_size=400), name=st.sampled_from(["list.csv", "list.xml", "list.json", "dpl.txt", "sdn.csv", "list.toml"]))
def test_bytes_that_mean_nothing_are_read_or_refused(raw, name):
    loaded(name, raw)


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".toml")])
@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_another_encoding_is_read_or_refused(name, encoding):
    text = FILES[name].decode("utf-8", errors="replace")
    loaded(name, text.encode(encoding, errors="replace"))


def test_a_huge_field_costs_a_sentence():
    header = b"id,name\n"
    assert loaded("list.csv", header + b'1,"' + b"A" * 300_000 + b'"\n') == ()


def test_a_packed_file_that_grows_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(file, "LARGEST_BYTES", 1000)
    (tmp_path / "list.csv.gz").write_bytes(gzip.compress(b"id,name\n" + b"1,A\n" * 1000))
    with pytest.raises(SourceError, match="unpacks to more than 1,000 bytes, which no list has"):
        watchlist.load(tmp_path / "list.csv.gz")


HEADER = "id,name,family_name,given_names,aliases,birth_dates,nationalities,sex,documents\n"
FULL = "{},Basil Quill,Quill,Basil,Quill,1950,CAN,M,CAN/C{}\n"
OPEN = {  # a table in which somebody could be lost, and in which nobody is
    "a row in the middle of a cell": (HEADER + FULL.format(1, 1) + '2,"Wilma\n' + FULL.format(3, 3) + FULL.format(4, 4) + '5,"Ann\n', True),
    "the next row alone": (HEADER + '1,Basil,Quill,"Basil,,,,,\n2,Wilma,Oak,Wilma",,,,,\n', True),
    "the rest of one and the beginning of the next": (HEADER + '1,Basil,Quill,Basil,,"1950,,,\n2,Wilma",Oak,Wilma,,,,,\n', True),
    "a narrow table": ('id,name\n1,"Basil\n2,Wilma\n3,Ann"\n', True),
    "a cell of several lines": (HEADER + '1,"Basil\nQuill",Quill,Basil,,,,,\n', False),
    "a cell of several lines with commas": ('id,name,aliases\n1,"Quill,\nBasil",Ann\n', False),
}


@pytest.mark.parametrize(("text", "lost"), OPEN.values(), ids=OPEN)
def test_a_quotation_mark_that_is_not_closed_swallows_nobody(tmp_path, text, lost):
    (tmp_path / "list.csv").write_text(text)
    if lost:
        with pytest.raises(SourceError, match=r"not closed; mend the line|not readable as CSV"):
            watchlist.load(tmp_path / "list.csv")
    else:
        (edition,) = watchlist.load(tmp_path / "list.csv")
        assert len(edition.entries) == 1
