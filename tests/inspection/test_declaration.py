"""What follows from a declaration, on both sides of every limit."""

import json
from datetime import date
from decimal import Decimal

import pytest

from preclear.errors import SourceError
from preclear.inspection import declaration_policy
from preclear.inspection.declaration import Declaration, Declared, Estimate, estimate

ON = date(2026, 5, 1)
CAN = declaration_policy.load().of("CAN", ON)
USA = declaration_policy.load().of("USA", ON)
PARTY = {"CA": CAN, "US": USA}


def declared(**facts):
    said = {"resident": True, "age": 40, "alcohol_age": 19, "tobacco_age": 19, "absence_hours": 100}
    goods = tuple(
        Declared(article=kind, value=Decimal(value), quantity=Decimal(q) if q else None) for kind, value, q in facts.pop("goods", ())
    )
    return Declaration(**said | facts, goods=goods)


def case(record):
    """Read one worked case."""
    facts = {name: value for name, value in record.items() if name in Declaration.__slots__}
    facts["currency_total"] = Decimal(str(record["currency_total"]))
    facts["goods"] = tuple(
        Declared(
            article=each["kind"], value=Decimal(str(each["value"])), quantity=Decimal(str(each["quantity"])) if "quantity" in each else None
        )
        for each in record["goods"]
    )
    return Declaration(**facts)


def test_the_worked_cases_agree(shared):
    cases = json.loads((shared / "data/goods/traveller_goods_cases.json").read_text(encoding="utf-8"))
    wrong = []
    for record in cases:
        found = estimate(case(record), PARTY[record["to"]])
        limit = record["expect"]["limit"]
        expected = Estimate(
            limit=None if limit is None else Decimal(str(limit)),
            dutiable=Decimal(str(record["expect"]["dutiable"])).quantize(Decimal("0.01")),
            findings=tuple(record["expect"]["findings"]),
        )
        if found != expected:
            wrong.append((record["id"], found, expected))
    assert wrong == []
    assert len(cases) >= 60


LIMITS = {  # facts, where to, the limit, what is dutiable, what is found
    "a day short of 24 hours": ({"absence_hours": 23, "goods": [("general", "1", None)]}, CAN, "0", "1.00", ("OVER_EXEMPTION",)),
    "24 hours, at the limit": ({"absence_hours": 24, "goods": [("general", "200", None)]}, CAN, "200", "0.00", ()),
    "24 hours, a cent over": ({"absence_hours": 47, "goods": [("general", "200.01", None)]}, CAN, "200", "200.01", ("OVER_EXEMPTION",)),
    "48 hours, a cent over": ({"absence_hours": 48, "goods": [("general", "800.01", None)]}, CAN, "800", "0.01", ("OVER_EXEMPTION",)),
    "money to Canada, at 10,000": ({"currency_total": Decimal(10000)}, CAN, "800", "0.00", ("CURRENCY",)),
    "money to Canada, below": ({"currency_total": Decimal("9999.99")}, CAN, "800", "0.00", ()),
    "money to the United States, at 10,000": ({"currency_total": Decimal(10000)}, USA, "800", "0.00", ()),
    "money to the United States, over": ({"currency_total": Decimal("10000.01")}, USA, "800", "0.00", ("CURRENCY",)),
    "beer with a drop of wine": ({"goods": [("beer_l", "5", "1"), ("wine_l", "5", "0.1")]}, CAN, "800", "0.00", ("ALCOHOL_OVER",)),
    "liquor and wine together, at the limit": ({"goods": [("liquor_l", "5", "1"), ("wine_l", "5", "0.14")]}, CAN, "800", "0.00", ()),
    "wine alone, over": ({"goods": [("wine_l", "5", "1.51")]}, CAN, "800", "0.00", ("ALCOHOL_OVER",)),
    "under age, and over": ({"age": 18, "goods": [("beer_l", "5", "99")]}, CAN, "800", "0.00", ("UNDERAGE_ALCOHOL",)),
    "the exemption used 30 days ago": (
        {"last_exemption_days": 30, "goods": [("general", "201", None)]},
        USA,
        "200",
        "201.00",
        ("OVER_EXEMPTION",),
    ),
    "the exemption used 31 days ago": ({"last_exemption_days": 31, "goods": [("general", "201", None)]}, USA, "800", "0.00", ()),
    "a visitor's tobacco, in proportion": (
        {"resident": False, "goods": [("cigarettes", "1", "100"), ("cigars", "1", "25")]},
        USA,
        "0",
        "0.00",
        (),
    ),
    "a visitor's tobacco, a gram too much": (
        {"resident": False, "goods": [("cigarettes", "1", "100"), ("cigars", "1", "25"), ("tobacco_g", "1", "1")]},
        USA,
        "0",
        "0.00",
        ("TOBACCO_OVER",),
    ),
    "a visitor's gifts after 183 days": (
        {"resident": False, "stay_hours": 72, "last_exemption_days": 183, "goods": [("gift", "100", None)]},
        USA,
        "0",
        "100.00",
        ("OVER_EXEMPTION",),
    ),
    "a visitor's gifts after 184 days": (
        {"resident": False, "stay_hours": 72, "last_exemption_days": 184, "goods": [("gift", "100", None)]},
        USA,
        "100",
        "0.00",
        (),
    ),
    "a visitor's gift to Canada": ({"resident": False, "goods": [("gift", "60.01", None)]}, CAN, None, "0.00", ("OVER_EXEMPTION",)),
    "two gifts of 60": ({"resident": False, "goods": [("gift", "60", None)] * 2}, CAN, None, "0.00", ()),
    "a farm, a rifle, wares": (
        {"farm_visit": True, "firearm": True, "commercial": True},
        CAN,
        "800",
        "0.00",
        ("AGRICULTURE", "COMMERCIAL", "WEAPON"),
    ),
}


@pytest.mark.parametrize(("facts", "amounts", "limit", "dutiable", "findings"), LIMITS.values(), ids=LIMITS)
def test_each_limit_from_both_sides(facts, amounts, limit, dutiable, findings):
    expected = Estimate(limit=None if limit is None else Decimal(limit), dutiable=Decimal(dutiable), findings=findings)
    assert estimate(declared(**dict(facts)), amounts) == expected


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1", "1e13"])
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(ValueError, match="no amount"):
        Declared(article="general", value=Decimal(value))
    with pytest.raises(ValueError, match="no amount"):
        declared(currency_total=Decimal(value))


def test_drink_without_a_quantity_is_refused():
    with pytest.raises(ValueError, match="quantity"):
        Declared(article="wine_l", value=Decimal(1))


def test_amounts_are_dated_and_a_typing_error_is_told(tmp_path):
    assert declaration_policy.load().of("CAN", date(2012, 5, 31)) is None
    text = "[[version]]\nfrom = 2012-06-01\nparty = 'CAN'\ncurency = 'CAD'\n"
    (tmp_path / declaration_policy.FILE).write_text(text)
    with pytest.raises(SourceError, match=r"curency|missing"):
        declaration_policy.load(tmp_path)
