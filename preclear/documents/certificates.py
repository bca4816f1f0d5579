"""Certificates of those who sign documents: read, and followed to one that is trusted (RFC 5280; ICAO Doc 9303-12)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import ExtensionOID, NameOID

SEAL_SIGNER = x509.ObjectIdentifier("2.23.136.1.1.14.2")  # extended key usage of one who signs VDS-NC (ICAO TR VDS-NC 1.1)
DOCUMENT_TYPES = x509.ObjectIdentifier("2.23.136.1.1.6.2")  # kinds of documents that one may sign (Doc 9303-12, 7.1.1.6)
NAME_CHANGE = x509.ObjectIdentifier("2.23.136.1.1.6.1")  # of a country's authority
PRIVATE_KEY_USAGE_PERIOD = x509.ObjectIdentifier("2.5.29.16")
KNOWN = {
    ExtensionOID.KEY_USAGE, ExtensionOID.EXTENDED_KEY_USAGE, ExtensionOID.BASIC_CONSTRAINTS, ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.SUBJECT_KEY_IDENTIFIER, ExtensionOID.SUBJECT_ALTERNATIVE_NAME, ExtensionOID.ISSUER_ALTERNATIVE_NAME,
    ExtensionOID.CRL_DISTRIBUTION_POINTS, ExtensionOID.CERTIFICATE_POLICIES, DOCUMENT_TYPES, NAME_CHANGE, PRIVATE_KEY_USAGE_PERIOD,
}  # extensions whose meaning is heeded here; another that is critical forbids use (RFC 5280, 4.2)  # fmt: skip
ECDSA_WITH = {
    bytes.fromhex("2a8648ce3d040302"): hashes.SHA256(),
    bytes.fromhex("2a8648ce3d040303"): hashes.SHA384(),
    bytes.fromhex("2a8648ce3d040304"): hashes.SHA512(),
}  # object identifiers of ecdsa-with-SHA2 as DER has them
PEM_BEGIN = b"-----BEGIN CERTIFICATE-----"
SEQUENCE, BIT_STRING, OBJECT_IDENTIFIER, NULL, VERSION = 0x30, 0x03, 0x06, b"\x05\x00", 0xA0


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate, and the bytes of it that its issuer signed."""

    x509: x509.Certificate
    signed: bytes

    @property
    def subject(self) -> str:
        """Its holder's name, most telling part first (RFC 4514)."""
        return self.x509.subject.rfc4514_string()

    @property
    def country(self) -> str | None:
        """The code of the country in its holder's name, as written there."""
        found = self.x509.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)
        return str(found[0].value) if found else None


def load(raw: bytes) -> tuple[Certificate, ...]:
    """Return the certificates of a file: one in DER, or any number in PEM.

    A certificate whose ecdsa-with-SHA algorithms carry an explicit NULL is read as if they did not, as some states issue them so.
    Raises ``ValueError`` where there is no certificate that can be read, or one with a key of a kind that is not supported.
    """
    try:
        with warnings.catch_warnings():  # a serial number below 1, for one, which the library means to refuse one day
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            return tuple(_whole(one) for one in _loaded(raw))
    except UNREADABLE as error:
        raise ValueError(f"no certificate that can be read: {error}") from None


UNREADABLE = (
    ValueError,
    TypeError,
    OverflowError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
)  # seen of the library


def _loaded(raw: bytes) -> list[Certificate]:
    if PEM_BEGIN in raw:
        return [Certificate(found, found.tbs_certificate_bytes) for found in x509.load_pem_x509_certificates(raw)]
    try:
        found = x509.load_der_x509_certificate(raw)
    except ValueError:
        return [Certificate(x509.load_der_x509_certificate(_without_nulls(raw)), _tlv(raw, _content(raw, 0)[0]))]
    return [Certificate(found, found.tbs_certificate_bytes)]


