"""The look through the log finds what it is to find."""

from __future__ import annotations

import pytest

from tests.logged import names


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-25 02:52:16 [error    ] a request failed               name='MARTIN'",
        '{"event": "a request failed", "level": "error", "number": "AA000001"}',
        "WARNING  uvicorn.error:server.py:1 LISTED was there",
    ],
)
def test_a_line_of_the_log_that_names_somebody_is_found(line: str) -> None:
    assert names(f"something before\n{line}\nsomething after") == [line]


def test_what_is_no_log_and_what_names_nobody_is_passed_over() -> None:
    assert not names("MARTIN ANNE is on board\n2026-11-25 02:52:16 [info     ] circumstances loaded   editions=1 entries=2\n")
