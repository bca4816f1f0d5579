"""Reading at a stretch, without looking for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_alone() -> Iterator[None]:
    """Look for no garbage until the block ends: all that a reader makes is kept, and looking through it takes a long file twice the time.

    What is not part of a cycle goes when nothing holds it any more, as ever.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()
