"""A node that ends TLS itself, over real sockets: what it takes, what it refuses, and certificates of carriers."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from preclear.errors import SettingsError
from preclear.node import Node
from preclear.settings import Settings
from preclear.web.serve import serving

Key = ec.EllipticCurvePrivateKey


def certificate(name: str, key: Key, issuer: str, by: Key, *, authority: bool = False) -> bytes:
    now = datetime.now(UTC)
    named = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, issuer)]
    made = x509.CertificateBuilder().subject_name(named[0]).issuer_name(named[1]).public_key(key.public_key())
    made = (
        made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    )
    made = made.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    if authority:
        use = dict.fromkeys(
            (
                "digital_signature",
                "content_commitment",
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "encipher_only",
                "decipher_only",
            ),
            False,
        )
        made = made.add_extension(x509.KeyUsage(key_cert_sign=True, crl_sign=True, **use), critical=True)
    return made.sign(by, SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority, a certificate of the node and one of a carrier, each with its key."""
    folder = tmp_path_factory.mktemp("tls")
    keys = {name: ec.generate_private_key(ec.SECP256R1()) for name in ("authority", "node", "carrier", "stranger")}
    for name, key in keys.items():
        by = "authority" if name != "stranger" else "stranger"
        (folder / f"{name}.pem").write_bytes(certificate(name, key, by, keys[by], authority=name in {"authority", "stranger"}))
        path = folder / f"{name}.key"
        path.touch(0o600)
        path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return folder


@pytest.fixture
def settings(settings: Settings, papers: Path) -> Settings:
    """Of a node that ends TLS and asks for certificates."""
    files = {"tls_certificate": papers / "node.pem", "tls_key": papers / "node.key", "tls_client_ca": papers / "authority.pem"}
    return replace(settings, **files)


def trusting(papers: Path, who: str | None = None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=papers / "authority.pem")
    if who:
        context.load_cert_chain(papers / f"{who}.pem", papers / f"{who}.key")
    return context


def test_only_who_shows_a_certificate_of_the_authority_comes_in_and_only_over_tls(node: Node, papers: Path):
    with serving(node, host="127.0.0.1", port=0) as address:
        assert address.startswith("https://127.0.0.1:")
        with httpx.Client(verify=trusting(papers, "carrier")) as carrier:
            answered = carrier.get(f"{address}/health")
            assert (answered.status_code, answered.json()["ready"]) == (200, True)
            assert answered.headers["strict-transport-security"].startswith("max-age=31536000")
            assert carrier.get(f"{address}/answers").status_code == 401  # a certificate is beside the key, not in its place
        for context in (trusting(papers), trusting(papers, "stranger")):
            with httpx.Client(verify=context) as client, pytest.raises(httpx.TransportError):
                client.get(f"{address}/health")
        with pytest.raises(httpx.TransportError):
            httpx.get(address.replace("https", "http") + "/health")
        old = trusting(papers, "carrier")
        old.set_ciphers("AES128-SHA")  # without forward secrecy
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        with httpx.Client(verify=old) as client, pytest.raises(httpx.TransportError):
            client.get(f"{address}/health")


def test_what_cannot_be_used_stops_the_node(node: Node, papers: Path, tmp_path: Path):
    opened = tmp_path / "open.key"
    opened.write_bytes((papers / "node.key").read_bytes())
    opened.chmod(0o644)
    for said in (
        {"tls_key": opened},
        {"tls_certificate": papers / "carrier.key"},
        {"tls_key": papers / "carrier.key"},
        {"tls_key": tmp_path / "no.key"},
    ):
        node.settings = replace(node.settings, **said)
        with pytest.raises(SettingsError, match="key"), serving(node, host="127.0.0.1", port=0):
            pass
    with pytest.raises(SettingsError, match="stand together"):
        replace(node.settings, tls_key=None)
