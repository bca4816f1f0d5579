"""The evidence on a person, in words: values side by side, what speaks for and against, how often such hits are right, the score last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from preclear.manifest import Reason, Traveller
from preclear.matching import Compared
from preclear.rules import Undecided
from preclear.store import pages
from preclear.store.pages import HitRow, TravellerRow
from preclear.store.pool import Database
from preclear.web.workbench.page import role_names
from preclear.web.workbench.visit import Visit
from preclear.web.workbench.words import Words

ICONS = {"agrees": "agrees", "close": "close", "in_part": "close", "differs": "differs", "not_comparable": "not-comparable"}
FOR, AGAINST = {"agrees", "close", "in_part"}, {"differs"}
FEW = 30  # findings under which nothing is said on how often such hits are right
BANDS = 20  # of the score: hits within a twentieth count as like


def hit(found: HitRow, traveller: Traveller, db: Database, visit: Visit, *, typed: bool = False) -> dict[str, Any]:
    """Return a possible match for the page; the person was declared by a carrier, or ``typed`` by the officer who reads it."""
    words = visit.words
    edition = words("edition" if found.owner else "edition-nobody", day=words.day(found.dated), owner=found.owner)
    if not shown(found, visit):
        return {
            "hidden": words("hit-hidden", roles=role_names(words, found.visible_to)),
            "entry_ref": found.source_id,
            "title": found.title,
            "edition": edition,
            "speaks_for": [],
            "speaks_against": [],
            "known": _known(found, visit),
        }
    low = int(found.score * BANDS) / BANDS
    findings, right = pages.rate(db, found.source_id, low, low + 1 / BANDS if low < 1 else 2.0, visit.now)
    lines = [_line(compared, traveller, words, typed=typed) for compared in found.compared]
    return {
        "hidden": None,
        "ours": "typed" if typed else "declared",
        "entry_ref": found.entry_ref,
        "title": found.title,
        "edition": edition,
        "lines": lines,
        "speaks_for": [_said(line, words) for line in lines if line["agreement"] in FOR],
        "speaks_against": [_said(line, words) for line in lines if line["agreement"] in AGAINST],
        "found": findings,
        "right": right,
        "rate": round(100 * right / findings) if findings >= FEW else None,
        "score": words.decimal(found.score),
        "parts": [_part(reason, words) for reason in found.why],
        "basis": found.legal_basis,
        "known": _known(found, visit),
    }


def _known(found: HitRow, visit: Visit) -> dict[str, Any] | None:
    """Return who found before that this is another person, when, on what grounds and until when that holds; None where nobody did."""
    if found.known_at is None:
        return None
    words = visit.words
    return {
        "found": words("known-found", name=found.known_by or "?", day=words.day(found.known_at.date())),
        "reason": found.known_reason if shown(found, visit) else None,
        "until": words("known-until", day=words.day(found.known_until.date())) if found.known_until else words("known-over"),
    }


def shown(found: HitRow, visit: Visit) -> bool:
    """Return whether this officer sees what the entry of a hit says: the terms of its list name who does."""
    return not found.visible_to or not visit.officer.roles.isdisjoint(found.visible_to)


def rules(row: TravellerRow, db: Database, visit: Visit) -> list[dict[str, Any]]:
    """Return the rules that fired, and those that could not be told. Rules about hits are left out: the hits are there themselves."""
    unscreened = row.unscreened.code if row.unscreened else None
    fired = [
        _rule(reason, db, visit) | {"throttled": reason.code in row.throttled}
        for reason in row.why
        if reason.code != unscreened and not about_hits(reason.code, visit)
    ]
    return fired + [_undecided(one, visit) for one in row.untold if not about_hits(one.rule, visit)]


def about_hits(code: str, visit: Visit) -> bool:
    """Return whether a reason comes from a rule about possible matches."""
    rule = visit.node.circumstances.rules.rule(code)
    return rule is not None and rule.kind == "match"


def title(code: str, visit: Visit) -> str:
    """Return the title of a rule, or why somebody was not screened; the code where neither is known any more."""
    text = visit.node.circumstances.rules.text(code, visit.language)
    if text:
        return text[0]
    key = f"unscreened-{code.replace('_', '-')}"
    return visit.words(key) if visit.words.has(key) else code


def _undecided(untold: Undecided, visit: Visit) -> dict[str, Any]:
    """Return a rule that could not be told, and what was missing for it."""
    words, rules = visit.words, visit.node.circumstances.rules
    stated = rules.rule(untold.rule)
    keys = [f"field-{need.rpartition('.')[2].replace('_', '-')}" for need in untold.needs]
    missing = Markup(", ").join(words(key) if words.has(key) else need for key, need in zip(keys, untold.needs, strict=True))
    return {
        "code": untold.rule,
        "title": title(untold.rule, visit),
        "reason": words("rule-untold", missing=missing) if untold.needs else words("rule-at-fault"),
        "about": words("rule-about", code=untold.rule, owner=stated.owner) if stated else untold.rule,
        "rate": "",
        "source": untold.source,
        "throttled": False,
    }


def _rule(reason: Reason, db: Database, visit: Visit) -> dict[str, Any]:
    """Return a rule that fired: the fact first, then how often it had an ordinary cause, then the rule itself."""
    words, rules = visit.words, visit.node.circumstances.rules
    _, said = rules.text(reason.code, visit.language, reason.facts) or ("", reason.detail)
    stated = rules.rule(reason.code)
    findings, right = pages.rule_rate(db, reason.code, visit.now)
    return {
        "code": reason.code,
        "title": title(reason.code, visit),
        "reason": said,
        "about": words("rule-about", code=reason.code, owner=stated.owner) if stated else reason.code,
        "rate": words("rule-rate", found=findings, right=right) if findings >= FEW else words("rule-rate-few", n=findings),
        "source": reason.source,
    }


def _line(compared: Compared, traveller: Traveller, words: Words, *, typed: bool = False) -> dict[str, Any]:
    shown_on, number = compared.facts.get("shown_on"), compared.facts.get("document", "")
    span = traveller.places.get(("document" if number == "1" else f"document {number}") if shown_on else compared.field)
    return {
        "field": compared.field.replace("_", "-"),
        "declared": _value(compared.field, compared.declared, words),
        "listed": _value(compared.field, compared.listed, words),
        "original": compared.facts.get("original"),
        "agreement": compared.agreement,
        "icon": ICONS[compared.agreement],
        "shown_on": words(f"compare-on-{shown_on}", n=number) if shown_on else None,
        "byte": span.start if span else None,
        "words": in_words(compared.code, compared.agreement, compared.facts, words, typed=typed),
        "pairs": pairs(compared.facts, words),
    }


def _value(field: str, value: str | None, words: Words) -> str | None:
    """Return a value as a page writes it; a date that is no date stays as it is."""
    if field != "birth_date" or value is None:
        return value
    try:
        return words.born(value)
    except ValueError:
        return value


def in_words(code: str, agreement: str, facts: Mapping[str, str], words: Words, *, typed: bool = False) -> str:
    """Return the sentence for a comparison; for a code newer than the catalogue, what its agreement means.

    Where only one side has more than the other, or the officer typed what is compared, the catalogue may have a sentence for that.
    """
    key = f"compared-{code.replace('_', '-')}"
    sides = {"declared_only": "declared", "listed_only": "listed"}
    more = [side for fact, side in sides.items() if facts.get(fact)]
    sided = f"{key}-{more[0]}" if len(more) == 1 else key
    for chosen in (*((f"{sided}-typed", f"{key}-typed") if typed else ()), sided, key):
        if words.has(chosen):
            return words(chosen, **{"pairs": "", "declared_only": "", "listed_only": "", **facts})
    return words(f"compared-{agreement.replace('_', '-')}")


def pairs(facts: Mapping[str, str], words: Words) -> list[str]:
    """Return how each part of a name compares, in words: "MOHAMMED ~ MUHAMMAD: same name, other spelling".

    The fact ``aligned`` holds the pairs that differ with a code each, as "ALI ~ ALY: spelling".
    """
    told: list[str] = []
    for pair in filter(None, facts.get("aligned", "").split("; ")):
        names, _, code = pair.rpartition(": ")
        key = f"pair-{code.replace('_', '-')}"
        if names:
            told.append(words("pair", names=names, words=words(key) if words.has(key) else words("pair-other")))
    return told


def _said(line: Mapping[str, Any], words: Words) -> str:
    return words("evidence-line", field=words(f"field-{line['field']}"), words=line["words"])


def _part(reason: Reason, words: Words) -> dict[str, Any]:
    key = f"weighed-{reason.code.replace('_', '-')}"
    return {"name": words(key) if words.has(key) else reason.code, "strength": words.decimal(reason.strength), "words": ""}
