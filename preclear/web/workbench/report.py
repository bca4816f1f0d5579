"""What leaves the node with an officer, for a stated purpose: the report on a traveller as PDF, the people of a voyage as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter
from litestar import Response, get, post
from litestar.params import FromPath
from markupsafe import Markup

from preclear.audit import Event
from preclear.store import events, pages
from preclear.store.pages import TravellerRow, VoyageRow
from preclear.store.pool import Database
from preclear.web.workbench import evidence
from preclear.web.workbench.page import HEADERS, page
from preclear.web.workbench.panel import may_second, opinion_of
from preclear.web.workbench.paper import Section, pdf
from preclear.web.workbench.traveller import about, course_of, decision, declared
from preclear.web.workbench.visit import Form, Visit, Visiting

LONGEST = 200
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")  # what makes a spreadsheet take a cell of a CSV for more than text
COLUMNS = ("ordinal", "role", "family_name", "given_names", "birth_date", "sex", "nationality", "document", "seat", "answer", "needs")
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


@get("/travellers/{traveller_id:int}/report", name="report", sync_to_thread=True)
def report(traveller_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Ask what the report is for."""
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        return _ask(db, visit, pages.voyage(db, row.voyage_id, visit.sites), row)


@post("/travellers/{traveller_id:int}/report", name="report_print", sync_to_thread=True, status_code=200)
def report_print(traveller_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Return the report as PDF, and record that it was taken and for what."""
    purpose = str(form.get("purpose", "")).strip()[:LONGEST]
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        voyage = pages.voyage(db, row.voyage_id, visit.sites)
        if not purpose:
            return _ask(db, visit, voyage, row, missing=True)
        events.write(db, Event("record.exported", visit.officer.actor, f"traveller:{row.id}", purpose, {"as": "pdf"}), at=visit.now)
        name = " ".join(filter(None, (row.traveller.family_name, row.traveller.given_names)))
        made = pdf(
            name or visit.words("no-name"),
            _sections(db, visit, row, voyage),
            running=_running(visit, voyage, purpose),
            page_of=str(visit.words("report-page-of", n="{n}", all="{all}")),
            party=visit.node.settings.party,
            language=visit.language,
        )
    return _file(made, "application/pdf", f"traveller-{row.id}.pdf")


@get("/voyages/{voyage_id:int}/table", name="voyage_table", sync_to_thread=True)
def voyage_table(voyage_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Ask what the table is for."""
    with visit.node.pool.connection() as db:
        return _ask(db, visit, pages.voyage(db, voyage_id, visit.sites))


@post("/voyages/{voyage_id:int}/table", name="voyage_table_take", sync_to_thread=True, status_code=200)
def voyage_table_take(voyage_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Return the people of a voyage as a workbook or as CSV, and record that they were taken and for what."""
    purpose, kind = str(form.get("purpose", "")).strip()[:LONGEST], str(form.get("kind", "xlsx"))
    with visit.node.pool.connection() as db:
        voyage = pages.voyage(db, voyage_id, visit.sites)
        if not purpose or kind not in TYPES:
            return _ask(db, visit, voyage, missing=True)
        rows = list(_people(db, visit, voyage_id))
        detail = {"as": kind, "people": len(rows)}
        events.write(db, Event("record.exported", visit.officer.actor, f"voyage:{voyage_id}", purpose, detail), at=visit.now)
    head = [str(visit.words(f"table-{column.replace('_', '-')}")) for column in COLUMNS]
    made = workbook(head, rows, title=voyage.designator) if kind == "xlsx" else table(head, rows)
    return _file(made, TYPES[kind], f"voyage-{voyage_id}.{kind}")


def workbook(head: Sequence[str], rows: Iterable[Sequence[str]], *, title: str) -> bytes:
    """Return a table as a workbook: every cell text, so that nothing in it is ever worked out."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    for column, word in enumerate(head):
        sheet.write_string(0, column, word, bold)
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            sheet.write_string(at, column, value)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.set_properties({"title": title})
    book.close()
    return out.getvalue()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV (RFC 4180) for spreadsheets: UTF-8 with its mark, and an apostrophe before what would be a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("O'CONNOR"), harmless(" @SUM(A1)")
    ("'=1+1", "O'CONNOR", "' @SUM(A1)")
    """
    return f"'{value}" if value.startswith(FORMULA) or value.lstrip().startswith(FORMULA) else value


def _ask(db: Database, visit: Visit, voyage: VoyageRow, row: TravellerRow | None = None, *, missing: bool = False) -> Response[str]:
    context = {"voyage": voyage, "row": row, "person": row.traveller if row else None, "missing": missing}
    return page(visit, db, "report.html", here="board", at=voyage, status=422 if missing else 200, **context)


def _file(made: bytes, kind: str, name: str) -> Response[bytes]:
    return Response(made, media_type=kind, headers={**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'})


def _people(db: Database, visit: Visit, voyage_id: int) -> Iterator[list[str]]:
    words = visit.words
    for person, status, needs in pages.everybody(db, voyage_id):
        document = person.passport
        yield [
            str(person.ordinal),
            _words(words(f"role-{person.role}")),
            person.family_name,
            person.given_names,
            str(person.birth_date or ""),
            person.sex or "",
            person.nationality or "",
            " ".join(filter(None, (document.type, document.issuer, document.number))) if document else "",
            person.seat or "",
            _words(words(f"status-{status}")) if status else "",
            ", ".join(_words(words(f"why-{need}")) for need in needs),
        ]


def _running(visit: Visit, voyage: VoyageRow, purpose: str) -> list[str]:
    words, now = visit.words, visit.moment(visit.now, voyage.departure)
    clock = " / ".join(filter(None, (now.local, now.utc)))
    return [
        str(words("report-by", name=visit.officer.name, day=now.day, clock=clock)),
        str(words("report-for", purpose=purpose)),
        str(words("report-handling")),
    ]


def _sections(db: Database, visit: Visit, row: TravellerRow, voyage: VoyageRow) -> list[Section]:
    """The report: who, the comparison of each possible match, rules, the course, findings. Folded parts stand open."""
    words = visit.words
    referral = pages.referral_of(db, row.voyage_id, row.key, visit.sites)
    decisions = pages.decisions(db, row.voyage_id, row.key)
    blind = bool(referral and referral.state == "proposed" and may_second(visit, decisions) and not opinion_of(db, visit, referral))
    said = about(row, voyage, referral, visit)
    sections = [
        Section(
            _words(words("declared-by", carrier=voyage.carrier)),
            [_words(said["about"])],
            rows=[(_words(name), _words(value or words("not-declared"))) for name, value, _ in declared(row.traveller, visit)],
            shares=(0.3, 0.7),
        )
    ]
    sections += [_hit(evidence.hit(found, row.traveller, db, visit), visit) for found in pages.hits(db, row.id)]
    for fired in evidence.rules(row, db, visit):
        lines = [_words(fired[said]) for said in ("reason", "rate", "source") if fired[said]]
        sections.append(Section(_words(fired["title"]), lines))
    course = course_of(pages.course(db, row.voyage_id, row.key), [] if blind else decisions, voyage, visit)
    steps = [
        (" / ".join(filter(None, (step["at"].day, step["at"].local, step["at"].utc))), _words(step["words"]), step["by"] or "")
        for step in course
    ]
    sections.append(Section(_words(words("course-title")), rows=steps, shares=(0.35, 0.45, 0.2)))
    if blind:
        sections.append(Section(_words(words("findings-title")), [_words(words("findings-after-yours"))]))
    else:
        for made in (decision(one, voyage, visit) for one in reversed(decisions)):
            lines = [_words(made["outcome"]), *map(_words, made["findings"]), _words(words("quoted", text=made["reason"]))]
            sections.append(Section(f"{made['day']}, {made['officer']}", lines + ([_words(made["against"])] if made["against"] else [])))
    return sections


def _hit(hit: dict[str, Any], visit: Visit) -> Section:
    words = visit.words
    heading = f"{hit['title']}, {hit['entry_ref']}. {_words(hit['edition'])}"
    if hit["hidden"]:
        return Section(heading, [_words(hit["hidden"])])
    head = [_words(words(f"compare-{word}")) for word in ("field", "declared", "compared", "listed", "words")]
    rows = [
        (
            _words(words(f"field-{line['field']}")),
            _words(line["declared"] or words("not-declared")),
            _words(words(f"agreement-{line['agreement']}")),
            _words(line["listed"] or words("not-listed")),
            " ".join(map(_words, (line["words"], *line["pairs"]))),
        )
        for line in hit["lines"]
    ]
    rate = (
        words("rate-few", n=hit["found"])
        if hit["rate"] is None
        else words("rate-of", found=hit["found"], right=hit["right"], rate=hit["rate"])
    )
    score = f"{_words(words('score-made', score=hit['score']))} {_words(words('score-is'))}"
    return Section(heading, [_words(rate), score], head, rows, (0.13, 0.2, 0.14, 0.2, 0.33))


def _words(said: object) -> str:
    """What a page says, without its marks and entities."""
    return str(Markup(said).striptags()) if isinstance(said, Markup) else str(said)  # noqa: S704 - it is taken apart, not shown
