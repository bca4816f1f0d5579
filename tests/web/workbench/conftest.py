"""A real node with real lists for the pages: its own database, a fictional watchlist, officers of each role, carriers that send."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from preclear import clearance, watchlist
from preclear.clearance import Receipt
from preclear.inspection import ROLES, Officer
from preclear.messages import sensitive
from preclear.node import Node
from preclear.settings import Settings
from preclear.store import carriers, lists, officers
from preclear.store.carriers import Carrier

PASSWORD = "a long word of passage"
WATCHLIST = """id,name,family_name,given_names,birth_dates,nationalities,sex,documents
4417,"CHARVENOV, Timour Ilitch",Charvenov,Timour Ilitch,1974,UTO,M,UTO/U2209315F
5120,"BEAUCLAIR, Leocadie",Beauclair,Leocadie,1988-02-02,UTO,F,
"""


@dataclass(frozen=True)
class Person:
    """One person of a list that a test sends."""

    family: str
    given: str
    born: str = "19740823"
    sex: str = "M"
    number: str = "U4471902K"
    expires: str = "20310430"


QUIET = Person("ABERNATHY-KOH", "LUCIA", "19911111", "F", "HK402718")
LISTED = Person("SHARVENOV", "TIMUR")


def paxlst(
    designator: str, people: list[Person], departs: datetime, *, start: str = "YVR", end: str = "SEA", document: str = "745"
) -> bytes:
    """Return a passenger list as a carrier writes it; ``departs`` is the clock of the place."""
    arrives = departs + timedelta(hours=1)
    body = [
        f"BGM+{document}", f"TDT+20+{designator}+++{designator[:2]}",
        f"LOC+125+{start}", f"DTM+189:{departs:%y%m%d%H%M}:201", f"LOC+87+{end}", f"DTM+232:{arrives:%y%m%d%H%M}:201",
    ]  # fmt: skip
    for at, person in enumerate(people, 1):
        body += [
            f"NAD+FL+++{person.family}:{person.given}", f"ATT+2++{person.sex}", f"DTM+329:{person.born}:102",
            f"LOC+178+{start}", f"LOC+179+{end}", "NAT+2+UTO", f"RFF+AVF:K{designator[-3:]}{at}", f"RFF+ABO:{designator}{at}",
            f"DOC+P:110:111+{person.number}", f"DTM+36:{person.expires}:102", "LOC+91+UTO",
        ]  # fmt: skip
    body.append(f"CNT+42:{len(people)}")
    head = [f"UNB+UNOA:4+{designator[:2]}+PRECLEAR+{departs:%y%m%d:%H%M}+1", "UNH+1+PAXLST:D:12B:UN:IATA"]
    return "".join(f"{segment}'" for segment in [*head, *body, f"UNT+{len(body) + 2}+1", "UNZ+1+1"]).encode()


@dataclass
class Desk:
    """A node, its officers by role, and a way to send lists to it."""

    node: Node
    officers: dict[str, Officer]
    _numbers: Iterator[int]

    def send(
        self, *people: Person, minutes: float = 68, designator: str = "", end: str = "SEA", document: str = "745"
    ) -> tuple[str, Receipt]:
        """Send a list of a voyage that leaves in so many minutes; return its designator and what became of the message."""
        name = designator or f"XM{next(self._numbers)}"
        departs = (datetime.now(UTC) + timedelta(minutes=minutes)).astimezone(ZoneInfo("America/Vancouver")).replace(tzinfo=None)
        raw = paxlst(name, list(people), departs, end=end, document=document)
        return name, clearance.receive(self.node, raw, carrier="XM", transport="http", now=datetime.now(UTC))

    def referral(self, designator: str) -> tuple[int, int]:
        """Return number and person of the open referral of a voyage."""
        with self.node.pool.connection() as db:
            query = (
                "SELECT r.id, traveller_id FROM referral r JOIN voyage v ON v.id = voyage_id WHERE designator = %s AND closed_at IS NULL"
            )
            return db.execute(query, [designator]).fetchone()

    def voyage(self, designator: str) -> int:
        """Return the number of a voyage."""
        with self.node.pool.connection() as db:
            return db.execute("SELECT id FROM voyage WHERE designator = %s", [designator]).fetchone()[0]

    def events(self, subject: str) -> list[tuple[str, str | None]]:
        """Return kind and purpose of all events on a subject, in order."""
        with self.node.pool.connection() as db:
            return db.execute("SELECT kind, purpose FROM event WHERE subject = %s ORDER BY id", [subject]).fetchall()


@pytest.fixture(scope="module")
def desk(new_database: Callable[[], AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One node for the tests of a file, which put rules and lists of their own in force; each test sends voyages of its own."""
    folder = tmp_path_factory.mktemp("node")
    policy = folder / "policy" / "sensitive"
    policy.mkdir(parents=True)
    (policy / sensitive.FILE).write_text('version = "own"\n[codes]\nours = ["ZZZZ"]\n[words]\nours = ["UNSPEAKABLE"]\n')
    with (
        new_database() as url,
        Node.open(
            Settings(database_url=url, data_folder=folder, demo=True, party="USA", known_match_days=0, policy_folder=folder / "policy")
        ) as node,
    ):
        yield _filled(node, folder)


def _filled(node: Node, folder: Path) -> Desk:
    now = datetime.now(UTC)
    file = folder / "northern.csv"
    file.write_text(WATCHLIST)
    with node.pool.connection() as db:
        carriers.add(db, Carrier(id="XM", name="Meridian Pacific", mode="air"), by="operator", now=now)
        for edition in watchlist.load(file):
            lists.accept(db, edition, by="operator", now=now)
        people = {
            role: officers.add(db, role, PASSWORD, name=f"Officer {role.title()}", roles=frozenset({role}), by="operator", now=now)
            for role in ROLES
        }
        people["colleague"] = officers.add(
            db, "colleague", PASSWORD, name="Officer Colleague", roles=frozenset({"primary"}), by="operator", now=now
        )
        people["elsewhere"] = officers.add(
            db,
            "elsewhere",
            PASSWORD,
            name="Officer Elsewhere",
            roles=frozenset({"primary"}),
            sites=frozenset({"YYZ"}),
            by="operator",
            now=now,
        )
    node.reload()
    return Desk(node, people, itertools.count(400))


@pytest.fixture
def session(desk: Desk) -> Callable[[str], str]:
    """Sign an officer in, and return the token of the session."""

    def sign_in(who: str) -> str:
        with desk.node.pool.connection() as db:
            return officers.open_session(db, desk.officers[who], minutes=30, now=datetime.now(UTC))

    return sign_in
