"""Editions of watchlists: what one would change, which is in force, the way back, and the terms under which a list is used."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from preclear import watchlist
from preclear.audit import Event
from preclear.errors import Conflict, NotFound
from preclear.store import events, lists
from preclear.watchlist import Change, Source

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 2, 12, tzinfo=UTC)
BASIL, BORN_LATER, WILMA, ANOTHER = "1,Basil Quill,1950", "1,Basil Quill,1951", "2,Wilma Oakenshield,1960", "2,Tariq Zarqani,1970"


@pytest.fixture
def edition(tmp_path):
    """Return the edition of the list "harbour" that some rows are."""

    def edition(*rows: str, **terms) -> watchlist.Edition:
        (tmp_path / "harbour.csv").write_text("\n".join(("id,name,birth_dates", *rows)))
        (loaded,) = watchlist.load(tmp_path / "harbour.csv", dated=date(2026, 4, 30))
        return replace(loaded, source=replace(loaded.source, **terms))

    return edition


def refs(db) -> set[str]:
    return {entry.ref for held in lists.in_force(db) for entry in lists.open_edition(db, held).entries}


def test_a_preview_changes_nothing_and_tells_every_field(db, edition):
    lists.accept(db, edition(BASIL, WILMA), by="operator", now=NOW)
    shown = lists.preview(db, edition(BORN_LATER, ANOTHER, "3,Ann Inkwell,1980"))
    delta = shown.delta
    assert (delta.added, delta.changed, delta.removed) == (("harbour:2", "harbour:3"), ("harbour:1",), ("harbour:2",))
    assert delta.reused == ("harbour:2",)
    assert list(shown.changed()) == [("harbour:1", (Change("birth_dates", ("1950",), ("1951",)),))]
    lists.previewed(db, shown, by="operator", now=NOW)
    assert refs(db) == {"harbour:1", "harbour:2"}
    assert [event.kind for _, event in events.about(db, ["list:harbour"])] == ["list.imported", "list.previewed"]


def test_an_edition_takes_the_place_of_the_one_before_and_both_are_kept(db, edition):
    first = lists.accept(db, edition(BASIL), by="operator", now=NOW)
    second = lists.accept(db, edition(BASIL, WILMA), by="operator", now=LATER)
    assert lists.accept(db, edition(WILMA, BASIL), by="operator", now=LATER) is None
    newest, former = lists.editions(db)
    assert (newest.id, newest.in_force, newest.former_id, newest.added, newest.entries) == (second, True, first, 1, 2)
    assert (former.id, former.in_force, former.former_id) == (first, False, None)
    assert lists.open_edition(db, former).digest == edition(BASIL).digest


def test_undoing_puts_the_edition_before_in_force_again(db, edition):
    first = lists.accept(db, edition(BASIL), by="operator", now=NOW)
    second = lists.accept(db, edition(WILMA), by="operator", now=NOW)
    restored = lists.undo(db, "harbour", by="officer:3", now=LATER, edition=second)
    assert (restored.id, restored.in_force, refs(db)) == (first, True, {"harbour:1"})
    undone = next(held for held in lists.editions(db) if held.id == second)
    assert (undone.in_force, undone.undone_at, undone.undone_by) == (False, LATER, "officer:3")
    assert events.about(db, ["list:harbour"])[-1] == (
        LATER,
        Event("list.undone", "officer:3", "list:harbour", detail={"edition": second, "restored": first}),
    )
    third = lists.accept(db, edition(WILMA), by="operator", now=LATER)
    assert next(held for held in lists.in_force(db)).former_id == first
    assert lists.undo(db, "harbour", by="operator", now=LATER, edition=third).id == first


REFUSALS = {
    "nothing before": (None, Conflict, "there is no edition of harbour before the one in force"),
    "another is in force": (987654, Conflict, "another edition came into force meanwhile"),
}


@pytest.mark.parametrize(("seen", "kind", "sentence"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_undone_is_refused(db, edition, seen, kind, sentence):
    lists.accept(db, edition(BASIL), by="operator", now=NOW)
    with pytest.raises(kind, match=sentence):
        lists.undo(db, "harbour", by="operator", now=NOW, edition=seen)
    with pytest.raises(NotFound, match="no edition of a list nowhere"):
        lists.undo(db, "nowhere", by="operator", now=NOW)
    assert refs(db) == {"harbour:1"}


def test_an_expired_list_is_screened_by_unless_its_terms_say_otherwise(db, edition):
    lists.accept(db, edition(BASIL, valid_days=7), by="operator", now=NOW)
    (held,) = lists.in_force(db)
    last, after = date(2026, 5, 7), date(2026, 5, 8)
    assert (held.expires, held.expired(last), held.expired(after)) == (last, False, True)
    assert lists.screened(db, after) == (held,)
    assert lists.expired([held], after) == (held,)
    lists.set_terms(db, held.source, stop_when_expired=True, by="operator", now=NOW)
    assert [each.id for each in lists.screened(db, last)] == [held.id]
    assert lists.screened(db, after) == ()


def test_terms_that_an_administrator_set_outlive_newer_editions(db, edition):
    lists.accept(db, edition(BASIL, title="Harbour", valid_days=7), by="operator", now=NOW)
    own = Source("harbour", "Harbour watch", "Port", "Port Act", "restricted", ("secondary",), 3)
    lists.set_terms(db, own, stop_when_expired=False, by="officer:3", now=NOW)
    assert lists.in_force(db)[0].expires == date(2026, 5, 3)
    lists.accept(db, edition(WILMA, title="Harbour", valid_days=7), by="operator", now=LATER)
    (held,) = lists.in_force(db)
    assert (held.source, held.terms_set_by, held.expires) == (own, "officer:3", date(2026, 5, 3))
    _, event = next(each for each in events.about(db, ["list:harbour"]) if each[1].kind == "list.terms_set")
    assert event.detail == {"handling": "restricted", "visible_to": ["secondary"], "valid_days": 3, "stop_when_expired": False}
    assert lists.terms(db, "harbour") == (own, False)
    assert lists.terms(db, "nowhere") is None


def test_terms_that_came_with_a_list_follow_its_newest_edition(db, edition):
    lists.accept(db, edition(BASIL, valid_days=7), by="operator", now=NOW)
    lists.accept(db, edition(WILMA, valid_days=None, handling="public"), by="operator", now=NOW)
    (held,) = lists.in_force(db)
    assert (held.handling, held.expires, held.terms_set_by) == ("public", None, None)


def rows_of(db, number: int) -> list[tuple[str, bool]]:
    """What is kept of an edition: each reference, and whether it is listed."""
    return db.execute("SELECT ref, record IS NOT NULL FROM list_entry WHERE edition_id = %s ORDER BY ref", [number]).fetchall()


def test_an_edition_is_kept_as_the_step_from_the_one_before_and_read_whole(db, edition):
    first = lists.accept(db, edition(BASIL, WILMA), by="operator", now=NOW)
    second = lists.accept(db, edition(BORN_LATER, WILMA, "3,Ann Inkwell,1980"), by="operator", now=NOW)
    third = lists.accept(db, edition(BORN_LATER, "3,Ann Inkwell,1980"), by="operator", now=NOW)
    assert [rows_of(db, number) for number in (first, second, third)] == [
        [("harbour:1", True), ("harbour:2", True)],
        [("harbour:1", True), ("harbour:3", True)],
        [("harbour:2", False)],
    ]
    held = {each.id: each for each in lists.editions(db)}
    for number, rows in (
        (first, (BASIL, WILMA)),
        (second, (BORN_LATER, WILMA, "3,Ann Inkwell,1980")),
        (third, (BORN_LATER, "3,Ann Inkwell,1980")),
    ):
        whole = edition(*rows)
        assert set(lists.open_edition(db, held[number]).entries) == set(whole.entries)
        assert held[number].digest == whole.digest
    assert [entry.birth_dates[0].first.year for entry in lists.entries_of(db, held[first], ["harbour:1", "harbour:9"])] == [1950]
    assert lists.entries_of(db, held[third], ["harbour:2"]) == ()
    lists.undo(db, "harbour", by="operator", now=NOW)
    fourth = lists.accept(db, edition(BORN_LATER), by="operator", now=NOW)  # the undone one is no part of what it stands on
    assert rows_of(db, fourth) == [("harbour:2", False), ("harbour:3", False)]
    assert lists.differing(db, "harbour", held[first].digest, next(each for each in lists.editions(db) if each.id == fourth)) == {
        "harbour:1", "harbour:2", "harbour:3",
    }  # fmt: skip
    with pytest.raises(Exception, match="list_edition"):
        db.execute("UPDATE list_edition SET in_force = true WHERE id = %s", [third])


def test_an_edition_of_which_much_is_new_is_kept_whole(db, edition, monkeypatch):
    monkeypatch.setattr(lists, "WHOLE_FROM", 2)
    lists.accept(db, edition(BASIL, "3,Ann Inkwell,1980", "4,Ida Quill,1990"), by="operator", now=NOW)
    former = lists.in_force(db)[0]
    number = lists.accept(db, edition(BORN_LATER, WILMA, "4,Ida Quill,1990"), by="operator", now=NOW)
    assert rows_of(db, number) == [("harbour:1", True), ("harbour:2", True), ("harbour:4", True)]
    (held,) = lists.in_force(db)
    assert (refs(db), lists.differing(db, "harbour", former.digest, held)) == ({"harbour:1", "harbour:2", "harbour:4"}, None)


def test_what_was_kept_before_there_were_digests_is_compared_by_what_it_says(db, edition):
    lists.accept(db, edition(BASIL, WILMA), by="operator", now=NOW)
    db.execute("UPDATE list_entry SET digest = NULL")
    shown = lists.preview(db, edition(BORN_LATER, WILMA))
    assert (shown.delta.changed, set(shown.entries)) == (("harbour:1",), {"harbour:1"})


def test_a_list_that_loses_more_than_half_is_taken_for_one_that_was_cut_off(db, edition):
    rows = [f"{number},Basil Quill {number},1950" for number in range(20)]
    lists.accept(db, edition(*rows), by="operator", now=NOW)
    with pytest.raises(Conflict, match="11 of 20 entries would go; the file may be cut off"):
        lists.accept(db, edition(*rows[:9]), by="operator", now=NOW)
    assert len(refs(db)) == 20
    assert lists.accept(db, edition(*rows[:10]), by="operator", now=NOW)
    assert lists.accept(db, edition(*rows), by="operator", now=NOW)
    assert lists.accept(db, edition(*rows[:9]), by="operator", now=NOW, shrunk=True)
