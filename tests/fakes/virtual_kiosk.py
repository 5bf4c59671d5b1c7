"""A kiosk as the platform sees one, written from contract/README.md alone: key, journal, signatures, signed requests.

It knows nothing of ``kiosk/`` or ``central/``, so it can hold either side against the contract, and fill a platform
for a benchmark.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms

ZERO_HASH = "0" * 64
CLOTHING = {"id": "luya-clothing", "version": 1, "status": "published", "g_per_kg": 1280, "points_per_kg": 30}
BOOKS = {"id": "luya-books", "version": 1, "status": "provisional", "g_per_kg": 250, "points_per_kg": 8}
RULES = {"clothing": CLOTHING, "books": BOOKS}
ORDER = {
    "materials": ["clothing", "books"],
    "building": "忠山小区 3 号楼",
    "address": "忠山小区 3 号楼 2 单元 502",
    "phone": "13800138000",
    "note": "门铃坏了，请敲门",
}
"""What somebody orders, but for the time."""
COVERED = ("@method", "@path", "@query", "content-digest")
_START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def base64url(value: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The canonical bytes of an entry."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def claim_hash(code: str) -> str:
    """What a journal keeps of a claim code."""
    return hashlib.sha256(b"greensprout-claim-v1\x00" + code.encode()).hexdigest()


def drop_off_body(net_g: int, material: str = "clothing", **changes: Any) -> dict[str, Any]:
    """A right body of a drop-off of ``net_g`` grams; ``changes`` replace fields."""
    rule = RULES[material]
    reduction_mg = net_g * int(str(rule["g_per_kg"]))
    body = {
        "session": secrets.token_hex(16),
        "line": 1,
        "resident": None,
        "pass_id": None,
        "claim": None,
        "material": material,
        "gross_g": net_g,
        "tare_g": 0,
        "net_g": net_g,
        "reduction_mg": reduction_mg,
        "reduction_g": reduction_mg // 1000,
        "points": net_g * int(str(rule["points_per_kg"])) // 1000,
        "rule": {**rule, "digest": "d" * 64},
        "container": None,
        "weighing": {
            "id": secrets.token_hex(16),
            "protocol": "yaohua-a9",
            "scale_id": "virtual",
            "frames": ["022b303033323530", "022b303033323530"],
            "started_ms": 1000,
            "settled_ms": 2600,
            "zero_g": 0,
            "stable_flag": True,
        },
    }
    return body | changes


def shown_by(kind: str, resident: str, pass_id: str, digest: str | None = None) -> dict[str, Any]:
    """What a drop-off says about who showed what; ``kind``: phone, online or card."""
    return {"resident": resident, "pass_kind": kind, "pass_id": pass_id, "pass_digest": digest}


def into_container(before_g: int, net_g: int, *, taken_out_g: int = 0, **changes: Any) -> dict[str, Any]:
    """A right body of a drop-off of ``net_g`` grams into a container that stands on the scale."""
    body = drop_off_body(net_g, gross_g=before_g + net_g, tare_g=before_g, **changes)
    body["weighing"] |= {"mode": "container", "zero_g": before_g, "taken_out_g": taken_out_g}
    return body


def scale_check_body(error_g: int = 0, **changes: Any) -> dict[str, Any]:
    """A right body of a scale check with 10 kg and a tolerance of 20 g."""
    weighing = drop_off_body(10_000)["weighing"]
    del weighing["id"]
    body = {
        "test_weight_g": 10_000,
        "tolerance_g": 20,
        "measured_g": 10_000 + error_g,
        "error_g": error_g,
        "return_g": 0,
        "return_tolerance_g": 10,
        "passed": abs(error_g) <= 20,
        "weighing": weighing,
        "staff": None,
    }
    return body | changes


@dataclass(frozen=True)
class Sealed:
    """One finished entry: canonical bytes (``content``), hash (hex) and device signature (base64url)."""

    seq: int
    content: bytes
    hash: str
    signature: str

    @property
    def line(self) -> bytes:
        """The entry as a line of the journal call."""
        return b'{"entry":' + self.content + b',"signature":"' + self.signature.encode() + b'"}'


@dataclass
class VirtualKiosk:
    """A device key and the journal of one epoch. ``url`` is the platform's address."""

    url: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    epoch: str = field(default_factory=lambda: secrets.token_hex(16))
    entries: list[Sealed] = field(default_factory=list)
    http: requests.Session = field(default_factory=requests.Session)
    named_by: Ed25519PrivateKey | None = None

    def __post_init__(self) -> None:
        self.named_by = self.named_by or self.key

    @property
    def public_key(self) -> bytes:
        """Raw Ed25519 public key."""
        return self.key.public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        """The kiosk's id, derived from its first key."""
        assert self.named_by is not None
        return "k-" + hashlib.sha256(self.named_by.public_key().public_bytes_raw()).hexdigest()[:20]

    @property
    def head(self) -> str:
        """Hash of the last entry."""
        return self.entries[-1].hash if self.entries else ZERO_HASH

    def fork(self, at: int) -> "VirtualKiosk":
        """The same device with only the entries before ``at``: what it writes next is another history."""
        return VirtualKiosk(self.url, self.key, self.epoch, self.entries[: at - 1], named_by=self.named_by)

    # writing

    def append(self, kind: str, body: object, **changes: Any) -> Sealed:
        """Append an entry; ``changes`` replace fields of the envelope, for wrong ones."""
        seq = len(self.entries) + 1
        moment = _START + timedelta(minutes=seq)
        entry = {
            "v": 1,
            "kiosk": self.id,
            "epoch": self.epoch,
            "seq": seq,
            "kind": kind,
            "occurred_at": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "clock": "trusted",
            "boot": "boot-1",
            "monotonic_ms": seq * 60_000,
            "prev_hash": self.head,
            "body": body,
        }
        return self.append_bytes(canonical(entry | changes))

    def append_bytes(self, content: bytes) -> Sealed:
        """Append bytes as they are, hashed and signed."""
        digest = hashlib.sha256(b"greensprout-entry-v1\x00" + content)
        signature = self.key.sign(b"greensprout-entry-sig-v1\x00" + digest.digest())
        sealed = Sealed(len(self.entries) + 1, content, digest.hexdigest(), base64url(signature))
        self.entries.append(sealed)
        return sealed

    def drop_off(self, net_g: int, material: str = "clothing", **changes: Any) -> Sealed:
        """Append a drop-off."""
        return self.append("drop_off", drop_off_body(net_g, material, **changes))

    def change_key(self, new: Ed25519PrivateKey | None = None, **wrong: Any) -> Sealed:
        """Append a ``key_changed`` and go over to ``new``, a fresh key when None; ``wrong`` replaces parts of it."""
        new = new or Ed25519PrivateKey.generate()
        place = [self.id.encode(), self.epoch.encode(), str(len(self.entries) + 1).encode(), self.public_key]
        proof = new.sign(b"\x00".join([b"greensprout-key-change-v1", *place]))
        body = {"public_key": base64url(new.public_key().public_bytes_raw()), "proof": base64url(proof)}
        sealed = self.append("key_changed", body | wrong)
        self.key = new
        return sealed

    # talking

    def enrolment(self, code: str) -> dict[str, str]:
        """The body that enrols this kiosk with ``code``."""
        proof = self.key.sign(b"\x00".join([b"greensprout-enrolment-v1", code.encode(), self.id.encode()]))
        return {
            "code": code,
            "kiosk": self.id,
            "public_key": base64url(self.public_key),
            "proof": base64url(proof),
            "software": "virtual-kiosk 1",
        }

    def enrol(self, code: str) -> requests.Response:
        """Enrol."""
        return self.http.post(f"{self.url}/v1/enrolments", json=self.enrolment(code), timeout=30)

    def send(self, first: int = 1, last: int | None = None) -> requests.Response:
        """Ship the entries ``first`` to ``last`` as a kiosk does."""
        last = len(self.entries) if last is None else last
        return self.send_lines([entry.line for entry in self.entries[first - 1 : last]], first, last)

    def send_lines(self, lines: Sequence[bytes], first: int, last: int) -> requests.Response:
        """Ship any lines under the range ``first`` to ``last``."""
        return self.send_body(zstandard.compress(b"\n".join(lines) + b"\n", 3), first, last)

    def send_body(self, body: bytes, first: int, last: int, encoding: str | None = "zstd") -> requests.Response:
        """Ship any bytes, rightly signed."""
        return self.http.send(self.http.prepare_request(self.signed_request(body, first, last, encoding)), timeout=60)

    def signed_request(
        self, body: bytes, first: int, last: int, encoding: str | None = "zstd", *, told: str = "", **signing: Any
    ) -> requests.Request:
        """The signed ``POST /v1/journal`` with ``body``, to be bent; ``told`` goes behind its query, ``signing``
        replaces what is signed.
        """
        query = f"kiosk={self.id}&epoch={self.epoch}&first={first}&last={last}{told}"
        headers = {"Content-Type": "application/x-ndjson"}
        if encoding is not None:
            headers["Content-Encoding"] = encoding
        request = requests.Request("POST", f"{self.url}/v1/journal?{query}", headers=headers, data=body)
        self._sign(request, body, **signing)
        return request

    def ask_briefing(self, after: int = 0, now: datetime | None = None) -> requests.Response:
        """Ask for the briefing, signed at ``now`` (None: when the platforms of tests begin)."""
        return self.http.send(self.http.prepare_request(self.briefing_request(after, now)), timeout=30)

    def briefing_request(
        self, after: int = 0, now: datetime | None = None, *, told: str = "", **signing: Any
    ) -> requests.Request:
        """The signed ``GET /v1/briefing``, to be bent; ``told`` goes behind its query, ``signing`` replaces what is
        signed.
        """
        request = requests.Request("GET", f"{self.url}/v1/briefing?kiosk={self.id}&after={after}{told}")
        self._sign(request, b"", **({"created": now or datetime(2026, 11, 22, 10, 0, tzinfo=UTC)} | signing))
        return request

    def ask_orders(self, now: datetime | None = None) -> requests.Response:
        """Ask for the home pickups of this device, signed at ``now`` (None: when the platforms of tests begin)."""
        return self.http.send(self.http.prepare_request(self.orders_request(now)), timeout=30)

    def orders_request(self, now: datetime | None = None, **signing: Any) -> requests.Request:
        """The signed ``GET /v1/orders``, to be bent; ``signing`` replaces what is signed."""
        request = requests.Request("GET", f"{self.url}/v1/orders?kiosk={self.id}")
        self._sign(request, b"", **({"created": now or datetime(2026, 11, 22, 10, 0, tzinfo=UTC)} | signing))
        return request

    def _sign(self, request: requests.Request, body: bytes, **signing: Any) -> None:
        signer = HTTPMessageSigner(
            signature_algorithm=algorithms.ED25519,
            key_resolver=MappingKeyResolver(public_keys={}, private_keys={self.id: self.key}),
        )
        usual: dict[str, Any] = {
            "created": datetime(1970, 1, 3, tzinfo=UTC),  # a kiosk whose clock has lost its battery
            "nonce": secrets.token_hex(8),
            "label": "kiosk",
            "covered_component_ids": COVERED,
        }
        signer.sign(request, key_id=self.id, body=body, **(usual | signing))


