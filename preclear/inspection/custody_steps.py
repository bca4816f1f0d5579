"""Who holds a traveller's goods, and how custody may pass: the steps that the law gives, in both directions.

Goods, bags, currency, documents and conveyances are all goods (2(1)). The database holds the same table (``custody_step``).
Seizure asks for written notice first (Regulations 7(2), 8), and ends with withdrawal (31(1)); what the text leaves open is read as
``docs/adr/0073`` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from preclear.inspection.encounter_steps import AFTER_WITHDRAWAL, CA, INSPECTS, PLACES, STATES, US, Direction, State

Custody = Literal[
    "carried",
    "checked",
    "called",
    "released",
    "offloaded",
    "detained",
    "held_for_host",
    "seized",
    "seized_listed",
    "handed_over",
    "returned",
    "disposed",
]
Kind = Literal["bag", "goods", "currency", "document", "conveyance"]
Type = Literal["food_plant_animal_health", "nuclear_substance", "dangerous_goods", "other"]
Notice = Literal["Regulations 7(2)", "Regulations 8"]

CUSTODY: tuple[Custody, ...] = (
    "carried",  # with the traveller
    "checked",  # with the carrier, until something is decided
    "called",  # brought to secondary
    "released",  # to the conveyance
    "offloaded",  # from it, back in the host country
    "detained",  # for examination: 20(1)(c), 28(e)
    "held_for_host",  # found dangerous, or evidence: 13, 14, 32
    "seized",  # 34(1), (3)
    "seized_listed",  # the same, goods of Regulations 7(1): to be transferred
    "handed_over",  # to the host country
    "returned",  # to the traveller
    "disposed",
)
OUT: frozenset[Custody] = frozenset({"returned", "disposed"})
KINDS: tuple[Kind, ...] = ("bag", "goods", "currency", "document", "conveyance")
LISTED: tuple[Type, ...] = ("food_plant_animal_health", "nuclear_substance", "dangerous_goods")  # Regulations 7(1)(a)-(c)
TYPES: tuple[Type, ...] = (*LISTED, "other")
NOTICES: tuple[Notice, ...] = ("Regulations 7(2)", "Regulations 8")

ALL: tuple[State, ...] = tuple(STATES)
IN_PROCESS: tuple[State, ...] = tuple(state for state, phase in STATES.items() if phase == "in_process")
PRESENT: tuple[State, ...] = tuple(state for state, phase in STATES.items() if phase in {"in_process", "withdrawing", "detained"})
NOT_WITHDRAWN: tuple[State, ...] = tuple(state for state in STATES if state not in AFTER_WITHDRAWAL)
STAYS: tuple[State, ...] = (  # whoever does not travel, and so whose bag does not fly
    "inadmissible",
    "withdrawing",
    "held_withdrawing",
    "withdrawn",
    "detained",
    "detained_withdrawing",
    "detained_health",
    "detained_health_withdrawing",
    "delivered",
    "left",
)
POLICE = {US: "police_officer|border_services_officer", CA: "us_police_officer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyStep:
    """One way in which custody of goods may pass, in one direction."""

    direction: Direction
    name: str
    start: Custody | None
    end: Custody
    actors: tuple[str, ...]
    places: tuple[str, ...]
    states: tuple[State, ...]  # of the traveller: in any of them
    types: tuple[Type, ...]  # of the goods
    section: str
    needs: tuple[str, ...] = ()
    notice: Notice | None = None  # written notice that must have been given since the step before


def _steps() -> Iterator[CustodyStep]:
    both = ("area", "perimeter")
    every = ("area", "perimeter", "outside")
    reason = ("reason",)
    # 1. Tied to a person; a bag's way follows the person's.
    yield from _row("carry", (None,), "carried", {US: "18(2)", CA: "47(1)"}, by=("traveller",), at=both, states=PRESENT)
    yield from _row("check_in", (None,), "checked", {US: "18(2)", CA: "47(1)"}, by=("carrier",), at=every, states=PRESENT)
    yield from _row("call", ("checked", "released"), "called", {US: "20(1)(c)", CA: "47(1)-(2)"}, states=IN_PROCESS)
    yield from _row("pass_on", ("checked", "called"), "released", {US: "10(1)", CA: "47(1)-(2)"}, states=("cleared", "boarded"))
    yield from _row(
        "offload",
        ("checked", "called", "released"),
        "offloaded",
        {US: "28(f), 29", CA: "47(3), 54(1)"},
        by=("carrier",),
        at=every,
        states=STAYS,
    )
    yield from _row("claim", ("offloaded",), "returned", {US: "29", CA: "54(1)"}, by=("traveller", "carrier"), at=every)
    # 2. Detained: for examination, or for the host country.
    yield from _row("detain", ("carried", "called"), "detained", {US: "20(1)(c)"}, needs=reason, states=IN_PROCESS)
    yield from _row("detain", ("carried", "called"), "detained", {CA: "49(1)"}, needs=(*reason, "us_law_confers=yes"), states=IN_PROCESS)
    yield from _row(
        "detain_in_perimeter",
        ("carried", "checked"),
        "detained",
        {US: "28(e)"},
        needs=(*reason, "to_be_loaded=yes"),
        at=("perimeter",),
        states=IN_PROCESS,
    )
    yield from _row(
        "detain_dangerous", ("carried",), "held_for_host", {US: "13(2)"}, needs=("ground=suspect_danger",), at=both, states=PRESENT
    )
    yield from _row(
        "detain_evidence",
        ("carried", "called"),
        "held_for_host",
        {US: "14(1)(b)"},
        needs=("ground=believe_offence",),
        at=both,
        states=("detained", "detained_withdrawing"),
    )
    yield from _row(
        "detain_withdrawing",
        ("carried", "called"),
        "held_for_host",
        {US: "32(1)(e)"},
        needs=("ground=suspect_offence",),
        at=both,
        states=("held_withdrawing",),
    )
    # 3. Seized, with written notice first; what may be evidence for the host country is transferred instead (34(2)).
    unless = ("us_law_allows=yes", "suspected_canadian_evidence=no", "minister_notice=no")
    ways: tuple[tuple[Custody, tuple[Type, ...], Notice], ...] = (
        ("seized", ("other",), "Regulations 8"),
        ("seized_listed", LISTED, "Regulations 7(2)"),
    )
    for end, types, notice in ways:
        yield from _row(
            "seize",
            ("detained",),
            end,
            {US: "34(1)"},
            needs=(*reason, *unless),
            at=both,
            states=IN_PROCESS,
            types=types,
            notice=notice,
        )
        yield from _row(
            "seize_returned",
            ("handed_over",),
            end,
            {US: "34(3)"},
            needs=(*reason, "returned_by_canadian_officer=yes"),
            at=both,
            states=IN_PROCESS,
            types=types,
            notice=notice,
        )
    yield from _row("seize", ("detained",), "seized", {CA: "47(1)-(2), 49(1)"}, needs=(*reason, "us_law_confers=yes"), states=IN_PROCESS)
    # 4. Handed over to the host country.
    evidence = "ground=suspected_canadian_evidence|minister_notice"
    yield from _row(
        "transfer",
        ("detained",),
        "handed_over",
        {US: "34(2)"},
        needs=(evidence, f"delivered_to={POLICE[US]}"),
        at=both,
        states=IN_PROCESS,
        types=("other",),
    )
    enforcer = "delivered_to=peace_officer|enforcer_of_the_act"
    yield from _row(
        "transfer",
        ("detained",),
        "handed_over",
        {US: "34(2), Regulations 9"},
        needs=(evidence, enforcer),
        at=both,
        states=IN_PROCESS,
        types=LISTED,
    )
    yield from _row(
        "transfer_for_disposal",
        ("seized_listed",),
        "handed_over",
        {US: "Regulations 7(1)"},
        needs=(enforcer,),
        at=every,
        states=NOT_WITHDRAWN,
        types=LISTED,
    )
    yield from _row("hand_over", ("held_for_host",), "handed_over", {US: "13, 14, 32"}, needs=(f"delivered_to={POLICE[US]}",), at=every)
    yield from _row(
        "hand_over",
        ("detained", "seized"),
        "handed_over",
        {CA: "52(1)"},
        needs=(f"delivered_to={POLICE[CA]}", "us_law_confers=yes"),
        at=every,
    )
    # 5. Back to the traveller, or disposed of. Giving back burdens nobody: it stays possible whatever the traveller did.
    back = ("returned_to=traveller|representative",)
    yield from _row("give_back", ("detained",), "returned", {US: "20(1)(c), 28(e)", CA: "51"}, needs=back, at=every)
    yield from _row("give_back", ("held_for_host",), "returned", {US: "13, 14, 32"}, needs=back, at=every)
    yield from _row("give_back", ("seized",), "returned", {US: "34(4)"}, needs=(*back, "us_law_allows=yes"), at=every)
    yield from _row("give_back", ("seized",), "returned", {CA: "51"}, needs=back, at=every)
    yield from _row("dispose", ("seized",), "disposed", {US: "34(4)"}, needs=(*reason, "us_law_allows=yes"), at=every, states=NOT_WITHDRAWN)
    yield from _row("dispose", ("seized",), "disposed", {CA: "51"}, needs=reason, at=every, states=NOT_WITHDRAWN)


def _row(
    name: str,
    starts: tuple[Custody | None, ...],
    end: Custody,
    sections: Mapping[Direction, str],
    *,
    needs: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    at: tuple[str, ...] = ("area",),
    states: tuple[State, ...] = ALL,
    types: tuple[Type, ...] = TYPES,
    notice: Notice | None = None,
) -> Iterator[CustodyStep]:
    for direction, section in sections.items():
        for start in starts:
            yield CustodyStep(
                direction=direction,
                name=name,
                start=start,
                end=end,
                actors=by or INSPECTS[direction],
                places=tuple(PLACES[direction][kind] for kind in at),
                states=states,
                types=types,
                section=section,
                needs=needs,
                notice=notice,
            )


CUSTODY_STEPS: tuple[CustodyStep, ...] = tuple(_steps())
