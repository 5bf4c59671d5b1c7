"""Serving: the socket, the ready line, and a clean stop."""

import errno
import logging
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from central.app import build_app
from central.clock import Now
from central.contacts import ContactSafe
from central.context import Platform
from central.directory import publish
from central.keys import load_or_make_keys
from central.problems import CentralError
from central.rules import load_rules
from central.store import Store

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
STOP_WITHIN_S = 10
"""How long requests that have begun may take after the signal."""


class AnnouncingServer(uvicorn.Server):
    """Calls ``on_ready`` once connections are accepted."""

    def __init__(self, app: Starlette, on_ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                access_log=False,
                log_config=None,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=STOP_WITHIN_S,
            )
        )
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; ``port`` 0 takes a free one. Raises ``CentralError``."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        raise CentralError(_listen_advice(host, port, error)) from error
    return bound


def _listen_advice(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use; stop the other program or choose another --port (0 takes a free one)"
    if error.errno == errno.EACCES:
        return f"this account may not listen on port {port}; choose a --port above 1023"
    return f"cannot listen on {host} port {port}: {error.strerror or error}; check --host"


def address_of(bound: socket.socket) -> str:
    """The address of the service for a program on this machine, e.g. ``http://127.0.0.1:8080``."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def assemble(store: Store, public_url: str, now: Now, contacts_key: Path | None = None) -> Platform:
    """The platform upon an open database, published. ``public_url`` is where residents' phones reach it."""
    platform = platform_upon(store, now, contacts_key)
    publish(store, platform.keys, public_url.rstrip("/") + "/me", now)
    return platform


def platform_upon(store: Store, now: Now, contacts_key: Path | None = None) -> Platform:
    """The platform as the command line needs it: nothing is published for the first time."""
    keys, contacts = load_or_make_keys(store, now), ContactSafe(contacts_key)
    return Platform(store=store, keys=keys, rules=load_rules(), now=now, contacts=contacts)


def serve(
    platform: Platform, bound: socket.socket, on_ready: Callable[[], None], metrics_token: str | None = None
) -> None:
    """Serve until SIGTERM or SIGINT; requests that have begun are finished first."""
    # uvicorn raises the signal again after its clean stop; it shall then end in a normal return, not in death.
    for number in STOP_SIGNALS:
        signal.signal(number, lambda *_: None)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    AnnouncingServer(build_app(platform, metrics_token=metrics_token), on_ready).run(sockets=[bound])
