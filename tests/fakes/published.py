"""A platform's directory as a kiosk reads it, and the real gate that believes it."""

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import requests

from kiosk.core.events import DirectoryAdopted, StaffMember, StaffRole
from kiosk.scan.gate import Gate
from kiosk.scan.seen import SeenPasses
from tests.fakes.contract_schemas import assert_follows, body_of
from tests.fakes.passes import FloorManualClock
from tests.fakes.virtual_kiosk import VirtualKiosk


def decode(text: str) -> bytes:
    """Base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def published(url: str) -> dict[str, Any]:
    """The payload of the directory in force."""
    envelope = requests.get(f"{url}/v1/directory", timeout=30).json()
    payload: dict[str, Any] = json.loads(decode(envelope["payload"]))
    assert_follows("directory", payload)
    return payload


def briefed(kiosk: VirtualKiosk, after: int = 0, now: datetime | None = None) -> dict[str, Any]:
    """The payload of the kiosk's briefing, asked for at ``now`` (None: the platform's time in tests)."""
    return payload_of(kiosk.ask_briefing(after, now), "briefing")


def payload_of(answer: requests.Response, schema: str) -> dict[str, Any]:
    """The payload of an envelope, which must follow ``schema``."""
    payload: dict[str, Any] = json.loads(decode(body_of(answer, 200, "directory_envelope")["payload"]))
    assert_follows(schema, payload)
    return payload


def adopted(payload: dict[str, Any], staff: Sequence[dict[str, str]] = ()) -> DirectoryAdopted:
    """The same as the kiosk's rooms see it."""
    return DirectoryAdopted(
        payload["version"],
        payload["platform"],
        tuple((bytes.fromhex(key["kid"]), decode(key["public_key"])) for key in payload["pass_keys"]),
        payload["resident_page"],
        frozenset(payload["revoked"]),
        tuple(StaffMember(one["badge"], StaffRole(one["role"]), one["pin"]) for one in staff),
    )


def gate_at(payload: dict[str, Any], now: datetime, staff: Sequence[dict[str, str]] = ()) -> Gate:
    """A kiosk's gate at ``now`` with this directory and roster; everybody has agreed to the notice."""
    clock = FloorManualClock(wall=now)
    gate = Gate(clock, SeenPasses(clock), lambda _resident: True)
    gate.adopt(adopted(payload, staff))
    return gate
