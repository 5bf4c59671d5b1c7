"""A kiosk that begins to number anew says why; the platform compares with what it holds."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.virtual_kiosk import VirtualKiosk, drop_off_body

NEXT = "e" * 32


@pytest.fixture
def central(tmp_path: Any) -> Iterator[RunningCentral]:
    with running_central(tmp_path) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    """Enrolled, with three drop-offs in its first epoch, all stored."""
    kiosk = central.kiosk()
    for _ in range(3):
        kiosk.append("drop_off", drop_off_body(3250))
    assert kiosk.send().status_code == 200
    return kiosk


def opened(kiosk: VirtualKiosk, after: int, **changes: Any) -> dict[str, Any]:
    """The body that explains a new epoch after entry ``after`` of the one that ``kiosk`` is in."""
    before = {"epoch": kiosk.epoch, "seq": after, "hash": kiosk.entries[after - 1].hash if after else None}
    return {"reason": "restored", "before": before | changes}


def begin(kiosk: VirtualKiosk, kind: str, body: dict[str, Any]) -> list[tuple[str, str | None]]:
    """A new epoch with this entry and a drop-off; the verdicts."""
    later = VirtualKiosk(kiosk.url, kiosk.key, NEXT)
    later.append(kind, body)
    later.append("drop_off", drop_off_body(1000))
    answer = body_of(later.send(), 200, "journal_answer")
    return [(line["verdict"], line["reason"]) for line in answer["verdicts"]]


@pytest.mark.parametrize("seq", [3, 2, 0])
def test_an_epoch_that_says_where_the_last_one_ended_is_accepted(kiosk: VirtualKiosk, seq: int) -> None:
    assert begin(kiosk, "epoch_opened", opened(kiosk, seq)) == [("accepted", None)] * 2


@pytest.mark.parametrize(
    "wrong", [{"epoch": "f" * 32}, {"hash": "0" * 64}, {"hash": None}, {"seq": 4}, {"seq": 0}, {"seq": 2}]
)
def test_one_that_says_something_else_is_looked_at(kiosk: VirtualKiosk, wrong: dict[str, Any]) -> None:
    verdicts = begin(kiosk, "epoch_opened", opened(kiosk, 3, **wrong))
    assert verdicts == [("held", "epoch_unexplained"), ("accepted", None)]


def test_one_that_says_nothing_is_looked_at(kiosk: VirtualKiosk) -> None:
    assert begin(kiosk, "drop_off", drop_off_body(3250))[0] == ("held", "epoch_unexplained")


def test_what_the_platform_holds_of_the_old_epoch_stays(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    before = central.stats()
    begin(kiosk, "epoch_opened", opened(kiosk, 1))
    after = central.stats()
    assert after["reduction_g"] == before["reduction_g"] + 1280
