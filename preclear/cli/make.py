"""``preclear make``: test messages as files, with the truth beside them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import App, Parameter

from preclear import places
from preclear.cli import DONE
from preclear.cli.output import remarks
from preclear.demo import kinds, truth
from preclear.demo.kinds import KINDS
from preclear.demo.traffic import traffic, world
from preclear.demo.watchlist import SOURCE, write
from preclear.errors import SettingsError

make = App(name="make", help="Write test messages to a folder, each with the truth beside it.")
make.command("preclear.cli.backtest:make_people", name="people")


@make.command
def messages(
    folder: Path = Path("messages"),
    *,
    seed: int = 1,
    count: int = 100,
    kind: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    people: str = "1-60",
    damaged: float = 0.3,
    at: datetime | None = None,
) -> int:
    """Write single messages of every kind, whole or damaged on purpose; beside each file, FILE.truth.json says what must be found in it.

    Parameters
    ----------
    folder
        Where to; made where there is none.
    seed
        The same number makes the same bytes, where the other arguments and `at` are the same too.
    count
        How many messages, of each kind in turn.
    kind
        Which kinds; may be given several times; left out: all of them.
    people
        How many people a message names: a number, or from-to.
    damaged
        The share of messages with one thing broken on purpose.
    at
        The instant at which they are sent, UTC; left out: now.
    """
    unknown = [name for name in kind if name not in KINDS]
    least, _, most = people.partition("-")
    if unknown or not least.isdecimal() or (most and not most.isdecimal()) or not 0 <= damaged <= 1:
        wrong = f"kinds are {', '.join(KINDS)}" if unknown else "people are a number or from-to, the share damaged lies between 0 and 1"
        raise SettingsError(wrong)
    folder.mkdir(parents=True, exist_ok=True)
    sizes = int(least), int(most or least)
    sent = (at or datetime.now(UTC)).replace(tzinfo=UTC)
    for made in kinds.several(kind or tuple(KINDS), seed, count=count, sizes=sizes, damaged=damaged, at=sent, places=places.load()):
        (folder / made.truth.file).write_bytes(made.raw)
        (folder / f"{made.truth.file}.truth.json").write_bytes(msgspec.json.format(msgspec.json.encode(made.truth), indent=1))
    remarks.print(f"{folder}: {count} messages, each with its truth", markup=False)
    return DONE


@make.command(name="traffic")
def traffic_(folder: Path, *, messages: int = 100, seed: int = 1, at: datetime | None = None) -> int:
    """Write what invented carriers send over time, each message with its truth, and the fictional list that they go with.

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
