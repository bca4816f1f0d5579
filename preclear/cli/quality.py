"""``preclear quality``: how well a carrier sends, as a report that can be sent to it."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from preclear.cli import DONE
from preclear.cli.node import SettingsFile, database, now
from preclear.errors import SettingsError
from preclear.store import quality as records


def quality(
    carrier: str,
    *,
    since: Annotated[date | None, Parameter(name="--from")] = None,
    until: Annotated[date | None, Parameter(name="--to")] = None,
    format: Annotated[Literal["text", "csv", "json"], Parameter(name="--format")] = "text",  # noqa: A002  # the option's name
    language: Literal["en", "fr"] = "en",
    out: Annotated[Path | None, Parameter(name=["--out", "-o"])] = None,
    settings: SettingsFile = None,
) -> int:
    """Print how well a carrier sent: faults by kind, lateness, what is missing, week by week. Counts alone, nobody in them.

    Parameters
    ----------
    carrier
        Its designator.
    since
        The first day; left out: twelve weeks back.
    until
        The last day; left out: today.
    format
        text, to be mailed; csv, for a spreadsheet; json.
    language
        Of the words.
    out
        The file to write; left out: standard output.
    """
    from preclear.web.workbench import quality_report  # noqa: PLC0415 - the words of the pages, loaded for this alone
    from preclear.web.workbench.words import LANGUAGES  # noqa: PLC0415

    last = until or now().date()
    first = since or last - timedelta(days=last.weekday() + 77)
    if first > last:
        raise SettingsError("--from lies after --to")
    with database(settings) as db:
        found = records.of(db, carrier, since=first, until=last)
    match format:
        case "json":
            written = quality_report.as_json(found)
        case "csv":
            written = quality_report.as_csv(found, LANGUAGES[language])
        case _:
            written = quality_report.as_text(found, LANGUAGES[language]).encode()
    if out:
        out.write_bytes(written)
    else:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    return DONE
