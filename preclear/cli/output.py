"""What commands print: JSON Lines for programs, tables for people on the same standard output, remarks and progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from rich.console import Console

people = Console(highlight=False, soft_wrap=True)  # tables
remarks = Console(stderr=True, highlight=False, soft_wrap=True)  # progress, sums, what could not be read


def json_lines(objects: Iterable[Mapping[str, Any]]) -> None:
    """Print objects as JSON, one a line and nothing else, each as soon as it is there."""
    out = sys.stdout.buffer
    for thing in objects:
        out.write(msgspec.json.encode(thing) + b"\n")
        out.flush()


def key_once(whose: str, key: str) -> None:
    """Print a key that cannot be shown again: itself on standard output, whose it is beside it."""
    remarks.print(f"the key of {whose}, which cannot be shown again:", markup=False)
    people.print(key, markup=False, soft_wrap=True)
