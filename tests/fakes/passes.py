"""Codes as the platform and phones make them, written down from the contract alone and never with the kiosk's code."""

import hashlib
import secrets
import struct
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import base45
import cbor2
import cwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.core.clock import ManualClock
from kiosk.core.events import DirectoryAdopted, StaffMember
from kiosk.scan.gate import Gate
from kiosk.scan.seen import SeenPasses

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PLATFORM = "p-luzhou"
RESIDENT = "r-0123456789abcdef0123"
ISS, SUB, AUD, EXP, IAT, CTI = 1, 2, 3, 4, 6, 7
LIFETIME = {"GSP1:": timedelta(minutes=10), "GSC1:": timedelta(days=3 * 365), "GSB1:": timedelta(days=365)}
AUDIENCE = {"GSP1:": None, "GSC1:": "card", "GSB1:": "badge"}


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def text_of(prefix: str, raw: bytes) -> str:
    """A code's text."""
    return prefix + base45.b45encode(raw).decode("ascii")


def bytes_of(text: str) -> bytes:
    """A code's bytes."""
    raw: bytes = base45.b45decode(text[5:])
    return raw


class Phone:
    """A phone's key, and the certificate it holds."""

    def __init__(self, seed: bytes | None = None) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(seed or secrets.token_bytes(32))
        self.public = self.private.public_key().public_bytes_raw()
        self.certificate = b""

    @property
    def pass_id(self) -> str:
        return hashlib.sha256(self.certificate).hexdigest()[:32]

    def proof(self, at: datetime, challenge: bytes = b"") -> bytes:
        """The second half of a pass: "now", and the answer to a challenge."""
        signed = struct.pack(">I", seconds(at)) + challenge
        fingerprint = hashlib.sha256(self.certificate).digest()
        return signed + self.private.sign(b"greensprout-pass-v1\x00" + fingerprint + signed)

    def text(self, at: datetime = NOW, challenge: bytes = b"") -> str:
        """A fresh pass."""
        return text_of("GSP2:", self.certificate + self.proof(at, challenge))


class Issuer:
    """A platform's pass key, and what it signs."""

    def __init__(self, seed: bytes | None = None, platform: str = PLATFORM) -> None:
        self.platform = platform
        self.private = Ed25519PrivateKey.from_private_bytes(seed or secrets.token_bytes(32))
        self.public = self.private.public_key().public_bytes_raw()
        self.kid = hashlib.sha256(self.public).digest()[:8]

    def certify(
        self,
        phone: Phone,
        resident: str = RESIDENT,
        *,
        issued: datetime = NOW,
        days: int = 14,
        kid: bytes | None = None,
    ) -> Phone:
        """Give ``phone`` a certificate; returns the phone."""
        signed = (kid or self.kid) + bytes.fromhex(resident[2:]) + phone.public
        signed += struct.pack(">II", seconds(issued), seconds(issued + timedelta(days=days)))
        phone.certificate = signed + self.private.sign(b"greensprout-certificate-v1\x00" + signed)
        return phone

    def phone(self, resident: str = RESIDENT, *, issued: datetime = NOW, days: int = 14) -> Phone:
        """A new phone with a certificate."""
        return self.certify(Phone(), resident, issued=issued, days=days)

    def token(self, claims: Mapping[int, object], kid: bytes | None = None) -> bytes:
        """A COSE_Sign1 of any claims; those that are None are left out."""
        key = cwt.COSEKey.new(
            {1: 1, 2: kid or self.kid, 3: -8, -1: 6, -2: self.public, -4: self.private.private_bytes_raw()}
        )
        payload = cbor2.dumps({claim: value for claim, value in claims.items() if value is not None})
        made: bytes = cwt.COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=True).encode(payload, key)
        return made

    def code(
        self,
        prefix: str,
        changes: Mapping[int, object] | None = None,
        *,
        code_id: bytes | None = None,
        issued: datetime = NOW,
        kid: bytes | None = None,
    ) -> str:
        """An online pass, a card or a badge, by its prefix; ``changes`` spoil single claims."""
        code_id = code_id or secrets.token_bytes(16)
        claims: dict[int, object] = {
            ISS: self.platform,
            SUB: code_id.hex() if prefix == "GSB1:" else RESIDENT,
            AUD: AUDIENCE[prefix],
            EXP: seconds(issued + LIFETIME[prefix]),
            IAT: seconds(issued),
            CTI: code_id,
        }
        return text_of(prefix, self.token(claims | dict(changes or {}), kid))

    def directory(
        self, version: int = 1, *, revoked: Iterable[str] = (), staff: Iterable[StaffMember] = ()
    ) -> DirectoryAdopted:
        """What the kiosk is told about this platform."""
        keys = ((self.kid, self.public),)
        return DirectoryAdopted(version, self.platform, keys, "", frozenset(revoked), tuple(staff))


class FloorManualClock(ManualClock):
    """A manual clock that remembers signed times as the real one does."""

    floor: datetime = datetime(2026, 11, 1, tzinfo=UTC)

    def latest_known(self) -> datetime:
        return max(self.wall, self.floor)

    def raise_floor(self, moment: datetime) -> None:
        self.floor = max(self.floor, moment)


def gate_for(issuer: Issuer, clock: FloorManualClock, seen: SeenPasses | None = None) -> Gate:
    """A gate that has adopted the issuer's directory; everybody has agreed to the notice."""
    gate = Gate(clock, SeenPasses(clock) if seen is None else seen, lambda _resident: True)
    gate.adopt(issuer.directory())
    return gate
