"""The signature of a request (RFC 9421) by a kiosk's device key.

``created`` and ``nonce`` must be there. For the journal neither is judged: a kiosk's clock may be wrong by years, and
a replay is harmless, because ingest is idempotent and tells nothing that the sender did not hold. A call whose answer
is for the kiosk alone judges both (``central.briefing``).
"""

from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    MappingKeyResolver,
    algorithms,
)
from starlette.datastructures import Headers

from central.problems import Problem

LABEL = "kiosk"
_COVERED = ("@method", "@path", "@query", "content-digest")
_ANY_CLOCK = timedelta(days=365 * 1000)


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """What the signature covers. ``target`` is path and query as sent, ``body`` the bytes before decoding."""

    method: str
    target: str
    headers: Headers
    body: bytes

    @property
    def url(self) -> str:
        """An absolute address, as the verifier wants one; the host is not covered by the signature."""
        return "http://central" + self.target


@dataclass(frozen=True, slots=True)
class Once:
    """What tells a signed request from every other one. ``created``: seconds since 1970, by the kiosk's clock."""

    created: int
    nonce: str


def check_request_signature(request: SignedRequest, kiosk: str, public_key: bytes) -> Once:
    """What tells this request from others, once ``kiosk`` has signed exactly this one with its key.

    Raises ``Problem`` ``signature-invalid``.
    """
    key = Ed25519PublicKey.from_public_bytes(public_key)
    verifier = HTTPMessageVerifier(
        signature_algorithm=algorithms.ED25519,
        key_resolver=MappingKeyResolver(public_keys={kiosk: key}, private_keys={}),
    )
    verifier.max_clock_skew = _ANY_CLOCK
    try:
        results = verifier.verify(request, max_age=None, require_components=_COVERED, body=request.body)
    except (HTTPMessageSignaturesException, ValueError) as error:
        raise Problem("signature-invalid", "the request signature (RFC 9421) does not verify") from error
    if [result.label for result in results] != [LABEL] or results[0].nonce is None:
        raise Problem("signature-invalid", f"one request signature with label {LABEL} and a nonce is expected")
    return Once(int(results[0].parameters["created"]), results[0].nonce)
