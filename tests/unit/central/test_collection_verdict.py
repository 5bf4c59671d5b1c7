"""What a collection is doubted for, and how much may be missing."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.bodies import CollectionBody
from central.collection_verdict import Collected, Period, adds_up, doubt, explains, tolerance_of, unexplained_g
from tests.fakes.virtual_staff import collection_body

ANY_REASON = st.sampled_from(
    [None, "wet", "refuse_removed", "not_credited", "handed_in", "moved", "missing", "scale", "elves"]
)


def body(**changes: object) -> CollectionBody:
    right = collection_body("0a" * 16, "clothing-1", **({"expected_g": 3250} | changes))
    return msgspec.convert(right, CollectionBody)


HALF_FULL = Period(1, 1, 3250, 0)


def around(period: Period = HALF_FULL, **known: bool) -> Collected:
    return Collected(period, **known)


@pytest.mark.parametrize(
    ("weighed", "said", "expected"),
    [
        ([3250], None, None),
        ([2250], None, None),
        ([4250], None, None),
        ([2249], None, "unexplained_difference"),
        ([4251], None, "unexplained_difference"),
        ([2000], "missing", "unexplained_difference"),
        ([9000], "missing", "unexplained_difference"),
        ([2000], "not_credited", "unexplained_difference"),
        ([2000], "handed_in", "unexplained_difference"),
        ([9000], "refuse_removed", "unexplained_difference"),
        ([2000], "elves", "unexplained_difference"),
        ([2000], "wet", None),
        ([2000], "refuse_removed", None),
        ([9000], "handed_in", None),
        ([9000], "not_credited", None),
        ([1625, 1625], None, None),
        ([], "moved", None),
    ],
)
def test_a_difference_wants_a_reason_that_can_explain_it(
    weighed: list[int], said: str | None, expected: str | None
) -> None:
    assert doubt(body(weighed=weighed, reason=said), around()) == expected


def test_loads_that_were_handed_in_are_no_difference() -> None:
    there = around(Period(1, 1, 3250, 8000))
    assert doubt(body(weighed=[11_250]), there) is None
    assert doubt(body(weighed=[3250]), there) == "unexplained_difference"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(2, 1, 3250, 0), "period_mismatch"),
        (Period(1, 2, 3250, 0), "period_mismatch"),
        (Period(1, 1, 3251, 0), "period_mismatch"),
    ],
)
def test_it_must_be_the_next_period_with_what_went_in(period: Period, expected: str) -> None:
    assert doubt(body(), around(period)) == expected


def test_the_gravest_doubt_comes_first() -> None:
    wrong = body(weighed=[1])
    assert doubt(wrong, around(Period(7, 1, 1, 0), seal_used=True, into_known=False)) == "period_mismatch"
    assert doubt(wrong, around(seal_used=True, into_known=False)) == "seal_reused"
    assert doubt(wrong, around(into_known=False)) == "unknown_container"


@pytest.mark.parametrize(
    ("grams", "expected"), [(-5000, 1000), (0, 1000), (50_000, 1000), (50_050, 1001), (10**6, 20_000)]
)
def test_the_tolerance(grams: int, expected: int) -> None:
    assert tolerance_of(grams) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"weighed": [1000, 2250]}, True),
        ({"weighed_g": 3251}, False),
        ({"difference_g": 1}, False),
        ({"vehicle": {"weight_g": 3300, "reason": "too_heavy"}}, False),
        ({"vehicle": {"weight_g": 3300, "reason": "too_heavy"}, "weighed_g": 3300, "difference_g": 50}, True),
        ({"tolerance_g": 5}, True),
    ],
)
def test_its_numbers_follow_from_each_other(changes: dict[str, object], expected: bool) -> None:
    assert adds_up(body(**changes)) is expected


@given(put_in=st.integers(-(10**6), 10**9), weighed=st.integers(0, 10**9), reason=ANY_REASON)
def test_what_is_unexplained_is_the_whole_difference_or_nothing(put_in: int, weighed: int, reason: str | None) -> None:
    found = unexplained_g(put_in, weighed, reason)
    assert found in (0, weighed - put_in)
    assert (found == 0) == (abs(weighed - put_in) <= tolerance_of(put_in) or explains(reason, weighed - put_in))
