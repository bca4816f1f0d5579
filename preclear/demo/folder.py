"""The data folder of a demo: its own for the time that it runs, or one that is kept."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PREFIX, LOCK = "preclear-demo-", "demo.lock"


@contextmanager
def data_folder(kept: Path | None) -> Iterator[Path]:
    """Give the folder that is to be kept, or a new one that is deleted in the end.

    A demo that was killed leaves its folder behind; it is deleted here by the next one. Its lock, which ended with it, tells.
    """
    if kept is not None:
        yield kept
        return
    delete_left_behind(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def delete_left_behind(where: Path) -> None:
    """Delete the folders of demos that were killed, once the database server that each of them had has stopped as well."""
    for folder in where.glob(f"{PREFIX}*"):
        try:
            with (folder / LOCK).open("a") as demo, (folder / "keeper.lock").open("a") as keeper:
                if _free(demo) and _free(keeper):
                    shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # somebody else's


def _free(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
