"""The open home pickups of this device, as the platform hands them down. Kept by the ledger, and in no log."""

from typing import Annotated

import msgspec

from kiosk.core.pickup import Order
from kiosk.sync.alone import ask_alone
from kiosk.sync.answers import PlatformProblem
from kiosk.sync.client import Client
from kiosk.sync.enrolment import Enrolment
from kiosk.sync.ports import Identity
from kiosk.sync.signed import check, not_signed
from kiosk.sync.wire import Envelope, from_base64

MOST_ORDERS = 500
_PATH = "/v1/orders"
_HAS_NONE = {"not-found", "revoked"}
"""Problems after which nobody's address may stay here."""
_PREFIX = b"greensprout-orders-v1\x00"
_Moment = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]


class OrderRecord(msgspec.Struct, frozen=True):
    """One open order."""

    id: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
    code: Annotated[str, msgspec.Meta(pattern="^[0-9A-Z]{8}$")]
    resident: Annotated[str, msgspec.Meta(min_length=1)]
    materials: tuple[str, ...]
    window_from: _Moment
    window_to: _Moment
    building: Annotated[str, msgspec.Meta(max_length=100)]
    address: Annotated[str, msgspec.Meta(max_length=200)]
    phone: Annotated[str, msgspec.Meta(max_length=32)]
    note: Annotated[str, msgspec.Meta(max_length=200)] = ""


class OrdersPayload(msgspec.Struct, frozen=True):
    """What is signed."""

    kiosk: str
    issued_at: _Moment
    orders: Annotated[tuple[OrderRecord, ...], msgspec.Meta(max_length=MOST_ORDERS)]


class OrderFeed:
    """Asks for the open orders of one kiosk, again and again."""

    def __init__(self, client: Client, enrolment: Enrolment, identity: Identity) -> None:
        self._client = client
        self._enrolment = enrolment
        self._identity = identity
        self._issued_at = ""

    def fetch(self) -> tuple[Order, ...] | None:
        """The whole list; empty, where the platform has no home pickups, or has revoked this kiosk. None: it gave an
        older list than before, which somebody may have kept. Raises ``LinkFault``.
        """
        try:
            envelope = ask_alone(self._client, self._enrolment, self._identity, _PATH, {"kiosk": self._identity.kiosk})
        except PlatformProblem as problem:
            if problem.name not in _HAS_NONE:
                raise
            return ()
        payload = _payload(envelope, self._enrolment)
        if payload.kiosk != self._identity.kiosk or len({one.id for one in payload.orders}) < len(payload.orders):
            raise not_signed("list of orders")
        if payload.issued_at < self._issued_at:
            return None
        self._issued_at = payload.issued_at
        return tuple(Order(**msgspec.structs.asdict(one)) for one in payload.orders)


def _payload(envelope: Envelope, enrolment: Enrolment) -> OrdersPayload:
    try:
        raw = from_base64(envelope.payload)
        check(_PREFIX + raw, envelope.kid, envelope.signature, enrolment.directory_keys, "list of orders")
        return msgspec.json.decode(raw, type=OrdersPayload)
    except (ValueError, msgspec.DecodeError) as error:
        raise not_signed("list of orders") from error
