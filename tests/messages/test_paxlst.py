"""What a passenger list says, segment by segment, and what is wrong with it."""

# ruff: noqa: E501, DTZ001  # tables of cases, a case a line; local times of places have no zone

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime

import pytest

from preclear import messages
from preclear.manifest import Bags, Leg, Manifest, Mode, Part, PartialDate, Role, Severity, Span, TravelDocument, Traveller, Voyage
from tests.messages.lists import HEADER, LEE, ROY, message, people


def read(text: str) -> messages.Message:
    interchange = messages.read(text.encode())
    assert len(interchange.messages) == 1
    return interchange.messages[0]


def codes(found: messages.Message) -> set[str]:
    return {fault.code for fault in found.faults}


def said(raw: bytes, traveller: Traveller) -> dict[str, str]:
    """The bytes that each place of a traveller covers."""
    return {name: raw[span.start : span.end].decode() for name, span in traveller.places.items()}


def test_a_whole_list():
    found = read(message(people(LEE, ROY)))
    assert found.faults == (found.faults[0],)  # the seat's zeros
    assert found.faults[0].code == "PAX-SEAT-ZEROS"
    manifest = found.manifest
    assert manifest == Manifest(
        voyage=Voyage(
            carrier="XX",
            designator="XX420",
            mode=Mode.AIR,
            legs=(
                Leg(
                    voyage="XX420", departure="YVR", arrival="SEA", departs=datetime(2027, 6, 14, 10), arrives=datetime(2027, 6, 14, 11, 5)
                ),
            ),
            border_leg=0,
        ),
        travellers=manifest.travellers,
        transaction="XX0420X1",
        revision="1",
        prepared_at=datetime(2027, 6, 14, 9, 15),
        declared_passengers=2,
        part=Part(1, first=True, last=True),
        contact="XX HELP DESK, 1 604 555 0100 TE",
    )
    lee, roy = manifest.travellers
    assert lee == Traveller(
        ordinal=1,
        key="XX01",
        role=Role.PASSENGER,
        family_name="LEE-PARK",
        given_names="MINA JO",
        birth_date=PartialDate(1974, 8, 12),
        sex="F",
        nationalities=("CAN",),
        residence="CAN",
        birth_country="KOR",
        birth_place="SEOUL",
        documents=(
            TravelDocument(type="P", number="QA000001", issuer="CAN", expires=date(2032, 4, 15)),
            TravelDocument(type="V", number="V77", issuer="USA", expires=date(2030, 12, 31)),
        ),
        seat="12A",
        bags=Bags(pieces=2, kilograms=31.0, tags=("0220000009", "0220000010")),
        references={"AVF": "QQ1234", "ABO": "XX01", "SEA": "012A"},
        embarks="YVR",
        disembarks="SEA",
        clears_at="SEA",
        captured="machine",
        segments=lee.segments,
        places=lee.places,
    )
    assert (roy.ordinal, roy.key, roy.family_name, roy.given_names, roy.bags, roy.seat) == (2, "XX02", "ROY", "ALEX", None, None)


def test_every_value_knows_the_bytes_it_stands_in():
    raw = message(people(LEE, ROY)).encode()
    lee, roy = messages.read(raw).messages[0].manifest.travellers
    assert said(raw, lee) == {
        "family_name": "LEE-PARK",
        "given_names": "MINA:JO",
        "sex": "F",
        "birth_date": "740812",
        "bags": "0220000009:2",
        "captured": "173",
        "clears_at": "SEA",
        "residence": "CAN",
        "embarks": "YVR",
        "disembarks": "SEA",
        "birth_place": "KOR:::SEOUL",
        "nationality": "CAN",
        "AVF": "QQ1234",
        "ABO": "XX01",
        "SEA": "012A",
        "seat": "012A",
        "document": "QA000001'\nDTM+36:320415'\nLOC+91+CAN",
        "document 2": "V77'\nDTM+36:301231'\nLOC+91+USA",
    }
    assert raw[slice(*roy.segments)].decode() == "".join(f"{segment}'\n" for segment in ROY)
    assert lee.segments.end == roy.segments.start


