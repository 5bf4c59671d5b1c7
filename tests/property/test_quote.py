"""The arithmetic of a credit, for every weight and every rule."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.assets import METHODOLOGY
from kiosk.methodology import Rule, load_rulebook, quote

RULE = load_rulebook(METHODOLOGY).in_force("clothing", date(2026, 11, 22))
weights = st.integers(0, 10**9)


def rule(g_per_kg: int, points_per_kg: int) -> Rule:
    assert RULE is not None
    return replace(RULE, g_per_kg=g_per_kg, points_per_kg=points_per_kg)


@pytest.mark.parametrize(
    ("g_per_kg", "points_per_kg", "net_g", "milligrams", "reduction_g", "points"),
    [
        (1280, 30, 2345, 3_001_600, 3001, 70),
        (250, 8, 2345, 586_250, 586, 18),
        (1280, 30, 3250, 4_160_000, 4160, 97),
        (1280, 30, 1000, 1_280_000, 1280, 30),
        (1280, 30, 0, 0, 0, 0),
    ],
)
def test_worked_examples(
    g_per_kg: int, points_per_kg: int, net_g: int, milligrams: int, reduction_g: int, points: int
) -> None:
    earned = quote(rule(g_per_kg, points_per_kg), net_g)
    assert (earned.reduction_mg, earned.reduction_g, earned.points) == (milligrams, reduction_g, points)


@given(weights, st.integers(0, 10**5), st.integers(0, 10**4))
def test_credits_are_the_exact_product_floored(net_g: int, g_per_kg: int, points_per_kg: int) -> None:
    earned = quote(rule(g_per_kg, points_per_kg), net_g)
    exact_g, exact_points = Fraction(net_g * g_per_kg, 1000), Fraction(net_g * points_per_kg, 1000)
    assert Fraction(earned.reduction_mg, 1000) == exact_g
    assert earned.reduction_g <= exact_g < earned.reduction_g + 1
    assert earned.points <= exact_points < earned.points + 1


@given(weights, weights)
def test_splitting_a_bag_never_earns_more(first_g: int, second_g: int) -> None:
    whole = quote(rule(1280, 30), first_g + second_g)
    parts = [quote(rule(1280, 30), part) for part in (first_g, second_g)]
    assert sum(p.points for p in parts) <= whole.points
    assert sum(p.reduction_g for p in parts) <= whole.reduction_g


def test_a_negative_weight_earns_nothing_but_an_error() -> None:
    with pytest.raises(ValueError, match="never negative"):
        quote(rule(1280, 30), -1)
