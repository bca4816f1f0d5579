"""How commands tell the faults of a watchlist: by kind, and the first few with their places."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from preclear import watchlist
from preclear.cli.output import remarks
from preclear.manifest import Fault
from preclear.watchlist import Edition

FEW = 5  # faults of a list that are told one by one beside other work; ``lists preview`` tells as many as one likes


def sentence(fault: Fault) -> str:
    """Return what is wrong, where, and how to mend it."""
    return f"{fault.code} at {fault.where}: {fault.detail}. {watchlist.FAULTS[fault.code]}"


def told(fault: Fault) -> dict[str, str]:
    """Return a fault as programs read it."""
    return {"code": fault.code, "severity": fault.severity, "where": fault.where, "detail": fault.detail}


def tell(path: Path, edition: Edition) -> None:
    """Print the faults of a list that was read on standard error; nothing where it has none."""
    if not edition.faults:
        return
    kinds = ", ".join(f"{count:,} {code}" for code, count in Counter(fault.code for fault in edition.faults).most_common())
    remarks.print(f"{path}: {len(edition.faults):,} faults in the list ({kinds})", style="yellow", markup=False)
    for fault in edition.faults[:FEW]:
        remarks.print(f"{path}: {sentence(fault)}", markup=False)
    if len(edition.faults) > FEW:
        remarks.print(f"{path}: {len(edition.faults) - FEW:,} more; preclear lists preview shows all of them", markup=False)