FUNCTIONS = {
    "original": ("BGM+745", "original", False),
    "change": ("BGM+745+CP", "change", False),
    "cancel a reservation": ("BGM+745+XR", "cancel_reservation", False),
    "reduce a party": ("BGM+745+RP", "reduce_party", False),
    "close": ("BGM+266+CL", "close", False),
    "on board": ("BGM+266+CLOB", "close_on_board", False),
    "not on board": ("BGM+266+CLNB", "close_not_on_board", False),
    "cancel the flight": ("BGM+266+XF", "cancel_flight", False),
    "change the flight": ("BGM+266+CF", "change_flight", False),
    "crew": ("BGM+250+C", "original", True),
    "crew changed": ("BGM+250+CC", "change", True),
    "master crew list, add": ("BGM+336+G", "add", True),
    "master crew list, delete": ("BGM+336+H", "delete", True),
    "master crew list, change": ("BGM+336+I", "change", True),
    "crew of an overflight": ("BGM+250+A", "original", True),
    "the directory's own number, replace": ("BGM+745++5", "replace", False),
    "the directory's own number behind a number of the list": ("BGM+745+A77+5", "replace", False),
    "the directory's own number, original": ("BGM+745++9", "original", False),
    "the directory's own number, delete": ("BGM+745+3", "delete", False),
    "gate pass": ("BGM+655", "original", False),
    "the directory's own number, add": ("BGM+745+2", "add", False),
    "on board, under the name of a list": ("BGM+745+CLOB", "close_on_board", False),
    "crew changed, under the code of passengers": ("BGM+250+CP", "change", True),
    "a reservation cancelled under the name of a close-out": ("BGM+266+XR", "cancel_reservation", False),
    "a code of the partner's own": ("BGM+745+QQ", "QQ", False),
}


@pytest.mark.parametrize(("bgm", "function", "crew_list"), FUNCTIONS.values(), ids=FUNCTIONS)
def test_function_codes(bgm, function, crew_list):
    manifest = read(message([bgm, *people(ROY)[1:]])).manifest
    assert (manifest.function, manifest.crew_list) == (function, crew_list)


def test_a_function_that_is_not_known_is_told():
    found = read(message(["BGM+745+QQ", *people(ROY)[1:]]))
    assert [(f.code, f.offset) for f in found.faults] == [("MSG-FUNCTION-UNKNOWN", message(["BGM"]).index("BGM"))]


def test_a_master_crew_list_is_of_no_voyage():
    found = read(message(["BGM+336+G", "TDT+20+XX270614MCL", "LOC+188+YVR", "LOC+172+SEA", "NAD+FM+++ROY:ALEX", *ROY[1:3], *ROY[5:]]))
    assert (found.manifest.function, found.manifest.crew_list, codes(found)) == ("add", True, set())


def test_an_interactive_list_is_a_request():
    assert read(message(people(ROY), group=False, application="IAPI+O", end="'")).function == "request"


NAMES = {
    "surname and given names": ("SMITH:ANNA:MARIA", "SMITH", "ANNA MARIA", None),
    "one component": ("MONONYM", "MONONYM", "", None),
    "a trailing empty component": ("SMITH:DAVID:", "SMITH", "DAVID", None),
    "a glued title": ("SMITH:ROBINMR", "SMITH", "ROBINMR", "MR"),
    "a title behind a blank": ("SMITH:JO ANN MRS", "SMITH", "JO ANN MRS", "MRS"),
    "a title in a component of its own": ("SMITH:ANNA:MISS", "SMITH", "ANNA MISS", "MISS"),
    "a child": ("SMITH:TIM MSTR", "SMITH", "TIM MSTR", "MSTR"),
    "a name that begins like a title": ("SMITH:DRAGAN", "SMITH", "DRAGAN", None),
    "another": ("SMITH:DREW", "SMITH", "DREW", None),
    "a name that ends like a title, too short to part": ("SMITH:AMR", "SMITH", "AMR", None),
    "released apostrophe and separators": ("O?'NEIL?+A:J?:B", "O'NEIL+A", "J:B", None),
    "a name of many parts": ("VAN DER BERG:JAN:PIETER:MARIA", "VAN DER BERG", "JAN PIETER MARIA", None),
    "empty parts between": ("SMITH::ANNA", "SMITH", "ANNA", None),
    "names that end like titles": ("NASR:SIRAJ", "NASR", "SIRAJ", None),
    "a title that leaves a name of five": ("SMITH:YORDAMRS", "SMITH", "YORDAMRS", "MRS"),
    "a title in small letters": ("Smith:Anna Mrs", "Smith", "Anna Mrs", "MRS"),
    "an infant": ("SMITH:LEO INF", "SMITH", "LEO INF", "INF"),
    "a title behind a single name": ("MONONYM MR", "MONONYM MR", "", "MR"),
    "small letters stay": ("Steur:Andrea", "Steur", "Andrea", None),
}


