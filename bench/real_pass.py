"""A pass that a phone could show now, and a kiosk's gate that believes it."""

import hashlib
import struct
from datetime import timedelta

import base45
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.core.clock import SystemClock
from kiosk.core.events import DirectoryAdopted
from kiosk.scan.gate import Gate
from kiosk.scan.seen import SeenPasses

_KID = bytes(8)
_RESIDENT = bytes(10)


class Platform:
    """Issues certificates with a key of its own."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self._key = Ed25519PrivateKey.generate()

    def gate(self) -> Gate:
        """A gate that has this platform's directory."""
        gate = Gate(self._clock, SeenPasses(self._clock), lambda _resident: True)
        gate.adopt(DirectoryAdopted(1, "bench", ((_KID, self._key.public_key().public_bytes_raw()),), ""))
        return gate

    def fresh_pass(self) -> str:
        """The two-level pass of a new phone, signed this second (contract/README.md)."""
        now, phone = self._clock.now(), Ed25519PrivateKey.generate()
        certified = _KID + _RESIDENT + phone.public_key().public_bytes_raw()
        certified += struct.pack(">II", int(now.timestamp()), int((now + timedelta(days=14)).timestamp()))
        certificate = certified + self._key.sign(b"greensprout-certificate-v1\0" + certified)
        shown = struct.pack(">I", int(now.timestamp()))
        proof = shown + phone.sign(b"greensprout-pass-v1\0" + hashlib.sha256(certificate).digest() + shown)
        return "GSP2:" + str(base45.b45encode(certificate + proof).decode())
