"""What is laid out on paper: paragraphs and tables as PDF, with a head on each page that says who printed it, when, and what for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import as_file, files
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
MARGIN, HEAD = 16 * mm, 16 * mm
LINE, GREY, SHADE = HexColor("#8a94a0"), HexColor("#3d4752"), HexColor("#eef1f5")
SIZES = {"USA": LETTER, "CAN": LETTER}  # by party; A4 elsewhere


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: a heading, paragraphs, then a table with a head of its own, of which each column has a share of the width."""

    heading: str
    lines: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    shares: Sequence[float] = ()


def pdf(title: str, sections: Sequence[Section], *, running: Sequence[str], page_of: str, party: str, language: str) -> bytes:
    """Return a report as PDF.

    ``running``: the lines at the head of each page; ``page_of``: "page {n} of {all}" in the reader's language. Text is taken as it is,
    nothing in it is markup.
    """
    _fonts()
    out = io.BytesIO()
    size = SIZES.get(party, A4)
    width, height = size
    document = BaseDocTemplate(out, pagesize=size, title=title, lang=language, author="Preclear", invariant=True)
    frame = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN - HEAD, id="all", leftPadding=0, rightPadding=0)
    document.addPageTemplates([PageTemplate(id="all", frames=[frame])])
    told: list[Flowable] = [Paragraph(_text(title), _style("title", BOLD, 15, 20)), Spacer(1, 2 * mm)]
    for section in sections:
        told += _section(section, width - 2 * MARGIN)
    document.build(told, canvasmaker=lambda *args, **named: _Numbered(*args, running=running, page_of=page_of, **named))
    return out.getvalue()


def _section(section: Section, width: float) -> list[Flowable]:
    told: list[Flowable] = [Spacer(1, 3 * mm), Paragraph(_text(section.heading), _style("heading", BOLD, 11, 15))]
    told += [Paragraph(_text(line), _style("line", PLAIN, 8.5, 12)) for line in section.lines]
    if section.rows:
        cell, top = _style("cell", PLAIN, 8, 11), _style("top", BOLD, 8, 11)
        rows = [[Paragraph(_text(word), top) for word in section.head]] if section.head else []
        rows += [
            [Paragraph(_text(word), top if not at and not section.head else cell) for at, word in enumerate(row)] for row in section.rows
        ]
        shares = section.shares or [1 / len(section.rows[0])] * len(section.rows[0])
        table = Table(rows, colWidths=[share * width for share in shares], repeatRows=1 if section.head else 0, splitInRow=0)
        style: list[Any] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ]
        if section.head:
            style.append(("BACKGROUND", (0, 0), (-1, 0), SHADE))
        table.setStyle(TableStyle(style))
        told += [Spacer(1, 1 * mm), table]
    return told


class _Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that knows at its end how many pages there are."""

    def __init__(self, *args: Any, running: Sequence[str], page_of: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self._running, self._page_of, self._pages = running, page_of, []  # type: ignore[var-annotated]

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            width, height = self._pagesize
            self.setFont(PLAIN, 7.5)
            self.setFillColor(GREY)
            for at, line in enumerate(self._running):
                self.drawString(MARGIN, height - MARGIN - at * 10, line)
            self.drawRightString(width - MARGIN, height - MARGIN, self._page_of.format(n=number, all=len(self._pages)))
            self.setStrokeColor(LINE)
            self.line(MARGIN, height - MARGIN - HEAD + 5, width - MARGIN, height - MARGIN - HEAD + 5)
            super().showPage()
        super().save()


def _text(text: str) -> str:
    """Text for a paragraph, in which nothing is markup and no sign falls outside the font without being told."""
    return escape("".join(sign if _has(sign) else "\N{REPLACEMENT CHARACTER}" for sign in str(text)))


@cache
def _has(sign: str) -> bool:
    _fonts()
    return sign in "\n\t " or ord(sign) in pdfmetrics.getFont(PLAIN).face.charToGlyph


@cache
def _style(name: str, font: str, size: float, leading: float) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, splitLongWords=1)


@cache
def _fonts() -> None:
    for name in (PLAIN, BOLD):
        with as_file(files("preclear") / "resources" / "fonts" / f"{name}.ttf") as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
