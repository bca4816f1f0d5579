"""The carrier layer: whatever stands around, between and inside the segments, the same list is read, and what is odd is said."""

from __future__ import annotations

import pytest

from preclear import messages
from preclear.messages import edifact, small_letters
from preclear.messages.edifact import Separators
from tests.messages.lists import LEE, ROY, message, people
from tests.messages.test_paxlst import said, strip

WHOLE = message(people(LEE, ROY))


def wrap(text: str, width: int, end: str) -> str:
    """Hard line breaks at a width, wherever they fall."""
    run = text.replace("\n", "")
    return end.join(run[n : n + width] for n in range(0, len(run), width))


def translate(text: str, component: str, element: str, release: str, terminator: str, una: str) -> str:
    """The same message in other separators."""
    body = text.partition("\n")[2].replace(":", component).replace("+", element).replace("?", release).replace("'", terminator)
    return una + body


WRAPPINGS = {
    "as it is": (WHOLE, set()),
    "one line": (WHOLE.replace("\n", ""), set()),
    "line ends of Windows": (WHOLE.replace("\n", "\r\n"), set()),
    "blanks before each segment": (WHOLE.replace("\n", "\n  "), set()),
    "no UNA": (WHOLE.partition("\n")[2], set()),
    "64 columns": (wrap(WHOLE, 64, "\r\n"), {"EDI-LINES-BROKEN"}),
    "69 columns": (wrap(WHOLE, 69, "\n"), {"EDI-LINES-BROKEN"}),
    "7 columns": (wrap(WHOLE, 7, "\n"), {"EDI-LINES-BROKEN"}),
    "telex": (
        "\x01QD ABCDEFG\r\n.HDQXXXX 140915\r\n\x02" + wrap(WHOLE, 64, "\r\n") + "\r\n\x03\x0c 14JUN27 0915Z",
        {"EDI-TEXT-BEFORE", "EDI-LINES-BROKEN", "EDI-TEXT-AFTER"},
    ),
    "telex glued to UNA": (".HDQXXXX 140915" + WHOLE, {"EDI-TEXT-BEFORE"}),
    "telex glued to UNB": (".HDQXXXX 140915" + WHOLE.partition("\n")[2], {"EDI-TEXT-BEFORE"}),
    "mail": (
        "Hello,\nhere is the list. It's late!\n\n" + WHOLE + "\n--\nThis mail's text is confidential.",
        {"EDI-TEXT-BEFORE", "EDI-TEXT-AFTER"},
    ),
    "NUL bytes around": ("\0\0" + WHOLE + "\0\0", set()),
    "stars and hashes": (translate(WHOLE, ":", "*", "?", "#", "UNA:*.? #"), set()),
    "other marks and releases": (translate(WHOLE, "=", "|", "\\", "$", "UNA=|.\\*$\n"), set()),
    "a UNA of five characters": (WHOLE.replace("UNA:+.? '", "UNA:+.?'"), {"EDI-UNA-UNTRUE"}),
    "a UNA whose sixth is a line end": (WHOLE.replace("UNA:+.? '", "UNA:+.? "), {"EDI-UNA-UNTRUE"}),
    "a UNA that names another terminator": (WHOLE.replace("UNA:+.? '", "UNA:+.? #"), {"EDI-UNA-UNTRUE"}),
    "a UNA that names other separators": (WHOLE.replace("UNA:+.? '", "UNA*|.? '"), {"EDI-UNA-UNTRUE"}),
    "a blank between UNA and UNB": (WHOLE.replace("UNA:+.? '\n", "UNA:+.? ' "), set()),
    "accents for terminators": (WHOLE.replace("'", "\u00b4"), {"EDI-QUOTES"}),
    "primes for terminators": (WHOLE.replace("'", "\u2032"), {"EDI-QUOTES"}),
    "blanks of a page behind terminators": (WHOLE.replace("'\n", "'\u00a0"), set()),
    "a mainframe's line ends": (WHOLE.replace("'\n", "'\u0085"), set()),
    "a blank inside a tag": (WHOLE.replace("UNH+", "UN H+").replace("UNG+", "U NG+"), {"EDI-TAG-DAMAGED"}),
    "a blank in a tag": (WHOLE.replace("UNG+", "UNG +"), {"EDI-TAG-DAMAGED"}),
    "a wrong count": (WHOLE.replace("UNT+", "UNT+9"), {"EDI-COUNT"}),
    "a reference that differs": (WHOLE.replace("UNZ+1+C1", "UNZ+1+C2"), {"EDI-REFERENCE"}),
    "no UNT": (WHOLE.replace("UNT+", "XXX+"), {"EDI-UNT-MISSING", "EDI-SEGMENT-UNKNOWN"}),
    "no UNZ": (WHOLE.partition("UNZ")[0], {"EDI-CUT-OFF"}),
    "no UNE": (WHOLE.replace("UNE+1+1'\n", ""), {"EDI-UNE-MISSING"}),
    "no UNH": (WHOLE.replace("UNH+M1+PAXLST:D:12B:UN:IATA+XX0420/270614/1000+01:F'\n", ""), {"EDI-UNH-MISSING"}),
    "a type that is not known": (WHOLE.replace("PAXLST:D", "PAXLTS:D"), {"EDI-UNH-DAMAGED"}),
    "typographic quotation marks": (WHOLE.replace("'", "\u2019"), {"EDI-QUOTES"}),
    "typographic quotation marks and no line ends": (WHOLE.replace("'", "\u2018").replace("\n", ""), {"EDI-QUOTES"}),
    "the separators of syntax level B": (
        WHOLE.partition("\n")[2].replace("\n", "").replace("'", "\x1c").replace("+", "\x1d").replace(":", "\x1f").replace("UNOA", "UNOB"),
        set(),
    ),
    "a carriage return for terminator": (WHOLE.replace("'\n", "\r").replace("UNA:+.? \r", ""), set()),
    "both line ends for terminator": (WHOLE.replace("'\n", "\r\n").replace("UNA:+.? \r\n", ""), set()),
    "a byte order mark": ("\ufeff" + WHOLE, set()),
    "the last terminator lost": (WHOLE.rstrip("'\n"), {"EDI-END-OPEN"}),
    "UNH and BGM glued": (WHOLE.replace("01:F'\n", "01:F"), {"EDI-TERMINATOR-LOST"}),
    "UNB and UNG glued": (WHOLE.replace("APIS'\nUNG", "APISUNG"), {"EDI-TERMINATOR-LOST"}),
    "CNT and UNT glued": (WHOLE.replace("'\nUNT", "UNT"), {"EDI-TERMINATOR-LOST"}),
    "UNT and UNE glued": (WHOLE.replace("'\nUNE", "UNE"), {"EDI-TERMINATOR-LOST"}),
    "UNB with a damaged syntax identifier": (WHOLE.replace("UNOA:4", "U?OA:4"), set()),
    "UNB twice": (WHOLE.replace("UNB+", "UNB+UNOA:4+XXAPIS:ZZ+UTOAPIS:ZZ+270614:0915+C1++APIS'\nUNB+", 1), {"EDI-SERVICE-STRAY"}),
    "UNG twice": (
        WHOLE.replace("UNG+", "UNG+PAXLST+XXAPIS:ZZ+UTOAPIS:ZZ+270614:0915+1+UN+D:12B'\nUNG+", 1),
        {"EDI-SERVICE-STRAY", "EDI-COUNT", "EDI-UNE-MISSING"},
    ),
    "UNH twice": (WHOLE.replace("UNH+", "UNH+M1+PAXLST:D:12B:UN:IATA+XX0420/270614/1000+01:F'\nUNH+", 1), {"EDI-SERVICE-STRAY"}),
    "UNT twice": (WHOLE.replace("UNE+1", "UNT+46+M1'\nUNE+1"), {"EDI-SERVICE-STRAY"}),
    "UNE twice": (WHOLE.replace("UNZ+1", "UNE+1+1'\nUNZ+1"), {"EDI-SERVICE-STRAY"}),
    "UNE without UNG": (
        WHOLE.replace("UNG+PAXLST+XXAPIS:ZZ+UTOAPIS:ZZ+270614:0915+1+UN+D:12B'\n", ""),
        {"EDI-UNG-MISSING", "EDI-REFERENCE"},
    ),
    "a wrong count of messages in UNE": (WHOLE.replace("UNE+1+1", "UNE+2+1"), {"EDI-COUNT"}),
    "a segment of its own between UNG and UNH": (WHOLE.replace("UNH+", "QQQ+1'\nUNH+", 1), {"EDI-SEGMENT-UNKNOWN"}),
    "a line end for terminator": (WHOLE.replace("'\n", "\n").replace("UNA:+.? \n", ""), set()),
}


