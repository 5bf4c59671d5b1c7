"""What the platform finds out when it sees the journals of all kiosks: one picture at two of them, a card too often."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central import cards
from tests.depth import examples
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, drop_off_body, shown_by

Verdict = tuple[str, str | None]
ACCEPTED: Verdict = ("accepted", None)
ELSEWHERE: Verdict = ("held", "pass_used_elsewhere")
OVER: Verdict = ("held", "over_card_cap")


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


def tell(kiosk: VirtualKiosk, *bodies: dict[str, Any], **envelope: Any) -> list[Verdict]:
    first = len(kiosk.entries) + 1
    for body in bodies:
        kiosk.append("drop_off", body, **envelope)
    answer = body_of(kiosk.send(first), 200, "journal_answer")
    return [(line["verdict"], line["reason"]) for line in answer["verdicts"]]


def new_card(central: RunningCentral) -> tuple[str, str]:
    """The id of a card and its resident."""
    (card,) = cards.issue(central.platform, 1, "忠山社区")
    line = next(line for line, _ in cards.everything(central.platform) if card.id in line)
    return card.id, line.split()[2]


def by_card(card: tuple[str, str], net_g: int) -> dict[str, Any]:
    return drop_off_body(net_g, **shown_by("card", card[1], card[0]))


def test_one_picture_counts_at_one_kiosk(central: RunningCentral) -> None:
    phone = VirtualPhone.register(central.url)
    first, second = central.kiosk(), central.kiosk()
    shown = shown_by("online", phone.resident, "a" * 32, "1" * 32)
    bags = [drop_off_body(1000, **shown) for _ in range(2)]  # two bags of one visit
    assert tell(first, *bags) == [ACCEPTED, ACCEPTED]
    assert tell(second, drop_off_body(1000, **shown)) == [ELSEWHERE]
    assert tell(first, drop_off_body(1000, **shown)) == [ACCEPTED]
    other = drop_off_body(1000, **(shown | {"pass_digest": "2" * 32}))
    assert tell(second, other, occurred_at="2026-11-22T10:00:00.000Z") == [ACCEPTED]
    assert (phone.me()["points"], phone.me()["held"]) == (4 * 30, 1)
    assert second.send(1, 2).json()["verdicts"][0]["reason"] == "pass_used_elsewhere"


def test_no_digest_is_nobody_else_s(central: RunningCentral) -> None:
    for _ in range(2):
        assert tell(central.kiosk(), drop_off_body(1000)) == [ACCEPTED]


def test_a_card_is_good_for_ten_kilograms_a_day_wherever_it_is_shown(central: RunningCentral) -> None:
    card, other = new_card(central), new_card(central)
    here, there = central.kiosk(), central.kiosk()
    assert tell(here, by_card(card, 6000), by_card(card, 4001), by_card(card, 3000)) == [ACCEPTED, OVER, ACCEPTED]
    bags = [by_card(card, 1001), by_card(card, 1000), by_card(other, 5000)]
    assert tell(there, *bags, occurred_at="2026-11-22T10:00:00.000Z") == [OVER, ACCEPTED, ACCEPTED]
    assert tell(here, by_card(card, 200)) == [OVER]
    central.clock.advance(timedelta(days=1))
    tomorrow = "2026-11-22T16:00:00.000Z"  # midnight in China
    assert tell(central.kiosk(), by_card(card, 10_000), occurred_at=tomorrow) == [ACCEPTED]


def test_a_phone_has_a_higher_cap(central: RunningCentral) -> None:
    phone = VirtualPhone.register(central.url)
    pass_id = phone.certify(bytes(32)).json()["pass_id"]
    shown = shown_by("phone", phone.resident, pass_id, "3" * 32)
    bags = [drop_off_body(9000, **shown) for _ in range(3)]
    assert tell(central.kiosk(), *bags) == [ACCEPTED, ACCEPTED, ("held", "over_day_cap")]


def test_a_new_card_does_not_open_a_new_day(central: RunningCentral) -> None:
    old, resident = new_card(central)
    kiosk = central.kiosk()
    assert tell(kiosk, by_card((old, resident), 8000)) == [ACCEPTED]
    new = cards.replace(central.platform, old)
    assert tell(kiosk, by_card((new.id, resident), 2001), by_card((new.id, resident), 2000)) == [OVER, ACCEPTED]
    assert tell(kiosk, by_card((old, resident), 200)) == [("held", "revoked")]


def test_what_is_refused_or_held_does_not_use_the_day_up(central: RunningCentral) -> None:
    card, kiosk = new_card(central), central.kiosk()
    wrong, held = by_card(card, 9000) | {"points": 1}, by_card(card, 9000) | {"hold": "taken_out"}
    verdicts = tell(kiosk, wrong, held, by_card(card, 10_000))
    assert verdicts == [("refused", "arithmetic"), ("held", "taken_out"), ACCEPTED]


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    bags=st.lists(st.tuples(st.integers(0, 1), st.integers(100, 6000)), min_size=1, max_size=10),
    cuts=st.sets(st.integers(1, 9)),
)
def test_the_day_adds_up_however_the_journal_is_cut(
    central: RunningCentral, bags: list[tuple[int, int]], cuts: set[int]
) -> None:
    two = [new_card(central), new_card(central)]
    kiosk = central.kiosk()
    edges = [0, *sorted(edge for edge in cuts if edge < len(bags)), len(bags)]
    verdicts: list[Verdict] = []
    for start, end in itertools.pairwise(edges):
        verdicts += tell(kiosk, *(by_card(two[which], net_g) for which, net_g in bags[start:end]))
    so_far = [0, 0]
    for (which, net_g), verdict in zip(bags, verdicts, strict=True):
        if net_g < 200:
            assert verdict == ("refused", "too_light")
        elif so_far[which] + net_g > 10_000:
            assert verdict == OVER
        else:
            assert verdict == ACCEPTED
            so_far[which] += net_g
