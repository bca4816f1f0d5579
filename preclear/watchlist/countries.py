"""Countries as watchlists write them, to the three-letter codes of travel documents."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from preclear.documents import states

_LONGEST_NAME = 6  # words; further ones are looked for one word less at a time


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for name in ("demonyms.csv", "country_names.csv"):  # where both know a spelling, the name of a country goes before that of its people
        text = (files("preclear") / "resources" / name).read_text(encoding="utf-8")
        for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
            for spelling in filter(None, (row["alpha3"], row.get("alpha2", ""), *row["names"].split("|"))):
                codes[spelling.casefold()] = row["alpha3"]
    return codes


def alpha3(country: str) -> str | None:
    """Return the code of a country by its English name, that of its people, or its code; None where it is not known.

    Codes are those of ISO 3166-1 with two or three letters and of ICAO Doc 9303-3 section 5: Germany's ``D``, the stateless, the United
    Nations, and withdrawn ones, which give the code of today where one state took the place of the other.

    >>> alpha3("Korea, North"), alpha3("ru"), alpha3("SYR"), alpha3("Tunisian"), alpha3("Atlantis")
    ('PRK', 'RUS', 'SYR', 'TUN', None)
    >>> alpha3("Tanzania, United Republic of"), alpha3("The Netherlands"), alpha3("Iran (Islamic Republic of)")
    ('TZA', 'NLD', 'IRN')
    >>> alpha3("D"), alpha3("GBD"), alpha3("XXA"), alpha3("ROM")
    ('DEU', 'GBD', 'XXA', 'ROU')
    """
    codes, said = _codes(), " ".join(country.casefold().split())
    if code := codes.get(said):
        return code
    bare = said.partition("(")[0].strip().removeprefix("the ")
    last, comma, first = bare.partition(", ")
    return codes.get(bare) or (codes.get(f"{first} {last}") if comma else None) or states.alpha3(said)


def mentioned(text: str) -> str | None:
    """Return the code of the first country that a sentence names; None where it names none.

    >>> mentioned("issued in Sri Lanka on 3 May 2007"), mentioned("Tunisian passport"), mentioned("diplomatic")
    ('LKA', 'TUN', None)
    """
    words = re.findall(r"[^\W\d_][\w.'’-]*", text)
    codes = _codes()
    for start in range(len(words)):
        for length in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
            said = " ".join(words[start : start + length])
            if len(said) > 3 and (code := codes.get(said.casefold().rstrip("."))):  # shorter ones are words of the language: "in", "no"
                return code
    return None