def test_a_mainframe_s_letters_are_read():
    assert around(WHOLE.encode("cp037")) == (around(WHOLE.encode())[0], {"EDI-CHARSET"})


def test_repetitions_that_would_come_to_many_times_the_text_stay_as_they_are():
    head, tail = WHOLE.replace("UNA:+.? '", "UNA:+.?*'").split("NAD+FL", 1)
    for repeated in ("COM+" + "1:TE*" * 99 + "2:TE+" + "X" * 3000, "COM+" + "1:TE*" * 5000 + "2:TE"):
        people_, _ = around(f"{head}{repeated}'\nNAD+FL{tail}".encode())
        assert people_ == around(WHOLE.encode())[0]


def test_small_letters_are_read_and_names_and_references_stay_as_declared():
    small, whole = messages.read(WHOLE.lower().encode()), messages.read(WHOLE.encode())
    assert "EDI-SMALL-LETTERS" in {fault.code for fault in small.faults}
    one, other = small.messages[0], whole.messages[0]
    assert [fault.code for fault in one.faults] == [fault.code for fault in other.faults]
    assert one.manifest.voyage == other.manifest.voyage
    assert (one.reference, one.function, one.release) == (other.reference.lower(), other.function, other.release)
    for person, same in zip(one.manifest.travellers, other.manifest.travellers, strict=True):
        assert (person.family_name, person.given_names) == (same.family_name.lower(), same.given_names.lower())
        assert (person.birth_date, person.sex, person.nationalities, person.segments) == (
            same.birth_date, same.sex, same.nationalities, same.segments,
        )  # fmt: skip


