from decimal import Decimal

import pytest

from kiosk.core.units import grams, kilograms_text


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("3.25", "kg", 3250), ("20.7", "g", 20), ("2", "jin", 1000), ("0.0305", "kg", 30), ("-0.4", "kg", -400)],
)
def test_a_displayed_weight_becomes_whole_grams(value: str, unit: str, expected: int) -> None:
    assert grams(Decimal(value), unit) == expected


@pytest.mark.parametrize("unit", ["lb", "oz", "", "KG", "tj"])
def test_a_unit_that_is_not_ours_is_never_guessed(unit: str) -> None:
    with pytest.raises(ValueError, match="no gram value"):
        grams(Decimal(1), unit)


@pytest.mark.parametrize(
    ("weight_g", "text"), [(3250, "3.25"), (3259, "3.25"), (0, "0.00"), (-30, "-0.03"), (12_460, "12.46"), (5, "0.00")]
)
def test_residents_read_two_decimals_floored(weight_g: int, text: str) -> None:
    assert kilograms_text(weight_g) == text
