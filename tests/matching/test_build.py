"""The kernel is compiled where there is a compiler; where there is none, the build asks for one."""

from __future__ import annotations

import ctypes
import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
ROOT = Path(__file__).parents[2]
HAS_ZIG = importlib.util.find_spec("ziglang") is not None


@pytest.fixture
def build(tmp_path, monkeypatch):
    """The build hook, over a copy of the source of the kernel."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / module.SOURCE).parent.mkdir(parents=True)
    shutil.copy(ROOT / module.SOURCE, tmp_path / module.SOURCE)
    return module


def wanted(build, folder):
    return build.CustomBuildHook(str(folder), {}, None, None, str(folder), "wheel").dependencies()


@pytest.mark.skipif(shutil.which("cc") is None and not HAS_ZIG, reason="no C compiler on this machine")
def test_a_machine_with_a_compiler_needs_no_other(build, tmp_path):
    assert wanted(build, tmp_path) == []


def test_a_machine_without_a_compiler_is_given_one(build, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "executable", sys._base_executable)  # the Python behind this environment: nothing is installed beside it
    assert wanted(build, tmp_path) == [build.ZIG]
    assert not (tmp_path / build.COMPILED).exists()


@pytest.mark.skipif(not HAS_ZIG, reason="ziglang is not installed")
def test_the_compiler_that_is_given_compiles_the_kernel(build, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    compiled = build.compile_kernel(tmp_path)
    assert ctypes.CDLL(str(compiled)).preclear_find
