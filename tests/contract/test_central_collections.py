"""Collections as the platform takes them in: each act in one period, sums that are the kiosk's, and what is doubted."""

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from central import revocation
from central.schema import Collection, CollectionAbandoned, Container, ContainerAct, Site, Verdict
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import assert_follows, body_of
from tests.fakes.virtual_kiosk import VirtualKiosk, drop_off_body
from tests.fakes.virtual_staff import abandoned_body, collection_body, correction_body, new_member, site_body

BIN = "clothing-1"
ACCEPTED = ("accepted", None)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    return central.kiosk()


@pytest.fixture(scope="module")
def badge(central: RunningCentral) -> str:
    return new_member(central.store).badge


def tell(kiosk: VirtualKiosk, *bodies: tuple[str, dict[str, Any]]) -> list[tuple[str, str | None]]:
    """Append and ship; the verdicts."""
    first = len(kiosk.entries) + 1
    for kind, body in bodies:
        assert_follows(kind, body)
        kiosk.append(kind, body)
    answer = body_of(kiosk.send(first), 200, "journal_answer")
    return [(line["verdict"], line["reason"]) for line in answer["verdicts"]]


def drop(net_g: int, container: str | None = BIN, **changes: Any) -> tuple[str, dict[str, Any]]:
    return "drop_off", drop_off_body(net_g, container=container, **changes)


def collect(
    badge: str, expected_g: int, weighed: list[int] | None = None, **changes: Any
) -> tuple[str, dict[str, Any]]:
    return "collection", collection_body(badge, BIN, expected_g, weighed, **changes)


def standing(central: RunningCentral, kiosk: VirtualKiosk, name: str = BIN) -> tuple[int, int, int, int]:
    """Period, drop-offs, fill and what was handed in."""
    columns = (Container.period, Container.drop_offs, Container.fill_g, Container.handed_g)
    with central.store.reading() as connection:
        row = connection.execute(select(*columns).where(Container.kiosk == kiosk.id, Container.name == name)).one()
    return tuple(row)


def test_a_period_is_what_went_in_since_the_last_collection(
    central: RunningCentral, kiosk: VirtualKiosk, badge: str
) -> None:
    told = tell(
        kiosk,
        drop(3250),
        drop(21_000),
        drop(150),
        drop(1000, None),
        drop(900, "b\0d"),
        collect(badge, 24_400, drop_offs=3),
    )
    assert told[0] == told[-1] == ACCEPTED
    assert [verdict for verdict, _ in told[1:3]] == ["held", "refused"], (
        "what was weighed in counts whatever its verdict"
    )
    assert standing(central, kiosk) == (2, 0, 0, 0)
    assert tell(kiosk, drop(500), collect(badge, 500, period=2)) == [ACCEPTED] * 2
    assert standing(central, kiosk) == (3, 0, 0, 0)
