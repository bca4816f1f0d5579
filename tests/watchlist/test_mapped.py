"""A table in columns of somebody's own, read by a mapping file; and mappings that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name, Source

EXAMPLE = Path(__file__).parents[2] / "docs/examples"

MAPPING = """
prefix = "port"
file = "wanted.csv"
title = "Port authority, wanted"
owner = "Port authority (fictional)"
legal_basis = "Port Act, section 4"
handling = "restricted"
visible_to = ["secondary"]
valid_days = 14
encoding = "cp1252"
delimiter = ";"
skip_lines = 1
separator = "|"
dates = ["%d.%m.%Y", "%m.%Y", "%Y"]
sexes = {h = "M", d = "F"}
constants = {nationalities = "CAN", programmes = "port", remarks = "kept by hand"}
only = {column = "Kind", values = ["person"]}

[columns]
id = "No"
family_name = "Surname"
given_names = ["First", "Second"]
aliases = "Also"
weak_aliases = "Called"
original_script = "Script"
birth_dates = "Born"
sex = "Sex"
birth_places = "Birthplace"

[[documents]]
number = "Passport"
issuer = "From"

[[documents]]
number = "Card"
type = "I"
issued_by = "Canada"
"""
HEADER = "No;Kind;Surname;First;Second;Also;Called;Script;Born;Sex;Birthplace;Passport;From;Card"


@pytest.fixture
def table(tmp_path):
    """Write the mapping and a table of some rows; return the path of the mapping."""

    def table(*rows: str, mapping: str = MAPPING) -> Path:
        (tmp_path / "wanted.csv").write_bytes("\r\n".join(("Wanted, as of today", HEADER, *rows)).encode("cp1252"))
        (tmp_path / "wanted.toml").write_text(mapping, encoding="utf-8")
        return tmp_path / "wanted.toml"

    return table


def test_a_row_is_read_as_the_mapping_says(table):
    row = "7;person;Væstergaard;Ingeborg;Anna;Vestergaard, Inge|Inga V.;Ice;;07.03.1961|04.1962|1963;d;Nordhavn;D1234567|E7;DNK|France;0703"
    (edition,) = watchlist.load(table(row, "8;ship;Gull;;;;;;;;;;;"))
    assert edition.entries == (
        Entry(
            ref="port:7",
            names=(
                Name("Væstergaard, Ingeborg Anna", "primary", "Væstergaard", "Ingeborg Anna"),
                Name("Vestergaard, Inge", "good", "Vestergaard", "Inge"),
                Name("Inga V.", "good"),
                Name("Ice", "low"),
            ),
            birth_dates=(BirthDate(PartialDate(1961, 3, 7)), BirthDate(PartialDate(1962, 4)), BirthDate(PartialDate(1963))),
            nationalities=("CAN",),
            sex="F",
            documents=(ListedDocument("D1234567", "DNK"), ListedDocument("E7", "FRA"), ListedDocument("0703", "CAN", "I")),
            birth_places=("Nordhavn",),
            programmes=("port",),
            remarks="kept by hand",
        ),
    )
    assert edition.source == Source(
        "port", "Port authority, wanted", "Port authority (fictional)", "Port Act, section 4", "restricted", ("secondary",), 14
    )
    assert (edition.others, edition.faults) == (1, ())


def test_faulty_cells_are_told_by_line_and_column(table):
    rows = (
        "7;person;Zarkani;Tarik;;;;;1970-05-09;x1;;K1;Testland;",
        ";person;Nobody;;;;;;;;;;;",
        "9;person;;;;;;;;;;;;",
        "7;person;Twice;;;;;;;;;;;",
    )
    (edition,) = watchlist.load(table(*rows))
    assert edition.faults == (
        Fault("LIST-COUNTRY", "line 3, From", "not a known country", Severity.WARNING),
        Fault("LIST-BIRTH-DATE", "line 3, Born", "not in a format that the mapping names", Severity.WARNING),
        Fault("LIST-SEX", "line 3, Sex", "not M, F or X, and not in sexes", Severity.WARNING),
        Fault("LIST-ROW", "line 4", "an id, and a name or a document, are needed"),
        Fault("LIST-ROW", "line 5", "an id, and a name or a document, are needed"),
        Fault("LIST-ROW-TWICE", "line 6", "this id stands in an earlier row"),
    )
    assert [entry.ref for entry in edition.entries] == ["port:7"]


def test_in_a_folder_the_table_is_read_by_its_mapping_alone(table):
    path = table("7;person;Zarkani;Tarik;;;;;;;;;;")
    assert [edition.source.id for edition in watchlist.load(path.parent)] == ["port"]


def test_the_example_of_the_documentation_is_read():
    (edition,) = watchlist.load(EXAMPLE / "mapping.toml")
    assert [entry.ref for entry in edition.entries] == ["harbour:17", "harbour:18"]
    assert edition.faults == ()


REFUSED = {  # what stands in the mapping, what instead: why it is refused
    "a key that there is not": ('title = "', 'titel = "', "no mapping file (Object contains unknown field `titel`)"),
    "no columns": ("[columns]", "[column]", "no mapping file (Object"),
    "not TOML": ('prefix = "port"', "prefix = port", "no mapping file (Invalid value"),
    "a prefix that breaks references": ('"port"', '"a:b"', "prefix must be small letters"),
    "a table elsewhere": ('"wanted.csv"', '"../wanted.csv"', "file must be the name of a file beside the mapping"),
    "a delimiter of two": ('";"', '";;"', "delimiter must be one character"),
    "a sex that is none": ('h = "M"', 'h = "H"', "sexes must be M, F or X"),
    "a constant that is none": ("nationalities = ", "names = ", "constants may be nationalities"),
    "an encoding that there is not": ('"cp1252"', '"x-none"', "there is no encoding x-none"),
    "a column that is not there": ('"Surname"', '"Family"', "the header lacks Family, which wanted.toml names"),
    "another encoding": ('"cp1252"', '"utf-8"', "byte 119 is not UTF-8"),
}


@pytest.mark.parametrize(("there", "instead", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_mapping_that_does_not_fit_is_refused(table, there, instead, sentence):
    with pytest.raises(SourceError) as refused:
        watchlist.load(table("7;person;Væstergaard;Tarik;;;;;;;;;;", mapping=MAPPING.replace(there, instead, 1)))
    assert sentence in str(refused.value)
