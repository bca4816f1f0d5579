"""What rules may read of the time before a list: bookings of its voyage that came before it, and earlier crossings of its people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from preclear.manifest import Manifest, Traveller
from preclear.manifest.booking import Booking
from preclear.rules.facts_earlier import Crossing, Earlier, Past
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import read

SQL = sql.load("earlier")
MOST = 100  # crossings of one document number: the latest
MARKS = str.maketrans("", "", " -")


def past(db: Database, carrier: str, manifest: Manifest, own: Iterable[Booking] = (), *, on: date) -> Past:
    """Return what is known before a list. ``own`` are bookings that came with it, and go first; ``on`` is the day of the crossing.

    A person is the same under the same document number, issuer and birth date: of whom one of them is not declared, nothing is known.
    """
    locators = sorted({locator for traveller in manifest.travellers if (locator := traveller.references.get("AVF"))})
    asked = {"carrier": carrier, "key": manifest.voyage.key, "locators": locators}
    kept = [read(Booking, record) for (record,) in db.execute(SQL["bookings"], asked).fetchall()] if locators else []
    return Past(bookings=(*own, *kept), earlier=_earlier(db, manifest, on))


def _earlier(db: Database, manifest: Manifest, on: date) -> dict[int, Earlier]:
    people = {traveller.ordinal: who for traveller in manifest.travellers if (who := _who(traveller))}
    row = db.execute(SQL["since"]).fetchone() if people else None
    since = min(row[0], on) if row else on
    found: defaultdict[tuple[str, str | None, str], list[Crossing]] = defaultdict(list)
    asked = {"numbers": sorted({number for number, _, _ in people.values()}), "day": on, "most": MOST}
    for number, documents, born, *told in db.execute(SQL["crossings"], asked).fetchall() if people else ():
        issuers = {document.get("issuer") for document in documents or () if _plain(document.get("number") or "") == number}
        for issuer in issuers:
            found[number, issuer, born or ""].append(_crossing(*told))
    return {ordinal: Earlier(since=since, crossings=tuple(found.get(who, ()))) for ordinal, who in people.items()}


def _crossing(day: date, designator: str, mode: str, role: str, *others: Any) -> Crossing:
    carrier, departure, arrival, referred, finding = others
    return Crossing(
        day=day,
        designator=designator,
        mode=mode,
        role=role,
        carrier=carrier,
        origin=departure,
        destination=arrival,
        referred=referred,
        found=finding,
    )


def _who(traveller: Traveller) -> tuple[str, str | None, str] | None:
    passport, born = traveller.passport, traveller.birth_date
    number = _plain(passport.number) if passport else ""
    return (number, passport.issuer, str(born)) if passport and number and born else None


def _plain(number: str) -> str:
    return number.upper().translate(MARKS)
