"""A made-up country signing authority, its signers, and the seals that they sign: all that tests of seals need."""

# ruff: noqa: E501  # arguments that belong together stand together

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
CURVES = {
    "ES256": (ec.SECP256R1(), hashes.SHA256(), 32),
    "ES384": (ec.SECP384R1(), hashes.SHA384(), 48),
    "ES512": (ec.SECP521R1(), hashes.SHA512(), 66),
}
AUTHORITY = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "UT"), x509.NameAttribute(NameOID.COMMON_NAME, "CSCA of Utopia")])
CONSTRAINTS = x509.BasicConstraints(ca=True, path_length=0)


def usage(**allowed: bool) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
             "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})


class Authority:
    """An authority with a key of its own."""

    def __init__(
        self, name: x509.Name = AUTHORITY, *, constraints: x509.BasicConstraints | None = CONSTRAINTS, key_usage: x509.KeyUsage | None = None,
        begins: datetime = AT - timedelta(days=1000), ends: datetime = AT + timedelta(days=1000), critical: str = "",
    ) -> None:  # fmt: skip
        self.key = ec.generate_private_key(ec.SECP384R1())
        self.name = name
        builder = certificate(name, name, self.key.public_key(), begins, ends)
        if constraints is not None:
            builder = builder.add_extension(constraints, critical=True)
        if key_usage is not None:
            builder = builder.add_extension(key_usage, critical=True)
        if critical:
            builder = builder.add_extension(x509.UnrecognizedExtension(x509.ObjectIdentifier(critical), b"\x05\x00"), critical=True)
        self.certificate = builder.sign(self.key, hashes.SHA384())

    def signer(
        self, key: Any = None, *, extensions: tuple[tuple[x509.ExtensionType, bool], ...] = (), country: str = "UT",
        begins: datetime = AT - timedelta(days=10), ends: datetime = AT + timedelta(days=10),
    ) -> tuple[Any, x509.Certificate]:  # fmt: skip
        """A signer's key, and the certificate that this authority issued for it."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, country), x509.NameAttribute(NameOID.COMMON_NAME, "Seal signer 1")])
        builder = certificate(self.name, subject, key.public_key(), begins, ends)
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical=critical)
        return key, builder.sign(self.key, hashes.SHA384())


def certificate(issuer: x509.Name, subject: x509.Name, key: Any, begins: datetime, ends: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer).subject_name(subject).public_key(key).serial_number(x509.random_serial_number())
        .not_valid_before(begins.replace(tzinfo=None)).not_valid_after(ends.replace(tzinfo=None))
    )  # fmt: skip


DATA = {
    "hdr": {"t": "icao.vacc", "v": 1, "is": "UTO"},
    "msg": {
        "uvci": "U32870",
        "pid": {"n": "Smith Bill", "dob": "1990-01-02", "sex": "M", "i": "A1234567Z"},
        "ve": [{"seq": "1", "x": 1e-7}],
    },
}


def b64(raw: bytes, *, padded: bool = True) -> str:
    text = base64.urlsafe_b64encode(raw).decode()
    return text if padded else text.rstrip("=")


def raw_signature(key: Any, canonical: bytes, alg: str = "ES256") -> bytes:
    _, hash_, size = CURVES[alg]
    r, s = decode_dss_signature(key.sign(canonical, ec.ECDSA(hash_)))
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def sealed(
    key: Any, cer: x509.Certificate | bytes | None, data: Any = DATA, *, alg: str = "ES256", declared: str | None = None,
    change: Callable[[bytes], bytes] = lambda value: value, signed: bytes | None = None,
) -> bytes:  # fmt: skip
    """A seal: ``data`` signed by a key, with a certificate. ``change`` damages the signature, ``declared`` is the algorithm that it names."""
    value = change(raw_signature(key, rfc8785.dumps(data) if signed is None else signed, alg))
    signature = {"alg": declared or alg, "sigvl": b64(value)}
    if cer is not None:
        signature["cer"] = b64(cer if isinstance(cer, bytes) else cer.public_bytes(Encoding.DER))
    return json.dumps({"data": data, "sig": signature}).encode()


def ecdsa_with_null(authority: Authority, cer: x509.Certificate) -> bytes:
    """The same certificate with an explicit NULL behind ecdsa-with-SHA384, signed anew: as some states issue theirs."""
    bare, null = bytes.fromhex("300a06082a8648ce3d040303"), bytes.fromhex("300c06082a8648ce3d0403030500")

    def wrapped(tag: int, content: bytes) -> bytes:
        size = len(content)
        head = bytes([size]) if size < 128 else bytes([0x81, size]) if size < 256 else bytes([0x82, size >> 8, size & 255])
        return bytes([tag]) + head + content

    signed = cer.tbs_certificate_bytes
    inside = signed[4 if signed[1] == 0x82 else 3 if signed[1] == 0x81 else 2 :]
    body = wrapped(0x30, inside.replace(bare, null))
    return wrapped(0x30, body + null + wrapped(0x03, b"\x00" + authority.key.sign(body, ec.ECDSA(hashes.SHA384()))))
