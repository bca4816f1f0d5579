"""Answers about powers in sentences, in English and French, made from what decided and never beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from preclear.inspection.powers import Answer, Language, Missing, Powers, Question, Rule
from preclear.inspection.powers_conditions import Clause, Condition, shown

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "misread": "forbidden, since the question cannot be understood: {wrong}",
        "forbidden": "{section} forbids this: {text}",
        "permitted": "{section}: {text}",
        "nearest": "nearest is {section} ({text}): {why}",
        "silent": "no rule gives it: what no rule gives is forbidden",
        "actor": "it is for {own}, not for {said}",
        "place": "it holds in {own}, not in {said}",
        "phase": "it holds while {own}, not while {said}",
        "need": "missing: {what} ({section})",
        "bar": "barred, since {what} ({section})",
        "us_in_canada": "while a traveller withdraws only 13 to 15, 31 and 32 remain (31(1))",
        "canada_in_us": "while a traveller withdraws only what United States law authorises remains (56)",
        "outside": "powers of 20 to 26 hold in a preclearance area only (19)",
        "unclear": "unclear in the text: {text}",
        "or": " or ",
        "and": " and ",
        "suspect": "reasonable grounds to suspect that {text}",
        "believe": "reasonable grounds to believe that {text}",
        "no": "not so: {text}",
        "=": "{text}: {value}",
        "!=": "not: {text}: {value}",
        "<": "{text}: under {value}",
        "<=": "{text}: at most {value}",
        ">": "{text}: more than {value}",
        ">=": "{text}: at least {value}",
        "asked": "it is {text}",
        "s": "s. {section}",
    },
    "fr": {
        "misread": "interdit, car la question ne se comprend pas : {wrong}",
        "forbidden": "{section} interdit ceci : {text}",
        "permitted": "{section} : {text}",
        "nearest": "le plus proche est {section} ({text}) : {why}",
        "silent": "aucune règle ne le donne : ce que nulle règle ne donne est interdit",
        "actor": "pour {own}, non pour {said}",
        "place": "vaut dans {own}, non dans {said}",
        "phase": "vaut pendant {own}, non pendant {said}",
        "need": "manque : {what} ({section})",
        "bar": "exclu, car {what} ({section})",
        "us_in_canada": "lors d'un retrait ne subsistent que 13 à 15, 31 et 32 (31(1))",
        "canada_in_us": "lors d'un retrait ne subsiste que ce que le droit américain autorise (56)",
        "outside": "les pouvoirs de 20 à 26 ne valent que dans une zone de précontrôle (19)",
        "unclear": "texte ambigu : {text}",
        "or": " ou ",
        "and": " et ",
        "suspect": "motifs raisonnables de soupçonner que {text}",
        "believe": "motifs raisonnables de croire que {text}",
        "no": "non : {text}",
        "=": "{text} : {value}",
        "!=": "non : {text} : {value}",
        "<": "{text} : moins de {value}",
        "<=": "{text} : au plus {value}",
        ">": "{text} : plus de {value}",
        ">=": "{text} : au moins {value}",
        "asked": "il s'agit de {text}",
        "s": "art. {section}",
    },
}


def why(answer: Answer, question: Question, powers: Powers, language: Language = "en") -> str:
    """Return, in a few clauses, why the answer is what it is: what gives or forbids it, or what is missing from what came nearest."""
    said = WORDS[language]
    if answer.decided in ("misread", "unlisted") and answer.misread:
        return said["misread"].format(wrong="; ".join(answer.misread))
    parts = []
    if answer.decided in ("permitted", "forbidden"):
        rule = answer.rules[0]
        parts.append(said[answer.decided].format(section=cite(rule.section, language), text=rule.text[language]))
    elif answer.decided == "nearest":
        parts += [_nearest(rule, answer, question, powers, language) for rule in answer.rules]
    else:
        parts.append(said["silent"])
    parts += [said[question.direction]] if answer.cut else []
    parts += [said["outside"]] if answer.outside else []
    parts += [said["unclear"].format(text=text[language]) for text in answer.unclear]
    return "; ".join(parts)


def cite(section: str, language: Language) -> str:
    """Return a section as people cite it: "s. 20(2)", "art. 20(2)", "Regulations, s. 3", "Règlement, art. 3".

    >>> cite("31(2)(a)-(c)", "en"), cite("31(2)(a)-(c)", "fr"), cite("26.1 with Regulations 6", "fr")
    ('s. 31(2)(a)-(c)', 'art. 31(2)a)-c)', 'art. 26.1 avec Règlement, art. 6')
    """
    if language == "fr":  # which writes paragraphs 20(1)a)
        section = re.sub(r"\(([a-z]+)\)", r"\1)", section).replace(" with ", " avec ")
    act, _, number = section.rpartition("Regulations ")
    own = WORDS[language]["s"]
    if number == section:
        return own.format(section=section) if section[:1].isdigit() else section
    regulations = f"{'Règlement' if language == 'fr' else 'Regulations'}, {own.format(section=number)}"
    return f"{own.format(section=act.strip())} {regulations}" if act else regulations


def _nearest(rule: Rule, answer: Answer, question: Question, powers: Powers, language: Language) -> str:
    said = WORDS[language]
    clauses = []
    own = {"actor": rule.actors, "place": rule.places, "phase": rule.phases}
    for kind in rule.misfits(question):
        names = said["or"].join(powers.words[kind][name].text[language] for name in own[kind])
        clauses.append(said[kind].format(own=names, said=powers.words[kind][getattr(question, kind)].text[language]))
    clauses += [missing(one, powers, language) for one in answer.missing if one.rule == rule.id]
    if not clauses:  # a rule that only cuts, or forbids what was not asked
        return said["silent"]
    return said["nearest"].format(section=cite(rule.section, language), text=rule.text[language], why="; ".join(clauses))


def missing(one: Missing, powers: Powers, language: Language) -> str:
    """Return one thing that stands in the way."""
    what = in_words(one.term.condition, powers, language)
    return WORDS[language][one.kind].format(what=what, section=cite(one.term.section, language))


def in_words(condition: Condition, powers: Powers, language: Language) -> str:
    """Return a condition as a clause."""
    said = WORDS[language]
    return said["or"].join(
        said["and"].join(test_in_words(test, powers, language) for test in alternative) for alternative in condition.alternatives
    )


def test_in_words(test: Clause, powers: Powers, language: Language) -> str:
    """Return one test as a clause."""
    said = WORDS[language]
    if test.sign == "ground":
        threshold, _, _ = test.name.partition("_")
        return said[threshold].format(text=powers.words["ground"][test.name].text[language])
    if test.name not in powers.facts:
        return said["asked"].format(text=powers.words[test.name][test.value].text[language])
    text = powers.facts[test.name].text[language]
    if test.sign == "=" and test.value in ("yes", "*"):
        return text
    if (test.sign, test.value) in (("=", "no"), ("!=", "yes")):
        return said["no"].format(text=text)
    value = powers.facts[test.value].text[language] if test.other else test.value.replace("_", " ")
    return said[test.sign].format(text=text, value=value)


def action_in_words(question: Question, powers: Powers, language: Language) -> str:
    """Return what is asked."""
    action = powers.actions.get(question.action)
    return action.text[language] if action else shown(question.action)
