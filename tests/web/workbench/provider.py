"""A real OpenID Connect provider for the tests: Canaille, in a process of its own, with the people and groups of standard input.

``python provider.py PORT REDIRECT`` serves at http://localhost:PORT and prints "ready". Each line of JSON that comes on standard input
sets one account, ``{"user": ..., "name": ..., "groups": [...]}``, and is answered with "done". All accounts have the same password.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

PASSWORD = "of the directory alone 7"
CLIENT, SECRET = "preclear-node", "a secret of client and directory"


class Quiet(WSGIRequestHandler):
    def log_request(self, code="-", size="-") -> None:
        """Say nothing."""


def main(port: int, redirect: str) -> None:
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # on this machine only
    from canaille import create_app
    from canaille.app import models
    from canaille.backends import Backend
    from joserfc.jwk import JWKRegistry

    key = JWKRegistry.generate_key("RSA", 2048)
    key.ensure_kid()
    app = create_app(
        config={
            "ENV_FILE": None,
            "SECRET_KEY": secrets.token_hex(),
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"localhost:{port}",
            "SESSION_COOKIE_SECURE": False,
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc", "edit_self"]}},
                "LOGGING": {"version": 1, "disable_existing_loggers": False},
            },
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
        }
    )
    backend = Backend.instance
    with app.app_context():
        client = models.Client(
            client_id=CLIENT,
            client_secret=SECRET,
            client_name="Preclear",
            client_uri="http://127.0.0.1",  # of a trusted domain: nobody is asked for consent
            redirect_uris=[redirect],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile", "groups"],
            token_endpoint_auth_method="client_secret_basic",
        )
        backend.save(client)
        client.audience = [client]
        backend.save(client)
    server = make_server("localhost", port, app, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)  # noqa: T201 - whoever started it reads it
    for line in sys.stdin:
        said = json.loads(line)
        with app.app_context():
            user = backend.get(models.User, user_name=said["user"])
            if user is None:
                user = models.User(
                    user_name=said["user"],
                    formatted_name=said["name"],
                    family_name=said["name"].split()[-1],
                    display_name=said["user"],
                    emails=[f"{said['user']}@agency.example"],
                    password=PASSWORD,
                )
                backend.save(user)
                backend.set_user_password(user, PASSWORD)
            for name in {*said["groups"], *(group.display_name for group in user.groups or [])}:
                group = backend.get(models.Group, display_name=name) or models.Group(display_name=name, members=[user])
                others = [member for member in group.members or [] if member.user_name != user.user_name]
                members = [*others, user] if name in said["groups"] else others
                if members:
                    group.members = members
                    backend.save(group)
                else:
                    backend.delete(group)
            backend.reload(user)
        print("done", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
