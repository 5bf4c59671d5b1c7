"""One journal entry as bytes: made once, stored, hashed, signed and shipped as they are (contract/README.md)."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

VERSION = 1
GENESIS = "0" * 64
_HASH_PREFIX = b"greensprout-entry-v1\x00"
_SIGNATURE_PREFIX = b"greensprout-entry-sig-v1\x00"
_to_json = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Header:
    """Everything in an entry beside its kind and body. Times as in ``kiosk.core.clock``."""

    kiosk: str
    epoch: str
    seq: int
    prev_hash: str
    occurred_at: str
    clock: str
    boot: str
    monotonic_ms: int


def canonical(header: Header, kind: str, body: dict[str, Any]) -> bytes:
    """The canonical bytes: sorted keys, no white space, UTF-8, integers only.

    Raises ``ValueError`` for a float anywhere: two machines must never disagree about a digit.
    """
    _refuse_floats(body)
    table = {
        "v": VERSION,
        "kiosk": header.kiosk,
        "epoch": header.epoch,
        "seq": header.seq,
        "kind": kind,
        "occurred_at": header.occurred_at,
        "clock": header.clock,
        "boot": header.boot,
        "monotonic_ms": header.monotonic_ms,
        "prev_hash": header.prev_hash,
        "body": body,
    }
    return _to_json(table).encode("utf-8")


def entry_hash(entry: bytes) -> bytes:
    """SHA-256 over the prefixed canonical bytes, 32 bytes. It covers ``prev_hash`` and so the whole history."""
    return hashlib.sha256(_HASH_PREFIX + entry).digest()


def signed_message(digest: bytes) -> bytes:
    """What the device signs for an entry with this hash."""
    return _SIGNATURE_PREFIX + digest


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise ValueError("the journal holds integers only")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
