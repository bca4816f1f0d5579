"""How a domain record stands in a ``jsonb`` column: as msgspec writes it, and back into the same frozen dataclass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from psycopg.types.json import Jsonb

from preclear.manifest import Span
from preclear.messages.places import Places

Record = TypeVar("Record")


def _whole(places: Mapping[str, Span]) -> dict[str, Span]:
    """The one thing in a record that the encoder does not know: a mapping that is worked out when asked, of lists all at once."""
    return places.copy() if isinstance(places, Places) else dict(places)


_ENCODER = msgspec.json.Encoder(enc_hook=_whole)


def text(record: Any) -> str:
    """Return a record as JSON text, for a row of COPY."""
    return _ENCODER.encode(record).decode()


def jsonb(record: Any) -> Jsonb:
    """Return a record as a parameter of a query."""
    return Jsonb(record, dumps=_ENCODER.encode)


def read(kind: type[Record], value: Any) -> Record:
    """Return the record that a ``jsonb`` column holds."""
    return msgspec.convert(value, kind)