@pytest.mark.parametrize(("sent", "family_name", "given_names", "title"), NAMES.values(), ids=NAMES)
def test_names(sent, family_name, given_names, title):
    (person,) = read(message(people((f"NAD+FL+++{sent}", *ROY[1:])))).manifest.travellers
    assert (person.family_name, person.given_names, person.title) == (family_name, given_names, title)


PERSONS = {  # what a segment is replaced by -> fields, fault codes
    "sex unknown": ("ATT+2++M", "ATT+2++U", {"sex": None}, {"PAX-SEX-UNKNOWN"}),
    "sex one element early": ("ATT+2++M", "ATT+2+M", {"sex": "M"}, {"PAX-VALUE-MISPLACED"}),
    "birth with century": ("DTM+329:850301", "DTM+329:20150228:102", {"birth_date": PartialDate(2015, 2, 28)}, set()),
    "birth with century, code left out": ("DTM+329:850301", "DTM+329:20150228", {"birth_date": PartialDate(2015, 2, 28)}, {"PAX-DATE-FORMAT"}),
    "birth of this century": ("DTM+329:850301", "DTM+329:151204", {"birth_date": PartialDate(2015, 12, 4)}, set()),
    "birth impossible": ("DTM+329:850301", "DTM+329:740230", {"birth_date": None}, {"PAX-BIRTH-DATE-IMPOSSIBLE"}),
    "birth of which the day is not known": ("DTM+329:850301", "DTM+329:850700", {"birth_date": PartialDate(1985, 7)}, {"PAX-BIRTH-DATE-PARTIAL"}),
    "no birth": ("DTM+329:850301", "", {"birth_date": None}, {"PAX-BIRTH-DATE-MISSING"}),
    "expiry without a safe reading": ("DTM+36:310301", "DTM+36:610218", {}, {"PAX-DATE-CENTURY-OPEN"}),
    "no nationality": ("NAT+2+FRA", "NAT+2+", {"nationalities": ()}, {"PAX-NATIONALITY-MISSING", "PAX-VALUE-MISSING"}),
    "nationality twice": ("NAT+2+FRA", "NAT+2+FRA'\nNAT+2+CAN", {"nationalities": ("FRA", "CAN")}, set()),
    "a qualifier that is not known": ("LOC+178+YVR", "LOC+178+YVR'\nLOC+777+ZZZ", {"embarks": "YVR"}, {"PAX-QUALIFIER-UNKNOWN"}),
    "a segment that is not known": ("LOC+178+YVR", "LOC+178+YVR'\nQQQ+1", {"embarks": "YVR"}, {"EDI-SEGMENT-UNKNOWN"}),
    "a tag in small letters": ("LOC+178+YVR", "loc+178+YVR", {"embarks": "YVR"}, {"EDI-TAG-DAMAGED"}),
    "said twice": ("LOC+178+YVR", "LOC+178+YVR'\nLOC+178+SEA", {"embarks": "YVR"}, {"PAX-FIELD-TWICE"}),
    "bags one component early": ("ATT+2++M", "ATT+2++M'\nMEA+CT++2", {"bags": Bags(pieces=2)}, {"PAX-VALUE-MISPLACED"}),
    "pounds": ("ATT+2++M", "ATT+2++M'\nMEA+WT++LBR:100", {"bags": Bags(kilograms=45.4)}, set()),
    "no bag": ("ATT+2++M", "ATT+2++M'\nFTX+BAG+++NULL'\nMEA+CT++:0", {"bags": Bags(pieces=0)}, set()),
    "several tags": (
        "ATT+2++M", "ATT+2++M'\nFTX+BAG+++SU0009:2'\nFTX+BAG+++77", {"bags": Bags(tags=("SU0009", "SU0010", "77"))}, set()
    ),
    "an address": ("NAD+FL+++ROY:ALEX", "NAD+FL+++ROY:ALEX+1 ELM ST+YORK+:::UT+9+USA", {"address": "1 ELM ST, YORK, UT, 9, USA"}, set()),
    "a name in the element before": ("NAD+FL+++ROY:ALEX", "NAD+FL++ROY:ALEX", {"family_name": "ROY", "given_names": "ALEX"}, {"PAX-NAME-MISPLACED"}),
    "a seat not named yet": ("NAD+FL+++ROY:ALEX", "NAD+FL+++TBA", {"family_name": "TBA"}, {"PAX-NAME-PLACEHOLDER"}),
    "no name": ("NAD+FL+++ROY:ALEX", "NAD+FL", {"family_name": ""}, {"PAX-NAME-MISSING"}),
    "crew in transit": ("NAD+FL+++ROY:ALEX", "NAD+DDT+++ROY:ALEX", {"role": Role.CREW}, set()),
    "in transit": ("NAD+FL+++ROY:ALEX", "NAD+DDU+++ROY:ALEX", {"role": Role.TRANSIT}, set()),
    "a role that is not known": ("NAD+FL+++ROY:ALEX", "NAD+QX+++ROY:ALEX", {"role": Role.PASSENGER, "family_name": "ROY"}, {"PAX-ROLE-UNKNOWN"}),
    "a NAD whose tag is damaged": ("NAD+FL+++ROY:ALEX", "NXD+FL+++ROY:ALEX", {"family_name": "ROY"}, {"PAX-NAD-DAMAGED"}),
    "somewhere else": ("LOC+178+YVR", "LOC+178+SVO", {"embarks": "SVO"}, {"PAX-ROUTE-DISAGREES"}),
    "not verified": ("ATT+2++M", "ATT+2++M'\nGEI+4+174", {"captured": "typed"}, set()),
    "duty": ("ATT+2++M", "ATT+2++M'\nEMP+1+CR1:110:111", {"duty": "CR1"}, set()),
    "a qualifier with a blank": ("LOC+178+YVR", "LOC+ 178+YVR", {"embarks": "YVR"}, {"EDI-TAG-DAMAGED"}),
    "crew in small letters": ("NAD+FL+++ROY:ALEX", "NAD+fm+++ROY:ALEX", {"role": Role.CREW, "family_name": "ROY"}, {"EDI-TAG-DAMAGED"}),
    "a reference in small letters": ("LOC+178+YVR", "LOC+178+YVR'\nRFF+cr:QQ12", {"references": {"AVF": "QQ1234", "ABO": "XX02", "CR": "QQ12"}}, {"EDI-TAG-DAMAGED"}),
    "a reference of no kind": ("LOC+178+YVR", "LOC+178+YVR'\nRFF+:QQ12", {"references": {"AVF": "QQ1234", "ABO": "XX02"}}, {"PAX-QUALIFIER-UNKNOWN"}),
    "elements too many": ("ATT+2++M", "ATT+2++M+X+Y", {"sex": "M"}, {"EDI-ELEMENT-SURPLUS"}),
    "a second nationality in an element of its own": ("NAT+2+FRA", "NAT+2+FRA+CAN", {"nationalities": ("FRA",)}, {"EDI-ELEMENT-SURPLUS"}),
    "birth one element late": ("DTM+329:850301", "DTM+329+850301", {"birth_date": PartialDate(1985, 3, 1)}, {"PAX-VALUE-MISPLACED"}),
    "two expiries of one document": ("DTM+36:310301", "DTM+36:310301'\nDTM+36:320301", {}, {"PAX-FIELD-TWICE"}),
    "a name where the party is identified": (
        "NAD+FL+++ROY:ALEX", "NAD+FL+ROY:ALEX", {"family_name": "ROY", "given_names": "ALEX"}, {"PAX-NAME-MISPLACED"}
    ),
    "plates that pass their last serial": (
        "ATT+2++M", "ATT+2++M'\nFTX+BAG+++0220999999:2", {"bags": Bags(tags=("0220999999", "0220000000"))}, set()
    ),
    "two runs of tags in one segment": ("ATT+2++M", "ATT+2++M'\nFTX+BAG+++A1:2:B1:2", {"bags": Bags(tags=("A1", "A2"))}, {"PAX-BAGS-UNREAD"}),
}  # fmt: skip


