"""A kiosk's real ledger and the platform reckon the same of its containers, without knowing each other's code."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from central import balance, manifests
from kiosk.core.containers import Container, Site
from kiosk.ledger import Ledger
from kiosk.ledger.containers import adopt_site, append_collection, containers_seen
from kiosk.ledger.staff_bodies import correction_body
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.published import published
from tests.fakes.rosters import new_member
from tests.fakes.staffwork import collection, correction
from tests.fakes.virtual_kiosk import VirtualKiosk, base64url

BINS = (Container("clothing-1", "clothing", 40_000), Container("clothing-2", "clothing", 0, 200))


@pytest.fixture
def central(tmp_path: Path) -> Iterator[RunningCentral]:
    with running_central(tmp_path) as running:
        yield running


def ship(kiosk: VirtualKiosk, ledger: Ledger, first: int) -> list[str | None]:
    """Send the ledger's own entries from ``first`` on; the reasons."""
    (backlog,) = ledger.backlogs()
    stored = ledger.entries(backlog.epoch, first, 1000)
    lines = [
        b'{"entry":' + each.entry + b',"signature":"' + base64url(each.signature).encode() + b'"}' for each in stored
    ]
    answer = body_of(kiosk.send_lines(lines, first, stored[-1].seq), 200, "journal_answer")
    return [line["reason"] for line in answer["verdicts"]]


def test_both_sides_reckon_the_same(central: RunningCentral, ledger: Ledger, rules: Rulebook) -> None:
    badge = new_member(central.store, "supervisor").badge
    kiosk = VirtualKiosk(central.url, ledger.device.private_key, ledger.backlogs()[0].epoch)
    assert kiosk.enrol(central.invite()).status_code == 201
    adopt_site(ledger, Site("龙马潭社区", "Longmatan", None, None, BINS))
    chance, first, codes = random.Random(7), 1, []
    for period in (1, 2, 3):
        for _ in range(chance.randrange(3, 9)):
            act = replace(drop_off(rules, chance.randrange(150, 21_000)), container=chance.choice(BINS).id)
            (receipt,) = ledger.append_drop_offs([act])
            if chance.random() < 0.4:
                changed = correction(act, chance.choice([0, 500]), epoch=kiosk.epoch, seq=receipt.seq, second=None)
                with ledger.appending() as connection:
                    ledger.append(connection, "correction", correction_body(replace(changed, badge=badge)))
        seen = containers_seen(ledger, BINS)
        for fill in seen.fills:
            assert fill.period == period
            done = collection(
                fill.container.id,
                max(1, fill.fill_g),
                period=period,
                drop_offs=fill.drop_offs,
                identity=f"{period:02}{fill.container.id[-1]:>030}",
                new_seal=f"LZ-{period}{fill.container.id[-1]}",
            )
            manifest = append_collection(ledger, replace(done, expected_g=fill.fill_g, badge=badge))
            codes.append((manifest.code, fill))
        reasons = ship(kiosk, ledger, first)
        assert set(reasons) <= {None, "too_light", "over_drop_cap"}
        first += len(reasons)
    for code, fill in codes:
        found = manifests.view(central.platform, manifests.find(central.platform, code))
        assert found is not None
        assert (found.balance.contents.put_in_g, found.balance.contents.drop_offs) == (fill.fill_g, fill.drop_offs)
    for _ in range(2):
        ledger.append_drop_offs([replace(drop_off(rules, 20_000), container=BINS[0].id)])
    assert containers_seen(ledger, BINS).fills[0].full
    ship(kiosk, ledger, first)
    now = balance.present(central.platform, kiosk.id)
    assert [each.contents.put_in_g for each in now] == [fill.fill_g for fill in containers_seen(ledger, BINS).fills]
    (point,) = published(central.url)["points"]
    assert point["free"] == ["clothing"], "the other container has room"
