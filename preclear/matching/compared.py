"""The rows of the comparison that an officer reads: each declared value beside the listed one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from preclear.manifest import Reason
from preclear.matching.alignment import Pair
from preclear.matching.features import Pairing
from preclear.matching.hit import Agreement, Compared, Field
from preclear.matching.names import Part, Role

_SAME = 0.999  # what rounding leaves of 1.0


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
    unlike = [(f"{_text(pair.declared)} ~ {_text(pair.listed)}", pair.code) for pair in pairs if pair.code != "same"]
    facts = {"pairs": "; ".join(names for names, _ in unlike), "aligned": "; ".join(f"{names}: {code}" for names, code in unlike)}
    facts |= {"declared_only": _text(left), "listed_only": _text(over)}
    agreement, code = _name_agreement(pairs, left, over, role)
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
    if all(pair.strength > _SAME for pair in pairs):
        return "agrees", "name_same"
    if any(pair.code == "run_together" for pair in pairs):
        return "close", "name_run_together"
    return "close", "name_cut" if any(pair.code == "cut" for pair in pairs) else "name_spelling"


def _birth_date(pairing: Pairing, said: dict[str, Reason]) -> Compared:
    listed = ", ".join(map(str, pairing.entry.birth_dates)) or None
    declared = str(pairing.traveller.birth_date) if pairing.traveller.birth_date else None
    reason = next((reason for code, reason in said.items() if code.startswith("birth_date_")), None)
    if reason is None:
        return _absent("birth_date", declared, listed)
    if reason.code == "birth_date_agrees" and reason.facts["declared"] == reason.facts["listed"]:
        return Compared("birth_date", declared, "agrees", listed, "birth_date_same", reason.facts)
    agreement: Agreement = {"birth_date_agrees": "in_part", "birth_date_slip": "close"}.get(reason.code, "differs")  # type: ignore[assignment]  # literals
    return Compared("birth_date", declared, agreement, listed, reason.code, reason.facts)


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
    reason = said.get("document_same")
    if reason:
        return Compared("document", declared, "agrees" if reason.strength > _SAME else "close", listed, "document_same", reason.facts)
    if declared and listed:
        return Compared("document", declared, "differs", listed, "document_differs")
    return _absent("document", declared, listed)


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


def _text(parts: Iterable[Part]) -> str:
    return " ".join(part.text for part in parts)
