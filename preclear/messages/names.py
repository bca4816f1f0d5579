"""Names as carriers send them: titles inside them."""

from __future__ import annotations

from preclear.manifest.names import TITLES

ENDS = frozenset({letter for title in TITLES for letter in (title[-1], title[-1].lower())})
LONGEST = max(map(len, TITLES))


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
