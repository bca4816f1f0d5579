"""Countries as watchlists write them, to the three-letter codes of travel documents."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def _codes() -> dict[str, str]:
    text = (files("preclear") / "resources" / "country_names.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    codes: dict[str, str] = {}
    for row in rows:
        for spelling in (row["alpha3"], row["alpha2"], *row["names"].split("|")):
            codes[spelling.casefold()] = row["alpha3"]
    return codes


def alpha3(country: str) -> str | None:
    """Return the code of a country by its English name, its two-letter or its three-letter code; None where it is not known.

    >>> alpha3("Korea, North"), alpha3("ru"), alpha3("SYR"), alpha3("Atlantis")
    ('PRK', 'RUS', 'SYR', None)
    """
    return _codes().get(country.strip().casefold())
