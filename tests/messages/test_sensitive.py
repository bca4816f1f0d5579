"""What is nobody's business is left out of every record and masked in every copy, each character by one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import messages
from preclear.errors import SourceError
from preclear.messages import sensitive
from preclear.messages.masking import masked

HEAD = "UNA:+.?*'UNB+IATA:1+XX+UTO+270614:0900+1'UNH+1+PNRGOV:13:1:IA'MSG+:22'ORG+XX'TVL+140627:1000+YVR+SEA+XX+420'EQN+1'"
HEAD += "SRC'RCI+XX:AB12CD'"
TAIL = "UNT+9+1'UNZ+1+1'"
CARD = "4111111111111111"

SECRETS = {  # what a booking holds, and what must not be told of it
    "a meal": ("SSR+KSML:HK:1:XX'", "KSML"),
    "a wheelchair with its text": ("SSR+WCHR:HK:1:XX:::YVR:SEA:CANNOT CLIMB STEPS+::1'", "CLIMB"),
    "a code in the history": ("TIF+LEE+ANN:A:1'ABI+1+:YVR'SAC+++X'SSR+DBML:HK:1:XX'", "DBML"),
    "a word in a remark": ("IFT+4:28+PAX IS DIABETIC'", "DIABETIC"),
    "a code in other services": ("SSR+OTHS:HK:1:XX:::::WCHC REQUESTED BROKEN HIP'", "BROKEN HIP"),
    "a code in long text": ("LTS+SSR VGML XX HK1'", "VGML"),
    "a card": (f"TIF+LEE+ANN:A:1'FOP+CC::1.00:VI:{CARD}:0130'", CARD),
    "a card in text": (f"IFT+4:28+CARD {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:]}'", "4111 1111 1111 1"),
    "a card in the history": (f"TIF+LEE+ANN:A:1'ABI+1+:YVR'SAC+++A'FOP+CC:::VI:{CARD}:0130'", CARD),
}


@pytest.mark.parametrize(("inside", "secret"), SECRETS.values(), ids=SECRETS)
def test_no_record_and_no_copy_tells_it(inside, secret):
    raw = f"{HEAD}{inside}{TAIL}".encode()
    interchange = messages.read(raw)
    assert secret not in repr(interchange)
    assert secret not in repr(list(messages.describe(interchange, "x")))
    shown = masked(raw)
    assert len(shown) == len(raw)
    assert secret.encode() not in shown
    assert masked(shown) == shown


@pytest.mark.parametrize("width", [7, 20, 64])
@pytest.mark.parametrize(("inside", "secret"), SECRETS.values(), ids=SECRETS)
def test_also_where_lines_are_broken(inside, secret, width):
    whole = f"{HEAD}{inside}{TAIL}"
    raw = "\r\n".join(re.findall(f".{{1,{width}}}", whole)).encode()
    shown = masked(raw)
    assert len(shown) == len(raw)
    assert secret.encode() not in shown.replace(b"\r\n", b"")


def test_names_numbers_and_places_stay():
    inside = "TIF+CHURCH+BLINDA MR:A:1'SSR+DOCS:HK:1:XX:::::/P/CAN/ZZ1/CAN/01MAR85/F/01MAR31/DEAF/MEDA'"
    inside += "TKT+0062120234533:T:1'IFT+4:28+CTCM 491701234567'"
    raw = f"{HEAD}{inside}{TAIL}".encode()
    assert masked(raw) == raw
    (person,) = messages.read(raw).messages[0].manifest.travellers
    assert (person.family_name, person.documents[0].family_name) == ("CHURCH", "DEAF")


def test_baggage_and_xml():
    bag = b"BSM\n.V/1LYVR\n.F/XX420/14JUN/SEA\n.N/0220123456001\n.P/1DEAF/AL\n.E/WCHR\n.R/PAX ON OXYGEN\nENDBSM\n"
    assert masked(bag) == bag.replace(b"WCHR", b"XXXX").replace(b"OXYGEN", b"XXXXXX")
    xml = f"""<IATA_PNRGOV_NotifRQ><PNR><SSR SSRCode="KSML" RPH="1"><Airline Code="XX"/><Text>NO DAIRY</Text></SSR>
