"""What an officer may be recorded as doing to a person who has withdrawn, and what counts as biometric information.

Whether an act is lawful is a question for the powers. This is the floor under them that the database holds too: whatever anybody writes,
nothing but these acts stands in the record of somebody who withdrew, and no biometric information ever (31(1), 33(2); Part 2: 56).
"""

from __future__ import annotations

from collections.abc import Mapping

from preclear.inspection.encounter_steps import CA, US, Direction

BIOMETRIC = ("collect_biometrics", "derive_face_template_from_photograph")

WITHDRAWING: Mapping[Direction, tuple[str, ...]] = {  # while withdrawing, detained or not
    US: (
        "question_identity",  # 31(2)
        "question_reason_for_withdrawing",
        "require_photo_identification",
        "copy_identification",
        "photograph",
        "examine_exterior_of_conveyance",
        "examine_conveyance_with_device",
        "open_cargo_compartment",
        "frisk_for_dangerous_thing",  # 13
        "assist_frisk_for_dangerous_thing",  # 35(2)
        "use_force",  # 16: what is unclear stands in the powers
        "use_lethal_force",
    ),
    CA: ("question_identity", "question_reason_for_withdrawing"),  # 55(a) with 56
}
HELD_WITHDRAWING: Mapping[Direction, tuple[str, ...]] = {  # besides, while held on suspicion of an offence
    US: (
        "question",  # 32(1)
        "question_about_trip_purpose",
        "collect_information",
        "examine_and_detain",
        "frisk_for_concealed_goods",
        "detain_for_strip_search",
        "conduct_strip_search",
        "observe_strip_search",
    ),
    CA: (),
}
