"""The way in: password and second factor, lockout, sessions that end; asked as a browser without scripts asks."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pyotp
import pytest

from preclear.store import factors, officers, sign_ins
from preclear.web.serve import serving
from preclear.web.workbench.access import FORM, SESSION
from preclear.web.workbench.signin import HALF, local

from .conftest import PASSWORD, Desk

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    with serving(desk.node, port=0) as address:
        yield address


class Browser:
    """A browser without scripts, at an address of its own."""

    def __init__(self, address: str, comes_from: str) -> None:
        self.client = httpx.Client(base_url=address, timeout=20, follow_redirects=False, headers={"X-Forwarded-For": comes_from})
        self.text = ""

    def get(self, path: str) -> httpx.Response:
        return self._seen(self.client.get(path))

    def post(self, path: str, **fields: str) -> httpx.Response:
        token = re.search(r'name="token" value="(\w+)"', self.text)
        return self._seen(self.client.post(path, data={"token": token[1] if token else "", **fields}))

    def follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.status_code == 303:
            answer = self.get(answer.headers["Location"])
        return answer

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        self.text = self.text if answer.status_code == 303 else answer.text
        return answer

    @property
    def said(self) -> str:
        return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.text)))


@pytest.fixture
def browser(address: str) -> Iterator[Callable[..., Browser]]:
    opened: list[Browser] = []

    def new(comes_from: str = "") -> Browser:
        opened.append(Browser(address, comes_from or f"192.0.2.{len(opened) + 1}"))
        return opened[-1]

    yield new
    for one in opened:
        one.client.close()


@pytest.fixture
def officer(desk: Desk, request: pytest.FixtureRequest):
    login = f"ana-{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    with desk.node.pool.connection() as db:
        return officers.add(db, login, PASSWORD, name="Ana Example", roles=frozenset({"primary"}), by="operator", now=datetime.now(UTC))


def secret_of(browser: Browser) -> str:
    return re.search(r'class="mono secret"[^>]*>([A-Z2-7 ]+)<', browser.text)[1].replace(" ", "")


def enrolled(browser: Browser, login: str) -> tuple[str, list[str]]:
    """Sign in for the first time; return the secret of the codes and the recovery codes."""
    browser.get("/sign-in")
    browser.follow(browser.post("/sign-in", login=login, password=PASSWORD))
    secret = secret_of(browser)
    assert browser.post("/sign-in/enrol", code=pyotp.TOTP(secret).now()).status_code == 200
    return secret, re.findall(r"<bdi>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</bdi>", browser.text)


def next_code(secret: str) -> str:
    """Return the code of the next half minute, which a clock that is a little fast shows: the one of now was used."""
    return pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30))


def test_a_password_alone_opens_nothing_and_the_first_sign_in_sets_a_second_factor_up(browser, officer, desk):
    one = browser()
    one.get("/sign-in")
    answer = one.post("/sign-in", login=officer.login, password=PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/enrol")
    assert SESSION not in one.client.cookies
    assert one.get("/").status_code == 200
    assert "Sign in" in one.said
    assert one.get("/voyages/1").status_code == 401
    one.get("/sign-in/enrol")
    assert "A password alone opens nothing here" in one.said
    secret = secret_of(one)
    assert one.post("/sign-in/enrol", code="000000").status_code == 422
    assert secret_of(one) == secret
    assert one.post("/sign-in/enrol", code=pyotp.TOTP(secret).now()).status_code == 200
    assert len(set(re.findall(r"<bdi>([A-Z2-7-]{19})</bdi>", one.text))) == factors.RECOVERY_CODES
    assert one.follow(one.get("/sign-in/on")).status_code == 200
    assert "Ana Example" in one.said
    kinds = [kind for kind, _ in desk.events(officer.actor)]
    assert kinds == ["officer.added", "factor.added", "factor.added", "session.opened"]


def test_a_code_by_the_clock_counts_once(browser, officer):
    secret, _ = enrolled(browser(), officer.login)
    code = next_code(secret)
    for expected in (303, 403):
        one = browser()
        one.get("/sign-in")
        one.follow(one.post("/sign-in", login=officer.login, password=PASSWORD))
        assert "One more step" in one.said
        assert one.post("/sign-in/second", code=code).status_code == expected
    assert "A code counts once" in one.said


def test_a_recovery_code_counts_once(browser, officer, desk):
    _, codes = enrolled(browser(), officer.login)
    for expected in (303, 403):
        one = browser()
        one.get("/sign-in")
        one.follow(one.post("/sign-in", login=officer.login, password=PASSWORD))
        assert one.post("/sign-in/second", code=codes[3].lower()).status_code == expected
    with desk.node.pool.connection() as db:
        assert factors.of(db, officer.id).recovery_left == factors.RECOVERY_CODES - 1


def test_half_a_sign_in_is_no_session_and_ends_by_itself(browser, officer, desk):
    enrolled(browser(), officer.login)
    one = browser()
    one.get("/sign-in")
    one.post("/sign-in", login=officer.login, password=PASSWORD)
    half = one.client.cookies[HALF]
    one.client.cookies.set(SESSION, half)
    assert one.get("/voyages/1").status_code == 401
    with desk.node.pool.connection() as db:
        later = datetime.now(UTC) + sign_ins.HALF_WAY
        assert sign_ins.half(db, desk.node.vault, half, now=later) is None
        assert b"carried" not in db.execute("SELECT sealed FROM sign_in ORDER BY expires_at DESC LIMIT 1").fetchone()[0]


def test_an_unknown_name_a_wrong_password_and_a_closed_account_are_answered_alike(browser, officer, desk):
    with desk.node.pool.connection() as db:
        officers.add(db, "closed-one", PASSWORD, name="Gone", roles=frozenset({"primary"}), by="operator", now=NOW)
        officers.close(db, "closed-one", by="operator", now=NOW)
    answers = set()
    for login, password in ((officer.login, "wrong"), ("no such name", "wrong"), ("closed-one", PASSWORD)):
        one = browser()
        one.get("/sign-in")
        answer = one.post("/sign-in", login=login, password=password)
        answers.add((answer.status_code, one.said))
    assert len(answers) == 1
    assert "do not fit" in one.said


@pytest.mark.parametrize("known", [True, False], ids=["a known name", "an unknown name"])
def test_a_name_that_fails_too_often_waits_and_a_colleague_elsewhere_does_not(browser, officer, known):
    login = officer.login if known else "nobody of this name"
    one = browser("198.51.100.7" if known else "198.51.100.8")
    one.get("/sign-in")
    found = [one.post("/sign-in", login=login, password=f"wrong {n}").status_code for n in range(sign_ins.MOST_TOGETHER + 1)]
    assert found == [403] * sign_ins.MOST_TOGETHER + [429]
    assert re.search(r"Too many failed attempts\. Wait 15 minutes, until \d\d:\d\d UTC", one.said)
    assert one.post("/sign-in", login=login, password=PASSWORD).status_code == 429  # even the right one
    other = browser()
    other.get("/sign-in")
    assert other.post("/sign-in", login=login, password=PASSWORD).status_code == (303 if known else 403)


def test_waiting_ends(desk):
    with desk.node.pool.connection() as db:
        for _ in range(sign_ins.MOST_TOGETHER):
            sign_ins.failed(db, desk.node.vault, "waits", "a place", now=NOW)
        assert sign_ins.locked_until(db, desk.node.vault, "waits", "a place", now=NOW) == NOW + sign_ins.COUNTED
        assert sign_ins.locked_until(db, desk.node.vault, "waits", "elsewhere", now=NOW) is None
        assert sign_ins.locked_until(db, desk.node.vault, "waits", "a place", now=NOW + sign_ins.COUNTED) is None
        for n in range(sign_ins.MOST_OF_ACCOUNT):
            sign_ins.failed(db, desk.node.vault, "hunted", f"place {n}", now=NOW)
        assert sign_ins.locked_until(db, desk.node.vault, "hunted", "the desk", now=NOW) == NOW + sign_ins.COUNTED
        for n in range(sign_ins.MOST_OF_ADDRESS):
            sign_ins.failed(db, desk.node.vault, f"name {n}", "a guesser", now=NOW)
        assert sign_ins.locked_until(db, desk.node.vault, "not tried yet", "a guesser", now=NOW) == NOW + sign_ins.COUNTED


def test_wrong_second_factors_end_the_attempt(browser, officer):
    enrolled(browser(), officer.login)
    one = browser()
    one.get("/sign-in")
    one.follow(one.post("/sign-in", login=officer.login, password=PASSWORD))
    found = [one.post("/sign-in/second", code="000000").status_code for _ in range(6)]
    assert found[:5] == [403] * 5
    assert found[5] in {303, 403}
    assert one.follow(one.get("/sign-in/second")).status_code == 200
    assert "took too long, or was done already" in one.said


def test_signing_in_gives_a_new_session_and_ends_the_one_the_browser_had(browser, officer, desk):
    one = browser()
    secret, _ = enrolled(one, officer.login)
    one.follow(one.get("/sign-in/on"))
    first = one.client.cookies[SESSION]
    one.get("/sign-in")
    one.follow(one.post("/sign-in", login=officer.login, password=PASSWORD))
    assert one.post("/sign-in/second", code=next_code(secret)).status_code == 303
    assert one.client.cookies[SESSION] != first
    with desk.node.pool.connection() as db:
        assert officers.of_session(db, first, minutes=None, now=datetime.now(UTC)) is None


def test_signing_out_everywhere_ends_every_session(browser, officer, desk, session):
    with desk.node.pool.connection() as db:
        tokens = [officers.open_session(db, officer, minutes=30, now=datetime.now(UTC)) for _ in range(3)]
    one = browser()
    one.client.cookies.set(SESSION, tokens[0])
    one.get("/security")
    assert len(re.findall("Password, since", one.said)) == 3
    assert one.post("/sign-out/everywhere").status_code == 303
    with desk.node.pool.connection() as db:
        assert [officers.of_session(db, token, minutes=None, now=datetime.now(UTC)) for token in tokens] == [None] * 3


def test_a_busy_session_ends_after_its_hours_all_the_same(desk, officer):
    with desk.node.pool.connection() as db:
        token = officers.open_session(db, officer, minutes=30, hours=2, now=NOW)
        for minutes in range(0, 120, 20):
            found = officers.of_session(db, token, minutes=30, now=NOW + timedelta(minutes=minutes))
            assert found.ends_at == NOW + timedelta(minutes=min(minutes + 30, 120))
        assert officers.of_session(db, token, minutes=30, now=NOW + timedelta(minutes=120)) is None


def test_who_has_not_signed_in_for_long_is_closed(desk, browser):
    long_ago = datetime.now(UTC) - timedelta(days=91)
    with desk.node.pool.connection() as db:
        asleep = officers.add(db, "asleep", PASSWORD, name="Asleep", roles=frozenset({"primary"}), by="operator", now=long_ago)
    one = browser()
    one.get("/sign-in")
    assert one.post("/sign-in", login="asleep", password=PASSWORD).status_code == 403
    assert ("officer.closed", None) in desk.events(asleep.actor)


def test_factors_change_only_with_the_password_and_the_last_one_stays(browser, officer, desk):
    one = browser()
    enrolled(one, officer.login)
    one.follow(one.get("/sign-in/on"))
    one.get("/security")
    assert one.post("/security", what="recovery", password="wrong").status_code == 422
    assert one.post("/security", what="remove:code", password=PASSWORD).status_code == 422
    assert "The last second factor stays" in one.said
    assert one.post("/security", what="recovery", password=PASSWORD).status_code == 200
    assert len(re.findall(r"<bdi>[A-Z2-7-]{19}</bdi>", one.text)) == factors.RECOVERY_CODES
    assert one.post("/security", what="password", password=PASSWORD, new="short").status_code == 422
    assert one.post("/security", what="password", password=PASSWORD, new="another long word").status_code == 303
    with desk.node.pool.connection() as db:
        assert officers.verify(db, officer.login, PASSWORD) is None
        assert officers.verify(db, officer.login, "another long word") == officer


def test_an_administrator_adds_an_account_resets_it_and_closes_it(browser, session, desk):
    def first_word() -> str:
        return re.search(r'translate="no">([\w-]{16})<', one.text)[1]

    one = browser()
    one.client.cookies.set(SESSION, session("administrator"))
    one.get("/accounts")
    both = {
        "token": re.search(r'name="token" value="(\w+)"', one.text)[1],
        "login": "both",
        "name": "Both",
        "roles": ["auditor", "primary"],
    }
    answer = one.client.post("/accounts", data=both)
    assert answer.status_code == 422
    assert "an auditor has no other duty" in html.unescape(answer.text)
    assert one.post("/accounts", login="newcomer", name="New Comer", roles="primary", sites="yvr, yyz").status_code == 200
    word = first_word()
    with desk.node.pool.connection() as db:
        added = officers.verify(db, "newcomer", word)
    assert (added.roles, added.sites) == (frozenset({"primary"}), frozenset({"YVR", "YYZ"}))
    assert one.post("/accounts/change", login="newcomer", what="roles", roles="secondary", sites="").status_code == 303
    assert one.post("/accounts/change", login="newcomer", what="reset").status_code == 200
    with desk.node.pool.connection() as db:
        assert officers.verify(db, "newcomer", word) is None
        assert officers.verify(db, "newcomer", first_word()).roles == {"secondary"}
    assert one.post("/accounts/change", login="administrator", what="close").status_code == 422
    assert one.post("/accounts/change", login="newcomer", what="close").status_code == 303
    assert [kind for kind, _ in desk.events(added.actor)] == [
        "officer.added", "officer.changed", "factor.removed", "officer.changed", "session.closed", "officer.closed",
    ]  # fmt: skip


def test_what_was_being_sent_comes_through_both_steps(browser, officer, desk):
    secret, _ = enrolled(browser(), officer.login)
    one = browser()
    one.get("/sign-in")
    one.client.cookies.set(SESSION, "one that has ended")
    answer = one.post("/referrals/987654321/draft", reason="typed for ten minutes", version="3")
    assert answer.status_code == 401
    assert "Your session has ended" in one.said
    carried = html.unescape(re.search(r'name="carried" value="([^"]*)"', one.text)[1])
    one.follow(one.post("/sign-in", login=officer.login, password=PASSWORD, carried=carried))
    answer = one.post("/sign-in/second", code=next_code(secret))
    assert answer.status_code == 200
    assert 'name="reason" value="typed for ten minutes"' in one.text
    assert 'action="/referrals/987654321/draft"' in one.text


def test_no_way_leads_to_another_site():
    for path in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", ""):
        assert local(path) == "/"


def test_cookies_are_closed_to_scripts_and_other_sites(browser, officer, address):
    enrolled(one := browser(), officer.login)
    with httpx.Client(base_url=address) as client:
        headers = client.get("/sign-in").headers
    assert "httponly; path=/; samesite=lax" in headers["set-cookie"].lower()
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert one.client.cookies[FORM]
