"""Watchlists: who is listed, by whom, in which dated edition.

``load`` reads a list in any format that Preclear knows into an ``Edition``; ``delta`` tells two editions of one list apart.
"""

from preclear.watchlist.delta import Apart, Change, Delta, apart, between, changes, delta
from preclear.watchlist.entry import SEPARATOR, BirthDate, Entry, ListedDocument, Name, Quality
from preclear.watchlist.loading import FORMATS, load
from preclear.watchlist.source import FAULTS, Edition, Source, digest, entry_digest, known

__all__ = [
    "FAULTS",
    "FORMATS",
    "SEPARATOR",
    "Apart",
    "BirthDate",
    "Change",
    "Delta",
    "Edition",
    "Entry",
    "ListedDocument",
    "Name",
    "Quality",
    "Source",
    "apart",
    "between",
    "changes",
    "delta",
    "digest",
    "entry_digest",
    "known",
    "load",
]
