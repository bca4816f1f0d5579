"""What an officer has typed into the decision panel, as long as it is no decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, cast, get_args

from litestar.datastructures import FormMultiDict

from preclear.inspection import Finding, Found, Outcome, gaps

FINDING = "finding:"  # before the code of a question, in the names of fields
LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Half a decision, or a whole one."""

    findings: dict[str, str] = field(default_factory=dict)
    compared: list[str] = field(default_factory=list)
    outcome: str = ""
    reason: str = ""
    against: str = ""

    @classmethod
    def sent(cls, form: FormMultiDict) -> Typed:
        """Read a form as it was sent; answers that no question has are dropped."""
        items = [(name, str(value)) for name, value in form.multi_items()]
        return cls(
            findings={name.removeprefix(FINDING): value for name, value in items if name.startswith(FINDING) and value in get_args(Found)},
            compared=[value for name, value in items if name == "compared"],
            outcome=next((value for name, value in items if name == "outcome" and value in get_args(Outcome)), ""),
            reason=str(form.get("reason", ""))[:LONGEST],
            against=str(form.get("against", ""))[:LONGEST],
        )

    @classmethod
    def kept(cls, record: Mapping[str, Any]) -> Typed:
        """Read a draft."""
        return cls(**{name: record[name] for name in cls.__slots__ if name in record})

    @property
    def record(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return asdict(self)

    def finding(self, outcome: str = "") -> Finding:
        """Return what was typed as a finding, ready to be ruled on. Raises ``ValueError`` without an outcome."""
        chosen = outcome or self.outcome
        if chosen not in get_args(Outcome):
            raise ValueError("no outcome was chosen")
        return Finding(
            findings=cast("dict[str, Found]", self.findings),
            compared=tuple(self.compared),
            outcome=cast("Outcome", chosen),
            reason=self.reason.strip(),
            against=self.against.strip() or None,
        )

    def missing(self, asked: frozenset[str]) -> tuple[str, ...]:
        """Return what is still missing, as codes: no outcome, or a gap that the rules on deciding name."""
        if not self.outcome:
            return (*gaps(asked, self.finding("ask_carrier")), "outcome-missing")
        return gaps(asked, self.finding())
