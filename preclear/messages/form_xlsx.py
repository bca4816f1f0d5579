"""A workbook (Office Open XML, ECMA-376) -> the rows of its sheets. Read sparsely and within bounds: only what cells say.

Nothing that a workbook names is fetched; no formula is worked out (the value kept beside it is read); no entity is expanded; no more is
unpacked than is allowed, whatever the archive promises.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from math import isfinite
from posixpath import join, normpath
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it has no types
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from preclear.errors import PreclearError
from preclear.messages.form import clean
from preclear.messages.form_csv import MOST_CELLS, Cell, Row, Table, letters
from preclear.messages.limits import LIMITS

MAGIC = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old workbook, or one behind a password
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
FACTOR = 20  # times its own size may be unpacked of a large workbook, too
MOST_SHEETS, MOST_MERGED, DEEPEST = 20, 2_000, 40
DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})  # built-in number formats (ECMA-376-1, 18.8.30)
CLOCKS = frozenset({18, 19, 20, 21, 45, 46, 47})
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  # local times of places
KEPT = frozenset({"c", "v", "t", "r", "is", "f", "rPh", "phoneticPr", "rPr"})  # elements that are looked at when one around them ends
MOST_HELD = 100 * MOST_CELLS
LONGEST_EXACT = 999_999_999_999_999  # a number beyond it has lost digits


class NoWorkbook(PreclearError):
    """What was sent cannot be read as a workbook. ``code`` is the fault."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def looks_like(raw: bytes) -> bool:
    """Return whether some bytes are a workbook, whole or not, of this kind or another."""
    if raw.startswith(OLD):
        return True
    names = (b"xl/", b"[Content_Types].xml", OPEN_DOCUMENT)
    return raw.startswith(MAGIC) and (any(name in raw[:4096] for name in names) or b"xl/workbook" in raw[-65536:])


def read(raw: bytes, *, rows: int = LIMITS.rows, unpacked: int = LIMITS.unpacked) -> list[Table]:
    """Return the rows of every sheet that is shown, ``rows`` of each, where no more than ``unpacked`` bytes come out.

    Raises ``NoWorkbook`` where it cannot be opened, or is larger than is taken.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return list(_sheets(Archive(archive, max(unpacked, FACTOR * len(raw)), rows)))
    except NoWorkbook:
        raise
    except (DefusedXmlException, ParseError) as error:
        raise NoWorkbook("FORM-WORKBOOK-BROKEN") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        KeyError,
        RuntimeError,
        NotImplementedError,
        OverflowError,
    ) as error:
        raise NoWorkbook("FORM-WORKBOOK-BROKEN") from error


class Counted:
    """A part of an archive that may be read up to so many bytes."""

    def __init__(self, part: IO[bytes], archive: Archive) -> None:
        self.part, self.archive = part, archive

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        found = self.part.read(min(size, 65536) if size >= 0 else 65536)
        self.archive.left -= len(found)
        if self.archive.left < 0:
            raise NoWorkbook("FORM-WORKBOOK-LARGE")
        return found


class Archive:
    """The parts of a workbook, of which all together so many bytes may be unpacked."""

    def __init__(self, archive: zipfile.ZipFile, left: int, rows: int) -> None:
        self.archive, self.left, self.rows = archive, left, rows
        self.names = {name.lower(): name for name in archive.namelist()[:10_000]}

    def elements(self, name: str) -> Iterator[tuple[str, Element]]:
        """Yield the elements of a part as they end, by local name; those that were looked at are let go. An absent part has none."""
        real = self.names.get(name.lower())
        if real is None:
            return
        with self.archive.open(real) as part:
            parents: list[Element] = []
            held = 0  # elements that wait for the end of one around them
            for event, element in iterparse(Counted(part, self), events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    parents.append(element)
                    if len(parents) > DEEPEST:
                        raise NoWorkbook("FORM-WORKBOOK-BROKEN")
                    continue
                parents.pop()
                tag = element.tag.rpartition("}")[2]
                yield tag, element
                if tag in KEPT:
                    held += 1
                    if held > MOST_HELD:
                        raise NoWorkbook("FORM-WORKBOOK-LARGE")
                    continue
                held = 0
                element.clear()
                if parents:
                    parents[-1].remove(element)


class Formats(NamedTuple):
    """What numbers are by their cell's style: 0 a number, 1 a date, 2 a time of day."""

    kinds: tuple[int, ...]
    epoch: datetime


