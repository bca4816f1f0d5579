"""Forms: JSON, CSV and workbooks give the same list as a PAXLST; a bad row or value costs itself alone; what can be read two ways is not read."""

# ruff: noqa: E501  # tables of cases, a case a line

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from io import BytesIO

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import messages
from preclear.documents import mrz
from preclear.manifest import PartialDate
from preclear.messages import form, form_dates, form_reading, form_table, form_xlsx

NOW = date(2026, 5, 1)
HEAD = "Voyage;From;To;Departs;Family name;Given names;Birth date;Sex;Nationality;Document type;Document number;Issued by;Expires"
ROW = "NCFY12;CAVIC;USCLM;2026-07-14 10:30;ROY;Marie;1974-08-12;F;CAN;P;AB123456;CAN;2031-04-15"


def only(raw: bytes | str):
    interchange = messages.read(raw.encode() if isinstance(raw, str) else raw)
    assert len(interchange.messages) == 1
    return interchange.messages[0]


def names(message):
    return [(t.family_name, t.given_names) for t in message.manifest.travellers]


def faults(message):
    return [(fault.code, fault.where) for fault in message.faults]


def as_json(**changes):
    person = {
        "family_name": "ROY", "given_names": "Marie", "birth_date": "1974-08-12", "sex": "F", "nationality": "CAN",
        "documents": [{"type": "P", "number": "AB123456", "issuer": "CAN", "expires": "2031-04-15"}],
    }  # fmt: skip
    return {"voyage": "NCFY12", "legs": [{"from": "CAVIC", "to": "USCLM", "departs": "2026-07-14T10:30"}], "people": [person]} | changes


def test_a_row_and_an_object_say_the_same():
    table, object_ = only(f"{HEAD}\n{ROW}\n"), only(json.dumps(as_json()))
    assert (table.type, object_.type) == ("CSV", "JSON")
    assert table.faults == object_.faults == ()
    first, second = table.manifest.travellers[0], object_.manifest.travellers[0]
    plain = {"segments": None, "places": {}}
    assert msgspec.to_builtins(first) | plain == msgspec.to_builtins(second) | plain
    assert table.manifest.voyage == object_.manifest.voyage
    assert table.manifest.voyage.border.departs == datetime(2026, 7, 14, 10, 30)  # noqa: DTZ001  # local time


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    ("codec", "told"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("utf-16-le", False), ("utf-16-be", False), ("cp1252", True)],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_character_sets(separator, codec, told, end):
    text = f"{HEAD}\n{ROW.replace('ROY;Marie', 'CÔTÉ;Zoé')}\n".replace(";", separator).replace("\n", end)
    interchange = messages.read(text.encode(codec))
    assert names(interchange.messages[0]) == [("CÔTÉ", "Zoé")]
    assert [fault.code for fault in interchange.faults] == (["FORM-CHARSET"] if told else [])
    assert interchange.messages[0].faults == ()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_places_are_bytes_of_what_was_received(codec):
    raw = f"{HEAD}\n{ROW}\n{ROW.replace('ROY;Marie', 'CÔTÉ;Zoé').replace('AB123456', 'AB123457')}\n".encode(codec)
    traveller = only(raw).manifest.travellers[1]
    decoder = "utf-16-le" if codec == "utf-16" else codec.removesuffix("-sig")
    said = {name: raw[span.start : span.end].decode(decoder) for name, span in traveller.places.items()}
    assert (said["family_name"], said["given_names"], said["birth_date"]) == ("CÔTÉ", "Zoé", "1974-08-12")
    assert said["document"] == "P;AB123457;CAN;2031-04-15"


HEADINGS = {
    "English": ["Surname", "First name", "DOB", "Gender", "Citizenship", "Passport No.", "Passport expiry date", "Country of issue"],
    "français": ["Nom", "Prénom(s)", "Date de naissance", "Sexe", "Nationalité", "N° de passeport", "Date d'expiration du passeport", "Pays de délivrance"],
    "capitals": ["FAMILY NAME *", "GIVEN NAMES", "DATE OF BIRTH (YYYY-MM-DD)", "SEX (M/F/X)", "NATIONALITY", "DOCUMENT NUMBER", "DATE OF EXPIRY", "ISSUING STATE"],
    "keys": ["family_name", "given_names", "birth_date", "sex", "nationality", "document_number", "document_expires", "document_issuer"],
    "camel": ["familyName", "givenNames", "birthDate", "sex", "nationality", "passportNumber", "passportExpiry", "passportCountry"],
}  # fmt: skip


