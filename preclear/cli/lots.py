"""``preclear rules lots|drawn``: random selection, made known beforehand and checked afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from preclear.cli import DONE, UNREADABLE
from preclear.cli.output import json_lines, remarks
from preclear.errors import SourceError
from preclear.rules import selection


def lots(key_file: Annotated[Path, Parameter(help="the node's key of selection")], *, tell: str | None = None) -> int:
    """Print what is made known of the seeds of a year, as JSON Lines: the SHA-256 of each month's; or tell the seed of a past month.

    Parameters
    ----------
    tell
        a month, as 2026-05; the present one and later ones are refused, since people can still be drawn by them
    """
    key, today = selection.read_key(key_file), datetime.now(UTC).date()
    if tell is None:
        json_lines({"month": seed.period, "commitment": seed.commitment} for seed in selection.year(key, today))
        return DONE
    try:
        month = datetime.strptime(tell, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError as wrong:
        raise SourceError(f"{tell!r} is no month; a month is written 2026-05") from wrong
    if (month.year, month.month) >= (today.year, today.month):
        raise SourceError(f"{tell} is not over: people can still be drawn by its seed")
    told = selection.seed(key, month)
    json_lines([{"month": told.period, "commitment": told.commitment, "seed": told.secret.hex()}])
    return DONE


def drawn(seed: str, commitment: str, *, voyage: str, traveller: str, rule: str, chance: float) -> int:
    """Check with a seed that was told whether a traveller was rightly drawn. Leaves with 0 for drawn, with 1 for not drawn.

    Parameters
    ----------
    seed
        as `preclear rules lots --tell` printed it
    commitment
        what was made known before, and stands in the reason
    voyage
        key of the voyage, as XX420/2026-05-01/YVR/SEA
    traveller
        key of the person
    rule
        the rule that drew
    chance
        its chance, as the reason says
    """
    try:
        right = selection.verify(bytes.fromhex(seed), commitment, voyage=voyage, traveller=traveller, rule=rule, chance=chance)
    except ValueError as wrong:
        raise SourceError(str(wrong)) from wrong
    remarks.print("drawn" if right else "not drawn")
    return DONE if right else UNREADABLE
