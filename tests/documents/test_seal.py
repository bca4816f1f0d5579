"""Seals of a made-up authority: those that hold, and every way in which one does not."""

# ruff: noqa: E501  # tables of cases, a case a line

from __future__ import annotations

import copy
import json
from datetime import timedelta

import pytest
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning

from preclear.documents import certificates, seal
from tests.documents.authority import (
    AT,
    AUTHORITY,
    CURVES,
    DATA,
    Authority,
    certificate,
    ecdsa_with_null,
    raw_signature,
    sealed,
    usage,
)

UTOPIA = Authority(key_usage=usage(key_cert_sign=True, crl_sign=True))
SIGN = (usage(digital_signature=True), True)
FOR_SEALS = (x509.ExtendedKeyUsage([certificates.SEAL_SIGNER]), True)
KEY, SIGNER = UTOPIA.signer(extensions=(SIGN, FOR_SEALS))


def anchors(*found: x509.Certificate) -> list[certificates.Certificate]:
    return [one for certificate_ in found for one in certificates.load(certificate_.public_bytes(Encoding.DER))]


TRUSTED = anchors(UTOPIA.certificate)


def verified(raw: bytes, trusted=TRUSTED):
    found = seal.verify(raw, trusted, at=AT)
    return found.valid, found.trusted, [fault.code for fault in found.faults]


@pytest.mark.parametrize("alg", CURVES)
def test_a_good_seal(alg):
    key, cer = UTOPIA.signer(ec.generate_private_key(CURVES[alg][0]), extensions=(SIGN, FOR_SEALS))
    found = seal.verify(sealed(key, cer, alg=alg), TRUSTED, at=AT)
    assert found == seal.Seal(
        valid=True, trusted=True, type="icao.vacc", issuer="UTO", signed_by="CN=Seal signer 1,C=UT", content=DATA["msg"]
    )


def other(key) -> bytes:
    """The content of a seal, its signature, and a value changed afterwards."""
    return sealed(key, SIGNER).replace(b"Smith Bill", b"Smith Jill")


N = {"ES256": seal.ALGORITHMS["secp256r1"].order}
WRONG = {  # seal, valid, trusted, faults
    "altered content": (other(KEY), False, True, ["SEAL-SIGNATURE-WRONG"]),
    "another's key": (sealed(ec.generate_private_key(ec.SECP256R1()), SIGNER), False, True, ["SEAL-SIGNATURE-WRONG"]),
    "another's hash": (sealed(KEY, SIGNER, signed=b"{}"), False, True, ["SEAL-SIGNATURE-WRONG"]),
    "r is zero": (sealed(KEY, SIGNER, change=lambda v: bytes(32) + v[32:]), False, True, ["SEAL-SIGNATURE-FORM"]),
    "s is zero": (sealed(KEY, SIGNER, change=lambda v: v[:32] + bytes(32)), False, True, ["SEAL-SIGNATURE-FORM"]),
    "r and s are zero": (sealed(KEY, SIGNER, change=lambda _: bytes(64)), False, True, ["SEAL-SIGNATURE-FORM"]),
    "r is n": (sealed(KEY, SIGNER, change=lambda v: N["ES256"].to_bytes(32, "big") + v[32:]), False, True, ["SEAL-SIGNATURE-FORM"]),
    "s is n": (sealed(KEY, SIGNER, change=lambda v: v[:32] + N["ES256"].to_bytes(32, "big")), False, True, ["SEAL-SIGNATURE-FORM"]),
    "all bits": (sealed(KEY, SIGNER, change=lambda _: b"\xff" * 64), False, True, ["SEAL-SIGNATURE-FORM"]),
    "r and s swapped": (sealed(KEY, SIGNER, change=lambda v: v[32:] + v[:32]), False, True, ["SEAL-SIGNATURE-WRONG"]),
    "a byte short": (sealed(KEY, SIGNER, change=lambda v: v[:-1]), False, True, ["SEAL-SIGNATURE-FORM"]),
    "a byte long": (sealed(KEY, SIGNER, change=lambda v: v + b"\x00"), False, True, ["SEAL-SIGNATURE-FORM"]),
    "empty": (sealed(KEY, SIGNER, change=lambda _: b""), False, True, ["SEAL-SIGNATURE-FORM"]),
    "as DER": (sealed(KEY, SIGNER, change=lambda _: KEY.sign(rfc8785.dumps(DATA), ec.ECDSA(hashes.SHA256()))), False, True, ["SEAL-SIGNATURE-FORM"]),
    "no algorithm": (sealed(KEY, SIGNER, declared="none"), False, True, ["SEAL-ALGORITHM"]),
    "an algorithm with a shared key": (sealed(KEY, SIGNER, declared="HS256"), False, True, ["SEAL-ALGORITHM"]),
    "another curve's algorithm": (sealed(KEY, SIGNER, declared="ES384"), False, True, ["SEAL-ALGORITHM-DIFFERS"]),
    "an algorithm in small letters": (sealed(KEY, SIGNER, declared="es256"), False, True, ["SEAL-ALGORITHM"]),
    "no certificate": (sealed(KEY, None), None, False, ["SEAL-CERTIFICATE-MISSING"]),
    "no certificate to be read": (sealed(KEY, b"nonsense"), False, False, ["SEAL-CERTIFICATE-UNREADABLE"]),
    "a certificate cut off": (sealed(KEY, SIGNER.public_bytes(Encoding.DER)[:-9]), False, False, ["SEAL-CERTIFICATE-UNREADABLE"]),
    "a certificate with more behind it": (sealed(KEY, SIGNER.public_bytes(Encoding.DER) + b"\x00"), False, False, ["SEAL-CERTIFICATE-UNREADABLE"]),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "valid", "trusted", "codes"), WRONG.values(), ids=WRONG)
