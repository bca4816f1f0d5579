"""The amounts of personal exemptions: dated data of ``policy/goods``, by country."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from preclear.errors import SourceError

FILE = "exemptions.toml"


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A typing error must not change an amount."""


class ReportMoney(_Strict, frozen=True):
    """From which amount money is to be reported; ``inclusive``: that amount itself too."""

    amount: Decimal
    inclusive: bool


class Tier(_Strict, frozen=True):
    """What a resident may bring to Canada after so many hours of absence."""

    hours: int
    limit: Decimal
    whole: bool  # over the limit the whole value is dutiable, not the part over it
    goods_of_allowance: bool  # drink and tobacco


class Allowance(_Strict, frozen=True):
    """Drink and tobacco to Canada."""

    wine: Decimal
    liquor: Decimal
    beer: Decimal
    cigarettes: Decimal
    cigars: Decimal
    tobacco_grams: Decimal


class Canada(_Strict, frozen=True, tag_field="party", tag="CAN"):
    """What may be brought to Canada."""

    from_: date = msgspec.field(name="from")
    currency: str
    report_money: ReportMoney
    gift_each: Decimal
    allowance: Allowance
    tiers: tuple[Tier, ...]


class Stay(_Strict, frozen=True):
    """What a resident may bring to the United States."""

    limit: Decimal
    alcohol: Decimal
    cigarettes: Decimal
    cigars: Decimal
    hours: int = 0
    days_since_last: int = 0


class Visitor(_Strict, frozen=True):
    """What a visitor may bring to the United States."""

    stay_hours: int
    days_since_last: int
    gifts: Decimal
    alcohol: Decimal
    cigarettes: Decimal
    cigars: Decimal
    tobacco_grams: Decimal


class UnitedStates(_Strict, frozen=True, tag_field="party", tag="USA"):
    """What may be brought to the United States."""

    from_: date = msgspec.field(name="from")
    currency: str
    report_money: ReportMoney
    short: Stay
    long: Stay
    visitor: Visitor


Amounts = Canada | UnitedStates


class Exemptions(_Strict, frozen=True):
    """All amounts, over time."""

    version: tuple[Amounts, ...]

    def of(self, party: str, on: date) -> Amounts | None:
        """Return the amounts of a country on a day; None where none are known."""
        found = [each for each in self.version if party_of(each) == party and each.from_ <= on]
        return max(found, key=lambda each: each.from_, default=None)


def party_of(amounts: Amounts) -> str:
    """Return whose amounts these are: ``CAN`` or ``USA``."""
    return "CAN" if isinstance(amounts, Canada) else "USA"


def load(folder: Path | None = None) -> Exemptions:
    """Return the amounts of a policy folder, else those that travel with the program.

    Raises ``SourceError`` saying what does not fit: an unknown key is an error, since a typing error must not change an amount.
    """
    return _packaged() if folder is None else _read(folder / FILE)


@cache
def _packaged() -> Exemptions:
    return _read(files("preclear") / "policy" / "goods" / FILE)


def _read(path: Path | Traversable) -> Exemptions:
    try:
        said: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(said, Exemptions, strict=False)
    except (OSError, ValueError, msgspec.ValidationError) as wrong:
        raise SourceError(f"{FILE}: {wrong}") from wrong
