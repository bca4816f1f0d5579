"""What a traveller declares, and what follows: an estimate of what is dutiable, and what an officer must look at.

Carrying money is no finding; failing to report it is. Duty is an estimate, and the officer decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from preclear.inspection.declaration_policy import Allowance, Amounts, Canada, Tier, UnitedStates

Article = Literal["general", "gift", "wine_l", "liquor_l", "beer_l", "cigarettes", "cigars", "tobacco_g"]
Finding = Literal[
    "AGRICULTURE",
    "ALCOHOL_OVER",
    "COMMERCIAL",
    "CURRENCY",
    "OVER_EXEMPTION",
    "TOBACCO_OVER",
    "UNDERAGE_ALCOHOL",
    "UNDERAGE_TOBACCO",
    "WEAPON",
]
ARTICLES: tuple[Article, ...] = get_args(Article)
MEASURED: tuple[Article, ...] = ("wine_l", "liquor_l", "beer_l", "cigarettes", "cigars", "tobacco_g")
ALCOHOL: tuple[Article, ...] = ("wine_l", "liquor_l", "beer_l")
TOBACCO: tuple[Article, ...] = ("cigarettes", "cigars", "tobacco_g")
REFERRED: frozenset[Finding] = frozenset({"AGRICULTURE", "WEAPON", "COMMERCIAL"})  # always to secondary
MOST = Decimal(10) ** 12  # of any amount: no traveller carries more, and sums stay exact
CENT = Decimal("0.01")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Some goods of one sort. Raises ``ValueError`` where value or quantity is no amount, or a measured sort has no quantity."""

    article: Article
    value: Decimal  # in the currency of the country of arrival
    quantity: Decimal | None = None  # litres, pieces or grams

    def __post_init__(self) -> None:
        _amount(self.value)
        if self.article in MEASURED and self.quantity is None:
            raise ValueError("a quantity is needed")
        if self.quantity is not None:
            _amount(self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What one traveller declares, ahead or at primary. Raises ``ValueError`` for what is no amount."""

    resident: bool  # of the country of arrival
    age: int
    alcohol_age: int  # from which one may bring it: the province's, or 21
    tobacco_age: int
    absence_hours: int  # of a resident
    stay_hours: int = 0  # of a visitor
    last_exemption_days: int | None = None  # since it was last used; None: never
    currency_total: Decimal = ZERO
    food_plants_animals: bool = False
    farm_visit: bool = False
    firearm: bool = False
    commercial: bool = False
    goods: tuple[Declared, ...] = ()

    def __post_init__(self) -> None:
        _amount(self.currency_total)
        numbers = (self.age, self.alcohol_age, self.tobacco_age, self.absence_hours, self.stay_hours, self.last_exemption_days or 0)
        if any(number < 0 for number in numbers):
            raise ValueError("no age and no time is below zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What follows from a declaration."""

    limit: Decimal | None  # None: a visitor to Canada has none in all
    dutiable: Decimal  # to the cent
    findings: tuple[Finding, ...]  # in the order of the alphabet


def estimate(declaration: Declaration, amounts: Amounts) -> Estimate:
    """Return what of a declaration is dutiable, and what is found; every rule is tried, and none stops another.

    Limits are inclusive: what is equal passes, but for money that is to be reported from an amount on.
    """
    limit, whole = _limit(declaration, amounts)
    counted = _counted(declaration, amounts)
    over = counted > limit if limit is not None else _gift_over(declaration, amounts)
    dutiable = ZERO if limit is None or not over else counted if whole else counted - limit
    return Estimate(
        limit=limit,
        dutiable=dutiable.quantize(CENT, ROUND_HALF_UP),
        findings=tuple(
            sorted(
                (
                    *_told(declaration, amounts),
                    *_of_age(declaration, amounts),
                    *(("OVER_EXEMPTION",) if over else ()),
                )
            )
        ),
    )


def _amount(value: Decimal) -> None:
    if not value.is_finite() or not 0 <= value <= MOST:
        raise ValueError("no amount")


def _told(declaration: Declaration, amounts: Amounts) -> Iterable[Finding]:
    """Yield what follows from the answers alone."""
    money = amounts.report_money
    if declaration.currency_total > money.amount or (money.inclusive and declaration.currency_total == money.amount):
        yield "CURRENCY"
    if declaration.food_plants_animals or declaration.farm_visit:
        yield "AGRICULTURE"
    if declaration.firearm:
        yield "WEAPON"
    if declaration.commercial:
        yield "COMMERCIAL"


def _of_age(declaration: Declaration, amounts: Amounts) -> Iterable[Finding]:
    """Yield what follows from drink and tobacco: under age at any quantity, else over the allowance."""
    if any(_quantity(declaration, article) for article in ALCOHOL):
        if declaration.age < declaration.alcohol_age:
            yield "UNDERAGE_ALCOHOL"
        elif _alcohol_over(declaration, amounts):
            yield "ALCOHOL_OVER"
    if any(_quantity(declaration, article) for article in TOBACCO):
        if declaration.age < declaration.tobacco_age:
            yield "UNDERAGE_TOBACCO"
        elif _tobacco_over(declaration, amounts):
            yield "TOBACCO_OVER"


def _quantity(declaration: Declaration, article: Article) -> Decimal:
    return sum((each.quantity or ZERO for each in declaration.goods if each.article == article), ZERO)


def _tier(declaration: Declaration, amounts: Canada) -> Tier:
    return max((tier for tier in amounts.tiers if tier.hours <= declaration.absence_hours), key=lambda tier: tier.hours)


def _short(declaration: Declaration, amounts: UnitedStates) -> bool:
    """Whether a resident of the United States comes back too soon for the whole exemption."""
    last = declaration.last_exemption_days
    return declaration.absence_hours < amounts.short.hours or (last is not None and last <= amounts.short.days_since_last)


def _limit(declaration: Declaration, amounts: Amounts) -> tuple[Decimal | None, bool]:
    """Return the exemption, and whether over it the whole value is dutiable."""
    if isinstance(amounts, Canada):
        if not declaration.resident:
            return None, False
        tier = _tier(declaration, amounts)
        return tier.limit, tier.whole
    if declaration.resident:
        short = _short(declaration, amounts)
        return (amounts.short.limit, True) if short else (amounts.long.limit, False)
    visitor, last = amounts.visitor, declaration.last_exemption_days
    entitled = declaration.stay_hours >= visitor.stay_hours and (last is None or last >= visitor.days_since_last)
    return (visitor.gifts if entitled else ZERO), False


def _counted(declaration: Declaration, amounts: Amounts) -> Decimal:
    """Return the value that counts: of a visitor to the United States that of gifts, else that of everything."""
    gifts_alone = isinstance(amounts, UnitedStates) and not declaration.resident
    return sum((each.value for each in declaration.goods if not gifts_alone or each.article == "gift"), ZERO)


def _gift_over(declaration: Declaration, amounts: Amounts) -> bool:
    """Whether one of a visitor's gifts to Canada is worth more than a gift may be."""
    return isinstance(amounts, Canada) and any(each.article == "gift" and each.value > amounts.gift_each for each in declaration.goods)


def _allowance(declaration: Declaration, amounts: Canada) -> Allowance | None:
    """Return what somebody may bring to Canada of drink and tobacco; None: nothing."""
    return amounts.allowance if not declaration.resident or _tier(declaration, amounts).goods_of_allowance else None


def _alcohol_over(declaration: Declaration, amounts: Amounts) -> bool:
    wine, liquor, beer = (_quantity(declaration, article) for article in ALCOHOL)
    if isinstance(amounts, UnitedStates):
        most = (amounts.short if _short(declaration, amounts) else amounts.long) if declaration.resident else amounts.visitor
        return wine + liquor + beer > most.alcohol
    allowed = _allowance(declaration, amounts)
    if allowed is None or (beer and wine + liquor):  # beer goes with nothing else
        return True
    return beer > allowed.beer or (liquor + wine > allowed.liquor if liquor else wine > allowed.wine)


def _tobacco_over(declaration: Declaration, amounts: Amounts) -> bool:
    cigarettes, cigars, grams = (_quantity(declaration, article) for article in TOBACCO)
    if isinstance(amounts, UnitedStates):
        if declaration.resident:
            most = amounts.short if _short(declaration, amounts) else amounts.long
            return cigarettes > most.cigarettes or cigars > most.cigars
        share = amounts.visitor  # in proportion, multiplied out: no division, no rounding
        whole = share.cigarettes * share.cigars * share.tobacco_grams
        return (
            cigarettes * share.cigars * share.tobacco_grams
            + cigars * share.cigarettes * share.tobacco_grams
            + grams * share.cigarettes * share.cigars
        ) > whole
    allowed = _allowance(declaration, amounts)
    return allowed is None or cigarettes > allowed.cigarettes or cigars > allowed.cigars or grams > allowed.tobacco_grams
