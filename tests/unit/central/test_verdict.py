"""Judgement of stored bytes: every reason, and no bytes that make it stumble."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.rules import load_rules
from central.verdict import Judgement, judge, read_entry
from tests.fakes.contract_schemas import assert_follows
from tests.fakes.virtual_kiosk import VirtualKiosk, drop_off_body

RULES = load_rules()
RESIDENT = "r-" + "a" * 20


def verdict_on(body: object, kind: str = "drop_off", **envelope: Any) -> Judgement:
    sealed = VirtualKiosk("unused").append(kind, body, **envelope)
    return judge(read_entry(sealed.content), RULES, {RESIDENT})


def test_a_right_drop_off_is_accepted() -> None:
    body = drop_off_body(3250, resident=RESIDENT)
    assert_follows("drop_off", body)
    assert verdict_on(body) == Judgement("accepted", None)


def test_a_guest_drop_off_is_accepted() -> None:
    assert verdict_on(drop_off_body(3250, "books", claim="c" * 64)) == Judgement("accepted", None)


def test_unknown_fields_are_ignored() -> None:
    assert verdict_on(drop_off_body(3250, later="field"), also="this").verdict == "accepted"


def test_another_kind_is_accepted_whatever_it_says() -> None:
    assert verdict_on({"anything": [1, {"of": "it"}]}, kind="clock_step") == Judgement("accepted", None)


@pytest.mark.parametrize(
    ("net_g", "expected"),
    [
        (199, Judgement("refused", "too_light")),
        (200, Judgement("accepted")),
        (20_000, Judgement("accepted")),
        (20_001, Judgement("held", "over_drop_cap")),
    ],
)
def test_min_and_cap_are_inclusive(net_g: int, expected: Judgement) -> None:
    assert verdict_on(drop_off_body(net_g)) == expected


def test_an_unknown_resident_is_held() -> None:
    assert verdict_on(drop_off_body(3250, resident="r-unknown")) == Judgement("held", "unknown_resident")


@pytest.mark.parametrize(
    "change",
    [{"id": "another"}, {"version": 2}, {"g_per_kg": 1281}, {"points_per_kg": 31}, {"status": "provisional"}],
)
def test_a_rule_with_other_facts_is_held(change: dict[str, Any]) -> None:
    body = drop_off_body(3250)
    body["rule"] |= change
    assert verdict_on(body) == Judgement("held", "unknown_rule")


def test_a_rule_of_another_material_is_held() -> None:
    assert verdict_on(drop_off_body(3250) | {"material": "books"}) == Judgement("held", "unknown_rule")


@pytest.mark.parametrize("field", ["reduction_mg", "reduction_g", "points", "gross_g", "tare_g"])
@pytest.mark.parametrize("by", [-1, 1])
def test_one_wrong_number_is_refused(field: str, by: int) -> None:
    body = drop_off_body(3250, gross_g=3300, tare_g=50)
    body[field] += by
    assert verdict_on(body) == Judgement("refused", "arithmetic")


@pytest.mark.parametrize(
    "change",
    [
        {"net_g": -1},
        {"net_g": 0},
        {"net_g": 3250.0},
        {"net_g": 3250.5},
        {"net_g": "3250"},
        {"net_g": True},
        {"net_g": 10**30},
        {"tare_g": -5},
        {"points": None},
        {"session": "not hex"},
        {"claim": "C" * 64},
        {"claim": "c" * 64 + "\n"},
        {"resident": ""},
        {"rule": {}},
        {"weighing": {"id": "x"}},
        {"line": 0},
    ],
)
def test_a_body_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    assert verdict_on(drop_off_body(3250) | change) == Judgement("refused", "malformed_body")


@pytest.mark.parametrize("missing", sorted(drop_off_body(1)))
def test_every_field_is_needed(missing: str) -> None:
    body = drop_off_body(3250)
    del body[missing]
    assert verdict_on(body) == Judgement("refused", "malformed_body")


@pytest.mark.parametrize(
    "label", [{"clock": "right"}, {"occurred_at": "yesterday"}, {"monotonic_ms": -1}, {"boot": ""}]
)
def test_labels_of_another_shape_are_refused(label: dict[str, Any]) -> None:
    assert verdict_on(drop_off_body(3250), **label) == Judgement("refused", "malformed_body")


@pytest.mark.parametrize("body", [None, [], "text", 7, 1.5])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    assert verdict_on(body, kind="boot") == Judgement("refused", "malformed_body")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(field=st.sampled_from(sorted(drop_off_body(1))), value=json_values)
def test_no_value_in_any_field_makes_it_stumble(field: str, value: object) -> None:
    sealed = VirtualKiosk("unused").append("boot", {})
    text = VirtualKiosk("unused").append("drop_off", drop_off_body(3250)).content
    assert judge(read_entry(text), RULES, ()).verdict == "accepted"
    try:
        judgement = verdict_on(drop_off_body(3250) | {field: value})
    except UnicodeEncodeError:  # a lone surrogate has no UTF-8: no kiosk can write it
        judgement = judge(read_entry(sealed.content), RULES, ())
    assert judgement.verdict in {"accepted", "held", "refused"}


@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(noise: bytes) -> None:
    assert judge(read_entry(noise), RULES, ()) == Judgement("refused", "malformed_body")


def test_deep_nesting_is_refused() -> None:
    deep = (
        b'{"kind":"boot","occurred_at":"2026-11-22T09:00:00.000Z","clock":"trusted","boot":"b","monotonic_ms":1,"body":'
    )
    assert read_entry(deep + b"[" * 100_000 + b"]" * 100_000 + b"}") is None


@given(net_g=st.integers(200, 20_000), material=st.sampled_from(["clothing", "books"]))
def test_honest_arithmetic_is_always_accepted(net_g: int, material: str) -> None:
    assert verdict_on(drop_off_body(net_g, material)).verdict == "accepted"
