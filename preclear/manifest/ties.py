"""By what bookings hang together: what somebody gave to be reached, where they live, how they paid, who booked."""

from __future__ import annotations

from preclear.manifest.booking import Booking, Contact
from preclear.manifest.joining import squeezed

KINDS = ("telephone", "email", "address", "card", "agency")  # in the order in which they tell
_LEAST_DIGITS = 7  # of a telephone number that tells somebody apart
_NATIONAL = 10  # the last digits of a telephone number, whichever way its country is written
_TELEPHONES = frozenset({"mobile", "home", "business", "telephone", "fax"})


def ties(booking: Booking) -> tuple[str, ...]:
    """Return by what a booking may hang together with others, each as ``kind:value`` in one form; in no order that means anything.

    A telephone number by its last ten digits, a mail address in small letters, a postal address by street and postcode or city, a card by
    vendor, what is not masked of its number, and its last month; an agency by its number and the sign of whoever booked. The agency's own
    telephone says nothing of a traveller and is left out.
    """
    found = {tie for contact in booking.contacts if (tie := _reached(contact))}
    for address in booking.addresses:
        if address.street and (address.city or address.postcode):
            parts = (address.street, address.postcode or address.city or "")
            found.add("address:" + " ".join(squeezed(part) for part in parts))
    for payment in booking.payments:
        digits = "".join(sign for sign in payment.account or "" if sign.isdigit())
        if payment.form == "CC" and digits and payment.expires:
            found.add(f"card:{payment.vendor or ''} {digits} {payment.expires}")
    if booking.agent and booking.agent.agency and booking.agent.sign:
        found.add(f"agency:{booking.agent.agency} {booking.agent.sign}")
    return tuple(sorted(found))


def _reached(contact: Contact) -> str | None:
    if contact.kind == "email":
        return f"email:{contact.value.strip().lower()}" if "@" in contact.value else None
    digits = "".join(sign for sign in contact.value if sign.isdigit())
    return f"telephone:{digits[-_NATIONAL:]}" if contact.kind in _TELEPHONES and len(digits) >= _LEAST_DIGITS else None
