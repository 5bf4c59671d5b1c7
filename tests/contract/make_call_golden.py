"""Writes the golden calls of the contract from fixed keys: ``python -m tests.contract.make_call_golden``.

They hold what is signed, byte for byte, for whoever writes a platform in another language. Run it only when the
contract changes on purpose; ``test_golden_calls.py`` holds both sides to what is committed.
"""

import base64
import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.contract.make_golden import FOLDER
from tests.fakes.virtual_kiosk import VirtualKiosk, base64url, drop_off_body

FILE = FOLDER / "calls.json"
HOST = "https://platform.example"
CODE = "BCDFGHJK"
NONCE = "00112233445566778899aabbccddeeff"
MOMENT = "2026-11-22T09:00:00.000Z"
ASKED_AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
_CREATED = datetime(1970, 1, 3, tzinfo=UTC)
_COVERED = '("@method" "@path" "@query" "content-digest")'


def device() -> VirtualKiosk:
    """The kiosk of ``journal.json`` with three entries of its own in which nothing is random."""
    kiosk = VirtualKiosk(HOST, Ed25519PrivateKey.from_private_bytes(bytes(range(32))), "0123456789abcdef" * 2)
    body = drop_off_body(3250, session="5e" * 16)
    body["weighing"]["id"] = "3e" * 16
    kiosk.append("boot", {"software": "0.1.0"})
    kiosk.append("drop_off", body)
    kiosk.append("a_later_kind", {"绿芽": "unescaped UTF-8"})
    return kiosk


def directory_key() -> Ed25519PrivateKey:
    """The platform's key for directories and times."""
    return Ed25519PrivateKey.from_private_bytes(b"\x04" * 32)


def kid(key: Ed25519PrivateKey) -> str:
    """The name of a key."""
    return hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest()[:16]


def signature_base(kiosk: VirtualKiosk, body: bytes, first: int, last: int) -> tuple[str, str, str]:
    """What RFC 9421 has signed, written out; and the values of Content-Digest and Signature-Input."""
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    created = int(_CREATED.timestamp())
    parameters = f'{_COVERED};created={created};keyid="{kiosk.id}";alg="ed25519";nonce="{NONCE}"'
    lines = [
        '"@method": POST',
        '"@path": /v1/journal',
        f'"@query": ?kiosk={kiosk.id}&epoch={kiosk.epoch}&first={first}&last={last}',
        f'"content-digest": {digest}',
        f'"@signature-params": {parameters}',
    ]
    return "\n".join(lines), digest, f"kiosk={parameters}"


def journal_call(kiosk: VirtualKiosk) -> dict[str, Any]:
    """``POST /v1/journal`` with all entries, not compressed."""
    body = b"".join(entry.line + b"\n" for entry in kiosk.entries)
    base, digest, parameters = signature_base(kiosk, body, 1, 3)
    signature = base64.b64encode(kiosk.key.sign(base.encode())).decode()
    return {
        "method": "POST",
        "target": f"/v1/journal?kiosk={kiosk.id}&epoch={kiosk.epoch}&first=1&last=3",
        "headers": {
            "Content-Type": "application/x-ndjson",
            "Content-Digest": digest,
            "Signature-Input": parameters,
            "Signature": f"kiosk=:{signature}:",
        },
        "body": body.decode(),
        "signature_base": base,
        "hashes": [entry.hash for entry in kiosk.entries],
        "answer": {
            "status": 200,
            "body": {
                "kiosk": kiosk.id,
                "epoch": kiosk.epoch,
                "first": 1,
                "last": 3,
                "acked_seq": 3,
                "head_hash": kiosk.head,
                "verdicts": [{"seq": seq, "verdict": "accepted", "reason": None} for seq in (1, 2, 3)],
                "directory_version": 1,
                "briefing_version": 1,
                "briefing_revision": 0,
            },
        },
    }


