"""What the procedure needs of the node that it works for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from psycopg_pool import ConnectionPool

from preclear.clearance.circumstances import Circumstances
from preclear.inspection.powers import Powers
from preclear.messages import Sensitive
from preclear.retention import Retention
from preclear.settings import Settings
from preclear.store.pool import Database
from preclear.store.raw_messages import Transport
from preclear.store.vault import Vault

if TYPE_CHECKING:
    from preclear.clearance.receiving import Receipt


class Desk(Protocol):
    """A place where manifests are cleared: ``preclear.node.Node`` is one."""

    @property
    def settings(self) -> Settings:
        """What the operator set."""
        ...

    @property
    def pool(self) -> ConnectionPool[Database]:
        """Connections; leaving ``with pool.connection()`` commits."""
        ...

    @property
    def vault(self) -> Vault:
        """The seal on raw messages."""
        ...

    @property
    def sensitive(self) -> Sensitive:
        """The codes and words that are left out of what is read, and masked in what is shown."""
        ...

    @property
    def powers(self) -> Powers:
        """The law of preclearance sites."""
        ...

    @property
    def retention(self) -> Retention:
        """How long each kind of record is kept."""
        ...

    @property
    def circumstances(self) -> Circumstances:
        """The lists, rules and places of this moment."""
        ...

    def settle(
        self, number: int, *, now: datetime, raw: bytes | None = None, repeated: bool = False, transport: Transport | None = None
    ) -> Receipt:
        """Let a kept message have its effect, as ``clearance.settle`` does, in whichever process is free."""
        ...
