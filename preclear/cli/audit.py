"""``preclear audit``: what the log of all events proves, and to whom."""

from __future__ import annotations

import json as notation
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from preclear import clearance, node
from preclear.audit import evidence, tree
from preclear.audit.checkpoint import PublicKey
from preclear.cli import DONE, UNREADABLE
from preclear.cli.output import json_lines, remarks
from preclear.errors import NotFound, SourceError
from preclear.settings import load
from preclear.store import tree as kept
from preclear.store.pool import Database

audit = App(name="audit", help="What the log of all events proves: sign it, check it, hand out evidence.")

Json = Annotated[bool, Parameter(negative="")]


@audit.command
def verify(*notes: Path, key: str | None = None, json: Json = False) -> int:
    """Check that the events of this node are, to the byte, those that were signed. Leaves with 1 where anything is not.

    Parameters
    ----------
    notes
        checkpoints that were kept elsewhere: the tree must begin with each of them
    key
        the public key that is believed, as `preclear audit key` prints it; those of this node's own key file if left out. A key that it
        handed the log on to is believed with it
    json
        print one JSON object, and nothing else
    """
    settings = load()
    node.signer(settings)  # makes the key where there is none yet
    believed = [PublicKey.parse(key)] if key else [each.public for each in node.signers(settings)]
    outside = [_text(path) for path in notes]
    with node.database(settings) as pool, pool.connection() as db:
        found = clearance.verify(db, believed, outside)
    if json:
        json_lines([found.told])
    else:
        for wrong in found.wrong:
            remarks.print(wrong, markup=False)
        remarks.print(found.summary, markup=False)
    return UNREADABLE if found.wrong else DONE


@audit.command
def key() -> int:
    """Print the public key of this node's log, to be handed out on paper or by another way than the log itself."""
    print(node.signer(load()).public)  # noqa: T201
    return DONE


@audit.command(name="checkpoint")
def latest() -> int:
    """Put waiting events into the tree, sign it, and print the signed note. Whoever keeps it can hold the node to it."""
    settings = load()
    with node.database(settings) as pool:
        clearance.sign(pool, node.signer(settings))
        with pool.connection() as db:
            last = kept.latest(db)
    if last is None:
        raise NotFound("nothing has happened yet that could be signed")
    print(last[2], end="")  # noqa: T201
    return DONE


@audit.command
def prove(event: int | None = None, *, first: Path | None = None, second: Path | None = None) -> int:
    """Print evidence, as JSON: that an event stands in the signed tree, or that one checkpoint is the beginning of another.

    Parameters
    ----------
    event
        the number of an event
    first
        in place of an event: a file with an earlier checkpoint
    second
        and one with a later checkpoint; the latest if left out
    """
    settings = load()
    with node.database(settings) as pool, pool.connection() as db:
        if (event is None) == (first is None):
            raise SourceError("say which event, or which earlier checkpoint")
        told = clearance.prove_event(db, event) if event is not None else _growth(db, first, second)
    print(notation.dumps(told, ensure_ascii=False))  # noqa: T201
    return DONE


@audit.command
def check(*proofs: Path, key: str) -> int:
    """Check evidence that was handed out, without a node. Leaves with 1 where any shows nothing.

    Parameters
    ----------
    proofs
        files from `preclear audit prove`
    key
        the public key of the log, from whoever answers for the node; several with commas, where it was replaced
    """
    believed, failed = [PublicKey.parse(each) for each in key.split(",")], False
    for path in proofs:
        try:
            remarks.print(f"{path.name}: {evidence.check(notation.loads(_text(path)), believed)}", markup=False)
        except (tree.ProofError, ValueError) as wrong:
            remarks.print(f"{path.name}: does not hold: {wrong}", markup=False)
            failed = True
    return UNREADABLE if failed else DONE


@audit.command
def export() -> int:
    """Print the whole log as JSON Lines, the checkpoints first, then every event with its salt: for oversight, and for verify_audit.py."""
    with node.database(load()) as pool, pool.connection() as db:
        json_lines(clearance.whole_log(db))
    return DONE


@audit.command
def verifier() -> int:
    """Print a program that checks evidence and whole logs with Python alone: `preclear audit verifier > verify_audit.py`."""
    print((files("preclear") / "resources" / "verify_audit.py").read_text(encoding="utf-8"), end="")  # noqa: T201
    return DONE


def _growth(db: Database, first: Path | None, second: Path | None) -> dict[str, Any]:
    assert first is not None, "asked for by its path"
    return clearance.prove_growth(db, _text(first), _text(second) if second else None)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise SourceError(f"{path.name}: cannot be read as text") from wrong
