"""Layers find what a whole new index would find, to the bit, and say by which edition."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import matching
from preclear.manifest import NotScreened
from preclear.matching import Layers, Since, layer
from tests.matching.people import LISTED, edition, entry, traveller

FAMILY = ("KARAMOVIC", "MUELLER", "MOHAMMED", "HASSAN", "ALI", "QUINTANILLA", "VAN DER HEUVELINK", "SMITHSON", "SMITHSONE", "ABDUL RAHMAN")
GIVEN = ("Zlatan", "Tariq", "Mohammed", "Muhammad Nadim", "John", "Johannes", "Ali", "Yasin", "")


def change(base, former, now):
    """What ``lists.accept`` and the node make of two editions of one list."""
    before, after = ({each.ref: each for each in one.entries} for one in (former, now))
    return Since(
        edition=replace(now, entries=tuple(each for ref, each in after.items() if before.get(ref) != each)),
        entries=len(now.entries),
        former=former.digest,
        gone=frozenset(base.place(ref, former.digest) for ref, each in before.items() if after.get(ref) != each),
    )


@st.composite
def people(draw, least=1, most=12):
    numbers = draw(st.lists(st.integers(1, 30), min_size=least, max_size=most, unique=True))
    names = st.builds("{}, {}".format, st.sampled_from(FAMILY), st.sampled_from(GIVEN))
    born = st.sampled_from(("", "1974-08-23", "1974", "1980-05-05"))
    return [
        entry(number, *draw(st.lists(names, min_size=1, max_size=2, unique=True)), born=tuple(filter(None, [draw(born)])))
        for number in numbers
    ]


TRAVELLERS = [
    traveller(family, given, born, ordinal=number)
    for number, (family, given, born) in enumerate(
        [
            *((family.replace(" ", ""), given, "1974-08-23") for family in FAMILY for given in GIVEN[:4]),
            ("MUHAMED", "TARIK", None),
            ("SMITSON", "JHON", "1980-05-05"),
            ("UNKNOWN", "UNKNOWN", None),
        ],
        1,
    )
]


@given(people(), people(), people(least=0, most=3))
def test_layers_find_what_a_whole_new_index_finds(before, after, unchanged):
    taken = {each.ref for each in unchanged}
    former = edition(*unchanged, *(each for each in before if each.ref not in taken))
    now = edition(*unchanged, *(each for each in after if each.ref not in taken))
    base = matching.build([former])
    layered = layer(base, [change(base, former, now)])
    whole = matching.build([now], rarity=base)
    assert layered.screen(TRAVELLERS, threshold=0.3) == matching.screen(whole, TRAVELLERS, threshold=0.3, rarity=base)
    assert layered.entries == len(now.entries)


def test_a_changed_withdrawn_and_added_entry_beside_those_that_stay():
    former = edition(*LISTED)
    again = [each for each in LISTED if each.ref not in {"test:10", "test:17"}] + [
        entry(10, "SMITHSON, Johan", born="1971-04-04"),
        entry(99, "OKONKWO-BRANDT, Ngozi", born="1990-01-31"),
    ]
    now = edition(*again)
    base = matching.build([former])
    layers = layer(base, [change(base, former, now)])
    asked = [
        traveller("SMITHSON", "JOHN", "1971-04-04"),
        traveller("HASSAN", "ALI", "1973-02-02"),
        traveller("OKONKWOBRANDT", "NGOZI", "1990-01-31"),
        traveller("KARAMOVIC", "ZLATAN", "1974-08-23"),
    ]
    found = [[(hit.entry, hit.edition == now.digest) for hit in hits] for hits in layers.screen(asked)]
    assert found == [[("test:10", True)], [], [("test:99", True)], [("test:1", True)]]
    assert (layers.entries, layers.changed) == (20, 4)
    assert layers.entry("test:10", now.digest).names[0].text == "SMITHSON, Johan"
    assert layers.entry("test:1", now.digest) == LISTED[0]
    with pytest.raises(KeyError):
        layers.entry("test:17", now.digest)


def test_a_new_list_and_one_that_ended():
    one, two, three = (
        edition(LISTED[0]),
        edition(entry(50, "HASSAN, Ali"), source="two"),
        edition(entry(60, "QUITE, Another"), source="three"),
    )
    layers = layer(matching.build([one, two]), [Since(edition=three, entries=1, former=None)], ended=[two.digest])
    found = layers.screen([traveller("HASSAN", "ALI"), traveller("QUITE", "ANOTHER"), traveller("KARAMOVIC", "ZLATAN")])
    assert [[hit.edition for hit in hits] for hits in found] == [[], [three.digest], [one.digest]]
    assert [each.source for each in layers.editions] == ["test", "three"]


def test_when_the_time_is_over_everybody_else_is_said_not_to_be_screened(index):
    looks = iter([False, True])
    asked = [traveller("KARAMOVIC", "ZLATAN", ordinal=number) for number in range(1, 251)]
    found = Layers.of(index).screen(asked, late=lambda: next(looks))
    assert [isinstance(each, NotScreened) for each in found] == [False] * 100 + [True] * 150
    assert {each.code for each in found[100:]} == {"deadline"}
    assert [hit.entry for hit in found[0]] == ["test:1"]


def test_the_digest_tells_base_and_delta_apart():
    former, now = edition(*LISTED), edition(*LISTED[1:])
    base = matching.build([former])
    changed = layer(base, [change(base, former, now)])
    assert len({Layers.of(base).digest, changed.digest, Layers.of(matching.build([now])).digest}) == 3