def _sheets(archive: Archive) -> Iterator[Table]:
    main = "xl/workbook.xml"
    targets = {
        element.get("Id", ""): normpath(join("xl", element.get("Target", ""))) if not element.get("Target", "").startswith("/")
        else element.get("Target", "").lstrip("/")
        for tag, element in archive.elements("xl/_rels/workbook.xml.rels")
        if tag == "Relationship" and element.get("TargetMode") != "External"
    }  # fmt: skip
    epoch, found = EPOCH, list[tuple[str, str]]()
    for tag, element in archive.elements(main):
        if tag == "workbookPr" and element.get("date1904") in ("1", "true"):
            epoch = EPOCH_1904
        if tag == "sheet" and element.get("state", "visible") == "visible":
            relation = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "id"), "")
            found.append((element.get("name", ""), targets.get(relation, "")))
    if not found:
        raise NoWorkbook("FORM-WORKBOOK-BROKEN")
    formats = Formats(_kinds(archive), epoch)
    strings = list(_strings(archive))
    for name, path in found[:MOST_SHEETS]:
        yield _sheet(archive, name, path, strings, formats)


def _strings(archive: Archive) -> Iterator[str]:
    """The texts that cells share."""
    for tag, element in archive.elements("xl/sharedStrings.xml"):
        if tag == "si":
            yield _text(element)


def _text(element: Element) -> str:
    """The text of an element, its runs joined; how a word is spoken (rPh) is not part of it."""
    parts = [part.text or "" for part in element if part.tag.rpartition("}")[2] == "t"]
    parts += [t.text or "" for run in element if run.tag.rpartition("}")[2] == "r" for t in run if t.tag.rpartition("}")[2] == "t"]
    return "".join(parts)


def _kinds(archive: Archive) -> tuple[int, ...]:
    """What each cell style makes of a number."""
    custom: dict[str, int] = {}
    kinds: list[int] = []
    for tag, element in archive.elements("xl/styles.xml"):
        if tag == "numFmt":
            custom[element.get("numFmtId", "")] = _kind(element.get("formatCode", ""))
        elif tag == "cellStyleXfs":  # styles of styles came before; those of cells follow
            kinds.clear()
        elif tag == "xf":
            number = element.get("numFmtId", "0")
            kinds.append(
                custom.get(
                    number, 1 if number.isdecimal() and int(number) in DATES else 2 if number.isdecimal() and int(number) in CLOCKS else 0
                )
            )
        elif tag == "cellXfs":
            break
    return tuple(kinds)


def _kind(code: str) -> int:
    """What a custom number format shows: 1 a date, 2 a time of day, 0 a number."""
    bare = re.sub(r'"[^"]*+"|\\.|\[[^\]hms]*+\]|_.|\*.', "", code.partition(";")[0].lower())
    if re.search("[dy]|mmm|(?<![hs:])m(?!.?s)", bare) and "general" not in bare:
        return 1 if re.search("[dy]|mmm", bare) else 2 if re.search("[hs]", bare) else 1
    return 2 if re.search("[hs]", bare) and "general" not in bare else 0


def _sheet(archive: Archive, name: str, path: str, strings: list[str], formats: Formats) -> Table:
    rows: dict[int, dict[int, Cell]] = {}
    merged, flaws, number = list[tuple[int, int, int, int]](), list[str](), 0
    for tag, element in archive.elements(path):
        if tag == "row":
            said = element.get("r", "")
            number = int(said) if said.isdecimal() and len(said) < 8 else number + 1
            if len(rows) >= archive.rows:
                flaws.append("FORM-LARGE")
                break
            cells, column = dict[int, Cell](), 0
            for cell in element:
                if cell.tag.rpartition("}")[2] != "c":
                    continue
                column = _column(cell.get("r", "")) or column + 1
                if column <= MOST_CELLS and (value := _value(cell, strings, formats)) and (value.text or value.flaw):
                    cells[column] = value
            if cells:
                rows.setdefault(number, {}).update(cells)
        elif tag == "mergeCell" and len(merged) < MOST_MERGED and (area := _area(element.get("ref", ""))):
            merged.append(area)
    _spread(rows, merged)
    return Table([Row(n, _dense(cells)) for n, cells in sorted(rows.items())], name, tuple(flaws))


def _dense(cells: Mapping[int, Cell]) -> list[Cell]:
    """The cells of a row up to the last that says something."""
    return [cells.get(n, Cell("")) for n in range(1, max(cells, default=0) + 1)]


def _spread(rows: dict[int, dict[int, Cell]], merged: list[tuple[int, int, int, int]]) -> None:
    """Let what merged cells say stand in each row that they cover; across columns it stays in the first."""
    for top, left, bottom, _ in merged:
        said = rows.get(top, {}).get(left)
        if said is None or bottom - top > 5_000:
            continue
        for n in range(top + 1, bottom + 1):
            if n in rows and left not in rows[n]:
                rows[n][left] = said._replace(flaw="FORM-MERGED")


