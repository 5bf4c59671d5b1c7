"""Badges follow from the account alone, and who brings more never has fewer."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.account import Account, Month, last_months
from kiosk.core.badges import GRAMS, IN_A_ROW, BadgeKind, badges

MONTHS = last_months(date(2026, 11, 22))
GRAMS_OF_A_BAG = st.integers(20, 2000).map(lambda tens: tens * 10)
BAGS = st.tuples(st.integers(0, 11), st.sampled_from(["clothing", "books"]), GRAMS_OF_A_BAG)


def account_of(bags: list[tuple[int, str, int]]) -> Account:
    months = [sum(net_g for month, _, net_g in bags if month == index) for index in range(12)]
    kinds = sorted({kind for _, kind, _ in bags})
    return Account(
        drop_offs=len(bags),
        net_g=sum(net_g for *_, net_g in bags),
        materials=tuple((kind, sum(net_g for _, other, net_g in bags if other == kind)) for kind in kinds),
        months=tuple(Month(month, net_g) for month, net_g in zip(MONTHS, months, strict=True)),
    )


def earned(account: Account) -> set[BadgeKind]:
    return {badge.kind for badge in badges(account) if badge.earned}


@given(st.lists(BAGS, max_size=30), BAGS)
def test_one_more_bag_takes_no_badge_away_and_moves_nothing_further_off(
    bags: list[tuple[int, str, int]], more: tuple[int, str, int]
) -> None:
    before, after = account_of(bags), account_of([*bags, more])
    assert earned(before) <= earned(after)
    for was, now in zip(badges(before), badges(after), strict=True):
        assert was.kind is now.kind
        assert 0 <= now.left <= was.left


@given(st.lists(BAGS, max_size=30))
def test_what_is_missing_earns_it(bags: list[tuple[int, str, int]]) -> None:
    account = account_of(bags)
    for badge in badges(account):
        if badge.kind in GRAMS and not badge.earned:
            assert badge.kind in earned(account_of([*bags, (11, "clothing", badge.left)]))
            assert badge.kind not in earned(account_of([*bags, (11, "clothing", badge.left - 1)]))


@given(st.sets(st.integers(0, 11)))
def test_four_months_in_a_row_are_looked_for_by_hand(brought: set[int]) -> None:
    account = account_of([(month, "clothing", 1000) for month in sorted(brought)])
    row = any(set(range(first, first + IN_A_ROW)) <= brought for first in range(13 - IN_A_ROW))
    assert (BadgeKind.MONTHS in earned(account)) == row


def test_a_new_resident_is_told_what_is_missing() -> None:
    left = {badge.kind: (badge.left, badge.material) for badge in badges(Account())}
    assert left == {"first": (1, ""), "both": (2, ""), "months": (4, "")} | {
        "kg_10": (10_000, ""),
        "kg_50": (50_000, ""),
        "kg_100": (100_000, ""),
    }
    one = {badge.kind: (badge.left, badge.material) for badge in badges(account_of([(10, "books", 3_250)]))}
    assert (one["first"], one["both"], one["months"]) == ((0, ""), (1, "clothing"), (3, ""))
