"""Officers' decisions, and what carriers have been told about each person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from preclear.inspection import Finding, Status
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import jsonb
from preclear.store.referrals import Referral

SQL = sql.load("decisions")


def make(db: Database, referral: Referral, finding: Finding, *, officer: int, now: datetime) -> int:
    """Record a decision for ever, and return its number. The database itself refuses a second officer who is the first."""
    second = finding.outcome in {"confirm_refusal", "reject_refusal"}
    columns = {
        "referral": referral.id,
        "traveller": referral.traveller_id,
        "officer": officer,
        "findings": jsonb(finding.findings),
        "compared": list(finding.compared),
        "outcome": finding.outcome,
        "reason": finding.reason,
        "against": finding.against,
        "proposal": referral.proposal_id if second else None,
        "now": now,
    }
    row = db.execute(SQL["make"], columns).fetchone()
    return int(row[0]) if row else 0


def direct(db: Database, voyage: int, told: Sequence[tuple[str, int, Status, int | None, int | None]], *, now: datetime) -> None:
    """Note what the carrier is told from now on about people, in place of what it was told.

    Each is (key, declaration, status, decision, encounter): the last two are what the status rests on, where it rests on either.
    """
    if not told:
        return
    keys, travellers, statuses, decisions, encounters = (list(each) for each in zip(*told, strict=True))
    db.execute(SQL["supersede"], {"voyage": voyage, "keys": keys, "now": now})
    columns = {"travellers": travellers, "keys": keys, "statuses": statuses, "decisions": decisions, "encounters": encounters}
    db.execute(SQL["direct"], {"voyage": voyage, "now": now, **columns})  # no COPY: an officer decides behind row-level security
