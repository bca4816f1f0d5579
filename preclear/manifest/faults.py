"""Every kind of fault that a message or a travel document can have, from one table (``resources/faults.toml``)."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from preclear.manifest.fault import Fault, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultKind:
    """What one fault code means, and what the sender can do about it."""

    severity: Severity
    title_en: str
    title_fr: str
    mend_en: str
    mend_fr: str
    form_en: str = ""  # how to mend it in a form (JSON, a table), where that differs
    form_fr: str = ""


def _load() -> Mapping[str, FaultKind]:
    table = tomllib.loads((files("preclear") / "resources" / "faults.toml").read_text(encoding="utf-8"))
    return MappingProxyType({code: FaultKind(**row | {"severity": Severity(row["severity"])}) for code, row in table.items()})


FAULTS = _load()
MANY_FAULTS = 20  # of one code about one person, one header, that are told one by one


def fault(code: str, where: str, *, note: str = "", offset: int | None = None, traveller: int | None = None, form: bool = False) -> Fault:
    """Return a fault of a kind of the table, with its severity and its words, for a form where one was sent.

    ``note`` adds what is special here (counts, codes of places); never personal data.
    """
    return Fault(code, where, _detail(code, note, form), FAULTS[code].severity, offset, traveller)


@lru_cache(maxsize=1024)  # a list of many people with one habit has one text
def _detail(code: str, note: str, form: bool) -> str:
    kind = FAULTS[code]
    return f"{kind.title_en}{note and f' ({note})'}. {(form and kind.form_en) or kind.mend_en}"


def few(faults: Sequence[Fault]) -> Sequence[Fault]:
    """Return the first faults of each code about one thing, with one that says how many more there are."""
    if len(faults) <= MANY_FAULTS:
        return faults
    times: Counter[str] = Counter()
    found = []
    for one in faults:
        times[one.code] += 1
        if times[one.code] <= MANY_FAULTS:
            found.append(one)
    more = [(code, many - MANY_FAULTS) for code, many in times.items() if many > MANY_FAULTS]
    return [*found, *[fault(code, "the same", note=f"{many} more", traveller=faults[0].traveller) for code, many in more]]
