"""Names as carriers send them: titles inside them, and placeholders for names that are not known yet."""

from __future__ import annotations

TITLES = ("MSTR", "MISS", "MRS", "CHD", "INF", "MR", "MS", "DR")  # longer ones first: MSTR ends in no other, MRS holds MR
NUMBERED = " 0123456789"  # TBA1, TBA 2
ENDS = frozenset({letter for title in TITLES for letter in (title[-1], title[-1].lower())})
LONGEST = max(map(len, TITLES))
COUNTS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")  # PASSENGER ONE
PLACEHOLDERS = frozenset({
    "TBA", "TBC", "TBD", "TBN", "TO BE ADVISED", "TO BE ANNOUNCED", "TO BE NAMED", "NN", "NA", "NONAME", "NO NAME", "UNKNOWN", "UNNAMED",
    "XXX", "XXXX", "XXXXX", "TEST NAME", "FNU", "LNU", "PASSENGER", "PAX", "ADULT", "INFANT", "TRAVELLER", "TRAVELER", "PASSAGER",
})  # fmt: skip
COUNTED = frozenset({"GUEST", "CHILD"})  # names of people, too: placeholders where a number follows


def title(family_name: str, given_names: str) -> str | None:
    """Return the title in a name, in capitals; it stays in the name as declared.

    A title stands at the end of the given names, glued or behind a blank, or at their front before a blank. None is taken off a
    glued name where fewer than two letters would stay, and none at the front without a blank.

    >>> [title("SMITH", name) for name in ("ROBINMR", "JO ANN MRS", "MR JOHN", "DRAGAN", "AMR", "MR")]
    ['MR', 'MRS', 'MR', None, None, 'MR']
    """
    if not given_names:
        _, blank, last = family_name.upper().rpartition(" ")
        return last if blank and last in TITLES else None
    if given_names[-1] in ENDS:
        name = given_names.upper()
        for candidate in TITLES if name.endswith(TITLES) else ():
            if name.endswith(candidate):
                rest = name[: -len(candidate)]
                if not rest or rest.endswith(" ") or len(rest.rpartition(" ")[2]) >= 2:
                    return candidate
    if 1 < (blank_at := given_names.find(" ")) <= LONGEST:
        first = given_names[:blank_at].upper()
        return first if first in TITLES else None
    return None


def is_placeholder(family_name: str, given_names: str) -> bool:
    """Return whether a name stands for one that is not known yet: a seat of a group, "TBA".

    >>> is_placeholder("TBA", "TBA2"), is_placeholder("NA", "MIN HO"), is_placeholder("XXXX", ""), is_placeholder("PASSENGER", "ONE")
    (True, False, True, True)
    >>> is_placeholder("GUEST 1", ""), is_placeholder("GUEST", ""), is_placeholder("GUEST", "ANN"), is_placeholder("TO BE", "ADVISED")
    (True, False, False, True)
    """
    family, given = _uncounted(family_name), _uncounted(given_names)
    if f"{family} {given}" in PLACEHOLDERS:
        return True
    if family in COUNTED:
        return not given and bool(family != family_name.strip().upper() or given_names.strip())
    return family in PLACEHOLDERS and (not given or given in PLACEHOLDERS or given in TITLES)


def _uncounted(name: str) -> str:
    """A name in capitals without a number behind it: "TBA2", "PASSENGER ONE"."""
    bare = name.upper().strip(NUMBERED)
    before, _, last = bare.rpartition(" ")
    return before.strip(NUMBERED) if last in COUNTS else bare
