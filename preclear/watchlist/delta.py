"""What changed between two editions of a list."""

from __future__ import annotations

from dataclasses import dataclass

from preclear.watchlist.source import Edition


@dataclass(frozen=True, slots=True)
class Delta:
    """The entries that differ, by reference, each in alphabetical order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def delta(former: Edition | None, new: Edition) -> Delta:
    """Return what became of a list; without a former edition everything is added."""
    before = {entry.ref: entry for entry in former.entries} if former else {}
    after = {entry.ref: entry for entry in new.entries}
    return Delta(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(ref for ref in after.keys() & before.keys() if after[ref] != before[ref])),
        removed=tuple(sorted(before.keys() - after.keys())),
    )
