"""The name field of a zone: names in its letters, cut by the rules of Doc 9303 where they are too long."""

from __future__ import annotations

from preclear.documents.transliteration import transliterate


def name_field(family_name: str, given_names: str, length: int, variant: str | None = None) -> str:
    """Return the name field of a zone: primary identifier, ``<<``, secondary identifier, fillers up to the length.

    A name that is too long is cut as Doc 9303 Parts 4 to 7 (truncation of names, examples a) show: components of the primary identifier
    become initials, the last first and only as many as needed for a letter of the secondary identifier to stay; of the secondary one
    every component keeps a letter if there is room, the first ones their letters. A cut field ends in a letter. ``variant`` as in
    ``transliterate``. Digits are left out, as names in zones have none.

    >>> name_field("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", 30)
    'NILAVADHANANANDA<<CHAYAPA<DE<K'
    >>> name_field("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", 39)
    'BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI'
    """
    primary, secondary = (_components(name, variant) for name in (family_name, given_names))
    if not primary:  # a single name stands first, whichever field it was declared in
        primary, secondary = secondary, []
    whole = "<".join(primary) + ("<<" + "<".join(secondary) if secondary else "")
    if len(whole) <= length:
        return whole.ljust(length, "<")
    if not secondary:
        return "<".join(_fitted(primary, length))
    kept = _initials(primary, length - len("<<X"))
    room = length - len("<".join(kept)) - len("<<")
    second = "<".join(_fitted(secondary, room))
    kept = _given_back(kept, primary, length - len(second) - len("<<"))
    longest = max(range(len(kept)), key=lambda place: len(kept[place]))
    if len("<".join(kept)) + len("<<") + len(second) < length and len(kept[longest]) > 1:  # a letter less, and the next component has one
        kept[longest] = kept[longest][:-1]
        second = "<".join(_fitted(secondary, length - len("<".join(kept)) - len("<<")))
    return f"{'<'.join(kept)}<<{second}".ljust(length, "<")


def component_field(names: str, length: int, variant: str | None = None) -> str:
    """Return given names as the old French card has them: components parted by ``<<``, cut at the end of the field.

    >>> component_field("Marie Anne", 14), component_field("Maximilienne Anne", 14)
    ('MARIE<<ANNE<<<', 'MAXIMILIENNE<<')
    """
    return "<<".join(_components(names, variant)).ljust(length, "<")[:length]


def _components(name: str, variant: str | None) -> list[str]:
    return [part for component in transliterate(name, variant).split("<") if (part := "".join(filter(str.isalpha, component)))]


def _length(components: list[str]) -> int:
    return sum(map(len, components)) + len(components) - 1


def _initials(components: list[str], length: int) -> list[str]:
    """Components of which the last ones have become initials, as many as needed; then the first is cut, then the last are dropped."""
    kept = list(components)
    for place in range(len(kept) - 1, 0, -1):
        if _length(kept) <= length:
            return kept
        kept[place] = kept[place][0]
    if _length(kept) > length:
        others = _length(kept) - len(kept[0])
        kept[0] = kept[0][: max(length - others, 1)]
    while _length(kept) > length and len(kept) > 1:
        kept.pop()
    return kept


def _fitted(components: list[str], length: int) -> list[str]:
    """Components that fill a length: each keeps a letter if there is room for that, and the first ones all their letters."""
    kept = list(components)
    while 2 * len(kept) - 1 > length:
        kept.pop()
    over = _length(kept) - length
    for place in range(len(kept) - 1, -1, -1):
        if over <= 0:
            break
        taken = min(over, len(kept[place]) - 1)
        kept[place] = kept[place][: len(kept[place]) - taken]
        over -= taken
    return kept


def _given_back(kept: list[str], whole: list[str], length: int) -> list[str]:
    """Components with as many of their letters given back as there is room for, so that a cut field is full."""
    kept = list(kept)
    for place, component in enumerate(whole[: len(kept)]):
        room = length - _length(kept)
        if room > 0 and len(kept[place]) < len(component):
            kept[place] = component[: len(kept[place]) + room]
    return kept