@pytest.mark.parametrize(("segment", "instead", "fields", "faults"), PERSONS.values(), ids=PERSONS)
def test_what_a_person_s_segments_say(segment, instead, fields, faults):
    found = read(message([s for s in people(LEE, tuple(instead if s == segment else s for s in ROY)) if s]))
    lee, roy = found.manifest.travellers
    assert {name: getattr(roy, name) for name in fields} == fields
    assert {f.code for f in found.faults if f.traveller == 2} == faults
    assert lee.family_name == "LEE-PARK"


LAND = ["BGM+745", "RFF+TN:1"]
VOYAGES = {
    "a train": ([*LAND, "TDT+20+517+2++AMTK", "LOC+125+USSEA", "LOC+87+CAVAN"], (Mode.RAIL, "AMTK517", "USSEA", "CAVAN")),
    "a ferry": ([*LAND, "TDT+20+CB1030+1++COHO", "LOC+125+CAVIC", "LOC+87+USCLM"], (Mode.MARINE, "CB1030", "CAVIC", "USCLM")),
    "a cruise on inland water": ([*LAND, "TDT+20+V12+8++PRCL", "LOC+125+CAVAN", "LOC+87+USKTN"], (Mode.MARINE, "V12", "CAVAN", "USKTN")),
    "a bus": ([*LAND, "TDT+20+3650+3++GLIB", "LOC+125+CAVAN", "LOC+87+USBLI"], (Mode.ROAD, "GLIB3650", "CAVAN", "USBLI")),
    "a charter flight": ([*LAND, "TDT+20+CXP1001A+4++CXP", "LOC+125+YVR", "LOC+87+LAS"], (Mode.AIR, "CXP1001A", "YVR", "LAS")),
    "a place with a blank in its code": (
        [*LAND, "TDT+20+3650+3++GLIB", "LOC+125+CA VAN", "LOC+87+US BLI"],
        (Mode.ROAD, "GLIB3650", "CAVAN", "USBLI"),
    ),
}


