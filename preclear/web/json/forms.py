"""The forms for carriers without EDIFACT, to be fetched: the JSON Schema, and the templates of a spreadsheet."""

from __future__ import annotations

import json

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from preclear.messages import form, form_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {
    "passenger-list.schema.json": ("application/schema+json", json.dumps(form.schema(), ensure_ascii=False).encode()),
    **{f"passenger-list-{language}.csv": ("text/csv; charset=utf-8", form.template_csv(language)) for language in ("en", "fr")},
    **{f"passenger-list-{language}.xlsx": (XLSX, form_xlsx.write(form.template(language))) for language in ("en", "fr")},
}


@get("/forms/{name:str}", sync_to_thread=False, tags=["carriers"], raises=[NotFoundException])
def published(name: FromPath[str]) -> Response[bytes]:
    """Return the schema of a passenger list (`passenger-list.schema.json`), or a template (`passenger-list-en.csv`, `.xlsx`, `-fr`)."""
    if name not in FORMS:
        raise NotFoundException(f"there are {', '.join(FORMS)}")
    kind, content = FORMS[name]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "public, max-age=3600"}
    return Response(content, media_type=kind, headers=headers)