<PaymentInfo AccountNbr="{CARD}"/></PNR></IATA_PNRGOV_NotifRQ>""".encode()
    shown = masked(xml)
    assert len(shown) == len(xml)
    assert not [secret for secret in (b"KSML", CARD.encode()) if secret in shown]


def test_the_specimens_keep_their_length(shared):
    for path in (shared / "data/passenger").rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert len(masked(raw)) == len(raw), path.name
    meals = masked((shared / "data/passenger/pnrgov/g01_push_two_pnrs_13_1.edi").read_bytes())
    assert b"AVML" not in meals


def test_a_table_of_a_node_takes_the_place_of_ours(tmp_path):
    (tmp_path / sensitive.FILE).write_text('version = "1"\n[codes]\nours = ["ZZZZ"]\n[words]\nours = ["SECRET*"]\n')
    table = sensitive.load(tmp_path)
    raw = f"{HEAD}SSR+ZZZZ:HK:1:XX'SSR+KSML:HK:1:XX'IFT+4:28+SECRETLY'{TAIL}".encode()
    assert masked(raw, table) == raw.replace(b"ZZZZ", b"XXXX").replace(b"SECRETLY", b"XXXXXXXX")
    (tmp_path / sensitive.FILE).write_text("codes = 1")
    with pytest.raises(SourceError, match="sensitive"):
        sensitive.load(tmp_path)


PIECES = st.sampled_from(
    [
        b"SSR+WCHR:HK",
        b"SSR+",
        b"IFT+4:28+",
        b"KSML",
        b"DIABETIC",
        b"4111 1111 1111 1111",
        b"'",
        b"+",
        b":",
        b"?",
        b"\r\n",
        b"UNB+IATA:1+A'",
        b"<SSR SSRCode='KSML'>",
        b"\xc3\xa9",
    ]
)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=6)), max_size=40))
def test_any_bytes_keep_their_length(pieces):
    raw = b"".join(pieces)
    assert len(masked(raw)) == len(raw)


OURS = 'version = "1"\n[codes]\nours = ["ZZZZ"]\n[words]\nours = ["SECRET*"]\n'
BOOKING = f"{HEAD}TIF+LEE+ANN:A:1'SSR+ZZZZ:HK:1:XX'SSR+WCHR:HK:1:XX'IFT+4:28+SECRETLY ON A WHEELCHAIR'{TAIL}"
TOLD = {
    "a booking": BOOKING,
    "a booking in XML": """<IATA_PNRGOV_NotifRQ><PNR><BookingRefID ID="AAAA11"/><Passenger><Surname>LEE</Surname></Passenger>
<SSR SSRCode="ZZZZ"><Text>NOTHING</Text></SSR><SSR SSRCode="WCHR"/><SSR SSRCode="OTHS"><Text>SECRETLY ON A WHEELCHAIR</Text></SSR>
</PNR></IATA_PNRGOV_NotifRQ>""",
    "a baggage message": (
        "BSM\n.V/1LYVR\n.F/XX420/14JUN/SEA\n.N/0220123456001\n.P/1LEE/AL\n.E/ZZZZ\n.E/WCHR\n.R/SECRETLY ON A WHEELCHAIR\nENDBSM\n"
    ),
    "a request": (
        "UNB+IATA:1+XX+UTO+270614:0900+1'UNH+1+GOVREQ:13:1:IA+X'MSG+:20'IFT+4+ZZZZ AND WCHR'IFT+4+SECRETLY ON A WHEELCHAIR'UNT+5+1'UNZ+1+1'"
    ),
}


@pytest.mark.parametrize("raw", TOLD.values(), ids=TOLD)
def test_a_nodes_own_table_is_used_for_every_kind_of_message(raw, tmp_path):
    (tmp_path / sensitive.FILE).write_text(OURS)
    told = {
        policy: repr(messages.read(raw.encode(), policy=table))
        for policy, table in {"ours": None, "theirs": sensitive.load(tmp_path)}.items()
    }
    assert ("ZZZZ" in told["ours"], "SECRETLY" in told["ours"], "WHEELCHAIR" in told["ours"]) == (True, True, False)
    assert ("ZZZZ" in told["theirs"], "SECRETLY" in told["theirs"], "WHEELCHAIR" in told["theirs"]) == (False, False, True)
