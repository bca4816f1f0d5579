"""Fixtures that every room's tests share, and a law of the whole suite: nothing is left out in silence, and in CI nothing at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
NO_SPECIMENS = "no specimen data beside this checkout"

# How far the fuzzing tests go: a sample by default, further in .ci/nightly (--hypothesis-profile=nightly).
hypothesis.settings.register_profile("sample", deadline=None, max_examples=100)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=5000)
hypothesis.settings.load_profile("sample")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real and specimen data beside the checkout; a test that needs it is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(NO_SPECIMENS)
    return SHARED


def pytest_report_header(config: pytest.Config) -> str:
    """Say at the head of every run what it leaves out."""
    chosen = config.getoption("markexpr")
    return "tests marked long: left to .ci/nightly" if chosen == "not long" else f"tests chosen by marker: {chosen or 'all'}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a test that would be skipped for want of a tool has failed; only specimen data may be absent there."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail") and NO_SPECIMENS not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be: {report.longrepr}"
    return report
