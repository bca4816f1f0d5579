"""How well each carrier sends, week by week: faults by kind, lateness, what is missing; and a report to send. Counts alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from preclear.store import quality as records
from preclear.store.quality import FIELDS
from preclear.web.workbench import quality_report
from preclear.web.workbench.page import HEADERS, page
from preclear.web.workbench.visit import Visit, Visiting

WEEKS = (4, 12, 26, 52)
KINDS = {"txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}


@get("/quality", name="quality", sync_to_thread=True)
def quality(visit: Visiting) -> Response[str]:
    """Show all carriers."""
    since, until, weeks = _time(visit)
    with visit.node.pool.connection() as db:
        found = records.of_all(db, since=since, until=until)
        return page(visit, db, "quality.html", here="quality", carriers=found, weeks=weeks, choices=WEEKS, since=since, until=until)


@get("/quality/{carrier_id:str}", name="carrier_quality", sync_to_thread=True)
def carrier_quality(carrier_id: FromPath[str], visit: Visiting) -> Response[str]:
    """Show one carrier, week by week."""
    since, until, weeks = _time(visit)
    words = visit.words
    with visit.node.pool.connection() as db:
        found = records.of(db, carrier_id, since=since, until=until)
        total = found.total
        return page(
            visit,
            db,
            "carrier_quality.html",
            here="quality",
            found=found,
            total=total,
            chart=quality_report.chart(found),
            missing=[(name.replace("_", "-"), quality_report.share(total, name, words)) for name in FIELDS],
            faults=[
                {"code": one.code, "title": quality_report.title(one.code, words), "severity": str(one.severity), "times": one.times,
                 "messages": one.messages, "mend": quality_report.mend(one.code, words)}
                for one in total.faults
            ],
            rows=list(reversed(found.weeks)),
            weeks=weeks,
            choices=WEEKS,
        )  # fmt: skip


@get("/quality/{carrier_id:str}/report", name="quality_report", sync_to_thread=True)
def report(carrier_id: FromPath[str], visit: Visiting) -> Response[Any]:
    """Give the report that can be sent to the carrier: ``?format=txt``, ``csv``, ``json`` or ``pdf``."""
    since, until, _ = _time(visit)
    kind = visit.query.get("format", "txt")
    kind = kind if kind in KINDS else "txt"
    with visit.node.pool.connection() as db:
        found = records.of(db, carrier_id, since=since, until=until)
    match kind:
        case "json":
            content = quality_report.as_json(found)
        case "csv":
            content = quality_report.as_csv(found, visit.words)
        case "pdf":
            now = visit.moment(visit.now)
            clock = " / ".join(filter(None, (now.local, now.utc)))
            made = visit.words("report-by", name=visit.officer.name, day=now.day, clock=clock).unescape()
            content = quality_report.as_pdf(found, visit.words, party=visit.node.settings.party, made=made)
        case _:
            content = quality_report.as_text(found, visit.words).encode()
    name = f"quality-{found.carrier}-{since}-{until}.{kind}"
    return Response(content, media_type=KINDS[kind], headers={**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'})


def _time(visit: Visit) -> tuple[date, date, int]:
    """The first and the last day that are shown: so many weeks up to today."""
    asked = visit.query.get("weeks", "")
    weeks = int(asked) if asked.isdecimal() and int(asked) in WEEKS else WEEKS[1]
    today = visit.now.date()
    return today - timedelta(days=today.weekday() + 7 * (weeks - 1)), today, weeks
