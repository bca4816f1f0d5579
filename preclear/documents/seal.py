"""Visible digital seals for non-constrained environments, VDS-NC (ICAO Technical Report VDS-NC 1.1): read and verified.

Three results are kept apart: whether the signature holds (``valid``), whether its signer leads to somebody trusted and may sign this
(``trusted``), and every reason why not (``faults``). What the seal says of itself, its algorithm for one, is compared and never obeyed.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from preclear.documents import certificates, states, strict_json
from preclear.documents.certificates import Certificate
from preclear.manifest import Fault
from preclear.manifest.faults import fault

LARGEST = 1 << 16  # bytes; the largest code that can be printed holds 3 kB
KINDS = {"icao.test": "NT", "icao.vacc": "NV"}  # type of seal: kind of document for which its signer must be allowed (TR VDS-NC 1.1)
BASE64URL = re.compile(r"([A-Za-z0-9_-]+)(={0,2})")


@dataclass(frozen=True, slots=True)
class Algorithm:
    """A curve, with the hash that goes with it and the order of its group (RFC 7518, 3.4; FIPS 186-5)."""

    name: str
    hash: hashes.HashAlgorithm
    order: int
    size: int  # bytes of r, and of s


ALGORITHMS = {
    "secp256r1": Algorithm("ES256", hashes.SHA256(), 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551, 32),
    "secp384r1": Algorithm(
        "ES384",
        hashes.SHA384(),
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        48,
    ),
    "secp521r1": Algorithm(
        "ES512",
        hashes.SHA512(),
        0x01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409,
        66,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a seal says, and how far it can be believed."""

    valid: bool | None  # the signature holds over the canonical form and the structure is right; None: no certificate to tell by
    trusted: bool = False  # its signer leads to an anchor, is in force, and may sign seals of this type
    type: str | None = None  # "icao.test", "icao.vacc"
    issuer: str | None = None  # state, as written
    signed_by: str | None = None  # subject of the signer's certificate
    content: Mapping[str, Any] = field(default_factory=dict)  # the message, as signed
    faults: tuple[Fault, ...] = ()


def verify(raw: bytes, anchors: Sequence[Certificate] = (), *, at: datetime, largest: int = LARGEST) -> Seal:
    """Return what a seal says and whether it holds, at an instant (aware), by the certificates that are trusted. Never raises on its input.

    1. read it as JSON that has one meaning only; 2. look at its structure; 3. find the signer's certificate: the one inside, else an
    anchor whose key fits; 4. check the signature over the canonical form (RFC 8785), by the curve of that key; 5. follow the path.
    """
    try:
        document = strict_json.loads(raw, largest=largest)  # 1
    except strict_json.NotStrictError as error:
        return Seal(valid=False, faults=(fault(error.code, error.where or "seal", note=error.note),))
    faults: list[Fault] = []
    data, signature = _structure(document, faults)  # 2
    told = _told(data)
    if faults:
        return Seal(valid=False, **told, faults=tuple(faults))
    signer, faults = _signer(signature)  # 3
    if faults:
        return Seal(valid=False, **told, faults=tuple(faults))
    canonical = rfc8785.dumps(data)
    if signer is None:
        signer = next((anchor for anchor in anchors if not _signature_faults(canonical, signature, anchor)), None)
        if signer is None:
            return Seal(valid=None, **told, faults=(fault("SEAL-CERTIFICATE-MISSING", "sig.cer"),))
    faults += _signature_faults(canonical, signature, signer)  # 4
    valid = not faults
    trusted, wrong = certificates.judge(signer, anchors, at=at, kind=KINDS.get(told["type"] or ""))  # 5
    faults += [fault(code, "sig.cer", note=note) for code, note in wrong]
    if _other_country(signer, told["issuer"]):
        faults.append(fault("SEAL-ISSUER-DIFFERS", "data.hdr.is"))
    if told["type"] not in KINDS:
        faults.append(fault("SEAL-TYPE-UNKNOWN", "data.hdr.t"))
    return Seal(valid=valid, trusted=trusted, **told, signed_by=signer.subject, faults=tuple(faults))


STRUCTURE = (  # where, what must stand there
    ("data", dict),
    ("data.hdr", dict),
    ("data.hdr.t", str),
    ("data.hdr.v", int),
    ("data.hdr.is", str),
    ("data.msg", dict),
    ("sig", dict),
    ("sig.alg", str),
    ("sig.sigvl", str),
)


