"""Where personal data stands: every table of the database, with the kind of record that it is to retention, or why nobody is in it.

A test holds this to the catalogue of the database: a table, or a column that can hold words, which is not named here makes it fail.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from preclear.retention import Kind


@dataclass(frozen=True, slots=True)
class Holds:
    """A table with personal data."""

    kind: Kind | str  # of record, as retention knows it; or what its rows go with
    personal: tuple[str, ...]  # the columns that hold it, a number of somebody included
    plain: tuple[str, ...] = ()  # columns of words, records or bytes that never do
    stays: bool = False  # the row stays when its time is over, emptied of these columns


@dataclass(frozen=True, slots=True)
class Nobody:
    """A table in which nobody is."""

    why: str


_LAW, _NODE = "the law, the same in every node", "the node's own working, of no person"

TABLES: Mapping[str, Holds | Nobody] = {
    # declared and found
    "raw_message": Holds("list, booking, baggage or message", ("sealed", "faults", "digest"), ("carrier_id", "transport", "state", "type")),
    "voyage": Holds(
        "list", ("alarmed",), ("carrier_id", "key", "designator", "mode", "departure", "arrival", "record", "closed", "findings")
    ),
    "voyage_key": Nobody("names of voyages; goes with its voyage"),
    "manifest": Holds("list or booking", ("record", "snapshot", "envelope", "faults"), ("function", "reference", "head")),
    "mention": Holds("list or booking", ("record",)),
    "traveller": Holds(
        "list or booking; with a case or a visit",
        (
            "key",
            "family_name",
            "given_names",
            "birth_date",
            "nationality",
            "document_number",
            "seat",
            "record",
            "reasons",
            "undecided",
            "not_screened",
            "questions",
            "needs",
            "outcome",
            "sought_name",
            "sought_numbers",
        ),
        ("role", "circumstances", "basis", "throttled"),
    ),
    "hit": Holds("list or booking; with a case or a visit", ("entry_ref", "name", "reasons", "comparison")),
    "assessment": Holds("list or booking", ("facts",), ("rules", "throttled", "program")),
    "shadow_fired": Holds("list or booking", ("reason",)),
    "booking": Holds("booking", ("locator", "record", "ties")),
    "bag": Holds("baggage", ("plates", "record"), ("carrier_id", "kind", "action", "designator")),
    "answer": Holds("list, booking or message", ("cusres", "json", "reference"), ("carrier_id", "kind", "refusal")),
    "voyage_tally": Nobody("counts of a voyage"),
    "directive": Holds("list or booking", ("key", "status")),
    "sealed_original": Holds("with the row that it is of", ("sealed",), ("of",)),
    "alarm_end": Holds("list", ("people", "done"), ("kind",)),
    # what officers did
    "referral": Holds("case", ("key", "questions"), ("kind", "state")),
    "draft": Holds("case", ("form",)),
    "decision": Holds("case", ("findings", "compared", "reason", "against"), ("outcome",)),
    "known_false_match": Holds("its own day; with its decision", ("person", "entry_ref", "entry_digest")),
    "note": Holds("case", ("key", "words")),
    "attachment": Holds("case", ("name", "digest", "sealed"), ("type",)),
    "raised_hit": Holds(
        "case", ("reason", "source", "entry_ref", "sought", "document", "withdrawn_why", "reference"), ("system_id", "kind", "designator")
    ),
    "raised_met": Holds("case", ("key",)),
    "raised_said": Holds("case", ("record",)),
    # at a site
    "encounter": Holds("visit", ("key",), ("site", "direction", "mode")),
    "encounter_taken": Holds("visit", ("given",), ("name", "start_state", "end_state", "actor", "place", "section")),
    "encounter_act": Holds("visit", ("note", "grounds"), ("action", "actor", "place", "section")),
    "goods": Holds("visit", ("tag", "description"), ("kind", "type")),
    "custody_notice": Holds("visit", ("reasons", "requirements", "remedy"), ("kind", "language")),
    "custody_moved": Holds("visit", ("given",), ("name", "start_custody", "end_custody", "actor", "place", "section")),
    "declaration": Holds("visit", ("key", "record", "estimate"), ("made", "party")),
    "complaint": Holds("visit", ("words",), ("kind", "event", "language")),
    # lists
    "lookout": Holds("lookout", ("entry", "reason", "ended_why")),
    "list_entry": Holds("edition", ("ref", "record", "digest")),
    "list_edition": Nobody("counts and dates of an edition; who imported it, by number"),
    "list_source": Nobody("the list's owner and terms"),
    # questions
    "inquiry": Holds("query", ("name", "condition", "purpose"), ("of", "kind", "sites", "saved_by")),
    "inquiry_run": Holds("query", ("condition", "purpose", "found"), ("of", "kind", "sites", "asked_by", "failed")),
    "back_test": Holds("trial", ("record",), ("asked_by", "failed")),
    "threshold_price": Holds("trial", ("record",), ("asked_by",)),
    # who works here, and who sends
    "officer": Holds(
        "account", ("login", "name", "password_hash", "subject", "preferences", "sites"), ("roles", "language", "issuer"), stays=True
    ),
    "officer_code": Holds("account", ("sealed",)),
    "officer_passkey": Holds("account", ("id", "public_key", "label")),
    "officer_recovery": Holds("account", ("hash",)),
    "session": Holds("its own hour", ("hash",), ("way",)),
    "sign_in": Holds("its own hour", ("hash", "sealed"), ("step",)),
    "sign_in_failure": Holds("its own hour", ("account", "address")),
    "carrier": Holds(
        "partner",
        ("contact", "contacts", "callback_url"),
        ("id", "name", "mode", "answers", "referred", "profile", "transports"),
        stays=True,
    ),
    "carrier_key": Nobody("keys of programs, as digests"),
    "outside_system": Nobody("names of programs"),
    "outside_key": Nobody("keys of programs, as digests"),
    "outside_pace": Nobody(_NODE),
    # what happened
    "event": Holds("event", ("actor", "subject", "purpose", "detail"), ("kind",), stays=True),
    "event_waiting": Nobody("numbers of events"),
    "leaf": Holds("event", ("salt",), ("commitment",), stays=True),
    "subtree": Nobody("hashes of commitments"),
    "checkpoint": Nobody("hashes of commitments, signed"),
    "legal_hold": Holds("order", ("reason", "authority", "ended_why"), ("kind",)),
    "unmasking_order": Holds("order", ("reason", "authority"), ("kind",)),
    "erasure": Nobody("counts of what was deleted; the numbers of voyages that are no more"),
    "retention_state": Nobody(_NODE),
    "yearly_figure": Nobody("counts of people by large groups; small ones are left out when they are shown"),
    # rules, places, the law, the node itself
    "rule_version": Nobody("rules, which name nobody"),
    "rule_step": Nobody("rules, which name nobody"),
    "rule_move": Nobody(_LAW),
    "rule_file": Nobody("rules, which name nobody"),
    "rule_set": Nobody("rules, which name nobody"),
    "rule_count": Nobody("counts of what rules said"),
    "threshold": Nobody("a number, and why"),
    "basis": Nobody("what screening rested on: editions and weights"),
    "place": Nobody("places"),
    "site_state": Nobody("places"),
    "site_ground": Nobody("places"),
    "conveyance_stay": Nobody("craft"),
    "schedule_row": Nobody("voyages that are expected"),
    "silence_watch": Nobody(_NODE),
    "silence": Nobody("voyages of which nothing was heard"),
    "encounter_state": Nobody(_LAW),
    "encounter_step": Nobody(_LAW),
    "encounter_act_remaining": Nobody(_LAW),
    "custody_step": Nobody(_LAW),
    "migration": Nobody(_NODE),
    "wall": Nobody(_NODE),
}
