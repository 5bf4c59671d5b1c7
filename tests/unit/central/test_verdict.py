"""Judgement of stored bytes: every reason, and no bytes that make it stumble."""

import dataclasses
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.bodies import read_entry
from central.review import REASONS
from central.rules import load_rules
from central.verdict import CARD_DAY_G, DAY_G, HOLD_WORDS, MOMENTARY, Circumstances, Judgement, judge
from tests.fakes.contract_schemas import SCHEMAS, assert_follows
from tests.fakes.virtual_kiosk import VirtualKiosk, drop_off_body, into_container, scale_check_body

RULES = load_rules()
RESIDENT = "r-" + "a" * 20
PASS, DIGEST = "b" * 32, "d" * 32
USUAL = Circumstances(residents={RESIDENT}, issued={(PASS, RESIDENT)})


def verdict_on(body: object, kind: str = "drop_off", around: Circumstances = USUAL, **envelope: Any) -> Judgement:
    sealed = VirtualKiosk("unused").append(kind, body, **envelope)
    return judge(read_entry(sealed.content), RULES, around)


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
    assert judge(read_entry(text), RULES, USUAL).verdict == "accepted"
    try:
        judgement = verdict_on(drop_off_body(3250) | {field: value})
    except UnicodeEncodeError:  # a lone surrogate has no UTF-8: no kiosk can write it
        judgement = judge(read_entry(sealed.content), RULES, USUAL)
    assert judgement.verdict in {"accepted", "held", "refused"}


@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(noise: bytes) -> None:
    assert judge(read_entry(noise), RULES, USUAL) == Judgement("refused", "malformed_body")


def test_deep_nesting_is_refused() -> None:
    deep = (
        b'{"kind":"boot","occurred_at":"2026-11-22T09:00:00.000Z","clock":"trusted","boot":"b","monotonic_ms":1,"body":'
    )
    assert read_entry(deep + b"[" * 100_000 + b"]" * 100_000 + b"}") is None


@given(net_g=st.integers(200, 20_000), material=st.sampled_from(["clothing", "books"]))
def test_honest_arithmetic_is_always_accepted(net_g: int, material: str) -> None:
    assert verdict_on(drop_off_body(net_g, material)).verdict == "accepted"


@pytest.mark.parametrize("word", ["certificate_expired", "scale_check_failed", "taken_out"])
def test_what_a_kiosk_wants_looked_at_is_held_by_its_reason(word: str) -> None:
    body = drop_off_body(3250, hold=word)
    assert_follows("drop_off", body)
    assert verdict_on(body) == Judgement("held", word)


def test_an_unknown_wish_is_held_too() -> None:
    assert verdict_on(drop_off_body(3250, hold="moon_was_full")) == Judgement("held", "unknown_hold")


def test_no_wish_is_no_hold() -> None:
    assert verdict_on(drop_off_body(3250, hold=None)).verdict == "accepted"


@pytest.mark.parametrize("hold", ["", "Not A Word", 7, False, "x" * 33])
def test_a_hold_that_is_no_word_is_refused(hold: object) -> None:
    assert verdict_on(drop_off_body(3250, hold=hold)) == Judgement("refused", "malformed_body")


@pytest.mark.parametrize(
    ("until", "occurred_at", "expected"),
    [
        ("2026-11-22", "2026-11-22T15:59:59.999Z", Judgement("accepted")),
        ("2026-11-22", "2026-11-22T16:00:00.000Z", Judgement("held", "certificate_expired")),  # midnight in China
        ("2026-11-21", "2026-11-22T09:00:00.000Z", Judgement("held", "certificate_expired")),
        (None, "2026-11-22T09:00:00.000Z", Judgement("accepted")),
    ],
)
def test_a_kiosk_that_forgets_its_certificate_is_held(until: str | None, occurred_at: str, expected: Judgement) -> None:
    body = drop_off_body(3250)
    body["weighing"] |= {"certificate": "JL-1", "certificate_until": until}
    assert verdict_on(body, occurred_at=occurred_at) == expected


@pytest.mark.parametrize("until", ["2026-02-30", "soon", "20261122", 20261122])
def test_a_certificate_until_no_day_is_refused(until: object) -> None:
    body = drop_off_body(3250)
    body["weighing"] |= {"certificate_until": until}
    assert verdict_on(body) == Judgement("refused", "malformed_body")


