"""Nothing raises, whatever is read; and no input takes time worse than linear in its length."""

# ruff: noqa: E501  # a case a line

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import documents
from preclear.documents import certificates, mrz, seal
from tests.documents.authority import Authority, sealed
from tests.documents.test_mrz import french, td3
from tests.documents.test_odd_zones import td1, td2, visa

ON = date(2026, 11, 24)
AT = datetime(2026, 11, 24, tzinfo=UTC)
ZONES = [td3(), td1(), td2(), french(), visa(44), visa(36), td1("D23145890", "7349", digit_="<")]
CHARACTERS = st.sampled_from("ABCKLOVZ0158<<< \n\t«&;ßıé٣\ud800\u2028")


@st.composite
def damaged_zones(draw):
    text = draw(st.sampled_from(ZONES))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.text(CHARACTERS, max_size=3)) + text[at + draw(st.integers(0, 4)) :]
    return text


@given(st.one_of(st.text(max_size=200), st.text(CHARACTERS, max_size=200), damaged_zones()), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_any_text_for_a_zone(text, on):
    for zone in (mrz.read(text, on=on), *mrz.read_all(text, on=on), mrz.read(text.split(" "), on=on)):
        assert zone.format or not zone.valid
        assert all(fault.code.startswith("MRZ-") for fault in zone.faults)
        assert zone.employer is None or zone.type == "AC"
        assert zone.issued is None or zone.format == "FRA"
        if zone.format:
            width = len(zone.lines[0])
            assert {len(line) for line in zone.lines} == {width}
            places = [place for slip in zone.slips for place in slip.places]
            assert all(1 <= int(place.split(", ")[1]) <= width for place in places)


@given(damaged_zones())
def test_a_damaged_zone_keeps_what_is_not_damaged(text):
    """A zone that is read shows its names as they stand, however wrong its digits are."""
    zone = mrz.read(text, on=ON)
    if zone.format and zone.lines == tuple(line for line in text.splitlines() if line):
        assert zone.family_name.replace(" ", "") in "".join(zone.lines).replace("<", "")


KEY, SIGNER = Authority().signer()
SEAL = sealed(KEY, SIGNER)
PIECES = st.sampled_from(
    [b'"', b"{", b"}", b"[", b"]", b":", b",", b"\\u", b"\\ud800", b"1e9", b"null", b"\xff", b"=", b"-", b"", b'"alg":', b'"cer":']
)


@st.composite
def damaged_seals(draw):
    raw = bytearray(SEAL)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(raw)))
        raw[at : at + draw(st.integers(0, 4))] = draw(st.one_of(st.binary(max_size=3), PIECES))
    return bytes(raw)


@given(st.one_of(st.binary(max_size=300), damaged_seals()))
def test_any_bytes_for_a_seal(raw):
    found = seal.verify(raw, at=AT)
    assert not found.trusted
    assert all(fault.code.startswith("SEAL-") for fault in found.faults)
    if found.valid:
        assert not {fault.code for fault in found.faults} - {"SEAL-CHAIN-UNKNOWN", "SEAL-ISSUER-DIFFERS", "SEAL-TYPE-UNKNOWN"}


@given(st.binary(max_size=400))
def test_any_bytes_for_a_certificate(raw):
    try:
        certificates.load(raw)
    except ValueError:
        return
    raise AssertionError(raw)


LONG: dict[str, Callable[[int], object]] = {  # size -> reading something of it
    "letters": lambda n: mrz.read("A" * n, on=ON),
    "fillers": lambda n: mrz.read("<" * n, on=ON),
    "blanks": lambda n: mrz.read("A " * (n // 2), on=ON),
    "short lines": lambda n: list(mrz.read_all("A<\n" * (n // 3), on=ON)),
    "lines of the right width": lambda n: list(mrz.read_all(("<" * 44 + "\n") * (n // 45), on=ON)),
    "words that never fit": lambda n: mrz.read(("AB1<CD2 " * 40 + "\n") * (n // 321), on=ON),
    "one long word among lines": lambda n: mrz.read("X\n" + "<" * n + "\nY\nZ", on=ON),
    "quotes in a seal": lambda n: seal.verify(b'"' * n, at=AT, largest=n),
    "escapes in a seal": lambda n: seal.verify(b'"' + b'\\"' * (n // 2), at=AT, largest=n * 2),
    "keys in a seal": lambda n: seal.verify(b"{" + b",".join(b'"%d":1' % k for k in range(n // 9)) + b"}", at=AT, largest=n * 2),
    "keys twice in a seal": lambda n: seal.verify(b"{" + b",".join(b'"%d":1' % k for k in range(n // 9)) + b',"7":1}', at=AT, largest=n * 2),
    "objects in a seal": lambda n: seal.verify(b"[" + b"{}," * (n // 3) + b"{}]", at=AT, largest=n * 2),
    "numbers in a seal": lambda n: seal.verify(b"[" + b"9" * n + b"]", at=AT, largest=n * 2),
    "a certificate in a seal": lambda n: seal.verify(SEAL.replace(b'"cer": "', b'"cer": "' + b"A" * n), at=AT, largest=n * 2 + 4000),
    "a name": lambda n: documents.transliterate("Ñ" * n),
}  # fmt: skip


@pytest.mark.parametrize("case", LONG)
def test_time_is_linear(case):
    """Eight times as much takes at most three times eight times as long, whatever it is."""

    def spent(size: int) -> float:
        start = time.process_time()
        LONG[case](size)
        return time.process_time() - start

    short = min(spent(10_000) for _ in range(5))
    long = min(spent(80_000) for _ in range(3))
    assert long < 24 * max(short, 0.0005)


HEAVY = {
    "short lines": "AB\n" * 20_000,
    "lines of a zone": ("P<" + "A" * 42 + "\n") * 1_500,
    "blank lines": "AB\n\n" * 15_000,
    "one line": "A" * 60_000,
    "words": "AB CD EF GH\n" * 5_000,
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_memory_is_in_proportion(text):
    """At most twenty times the text, whatever it is."""
    tracemalloc.start()
    try:
        count = sum(1 for _ in mrz.read_all(text, on=ON)) + (mrz.read(text, on=ON).format is None)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count
    assert peak < 20 * len(text)
