"""Bytes -> the lists of a form: JSON, CSV or a workbook, told apart by what they hold, whatever they are called."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from preclear.manifest import Fault
from preclear.manifest.faults import fault
from preclear.messages import form_csv, form_json, form_table, form_text, form_xlsx
from preclear.messages.envelope import Envelope
from preclear.messages.form import RELEASE, Form
from preclear.messages.limits import LIMITS, Limits

Kind = Literal["JSON", "CSV", "XLSX"]
EDIFACT = re.compile(rb"\s*(?:UNA.{6}\s*)?UN[BGH][^\x00-\x20A-Za-z0-9,;\t|\"]", re.DOTALL)
HEAD = 32_768  # bytes in which the headings of a table are looked for


def kind(raw: bytes) -> Kind | None:
    r"""Return which form some bytes are in; None where they are in none.

    >>> kind(b'{"voyage": "NCFY12"}'), kind(b"Nom;Pr\\xe9nom;Sexe"), kind(b"UNB+UNOA:4+A+B+260501:0600+1'")
    ('JSON', 'CSV', None)
    """
    if form_xlsx.looks_like(raw):
        return "XLSX"
    if EDIFACT.match(raw[:400]):
        return None
    text = form_text.read(raw[:HEAD])
    beginning = text.characters.lstrip(" \t\r\n")
    if re.match(r'\{[ \t\r\n]*+(?:"|\}|\Z)|\[[ \t\r\n]*+(?:[{\]]|\Z)', beginning):
        return "JSON"
    if beginning.startswith(("<", "\x01", "\x02")):
        return None
    rows = form_csv.read(text, form_table.recognised, most=form_csv.LOOKED_AT).rows
    return "CSV" if any(form_table.recognised([cell.text for cell in row.cells]) for row in rows) else None


class Lists(NamedTuple):
    """What a form holds, and what is wrong around its lists."""

    kind: Kind
    forms: list[Form]
    faults: list[Fault]
    charset: str  # "utf-8" or "latin-1": what an answer may be written in


def read(raw: bytes, kind: Kind, *, limits: Limits = LIMITS) -> Lists:
    """Return the lists of a form, as far as its limits go; what lies beyond is told. Never raises for what the bytes hold."""
    faults: list[Fault] = []
    if kind == "XLSX":
        try:
            tables = form_xlsx.read(raw, rows=limits.rows, unpacked=limits.unpacked)
        except form_xlsx.NoWorkbook as error:
            return Lists(kind, [], [fault(error.code, "the workbook", form=True)], "utf-8")
        return Lists(kind, form_table.read(tables, faults, most=limits.people), faults, "utf-8")
    text = form_text.read(raw)
    if text.guessed:
        faults.append(fault("FORM-CHARSET", "the whole", offset=next((n for n, byte in enumerate(raw) if byte > 127), None), form=True))
    if kind == "JSON":
        return Lists(kind, form_json.read(text, faults, most=limits.people), faults, "utf-8")
    table = form_csv.read(text, form_table.recognised, most=limits.rows)
    return Lists(kind, form_table.read([table], faults, most=limits.people), faults, "utf-8")


def envelope(lists: Lists, form: Form) -> Envelope:
    """Return the envelope that an answer in EDIFACT to a form gets."""
    return Envelope(
        type=lists.kind,
        release=RELEASE,
        syntax="UNOW:4",
        charset=lists.charset,
        sender=form.sender or form.manifest.voyage.carrier or "",
        receiver="PRECLEAR",
        control_reference=form.reference or "",
        message_reference=(form.reference or "")[:14],
    )
