"""Every page of the officers with a million people on record: what it costs the node, how long it takes, and what it weighs.

How the records come to be: a few lists of invented people are sent through the node's own intake, with people of the node's watchlist
among them, so that their rows are as the product stores them. Each of those voyages is then stored again and again by INSERT ... SELECT
from its own rows, under other numbers, at other times, its people with names and documents of other invented people; the messages stay
word for word. Voyages that have not departed make the board; those that have are decided. Events and bookings are not multiplied.

Pages are taken from the table of routes: one that is new is measured without a word here, as long as what its address names is known.
CPU is that of the node's process and of its connections to PostgreSQL; the browser's side is no part of it.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import httpx
import psycopg
import structlog
from litestar.handlers import HTTPRouteHandler
from rich.table import Table

from benchmarks import million
from benchmarks.harness import Figure
from benchmarks.harness import freeze as keep
from benchmarks.running import accept
from benchmarks.whole_path import ADDRESS, SERVE
from preclear import clearance
from preclear.clearance import encountering
from preclear.clearance.encountering import Arrival
from preclear.demo.messages import write
from preclear.demo.styles import STYLES
from preclear.inspection import ROLES, Officer
from preclear.manifest import Leg, Manifest, Mode, Traveller, Voyage
from preclear.matching.resemblance import folded
from preclear.node import Node
from preclear.node.node import DATABASE
from preclear.settings import Settings
from preclear.store import carriers, embedded, inquiries, officers
from preclear.store.carriers import Carrier
from preclear.store.pool import Database
from preclear.trials import query
from preclear.web.workbench import HANDLERS
from preclear.web.workbench.access import ACCESS, OPEN, SESSION

SERVER_MS, WEIGHT_KB = 100, 250  # of the board and of a voyage of 500; of every page, all that it loads included
PEOPLE, ON_BOARD, FULL = 1_000_000, 2_000, 500
LISTED, NAMES = 2_000, 100_000  # entries of the watchlist; invented people whose names are spread over all voyages
STRIDE = 10_000  # between the numbers of one copy of a voyage and the next
ASKED = 15  # times each page is asked
ROUTES = (  # carrier, mode, from, to
    ("XB", Mode.AIR, "YVR", "SEA"), ("XD", Mode.AIR, "YYZ", "JFK"), ("XA", Mode.AIR, "YUL", "BOS"), ("CSCR", Mode.RAIL, "VAC", "SEA-KSS"),
    ("XS", Mode.AIR, "YYC", "DEN"), ("NCFY", Mode.MARINE, "VIC-BELL", "PA-BLACKBALL"),
)  # fmt: skip
NO_PAGE = frozenset(  # what is asked by the browser itself or leads elsewhere; the stream of changes never ends
    {"asset", "lost", "agency_back", "second_factor_page", "enrol_page", "sign_in_on", "signed_in", "live", "next_referral"}
)
WITH_MORE = {  # what a page shows more of than at first sight
    "board": ("?show=person", "?sort=travellers", "?mode=rail"),
    "voyage": ("?show=person",),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that can be asked: its route, its address, and a duty that opens it ("": nobody signs in)."""

    route: str
    path: str
    role: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What one page cost each time that it was asked, in milliseconds, and what it weighs in bytes."""

    page: Page
    cpu: tuple[float, ...]
    wall: tuple[float, ...]
    html: int
    all_of_it: int

    @property
    def name(self) -> str:
        """The route, and what of it is asked for."""
        return self.page.route + (f"?{urlsplit(self.page.path).query}" if "?" in self.page.path else "")


def every_page(known: Mapping[str, object]) -> Iterator[Page]:
    """Yield every page that is asked by GET, the numbers of its address filled in from what is known.

    Raises ``LookupError`` for a page whose address names what is not known.
    """
    for handler in HANDLERS:
        if "GET" in handler.http_methods and handler.name not in NO_PAGE:
            yield Page(handler.name or "", address(handler, known), opener(handler.name or ""))


def address(handler: HTTPRouteHandler, known: Mapping[str, object]) -> str:
    """Return the address of a route with what it names filled in."""
    path = min(handler.paths)
    if missing := set(re.findall(r"\{(\w+):", path)) - known.keys():
        raise LookupError(f"{path}: what {', '.join(sorted(missing))} is must be said")
    return re.sub(r"\{(\w+):\w+\}", lambda name: str(known[name[1]]), path)


def opener(route: str) -> str:
    """Return a duty that opens a route: the supervisor's wherever it does."""
    return "" if route in OPEN else min(ACCESS[route], key=lambda role: (role != "supervisor", role != "analyst", role))