@pytest.mark.parametrize(("head", "wanted"), VOYAGES.values(), ids=VOYAGES)
def test_voyages_of_every_mode(head, wanted):
    voyage = read(message([*head, *ROY])).manifest.voyage
    assert (voyage.mode, voyage.designator, voyage.border.departure, voyage.border.arrival) == wanted


RUN, FROM, TO = "TDT+20+XX420+++XX", "LOC+125+YVR", "LOC+87+SEA"
LEAVES, ARRIVES = "DTM+189:2706141000:201", "DTM+232:2706141105:201"
AT, THEN = datetime(2027, 6, 14, 10), datetime(2027, 6, 14, 11, 5)
HEADERS = {  # header -> number of the voyage, departure, arrival, faults beside what is missing
    "the guide's order": ([RUN, FROM, LEAVES, TO, ARRIVES], ("XX420", AT, THEN), set()),
    "times before places": ([RUN, LEAVES, ARRIVES, FROM, TO], ("XX420", AT, THEN), {"VOY-TIME-WITHOUT-PLACE"}),
    "times behind both places": ([RUN, FROM, TO, LEAVES, ARRIVES], ("XX420", AT, THEN), {"VOY-TIME-WITHOUT-PLACE"}),
    "places before the run": ([FROM, LEAVES, TO, ARRIVES, RUN], ("XX420", AT, THEN), set()),
    "no run": ([FROM, LEAVES, TO, ARRIVES], ("", AT, THEN), {"VOY-NUMBER-MISSING"}),
    "two departures": ([RUN, FROM, LEAVES, "DTM+189:2706141100:201", TO, ARRIVES], ("XX420", AT, THEN), {"VOY-TIME-TWICE"}),
    "a month in letters": ([RUN, FROM, "DTM+189:14JUN271000", TO, "DTM+232:14JUN20271105"], ("XX420", AT, THEN), set()),
    "a year that is none": ([RUN, FROM, "DTM+189:012706141000", TO, ARRIVES], ("XX420", None, THEN), {"VOY-TIME-IMPOSSIBLE", "VOY-TIME-UNKNOWN"}),
    "a number with a letter": (["TDT+20+420A+++XX", FROM, LEAVES, TO, ARRIVES], ("XX420A", AT, THEN), set()),
}  # fmt: skip


@pytest.mark.parametrize(("header", "wanted", "faults"), HEADERS.values(), ids=HEADERS)
def test_a_leg_in_a_header_of_another_order(header, wanted, faults):
    found = read(message(["BGM+745", *header, *ROY]))
    (leg,) = found.manifest.voyage.legs
    assert (leg.voyage, leg.departs, leg.arrives) == wanted
    assert (leg.departure, leg.arrival, found.manifest.voyage.border_leg) == ("YVR", "SEA", 0)
    assert {code for code in codes(found) if code.startswith("VOY")} == faults


NAMELESS = {
    "dropped": lambda text: text.replace("NAD+FL+++ROY:ALEX'\n", ""),
    "noise": lambda text: text.replace("NAD+FL+++ROY:ALEX", "#%&/=!"),
}


