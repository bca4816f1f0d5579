"""A node answers over HTTP, inside this process."""

from __future__ import annotations

import logging
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import uvicorn

from preclear.errors import SettingsError
from preclear.node import Node
from preclear.settings import Settings
from preclear.web.app import create

START_SECONDS = 30
STOP_SECONDS = 5  # for requests that are under way
KEEP_SECONDS = 65  # for a connection on which nothing comes
MOST_CONNECTIONS = 1000
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"  # of TLS 1.2; those of 1.3 are all taken. Python takes nothing older


@contextmanager
def serving(node: Node, *, host: str | None = None, port: int | None = None) -> Iterator[str]:
    """Let a node answer and do its own work until the block ends, and give its address; port 0 takes a free one.

    Host and port are those of the settings unless given. Raises ``SettingsError`` when the port cannot be had.
    """
    config = uvicorn.Config(
        create(node),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_keep_alive=KEEP_SECONDS,
        limit_concurrency=MOST_CONNECTIONS,
        **_tls(node.settings),
    )
    try:
        config.load()
    except OSError as error:  # of ssl too
        why = error.strerror or type(error).__name__
        raise SettingsError(f"tls_certificate, tls_key or tls_client_ca cannot be used ({why})") from error
    server = uvicorn.Server(config)
    bound = _bind(node.settings.host if host is None else host, node.settings.port if port is None else port)
    name, number = bound.getsockname()[:2]
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    thread = Thread(target=server.run, kwargs={"sockets": [bound]}, name="http")
    thread.start()
    try:
        deadline = time.monotonic() + START_SECONDS
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise SettingsError("the web server did not start")
            time.sleep(0.01)
        node.start()
        yield f"{'https' if config.is_ssl else 'http'}://{f'[{name}]' if ':' in name else name}:{number}"
    finally:
        server.should_exit = True
        thread.join()
        node.stop()
        bound.close()


def _tls(settings: Settings) -> dict[str, Any]:
    if settings.tls_certificate is None or settings.tls_key is None:
        return {}
    if settings.tls_key.exists() and settings.tls_key.stat().st_mode & 0o077:
        raise SettingsError(f"{settings.tls_key}: others may read the key; say chmod 600")
    said: dict[str, Any] = {"ssl_certfile": settings.tls_certificate, "ssl_keyfile": settings.tls_key, "ssl_ciphers": CIPHERS}
    if settings.tls_client_ca:
        said |= {"ssl_ca_certs": str(settings.tls_client_ca), "ssl_cert_reqs": ssl.CERT_REQUIRED}
    return said


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        raise SettingsError(f"cannot listen on {host}, port {port} ({error.strerror}); see host and port") from error
    return bound