@pytest.mark.parametrize("moment", ["2026-02-30T09:00:00.000Z", "2026-11-22T25:00:00.000Z", "9999-12-31T23:00:00.000Z"])
def test_a_moment_that_does_not_exist_is_refused(moment: str) -> None:
    assert verdict_on(drop_off_body(3250), occurred_at=moment) == Judgement("refused", "malformed_body")


def test_a_container_on_the_scale_weighs_by_difference() -> None:
    body = into_container(41_000, 3250)
    assert_follows("drop_off", body)
    assert verdict_on(body) == Judgement("accepted")
    assert verdict_on(body | {"tare_g": 40_000}) == Judgement("refused", "arithmetic")


def test_what_was_taken_out_is_held_although_the_kiosk_does_not_ask() -> None:
    assert verdict_on(into_container(41_000, 3250, taken_out_g=1)) == Judgement("held", "taken_out")


@pytest.mark.parametrize("change", [{"mode": "flying"}, {"taken_out_g": -1}, {"taken_out_g": 1.5}])
def test_evidence_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    body = drop_off_body(3250)
    body["weighing"] |= change
    assert verdict_on(body) == Judgement("refused", "malformed_body")


def test_nothing_weighed_on_a_failed_scale_is_accepted() -> None:
    judged = verdict_on(drop_off_body(3250), around=Circumstances(scale_failed=True))
    assert judged == Judgement("held", "scale_check_failed")


def test_a_hold_never_saves_what_can_never_count() -> None:
    assert verdict_on(drop_off_body(150, hold="taken_out")) == Judgement("refused", "too_light")
    assert verdict_on(drop_off_body(3250, hold="taken_out", points=98)) == Judgement("refused", "arithmetic")


@pytest.mark.parametrize("error_g", [-21, -20, 0, 20, 21])
def test_a_scale_check_that_adds_up_is_accepted_whether_passed_or_not(error_g: int) -> None:
    body = scale_check_body(error_g)
    assert_follows("scale_check", body)
    assert verdict_on(body, kind="scale_check") == Judgement("accepted")


@pytest.mark.parametrize(
    "change",
    [
        {"measured_g": 10_021, "error_g": 21},
        {"error_g": 1},
        {"passed": False},
        {"return_g": 11},
        {"return_g": -11},
        {"tolerance_g": 0, "measured_g": 10_001, "error_g": 1},
    ],
)
def test_a_scale_check_that_does_not_add_up_is_refused(change: dict[str, Any]) -> None:
    assert verdict_on(scale_check_body() | change, kind="scale_check") == Judgement("refused", "arithmetic")


@given(
    test=st.integers(1, 10**9), measured=st.integers(-(10**9), 10**9), back=st.integers(-100, 100), passed=st.booleans()
)
def test_only_the_right_word_on_a_scale_check_is_accepted(test: int, measured: int, back: int, passed: bool) -> None:
    error_g = measured - test
    body = scale_check_body() | {"test_weight_g": test, "measured_g": measured, "error_g": error_g, "return_g": back}
    right = abs(error_g) <= 20 and abs(back) <= 10
    verdict = verdict_on(body | {"passed": passed}, kind="scale_check").verdict
    assert (verdict == "accepted") == (right == passed and abs(error_g) <= 10**9)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("scale_check", {}),
        ("scale_check", scale_check_body() | {"passed": "yes"}),
        ("scale_check", scale_check_body() | {"test_weight_g": 0}),
        ("device_state", {"device": "scale"}),
        ("device_state", {"device": "scale", "state": "No word"}),
        ("device_state", {"device": "", "state": "well"}),
    ],
)
def test_checks_and_states_of_another_shape_are_refused(kind: str, body: dict[str, Any]) -> None:
    assert verdict_on(body, kind=kind) == Judgement("refused", "malformed_body")


def test_a_device_state_is_accepted_also_one_that_nobody_has_heard_of() -> None:
    for state in ("silent", "well", "bewitched"):
        body = {"device": "scale", "state": state}
        assert_follows("device_state", body)
        assert verdict_on(body, kind="device_state") == Judgement("accepted")


# who gets the credit


def shown_by(kind: str, **changes: Any) -> dict[str, Any]:
    """A drop-off of a resident who showed something."""
    shown = {
        "resident": RESIDENT,
        "pass_id": PASS,
        "pass_kind": kind,
        "pass_digest": None if kind == "card" else DIGEST,
    }
    return drop_off_body(3250, **(shown | changes))


