"""Tables of names that travel with the program."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from importlib.resources import files


def rows(table: str) -> Iterator[Sequence[str]]:
    """Return the rows of a table in ``preclear/resources``; lines that begin with # are remarks."""
    lines = (files("preclear") / "resources" / table).read_text(encoding="utf-8").splitlines()
    return csv.reader(line for line in lines if not line.startswith("#"))
