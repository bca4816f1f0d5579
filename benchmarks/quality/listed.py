"""The lists that are asked about: a real one where its files are at hand, and always the demo's fictional one."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from benchmarks.quality import groups
from benchmarks.quality.asked import SEED, chance, in_zone_letters
from benchmarks.quality.forms import Named
from preclear import watchlist
from preclear.demo import watchlist as fictional
from preclear.watchlist import Edition, Entry, Name

SHARED = Path(__file__).resolve().parents[3] / "shared/data/watchlists"
REAL = SHARED / "ofac-2021-07"
ON = date(2026, 6, 1)

_TITLE = re.compile(r"\b(Dr|Prof|Sheikh|Shaykh)\.? ")  # lists print them before given names, documents do not


@dataclass(frozen=True, slots=True)
class Material:
    """A list from which one alias of each person who has a good one is held out, to be asked for."""

    name: str
    edition: Edition  # without the aliases held out
    held_out: Mapping[str, Name]  # by the reference of the person
    group: Mapping[str, str]  # culture group of each person


@cache
def real() -> Material | None:
    """Return the OFAC list of 2021; None where it is not at hand."""
    if not REAL.is_dir():
        return None
    (edition,) = watchlist.load(REAL)
    return _material("OFAC 2021", edition, {entry.ref: groups.of_entry(entry) for entry in edition.entries})


@cache
def invented() -> Material:
    """Return the demo's fictional list: people of every culture alike."""
    people = fictional.listed(SEED, ON)
    with tempfile.TemporaryDirectory(prefix="preclear-quality-") as folder:
        file = Path(folder) / f"{fictional.SOURCE}.csv"
        file.write_bytes(fictional.write(people))
        (edition,) = watchlist.load(file)
    return _material("fictional list", edition, {each.ref: groups.OF_CULTURE[each.person.culture] for each in people})


def named(name: Name, group: str, sex: str | None) -> Named | None:
    """Return a listed name as a document has it, in two fields; None where it is not in Latin letters.

    A name whose parts the list does not tell apart stands in the first field, as documents do with a single name.
    """
    if not _latin(name.text) or not in_zone_letters(name.text):
        return None
    if name.family_name and in_zone_letters(name.family_name):
        return Named(name.family_name, _TITLE.sub("", name.given_names), sex, group)
    return Named(re.sub(",", " ", name.text), "", sex, group)


def of_parts(edition: Edition, entries: Sequence[Entry]) -> Edition:
    """Return an edition of a list that holds these people."""
    return replace(edition, entries=tuple(entries), digest=watchlist.digest(entries))


def _material(name: str, edition: Edition, group: Mapping[str, str]) -> Material:
    held_out: dict[str, Name] = {}
    entries = []
    for entry in edition.entries:
        aliases = [alias for alias in entry.names[1:] if _is_another(alias, entry)]
        if aliases:
            held_out[entry.ref] = chance("held out", entry.ref).choice(aliases)
        entries.append(replace(entry, names=tuple(each for each in entry.names if each is not held_out.get(entry.ref))))
    return Material(name, of_parts(edition, entries), held_out, group)


def _is_another(alias: Name, entry: Entry) -> bool:
    """Whether an alias is a good one, of two parts or more, in Latin letters, and not another name again in another order."""
    others = {_parts(name) for name in entry.names if name is not alias}
    return alias.quality == "good" and _latin(alias.text) and len(_parts(alias)) > 1 and _parts(alias) not in others


def _parts(name: Name) -> tuple[str, ...]:
    return tuple(sorted(in_zone_letters(name.text).split()))


@cache
def _latin(text: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())
