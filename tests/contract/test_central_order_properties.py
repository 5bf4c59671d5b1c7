"""One home pickup under everything that people and devices can do with it, in any order and sent in any pieces."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from central import dispatch
from central.problems import CentralError
from central.schema import Order, OrderEvent
from tests.depth import examples
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.published import payload_of
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone
from tests.fakes.virtual_staff import pickup_closed_body

_KIOSKS = st.sampled_from([0, 1])
_OUTCOMES = st.sampled_from(["collected", "refused", "no_show", "rescheduled"])
_ACTS = st.one_of(
    st.tuples(st.just("assign"), _KIOSKS),
    st.tuples(st.just("unassign")),
    st.tuples(st.just("cancel")),
    st.tuples(st.just("close"), _KIOSKS, _OUTCOMES, st.integers(0, 2)),
    st.tuples(st.just("send"), _KIOSKS),
)
WINDOW = {"window_from": "2026-11-25T01:00:00.000Z", "window_to": "2026-11-25T04:00:00.000Z"}


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture(scope="module")
def badge(central: RunningCentral) -> str:
    return new_member(central.store).badge


def act_out(
    central: RunningCentral, order: str, kiosks: list[VirtualKiosk], badge: str, act: tuple[str | int, ...]
) -> None:
    match act:
        case ("assign", int(which)):
            dispatch.assign(central.platform, order, kiosks[which].id)
        case ("unassign",):
            dispatch.unassign(central.platform, order)
        case ("cancel",):
            dispatch.cancel(central.platform, order)
        case ("close", int(which), str(outcome), int(later)):
            window = WINDOW if outcome == "rescheduled" else {}
            moment = f"2026-11-22T1{later - 1}:30:00.000Z" if later else "2026-11-22T09:30:00.000Z"
            kiosks[which].append(
                "pickup_closed", pickup_closed_body(badge, order, outcome, **window), occurred_at=moment
            )
        case ("send", int(which)) if kiosks[which].entries:
            first = body_of(kiosks[which].send(), 200, "journal_answer")
            assert kiosks[which].send().json() == first, "sent again nothing changes"


@settings(max_examples=examples(12))
@given(acts=st.lists(_ACTS, min_size=3, max_size=10))
def test_an_order_ends_once_and_is_nobodys_afterwards(
    central: RunningCentral, badge: str, acts: list[tuple[str | int, ...]]
) -> None:
    kiosks, phone = [central.kiosk() for _ in range(2)], VirtualPhone.register(central.url)
    order = body_of(phone.order(), 201, "order_answer")["order"]
    was_closed, ended_by = False, None
    for act in [("assign", 0), *acts, ("send", 0), ("send", 1)]:
        try:
            act_out(central, order, kiosks, badge, act)
        except CentralError:
            assert was_closed, "only what is over can be refused"
        with central.store.reading() as connection:
            row = connection.execute(select(Order.__table__).where(Order.id == order)).one()
            given_to = select(OrderEvent.kiosk).where(OrderEvent.order == order, OrderEvent.what == "assigned")
            ever = set(connection.scalars(given_to))
        closed = row.state == "closed"
        assert closed or not was_closed, "what is over stays over"
        assert (row.contact is None) == (row.code is None) == closed == (row.closed_at is not None)
        assert (row.state == "assigned") == (row.kiosk is not None and not closed)
        assert row.closed_by is None or row.closed_by in ever
        assert ended_by in {None, row.closed_by}, "who has ended it stays"
        was_closed, ended_by = closed, row.closed_by
    for kiosk in kiosks:
        held = [one["id"] for one in payload_of(kiosk.ask_orders(), "orders")["orders"]]
        assert held == ([order] if row.state == "assigned" and row.kiosk == kiosk.id else [])
