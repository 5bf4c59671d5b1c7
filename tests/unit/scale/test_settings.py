"""Settings that no scale can have are refused with a message for the installer."""

from dataclasses import replace

import pytest

from kiosk.core.errors import UsageFault
from kiosk.scale.settings import ScaleSettings

GOOD = ScaleSettings("/dev/ttyUSB0", "yaohua-a9", 10, 30_000)


def test_min_is_twenty_intervals_unless_configured() -> None:
    assert GOOD.minimum_g == 200
    assert replace(GOOD, min_g=500).minimum_g == 500


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"unit": "lb"}, "unit"),
        ({"interval_g": 0}, "interval_g"),
        ({"settle_ms": 0}, "settle_ms"),
        ({"max_g": 200}, "max_g"),
        ({"min_g": 0}, "min_g"),
        ({"min_g": 30_000}, "min_g"),
    ],
)
def test_impossible_settings(wrong: dict[str, object], named: str) -> None:
    with pytest.raises(UsageFault, match=named):
        replace(GOOD, **wrong)  # type: ignore[arg-type]
