"""A node that asks a register and draws by chance: what it makes known, what it keeps."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from preclear import clearance
from preclear.rules import selection
from preclear.settings import Settings

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
MARTIN, NOVAK = ("MARTIN", "ANNE", "800101", "AA000001"), ("NOVAK", "EVA", "810101", "AA000002")
DRAWN = """
kind = "risk"
title = {en = "Drawn", fr = "Choisie"}
reason = {en = "Drawn.", fr = "Choisie."}
source = "a law"
owner = "tests"
then = "refer"
severity = 3
when = "traveller.ordinal >= 1"
versions = [{from = 2026-01-01, chance = 1.0}]
cases = [
  {name = "for", on = 2026-05-01, traveller.ordinal = 1, fires = true},
  {name = "against", on = 2026-05-01, traveller.ordinal = 0, fires = false},
]
"""
LOST = """
kind = "document"
title = {en = "Lost", fr = "Perdu"}
reason = {en = "Lost.", fr = "Perdu."}
source = "a law"
owner = "tests"
then = "refer"
severity = 1
when = "held.lost.found"
versions = [{from = 2026-01-01}]
cases = [
  {name = "for", on = 2026-05-01, held.lost.found = true, fires = true},
  {name = "against", on = 2026-05-01, held.lost.found = false, fires = false},
]
"""


@pytest.fixture
def settings(database_url, tmp_path) -> Settings:
    (tmp_path / "policy" / "rules").mkdir(parents=True)
    (tmp_path / "policy" / "rules" / "drawn.toml").write_text(DRAWN, encoding="utf-8")
    (tmp_path / "policy" / "rules" / "lost.toml").write_text(LOST, encoding="utf-8")
    (tmp_path / "registers.csv").write_text("register,country,number,issuer,kind,from,until\nlost,,AA000002,CAN,,,\n", encoding="utf-8")
    (tmp_path / "selection.key").write_bytes(bytes(range(32)))
    (tmp_path / "selection.key").chmod(0o600)
    return Settings(
        database_url=database_url,
        data_folder=tmp_path / "data",
        policy_folder=tmp_path / "policy",
        registers_file=tmp_path / "registers.csv",
        selection_key_file=tmp_path / "selection.key",
        sweep_seconds=60,
    )


def rows(node, query):
    with node.pool.connection() as db:
        return db.execute(query).fetchall()


def test_a_register_is_asked_and_chance_draws_and_both_are_kept(node, paxlst):
    clearance.receive(node, paxlst(MARTIN, NOVAK), carrier="XX", transport="http", now=NOW)
    fired = dict(rows(node, "SELECT family_name, reasons FROM traveller"))
    codes = {name: {reason["code"] for reason in reasons} for name, reasons in fired.items()}
    assert codes == {"MARTIN": {"drawn"}, "NOVAK": {"drawn", "lost"}}
    facts = next(reason["facts"] for reason in fired["MARTIN"] if reason["code"] == "drawn")
    may = selection.seed(bytes(range(32)), NOW.date())
    assert (facts["commitment"], facts["period"]) == (may.commitment, "2026-05")
    ((voyage, person),) = rows(
        node, "SELECT v.key, t.key FROM traveller t JOIN voyage v ON v.id = t.voyage_id WHERE family_name = 'MARTIN'"
    )
    drawn = may.lot(voyage, person).draw("drawn")
    assert facts["drawn"] == f"{drawn:.9f}"
    ((snapshot,),) = rows(node, "SELECT snapshot FROM manifest")
    assert [(ordinal, answer["register"], answer["state"]) for ordinal, answer in snapshot["answers"]] == [
        (1, "lost", "none"),
        (2, "lost", "found"),
    ]


def test_what_fixes_the_draws_is_made_known_before(node):
    node.start()
    ((known,),) = rows(node, "SELECT detail FROM event WHERE kind = 'selection.committed'")
    today = datetime.now(UTC).date()
    assert known == {seed.period: seed.commitment for seed in selection.year(bytes(range(32)), today)}
    assert len(known) == 12