@pytest.mark.parametrize("damage", NAMELESS.values(), ids=NAMELESS)
def test_a_person_without_nad_is_not_the_one_before(damage):
    whole = message(people(LEE, ROY))
    found = read(damage(whole))
    lee, roy = found.manifest.travellers
    assert strip((lee,)) == strip(read(whole).manifest.travellers[:1])
    assert (roy.family_name, roy.birth_date, roy.references["ABO"], roy.documents[0].number) == (
        "",
        PartialDate(1985, 3, 1),
        "XX02",
        "QB000002",
    )
    assert [(f.traveller, f.offset) for f in found.faults if f.code == "PAX-NAD-LOST"] == [(2, lee.segments.end)]


def test_three_people_in_a_row_without_nad():
    whole = message(
        people(LEE, ROY, *[tuple(s.replace("XX02", f"XX{n}").replace("850301", f"86030{n}") for s in ROY[1:]) for n in (3, 4, 5)])
    )
    found = read(whole)
    assert [person.references["ABO"] for person in found.manifest.travellers] == ["XX01", "XX02", "XX3", "XX4", "XX5"]
    assert [f.traveller for f in found.faults if f.code == "PAX-NAD-LOST"] == [3, 4, 5]


def test_a_value_that_could_not_be_read_has_its_place():
    raw = message(people(tuple(s.replace("850301", "859901").replace("++M", "++U") for s in ROY))).encode()
    (person,) = messages.read(raw).messages[0].manifest.travellers
    assert (person.birth_date, person.sex) == (None, None)
    assert {name: said(raw, person)[name] for name in ("birth_date", "sex")} == {"birth_date": "859901", "sex": "U"}


def test_places_compare_copy_and_pickle_as_a_dictionary():
    raw = message(people(*[tuple(s.replace("XX02", f"XX{n}") for s in ROY) for n in range(5)])).encode()
    last = messages.read(raw).messages[0].manifest.travellers[-1]
    assert last.places == dict(last.places) == pickle.loads(pickle.dumps(last)).places == copy.deepcopy(last).places
    assert (len(last.places), "seat" in last.places, last.places.get("seat")) == (len(dict(last.places)), False, None)


GLUED = {
    "within a person": ("LOC+179+SEA", "NAT+2+FRA", "NAT+2"),
    "before a document": ("RFF+ABO:XX02", "DOC+P:110:111+QB000002", "DOC"),
    "behind a date": ("DTM+329:850301", "LOC+178+YVR", "LOC+178"),
}


@pytest.mark.parametrize(("first", "second", "_"), GLUED.values(), ids=GLUED)
def test_two_segments_without_a_terminator_between_them_are_parted(first, second, _):
    whole = message(people(LEE, ROY))
    glued = whole.replace(f"{first}'\n{second}", first + second)
    assert glued != whole
    found = read(glued)
    lost = [fault for fault in found.faults if fault.code == "EDI-TERMINATOR-LOST"]
    assert [fault.offset for fault in lost] == [glued.index(first + second, glued.index("ROY")) + len(first)]
    assert strip(found.manifest.travellers) == strip(read(whole).manifest.travellers)


def test_a_person_glued_to_another_is_not_lost():
    whole = message(people(LEE, ROY))
    found = read(whole.replace("LOC+91+USA'\nNAD+FL+++ROY", "LOC+91+USANAD+FL+++ROY"))
    assert strip(found.manifest.travellers) == strip(read(whole).manifest.travellers)
    assert "EDI-TERMINATOR-LOST" in codes(found)


def strip(travellers: tuple[Traveller, ...]) -> list[tuple[object, ...]]:
    """Everything about some people but where it stood."""
    return [
        tuple(getattr(person, name) for name in Traveller.__dataclass_fields__ if name not in ("places", "segments"))
        for person in travellers
    ]


REPEATED = {
    "one reference on two": ("RFF+ABO:XX02", "RFF+ABO:XX01", "PAX-KEY-SHARED"),
    "one document on two": ("LOC+91+FRA", "LOC+91+FRA'\nDOC+P+QA000001'\nLOC+91+CAN", "PAX-DOCUMENT-SHARED"),
    "one tag on two": ("ATT+2++M", "ATT+2++M'\nFTX+BAG+++0220000010", "PAX-TAG-SHARED"),
}


@pytest.mark.parametrize(("segment", "instead", "code"), REPEATED.values(), ids=REPEATED)
def test_what_stands_with_two_persons(segment, instead, code):
    found = read(message(people(LEE, tuple(instead if s == segment else s for s in ROY))))
    assert [fault.detail.partition(" (")[2].partition(")")[0] for fault in found.faults if fault.code == code] == ["persons 1, 2"]
    assert [fault.offset for fault in found.faults if fault.code == code] == [found.manifest.travellers[0].segments.start]


