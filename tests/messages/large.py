"""Inputs of megabytes in shapes that could hurt, and what they cost: CPU time and memory, each in a process of its own.

``python -m tests.messages.large [WORD ...] [--sizes 1 10]`` prints a line for each shape whose name begins with a word; tests/messages/test_large.py
asks the same of all.
"""

# ruff: noqa: T201, E501  # it reports on the terminal; tables of shapes, a shape a line

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import os
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

from preclear import messages
from preclear.documents import certificates, mrz, seal, strict_json
from tests.documents import fuzzed
from tests.fuzz.targets import ANSWER, OLDER, REPORT, followed, one_date
from tests.messages import bookings, test_hostile, test_memory

MEGABYTE = 1_000_000
SECONDS = 30  # of CPU for one input: then it is given up
GIVEN_UP = "given up"
Reader = Callable[[bytes], object]


def described(raw: bytes) -> None:
    """Read, and say it as ``read --json`` does, a thing at a time."""
    for _ in messages.describe(messages.read(raw), "x"):
        pass


def masked(raw: bytes) -> None:
    """Read, and mask what is nobody's business."""
    messages.read(raw)
    bookings.masked(raw)


def zones(raw: bytes) -> None:
    """Every zone of a text, on its own and among others."""
    text = raw.decode("utf-8", "surrogateescape")
    mrz.read(text, on=fuzzed.ON)
    for _ in mrz.read_all(text, on=fuzzed.ON):
        pass


def strict(raw: bytes) -> None:
    """JSON of one meaning, however long."""
    with contextlib.suppress(strict_json.NotStrictError):
        strict_json.loads(raw, largest=len(raw))


def certificate(raw: bytes) -> None:
    """The certificates of a file."""
    with contextlib.suppress(ValueError):
        certificates.load(raw)


def one_seal(raw: bytes) -> None:
    """A seal against an authority."""
    seal.verify(raw, fuzzed.ANCHORS, at=datetime(2026, 11, 24, tzinfo=UTC))


def filled(begin: str, piece: str, end: str, length: int) -> bytes:
    """A beginning, a piece again and again (``{n}`` its number), and an end."""
    often = max(length - len(begin) - len(end), 0) // len(piece)
    if "{n}" not in piece:
        return (begin + piece * often + end).encode("utf-8", "surrogateescape")
    pieces = "".join(piece.replace("{n}", str(n)) for n in range(often))
    return (begin + pieces[: max(length - len(begin) - len(end), 0)] + end).encode("utf-8", "surrogateescape")


