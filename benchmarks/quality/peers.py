"""What others make of the same questions in the same run: nomenklatura's logic-v2 and rapidfuzz's ratios of whole names.

nomenklatura lives in an environment of its own, made on demand in the user's cache folder; it needs PyICU, for which there is not a
wheel everywhere (Debian: ``libicu-dev pkg-config g++``). Where it cannot be had, that is said in the report, and why.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from benchmarks import environments
from benchmarks.quality.asked import Asked, in_zone_letters
from benchmarks.quality.measure import Scored
from preclear.manifest import Traveller
from preclear.watchlist import Edition, Entry

VERSION = "4.17.*"
NOMENKLATURA = "nomenklatura logic-v2"
PROGRAM = Path(__file__).with_name("nomenklatura_peer.py")
BATCH = 100
RATIOS: Mapping[str, Callable[..., float]] = {
    "rapidfuzz token_sort_ratio": fuzz.token_sort_ratio,
    "rapidfuzz WRatio": fuzz.WRatio,
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a list as plain text in A-Z, each with the place of its entry."""

    texts: list[str]
    owners: NDArray[np.int64]
    rows: Mapping[str, list[int]]  # by reference

    @classmethod
    def of(cls, edition: Edition) -> Names:
        texts, owners, rows = [], [], {}
        for place, entry in enumerate(edition.entries):
            rows[entry.ref] = list(range(len(texts), len(texts) + len(entry.names)))
            texts += [in_zone_letters(name.text) for name in entry.names]
            owners += [place] * len(entry.names)
        return cls(texts, np.array(owners), rows)


def by_ratio(names: Names, asked: Sequence[Asked], ratio: str) -> list[Scored]:
    """Return how a ratio of whole names scores some questions, from 0 to 1: for who is listed the right entry alone is looked at."""
    scorer = RATIOS[ratio]
    found: dict[int, tuple[float, float]] = {}
    others = [place for place, each in enumerate(asked) if each.ref is None]
    for start in range(0, len(others), BATCH):
        batch = others[start : start + BATCH]
        scores = process.cdist([_text(asked[place].traveller) for place in batch], names.texts, scorer=scorer, dtype=np.float32)
        found.update({place: (0.0, float(best)) for place, best in zip(batch, scores.max(axis=1), strict=True)})
    for place, each in enumerate(asked):
        if each.ref is not None:
            text = _text(each.traveller)
            right = max((float(scorer(text, names.texts[row])) for row in names.rows[each.ref]), default=0.0)
            found[place] = right, right
    return [Scored(each, found[place][0] / 100, found[place][1] / 100) for place, each in enumerate(asked)]


def ratio_matrix(edition: Edition, asked: Sequence[Asked], ratio: str) -> NDArray[np.float64]:
    """Return the ratio of everybody asked for (rows) with everybody listed under one name (columns), from 0 to 1."""
    names = Names.of(edition)
    scores = process.cdist([_text(each.traveller) for each in asked], names.texts, scorer=RATIOS[ratio], dtype=np.float32)
    return scores.astype(np.float64) / 100


def by_nomenklatura(edition: Edition, names: Names, asked: Sequence[Asked]) -> tuple[list[Scored], float]:
    """Return how logic-v2 scores some questions, and how many pairs it scores in a second of CPU.

    For who is listed the right entry alone is looked at. For who is not, the entries whose names are likest by two ratios: the best score
    of them is at the most that of the whole list, so that the threshold which is chosen by it can only favour the peer.
    """
    places = {entry.ref: place for place, entry in enumerate(edition.entries)}
    pairs = [(n, places[each.ref]) for n, each in enumerate(asked) if each.ref is not None]
    others = [n for n, each in enumerate(asked) if each.ref is None]
    for start in range(0, len(others), BATCH):
        batch = others[start : start + BATCH]
        texts = [_text(asked[n].traveller) for n in batch]
        likest: set[tuple[int, int]] = set()
        for scorer, most in ((fuzz.token_sort_ratio, 20), (fuzz.token_set_ratio, 30)):
            scores = process.cdist(texts, names.texts, scorer=scorer, dtype=np.uint8)
            for row, n in zip(np.argpartition(-scores.astype(np.int16), most, axis=1)[:, :most], batch, strict=True):
                likest |= {(n, int(place)) for place in names.owners[row]}
        pairs += sorted(likest)
    said = _run(edition.entries, asked, pairs=pairs)
    right, best = [0.0] * len(asked), [0.0] * len(asked)
    for (n, place), score in zip(pairs, said["scores"], strict=True):
        best[n] = max(best[n], score)
        if asked[n].ref == edition.entries[place].ref:
            right[n] = score
    return [Scored(each, right[n], best[n]) for n, each in enumerate(asked)], len(pairs) / said["seconds"]


