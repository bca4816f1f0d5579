"""Environments of the peers' own: what they need is no part of ours. They stay in the cache folder of whoever measures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def python_of(name: str) -> Path:
    """Return where the Python of an environment stands, or would."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "preclear-benchmarks" / name / "bin" / "python"


def make(python: Path) -> None:
    """Make an environment anew, with nothing in it."""
    subprocess.run([sys.executable, "-m", "venv", "--clear", python.parent.parent], check=True)


def install(python: Path, requirement: str) -> str | None:
    """Install a package; return what pip said last where it cannot be had."""
    made = subprocess.run([python, "-m", "pip", "install", "-qq", requirement], capture_output=True, text=True, check=False)
    return (made.stderr.strip().splitlines() or ["pip failed"])[-1] if made.returncode else None


def works(python: Path, imports: str) -> bool:
    """Return whether an environment is there and imports what it is for."""
    return python.exists() and not subprocess.run([python, "-c", f"import {imports}"], capture_output=True, check=False).returncode


def answer(program: list[str | Path], task: object, peer: str) -> object:
    """Return what a program of a peer makes of a task, both in JSON. Raises ``RuntimeError`` with its last words where it fails."""
    done = subprocess.run(program, input=json.dumps(task), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{peer} failed: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout)
