"""Law 4 as a table: what reveals nationality or another protected trait, or can stand for it, and which kinds of rule may read it.

A fact is reserved, or says why a risk rule may read it although something else could be meant by it (``Fact.allowed``). A named list says
what its members are (``MADE_OF``): a condition cannot hide in a list what it may not write. What is left, such as a route on which mostly
people of one state travel, is measured: a back-test shows by group on whom referrals fall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from preclear.documents import states
from preclear.rules.cel import Reserved

KINDS = ("match", "document", "data", "risk")
NOT_RISK = frozenset(("match", "document", "data"))

NATIONALITY = Reserved(NOT_RISK, "nationality, and what stands for it, is never part of a risk rule (law 4)")
PROTECTED = Reserved(NOT_RISK, "it reveals what is nobody's business, and is never part of a risk rule (law 4)")
STANDS_FOR = Reserved(NOT_RISK, "it tells status, origin or the issuing state, and is never part of a risk rule (law 4)")
WAY = Reserved(NOT_RISK, "the places of one person's way stand for where the person is from, and are never part of a risk rule (law 4)")
FAULTY = Reserved(NOT_RISK, "codes of faults tell of nationality, names and kinds of document, and are never part of a risk rule (law 4)")
MATCHES = Reserved(frozenset(("match",)), "a possible match is weighed by rules of kind match alone")

SAME_FOR_ALL = "the same for everyone of the voyage; the back-test measures by group on whom it falls"
BY_CARRIER = "the carrier gives it; it tells nothing of the person"
SALE = "how the journey was sold, not to whom; the back-test measures by group on whom it falls"
CONDUCT = "what somebody does or did, not what they are"
HANDLING = "how a message or a document was handled"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the members of a named list are."""

    words: str
    reserved: Reserved | None  # None: every kind of rule may read such a list
    why: str = ""  # if so


MADE_OF: Mapping[str, Mark] = {
    "states": Mark("codes or names of countries, nationalities or issuing states", NATIONALITY),
    "documents": Mark("kinds, numbers or issuers of documents, cards and visas", STANDS_FOR),
    "people": Mark("names, or anything of people", PROTECTED),
    "faults": Mark("codes of faults", FAULTY),
    "unstated": Mark("not stated", Reserved(NOT_RISK, "it does not say what its members are (made_of), so no risk rule reads it (law 4)")),
    "places": Mark("codes of ports, stations and crossings", None, f"compared with places of the voyage alone: {SAME_FOR_ALL}"),
    "carriers": Mark("designators of carriers or voyages", None, SAME_FOR_ALL),
    "sales": Mark("agencies, kinds of payment", None, SALE),
    "other": Mark("none of these", None, "a member that is the code of a country is refused"),
}


def hidden(made_of: str, members: Sequence[str]) -> str | None:
    """Return a member that is a country's code, in a list that says it holds something that a risk rule may read; None where none is.

    Some ports and carriers have the letters of a country: of those, more than half must be countries' codes.

    >>> hidden("other", ["12A", "IRN"]), hidden("places", ["YVR", "HND"]), hidden("places", ["IRN", "AFG"]), hidden("states", ["IRN"])
    ('IRN', None, 'IRN', None)
    """
    if MADE_OF[made_of].reserved:
        return None
    found = [member for member in members if states.alpha3(member)]
    return found[0] if found and (made_of == "other" or 2 * len(found) > len(members)) else None
