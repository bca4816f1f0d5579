"""The node itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import psycopg
import structlog
from psycopg_pool import ConnectionPool

from preclear import matching, messages, places, retention, rules
from preclear.audit import Event
from preclear.audit.checkpoint import Signer
from preclear.clearance import Circumstances, Receipt
from preclear.errors import SettingsError
from preclear.inspection import powers_policy
from preclear.node import agency
from preclear.node.bell import Bell
from preclear.node.indexes import Indexes
from preclear.node.intake import Intake
from preclear.node.work import Work
from preclear.node.workers import CONNECTIONS, LEAST_LISTED, Task, Workers, settled
from preclear.rules import selection
from preclear.rules.held import read_table
from preclear.rules.ruleset import registers_of
from preclear.settings import Settings
from preclear.store import embedded, events, lists, migrate, raw_messages, thresholds, vault, walls
from preclear.store import places as added_places
from preclear.store import rules as held_rules
from preclear.store.acting import APPLICATION
from preclear.store.pool import Database, open_pool
from preclear.store.raw_messages import Transport

LOG = structlog.get_logger()
DATABASE = "preclear"  # the name of the node's database in the embedded server


class Node:
    """A place where manifests are cleared. Opened ready to answer; ``start`` begins what it does on its own."""

    def __init__(self, settings: Settings, url: str, pool: ConnectionPool[Database], seal: vault.Vault, *, beside: bool = False) -> None:
        self.settings = settings
        self.url = url
        self.pool = pool
        self.vault = seal
        self.signer = signer(settings)
        self.bell = Bell()
        self.agency = agency.load(settings.agency_file) if settings.agency_file else None
        self.intake = Intake(settings.queue)
        take_in_rules(pool, settings)
        self._weights = _weights(settings)
        self.powers = powers_policy.load(settings.policy("powers"))
        self.sensitive = messages.sensitive.load(settings.policy("sensitive"))
        self.retention = retention.load(settings.party, settings.policy("retention"))
        self._registers = read_table(settings.registers_file) if settings.registers_file else None
        self._selection_key = selection.read_key(settings.selection_key_file) if settings.selection_key_file else None
        self._indexes = Indexes(settings.data_folder / "indexes", url, merges=not beside)
        self._reloading = Lock()
        self._circumstances = self._load(None)
        self._work = Work(self)
        self.workers = Workers(settings, url)
        self._until_closed = ExitStack()

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Return the node of some settings, with its database migrated.

        Raises ``SettingsError`` when the database, the key or the data folder cannot be used; ``SourceError`` for a rule that is no rule.
        """
        with ExitStack() as opened:
            url, pool = _database(settings, opened)
            node = cls(settings, url, pool, _vault(settings, pool))
            node._until_closed = opened.pop_all()
            return node

    @classmethod
    @contextmanager
    def beside(cls, settings: Settings, url: str) -> Iterator[Self]:
        """Give a node for a worker process, beside one that is open and has migrated the database; it does no work of its own."""
        with closing(open_pool(url, size=CONNECTIONS)) as pool:
            node = cls(settings, url, pool, vault.load(settings.sealing_key), beside=True)
            yield node

    @property
    def circumstances(self) -> Circumstances:
        """The lists, rules and places of this moment: one value, taken whole and never changed."""
        return self._circumstances

    def reload(self) -> bool:
        """Take up lists, rules and places that have changed in the database, and return whether any had."""
        with self._reloading:
            before = self._circumstances
            self._circumstances = self._load(before)
            changed = self._circumstances is not before
        if changed:
            self.workers.renew()
            if self._work.begun:
                self._begin_workers()
        return changed

    def settle(
        self, number: int, *, now: datetime, raw: bytes | None = None, repeated: bool = False, transport: Transport | None = None
    ) -> Receipt:
        """Let a kept message have its effect, as ``clearance.settle`` does: in a worker process, or here while none is ready."""
        task = Task(number=number, now=now, raw=raw, repeated=repeated, transport=transport)
        return self.workers.settle(task, partial(settled, self))

    def start(self) -> None:
        """Begin the node's own work: unsettled messages, deadlines, changed lists, the outbox, the watched folder.

        Where people are drawn at random, what is made known of the seeds of the coming year goes into the events first.
        """
        if self._selection_key:
            now = datetime.now(UTC)
            known = {seed.period: seed.commitment for seed in selection.year(self._selection_key, now.date())}
            with self.pool.connection() as db:
                events.write(db, Event("selection.committed", "node", "selection", detail=known), at=now)
        self._begin_workers()
        self._work.start()

    def _begin_workers(self) -> None:
        index = self._circumstances.index
        if index is not None and index.entries >= LEAST_LISTED:
            self.workers.start()

    def stop(self) -> None:
        """End the node's own work; it answers whoever asks until it is closed, and may be started again."""
        self._work.stop()

    def close(self) -> None:
        """Stop working and let go of everything; an embedded server that nobody else uses stops too."""
        self._work.stop()
        self.workers.close()
        self._indexes.close()
        self._until_closed.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _load(self, before: Circumstances | None) -> Circumstances:
        with self.pool.connection() as db:
            held = lists.screened(db, datetime.now(UTC).date())
            known = places.load(added_places.added(db))
            in_force = held_rules.in_force(db, before.rules if before else None)
            shadow = held_rules.in_shadow(db, before.shadow if before else None)
            threshold = thresholds.in_force(db)
            editions = {edition.digest: edition.id for edition in held}
            least = self._weights.threshold if threshold is None else threshold.value
            now = before.index if before else None
            if before and before.editions == editions and not self._indexes.merged(held, now):
                as_before = before.rules is in_force and before.shadow is shadow
                if as_before and tuple(before.places) == tuple(known) and before.threshold == least:
                    return before
                index = now
            else:
                index = self._indexes.layers(db, held, now)
        self._indexes.merge(held, index)
        beside = index.changed if index else 0
        untold = 0 if self._registers else sum(bool(registers_of(rule)) for rule in in_force.rules)  # rules that need what nobody is asked
        LOG.info("circumstances loaded", editions=len(held), entries=index.entries if index else 0, beside=beside, untold=untold)
        return Circumstances(
            index=index,
            rules=in_force,
            shadow=shadow,
            places=known,
            editions=editions,
            weights=self._weights,
            least=threshold.value if threshold else None,
            registers=self._registers,
            selection_key=self._selection_key,
        )


