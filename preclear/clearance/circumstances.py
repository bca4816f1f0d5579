"""The pure part: what an assessment rests on, and the assessment of a list under it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from preclear import __version__, documents, inspection, matching, rules
from preclear.inspection import Questions
from preclear.manifest import Fault, Manifest, NotScreened
from preclear.matching import Index, Screening
from preclear.places import Places
from preclear.rules import Assessment, RuleSet

NO_LIST = NotScreened("no_list", "no watchlist is in force, so nobody can be screened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What an assessment rests on beside the list itself. Never changed: a new list or rule makes new circumstances."""

    index: Index | None  # None: no watchlist is in force
    rules: RuleSet
    places: Places
    editions: Mapping[str, int] = field(default_factory=dict)  # what a hit names as its edition -> the number it has in the database

    @property
    def digest(self) -> str:
        """The same for the same lists and rules."""
        return hashlib.sha256("\n".join([*sorted(self.editions), self.rules.digest]).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What an assessment used, kept with it: the same inputs give the same assessment years later."""

    on: date  # the legal day whose rules applied
    editions: tuple[str, ...]
    rules: str  # digest of the rule set
    program: str  # version


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What was found on everyone of a list, in its order."""

    screenings: tuple[Screening, ...]
    faults: tuple[Fault, ...]  # of the message, then of the documents
    assessments: tuple[Assessment, ...]
    questions: tuple[Questions, ...]  # what an officer must find on, of each
    snapshot: Snapshot


def assess(manifest: Manifest, circumstances: Circumstances, *, on: date, faults: Sequence[Fault] = ()) -> Assessed:
    """Screen and assess everyone of a list, as of a day. ``faults`` are what reading the message found.

    A pure function of its arguments: no clock, no database.
    """
    of_documents = (fault for traveller in manifest.travellers for fault in documents.check(traveller, on=on))
    found = tuple(dict.fromkeys((*faults, *of_documents)))  # each once, also where a saved list is assessed anew
    screenings = _screen(manifest, circumstances.index)
    assessments = rules.assess(manifest, screenings, found, circumstances.rules, on=on, places=circumstances.places)
    return Assessed(
        screenings=screenings,
        faults=found,
        assessments=assessments,
        questions=tuple(
            inspection.questions(assessment, _entries(screening), circumstances.rules)
            for assessment, screening in zip(assessments, screenings, strict=True)
        ),
        snapshot=Snapshot(on=on, editions=tuple(sorted(circumstances.editions)), rules=circumstances.rules.digest, program=__version__),
    )


def _entries(screening: Screening) -> tuple[str, ...]:
    return () if isinstance(screening, NotScreened) else tuple(hit.entry for hit in screening)


def _screen(manifest: Manifest, index: Index | None) -> tuple[Screening, ...]:
    if index is None:
        return (NO_LIST,) * len(manifest.travellers)
    return matching.screen(index, manifest.travellers)
