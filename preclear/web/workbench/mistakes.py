"""What is wrong with a rule or a question, in the language of the page.

The rooms say it in English, once. The English catalogue holds the same sentences, each with the places where names and values stand
(``mistake-...``); a sentence that fits one of them is said by the other catalogue. A test holds the catalogue to every sentence there is.
"""

from __future__ import annotations

import re
from functools import cache

from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, Placeable, TextElement, VariableReference
from markupsafe import Markup, escape

from preclear.web.workbench.words import Words, catalogue

LONGEST = 1000  # letters of a sentence that is looked up
FILE = re.compile(r"[\w./-]{1,120}\.toml(?:, line \d+, column \d+)?: ")  # where it is: a page says that by itself
WHERE = re.compile(r" \(at (?:line \d+, column \d+|end of document)\)$")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Key and form of each sentence: first those that hold another, then those with most letters of their own."""
    found = []
    for entry in FluentParser().parse(catalogue("en")).body:
        if isinstance(entry, Message) and entry.id.name.startswith("mistake-") and entry.value:
            form, letters = "", 0
            for element in entry.value.elements:
                match element:
                    case TextElement(value=text):
                        form, letters = form + re.escape(text), letters + len(text)
                    case Placeable(expression=VariableReference(id=named)):
                        form += f"(?P<{named.name}>.+?)"
            found.append(("(?P<why>" not in form, -letters, entry.id.name, re.compile(form, re.DOTALL)))
    return tuple((key, form) for *_, key, form in sorted(found, key=lambda one: one[:3]))


def said(sentence: str, words: Words) -> Markup:
    """Return a sentence of the rooms on rules in the language of the page; one that no catalogue knows is marked as English.

    A part of it that is a sentence itself (``why``) is said in that language, too.
    """
    bare = WHERE.sub("", FILE.sub("", sentence, count=1))
    return _known(bare, words) or (escape(bare) if words.language == "en" else Markup('<span lang="en">{}</span>').format(bare))


def _known(sentence: str, words: Words) -> Markup | None:
    if len(sentence) > LONGEST:
        return None
    for key, form in _patterns():
        if found := form.fullmatch(sentence):
            facts = {name: said(value, words) if name == "why" else value for name, value in found.groupdict().items()}
            return words(key, **facts)
    return None
