"""Every route answers with the headers that keep a page in its bounds, whoever asks."""

from __future__ import annotations

import re

import httpx

from preclear.web.app import HEADERS, create
from preclear.web.serve import serving

from .conftest import Desk

BODILESS = {204, 303, 307, 405}


def test_every_route_answers_with_the_security_headers(desk: Desk) -> None:
    asked = 0
    with serving(desk.node, port=0) as address, httpx.Client(base_url=address, timeout=20) as client:
        for route in create(desk.node).routes:
            for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)]):
                for method in getattr(handler, "http_methods", ()):
                    path = re.sub(r"\{[^}]*\}", "1", route.path)
                    with client.stream(method, path) as answer:
                        said = answer.headers
                    missing = [name.decode() for name, _ in HEADERS if name.decode() not in said]
                    assert not missing, (method, path, missing)
                    assert not {"server", "access-control-allow-origin"} & set(said)
                    assert "content-type" in said or answer.status_code in BODILESS or method in {"HEAD", "OPTIONS"}, (method, path)
                    asked += 1
    assert asked > 100
