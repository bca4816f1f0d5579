"""The steps of a traveller's course through a preclearance site: from where, to where, by whom, in which place, under which section.

One table for both directions: officers of the United States in Canada (Preclearance Act, 2016, S.C. 2017, c. 27, Part 1) and officers of
Canada in the United States (Part 2). The database holds the same table (``encounter_step``), and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Direction = Literal["us_in_canada", "canada_in_us"]
State = Literal[
    "entered",
    "primary",
    "referred",
    "secondary",
    "held",
    "refusal_proposed",
    "reported",
    "inadmissible",
    "cleared",
    "boarded",
    "departed",
    "arrived",
    "withdrawing",
    "held_withdrawing",
    "withdrawn",
    "detained",
    "detained_withdrawing",
    "detained_health",
    "detained_health_withdrawing",
    "delivered",
    "left",
]
Phase = Literal["in_process", "withdrawing", "withdrawn", "detained", "after_arrival"]

US: Direction = "us_in_canada"
CA: Direction = "canada_in_us"
DIRECTIONS: tuple[Direction, ...] = (US, CA)

STATES: Mapping[State, Phase | None] = {  # each state, and the phase in which the law sees it; None: no traveller in a place of the Act
    "entered": "in_process",
    "primary": "in_process",
    "referred": "in_process",
    "secondary": "in_process",
    "held": "in_process",  # for a search (22, 23)
    "refusal_proposed": "in_process",
    "reported": "in_process",  # 48(4)
    "inadmissible": "in_process",
    "cleared": "in_process",
    "boarded": "in_process",  # the inside of the standing conveyance is an area (6(2)(a))
    "departed": None,
    "arrived": "after_arrival",
    "withdrawing": "withdrawing",
    "held_withdrawing": "withdrawing",  # using a power of 32 is a detention (32(3))
    "withdrawn": "withdrawn",
    "detained": "detained",  # 14
    "detained_withdrawing": "detained",
    "detained_health": "detained",  # 15
    "detained_health_withdrawing": "detained",
    "delivered": None,
    "left": None,
}
ENDS: frozenset[State] = frozenset({"arrived", "withdrawn", "delivered", "left"})
DETAINED: frozenset[State] = frozenset(
    {"held", "held_withdrawing", "detained", "detained_withdrawing", "detained_health", "detained_health_withdrawing"}
)
AFTER_WITHDRAWAL: frozenset[State] = frozenset(
    {"withdrawing", "held_withdrawing", "withdrawn", "detained_withdrawing", "detained_health_withdrawing"}
)
NOT_TO_BOARD: frozenset[State] = AFTER_WITHDRAWAL | {"inadmissible", "delivered", "left"}  # who is here does not travel on this voyage
FREE: tuple[State, ...] = (  # in process and not detained: whoever is here may withdraw (29, 54(1))
    "entered",
    "primary",
    "referred",
    "secondary",
    "refusal_proposed",
    "reported",
    "inadmissible",
    "cleared",
    "boarded",
)
UNDECIDED: tuple[State, ...] = ("entered", "primary", "referred", "secondary")

MODES = ("air", "rail", "marine", "road")
INSPECTS: Mapping[Direction, tuple[str, ...]] = {US: ("preclearance_officer",), CA: ("border_services_officer", "other_public_officer")}
TAKES_OVER: Mapping[Direction, str] = {  # to whom a detained person may be delivered
    US: "police_officer|border_services_officer",
    CA: "us_police_officer",
}
PLACES: Mapping[Direction, Mapping[str, str]] = {  # the kinds of place, in the words of the powers
    US: {"area": "area", "perimeter": "perimeter", "outside": "outside", "arrival": "outside"},
    CA: {"area": "us_area", "perimeter": "us_perimeter", "outside": "outside", "arrival": "canada"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step that may be taken from one state, in one direction."""

    direction: Direction
    name: str
    start: State | None  # None: nobody has entered yet
    end: State
    actors: tuple[str, ...]  # any of them
    places: tuple[str, ...]  # any of them
    section: str
    needs: tuple[str, ...] = ()  # what must be given: "reason", or with its values, "ground=believe_offence"
    modes: tuple[str, ...] = MODES
    other_officer: bool = False  # not the officer of the step before


