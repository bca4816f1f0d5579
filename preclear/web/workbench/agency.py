"""OpenID Connect with the agency's directory: the authorization code flow with PKCE, state and nonce, and an ID token that is checked.

OpenID Connect Core 1.0, section 3.1; RFC 7636 (PKCE); RFC 9207 (the issuer in the answer). The protocol is authlib's.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from preclear.errors import PreclearError
from preclear.node.agency import Agency

SECONDS = 10  # that the directory may take to answer
LEEWAY = 60  # seconds that its clock may be off
ALGORITHMS = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
]  # signed by a private key
LARGEST = 1_000_000  # bytes of an answer
ASYMMETRIC = frozenset({"RSA", "EC", "OKP"})


class DirectoryAway(PreclearError):
    """The agency's directory did not answer, or not as the standard has it."""


class DirectoryRefused(PreclearError):
    """The agency's directory let nobody in, or what it sent cannot be believed."""


def ask(agency: Agency, back: str) -> tuple[str, dict[str, str]]:
    """Return the address to which a browser is sent, and what must be kept until it comes ``back``. Raises ``DirectoryAway``."""
    kept = {"state": secrets.token_urlsafe(32), "nonce": secrets.token_urlsafe(32), "verifier": secrets.token_urlsafe(48), "back": back}
    with httpx.Client(timeout=SECONDS) as client:
        address = prepare_grant_uri(
            _described(client, agency)["authorization_endpoint"],
            agency.client_id,
            "code",
            redirect_uri=back,
            scope=" ".join(agency.scopes),
            state=kept["state"],
            nonce=kept["nonce"],
            code_challenge=create_s256_code_challenge(kept["verifier"]),
            code_challenge_method="S256",
        )
    return str(address), kept


def told(agency: Agency, kept: Mapping[str, str], answer: Mapping[str, str], *, now: float) -> Mapping[str, Any]:
    """Return who came back, as the directory describes them: the claims of the ID token, and of the user info where there is one.

    ``answer`` is the query with which the browser came. Raises ``DirectoryRefused`` for what cannot be believed, ``DirectoryAway``.
    """
    if not hmac.compare_digest(answer.get("state", ""), kept["state"]):
        raise DirectoryRefused("the answer belongs to another sign-in")
    if "iss" in answer and answer["iss"] != agency.issuer:
        raise DirectoryRefused("the answer names another issuer")
    if "code" not in answer:
        raise DirectoryRefused("the directory let nobody in")
    with httpx.Client(timeout=SECONDS) as client:
        described = _described(client, agency)
        token = _token(client, described["token_endpoint"], agency, answer["code"], kept)
        claims = _believed(token, _answer(client, described["jwks_uri"]), agency, kept["nonce"], now)
        more = _answer(client, described["userinfo_endpoint"], token["access_token"]) if "userinfo_endpoint" in described else {}
    if more and more.get("sub") != claims["sub"]:  # OpenID Connect Core 1.0, section 5.3.2
        raise DirectoryRefused("the directory speaks of two persons")
    return {**more, **claims}


def _token(client: httpx.Client, address: str, agency: Agency, code: str, kept: Mapping[str, str]) -> Mapping[str, Any]:
    """Return what the directory gives for its code (RFC 6749, section 4.1.3, with the verifier of RFC 7636)."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": kept["back"], "code_verifier": kept["verifier"]}
    secret = agency.client_secret
    headers = {}
    if secret is None:
        form["client_id"] = agency.client_id
    else:  # RFC 6749, section 2.3.1
        pair = f"{quote(agency.client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    try:
        answer = client.post(address, data=form, headers=headers)
        said = answer.json() if answer.is_success and len(answer.content) <= LARGEST else None
    except (httpx.HTTPError, ValueError) as error:
        raise DirectoryAway("the directory does not answer") from error
    if not isinstance(said, dict) or not isinstance(said.get("access_token"), str) or "id_token" not in said:
        raise DirectoryRefused("the directory does not take its own code back")
    return said


def _described(client: httpx.Client, agency: Agency) -> Mapping[str, Any]:
    """What the directory says of itself (OpenID Connect Discovery 1.0, section 4)."""
    described = _answer(client, agency.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if described.get("issuer") != agency.issuer:
        raise DirectoryAway("the directory calls itself another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        address = described.get(name)
        if not isinstance(address, str) or urlsplit(address).scheme not in {"https", urlsplit(agency.issuer).scheme}:
            raise DirectoryAway(f"the directory names no {name}")
    return described


def _answer(client: httpx.Client, address: str, token: str | None = None) -> Mapping[str, Any]:
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        answer = client.get(address, headers=headers)
        answer.raise_for_status()
        said = answer.json() if len(answer.content) <= LARGEST else None
    except (httpx.HTTPError, ValueError) as error:
        raise DirectoryAway("the directory does not answer") from error
    if not isinstance(said, dict):
        raise DirectoryAway("the directory answers something else")
    return said


def _believed(token: Mapping[str, Any], keys: Mapping[str, Any], agency: Agency, nonce: str, now: float) -> Mapping[str, Any]:
    """Return the claims of an ID token once its signature, issuer, audience, times, nonce and access token fit (Core 1.0, 3.1.3.7)."""
    try:
        known = KeySet.import_key_set({"keys": [key for key in keys.get("keys", []) if key.get("kty") in ASYMMETRIC]})
        read = jwt.decode(str(token["id_token"]), known, algorithms=ALGORITHMS)
        wanted = {
            "iss": {"essential": True, "value": agency.issuer},
            "aud": {"essential": True, "value": agency.client_id},
            "sub": {"essential": True},
        }
        params = {"nonce": nonce, "client_id": agency.client_id, "access_token": token["access_token"]}
        claims = CodeIDToken(read.claims, read.header, wanted, params)
        claims.validate(now=now, leeway=LEEWAY)
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DirectoryRefused("the ID token cannot be believed") from error
    return dict(read.claims)
