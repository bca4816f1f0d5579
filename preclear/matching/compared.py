"""The rows of the comparison that an officer reads: each declared value beside the listed one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from preclear.documents import states
from preclear.manifest import PartialDate, Reason
from preclear.matching import names
from preclear.matching.alignment import Pair
from preclear.matching.building import document_number
from preclear.matching.features import Pairing
from preclear.matching.hit import Agreement, Compared, Field
from preclear.matching.names import Part, Role
from preclear.watchlist import BirthDate, Name

_SAME = 0.999  # what rounding leaves of 1.0
_WORDS = re.compile(r"[\s,]+")
_LONGEST_RUN = 3  # words of a name in an abjad that are one part: "Abd al-Rahman"


def compare(pairing: Pairing, reasons: Iterable[Reason]) -> tuple[Compared, ...]:
    """Return a row for each field that the traveller declared or the list gives."""
    said = {reason.code: reason for reason in reasons}
    rows = (row(pairing, said) for row in _ROWS)
    return tuple(row for row in rows if row.declared is not None or row.listed is not None)


def _family_name(pairing: Pairing, _said: dict[str, Reason]) -> Compared:
    return _name(pairing, "family_name", "family", pairing.traveller.family_name, pairing.name.family_name)


def _given_names(pairing: Pairing, _said: dict[str, Reason]) -> Compared:
    return _name(pairing, "given_names", "given", pairing.traveller.given_names, pairing.name.given_names)


def _name(pairing: Pairing, field: Field, role: Role, declared: str, own: str) -> Compared:
    """The row of a name field. Where the list does not tell the parts apart, the whole listed name stands beside each."""
    alignment = pairing.alignment
    listed = own if pairing.name.family_name and pairing.name.given_names else pairing.name.text
    if not declared:
        return Compared(field, None, "not_comparable", listed or None, "name_not_declared")
    pairs = [pair for pair in alignment.pairs if any(part.role in (role, "") for part in pair.declared)]
    left = [part for part in alignment.declared_left if part.role in (role, "")]
    over = [part for part in alignment.listed_left if part.role in (role, "")]
    unlike = [
        (f"{_text(pair.declared)} ~ {_as_listed(pair.listed, pairing.name.text)}", _how(pair)) for pair in pairs if pair.code != "same"
    ]
    facts = {"pairs": "; ".join(names for names, _ in unlike), "aligned": "; ".join(f"{names}: {code}" for names, code in unlike)}
    facts |= {"declared_only": _text(left), "listed_only": _as_listed(over, pairing.name.text)}
    agreement, code = _name_agreement(pairs, left, over, role)
    if code == "name_same" and not set(declared.upper().split()) <= set(_WORDS.split(listed.upper())):
        code = "name_transliterated"
    return Compared(field, declared, agreement, listed or None, code, {name: value for name, value in facts.items() if value})


def _name_agreement(pairs: Sequence[Pair], left: Sequence[Part], over: Sequence[Part], role: Role) -> tuple[Agreement, str]:
    if not pairs:
        return "differs", "name_differs"
    if any(not part.minor for part in left) and any(not part.minor for part in over):
        return "in_part", "name_parts_differ"
    if left or over:
        return "in_part", "name_parts_missing"
    if any({part.role for part in pair.listed} == {"given" if role == "family" else "family"} for pair in pairs):
        return "close", "name_swapped"
    together = any(pair.code == "run_together" for pair in pairs)
    if all(pair.strength > _SAME for pair in pairs):
        return "agrees", "name_run_together" if together else "name_same"
    if any(_consonants(pair.listed) for pair in pairs):
        return "close", "name_consonants"
    if together:
        return "close", "name_run_together_otherwise" if any(
            _how(pair) == "run_together_otherwise" for pair in pairs
        ) else "name_run_together"
    codes = {pair.code for pair in pairs}
    return "close", "name_cut" if "cut" in codes else "name_letters" if "letters" in codes else "name_spelling"


def _how(pair: Pair) -> str:
    """How two parts compare; parts that are written together may be spelled otherwise besides, and of some scripts consonants are all."""
    if _consonants(pair.listed):
        return "consonants"
    return "run_together_otherwise" if pair.code == "run_together" and pair.strength <= _SAME else pair.code


def _birth_date(pairing: Pairing, said: dict[str, Reason]) -> Compared:
    listed = ", ".join(map(str, pairing.entry.birth_dates)) or None
    declared = pairing.traveller.birth_date
    reason = next((reason for code, reason in said.items() if code.startswith("birth_date_")), None)
    if reason is None or declared is None:
        return _absent("birth_date", str(declared) if declared else None, listed)
    best = next((each for each in pairing.entry.birth_dates if str(each) == reason.facts["listed"]), None)
    if reason.code == "birth_date_slip" and best:
        return Compared("birth_date", str(declared), "close", listed, f"birth_date_slip{_slip(declared, best.first)}", reason.facts)
    if reason.code == "birth_date_agrees" and best:
        code = _date_agreement(declared, best)
        return Compared("birth_date", str(declared), "agrees" if code == "birth_date_same" else "in_part", listed, code, reason.facts)
    return Compared("birth_date", str(declared), "differs", listed, reason.code, reason.facts)


def _date_agreement(declared: PartialDate, listed: BirthDate) -> str:
    """How far a date agrees with the listed one: whole, in what both know, as 1 January, or within what the list gives."""
    if listed.last or listed.circa:
        return "birth_date_within"
    ours, theirs = declared.whole, listed.first.whole
    if ours and theirs:
        return "birth_date_same" if ours == theirs else "birth_date_new_year"
    return "birth_date_month" if declared.month and listed.first.month else "birth_date_year"


def _slip(declared: PartialDate, listed: PartialDate) -> str:
    """Which slip lies between two dates: the end of a code."""
    ours, theirs = declared.whole, listed.whole
    if ours is None or theirs is None:
        return ""
    if (ours.year, ours.month, ours.day) == (theirs.year, theirs.day, theirs.month):
        return "_day_month"
    parts = [part for part in ("year", "month", "day") if getattr(ours, part) != getattr(theirs, part)]
    if len(parts) != 1:
        return ""
    unlike = sum(a != b for a, b in zip(f"{getattr(ours, parts[0]):04}", f"{getattr(theirs, parts[0]):04}", strict=True))
    return f"_{parts[0]}" if unlike == 1 else "_exchanged"


def _sex(pairing: Pairing, said: dict[str, Reason]) -> Compared:
    return _agrees_or_differs("sex", pairing.traveller.sex, pairing.entry.sex, said)


def _nationality(pairing: Pairing, said: dict[str, Reason]) -> Compared:
    declared, listed = (", ".join(codes) or None for codes in (pairing.traveller.nationalities, pairing.entry.nationalities))
    return _agrees_or_differs("nationality", declared, listed, said)


def _agrees_or_differs(field: Field, declared: str | None, listed: str | None, said: dict[str, Reason]) -> Compared:
    if f"{field}_agrees" in said:
        return Compared(field, declared, "agrees", listed, f"{field}_agrees")
    if f"{field}_differs" in said:
        return Compared(field, declared, "differs", listed, f"{field}_differs")
    return _absent(field, declared, listed)


def _document(pairing: Pairing, said: dict[str, Reason]) -> Compared:
    declared = ", ".join(filter(None, (_paper(paper.issuer, paper.number) for paper in pairing.traveller.documents))) or None
    listed = ", ".join(_paper(paper.issuer, paper.number) for paper in pairing.entry.documents) or None
    if reason := said.get("document_same"):
        code = _document_agreement(pairing, reason)
        return Compared("document", declared, "agrees" if code == "document_same" else "close", listed, code, reason.facts)
    if declared and listed:
        return Compared("document", declared, "differs", listed, "document_differs")
    return _absent("document", declared, listed)


def _document_agreement(pairing: Pairing, reason: Reason) -> str:
    """How the number that is listed agrees: whole, but for a slip or for letters like figures, or with what is known of the issuers."""
    number, listed, theirs = (reason.facts[fact] for fact in ("declared", "listed", "issuer"))
    if document_number(number) != document_number(listed):
        return "document_slip"
    if _bare(number) != _bare(listed):
        return "document_alike"
    ours = next((paper.issuer for paper in pairing.traveller.documents if paper.number == number and paper.issuer), "")
    if not ours or not theirs:
        return "document_issuer_unknown"
    return "document_same" if states.same(ours, theirs) else "document_other_issuer"


def _birth_place(pairing: Pairing, said: dict[str, Reason]) -> Compared:
    declared, listed = pairing.traveller.birth_place, "; ".join(pairing.entry.birth_places) or None
    if "birth_place_agrees" in said:
        return Compared("birth_place", declared, "agrees", listed, "birth_place_agrees")
    if declared and listed:
        return Compared("birth_place", declared, "differs", listed, "birth_place_differs")
    return _absent("birth_place", declared, listed)


_ROWS: tuple[Callable[[Pairing, dict[str, Reason]], Compared], ...] = (
    _family_name,
    _given_names,
    _birth_date,
    _sex,
    _nationality,
    _document,
    _birth_place,
)


def _absent(field: Field, declared: str | None, listed: str | None) -> Compared:
    """A row in which one side says nothing, or says what cannot be compared."""
    code = "not_declared" if declared is None else "not_listed" if listed is None else "not_comparable"
    return Compared(field, declared, "not_comparable", listed, code)


def _paper(issuer: str | None, number: str) -> str:
    return f"{issuer}/{number}" if issuer else number


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, number.upper()))


def _consonants(parts: Iterable[Part]) -> bool:
    """Whether parts are known by their consonants alone, which stand in small letters."""
    return any(part.text.islower() for part in parts)


def _as_listed(parts: Iterable[Part], name: str) -> str:
    """Parts of a listed name; those that are known by their consonants alone as the list writes them."""
    words = name.split()
    runs = [
        " ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, min(start + _LONGEST_RUN, len(words)) + 1)
    ]

    def written(part: Part) -> str:
        if not _consonants([part]):
            return part.text
        return next((run for run in runs if [each.text for each in names.listed(Name(run))] == [part.text]), name)

    return " ".join(map(written, parts))


def _text(parts: Iterable[Part]) -> str:
    return " ".join(part.text for part in parts)
