"""A load's manifest: found by its code, shown as a page, received before or after its kiosk has told of it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from central import balance, manifests
from central.manifests import Code
from central.problems import CentralError
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, drop_off_body
from tests.fakes.virtual_staff import collection_body, site_body

BIN = "clothing-1"


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]) -> Iterator[RunningCentral]:
    """On PostgreSQL, the stricter of the two."""
    with running_central(tmp_path_factory.mktemp("central"), new_database("postgresql")) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    """With one collection of 3.25 kg, not sent yet."""
    kiosk = central.kiosk()
    kiosk.append("site_adopted", site_body((BIN, "clothing", 50_000)))
    kiosk.append("drop_off", drop_off_body(3250, container=BIN))
    kiosk.append("collection", collection_body(new_member(central.store).badge, BIN, 3250, [3100]))
    return kiosk


def code_of(kiosk: VirtualKiosk) -> str:
    return f"GSM1:{kiosk.id}:{kiosk.epoch}:3:{kiosk.entries[2].hash}"


def send(kiosk: VirtualKiosk) -> None:
    body_of(kiosk.send(), 200, "journal_answer")


def page(central: RunningCentral, text: str, **query: str) -> tuple[int, str]:
    answer = requests.get(f"{central.url}/manifest{text}", params=query, timeout=30)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.status_code, answer.text


def received(central: RunningCentral, kiosk: VirtualKiosk) -> list[tuple[int, str, str]]:
    found = manifests.view(central.platform, Code(kiosk.entries[2].hash))
    assert found is not None
    return [(each.received_g, each.by, each.note) for each in found.received]


def test_the_sorter_may_be_first(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    code = manifests.receive(central.platform, code_of(kiosk).lower(), 3120, "分拣一组")
    assert code.hash == kiosk.entries[2].hash
    assert code.hash in {each["hash"] for each in manifests.unmatched(central.platform)}
    assert manifests.view(central.platform, code) is None
    send(kiosk)
    assert code.hash not in {each["hash"] for each in manifests.unmatched(central.platform)}
    assert received(central, kiosk) == [(3120, "分拣一组", "")]
    (found,) = balance.closed(central.platform, kiosk.id)
    assert (found.emptied and found.emptied.received_g, found.on_the_way_g) == (3120, 20)


def test_the_newest_word_counts_and_none_is_lost(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    send(kiosk)
    (waiting,) = balance.closed(central.platform, kiosk.id, on_the_way=True)
    assert waiting.on_the_way_g is None
    for grams in (3120, 3120, 3000):
        manifests.receive(central.platform, kiosk.entries[2].hash[:12], grams, "a", "wet")
    assert received(central, kiosk) == [(3120, "a", "wet"), (3000, "a", "wet")]
    assert balance.closed(central.platform, kiosk.id, on_the_way=True) == []
    (found,) = balance.closed(central.platform, kiosk.id)
    assert found.on_the_way_g == -100


@pytest.mark.parametrize(
    ("text", "grams", "by", "note", "told"),
    [
        ("GSM1:nonsense", 1, "a", "", "not one manifest"),
        ("0" * 8, 1, "a", "", "not one manifest"),
        ("0" * 64, -1, "a", "", "0 to"),
        ("0" * 64, 10**9 + 1, "a", "", "0 to"),
        ("0" * 64, 1, "", "", "characters"),
        ("0" * 64, 1, "a" * 65, "", "characters"),
        ("0" * 64, 1, "a\0", "", "characters"),
        ("0" * 64, 1, "a", "b" * 501, "characters"),
    ],
)
def test_what_cannot_be_is_not_written_down(
    central: RunningCentral, text: str, grams: int, by: str, note: str, told: str
) -> None:
    before = manifests.unmatched(central.platform)
    with pytest.raises(CentralError, match=told):
        manifests.receive(central.platform, text, grams, by, note)
    assert manifests.unmatched(central.platform) == before


def test_a_load_that_went_into_a_container_is_not_at_the_sorter(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    send(kiosk)
    tablet = central.kiosk()
    tablet.append("drop_off", drop_off_body(900, container="round-clothing"))
    into = {"into": {"kiosk": kiosk.id, "container": BIN}}
    badge = new_member(central.store).badge
    entry = tablet.append("collection", collection_body(badge, "round-clothing", 900, **into))
    send(tablet)
    with pytest.raises(CentralError, match=f"container {BIN} of {kiosk.id}"):
        manifests.receive(central.platform, entry.hash, 900, "a")
    assert balance.closed(central.platform, tablet.id, on_the_way=True) == []
    assert f"{kiosk.id} {BIN}" in page(central, f"/{entry.hash}")[1]


def test_the_page_shows_the_figures_and_nobody(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    code = code_of(kiosk)
    assert page(central, "", code=code)[0] == 404
    send(kiosk)
    manifests.receive(central.platform, code, 3120, "<b>somebody</b>")
    status, text = page(central, "", code=code)
    assert (status, text) == page(central, f"/{kiosk.entries[2].hash}")
    assert status == 200
    for shown in (
        "龙马潭社区",
        "Longmatan",
        BIN,
        "3.250 kg",
        "3.100 kg",
        "−0.150 kg",
        "3.120 kg",
        "2026-11-22 17:03",
        code,
    ):
        assert shown in text
    found = manifests.view(central.platform, Code(kiosk.entries[2].hash))
    assert found is not None
    assert found.new_seal in text
    assert found.emptied.badge not in text
    assert "somebody" not in text
    assert "<script" not in text


def test_what_a_kiosk_says_is_text_and_not_markup(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    site: dict[str, Any] = site_body((BIN, "<i>silk</i>", 0), name_zh="<script>alert(1)</script>", name_en="$figures")
    kiosk.append("site_adopted", site)
    badge = new_member(central.store).badge
    entry = kiosk.append("collection", collection_body(badge, BIN, 0, [], drop_offs=0, material="<i>silk</i>"))
    send(kiosk)
    status, text = page(central, f"/{entry.hash}")
    assert status == 200
    assert "<script" not in text
    assert "<i>" not in text
    assert "&lt;i&gt;silk" in text
    assert "$figures" in text


@pytest.mark.parametrize("text", ["", "GSM1:x", "0" * 63, "GSP2:ABC", "<script>", "0" * 64])
def test_another_code_is_not_found(central: RunningCentral, text: str) -> None:
    status, told = page(central, "", code=text)
    assert status == 404
    assert "<script" not in told
    assert ("还没有收到" in told) == (text == "0" * 64)


def test_a_bent_code_contradicts_the_record(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    send(kiosk)
    for bent in (code_of(kiosk).replace(":3:", ":4:"), code_of(kiosk).replace(kiosk.epoch, "0" * 32)):
        status, text = page(central, "", code=bent)
        assert (status, "不符" in text) == (404, True)
        with pytest.raises(CentralError, match="does not name"):
            manifests.receive(central.platform, bent, 1, "a")
