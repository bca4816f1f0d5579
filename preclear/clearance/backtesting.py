"""What a version of a rule would have meant for the node's recorded traffic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from preclear.audit import Event
from preclear.clearance.desk import Desk
from preclear.errors import NotPermitted, SourceError
from preclear.rules import life
from preclear.store import backtests, events, rules, traffic
from preclear.store.pool import Database
from preclear.trials import backtest, disparity
from preclear.trials.backtest import MINUTES, BackTest
from preclear.trials.traffic import Traffic

NO_TRAFFIC = "no traffic"


def try_rule(
    node: Desk, number: int, *, now: Callable[[], datetime], told: Callable[[int, int], bool] = lambda *_: True
) -> BackTest | None:
    """Work out a back-test that was asked for, and keep it; None where another node does so, ``told`` said to stop, or it failed.

    ``told`` hears how many people are done, and of how many. What came out leads the version on in its life (``rules.life``).
    """
    with node.pool.connection() as held:
        asked = backtests.hold(held, number)
        if asked is None:
            return None
        with node.pool.connection() as db:
            days, people = traffic.size(db, asked.span)
            measured = traffic.minutes(db, asked.span)
            version = rules.find(db, asked.version_id)
            base = rules.in_force(db)
            try:
                changed = backtest.with_rule(base, version.read(rules.lists_in_force(db)))
                groups = disparity.load(node.settings.policy("disparity"))
            except SourceError as wrong:
                backtests.finish(db, number, None, now=now(), failed=str(wrong))
                return None
        stopped = False

        def pieces() -> Iterator[Traffic]:
            nonlocal stopped
            done = 0
            for piece in traffic.recorded(held, asked.span):
                yield piece
                done += int((piece.numbers > 0).sum())
                with node.pool.connection() as db:
                    backtests.progress(db, number, done, people)
                if not told(done, people):
                    stopped = True
                    return

        found = backtest.back_test(
            pieces(),
            base,
            changed,
            on=asked.on_day,
            groups=groups,
            minutes=measured or MINUTES,
            measured=measured is not None,
            days=days,
        )
        if stopped:
            return None
        with node.pool.connection() as db:
            if not found.before.people:
                backtests.finish(db, number, None, now=now(), failed=NO_TRAFFIC)
                return None
            backtests.finish(db, number, found, now=now())
            detail = {"people": found.before.people, "more": found.more, "fewer": found.fewer, "stopped": list(found.stopped)}
            events.write(db, Event("rules.backtested", asked.asked_by, f"rule_version:{version.id}", detail=detail), at=now())
            if version.state in ("checked", "back_tested"):
                _lead_on(db, number, version, found, by=asked.asked_by, now=now())
    return found


def _lead_on(db: Database, number: int, version: rules.Version, found: BackTest, *, by: str, now: datetime) -> None:
    """Note in the life of the version that it was tried, and for how many people it fired: approval rests on that."""
    one = next((each for each in found.rules if each.rule == version.rule), None)
    evidence = {
        "backtest": number,
        "people": found.after.people,
        "fired": (one.hits if one else 0),
        "more": found.more,
        "fewer": found.fewer,
    }
    try:
        rules.step(
            db, version.id, "back_tested", by=by, duties=life.DUTIES["rule_owner"], why=f"back-test {number}", now=now, evidence=evidence
        )
    except NotPermitted:
        return  # the version has gone on meanwhile; the figures are kept
