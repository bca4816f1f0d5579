"""The peer's side, run by the peer's own Python: a task as JSON on standard input, scores as JSON on standard output.

``{"listed": FILE, "asked": [person...], "pairs": [[asked, listed]...] or null, "right": [listed or null...]}``: the file holds a listed
person a line; a person is the properties of a Person of FollowTheMoney. With pairs, each is scored by logic-v2. Without, nomenklatura's
own blocker finds who is worth scoring, and out come the best score of everybody asked for and the score of who they are.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from followthemoney.dataset import Dataset
from followthemoney.statement import StatementEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig

ALGORITHM, CONFIG = get_algorithm("logic-v2"), ScoringConfig.defaults()
DATASET = Dataset.make({"name": "listed", "title": "listed"})


class Listed:
    """Everybody listed, read from the file when asked for; as much of a nomenklatura view as its blocker wants."""

    def __init__(self, file: Path) -> None:
        self.lines = file.read_bytes().splitlines()
        self.kept: dict[int, StatementEntity] = {}

    def entities(self, include_schemata: object = None) -> Iterator[StatementEntity]:  # noqa: ARG002 - the blocker passes it
        for place in range(len(self.lines)):
            yield self.made(place)

    def made(self, place: int) -> StatementEntity:
        return person(f"l{place}", json.loads(self.lines[place]))

    def __getitem__(self, place: int) -> StatementEntity:
        if place not in self.kept:
            self.kept[place] = self.made(place)
        return self.kept[place]


def main() -> None:
    """Read one task, do it, print what came of it."""
    task = json.load(sys.stdin)
    listed = Listed(Path(task["listed"]))
    said: dict[str, Any] = {"version": version("nomenklatura")}
    if task["pairs"] is not None:
        asked = [person(f"q{n}", properties) for n, properties in enumerate(task["asked"])]
        for _, place in task["pairs"]:
            listed[place]  # made beforehand: only scoring is timed
        began = time.process_time()
        said["scores"] = [ALGORITHM.compare(asked[a], listed[b], CONFIG).score for a, b in task["pairs"]]
    else:
        began = time.process_time()
        with tempfile.TemporaryDirectory() as folder:
            index = Index(listed, Path(folder))
            index.build()
            said["build_seconds"] = time.process_time() - began
            began = time.process_time()
            said["best"], said["right_scores"] = blocked(index, listed, task)
    said["seconds"] = time.process_time() - began
    json.dump(said, sys.stdout)


def blocked(index: Index, listed: Listed, task: dict[str, Any]) -> tuple[list[float], list[float]]:
    """The best score of everybody asked for, and the score of who they are, of those whom the blocker proposes."""
    asked = [person(f"q{n}", properties) for n, properties in enumerate(task["asked"])]
    best, right = [0.0] * len(asked), [0.0] * len(asked)
    for identifier, matches in index.match_entities(asked):
        place = int(identifier.id[1:])
        for other, _ in matches:
            found = int(other.id[1:])
            score = ALGORITHM.compare(asked[place], listed[found], CONFIG).score
            best[place] = max(best[place], score)
            if task["right"][place] == found:
                right[place] = score
    return best, right


def person(key: str, properties: dict[str, list[str]]) -> StatementEntity:
    return StatementEntity.from_data(
        DATASET, {"id": key, "schema": "Person", "properties": properties}, cleaned=False
    )  # cleans country codes


if __name__ == "__main__":
    main()