def test_a_signature_that_does_not_hold(raw, valid, trusted, codes):
    assert verified(raw) == (valid, trusted, codes)


def signed_by(**how):
    """A seal of a signer made so."""
    authority = how.pop("authority", UTOPIA)
    key, cer = authority.signer(**{"extensions": (SIGN, FOR_SEALS)} | how)
    return sealed(key, cer)


def document_types(*kinds: str) -> tuple[x509.UnrecognizedExtension, bool]:
    strings = b"".join(b"\x13" + bytes([len(kind)]) + kind.encode() for kind in kinds)
    inside = b"\x02\x01\x00\x31" + bytes([len(strings)]) + strings
    return x509.UnrecognizedExtension(certificates.DOCUMENT_TYPES, b"\x30" + bytes([len(inside)]) + inside), False


PLAIN = Authority(constraints=None)
NO_AUTHORITY = Authority(constraints=x509.BasicConstraints(ca=False, path_length=None))
NOT_FOR_CERTIFICATES = Authority(key_usage=usage(digital_signature=True))
OLD, NEW = Authority(ends=AT - timedelta(days=1)), Authority(begins=AT + timedelta(days=1))
STRANGE = Authority(critical="1.2.3.4")
NAMESAKE = Authority()
CERTIFICATES = {  # how the signer's certificate was made, the authorities that are trusted, what is wrong
    "no extensions": (signed_by(extensions=()), [UTOPIA], []),
    "expired": (signed_by(ends=AT - timedelta(seconds=1)), [UTOPIA], ["SEAL-CERTIFICATE-EXPIRED"]),
    "not yet valid": (signed_by(begins=AT + timedelta(seconds=1)), [UTOPIA], ["SEAL-CERTIFICATE-EARLY"]),
    "for certificates only": (signed_by(extensions=((usage(key_cert_sign=True), True),)), [UTOPIA], ["SEAL-KEY-USAGE"]),
    "for servers only": (signed_by(extensions=(SIGN, (x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), False))), [UTOPIA], ["SEAL-KEY-USAGE"]),
    "a critical extension": (signed_by(extensions=((x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00"), True),)), [UTOPIA], ["SEAL-CRITICAL-EXTENSION"]),
    "an extension not critical": (signed_by(extensions=((x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00"), False),)), [UTOPIA], []),
    "for vaccinations": (signed_by(extensions=(document_types("NT", "NV"),)), [UTOPIA], []),
    "for tests only": (signed_by(extensions=(document_types("NT"),)), [UTOPIA], ["SEAL-DOCUMENT-TYPE"]),
    "kinds that cannot be read": (signed_by(extensions=((x509.UnrecognizedExtension(certificates.DOCUMENT_TYPES, b"\x30\x7f"), False),)), [UTOPIA], ["SEAL-DOCUMENT-TYPE"]),
    "of another state": (signed_by(country="CA"), [UTOPIA], ["SEAL-ISSUER-DIFFERS"]),
    "nobody trusted": (signed_by(), [], ["SEAL-CHAIN-UNKNOWN"]),
    "another authority": (signed_by(), [Authority(x509.Name([]))], ["SEAL-CHAIN-UNKNOWN"]),
    "an authority of the same name": (signed_by(), [NAMESAKE], ["SEAL-CHAIN-SIGNATURE"]),
    "beside one of the same name": (signed_by(), [NAMESAKE, UTOPIA], []),
    "no CA flag": (signed_by(authority=PLAIN), [PLAIN], ["SEAL-ANCHOR-NOT-CA"]),
    "CA flag false": (signed_by(authority=NO_AUTHORITY), [NO_AUTHORITY], ["SEAL-ANCHOR-NOT-CA"]),
    "an authority not for certificates": (signed_by(authority=NOT_FOR_CERTIFICATES), [NOT_FOR_CERTIFICATES], ["SEAL-ANCHOR-NOT-CA"]),
    "an authority with a critical extension": (signed_by(authority=STRANGE), [STRANGE], ["SEAL-ANCHOR-NOT-CA"]),
    "an expired authority": (signed_by(authority=OLD), [OLD], ["SEAL-ANCHOR-EXPIRED"]),
    "an authority not yet valid": (signed_by(authority=NEW), [NEW], ["SEAL-ANCHOR-EARLY"]),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "authorities", "codes"), CERTIFICATES.values(), ids=CERTIFICATES)
def test_the_signer(raw, authorities, codes):
    trusted = not set(codes) - {"SEAL-ISSUER-DIFFERS"}
    assert verified(raw, anchors(*(authority.certificate for authority in authorities))) == (True, trusted, codes)


def test_a_signer_issued_by_another_signer_is_not_trusted():
    key, middle = UTOPIA.signer(ec.generate_private_key(ec.SECP384R1()), extensions=(SIGN,))
    leaf = ec.generate_private_key(ec.SECP256R1())
    cer = certificate(middle.subject, AUTHORITY, leaf.public_key(), AT - timedelta(days=1), AT + timedelta(days=1)).sign(
        key, hashes.SHA384()
    )
    assert verified(sealed(leaf, cer)) == (True, False, ["SEAL-CHAIN-UNKNOWN"])
    assert verified(sealed(leaf, cer), anchors(UTOPIA.certificate, middle)) == (True, False, ["SEAL-ANCHOR-NOT-CA"])


def test_a_signer_that_is_trusted_itself():
    assert verified(sealed(KEY, SIGNER), anchors(SIGNER)) == (True, True, [])
    assert verified(sealed(KEY, None), anchors(UTOPIA.certificate, SIGNER)) == (True, True, [])  # found by its key
    assert verified(other(KEY).replace(b'"cer"', b'"cez"'), anchors(SIGNER)) == (None, False, ["SEAL-CERTIFICATE-MISSING"])


def test_an_explicit_null_behind_the_algorithm():
    raw = ecdsa_with_null(UTOPIA, SIGNER)
    with pytest.raises(ValueError, match="asn1"):
        x509.load_der_x509_certificate(raw)
    assert verified(sealed(KEY, raw)) == (True, True, [])
    assert verified(sealed(KEY, ecdsa_with_null(NAMESAKE, SIGNER))) == (True, False, ["SEAL-CHAIN-SIGNATURE"])
    assert verified(sealed(KEY, raw), certificates.load(raw)) == (True, True, [])
    assert verified(sealed(KEY, raw), anchors(SIGNER)) == (True, False, ["SEAL-CHAIN-UNKNOWN"])  # alike, but not the same


@pytest.mark.parametrize(
    "key", [rsa.generate_private_key(65537, 2048), ed25519.Ed25519PrivateKey.generate(), ec.generate_private_key(ec.BrainpoolP256R1()), ec.generate_private_key(ec.SECP256K1())],
    ids=["RSA", "Ed25519", "brainpool", "secp256k1"],
)  # fmt: skip
def test_a_key_on_no_curve_that_seals_have(key):
    cer = certificate(AUTHORITY, AUTHORITY, key.public_key(), AT - timedelta(days=1), AT + timedelta(days=1)).sign(
        UTOPIA.key, hashes.SHA384()
    )
    assert verified(sealed(KEY, cer)) == (False, True, ["SEAL-KEY"])


def changed(path: str, value: object) -> bytes:
    """A good seal with one value of another kind; None takes it out."""
    whole = json.loads(sealed(KEY, SIGNER))
    *way, last = path.split(".")
    inside = whole
    for name in way:
        inside = inside[name]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    return json.dumps(whole).encode()


STRUCTURE = {
    "no data": ("data", None, ["data", "data.hdr", "data.hdr.t", "data.hdr.v", "data.hdr.is", "data.msg"]),
    "data is a list": ("data", [], ["data", "data.hdr", "data.hdr.t", "data.hdr.v", "data.hdr.is", "data.msg"]),
    "no type": ("data.hdr.t", None, ["data.hdr.t"]),
    "version is true": ("data.hdr.v", True, ["data.hdr.v"]),
    "version is text": ("data.hdr.v", "1", ["data.hdr.v"]),
    "issuer is a number": ("data.hdr.is", 7, ["data.hdr.is"]),
    "no message": ("data.msg", None, ["data.msg"]),
    "no signature": ("sig", None, ["sig", "sig.alg", "sig.sigvl"]),
    "algorithm is a list": ("sig.alg", ["ES256"], ["sig.alg"]),
    "certificate is a list": ("sig.cer", [], ["sig.cer"]),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "places"), STRUCTURE.values(), ids=STRUCTURE)
def test_the_structure(path, value, places):
    found = seal.verify(changed(path, value), TRUSTED, at=AT)
    assert (found.valid, found.trusted, [(f.code, f.where) for f in found.faults]) == (
        False,
        False,
        [("SEAL-FIELD", place) for place in places],
    )


def resealed(**changes: object) -> bytes:
    data = copy.deepcopy(DATA)
    for name, value in changes.items():
        (data["hdr"] if name in ("t", "v") else data["msg"])[name] = value
    return sealed(KEY, SIGNER, data)


def test_versions_and_types():
    assert verified(resealed(v=2)) == (False, False, ["SEAL-VERSION"])
    assert verified(resealed(t="icao.visa")) == (True, True, ["SEAL-TYPE-UNKNOWN"])
    assert verified(sealed(KEY, SIGNER).replace(b'"v": 1', b'"v": 1.0')) == (True, True, [])  # the same number


GOOD = sealed(KEY, SIGNER)
MEANINGS = {  # texts that no two readers may take differently
    "a key twice": (GOOD.replace(b'"sex": "M"', b'"sex": "M", "sex": "M"'), ["SEAL-KEY-TWICE"]),
    "a key twice, once escaped": (GOOD.replace(b'"sex": "M"', b'"sex": "M", "s\\u0065x": "F"'), ["SEAL-KEY-TWICE"]),
    "the data twice": (GOOD.replace(b'{"data"', b'{"data": {}, "data"'), ["SEAL-KEY-TWICE"]),
    "the algorithm twice": (GOOD.replace(b'"alg"', b'"alg": "none", "alg"'), ["SEAL-KEY-TWICE"]),
    "not a number": (GOOD.replace(b'"sex": "M"', b'"sex": NaN'), ["SEAL-NUMBER"]),
    "without end": (GOOD.replace(b'"sex": "M"', b'"sex": -Infinity'), ["SEAL-NUMBER"]),
    "too large": (GOOD.replace(b'"sex": "M"', b'"sex": 1e400'), ["SEAL-NUMBER"]),
    "too small": (GOOD.replace(b'"sex": "M"', b'"sex": 1e-400'), ["SEAL-NUMBER"]),
    "too exact": (GOOD.replace(b'"sex": "M"', b'"sex": 9007199254740993'), ["SEAL-NUMBER"]),
    "very many digits": (GOOD.replace(b'"sex": "M"', b'"sex": ' + b"9" * 40_000), ["SEAL-NUMBER"]),
    "half a surrogate pair": (GOOD.replace(b"Smith Bill", b"Smith \\ud83d"), ["SEAL-TEXT"]),
    "a surrogate pair the wrong way round": (GOOD.replace(b"Smith Bill", b"\\ude00\\ud83d"), ["SEAL-TEXT"]),
    "half a surrogate pair for a key": (GOOD.replace(b'"sex"', b'"\\ud83d"'), ["SEAL-TEXT"]),
    "bytes that are no UTF-8": (GOOD.replace(b"Smith Bill", b"Smith \xff"), ["SEAL-NOT-JSON"]),
    "a surrogate in UTF-8": (GOOD.replace(b"Smith Bill", b"\xed\xa0\xbd"), ["SEAL-NOT-JSON"]),
    "cut off": (GOOD[:-2], ["SEAL-NOT-JSON"]),
    "more behind it": (GOOD + b"{}", ["SEAL-NOT-JSON"]),
    "a comment": (GOOD.replace(b'"sig"', b'/* */ "sig"'), ["SEAL-NOT-JSON"]),
    "single quotes": (GOOD.replace(b'"', b"'"), ["SEAL-NOT-JSON"]),
    "a bare control character": (GOOD.replace(b"Smith Bill", b"Smith\x01"), ["SEAL-NOT-JSON"]),
    "nothing": (b"", ["SEAL-NOT-JSON"]),
    "nested deep": (GOOD.replace(b'"Smith Bill"', b"[" * 40 + b"]" * 40), ["SEAL-NESTED"]),
    "nested without end": (b"[" * 60_000, ["SEAL-NESTED"]),
    "large": (GOOD.replace(b"Smith Bill", b"A" * 70_000), ["SEAL-TOO-LARGE"]),
    "a list": (b"[]", ["SEAL-FIELD"] * 9),
    "null": (b"null", ["SEAL-FIELD"] * 9),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "codes"), MEANINGS.values(), ids=MEANINGS)
def test_a_text_with_no_single_meaning(raw, codes):
    assert verified(raw) == (False, False, codes)


SAME = {  # other texts of the same canonical form
    "blanks": json.dumps(json.loads(GOOD), indent=4).encode(),
    "another order": json.dumps(dict(reversed(json.loads(GOOD).items()))).encode(),
    "escapes": GOOD.replace(b"Smith", b"\\u0053mith"),
    "another way to write a number": GOOD.replace(b"1e-07", b"0.0000001"),
    "a mark of byte order": b"\xef\xbb\xbf" + GOOD,
    "no padding": GOOD.replace(b"=", b""),
}


@pytest.mark.parametrize("raw", SAME.values(), ids=SAME)
def test_the_canonical_form_is_what_is_signed(raw):
    assert verified(raw) == (True, True, [])


BASE64 = {
    "the other alphabet": b"+/" * 43,
    "a blank": b" " * 86,
    "an impossible length": b"A" * 85,
    "padding too long": b"A" * 85 + b"===",
    "padding that does not fit": b"A" * 86 + b"=",
    "other letters": "é".encode() * 86,
}


@pytest.mark.parametrize("text", BASE64.values(), ids=BASE64)
def test_what_is_no_base64url(text):
    value = json.loads(GOOD)["sig"]["sigvl"].encode()
    assert verified(GOOD.replace(value, text)) == (False, True, ["SEAL-SIGNATURE-FORM"])
    cer = json.loads(GOOD)["sig"]["cer"].encode()
    assert verified(GOOD.replace(cer, text)) == (False, False, ["SEAL-CERTIFICATE-UNREADABLE"])


def test_the_orders_of_the_curves():
    """A signature whose r is n + r is refused, where the curve has room for it, though it is the same modulo n."""
    for alg, (curve, _, size) in CURVES.items():
        key, cer = UTOPIA.signer(ec.generate_private_key(curve))
        order = next(known.order for known in seal.ALGORITHMS.values() if known.name == alg)
        assert ec.derive_private_key(order - 1, curve).private_numbers().private_value == order - 1  # the largest key there is
        with pytest.raises(ValueError, match=r"."):
            ec.derive_private_key(order, curve)
        value = raw_signature(key, rfc8785.dumps(DATA), alg)
        r = int.from_bytes(value[:size], "big") + order
        if r < 1 << (8 * size):
            raw = sealed(key, cer, alg=alg, change=lambda v, r=r, size=size: r.to_bytes(size, "big") + v[size:])
            assert verified(raw) == (False, True, ["SEAL-SIGNATURE-FORM"])


def test_many_certificates_of_one_file():
    pem = b"".join(found.public_bytes(Encoding.PEM) for found in (UTOPIA.certificate, SIGNER))
    assert [found.subject for found in certificates.load(b"# text before\n" + pem)] == ["CN=CSCA of Utopia,C=UT", "CN=Seal signer 1,C=UT"]
    for nonsense in (b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(ValueError, match=r"."):
            certificates.load(nonsense)


def test_a_serial_number_below_one_is_read_without_a_warning():
    raw = SIGNER.public_bytes(Encoding.DER)
    serial = SIGNER.serial_number.to_bytes(SIGNER.serial_number.bit_length() // 8 + 1, "big")
    at = raw.index(serial)
    (found,) = certificates.load(raw[:at] + b"\x80" + raw[at + 1 :])
    with pytest.warns(CryptographyDeprecationWarning):
        assert found.x509.serial_number < 0