@pytest.mark.parametrize("tag", ["UNH", "NAD", "UNT", "UNZ"])
def test_one_tag_in_small_letters_costs_nobody(tag):
    people_, faults = around(WHOLE.replace(tag, tag.lower()).encode())
    assert people_ == around(WHOLE.encode())[0]
    assert faults & {"EDI-SMALL-LETTERS", "EDI-TAG-DAMAGED", "EDI-CUT-OFF", "EDI-UNT-MISSING"}


def test_a_name_like_a_service_tag_stays():
    text = WHOLE.replace("ROY:ALEX", "dunb:unb").encode()
    assert small_letters.raised(text) is text


def test_a_text_of_two_bytes_a_character():
    people_, faults = around(b"\xff\xfe" + WHOLE.encode("utf-16-le"))
    assert people_ == around(WHOLE.encode())[0]
    assert "EDI-LINES-BROKEN" in faults


def test_a_repeated_element_is_one_segment_of_the_count():
    plain = (
        "UNA:+.?*'UNB+UNOA:4+A+B+270614:0915+C1'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'"
        "NAD+FL+++O?'ROY:ALEX'NAT+2+CAN*GBR'NAT+2+{}'UNT+{}+1'UNZ+1+C1'"
    )
    for last, count in (("FRA", 6), ("FRA?'", 6), ("FRA", 7)):
        (found,) = messages.read(plain.format(last, count).encode()).messages
        assert found.manifest.travellers[0].nationalities[:2] == ("CAN", "GBR")
        assert ("EDI-COUNT" in {fault.code for fault in found.faults}) is (count == 7)


def test_windows_quotation_marks():
    assert around(WHOLE.replace("'", "\u2019").encode("cp1252")) == (around(WHOLE.encode())[0], {"EDI-QUOTES"})


def test_a_name_keeps_its_apostrophe_where_terminators_are_real():
    text = WHOLE.replace("ROY:ALEX", "O\u2019ROY:ALEX")
    assert [t.family_name for t in messages.read(text.encode()).messages[0].manifest.travellers] == ["LEE-PARK", "O\u2019ROY"]


