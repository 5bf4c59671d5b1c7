"""The kiosk crashes and hangs under its supervisor: it is back in time and tells the person what was recorded."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.counting import Depth
from tests.crash.findings import kept
from tests.crash.supervised import LIMITS
from tests.crash.witness import ReceiptLine, Witness, supervised
from tests.e2e.tour import kiosk

pytestmark = [pytest.mark.process, pytest.mark.timeout(240)]

BACK_S = 5.0
"""From the crash to the first screen, of the processor: a busy machine does not change it."""
Count = Callable[[str, int], None]


def newest_kiosk(witness: Witness) -> int:
    """The process id of the kiosk that was started last."""
    return int([event["pid"] for event in witness.heard if event.get("event") == "up"][-1])


def credit_one(witness: Witness, after: int) -> tuple[int, ReceiptLine]:
    """The person confirms one bag. Returns how much was heard by then, and what was told of the bag."""
    ready = witness.wait_for("ready", after=after)
    witness.ask("confirm")
    credited = witness.wait_for("credited", after=ready)
    receipt: ReceiptLine = tuple(witness.heard[credited - 1]["told"][-1])
    return credited, receipt


def fall(witness: Witness, how: str) -> None:
    """Let the kiosk crash or hang."""
    if how == "exception in a slot":
        witness.ask("stumble")
    else:
        os.kill(newest_kiosk(witness), getattr(signal, how))


def test_after_every_fall_the_person_is_told_what_was_recorded(
    tmp_path: Path, depth: Depth, count_cases: Count
) -> None:
    falls = ["SIGSEGV", "exception in a slot", "SIGSTOP"]
    falls += ["SIGABRT", "SIGBUS", "SIGILL", "SIGKILL"] if depth is Depth.NIGHTLY else []
    told: list[ReceiptLine] = []
    place = 0
    with supervised(tmp_path / "d", 2) as witness:
        for how in falls:
            place, receipt = credit_one(witness, place)
            told.append(receipt)
            place = witness.wait_for("ready", after=place)  # the second bag lies there and is not confirmed
            fall(witness, how)
            place = witness.wait_for("recovered", after=place)
            back = witness.heard[place - 1]
            assert [tuple(line) for line in back["told"]] == [receipt], how
            assert back["worked_ns"] / 1e9 < BACK_S, how
    assert kept(tmp_path / "d", told) == told, "and nothing was credited that was not confirmed"
    assert kiosk("ledger", "verify", data=tmp_path / "d").returncode == 0
    assert len(list((tmp_path / "d" / "crashes").iterdir())) == 1, "a slot's exception leaves a crash file"
    count_cases("crashes and hangs under the supervisor", len(falls))


def test_crashes_in_a_row_end_at_a_screen_that_is_calm_and_true(tmp_path: Path) -> None:
    with supervised(tmp_path / "d", 2) as witness:
        place, receipt = credit_one(witness, 0)
        for _ in range(LIMITS.crashes):
            os.kill(newest_kiosk(witness), signal.SIGKILL)
            place = witness.wait_for("up", after=place)
        place = witness.wait_for("recovered", after=place)
        assert [tuple(line) for line in witness.heard[place - 1]["told"]] == [receipt]
        place = witness.wait_for("out_of_service", after=place)
        assert witness.words(after=place - 2)[0] == "finished", "the guest was given the claim before"
        assert witness.heard[place - 1]["fault"] is None
        os.kill(newest_kiosk(witness), signal.SIGKILL)
        assert witness.wait_for("out_of_service", after=place)
    assert kept(tmp_path / "d", [receipt]) == [receipt]
