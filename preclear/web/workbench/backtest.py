"""What a version of a rule would have meant for recorded traffic: asked for here, worked out by the node, shown with its intervals.

No name is on this page. Of the sample it says where each person is; opening one is a look at a record, and is recorded there.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from preclear.store import backtests, rules
from preclear.store.backtests import Asked
from preclear.trials.backtest import BackTest
from preclear.trials.disparity import GroupShare
from preclear.trials.statistics import Interval, Share
from preclear.web.workbench import mistakes
from preclear.web.workbench.access import READS, may
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

DAYS = (7, 30, 90, 365)
SEES_DISPARITY = frozenset({"analyst", "privacy"})
LOOKS = {"within": ("ok", "ok"), "beyond": ("stop", "stop"), "open": ("attn", "unknown"), "too_few": ("wait", "unknown")}
CHANGES = {"new": "work", "changed": "work", "gone": "attn", "same": "wait"}
FEWEST = 8  # rules that are shown without being asked for


@get("/rules/versions/{version:int}/backtest", name="rule_backtest", sync_to_thread=True)
def rule_backtest(version: FromPath[int], visit: Visiting) -> Response[str]:
    """Show the latest back-test of a version."""
    with visit.node.pool.connection() as db:
        found = rules.find(db, version)
        asked = backtests.of_version(db, version)
        chosen = next((one for one in asked if str(one.id) == visit.query.get("of")), None)
        finished = chosen or next((one for one in asked if one.record is not None), None)
        result = finished.result if finished else None
        sees = not visit.officer.roles.isdisjoint(SEES_DISPARITY)
        return page(
            visit,
            db,
            "backtest.html",
            here="rules",
            version=found,
            working=next((one for one in asked if one.finished_at is None), None),
            failed=_failed(asked[0], visit) if asked and asked[0].failed else None,
            result=result,
            asked=finished,
            worked_out=visit.moment(finished.finished_at) if finished and finished.finished_at else None,
            said=_said(result, visit) if result else None,
            rows=_rules(result, visit) if result else [],
            groups=[("all", _groups(result.groups, visit)), ("risk", _groups(result.risk_groups, visit))] if result and sees else [],
            sees_disparity=sees,
            sample=_sample(result, backtests.places(db, [one.number for one in result.sample], visit.sites), visit) if result else [],
            days=DAYS,
            may_ask=may(visit.officer.roles, "ask_rule_backtest"),
        )


@post("/rules/versions/{version:int}/backtest", name="ask_rule_backtest", sync_to_thread=True)
def ask_rule_backtest(version: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Ask for a back-test; the node works it out beside its other work."""
    days = next((days for days in DAYS if str(days) == form.get("days")), DAYS[1])
    with visit.node.pool.connection() as db:
        rules.find(db, version)
        backtests.ask(db, version, days=days, on=visit.now.date(), by=visit.officer.actor, now=visit.now)
    return see(visit, f"/rules/versions/{version}/backtest")


def _failed(asked: Asked, visit: Visit) -> str:
    known = f"backtest-failed-{(asked.failed or '').replace(' ', '-')}"
    return (
        visit.words(known) if visit.words.has(known) else visit.words("backtest-failed", why=mistakes.said(asked.failed or "", visit.words))
    )


def percent(share: float | None, visit: Visit) -> str:
    """Return a share in hundredths, as far as it says something: "2.5", "0.013"."""
    if share is None:
        return "–"
    places = 1 if abs(share) >= 0.1 else 2 if abs(share) >= 0.001 else 4
    return visit.words.number(round(100 * share, places) or 0)  # never "-0"


def span(interval: Interval, visit: Visit) -> str:
    """Return "1.2 to 2.9", in hundredths."""
    return visit.words("span", low=percent(interval.low, visit), high=percent(interval.high, visit))


def _share(share: Share, visit: Visit) -> str:
    return visit.words("share-of", share=percent(share.value, visit), span=span(share.interval, visit))


def _said(result: BackTest, visit: Visit) -> dict[str, Any]:
    words, known = visit.words, result.known
    hours = words.number(round(abs(result.hours), 1))
    per_day = words.number(round(abs(result.hours) / max(result.days, 1), 1))
    return {
        "before": _share(result.before.referred, visit),
        "after": _share(result.after.referred, visit),
        "throttled": _throttled(result, visit),
        "change": span(result.change, visit),
        "chance": words.number(float(f"{result.chance:.2g}")) if result.chance >= 0.0001 else words("chance-tiny"),
        "cost": words("backtest-cost-more" if result.hours >= 0 else "backtest-cost-less", hours=hours, day=per_day),
        "rate": words("backtest-rate-measured" if result.measured else "backtest-rate-stated", minutes=words.number(result.minutes)),
        "known_change": span(known.change, visit),
        "stopped": [one for one in _rules(result, visit) if one["stopped"]],
    }


def _throttled(result: BackTest, visit: Visit) -> str:
    """Who would be referred once the rules are throttled that a node would throttle; "" where it would throttle none."""
    if not result.throttled or result.with_throttling is None:
        return ""
    share = _share(Share(result.with_throttling, result.after.people), visit)
    return visit.words("backtest-throttled-said", rules=", ".join(result.throttled), n=len(result.throttled), share=share)


def _rules(result: BackTest, visit: Visit) -> list[dict[str, Any]]:
    """The rules that change first, then those that fire most often."""
    ordered = sorted(result.rules, key=lambda one: (one.change == "same" and not one.stopped, -(one.after or 0), one.rule))
    shown = [one for n, one in enumerate(ordered) if n < FEWEST or one.stopped or one.change != "same"]
    return [
        {
            "rule": one.rule,
            "change": one.change,
            "looks": CHANGES[one.change],
            "before": one.before,
            "after": one.after,
            "share": percent(Share(one.hits, result.after.people).value, visit),
            "alone": one.alone,
            "cannot": one.undecided + one.faulty,
            "confirmed": one.confirmed,
            "refuted": one.refuted,
            "limit": percent(one.limit, visit) if one.limit is not None else None,
            "stated": one.stated,
            "stopped": one.stopped,
        }
        for one in shown
    ]


def _groups(groups: tuple[GroupShare, ...], visit: Visit) -> list[dict[str, Any]]:
    """A row a group of nationality, age and sex."""
    words = visit.words
    rows = []
    for one in groups:
        key = f"group-{one.group.replace('_', '-')}"
        colour, shape = LOOKS[one.verdict]
        rows.append(
            {
                "dimension": one.dimension,
                "group": words(key) if words.has(key) else one.group,
                "people": one.after.of,
                "before": percent(one.before.value, visit),
                "after": percent(one.after.value, visit),
                "times": "–" if one.times is None else words.decimal(one.times),
                "span": words("span", low=words.decimal(min(one.ratio.low, 99)), high=words.decimal(min(one.ratio.high, 99))),
                "verdict": one.verdict.replace("_", "-"),
                "colour": colour,
                "shape": shape,
            }
        )
    return rows


def _sample(result: BackTest, places: dict[int, tuple[int, str, int]], visit: Visit) -> list[dict[str, Any]]:
    """Where the people of the sample are, as far as this officer's sites reach."""
    opens = not visit.officer.roles.isdisjoint(READS)
    return [
        {
            "path": f"/travellers/{one.number}" if opens else None,
            "voyage": places[one.number][1],
            "ordinal": places[one.number][2],
            "referred": one.referred,
            "rules": ", ".join(one.rules),
        }
        for one in result.sample
        if one.number in places
    ]
