"""The procedure, a function a step.

How a manifest flows:

    receive -> keep the raw bytes -> read -> assess (documents, lists, rules) -> refer -> save and answer, in one transaction
    decide, confirm -> one transaction: decision, event, corrected answer
    raise_by_hand, hear, withdraw -> a question of an officer or of another system, on whom it means
    rescreen, alarm -> what must happen when lists change and when time passes
    retain -> what is over is masked and deleted, a small piece a transaction

``assess`` and ``screen`` are pure: they need no server and no database. The others work for a node (``Desk``), with ``now`` given.
"""

from preclear.clearance.answering import acknowledge
from preclear.clearance.backtesting import try_rule
from preclear.clearance.circumstances import NO_LIST, Assessed, Basis, Circumstances, Snapshot, assess, digest_of
from preclear.clearance.deciding import Decided, confirm, decide, rehearse, release, take
from preclear.clearance.desk import Desk
from preclear.clearance.expecting import Awaited, Listened, awaited, listen
from preclear.clearance.explaining import Explained, explain
from preclear.clearance.inquiring import ask_due, look
from preclear.clearance.pricing import work_out
from preclear.clearance.proving import Verified, prove_event, prove_growth, sign, verify, whole_log
from preclear.clearance.raising import ByHand, Heard, findings, hear, raise_by_hand, seek_again, withdraw
from preclear.clearance.receiving import Receipt, receive, settle
from preclear.clearance.retaining import retain
from preclear.clearance.screening import screen
from preclear.clearance.watching import alarm, forget, rescreen, throttle

__all__ = [
    "NO_LIST",
    "Assessed",
    "Awaited",
    "Basis",
    "ByHand",
    "Circumstances",
    "Decided",
    "Desk",
    "Explained",
    "Heard",
    "Listened",
    "Receipt",
    "Snapshot",
    "Verified",
    "acknowledge",
    "alarm",
    "ask_due",
    "assess",
    "awaited",
    "confirm",
    "decide",
    "digest_of",
    "explain",
    "findings",
    "forget",
    "hear",
    "listen",
    "look",
    "prove_event",
    "prove_growth",
    "raise_by_hand",
    "receive",
    "rehearse",
    "release",
    "rescreen",
    "retain",
    "screen",
    "seek_again",
    "settle",
    "sign",
    "take",
    "throttle",
    "try_rule",
    "verify",
    "whole_log",
    "withdraw",
    "work_out",
]
