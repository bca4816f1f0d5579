"""What thresholds would cost, on the traffic of the last days, screened again by the lists in force."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from preclear import matching
from preclear.audit import Event
from preclear.clearance import bearing
from preclear.clearance.desk import Desk
from preclear.errors import SourceError
from preclear.matching import FLOOR, Price, Screening
from preclear.store import events, thresholds
from preclear.store.thresholds import Priced


def work_out(node: Desk, number: int, *, now: Callable[[], datetime], told: Callable[[int, int], bool] = lambda *_: True) -> Priced | None:
    """Work out what was asked for, a piece at a time, and keep it; None where another node does so, or ``told`` said to stop.

    ``told`` hears how many people are done, and of how many. Raises ``SourceError`` while no list is in force.
    """
    circumstances = node.circumstances
    if circumstances.index is None:
        raise SourceError("no watchlist is in force, so nothing can be said of thresholds; import one first")
    index, weights = circumstances.index, circumstances.weights
    with node.pool.connection() as held:
        asked = thresholds.hold(held, number)
        if asked is None:
            return None
        with node.pool.connection() as db:
            days, people = thresholds.traffic(db, asked)
        stopped = False

        def screened() -> Iterator[tuple[Screening, Collection[str]]]:
            nonlocal stopped
            done = 0
            for piece in thresholds.recorded(held, asked):
                found = bearing.screen(index, [person for person, _ in piece], threshold=FLOOR, weights=weights)
                yield from zip(found, (matches for _, matches in piece), strict=True)
                done += len(piece)
                with node.pool.connection() as db:
                    thresholds.progress(db, number, done, people)
                if not told(done, people):
                    stopped = True
                    return

        price: Price = matching.price(screened())
        if stopped:
            return None
        with node.pool.connection() as db:
            priced = Priced(price=price, days=days, threshold=circumstances.threshold, basis=circumstances.basis.digest)
            thresholds.finish(db, number, priced, now=now())
            detail = {"days": days, "travellers": price.travellers, "basis": circumstances.basis.digest}
            events.write(db, Event("threshold.priced", asked.asked_by, f"threshold_price:{number}", detail=detail), at=now())
    return priced
