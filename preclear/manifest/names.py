"""Words in names that are no names: titles, and what stands for a name that is not known yet.

Reading and matching both go by these: a placeholder is counted as a traveller, and not screened as a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TITLES = ("MSTR", "MISS", "MRS", "CHD", "INF", "MR", "MS", "DR")  # longer ones first: MSTR ends in no other, MRS holds MR
NEVER_NAMES = frozenset({  # words that name nobody, wherever they stand; beside them, what is left is the name
    "TBA", "TBC", "TBD", "TBN", "FN", "LN", "FNU", "LNU", "NFN", "NLN", "NN", "UNK", "UNKNOWN", "UNNAMED", "NONAME", "NOTKNOWN",
})  # fmt: skip
COUNTED = frozenset({"GUEST", "CHILD"})  # family names, too: placeholders where a number follows
KINDS = COUNTED | {"PASSENGER", "PAX", "PASSAGER", "ADULT", "INFANT", "TRAVELLER", "TRAVELER"}  # PASSENGER ONE
ALONE = NEVER_NAMES | (KINDS - COUNTED) | {  # words that name nobody where nothing else stands: beside another, they may be a name
    "N", "NA", "NIL", "NONE", "NULL", "NO", "NAME", "ANONYMOUS", "TEST",
}  # fmt: skip
COUNTS = frozenset({"ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"})
PHRASES = frozenset({
    "TO BE ADVISED", "TO BE ANNOUNCED", "TO BE NAMED", "TO BE CONFIRMED", "TO FOLLOW", "N A", "N A N A", "T B A", "NOT KNOWN",
    "NOT AVAILABLE",
})  # fmt: skip
FIRST_WORDS = ALONE | COUNTED | {phrase.partition(" ")[0] for phrase in PHRASES} | {"XX"}  # with which placeholders begin
WORDS = frozenset(ALONE | COUNTED | COUNTS | {word for phrase in PHRASES for word in phrase.split()})  # of which placeholders consist
_BY_WORD = re.compile(r"[^\W\d_]+")


def names_nobody(word: str) -> bool:
    """Return whether a word in capitals names nobody, wherever it stands in a name.

    >>> names_nobody("FNU"), names_nobody("XXX"), names_nobody("X"), names_nobody("TEST")
    (True, True, False, False)
    """
    return word in NEVER_NAMES or (len(word) > 1 and not word.strip("X"))


def is_placeholder(family_name: str, given_names: str) -> bool:
    """Return whether a name stands for one that is not known yet: a seat of a group, "TBA". Titles and numbers are no part of it.

    >>> is_placeholder("TBA", "TBA2"), is_placeholder("NA", "MIN HO"), is_placeholder("XXXX", ""), is_placeholder("PASSENGER", "ONE")
    (True, False, True, True)
    >>> is_placeholder("GUEST 1", ""), is_placeholder("GUEST", ""), is_placeholder("GUEST", "ANN"), is_placeholder("TO BE", "ADVISED")
    (True, False, False, True)
    """
    name = f"{family_name} {given_names}"
    words = [word for word in _BY_WORD.findall(name.upper()) if word not in TITLES]
    return name_nobody(words, counted=any(map(str.isdigit, name)))


def name_nobody(words: Sequence[str], *, counted: bool) -> bool:
    """Return whether the words of a name in capitals, titles set apart, stand for one not known yet. ``counted``: a number stood there.

    >>> name_nobody(("PASSENGER", "TEN"), counted=False), name_nobody(("CHILD",), counted=True), name_nobody(("NO", "ONE"), counted=False)
    (True, True, False)
    """
    if len(words) > 1 and words[-1] in COUNTS and (words[-2] in KINDS or names_nobody(words[-2])):
        words, counted = words[:-1], True
    if " ".join(words) in PHRASES:
        return True
    known = ALONE | COUNTED if counted else ALONE
    return bool(words) and all(word in known or names_nobody(word) for word in words)
