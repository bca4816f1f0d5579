"""An index that is built, kept in a file and opened again."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import numpy as np
import pytest

from preclear import matching
from preclear.errors import SourceError
from preclear.matching import storage
from tests.matching.people import LISTED, edition, entry, traveller

PEOPLE = [
    traveller("KARAMOVIK", "ZLATANMR", "1974-08-23"),
    traveller("SHARVENOV", "KIRILL", "1970-02-14"),
    traveller("MOHAMMED", "TARIQ", "1959-01-01"),
    traveller("ANDERSSON", "LOVISA", "1974-08-23"),
    traveller("TBA"),
]


@pytest.fixture
def saved(index, tmp_path):
    path = tmp_path / "test.index"
    index.save(path)
    return path


def test_what_was_saved_and_loaded_finds_the_same(index, saved):
    loaded = matching.load(saved)
    assert matching.screen(loaded, PEOPLE, threshold=0.0) == matching.screen(index, PEOPLE, threshold=0.0)
    assert (loaded.editions, loaded.digest, loaded.entries) == (index.editions, index.digest, len(LISTED))


def test_an_index_knows_the_file_that_others_may_map(index, saved):
    assert (index.path, matching.load(saved).path) == (None, saved)


def test_how_rare_many_parts_are_is_how_rare_each_is(index):
    listed = [index.foldings[place].decode() for place in range(len(index.foldings))]
    asked = [*reversed(listed), "QUZZQ", "", listed[0] + "X", listed[-1][:-1]]
    rarities = index.rarities(asked)
    assert rarities.tolist() == [index.rarity(each) for each in asked]
    assert len(set(rarities.tolist())) > 2  # they differ: some parts are commoner, some are not listed


def test_another_process_finds_the_same(index, saved):
    script = (
        "import sys; from pathlib import Path; from preclear import matching; from tests.matching.test_index import PEOPLE;"
        "print(matching.screen(matching.load(Path(sys.argv[1])), PEOPLE))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(saved)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(matching.screen(index, PEOPLE))


def test_the_same_list_makes_the_same_file(index, saved, tmp_path):
    again = tmp_path / "again.index"
    matching.build([edition(*LISTED)]).save(again)
    assert again.read_bytes() == saved.read_bytes()


def test_the_order_of_entries_and_editions_does_not_matter(tmp_path):
    first, second = edition(*LISTED[:9], source="first"), edition(*LISTED[9:], source="second")
    mixed = edition(*Random(1).sample(LISTED[9:], 11), source="second")
    for name, editions in (("a", [first, second]), ("b", [mixed, first])):
        matching.build(editions).save(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_entry_of_each_edition_that_holds_it():
    former, later = edition(LISTED[0], source="former"), edition(entry(1, "KARAMOVIC, Slatan"), source="later")
    index = matching.build([former, later])
    assert index.entry("test:1", former.digest) == LISTED[0]
    assert index.entry("test:1", later.digest).names[0].given_names == "Slatan"
    (hits,) = matching.screen(index, [PEOPLE[0]])
    assert {hit.edition for hit in hits} == {former.digest, later.digest}


def test_who_is_not_listed_is_a_key_error(index):
    with pytest.raises(KeyError):
        index.entry("test:999")


def test_an_index_beside_another_list_is_one_index(index, saved, tmp_path):
    more = tmp_path / "more.csv"
    more.write_text('id,name,birth_dates\n1,"LOVELISTED, Perpetua",1981\n')
    opened = matching.open_paths([saved, more])
    assert opened.entries == index.entries + 1
    (first, *_), (hit,) = matching.screen(opened, [PEOPLE[0], traveller("LOVELISTED", "PERPETUA", "1981")])
    assert first.entry == "test:1"
    assert hit.name == "LOVELISTED, Perpetua"
    assert matching.open_paths([saved]).digest == index.digest


def test_a_list_without_anybody_can_be_kept(tmp_path):
    path = tmp_path / "empty.index"
    matching.build([edition()]).save(path)
    assert matching.screen(matching.load(path), PEOPLE[:1]) == ((),)


SPOILED = {
    "nothing in it": (lambda raw: b"", "cannot be opened"),
    "another kind of file": (lambda raw: b"id,name\n" + raw, "is no watchlist index"),
    "a few bytes": (lambda raw: raw[:10], "is no watchlist index"),
    "another format number": (
        lambda raw: raw[:16] + (storage.FORMAT + 1).to_bytes(4, "little") + raw[20:], f"an index of format {storage.FORMAT + 1}",
    ),
    "cut within the header": (lambda raw: raw[:200], "not whole"),
    "cut within the arrays": (lambda raw: raw[: len(raw) // 2], "not whole"),
    "its last bytes missing": (lambda raw: raw[:-64], "not whole"),
    "a header that is no JSON": (lambda raw: raw[:24] + b"?" + raw[25:], "not whole"),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILED)
def test_a_file_that_is_no_whole_index_is_refused(case, saved):
    spoil, says = SPOILED[case]
    saved.write_bytes(spoil(saved.read_bytes()))
    with pytest.raises(SourceError, match=says) as refused:
        matching.load(saved)
    assert "preclear index" in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SourceError, match="cannot be opened"):
        matching.load(tmp_path / "none.index")


def test_a_place_that_cannot_be_written_is_refused_and_nothing_is_left(index, tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(SourceError, match="cannot be written"):
        index.save(tmp_path / "taken")
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


def test_document_numbers_that_look_alike_are_one():
    assert matching.index.document_key("BH 447-1902") == matching.index.document_key("bh447I9O2")
    assert matching.index.document_key("BH4471902") != matching.index.document_key("BH4471903")
    assert matching.index.document_key("A-12") is None


def test_a_small_index_beside_a_large_one_scores_as_the_large_one():
    whole, small = matching.build([edition(*LISTED)]), matching.build([edition(*LISTED[12:14])], rarity=matching.build([edition(*LISTED)]))
    person = traveller("MOHAMMED", "TARIQ", "1959-01-01")
    (of_whole,), (of_small,) = (matching.screen(index, [person], rarity=whole) for index in (whole, small))
    assert [(hit.entry, hit.score) for hit in of_small] == [
        (hit.entry, hit.score) for hit in of_whole if hit.entry in {"test:13", "test:14"}
    ]
    assert of_small


def test_entries_that_are_left_out_are_no_hits(index):
    person = traveller("KARAMOVIC", "ZLATAN", "1974-08-23", "BIH/BH4471902")
    ((hit,),) = matching.screen(index, [person])
    without = np.array([index.refs[place].decode() == hit.entry for place in range(index.entries)])
    assert matching.screen(index, [person], without=without) == ((),)
