"""``/metrics``: the numbers are those of the database and of the calls, and not everybody may read them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from starlette.datastructures import Headers

from central import metrics, revocation
from central.app import build_app
from central.metrics import WORST, read_token, require_right
from central.problems import CentralError, Problem
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.virtual_staff import site_body

TOKEN = "a-token-of-some-length"


@pytest.fixture
def central(tmp_path: Path, database: str) -> Iterator[RunningCentral]:
    with running_central(tmp_path, database) as running:
        yield running


def scrape(central: RunningCentral) -> dict[tuple[str, ...], float]:
    """Samples by name and the values of their labels."""
    answer = requests.get(f"{central.url}/metrics", timeout=30)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == metrics.CONTENT_TYPE
    families = text_string_to_metric_families(answer.text)
    return {
        (sample.name.removeprefix("greensprout_"), *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.mark.expects_log("central.ingest")  # the fork
def test_the_numbers_of_a_small_fleet(central: RunningCentral) -> None:
    kiosk, lost = central.kiosk(), central.kiosk()
    kiosk.drop_off(3000)
    kiosk.drop_off(50)
    kiosk.append("device_state", {"device": "scale", "state": "silent"})
    kiosk.drop_off(3000, hold="taken_out")
    assert kiosk.send().status_code == 200
    assert kiosk.send().status_code == 200  # known already: counted once
    twin = kiosk.fork(at=2)
    twin.drop_off(1000)
    assert twin.send(2).status_code == 409
    central.clock.advance(timedelta(hours=20))
    kiosk.append("boot", {"software": "1"})
    kiosk.append("device_state", {"device": "scanner", "state": "missing"})
    assert kiosk.send(5).status_code == 200
    central.clock.advance(timedelta(hours=10))
    found = scrape(central)
    assert {name[1]: value for name, value in found.items() if name[0] == "entries_judged_total"} == {
        "accepted": 4,
        "refused": 1,
        "held": 1,
    }
    assert {name[1]: value for name, value in found.items() if name[0] == "kiosks"} == {
        "heard": 1,
        "silent": 1,
        "revoked": 0,
    }
    assert [found[name,] for name in ("entries_stored", "held_entries", "forked_epochs")] == [6, 1, 1]
    assert [found["kiosk_lag_seconds", one.id] for one in (kiosk, lost)] == [10 * 3600, 30 * 3600]
    assert [found["kiosk_head_seq", one.id] for one in (kiosk, lost)] == [6, 0]
    assert [found["kiosk_faults", one.id] for one in (kiosk, lost)] == [1, 0]
    assert found["ingest_seconds_count",] == 3
    assert found["request_seconds_count", "post_journal", "200"] == 3
    assert found["request_seconds_count", "post_journal", "409"] == 1


def test_how_full_the_containers_are(central: RunningCentral) -> None:
    kiosk, gone = central.kiosk(), central.kiosk()
    for one in (kiosk, gone):
        one.append("site_adopted", site_body(("c1", "clothing", 8000), ("b1", "books", 4000), ("c2", "clothing", 0)))
        one.drop_off(3000, container="c1")
        one.drop_off(5000, "books", container="b1")
        assert one.send().status_code == 200
    revocation.revoke_kiosk(central.platform, gone.id)
    told = {name[1:]: value for name, value in scrape(central).items() if name[0] == "container_fill_percent"}
    assert told == {("c1", kiosk.id): 37.5, ("b1", kiosk.id): 125}


def test_only_the_worst_are_told_by_name(tmp_path: Path) -> None:
    with running_central(tmp_path) as central:
        first = central.kiosk()
        central.clock.advance(timedelta(minutes=1))
        others = [central.kiosk() for _ in range(WORST)]
        told = {name[1] for name in scrape(central) if name[0] == "kiosk_lag_seconds"}
        assert len(told) == WORST
        assert first.id in told
        assert set(told) < {first.id, *(one.id for one in others)}


def test_addresses_that_are_none_share_one_name(tmp_path: Path) -> None:
    with running_central(tmp_path) as central:
        for path in ("/nothing", "/v1/me/certificates", "/wp-login.php"):
            requests.get(f"{central.url}{path}", timeout=30)
        routes = {name[1] for name in scrape(central) if name[0] == "request_seconds_count"}
        assert routes <= {
            function.endpoint.__name__
            for function in build_app(central.platform).routes
            if hasattr(function, "endpoint")
        } | {"other"}


def test_a_proxy_on_this_machine_speaks_for_somebody_else(tmp_path: Path) -> None:
    with running_central(tmp_path) as central:
        answer = requests.get(f"{central.url}/metrics", headers={"X-Forwarded-For": "127.0.0.1"}, timeout=30)
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("token", "host", "headers", "allowed"),
    [
        (None, "127.0.0.1", {}, True),
        (None, "::1", {}, True),
        (None, "192.0.2.7", {}, False),
        (None, "192.0.2.7", {"authorization": "Bearer "}, False),
        (None, None, {}, False),
        (None, "a-name", {}, False),
        (None, "127.0.0.1", {"forwarded": "for=192.0.2.7"}, False),
        (TOKEN, "192.0.2.7", {"authorization": f"Bearer {TOKEN}"}, True),
        (TOKEN, "127.0.0.1", {}, False),
        (TOKEN, "127.0.0.1", {"authorization": f"Bearer {TOKEN}x"}, False),
        (TOKEN, "127.0.0.1", {"authorization": TOKEN}, False),
    ],
)
def test_who_may_read(token: str | None, host: str | None, headers: dict[str, str], allowed: bool) -> None:
    if allowed:
        require_right(token, host, Headers(headers))
    else:
        with pytest.raises(Problem, match="not-found"):
            require_right(token, host, Headers(headers))


def test_a_token_is_read_and_weak_ones_are_declined(tmp_path: Path) -> None:
    file = tmp_path / "token"
    with pytest.raises(CentralError, match="cannot read"):
        read_token(file)
    file.write_text("short\n")
    with pytest.raises(CentralError, match="16"):
        read_token(file)
    file.write_text(f"{TOKEN}\n")
    assert read_token(file) == TOKEN
