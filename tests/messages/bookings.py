"""What the readers of bookings and bags are fuzzed with: valid messages of our own invention, short ones, and words that have a meaning."""

# ruff: noqa: E501, ISC004  # messages, a piece a line

from __future__ import annotations

from collections.abc import Sequence

from preclear import messages
from preclear.messages.masking import masked

EDIFACT = (
    b"UNA:+.?*'UNB+IATA:1+XX+UTO+270614:0900+1'UNH+1+PNRGOV:13:1:IA+A'MSG+:22'ORG+XX:YVR'TVL+140627:1000:140627:1105+YVR+SEA+XX+420'EQN+1'SRC'"
    b"RCI+XX:AB12CD::010327:0915'DAT+700:120627:1010'IFT+4:28::XX+CTCE A..B//C.EXAMPLE'ORG+XX:YVR+1:YVR+YVR++T+CA:CAD+AG'ADD++702:1 ELM:YORK:::CA:V:1604'"
    b"TIF+LEE:I+ANN MRS:A:1'REF+:R1'SSR+DOCS:HK:1:XX:::::/P/CAN/ZZ1/CAN/01MAR85/F/01MAR31/LEE/ANN'SSR+INFT:HK:1:XX:::::LEE/MIA 10AUG26+::1'TKT+9990:T:1'"
    b"MON+B:1.00:CAD'FOP+CC::1.00:VI:4111111111111111:0130'TVL+140627:1000:140627:1105+YVR+SEA+XX+420:Y'RPI+1+HK'SSR+SEAT:HK:1:XX:::YVR:SEA+12A::1'"
    b"DAT+2:140627:0815'TRI++042:::1'TIF+LEE:I+ANN MRS:A:1'SSD+12A++++Y'TBD++2:31:700++MP+999:0220123456:2:SEA'EQN+1'RCI+XX:EF34GH'MSG+8'TVL+140627+SEA:INN'"
    b"ABI+1+:YVR+YVR++XX'DAT+T:050327:1010'SAC+++X'SSR+WCHR:HK:1:XX'LTS+TEXT'UNT+40+1'UNZ+1+1'",
)
REQUESTS = (
    b"UNB+IATA:1+UTO+XX+270614:0915+7'UNH+1+GOVREQ:13:1:IA+A'MSG+:43'ORG+UTO:VIC'TVL+140627:1000+YVR+SEA+XX+420'RCI+XX:AB12CD'TIF+LEE+ANN'UNT+7+1'UNZ+1+7'",
    b"UNB+IATA:1+UTO+XX+270614:0915+7'UNH+1+ACKRES:13:1:IA+A'MSG+:23'ERC+1'IFT+3+RECEIVED'UNT+5+1'UNZ+1+7'",
)
XML = (
    b"""<?xml version="1.0"?><IATA_PNRGOV_NotifRQ Version="13.1" TimeStamp="2027-06-14T09:00:00Z"><FlightLeg CarrierCode="XX" FlightNumber="420"
DepartureDateTime="2027-06-14T10:00:00"><DepartureAirport LocationCode="YVR"/><ArrivalAirport LocationCode="SEA"/></FlightLeg><PNRs><PNR><BookingRefID
ID="AB12CD"/><Passenger RPH="1"><GivenName>ANN</GivenName><Surname>LEE</Surname><DOC_SSR SSRCode="DOCS"><DOCS DateOfBirth="1985-03-01" DocID="Z1"/></DOC_SSR>
</Passenger><Flight FlightNumber="420" DepartureDateTime="2027-06-14T10:00:00"><SSR SSRCode="KSML" RPH="1"/></Flight></PNR></PNRs></IATA_PNRGOV_NotifRQ>""",
)
XML_BEGIN = '<IATA_PNRGOV_NotifRQ Version="13.1"><FlightLeg CarrierCode="XX" FlightNumber="420"/><PNRs>'
XML_PERSON = f"{XML_BEGIN}<PNR><BookingRefID ID='A'/><Passenger><Surname>A</Surname>"
XML_SHAPES = {  # a beginning, and what is repeated behind it: the cheapest way to each kind of record, and to what a parser keeps
    "documents": ("", "<PNR/>"),
    "bookings that say nothing": (XML_BEGIN, "<PNR/>"),
    "bookings of nobody": (XML_BEGIN, "<PNR><OSI>a</OSI></PNR>"),
    "bookings of one": (XML_BEGIN, "<PNR><Passenger/></PNR>"),
    "people": (f"{XML_BEGIN}<PNR>", "<Passenger/>"),
    "legs": (f"{XML_BEGIN}<PNR>", "<Flight/>"),
    "services": (XML_PERSON, "<SSR Code='A'/>"),
    "services that say nothing": (XML_PERSON, "<SSR/>"),
    "seats": (f"{XML_BEGIN}<PNR><Flight><CheckInInfo><BoardingNumber>", "<Seat>1A</Seat>"),
    "documents of a person": (XML_PERSON, "<DOC_SSR><DOCS DocID='{n}'/></DOC_SSR>"),
    "infants": (XML_PERSON, "<SSR Code='INFT'>A/B{n}</SSR>"),
    "documents in texts": (XML_PERSON, "<OSI>DOCS/P/A/{n}/</OSI>"),
    "texts": (XML_PERSON, "<OSI>A</OSI>"),
    "tickets": (XML_PERSON, "<TicketDocument Number='1'/>"),
    "payments": (f"{XML_PERSON}<TicketDocument>", "<PaymentInfo PaymentType='A'/>"),
    "contacts": (XML_PERSON, "<ContactInfo Email='1'/>"),
    "depth": (f"{XML_BEGIN}<PNR>", "<a>"),
    "depth of what is known": (XML_BEGIN, "<PNR>"),
    "depth again and again": (XML_BEGIN, "<PNR>" + "<a>" * 41),
    "attributes": (f"{XML_PERSON}<SSR", " a{n}=''"),
    "names": (XML_BEGIN, "<a{n}/>"),
    "names of attributes": (XML_BEGIN, "<a b{n}=''/>"),
    "elements of no booking": ("<IATA_PNRGOV_NotifRQ>", "<SSR/>"),
    "elements of a leg": ("<IATA_PNRGOV_NotifRQ><FlightLeg>", "<SSR/>"),
    "a text": (f"{XML_PERSON}<OSI>", "a"),
    "wide texts": (XML_PERSON, "<OSI>" + "a" * 200 + "\U0001f600</OSI>"),
    "a comment": (f"{XML_BEGIN}<!--", "a"),
    "instructions": (XML_BEGIN, "<?a?>"),
    "tags without an end": (XML_BEGIN, "<PNR "),
    "damages": (XML_BEGIN, "<PNR></a>"),
}


