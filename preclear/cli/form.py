"""``preclear form``: the forms for carriers without EDIFACT, to be filled in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from preclear.cli import DONE
from preclear.messages import form, form_xlsx


def form_(
    kind: Literal["schema", "csv", "xlsx"] = "schema",
    *,
    language: Literal["en", "fr"] = "en",
    out: Annotated[Path | None, Parameter(name=["--out", "-o"])] = None,
) -> int:
    """Print the JSON Schema of a passenger list, or the template of one as a spreadsheet.

    Parameters
    ----------
    kind
        schema: the JSON Schema; csv, xlsx: a spreadsheet with its headings and an example row.
    language
        Of the headings.
    out
        The file to write; left out: standard output.
    """
    match kind:
        case "schema":
            written = (json.dumps(form.schema(), indent=2, ensure_ascii=False) + "\n").encode()
        case "csv":
            written = form.template_csv(language)
        case "xlsx":
            written = form_xlsx.write(form.template(language))
    if out:
        out.write_bytes(written)
    else:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    return DONE