_measured: list[Measured] = []  # of the last run, for its table


def run(quick: bool) -> list[Figure]:
    """Fill a node and ask it every page."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="preclear-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # as root, the server's account must get in
        settings = Settings(data_folder=folder, log_level="warning")
        with ExitStack() as open_things:
            node = open_things.enter_context(Node.open(settings))
            owner = open_things.enter_context(embedded.start(folder)).url(DATABASE)
            staff, known = fill(node, owner, 400 if quick else PEOPLE, 8 if quick else ON_BOARD, 40 if quick else FULL)
            server, where = open_things.enter_context(_serving(settings))
            db = open_things.enter_context(psycopg.connect(owner, autocommit=True))
            _measured[:] = list(measured(where, server, db, staff, known, times=2 if quick else ASKED))
    return [figure for one in _measured for figure in _figures(one)]


@contextmanager
def _serving(settings: Settings) -> Iterator[tuple[int, str]]:
    """Run the node in a process of its own, and give its number and address."""
    said = {"PRECLEAR_DATA_FOLDER": str(settings.data_folder), "PRECLEAR_PORT": "0", "PRECLEAR_LOG_LEVEL": "warning"}
    with subprocess.Popen(SERVE, env=os.environ | said, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield process.pid, next(line.removeprefix(ADDRESS).split(";")[0] for line in process.stderr if line.startswith(ADDRESS))
        finally:
            process.terminate()


def _figures(one: Measured) -> Iterator[Figure]:
    for measure, times in (("CPU", one.cpu), ("server time", one.wall)):
        yield Figure("pages", f"{one.name}: {measure}", median(times), SERVER_MS, "limit", "ms", "lower")
    if one.all_of_it:  # where it leads elsewhere, nothing is weighed
        yield Figure("pages", f"{one.name}: weight", one.all_of_it / 1000, WEIGHT_KB, "limit", "kB", "lower")


def table(quick: bool) -> Table:  # noqa: ARG001 - as the other benchmark with a table of its own
    """Return the pages for a person: what each cost and weighs, the dearest first."""
    shown = Table("page", title_justify="left")
    for heading in ("CPU ms p50", "p95", "time ms p50", "p95", f"of {SERVER_MS} ms", "HTML kB", "with css, js kB", f"of {WEIGHT_KB} kB"):
        shown.add_column(heading, justify="right")
    for one in sorted(_measured, key=lambda one: -median(one.cpu)):
        cpu, wall = sorted(one.cpu), sorted(one.wall)
        shown.add_row(
            one.name, f"{median(cpu):.1f}", f"{_late(cpu):.1f}", f"{median(wall):.1f}", f"{_late(wall):.1f}",
            f"{median(cpu) / SERVER_MS:.2f}", f"{one.html / 1000:.1f}", f"{one.all_of_it / 1000:.1f}",
            f"{one.all_of_it / 1000 / WEIGHT_KB:.2f}",
        )  # fmt: skip
    return shown


def freeze(quick: bool) -> None:  # noqa: ARG001
    """Keep the figures of the last run."""
    keep([figure for one in _measured for figure in _figures(one)], "2 cores, Python 3.11")


def fallen(quick: bool) -> list[str]:  # noqa: ARG001
    """Return which pages weigh more than they may. No page is too slow here: a busy machine is no fault."""
    return [
        f"pages, {one.name}: {one.all_of_it / 1000:.0f} kB, of {WEIGHT_KB} at most" for one in _measured if one.all_of_it > WEIGHT_KB * 1000
    ]


def _late(times: Sequence[float]) -> float:
    return times[int(0.95 * (len(times) - 1) + 0.5)]


# Asked --------------------------------------------------------------------------------------------------------------------


def measured(
    address: str, server: int, db: Database, staff: Mapping[str, Officer], known: Mapping[str, object], *, times: int
) -> Iterator[Measured]:
    """Ask every page so many times, after two that warm it, and yield what it cost."""
    tokens = {role: officers.open_session(db, officer, minutes=600, now=datetime.now(UTC)) for role, officer in staff.items()}
    assets: dict[str, int] = {}
    with httpx.Client(base_url=address, timeout=300) as client:
        for page in _asked(known):
            client.cookies.clear()
            if page.role:
                client.cookies.set(SESSION, tokens[page.role])
            said = [_get(client, page) for _ in range(2)][-1]
            cpu, wall = [], []
            for _ in range(times):
                before, began = _ran(server, db), time.perf_counter()
                said = _get(client, page)
                wall.append((time.perf_counter() - began) * 1000)
                after = _ran(server, db)
                cpu.append(max(sum(after[task] - before.get(task, 0) for task in after) / 1e6, 0.001))
            loaded = {name.replace("&amp;", "&") for name in re.findall(r'(?:src|href)="(/static/[^"#]+)', said.text)}
            for name in loaded - assets.keys():
                assets[name] = len(client.get(name).content)
            yield Measured(page, tuple(cpu), tuple(wall), len(said.content), len(said.content) + sum(assets[name] for name in loaded))


def _asked(known: Mapping[str, object]) -> Iterator[Page]:
    for page in every_page(known):
        yield page
        for more in WITH_MORE.get(page.route, ()):
            yield replace(page, path=page.path + more)


def _get(client: httpx.Client, page: Page) -> httpx.Response:
    said = client.get(page.path)
    assert said.status_code < 400, f"{page.path}: {said.status_code}"
    return said


def _ran(server: int, db: Database) -> dict[str, int]:
    """Return how long each thread of the node and each of its connections to PostgreSQL has run, in nanoseconds; nothing but on Linux."""
    backends = db.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()").fetchall()
    found = {}
    for process in (server, *(pid for (pid,) in backends)):
        with suppress(OSError):
            for task in Path(f"/proc/{process}/task").iterdir():
                found[f"{process}/{task.name}"] = int((task / "schedstat").read_text().split()[0])
    return found


# Filled -------------------------------------------------------------------------------------------------------------------


def fill(node: Node, owner: str, people: int, on_board: int, full: int) -> tuple[dict[str, Officer], dict[str, object]]:
    """Fill a node with people, voyages on the board among them, and return its officers and what addresses name."""
    now = datetime.now(UTC)
    listed = million.edition(LISTED)
    accept(node, listed)
    node.reload()
    with node.pool.connection() as db:
        for carrier, mode, _, _ in ROUTES:
            carriers.add(db, Carrier(id=carrier, name=f"Line {carrier}", mode=mode), by="benchmark", now=now)
        staff = {
            role: officers.add(db, role, "a long word of passage", name=f"Officer {role}", roles=frozenset({role}), by="benchmark", now=now)
            for role in ROLES
        }
    size = max(2, min(180, people // 40))
    voyages = [sent(node, route, size, number, listed) for number, route in enumerate(ROUTES * 2)]
    copies = max(1, (people - full) // (size * len(voyages)))
    with psycopg.connect(owner) as db:  # past the walls around each officer, as the owner
        multiply(db, voyages, copies=copies, ahead=-(-on_board // len(voyages)), officer=staff["primary"].id)
    full_one = sent(node, ROUTES[0], full, 99, listed)
    known = single(node, full_one, staff, now)
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute("VACUUM (ANALYZE)")  # as the server does by itself in time
    return staff, known


def sent(node: Node, route: tuple[str, Mode, str, str], size: int, number: int, listed: million.Edition) -> int:
    """Send a list of a voyage that leaves in a few hours through the node's own intake, and return the number of the voyage."""
    carrier, mode, start, end = route
    departs = datetime.now(UTC).replace(tzinfo=None, second=0, microsecond=0) + timedelta(hours=6 + number / 4)
    designator = f"{carrier}{100 + number}"
    leg = Leg(voyage=designator, departure=start, arrival=end, departs=departs, arrives=departs + timedelta(hours=2))
    on_it = million.travellers(size, seed=number + 2)
    some = million.travellers(max(10, size // 5), seed=number + 500, listed=listed.entries[: LISTED // 2])[9::10]
    crowd = [*some, *on_it[len(some) :]]
    manifest = Manifest(
        voyage=Voyage(carrier=carrier, designator=designator, mode=mode, legs=(leg,), border_leg=0),
        travellers=tuple(_declared(one, place, designator, start, end) for place, one in enumerate(crowd, 1)),
        transaction=f"{designator}{departs:%y%m%d}",
        revision="1",
        prepared_at=departs - timedelta(hours=5),
        declared_passengers=size,
        contact="OPERATIONS",
    )
    raw = write(manifest, STYLES["guide"], sender=f"{carrier}APIS", control=f"{number:010d}")
    clearance.receive(node, raw, carrier=carrier, transport="http", now=datetime.now(UTC))
    with node.pool.connection() as db:
        (voyage,) = db.execute("SELECT max(id) FROM voyage WHERE designator = %s", [designator]).fetchone() or (0,)
    return int(voyage)


def _declared(one: Traveller, place: int, designator: str, start: str, end: str) -> Traveller:
    document = replace(one.documents[0], expires=million.FIRST_DAY.replace(year=2031))
    references = {"ABO": f"{designator}{place:04d}", "AVF": f"K{designator[-3:]}{place // 3:02d}"}
    return replace(
        one, ordinal=place, documents=(document,), references=references, seat=f"{1 + place // 6}{'ABCDEF'[place % 6]}",
        embarks=start, disembarks=end,
    )  # fmt: skip


def single(node: Node, voyage: int, staff: Mapping[str, Officer], now: datetime) -> dict[str, object]:
    """Make one record of each kind that an address names, and return them all."""
    with node.pool.connection() as db:
        referral, traveller, key = db.execute(
            "SELECT id, traveller_id, key FROM referral WHERE voyage_id = %s AND closed_at IS NULL ORDER BY id LIMIT 1", [voyage]
        ).fetchone() or (0, 0, "")
        (version,) = db.execute("SELECT max(id) FROM rule_version").fetchone() or (0,)
        asked = query.read("travellers", "risk", "traveller.age < 18")
        run = inquiries.ask(db, asked, purpose="a benchmark", days=30, sites=(), by=staff["analyst"].actor, now=now)
    clearance.take(node, referral, by=staff["supervisor"], now=now)
    arrival = Arrival(voyage=voyage, key=key, traveller=traveller, site="YVR", mode="air")
    officer = staff["supervisor"]
    shown = {"identification": "photo"}
    encounter = encountering.receive_person(node, arrival, step="enter", given=shown, place="area", by=officer, now=now)
    goods = encountering.tie(node, encounter, kind="goods", type_="other", tag="A-1", description="A box", by=officer, now=now)
    lost = clearance.receive(node, b"UNB+broken", carrier="XB", transport="http", now=now)
    return {
        "voyage_id": voyage, "traveller_id": traveller, "referral_id": referral, "encounter_id": encounter, "goods_id": goods,
        "message_id": lost.message.id, "carrier_id": "XB", "code": "YVR", "version": version, "run": run,
    }  # fmt: skip


COPIED: Sequence[tuple[str, str, Mapping[str, str]]] = (  # table, condition on the rows of the voyage, what differs in a copy
    ("raw_message", "id IN (SELECT raw_message_id FROM manifest WHERE voyage_id = %(voyage)s)", {
        "id": "id + c.shift", "digest": "sha256(digest || int8send(c.n))", "received_at": "received_at + c.later",
        "settled_at": "settled_at + c.later"}),
    ("voyage", "id = %(voyage)s", {
        "id": "id + c.shift", "key": "replace(key, designator, c.called)", "designator": "c.called",
        "departs_local": "departs_local + c.later", "arrives_local": "arrives_local + c.later", "departs_at": "departs_at + c.later",
        "arrives_at": "arrives_at + c.later", "answer_due": "answer_due + c.later", "first_seen_at": "first_seen_at + c.later",
        "word_of": "NULL::bigint", "record": "replace(record::text, designator, c.called)::jsonb"}),
    ("manifest", "voyage_id = %(voyage)s", {
        "id": "id + c.shift", "raw_message_id": "raw_message_id + c.shift", "voyage_id": "voyage_id + c.shift",
        "saved_at": "saved_at + c.later"}),
    ("assessment", "manifest_id IN (SELECT id FROM manifest WHERE voyage_id = %(voyage)s)", {
        "id": "id + c.shift", "manifest_id": "manifest_id + c.shift", "assessed_at": "assessed_at + c.later",
        "on_day": "(assessed_at + c.later)::date"}),
    ("voyage_key", "voyage_id = %(voyage)s", {"voyage_id": "voyage_id + c.shift", "key": "key || '/' || c.n"}),
    ("hit", "traveller_id IN (SELECT id FROM traveller WHERE voyage_id = %(voyage)s)", {
        "id": "id + c.shift", "traveller_id": "traveller_id + c.shift"}),
    ("directive", "voyage_id = %(voyage)s", {
        "id": "id + c.shift", "voyage_id": "voyage_id + c.shift", "traveller_id": "traveller_id + c.shift",
        "given_at": "given_at + c.later"}),
    ("referral", "voyage_id = %(voyage)s", {
        "id": "id + c.shift", "voyage_id": "voyage_id + c.shift", "traveller_id": "traveller_id + c.shift",
        "raised_at": "raised_at + c.later", "state": "CASE WHEN c.ahead THEN state ELSE 'closed' END",
        "closed_at": "CASE WHEN NOT c.ahead THEN raised_at + c.later + interval '20 minutes' END",
        "taken_by": "CASE WHEN NOT c.ahead OR id %% 5 = 0 THEN %(officer)s::bigint END",
        "taken_at": "CASE WHEN NOT c.ahead OR id %% 5 = 0 THEN raised_at + c.later + interval '5 minutes' END"}),
    ("answer", "voyage_id = %(voyage)s", {
        "id": "id + c.shift", "raw_message_id": "raw_message_id + c.shift", "voyage_id": "voyage_id + c.shift",
        "reference": "reference || 'C' || c.n", "made_at": "made_at + c.later", "sent_at": "sent_at + c.later",
        "acknowledged_at": "acknowledged_at + c.later"}),
)  # fmt: skip
PERSON: Mapping[str, str] = {  # of a copied person whose name answers to no entry: somebody else's name and document
    "id": "o.id + c.shift", "manifest_id": "o.manifest_id + c.shift", "voyage_id": "o.voyage_id + c.shift",
    "assessment_id": "o.assessment_id + c.shift", "family_name": "coalesce(p.family_name, o.family_name)",
    "given_names": "coalesce(p.given_names, o.given_names)", "birth_date": "coalesce(p.birth_date, o.birth_date)",
    "document_number": "coalesce(p.letter || (o.id + c.shift), o.document_number)", "sought_name": "coalesce(p.sought_name, o.sought_name)",
    "sought_numbers": "coalesce(p.letter || (o.id + c.shift) || ' ' || split_part(o.sought_numbers, ' ', 2), o.sought_numbers)",
    "record": """CASE WHEN p.n IS NULL THEN o.record ELSE jsonb_set(o.record || jsonb_build_object('family_name', p.family_name,
                 'given_names', p.given_names), '{documents,0,number}', to_jsonb(p.letter || (o.id + c.shift))) END""",
}  # fmt: skip
DECISIONS = """INSERT INTO decision (referral_id, traveller_id, officer_id, findings, compared, outcome, reason, decided_at)
               SELECT r.id, r.traveller_id, %(officer)s,
                      coalesce((SELECT jsonb_object_agg(q, 'no_match') FROM unnest(r.questions) q), '{}'), '{birth_date,document}', 'clear',
                      'Another day of birth.', r.closed_at
                 FROM referral r WHERE r.state = 'closed'"""


def multiply(db: Database, voyages: Sequence[int], *, copies: int, ahead: int, officer: int) -> None:
    """Store each voyage again so many times: ``ahead`` of them still to depart within two days, the others over the last 90 days."""
    db.execute("CREATE TEMP TABLE pool (n int, family_name text, given_names text, birth_date text, letter text, sought_name text)")
    with db.cursor().copy("COPY pool FROM STDIN") as copy:
        for number, one in enumerate(million.travellers(min(NAMES, copies * 1000), seed=7)):
            copy.write_row((number, one.family_name, one.given_names, str(one.birth_date), "ABCEGHKLMNPRST"[number % 14], folded(one)))
    db.execute("CREATE TEMP TABLE copy (n bigint PRIMARY KEY, shift bigint, later interval, ahead boolean, called text)")
    for place, voyage in enumerate(voyages):
        db.execute("TRUNCATE copy")
        db.execute(
            """INSERT INTO copy SELECT n, n * %(stride)s, CASE WHEN n < %(ahead)s THEN n * interval '48 hours' / %(ahead)s
                      ELSE -interval '8 hours' - (n - %(ahead)s) * interval '90 days' / %(copies)s END, n < %(ahead)s,
                      v.carrier_id || (1000 + n * 12 + %(place)s) %% 9000 + 1000
                 FROM voyage v, generate_series(1, %(copies)s) n WHERE v.id = %(voyage)s""",
            {"stride": STRIDE, "ahead": max(ahead, 1), "copies": copies, "place": place, "voyage": voyage},
        )
        facts = {"voyage": voyage, "officer": officer}
        for name, condition, differs in COPIED[:5]:
            _again(db, name, condition, differs, facts)
        of_copies = "FROM manifest m, copy c WHERE v.id = %(voyage)s + c.shift AND m.voyage_id = v.id"
        db.execute(f"UPDATE voyage v SET word_of = m.id {of_copies}", facts)
        columns = _columns(db, "traveller")
        db.execute(
            f"""INSERT INTO traveller ({", ".join(columns)}) OVERRIDING SYSTEM VALUE
                SELECT {", ".join(PERSON.get(each, f"o.{each}") for each in columns)}
                  FROM traveller o CROSS JOIN copy c
                  LEFT JOIN pool p ON p.n = (o.id * 7919 + c.n * 104729) %% (SELECT count(*) FROM pool) AND o.needs = '{{}}'
                 WHERE o.voyage_id = %(voyage)s""",
            facts,
        )
        for name, condition, differs in COPIED[5:]:
            _again(db, name, condition, differs, facts)
        db.commit()
    db.execute(DECISIONS, {"officer": officer})
    for name in ("raw_message", "voyage", "manifest", "assessment", "traveller", "hit", "directive", "referral", "answer"):
        db.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))")
    db.commit()


def _again(db: Database, name: str, condition: str, differs: Mapping[str, str], facts: Mapping[str, object]) -> None:
    columns = _columns(db, name)
    db.execute(
        f"""INSERT INTO {name} ({", ".join(columns)}) OVERRIDING SYSTEM VALUE
            SELECT {", ".join(differs.get(each, f"o.{each}") for each in columns)}
              FROM (SELECT * FROM {name} WHERE {condition}) o CROSS JOIN copy c""",
        facts,
    )


def _columns(db: Database, name: str) -> list[str]:
    found = db.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''", [name]
    ).fetchall()
    return [column for (column,) in found]
