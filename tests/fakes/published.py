"""A platform's directory as a kiosk reads it, and the real gate that believes it."""

import base64
import json
from datetime import datetime
from typing import Any

import requests

from kiosk.core.events import DirectoryAdopted, StaffMember, StaffRole
from kiosk.scan.gate import Gate
from kiosk.scan.seen import SeenPasses
from tests.fakes.contract_schemas import assert_follows
from tests.fakes.passes import FloorManualClock


def decode(text: str) -> bytes:
    """Base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def published(url: str) -> dict[str, Any]:
    """The payload of the directory in force."""
    envelope = requests.get(f"{url}/v1/directory", timeout=30).json()
    payload: dict[str, Any] = json.loads(decode(envelope["payload"]))
    assert_follows("directory", payload)
    return payload


def adopted(payload: dict[str, Any]) -> DirectoryAdopted:
    """The same as the kiosk's rooms see it."""
    return DirectoryAdopted(
        payload["version"],
        payload["platform"],
        tuple((bytes.fromhex(key["kid"]), decode(key["public_key"])) for key in payload["pass_keys"]),
        payload["resident_page"],
        frozenset(payload["revoked"]),
        tuple(StaffMember(one["badge"], StaffRole(one["role"]), one["pin"]) for one in payload["staff"]),
    )


def gate_at(payload: dict[str, Any], now: datetime) -> Gate:
    """A kiosk's gate at ``now`` with this directory; everybody has agreed to the notice."""
    clock = FloorManualClock(wall=now)
    gate = Gate(clock, SeenPasses(clock), lambda _resident: True)
    gate.adopt(adopted(payload))
    return gate
