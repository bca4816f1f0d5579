from __future__ import annotations

from datetime import date
from random import Random

from preclear import watchlist
from preclear.demo import spelling
from preclear.demo.names import cultures
from preclear.demo.watchlist import likeness, listed, namesake, write

DAY = date(2026, 7, 14)


def test_the_list_is_imported_whole_and_without_a_fault(tmp_path):
    entries = listed(1, DAY)
    (tmp_path / "ncl.csv").write_bytes(write(entries))
    (edition,) = watchlist.load(tmp_path / "ncl.csv")
    assert (edition.source.id, edition.faults) == ("ncl", ())
    assert [entry.ref for entry in edition.entries] == [entry.ref for entry in entries]
    assert {entry.person.culture for entry in entries} == set(cultures())
    for read, meant in zip(edition.entries, entries, strict=True):
        assert [name.text for name in read.names] == [
            meant.person.name.written,
            *(alias.written for alias in meant.aliases),
            *meant.scripts,
        ]
        assert tuple(map(str, read.birth_dates)) == meant.birth_dates
        assert read.nationalities == (meant.person.nationality,)
        assert bool(read.documents) == meant.knows_passport


def test_the_same_seed_makes_the_same_list():
    assert write(listed(4, DAY, 200)) == write(listed(4, DAY, 200))
    assert write(listed(4, DAY, 200)) != write(listed(5, DAY, 200))


def test_a_namesake_has_the_name_and_another_birth_date():
    entry = listed(1, DAY, 1)[0]
    other = namesake(Random(1), entry, DAY)
    assert likeness(other.name) == likeness(entry.person.name)
    assert other.birth_date != entry.person.birth_date


def test_every_spelling_applies_to_somebody_and_differs_from_the_list():
    found: dict[str, int] = dict.fromkeys(spelling.SPELLINGS, 0)
    for entry in listed(1, DAY, 400):
        plain = spelling.as_listed(Random(0), entry)
        for way, spell in spelling.SPELLINGS.items():
            declared = spell(Random(0), entry)
            if declared is None:
                continue
            assert declared[0] or declared[1]
            found[way] += 1
            if way in ("run together", "title glued", "middle name left out", "one family name", "one slip"):
                assert declared != plain
    assert all(found.values()), found
