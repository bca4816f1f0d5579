"""Screening under every name that a person bears: the one declared, and those that their documents show where these are others.

A carrier may book under one name and send a document that shows another: a married name, a second family name, somebody else's passport.
Whoever is listed under either is found, and the hit says which name it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from preclear import documents
from preclear.manifest import NotScreened, Reason, Traveller
from preclear.matching import DEADLINE, Hit, Layers, Screening, Weights

NAMES = ("family_name", "given_names")


def screen(
    index: Layers, travellers: Sequence[Traveller], *, threshold: float, weights: Weights, late: Callable[[], bool] | None = None
) -> tuple[Screening, ...]:
    """Return for each traveller, in order, the hits on all of their names, best first; an entry once, under the name that is likest.

    A hit under a name of a document has a reason ``name_on_document``, which holds that name and where it stands. ``late`` says when no
    time is left (``Layers.screen``): then nobody counts as screened of whom a name was not reached.
    """
    others = [documents.other_names(traveller) for traveller in travellers]
    if not any(others):
        return index.screen(travellers, threshold=threshold, weights=weights, late=late)
    people = [
        person
        for traveller, names in zip(travellers, others, strict=True)
        for person in (traveller, *(_under(traveller, name) for name in names))
    ]
    found = iter(index.screen(people, threshold=threshold, weights=weights, late=late))
    return tuple(_joined(next(found), [_said(next(found), name) for name in names]) for names in others)


def _under(traveller: Traveller, name: documents.OtherName) -> Traveller:
    return replace(traveller, family_name=name.family_name, given_names=name.given_names, title=None)


def _said(screening: Screening, name: documents.OtherName) -> Screening:
    """Hits under the name of a document, which say so."""
    if isinstance(screening, NotScreened):
        return screening
    text = ", ".join(filter(None, (name.family_name, name.given_names)))
    place = {"shown_on": "zone" if name.zone else "document", "document": str(name.document)}
    where = f"{'in the zone of' if name.zone else 'on'} document {name.document}"
    reason = Reason("name_on_document", 1.0, f"under the name {where}: {text}", facts={"name": text, **place})
    return tuple(
        replace(
            hit,
            reasons=(reason, *hit.reasons),
            compared=tuple(replace(line, facts={**line.facts, **place}) if line.field in NAMES else line for line in hit.compared),
        )
        for hit in screening
    )


def _joined(declared: Screening, shown: Sequence[Screening]) -> Screening:
    """The best hit on each entry. A declared name that is none leaves the person unscreened, unless a document's name leads to somebody."""
    every = (declared, *shown)
    if DEADLINE in every:
        return DEADLINE
    best: dict[tuple[str, str], Hit] = {}
    for screening in every:
        for hit in () if isinstance(screening, NotScreened) else screening:
            known = best.get((hit.entry, hit.edition))
            if known is None or hit.score > known.score:
                best[hit.entry, hit.edition] = hit
    if not best and isinstance(declared, NotScreened):
        return declared
    return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.entry, hit.edition)))