LOST = {
    "the UNB of the second interchange": (
        lambda one, two: one + two.partition("UNA")[2].partition("\n")[2].partition("\n")[2],
        "EDI-UNB-MISSING",
    ),
    "the UNB of the first interchange": (lambda one, two: one.partition("\n")[2].partition("\n")[2] + two, "EDI-UNB-MISSING"),
    "the end of the first interchange": (lambda one, two: one.partition("UNE+")[0] + two, "EDI-CUT-OFF"),
}


@pytest.mark.parametrize(("lose", "code"), LOST.values(), ids=LOST)
def test_nobody_is_lost_between_two_interchanges(lose, code):
    interchange = messages.read(lose(WHOLE, WHOLE.replace("M1", "M2").replace("XX0", "YY0")).encode())
    assert [len(m.manifest.travellers) for m in interchange.messages] == [2, 2]
    assert code in {fault.code for fault in interchange.faults}


def test_elements_repeat_in_syntax_version_4():
    body = people(LEE, ROY)
    body = [
        segment.replace("COM+1 604 555 0100:TE", "COM+1 604 555 0100:TE*1 604 555 0101:FX").replace("NAT+2+FRA", "NAT+2+FRA*CAN")
        for segment in body
    ]
    raw = message(body, una="UNA:+.?*'").encode()
    manifest = messages.read(raw).messages[0].manifest
    assert manifest.contact == "XX HELP DESK, 1 604 555 0100 TE, 1 604 555 0101 FX"
    assert [person.nationalities for person in manifest.travellers] == [("CAN",), ("FRA", "CAN")]
    same = message(body, una="UNA:+.?*'", syntax="UNOA:3").encode()
    assert messages.read(same).messages[0].manifest.travellers[1].nationalities == ("FRA*CAN",)


def around(raw: bytes) -> tuple[list[tuple[object, ...]], set[str]]:
    """The people of some bytes, and the codes of what is wrong but for the seat of the specimen and the date of the day."""
    interchange = messages.read(raw)
    found = [message for message in interchange.messages if message.manifest]
    faults = {f.code for f in interchange.faults} | {f.code for m in found for f in m.faults}
    return [t for m in found for t in strip(m.manifest.travellers)], faults - {"PAX-SEAT-ZEROS"}


@pytest.mark.parametrize(("text", "codes"), WRAPPINGS.values(), ids=WRAPPINGS)
def test_the_same_people_whatever_stands_around_them(text, codes):
    people_, faults = around(text.encode())
    assert people_ == around(WHOLE.encode())[0]
    assert faults == codes


@pytest.mark.parametrize(
    "text", [WRAPPINGS["telex"][0], WRAPPINGS["7 columns"][0], WRAPPINGS["blanks before each segment"][0]], ids=["telex", "torn", "blanks"]
)
def test_offsets_are_into_the_bytes_as_received(text):
    raw = text.encode()
    lee = messages.read(raw).messages[0].manifest.travellers[0]
    tidy = {name: "".join(value.split()) for name, value in said(raw, lee).items()}
    whole = messages.read(WHOLE.encode()).messages[0].manifest.travellers[0]
    assert tidy == {name: "".join(value.split()) for name, value in said(WHOLE.encode(), whole).items()}


def test_several_interchanges_and_messages_in_one_file():
    interchange = messages.read((WHOLE + "\0\0\n" + WHOLE.replace("M1", "M2") + "bye").encode())
    assert [(m.number, m.envelope.message_reference, len(m.manifest.travellers)) for m in interchange.messages] == [
        (1, "M1", 2),
        (2, "M2", 2),
    ]
    assert {fault.code for fault in interchange.faults} == {"EDI-TEXT-AFTER"}
    two = WHOLE.replace("UNE+1", "UNH+M2+PAXLST:D:12B:UN:IATA'\nBGM+745'\nUNT+3+M2'\nUNE+2").replace("UNT+46", "UNT+46")
    assert [len(m.manifest.travellers) for m in messages.read(two.encode()).messages] == [2, 0]


