"""How well a carrier sends, as a report that can be sent to it: text, a table, JSON, paper (PDF). Counts alone."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict
from io import StringIO
from typing import Any

import msgspec

from preclear.messages import FAULTS
from preclear.store.quality import FIELDS, Quality, Week
from preclear.web.workbench.paper import Section, pdf
from preclear.web.workbench.words import Words

MOST_FAULTS = 20  # kinds that the text names


def title(code: str, words: Words) -> str:
    """Return what a kind of fault is called; its code where it is not known any more."""
    kind = FAULTS.get(code)
    return code if kind is None else kind.title_fr if words.language == "fr" else kind.title_en


def mend(code: str, words: Words) -> str:
    """Return how a kind of fault is mended."""
    kind = FAULTS.get(code)
    return "" if kind is None else kind.mend_fr if words.language == "fr" else kind.mend_en


def as_json(quality: Quality) -> bytes:
    """Return everything as JSON."""
    weeks = [{**asdict(week), "errors": week.errors, "errors_in_100": week.errors_in_100} for week in quality.weeks]
    said = {"carrier": quality.carrier, "name": quality.name, "since": quality.since, "until": quality.until, "weeks": weeks}
    return msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n"


def as_csv(quality: Quality, words: Words) -> bytes:
    """Return a row for each week and kind of fault, and for each week what was sent, was late, and is missing."""
    out = StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow([str(words(f"quality-column-{name}")) for name in ("carrier", "week", "what", "code", "severity", "times", "messages")])
    for week in quality.weeks:
        for name, number in _figures(week):
            rows.writerow([quality.carrier, week.start, str(words(f"quality-figure-{name}")), "", "", "" if number is None else number, ""])
        for fault in week.faults:
            severity = str(words(f"fault-{fault.severity}"))
            rows.writerow([quality.carrier, week.start, title(fault.code, words), fault.code, severity, fault.times, fault.messages])
    return ("\ufeff" + out.getvalue()).encode()


def _figures(week: Week) -> list[tuple[str, int | None]]:
    """The figures of a week beside its faults, by name."""
    figures: list[tuple[str, int | None]] = [
        ("messages", week.messages), ("unreadable", week.unreadable), ("people", week.people), ("voyages", week.voyages),
        ("late", week.late), ("late-median", week.late_median), ("late-most", week.late_most), ("ahead-median", week.ahead_median),
    ]  # fmt: skip
    return figures + [(f"without-{name.replace('_', '-')}", week.missing.get(name, 0)) for name in FIELDS]


def as_text(quality: Quality, words: Words) -> str:
    """Return the report as text that can be mailed."""
    total = quality.total
    lines = [
        heading(quality, words),
        str(words("quality-report-time", since=quality.since.isoformat(), until=quality.until.isoformat())),
        "",
        str(words("quality-sum-messages", messages=total.messages, unreadable=total.unreadable)),
        str(words("quality-sum-people", people=total.people, errors=total.errors)),
        str(words("quality-sum-late", voyages=total.voyages, late=total.late)),
        "",
        str(words("quality-faults")),
    ]
    for fault in total.faults[:MOST_FAULTS]:
        severity = words(f"fault-{fault.severity}")
        lines.append(f"- {title(fault.code, words)} ({fault.code}, {severity}): {words('quality-times', n=fault.times)}")
        if why := mend(fault.code, words):
            lines.append(f"  {words('to-mend')} {why}")
    lines += ["" if total.faults else str(words("quality-none")), str(words("quality-missing"))]
    lines += [f"- {without(name, words)}: {share(total, name, words)}" for name in FIELDS]
    lines += ["", str(words("quality-by-week"))]
    table = [_head(words), *_weeks(quality, words)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines += [_line(row, widths) for row in table]
    return "\n".join(lines) + "\n"


def as_pdf(quality: Quality, words: Words, *, party: str, made: str) -> bytes:
    """Return the report on paper: what was sent, each kind of fault and how it is mended, what is missing, week by week.

    ``party`` decides the size of the paper; ``made`` says at the head of each page by whom and when.
    """
    total = quality.total
    sums = (
        words("quality-sum-messages", messages=total.messages, unreadable=total.unreadable),
        words("quality-sum-people", people=total.people, errors=total.errors),
        words("quality-sum-late", voyages=total.voyages, late=total.late),
    )
    faults = [
        (
            f"{title(one.code, words)} ({one.code}). {mend(one.code, words)}",
            str(words(f"fault-{one.severity}")),
            str(one.times),
            str(one.messages),
        )
        for one in total.faults
    ]
    columns = {name: str(words(f"quality-column-{name}")) for name in ("what", "severity", "times", "messages")}
    sections = [
        Section(
            str(words("quality-report-time", since=quality.since.isoformat(), until=quality.until.isoformat())), [str(one) for one in sums]
        ),
        Section(
            str(words("quality-faults")),
            () if faults else [str(words("quality-none"))],
            head=list(columns.values()),
            rows=faults,
            shares=(0.6, 0.16, 0.1, 0.14),
        ),
        Section(
            str(words("quality-missing")),
            rows=[(without(name, words), share(total, name, words)) for name in FIELDS],
            shares=(0.6, 0.4),
        ),
        Section(
            str(words("quality-by-week")),
            [str(words("quality-utc"))],
            head=_head(words),
            rows=_weeks(quality, words),
            shares=(0.22, 0.13, 0.13, 0.13, 0.13, 0.13, 0.13),
        ),
    ]
    return pdf(
        heading(quality, words),
        sections,
        running=(made,),
        page_of=str(words("report-page-of", n="{n}", all="{all}")),
        party=party,
        language=words.language,
    )


def heading(quality: Quality, words: Words) -> str:
    """Return what the report is called; a name stands in it as it is, for what is no page."""
    return words("quality-report-title", name=quality.name, carrier=quality.carrier).unescape()


def _head(words: Words) -> list[str]:
    """What stands above the figures of the weeks."""
    return [str(words(f"quality-short-{name}")) for name in ("week", "messages", "people", "errors", "in-100", "voyages", "late")]


def _weeks(quality: Quality, words: Words) -> list[list[str]]:
    """The figures of each week."""
    rows = []
    for week in quality.weeks:
        in_100 = "–" if week.errors_in_100 is None else words.decimal(week.errors_in_100)
        rows.append([str(week.start), *map(str, (week.messages, week.people, week.errors)), in_100, str(week.voyages), str(week.late)])
    return rows


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """A row of the table in text: the first cell to the left, numbers to the right."""
    return "  ".join(cell.rjust(width) if n else cell.ljust(width) for n, (cell, width) in enumerate(zip(row, widths, strict=True)))


def without(name: str, words: Words) -> str:
    """Return what it is called that a field is missing."""
    return str(words("quality-figure-without-" + name.replace("_", "-")))


def share(week: Week, name: str, words: Words) -> str:
    """Return how many people lack a field, and of how many."""
    return str(words("quality-share", n=week.missing.get(name, 0), people=week.people))


def chart(quality: Quality) -> dict[str, Any]:
    """Return the bars of the picture: errors for each hundred people, a bar a week; a week without people has none."""
    rates = [week.errors_in_100 for week in quality.weeks]
    most = max([rate for rate in rates if rate is not None], default=0.0)
    top = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if step >= most), int(most) + 1)
    wide = 600 / max(len(rates), 1)
    bars = []
    for n, (week, rate) in enumerate(zip(quality.weeks, rates, strict=True)):
        height = round(160 * (rate or 0) / top, 1)
        bars.append(
            {
                "x": round(n * wide + wide * 0.15, 1),
                "width": round(wide * 0.7, 1),
                "y": round(160 - height, 1),
                "height": height,
                "none": rate is None,
                "middle": round((n + 0.5) * wide, 1),
                "label": f"{week.start:%m-%d}",
                "shown": len(rates) <= 13 or n % (len(rates) // 12 + 1) == 0,
            }
        )
    return {"bars": bars, "top": top, "most": most}
