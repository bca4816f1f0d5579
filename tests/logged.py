"""No line of the log names a person: what every test logged is looked through for the people and documents that tests invent."""

from __future__ import annotations

import re

# How lines of the log begin, for people and for machines; what a command prints, and an assertion shows, is no log.
LINE = re.compile(
    r"^(?:\S+ \S+ \[(?:debug|info|warning|error|critical) *\]|\{.*\"event\":|(?:DEBUG|INFO|WARNING|ERROR|CRITICAL) +\S+:).*$", re.MULTILINE
)
INVENTED = re.compile(r"PERSON ALPHA|PERSON BETA|\bLISTED\b|\bSOUGHT\b|\bMARTIN\b|\bANNE\b|\bAA\d{6}\b|740812|1974-08-12", re.IGNORECASE)


def names(text: str) -> list[str]:
    """Return the lines of a log in a text that name somebody."""
    return [line for line in LINE.findall(text) if INVENTED.search(line)]
