"""Who acts in a transaction: the first thing that each one says, and what the walls of the database (``walls``) go by.

A transaction that does not say it has no rights at all. Nobody says it by hand: ``pool.Pool`` does, for whoever acts just then in this
thread or task: the node itself, unless ``acting`` put somebody else in its place. Requests over HTTP begin as ``DOOR``, who may look up
keys and sessions and nothing else, until a gate knows who has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from psycopg import Connection

from preclear.inspection import Officer

SAY = """
SELECT set_config('role', %s, true), set_config('preclear.officer', %s, true), set_config('preclear.duties', %s, true),
       set_config('preclear.sites', %s, true), set_config('preclear.carrier', %s, true)
"""
EVERY_SITE = "*"
APPLICATION = "preclear_app"  # logs in, and may do nothing but take up one of the roles below


@dataclass(frozen=True, slots=True)
class Acting:
    """A role of the database, with what its walls ask about whoever is behind it."""

    role: str
    officer: int = 0
    duties: frozenset[str] = frozenset()
    sites: frozenset[str] | None = frozenset()  # None: every site
    carrier: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """The parameters of ``SAY``."""
        sites = EVERY_SITE if self.sites is None else ",".join(sorted(self.sites))
        return self.role, str(self.officer), ",".join(sorted(self.duties)), sites, self.carrier


NODE = Acting("preclear_node")  # the node's own work, intake, an operator's commands
DOOR = Acting("preclear_door")  # nobody yet
FINDER = Acting("preclear_finder")  # looks people up across all sites, and changes nothing
RETENTION = Acting("preclear_retention")  # masks and deletes what is over
ROLES = ("preclear_node", "preclear_retention", "preclear_finder", "preclear_officer", "preclear_carrier", "preclear_door")

_NOW: ContextVar[Acting] = ContextVar("acting", default=NODE)


def of_officer(officer: Officer) -> Acting:
    """Return an officer, bound to the duties and sites of this moment."""
    return Acting("preclear_officer", officer.id, officer.roles, officer.sites or None)


def of_carrier(carrier: str) -> Acting:
    """Return a carrier, who sees what is its own."""
    return Acting("preclear_carrier", carrier=carrier)


def now() -> Acting:
    """Return who acts in this thread or task."""
    return _NOW.get()


def from_now_on(acting: Acting) -> None:
    """Let somebody act until this task ends: for the gates, which learn in the midst of a request who has come."""
    _NOW.set(acting)


@contextmanager
def acting(who: Acting) -> Iterator[None]:
    """Let somebody act until the block ends."""
    before = _NOW.set(who)
    try:
        yield
    finally:
        _NOW.reset(before)


def say(db: Connection[tuple[object, ...]], who: Acting) -> None:
    """Say who acts in the transaction that is open, or begins with this."""
    db.execute(SAY, who.said)


@contextmanager
def finding(db: Connection[tuple[object, ...]]) -> Iterator[None]:
    """Look people up across all sites until the block ends, whoever acts: what is found elsewhere is counted, never shown."""
    say(db, FINDER)
    yield  # after an error nothing more is asked in the transaction, or it goes back to where it was before
    say(db, now())


def go_on(db: Connection[tuple[object, ...]]) -> None:
    """Commit what was done, and go on as the same."""
    db.commit()
    say(db, now())
