"""The readers that are fuzzed: one line each. ``python -m tests.fuzz`` runs them, and so does the normal test run, briefly.

A reader gets any bytes and gives a value back; the only exceptions that may leave it are those it says it raises.
"""

# ruff: noqa: E501  # tables of words

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC

from preclear import messages, places
from preclear.clearance.following import Following
from preclear.demo import kinds
from preclear.messages import cusres, dates, edifact
from tests.documents import fuzzed
from tests.messages import bookings
from tests.messages.lists import LEE, ROY, message, people


@dataclass(frozen=True, slots=True)
class Target:
    """A reader, and what to begin with."""

    read: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]  # valid input, to be damaged
    words: Sequence[bytes] = ()  # what has a meaning in it
    raises: tuple[type[Exception], ...] = ()


EDIFACT = (
    b"'", b"+", b":", b"?", b"*", b"\n", b"\r\n", b"\x1d", b"UNA:+.? '", b"UNB+UNOA:4+", b"UNG+", b"UNH+", b"UNT+", b"UNE+", b"UNZ+", b"NAD+FL+++",
    b"NAD+FM+++", b"DTM+329:", b"DTM+36:", b"LOC+178+", b"LOC+91+", b"DOC+P+", b"FTX+BAG+++1:99", b"CNT+42:", b"TDT+20+", b"RFF+ABO:", b"\xc3\xa9",
    b"\xe2\x80\x99", b"PAXLST:D:12B:UN", b"PAXLST:001:000", b"CUSRES:D:05B:UN", b"ERP+2'", b"ERC+0Z'", b"PDT+P/1:090909:US+A:B:C:590429:M+PAX",
)  # fmt: skip
OLDER = (
    b"UNB+UNOA:1+AIR:NZ+USCS:US+020131:2359+R1++X'UNH+R1+PAXLST:001:000:NZ+XX812/020131/2300'CTA+IC+:FRED? B+1-703:TE'TDT++XX812+40+XX'"
    b"LOC+005+NZAKL:50'DTM+136+020131+1030+M05'LOC+008+USLAX:50'UNS+D'PDT+P/182345345:090909:US+MANGUS:SIMON:P:590429:M+PAX+NZAKL:USLAX'"
    b"UNT+14+R1'UNZ+1+R1'"
)
ANSWER = (
    b"UNB+UNOA:4+UTOAPIS:ZZ+XXAPIS:ZZ+270614:0920+A1++APIS'UNH+M1+CUSRES:D:05B:UN:IATA+X+01:F'BGM+962'RFF+TN:X'ERP+2'RFF+ABO:XX01'ERC+0Z'"
    b"FTX+AAP+++GO'UNT+8+M1'UNZ+1+A1'"
)


REPORT = (
    b"UNB+UNOA:4+XXAPIS:ZZ+UTOAPIS:ZZ+270614:0920+R1'UNH+R1+CONTRL:4:1:UN'UCI+77+UTOAPIS:ZZ+XXAPIS:ZZ+7'UCM+M1+CUSRES:D:05B:UN+4+12'UCS+5+12'UCD+12+2:1'"
    b"UNT+6+R1'UNZ+1+R1'"
)


def lists() -> list[bytes]:
    """Passenger lists of several kinds, torn ones and old ones among them; short ones, since they are read some million times."""
    whole = message(people(LEE[:5] + LEE[-6:]), group=False)
    flat = whole.replace("\n", "")
    many = message(
        ["BGM+745", "TDT+20+XX420", "LOC+125+YVR", *(s.replace("XX02", f"XX{n}") for n in range(5) for s in (ROY[0], *ROY[2:4], *ROY[7:]))]
    )
    torn = "\r\n".join(flat[n : n + 64] for n in range(0, len(flat), 64))
    return [text.encode() for text in (whole, flat, many, torn, message(people(ROY), application="IAPI", end="'"))] + [OLDER]


def passengers(raw: bytes) -> object:
    """A list, and every place in it."""
    found = messages.read(raw)
    for one in found.messages:
        for person in one.manifest.travellers if one.manifest else ():
            assert all(0 <= span.start <= span.end <= len(raw) for span in person.places.values())
    return found


