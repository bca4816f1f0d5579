"""Imports run one way, and the middle of the program knows no clock, no socket, no environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "preclear"

PURE = (
    "manifest",
    "documents",
    "messages",
    "places",
    "watchlist",
    "matching",
    "rules",
    "trials",
    "inspection",
    "audit",
    "retention",
)  # the domain rooms

# What a room may import of ours, beside `errors`. A room that is not here does not exist: add a row, and say where it stands.
MAY_IMPORT = {
    "errors": (),
    "garbage": (),
    "manifest": (),
    "documents": ("manifest",),
    "messages": ("documents", "manifest", "garbage"),
    "places": ("manifest",),
    "watchlist": ("documents", "manifest", "garbage"),
    "matching": ("watchlist", "documents", "manifest"),
    "rules": ("matching", "places", "documents", "manifest"),
    "trials": ("rules", "places", "manifest"),
    "inspection": ("rules", "matching", "watchlist", "places", "manifest"),
    "audit": ("manifest",),
    "retention": ("matching", "manifest"),
    "settings": (),
    "store": PURE,
    "clearance": ("store", "settings", *PURE),
    "node": ("clearance", "store", "settings", *PURE),
    "web": ("node", "clearance", "store", "settings", *PURE),
    "demo": ("web", "node", "clearance", "store", "settings", *PURE),
    "cli": ("demo", "web", "node", "clearance", "store", "settings", *PURE),
}

OUTSIDE = {  # what no domain room touches: modules that read a clock, open a socket, start a program, or read settings
    "asyncio", "http", "httpx", "litestar", "psycopg", "psycopg_pool", "socket", "ssl", "subprocess", "time", "urllib.request", "uvicorn",
}  # fmt: skip
CLOCKS_AND_SETTINGS = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "os.environ", "os.getenv"}


def sources(room: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of a room, parsed."""
    single = PACKAGE / f"{room}.py"
    for path in [single] if single.exists() else sorted((PACKAGE / room).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def rooms() -> set[str]:
    """The rooms there are: folders and single modules of the package."""
    return {
        p.stem for p in PACKAGE.iterdir() if (p / "__init__.py").exists() or (p.suffix == ".py" and p.stem not in ("__init__", "__main__"))
    }


def test_every_room_has_its_place_in_the_order():
    assert rooms() == set(MAY_IMPORT)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_run_one_way(room):
    allowed = {room, "errors", "__version__", *MAY_IMPORT[room]} - ({"errors"} if room == "manifest" else set())
    wrong = [
        f"{path.relative_to(PACKAGE.parent)}:{line} imports {name}"
        for path, tree in sources(room)
        for line, name in imported(tree)
        if name.startswith("preclear.") and name.split(".")[1] not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("room", PURE)
def test_a_domain_room_is_values_in_values_out(room):
    wrong = []
    for path, tree in sources(room):
        where = path.relative_to(PACKAGE.parent)
        wrong += [
            f"{where}:{line} imports {name}" for line, name in imported(tree) if any(name == m or name.startswith(f"{m}.") for m in OUTSIDE)
        ]
        wrong += [
            f"{where}:{node.lineno} uses {ast.unparse(node)}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in CLOCKS_AND_SETTINGS
        ]
    assert wrong == []
