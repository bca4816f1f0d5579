"""The agency's directory, with which officers sign in: who it is, and which of its groups have which duty here.

A TOML file says it; the secret lies in a file of its own, readable by its owner alone. Unknown keys are refused: no slip gives a duty.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from preclear.errors import SettingsError
from preclear.inspection import ROLES, apart
from preclear.settings import toml

HERE = frozenset({"localhost", "127.0.0.1", "::1"})  # may be spoken to without TLS


class Agency(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """How officers sign in with their agency's account."""

    issuer: str  # as OpenID Connect Discovery 1.0 has it: an address, to which /.well-known/openid-configuration is added
    client_id: str
    client_secret_file: str | None = None  # None: a public client, by PKCE alone
    name: str = ""  # as officers call it; "": "your agency account"
    scopes: tuple[str, ...] = ("openid", "profile")
    claim: str = "groups"  # whose values ``roles`` and ``sites`` explain
    login_claim: str = "preferred_username"
    roles: Mapping[str, tuple[str, ...]]  # value of the claim -> duties
    sites: Mapping[str, tuple[str, ...]] = {}  # value of the claim -> place codes; none of them: every site

    @property
    def client_secret(self) -> str | None:
        """The secret as its file holds it now; None: there is none. Raises ``SettingsError``."""
        return _secret(Path(self.client_secret_file).expanduser()) if self.client_secret_file else None

    def duties(self, claims: Mapping[str, Any]) -> frozenset[str]:
        """Return the duties of somebody whom the directory describes so; nobody whom it gives none comes in."""
        return self._of(self.roles, claims)

    def places(self, claims: Mapping[str, Any]) -> frozenset[str]:
        """Return the sites of somebody; empty: every site."""
        return self._of(self.sites, claims)

    def _of(self, table: Mapping[str, tuple[str, ...]], claims: Mapping[str, Any]) -> frozenset[str]:
        said = claims.get(self.claim, ())
        values = [said] if isinstance(said, str) else said if isinstance(said, list) else ()
        return frozenset(one for value in values if isinstance(value, str) for one in table.get(value, ()))


def load(path: Path) -> Agency:
    """Return what a file says of the directory. Raises ``SettingsError`` where it does not fit, or the secret is open to others."""
    said = toml(path)
    if "client_secret" in said:
        raise SettingsError(f"{path}: the secret is no setting; say client_secret_file, and keep it in that file")
    try:
        agency = msgspec.convert(said, Agency)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {error}") from error
    _fits(agency, path)
    return agency


def _fits(agency: Agency, path: Path) -> None:
    _ = agency.client_secret  # is there, and nobody else's
    address = urlsplit(agency.issuer)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in HERE):
        raise SettingsError(f"{path}: issuer must begin with https://")
    if "openid" not in agency.scopes:
        raise SettingsError(f"{path}: scopes must hold openid")
    for value, duties in agency.roles.items():
        if unknown := set(duties) - set(ROLES):
            raise SettingsError(f"{path}: roles.{value}: there is no duty {', '.join(sorted(unknown))}; there are {', '.join(ROLES)}")
        if both := apart(duties):
            raise SettingsError(f"{path}: roles.{value}: {both[0]} and {both[1]} are kept apart")


def _secret(path: Path) -> str:
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: the secret of the agency's directory cannot be read") from error
    if mode & 0o077:
        raise SettingsError(f"{path}: others may read the secret; say chmod 600")
    if not text:
        raise SettingsError(f"{path}: holds no secret")
    return text
