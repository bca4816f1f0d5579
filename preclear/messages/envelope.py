"""What surrounds a message, and what an answer must echo of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from preclear.messages.edifact import Separators


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The envelope of one message, as far as an answer echoes it."""

    separators: Separators = field(default_factory=Separators)
    advised: bool = True  # a UNA went before
    lines: bool = False  # a line end follows each segment
    charset: str = "ascii"  # "ascii", "latin-1" or "utf-8"
    syntax: str = "UNOA:4"  # S001
    sender: str = ""
    sender_qualifier: str = ""
    receiver: str = ""
    receiver_qualifier: str = ""
    control_reference: str = ""  # 0020
    application_reference: str = ""  # 0026
    acknowledgement: bool = False  # 0031: the sender asks for a CONTRL
    test: bool = False  # 0035: the interchange is a test
    group: bool = False  # a UNG stood around the message
    group_sender: str = ""
    group_sender_qualifier: str = ""
    group_receiver: str = ""
    group_receiver_qualifier: str = ""
    message_reference: str = ""  # 0062
    common_access_reference: str = ""  # 0068
    type: str = ""  # "PAXLST"
    release: str = ""  # "D:12B"
    agency: str = "UN"
    association: str = "IATA"