def pipeline(editions: Sequence[Edition], asked: Sequence[Asked]) -> tuple[list[Scored], float]:
    """Return what nomenklatura's blocker and logic-v2 together make of some questions, and how many of them in a second of CPU."""
    places = {entry.ref: place for place, entry in enumerate(chain.from_iterable(edition.entries for edition in editions))}
    entries = chain.from_iterable(edition.entries for edition in editions)
    said = _run(entries, asked, pairs=None, right=[places.get(each.ref or "") for each in asked])
    scored = [Scored(each, right, best) for each, right, best in zip(asked, said["right_scores"], said["best"], strict=True)]
    return scored, len(asked) / said["seconds"]


def pair_scores(edition: Edition, asked: Sequence[Asked], pairs: Sequence[tuple[int, int]]) -> list[float]:
    """Return logic-v2's score of some pairs: places among those asked for, and among the entries."""
    scores: list[float] = _run(edition.entries, asked, pairs=pairs)["scores"]
    return scores


def of_entry(entry: Entry) -> dict[str, list[str]]:
    """Return a listed person as a Person of FollowTheMoney."""
    first, *others = entry.names
    said = {
        "name": [_natural(first.family_name, first.given_names) or first.text],
        "lastName": [first.family_name] if first.family_name and first.given_names else [],
        "firstName": [first.given_names] if first.family_name and first.given_names else [],
        "alias": [_natural(each.family_name, each.given_names) or each.text for each in others if each.quality != "low"],
        "weakAlias": [_natural(each.family_name, each.given_names) or each.text for each in others if each.quality == "low"],
        "birthDate": [str(each.first) for each in entry.birth_dates],
        "nationality": list(entry.nationalities),
        "gender": [_GENDERS[entry.sex]] if entry.sex in _GENDERS else [],
        "passportNumber": [each.number for each in entry.documents],
    }
    return {key: values for key, values in said.items() if values}


def of_traveller(who: Traveller) -> dict[str, list[str]]:
    """Return a traveller as a Person of FollowTheMoney; the name in one piece, since parts told apart lose the peer those swapped."""
    said = {
        "name": [_natural(who.family_name, who.given_names) or who.family_name or who.given_names],
        "birthDate": [str(who.birth_date)] if who.birth_date else [],
        "nationality": list(who.nationalities),
        "gender": [_GENDERS[who.sex]] if who.sex in _GENDERS else [],
        "passportNumber": [each.number for each in who.documents],
    }
    return {key: values for key, values in said.items() if values}


_GENDERS = {"M": "male", "F": "female"}


def _natural(family_name: str, given_names: str) -> str:
    return f"{given_names} {family_name}" if family_name and given_names else ""


def _text(who: Traveller) -> str:
    return f"{who.family_name} {who.given_names}".strip()


def _run(
    entries: Iterable[Entry], asked: Sequence[Asked], *, pairs: Sequence[tuple[int, int]] | None, right: Sequence[int | None] = ()
) -> dict[str, Any]:
    python = environment()
    assert isinstance(python, Path), python
    with tempfile.TemporaryDirectory(prefix="preclear-quality-") as folder:
        listed = Path(folder) / "listed.jsonl"
        with listed.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(of_entry(entry)) + "\n" for entry in entries)
        task = {"listed": str(listed), "asked": [of_traveller(each.traveller) for each in asked], "pairs": pairs, "right": right}
        return cast("dict[str, Any]", environments.answer([python, PROGRAM], task, NOMENKLATURA))


@cache
def environment() -> Path | str:
    """Return the Python of the peer's environment, made if need be; a sentence saying why there is none."""
    python, imports = environments.python_of("nomenklatura"), "icu, nomenklatura.matching"
    if environments.works(python, imports):
        return python
    environments.make(python)
    if refused := environments.install(python, f"nomenklatura=={VERSION}"):
        return f"it cannot be installed ({refused})"
    return (
        python
        if environments.works(python, imports)
        else "it is installed and does not start (PyICU needs libicu-dev, pkg-config and g++ where there is no wheel)"
    )
