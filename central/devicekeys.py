"""The keys that a kiosk has had, and how it goes over to another (``key_changed``, contract/README.md).

Every request must be signed with the key in force, so that whoever has stolen a retired one can do nothing with it.
Entries are signed with whatever key their epoch has come to, which may be a retired one: a kiosk that was put back from
a backup tells once more, in its new epoch, of keys that are known here.
"""

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, func, insert, select

from central.bodies import KeyChangedBody
from central.clock import rfc3339
from central.context import Platform
from central.encoding import from_base64url
from central.problems import Problem
from central.schema import KioskKey
from central.signatures import Once, SignedRequest, check_request_signature

KIND = "key_changed"
UNPROVEN = "key_unproven"
_CONTEXT = b"greensprout-key-change-v1"
_bodies = msgspec.json.Decoder(KeyChangedBody)


class _Entry(msgspec.Struct, frozen=True):
    kiosk: str
    epoch: str
    seq: int
    body: KeyChangedBody


_entries = msgspec.json.Decoder(_Entry)


class DeviceKeys(msgspec.Struct, frozen=True):
    """The raw public keys of ``kiosk``, oldest first; the last one is in force. They are numbered from 1."""

    kiosk: str
    public: tuple[bytes, ...]

    @property
    def present(self) -> int:
        """The number of the key in force."""
        return len(self.public)

    def key(self, no: int) -> bytes:
        """The key with that number."""
        return self.public[no - 1]

    def sender(self, request: SignedRequest) -> tuple[int, Once]:
        """The number of the key that signed ``request``, and what tells that from others.

        Raises ``Problem`` ``signature-invalid`` when it was none of them.
        """
        for no in range(self.present, 1, -1):
            try:
                return no, check_request_signature(request, self.kiosk, self.key(no))
            except Problem:  # by an older one, or by nobody
                continue
        return 1, check_request_signature(request, self.kiosk, self.key(1))

    def signer(self, signature: bytes, message: bytes) -> int | None:
        """The number of the key that signed ``message``, None: none of them."""
        for no in range(self.present, 0, -1):
            try:
                Ed25519PublicKey.from_public_bytes(self.key(no)).verify(signature, message)
            except InvalidSignature:
                continue
            return no
        return None


def load(connection: Connection, kiosk: str) -> DeviceKeys:
    """The keys of an enrolled kiosk. Raises ``Problem`` ``kiosk-unknown``."""
    query = select(KioskKey.public_key).where(KioskKey.kiosk == kiosk).order_by(KioskKey.no)
    found = tuple(connection.scalars(query))
    if not found:
        raise Problem("kiosk-unknown")
    return DeviceKeys(kiosk, found)


def of(platform: Platform, kiosk: str) -> DeviceKeys:
    """``load`` in a transaction of its own."""
    with platform.store.reading() as connection:
        return load(connection, kiosk)


def require_in_force(connection: Connection, kiosk: str, no: int) -> None:
    """Raises ``Problem`` ``key-retired`` unless ``kiosk``'s key ``no`` is in force at this moment."""
    if not is_in_force(connection, kiosk, no):
        raise retired()


def is_in_force(connection: Connection, kiosk: str, no: int) -> bool:
    """Whether ``kiosk``'s key ``no`` is in force at this moment. Ask with the kiosk locked."""
    return connection.scalar(select(func.max(KioskKey.no)).where(KioskKey.kiosk == kiosk)) == no


def retired() -> Problem:
    """The kiosk has gone over to a newer key."""
    return Problem("key-retired", "the platform knows a newer key of this kiosk")


def changed_to(canonical: bytes, old: bytes) -> bytes | None:
    """The raw public key that a ``key_changed`` entry goes over to from ``old``; None when it does not prove that."""
    try:
        entry = _entries.decode(canonical)
        new = from_base64url(entry.body.public_key)
        place = [entry.kiosk.encode(), entry.epoch.encode(), str(entry.seq).encode()]
        message = b"\x00".join([_CONTEXT, *place, old])
        Ed25519PublicKey.from_public_bytes(new).verify(from_base64url(entry.body.proof), message)
    except (ValueError, InvalidSignature):  # msgspec's errors are ValueErrors
        return None
    return new


def go_over(
    connection: Connection, platform: Platform, keys: DeviceKeys, old_no: int, new: bytes, place: tuple[int, int]
) -> int:
    """The number of the key ``new``, to which the entry at ``place`` (journal, number) goes over from ``old_no``.

    It is in force from now on, unless it is known already. Raises ``Problem`` ``key-retired`` for a way back to an
    older key, and for a way from a retired key to one that is not known.
    """
    if new in keys.public:
        no = keys.public.index(new) + 1
        if no <= old_no:
            raise retired()
        return no
    if old_no != keys.present:
        raise retired()
    journal, seq = place
    row = {"kiosk": keys.kiosk, "no": keys.present + 1, "public_key": new, "since": rfc3339(platform.now())}
    connection.execute(insert(KioskKey).values(**row, journal=journal, seq=seq))
    return keys.present + 1
