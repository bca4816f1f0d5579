"""The queries: plain SQL in ``queries/*.sql``, each under a line that names it.

-- take_next_referral --
-- Give the longest-waiting referral at a port to one officer.
UPDATE ...
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import LiteralString, cast

HEADER = re.compile(r"^-- ([a-z_]+) --$", re.MULTILINE)


def load(name: str) -> Mapping[str, LiteralString]:
    """Return the queries of one file of ``queries/`` by name. Raises ``ValueError`` where a name stands twice.

    They are literal in the sense that matters: they travel with the program and hold nothing that anybody typed.
    """
    text = files("preclear.store").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")
    parts = HEADER.split(text)[1:]
    names = parts[::2]
    if len(set(names)) != len(names):
        raise ValueError(f"{name}.sql names a query twice")
    return {query: cast("LiteralString", body.strip().rstrip(";")) for query, body in zip(names, parts[1::2], strict=True)}