@pytest.mark.parametrize("kind", ["phone", "online", "card"])
def test_whatever_was_shown_is_accepted(kind: str) -> None:
    body = shown_by(kind)
    assert_follows("drop_off", body)
    assert verdict_on(body) == Judgement("accepted")


def test_a_kind_of_pass_that_is_not_known_yet_is_no_reason_to_refuse() -> None:
    assert verdict_on(shown_by("palm")) == Judgement("accepted")


@pytest.mark.parametrize(
    "change", [{"pass_kind": "No Word"}, {"pass_kind": 7}, {"pass_digest": "d" * 31}, {"pass_digest": "D" * 32}]
)
def test_words_about_a_pass_of_another_shape_are_refused(change: dict[str, Any]) -> None:
    assert verdict_on(shown_by("phone", **change)) == Judgement("refused", "malformed_body")


@pytest.mark.parametrize("revoked", [RESIDENT, PASS])
def test_what_is_revoked_is_held(revoked: str) -> None:
    around = dataclasses.replace(USUAL, revoked={revoked})
    assert verdict_on(shown_by("phone"), around=around) == Judgement("held", "revoked")
    assert verdict_on(drop_off_body(3250, claim="c" * 64), around=around) == Judgement("accepted")


def test_a_picture_that_another_kiosk_has_seen_is_held() -> None:
    around = dataclasses.replace(USUAL, used_elsewhere={DIGEST})
    assert verdict_on(shown_by("phone"), around=around) == Judgement("held", "pass_used_elsewhere")
    assert verdict_on(shown_by("phone", pass_digest="e" * 32), around=around) == Judgement("accepted")


@pytest.mark.parametrize(
    ("before_g", "expected"),
    [
        (0, Judgement("accepted")),
        (CARD_DAY_G - 3250, Judgement("accepted")),
        (CARD_DAY_G - 3249, Judgement("held", "over_card_cap")),
        (CARD_DAY_G, Judgement("held", "over_card_cap")),
    ],
)
def test_a_card_has_a_lower_cap_a_day(before_g: int, expected: Judgement) -> None:
    around = dataclasses.replace(USUAL, day_g=before_g, card_day_g=before_g)
    assert verdict_on(shown_by("card"), around=around) == expected


@pytest.mark.parametrize(
    ("before_g", "expected"),
    [
        (None, Judgement("accepted")),
        (DAY_G - 3250, Judgement("accepted")),
        (DAY_G - 3249, Judgement("held", "over_day_cap")),
        (DAY_G, Judgement("held", "over_day_cap")),
    ],
)
def test_a_resident_has_a_cap_a_day(before_g: int | None, expected: Judgement) -> None:
    around = dataclasses.replace(USUAL, day_g=before_g)
    for body in (shown_by("phone"), drop_off_body(3250, claim="c" * 64)):
        assert verdict_on(body, around=around) == expected


@pytest.mark.parametrize("kind", ["phone", "card"])
@pytest.mark.parametrize("issued", [(), {(PASS, "r-" + "b" * 20)}, {("c" * 32, RESIDENT)}])
def test_a_pass_that_was_not_issued_to_this_resident_is_held(kind: str, issued: set[tuple[str, str]]) -> None:
    around = dataclasses.replace(USUAL, issued=issued)
    assert verdict_on(shown_by(kind), around=around) == Judgement("held", "unknown_pass")
    assert verdict_on(shown_by(kind, pass_id=None), around=around) == Judgement("held", "unknown_pass")


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("08:59:59.999", Judgement("accepted")),
        ("09:00:00.001", Judgement("held", "two_places")),
        ("09:01:59.999", Judgement("held", "two_places")),
        ("09:02:00.000", Judgement("accepted")),
    ],
)
def test_nobody_is_at_two_kiosks_within_a_minute(at: str, verdict: Judgement) -> None:
    around = dataclasses.replace(USUAL, elsewhere=["2026-11-21T00:00:00.000Z", f"2026-11-22T{at}Z"])
    now = "2026-11-22T09:01:00.000Z"
    assert verdict_on(shown_by("phone"), around=around, occurred_at=now) == verdict
    unsure = verdict_on(shown_by("phone"), around=around, occurred_at=now, clock="unknown")
    assert unsure == Judgement("accepted"), "a clock that knows nothing proves nothing"


