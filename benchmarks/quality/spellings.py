"""Other Latin spellings of one name, by the customs of its writing system. The rules are the makers' own: matching does not know them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

Rule = tuple[str, str]

_ARABIC: Sequence[Rule] = (
    ("MOHAMMED|MUHAMMAD|MOHAMMAD", "MOHAMED"), ("MOHAMED", "MUHAMMAD"), ("AHMAD", "AHMED"), ("AHMED", "AHMAD"),
    ("OU", "U"), ("U(?=[LNRSMBD])", "OU"), ("OO", "U"), ("EE", "I"), ("Q(?=[AIU])", "K"), ("K(?=A[SDR])", "Q"), ("KH", "H"),
    ("GH", "G"), ("(?<=[AEIOU])Y(?=[AEIOU])", "YY"), ("YY", "Y"), ("SH", "CH"), ("DH", "D"), ("Y\\b", "I"), ("I\\b", "Y"),
    ("\\bAL(?= |-)", "EL"), ("\\bEL(?= |-)", "AL"), ("\\bAL (?=[A-Z]{4})", "AL"), ("ABDUL ", "ABDEL "), ("ABD AL ", "ABDUL "),
    ("ABDUL(?=[A-Z]{3})", "ABDEL"), ("SS", "S"), ("(?<=[AI])S(?=[AI])", "SS"), ("J(?=[AIU])", "DJ"), ("DJ", "J"), ("AH\\b", "A"),
    ("A\\b", "AH"), ("EIN\\b", "AIN"), ("AYN\\b", "EIN"), ("IM\\b", "EEM"), ("AI", "EI"), ("W(?=[AI])", "OU"), ("Z(?=A)", "DH"),
)  # fmt: skip
_SLAVIC: Sequence[Rule] = (
    ("IY\\b|II\\b|IJ\\b", "Y"), ("Y\\b", "IY"), ("(?<=[A-Z]{2})I\\b", "IY"), ("YU|IU", "JU"), ("YU", "IU"), ("YA", "IA"), ("IA", "YA"),
    ("YE", "E"), ("\\bE", "YE"), ("KH", "H"), ("TS", "C"), ("ZH", "J"), ("SHCH", "SCH"), ("KS", "X"), ("X", "KS"), ("EI\\b", "EY"),
    ("EY\\b", "EI"), ("OV\\b", "OFF"), ("EV\\b", "EFF"), ("OVA\\b", "OWA"), ("V(?=[AI])", "W"), ("CH", "TCH"), ("AY\\b", "AI"),
    ("AI\\b", "AY"), ("IYE", "IE"), ("ANDER", "ANDR"), ("PH", "F"),
)  # fmt: skip
_SPANISH: Sequence[Rule] = (
    ("Z\\b", "S"), ("S\\b", "Z"), ("Z(?=[AO])", "S"), ("C(?=[EI])", "S"), ("V", "B"), ("\\bB", "V"), ("LL", "Y"), ("\\bH", ""),
    ("GE", "JE"), ("XI", "JI"), ("J(?=I)", "X"), ("NN", "N"), ("Y\\b", "I"), ("QU(?=[EI])", "K"), ("GUI", "GI"), ("SS", "S"), ("TH", "T"),
)  # fmt: skip
_CHINESE: Sequence[Rule] = (
    ("\\bZH", "CH"), ("\\bXI", "HSI"), ("\\bX", "HS"), ("\\bQ", "CH"), ("\\bJ", "CH"), ("\\bZ(?!H)", "TS"), ("\\bC(?!H)", "TS"),
    ("\\bB", "P"), ("\\bD", "T"), ("\\bG", "K"), ("ONG\\b", "UNG"), ("IAN\\b", "IEN"), ("YAN\\b", "YEN"), ("\\bR", "J"),
    ("(?<=[A-Z]{4}) (?=[A-Z])", ""), ("LUE", "LYU"),
)  # fmt: skip
_KOREAN: Sequence[Rule] = (
    ("\\bKIM", "GIM"), ("\\bRI\\b", "LEE"), ("\\bYI\\b", "LEE"), ("\\bPAK", "PARK"), ("\\bPAK", "BAK"), ("O(?=NG)", "EO"), ("EO", "O"),
    ("\\bCH", "J"), ("\\bJ", "CH"), ("\\bK", "G"), ("\\bT", "D"), ("\\bP", "B"), ("\\bRY", "Y"), ("\\bYO", "YEO"), ("U(?=N)", "EU"),
    ("OO", "U"), ("U\\b", "OO"), ("(?<=[A-Z]) (?=[A-Z]+$)", ""), ("\\bR", "L"),
)  # fmt: skip
_TURKISH: Sequence[Rule] = (
    ("GH", "G"),
    ("C(?=[AEIOU])", "J"),
    ("J", "DJ"),
    ("SH", "S"),
    ("CH", "C"),
    ("Y", "I"),
    ("V", "W"),
    ("YAN\\b", "IAN"),
)
_WESTERN: Sequence[Rule] = (
    ("UE", "U"), ("OE", "O"), ("AE", "A"), ("PH", "F"), ("F", "PH"), ("CK", "K"), ("TH", "T"), ("SCH", "SH"), ("Y\\b", "IE"),
    ("IE\\b", "Y"), ("LL", "L"), ("NN", "N"), ("TT", "T"), ("MAC", "MC"), ("\\bMC", "MAC"), ("C(?=[AO])", "K"), ("K(?=[AO])", "C"),
    ("Z", "S"), ("EI", "AI"),
)  # fmt: skip
RULES = {
    "Arabic": _ARABIC, "Persian and Afghan": _ARABIC, "South Asian": _ARABIC, "African": _ARABIC, "South-East Asian": _ARABIC,
    "Slavic": _SLAVIC, "Spanish and Portuguese": _SPANISH, "Chinese": _CHINESE, "Korean": _KOREAN, "Turkish and Caucasian": _TURKISH,
    "Western": _WESTERN,
}  # fmt: skip


def other_spelling(random: Random, whole: str, group: str) -> str | None:
    """Return a name in A-Z with one to three rules of its group applied to it, each in one place; None where none applies."""
    rules = [(re.compile(pattern), by) for pattern, by in RULES.get(group, ())]
    random.shuffle(rules)
    changed, wanted = whole, random.choice((1, 1, 2, 3))
    for pattern, by in rules:
        found = list(pattern.finditer(changed))
        if found and wanted:
            at = random.choice(found)
            changed = changed[: at.start()] + by + changed[at.end() :]
            wanted -= 1
    return changed if changed != whole else None
