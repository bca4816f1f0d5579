"""How people are named: parts with their spellings, put together as each culture does."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from random import Random
from typing import Literal

from preclear.manifest import Sex


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: how it is usually romanised, how else, and how its people write it."""

    usual: str
    others: tuple[str, ...] = ()
    original: str | None = None  # in its own script; None where that is Latin

    @classmethod
    def parse(cls, text: str, spelling: int = 0) -> Part:
        """Read ``Usual/other=original``; ``spelling`` says which of the romanisations is the usual one.

        >>> Part.parse("Chen/Ch'en/Chan=陈", 2)
        Part(usual='Chan', others=('Chen', "Ch'en"), original='陈')
        """
        latin, _, original = text.strip().partition("=")
        spelled = latin.split("/")
        usual = spelled.pop(spelling if spelling < len(spelled) else 0)
        return cls(usual, tuple(spelled), original or None)


@dataclass(frozen=True, slots=True)
class Name:
    """A whole name. ``family`` stands in the first field of a travel document, ``given`` in the second."""

    family: tuple[Part, ...]
    given: tuple[Part, ...]
    line: tuple[Part, ...]  # what the children of this person have in common
    own: Literal["given family", "family given"] = "given family"  # the order in which its people write it
    apart: str = " "  # what stands between the parts in the original script

    @property
    def family_name(self) -> str:
        """The family name as it is usually romanised, "" where there is none."""
        return " ".join(part.usual for part in self.family)

    @property
    def given_names(self) -> str:
        """The given names as they are usually romanised, "" for a single name."""
        return " ".join(part.usual for part in self.given)

    @property
    def written(self) -> str:
        """The name in the order of its people, romanised."""
        return " ".join(part.usual for part in self._in_own_order())

    @property
    def original(self) -> str | None:
        """The name in its own script and order; None where that is Latin."""
        parts = [part.original for part in self._in_own_order()]
        return self.apart.join(part for part in parts if part) if any(parts) else None

    @property
    def romanised_otherwise(self) -> Name | None:
        """The same name with the other romanisation of each part that has one; None where no part has."""
        if not any(part.others for part in self.family + self.given):
            return None
        family, given = (tuple(replace(p, usual=p.others[-1]) if p.others else p for p in parts) for parts in (self.family, self.given))
        return replace(self, family=family, given=given)

    def _in_own_order(self) -> tuple[Part, ...]:
        return self.given + self.family if self.own == "given family" else self.family + self.given


@dataclass(frozen=True, slots=True)
class Culture:
    """What one culture has to make names of, and how it does."""

    key: str
    share: int  # how often its people travel here, against the other cultures
    states: tuple[str, ...]  # who issues their passports, the first most often
    form: str
    own: Literal["given family", "family given"]
    parts: Mapping[str, tuple[Part, ...]]  # by kind: family, male, female, ...
    feminine: tuple[tuple[str, str], ...] = ()  # endings of a family name, and what they become for a woman

    def name(self, random: Random, sex: Sex, line: tuple[Part, ...] = ()) -> Name:
        """Return an invented name, of the family that ``line`` comes from where it is given."""
        return FORMS[self.form](random, self, "female" if sex == "F" else "male", line)


@cache
def cultures() -> Mapping[str, Culture]:
    """Return every culture of ``names.toml`` by its key."""
    tables = tomllib.loads(resources.files("preclear.demo").joinpath("names.toml").read_text("utf-8"))
    return {key: _culture(key, {**tables.get(table.get("like", ""), {}), **table}) for key, table in tables.items()}


def _culture(key: str, table: Mapping[str, object]) -> Culture:
    spelling = int(str(table.get("spelling", 0)))
    states, feminine = table["states"], table.get("feminine", [])
    assert isinstance(states, list)
    assert isinstance(feminine, list)
    return Culture(
        key=key,
        share=int(str(table["share"])),
        states=tuple(states),
        form=str(table["form"]),
        own="family given" if table.get("own") == "family given" else "given family",
        parts={kind: tuple(Part.parse(part, spelling) for part in str(table[kind]).split(",")) for kind in KINDS if kind in table},
        feminine=tuple(tuple(rule.split("=")) for rule in feminine),
    )


KINDS = (
    "family", "male", "female", "middle_male", "middle_female", "fathers_male", "fathers_female", "western_male", "western_female",
)  # fmt: skip


# The forms: each makes a whole name of the material of its culture ---------------------------------------------------------


