"""One call to the platform and what became of it. Every failure is a ``LinkFault`` of a kind that somebody can act on.

An HTTP status alone proves nothing: a captive portal answers 200 to everything. Only JSON of the
documented shape counts.
"""

import secrets
import time
from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlsplit

import http_message_signatures as signatures
import msgspec
import requests
import urllib3

from kiosk.core.errors import LinkFault, LinkFaultKind, UsageFault
from kiosk.sync import wire
from kiosk.sync.ports import Signer

CONNECT_TIMEOUT_S = 5
ANSWER_TIMEOUT_S = 15
SLOWEST_BYTES_PER_S = 20_000
"""An answer may take longer for a longer question: a village link is slow, not broken."""
MAX_RETRY_AFTER_S = 3600
MAX_ANSWER_BYTES = 16 * 1024 * 1024
READ_BYTES = 65_536
_PROBLEM = "urn:greensprout:problem:"
_COVERED = ("@method", "@path", "@query", "content-digest")
_Answer = TypeVar("_Answer")


class PlatformProblem(LinkFault):
    """The platform understood the request and said no, with a problem document. ``name`` is the end of its type."""

    def __init__(self, kind: LinkFaultKind, name: str, problem: wire.Problem) -> None:
        super().__init__(kind, problem.detail or problem.title or name)
        self.name = name
        self.problem = problem


class Client:
    """Calls to one platform. Keeps its connection; use it from one thread."""

    def __init__(self, base_url: str, answer_timeout_s: float = ANSWER_TIMEOUT_S) -> None:
        if not _is_address(base_url):
            raise UsageFault("this is not the address of a platform: give it like https://central.example.org")
        self.base_url = base_url.rstrip("/")
        self._answer_timeout_s = answer_timeout_s
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy variable on the machine must not send credits elsewhere

    def close(self) -> None:
        """Give back the connection."""
        self._session.close()

    def get(self, path: str, shape: type[_Answer], query: Mapping[str, str] | None = None) -> _Answer:
        """GET ``path`` and read the answer as ``shape``."""
        return self._call(requests.Request("GET", self.base_url + path, params=query), shape)

    def post_json(self, path: str, body: object, shape: type[_Answer]) -> _Answer:
        """POST ``body`` as JSON and read the answer as ``shape``."""
        request = requests.Request(
            "POST",
            self.base_url + path,
            data=msgspec.json.encode(body),
            headers={"Content-Type": "application/json"},
        )
        return self._call(request, shape)

    def post_journal(self, body: bytes, query: Mapping[str, str], signer: Signer) -> wire.JournalAnswer:
        """POST a compressed range, signed (RFC 9421)."""
        request = requests.Request(
            "POST",
            self.base_url + "/v1/journal",
            params=query,
            data=body,
            headers={"Content-Type": "application/x-ndjson", "Content-Encoding": "zstd"},
        )
        return self._call(request, wire.JournalAnswer, signer)

    def _call(self, request: requests.Request, shape: type[_Answer], signer: Signer | None = None) -> _Answer:
        prepared = self._session.prepare_request(request)
        if signer is not None:
            _sign(prepared, signer)
        size = len(prepared.body) if isinstance(prepared.body, bytes) else 0
        timeout = (CONNECT_TIMEOUT_S, self._answer_timeout_s + size / SLOWEST_BYTES_PER_S)
        try:
            response = self._session.send(prepared, timeout=timeout, allow_redirects=False, stream=True)
            content = _content(response, time.monotonic() + timeout[1])
        except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
            raise LinkFault(LinkFaultKind.TIMED_OUT, f"{self.base_url} did not answer in time") from error
        except requests.exceptions.SSLError as error:
            raise LinkFault(
                LinkFaultKind.NOT_PLATFORM,
                f"{self.base_url} could not prove who it is: check the address and this machine's clock",
            ) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise LinkFault(
                LinkFaultKind.UNREACHABLE, f"{self.base_url} cannot be reached: check the network cable and the address"
            ) from error
        return _read(response, content, shape, self.base_url)


def _is_address(url: str) -> bool:
    """A plain web address: no account and password in it, which would end up in messages and on disk."""
    try:
        parts = urlsplit(url)
        requests.Request("GET", url).prepare()
    except ValueError:  # also requests' InvalidURL, and a port that is no number
        return False
    plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    return plain and not (parts.query or parts.fragment)


def _sign(prepared: requests.PreparedRequest, signer: Signer) -> None:
    class _Key(signatures.HTTPSignatureKeyResolver):
        def resolve_private_key(self, key_id: str) -> object:  # noqa: ARG002 - the signature is the package's
            return signer.private_key

    http_signer = signatures.HTTPMessageSigner(signature_algorithm=signatures.algorithms.ED25519, key_resolver=_Key())
    http_signer.sign(
        prepared,
        key_id=signer.kiosk,
        nonce=secrets.token_hex(16),
        label="kiosk",
        covered_component_ids=_COVERED,
        body=prepared.body if isinstance(prepared.body, bytes) else b"",
    )


def _content(response: requests.Response, until: float) -> bytes:
    """The body, in bounded time and size: a server that drips one byte a second must not hold the thread for ever."""
    content = b""
    with response:
        while chunk := response.raw.read1(READ_BYTES, decode_content=True):
            content += chunk
            if len(content) > MAX_ANSWER_BYTES or time.monotonic() > until:
                raise requests.Timeout
    return content


def _read(response: requests.Response, content: bytes, shape: type[_Answer], base_url: str) -> _Answer:
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if response.ok and content_type == "application/json":
        try:
            return msgspec.json.decode(content, type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LinkFault(LinkFaultKind.NOT_PLATFORM, f"{base_url} answered something else: {error}") from error
    if content_type == "application/problem+json":
        raise _problem(response, content, base_url)
    if response.status_code in {429, 503}:
        raise LinkFault(LinkFaultKind.BUSY, f"{base_url} is busy", retry_after_s=_retry_after(response))
    if response.status_code >= 500:
        raise LinkFault(LinkFaultKind.BROKEN, f"{base_url} has a fault of its own ({response.status_code})")
    raise LinkFault(
        LinkFaultKind.NOT_PLATFORM,
        f"{base_url} answered like another server ({response.status_code}, {content_type or 'no type'}): "
        "a network that wants a login, or a wrong address",
    )


def _problem(response: requests.Response, content: bytes, base_url: str) -> LinkFault:
    try:
        problem = msgspec.json.decode(content, type=wire.Problem)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return LinkFault(LinkFaultKind.NOT_PLATFORM, f"{base_url} sent a problem that cannot be read")
    if response.status_code in {429, 503}:
        return LinkFault(LinkFaultKind.BUSY, f"{base_url} is busy", retry_after_s=_retry_after(response))
    if response.status_code >= 500:
        return LinkFault(LinkFaultKind.BROKEN, f"{base_url} has a fault of its own ({response.status_code})")
    name = problem.type.removeprefix(_PROBLEM)
    if response.status_code in {401, 403}:
        return PlatformProblem(LinkFaultKind.FORBIDDEN, name, problem)
    return PlatformProblem(LinkFaultKind.FORK if name == "fork" else LinkFaultKind.REJECTED, name, problem)


def _retry_after(response: requests.Response) -> int | None:
    value = response.headers.get("Retry-After", "")
    return min(int(value), MAX_RETRY_AFTER_S) if value.isdecimal() else None
