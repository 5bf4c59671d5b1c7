"""Figures as text: exact, and never more than was earned."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.methodology import quote
from kiosk.ui import numbers
from kiosk.ui.samples import samples

CLOTHING = samples()["confirm"].phase.quote.rule
BOOKS = samples()["confirm-books"].phase.quote.rule
GRAMS = some.integers(0, 20_000)


def value(text):
    return Decimal(text.replace(",", "").replace(numbers.MINUS, "-"))


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (97, "97"), (4160, "4160"), (9999, "9999"), (10_000, "10,000"), (1_234_567, "1,234,567")],
)
def test_thousands_are_grouped_from_five_digits_on(number, text):
    assert numbers.whole_text(number) == text


def test_the_sum_of_the_guide_reads_as_written():
    earned = quote(CLOTHING, 3250)
    assert numbers.exact_kilograms_text(3250) == "3.25"
    assert numbers.reduction_result(earned) == "4160"
    assert numbers.points_result(earned) == "97.5 → 97"


def test_a_third_decimal_is_shown_where_the_sum_needs_it():
    earned = quote(CLOTHING, 3259)
    assert numbers.exact_kilograms_text(3259) == "3.259"
    assert numbers.reduction_result(earned) == "4171.52 → 4171"


@given(GRAMS, some.sampled_from([CLOTHING, BOOKS]), some.integers(0, 5000), some.integers(0, 500))
def test_every_sum_on_the_screen_adds_up(net_g, rule, g_per_kg, points_per_kg):
    earned = quote(replace(rule, g_per_kg=g_per_kg, points_per_kg=points_per_kg), net_g)
    kilograms = value(numbers.exact_kilograms_text(net_g))
    for factor, text, credited in (
        (g_per_kg, numbers.reduction_result(earned), earned.reduction_g),
        (points_per_kg, numbers.points_result(earned), earned.points),
    ):
        exact, _, floored = text.partition(" → ")
        assert value(exact) == kilograms * factor
        assert value(floored or exact) == credited == int(kilograms * factor)


@given(some.integers(-(10**9), 10**9), some.integers(0, 3))
def test_thousandths_keep_their_value(thousandths, least):
    text = numbers.thousandths_text(thousandths, least)
    assert value(text) == Decimal(thousandths) / 1000
    assert len(text.partition(".")[2]) >= least


@given(some.integers(-1000, 40_000), some.integers(-1000, 40_000))
def test_the_sprout_never_shrinks_under_more_weight(one, other):
    small, large = sorted((one, other))
    assert 0 <= numbers.growth(small) <= numbers.growth(large) <= 1


def test_the_sprout_is_a_seed_without_weight_and_full_at_ten_kilograms():
    assert numbers.growth(None) == numbers.growth(0) == numbers.growth(-50) == 0
    assert numbers.growth(10_000) == pytest.approx(1)
    assert numbers.growth(9_000) < 1
    assert numbers.growth(200) > 0.2


def test_a_claim_is_written_in_groups_of_four():
    assert numbers.claim_groups("7GKQ2MXYBR4TNW8D") == "7GKQ 2MXY BR4T NW8D"


def test_a_number_never_parts_from_its_unit():
    joined = numbers.units_joined(CLOTHING.source_en)
    assert "scheme: 1\u00a0kg of used clothing is 1280\u00a0g and 30\u00a0points" in joined
    assert "旧衣 1\u00a0公斤减排 1280\u00a0克，30\u00a0积分" in numbers.units_joined(CLOTHING.source_zh)
