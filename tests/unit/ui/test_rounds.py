"""What a round's screens show: an address on its order's card alone, and an order's code nowhere."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiosk.core.acts import Resident
from kiosk.core.containers import Container, ContainerFill, ContainersSeen
from kiosk.core.events import StaffRole
from kiosk.core.pickup import Gathered, ItemRefusal, OrdersSeen, RefusedItem
from kiosk.session import states as at
from kiosk.session.round_states import Round, RoundStep
from kiosk.ui.rounds import ORDERS_A_PAGE, round_view
from tests.fakes.pickups import ADDRESS, CODE, LI_ORDER, NOTE, PHONE, order, wangs_order

TODAY = date(2026, 11, 22)
ORDERS = OrdersSeen((order(), wangs_order()), closed=3, gathered=(Gathered(LI_ORDER, 2, 5250),))
LOAD = ContainersSeen(
    (
        ContainerFill(Container("clothing-1", "clothing"), fill_g=9000),
        ContainerFill(Container("round-clothing", "clothing"), fill_g=5250),
        ContainerFill(Container("round-books", "books")),
    )
)


def state(step: RoundStep, **changes: Any) -> at.SessionState:
    phase = Round(step, "ab" * 16, StaffRole.OPERATOR, 1000, order=None if step is RoundStep.LIST else LI_ORDER)
    return at.SessionState(phase=replace(phase, **changes), orders=ORDERS, containers=LOAD)


def test_the_list_says_where_when_and_what_and_nothing_more() -> None:
    view = round_view(state(RoundStep.LIST), TODAY)
    assert (view.orders[0], view.buildings[0], view.kinds[0]) == (LI_ORDER, "忠山路9号3栋", "clothing,books")
    assert (view.days[0], view.times[0], view.bags) == ("2026-11-23", "9:00–12:00", ("2", "0"))
    assert (view.open_count, view.closed_count, view.pages) == (2, 3, 1)
    assert (view.load_kinds, view.load_texts) == (("clothing",), ("5.25",))


@pytest.mark.parametrize("step", RoundStep)
def test_an_address_stands_on_the_card_of_its_order_alone(step: RoundStep) -> None:
    view = round_view(state(step, who=Resident("r-li", "00" * 16)), TODAY)
    shown = [secret for secret in (ADDRESS, PHONE, NOTE) if secret in repr(view)]
    assert shown == ([ADDRESS, PHONE, NOTE] if step is RoundStep.ORDER else [])
    assert CODE not in repr(view)


def test_nothing_is_left_of_an_order_that_is_closed() -> None:
    gone = replace(state(RoundStep.ORDER), orders=OrdersSeen((wangs_order(),)))
    view = round_view(gone, TODAY)
    assert (view.address, view.phone, view.building, view.step) == ("", "", "", "order")


def test_other_screens_show_nothing_of_it() -> None:
    menu = replace(state(RoundStep.LIST), phase=at.StaffMenu("ab" * 16, StaffRole.OPERATOR, 1000))
    view = round_view(menu, TODAY)
    assert (view.enabled, view.step, view.orders, view.buildings) == (True, "", (), ())
    assert not round_view(replace(menu, orders=None), TODAY).enabled


def test_pages_of_a_long_list() -> None:
    many = OrdersSeen(tuple(order(id=f"{number:032x}") for number in range(2 * ORDERS_A_PAGE + 1)))
    shown = replace(state(RoundStep.LIST, page=2), orders=many)
    view = round_view(shown, TODAY)
    assert (view.page, view.pages, view.orders) == (2, 3, (f"{2 * ORDERS_A_PAGE:032x}",))
    beyond = round_view(replace(state(RoundStep.LIST, page=7), orders=many), TODAY)
    assert (beyond.page, beyond.orders) == (2, view.orders)
    assert round_view(replace(shown, orders=OrdersSeen(())), TODAY).pages == 1


def test_what_stays_there_and_what_was_taken() -> None:
    left = (RefusedItem("clothing", ItemRefusal.WET), RefusedItem("other", ItemRefusal.NOT_ACCEPTED))
    view = round_view(state(RoundStep.CONFIRM, refused=left), TODAY)
    assert (view.bag_count, view.net_text) == (2, "5.25")
    assert (view.refused_kinds, view.refused_reasons) == (("clothing", "other"), ("wet", "not_accepted"))


@pytest.mark.parametrize("today", [date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 1)])
def test_the_days_that_are_offered_come_after_the_order_s_own(today: date) -> None:
    view = round_view(state(RoundStep.ANOTHER_DAY), today)
    assert view.days == ("2026-11-24",) * 3 + ("2026-11-25",) * 3
    assert view.times == ("9:00–12:00", "14:00–17:00", "18:00–20:00") * 2


def test_the_days_that_are_offered_come_after_today() -> None:
    assert round_view(state(RoundStep.ANOTHER_DAY), date(2026, 11, 30)).days[0] == "2026-12-01"


def test_an_order_that_is_gone_with_bags_comes_last_on_the_list() -> None:
    orders = replace(ORDERS, orders=(wangs_order(),), gathered=(*ORDERS.gathered, Gathered("ee" * 16)))
    view = round_view(replace(state(RoundStep.LIST), orders=orders), TODAY)
    assert (view.orders, view.open_count) == ((wangs_order().id, LI_ORDER), 1)
    assert [texts[1] for texts in (view.buildings, view.days, view.times, view.kinds, view.bags)] == [
        "",
        "",
        "",
        "",
        "2",
    ]
    assert not round_view(state(RoundStep.DOOR), TODAY).known
