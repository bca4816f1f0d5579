"""Alarms: times that have passed, carriers that are silent, people on board whom nobody screened. An alarm is never a permission."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from preclear.store import pages
from preclear.store.pages import Alarm
from preclear.web.workbench.access import may
from preclear.web.workbench.page import page
from preclear.web.workbench.visit import Visit, Visiting


@get("/alarms", name="alarms", sync_to_thread=True)
def alarms(visit: Visiting) -> Response[str]:
    """Show the alarms that have not ended, newest first."""
    with visit.node.pool.connection() as db:
        return page(
            visit,
            db,
            "alarms.html",
            here="alarms",
            alarms=[_alarm(alarm, visit) for alarm in pages.alarms(db, visit.sites, visit.now)],
            may_rules=may(visit.officer.roles, "rule_version"),
        )


def _alarm(alarm: Alarm, visit: Visit) -> dict[str, Any]:
    late = visit.left(alarm.answer_due) if alarm.answer_due else ""
    said = visit.words(f"alarm-{alarm.kind}", late=late, n=alarm.people, reference=alarm.reference or "")
    return {name: getattr(alarm, name) for name in Alarm.__slots__} | {"words": said, "raised": visit.moment(alarm.at, alarm.departure)}
