"""Whatever the network does to the order and number of deliveries, the sums are those of the journal."""

import secrets
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.virtual_kiosk import VirtualPhone, claim_hash

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


Drop = tuple[int, str, str]
"""Net grams, material, and whose it is."""

drop = st.tuples(
    st.integers(1, 25_000), st.sampled_from(["clothing", "books"]), st.sampled_from(["resident", "guest", "nobody"])
)


DAY_G = 20_000


def new_code() -> str:
    return "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(16))


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    drops=st.lists(drop, min_size=1, max_size=12),
    deliveries=st.lists(st.tuples(st.integers(1, 12), st.integers(0, 6)), max_size=12),
    claim_after=st.integers(0, 12),
)
def test_any_delivery_gives_the_same_sums(
    central: RunningCentral, drops: list[Drop], deliveries: list[tuple[int, int]], claim_after: int
) -> None:
    kiosk, code = central.kiosk(), new_code()
    owner, guest = VirtualPhone.register(central.url), VirtualPhone.register(central.url)
    who = {"resident": {"resident": owner.resident}, "guest": {"claim": claim_hash(code)}, "nobody": {}}
    for net_g, material, whose in drops:
        kiosk.drop_off(net_g, material, **who[whose])
    before, acked, claimed = central.stats(), 0, False
    ranges = [(first, min(first + more, len(drops))) for first, more in deliveries if first <= len(drops)]
    for step, (first, last) in enumerate([*ranges, (1, len(drops)), (1, len(drops))]):
        if step == claim_after:
            body_of(guest.claim(code), 200, "claim_answer")
            claimed = True
        answer = kiosk.send(first, last)
        if first > acked + 1:
            assert problem_of(answer, 409, "gap")["acked_seq"] == acked
            continue
        acked = max(acked, last)
        assert body_of(answer, 200, "journal_answer")["acked_seq"] == acked
    if not claimed:  # a second claim would mend what an earlier one had missed
        body_of(guest.claim(code), 200, "claim_answer")
    after = central.stats()
    assert {name: after[name] - before[name] for name in ("drop_offs", "weight_g", "reduction_g", "points")} == {
        "drop_offs": len(drops),
        "weight_g": sum(net_g for net_g, _, _ in drops),
        "reduction_g": sum(reduction_g(each) for each in drops),
        "points": sum(points(each) for each in drops),
    }
    assert_account(owner, [each for each in drops if each[2] == "resident"])
    assert_account(guest, [each for each in drops if each[2] == "guest"])


def reduction_g(each: Drop) -> int:
    return each[0] * {"clothing": 1280, "books": 250}[each[1]] // 1000


def points(each: Drop) -> int:
    return each[0] * {"clothing": 30, "books": 8}[each[1]] // 1000


def unreviewed(drops: list[Drop]) -> list[Drop]:
    """What is credited of one person's day: everything that still fits, in the order of the journal."""
    good: list[Drop] = []
    for each in drops:
        if each[0] >= 200 and sum(net_g for net_g, _, _ in good) + each[0] <= DAY_G:
            good.append(each)
    return good


def assert_account(phone: VirtualPhone, drops: list[Drop]) -> None:
    me, good = phone.me(), unreviewed(drops)
    assert me["reduction_g"] == sum(reduction_g(each) for each in good)
    assert me["points"] == sum(points(each) for each in good)
    assert me["held"] == sum(each[0] >= 200 for each in drops) - len(good)
    assert len(me["credits"]) == len(drops)


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nets=st.lists(st.integers(200, 20_000), min_size=1, max_size=6), claims=st.sets(st.integers(0, 6)))
def test_a_claim_at_any_moment_credits_once(central: RunningCentral, nets: list[int], claims: set[int]) -> None:
    kiosk, code = central.kiosk(), new_code()
    phone, late = VirtualPhone.register(central.url), VirtualPhone.register(central.url)
    for seq, net_g in enumerate(nets, start=1):
        kiosk.drop_off(net_g, claim=claim_hash(code))
        if seq in claims:
            body_of(phone.claim(code), 200, "claim_answer")
        kiosk.send(seq)
    answer = body_of(phone.claim(code), 200, "claim_answer")
    problem_of(late.claim(code), 409, "claim-taken")
    good = unreviewed([(net_g, "clothing", "guest") for net_g in nets])
    expected = (sum(reduction_g(each) for each in good), sum(points(each) for each in good))
    assert (answer["state"], answer["reduction_g"], answer["points"]) == ("credited", *expected)
    assert (phone.me()["reduction_g"], phone.me()["points"]) == expected
    assert late.me()["credits"] == []
