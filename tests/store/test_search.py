"""People are found again: by spellings that sound alike, by numbers one slip off, and by nothing that is too far."""

from datetime import UTC, datetime

import pytest

from preclear import clearance
from preclear.store import search

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
PEOPLE = (
    ("MUHAMMAD", "TARIQ ALI", "700203", "PA1234567"),
    ("TCHAIKOVSKY", "WLADIMIR", "651101", "XB7654321"),
    ("OCONNOR", "SIOBHAN MRS", "790730", "IE0000011"),
    ("NGUYEN", "VAN HUNG", "710302", "B1234567"),
    ("MARTIN", "ANNE", "800101", "AA000001"),
    ("DE LA CRUZ", "JOSE MARIA", "660606", "ES5550001"),
)


@pytest.fixture
def stored(node, paxlst):
    """A connection to a node that took in a list of six people."""
    clearance.receive(node, paxlst(*PEOPLE), carrier="XX", transport="http", now=NOW)
    with node.pool.connection() as db:
        yield db


def names(found):
    return [met.traveller.family_name for met in found]


@pytest.mark.parametrize(
    ("typed", "whom", "why"),
    [
        ("MARTIN ANNE", "MARTIN", "name-same"),
        ("anne martin", "MARTIN", "name-same"),
        ("Mohammed Tareq", "MUHAMMAD", "name-form"),
        ("Ali Tariq Mohamed", "MUHAMMAD", "name-form"),
        ("Chaikovskii Vladimir", "TCHAIKOVSKY", "name-form"),
        ("Чайковский", "TCHAIKOVSKY", "name-spelling"),
        ("O'Connor", "OCONNOR", "name-same"),
        ("Nguyen Hung Van", "NGUYEN", "name-same"),
        ("Martim", "MARTIN", "name-letters"),
        ("CRUZ JOSE", "DE LA CRUZ", "name-same"),
        ("Chaikov", "TCHAIKOVSKY", "name-cut"),
    ],
)
def test_a_name_in_another_spelling_finds_the_person(stored, typed, whom, why):
    found = search.people(stored, name=typed)
    assert names(found)[:1] == [whom]
    assert found[0].why == (why,)


@pytest.mark.parametrize("typed", ["SMITH JOHN", "XU", "MARTINEZ LOPEZ", "", "  ", "%", "'; DROP TABLE traveller"])
def test_what_is_too_far_is_not_found(stored, typed):
    assert search.people(stored, name=typed) == ()


@pytest.mark.parametrize(
    ("number", "whom", "why"),
    [
        ("PA1234567", "MUHAMMAD", "number"),
        ("pa 123-4567", "MUHAMMAD", "number"),
        ("XB765", "TCHAIKOVSKY", "number-begins"),
        ("IE0000017", "OCONNOR", "number-near"),
        ("ES550001", "DE LA CRUZ", "number-near"),
    ],
)
def test_a_number_finds_the_person(stored, number, whom, why):
    found = search.people(stored, number=number)
    assert (names(found)[0], found[0].why) == (whom, (why,))
    assert found[0].designator == "XX420"


def test_a_number_and_a_name_must_both_fit(stored):
    assert names(search.people(stored, number="PA1234567", name="Tarek")) == ["MUHAMMAD"]
    assert search.people(stored, number="PA1234567", name="Anne") == ()


def test_a_date_of_birth_narrows(stored):
    assert names(search.people(stored, name="Martin", born="1980")) == ["MARTIN"]
    assert search.people(stored, name="Martin", born="1981") == ()


def test_whoever_was_declared_anew_is_found_as_last_declared(stored, node, paxlst):
    clearance.receive(node, paxlst(("MARTIN", "ANNA", "800101", "AA000001"), control="2"), carrier="XX", transport="http", now=NOW)
    assert [met.traveller.given_names for met in search.people(stored, number="AA000001")] == ["ANNA"]


def test_the_best_comes_first(stored, node, paxlst):
    clearance.receive(
        node, paxlst(("MARTYN", "ANNE", "800102", "AA000002"), flight="XX421", control="3"), carrier="XX", transport="http", now=NOW
    )
    assert names(search.people(stored, name="MARTIN ANNE")) == ["MARTIN", "MARTYN"]
    assert names(search.people(stored, name="MARTYN ANNE")) == ["MARTYN", "MARTIN"]