def test_counts():
    raw = message(people(LEE, ROY, count=3))
    assert [one.offset for one in read(raw).faults if one.code == "MSG-COUNT-DIFFERS"] == [raw.encode().index(b"CNT+42")]
    (part,) = (fault for fault in read(message(people(LEE, ROY, count=5), part="02")).faults if fault.code == "MSG-PART")
    assert "part 2; CNT+42 declares 5, 2 are in this part" in part.detail
    late = read(message([*people(ROY)[:-1], "CNT+42+1"]))
    assert (late.manifest.declared_passengers, "PAX-VALUE-MISPLACED" in codes(late)) == (1, True)


LEGS = {  # segments -> legs, border leg
    "one": (["TDT+20+XX1", "LOC+125+AAA", "LOC+87+BBB"], [("XX1", "AAA", "BBB")], 0),
    "domestic first, in one TDT": (
        ["TDT+20+XX1", "LOC+92+AAA", "LOC+92+BBB", "LOC+125+BBB", "LOC+87+CCC"], [("XX1", "AAA", "BBB"), ("XX1", "BBB", "CCC")], 1
    ),
    "a TDT each": (
        ["TDT+20+1+++XX", "LOC+125+AAA", "LOC+87+BBB", "TDT+20+XX2", "LOC+92+BBB", "LOC+92+CCC"], [("XX1", "AAA", "BBB"), ("XX2", "BBB", "CCC")], 0
    ),
    "an arrival alone": (["TDT+20+XX1", "LOC+87+BBB"], [("XX1", None, "BBB")], 0),
    "a departure alone": (["TDT+20+XX1", "LOC+125+AAA"], [("XX1", "AAA", None)], 0),
    "none crosses": (["TDT+20+XX1", "LOC+92+AAA", "LOC+92+BBB"], [("XX1", "AAA", "BBB")], None),
    "two departures": (["TDT+20+XX1", "LOC+125+AAA", "LOC+125+BBB", "LOC+87+CCC"], [("XX1", "AAA", None), ("XX1", "BBB", "CCC")], 1),
}  # fmt: skip


@pytest.mark.parametrize(("segments", "legs", "border"), LEGS.values(), ids=LEGS)
def test_legs_out_of_places(segments, legs, border):
    voyage = read(message(["BGM+745", *segments, *ROY])).manifest.voyage
    assert [(leg.voyage, leg.departure, leg.arrival) for leg in voyage.legs] == legs
    assert voyage.border_leg == border


MODES = {
    "declared": ("TDT+20+517+2++AMTK", "SEA", Mode.RAIL, "AMTK517", "AMTK"),
    "a ship by its places": ("TDT+20+BCFE12", "CAVAN", Mode.MARINE, "BCFE12", "BCFE"),
    "a flight": ("TDT+20+A92707", "VIE", Mode.AIR, "A92707", "A9"),
    "a bus": ("TDT+20+QCL8+3", "SEA", Mode.ROAD, "QCL8", "QCL"),
}


def test_a_voyage_in_small_letters_is_the_same_and_it_is_told():
    small = [segment.lower() if segment.startswith(("TDT", "LOC")) else segment for segment in HEADER]
    small = [segment[:3].upper() + segment[3:] for segment in small]
    one, other = read(message([*small, *ROY])), read(message([*HEADER, *ROY]))
    assert one.manifest.voyage == other.manifest.voyage
    assert codes(one) - codes(other) == {"EDI-SMALL-LETTERS"}


@pytest.mark.parametrize(("tdt", "place", "mode", "designator", "carrier"), MODES.values(), ids=MODES)
def test_modes(tdt, place, mode, designator, carrier):
    voyage = read(message(["BGM+745", tdt, f"LOC+125+{place}", "LOC+87+ZZZ", *ROY])).manifest.voyage
    assert (voyage.mode, voyage.designator, voyage.carrier) == (mode, designator, carrier)


