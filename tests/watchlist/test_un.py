"""The consolidated list of the United Nations: what an individual becomes, and XML that is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"


@pytest.fixture(scope="module")
def edition():
    (edition,) = watchlist.load(CASES / "un.xml", dated=date(2020, 1, 1))
    return edition


def test_individuals_are_read_whole(edition):
    assert edition.entries == (
        Entry(
            ref="un:TLi.001",
            names=(
                Name("TARIQ YUSUF HASAN ZARQANI"),
                Name("طارق الزرقاني", "good"),
                Name("Tarek Zarkani", "good"),
                Name("Abu Yusuf", "good"),
                Name("The Clockmaker", "low"),
            ),
            birth_dates=(
                BirthDate(PartialDate(1970, 5, 9)),
                BirthDate(PartialDate(1971), circa=True),
                BirthDate(PartialDate(1968), PartialDate(1972)),
            ),
            nationalities=("JOR",),
            sex="M",
            documents=(ListedDocument("K0011223", "JOR"), ListedDocument("970 100", None, "I")),
            birth_places=("Zarqa, Jordan",),
            addresses=("Lamp Street 3, Irbid, Jordan",),
            programmes=("Testland",),
            remarks="Invented for a test.",
        ),
        Entry(ref="un:TLi.002", names=(Name("WILMA OAKENSHIELD"),)),
    )


def test_the_day_is_the_one_the_list_gives_and_entities_are_counted(edition):
    assert (edition.source.id, edition.dated, edition.others) == ("un", date(2026, 4, 30), 1)


def test_every_faulty_individual_is_told_by_its_place(edition):
    needed = "a REFERENCE_NUMBER and a name are needed"
    assert edition.faults == (
        Fault("LIST-BIRTH-DATE", "INDIVIDUAL 1, INDIVIDUAL_DATE_OF_BIRTH", "it holds no date", Severity.WARNING),
        Fault("LIST-COUNTRY", "INDIVIDUAL 1, NATIONALITY", "not a known country", Severity.WARNING),
        Fault("LIST-ROW", "INDIVIDUAL 3", needed),
        Fault("LIST-ROW", "INDIVIDUAL 4", needed),
        Fault("LIST-ROW-TWICE", "INDIVIDUAL 5", "this REFERENCE_NUMBER stands twice"),
    )


def test_a_list_that_does_not_say_its_day_has_the_one_the_importer_knew(tmp_path):
    (tmp_path / "un.xml").write_text('<CONSOLIDATED_LIST dateGenerated="soon"/>')
    (edition,) = watchlist.load(tmp_path / "un.xml", dated=date(2026, 5, 1))
    assert (edition.dated, edition.entries) == (date(2026, 5, 1), ())


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
REFUSED = {
    "a document type": ("<!DOCTYPE CONSOLIDATED_LIST><CONSOLIDATED_LIST/>", "declares a document type or an entity"),
    "a document type elsewhere": (
        '<!DOCTYPE CONSOLIDATED_LIST SYSTEM "http://example.invalid/un.dtd"><CONSOLIDATED_LIST/>',
        "declares a document type or an entity",
    ),
    "an entity that reads a file": (
        '<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY x SYSTEM "file:///etc/hostname">]><CONSOLIDATED_LIST>&x;</CONSOLIDATED_LIST>',
        "declares a document type or an entity",
    ),
    "entities that grow without end": (
        f'<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY l0 "LISTED">{BOMB}]><CONSOLIDATED_LIST>&l9;</CONSOLIDATED_LIST>',
        "declares a document type or an entity",
    ),
    "an entity that nobody declared": ("<CONSOLIDATED_LIST>&x;</CONSOLIDATED_LIST>", "not readable as XML (undefined entity"),
    "cut off": ("<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>", "not readable as XML (no element found"),
    "an encoding that there is not": (
        '<?xml version="1.0" encoding="x-none"?><CONSOLIDATED_LIST/>',
        "not readable as XML (unknown encoding",
    ),
    "an encoding that is not supported": (
        '<?xml version="1.0" encoding="gb2312"?><CONSOLIDATED_LIST/>',
        "not readable as XML (multi-byte encodings are not supported)",
    ),
    "another list": ("<sanctions/>", "XML that begins with sanctions; no watchlist format that Preclear knows"),
}


@pytest.mark.parametrize(("xml", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_is_refused(tmp_path, xml, sentence):
    (tmp_path / "un.xml").write_text(xml)
    with pytest.raises(SourceError) as refused:
        watchlist.load(tmp_path / "un.xml")
    assert str(refused.value).startswith(f"{tmp_path / 'un.xml'}: {sentence}")


def test_elements_nested_without_end_are_no_trouble(tmp_path):
    (tmp_path / "un.xml").write_text(f"<CONSOLIDATED_LIST>{'<a>' * 50_000}{'</a>' * 50_000}</CONSOLIDATED_LIST>")
    (edition,) = watchlist.load(tmp_path / "un.xml")
    assert edition.entries == ()


ODD = """<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>TARIQ</FIRST_NAME><REFERENCE_NUMBER>TLi.9</REFERENCE_NUMBER>
<DESIGNATION><VALUE>Clockmaker</VALUE></DESIGNATION><COMMENTS1>Invented.</COMMENTS1>
<NATIONALITY><VALUE>Jordan</VALUE><VALUE>Russian Federation</VALUE></NATIONALITY>
<NAME_ORIGINAL_SCRIPT>طارق</NAME_ORIGINAL_SCRIPT><NAME_ORIGINAL_SCRIPT>Тарик</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Jin Tiesan (金铁三); Kim b) Kym</ALIAS_NAME>
<DATE_OF_BIRTH>1969-02-05</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Sever</ALIAS_NAME><NOTE>original script: Север</NOTE></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>circa 1968</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>as he says himself</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>
<NUMBER>Congo service passport number SA0020249</NUMBER></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT2>National Identification Number</TYPE_OF_DOCUMENT2>
<NUMBER>NI 12</NUMBER><COUNTRY_OF_ISSUE>Mali</COUNTRY_OF_ISSUE></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"""


def test_what_the_list_writes_in_other_places_is_found(tmp_path):
    (tmp_path / "un.xml").write_text(ODD, encoding="utf-8")
    (edition,) = watchlist.load(tmp_path / "un.xml")
    assert edition.entries == (
        Entry(
            ref="un:TLi.9",
            names=(
                Name("TARIQ"),
                Name("طارق", "good"),
                Name("Тарик", "good"),
                Name("Jin Tiesan", "good"),
                Name("金铁三", "good"),
                Name("Kim", "good"),
                Name("Kym", "good"),
                Name("Sever", "low"),
                Name("Север", "low"),
            ),
            birth_dates=(BirthDate(PartialDate(1968), circa=True), BirthDate(PartialDate(1969, 2, 5))),
            nationalities=("JOR", "RUS"),
            documents=(ListedDocument("SA0020249", "COG"), ListedDocument("NI 12", "MLI", "I")),
            remarks="Clockmaker; Invented.",
        ),
    )
    assert [(fault.code, fault.where) for fault in edition.faults] == [("LIST-BIRTH-DATE", "INDIVIDUAL 1, INDIVIDUAL_DATE_OF_BIRTH")]
