"""PAXLST:001:000, the older passenger list of the United States: no BGM, one PDT a person (section 2.13 of the reading practice)."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from preclear.manifest import Fault, Leg, Manifest, Part, Role, Span, TravelDocument, Traveller, Voyage
from preclear.manifest.faults import fault
from preclear.messages import dates, voyages
from preclear.messages.edifact import Stretch
from preclear.messages.grammar import SEXES
from preclear.messages.names import title
from preclear.messages.paxlst import check
from preclear.messages.room import Room

ROLES = {"PAX": Role.PASSENGER, "CRW": Role.CREW, "ITI": Role.TRANSIT}
DEPARTURE, TRANSIT, ARRIVAL = {"5", "005"}, {"PT"}, {"8", "008"}


def read(
    stretch: Stretch, first: int, last: int, *, prepared: datetime | None, part: Part | None, room: Room
) -> tuple[Manifest, list[Fault]]:
    """Return what an older list of the United States says, and what is wrong with it; its body stands between two positions.

    Whoever finds no ``room`` is left out.
    """
    last, faults = room.reach(stretch, first, last, "PDT", ())
    contact: list[str] = []
    travellers: list[Traveller] = []
    stops: list[dict[str, Any]] = []
    designator = carrier = mode = ""
    today = prepared.date() if prepared else date.max
    body, end = stretch.segments(first, last), stretch.offset(last)
    for text, start, after in zip(body.texts, body.starts, [*body.starts[1:], end], strict=False):
        elements = [[c.strip() for c in e] for e in stretch.elements(text)] + [[""]] * 6
        match elements[0][0]:
            case "CTA":
                contact += filter(None, (elements[2][-1], *(" ".join(e) for e in elements[3:] if e[0])))
            case "TDT":
                carrier = elements[4][0]
                designator = f"{carrier}{elements[2][0]}" if elements[2][0].isdigit() else elements[2][0]
                mode = elements[3][0]
            case "LOC":
                stops.append({"kind": elements[1][0], "code": _place(elements[2][0])})
            case "DTM" if stops:
                when, code = dates.moment(elements[2][0] + re.sub("[^0-9]", "", elements[3][0]), prepared and prepared.date())
                stops[-1]["departs" if elements[1][0] == "136" else "arrives"] = when
                if code:
                    faults.append(fault(code, f"DTM+{elements[1][0]}", offset=start))
                if elements[4][0]:
                    faults.append(fault("VOY-ZONE", f"DTM+{elements[1][0]}", offset=start))
            case "PDT":
                travellers.append(_person(elements, len(travellers) + 1, Span(start, after), today=today, faults=faults))
            case "UNS" | "DTM":
                pass
            case _:
                faults.append(fault("EDI-SEGMENT-UNKNOWN", "PAXLST:001:000", offset=start))
    legs = tuple(_legs(stops, designator))
    voyage = Voyage(
        carrier=carrier or None,
        designator=designator,
        mode=voyages.mode(mode, [], carrier),
        legs=legs,
        border_leg=0 if len(legs) == 1 else None,
    )
    faults += voyages.check(voyage, body.starts[0] if body.starts else None)
    manifest = Manifest(voyage=voyage, travellers=tuple(travellers), prepared_at=prepared, part=part, contact=", ".join(contact) or None)
    return manifest, faults + check(manifest, faults, labels=dict.fromkeys(Role, "PDT"))


def _place(code: str) -> str:
    """The airport of a country and airport (NZAKL); sometimes the airport stands alone."""
    return code[2:] if len(code) == 5 else code


def _legs(stops: list[dict[str, Any]], designator: str) -> list[Leg]:
    """Departure, places of transit, arrival: a place of transit ends one leg and begins the next."""
    legs: list[Leg] = []
    opened: dict[str, Any] | None = None
    for stop in stops:
        if opened is not None or stop["kind"] in ARRIVAL:
            legs.append(
                Leg(
                    voyage=designator,
                    departure=(opened or {}).get("code") or None,
                    arrival=stop["code"] or None,
                    departs=(opened or {}).get("departs"),
                    arrives=stop.get("arrives"),
                )
            )
        opened = None if stop["kind"] in ARRIVAL else stop
    if opened is not None:
        legs.append(Leg(voyage=designator, departure=opened["code"] or None, arrival=None, departs=opened.get("departs")))
    return legs


def _person(elements: list[list[str]], ordinal: int, span: Span, *, today: date, faults: list[Fault]) -> Traveller:
    """One PDT: type/number:expiry:issuer, then surname:given:second:birth:sex, then what the person is, then embarkation:debarkation.

    In a shape that differs, what can be told is kept: birth and sex are then found by what they look like.
    """
    where = f"PDT {ordinal}"

    def wrong(code: str) -> None:
        faults.append(fault(code, where, offset=span.start, traveller=ordinal))

    document, person, places = elements[1], elements[2], elements[4]
    names, born, sex = person[:3], (person[3:4] or [""])[0], (person[4:5] or [""])[0]
    if born and not born.isdigit():
        wrong("PAX-PDT-SHAPE")
        at = next((n for n, value in enumerate(person) if re.fullmatch("[0-9]{6,8}", value)), len(person))
        names, born, sex = person[: min(at, 3)], (person[at : at + 1] or [""])[0], (person[at + 1 : at + 2] or [""])[0]
    birth, code = dates.birth(born[: dates.LONGEST], "", today) if born else (None, None)
    if code:
        wrong(code)
    kind, slash, number = document[0].partition("/")
    if document[0] and not slash:
        wrong("PAX-PDT-SHAPE")
        kind, number = "", document[0]
    expires, code = dates.day(document[1][: dates.LONGEST], "", today) if len(document) > 1 and document[1] else (None, None)
    if code:
        wrong(code)
    if sex not in SEXES:
        wrong("PAX-SEX-UNKNOWN")
    family, given = (names[:1] or [""])[0], " ".join(filter(None, names[1:]))
    role = ROLES.get(elements[3][0].upper())
    if role is None:
        wrong("PAX-ROLE-UNKNOWN")
    embarks, disembarks = (places[n] or None if len(places) > n else None for n in (0, 1))
    if elements[5][0] and disembarks is None:  # an element in the place of a component
        disembarks = elements[5][0]
        wrong("PAX-PDT-SHAPE")
    return Traveller(
        ordinal=ordinal,
        key=f"/{family}/{given}/{birth or ''}/{number}",
        role=role or Role.PASSENGER,
        family_name=family,
        given_names=given,
        title=title(family, given),
        birth_date=birth,
        sex=sex if sex in SEXES else None,  # type: ignore[arg-type]  # checked
        documents=(TravelDocument(type=kind, number=number, issuer=(document[2] or None) if len(document) > 2 else None, expires=expires),)
        if any(document)
        else (),
        embarks=embarks,
        disembarks=disembarks,
        segments=span,
    )
