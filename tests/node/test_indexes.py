"""Changed lists in a running node: found at once, taken into a new index behind the officers' backs, one file for all processes."""

import time
from datetime import UTC, date, datetime

import pytest

from preclear import clearance, matching, watchlist
from preclear.node import Node
from preclear.node import indexes as room
from preclear.store import lists
from tests.matching.people import traveller

HEAD = "id,name,birth_dates\n"
PEOPLE = [f'{n},"LISTED{n:03}, PERSON NUMBER",19{n % 70 + 20}-01-02' for n in range(100, 300)]


@pytest.fixture
def accept(node, tmp_path):
    def accept(*lines, name="big", day=1):
        path = tmp_path / f"{name}.csv"
        path.write_text(HEAD + "\n".join(lines) + "\n")
        with node.pool.connection() as db:
            for edition in watchlist.load(path, dated=date(2026, 5, day)):
                lists.accept(db, edition, by="operator", now=datetime.now(UTC))

    return accept


def files(node):
    return sorted(path.name for path in (node.settings.data_folder / "indexes").glob("*.index"))


def found(node, *names):
    travellers = [traveller(*name) for name in names]
    return [[(hit.entry, hit.edition in node.circumstances.editions) for hit in hits] for hits in node.circumstances.screen(travellers)]


def test_an_added_a_changed_and_a_removed_entry_are_screened_by_without_a_new_index(node, accept):
    accept(*PEOPLE)
    node.reload()
    before = files(node)
    accept('150,"QUITE ANOTHER, Name",1970', *PEOPLE[1:50], *PEOPLE[51:], '990,"ZABRANSKY-OBI, Ulrike",1980', day=2)
    node.reload()
    layers = node.circumstances.index
    assert (files(node), layers.changed, layers.entries) == (before, 4, 202)  # two are no longer as they were, two are new
    asked = (("ZABRANSKYOBI", "ULRIKE"), ("LISTED100", "PERSON NUMBER"), ("LISTED250", "PERSON NUMBER"), ("LISTED", "PERSON ALPHA"))
    new, gone, stays, other = found(node, *asked)
    assert (new, ("big:100", True) in gone, ("big:250", True) in stays, other) == ([("big:990", True)], False, True, [("test:1", True)])


def test_an_undone_edition_is_screened_by_no_longer(node, accept):
    accept(*PEOPLE)
    node.reload()
    accept(*PEOPLE, '990,"ZABRANSKY-OBI, Ulrike",1980', day=2)
    node.reload()
    assert found(node, ("ZABRANSKYOBI", "ULRIKE")) == [[("big:990", True)]]
    with node.pool.connection() as db:
        lists.undo(db, "big", by="operator", now=datetime.now(UTC))
    node.reload()
    assert found(node, ("ZABRANSKYOBI", "ULRIKE")) == [[]]
    assert node.circumstances.index.changed == 0


def test_where_an_edition_between_was_kept_whole_an_index_is_built_anew(node, accept, monkeypatch):
    accept(*PEOPLE)
    node.reload()
    monkeypatch.setattr(lists, "WHOLE_FROM", 1)
    accept('990,"ZABRANSKY-OBI, Ulrike",1980', *PEOPLE[:120], *(f'{n},"ADDED{n:03}, SOMEBODY ELSE",1980' for n in range(500, 600)), day=2)
    node.reload()
    assert (node.circumstances.index.changed, found(node, ("ZABRANSKYOBI", "ULRIKE"))) == (0, [[("big:990", True)]])


def test_a_node_that_starts_uses_what_another_has_built(node, accept):
    accept(*PEOPLE)
    node.reload()
    accept(*PEOPLE, '990,"ZABRANSKY-OBI, Ulrike",1980', day=2)
    before = files(node)
    with Node.open(node.settings) as other:
        assert (files(node), other.circumstances.index.changed) == (before, 1)
        node.reload()
        assert other.circumstances.basis == node.circumstances.basis


def test_much_that_has_grown_is_taken_into_a_new_index_by_a_process_of_its_own(node, accept):
    accept(*PEOPLE)
    node.reload()
    added = [f'{n},"ADDED{n:03}, SOMEBODY ELSE",1980' for n in range(500, 520)]
    accept(*PEOPLE, *added, '990,"ZABRANSKY-OBI, Ulrike",1980', day=2)
    node.reload()
    assert (node.circumstances.index.changed, found(node, ("ZABRANSKYOBI", "ULRIKE"))) == (21, [[("big:990", True)]])
    digest, basis = node.circumstances.digest, node.circumstances.basis
    ends = time.monotonic() + 60
    while node.circumstances.index.changed and time.monotonic() < ends:
        time.sleep(0.2)
        node.reload()
    assert (node.circumstances.index.changed, node.circumstances.digest, len(files(node))) == (0, digest, room.KEPT)
    assert node.circumstances.basis != basis
    assert found(node, ("ZABRANSKYOBI", "ULRIKE")) == [[("big:990", True)]]


def test_a_broken_file_is_no_base(node, accept):
    accept(*PEOPLE)
    node.reload()
    (folder := node.settings.data_folder / "indexes").joinpath("broken.index").write_bytes(matching.storage.MAGIC + b"\0" * 60)
    accept(*PEOPLE, '990,"ZABRANSKY-OBI, Ulrike",1980', day=2)
    with Node.open(node.settings) as other:
        assert other.circumstances.index.changed == 1
    assert folder.is_dir()


def test_a_running_node_finds_a_new_entry_within_two_seconds(node, accept):
    accept(*PEOPLE)
    node.reload()
    node.start()
    time.sleep(0.5)
    accept(*PEOPLE, '990,"ZABRANSKY-OBI, Ulrike",1980', day=2)
    ends = time.monotonic() + 2
    while not found(node, ("ZABRANSKYOBI", "ULRIKE"))[0]:
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_who_is_not_reached_in_time_is_referred_and_screened_by_the_next_sweep(node, paxlst, monkeypatch):
    people = [("LISTED", "PERSON ALPHA", "740812", "AA000001"), *(("QUIET", "MARTHA", "800101", f"BB{n:06}") for n in range(149))]
    clock = iter([0.0, 1.0, 1000.0])
    with monkeypatch.context() as patched:
        patched.setattr("preclear.clearance.receiving.time.monotonic", lambda: next(clock))
        now = datetime(2026, 5, 1, 12, tzinfo=UTC)
        clearance.receive(node, paxlst(*people), carrier="XX", transport="http", now=now)

    def standing():
        with node.pool.connection() as db:
            return db.execute(
                "SELECT coalesce(t.not_screened ->> 'code', 'screened'), t.outcome, d.status, count(*) FROM traveller t"
                " JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL"
                " WHERE t.superseded_at IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2"
            ).fetchall()

    assert standing() == [("deadline", "refer", "contact", 50), ("screened", "clear", "board", 99), ("screened", "refer", "contact", 1)]
    assert clearance.rescreen(node, now)
    assert standing() == [("screened", "clear", "board", 149), ("screened", "refer", "contact", 1)]
    assert not clearance.rescreen(node, now)
