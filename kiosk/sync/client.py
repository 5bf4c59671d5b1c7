"""One call to the platform. Every failure is a ``LinkFault`` of a kind that somebody can act on."""

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import http_message_signatures as signatures
import msgspec
import requests
import urllib3

from kiosk.core.clock import Clock, SystemClock
from kiosk.core.errors import LinkFault, UsageFault
from kiosk.sync import faults, wire
from kiosk.sync.answers import Answer
from kiosk.sync.call import Call
from kiosk.sync.faults import Stage
from kiosk.sync.known_time import known_time
from kiosk.sync.ports import Signer
from kiosk.sync.tls import verifying_context
from kiosk.sync.transport import Line, Transport

CALL_TIMEOUT_S = 20
SLOWEST_BYTES_PER_S = 20_000
"""A call may take longer for a longer question or answer: a village link is slow, not broken."""
MAX_ANSWER_BYTES = 16 * 1024 * 1024
READ_BYTES = 65_536
_COVERED = ("@method", "@path", "@query", "content-digest")
_Shape = TypeVar("_Shape")


@dataclass(frozen=True, slots=True)
class _Ask:
    request: requests.Request
    signer: Signer | None = None
    proves_itself: bool = False
    created: datetime | None = None


class Client:
    """Calls to one platform. Keeps its connection; use it from one thread, but ``stop`` from any. A call may last
    ``timeout_s`` from looking up the name to the last byte, and longer the more bytes there are.

    ``clock`` judges the dates of the platform's certificate: give the one that learns the signed time. ``ca_file``: a
    PEM file with the only authorities to believe, the public ones when None. Raises ``UsageFault`` for an address that
    is none.
    """

    def __init__(
        self,
        base_url: str,
        timeout_s: float = CALL_TIMEOUT_S,
        *,
        clock: Clock | None = None,
        ca_file: Path | None = None,
    ) -> None:
        if not _is_address(base_url):
            raise UsageFault("this is not the address of a platform: give it like https://central.example.org")
        self.base_url = base_url.rstrip("/")
        self._timeout_s = timeout_s
        self._clock = clock or SystemClock()
        self._line = Line(self.base_url, self._clock)
        self._stopped = threading.Event()
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy variable on the machine must not send credits elsewhere
        secure = self.base_url.startswith("https:")
        transport = Transport(self._line, verifying_context(ca_file) if secure else None)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, transport)

    @property
    def needs_time(self) -> bool:
        """Nobody knows the time that the platform's certificate is judged by: ask for the signed time first."""
        return self.base_url.startswith("https:") and known_time(self._clock) is None

    def close(self) -> None:
        """Give back the connection."""
        self._session.close()

    def stop(self) -> None:
        """End the call under way at once, and every later one. From any thread."""
        self._stopped.set()
        self._line.call.stop()

    def get(
        self,
        path: str,
        shape: type[_Shape],
        query: Mapping[str, str] | None = None,
        *,
        proves_itself: bool = False,
    ) -> _Shape:
        """GET ``path`` and read the answer as ``shape``. ``proves_itself``: the answer carries a signature that answers
        this very call, so it may come before anybody knows the time.
        """
        request = requests.Request("GET", self.base_url + path, params=query)
        return self._call(_Ask(request, proves_itself=proves_itself)).read(shape)

    def get_changed(self, path: str, shape: type[_Shape], etag: str) -> _Shape | None:
        """GET ``path`` unless it still is what ``etag`` names: then None."""
        request = requests.Request("GET", self.base_url + path, headers={"If-None-Match": etag})
        answer = self._call(_Ask(request))
        return None if answer.not_modified else answer.read(shape)

    def post_json(self, path: str, body: object, shape: type[_Shape]) -> _Shape:
        """POST ``body`` as JSON and read the answer as ``shape``."""
        request = requests.Request(
            "POST",
            self.base_url + path,
            data=msgspec.json.encode(body),
            headers={"Content-Type": "application/json"},
        )
        return self._call(_Ask(request)).read(shape)

    def post_journal(self, body: bytes, query: Mapping[str, str], signer: Signer) -> wire.JournalAnswer:
        """POST a compressed range, signed (RFC 9421). The query also tells what this boot's monotonic clock reads now,
        by which the platform corrects the moments of entries.
        """
        reading = {"boot": self._clock.boot, "monotonic_ms": str(self._clock.monotonic_ms())}
        request = requests.Request(
            "POST",
            self.base_url + "/v1/journal",
            params={**query, **reading},
            data=body,
            headers={"Content-Type": "application/x-ndjson", "Content-Encoding": "zstd"},
        )
        return self._call(_Ask(request, signer)).read(wire.JournalAnswer)

    def get_signed(
        self,
        path: str,
        shape: type[_Shape],
        query: Mapping[str, str],
        signer: Signer,
        created: datetime | None = None,
    ) -> _Shape:
        """GET ``path`` as the kiosk of ``signer``, signed (RFC 9421) at ``created``, by its clock when None."""
        request = requests.Request("GET", self.base_url + path, params=query)
        return self._call(_Ask(request, signer, created=created)).read(shape)

    def _call(self, ask: _Ask) -> Answer:
        prepared = self._session.prepare_request(ask.request)
        if ask.signer is not None:
            self._sign(prepared, ask.signer, ask.created)
        size = len(prepared.body) if isinstance(prepared.body, bytes) else 0
        seconds = self._timeout_s + size / SLOWEST_BYTES_PER_S
        self._line.proves_itself = ask.proves_itself
        with Call(self.base_url, seconds) as call:
            self._line.call = call
            if self._stopped.is_set():
                raise faults.stopped(self.base_url)
            try:
                answer = self._send(prepared, call)
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                raise call.fault() or self._failed(error, call) from error
        fault = call.fault()
        if fault is not None:  # what was cut off may look like an end
            raise fault
        return answer

    def _send(self, prepared: requests.PreparedRequest, call: Call) -> Answer:
        left = call.left_s()
        response = self._session.send(prepared, timeout=(left, left), allow_redirects=False, stream=True)
        call.stage = Stage.READ
        content = self._content(response, call)
        return Answer(self.base_url, response.status_code, response.headers, content, known_time(self._clock))

    def _content(self, response: requests.Response, call: Call) -> bytes:
        content = bytearray()
        arrived = 0
        with response:
            while chunk := response.raw.read1(READ_BYTES, decode_content=True):
                content += chunk
                if len(content) > MAX_ANSWER_BYTES:
                    raise faults.another_server(self.base_url, f"more than {MAX_ANSWER_BYTES} bytes")
                call.extend((response.raw.tell() - arrived) / SLOWEST_BYTES_PER_S)
                arrived = response.raw.tell()
        return bytes(content)

    def _failed(self, error: Exception, call: Call) -> LinkFault:
        if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)):
            return faults.out_of_time(self.base_url, call.stage)
        return faults.unreachable(self.base_url, error)

    def _sign(self, prepared: requests.PreparedRequest, signer: Signer, created: datetime | None) -> None:
        class _Key(signatures.HTTPSignatureKeyResolver):
            def resolve_private_key(self, key_id: str) -> object:  # noqa: ARG002 - the signature is the package's
                return signer.private_key

        ed25519 = signatures.algorithms.ED25519
        signatures.HTTPMessageSigner(signature_algorithm=ed25519, key_resolver=_Key()).sign(
            prepared,
            key_id=signer.kiosk,
            created=created or self._clock.now(),
            nonce=secrets.token_hex(16),
            label="kiosk",
            covered_component_ids=_COVERED,
            body=prepared.body if isinstance(prepared.body, bytes) else b"",
        )


def _is_address(url: str) -> bool:
    """A plain web address: no account and password in it, which would end up in messages and on disk."""
    try:
        parts = urlsplit(url)
        requests.Request("GET", url).prepare()
    except ValueError:  # also requests' InvalidURL, and a port that is no number
        return False
    plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    return plain and not (parts.query or parts.fragment)