@pytest.mark.parametrize(
    ("before", "verdict"),
    [
        (None, Judgement("accepted")),
        ("2026-11-22T08:01:00.000Z", Judgement("accepted")),
        ("2026-11-22T08:01:00.001Z", Judgement("held", "implausible_rate")),
        ("2026-11-22T09:01:00.000Z", Judgement("held", "implausible_rate")),
        ("2026-11-22T09:01:00.001Z", Judgement("accepted")),
    ],
)
def test_one_scale_weighs_only_so_much_in_an_hour(before: str | None, verdict: Judgement) -> None:
    around = dataclasses.replace(USUAL, hour_before=before)
    assert verdict_on(drop_off_body(3250), around=around, occurred_at="2026-11-22T09:01:00.000Z") == verdict


def test_every_reason_to_hold_is_in_the_contract_and_in_words() -> None:
    contract = (SCHEMAS.parent / "README.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `held` \| `(\w+)` \|", contract, re.MULTILINE))
    assert documented == set(REASONS)
    assert documented >= HOLD_WORDS


def test_the_reasons_come_in_their_order() -> None:
    everything = Circumstances(
        (),
        revoked={RESIDENT},
        used_elsewhere={DIGEST},
        elsewhere=["2026-11-22T09:01:00.000Z"],
        hour_before="2026-11-22T09:00:00.000Z",
        day_g=DAY_G,
        card_day_g=CARD_DAY_G,
        scale_failed=True,
        repeated=True,
    )
    without: list[tuple[str, Any]] = [
        ("repeated", False),
        ("scale_failed", False),
        ("residents", {RESIDENT}),
        ("revoked", ()),
        ("issued", {(PASS, RESIDENT)}),
        ("used_elsewhere", ()),
        ("hour_before", None),
        ("elsewhere", ()),
        ("card_day_g", 0),
        ("day_g", 0),
    ]
    reasons = []
    for field, value in without:
        reasons.append(verdict_on(shown_by("phone"), around=everything).reason)
        everything = dataclasses.replace(everything, **{field: value})
    assert reasons == [
        "duplicate_drop_off",
        "scale_check_failed",
        "unknown_resident",
        "revoked",
        "unknown_pass",
        "pass_used_elsewhere",
        "implausible_rate",
        "two_places",
        "over_card_cap",
        "over_day_cap",
    ]
    assert verdict_on(shown_by("phone"), around=everything) == Judgement("accepted")


def test_what_hangs_on_the_moment_is_tried_last() -> None:
    waits = dataclasses.replace(USUAL, day_g=DAY_G, hour_before="2026-11-22T09:00:30.000Z", used_elsewhere={DIGEST})
    expired = shown_by("phone")
    expired["weighing"] |= {"certificate_until": "2026-11-21"}
    assert verdict_on(expired, around=waits).reason == "pass_used_elsewhere"
    assert verdict_on(expired, around=dataclasses.replace(waits, used_elsewhere=())).reason == "certificate_expired"
    assert set(REASONS) >= MOMENTARY


def test_the_second_of_its_kind_is_said_to_be_it_before_all_else_but_a_refusal() -> None:
    around = dataclasses.replace(USUAL, repeated=True)
    for body in (drop_off_body(21_000), drop_off_body(3250) | {"material": "books"}, drop_off_body(3250, hold="moon")):
        assert verdict_on(body, around=around) == Judgement("held", "duplicate_drop_off")
    assert verdict_on(drop_off_body(150), around=around) == Judgement("refused", "too_light")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("consent", {"resident": RESIDENT, "notice": 1, "agreed": True}),
        ("staff_action", {"badge": "b" * 32, "role": "operator", "action": "unlocked"}),
        ("staff_action", {"badge": "b" * 32, "role": "supervisor", "action": "locked_out"}),
        ("scale_check", scale_check_body(staff="b" * 32)),
    ],
)
def test_consent_and_the_staff_s_acts_are_accepted(kind: str, body: dict[str, Any]) -> None:
    assert_follows(kind, body)
    assert verdict_on(body, kind=kind) == Judgement("accepted")
    for missing in set(body) - {"weighing", "staff"}:
        assert verdict_on({k: v for k, v in body.items() if k != missing}, kind=kind).reason == "malformed_body"


def test_a_scale_check_by_somebody_who_is_no_badge_is_refused() -> None:
    assert verdict_on(scale_check_body(staff="bob"), kind="scale_check") == Judgement("refused", "malformed_body")