@pytest.mark.parametrize("headings", HEADINGS.values(), ids=HEADINGS)
def test_headings(headings):
    traveller = only(",".join(headings) + "\nROY,Marie,1974-08-12,F,CAN,AB123456,2031-04-15,CAN\n").manifest.travellers[0]
    document = traveller.documents[0]
    assert (traveller.family_name, traveller.given_names, str(traveller.birth_date), traveller.sex) == ("ROY", "Marie", "1974-08-12", "F")
    assert (document.number, document.expires, document.issuer) == ("AB123456", date(2031, 4, 15), "CAN")
    assert (traveller.nationality, len(traveller.documents)) == ("CAN", 1)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_template_reads_without_a_fault_once_its_example_is_replaced(language):
    headings, example = form.template(language)
    filled = ";".join(example).replace("EXAMPLE", "AB123456")
    message = only(f"{';'.join(headings)}\n{filled}\n")
    assert message.faults == ()
    assert names(message) == [("ROY", "Marie Louise")]
    left_in = only(f"{';'.join(headings)}\n{';'.join(example)}\n{filled}\n")
    assert faults(left_in) == [("FORM-EXAMPLE", "row 2")]
    assert names(left_in) == [("ROY", "Marie Louise")]


def test_every_heading_of_the_table_means_its_field():
    wrong = [
        (heading, form.column(heading).name, each.name)
        for each in form.FIELDS
        for heading in (*each.en, *each.fr)
        if form.column(heading).name != each.name
    ]
    assert wrong == []


