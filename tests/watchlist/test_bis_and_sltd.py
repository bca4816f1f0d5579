"""Denied persons, who have no identifiers, and stolen and lost documents, which have no names."""

from __future__ import annotations

from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError
from preclear.manifest import Fault, Severity
from preclear.watchlist import Entry, ListedDocument, Name

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"


def test_denied_persons_are_known_by_a_digest_and_companies_are_counted():
    (edition,) = watchlist.load(CASES / "dpl.txt")
    assert edition.entries == (
        Entry(
            ref="bis:96b31def39f8",
            names=(Name("BASIL QUILLFEATHER, JR."),),
            addresses=("INK LANE 1, EL PASO, TX, 79905, US",),
            programmes=("87 F.R. 1",),
            remarks="denied from 08/24/2022, to 01/14/2026; F.R. NOTICE ADDED",
        ),
        Entry(
            ref="bis:d29adcfa34df",
            names=(Name("OAKENSHIELD, WILMA", "primary", "OAKENSHIELD", "WILMA"),),
            addresses=("INK LANE 2, EL PASO, TX, 79905",),
            remarks="denied from 08/24/2022",
        ),
    )
    assert (edition.source.id, edition.others) == ("bis", 1)
    assert edition.faults == (
        Fault("LIST-ROW-TWICE", "line 5", "the same row stands further up"),
        Fault("LIST-ROW", "line 6", "2 columns; a name and 12 columns are needed"),
        Fault("LIST-ROW", "line 7", "12 columns; a name and 12 columns are needed"),
    )


def test_the_digest_of_a_row_depends_on_nothing_but_the_row(tmp_path):
    header, first, second, *_ = (CASES / "dpl.txt").read_text().splitlines()
    (tmp_path / "dpl.txt").write_text(f"{header}\n{second}\n{first}")
    (edition,) = watchlist.load(tmp_path / "dpl.txt")
    assert [entry.ref for entry in edition.entries] == ["bis:d29adcfa34df", "bis:96b31def39f8"]


def test_documents_are_entries_without_a_name():
    (edition,) = watchlist.load(CASES / "sltd.csv")
    assert edition.entries == (
        Entry(
            ref="sltd:JOR-K0011223",
            names=(),
            documents=(ListedDocument("K 00-11223", "JOR"),),
            programmes=("stolen",),
            remarks="reported 2026-01-02",
        ),
        Entry(ref="sltd:JOR-970100-I", names=(), documents=(ListedDocument("970100", "JOR", "I"),), programmes=("lost",)),
        Entry(ref="sltd:XXX-D1234567", names=(), documents=(ListedDocument("D1234567"),), programmes=("stolen",)),
    )
    assert edition.source.visible_to == ("secondary", "supervisor")
    assert edition.faults == (
        Fault("LIST-ROW-TWICE", "line 4", "this document stands further up"),
        Fault("LIST-ROW", "line 5, number", "a number is needed"),
        Fault("LIST-COUNTRY", "line 6, issuer", "not a known country", Severity.WARNING),
    )


def test_a_header_of_denied_persons_must_be_whole(tmp_path):
    (tmp_path / "dpl.txt").write_text('"Name"\t"City"\t"Effective_Date_Of"\nX\tY\tZ\n')
    with pytest.raises(SourceError, match="the header lacks Effective_Date; fetch"):
        watchlist.load(tmp_path / "dpl.txt")