def _steps() -> Iterator[Step]:
    both = ("area", "perimeter")
    # 1. In, and to an officer. Identification is a duty of the traveller (18(1)(a)); who comes without it has entered all the same.
    yield from _row("enter", (None,), "entered", {US: "18(1)", CA: "47(1)"}, needs=("identification=photo",), by=("traveller",))
    yield from _row(
        "enter_exempt", (None,), "entered", {US: "Regulations 3"}, by=("traveller",), modes=("rail", "marine", "road"),
        needs=("identification=without_photo", "age_under_16=yes", "citizen=CAN"),
    )  # fmt: skip
    yield from _row(
        "enter_unidentified", (None,), "entered", {US: "18(1)(b)", CA: "47(1)"}, needs=("identification=none",), by=("traveller",)
    )
    yield from _row("begin_primary", ("entered",), "primary", {US: "20(1)(a)-(b)", CA: "47(1)-(2), 48(3)"})
    yield from _row("refer", ("primary", "cleared", "boarded"), "referred", {US: "20(1)", CA: "47(1)-(2)"}, needs=("reason",))
    yield from _row("begin_secondary", ("referred",), "secondary", {US: "20(1)", CA: "47(1)-(2)"})
    # 2. What is found. Two officers refuse, never one.
    yield from _row("clear", ("primary", "secondary"), "cleared", {US: "10(1)", CA: "47(1)-(2), 48(3)"}, needs=("identity_verified=yes",))
    yield from _row("propose_refusal", ("secondary",), "refusal_proposed", {US: "10(1)", CA: "47(3)"}, needs=("reason",))
    yield from _row("report_inadmissible", ("secondary",), "reported", {CA: "48(4)"}, needs=("reason", "ground=prescribed"))
    yield from _row(
        "confirm_refusal", ("refusal_proposed",), "inadmissible", {US: "10(1)", CA: "47(3)"}, needs=("reason",), other_officer=True
    )
    yield from _row(
        "refuse_entry", ("reported",), "inadmissible", {CA: "48(5)-(6)"}, needs=("report=well_founded", "delegated=yes"), other_officer=True
    )
    yield from _row(
        "reject_refusal", ("refusal_proposed", "reported"), "secondary", {US: "10(1)", CA: "47(3), 48(5)"}, needs=("reason",),
        other_officer=True,
    )  # fmt: skip
    yield from _row("leave_refused", ("inadmissible",), "left", {US: "20(1)(e)", CA: "47(3), 48(5)"}, by=("traveller",), at=both)
    yield from _row("direct_to_leave", UNDECIDED, "left", {US: "20(1)(e)"}, needs=("reason",))
    yield from _row(
        "remove", (*UNDECIDED, "inadmissible"), "left", {US: "35(1)(a)"}, by=("police_officer",),
        needs=("po_request=yes", "public_peace=yes", "refused_direction_20_1_e=yes"),
    )  # fmt: skip
    # 3. Withdrawal: at any time, unless detained.
    yield from _row("withdraw", FREE, "withdrawing", {US: "29", CA: "54(1)"}, by=("traveller",), at=both)
    yield from _row(
        "leave", ("withdrawing",), "withdrawn", {US: "29, 30", CA: "54(1), 55"}, by=("traveller",), at=both,
        needs=("identity_answered=yes", "reason_answered=yes", "directions_followed=yes"),
    )  # fmt: skip
    # 4. Held for a search, and held after withdrawal.
    yield from _row(
        "hold_for_strip_search",
        ("secondary",),
        "held",
        {US: "22(1)"},
        needs=("ground=suspect_concealed_goods|suspect_danger", "necessary=yes"),
    )
    yield from _row(
        "hold_for_monitoring",
        ("secondary",),
        "held",
        {US: "23(1)"},
        needs=("ground=suspect_internal_goods", "would_find=yes", "necessary=yes"),
    )
    yield from _row("hold_for_search", ("secondary",), "held", {CA: "49(1)"}, needs=("reason", "us_law_confers=yes"))
    yield from _row("end_hold", ("held",), "secondary", {US: "22, 23", CA: "49(1)"}, needs=("reason",))
    yield from _row(
        "hold_withdrawing", ("withdrawing",), "held_withdrawing", {US: "32(1), (3)"}, needs=("ground=suspect_offence",), at=both
    )
    yield from _row("hold_withdrawing", ("withdrawing",), "held_withdrawing", {CA: "56"}, needs=("reason", "us_law_confers=yes"), at=both)
    yield from _row("end_hold", ("held_withdrawing",), "withdrawing", {US: "29, 32", CA: "54(1), 56"}, needs=("reason",), at=both)
    # 5. Detained, and delivered to the host country. Belief, not suspicion.
    for start, offence, health in (
        ((*FREE, "held"), "detained", "detained_health"),
        (("withdrawing", "held_withdrawing"), "detained_withdrawing", "detained_health_withdrawing"),
    ):
        yield from _row("detain_for_offence", start, offence, {US: "14(1)"}, needs=("ground=believe_offence",), at=both)  # type: ignore[arg-type]
        yield from _row("detain_for_public_health", start, health, {US: "15(1)"}, needs=("ground=believe_health_risk",), at=both)  # type: ignore[arg-type]
        yield from _row("detain", start, offence, {CA: "52(1)"}, needs=("reason", "us_law_confers=yes"), at=both)  # type: ignore[arg-type]
    yield from _row("release", ("detained",), "secondary", {US: "14(1)", CA: "52(1)"}, needs=("reason",), at=both)
    yield from _row("release", ("detained_health",), "secondary", {US: "15(1)"}, needs=("reason",), at=both)
    yield from _row("release", ("detained_withdrawing",), "withdrawing", {US: "14(1), 29", CA: "52(1), 54(1)"}, needs=("reason",), at=both)
    yield from _row("release", ("detained_health_withdrawing",), "withdrawing", {US: "15(1), 29"}, needs=("reason",), at=both)
    for direction, section in ((US, "14(2)"), (CA, "52(1)")):
        needs = (f"delivered_to={TAKES_OVER[direction]}",)
        yield from _row("deliver", ("detained", "detained_withdrawing"), "delivered", {direction: section}, needs=needs, at=both)
    yield from _row(
        "deliver", ("detained_health", "detained_health_withdrawing"), "delivered", {US: "15(2)"}, at=both,
        needs=(f"delivered_to={TAKES_OVER[US]}|quarantine_officer",),
    )  # fmt: skip
    yield from _row(
        "deliver_for_medical_transfer", ("secondary", "held"), "delivered", {US: "24(5)(a)"},
        needs=("ground=suspect_health_danger_to_traveller", f"delivered_to={TAKES_OVER[US]}"),
    )  # fmt: skip
    # 6. Out: the area and the perimeter end with the conveyance; a second inspection on arrival only where an officer asks for it.
    yield from _row("board", ("cleared",), "boarded", {US: "6(2)(a)", CA: "46"}, by=("carrier",))
    yield from _row("depart", ("boarded",), "departed", {US: "6(2), 7", CA: "46"}, by=("carrier",), at=("outside",))
    yield from _row("arrive", ("departed",), "arrived", {US: "8 CFR 235.5", CA: "53(1)"}, by=("carrier",), at=("arrival",))
    yield from _row(
        "arrive_to_inspection", ("departed",), "arrived", {US: "8 CFR 235.5", CA: "53(2)"}, at=("arrival",), needs=("reason",),
        by=("border_services_officer", "other_public_officer", "preclearance_officer"),
    )  # fmt: skip


def _row(
    name: str,
    starts: tuple[State | None, ...],
    end: State,
    sections: Mapping[Direction, str],
    *,
    needs: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    at: tuple[str, ...] = ("area",),
    modes: tuple[str, ...] = MODES,
    other_officer: bool = False,
) -> Iterator[Step]:
    """Yield the steps of one line of the table; ``by`` is the inspecting officer where nobody is named."""
    for direction, section in sections.items():
        for start in starts:
            if direction == US and start == "reported":
                continue  # of Part 2 alone
            yield Step(
                direction=direction,
                name=name,
                start=start,
                end=end,
                actors=by or INSPECTS[direction],
                places=tuple(PLACES[direction][kind] for kind in at),
                section=section,
                needs=needs,
                modes=modes,
                other_officer=other_officer,
            )


STEPS: tuple[Step, ...] = tuple(_steps())
FIND: Mapping[tuple[Direction, str, State | None], Step] = {(step.direction, step.name, step.start): step for step in STEPS}
IN_TRANSIT = "bags_seen=yes"  # what clearing somebody in transit needs besides: bags of the first voyage arrive late
NOTE = "note"  # what may be said of any step
