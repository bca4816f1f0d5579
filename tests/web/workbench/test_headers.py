"""Every route answers with the headers that keep a page in its bounds, whoever asks."""

from __future__ import annotations

import re

import httpx

from preclear.web.app import HEADERS, create


def test_every_route_answers_with_the_security_headers(client: httpx.Client, desk) -> None:
    client.cookies.clear()
    asked = 0
    for route in create(desk.node).routes:
        for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)]):
            for method in getattr(handler, "http_methods", ()):
                path = re.sub(r"\{[^}]*\}", "1", route.path)
                with client.stream(method, path) as answer:
                    said = answer.headers
                    missing = [name.decode() for name, _ in HEADERS if name.decode() not in said]
                    assert not missing, (method, path, missing)
                    assert "server" not in said
                    assert "access-control-allow-origin" not in said
                    assert "content-type" in said or answer.status_code in {204, 303, 307, 405} or method == "HEAD", (method, path)
                asked += 1
    assert asked > 100
