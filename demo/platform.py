"""The platform as a process of its own, the residents' phone, and what the tour asks of them."""

import base64
import ctypes
import hashlib
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import base45
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

START_S = 30.0
STOP_S = 10.0
_PR_SET_PDEATHSIG = 1
_PASS_PREFIX = "GSP2:"  # noqa: S105 - not a password
_PASS_CONTEXT = b"greensprout-pass-v1\x00"


class PlatformError(Exception):
    """The platform did not start or did not answer; the message says what it printed."""


class Platform:
    """``central serve`` on SQLite in ``folder``, on the port it had before if that is free. It ends with this process,
    however this process ends.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._database = f"sqlite:///{folder / 'central.db'}"
        self._log = folder / "central.log"
        port = _same_port_as_before(folder / "port")
        command = [sys.executable, "-m", "central", "serve", "--database", self._database, "--port", str(port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                preexec_fn=_die_with_parent(),  # noqa: PLW1509 - started before any thread of this process
            )
        try:
            self.url = self._wait_until_ready()
        except PlatformError:
            self._stop()
            raise

    def __enter__(self) -> "Platform":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def invite(self) -> str:
        """A one-time enrolment code."""
        return self.command("invite").split()[-1]

    def command(self, *words: str) -> str:
        """What ``central`` with ``words`` prints, upon this platform's database. Raises ``PlatformError``."""
        command = [sys.executable, "-m", "central", *words, "--database", self._database]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise PlatformError(f"central {words[0]}: {done.stderr.strip()}")
        return done.stdout

    def stats(self) -> dict[str, int]:
        """``GET /v1/stats``. Raises ``PlatformError`` when nobody answers."""
        try:
            answer = requests.get(f"{self.url}/v1/stats", timeout=10)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise PlatformError(f"the platform at {self.url} has gone; see {self._log}") from error
        table: dict[str, int] = answer.json()
        return table

    def _wait_until_ready(self) -> str:
        output = self._process.stdout
        assert output is not None, "the platform was started with a pipe"
        with selectors.DefaultSelector() as selector:
            selector.register(output, selectors.EVENT_READ)
            line = output.readline().decode("utf-8") if selector.select(START_S) else ""
        if "http" not in line:
            raise PlatformError(f"the platform did not start; see {self._log}")
        return line.split()[-1]


class Phone:
    """A resident's phone: registers once, has its key certified, and from then on signs its own passes."""

    def __init__(self, url: str) -> None:
        self._url = url
        answer = requests.post(f"{url}/v1/residents", json={}, timeout=10)
        answer.raise_for_status()
        self._token = answer.json()["token"]
        self._key = Ed25519PrivateKey.generate()
        self._certificate = b""
        self._renew_at_s = 0.0

    def new_pass(self) -> str:
        """A fresh pass, also while the platform is away. Raises ``requests.RequestException`` when it has never been
        there.
        """
        if time.time() >= self._renew_at_s:
            self._renew()
        moment = int(time.time()).to_bytes(4, "big")
        message = _PASS_CONTEXT + hashlib.sha256(self._certificate).digest() + moment
        code = base45.b45encode(self._certificate + moment + self._key.sign(message))
        return _PASS_PREFIX + str(code, "ascii")

    def _renew(self) -> None:
        public_key = base64.urlsafe_b64encode(self._key.public_key().public_bytes_raw()).rstrip(b"=").decode("ascii")
        try:
            answer = self._call("POST", "/v1/me/certificates", {"public_key": public_key})
        except requests.RequestException:
            if not self._certificate:
                raise
            return  # the old one is good for a while yet
        text: str = answer["certificate"]
        self._certificate = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        self._renew_at_s = time.time() + answer["valid_seconds"] / 2

    def account(self) -> dict[str, Any]:
        """Balance and credits."""
        return self._call("GET", "/v1/me")

    def _call(self, method: str, path: str, body: dict[str, str] | None = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"}
        answer = requests.request(method, self._url + path, headers=headers, json=body, timeout=10)
        answer.raise_for_status()
        table: dict[str, Any] = answer.json()
        return table


class Phones:
    """The tour's one phone, registered when first needed; any thread may ask."""

    def __init__(self, platform: Platform | None) -> None:
        self._platform = platform
        self._phone: Phone | None = None
        self._lock = threading.Lock()

    def next(self) -> Phone | None:
        """The phone, or None without a platform. Raises ``requests.RequestException`` when the platform is away."""
        with self._lock:
            if self._phone is None and self._platform is not None:
                self._phone = Phone(self._platform.url)
            return self._phone


def _same_port_as_before(note: Path) -> int:
    """The noted port while it is free, otherwise a free one, noted: phones and the kiosk remember the address."""
    with suppress(FileNotFoundError, ValueError, OSError):
        port = int(note.read_text())
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
        return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    note.write_text(str(port))
    return port


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux a child can ask to end with its parent even when the parent is killed without warning."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def arrange() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return arrange
