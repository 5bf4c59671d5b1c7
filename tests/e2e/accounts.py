"""What a resident's account may hold, made by a real kiosk: half a year, everything that may happen to a drop-off."""

from datetime import UTC, datetime

from tests.fakes.central_server import RunningCentral
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, drop_off_body
from tests.fakes.virtual_staff import correction_body

_JUNE = datetime(2026, 6, 1, tzinfo=UTC)
HALF_A_YEAR = (
    (datetime(2026, 6, 20, 9, 30, tzinfo=UTC), 2100, "clothing"),
    (datetime(2026, 6, 30, 16, 30, tzinfo=UTC), 5200, "clothing"),  # in China it is July already
    (datetime(2026, 8, 9, 9, 30, tzinfo=UTC), 900, "books"),
    (datetime(2026, 10, 4, 9, 30, tzinfo=UTC), 7300, "clothing"),
    (datetime(2026, 10, 20, 9, 30, tzinfo=UTC), 2345, "books"),
    (datetime(2026, 11, 2, 9, 30, tzinfo=UTC), 4250, "clothing"),
    (datetime(2026, 11, 12, 9, 30, tzinfo=UTC), 20_500, "clothing"),
    (datetime(2026, 11, 20, 9, 30, tzinfo=UTC), 150, "clothing"),
)
"""When, how much (g), what. September stays empty, the 20.5 kg wait for people, the last is too light."""


def half_a_year(central: RunningCentral, resident: str) -> VirtualKiosk:
    """A kiosk that has told of ``HALF_A_YEAR``, with the 4.25 kg put right to 3.25 by staff."""
    kiosk = central.kiosk()
    for at, net_g, material in HALF_A_YEAR:
        body = drop_off_body(net_g, material, resident=resident, container=f"{material}-1")
        _append(kiosk, "drop_off", body, at)
    right = correction_body(new_member(central.store, "supervisor").badge, "clothing-1", (kiosk.epoch, 6), 4250, 3250)
    _append(kiosk, "correction", right, datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
    assert kiosk.send().status_code == 200
    return kiosk


def _append(kiosk: VirtualKiosk, kind: str, body: object, at: datetime) -> None:
    running_ms = int((at - _JUNE).total_seconds() * 1000)
    kiosk.append(kind, body, occurred_at=at.strftime("%Y-%m-%dT%H:%M:%S.000Z"), monotonic_ms=running_ms)
