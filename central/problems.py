"""Errors as the caller sees them: RFC 9457 problem details with names from the contract.

``Problem`` is a normal answer. ``CentralError`` is for the operator at the command line. Everything else is a bug.
"""

import logging
from collections.abc import Mapping

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

log = logging.getLogger(__name__)

_TITLES = {
    "gap": (409, "Entries are missing before this range"),
    "fork": (409, "Another history is stored under these numbers"),
    "kiosk-unknown": (403, "This kiosk is not enrolled"),
    "signature-invalid": (401, "A signature does not verify"),
    "key-retired": (403, "The kiosk has gone over to a newer key"),
    "signature-stale": (401, "The request was signed at another time, or has been answered already"),
    "chain-broken": (422, "The entries do not form a chain"),
    "malformed": (400, "The request does not follow the contract"),
    "too-large": (413, "The request is larger than allowed"),
    "too-slow": (408, "The request did not arrive in time"),
    "invitation-unknown": (403, "No such enrolment code"),
    "invitation-used": (409, "The enrolment code belongs to another kiosk already"),
    "invitation-expired": (403, "The enrolment code has expired"),
    "proof-invalid": (403, "The proof of the device key does not verify"),
    "token-unknown": (401, "Unknown bearer token"),
    "claim-taken": (409, "The claim code belongs to another resident"),
    "claim-malformed": (400, "Not a claim code"),
    "revoked": (403, "The platform has revoked this"),
    "card-unknown": (404, "No card of this platform has that code"),
    "card-taken": (409, "The card belongs to another phone already"),
    "window-unavailable": (409, "This time is not offered any more"),
    "order-limit": (409, "Too many orders of this resident wait already"),
    "order-closed": (409, "The order is over"),
    "not-found": (404, "No such address"),
    "method-not-allowed": (405, "This address does not take that method"),
    "store-unavailable": (503, "The database does not answer now"),
    "internal": (500, "The platform has a fault"),
}
NAMES = frozenset(_TITLES)
"""Every problem of the contract."""
_NAMES_BY_STATUS = {404: "not-found", 405: "method-not-allowed"}
_RETRY_AFTER_S = 15


class CentralError(Exception):
    """The operator must change something; the message is one line that says what."""


class Problem(Exception):
    """A refusal with its contract name. ``members`` become extra fields of the problem object."""

    def __init__(self, name: str, detail: str = "", **members: str | int) -> None:
        super().__init__(f"{name}: {detail}")
        self.name = name
        self.detail = detail
        self.members: Mapping[str, str | int] = members

    def response(self) -> Response:
        """The answer on the wire."""
        status, title = _TITLES[self.name]
        body: dict[str, str | int] = {"type": f"urn:greensprout:problem:{self.name}", "title": title, "status": status}
        if self.detail:
            body["detail"] = self.detail
        body.update(self.members)
        headers = {"www-authenticate": "Bearer"} if self.name == "token-unknown" else {}
        if status == 503:
            headers["retry-after"] = str(_RETRY_AFTER_S)
        if status == 408:
            headers["connection"] = "close"  # the rest of the body must not pass for the next request
        return Response(msgspec.json.encode(body), status, headers, media_type="application/problem+json")


async def on_problem(_request: Request, error: Exception) -> Response:
    """Answer a ``Problem``."""
    assert isinstance(error, Problem)
    return error.response()


async def on_http_exception(_request: Request, error: Exception) -> Response:
    """Answer what the router raises."""
    assert isinstance(error, HTTPException)
    name = _NAMES_BY_STATUS.get(error.status_code, "malformed")
    response = Problem(name).response()
    response.headers.update(error.headers or {})
    return response


async def on_client_gone(_request: Request, _error: Exception) -> Response:
    """The caller broke off while sending: a network's everyday. Nobody reads this answer, and nothing was stored."""
    return Response(status_code=400)


async def on_store_fault(request: Request, error: Exception) -> Response:
    """The database is locked, full or away: a world fault that the caller retries. Nothing was acknowledged."""
    log.error("database fault on %s %s: %s", request.method, request.url.path, getattr(error, "orig", None) or error)
    return Problem("store-unavailable").response()


async def on_bug(_request: Request, _error: Exception) -> Response:
    """A bug: the server logs the traceback, the caller learns nothing about our insides."""
    return Problem("internal").response()