def test_released_terminator_behind_a_line_break():
    text = WHOLE.replace("ROY:ALEX", "ROY?'S:ALEX").replace("ROY?'S", "ROY?\r\n'S")
    assert [person[3] for person in around(text.encode())[0]] == ["LEE-PARK", "ROY'S"]


CHARSETS = {
    "UTF-8 under UNOA": ("UNOA:4", "utf-8", "utf-8", True),
    "Latin-1 under UNOA": ("UNOA:4", "latin-1", "latin-1", True),
    "Latin-1 under UNOC": ("UNOC:4", "latin-1", "latin-1", False),
    "UTF-8 under UNOW": ("UNOW:4", "utf-8", "utf-8", False),
    "Latin-2 under UNOD": ("UNOD:4", "iso8859-2", "iso8859-2", False),
}


@pytest.mark.parametrize(("syntax", "encoding", "charset", "reported"), CHARSETS.values(), ids=CHARSETS)
def test_character_sets(syntax, encoding, charset, reported):
    text = message(people(("NAD+FL+++MÜLLER-ÉPREUVE:ZOË", *ROY[1:])), syntax=syntax)
    interchange = messages.read(text.encode(encoding))
    (found,) = interchange.messages
    assert [(t.family_name, t.given_names) for t in found.manifest.travellers] == [("MÜLLER-ÉPREUVE", "ZOË")]
    assert found.envelope.charset == charset
    assert ({"EDI-CHARSET"} == {fault.code for fault in interchange.faults}) == reported


OTHERS = {
    "nothing": (b"", "MSG-UNREADABLE"),
    "noise": (b"\xff\x00\x80'+:", "MSG-UNREADABLE"),
    "noise with brackets in it": (b"\x07\xfe<\x92{\x00<q", "MSG-UNREADABLE"),
    "a page of a document": (b"code,meaning\nD,Germany", "MSG-UNREADABLE"),
    "XML": (b"<?xml version='1.0'?><FlightList/>", "MSG-TYPE-NOT-READ"),
    "XML behind a byte order mark": (b"\xef\xbb\xbf\n<PNRs/>", "MSG-TYPE-NOT-READ"),
    "JSON": (b'{"anything": []}', "MSG-TYPE-NOT-READ"),
}


@pytest.mark.parametrize(("raw", "code"), OTHERS.values(), ids=OTHERS)
def test_what_is_not_read_is_named(raw, code):
    interchange = messages.read(raw)
    assert ([fault.code for fault in interchange.faults], interchange.readable) == ([code], False)
    assert [(thing["type"], thing["people"]) for thing in messages.describe(interchange, "x")] == [(None, [])]


def test_a_type_that_is_known_and_not_read():
    interchange = messages.read(b"UNA:+.?*'UNB+UNOA:1+XX+UTO+270614:0915+1'UNH+1+CUSCAR:D:95B:UN+X'BGM+785'UNT+3+1'UNZ+1+1'")
    (found,) = interchange.messages
    assert (found.type, [fault.code for fault in found.faults], interchange.readable) == ("CUSCAR", ["MSG-TYPE-NOT-READ"], False)


def test_values_are_split_and_released():
    separators = Separators()
    assert separators.split("A?+B+C??+D", "+") == ["A?+B", "C??", "D"]
    assert [separators.plain(piece) for piece in ("A?+B", "C??", "D", "E?")] == ["A+B", "C?", "D", "E"]
    assert separators.plain(separators.escape("1+1:2?'")) == "1+1:2?'"


def test_a_stretch_knows_where_it_was_torn():
    (stretch,), faults = edifact.parts(b"UNB+UNOA:4+A+B+27061\r\n4:0915+1'UN\r\nH+1+PAXLST:D:12B:UN'")
    texts, starts = stretch.segments(stretch.first, stretch.last)
    assert texts == ["UNB+UNOA:4+A+B+270614:0915+1", "UNH+1+PAXLST:D:12B:UN"]
    assert [stretch.at(starts[1], n) for n in (0, 1, 2, 3)] == [31, 32, 35, 36]
    assert [fault.code for fault in (*faults, *stretch.faults)] == ["EDI-LINES-BROKEN"]