def orders_call(kiosk: VirtualKiosk, key: Ed25519PrivateKey) -> dict[str, Any]:
    """``GET /v1/orders``: a request without a body, signed at ``ASKED_AT``, and an order."""
    query = f"?kiosk={kiosk.id}"
    parameters = f'{_COVERED};created={int(ASKED_AT.timestamp())};keyid="{kiosk.id}";alg="ed25519";nonce="{NONCE}"'
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(b'').digest()).decode()}:"
    lines = ['"@method": GET', '"@path": /v1/orders', f'"@query": {query}', f'"content-digest": {digest}']
    base = "\n".join([*lines, f'"@signature-params": {parameters}'])
    order = {
        "id": "0d" * 16,
        "code": "H7K2M9PQ",
        "resident": "r-0123456789abcdef0123",
        "materials": ["clothing", "books"],
        "window_from": "2026-11-23T01:00:00.000Z",
        "window_to": "2026-11-23T04:00:00.000Z",
        "building": "忠山小区 3 号楼",
        "address": "2 单元 502",
        "phone": "13800138000",
        "note": "",
    }
    payload = {"kiosk": kiosk.id, "issued_at": MOMENT, "orders": [order]}
    raw = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()
    return {
        "method": "GET",
        "target": f"/v1/orders{query}",
        "headers": {
            "Content-Digest": digest,
            "Signature-Input": f"kiosk={parameters}",
            "Signature": f"kiosk=:{base64.b64encode(kiosk.key.sign(base.encode())).decode()}:",
        },
        "signature_base": base,
        "payload": payload,
        "answer": {
            "payload": base64url(raw),
            "kid": kid(key),
            "signature": base64url(key.sign(b"greensprout-orders-v1\x00" + raw)),
        },
    }


def refused(call: dict[str, Any]) -> list[dict[str, Any]]:
    """The same call, bent: what it is bent in, and the problem."""
    headers, target = call["headers"], call["target"]
    shorter = headers["Signature-Input"].replace(' "content-digest"', "")
    return [
        {"target": target.replace("last=3", "last=4"), "status": 401, "problem": "signature-invalid"},
        {"body": call["body"].replace('"net_g":3250', '"net_g":9250'), "status": 401, "problem": "signature-invalid"},
        {"headers": {**headers, "Signature-Input": shorter}, "status": 401, "problem": "signature-invalid"},
        {
            "target": target.replace("/v1/journal?", "/v1/journal?kiosk=&"),
            "status": 401,
            "problem": "signature-invalid",
        },
        {"headers": {**headers, "Content-Type": "application/json"}, "status": 400, "problem": "malformed"},
    ]


def golden() -> dict[str, object]:
    """What is committed."""
    kiosk, key = device(), directory_key()
    call = journal_call(kiosk)
    enrolment = kiosk.enrolment(CODE)
    payload = {
        "version": 1,
        "issued_at": MOMENT,
        "platform": "p-" + hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest()[:20],
        "pass_keys": [{"kid": kid(key), "public_key": base64url(key.public_key().public_bytes_raw())}],
        "resident_page": f"{HOST}/me",
        "revoked": [],
    }
    raw = json.dumps(payload, separators=(",", ":")).encode()
    named = {"kid": kid(key), "public_key": base64url(key.public_key().public_bytes_raw())}
    return {
        "device_key": {"private": kiosk.key.private_bytes_raw().hex(), "public": kiosk.public_key.hex()},
        "directory_key": {
            "private": key.private_bytes_raw().hex(),
            "public": key.public_key().public_bytes_raw().hex(),
        },
        "enrolment": {
            "request": enrolment,
            "signed": b"\x00".join([b"greensprout-enrolment-v1", CODE.encode(), kiosk.id.encode()]).hex(),
            "answer": {"kiosk": kiosk.id, "platform": payload["platform"], "directory_keys": [named]},
        },
        "journal": {**call, "refused": refused(call)},
        "directory": {
            "payload": payload,
            "answer": {
                "payload": base64url(raw),
                "kid": kid(key),
                "signature": base64url(key.sign(b"greensprout-directory-v1\x00" + raw)),
            },
        },
        "orders": orders_call(kiosk, key),
        "time": {
            "nonce": NONCE,
            "answer": {
                "time": MOMENT,
                "nonce": NONCE,
                "kid": kid(key),
                "signature": base64url(
                    key.sign(b"\x00".join([b"greensprout-time-v1", NONCE.encode(), MOMENT.encode()]))
                ),
            },
        },
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(golden(), indent=2, ensure_ascii=False) + "\n", "utf-8")