def halves(begin: str, one: str, other: str, length: int) -> bytes:
    """A beginning, half the length of one piece, half of another."""
    return filled(begin, one, "", length // 2) + filled("", other, "", length // 2)


def workbook(begin: str, piece: str, end: str, length: int, *, strings: bool = False, kind: int = zipfile.ZIP_STORED) -> bytes:
    """A workbook of one sheet (or of its texts) of so many bytes."""
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Family name</t></is></c><c r="B1" t="inlineStr"><is><t>Given names</t></is></c></row>'
    body = filled(begin, piece, end, length).decode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr(
            "xl/workbook.xml",
            '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet.format(rows + ("" if strings else body)))
        if strings:
            archive.writestr("xl/sharedStrings.xml", f"<sst>{body}</sst>")
    return out.getvalue()


def packed(length: int) -> bytes:
    """A workbook of so many bytes that unpacks to a thousand times as much."""
    return workbook("", "<row><c><v>1</v></c></row>", "", 100 * length, kind=zipfile.ZIP_DEFLATED)


def entries(length: int) -> bytes:
    """An archive of very many parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(length // 120):
            archive.writestr(f"xl/{n}", "")
    return out.getvalue()


LIST = test_hostile.HEAD
NAMED = "NAD+FL+++A:B'"
EDIFACT = {  # a beginning, what is repeated, an end
    "digits for a count": (f"{LIST}CNT+42:", "9", "'"),
    "digits for tags": (f"{LIST}{NAMED}FTX+BAG+++1:", "9", "'"),
    "digits for a segment count": (f"{LIST}{NAMED}UNT+", "9", "+M1'UNZ+1+C1'"),
    "digits for a part": ("UNB+UNOA:4+A+B+270614:0915+1'UNH+1+PAXLST:D:12B:UN+X+", "9", ":C'BGM+745'"),
    "digits for a date": (f"{LIST}{NAMED}DTM+329:", "7", "'"),
    "bags by the million": (f"{LIST}{NAMED}", "FTX+BAG+++0220123456:9999999'", ""),
    "no interchange": ("", NAMED, ""),
    "messages of no interchange": ("", "UNH+1+PAXLST:D:12B:UN'BGM+745'", ""),
    "groups": (LIST, "UNG+PAXLST+A+B+270614:0915+1+UN+D:12B'", ""),
    "ends of groups": (LIST, "UNE+1+1'", ""),
    "ends of interchanges": (LIST, "UNZ+1+1'", ""),
    "parts of a list": ("UNB+UNOA:4+A+B+270614:0915+1'", "UNH+{n}+PAXLST:D:12B:UN+X+{n}:C'BGM+745'UNT+3+{n}'", ""),
    "messages of other types": ("UNB+UNOA:4+A+B+270614:0915+1'", "UNH+{n}+T{n}:D:12B:UN'UNT+2+{n}'", ""),
    "interchanges": ("", "UNB+UNOA:4+A+B+270614:0915+{n}'UNH+1+PAXLST:D:12B:UN'BGM+745'NAD+FL+++A:B'UNT+4+1'UNZ+1+{n}'", ""),
    "interchanges with an advice of their own": ("", "UNA:*.? #UNB*UNOA:4*A*B*270614:0915*{n}#UNZ*0*{n}#", ""),
    "half an advice": ("", "UNA:+.?", ""),
    "beginnings without an end": ("", "UNB+", ""),
    "beginnings in letters": ("", "UNB+UNOA:4+A+B", ""),
    "greetings before nothing": ("", "DEAR ALL, PLEASE FIND\r\n", ""),
    "greetings before a list": ("", "Dear all, UNB is near\r\n", f"\r\n{LIST}{NAMED}"),
    "blanks before a list": ("", " \r\n", f"{LIST}{NAMED}"),
    "text after a list": (f"{LIST}{NAMED}UNT+9+M1'UNZ+1+C1'", "REGARDS\r\n", ""),
    "zeros": ("", "\0", ""),
    "zeros in a list": (LIST, "\0", ""),
    "bytes of no text": (LIST, "\udcff", ""),
    "letters of two bytes": (f"{LIST}NAD+FL+++", "é", "'"),
    "broken letters": (f"{LIST}NAD+FL+++", "é\udcc3", "'"),
    "wide letters": (f"{LIST}NAD+FL+++", "\U0001f600", "'"),
    "small letters": ("", f"{LIST}{NAMED}UNT+9+M1'UNZ+1+C1'".lower(), ""),
    "lines of 64": (LIST, "NAD+FL+++AAAAAAAAAAAA:BBBBBBBBBBBBBBBBBBBBBBBBBBBBB'DTM+329:740\r\n812'DOC+P:110:111+QB{n}'\r\n", ""),
    "people of no terminator": (LIST, "NAD+FL+++A:B'DTM+329:740812'DOC+P+", ""),
    "people of one reference": (LIST, "NAD+FL+++A:B'RFF+ABO:1'", ""),
    "people of a reference each": (LIST, "NAD+FL+++A:B'RFF+ABO:{n}'", ""),
    "people, each of an unknown segment": (LIST, "NAD+FL+++A:B'X{n}+1'", ""),
    "people, each of an unknown place": (LIST, "NAD+FL+++A:B'LOC+{n}+A'", ""),
    "people, each on a line too many": (LIST, "NAD+FL+++A\r\n:B'", ""),
    "voyages": (LIST, "TDT+20+X{n}'", ""),
    "places of a voyage": (f"{LIST}TDT+20+X1'", "LOC+92+AAA'", ""),
    "times of a voyage": (f"{LIST}TDT+20+X1'LOC+92+AAA'", "DTM+189:2706141000:201'", ""),
    "functions": (LIST, "BGM+745+CP'", ""),
    "contacts": (LIST, "NAD+MS+++A'COM+1:TE'", ""),
    "contacts of one": (f"{LIST}NAD+MS+++A'COM", "+1:TE", ""),
    "components of a name": (f"{LIST}NAD+FL+++A", ":B", "'"),
    "elements of a name": (f"{LIST}NAD+FL", "+A", "'"),
    "names without an end": (LIST, "NAD+FL+++", ""),
    "older people": (OLDER[: OLDER.index(b"PDT")].decode(), "PDT+P/1:090909:US+A:B:C:590429:M+PAX'", ""),
    "older people of nothing": (OLDER[: OLDER.index(b"PDT")].decode(), "PDT'", ""),
    "older places": (OLDER[: OLDER.index(b"UNS")].decode(), "LOC+PT+NZAKL:50'DTM+136+020131+1030+Z'", ""),
    "answers": (ANSWER[: ANSWER.index(b"ERP")].decode(), "ERP+2'RFF+ABO:{n}'ERC+0Z'", ""),
    "answers to one": (ANSWER[: ANSWER.index(b"ERP")].decode(), "ERP+2'RFF+ABO:1'ERC+{n}'", ""),
    "statuses": (ANSWER[: ANSWER.index(b"ERC")].decode(), "ERC+0Z'", ""),
    "references of an answer": (ANSWER[: ANSWER.index(b"ERC")].decode(), "RFF+ABO:{n}'", ""),
    "texts of an answer": (ANSWER[: ANSWER.index(b"UNT")].decode(), "FTX+AAP+++A'", ""),
    "flights of an answer": (ANSWER[: ANSWER.index(b"ERP")].decode(), "RFF+AF:X1'DTM+189:2706141000:201'LOC+125+A'", ""),
    "answers to everybody": (ANSWER[: ANSWER.index(b"ERP")].decode(), "ERP+1'ERC+1'", ""),
    "reports": (REPORT[: REPORT.index(b"UCM")].decode(), "UCM+M1+CUSRES:D:05B:UN+4+12'", ""),
    "places of a report": (REPORT[: REPORT.index(b"UCS")].decode(), "UCS+5+12'UCD+12+2:1'", ""),
    "requests": (bookings.REQUESTS[0][: bookings.REQUESTS[0].index(b"TVL")].decode(), "TVL+140627:1000+YVR+SEA+XX+420'", ""),
    "requests for bookings": (bookings.REQUESTS[0][: bookings.REQUESTS[0].index(b"RCI")].decode(), "RCI+XX:AB12CD'", ""),
    "requests for bookings in one": (bookings.REQUESTS[0][: bookings.REQUESTS[0].index(b"RCI")].decode() + "RCI", "+A:B", ""),
    "requests for people": (bookings.REQUESTS[0][: bookings.REQUESTS[0].index(b"TIF")].decode(), "TIF+A'", ""),
    "requests of texts": (bookings.REQUESTS[0][: bookings.REQUESTS[0].index(b"TIF")].decode() + "IFT+4", "+A", ""),
    "acknowledgements": (bookings.REQUESTS[1][: bookings.REQUESTS[1].index(b"ERC")].decode(), "ERC+1'IFT+3+A'RCI+A:B'", ""),
}
LIFE = {
    "lists of one voyage": ("", f"{LIST}NAD+FL+++A:B'RFF+ABO:{{n}}'UNT+9+M1'UNZ+1+C1'", ""),
    "changes of one voyage": ("", f"{LIST}NAD+FL+++A:B'RFF+ABO:1'UNT+9+M1'UNZ+1+C1'".replace("BGM+745", "BGM+745+CP"), ""),
    "people of one reference": EDIFACT["people of one reference"],
    "people of a reference each": EDIFACT["people of a reference each"],
    "people of one name": (LIST, NAMED, ""),
    "voyages": EDIFACT["voyages"],
    "parts of a list": EDIFACT["parts of a list"],
}
PNR = test_memory.HEAD
PNR_HALVES = {  # what is repeated, and what is repeated behind it: one could be looked for in the other again and again
    "people and documents of theirs": ("TIF+LEE:I+A{n}:A:{n}'", "SSR+DOCS:HK:1:XX:::::/P/CAN/Z{n}/CAN/01MAR85/F/01MAR31/LEE/A{n}+::{n}'"),
    "people and documents of nobody": ("TIF+LEE:I+A:A:{n}'", "SSR+DOCS:HK:1:XX:::::/P/CAN/Z{n}/CAN/01MAR85/F/01MAR31/ROY/B+::9999999'"),
    "people and infants": ("TIF+LEE:I+A:A:{n}'", "SSR+INFT:HK:1:XX:::::LEE/MIA{n} 10AUG26+::{n}'"),
    "people and seats": ("TIF+LEE:I+A:A:{n}'", "TRI++{n}:::{n}'SSD+12A'"),
    "people and check-ins by name": ("TIF+LEE:I+A{n}:A:{n}'", "TRI++1'TIF+LEE:I+A{n}'SSD+12A'"),
    "people and bags": ("TIF+LEE:I+A:A:{n}'", "TRI++1:::{n}'TBD++1:1:700+++XX:0220{n}:999:SEA'"),
    "people and addresses": ("TIF+LEE:I+A:A:{n}'", "SSR+DOCA:HK:1:XX:::::/D/USA/1 ELM+::{n}'"),
    "people and visas": ("TIF+LEE:I+A:A:{n}'", "SSR+DOCO:HK:1:XX:::::/YVR/V/{n}/X/01JAN20/USA+::{n}'"),
    "people and legs": ("TIF+LEE:I+A:A:{n}'", "TVL+140627:1000:140627:1105+YVR+SEA+XX+{n}:Y'RPI+1+HK'"),
    "legs and numbers of theirs": ("TVL+140627:1000:140627:1105+YVR+SEA+XX+{n}:Y'", "TVL+++++{n}:Y'"),
    "bookings and splits": ("SRC'RCI+XX:A{n}'", "EQN+1'RCI+XX:B{n}'"),
    "bookings of one locator": ("SRC'RCI+XX:A'TIF+LEE:I+A:A:1'", "SRC'RCI+XX:A'TIF+LEE:I+A:A:1'"),
    "history and people": ("ABI+1+:YVR'SAC+++X'", "TIF+LEE:I+A:A:{n}'"),
}
PNR_LONG = {
    "digits for bookings": (PNR.replace("SRC'", "EQN+", 1).split("EQN+")[0] + "EQN+", "9", "'SRC'TIF+A'"),
    "digits for bags": (f"{PNR}TRI++1'TBD++", "9", "'"),
    "digits for tags": (f"{PNR}TRI++1'TBD+++++XX:0220123456:", "9", "'"),
    "a card": (f"{PNR}FOP+CC::1:VI:", "4111111111111111", "'"),
    "blanks of a document": (f"{PNR}SSR+DOCS:HK:1:XX:::::", " ", "/P'"),
    "strokes of a document": (f"{PNR}SSR+DOCS:HK:1:XX:::::", "/", "'"),
    "words of a remark": (f"{PNR}IFT+4:28+", "DIABETIC ", "'"),
    "letters of a remark": (f"{PNR}IFT+4:28+", "CTC", "'"),
    "documents in remarks": (PNR, "IFT+4:28+DOCS HK1/P/CAN/Z{n}/CAN/01MAR85/F/01MAR31/LEE/ANN'", ""),
    "cards in remarks": (PNR, "IFT+4:28+4111 1111 1111 1111'", ""),
    "released marks": (f"{PNR}IFT+4:28+", "?'?+", "'"),
}
XML = {
    "text without an end": (f"{bookings.XML_BEGIN}<PNR><OSI><![CDATA[", "a", ""),
    "an attribute without an end": (f"{bookings.XML_BEGIN}<PNR ID='", "a", ""),
    "brackets": ("", "<", ""),
    "brackets in bookings": (f"{bookings.XML_BEGIN}", "<", ""),
    "entities": (f"{bookings.XML_PERSON}<OSI>", "&amp;", ""),
    "entities of numbers": (f"{bookings.XML_PERSON}<OSI>", "&#65;", ""),
    "entities unknown": (f"{bookings.XML_PERSON}<OSI>", "&a;", ""),
    "a document type": ("<!DOCTYPE a [", "<!ENTITY a{n} 'aaaaaaaaaa'>", "]>" + bookings.XML_BEGIN),
    "prefixes": (bookings.XML_BEGIN, "<a{n}:PNR xmlns:a{n}='x'><a{n}:Passenger/></a{n}:PNR>", ""),
    "depth of prefixes": (bookings.XML_BEGIN, "<a{n}:b xmlns:a{n}='x'>", ""),
    "ends": (bookings.XML_BEGIN, "</PNR>", ""),
    "instructions without an end": (bookings.XML_BEGIN, "<?a ", ""),
    "comments without an end": (bookings.XML_BEGIN, "<!-- <PNR> ", ""),
    "sections without an end": (bookings.XML_BEGIN, "<![CDATA[<PNR>", ""),
    "blanks": ("<?xml version='1.0'?>", " ", bookings.XML_BEGIN),
    "blanks of a tag": (f"{bookings.XML_BEGIN}<PNR", " ", "/>"),
    "zeros": (f"{bookings.XML_BEGIN}<PNR>", "\0", ""),
    "bytes of no text": (f"{bookings.XML_PERSON}<OSI>", "\udcff", ""),
    "documents one after the other": (
        "",
        f"{bookings.XML_BEGIN}<PNR><Passenger><Surname>A</Surname></Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>",
        "",
    ),
    "documents without an end": ("", bookings.XML_BEGIN + "<PNR>", ""),
    "people, each with a number": (f"{bookings.XML_BEGIN}<PNR>", "<Passenger RPH='{n}'><Surname>A</Surname></Passenger>", ""),
    "services of people": (
        f"{bookings.XML_PERSON}</Passenger>",
        "<SSR SSRCode='DOCS' RPH='{n}'>/P/CAN/Z{n}/CAN/01MAR85/F/01MAR31/LEE/A</SSR>",
        "",
    ),
    "cards": (f"{bookings.XML_PERSON}<OSI>", "4111111111111111 ", "</OSI>"),
    "words": (f"{bookings.XML_PERSON}<OSI>", "DIABETIC ", "</OSI>"),
}
BAGS = {
    "a line": ("BSM\n.P/", "A", ""),
    "a line of strokes": ("BSM\n.S", "/", ""),
    "blanks": ("BSM\n", " ", ""),
    "digits for plates": ("BSM\n.N/", "9", ""),
    "digits for people": ("BSM\n.P/", "9", ""),
    "digits for a weight": ("BSM\n.W/K/", "9", ""),
    "bags by the thousand": ("BSM\n", ".N/0220{n}999\n", ""),
    "no line ends": ("BSM", ".N/0220123456001", ""),
    "control characters": ("BSM\n", "\x02", ""),
    "flights in one": ("BSM\n.N/022012\n.O", "/XX1", ""),
    "beginnings and other ends": ("", "BSM\nENDBTM\nBTM\n", ""),
}
JSON_HEAD = '{"voyage":"XX420","people":['
JSON = {
    "depth": ("", "[", ""),
    "depth of objects": ("", '{"a":', ""),
    "depth in a person": (JSON_HEAD + '{"documents":', "[", ""),
    "depth of people": ("", '{"people":[', ""),
    "depth again and again": (JSON_HEAD, '{"family_name":' + "[" * 20, ""),
    "people of nothing": (JSON_HEAD, "{},", ""),
    "people": (JSON_HEAD, '{"family_name":"A"},', "]}"),
    "people without commas": (JSON_HEAD, '{"family_name":"A"}', "]}"),
    "people without ends": (JSON_HEAD, '{"family_name":"A",', ""),
    "people without values": (JSON_HEAD, '{"family_name":', ""),
    "people broken off": (JSON_HEAD, '{"family_name":"A', ""),
    "keys of people broken off": (JSON_HEAD, '"family_name":', ""),
    "people of numbers": (JSON_HEAD, "1,", "]}"),
    "documents": (JSON_HEAD + '{"documents":[', '{"type":"P"},', "]}]}"),
    "keys unknown": (JSON_HEAD, '{"k{n}":1},', "]}"),
    "keys unknown of one": (JSON_HEAD + '{"family_name":"A"', ',"k{n}":1', "}]}"),
    "keys twice": (JSON_HEAD + '{"family_name":"A"', ',"family_name":"A"', "}]}"),
    "keys unknown of the list": ('{"voyage":"XX420"', ',"k{n}":1', "}"),
    "a text": ('{"voyage":"', "A", '"}'),
    "a text without an end": (JSON_HEAD + '{"family_name":"', "A", ""),
    "a text of escapes": (JSON_HEAD + '{"family_name":"', "\\u0041", '"}]}'),
    "a text of halves": (JSON_HEAD + '{"family_name":"', "\\ud800", '"}]}'),
    "a text of backslashes": (JSON_HEAD + '{"family_name":"', "\\", '"}]}'),
    "texts without an end": (JSON_HEAD, '{"', ""),
    "quotation marks": (JSON_HEAD, '"', ""),
    "digits": ('{"declared_passengers":', "9", "}"),
    "digits of a fraction": ('{"declared_passengers":1.', "9", "}"),
    "an exponent": ('{"declared_passengers":1e', "9", "}"),
    "numbers": ('{"voyage":[', "1e9,", "]}"),
    "lists": ("[", '{"voyage":"XX{n}","people":[{"family_name":"A"}]},', "]"),
    "lists one after the other": ("", '{"voyage":"XX{n}","people":[{"family_name":"A"}]}\n', ""),
    "lists of nothing": ("[", "{},", "]"),
    "legs": ('{"voyage":"XX1","legs":[', '{"from":"YVR"},', "]}"),
    "blanks": (JSON_HEAD, " ", "]}"),
    "commas": (JSON_HEAD, ",", "]}"),
    "colons": (JSON_HEAD, ":", "]}"),
    "ends": (JSON_HEAD, "]", ""),
    "noise": (JSON_HEAD, "NaN,", ""),
    "bytes of no text": (JSON_HEAD + '{"family_name":"', "\udcff", '"}]}'),
    "zones": (JSON_HEAD + '{"family_name":"A","zone":"', "P<UTO", '"}]}'),
    "tags": (JSON_HEAD + '{"family_name":"A","bags":{"tags":[', '"0220{n}",', "]}}]}"),
}
CSV_HEAD = "Voyage;From;To;Family name;Given names;Date of birth\n"
CSV = {
    "rows": (CSV_HEAD, "XX1;YVR;SEA;LEE;ANN;1974-08-12\n", ""),
    "rows of a voyage each": (CSV_HEAD, "X{n};YVR;SEA;LEE;ANN;1974-08-12\n", ""),
    "short rows": (CSV_HEAD, "a\n", ""),
    "a wide row": (CSV_HEAD, ";a", "\n"),
    "wide rows": (CSV_HEAD, ";" * 300 + "a\n", ""),
    "wide headings": ("Family name;Given names", ";Name", "\nLEE;ANN\n"),
    "wide headings that are known": ("Family name;Given names", ";Document number {n}", "\nLEE;ANN\n"),
    "wide headings, rows": ("Family name;Given names" + ";Passport number" * 250 + "\n", "A\n", ""),
    "headings again": ("", "Family name;Given names\n", ""),
    "a quotation mark": (CSV_HEAD + '"', "a", ""),
    "quotation marks": (CSV_HEAD, '"', ""),
    "quotation marks open": (CSV_HEAD, '"a;\n', ""),
    "quotation marks in cells": (CSV_HEAD, 'a"b;', ""),
    "quotation marks and blanks": (CSV_HEAD, '"a" ', ""),
    "quotation marks doubled": (CSV_HEAD + '"', '""', ""),
    "lines of a cell": (CSV_HEAD + '"', "a\n", '"\n'),
    "line ends": (CSV_HEAD, "\n", ""),
    "returns": (CSV_HEAD, "\r", ""),
    "separators": (CSV_HEAD, ";", ""),
    "separators of every kind": (CSV_HEAD, ";,\t|", ""),
    "separators before": ("", ";", "\n" + CSV_HEAD),
    "tabs": (CSV_HEAD, "\t", ""),
    "blanks": (CSV_HEAD, " ", ""),
    "blanks before a mark": (CSV_HEAD, ' "', ""),
    "a cell": (CSV_HEAD + "XX1;YVR;SEA;", "A", ";B\n"),
    "a cell of blanks": (CSV_HEAD + "XX1;YVR;SEA;A", " ", "B;C\n"),
    "a date": (CSV_HEAD + "XX1;YVR;SEA;A;B;", "1/", "\n"),
    "digits of a date": (CSV_HEAD + "XX1;YVR;SEA;A;B;", "1", "\n"),
    "bytes of no text": (CSV_HEAD, "\udcff", ""),
    "zeros": (CSV_HEAD, "\0", ""),
    "wide letters": (CSV_HEAD, "\U0001f600", ""),
    "formulas": (CSV_HEAD, "=1+1;", "\n"),
    "totals": (CSV_HEAD, "Total;3\n", ""),
    "rows above": ("", "Voyage;XX1\n", CSV_HEAD),
    "zones": ("Family name;Given names;MRZ\n", "LEE;ANN;P<UTO" + "<" * 39 + "\n", ""),
    "a zone": ("Family name;Given names;MRZ\nLEE;ANN;", "P<UTO", "\n"),
    "bags": ("Family name;Given names;Bag tags\nLEE;ANN;", "0220{n} ", "\n"),
}
SHEETS = {
    "rows of nothing": ("", "<row/>", ""),
    "cells of nothing": ("<row>", "<c/>", "</row>"),
    "cells far away": ("", '<row><c r="XFD1"><v>1</v></c></row>', ""),
    "rows far away": ("", '<row r="1{n}"><c r="A1"><v>1</v></c></row>', ""),
    "people": ("", '<row><c t="inlineStr"><is><t>LEE</t></is></c><c t="inlineStr"><is><t>ANN</t></is></c></row>', ""),
    "depth": ("", "<a>", ""),
    "elements that are looked at": ("<row><c>", "<v>1</v>", "</c></row>"),
    "elements that are not": ("", "<a/>", ""),
    "attributes": ("<row", " a{n}='1'", "/>"),
    "a value": ("<row><c><v>", "9", "</v></c></row>"),
    "a text": ('<row><c t="inlineStr"><is><t>', "a", "</t></is></c></row>"),
}
ZONES = {
    "fillers": ("", "<", ""),
    "letters": ("", "A", ""),
    "blanks": ("", " ", ""),
    "line ends": ("", "\n", ""),
    "lines": ("", "P<UTO\n", ""),
    "lines of 44": ("", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n", ""),
    "lines of 36": ("", "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n", ""),
    "lines of 30": ("", "I<UTOD231458907<<<<<<<<<<<<<<<\n", ""),
    "zones": ("", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n\n", ""),
    "zones in one": ("", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10", ""),
    "zones in a text": ("", "MRZ: P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< ", ""),
    "marks as entities": ("", "&lt;", ""),
    "wide marks": ("", "＜", ""),
    "wide marks in lines": ("", "«" * 22 + "\n", ""),
    "bytes of no text": ("", "\udcff", ""),
}
TEXTS_OF_JSON = {
    "depth": ("", "[", ""),
    "objects": ("[", '{"a":1},', "1]"),
    "keys": ("{", '"k{n}":1,', '"z":1}'),
    "keys twice": ("{", '"k":1,', '"k":1}'),
    "a text": ('"', "a", '"'),
    "escapes": ('"', "\\u0041", '"'),
    "halves": ('"', "\\ud800", '"'),
    "backslashes": ('"', "\\", '"'),
    "digits": ("", "9", ""),
    "digits of a fraction": ("1.", "9", ""),
    "an exponent": ("1e", "9", ""),
    "numbers": ("[", "123456789012345678,", "1]"),
    "numbers of fractions": ("[", "1.5,", "1]"),
    "blanks": ("", " ", "1"),
}
CERTIFICATES = {
    "depth": ("", "0\udc80", ""),
    "zeros": ("", "\0", ""),
    "beginnings": ("", "-----BEGIN CERTIFICATE-----\n", ""),
    "certificates of nothing": ("", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", ""),
    "certificates": ("", fuzzed.certificate_seeds()[1].decode(), ""),
    "a certificate": ("-----BEGIN CERTIFICATE-----\n", "A", "\n-----END CERTIFICATE-----\n"),
    "dashes": ("", "-", ""),
}
DATES = {
    "digits": ("", "1", ""),
    "fillers": ("", "<", ""),
    "letters": ("", "JAN", ""),
    "blanks": ("74", " ", "08"),
    "points": ("", "1.", ""),
}
READERS: dict[str, tuple[Reader, dict[str, tuple[str, str, str]]]] = {
    "edifact": (described, {**{name: (LIST, piece, "") for name, piece in test_hostile.REPEATED.items()}, **EDIFACT}),
    "life": (followed, LIFE),
    "pnrgov": (masked, {**{name: (PNR, piece, test_memory.TAIL) for name, piece in test_memory.REPEATED.items()}, **PNR_LONG}),
    "pnrgov_xml": (masked, {**{name: (*shape, "") for name, shape in bookings.XML_SHAPES.items()}, **XML}),
    "bags": (masked, {**{name: (*shape, "\nENDBSM\n") for name, shape in test_memory.BAGS.items()}, **BAGS}),
    "json": (described, JSON),
    "csv": (described, CSV),
    "zone": (zones, ZONES),
    "seal_json": (strict, TEXTS_OF_JSON),
    "seal": (one_seal, TEXTS_OF_JSON),
    "certificate": (certificate, CERTIFICATES),
    "dates": (one_date, DATES),
}
SHAPES: dict[str, tuple[Reader, Callable[[int], bytes]]] = {
    **{
        f"{kind}: {name}": (reader, partial(filled, *shape)) for kind, (reader, shapes) in READERS.items() for name, shape in shapes.items()
    },
    **{f"pnrgov: {name}": (masked, partial(halves, PNR, *shape)) for name, shape in PNR_HALVES.items()},
    **{f"xlsx: {name}": (described, partial(workbook, *shape)) for name, shape in SHEETS.items()},
    "xlsx: texts": (described, partial(workbook, "", "<si><t>a</t></si>", "", strings=True)),
    "xlsx: much in little": (described, packed),
    "xlsx: parts": (described, entries),
}


def measured(name: str, length: int, *, seconds: int = SECONDS) -> tuple[int, float, int, str]:
    """Return how long an input is, the CPU seconds that reading took, the bytes it took at the most, and what went wrong, if anything did."""
    reader, make = SHAPES[name]
    raw = make(length)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        gc.freeze()
        before, start, wrong = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), ""
        try:
            reader(raw)
        except BaseException as error:  # noqa: BLE001  # whatever it is, it is what is asked for
            wrong = f"{type(error).__name__}: {error}"[:200]
        taken = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        os.write(write, json.dumps([taken, (peak - before) * 1024, wrong]).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    taken, memory, wrong = json.loads(said) if said else (float(seconds), 0, GIVEN_UP)
    return len(raw), taken, memory, wrong


def costs(words: list[str], sizes: list[float]) -> Iterator[tuple[str, list[tuple[int, float, int, str]]]]:
    """Yield what each shape costs whose name begins with one of the words, at each size in megabytes."""
    for name in SHAPES:
        if not words or any(name.startswith(word) for word in words):
            found: list[tuple[int, float, int, str]] = []
            for size in sizes:
                if not found or found[-1][3] != GIVEN_UP:
                    found.append(measured(name, int(size * MEGABYTE)))
            yield name, found


def main() -> None:
    """Print what the shapes cost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("words", nargs="*")
    parser.add_argument("--sizes", nargs="+", type=float, default=[1, 10])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    for name, found in costs(given.words, given.sizes):
        if given.json:
            print(json.dumps([name, found]), flush=True)
            continue
        first, last = found[0], found[-1]
        grown = last[1] / max(first[1], 1e-3) / (last[0] / first[0])
        line = "  ".join(f"{taken:7.2f} s {memory / length:6.1f} x" for length, taken, memory, _ in found)
        wrong = next((each[3] for each in found if each[3]), "")
        print(f"{name:60}{line}  growth {grown:5.2f}  {wrong}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
