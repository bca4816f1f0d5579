"""A subset of CEL, the Common Expression Language, for the conditions of rules: docs/rules.md states it.

``parse`` gives one tree, ``check`` its types against the declared facts, ``compile_tree`` a Python function of it.
"""

from preclear.rules.cel.check import VARIABLES, Declared, Typed, check
from preclear.rules.cel.compile import compile_tree
from preclear.rules.cel.syntax import Misread, parse, render
from preclear.rules.cel.types import BOOL, DATE, DURATION, FLOAT, INT, STRING, TIMESTAMP, Fact, Record, Reserved, Type, list_of, type_of
from preclear.rules.cel.values import Error, Evaluate, Scope, Unknown

__all__ = [
    "BOOL",
    "DATE",
    "DURATION",
    "FLOAT",
    "INT",
    "STRING",
    "TIMESTAMP",
    "VARIABLES",
    "Declared",
    "Error",
    "Evaluate",
    "Fact",
    "Misread",
    "Record",
    "Reserved",
    "Scope",
    "Type",
    "Typed",
    "Unknown",
    "check",
    "compile_tree",
    "list_of",
    "parse",
    "render",
    "type_of",
]
