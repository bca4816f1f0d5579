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
    if kind is None:
        return fault.detail
    mend = kind.form_en if _of_a_form(fault) else kind.mend_en
    return fault.detail.removeprefix(kind.title_en).removesuffix(f". {mend}").strip(" ()")


def _of_a_form(fault: Fault) -> bool:
    """Whether a fault was told in the words for forms."""
    kind = FAULTS.get(fault.code)
    return bool(kind and kind.form_en and fault.detail.endswith(kind.form_en))


def _mend(fault: Fault, language: str) -> str | None:
    """How to mend a fault, in a form in the words for forms."""
    kind = FAULTS.get(fault.code)
    if kind is None:
        return None
    if _of_a_form(fault):
        return kind.form_fr if language == "fr" else kind.form_en
    return kind.mend_fr if language == "fr" else kind.mend_en


def told(fault: Fault, language: str, opened: Span | None = None) -> dict[str, Any]:
    """Return a fault for a page. ``opened`` are the bytes that the page shows, so that it can lead there."""
    colour, shape = LOOKS[fault.severity]
    return {
        "code": fault.code,
        "title": titled(fault, language),
        "where": fault.where,
        "offset": fault.offset,
        "linked": fault.offset if opened and fault.offset is not None and opened.start <= fault.offset < opened.end else None,
        "detail": _note(fault),
        "mend": _mend(fault, language),
        "severity": fault.severity,
        "kind": colour,
        "icon": shape,
    }