def _whole(certificate: Certificate) -> Certificate:
    """A certificate of which all that is asked for later has been looked at: the library reads its parts only then, and may raise."""
    one = certificate.x509
    _ = certificate.subject, certificate.country, one.issuer, one.not_valid_before_utc, one.not_valid_after_utc
    _ = one.public_key(), one.signature_hash_algorithm, list(one.extensions)
    return certificate


def judge(
    signer: Certificate, anchors: Sequence[Certificate], *, at: datetime, kind: str | None
) -> tuple[bool, tuple[tuple[str, str], ...]]:
    """Return whether a signer's certificate is trusted for a kind of seal at an instant, and the codes and notes of what is wrong.

    1. what it may be used for: extensions, key usage, kinds of documents; 2. its own validity; 3. the path: it is one of the anchors
    itself, or issued by one that is an authority and valid. Trusted only if nothing is wrong.
    """
    wrong = [*_use(signer, kind), *_in_force(signer, at, "SEAL-CERTIFICATE"), *_path(signer, anchors, at)]
    return not wrong, tuple(wrong)


def _use(signer: Certificate, kind: str | None) -> Iterator[tuple[str, str]]:
    """What a signer's own extensions forbid. A certificate without extensions forbids nothing."""
    extensions = signer.x509.extensions
    if unknown := [e.oid.dotted_string for e in extensions if e.critical and e.oid not in KNOWN]:
        yield "SEAL-CRITICAL-EXTENSION", ", ".join(unknown[:3])
    for extension in extensions:
        match extension.value:
            case x509.KeyUsage(digital_signature=False):
                yield "SEAL-KEY-USAGE", "no digital signatures"
            case x509.ExtendedKeyUsage() as usages if SEAL_SIGNER not in usages:
                yield "SEAL-KEY-USAGE", f"extended key usage without {SEAL_SIGNER.dotted_string}"
            case x509.UnrecognizedExtension(oid=oid, value=value) if oid == DOCUMENT_TYPES and kind and kind not in _document_types(value):
                yield "SEAL-DOCUMENT-TYPE", kind
            case _:
                pass


def _in_force(certificate: Certificate, at: datetime, whose: str) -> Iterator[tuple[str, str]]:
    if at < certificate.x509.not_valid_before_utc:
        yield f"{whose}-EARLY", f"valid from {certificate.x509.not_valid_before_utc:%Y-%m-%d}"
    if at > certificate.x509.not_valid_after_utc:
        yield f"{whose}-EXPIRED", f"valid to {certificate.x509.not_valid_after_utc:%Y-%m-%d}"


def _path(signer: Certificate, anchors: Sequence[Certificate], at: datetime) -> Iterator[tuple[str, str]]:
    """What keeps a signer from leading to an anchor; nothing if one path is sound, else what is wrong with the likeliest."""
    if any(_same(signer, anchor) for anchor in anchors):
        return
    named = [anchor for anchor in anchors if anchor.x509.subject == signer.x509.issuer]
    if not named:
        yield "SEAL-CHAIN-UNKNOWN", ""
        return
    flaws = [list(_issuing(signer, anchor, at)) for anchor in named]
    yield from min(flaws, key=lambda found: (len(found), "SEAL-CHAIN-SIGNATURE" in [code for code, _ in found]))


def _issuing(signer: Certificate, anchor: Certificate, at: datetime) -> Iterator[tuple[str, str]]:
    """What is wrong with an anchor as the issuer of a signer."""
    if not _issued(signer, anchor):
        yield "SEAL-CHAIN-SIGNATURE", ""
        return
    if not _authority(anchor):
        yield "SEAL-ANCHOR-NOT-CA", ""
    yield from _in_force(anchor, at, "SEAL-ANCHOR")


def _same(one: Certificate, other: Certificate) -> bool:
    return one.x509.public_bytes(Encoding.DER) == other.x509.public_bytes(Encoding.DER) and one.signed == other.signed


