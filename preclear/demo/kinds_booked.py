"""Booking records (PNRGOV, also in XML) and baggage messages (BSM, BPM, BTM) of invented people: a list's people, said in those words.

Sources: IATA PNRGOV EDIFACT implementation guide 13.1; IATA Recommended Practice 1745.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random
from string import ascii_uppercase
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from preclear.demo.messages import Segment, spelled
from preclear.demo.styles import Style
from preclear.manifest import Manifest, Span, Traveller

GUIDE = Style(advice=":+.?*'", syntax="UNOA", line_end="\n")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


class Sent(NamedTuple):
    """What is sent, and where each person stands in it."""

    raw: bytes
    people: tuple[Span, ...]
    bookings: tuple[dict[str, object], ...] = ()  # what is true of each


class Party(NamedTuple):
    """The travellers of one booking, and what became of it."""

    travellers: Sequence[Traveller]
    locator: str
    cancelled: bool
    split_into: str | None  # the locator of the booking that people were split into


def _parties(manifest: Manifest, random: Random, *, split: bool = True) -> list[Party]:
    """Bookings, one in ten cancelled; people were split off one in ten, into a booking of another flight."""
    found = [list(party) for _, party in groupby(manifest.travellers, key=lambda one: one.references["AVF"])]
    return [
        Party(
            party,
            party[0].references["AVF"],
            cancelled=random.random() < 0.1,
            split_into="".join(random.choices(ascii_uppercase, k=6)) if split and random.random() < 0.1 else None,
        )
        for party in found
    ]


def _truth(parties: Sequence[Party]) -> tuple[dict[str, object], ...]:
    return tuple(
        {
            "locator": party.locator,
            "people": [one.ordinal for one in party.travellers],
            "cancelled": party.cancelled,
            "splits": [] if party.split_into is None else [{"direction": "into", "locator": party.split_into}],
        }
        for party in parties
    )


def pnrgov(manifest: Manifest, random: Random) -> Sent:
    """Return a push or an update of the bookings of a flight: each party one booking, each traveller with a passport in SSR DOCS."""
    leg = manifest.voyage.border
    assert leg is not None
    assert leg.departs is not None
    assert leg.arrives is not None
    assert manifest.prepared_at is not None
    carrier = manifest.voyage.carrier or ""
    flight = (f"{leg.departs:%d%m%y}:{leg.departs:%H%M}:{leg.arrives:%d%m%y}:{leg.arrives:%H%M}", leg.departure or "", leg.arrival or "")
    number = leg.voyage.removeprefix(carrier)
    tvl: Segment = ("TVL", tuple(flight[0].split(":")), *flight[1:], carrier, number)
    parties = _parties(manifest, random)
    action = "141" if manifest.function == "change" else "22"
    body: list[tuple[int | None, Segment]] = [(None, s) for s in (("MSG", ("", action)), ("ORG", (carrier, leg.departure or "")), tvl)]
    body.append((None, ("EQN", str(len(parties)))))
    for party in parties:
        body += [(None, ("SRC",)), (None, ("RCI", (carrier, party.locator, "", f"{manifest.prepared_at:%d%m%y}", "0915")))]
        body += [(None, ("DAT", ("700", f"{manifest.prepared_at:%d%m%y}", "1010"))), (None, ("ORG", (carrier, leg.departure or "")))]
        for place, one in enumerate(party.travellers, 1):
            body += [(one.ordinal, segment) for segment in _traveller(one, place, carrier, random)]
        status = "HX" if party.cancelled else "HK"
        body += [(None, (*tvl[:5], (number, "Y"))), (None, ("RPI", str(len(party.travellers)), status)), (None, ("APD", "320"))]
        body += [(None, ("EQN", "1")), (None, ("RCI", (carrier, party.split_into)))] if party.split_into else []
    stamp = (f"{manifest.prepared_at:%y%m%d}", f"{manifest.prepared_at:%H%M}")
    access = f"{leg.departs:%d%m%y/%H%M}/{carrier}/{number}"
    before: list[Segment] = [
        ("UNB", ("IATA", "1"), carrier, "PRECLEAR", stamp, "0001", "", "PNRGOV"),
        ("UNH", "1", ("PNRGOV", "13", "1", "IA"), access, ("01", "F")),
    ]
    after: list[Segment] = [("UNT", str(len(body) + 2), "1"), ("UNZ", "1", "0001")]
    lines = spelled([*before, *(segment for _, segment in body), *after], GUIDE)
    spans: dict[int, Span] = {}
    at = sum(map(len, lines[:3]))
    for (who, _), line in zip(body, lines[3:], strict=False):
        if who is not None:
            spans[who] = Span(spans[who].start if who in spans else at, at + len(line))
        at += len(line)
    return Sent(b"".join(lines), tuple(spans[one.ordinal] for one in manifest.travellers), _truth(parties))


def pnrgov_xml(manifest: Manifest, random: Random) -> Sent:
    """Return the same as an XML message; splits are not told there."""
    leg = manifest.voyage.border
    assert leg is not None
    assert leg.departs is not None
    assert leg.arrives is not None
    assert manifest.prepared_at is not None
    carrier = manifest.voyage.carrier or ""
    parties = _parties(manifest, random, split=False)
    number = leg.voyage.removeprefix(carrier)
    times = {"DepartureDateTime": leg.departs.isoformat(), "ArrivalDateTime": leg.arrives.isoformat()}
    places = _element("DepartureAirport", LocationCode=leg.departure) + _element("ArrivalAirport", LocationCode=leg.arrival)
    target = {"Target": "Update"} if manifest.function == "change" else {}
    written = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + _open("IATA_PNRGOV_NotifRQ", Version="13.1", TimeStamp=f"{manifest.prepared_at.isoformat()}Z", **target)
        + _element("Originator", AirlineCode=carrier)
        + _element("FlightLeg", places, CarrierCode=carrier, FlightNumber=number, **times)
        + _open("PNRs", NumberOfPnrs=str(len(parties)))
    )
    spans = []
    for party in parties:
        written += _open("PNR", NumberOfPassengers=str(len(party.travellers)))
        written += _element("BookingRefID", _element("CompanyName", Code=carrier), ID=party.locator)
        for place, one in enumerate(party.travellers, 1):
            start = len(written.encode())
            written += _xml_traveller(one, place) + "\n"
            spans.append(Span(start, len(written.encode())))
        status = {"NumberInParty": str(len(party.travellers)), "Status": "HX" if party.cancelled else "HK"}
        airline = _element("MarketingAirline", Code=carrier)
        written += _element("Flight", places + airline, FlightNumber=number, ResBookDesigCode="Y", **times, **status) + "</PNR>\n"
    return Sent(f"{written}</PNRs></IATA_PNRGOV_NotifRQ>\n".encode(), tuple(spans), _truth(parties))


def _xml_traveller(one: Traveller, place: int) -> str:
    inside = _element("GivenName", escape(one.given_names)) + _element("Surname", escape(one.family_name))
    for document in one.documents[:1]:
        said: dict[str, str | None] = {
            "DateOfBirth": str(one.birth_date) if one.birth_date else None,
            "Gender": one.sex,
            "DocHolderNationality": one.nationality,
            "DocTypeCode": document.type,
            "DocIssueStateProv": document.issuer,
            "DocID": document.number,
            "ExpireDate": document.expires.isoformat() if document.expires else None,
            "Surname": one.family_name,
            "FirstGivenName": one.given_names,
        }
        inside += _element("DOC_SSR", _element("DOCS", **said), SSRCode="DOCS", Status="HK")
    return _element("Passenger", inside, RPH=str(place))


def _open(name: str, /, **attributes: str | None) -> str:
    return f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items() if value)}>"


def _element(name: str, inside: str = "", /, **attributes: str | None) -> str:
    opened = _open(name, **attributes)
    return f"{opened}{inside}</{name}>" if inside else f"{opened[:-1]}/>"


def _traveller(one: Traveller, place: int, carrier: str, random: Random) -> Iterator[Segment]:
    born = one.birth_date.whole if one.birth_date else None
    yield ("TIF", (one.family_name, "I"), (one.given_names, "A", str(place)))
    if random.random() < 0.3:
        yield ("FTI", (carrier, f"{one.ordinal:09d}"))
    for document in one.documents[:1]:
        birth = f"{born:%d}{MONTHS[born.month - 1]}{born:%y}" if born else ""
        until = f"{document.expires:%d}{MONTHS[document.expires.month - 1]}{document.expires:%y}" if document.expires else ""
        said = "/".join(
            ("", document.type, document.issuer or "", document.number, one.nationality or "", birth, one.sex or "", until,
             one.family_name, one.given_names)
        )  # fmt: skip
        yield ("SSR", ("DOCS", "HK", "1", carrier, "", "", "", "", said))


def bags(manifest: Manifest, random: Random) -> Sent:
    """Return a baggage message for each traveller with bags, behind each other as a baggage system sends them."""
    written, spans = b"", list[Span]()
    for one in manifest.travellers:
        text = _bag(manifest, one, random).encode() if one.bags and one.bags.tags else b""
        spans.append(Span(len(written), len(written) + len(text)))
        written += text
    return Sent(written, tuple(spans))


def _bag(manifest: Manifest, one: Traveller, random: Random) -> str:
    leg = manifest.voyage.border
    assert leg is not None
    assert leg.departs is not None
    assert one.bags is not None
    kind = random.choice(("BSM", "BPM", "BTM"))
    day = f"{leg.departs:%d}{MONTHS[leg.departs.month - 1]}"
    lines = [
        kind,
        f".V/1{'T' if kind == 'BTM' else 'L'}{leg.departure}",
        *([f".I/{leg.voyage[:2]}901/{day}/LHR"] if kind == "BTM" else []),
        f".F/{leg.voyage}/{day}/{leg.arrival}/Y",
        f".N/{one.bags.tags[0]}{len(one.bags.tags):03d}",
        f".S/Y/{one.seat or ''}/C/{one.ordinal:03d}//N",
        f".W/K/{len(one.bags.tags)}/{one.bags.kilograms:g}",
        f".P/1{one.family_name}/{one.given_names.replace(' ', '')}"[:60],
        f".L/{one.references['AVF']}",
        f"END{kind}",
    ]
    return "".join(f"{line}\r\n" for line in lines) + "\r\n"


def bag_truth(manifest: Manifest) -> Sequence[dict[str, object]]:
    """Return what a reader must find of the bags: whose, with which plates, on which flight."""
    return [
        {
            "ordinal": one.ordinal,
            "family_name": one.family_name,
            "numbers": list(one.bags.tags),
            "seat": one.seat,
            "locator": one.references["AVF"],
            "voyage": manifest.voyage.designator,
        }
        for one in manifest.travellers
        if one.bags and one.bags.tags
    ]