def _structure(document: Any, faults: list[Fault]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is signed, and the signature with what goes with it; what is missing or of the wrong kind goes to ``faults``."""
    for path, kind in STRUCTURE:
        found = _at(document, path)
        if found is None or not isinstance(found, kind) or isinstance(found, bool):
            if path == "data.hdr.v" and isinstance(found, float) and found.is_integer():
                continue  # 1.0 is 1 in JSON
            faults.append(fault("SEAL-FIELD", path, note="missing" if found is None else "of another kind"))
    cer = _at(document, "sig.cer")
    if cer is not None and not isinstance(cer, str):
        faults.append(fault("SEAL-FIELD", "sig.cer", note="of another kind"))
    if not faults and _at(document, "data.hdr.v") != 1:
        faults.append(fault("SEAL-VERSION", "data.hdr.v"))
    data, signature = _at(document, "data"), _at(document, "sig")
    return data if isinstance(data, dict) else {}, signature if isinstance(signature, dict) else {}


def _at(document: Any, path: str) -> Any:
    for name in path.split("."):
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _told(data: dict[str, Any]) -> dict[str, Any]:
    """What the seal says, as far as it can be read."""
    kind, issuer, content = (_at(data, path) for path in ("hdr.t", "hdr.is", "msg"))
    return {
        "type": kind if isinstance(kind, str) else None,
        "issuer": issuer if isinstance(issuer, str) else None,
        "content": content if isinstance(content, dict) else {},
    }


def _decoded(text: str) -> bytes | None:
    """What base64url stands for, with its padding or without (RFC 4648, 5); None where it is none."""
    found = BASE64URL.fullmatch(text)
    if found is None or len(found[1]) % 4 == 1 or (found[2] and len(text) % 4):
        return None
    return base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4))


def _signer(signature: dict[str, Any]) -> tuple[Certificate | None, list[Fault]]:
    """The certificate inside a seal, if there is one; what keeps it from being read."""
    text = signature.get("cer")
    if text is None:
        return None, []
    der = _decoded(text)
    if der is None:
        return None, [fault("SEAL-CERTIFICATE-UNREADABLE", "sig.cer", note="not base64url")]
    try:
        (found,) = certificates.load(der)
    except ValueError:
        return None, [fault("SEAL-CERTIFICATE-UNREADABLE", "sig.cer")]
    return found, []


def _signature_faults(canonical: bytes, signature: dict[str, Any], signer: Certificate) -> list[Fault]:
    """Why a signature does not hold over the canonical form by a certificate's key; nothing where it does."""
    key = signer.x509.public_key()
    algorithm = ALGORITHMS.get(key.curve.name) if isinstance(key, ec.EllipticCurvePublicKey) else None
    if signature["alg"] not in {known.name for known in ALGORITHMS.values()}:
        return [fault("SEAL-ALGORITHM", "sig.alg")]
    if algorithm is None or not isinstance(key, ec.EllipticCurvePublicKey):
        return [fault("SEAL-KEY", "sig.cer")]
    if signature["alg"] != algorithm.name:
        return [fault("SEAL-ALGORITHM-DIFFERS", "sig.alg", note=f"the key is for {algorithm.name}")]
    value = _decoded(signature["sigvl"])
    if value is None:
        return [fault("SEAL-SIGNATURE-FORM", "sig.sigvl", note="not base64url")]
    if len(value) != 2 * algorithm.size:
        return [fault("SEAL-SIGNATURE-FORM", "sig.sigvl", note=f"{len(value)} bytes, {2 * algorithm.size} expected")]
    r, s = (int.from_bytes(half, "big") for half in (value[: algorithm.size], value[algorithm.size :]))
    if not (0 < r < algorithm.order and 0 < s < algorithm.order):
        return [fault("SEAL-SIGNATURE-FORM", "sig.sigvl", note="r or s outside 1 to n - 1")]
    try:
        key.verify(encode_dss_signature(r, s), canonical, ec.ECDSA(algorithm.hash))
    except InvalidSignature:
        return [fault("SEAL-SIGNATURE-WRONG", "sig.sigvl")]
    return []


def _other_country(signer: Certificate, issuer: str | None) -> bool:
    """Whether a seal speaks for another state than its signer's, as far as the codes of both are known."""
    theirs, told = states.alpha3(signer.country or ""), states.alpha3(issuer or "")
    return theirs is not None and told is not None and theirs != told
