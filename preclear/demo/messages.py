"""Passenger lists as carriers send them: a manifest written as a PAXLST interchange, in the style of its sender.

Sources: ISO 9735 (syntax, service segments); PAXLST of UN/EDIFACT D.02B, D.05B and D.12B; the WCO/IATA/ICAO implementation guide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from preclear.demo import people
from preclear.demo.bookings import book
from preclear.demo.styles import CHARSETS, STYLES, Style
from preclear.manifest import Bags, Leg, Manifest, Mode, PartialDate, Role, TravelDocument, Traveller, Voyage

Segment = tuple[str | tuple[str, ...], ...]  # the tag, then elements; an element of several components is a tuple

MODES = {Mode.MARINE: "1", Mode.RAIL: "2", Mode.ROAD: "3", Mode.AIR: "4"}  # UN/ECE recommendation 19
FUNCTIONS = {  # BGM: document name and function code
    "original": ("745",),
    "request": ("745",),
    "change": ("745", "CP"),
    "cancel_reservation": ("745", "XR"),
    "reduce_party": ("745", "RP"),
    "change_flight": ("266", "CF"),
    "cancel_flight": ("266", "XF"),
    "close": ("266", "CL"),
    "close_on_board": ("266", "CLOB"),
    "close_not_on_board": ("266", "CLNB"),
}
CREW = {"original": ("250", "C"), "change": ("250", "CC")}
NAMES_ONLY = frozenset({"cancel_reservation", "close_on_board", "close_not_on_board"})  # lists that say who, and no more
ROLES = {Role.PASSENGER: "FL", Role.CREW: "FM", Role.TRANSIT: "DDU"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands between UNH and UNT, as segments: before the people, of each person, and after them."""

    before: tuple[Segment, ...]
    people: tuple[tuple[Segment, ...], ...]
    after: tuple[Segment, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All of them in order."""
        return (*self.before, *(segment for person in self.people for segment in person), *self.after)


def write(manifest: Manifest, style: Style, *, sender: str, control: str) -> bytes:
    """Return the interchange that says what the manifest says. ``manifest.prepared_at`` is the time of its envelope."""
    return seal(draft(manifest, style), manifest, style, sender=sender, control=control)


def draft(manifest: Manifest, style: Style) -> Draft:
    """Return the segments of the message, without service segments: where defects are put in."""
    names_only = manifest.function in NAMES_ONLY
    return Draft(
        tuple(_header(manifest)),
        tuple(tuple(_names(t, style) if names_only else _person(t, style)) for t in manifest.travellers),
        tuple(
            ("CNT", (qualifier, str(count)))
            for qualifier, count in (("42", manifest.declared_passengers), ("41", manifest.declared_crew))
            if count is not None
        ),
    )


def seal(body: Draft, manifest: Manifest, style: Style, *, sender: str, control: str, receiver: str = "PRECLEAR") -> bytes:
    """Put segments in the envelope of the sender and write them as bytes, release characters and character set right."""
    return spell(enveloped(body, manifest, style, sender=sender, control=control, receiver=receiver), style)


def enveloped(body: Draft, manifest: Manifest, style: Style, *, sender: str, control: str, receiver: str = "PRECLEAR") -> list[Segment]:
    """Return the segments of an interchange, its service segments around those of the draft."""
    assert manifest.prepared_at is not None
    assert manifest.voyage.border is not None
    departs = manifest.voyage.border.departs
    assert departs is not None
    stamp = (f"{manifest.prepared_at:%y%m%d}", f"{manifest.prepared_at:%H%M}")
    version = tuple(style.directory.split(":"))
    part = (f"{manifest.part.number:02d}", *_flags(manifest.part.first, manifest.part.last)) if manifest.part else ("01", "F")
    qualified = () if style.interactive else ("ZZ",)
    application = ("", "IAPI", "O") if style.interactive else ("", "APIS")
    message = control if style.interactive else "PAX001"
    access = control if style.interactive else f"{manifest.voyage.designator}/{departs:%y%m%d/%H%M}"
    addresses: Segment = ((sender, *qualified), (receiver, *qualified), stamp)
    segments: list[Segment] = [("UNB", (style.syntax, "4"), *addresses, control, *application)]
    if style.group:
        segments.append(("UNG", "PAXLST", *addresses, "1", "UN", version))
    segments.append(("UNH", message, ("PAXLST", *version, "UN", style.agency), access, part))
    segments.extend(body.segments)
    segments.append(("UNT", str(len(body.segments) + 2), message))
    if style.group:
        segments.append(("UNE", "1", "1"))
    segments.append(("UNZ", "1", control))
    return segments


def spell(segments: Sequence[Segment], style: Style) -> bytes:
    """Write segments with the separators of a style, each of them released where it stands in the text."""
    return b"".join(spelled(segments, style))


def spelled(segments: Sequence[Segment], style: Style) -> list[bytes]:
    """Return each segment as it is written, line end included; before them the advice, where the style has one."""
    component, element, _, release, _, terminator = tuple(style.advice)
    released = str.maketrans({mark: release + mark for mark in (component, element, release, terminator)})
    lines = [f"UNA{style.advice}"] if style.advised else []
    lines += (
        element.join(
            part.translate(released) if isinstance(part, str) else component.join(c.translate(released) for c in part) for part in segment
        )
        + terminator
        for segment in segments
    )
    return [(line + style.line_end).encode(CHARSETS[style.syntax]) for line in lines]


def list_of(n: int, seed: int) -> bytes:
    """Return the original list of one flight with ``n`` passengers: about 80 kB for 300. Same arguments, same bytes."""
    random, on = Random(f"list {seed}"), date(2026, 6, 1)
    departs, arrives = datetime.combine(on, time(15, 40)), datetime.combine(on, time(16, 45))
    leg = Leg(voyage="XB2207", departure="YVR", arrival="SEA", departs=departs, arrives=arrives)
    voyage = Voyage(carrier="XB", designator="XB2207", mode=Mode.AIR, legs=(leg,), border_leg=0)
    passengers: list[Traveller] = []
    while len(passengers) < n:
        passengers.extend(book(people.party(random, on)[: n - len(passengers)], voyage, STYLES["guide"], random, first=len(passengers) + 1))
    manifest = Manifest(
        voyage=voyage,
        travellers=tuple(passengers),
        transaction=f"XB2207260601{seed:04d}",
        revision="1",
        prepared_at=departs - timedelta(hours=3),
        declared_passengers=n,
        contact="BOREAL AIR OPERATIONS",
    )
    return write(manifest, STYLES["guide"], sender="XBAPIS", control=f"2606011240{seed % 10_000:04d}")


# Segments -----------------------------------------------------------------------------------------------------------------


def _header(manifest: Manifest) -> list[Segment]:
    voyage = manifest.voyage
    segments: list[Segment] = [("BGM", *(CREW if manifest.crew_list else FUNCTIONS)[manifest.function])]
    if manifest.transaction:
        segments.append(
            ("RFF", ("TN", manifest.transaction, "", "", manifest.revision) if manifest.revision else ("TN", manifest.transaction))
        )
    if manifest.contact:
        segments.append(("NAD", "MS", "", "", manifest.contact))
        segments.append(("COM", ("1 604 555 0142", "TE"), (f"APIS@{voyage.carrier}.EXAMPLE", "EM")))
    for index, leg in enumerate(voyage.legs):
        border = voyage.border_leg == index
        segments.append(("TDT", "20", leg.voyage, *(() if voyage.mode is Mode.AIR else (MODES[voyage.mode],)), *_carrier(voyage)))
        segments.append(("LOC", "125" if border else "92", leg.departure or ""))
        if leg.departs:
            segments.append(("DTM", ("189", f"{leg.departs:%y%m%d%H%M}", "201")))
        segments.append(("LOC", "87" if border else "92", leg.arrival or ""))
        if leg.arrives:
            segments.append(("DTM", ("232", f"{leg.arrives:%y%m%d%H%M}", "201")))
    return segments


def _carrier(voyage: Voyage) -> tuple[str, ...]:
    blank = ("", "") if voyage.mode is Mode.AIR else ("",)
    return (*blank, voyage.carrier) if voyage.carrier else ()


def _names(traveller: Traveller, style: Style) -> list[Segment]:
    given = traveller.given_names.split(" ") if style.given_apart else [traveller.given_names]
    return [
        ("NAD", ROLES[traveller.role], "", "", (traveller.family_name, *filter(None, given))),
        *(("RFF", (qualifier, value)) for qualifier, value in traveller.references.items()),
    ]


def _person(traveller: Traveller, style: Style) -> list[Segment]:
    name, *references = _names(traveller, style)
    segments: list[Segment] = [name]
    if traveller.sex:
        segments.append(("ATT", "2", "", traveller.sex))
    if traveller.birth_date:
        segments.append(("DTM", ("329", *_birth(traveller.birth_date, style))))
    if traveller.bags:
        segments.extend(_bags(traveller.bags))
    if traveller.captured:
        segments.append(("GEI", "4", "173" if traveller.captured == "machine" else "174"))
    places = (("22", traveller.clears_at), ("174", traveller.residence), ("178", traveller.embarks), ("179", traveller.disembarks))
    segments.extend(("LOC", qualifier, place) for qualifier, place in places if place)
    if traveller.birth_country:
        segments.append(("LOC", "180", (traveller.birth_country, *(("", "", traveller.birth_place) if traveller.birth_place else ()))))
    if traveller.duty:
        segments.append(("EMP", "1", (traveller.duty, "110", "111")))
    segments.extend(("NAT", "2", nationality) for nationality in traveller.nationalities)
    segments.extend(references)
    for document in traveller.documents:
        segments.extend(_document(document))
    return segments


def _birth(birth: PartialDate, style: Style) -> tuple[str, ...]:
    day = birth.whole
    assert day is not None
    return (f"{day:%Y%m%d}", "102") if style.long_dates else (f"{day:%y%m%d}",)


def _bags(bags: Bags) -> list[Segment]:
    segments: list[Segment] = [("MEA", "CT", "", ("", str(bags.pieces)))]
    if bags.kilograms is not None:
        segments.append(("MEA", "WT", "", ("KGM", f"{bags.kilograms:g}")))
    if bags.tags:
        segments.append(("FTX", "BAG", "", "", (bags.tags[0], str(len(bags.tags)))))
    return segments


def _document(document: TravelDocument) -> list[Segment]:
    segments: list[Segment] = [("DOC", (document.type, "110", "111"), document.number)]
    if document.expires:
        segments.append(("DTM", ("36", f"{document.expires:%y%m%d}")))
    if document.issuer:
        segments.append(("LOC", "91", document.issuer))
    return segments


def _flags(first: bool, last: bool) -> tuple[str, ...]:
    return ("F",) if last else ("C",) if first else ()
