"""The whole kiosk with a wrong clock, through libfaketime: the wall clock lies, the monotonic one does not."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from tests.crash.findings import kept
from tests.crash.witness import Witness, booth
from tests.e2e.tour import environment, exported

LONG_AGO = "1970-01-01 00:00:10"
LAST_YEAR = "2025-11-22 09:00:00"
"""Before the software was built, and after the rules came into force."""
TEN_YEARS_ON = "+3650d"
Count = Callable[[str, int], None]
_LIBRARIES = tuple(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


@cache
def missing() -> str:
    """Why the clock cannot be moved here; empty when it can."""
    if not _LIBRARIES:
        return "libfaketime is not installed (Debian: faketime)"
    moved = environment() | at(LONG_AGO)
    tried = subprocess.run(["date", "-u", "+%Y"], env=moved, capture_output=True, check=False)
    return "" if tried.stdout == b"1970\n" else "libfaketime does not move the clock here"


def at(moment: str) -> dict[str, str]:
    """The environment in which a process starts at ``moment``, as libfaketime writes it."""
    return {
        "LD_PRELOAD": str(_LIBRARIES[0]),
        "FAKETIME": f"@{moment}" if moment[0] not in "+-" else moment,
        "DONT_FAKE_MONOTONIC": "1",
        "TZ": "UTC",
    }


@pytest.fixture(scope="session")
def needs_another_clock() -> None:
    """Skips, and says why, where the clock cannot be moved."""
    if missing():
        pytest.skip(missing())


pytestmark = [pytest.mark.process, pytest.mark.timeout(240), pytest.mark.usefixtures("needs_another_clock")]


def start(data: Path) -> Witness:
    """An honest start, at which nobody comes."""
    with booth(data, 0) as whole:
        whole.close()
    return whole


def visit(data: Path, moment: str | None = None) -> Witness:
    """A whole visit of a guest with one bag, at ``moment`` or now."""
    with booth(data, 1, **(at(moment) if moment else {})) as whole:
        whole.ask("confirm all")
        place = whole.wait_for("credited", "refused")
        assert whole.words()[place - 1] == "credited", whole.heard[place - 1]
        whole.wait_for("attract", after=whole.wait_for("finished"))
        whole.close()
    return whole


def hold_sound(data: Path, *visits: Witness) -> None:
    """Everything told is there, the journal verifies, and nobody was turned away."""
    kept(data, [line for whole in visits for line in whole.told("credited")])
    assert all("out_of_service" not in whole.words() for whole in visits)


def heads(data: Path) -> list[tuple[str, str, str]]:
    """Kind, clock and year of every entry, in order."""
    return [(entry["kind"], entry["clock"], entry["occurred_at"][:4]) for entry in exported(data)]


@pytest.mark.usefixtures("only_nightly")
def test_a_clock_that_has_stopped_credits_and_says_so(tmp_path: Path, count_cases: Count) -> None:
    data = tmp_path / "d"
    hold_sound(data, visit(data, LAST_YEAR), start(data))
    assert heads(data) == [
        ("boot", "unknown", "2025"),
        ("rules_adopted", "unknown", "2025"),
        ("drop_off", "unknown", "2025"),
        ("boot", "holdover", str(datetime.now(UTC).year)),
    ]
    count_cases("wrong clocks", 1)


def test_a_boot_in_1970_credits(tmp_path: Path, count_cases: Count) -> None:
    data = tmp_path / "d"
    count_cases("wrong clocks", 1)
    hold_sound(data, visit(data, LONG_AGO), start(data))
    assert [clock for kind, clock, _ in heads(data) if kind == "drop_off"] == ["unknown"]


@pytest.mark.usefixtures("only_nightly")
def test_ten_years_ahead_once_neither_lifts_the_floor_nor_spoils_what_follows(
    tmp_path: Path, count_cases: Count
) -> None:
    """Nobody has signed that time, so the next honest boot is as plausible as ever."""
    data = tmp_path / "d"
    hold_sound(data, visit(data, TEN_YEARS_ON), visit(data))
    drop_offs = [(clock, int(year)) for kind, clock, year in heads(data) if kind == "drop_off"]
    assert [clock for clock, _ in drop_offs] == ["holdover", "holdover"]
    assert drop_offs[0][1] - drop_offs[1][1] >= 9
    count_cases("wrong clocks", 1)
