"""Faults in the words of the catalogue of faults."""

from __future__ import annotations

from typing import Any

from preclear.manifest import Fault, Span
from preclear.messages import FAULTS

LOOKS = {"error": ("stop", "stop"), "warning": ("attn", "attn"), "note": ("wait", "info")}


def titled(fault: Fault, language: str) -> str:
    """Return the title of a fault; its code where the catalogue of faults does not hold it any more."""
    kind = FAULTS.get(fault.code)
    return fault.code if kind is None else kind.title_fr if language == "fr" else kind.title_en


def _note(fault: Fault) -> str:
    """Return what a fault says beside the words of its kind: counts, codes; all of it where the kind is not known any more."""
    kind = FAULTS.get(fault.code)
    return fault.detail if kind is None else fault.detail.removeprefix(kind.title_en).removesuffix(f". {kind.mend_en}").strip(" ()")


def told(fault: Fault, language: str, opened: Span | None = None) -> dict[str, Any]:
    """Return a fault for a page. ``opened`` are the bytes that the page shows, so that it can lead there."""
    kind = FAULTS.get(fault.code)
    colour, shape = LOOKS[fault.severity]
    return {
        "code": fault.code,
        "title": titled(fault, language),
        "where": fault.where,
        "offset": fault.offset,
        "linked": fault.offset if opened and fault.offset is not None and opened.start <= fault.offset < opened.end else None,
        "detail": _note(fault),
        "mend": kind and (kind.mend_fr if language == "fr" else kind.mend_en),
        "severity": fault.severity,
        "kind": colour,
        "icon": shape,
    }