@dataclass
class VirtualPhone:
    """A resident's phone: registers and speaks with its bearer token."""

    url: str
    resident: str
    token: str

    @classmethod
    def register(cls, url: str) -> "VirtualPhone":
        """A new resident."""
        answer = requests.post(f"{url}/v1/residents", json={}, timeout=30).json()
        return cls(url, answer["resident"], answer["token"])

    def call(self, method: str, path: str, **arguments: Any) -> requests.Response:
        """One call in the resident's name."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return requests.request(method, f"{self.url}{path}", headers=headers, timeout=30, **arguments)

    def me(self) -> dict[str, Any]:
        """The account."""
        account: dict[str, Any] = self.call("GET", "/v1/me").json()
        return account

    def claim(self, code: str) -> requests.Response:
        """Claim a guest's drop-off."""
        return self.call("POST", "/v1/me/claims", json={"code": code})

    def certify(self, public_key: bytes) -> requests.Response:
        """Have a key (raw, 32 bytes) certified."""
        return self.call("POST", "/v1/me/certificates", json={"public_key": base64url(public_key)})

    def lose(self, pass_id: str) -> requests.Response:
        """Revoke the phone whose certificate ``pass_id`` names."""
        return self.call("DELETE", f"/v1/me/certificates/{pass_id}")

    def orders(self) -> dict[str, Any]:
        """The home pickups, and what may be ordered."""
        found: dict[str, Any] = self.call("GET", "/v1/me/orders").json()
        return found

    def order(self, **changes: Any) -> requests.Response:
        """Order a home pickup for the first time that is offered; ``changes`` replace fields."""
        return self.call("POST", "/v1/me/orders", json={**self.orders()["windows"][0], **ORDER} | changes)

    def cancel(self, order: str) -> requests.Response:
        """Cancel a home pickup."""
        return self.call("DELETE", f"/v1/me/orders/{order}")

    def link(self, code: str) -> requests.Response:
        """Show a card's account on this phone."""
        return self.call("POST", "/v1/me/cards", json={"code": code})
