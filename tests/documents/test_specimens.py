"""Every expected fact of the specimens of zones and seals: file, what is expected, what is found."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime

import pytest

from preclear.documents import mrz, seal, spellings, states, transliterate

ON = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
SEALS = {  # file: valid, codes that must be told, codes that must not
    "v01_icao_test_specimen.json": (True, {"SEAL-CHAIN-UNKNOWN", "SEAL-CERTIFICATE-EXPIRED"}, {"SEAL-SIGNATURE-WRONG"}),
    "v02_content_changed.json": (False, {"SEAL-SIGNATURE-WRONG", "SEAL-CHAIN-UNKNOWN", "SEAL-CERTIFICATE-EXPIRED"}, set()),
    "v03_reordered_keys.json": (True, {"SEAL-CHAIN-UNKNOWN", "SEAL-CERTIFICATE-EXPIRED"}, {"SEAL-SIGNATURE-WRONG"}),
}


def test_every_zone(shared):
    vectors = json.loads((shared / "data/passenger/mrz/mrz_vectors.json").read_text(encoding="utf-8"))["vectors"]
    expected, found = [], []
    for vector in vectors:
        zone, checks = mrz.read(vector["lines"], on=ON), vector["checks"]
        wrong = {fault.code.removeprefix("MRZ-DIGIT-").lower() for fault in zone.faults if fault.code.startswith("MRZ-DIGIT-")}
        disagree = {{"composite": "overall"}.get(name, name) for name, agrees in checks.items() if agrees is False}
        names = vector["parsed"]["primary"], vector["parsed"]["secondary"]
        number = vector.get("document_number", checks["document_number"])
        expected.append((vector["id"], checks["format"], number, *names, not disagree, disagree))
        found.append((vector["id"], zone.format, zone.number, zone.family_name, zone.given_names, zone.valid, wrong))
    assert found == expected
    assert len(found) == 21


def test_every_state(shared):
    with (shared / "data/passenger/mrz/special_codes.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert codes - set(states.STATES) == {"XCT"}  # seen, and of no issuer that is recognised
    for code in codes:
        line = f"P<{code:<<3}ERIKSSON<<ANNA".ljust(44, "<")
        zone = mrz.read([line, f"{'L898902C36'}{code:<<3}7408122F3104159ZE184226B<<<<<14"], on=ON)
        assert (zone.issuer, zone.nationality) == (code, code)
        told = {fault.code for fault in zone.faults if "STATE" in fault.code}
        assert told == ({"MRZ-STATE-UNKNOWN"} if code == "XCT" else set() if states.known(code, ON) else {"MRZ-STATE-WITHDRAWN"})


def test_every_letter_of_the_tables(shared):
    """Each letter as the table has it, its permitted alternatives among what a zone may show, and back again."""
    rows = {"latin": 101, "cyrillic": 72, "arabic": 80}
    for script, count in rows.items():
        with (shared / f"data/passenger/mrz/transliteration_{script}.csv").open(encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        assert len(table) == count
        for row in table:
            letter, variant = row["character"], row["variant"].lower().split(",")[0] or None
            if row["mrz"] == "=" or (variant and "unsure" in row["note"] and not row["permitted_alternatives"]):
                continue  # a shadda doubles; what Bulgaria makes of its hard sign is told as unsure
            alone = "XTA" if letter == "ة" and "XTA" in row["permitted_alternatives"] else row["mrz"]
            if letter == "ة":
                assert (transliterate(letter), transliterate(f"{letter}ا")) == (row["mrz"], f"{alone}A")
                continue
            assert transliterate(letter, variant) == row["mrz"], row
            allowed = set(spellings.printed(letter, variant))
            assert set(filter(None, row["permitted_alternatives"].split(";"))) <= allowed, row
            capital = {"ß": "ẞ"}.get(letter, letter.upper())
            table_letter = "analogy" not in row["note"] and row["mrz"]
            if table_letter and (script != "cyrillic" or variant):
                assert capital in set(spellings.names(row["mrz"], script, variant)), row
            elif table_letter:
                assert capital in set(spellings.names(row["mrz"], script)), row


def test_every_name(shared):
    names = json.loads((shared / "data/passenger/mrz/transliteration_names.json").read_text(encoding="utf-8"))
    assert {n["name"]: transliterate(n["name"], n.get("variant", "").lower() or None) for n in names} == {
        n["name"]: n["mrz"] for n in names
    }
    assert len(names) == 20
    for name in names:
        if name["script"] in ("Arab", "Cyrl"):
            script, variant = {"Arab": ("arabic", None), "Cyrl": ("cyrillic", name.get("variant", "").lower() or None)}[name["script"]]
            assert name["name"].upper() in set(spellings.names(name["mrz"], script, variant, limit=5_000)), name


@pytest.mark.parametrize("file", SEALS)
def test_every_seal(shared, file):
    valid, told, not_told = SEALS[file]
    found = seal.verify((shared / "data/passenger/vds-nc" / file).read_bytes(), at=AT)
    codes = {fault.code for fault in found.faults}
    assert (found.valid, found.trusted, found.type, found.issuer) == (valid, False, "icao.test", "UTO")
    assert told <= codes
    assert not codes & not_told
    assert found.signed_by == "C=FR,CN=DSC number worker of Friesland"
    assert found.content["pid"]["n"] == "Cook Gerald"


def test_the_specimen_while_its_certificate_was_in_force(shared):
    raw = (shared / "data/passenger/vds-nc/v01_icao_test_specimen.json").read_bytes()
    found = seal.verify(raw, at=datetime(2021, 6, 1, tzinfo=UTC))
    assert [fault.code for fault in found.faults] == ["SEAL-CHAIN-UNKNOWN", "SEAL-ISSUER-DIFFERS"]


def test_no_file_of_seals_is_left_out(shared):
    assert {path.name for path in (shared / "data/passenger/vds-nc").iterdir()} == set(SEALS)
