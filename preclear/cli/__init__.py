"""The ``preclear`` command. Each command is a function of a module of this folder, loaded when it is called.

Exit status (the only place that knows it): 0 done, findings included; 1 some input could not be read at all; 2 wrong usage or settings.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from preclear import __version__
from preclear.errors import PreclearError

DONE, UNREADABLE, WRONG = 0, 1, 2

COMMANDS = (  # name, where its function is
    ("demo", "preclear.cli.demo:demo"),
    ("make", "preclear.cli.make:make"),
    ("serve", "preclear.cli.node:serve"),
    ("migrate", "preclear.cli.node:migrate"),
    ("carriers", "preclear.cli.carriers:carriers"),
    ("systems", "preclear.cli.systems:systems"),
    ("officer", "preclear.cli.node:officer"),
    ("lists", "preclear.cli.lists:lists"),
    ("read", "preclear.cli.read:read"),
    ("form", "preclear.cli.form:form_"),
    ("mrz", "preclear.cli.mrz:mrz"),
    ("seal", "preclear.cli.seal:seal"),
    ("screen", "preclear.cli.screen:screen"),
    ("voyages", "preclear.cli.voyages:voyages"),
    ("match", "preclear.cli.match:match"),
    ("index", "preclear.cli.match:index"),
    ("quality", "preclear.cli.quality:quality"),
    ("threshold", "preclear.cli.threshold:threshold"),
    ("replay", "preclear.cli.threshold:replay"),
    ("rules", "preclear.cli.rules:rules"),
    ("query", "preclear.cli.query:query"),
    ("powers", "preclear.cli.powers:powers"),
    ("sites", "preclear.cli.sites:sites"),
    ("schedule", "preclear.cli.schedule:schedule"),
    ("audit", "preclear.cli.audit:audit"),
    ("keys", "preclear.cli.keys:keys"),
    ("database", "preclear.cli.keys:database"),
    ("retention", "preclear.cli.retention:retention"),
)

app = App(name="preclear", version=__version__, help="Clear people and goods before they reach the border.")
for _name, _where in COMMANDS:
    app.command(_where, name=_name)
app.command("preclear.cli.lists:formerly", name="list")
app.command("preclear.cli.carriers:formerly", name="carrier")


def main(words: Sequence[str] | None = None) -> None:
    """Run one command, by default that of the command line, and leave with its exit status."""
    try:
        status = app(words, exit_on_error=False, print_error=True)
    except CycloptsError:
        sys.exit(WRONG)
    except PreclearError as error:
        print(f"preclear: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(WRONG)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
    sys.exit(status if isinstance(status, int) else DONE)
