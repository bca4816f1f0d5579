"""Notes on a person: for everybody or for one colleague, with files that are sealed and of few types, and what the next shift must know."""

from __future__ import annotations

import psycopg
import pytest

from preclear import clearance
from preclear.store.notes import kind_of

from .conftest import LISTED, QUIET
from .test_pages import browser, said

__all__ = ["browser"]

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
WORDS = "Travels with the sister; asked to see the letter again"


@pytest.fixture
def person(desk):
    """The number of a traveller with an open referral."""
    desk.send(LISTED, QUIET)
    with desk.node.pool.connection() as db:
        return db.execute("SELECT id FROM traveller WHERE family_name = %s ORDER BY id DESC LIMIT 1", [LISTED.family]).fetchone()[0]


def write(page, person, status=303, files=(), **fields):
    form = {"token": page.token, "words": WORDS, "told_to": "", **fields}
    answer = page.client.post(f"/travellers/{person}/notes", data=form, files=[("files", each) for each in files], follow_redirects=False)
    assert answer.status_code == status, said(answer.text)[-900:]
    return answer.text


def test_a_note_for_a_colleague_is_told_and_read_once(desk, browser, person):
    colleague = desk.officers["secondary"]
    write(browser("primary"), person, told_to=str(colleague.id))
    assert WORDS in said(browser("secondary").get("/hand-over"))
    assert WORDS not in said(browser("colleague").get("/hand-over"))
    assert f"For {colleague.name}" in said(browser("secondary").get(f"/travellers/{person}/notes"))
    assert WORDS not in said(browser("secondary").get("/hand-over"))
    assert "Read." in said(browser("primary").get(f"/travellers/{person}/notes"))


def test_what_is_attached_is_sealed_and_comes_out_as_it_went_in(desk, browser, person):
    write(
        browser("primary"), person, files=[("../../etc/LETTER <1>.pdf", PDF, "application/pdf"), ("note.txt", "Zoë".encode(), "text/plain")]
    )
    shown = browser("secondary").get(f"/travellers/{person}/notes")
    assert "LETTER 1.pdf (1 kB)" in said(shown)
    with desk.node.pool.connection() as db:
        ((number, sealed), *_) = db.execute("SELECT id, sealed FROM attachment ORDER BY id DESC LIMIT 2").fetchall()[::-1]
        assert PDF not in bytes(sealed)
    page = browser("secondary")
    answer = page.client.post(f"/travellers/{person}/notes/{number}", data={"token": page.token})
    assert (answer.content, answer.headers["content-type"], answer.headers["x-content-type-options"]) == (PDF, "application/pdf", "nosniff")
    assert answer.headers["content-disposition"].startswith("attachment;")
    with desk.node.pool.connection() as db:
        assert db.execute("SELECT detail FROM event WHERE kind = 'attachment.opened' ORDER BY id DESC LIMIT 1").fetchone() == (
            {"attachment": number},
        )


def test_an_attachment_opens_on_its_own_person_alone(desk, browser, person):
    write(browser("primary"), person, files=[("a.pdf", PDF, "application/pdf")])
    with desk.node.pool.connection() as db:
        ((number,),) = db.execute("SELECT max(id) FROM attachment").fetchall()
        ((other,),) = db.execute("SELECT max(id) FROM traveller WHERE family_name <> %s", [LISTED.family]).fetchall()
    page = browser("primary")
    assert page.client.post(f"/travellers/{other}/notes/{number}", data={"token": page.token}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "files", "what"),
    [
        ({"words": "  "}, (), "Write what is to be noted"),
        ({"words": "x" * 4001}, (), "A note has 4000 characters at most"),
        ({"told_to": "999999"}, (), "This colleague does not work on travellers"),
        ({}, [("a.exe", b"MZ\x90\x00\x03", "application/pdf")], "JPEG and plain text can be attached"),
        ({}, [("a.html", b"<script>alert(1)</script>", "text/plain")], "JPEG and plain text can be attached"),
        ({}, [("a.pdf", b"", "application/pdf")], "A file is empty"),
        ({}, [(f"{n}.txt", b"x", "text/plain") for n in range(6)], "5 files at most"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_kept_of_it(desk, browser, person, fields, files, what):
    with desk.node.pool.connection() as db:
        before = db.execute("SELECT count(*) FROM note").fetchone()
    shown = write(browser("primary"), person, status=422, files=files, **fields)
    assert what in said(shown).replace("4,000", "4000")
    if "words" not in fields:
        assert WORDS in shown
    with desk.node.pool.connection() as db:
        assert db.execute("SELECT count(*) FROM note").fetchone() == before


@pytest.mark.parametrize("statement", ["UPDATE note SET words = 'x'", "DELETE FROM note", "UPDATE attachment SET name = 'x'"])
def test_a_note_cannot_be_changed_even_past_the_program(desk, browser, person, statement):
    write(browser("primary"), person, files=[("a.pdf", PDF, "application/pdf")])
    with desk.node.pool.connection() as db, db.transaction(force_rollback=True), pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute(statement)


def test_the_next_shift_sees_own_cases_with_the_last_note(desk, browser, person):
    with desk.node.pool.connection() as db:
        ((referral,),) = db.execute("SELECT id FROM referral WHERE traveller_id = %s", [person]).fetchall()
        now = db.execute("SELECT now()").fetchone()[0]
    clearance.take(desk.node, referral, by=desk.officers["colleague"], now=now)
    write(browser("primary"), person)
    page = said(browser("colleague").get("/hand-over"))
    assert LISTED.family in page
    assert WORDS in page
    assert LISTED.family not in said(browser("secondary").get("/hand-over?lang=fr"))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("Zoë\n".encode(), "text/plain"),
        (b"GIF89a\x01", None),
        (b" <svg/>", None),
        (b"PK\x03\x04", None),
        (b"\xff\xfea\x00", None),
        (b"a\x00b", None),
    ],
)
def test_the_type_of_a_file_is_what_stands_in_it(content, kind):
    assert kind_of(content) == kind
