"""The open home pickups on their way down: signed, whole, for this device alone, and in nobody's way."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.revocation import revoke_kiosk
from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.core.pickup import Order
from kiosk.ledger import Ledger
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Enrolment
from kiosk.sync.orders import MOST_ORDERS, OrderFeed
from kiosk.sync.wire import KeyRecord, to_base64
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral
from tests.fakes.contract_schemas import assert_follows
from tests.fakes.pickups import ADDRESS, order, wangs_order
from tests.fakes.weather import Proxy, Weather
from tests.unit.sync.conftest import Line

KID = "00112233445566ff"
PROBLEM = "urn:greensprout:problem:"


def record(one: Order) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Order.__dataclass_fields__}


@dataclass
class Platform:
    """Answers every question for orders with what a test has made, in turn; the last one stays."""

    kiosk: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    url: str = ""
    answers: list[tuple[int, str, bytes]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, list[str]], bool]] = field(default_factory=list)

    def enrolment(self) -> Enrolment:
        public = to_base64(self.key.public_key().public_bytes_raw())
        return Enrolment(self.url, "zhongshan", (KeyRecord(KID, public),))

    def payload(self, *orders: Order, **changes: Any) -> dict[str, Any]:
        usual = {"kiosk": self.kiosk, "issued_at": "2026-11-22T09:00:00.000Z", "orders": [record(o) for o in orders]}
        return {**usual, **changes}

    def envelope(self, payload: dict[str, Any], prefix: bytes = b"greensprout-orders-v1") -> dict[str, str]:
        raw = json.dumps(payload).encode("utf-8")
        signature = self.key.sign(prefix + b"\x00" + raw)
        return {"payload": to_base64(raw), "kid": KID, "signature": to_base64(signature)}

    def says(self, *envelopes: dict[str, str]) -> None:
        self.answers[:] = [(200, "application/json", json.dumps(one).encode()) for one in envelopes]

    def refuses(self, status: int, name: str) -> None:
        problem = {"type": PROBLEM + name, "title": name, "status": status}
        self.answers[:] = [(status, "application/problem+json", json.dumps(problem).encode())]


@pytest.fixture
def platform(ledger: Ledger) -> Iterator[Platform]:
    platform = Platform(ledger.device.kiosk)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            platform.asked.append((parts.path, parse_qs(parts.query), "Signature" in self.headers))
            status, kind, body = platform.answers.pop(0) if len(platform.answers) > 1 else platform.answers[0]
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    platform.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield platform
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client(platform: Platform) -> Iterator[Client]:
    client = Client(platform.url)
    yield client
    client.close()


@pytest.fixture
def feed(platform: Platform, client: Client, ledger: Ledger) -> OrderFeed:
    return OrderFeed(client, platform.enrolment(), ledger.device)


def test_the_list_comes_signed_and_whole(platform: Platform, feed: OrderFeed, ledger: Ledger) -> None:
    payload = platform.payload(order(), wangs_order(note=""))
    assert_follows("orders", json.loads(json.dumps(payload)))
    platform.says(platform.envelope(payload))
    assert feed.fetch() == (order(), wangs_order(note=""))
    assert platform.asked == [("/v1/orders", {"kiosk": [ledger.device.kiosk]}, True)]


def test_a_note_may_be_left_out(platform: Platform, feed: OrderFeed) -> None:
    payload = platform.payload(order())
    del payload["orders"][0]["note"]
    platform.says(platform.envelope(payload))
    assert feed.fetch() == (order(note=""),)


def test_a_platform_without_home_pickups_has_none(platform: Platform, feed: OrderFeed) -> None:
    platform.refuses(404, "not-found")
    assert feed.fetch() == (), "what was handed down before it stopped is wiped"
    platform.refuses(403, "unknown-kiosk")
    with pytest.raises(LinkFault):
        feed.fetch()


def test_whoever_was_revoked_keeps_nobody_s_address(platform: Platform, feed: OrderFeed) -> None:
    platform.refuses(403, "revoked")
    assert feed.fetch() == ()


@pytest.mark.parametrize("wrong", ["kiosk", "key", "prefix", "twice", "shape", "id", "too many", "payload"])
def test_what_is_not_for_us_or_not_whole_is_not_believed(
    platform: Platform, feed: OrderFeed, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    good = platform.payload(order())
    bad = {
        "kiosk": lambda: platform.envelope({**good, "kiosk": "k-" + "0" * 20}),
        "key": lambda: Platform(platform.kiosk).envelope(good),
        "prefix": lambda: platform.envelope(good, b"greensprout-briefing-v1"),
        "twice": lambda: platform.envelope(platform.payload(order(), order())),
        "shape": lambda: platform.envelope({**good, "orders": [{**record(order()), "address": 7}]}),
        "id": lambda: platform.envelope(platform.payload(order(id="x"))),
        "too many": lambda: platform.envelope(platform.payload(*[order()] * (MOST_ORDERS + 1))),
        "payload": lambda: platform.envelope(good) | {"payload": "é"},
    }
    platform.says(bad[wrong]())
    with pytest.raises(LinkFault) as caught:
        feed.fetch()
    assert caught.value.kind is LinkFaultKind.NOT_PLATFORM
    assert ADDRESS not in caplog.text + str(caught.value)


def test_an_older_list_is_left(platform: Platform, feed: OrderFeed) -> None:
    newer = platform.envelope(platform.payload(order(), issued_at="2026-11-22T09:00:01.000Z"))
    platform.says(newer, platform.envelope(platform.payload()), newer)
    assert [feed.fetch() for _ in range(3)] == [(order(),), None, (order(),)]


# with the real platform


def test_only_on_rounds_it_asks_for_orders(line: Line, proxy: Proxy) -> None:
    kept: list[tuple[Order, ...]] = []
    assert line.exchange().run().fault is None
    assert not any("/v1/orders" in head for head in proxy.asked)
    assert line.exchange(kept.append).run().fault is None
    assert not any(kept), "nobody has ordered anything"


def test_a_list_that_fails_is_in_nobody_s_way(line: Line, proxy: Proxy, rules: Rulebook) -> None:
    kept: list[tuple[Order, ...]] = []
    line.ledger.append_drop_off(drop_off(rules))
    assert line.exchange(kept.append).run().fault is None
    line.ledger.append_drop_off(drop_off(rules))
    before = proxy.requests
    assert line.exchange(kept.append).run().fault is None, "with nothing new, as the next one is"
    assert "/v1/orders?" in proxy.asked[-1], "after everything else"
    line.ledger.append_drop_off(drop_off(rules))
    proxy.plan[:] = [Weather.FAIR] * (proxy.requests - before - 1) + [Weather.BROKEN]
    kept.clear()
    outcome = line.exchange(kept.append).run()
    assert (outcome.sent, outcome.fault, kept) == (1, None, [])
    assert "/v1/orders?" in proxy.asked[-1]


def test_a_revoked_device_has_its_orders_wiped(line: Line, central: RunningCentral, rules: Rulebook) -> None:
    kept: list[tuple[Order, ...]] = []
    line.exchange(kept.append).run()
    kept.clear()
    revoke_kiosk(central.platform, line.ledger.device.kiosk)
    line.ledger.append_drop_off(drop_off(rules))
    outcome = line.exchange(kept.append).run()
    assert outcome.fault is not None
    assert kept == [()]
