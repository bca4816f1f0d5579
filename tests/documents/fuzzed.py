"""What the fuzz targets of this room read and begin with: zones, seals, certificates, names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice

from cryptography.hazmat.primitives.serialization import Encoding

from preclear.documents import certificates, mrz, seal, spellings, strict_json
from tests.documents.authority import Authority, ecdsa_with_null, sealed
from tests.documents.test_mrz import french, td3
from tests.documents.test_odd_zones import td1, td2, visa

ON = date(2026, 11, 24)
AT = datetime(2026, 11, 24, tzinfo=UTC)
UTOPIA = Authority()
KEY, SIGNER = UTOPIA.signer()
ANCHORS = certificates.load(UTOPIA.certificate.public_bytes(Encoding.DER))

ZONE_WORDS = (
    b"<",
    b"<<",
    b"&lt;",
    "«".encode(),
    b"\n",
    b"\n\n",
    b" ",
    b"V<CAN",
    b"IDFRA",
    b"AC",
    b"O",
    b"0",
    b"K",
    b"<<<<K<<",
    "＜".encode(),
    b"\x1c",
)
SEAL_WORDS = (
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"\\u",
    b"\\ud800",
    b"1e999",
    b"null",
    b"=",
    b'"alg": "none"',
    b'"cer":',
    b"\\",
    b"-0",
    b"1.0",
)
DER_WORDS = (b"\x30\x82", b"\x05\x00", b"\x02\x01", b"\x03", b"\xa0\x03\x02\x01\x02", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"\x00")
NAME_WORDS = (
    "Ü".encode(),
    "Щ".encode(),
    "ة".encode(),
    "\u0651".encode(),
    "ß".encode(),
    "각".encode(),
    b"<",
    b"SHCH",
    b"NXX",
    b"XKH",
    b"\xed\xa0\x80",
)


def zone(raw: bytes) -> object:
    """Every zone of a text, on its own and among others."""
    text = raw.decode("utf-8", "surrogateescape")
    return [mrz.read(text, on=ON), *mrz.read_all(text, on=ON)]


def zone_seeds() -> list[bytes]:
    """A zone of each layout, and a text with several."""
    texts = [td3(), td1(), td2(), french(), visa(44), visa(36), td1("D23145890", "7349", digit_="<"), td3().lower().replace("<", " ")]
    return [text.encode() for text in (*texts, "MRZ: " + "\n\n".join(texts[:3]))]


def one_seal(raw: bytes) -> object:
    """A seal against an authority. One that was changed must not hold."""
    found = seal.verify(raw, ANCHORS, at=AT)
    assert found.valid is not True or found.content
    return found


def seal_seeds() -> list[bytes]:
    """Good seals of several makes."""
    return [sealed(KEY, SIGNER), sealed(KEY, None), sealed(KEY, ecdsa_with_null(UTOPIA, SIGNER)), b'{"data": {"hdr": {}}, "sig": {}}']


def certificate(raw: bytes) -> object:
    """The certificates of a file, each judged as a signer."""
    return [certificates.judge(one, ANCHORS, at=AT, kind="NV") for one in certificates.load(raw)]


def certificate_seeds() -> list[bytes]:
    """Certificates in DER and PEM, one of them with an explicit NULL."""
    return [SIGNER.public_bytes(Encoding.DER), SIGNER.public_bytes(Encoding.PEM), ecdsa_with_null(UTOPIA, SIGNER)]


def name(raw: bytes) -> object:
    """A name both ways through the tables of transliteration."""
    text = raw.decode("utf-8", "surrogateescape")[:24]
    shown = list(islice(spellings.printed(text), 5))
    return [list(spellings.names(one, script, limit=2)) for one in (text, *shown[:1]) for script in ("latin", "cyrillic", "arabic")]


def name_seeds() -> list[bytes]:
    """Names in three scripts, and as zones show them."""
    return [each.encode() for each in ("Müller-Lüdenscheidt", "Щеголева Юлия", "محمّد بن خالد", "IULIIA<SHCHEGOLEVA", "XAEXHMD<BN<XKHALD")]


def json_text(raw: bytes) -> object:
    """JSON of one meaning."""
    return strict_json.loads(raw, largest=1 << 16)
