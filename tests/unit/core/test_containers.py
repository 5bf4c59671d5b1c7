"""Containers: when they are full, which takes what, and where else something goes in."""

import pytest

from kiosk.core.containers import Container, ContainerFill, ContainersSeen, Point, distance_m, nearest_free

ZHONGSHAN = (28_871_000, 105_442_000)


def fill(name: str, fill_g: int, material: str = "clothing", capacity_g: int = 100_000) -> ContainerFill:
    return ContainerFill(Container(name, material, capacity_g), fill_g=fill_g)


def point(name: str, latitude_e6: int | None, *free: str) -> Point:
    return Point(name, name, name, latitude_e6, None if latitude_e6 is None else ZHONGSHAN[1], free)


@pytest.mark.parametrize(
    ("fill_g", "percent", "level"),
    [
        (-500, 0, 0),
        (59_999, 59, 0),
        (60_000, 60, 60),
        (79_999, 79, 60),
        (80_000, 80, 80),
        (99_999, 99, 80),
        (100_000, 100, 100),
        (123_000, 123, 100),
    ],
)
def test_somebody_is_told_at_three_levels(fill_g: int, percent: int, level: int) -> None:
    one = fill("a", fill_g)
    assert (one.percent, one.level, one.full) == (percent, level, level == 100)


def test_litres_stand_in_for_kilograms_and_without_both_nothing_is_full() -> None:
    assert Container("a", "clothing", 0, 1000).full_g == 150_000
    assert Container("a", "clothing", 90_000, 1000).full_g == 90_000
    assert Container("a", "toys", 0, 100).full_g == 20_000
    unknown = ContainerFill(Container("a", "books"), fill_g=10**9)
    assert (unknown.percent, unknown.full) == (None, False)


def test_the_second_container_is_used_when_the_first_is_full() -> None:
    first, second = fill("a", 100_000), fill("b", 0)
    assert ContainersSeen((first, second)).of_material("clothing") == second
    assert ContainersSeen((first, second)).full_materials == ()
    both = ContainersSeen((first, fill("b", 100_000), fill("c", 0, "books")))
    assert both.of_material("clothing") == first
    assert both.full_materials == ("clothing",)
    assert both.of_material("toys") is None
    assert (both.of("b"), both.of("z")) == (fill("b", 100_000), None)


def test_a_distance_is_good_to_a_thousandth_in_a_city() -> None:
    assert distance_m(ZHONGSHAN, (28_881_000, 105_442_000)) == pytest.approx(1112, abs=1)
    assert distance_m(ZHONGSHAN, (28_871_000, 105_452_000)) == pytest.approx(974, abs=1)
    assert distance_m((0, 179_999_000), (0, -179_999_000)) == pytest.approx(222, abs=1)
    assert distance_m(ZHONGSHAN, ZHONGSHAN) == 0


def test_the_nearest_point_that_takes_it() -> None:
    near, far = point("near", 28_875_000, "books"), point("far", 28_900_000, "books", "clothing")
    nowhere = point("nowhere", None, "clothing")
    everywhere = (nowhere, far, near)
    assert nearest_free(everywhere, "books", ZHONGSHAN) == (near, 445)
    found = nearest_free(everywhere, "clothing", ZHONGSHAN)
    assert found is not None
    assert found[0] == far, "one whose place is known comes first"
    assert nearest_free((nowhere,), "clothing", ZHONGSHAN) == (nowhere, None)
    assert nearest_free(everywhere, "books", None) == (far, None)
    assert nearest_free(everywhere, "toys", ZHONGSHAN) is None