def shaped(begin: str, piece: str, length: int) -> bytes:
    """A document of one of the shapes, about as long as is said."""
    return (begin + "".join(piece.replace("{n}", str(n)) for n in range(length // len(piece)))).encode()


BAGS = (
    b"BSM\n.V/1LYVR\n.F/XX420/14JUN/SEA/Y\n.N/0220123456002\n.S/Y/12A/C/042//N\n.W/K/2/31\n.P/1LEE/ANNMRS\n.L/AB12CD\nENDBSM\n",
    b"BTM\nCHG\n.V/1TSEA/1/2\n.I/XX420/14JUN/YVR\n.F/ZZ88/14JUN/DEN\n.O/ZZ90/15JUN/MIA\n.N/0220123456001\n.P/2DOE/JO/AL\n.E/RUSH\n.R/TEXT\nENDBTM\n",
)
WORDS = (
    b"'", b"+", b":", b"?", b"/", b"\n", b"SRC'", b"TIF+", b"TVL+", b"SSR+DOCS", b"::1", b"ABI+1'", b"SAC+++X'", b"EQN+1'", b"MSG+8'", b"TRI++1:::1'",
    b"RCI+XX:A'", b"IFT+4:28+", b"DOCS HK1/P/", b"CTC M 1", b"TIF+P:G'", b"TVL+++++9'", b"4111111111111111", b"KSML", b"DIABETIC", b"01MAR85",
)  # fmt: skip
XML_WORDS = (
    b"<PNR>",
    b"</PNR>",
    b"<Passenger>",
    b"<SSR SSRCode='DOCS'>",
    b"<Text>",
    b"/>",
    b"&",
    b"<!DOCTYPE a>",
    b"<!--",
    b"<![CDATA[",
    b"\x00",
    b"'",
)
BAG_WORDS = (b"\n", b"\r\n", b".", b"/", b"BSM\n", b"ENDBSM\n", b".N/", b".P/1", b".F/", b"CHG\n", b"\x02", b"999", b"14JUN")


def seeds(*kinds: Sequence[bytes]) -> list[bytes]:
    """Messages of some kinds, bookings also torn at 64 columns."""
    whole = [raw for kind in kinds for raw in kind]
    return whole + [b"\r\n".join(raw[n : n + 64] for n in range(0, len(raw), 64)) for raw in whole if raw.startswith(b"UN")]


def xml_seeds() -> list[bytes]:
    """Bookings in XML, and as often one of the shapes that weigh much for their length."""
    return [*seeds(XML) * len(XML_SHAPES), *[shaped(*shape, 600) for shape in XML_SHAPES.values()]]


def booked(raw: bytes) -> object:
    """Read whatever it is, ask for every place, say it, and mask it."""
    found = messages.read(raw)
    for message in found.messages:
        for booking in message.bookings:
            for person in booking.people:
                assert all(0 <= span.start <= span.end <= len(raw) for span in person.traveller.places.values())
            for leg in booking.legs:
                assert all(0 <= span.start <= span.end <= len(raw) for span in leg.places.values())
    assert len(masked(raw)) == len(raw)
    return list(messages.describe(found, "x"))
