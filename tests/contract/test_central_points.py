"""The points of the directory: where there is room, and that a new version comes when that changes and no oftener."""

from collections.abc import Iterator
from typing import Any

import pytest

from central import revocation
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.published import published
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, drop_off_body
from tests.fakes.virtual_staff import collection_body, site_body


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    """With a place for 10 kg of clothes and 20 kg of books."""
    kiosk = central.kiosk()
    tell(kiosk, "site_adopted", site_body(("c1", "clothing", 10_000), ("b1", "books", 20_000)))
    return kiosk


def tell(kiosk: VirtualKiosk, kind: str, body: dict[str, Any]) -> str:
    kiosk.append(kind, body)
    (line,) = body_of(kiosk.send(len(kiosk.entries)), 200, "journal_answer")["verdicts"]
    verdict: str = line["verdict"]
    return verdict


def drop(kiosk: VirtualKiosk, net_g: int, container: str = "c1") -> None:
    tell(kiosk, "drop_off", drop_off_body(net_g, container=container))


def told(central: RunningCentral, kiosk: VirtualKiosk) -> tuple[int, list[str] | None]:
    """The directory's version, and for which materials the kiosk has room; None: it is not listed."""
    directory = published(central.url)
    free = {point["kiosk"]: point["free"] for point in directory["points"]}
    return directory["version"], free.get(kiosk.id)


def test_a_site_is_published_as_it_says(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    (mine,) = [point for point in published(central.url)["points"] if point["kiosk"] == kiosk.id]
    place = {"name_zh": "龙马潭社区", "name_en": "Longmatan", "latitude_e6": 28_897_000, "longitude_e6": 105_438_000}
    assert mine == {"kiosk": kiosk.id, **place, "free": ["books", "clothing"]}
    version, _ = told(central, kiosk)
    tell(
        kiosk, "site_adopted", site_body(("b1", "books", 20_000), latitude_e6=None, longitude_e6=None, name_en="Moved")
    )
    assert told(central, kiosk) == (version + 1, ["books"])
    tell(kiosk, "site_adopted", site_body(("b1", "books", 20_000), name_zh="搬家"))
    assert told(central, kiosk) == (version + 2, ["books"])
    tell(kiosk, "site_adopted", site_body())
    assert told(central, kiosk) == (version + 3, [])


def test_a_new_version_comes_when_room_changes_and_not_with_every_drop_off(
    central: RunningCentral, kiosk: VirtualKiosk
) -> None:
    version, free = told(central, kiosk)
    for _ in range(3):
        drop(kiosk, 3300)
    assert told(central, kiosk) == (version, free)
    drop(kiosk, 200)
    assert told(central, kiosk) == (version + 1, ["books"])
    drop(kiosk, 5000)
    assert told(central, kiosk) == (version + 1, ["books"])
    badge = new_member(central.store).badge
    assert tell(kiosk, "collection", collection_body(badge, "c1", 15_100, drop_offs=5)) == "accepted"
    assert told(central, kiosk) == (version + 2, ["books", "clothing"])


def test_a_second_container_of_a_material_has_room_still(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    tell(kiosk, "site_adopted", site_body(("c1", "clothing", 5000), ("c2", "clothing", 5000)))
    drop(kiosk, 6000)
    version, free = told(central, kiosk)
    assert free == ["clothing"]
    drop(kiosk, 6000, "c2")
    assert told(central, kiosk) == (version + 1, [])


def test_litres_are_reckoned_and_what_is_unknown_is_never_full(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    site = site_body(("c1", "clothing", 0), ("b1", "books", 0))
    site["containers"][0]["capacity_l"] = 100  # 15 kg of clothes
    tell(kiosk, "site_adopted", site)
    drop(kiosk, 14_999)
    for _ in range(3):
        drop(kiosk, 20_000, "b1")
    assert told(central, kiosk)[1] == ["books", "clothing"]
    drop(kiosk, 200)
    assert told(central, kiosk)[1] == ["books"]


def test_a_container_that_travels_is_no_place_to_go(central: RunningCentral) -> None:
    tablet = central.kiosk()
    tell(tablet, "site_adopted", site_body(("round-clothing", "clothing", 50_000)))
    assert told(central, tablet)[1] == []


def test_a_load_can_fill_another_kiosks_container(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    tablet, badge = central.kiosk(), new_member(central.store).badge
    drop(tablet, 12_000, "round-clothing")
    into = {"into": {"kiosk": kiosk.id, "container": "c1"}}
    assert tell(tablet, "collection", collection_body(badge, "round-clothing", 12_000, **into)) == "accepted"
    assert told(central, kiosk)[1] == ["books"]


def test_a_revoked_kiosk_is_no_point(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    revocation.revoke_kiosk(central.platform, kiosk.id)
    assert told(central, kiosk)[1] is None


def test_drop_offs_into_what_was_never_told_of_change_nothing(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    drop(kiosk, 3000)
    assert told(central, kiosk)[1] is None