def described(raw: bytes) -> object:
    """Read whatever it is, and say it as ``read --json`` does; the places are asked for, too."""
    found = messages.read(raw)
    for one in found.messages:
        for person in one.manifest.travellers if one.manifest else ():
            assert all(0 <= span.start <= span.end <= len(raw) for span in person.places.values())
    return list(messages.describe(found, "x"))


def followed(raw: bytes) -> object:
    """What the messages come to, and the same when they are given twice."""
    once, again = Following(), Following()
    once.take(raw)
    for one in (raw, raw):
        again.take(one)
    found = list(once.voyages())
    assert found == list(again.voyages())
    return found


def carrier(raw: bytes) -> object:
    """The carrier layer alone: every segment, parted into its elements."""
    stretches, faults = edifact.parts(raw)
    return [[stretch.elements(text) for text in stretch.segments(stretch.first, stretch.last).texts] for stretch in stretches], faults


def one_date(raw: bytes) -> object:
    """A date in every reading."""
    text, day = raw.decode("latin-1"), dates.date(2027, 6, 14)
    return dates.birth(text, "", day), dates.day(text, "", day), dates.moment(text, day), dates.prepared(text, text)


FORMS = (
    b'{"voyage":"A1","people":[', b'{"family_name":"', b'"birth_date":"1974-08-12"', b'"documents":[{"type":"P"', b"null", b"1e9", b"\\u00e9", b"\\ud800", b"}]}",
    b"Name;DOB\n", b"Voyage;From;To;Departs;Family name;Given names\n", b";", b"\t", b'"', b'""', b"\r\n", b"03/04/2026", b"Total;3", b"sep=;\n",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xe9", b"1,23E+11", b"#REF!", b"=1+1", b"<row>", b'<c t="s"><v>0</v></c>', b"PK\x03\x04", b"xl/workbook.xml",
)  # fmt: skip


def forms(*kinds_: str) -> list[bytes]:
    """Lists in the forms of small carriers, whole and damaged."""
    at, known = dates.datetime(2027, 6, 14, tzinfo=UTC), places.load()
    return [kinds.made(kind, n, people=1 + n % 2, at=at, places=known, damaged=n > 2).raw for kind in kinds_ for n in range(6)]


TARGETS = {
    "read": Target(described, lists, EDIFACT),
    "json": Target(described, lambda: forms("JSON"), FORMS),
    "csv": Target(described, lambda: forms("CSV"), FORMS),
    "xlsx": Target(described, lambda: forms("XLSX"), FORMS),
    "edifact": Target(carrier, lists, EDIFACT),
    "paxlst": Target(passengers, lists, EDIFACT),
    "cusres": Target(described, lambda: [ANSWER, cusres.write_faults(None, (), control="1", made_at=dates.datetime(2027, 6, 14))], EDIFACT),
    "contrl": Target(described, lambda: [REPORT], (*EDIFACT, b"UCI+77+A+B+7'", b"UCM+", b"UCS+", b"UCD+", b"CONTRL:4:1:UN")),
    "life": Target(followed, lists, EDIFACT),
    "pnrgov": Target(bookings.booked, lambda: bookings.seeds(bookings.EDIFACT, bookings.REQUESTS), bookings.WORDS),
    "pnrgov_xml": Target(bookings.booked, bookings.xml_seeds, bookings.XML_WORDS),
    "bags": Target(bookings.booked, lambda: bookings.seeds(bookings.BAGS), bookings.BAG_WORDS),
    "dates": Target(
        one_date, lambda: [b"740812", b"19740812", b"12AUG74", b"2706141000", b"8507<<"], (b"<<", b"00", b"JAN", b"1231", b"29")
    ),
    "zone": Target(fuzzed.zone, fuzzed.zone_seeds, fuzzed.ZONE_WORDS),
    "seal": Target(fuzzed.one_seal, fuzzed.seal_seeds, fuzzed.SEAL_WORDS),
    "seal_json": Target(fuzzed.json_text, fuzzed.seal_seeds, fuzzed.SEAL_WORDS, (fuzzed.strict_json.NotStrictError,)),
    "certificate": Target(fuzzed.certificate, fuzzed.certificate_seeds, fuzzed.DER_WORDS, (ValueError,)),
    "name": Target(fuzzed.name, fuzzed.name_seeds, fuzzed.NAME_WORDS),
}
