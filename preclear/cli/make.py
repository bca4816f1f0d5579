"""``preclear make``: test messages as files, with the truth beside them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from preclear import places
from preclear.cli import DONE
from preclear.cli.output import remarks
from preclear.demo import truth
from preclear.demo.traffic import traffic, world
from preclear.demo.watchlist import SOURCE, write


def make(folder: Path, *, messages: int = 100, seed: int = 1, at: datetime | None = None) -> int:
    """Write test messages to a folder, each with the truth beside it as JSON, and the fictional list that they go with.

    Parameters
    ----------
    folder
        Where to; made where there is none.
    messages
        How many.
    seed
        The same number makes the same bytes, where `at` is the same too.
    at
        The instant at which the first message is sent, UTC; left out: now.
    """
    made = world(seed, (at or datetime.now(UTC)).replace(tzinfo=UTC), places.load())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{SOURCE}.csv").write_bytes(write(made.listed))
    for number, dispatch in enumerate(islice(traffic(made), messages), 1):
        file = folder / f"{number:05d}-{dispatch.truth.file}"
        file.write_bytes(dispatch.message)
        file.with_suffix(".json").write_bytes(truth.write(dispatch.truth))
    remarks.print(f"{folder}: {messages} messages with their truth, and {SOURCE}.csv, {len(made.listed):,} people", markup=False)
    return DONE