def _column(reference: str) -> int:
    """The column of a cell's reference: 28 of AB7; 0 where it names none."""
    letters = re.match("[A-Z]{1,3}", reference.upper())
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def _area(reference: str) -> tuple[int, int, int, int] | None:
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})", reference.upper())
    return (int(found[2]), _column(found[1]), int(found[4]), _column(found[3])) if found else None


def _value(cell: Element, strings: list[str], formats: Formats) -> Cell:
    """What a cell says, as text: dates in ISO form, numbers without a fraction that says nothing."""
    kind = cell.get("t", "n")
    inside = {part.tag.rpartition("}")[2]: part for part in cell}
    if kind == "inlineStr":
        return Cell(clean(_text(inside["is"]))) if "is" in inside else Cell("")
    said = (inside["v"].text or "").strip() if "v" in inside else ""
    match kind:
        case "s":
            known = said.isdecimal() and len(said) < 9 and int(said) < len(strings)
            return Cell(clean(strings[int(said)])) if known else Cell("", flaw="FORM-CELL-BROKEN")
        case "b":
            return Cell("TRUE" if said == "1" else "FALSE")
        case "e":
            return Cell("", flaw="FORM-CELL-BROKEN")
        case "str" | "d":
            return Cell(clean(said))
    if not said:
        return Cell("")
    style = cell.get("s", "0")
    shown = formats.kinds[int(style)] if style.isdecimal() and len(style) < 7 and int(style) < len(formats.kinds) else 0
    return _number(said, shown, formats.epoch)


def _number(said: str, shown: int, epoch: datetime) -> Cell:
    try:
        number = float(said)
    except ValueError:
        return Cell(clean(said))
    if not isfinite(number):
        return Cell("", flaw="FORM-CELL-BROKEN")
    if shown and 0 <= number < 2_958_466:
        if number < 1 or shown == 2:
            seconds = round(number % 1 * 86_400)
            return Cell(f"{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}")
        day = epoch + timedelta(days=int(number) + (1 if epoch == EPOCH and number < 60 else 0), seconds=round(number % 1 * 86_400))
        return Cell(f"{day:%Y-%m-%d}" if (day.hour, day.minute, day.second) == (0, 0, 0) else f"{day:%Y-%m-%d %H:%M}")
    if abs(number) > LONGEST_EXACT:
        return Cell("", flaw="FORM-NUMBER-SHORTENED")
    return Cell(str(int(number)) if number == int(number) else repr(number))


# A workbook written: the template -------------------------------------------------------------------------------------------

OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OFFICE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{OFFICE}.styles+xml"/></Types>'
)
RELATION = '<Relationship Id="{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{1}" Target="{2}"/>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = (  # 0: text, so that no number or date is changed by the program that opens it; 1: bold text; 2: a day
    f'<styleSheet {MAIN}><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001  # of the parts in the archive: same rows, same bytes


def write(rows: Sequence[Sequence[str | date]]) -> bytes:
    """Return a workbook of one sheet, its first row in bold; texts are texts, and days are days. Same rows, same bytes.

    >>> [[cell.text for cell in row.cells] for row in read(write([["Name", "DOB"], ["ROY", date(1974, 8, 12)]]))[0].rows]
    [['Name', 'DOB'], ['ROY', '1974-08-12']]
    """
    columns = max(map(len, rows), default=1)
    sheet = "".join(
        f'<row r="{n}">'
        + "".join(_cell(value, f"{letters(m)}{n}", bold=n == 1) for m, value in enumerate(row, 1) if value != "")
        + "</row>"
        for n, row in enumerate(rows, 1)
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(RELATION.format("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATIONS.format(
            RELATION.format("rId1", "worksheet", "worksheets/sheet1.xml") + RELATION.format("rId2", "styles", "styles.xml")
        ),
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": f'<worksheet {MAIN}><cols><col min="1" max="{columns}" width="18" style="0" customWidth="1"/></cols>'
        f"<sheetData>{sheet}</sheetData></worksheet>",
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, WRITTEN.timetuple()[:6]), f'<?xml version="1.0" encoding="UTF-8"?>{text}', zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def _cell(value: str | date, reference: str, *, bold: bool) -> str:
    if isinstance(value, date):
        return f'<c r="{reference}" s="2"><v>{(value - EPOCH.date()).days}</v></c>'
    return f'<c r="{reference}" s="{int(bold)}" t="inlineStr"><is><t xml:space="preserve">{escape(clean(value))}</t></is></c>'
