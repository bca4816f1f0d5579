"""By what bookings hang together, in one form each, whichever way it was written."""

import pytest

from preclear.manifest.booking import Address, Agent, Booking, Contact, Payment
from preclear.manifest.ties import ties


def booking(**what):
    return Booking(locators=(), people=(), **what)


def reached(kind, value):
    return booking(contacts=(Contact(kind=kind, value=value, raw=value, source="SSR CTCM"),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (reached("mobile", "+1 604 555 0142"), reached("home", "604-555-0142")),
        (reached("email", "A.Roy@Example.org "), reached("email", "a.roy@example.org")),
        (
            booking(addresses=(Address(purpose="700", street="12 Rue de l'Érable", city="Québec", postcode="G1R 4P5"),)),
            booking(addresses=(Address(purpose="702", street="12 RUE DE L ÉRABLE", postcode="G1R4P5"),)),
        ),
        (
            booking(payments=(Payment(form="CC", vendor="VI", account="XXXXXXXXXXXX1234", expires="0929"),)),
            booking(payments=(Payment(form="CC", vendor="VI", account="************1234", expires="0929", amount="12"),)),
        ),
        (booking(agent=Agent(agency="12345678", sign="AB")), booking(agent=Agent(agency="12345678", sign="AB", city="YVR"))),
    ],
)
def test_what_is_the_same_ties(one, other):
    assert ties(one) == ties(other) != ()


@pytest.mark.parametrize(
    "what",
    [
        booking(),
        reached("agency", "+1 604 555 0100"),
        reached("mobile", "555"),
        reached("email", "none"),
        booking(addresses=(Address(purpose="700", city="Québec"),)),
        booking(payments=(Payment(form="CA", amount="12"), Payment(form="CC", account="XXXX"))),
        booking(agent=Agent(agency="12345678")),
    ],
)
def test_what_says_nothing_of_anybody_ties_nobody(what):
    assert ties(what) == ()