BIRTHS = {
    "1974-08-12": ("1974-08-12", None), "1974/8/12": ("1974-08-12", None), "19740812": ("1974-08-12", None), "12 Aug 1974": ("1974-08-12", None),
    "12-AUG-1974": ("1974-08-12", None), "12 août 1974": ("1974-08-12", None), "1er mai 1974": ("1974-05-01", None), "August 12, 1974": ("1974-08-12", None),
    "1974-08-12 00:00:00": ("1974-08-12", None), "1974": ("1974", "PAX-BIRTH-DATE-PARTIAL"), "1974-08": ("1974-08", "PAX-BIRTH-DATE-PARTIAL"),
    "25/12/1974": ("1974-12-25", "PAX-DATE-ORDER"), "12/25/1974": ("1974-12-25", "PAX-DATE-ORDER"), "03/03/1974": ("1974-03-03", "PAX-DATE-ORDER"),
    "12AUG74": ("1974-08-12", "PAX-DATE-ORDER"), "31/12/74": ("1974-12-31", "PAX-DATE-ORDER"), "740812": ("1974-08-12", "PAX-DATE-ORDER"),
    "03/04/1974": (None, "FORM-DATE-AMBIGUOUS"), "03.04.1974": (None, "FORM-DATE-AMBIGUOUS"), "03-04-1974": (None, "FORM-DATE-AMBIGUOUS"),
    "12 Aug 20": (None, "FORM-DATE-AMBIGUOUS"), "01/02/03": (None, "FORM-DATE-AMBIGUOUS"), "03041974": (None, "FORM-DATE-AMBIGUOUS"),
    "27253": (None, "FORM-DATE-NUMBER"), "1974-02-30": (None, "PAX-BIRTH-DATE-IMPOSSIBLE"), "31/04/1974": (None, "PAX-BIRTH-DATE-IMPOSSIBLE"),
    "yesterday": (None, "PAX-BIRTH-DATE-IMPOSSIBLE"), "2027-01-01": ("2027-01-01", "PAX-BIRTH-DATE-LATER"), "1900-01-01": ("1900-01-01", "PAX-BIRTH-DATE-OLD"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BIRTHS.items(), ids=BIRTHS)
def test_births(text, expected):
    found, code = form_dates.birth(text, NOW)
    assert (None if found is None else str(found), code) == expected


def test_a_heading_that_states_the_order_leaves_one_reading():
    assert form_dates.birth("03/04/1974", NOW, "dmy") == (PartialDate(1974, 4, 3), None)
    message = only("Nom;Date de naissance (JJ/MM/AAAA)\nROY;03/04/1974\n")
    assert message.manifest.travellers[0].birth_date == PartialDate(1974, 4, 3)


@given(st.dates(date(1850, 1, 1), date(2149, 12, 31)))
def test_a_date_of_slashes_is_never_guessed(day):
    """Whatever day was meant, the reading is that day, or none; and none exactly where day and month could change places."""
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        found, _ = form_dates.day(text, NOW)
        exchangeable = day.day <= 12 and day.day != day.month
        assert found == (None if exchangeable else day)


MOMENTS = {
    "2026-05-01T10:15": (10, 15, None), "2026-05-01 10:15:30": (10, 15, None), "2026-05-01 10:15 PM": (22, 15, None), "1 May 2026 10h15": (10, 15, None),
    "1 mai 2026 à 10 h 15": (10, 15, None), "2026-05-01T10:15Z": (10, 15, "VOY-ZONE"), "2026-05-01T10:15+02:00": (10, 15, "VOY-ZONE"),
    "2026-05-01": (0, 0, "VOY-TIME-MISSING"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MOMENTS.items(), ids=MOMENTS)
def test_moments(text, expected):
    found, code = form_dates.moment(text)
    assert (found.date(), found.hour, found.minute, code) == (NOW, *expected)


def test_a_bad_row_costs_itself_alone():
    rows = [ROW.replace("AB123456", f"AB{n:06d}") for n in range(40)]
    rows[5] = '"' + rows[5]  # a mark that is never closed
    rows[9] = rows[9].replace("1974-08-12", "03/04/1974")
    rows[12] = rows[12].replace("ROY", "ROY; senior")  # a separator inside a value
    rows[20] = "NCFY12"
    rows[30] = rows[30].replace("AB000030", "1,23E+11")
    message = only("\n".join([HEAD, *rows]) + "\n")
    assert sum(t.family_name == "ROY" for t in message.manifest.travellers) == 39
    found = faults(message)
    assert ("FORM-DATE-AMBIGUOUS", "row 11, column G (birth date)") in found
    assert ("FORM-QUOTE-OPEN", "row 7") in found
    assert ("FORM-ROW-LONG", "row 14") in found
    assert ("FORM-NUMBER-SHORTENED", "row 32, column K (document number)") in found
    whole = [t for t in message.manifest.travellers if str(t.birth_date) == "1974-08-12" and t.documents and t.documents[0].number]
    assert len(whole) >= 36


def test_what_is_no_person_is_set_aside():
    message = only(
        f"Passenger list;;\nContact;Harbour office, 1 604 555 0142\n\n{HEAD}\n{ROW}\n;;;\n\n{HEAD}\n{ROW.replace('ROY', 'COTE').replace('AB123456', 'AB2')}\nTotal;2\n"
    )
    assert names(message) == [("ROY", "Marie"), ("COTE", "Marie")]
    assert [code for code, _ in faults(message)] == ["FORM-TEXT-AROUND", "FORM-HEADER-AGAIN", "FORM-TOTALS"]
    assert (message.manifest.contact, message.manifest.declared_passengers) == ("Harbour office, 1 604 555 0142", 2)


def test_details_of_the_voyage_above_the_headings():
    message = only("Traversée;NCFY12\nDe:;CAVIC;À:;USCLM\nDate de départ;2026-07-14\nHeure de départ;10 h 30\n\nNom;Prénom\nROY;Marie\n")
    leg = message.manifest.voyage.border
    assert (leg.voyage, leg.departure, leg.arrival, leg.departs) == ("NCFY12", "CAVIC", "USCLM", datetime(2026, 7, 14, 10, 30))  # noqa: DTZ001


@pytest.mark.parametrize("between", ["", "\n"], ids=["at once", "a row between"])
def test_details_of_the_voyage_in_a_row_below_headings_of_their_own(between):
    message = only(f"Traversée;De;À;Date de départ\n{between}NCFY12;CAVIC;USCLM;2026-07-14 10:30\n\nNom;Prénom\nROY;Marie\n")
    leg = message.manifest.voyage.border
    assert (leg.voyage, leg.departure, leg.arrival, leg.departs) == ("NCFY12", "CAVIC", "USCLM", datetime(2026, 7, 14, 10, 30))  # noqa: DTZ001


def test_two_voyages_in_one_table_are_two_lists():
    interchange = messages.read(f"{HEAD}\n{ROW}\n{ROW.replace('NCFY12', 'NCFY13').replace('AB123456', 'AB2')}\n".encode())
    assert [m.manifest.voyage.designator for m in interchange.messages] == ["NCFY12", "NCFY13"]


WHOLE_NAMES = {
    "Name;DOB\nROY, Marie;1974-08-12": ("ROY", "Marie", []),
    "Name;DOB\nROY/MARIE MRS;1974-08-12": ("ROY", "MARIE MRS", []),
    "Nom et prénom;DOB\nDE LA CRUZ Marie Louise;1974-08-12": ("DE LA CRUZ", "Marie Louise", ["FORM-NAME-PARTED"]),
    "Name;DOB\nMarie Roy;1974-08-12": ("Marie Roy", "", ["FORM-NAME-WHOLE"]),
    "Name;;DOB\nROY;Marie;1974-08-12": ("ROY", "Marie", []),  # one heading over two columns
    "Name;First name;DOB\nROY;Marie;1974-08-12": ("ROY", "Marie", []),
}


@pytest.mark.parametrize("text", WHOLE_NAMES)
def test_names_in_one_column(text):
    message = only(text + "\n")
    family, given_names, codes = WHOLE_NAMES[text]
    assert names(message) == [(family, given_names)]
    assert [code for code, _ in faults(message) if code.startswith("FORM-NAME")] == codes


def test_people_called_na_and_so_have_names():
    assert names(only("Family name,Given names,DOB\nNA,So,1974-08-12\nNone,None,1974-08-12\n")) == [("NA", "So"), ("None", "None")]


def test_a_table_without_headings_says_so():
    interchange = messages.read(b"PK\x03\x04garbage")
    assert [fault.code for fault in interchange.faults] == ["MSG-UNREADABLE"]
    assert not messages.read(b"ROY;Marie;1974-08-12\n").readable


# JSON ---------------------------------------------------------------------------------------------------------------------

DAMAGED = {
    "cut in a person": (lambda t: t[: t.index("GAGNON") + 3], ["ROY", "COTE"], "FORM-CUT-OFF"),
    "a comma lost": (lambda t: t.replace('"COTE",', '"COTE"'), ["ROY", "COTE", "GAGNON", "LAST"], "FORM-JSON-BROKEN"),
    "noise in a person": (lambda t: t.replace('"COTE",', '"COTE", #"\x00{['), ["ROY", "COTE", "GAGNON", "LAST"], "FORM-JSON-BROKEN"),
    "a brace lost": (lambda t: t.replace('}]}, {"family_name": "GAGNON"', '}], {"family_name": "GAGNON"'), ["ROY", "COTE", "GAGNON", "LAST"], "FORM-JSON-BROKEN"),
    "a comma too many": (lambda t: t.replace("}]}]", "}]},]"), ["ROY", "COTE", "GAGNON", "LAST"], None),
    "a comma lost in the head": (lambda t: t.replace('"NCFY12",', '"NCFY12"'), ["ROY", "COTE", "GAGNON", "LAST"], "FORM-JSON-BROKEN"),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGED)
def test_damaged_json_costs_what_it_touches(case):
    spoil, expected, code = DAMAGED[case]
    (person,) = as_json()["people"]
    whole = json.dumps(as_json(people=[person | {"family_name": name} for name in ("ROY", "COTE", "GAGNON", "LAST")]))
    message = only(spoil(whole))
    assert [t.family_name for t in message.manifest.travellers][: len(expected)] == expected
    assert message.manifest.voyage.designator == "NCFY12"
    assert code is None or code in {fault.code for fault in message.faults}


def test_a_key_twice_counts_once():
    text = json.dumps(as_json()).replace('"family_name": "ROY"', '"family_name": "ROY", "family_name": "OTHER"')
    message = only(text)
    assert names(message) == [("ROY", "Marie")]
    assert faults(message) == [("FORM-FIELD-TWICE", "people[0].family_name")]


def test_lists_in_an_array_and_one_a_line():
    one = as_json()
    for text in (json.dumps([one, one | {"voyage": "NCFY13"}]), json.dumps(one) + "\n" + json.dumps(one | {"voyage": "NCFY13"})):
        assert [m.manifest.voyage.designator for m in messages.read(text.encode()).messages] == ["NCFY12", "NCFY13"]


def test_people_alone():
    message = only(json.dumps(as_json()["people"]))
    assert names(message) == [("ROY", "Marie")]
    assert ("VOY-NUMBER-MISSING", "the list") in faults(message)


def test_other_json_is_no_list():
    interchange = messages.read(b'{"data": {"hdr": {"t": "icao.vacc"}}, "sig": {}}')
    assert [fault.code for fault in interchange.faults] == ["MSG-TYPE-NOT-READ"]
    assert not interchange.readable


def test_what_read_prints_is_read(paxlst):
    raw = paxlst(("ROY", "MARIE", "740812", "QA1"), ("COTE", "ZOE", "800101", "QA2"))
    (printed,) = messages.describe(messages.read(raw), "x")
    (again,) = messages.describe(messages.read(msgspec.json.encode(printed)), "x")
    keys = (
        "function",
        "carrier",
        "voyage",
        "mode",
        "legs",
        "border_leg",
        "people",
        "transaction",
        "prepared",
        "declared_passengers",
        "part",
    )
    assert {key: again[key] for key in keys} == {key: printed[key] for key in keys}


# The schema and the reader ------------------------------------------------------------------------------------------------


def of_schema(node, defs):
    """A strategy of what a schema allows, as far as ours use it."""
    if "$ref" in node:
        return of_schema(defs[node["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in node:
        return st.one_of([of_schema(one, defs) for one in node["anyOf"]])
    match node.get("type"):
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(
                node.get("minimum", 0),
                node.get("maximum", node.get("exclusiveMaximum", 10**6) - 1 if "exclusiveMaximum" in node else 10**6),
            )
        case "number":
            return st.floats(0, 999, allow_nan=False).map(lambda n: round(n, 1))
        case "array":
            return st.lists(of_schema(node["items"], defs), max_size=3)
        case "string":
            if "pattern" in node:
                return dated(node) if "[0-9]{4}" in node["pattern"] else st.from_regex(node["pattern"], fullmatch=True)
            if node.get("examples") in (["CAN"], ["YVR", "CAVIC"]):
                return st.sampled_from(["CAN", "USA", "FRA", "D"])
            return st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcé '-", min_size=1, max_size=12).filter(
                lambda t: t.strip() not in ("", "-", "--", "---")
            )
    if node.get("additionalProperties"):
        return st.dictionaries(st.sampled_from(["ABO", "AVF"]), of_schema(node["additionalProperties"], defs), max_size=2)
    required = {name: of_schema(one, defs) for name, one in node["properties"].items() if name in node.get("required", ())}
    optional = {name: of_schema(one, defs) for name, one in node["properties"].items() if name not in node.get("required", ())}
    return st.fixed_dictionaries(required, optional=optional)


def dated(node):
    if "T" in node["pattern"]:
        return st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(lambda m: m.isoformat(timespec="minutes"))  # noqa: DTZ001
    return st.dates(date(1960, 1, 1), date(2039, 1, 1)).map(str)


SCHEMA = form.schema()
OF_FORM = {"FORM-JSON-BROKEN", "FORM-FIELD-UNKNOWN", "FORM-KEY-SPELLED", "FORM-VALUE-KIND", "FORM-WORD-UNKNOWN", "FORM-VALUE-LONG", "FORM-DATE-AMBIGUOUS", "PAX-DATE-ORDER",
           "PAX-BIRTH-DATE-IMPOSSIBLE", "PAX-DATE-IMPOSSIBLE", "VOY-TIME-IMPOSSIBLE", "PAX-SEX-UNKNOWN", "PAX-ROLE-UNKNOWN", "PAX-BAGS-UNREAD", "MSG-COUNT-UNREAD"}  # fmt: skip


@given(of_schema({"$ref": SCHEMA["$ref"]}, SCHEMA["$defs"]))
def test_what_the_schema_allows_is_read_without_a_fault_of_form(list_):
    raw = json.dumps(list_).encode()
    message = only(raw)
    assert {fault.code for fault in message.faults} & OF_FORM == set()
    declared = [person for person in list_["people"] if person]
    assert [t.family_name for t in message.manifest.travellers] == [" ".join((p["family_name"] or "").split()) for p in declared]
    decoded = msgspec.json.decode(raw, type=form.JsonList)  # the records that the schema is made from take it too
    assert len(decoded.people) == len(declared)


def test_every_key_of_the_schema_has_its_place_in_what_is_read():
    person = {
        "family_name": "ROY", "given_names": "Marie", "title": "MRS", "role": "crew", "birth_date": "1974-08", "sex": "X", "nationality": "CAN", "nationalities": ["CAN", "FRA"],
        "documents": [{"type": "P", "number": "A", "issuer": "CAN", "expires": "2031-04-15", "issued": "2021-04-15"}, {"type": "V", "number": "B", "issuer": "USA"}],
        "residence": "USA", "birth_country": "FRA", "birth_place": "LYON", "address": "1 ELM ST", "embarks": "CAVIC", "disembarks": "USCLM", "clears_at": "USCLM",
        "seat": "12A", "bags": {"pieces": 2, "kilograms": 30.5, "tags": ["001", "002"]}, "duty": "CR1", "captured": "machine", "references": {"ABO": "1", "AVF": "Q"},
    }  # fmt: skip
    assert set(person) == set(form.JsonPerson.__struct_encode_fields__)
    traveller = only(json.dumps(as_json(people=[person]))).manifest.travellers[0]
    assert (traveller.title, str(traveller.role), str(traveller.birth_date), traveller.sex, traveller.nationalities) == (
        "MRS",
        "crew",
        "1974-08",
        "X",
        ("CAN", "FRA"),
    )
    assert [(d.type, d.number, d.issuer, d.expires, d.issued) for d in traveller.documents] == [
        ("P", "A", "CAN", date(2031, 4, 15), date(2021, 4, 15)),
        ("V", "B", "USA", None, None),
    ]
    assert (traveller.residence, traveller.birth_country, traveller.birth_place, traveller.address) == ("USA", "FRA", "LYON", "1 ELM ST")
    assert (traveller.embarks, traveller.disembarks, traveller.clears_at, traveller.seat, traveller.duty) == (
        "CAVIC",
        "USCLM",
        "USCLM",
        "12A",
        "CR1",
    )
    assert (traveller.bags.pieces, traveller.bags.kilograms, traveller.bags.tags, traveller.captured) == (
        2,
        30.5,
        ("001", "002"),
        "machine",
    )
    assert traveller.references == {"ABO": "1", "AVF": "Q", "SEA": "12A"}


# Hostile ------------------------------------------------------------------------------------------------------------------


PIECES = st.sampled_from(
    ['{"voyage":"A","people":[', '{"family_name":', '"', "{", "}", "[", "]", ",", ":", "\\", "\\u0041", "\\ud800", "null", "1e999", "-", "\n", "\x00", "é",
     HEAD + "\n", ROW + "\n", ";", "\t", '""', "Total;3", "03/04/2026", "Name,DOB\n", "sep=;\n", "\ufeff", "\U0001f600", "=1+1", "1,23E+11", "#REF!"]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_any_form_is_read_without_an_exception(pieces, codec):
    raw = "".join(pieces).encode(codec, "replace")
    interchange = messages.read(raw)
    for message in interchange.messages:
        for traveller in message.manifest.travellers if message.manifest else ():
            for span in (*traveller.places.values(), *([traveller.segments] if traveller.segments else [])):
                assert 0 <= span.start <= span.end <= len(raw)
    assert list(messages.describe(interchange, "x"))
    msgspec.json.encode(list(messages.describe(interchange, "x")))


def test_many_faults_of_one_kind_are_told_up_to_a_number():
    message = only(HEAD + "\n" + (ROW.replace("1974-08-12", "03/04/1974") + "\n") * 1000)
    codes = [fault.code for fault in message.faults]
    assert codes.count("FORM-DATE-AMBIGUOUS") == form.MOST_ALIKE
    assert any(fault.code == "FORM-MORE-ALIKE" and "800 more of FORM-DATE-AMBIGUOUS" in fault.detail for fault in message.faults)


FOUR = [
    f"NCFY12;CAVIC;USCLM;2026-07-14 10:30;ROY{name};Marie;1974-08-12;F;CAN;P;AB12345{n};CAN;2031-04-15" for n, name in enumerate("ABCD")
]
LONG_LISTS = {
    "CSV": "\n".join([HEAD, *FOUR]).encode(),
    "workbook": form_xlsx.write([HEAD.split(";"), *(row.split(";") for row in FOUR)]),
    "JSON": json.dumps(as_json(people=[{"family_name": f"ROY{name}", "given_names": "Marie"} for name in "ABCD"])).encode(),
}


@pytest.mark.parametrize("raw", LONG_LISTS.values(), ids=LONG_LISTS)
def test_no_more_people_of_a_form_are_read_than_is_set(raw):
    (message,) = messages.read(raw, limits=messages.Limits(people=3)).messages
    assert [name for name, _ in names(message)] == ["ROYA", "ROYB", "ROYC"]
    assert [fault.code for fault in message.faults if fault.code == "FORM-LARGE"] == ["FORM-LARGE"]
    (whole,) = messages.read(raw, limits=messages.Limits(people=4)).messages
    assert "ROYD" in dict(names(whole))
    assert "FORM-LARGE" not in {fault.code for fault in whole.faults}


@pytest.mark.parametrize("kind", ["CSV", "workbook"])
def test_no_more_rows_of_a_table_are_read_than_is_set(kind):
    interchange = messages.read(LONG_LISTS[kind], limits=messages.Limits(rows=3))
    (message,) = interchange.messages
    assert [name for name, _ in names(message)] == ["ROYA", "ROYB"]  # behind the row of headings
    assert "FORM-LARGE" in {fault.code for fault in (*interchange.faults, *message.faults)}


def test_a_workbook_that_unpacks_to_more_than_is_set_is_refused_unless_it_is_large_itself():
    raw = LONG_LISTS["workbook"]
    small = messages.read(form_xlsx.write([HEAD.split(";"), *([*FOUR[0].split(";")[:-1], "A" * 400] for _ in range(400))]))
    assert small.messages
    read = messages.read(raw, limits=messages.Limits(unpacked=10))
    assert read.messages  # to twenty times its own size it may unpack all the same
    packed = form_xlsx.write([HEAD.split(";"), *(FOUR[0].split(";") for _ in range(3000))])
    refused = messages.read(packed, limits=messages.Limits(unpacked=10))
    assert (refused.messages, [fault.code for fault in refused.faults]) == ((), ["FORM-WORKBOOK-LARGE"])


def test_no_value_of_a_person_stands_in_a_fault():
    row = ROW.replace("ROY", "SECRETNAME").replace("1974-08-12", "03/04/1974").replace("AB123456", "1,23E+11").replace("CAVIC", "QWXYZ")
    message = only(f"{HEAD}\n{row};SECRETMORE\n")
    assert message.faults
    assert not any("SECRET" in fault.detail + fault.where or "03/04" in fault.detail for fault in message.faults)


def test_recognising_costs_nothing_on_other_messages():
    assert form_reading.kind(b"UNA:+.? 'UNB+UNOA:4+A+B+260501:0600+1'") is None
    assert form_reading.kind(b"BSM\n.V/1LYVR\n") is None
    assert form_reading.kind(b"<?xml version='1.0'?><a/>") is None
    assert form_table.recognised(["UNB", "UNOA"]) == 0


# Workbooks ----------------------------------------------------------------------------------------------------------------

TABLE = [
    ["Voyage", "From", "To", "Departs", "Family name", "Given names", "Birth date", "Document number"],
    ["NCFY12", "CAVIC", "USCLM", "2026-07-14 10:30", "CÔTÉ", "Zoé", date(1974, 8, 12), "0012345"],
    [],
    ["", "", "", "", "ROY", "Marie", date(1980, 1, 1), "AB1"],
]


def sheet(rows: str, *, styles: str = "", strings: str | None = None, extra: str = "", book: str = "") -> bytes:
    """A workbook with this XML in its sheet."""
    written = form_xlsx.write([["x"]])
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(written)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name).decode()
            if name.endswith("sheet1.xml"):
                text = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{extra}</worksheet>'
            if name.endswith("styles.xml") and styles:
                text = styles
            if name.endswith("/workbook.xml") and book:
                text = text.replace("<sheets>", f"{book}<sheets>")
            after.writestr(name, text)
        if strings is not None:
            after.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def cells(*values: str) -> str:
    return (
        "<row>"
        + "".join(value if value.startswith("<c") else f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
        + "</row>"
    )


def test_a_workbook_is_read_like_a_table():
    message = only(form_xlsx.write(TABLE))
    assert message.type == "XLSX"
    assert names(message) == [("CÔTÉ", "Zoé"), ("ROY", "Marie")]
    assert [str(t.birth_date) for t in message.manifest.travellers] == ["1974-08-12", "1980-01-01"]
    assert message.manifest.travellers[0].documents[0].number == "0012345"
    assert message.manifest.voyage.designator == "NCFY12"
    assert ("PAX-NATIONALITY-MISSING", "row 4") in faults(message)


def test_what_cells_say():
    strings = '<sst xmlns="x"><si><t>Name</t></si><si><r><t>ROY, </t></r><r><t>Marie</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si></sst>'
    styles = (
        '<styleSheet xmlns="x"><numFmts><numFmt numFmtId="200" formatCode="dd\\/mm\\/yyyy"/><numFmt numFmtId="201" formatCode="0.00&quot; day&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="201"/><xf numFmtId="22"/></cellXfs></styleSheet>'
    )
    rows = cells('<c t="s"><v>0</v></c>', "DOB", "Departs", "Document number", "Bags", "Reference", "Seat")
    rows += cells(
        '<c t="s"><v>1</v></c>',
        '<c s="1"><v>27253</v></c>',
        '<c s="3"><v>46217.4375</v></c>',
        "<c><v>123456789</v></c>",
        '<c t="e"><v>#REF!</v></c>',
        '<c t="str"><f>A1</f><v>R7</v></c>',
        '<c s="2"><v>12</v></c>',
    )
    message = only(sheet(rows, styles=styles, strings=strings))
    traveller = message.manifest.travellers[0]
    assert (traveller.family_name, traveller.given_names, str(traveller.birth_date)) == ("ROY", "Marie", "1974-08-12")
    assert (traveller.documents[0].number, traveller.references["ABO"], traveller.seat, traveller.bags) == ("123456789", "R7", "12", None)
    assert message.manifest.voyage.border.departs == datetime(2026, 7, 14, 10, 30)  # noqa: DTZ001
    assert ("FORM-CELL-BROKEN", "row 2, column E") in faults(message)


def test_the_other_calendar_of_workbooks():
    styles = '<styleSheet xmlns="x"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    rows = cells("Name", "DOB") + cells("ROY", '<c s="1"><v>25791</v></c>')
    message = only(sheet(rows, styles=styles, book='<workbookPr date1904="1"/>'))
    assert str(message.manifest.travellers[0].birth_date) == "1974-08-12"


def test_merged_cells_say_the_same_in_each_row():
    rows = cells("Family name", "Given names") + cells("ROY", "Marie") + '<row r="3"><c r="B3" t="inlineStr"><is><t>Luc</t></is></c></row>'
    message = only(sheet(rows, extra='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'))
    assert names(message) == [("ROY", "Marie"), ("ROY", "Luc")]
    assert ("FORM-MERGED", "row 3, column A") in faults(message)


def test_a_hidden_sheet_is_not_read_and_two_that_show_are():
    two = form_xlsx.write(TABLE)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(two)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            if name == "xl/workbook.xml":
                text = text.replace(
                    "</sheets>",
                    '<sheet name="old" sheetId="2" r:id="rId9"/><sheet name="away" sheetId="3" state="hidden" r:id="rId1"/></sheets>',
                )
            if name.endswith("workbook.xml.rels"):
                text = text.replace("</Relationships>", '<Relationship Id="rId9" Target="/xl/worksheets/sheet1.xml"/></Relationships>')
            after.writestr(name, text)
    assert [len(m.manifest.travellers) for m in messages.read(out.getvalue()).messages] == [2, 2]


def test_far_apart_cells_cost_nothing():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>DOB</t></is></c></row><row r="1048576"><c r="A1048576" t="inlineStr"><is><t>ROY</t></is></c><c r="XFD1048576"><v>1</v></c></row>'
    message = only(sheet(rows))
    assert names(message) == [("ROY", "")]
    assert ("PAX-BIRTH-DATE-MISSING", "row 1048576") in faults(message)


BAD_BOOKS = {
    "a bomb": lambda: sheet("<row>" + "<c><v>1</v></c>" * 20 + "</row>" + " " * 60_000_000),
    "one long row": lambda: sheet("<row>" + "<c><v>1</v></c>" * 100_000 + "</row>"),
    "many strings": lambda: sheet(cells("Name"), strings="<sst>" + "<si><t>a</t></si>" * 600_000 + "</sst>"),
    "deep": lambda: sheet("<a>" * 1000 + "</a>" * 1000),
    "an entity": lambda: sheet("", strings='<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'),
    "cut": lambda: form_xlsx.write(TABLE)[:-400],
    "no sheet": lambda: form_xlsx.write(TABLE).replace(b"xl/workbook.xml", b"xl/workbouk.xml"),
    "an old one": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "OpenDocument": lambda: b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" + bytes(60),
}


@pytest.mark.parametrize("make", BAD_BOOKS.values(), ids=BAD_BOOKS)
def test_bad_workbooks_are_faults(make):
    raw = make()
    interchange = messages.read(raw)
    assert {fault.code for fault in interchange.faults} <= {"FORM-WORKBOOK-BROKEN", "FORM-WORKBOOK-LARGE", "FORM-HEADER-MISSING"}
    assert interchange.faults
    assert not interchange.readable


@given(st.data())
def test_any_damage_to_a_workbook_is_no_exception(data):
    raw = bytearray(form_xlsx.write(TABLE))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assert list(messages.describe(messages.read(bytes(raw)), "x"))


FRAGMENTS = st.sampled_from(
    ["<row>", "</row>", "<row r='9'>", '<c t="s"><v>0</v></c>', '<c t="inlineStr"><is><t>Name</t></is></c>', '<c r="ZZZ99"><v>1e400</v></c>', '<c s="2"><v>-5</v></c>',
     '<c s="2"><v>9e9</v></c>', "<c><v>nan</v></c>", '<c t="b"><v>1</v></c>', '<c r=""/>', "<c><f/></c>", '<mergeCell ref="A1:B2"/>', '<mergeCell ref="x"/>', "<v/>", "<t>a</t>"]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=12))
def test_any_cells_are_no_exception(pieces):
    rows = cells("Name", "DOB") + "".join(pieces)
    assert list(messages.describe(messages.read(sheet(rows + "</row>" * max(0, rows.count("<row") - rows.count("</row>")))), "x"))


ZONE = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F3004159<<<<<<<<<<<<<<02")
ZONES = {"its lines": "\n".join(ZONE), "one run": "".join(ZONE), "no zone": "see passport"}


@pytest.mark.parametrize("said", ZONES.values(), ids=ZONES)
@pytest.mark.parametrize("form", ["JSON", "CSV"])
def test_a_zone_comes_with_its_document(said, form):
    if form == "JSON":
        person = {"family_name": "ERIKSSON", "documents": [{"type": "P", "number": "L898902C3", "zone": said}]}
        raw = json.dumps({"voyage": "NCFY12", "legs": [], "people": [person]})
    else:
        raw = f'Voyage;Family name;Date of birth;Document type;Document number;MRZ\nNCFY12;ERIKSSON;1974-08-12;P;L898902C3;"{said}"\n'
    (document,) = only(raw.encode()).manifest.travellers[0].documents
    assert document.zone == (ZONE if said.startswith("P<") and "\n" in said else (said,))
    read = mrz.read(document.zone, on=date(2026, 5, 1))
    assert (read.format, read.number) == (("TD3", "L898902C3") if said.startswith("P<") else (None, None))
