"""Every table says whose its rows are and what may be done to them: without that nobody but the owner may touch it."""

from __future__ import annotations

import re
from importlib.resources import files

from preclear.store.walls import TABLES

MADE = re.compile(r"^CREATE TABLE (?:IF NOT EXISTS )?([a-z_]+)(?! PARTITION OF)\b", re.MULTILINE)
GONE = re.compile(r"^DROP TABLE (?:IF EXISTS )?([a-z_]+)", re.MULTILINE)


def test_every_table_of_the_migrations_has_a_line_in_the_walls() -> None:
    folder = files("preclear.store").joinpath("migrations")
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
    unknown = sorted(set(MADE.findall(text)) - set(GONE.findall(text)) - set(TABLES))
    assert not unknown, (
        f"add a line to TABLES of preclear/store/walls.py for {', '.join(unknown)}: whose rows, and what may be done to them"
    )
