"""What leaves the node with an officer: for a purpose, recorded, and nothing in it is ever worked out by a spreadsheet."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from pypdf import PdfReader

from preclear.web.workbench.paper import Section, pdf
from preclear.web.workbench.report import harmless, table, workbook

from .conftest import LISTED, QUIET, Person
from .test_pages import browser, said

__all__ = ["browser"]

PURPOSE = "hand-over to the host police"


def exported(desk):
    with desk.node.pool.connection() as db:
        return db.execute("SELECT actor, subject, purpose, detail FROM event WHERE kind = 'record.exported' ORDER BY id").fetchall()


def newest(desk):
    with desk.node.pool.connection() as db:
        return db.execute("SELECT id FROM traveller WHERE family_name = %s ORDER BY id DESC LIMIT 1", [LISTED.family]).fetchone()[0]


def pages_of(made):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]


@pytest.mark.parametrize(("language", "heading"), [("en", "Course"), ("fr", "Parcours")])
def test_a_report_holds_the_evidence_and_says_who_took_it_and_for_what(desk, browser, language, heading):
    desk.send(LISTED, QUIET)
    number = newest(desk)
    officer = browser("secondary")
    answer = officer.client.post(f"/travellers/{number}/report?lang={language}", data={"token": officer.token, "purpose": PURPOSE})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == f'attachment; filename="traveller-{number}.pdf"'  # no name in it
    told = pages_of(answer.content)
    assert all(PURPOSE in page and "Officer Secondary" in page for page in told)
    whole = " ".join(told)
    for word in (LISTED.family, LISTED.number, "northern:", heading):
        assert word in whole
    assert f"page {len(told)} " in told[-1]
    assert exported(desk)[-1] == (f"officer:{desk.officers['secondary'].id}", f"traveller:{number}", PURPOSE, {"as": "pdf"})


def test_nothing_leaves_without_a_purpose(desk, browser):
    designator, _ = desk.send(LISTED)
    before = exported(desk)
    for path in (f"/travellers/{newest(desk)}/report", f"/voyages/{desk.voyage(designator)}/table"):
        assert 'name="purpose"' in browser("primary").get(path)
        assert "Say what it is for" in said(browser("primary").post(path, status=422, purpose="  "))
    assert exported(desk) == before


def test_the_people_of_a_voyage_go_out_as_text_that_is_never_worked_out(desk, browser):
    designator, _ = desk.send(Person("MARTIN", "ANNE", number="AA1"), Person("O CONNOR", "ZOE", number="AA2"))
    voyage, officer = desk.voyage(designator), browser("primary")
    answer = officer.client.post(f"/voyages/{voyage}/table", data={"token": officer.token, "purpose": PURPOSE, "kind": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["No.", "Role", "Family name", "Given names"]
    assert [row[2:4] for row in rows[1:]] == [["MARTIN", "ANNE"], ["O CONNOR", "ZOE"]]
    answer = officer.client.post(f"/voyages/{voyage}/table", data={"token": officer.token, "purpose": PURPOSE})
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert [detail for *_, detail in exported(desk)[-2:]] == [{"as": "csv", "people": 2}, {"as": "xlsx", "people": 2}]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", '=HYPERLINK("x","y")', "|calc", "%x"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_made_text(formula):
    ((cell,),) = list(csv.reader(io.StringIO(table(["head"], [[formula]]).decode("utf-8-sig"))))[1:]
    assert cell == harmless(formula) == f"'{formula}"
    book = zipfile.ZipFile(io.BytesIO(workbook(["head"], [[formula]], title="x")))
    sheet, strings = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert 't="s"' in sheet
    assert strings.count("<si>") == 2


def test_text_is_never_markup_and_what_the_font_lacks_is_told():
    made = pdf(
        "<b>&amp;</b> Łukasz Чайковский Nguyễn محمد 王",
        [Section("<i>h</i>", ["</para><img src='x'/>"], ("a", "b"), [("1 < 2", "x" * 400)] * 60, (0.5, 0.5))],
        running=["run"],
        page_of="page {n} of {all}",
        party="CAN",
        language="en",
    )
    told = pages_of(made)
    assert "<b>&amp;</b> Łukasz Чайковский Nguyễn" in told[0]
    assert "<img src='x'/>" in told[0]
    assert "\N{REPLACEMENT CHARACTER}" in told[0]
    assert len(told) > 1
    assert f"run page {len(told)} of {len(told)}" in told[-1]
    assert PdfReader(io.BytesIO(made)).pages[0].mediabox[2:] == [612, 792]
