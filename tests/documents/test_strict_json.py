"""The canonical form by the vectors of RFC 8785, and JSON of one meaning only."""

from __future__ import annotations

import contextlib
import struct

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from preclear.documents import strict_json

NUMBERS = {  # RFC 8785, appendix B: bits of a double, its canonical form
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "canonical"), NUMBERS.items())
def test_numbers(bits, canonical):
    (double,) = struct.unpack(">d", bytes.fromhex(bits))
    assert rfc8785.dumps(double).decode() == canonical
    assert rfc8785.dumps(strict_json.loads(canonical.encode(), largest=100)).decode() == canonical


def test_keys_are_sorted_by_their_utf_16():
    """RFC 8785, 3.2.3."""
    raw = '{"\\u20ac":"Euro","\\r":"Return","\\ufb33":"Hebrew","1":"One","\\ud83d\\ude00":"Emoji","\\u0080":"Control","\\u00f6":"O"}'
    keys = list(strict_json.loads(rfc8785.dumps(strict_json.loads(raw.encode(), largest=1000)), largest=1000))
    assert keys == ["\r", "1", "\x80", "ö", "€", "\U0001f600", "\ufb33"]


def test_the_example_of_the_standard():
    """RFC 8785, 3.2.2 and 3.2.4."""
    raw = (
        b'{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],'
        b'"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}'
    )
    assert rfc8785.dumps(strict_json.loads(raw, largest=1000)).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_the_canonical_form_reads_back_as_itself(value):
    canonical = rfc8785.dumps(value)
    assert rfc8785.dumps(strict_json.loads(canonical, largest=1 << 20)) == canonical


@given(st.binary(max_size=200) | st.text(st.sampled_from('{}[]",:\\u0d8e1-+.E trufalsn'), max_size=120).map(str.encode))
def test_nothing_else_is_raised(raw):
    with contextlib.suppress(strict_json.NotStrictError):
        strict_json.loads(raw, largest=150)
