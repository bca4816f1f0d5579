"""Facts of a booking (passenger name record): how and when a journey was sold, and how it was changed.

Nothing here reveals a trait of law 4: special services, meals, names, addresses and remarks are no facts at all.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from preclear.manifest.booking import Booking
from preclear.places import Places
from preclear.rules.cel import BOOL, DURATION, INT, STRING, TIMESTAMP, Fact, Record, Type, list_of
from preclear.rules.facts_places import LEG, Placed, placed
from preclear.rules.traits import CONDUCT, SALE, WAY

RESERVATION = Type(
    "reservation",
    facts=(
        Fact("made_at", TIMESTAMP, "when the booking was made", lambda b, _: _utc(b.booking.created_at)),
        Fact("changed_at", TIMESTAMP, "when it was last changed", lambda b, _: _utc(b.booking.changed_at)),
        Fact("ticketed_at", TIMESTAMP, "when the ticket was issued", lambda b, _: _utc(b.booking.ticketed_at)),
        Fact("payments", list_of(STRING), "kinds of payment, as sent: CC card, CA cash, MS other", lambda b, _: b.payments, allowed=SALE),
        Fact("agency", STRING, "IATA number of the agency", lambda b, _: b.booking.agent and b.booking.agent.agency, allowed=SALE),
        Fact("agent_type", STRING, "A airline, T travel agent", lambda b, _: b.booking.agent and b.booking.agent.type, allowed=SALE),
        Fact("party", INT, "how many people it is for", lambda b, _: len(b.booking.people)),
        Fact("unnamed", INT, "how many of them have no name yet", lambda b, _: sum(one.unnamed for one in b.booking.people)),
        Fact("group", BOOL, "whether it is a group's", lambda b, _: b.booking.group is not None),
        Fact("one_way", BOOL, "whether its legs do not lead back to the country where they begin", lambda b, _: b.one_way),
        Fact("bags", INT, "pieces of baggage checked under it", lambda b, _: b.bags),
        Fact("tickets", INT, "how many tickets were issued", lambda b, _: len(b.booking.tickets)),
        Fact("contacts", list_of(STRING), "kinds of contact given: email, mobile ...", lambda b, _: b.contacts, allowed=CONDUCT),
        Fact("loyalty", BOOL, "whether a frequent traveller number is in it", lambda b, _: bool(b.booking.loyalty)),
        Fact("changes", INT, "entries of its history", lambda b, _: len(b.booking.history)),
        Fact("splits", INT, "how often people were split off, or it was split off another", lambda b, _: len(b.booking.splits)),
        Fact("cancelled", BOOL, "whether nothing that it booked is left", lambda b, _: b.booking.cancelled),
        Fact("stops", INT, "legs that are booked, less one", lambda b, _: len(b.legs) - 1 if b.legs else None),
        Fact("longest_connection", DURATION, "longest time on the ground between two legs", lambda b, _: b.longest_connection),
        Fact("legs", list_of(LEG), "legs that are booked, in order", lambda b, on: tuple([LEG.record(one, on) for one in b.legs]), WAY),
    ),
)


class _Read(NamedTuple):
    """A booking with what its facts rest on."""

    booking: Booking
    legs: list[Placed]  # that it still holds

    @property
    def payments(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(payment.form for payment in self.booking.payments))

    @property
    def contacts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(contact.kind for contact in self.booking.contacts))

    @property
    def bags(self) -> int | None:
        """Pieces of the first leg that tells any: the same bags go on."""
        told = ([bags.pieces for bags in leg.bags if bags.pieces is not None] for leg in self.booking.legs)
        return next((sum(pieces) for pieces in told if pieces), None)

    @property
    def one_way(self) -> bool | None:
        """Whether the way does not end in the country where it begins; None where a place has no record and the codes differ."""
        if not self.legs:
            return None
        first, last = self.legs[0], self.legs[-1]
        if first.leg.departure is not None and first.leg.departure == last.leg.arrival:
            return False
        if first.origin is None or last.destination is None:
            return None
        return _country(first.origin) != _country(last.destination)

    @property
    def longest_connection(self) -> timedelta | None:
        """None where the time between any two legs cannot be told."""
        waits = [leg.connection for leg in self.legs[1:]]
        known = [wait for wait in waits if wait is not None]
        return max(known) if known and len(known) == len(waits) else None


def reservation(booking: Booking, places: Places, on: date) -> Record:
    """Return the facts of a booking; ``on`` is the day for which places are looked up."""
    return RESERVATION.record(_Read(booking, placed([leg.leg for leg in booking.legs if leg.active], places, on)), on)


def _utc(moment: datetime | None) -> datetime | None:
    """Return an instant that is written without its zone, UTC."""
    return moment and moment.replace(tzinfo=UTC)


COUNTRY = next(place for place, fact in enumerate(LEG.facts[-1].type.facts) if fact.name == "country")


def _country(place: Record) -> object:
    return place[COUNTRY]