OLDER = (
    "UNA:+.? 'UNB+UNOA:1+AIR:NZ+USCS:US+020131:2359+R1++X'UNH+R1+PAXLST:001:000:NZ+XX812/020131/2300'CTA+IC+:FRED? B+1-703-555-0152:TE'"
    "TDT++XX812+40+XX'LOC+005+NZAKL:50'DTM+136+020131+1030+M05'LOC+PT+HNL'DTM+132+020131+1500'LOC+008+USLAX:50'DTM+132+020131+2200+M05'"
    "UNS+D'PDT+P/182345345:090909:US+MANGUS:SIMON:P:590429:M+PAX+NZAKL:USLAX'PDT+P/E54321A:080831:IE+O?'LEARY:KRIS:ANN:331231:U+CRW'"
    "PDT+A/77'UNT+14+R1'UNZ+1+R1'"
)


def test_the_older_list_of_the_united_states():
    found = read(OLDER)
    manifest = found.manifest
    assert [(leg.departure, leg.arrival, leg.departs, leg.arrives) for leg in manifest.voyage.legs] == [
        ("AKL", "HNL", datetime(2002, 1, 31, 10, 30), datetime(2002, 1, 31, 15, 0)),
        ("HNL", "LAX", None, datetime(2002, 1, 31, 22, 0)),
    ]
    assert [
        (
            t.role,
            t.family_name,
            t.given_names,
            t.birth_date,
            t.sex,
            t.embarks,
            [(d.type, d.number, d.issuer, d.expires) for d in t.documents],
        )
        for t in manifest.travellers
    ] == [
        (Role.PASSENGER, "MANGUS", "SIMON P", PartialDate(1959, 4, 29), "M", "NZAKL", [("P", "182345345", "US", date(2009, 9, 9))]),
        (Role.CREW, "O'LEARY", "KRIS ANN", PartialDate(1933, 12, 31), None, None, [("P", "E54321A", "IE", date(2008, 8, 31))]),
        (Role.PASSENGER, "", "", None, None, None, [("A", "77", None, None)]),
    ]
    assert {"PAX-ROLE-UNKNOWN", "PAX-NAME-MISSING", "VOY-ZONE"} <= codes(found)
    assert {one.where for one in found.faults if one.code in ("PAX-NAME-MISSING", "PAX-BIRTH-DATE-MISSING")} == {"PDT 3"}


def test_a_place_of_the_older_list_in_an_element_of_its_own():
    found = read(OLDER.replace("+PAX+NZAKL:USLAX", "+crw+NZAKL+USLAX"))
    person = found.manifest.travellers[0]
    assert (person.role, person.embarks, person.disembarks) == (Role.CREW, "NZAKL", "USLAX")
    assert "PAX-PDT-SHAPE" in codes(found)


@pytest.mark.parametrize("release", ["001:000", "D:02B", "002:000"])
def test_the_older_list_under_another_release(release):
    found = read(OLDER.replace("001:000", release))
    assert [person.family_name for person in found.manifest.travellers] == ["MANGUS", "O'LEARY", ""]


def test_nothing_personal_stands_in_a_fault():
    odd = ("NAD+QX+++SECRETNAME:GIVENSECRET", "DTM+329:999999", "DOC+P+SECRET1", "DTM+36:999988", "RFF+SECRETREF:XX", "LOC+SECRETLOC+X")
    found = read(message(people(LEE, odd)))
    assert not [fault for fault in found.faults if "SECRET" in fault.detail + fault.where or "9999" in fault.detail]


def test_faults_have_the_weight_of_the_table():
    found = read(message([*HEADER, *ROY, "QQQ+1"]))
    assert {(fault.code, fault.severity) for fault in found.faults} == {("EDI-SEGMENT-UNKNOWN", Severity.WARNING)}


def test_a_span_is_two_offsets():
    assert Span(1, 2) == (1, 2)


PLACED = (
    "TBA:",
    "TBN:TBN",
    "PASSENGER ONE",
    "PASSENGER:ONE",
    "Pax:1",
    "GUEST 1:",
    "GUEST:TWO",
    "INFANT:",
    "TO BE:ADVISED",
    "FNU:LNU",
    "ADULT:ONE",
)
NAMED = ("GUEST:ANN", "CHILD:LEE", "GUEST:", "PAXTON:ONE", "ADULTO:ANA", "INFANTE:INES", "FNU:MIN", "TRAVERS:TEN", "NA:MIN")


@pytest.mark.parametrize(("name", "placeholder"), [*((n, True) for n in PLACED), *((n, False) for n in NAMED)])
def test_placeholders_are_counted_and_names_that_look_like_them_are_names(name, placeholder):
    found = read(message([*HEADER, f"NAD+FL+++{name}"]))
    assert len(found.manifest.travellers) == 1
    assert ("PAX-NAME-PLACEHOLDER" in codes(found)) is placeholder
