"""Passkeys (Web Authentication, level 2): what the browser is asked, and whether what it brings is the officer's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from preclear.inspection import Officer
from preclear.store.factors import Passkey

LARGEST = 20_000  # characters of what a browser brings


@dataclass(frozen=True, slots=True)
class Party:
    """The node as browsers know it: passkeys are bound to its name."""

    origin: str  # "https://node.example:8443"

    @property
    def name(self) -> str:
        """The relying party's id: the host without its port."""
        return urlsplit(self.origin).hostname or ""

    @property
    def takes_passkeys(self) -> bool:
        """Whether a browser binds passkeys to this node: it has a name, no bare address, and is reached over TLS or on this machine."""
        bare = ":" in self.name or self.name.replace(".", "").isdigit()
        return not bare and (self.origin.startswith("https://") or self.name == "localhost")


def ask_new(party: Party, officer: Officer, known: Sequence[Passkey]) -> tuple[str, str]:
    """Return what the browser is asked for a new passkey, as JSON, and the challenge to keep."""
    options = webauthn.generate_registration_options(
        rp_id=party.name,
        rp_name="Preclear",
        user_id=officer.actor.encode(),
        user_name=officer.login,
        user_display_name=officer.name,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.id) for one in known],
    )
    return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)


def new(party: Party, challenge: str, brought: str) -> tuple[bytes, bytes, int] | None:
    """Return id, public key and counter of a new passkey, or None where what the browser brought does not fit."""
    if len(brought) > LARGEST:
        return None
    try:
        found = webauthn.verify_registration_response(
            credential=brought,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.name,
            expected_origin=party.origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return found.credential_id, found.credential_public_key, found.sign_count


def ask(party: Party, known: Sequence[Passkey]) -> tuple[str, str]:
    """Return what the browser is asked to show one of the officer's passkeys, as JSON, and the challenge to keep."""
    options: Any = webauthn.generate_authentication_options(
        rp_id=party.name,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one.id) for one in known],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)


def shown(party: Party, challenge: str, brought: str, known: Sequence[Passkey]) -> tuple[bytes, int] | None:
    """Return id and counter of the passkey that was shown, or None where it is none of the officer's, or its counter went back."""
    if len(brought) > LARGEST:
        return None
    try:
        said = webauthn.helpers.parse_authentication_credential_json(brought)
        passkey = next(one for one in known if one.id == said.raw_id)
        found = webauthn.verify_authentication_response(
            credential=said,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.name,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
        )
    except (WebAuthnException, StopIteration, ValueError, KeyError, TypeError):
        return None
    return passkey.id, found.new_sign_count
