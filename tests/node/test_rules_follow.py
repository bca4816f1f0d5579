"""A running node takes up a rule that changed in the database, by whatever hand, without a restart."""

import time
from datetime import UTC, datetime

from preclear.rules.life import DUTIES
from preclear.store import rules

WAIT_SECONDS = 30


def test_a_running_node_follows_a_rule_that_another_process_changed(node):
    node.start()
    before = node.circumstances.rules
    assert before.rule("minor-alone")
    with node.pool.connection() as db:  # as a command or another node does it: this one is told nothing but by the database
        rules.step(
            db,
            before.versions["minor-alone"],
            "suspended",
            by="officer:1",
            duties=DUTIES["rule_owner"],
            why="it hits school classes",
            now=datetime.now(UTC),
        )
    ends = time.monotonic() + WAIT_SECONDS
    while node.circumstances.rules.rule("minor-alone") and time.monotonic() < ends:
        time.sleep(0.05)
    assert node.circumstances.rules.rule("minor-alone") is None
    assert node.circumstances.digest != before.digest
