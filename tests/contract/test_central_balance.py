"""The mass balance: exact whatever is delivered how often; and who is looked at first when something is missing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central import balance
from central.balance import Contents, PeriodBalance
from tests.depth import examples
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import assert_follows, body_of
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, drop_off_body, shown_by
from tests.fakes.virtual_staff import collection_body, correction_body

BINS = ("clothing-1", "clothing-2")
DROP_CAP_G = 20_000


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture(scope="module")
def badge(central: RunningCentral) -> str:
    return new_member(central.store, "supervisor").badge


@pytest.fixture(scope="module")
def second(central: RunningCentral) -> str:
    return new_member(central.store, "supervisor").badge


@dataclass
class Bin:
    """A container as anybody would reckon it, and the periods that are over."""

    name: str
    now: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Contents.__slots__, 0))
    drops: list[tuple[int, int]] = field(default_factory=list)
    over: list[tuple[dict[str, int], int]] = field(default_factory=list)

    @property
    def expected_g(self) -> int:
        return sum(value for name, value in self.now.items() if name.endswith("_g"))


Act = tuple[str, int, int, int]
"""What happens, in which container, how many grams, and which earlier drop-off is meant."""
KINDS = ["drop_off"] * 5 + ["correction", "void", "collection"]
acts = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 1), st.integers(1, 25_000), st.integers(0, 9)), max_size=16
)


def write(kiosk: VirtualKiosk, bins: list[Bin], badge: str, second: str, act: Act) -> None:
    kind, which, grams, earlier = act
    into = bins[which]
    if kind == "drop_off":
        kiosk.drop_off(grams, container=into.name)
        name = "refused_g" if grams < 200 else "held_g" if grams > DROP_CAP_G else "accepted_g"
        into.now[name] += grams
        into.now["drop_offs"] += 1
        into.drops.append((len(kiosk.entries), grams))
    elif kind == "collection":
        said = {"period": len(into.over) + 1, "drop_offs": into.now["drop_offs"]}
        kiosk.append("collection", collection_body(badge, into.name, into.expected_g, [grams], reason="moved", **said))
        into.over.append((into.now, grams))
        into.now = dict.fromkeys(Contents.__slots__, 0)
    elif into.drops:
        place = earlier % len(into.drops)
        seq, before = into.drops[place]
        after = 0 if kind == "void" else min(grams, DROP_CAP_G)  # more would wait for people
        if before == 0 or (kind == "correction" and after == before):
            return
        right = correction_body(badge, into.name, (kiosk.epoch, seq), before, after) | {"second": second}
        kiosk.append("correction", right)
        into.drops[place] = (seq, after)
        into.now["corrected_g"] += after - before
        into.now["drop_offs"] -= after == 0


def ship(kiosk: VirtualKiosk, deliveries: list[tuple[int, int]]) -> list[str | None]:
    """Send ranges that overlap and come again, then everything; the reasons."""
    length, acked = len(kiosk.entries), 0
    for first, more in deliveries:
        start = min(first, acked + 1)
        end = min(start + more, length)
        if start <= end:
            acked = max(acked, body_of(kiosk.send(start, end), 200, "journal_answer")["acked_seq"])
    answer = body_of(kiosk.send(), 200, "journal_answer")
    return [line["reason"] for line in answer["verdicts"]]


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told=acts, deliveries=st.lists(st.tuples(st.integers(1, 16), st.integers(0, 6)), max_size=10))
def test_any_journal_however_delivered_balances_to_the_gram(
    central: RunningCentral, badge: str, second: str, told: list[Act], deliveries: list[tuple[int, int]]
) -> None:
    kiosk, bins = central.kiosk(), [Bin(name) for name in BINS]
    kiosk.append("staff_action", {"badge": badge, "role": "operator", "action": "unlocked"})
    for act in told:
        write(kiosk, bins, badge, second, act)
    reasons = set(ship(kiosk, deliveries))
    assert reasons <= {None, "too_light", "over_drop_cap"}, "every collection expects what the platform has"
    now = {each.container: each for each in balance.present(central.platform, kiosk.id)}
    for one in bins:
        if one.name in now:
            assert now[one.name].contents == Contents(**one.now)
        over = balance.closed(central.platform, kiosk.id, one.name)
        assert [(each.contents, each.emptied and each.emptied.weighed_g) for each in reversed(over)] == [
            (Contents(**contents), grams) for contents, grams in one.over
        ]
        assert [each.period for each in reversed(over)] == list(range(1, len(one.over) + 1))


def test_a_correction_of_an_earlier_period_counts_in_the_present_one(
    central: RunningCentral, badge: str, second: str
) -> None:
    kiosk = central.kiosk()
    one = Bin(BINS[0])
    for act in (
        ("drop_off", 0, 3000, 0),
        ("collection", 0, 3000, 0),
        ("correction", 0, 2500, 0),
        ("collection", 0, 1, 0),
    ):
        write(kiosk, [one], badge, second, act)
    assert set(ship(kiosk, [])) == {None}
    newest, _ = balance.closed(central.platform, kiosk.id)
    assert (newest.contents.put_in_g, newest.difference_g, newest.unexplained_g) == (-500, 501, 0)


# what is missing, and who is looked at


def robbed(
    central: RunningCentral, badge: str, *drops: tuple[int, VirtualPhone | None], weighed_g: int
) -> PeriodBalance:
    """The balance of a period with these drop-offs, of which so much was found."""
    kiosk = central.kiosk()
    for number, (net_g, phone) in enumerate(drops):
        who: dict[str, Any] = {}
        if phone is not None:
            who = shown_by("online", phone.resident, f"{number:032x}")
        kiosk.append("drop_off", drop_off_body(net_g, container=BINS[0], **who))
    expected_g = sum(net_g for net_g, _ in drops)
    body = collection_body(badge, BINS[0], expected_g, [weighed_g], drop_offs=len(drops), reason="missing")
    kiosk.append("collection", body)
    kiosk.drop_off(3000, container=BINS[0])  # of the next period
    assert kiosk.send().status_code == 200
    (found,) = balance.closed(central.platform, kiosk.id)
    return found


def test_the_same_bag_twice_is_looked_at_first(central: RunningCentral, badge: str) -> None:
    honest, twice = VirtualPhone.register(central.url), VirtualPhone.register(central.url)
    drops = [(2500, honest), (3000, twice), (3040, None), (5000, honest), (3030, twice), (2990, twice), (3200, twice)]
    found = robbed(central, badge, *drops, weighed_g=16_000)
    assert found.unexplained_g == -6_760
    listed = balance.suspects(central.platform, found)
    assert [(each.net_g, each.alike) for each in listed[:3]] == [(3000, 2), (3030, 2), (2990, 2)]
    assert {each.resident for each in listed[:3]} == {twice.resident}
    assert [each.alike for each in listed[3:]] == [0] * 4
    assert len(listed) == len(drops)
    assert (twice.me()["points"], twice.me()["held"]) == (90 + 90 + 89 + 96, 0), (
        "nobody's points are taken back for a suspicion"
    )


def test_where_nothing_is_missing_nobody_is_suspected(central: RunningCentral, badge: str) -> None:
    phone = VirtualPhone.register(central.url)
    for weighed_g in (5_100, 6_000, 9_000):
        found = robbed(central, badge, (3000, phone), (3000, phone), weighed_g=weighed_g)
        assert balance.suspects(central.platform, found) == []


def test_what_is_void_after_its_period_leaves_the_present_one_with_fewer_than_none(
    central: RunningCentral, badge: str, second: str
) -> None:
    kiosk, one = central.kiosk(), Bin(BINS[0])
    for act in (("drop_off", 0, 3000, 0), ("collection", 0, 3000, 0), ("void", 0, 1, 0), ("collection", 0, 100, 0)):
        write(kiosk, [one], badge, second, act)
    assert_follows("collection", msgspec.json.decode(kiosk.entries[-1].content)["body"])
    assert set(ship(kiosk, [])) == {None}
    newest, _ = balance.closed(central.platform, kiosk.id)
    assert (newest.contents.drop_offs, newest.contents.put_in_g, newest.difference_g) == (-1, -3000, 3100)
