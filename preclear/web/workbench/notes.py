"""What officers tell each other about a person, what they attach, and what the next shift must know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.params import FromPath

from preclear.audit import Event
from preclear.errors import PreclearError
from preclear.inspection import Officer
from preclear.store import events, notes, officers, pages
from preclear.store.notes import Note
from preclear.store.pages import OpenReferral, TravellerRow
from preclear.store.pool import Database
from preclear.web.workbench.access import may
from preclear.web.workbench.page import HEADERS, page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

LONGEST = 4000
MOST_FILES = 5


@get("/travellers/{traveller_id:int}/notes", name="notes", sync_to_thread=True)
def notes_of(traveller_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show the notes on a person; those that were for this officer are read by it."""
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        return _page(db, visit, row)


@post("/travellers/{traveller_id:int}/notes", name="write_note", sync_to_thread=True)
def write_note(traveller_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Keep a note, its files, and whom it is for. What cannot be kept is said, and what was typed stays."""
    words = str(form.get("words", "")).strip()
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        colleagues = {str(one.id): one for one in _colleagues(db, visit)}
        wanted = str(form.get("told_to", ""))
        files = _files(form)
        wrong = _wrong(words, wanted, colleagues, files, visit)
        if not wrong:
            told_to = colleagues[wanted].id if wanted else None
            try:
                with db.transaction():
                    notes.write(
                        db, visit.node.vault, voyage=row.voyage_id, key=row.key, words=words, by=visit.officer, told_to=told_to,
                        files=files, now=visit.now,
                    )  # fmt: skip
            except PreclearError as refused:
                if refused.code != "note-type":
                    raise
                wrong = {"files": str(visit.words("note-wrong-type"))}
        if wrong:
            return _page(db, visit, row, typed=words, told_to=wanted, wrong=wrong)
    return see(visit, f"/travellers/{traveller_id}/notes")


@post("/travellers/{traveller_id:int}/notes/{attachment:int}", name="open_attachment", sync_to_thread=True, status_code=200)
def open_attachment(traveller_id: FromPath[int], attachment: FromPath[int], visit: Visiting) -> Response[bytes]:
    """Hand out an attachment, never to be shown inside a page, and record that it was opened."""
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        name, kind, content = notes.attachment(
            db, visit.node.vault, attachment, voyage=row.voyage_id, key=row.key, by=visit.officer, purpose=visit.purpose, now=visit.now
        )
    suffix = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}.get(kind, "txt")
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="attachment-{attachment}.{suffix}"', "X-Attached-As": _plain(name)}
    return Response(content, media_type=kind, headers=headers)


@get("/hand-over", name="hand_over", sync_to_thread=True)
def hand_over(visit: Visiting) -> Response[str]:
    """Show what the next shift must know: what this officer was told, the own open cases, and refusals that wait for a second officer."""
    with visit.node.pool.connection() as db:
        rows = pages.open_referrals(db, visit.sites)
        told = notes.told(db, visit.officer)
        mine = [row for row in rows if row.taken_by == visit.officer.id]
        waiting = [row for row in rows if row.state == "proposed" and row.taken_by != visit.officer.id]
        last = notes.last_words(db, [row.id for row in (*mine, *waiting)])
        people = {"people": len(mine) + len(waiting) + len(told)}
        events.write(db, Event("record.read", visit.officer.actor, "referrals:open", visit.purpose, people), at=visit.now)
        groups = [
            {"word": word, "rows": [_case(row, last, visit) for row in some]} for word, some in (("mine", mine), ("waiting", waiting))
        ]
        heard = [{"note": one, "at": visit.moment(one.written_at)} for one in told]
        return page(visit, db, "hand_over.html", here="hand_over", told=heard, groups=groups, printed=visit.moment(visit.now))


def _case(row: OpenReferral, last: dict[int, tuple[str, datetime, str]], visit: Visit) -> dict[str, Any]:
    said = last.get(row.id)
    due = visit.moment(row.answer_due, row.departure) if row.answer_due else None
    left = visit.left(row.answer_due) if row.answer_due else ""
    return {"row": row, "due": due, "left": left, "last": said and {"officer": said[0], "at": visit.moment(said[1]), "words": said[2]}}


def _page(
    db: Database, visit: Visit, row: TravellerRow, *, typed: str = "", told_to: str = "", wrong: dict[str, str] | None = None
) -> Response[str]:
    voyage = pages.voyage(db, row.voyage_id, visit.sites)
    found = _grouped(notes.of(db, row.voyage_id, row.key), visit)
    notes.see(db, row.voyage_id, row.key, visit.officer, visit.now)
    events.write(db, Event("record.read", visit.officer.actor, f"traveller:{row.id}", visit.purpose), at=visit.now)
    return page(
        visit,
        db,
        "notes.html",
        here="board",
        at=voyage,
        status=422 if wrong else 200,
        row=row,
        person=row.traveller,
        voyage=voyage,
        found=found,
        colleagues=_colleagues(db, visit),
        typed=typed,
        told_to=told_to,
        wrong=wrong or {},
        most_files=MOST_FILES,
    )


def _grouped(found: list[Note], visit: Visit) -> list[dict[str, Any]]:
    told: dict[int, dict[str, Any]] = {}
    for note in found:
        one = told.setdefault(note.id, {"note": note, "at": visit.moment(note.written_at), "files": []})
        if note.attachment:
            kilobytes = visit.words.number(max(1, round((note.size or 0) / 1000)))
            one["files"].append({"id": note.attachment, "name": note.attached, "type": note.type, "kilobytes": kilobytes})
    return list(told.values())


def _colleagues(db: Database, visit: Visit) -> list[Officer]:
    """Whoever else opens notes."""
    return [one for one in officers.all_open(db) if one.id != visit.officer.id and may(one.roles, "notes")]


def _files(form: FormMultiDict) -> list[tuple[str, bytes]]:
    given = [each for each in form.getall("files", []) if isinstance(each, UploadFile) and each.filename]
    return [(_plain(each.filename), each.file.read()) for each in given]


def _plain(name: str) -> str:
    """The name of a file without folders and signs that do something."""
    kept = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable() and sign not in '"<>|:*?')
    return kept.encode("ascii", "replace").decode()[: notes.LONGEST_NAME] or "file"


def _wrong(words: str, told_to: str, colleagues: dict[str, Officer], files: list[tuple[str, bytes]], visit: Visit) -> dict[str, str]:
    """Return what does not fit, by field."""
    say, wrong = visit.words, {}
    if not words:
        wrong["words"] = str(say("note-missing"))
    elif len(words) > LONGEST:
        wrong["words"] = str(say("note-too-long", n=LONGEST))
    if told_to and told_to not in colleagues:
        wrong["told_to"] = str(say("note-no-colleague"))
    if len(files) > MOST_FILES or sum(len(content) for _, content in files) > visit.node.settings.max_message_bytes:
        wrong["files"] = str(say("note-too-large", n=MOST_FILES))
    elif any(not content for _, content in files):
        wrong["files"] = str(say("note-empty-file"))
    return wrong
