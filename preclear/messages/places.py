"""Where the values of a person stand in what was received, worked out when it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from preclear.manifest import Span
from preclear.messages.edifact import Stretch

Groups = Mapping[str, Sequence[int]]  # name of a place -> the groups of a match that it goes over


class Places(Mapping[str, Span]):
    """The places of a person who was taken apart by one match: it keeps the positions of all groups in a few bytes.

    Nothing is worked out before it is asked, since most places never are. A copy or pickle is a plain dictionary.
    """

    __slots__ = ("groups", "match", "stretch")

    def __init__(self, match: re.Match[str], groups: Groups, stretch: Stretch) -> None:
        self.match, self.groups, self.stretch = match, groups, stretch

    def __getitem__(self, name: str) -> Span:
        found = [self.match.span(group) for group in self.groups[name]]
        found = [(start, end) for start, end in found if start < end]
        if not found:  # nothing stands there
            raise KeyError(name)
        start, end = found[0][0], max(end for _, end in found)
        offset = self.stretch.offset
        return Span(offset(start), offset(end - 1) + 1)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.groups if name in self)

    def __contains__(self, name: object) -> bool:
        return name in self.groups and any(self.match.start(group) < self.match.end(group) for group in self.groups[str(name)])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def copy(self) -> dict[str, Span]:
        """Return all places that there are, as a plain dictionary."""
        span, offset, found = self.match.span, self.stretch.offset, {}
        for name, groups in self.groups.items():
            least, most = -1, -1
            for group in groups:
                start, end = span(group)
                if start < end:
                    least, most = (start if least < 0 else least), max(most, end)
            if least >= 0:
                found[name] = Span(offset(least), offset(most - 1) + 1)
        return found

    def __repr__(self) -> str:
        return repr(self.copy())

    def __reduce__(self) -> tuple[type[dict[str, Span]], tuple[dict[str, Span]]]:
        return dict, (self.copy(),)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Span]:
        return self.copy()