def _authority(certificate: Certificate) -> bool:
    """Whether a certificate says that it may issue others, and holds no critical extension that is not heeded."""
    extensions = certificate.x509.extensions
    constraints = [e.value for e in extensions if isinstance(e.value, x509.BasicConstraints)]
    usages = [e.value for e in extensions if isinstance(e.value, x509.KeyUsage)]
    heeded = all(not e.critical or e.oid in KNOWN for e in extensions)
    return any(one.ca for one in constraints) and heeded and all(usage.key_cert_sign for usage in usages)


def _issued(certificate: Certificate, issuer: Certificate) -> bool:
    """Whether the key of one certificate signed another."""
    if certificate.signed == certificate.x509.tbs_certificate_bytes:
        try:
            certificate.x509.verify_directly_issued_by(issuer.x509)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            return False
        return True
    key, algorithm = issuer.x509.public_key(), certificate.x509.signature_hash_algorithm
    if not isinstance(key, ec.EllipticCurvePublicKey) or algorithm is None:
        return False
    try:
        key.verify(certificate.x509.signature, certificate.signed, ec.ECDSA(algorithm))
    except InvalidSignature:
        return False
    return True


# Of DER only what is needed to take the NULLs out: tag, length, content.


def _content(raw: bytes, at: int) -> tuple[int, int]:
    """Where the content of the element at a place begins and ends. Raises ``ValueError`` where it does not fit."""
    try:
        length, start = raw[at + 1], at + 2
    except IndexError:
        raise ValueError("cut off") from None
    if length > 0x7F:
        size = length & 0x7F
        if not 1 <= size <= 3:
            raise ValueError("an element of no sane length")
        start += size
        length = int.from_bytes(raw[at + 2 : start], "big")
    if start + length > len(raw):
        raise ValueError("cut off")
    return start, start + length


def _tlv(raw: bytes, at: int) -> bytes:
    return raw[at : _content(raw, at)[1]]


def _elements(raw: bytes, at: int) -> list[bytes]:
    """The elements inside the one at a place."""
    start, end = _content(raw, at)
    found = []
    while start < end:
        found.append(_tlv(raw, start))
        start += len(found[-1])
    return found


def _made(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = (
        bytes([size])
        if size <= 0x7F
        else (octets := size.to_bytes((size.bit_length() + 7) // 8, "big")) and bytes([0x80 | len(octets)]) + octets
    )
    return bytes([tag]) + length + content


def _without_nulls(raw: bytes) -> bytes:
    """A certificate whose two algorithm identifiers, of ecdsa-with-SHA, have lost their NULL; its signature no longer fits its bytes."""
    body, algorithm, signature = _three(_elements(raw, 0))
    parts = _elements(body, 0)
    place = 2 if parts and parts[0][0] == VERSION else 1
    if len(parts) <= place or parts[place] != algorithm:
        raise ValueError("the two algorithms of a certificate differ")
    identifier, *parameters = _elements(algorithm, 0)
    if parameters != [NULL] or identifier[2:] not in ECDSA_WITH:
        raise ValueError("no certificate that can be read")
    bare = _made(SEQUENCE, identifier)
    parts[place] = bare
    return _made(SEQUENCE, _made(SEQUENCE, b"".join(parts)) + bare + signature)


def _three(elements: list[bytes]) -> tuple[bytes, bytes, bytes]:
    if [element[0] for element in elements] != [SEQUENCE, SEQUENCE, BIT_STRING]:
        raise ValueError("no certificate")
    return elements[0], elements[1], elements[2]


def _document_types(value: bytes) -> frozenset[str]:
    """The kinds of documents in that extension: a sequence of a version and a set of strings. Empty where it cannot be read."""
    try:
        elements = _elements(value, 0)
        return frozenset(_elements_text(elements[-1])) if elements else frozenset()
    except ValueError:
        return frozenset()


def _elements_text(raw: bytes) -> Iterator[str]:
    for element in _elements(raw, 0):
        start, end = _content(element, 0)
        yield element[start:end].decode("ascii", "replace")