def one_given(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A family name and one given name."""
    line = line or (random.choice(culture.parts["family"]),)
    return Name(_of_sex(culture, sex, line), (random.choice(culture.parts[sex]),), line, culture.own, _apart(culture))


def two_given(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A family name and, mostly, two given names."""
    line = line or (random.choice(culture.parts["family"]),)
    given = random.sample(culture.parts[sex], 2 if random.random() < 0.6 else 1)
    return Name(_of_sex(culture, sex, line), tuple(given), line, culture.own)


def hyphened(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A family name and a given name, often a double one with a hyphen."""
    name = two_given(random, culture, sex, line)
    return replace(name, given=(_joined(name.given, ("-",)),))


def two_families(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """Two family names, one of each parent, and one or two given names."""
    line = line or tuple(random.sample(culture.parts["family"], 2))
    return Name(line, tuple(random.sample(culture.parts[sex], random.choice((1, 2)))), line)


def mothers_family(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A given name, the mother's family name in the middle, the father's last."""
    middle, fathers = random.sample(culture.parts["family"], 2)
    line = line or (fathers,)
    return Name(line, (random.choice(culture.parts[sex]), middle), line)


def patronymic(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A family name that follows the sex, a given name and a patronymic."""
    name = one_given(random, culture, sex, line)
    return replace(name, given=(*name.given, random.choice(culture.parts[f"fathers_{sex}"])))


def father_and_grandfather(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """The own name, the father's, sometimes the grandfather's, then the family's."""
    name = one_given(random, culture, sex, line)
    return replace(name, given=name.given + tuple(random.sample(culture.parts["male"], random.choice((1, 1, 2)))))


def father_and_grandfather_last(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """The own name, the father's and the grandfather's; there is no family name, and the last stands in its place."""
    father, grandfather = line if len(line) > 1 else random.sample(culture.parts["male"], 2)
    own = random.choice(culture.parts[sex])
    return Name((grandfather,), (own, father), (own, father))


def fathers_name(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """The own name and the father's, which stands in the place of a family name."""
    own = random.choice(culture.parts[sex])
    return Name((line or (random.choice(culture.parts["male"]),))[:1], (own,), (own,))


def often_single(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A single name, or two of which the last stands in the place of a family name."""
    own, last = random.sample(culture.parts[sex], 2)
    return Name((own,), (), ()) if random.random() < 0.4 else Name(line or (last,), (own,), line or (last,))


def bin_binti(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """The own name, "bin" or "binti", and the father's, all in the first field of the document."""
    own, father = random.choice(culture.parts[sex]), line[0] if line else random.choice(culture.parts["male"])
    return Name((own, Part("binti" if sex == "female" else "bin"), father), (), (own,))


def sikh(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A given name for both sexes, Singh or Kaur, and often a clan's name; without one, Singh or Kaur is the family name."""
    middle = Part("Kaur", (), "ਕੌਰ") if sex == "female" else Part("Singh", ("Sing",), "ਸਿੰਘ")
    name = one_given(random, culture, sex, line)
    return replace(name, given=(*name.given, middle)) if random.random() < 0.6 else replace(name, family=(middle,))


def middle(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A family name, a middle name and a given name, in this order."""
    name = one_given(random, culture, sex, line)
    return replace(name, given=(random.choice(culture.parts[f"middle_{sex}"]), *name.given))


def joined_given(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A family name and a given name of one or two syllables, written as one word (pinyin)."""
    return _syllables(random, culture, sex, line, ("", "-", " "))


def hyphened_pair(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A family name and a given name of two syllables with a hyphen (Wade-Giles)."""
    return _syllables(random, culture, sex, line, ("-", "", " "))


def spaced_pair(random: Random, culture: Culture, sex: str, line: tuple[Part, ...]) -> Name:
    """A family name and a given name of two syllables apart (Cantonese, Korean), in Hong Kong often with a Western name behind."""
    name = _syllables(random, culture, sex, line, (" ", "", "-"))
    western = culture.parts.get(f"western_{sex}")
    return replace(name, given=(*name.given, random.choice(western))) if western and random.random() < 0.4 else name


FORMS: Mapping[str, Callable[[Random, Culture, str, tuple[Part, ...]], Name]] = {
    form.__name__: form
    for form in (
        one_given, two_given, hyphened, two_families, mothers_family, patronymic, father_and_grandfather, father_and_grandfather_last,
        fathers_name, often_single, bin_binti, sikh, middle, joined_given, hyphened_pair, spaced_pair,
    )
}  # fmt: skip


def _syllables(random: Random, culture: Culture, sex: str, line: tuple[Part, ...], apart: tuple[str, ...]) -> Name:
    line = line or (random.choice(culture.parts["family"]),)
    given = random.sample(culture.parts[sex], 2 if random.random() < 0.85 else 1)
    return Name(line, (_joined(given, apart),), line, culture.own, "")


def _joined(parts: tuple[Part, ...] | list[Part], apart: tuple[str, ...]) -> Part:
    """Make one part of several; the n-th romanisation takes the n-th of ``apart`` between them."""
    spelled = []
    for column in range(max(len(part.others) for part in parts) + 1):
        between = apart[min(column, len(apart) - 1)]
        words = [(part.usual, *part.others)[min(column, len(part.others))] for part in parts]
        spelled.append(between.join(word if between in (" ", "-") or not n else word.lower() for n, word in enumerate(words)))
    originals = [part.original for part in parts if part.original]
    return Part(spelled[0], tuple(dict.fromkeys(s for s in spelled[1:] if s != spelled[0])), "".join(originals) or None)


def _of_sex(culture: Culture, sex: str, line: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return a family name with the ending that its bearer's sex gives it."""
    if sex != "female" or not culture.feminine:
        return line

    def turned(text: str) -> str:
        return next((text.removesuffix(old) + new for old, new in culture.feminine if text.endswith(old)), text)

    return tuple(Part(turned(p.usual), tuple(map(turned, p.others)), p.original and turned(p.original)) for p in line)


def _apart(culture: Culture) -> str:
    return "" if culture.key == "japanese" else " "
