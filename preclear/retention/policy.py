"""The policy of retention: a file for each kind of record, with the lengths that hold in a country from a day on, and their law."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import msgspec

from preclear.errors import SourceError
from preclear.retention.length import Length
from preclear.retention.masking import FIELDS, WAYS, Masks

Kind = Literal[
    "list", "booking", "baggage", "message", "case", "visit", "lookout", "edition", "query", "trial", "account", "partner", "order", "event"
]

# Of each kind the events from which its lengths may run; the first holds where a file states none.
KINDS: Mapping[Kind, tuple[str, ...]] = {
    "list": ("arrival", "departure", "receipt"),
    "booking": ("departure", "arrival", "receipt"),
    "baggage": ("departure", "receipt"),
    "message": ("receipt",),
    "case": ("last_act",),
    "visit": ("last_act",),
    "lookout": ("end",),
    "edition": ("replaced",),
    "query": ("asked",),
    "trial": ("asked",),
    "account": ("closed",),
    "partner": ("closed",),
    "order": ("end",),
    "event": ("written",),
}
MASKED: frozenset[Kind] = frozenset({"list", "booking"})  # what can be masked before it is deleted
ANYWHERE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How long a kind of record is kept in a country, from a day on."""

    kind: Kind
    since: date
    starts: str  # from which event
    masked_after: Length | None
    deleted_after: Length
    masks: Masks  # what becomes of each field
    source: str
    en: str
    fr: str
    doubt_en: str = ""  # where the text of the law is unclear, or was not at hand
    doubt_fr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What holds for one country, over time."""

    party: str
    titles: Mapping[Kind, tuple[str, str]]  # in English and French
    lengths: Mapping[Kind, tuple[Lengths, ...]]  # the oldest first
    digest: str

    def on(self, day: date) -> Mapping[Kind, Lengths]:
        """Return what holds on a day for every kind. What will hold first, where nothing holds yet: nothing is ever without an end."""
        return {kind: next((one for one in reversed(several) if one.since <= day), several[0]) for kind, several in self.lengths.items()}


class _Lengths(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    parties: list[str]
    since: date
    deleted_after: str
    source: str
    en: str
    fr: str
    starts: str = ""
    masked_after: str = ""
    masks: dict[str, str] = {}
    doubt_en: str = ""
    doubt_fr: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    en: str
    fr: str
    lengths: list[_Lengths]


def load(party: str, folder: Path | None = None) -> Retention:
    """Return what a folder of policy says for a country; by default what travels with the program.

    Raises ``SourceError`` naming the file for the first thing that is wrong, a kind without a file included: everything ends.
    """
    source: Traversable = folder or files("preclear") / "policy" / "retention"
    try:
        found = {file.name: file.read_bytes() for file in source.iterdir() if file.name.endswith(".toml")}
    except OSError as wrong:
        raise SourceError(f"{folder}: the folder of retention cannot be read") from wrong
    return read(found, party)


def read(found: Mapping[str, bytes], party: str) -> Retention:
    """Return what some files, given as their bytes by name, say for a country. Raises ``SourceError`` as ``load`` does."""
    if strange := sorted(set(found) - {f"{kind}.toml" for kind in KINDS}):
        raise SourceError(f"{strange[0]}: there is no such kind of record; known are {', '.join(KINDS)}")
    titles: dict[Kind, tuple[str, str]] = {}
    lengths: dict[Kind, tuple[Lengths, ...]] = {}
    for kind in KINDS:
        name = f"{kind}.toml"
        if name not in found:
            raise SourceError(f"{name}: this file is missing, and every kind of record must have an end")
        try:
            said = msgspec.convert(tomllib.loads(found[name].decode("utf-8-sig")), _File)
            titles[kind] = (said.en, said.fr)
            all_of = [(one.parties, _lengths(kind, one)) for one in said.lengths]
        except (ValueError, SourceError) as wrong:
            raise SourceError(f"{name}: {wrong}") from wrong
        ours = [one for parties, one in all_of if party in parties] or [one for parties, one in all_of if ANYWHERE in parties]
        if not any(ANYWHERE in parties for parties, _ in all_of) or not ours:
            raise SourceError(f'{name}: lengths for parties = ["{ANYWHERE}"] are missing, which hold where no country has its own')
        if len({one.since for one in ours}) < len(ours):
            raise SourceError(f"{name}: two lengths begin on the same day")
        lengths[kind] = tuple(sorted(ours, key=lambda one: one.since))
    digest = sha256(b"".join(f"{name} {len(found[name])}\n".encode() + found[name] for name in sorted(found))).hexdigest()
    return Retention(party=party, titles=titles, lengths=lengths, digest=digest)


def _lengths(kind: Kind, said: _Lengths) -> Lengths:
    starts = said.starts or KINDS[kind][0]
    if starts not in KINDS[kind]:
        raise SourceError(f"lengths of this kind run from {' or '.join(KINDS[kind])}, not from {starts!r}")
    if not (said.source.strip() and said.en.strip() and said.fr.strip()):
        raise SourceError("each length names its source, and says what it is in English and French")
    if bool(said.masked_after) != bool(said.masks) or (said.masked_after and kind not in MASKED):
        raise SourceError(f"masked_after and masks stand together, and only for {' and '.join(sorted(MASKED))}")
    for field, way in said.masks.items():
        if field not in FIELDS or way not in WAYS:
            raise SourceError(f"masks: {field} = {way!r}: fields are {', '.join(FIELDS)}; ways are {', '.join(WAYS)}")
    return Lengths(
        kind=kind,
        since=said.since,
        starts=starts,
        masked_after=Length.parse(said.masked_after) if said.masked_after else None,
        deleted_after=Length.parse(said.deleted_after),
        masks={field: said.masks.get(field, "nothing") for field in FIELDS} if said.masks else {},
        source=said.source,
        en=said.en,
        fr=said.fr,
        doubt_en=said.doubt_en,
        doubt_fr=said.doubt_fr,
    )
