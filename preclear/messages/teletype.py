"""Teletype text (Type B), as gateways between airline networks and files take it: address, origin, then the message in short lines.

Reading needs nothing of this: the reader finds an interchange in whatever stands around it.
"""

from __future__ import annotations

import re
from datetime import datetime

from preclear.errors import PreclearError

LINE = 63  # characters, the least that networks carry
ADDRESS = re.compile(r"[A-Z0-9]{7}\Z")  # three letters of a place, two or three of an office, the carrier's designator


def check_address(address: str) -> None:
    """Raise ``PreclearError`` where something is no teletype address."""
    if not ADDRESS.match(address):
        raise PreclearError(f"{address}: a teletype address has seven capitals or digits")


def wrap(message: bytes, *, address: str, origin: str, at: datetime) -> bytes:
    r"""Return a message as teletype text: lines of 63 characters at most, broken hard, line breaks of its own gone.

    >>> wrap(b"UNB+UNOA:4'", address="YVRAPXX", origin="WASPCUS", at=datetime(2026, 5, 1, 12, 30))
    b"QU YVRAPXX\r\n.WASPCUS 011230\r\nUNB+UNOA:4'\r\n"
    """
    text = message.translate(None, b"\r\n")
    lines = [f"QU {address}".encode("ascii"), f".{origin} {at:%d%H%M}".encode("ascii")]
    lines += [text[start : start + LINE] for start in range(0, len(text), LINE)]
    return b"\r\n".join(lines) + b"\r\n"
