"""What all carriers send over time, with the truth beside each message.

``traffic`` never ends and reads no clock: the senders (``preclear.demo.carriers``) send each message when its time has come, and
``preclear make`` writes the first of them to a folder.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

from preclear.demo import defects, watchlist
from preclear.demo.lives import Dispatch, World, live
from preclear.demo.passengers import alike
from preclear.demo.voyages import ROUTES, numbered
from preclear.places import Places

OPENING: Sequence[tuple[str, int, str | None]] = (  # what is sent first: route, minutes until it leaves, what is wrong with the message
    ("XB2207", 52, None),
    ("XD418", 75, None),
    ("XA511", 63, "another character set"),
    ("CSCR517", 158, None),
    ("NLCX88", 28, None),
    ("XS902", 96, "telex"),
    ("XB2225", 172, "garbage"),
    ("NCFY12", 231, None),
    ("XA733", 121, "segment count wrong"),
    ("XD440", 258, None),
    ("XD417", 334, "segments glued"),
    ("STCR9", 146, None),
    ("XD436", 452, "cut off"),
)
OPENING_PACE, PACE = 0.4, (4.0, 9.0)  # seconds between two lists: at first, and then from ... to ...
AHEAD_AT_MOST = 90  # voyages that have not left yet; with so many, no new one is begun
LEAVES = (25, 300)  # minutes until a later voyage leaves, from ... to ...
DEFECTS_IN_100 = 12  # lists of later voyages that are damaged as a whole


def world(seed: int, now: datetime, places: Places) -> World:
    """Return what the messages of a seed are made from, its fictional list included."""
    listed = watchlist.listed(seed, now.date())
    return World(seed=seed, now=now, places=places, listed=listed, avoid=alike(listed))


def traffic(world: World) -> Iterator[Dispatch]:
    """Yield what is sent, in the order of time, for ever."""
    random = Random(f"{world.seed} traffic")
    waiting: list[tuple[float, int, Dispatch]] = []
    leaving: list[float] = []  # when voyages leave, in seconds from the start
    number = 0

    def begin(name: str, after: float, minutes: int, defect: str | None, run: int) -> None:
        nonlocal number
        for dispatch in live(
            world, Random(f"{world.seed} {name} {run}"), numbered(ROUTES[name], run), after=after, minutes=minutes, defect=defect
        ):
            heapq.heappush(waiting, (dispatch.after, number, dispatch))
            number += 1
        heapq.heappush(leaving, after + minutes * 60)

    for n, (name, minutes, defect) in enumerate(OPENING):
        begin(name, n * OPENING_PACE, minutes, defect, 0)
        while waiting and waiting[0][0] < n * OPENING_PACE:
            yield heapq.heappop(waiting)[2]
    after = len(OPENING) * OPENING_PACE
    runs = dict.fromkeys(ROUTES, 0) | {name: 1 for name, _, _ in OPENING}
    while True:
        while waiting[0][0] <= after:
            yield heapq.heappop(waiting)[2]
        while leaving and leaving[0] <= after:
            heapq.heappop(leaving)
        if len(leaving) < AHEAD_AT_MOST:
            name = random.choice(tuple(ROUTES))
            defect = random.choice(tuple(defects.OF_A_MESSAGE)) if random.random() * 100 < DEFECTS_IN_100 else None
            begin(name, after, random.randint(*LEAVES), defect, runs[name])
            runs[name] += 1
        after += random.uniform(*PACE)
