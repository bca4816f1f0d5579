"""The agency's account: in a real browser, against a real OpenID Connect provider; and what an answer must fulfil to be believed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from playwright.sync_api import Browser, Page

from preclear.errors import SettingsError
from preclear.node import Node
from preclear.node.agency import Agency, load
from preclear.settings import Settings
from preclear.store import officers
from preclear.web.serve import serving
from preclear.web.workbench import agency

from . import provider
from .test_browser import CHROMIUM, chromium

__all__ = ["chromium"]
ISSUER, CLIENT, NONCE, NOW = "https://login.agency.example", "preclear-node", "a nonce", 1_790_000_000
FILE = """
issuer = "{issuer}"
client_id = "{client}"
client_secret_file = "{secret}"
name = "Border Agency"
scopes = ["openid", "profile", "groups"]
login_claim = "sub"
[roles]
border-primary = ["primary"]
border-approver = ["approver"]
border-admin = ["administrator"]
[sites]
vancouver = ["YVR"]
"""


class Directory:
    """The provider, as its administrator holds it."""

    def __init__(self, process: subprocess.Popen[str], node: Node, address: str) -> None:
        self._process, self.node, self.address = process, node, address

    def set(self, user: str, *groups: str) -> None:
        """Put an account into these groups and no others."""
        self._process.stdin.write(json.dumps({"user": user, "name": f"{user.title()} Example", "groups": groups}) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"


@pytest.fixture(scope="module")
def directory(new_database: Callable[[], AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    folder = tmp_path_factory.mktemp("agency")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secret, file = folder / "secret", folder / "agency.toml"
    secret.write_text(provider.SECRET)
    secret.chmod(0o600)
    file.write_text(FILE.format(issuer=f"http://localhost:{port}", client=provider.CLIENT, secret=secret))
    with (
        new_database() as url,
        Node.open(Settings(database_url=url, data_folder=folder, agency_file=file)) as node,
        serving(node, port=0) as address,
    ):
        command = [sys.executable, "-W", "ignore", provider.__file__, str(port), f"{address}/sign-in/agency/back"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout.readline() == "ready\n"
                yield Directory(process, node, address)
            finally:
                process.terminate()


@pytest.fixture
def door(chromium: Browser, directory: Directory) -> Iterator[Callable[..., Page]]:
    """Return a function that signs somebody in by the directory, in a browser of their own."""
    contexts = []

    def signed_in(user: str, path: str = "/") -> Page:
        context = chromium.new_context(base_url=directory.address)
        context.set_default_timeout(15000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        page.click("button:has-text('Continue with Border Agency')")
        page.wait_for_url("http://localhost:*/**")
        page.fill("input[name=login]", user)
        page.keyboard.press("Enter")
        page.fill("input[name=password]", provider.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{directory.address}/**")
        return page

    yield signed_in
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
class TestInABrowser:
    def test_an_officer_comes_in_with_the_duties_of_the_directory(self, directory: Directory, door):
        directory.set("ana", "border-primary", "vancouver")
        page = door("ana", "/referrals?show=mine")
        page.wait_for_url("**/referrals?show=mine")
        assert "Ana Example" in page.inner_text(".who")
        with directory.node.pool.connection() as db:
            (found,) = [one for one in officers.accounts(db) if one.officer.login == "ana"]
            way = db.execute("SELECT way FROM session WHERE officer_id = %s", [found.officer.id]).fetchone()
        assert (found.officer.roles, found.officer.sites, way) == (frozenset({"primary"}), frozenset({"YVR"}), ("agency",))
        page.goto("/preferences")
        page.check("input[name=density][value=compact]")
        page.click("text=Save")
        assert "Kept." in page.inner_text("main")  # a form of this browser fits the session

    def test_duties_follow_the_directory_and_leavers_are_let_in_no_more(self, directory: Directory, door):
        directory.set("ben", "border-primary")
        before = door("ben")
        before.wait_for_selector("text=Ben Example")
        directory.set("ben", "border-approver")
        page = door("ben")
        page.wait_for_selector("text=approver")
        directory.set("ben")
        page = door("ben")
        assert "has no duty on this node" in page.inner_text("[role=alert]")
        assert before.request.get("/preferences").status == 401  # the sessions that were open have ended
        directory.set("ben", "border-primary")
        page = door("ben")
        assert "This account is closed here" in page.inner_text("[role=alert]")

    def test_duties_that_are_kept_apart_come_from_no_directory_either(self, directory: Directory, door):
        directory.set("cleo", "border-primary", "border-admin")
        page = door("cleo")
        assert "did not let you in" in page.inner_text("[role=alert]")
        with directory.node.pool.connection() as db:
            assert "cleo" not in {one.officer.login for one in officers.accounts(db)}

    def test_a_local_account_is_not_taken_over_by_its_name(self, directory: Directory, door):
        with directory.node.pool.connection() as db:
            officers.add(
                db, "dora", "a long word of passage", name="Dora", roles=frozenset({"primary"}), by="operator", now=datetime.now(UTC)
            )
        directory.set("dora", "border-primary")
        assert "another account has its user name" in door("dora").inner_text("[role=alert]")

    def test_an_answer_counts_once_and_for_the_browser_that_asked(self, directory: Directory, door, chromium: Browser):
        directory.set("eve", "border-primary")
        sent = []
        context = chromium.new_context(base_url=directory.address)
        page = context.new_page()
        page.on(
            "request",
            lambda request: sent.append(request.url) if request.url.startswith(f"{directory.address}/sign-in/agency/back") else None,
        )
        page.goto("/")
        page.click("button:has-text('Continue with Border Agency')")
        page.fill("input[name=login]", "eve")
        page.keyboard.press("Enter")
        page.fill("input[name=password]", provider.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url.startswith(directory.address) and "/sign-in" not in url)
        assert page.goto(sent[0]).status == 403
        assert "took too long, or was done already" in page.inner_text("main")
        other = chromium.new_context(base_url=directory.address).new_page()
        assert other.goto(sent[0]).status == 403
        assert "took too long, or was done already" in other.inner_text("main")
        context.close()
        other.context.close()


KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER = RSAKey.generate_key(2048, {"kid": "one"})
CURVE = ECKey.generate_key("P-256", {"kid": "two"})
AGENCY = Agency(issuer=ISSUER, client_id=CLIENT, roles={})
ACCESS_TOKEN = "an access token"
HASH = base64.urlsafe_b64encode(hashlib.sha256(ACCESS_TOKEN.encode()).digest()[:16]).decode().rstrip("=")
GOOD = {"iss": ISSUER, "aud": CLIENT, "sub": "ana", "exp": NOW + 300, "iat": NOW, "nonce": NONCE, "at_hash": HASH}


def believed(claims: dict, key=KEY, algorithm: str = "RS256", published=(KEY, CURVE)) -> dict:
    token = {"id_token": jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm]), "access_token": ACCESS_TOKEN}
    keys = {"keys": [one.as_dict(private=False) for one in published]}
    return dict(agency._believed(token, keys, AGENCY, NONCE, NOW))


@pytest.mark.parametrize(("key", "algorithm"), [(KEY, "RS256"), (KEY, "PS256"), (CURVE, "ES256")], ids=["RS256", "PS256", "ES256"])
def test_a_token_that_fits_is_believed(key, algorithm):
    assert believed(GOOD, key, algorithm) == GOOD


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "exp", "iat", "nonce"])
def test_a_token_without_one_of_its_claims_is_not(name):
    with pytest.raises(agency.DirectoryRefused):
        believed({key: value for key, value in GOOD.items() if key != name})


WRONG = {
    "another issuer": {"iss": "https://evil.example"},
    "for another client": {"aud": "somebody else"},
    "for several, by another": {"aud": [CLIENT, "somebody else"], "azp": "somebody else"},
    "for several, nobody named": {"aud": [CLIENT, "somebody else"]},
    "expired": {"exp": NOW - 120},
    "of tomorrow": {"iat": NOW + 86_400, "nbf": NOW + 86_400},
    "another nonce": {"nonce": "of somebody else"},
    "of another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "without anybody": {"sub": None},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_token_that_does_not_fit_is_not_believed(change):
    with pytest.raises(agency.DirectoryRefused):
        believed(GOOD | change)


def test_only_the_directorys_keys_sign():
    with pytest.raises(agency.DirectoryRefused):
        believed(GOOD, OTHER)
    public = KEY.as_pem(private=False)
    plain, shared = (
        ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in ({"alg": name, "kid": "one"}, GOOD))
        for name in ("none", "HS256")
    )
    signed = base64.urlsafe_b64encode(hmac.digest(public, shared.encode(), "sha256")).decode().rstrip("=")  # by the public key as a secret
    for forged in (f"{plain}.", f"{plain}.{signed}", f"{shared}.{signed}", "", "a.b", "a.b.c"):
        with pytest.raises(agency.DirectoryRefused):
            agency._believed({"id_token": forged, "access_token": ACCESS_TOKEN}, {"keys": [KEY.as_dict(private=False)]}, AGENCY, NONCE, NOW)


def test_an_answer_of_another_sign_in_is_refused_before_anybody_is_asked():
    kept = {"state": "mine", "nonce": NONCE, "verifier": "v", "back": "https://node.example/sign-in/agency/back"}
    for answer in (
        {"state": "another", "code": "c"},
        {"code": "c"},
        {"state": "mine", "error": "access_denied"},
        {"state": "mine", "code": "c", "iss": "https://evil.example"},
    ):
        with pytest.raises(agency.DirectoryRefused):
            agency.told(AGENCY, kept, answer, now=time.time())


def test_a_directory_that_is_away_is_said_so():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        away = Agency(issuer=f"http://127.0.0.1:{closed.getsockname()[1]}", client_id=CLIENT, roles={})
        with pytest.raises(agency.DirectoryAway):
            agency.ask(away, "https://node.example/sign-in/agency/back")


BAD = {
    "no TLS": ('issuer = "http://login.agency.example"', "https://"),
    "a secret in the file": (f'issuer = "{ISSUER}"\nclient_secret = "x"', "is no setting"),
    "a misspelt key": (f'issuer = "{ISSUER}"\nscope = ["openid"]', "scope"),
    "a duty that there is not": (f'issuer = "{ISSUER}"\n[roles]\ng = ["king"]', "no duty king"),
    "duties kept apart": (f'issuer = "{ISSUER}"\n[roles]\ng = ["administrator", "primary"]', "kept apart"),
    "no TOML": ("issuer =", "is not TOML"),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_a_file_that_does_not_fit_stops_the_node(tmp_path: Path, text: str, said: str):
    file = tmp_path / "agency.toml"
    head, roles, rest = text.partition("\n[roles]")
    file.write_text(f'client_id = "{CLIENT}"\n{head}\n{roles or "[roles]"}{rest}\n')
    with pytest.raises(SettingsError, match=said):
        load(file)


def test_a_secret_that_others_may_read_stops_the_node(tmp_path: Path):
    secret, file = tmp_path / "secret", tmp_path / "agency.toml"
    secret.write_text("x")
    secret.chmod(0o644)
    file.write_text(FILE.format(issuer=ISSUER, client=CLIENT, secret=secret))
    with pytest.raises(SettingsError, match="chmod 600"):
        load(file)
    secret.chmod(0o600)
    assert load(file).client_secret == "x"
