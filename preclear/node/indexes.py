"""The built indexes of a node: files in its data folder, named by what they hold, mapped and shared by all its processes.

1. The index of exactly the editions in force is used where it is built already.
2. Else an older one is the base, and what changed since lies beside it: a new edition is screened by within moments.
3. Where too much changed, or nothing is built yet, an index is built first; meanwhile the node works on with what it had.
4. What has grown beside a base is taken into a new one by a process of its own, and the files that nobody needs are removed.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import psycopg

from preclear import matching
from preclear.errors import NotFound, SourceError
from preclear.matching import Index, Layers, Since
from preclear.matching.storage import FORMAT
from preclear.store import acting, lists
from preclear.store.lists import Held
from preclear.store.pool import Database
from preclear.watchlist import Edition

MOST_BESIDE = 0.2  # of a base's entries: where more has changed, a new one is built at once
MERGED_FROM = 0.01  # where more has changed, a new base is built in the background: what lies beside one is built in each process,
MERGED_LEAST = 10  # each time anything changes; a few entries never take long
KEPT = 2  # built indexes; the one in use is always among them
NICE = 10  # how much a background build gives way to screening


class Indexes:
    """The indexes in one folder."""

    def __init__(self, folder: Path, url: str, *, merges: bool = True) -> None:
        self._folder, self._url, self._merges = folder, url, merges
        self._merging: BaseProcess | None = None

    def layers(self, db: Database, held: Sequence[Held], now: Layers | None) -> Layers | None:
        """Return who is listed in the editions held, over the base used ``now`` where that serves; None where no list is in force."""
        if not held:
            return None
        file = self._file(held)
        if not file.exists():
            for base in self._bases(now):
                if (found := _beside(db, base, held)) is not None:
                    return found
            _build(db, held, file)
        if now and file == self._path(now.base):
            return Layers.of(now.base)
        return Layers.of(self._load(file))

    def merged(self, held: Sequence[Held], now: Layers | None) -> bool:
        """Return whether a new base has been built that serves better than what is used now."""
        return now is not None and now.changed > 0 and self._file(held).exists()

    def merge(self, held: Sequence[Held], now: Layers | None) -> bool:
        """Begin to build a new base in a process of its own where much has grown beside the present one; return whether it began."""
        if not self._merges or now is None or now.changed <= max(MERGED_FROM * now.base.entries, MERGED_LEAST):
            return False
        if self._merging is not None and self._merging.is_alive():
            return False
        numbers = [edition.id for edition in held]
        self._merging = get_context("spawn").Process(target=_merge, args=(self._url, numbers, self._file(held)), name="merge")
        self._merging.start()
        return True

    def close(self) -> None:
        """End a build that is under way; what it had made is thrown away."""
        if self._merging is not None:
            self._merging.terminate()
            self._merging.join()

    def _path(self, base: Index) -> Path:
        digests = [edition.digest for edition in base.editions]
        return self._folder / f"{matching.digest_of(digests, digests)[:32]}-{FORMAT}.index"

    def _file(self, held: Sequence[Held]) -> Path:
        digests = [edition.digest for edition in held]
        return self._folder / f"{matching.digest_of(digests, digests)[:32]}-{FORMAT}.index"

    def _load(self, file: Path) -> Index:
        """Map a file, note that it is used, and remove those that nobody has used for longest. Who has mapped one keeps it."""
        index = matching.load(file)
        os.utime(file)
        for old in _newest_first(self._folder)[KEPT:]:
            old.unlink(missing_ok=True)
        return index

    def _bases(self, now: Layers | None) -> Iterator[Index]:
        """The indexes that may serve as a base: the one in use, else those on disk, the newest first."""
        if now is not None:
            yield now.base
            return
        for file in _newest_first(self._folder):
            with suppress(SourceError):  # of another version, or broken: it is no base
                yield matching.load(file)


def again(db: Database, base: Sequence[Held], held: Sequence[Held]) -> Layers:
    """Return the layers that a node used: built anew of the editions in the base, with what became of them until those held."""
    built = matching.build(lists.open_edition(db, edition) for edition in base)
    found = _beside(db, built, held, most=float("inf"))
    if found is None:
        raise NotFound("an edition that was screened by is no longer held")
    return found


def _newest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.index"), key=lambda path: path.stat().st_mtime, reverse=True)


def _beside(db: Database, base: Index, held: Sequence[Held], most: float = MOST_BESIDE) -> Layers | None:
    """Return a base with what changed since, or None where it serves no longer."""
    former = {edition.source: edition for edition in base.editions}
    if len(former) < len(base.editions):
        return None  # two editions of one list in a base: it was not built by a node
    in_force = {edition.source_id for edition in held}
    ended = [edition.digest for source, edition in former.items() if source not in in_force]
    beside = sum(edition.entries for source, edition in former.items() if source not in in_force)
    since: list[Since] = []
    for edition in held:
        before = former.get(edition.source_id)
        if before is not None and before.digest == edition.digest:
            continue
        if before is None:
            beside += edition.entries
            if beside <= most * base.entries:
                since.append(Since(lists.open_edition(db, edition), edition.entries, None))
        else:
            refs = lists.differing(db, edition.source_id, before.digest, edition)
            if refs is None:
                return None
            beside += len(refs)
            if beside <= most * base.entries:
                since.append(_since(db, base, before.digest, edition, refs))
        if beside > most * base.entries:
            return None
    return matching.layer(base, since, ended)


def _since(db: Database, base: Index, former: str, held: Held, refs: set[str]) -> Since:
    """Return what became of a list, given the entries that may differ."""
    now = {entry.ref: entry for entry in lists.entries_of(db, held, refs)}
    places: Mapping[str, int] = {ref: place for ref in refs if (place := base.place(ref, former)) is not None}
    gone = {ref for ref, place in places.items() if now.get(ref) != base.record(place)}
    added = tuple(entry for ref, entry in now.items() if ref in gone or ref not in places)
    edition = Edition(source=held.source, dated=held.dated, entries=added, digest=held.digest)
    return Since(edition=edition, entries=held.entries, former=former, gone=frozenset(places[ref] for ref in gone))


def _build(db: Database, held: Sequence[Held], file: Path) -> None:
    """Build the index of some editions into a file, unless another process has built it meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with _alone(file):
        if not file.exists():
            matching.build(lists.open_edition(db, edition) for edition in held).save(file)


def _merge(url: str, numbers: Sequence[int], file: Path) -> None:
    """What a process of its own does: build an index of editions, by their numbers."""
    os.nice(NICE)
    with psycopg.connect(url) as db:
        acting.say(db, acting.NODE)
        _build(db, [held for held in lists.editions(db) if held.id in set(numbers)], file)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Wait until no other process builds the same file."""
    lock = file.with_suffix(".lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)