def take_in_rules(pool: ConnectionPool[Database], settings: Settings, *, by: str = held_rules.FILES) -> held_rules.TakenIn:
    """Take in the rules of the node's policy, else those that travel with the program, as far as they have changed.

    Raises ``SourceError`` for a rule that is no rule; nothing is taken in then.
    """
    found = rules.whole(settings.policy("rules"))
    with pool.connection() as db:
        return held_rules.take_in(db, found, by=by, now=datetime.now(UTC), start=settings.rules_by_files)


def _weights(settings: Settings) -> matching.Weights:
    """Return the weights of the node's policy, else those that travel with the program."""
    folder = settings.policy("weights")
    return matching.load_weights(folder / "matching.toml" if folder else None)


@contextmanager
def database(settings: Settings) -> Iterator[ConnectionPool[Database]]:
    """Give the database of a node without opening the node: to mend what keeps it from opening."""
    with ExitStack() as opened:
        yield _database(settings, opened)[1]


def _database(settings: Settings, opened: ExitStack) -> tuple[str, ConnectionPool[Database]]:
    """Migrate as the owner, and give the address and connections of the user that may do no more than a node needs."""
    if settings.database_url:
        owner, url = settings.database_owner_url or settings.database_url, settings.database_url
    else:
        owner, url = _embedded(settings.data_folder, opened)
    migrate.migrate(owner)
    migrate.let_in(owner, url)
    pool = open_pool(url, size=settings.connections)
    opened.callback(pool.close)
    return url, pool


def _embedded(folder: Path, opened: ExitStack) -> tuple[str, str]:
    """Start the embedded server and return the addresses of the node's database in it: for its owner, and for the node's own user."""
    server = opened.enter_context(embedded.start(folder))
    with (
        psycopg.connect(server.url(), autocommit=True) as db,
        suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation),  # it is there, or another node is making it just now
    ):
        db.execute(f"CREATE DATABASE {DATABASE}")
    with psycopg.connect(server.url(), autocommit=True) as db:
        walls.make_login(db)
    return server.url(DATABASE), server.url(DATABASE, APPLICATION)


def signer(settings: Settings) -> Signer:
    """Return what signs the tree over all events; its key is made at the first start.

    Raises ``SettingsError`` for a key file that cannot be used, ``ProofError`` for a name that no log can have.
    """
    if not settings.audit_key.exists():
        with suppress(SettingsError):  # another node made it just now
            vault.make_key(settings.audit_key)
    return signers(settings)[0]


def signers(settings: Settings) -> tuple[Signer, ...]:
    """Return every signer of the key file: the one that signs now, then those before it, whose signatures are believed still."""
    return tuple(Signer.of(settings.audit_name, key) for key in vault.read_keys(settings.audit_key))


def _vault(settings: Settings, pool: ConnectionPool[Database]) -> vault.Vault:
    """Return the seal. A key is made only where nothing has been sealed yet, so that none is ever replaced by accident."""
    if not settings.sealing_key.exists():
        with pool.connection() as db:
            if not raw_messages.none_yet(db):
                raise SettingsError(
                    f"{settings.sealing_key}: the key under which this database's messages are sealed is missing; see key_file"
                )
        with suppress(SettingsError):  # another node made it just now
            vault.make_key(settings.sealing_key)
    return vault.load(settings.sealing_key)
