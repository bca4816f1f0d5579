"""Where each field of a person stands in a sequence of segments: worked out once for each sequence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from preclear.manifest import Role
from preclear.messages.grammar import DETAIL, DOCUMENT, FIELD, NATIONALITY, REFERENCE, ROLES, TAGS

PLACE_NAMES = {"pieces": "bags", "kilograms": "bags", "birth_country": "birth_place"}  # field -> its name in Traveller.places


@dataclass(frozen=True, slots=True)
class Outline:
    """Where each field of a person stands in a sequence of segments."""

    role: Role
    label: str  # "NAD+FL"
    fields: Mapping[str, int]  # name -> segment
    references: Mapping[str, int]  # qualifier -> segment
    nationalities: Sequence[int]
    tags: Sequence[int]
    documents: Sequence[tuple[str, int, int | None, int | None, int | None]]  # type; where number, issuer, expiry, issue stand
    places: Mapping[str, Sequence[int]]  # name of a place -> the segments that it goes over
    doubts: Sequence[tuple[int, int | None, str]]  # segment, the earlier one that it may contradict, and the fault if so
    optional: frozenset[int]  # segments that some persons of a stencil have not
    groups: Mapping[str, Sequence[int]]  # the places, by the groups of a stencil


def outline(kinds: Sequence[int], names: Sequence[str], optional: Iterable[int] = ()) -> Outline:
    """Return where each field of a person stands, from what its segments say. What is said twice counts the first time."""
    positions: dict[int, list[int]] = {kind: [n for n, k in enumerate(kinds) if k == kind] for kind in set(kinds)}
    fields = _firsts(names, positions.get(FIELD, ()))
    references = _firsts(names, positions.get(REFERENCE, ()))
    doubts: list[tuple[int, int | None, str]] = [
        (n, kept[names[n]], code)
        for kept, kind, code in ((fields, FIELD, "PAX-FIELD-TWICE"), (references, REFERENCE, "PAX-REFERENCE-TWICE"))
        for n in positions.get(kind, ())
        if kept[names[n]] != n
    ]
    at = {PLACE_NAMES.get(name, name): n for name, n in fields.items()} | {name.removeprefix("RFF+"): n for name, n in references.items()}
    if "RFF+SEA" in references:
        at["seat"] = references["RFF+SEA"]
    if nationalities := positions.get(NATIONALITY, []):
        at["nationality"] = nationalities[0]
    places: dict[str, Sequence[int]] = {name: (n,) for name, n in at.items()}
    if tags := positions.get(TAGS, []):
        places["bags"] = tags
    documents = []
    begins = positions.get(DOCUMENT, [])
    under: list[list[int]] = [[] for _ in begins]
    for n in positions.get(DETAIL, ()):
        if number := bisect_left(begins, n):
            under[number - 1].append(n)
    for number, (first, several) in enumerate(zip(begins, under, strict=True), 1):
        details = _firsts(names, several)
        doubts += [(n, details[names[n]], "PAX-FIELD-TWICE") for n in several if details[names[n]] != n]
        kind = names[first].removeprefix("DOC+").strip()
        documents.append((kind, first, details.get("issuer"), details.get("expires"), details.get("issued")))
        places["document" if number == 1 else f"document {number}"] = (first, *details.values())
    doubts += [(n, None, "PAX-DOCUMENT-ABSENT") for n in positions.get(DETAIL, ()) if not begins or n < begins[0]]
    label = names[0]
    return Outline(
        role=ROLES.get(label.removeprefix("NAD+"), Role.PASSENGER),
        label=label,
        fields=fields,
        references={name.removeprefix("RFF+"): n for name, n in references.items()},
        nationalities=nationalities,
        tags=tags,
        documents=documents,
        places=places,
        doubts=doubts,
        optional=frozenset(optional),
        groups={"family_name": (1,), "given_names": (2,)} | {name: [n + 2 for n in several] for name, several in places.items()},
    )


def _firsts(names: Sequence[str], positions: Iterable[int]) -> dict[str, int]:
    """Each name with the first position at which it stands."""
    found: dict[str, int] = {}
    for n in positions:
        found.setdefault(names[n], n)
    return found
