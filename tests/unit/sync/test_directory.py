"""What the platform says of staff and revocations: signed, kept, and never taken back by an older copy."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.core.events import StaffMember, StaffRole
from kiosk.ledger import Ledger
from kiosk.sync import Client, Enrolment, load_directory
from kiosk.sync.client import MAX_ANSWER_BYTES
from kiosk.sync.directory import refresh_directory
from kiosk.sync.wire import KeyRecord, to_base64

KID = "00112233445566ff"
PIN_HASH = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"
OLD: dict[str, Any] = {"platform": "zhongshan", "issued_at": "2026-11-22T09:00:00.000Z"}


@dataclass
class Platform:
    """A platform that serves one directory, signed by it."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    url: str = ""
    served: bytes = b""
    etag: str = ""
    statuses: list[int] = field(default_factory=list)

    def enrolment(self) -> Enrolment:
        return Enrolment(self.url, "zhongshan", (KeyRecord(KID, to_base64(self.key.public_key().public_bytes_raw())),))

    def publish(self, version: int, **content: object) -> None:
        table = {**OLD, "version": version, "pass_keys": [], "resident_page": f"{self.url}/me", **content}
        payload = json.dumps(table).encode("utf-8")
        signature = self.key.sign(b"greensprout-directory-v1\x00" + payload)
        envelope = {"payload": to_base64(payload), "kid": KID, "signature": to_base64(signature)}
        self.served = json.dumps(envelope).encode("ascii")
        self.etag = f'"{version}"'


@pytest.fixture
def platform() -> Iterator[Platform]:
    platform = Platform()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = platform.etag and self.headers["If-None-Match"] == platform.etag
            platform.statuses.append(304 if known else 200)
            self.send_response(platform.statuses[-1])
            if known:
                self.end_headers()
                return
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(platform.served)))
            self.end_headers()
            self.wfile.write(platform.served)

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


def test_revocations_and_staff_come_down_and_are_kept(platform: Platform, client: Client, ledger: Ledger) -> None:
    staff = [
        {"badge": "ab" * 16, "role": "operator", "pin": PIN_HASH},
        {"badge": "cd" * 16, "role": "supervisor", "pin": PIN_HASH},
    ]
    platform.publish(3, revoked=["11" * 16, "r-" + "22" * 10], staff=staff)
    adopted = refresh_directory(client, ledger, platform.enrolment())
    assert adopted is not None
    assert adopted.revoked == {"11" * 16, "r-" + "22" * 10}
    assert adopted.staff == (
        StaffMember("ab" * 16, StaffRole.OPERATOR, PIN_HASH),
        StaffMember("cd" * 16, StaffRole.SUPERVISOR, PIN_HASH),
    )
    assert load_directory(ledger, platform.enrolment()) == adopted


def test_other_kiosks_come_down_with_what_goes_in_there(platform: Platform, client: Client, ledger: Ledger) -> None:
    names = {"kiosk": "k-" + "1" * 20, "name_zh": "水井沟", "name_en": "Shuijinggou"}
    placed = {**names, "latitude_e6": 28_876_000, "longitude_e6": 105_440_000, "free": ["clothing"]}
    placed["containers"] = [{"id": "big-bin", "material": "clothing"}]
    nowhere = {**names, "latitude_e6": None, "longitude_e6": None, "free": [], "of_the_future": 1}
    platform.publish(3, points=[placed, nowhere])
    adopted = refresh_directory(client, ledger, platform.enrolment())
    assert adopted is not None
    assert [point.position for point in adopted.points] == [(28_876_000, 105_440_000), None]
    assert [point.free for point in adopted.points] == [("clothing",), ()]
    assert [point.containers for point in adopted.points] == [(("big-bin", "clothing"),), ()]
    platform.publish(4, points=[{**placed, "latitude_e6": 91_000_000}])
    with pytest.raises(LinkFault):
        refresh_directory(client, ledger, platform.enrolment())


def test_a_platform_that_knows_of_neither_is_understood(platform: Platform, client: Client, ledger: Ledger) -> None:
    platform.publish(1)
    adopted = refresh_directory(client, ledger, platform.enrolment())
    assert adopted is not None
    assert (adopted.revoked, adopted.staff) == (frozenset(), ())


def test_a_directory_that_is_still_in_force_is_not_sent_again(
    platform: Platform, client: Client, ledger: Ledger
) -> None:
    platform.publish(3, revoked=["11" * 16])
    adopted = refresh_directory(client, ledger, platform.enrolment())
    assert refresh_directory(client, ledger, platform.enrolment()) is None
    assert platform.statuses == [200, 304]
    platform.publish(4)
    assert refresh_directory(client, ledger, platform.enrolment()) is not None
    assert adopted is not None


@pytest.mark.expects_log("kiosk.sync.directory")
def test_a_stored_directory_that_is_not_believed_is_fetched_again(
    platform: Platform, client: Client, ledger: Ledger
) -> None:
    platform.publish(3)
    for damage in (b"{}", b"\xff", platform.served.replace(b'"payload": "', b'"payload": "AA')):
        ledger.write_document("directory", damage)
        adopted = refresh_directory(client, ledger, platform.enrolment())
        assert adopted is not None
        assert load_directory(ledger, platform.enrolment()) == adopted
    assert platform.statuses == [200, 200, 200]


@pytest.mark.expects_log("kiosk.sync.directory")
@pytest.mark.parametrize("version", [2, 3])
def test_a_platform_that_counts_anew_is_told_of(
    platform: Platform, client: Client, ledger: Ledger, caplog: pytest.LogCaptureFixture, version: int
) -> None:
    """A restored database: kiosks do not follow it, revocations included, until its number is higher."""
    platform.publish(3)
    refresh_directory(client, ledger, platform.enrolment())
    platform.publish(version, revoked=["11" * 16])
    platform.etag = ""
    with caplog.at_level(logging.WARNING):
        assert refresh_directory(client, ledger, platform.enrolment()) is None
    assert f"directory {version}" in caplog.text
    held = load_directory(ledger, platform.enrolment())
    assert held is not None
    assert held.revoked == frozenset()


def test_the_same_directory_without_a_tag_is_nothing_to_tell(
    platform: Platform, client: Client, ledger: Ledger
) -> None:
    platform.publish(3)
    refresh_directory(client, ledger, platform.enrolment())
    platform.etag = ""
    assert refresh_directory(client, ledger, platform.enrolment()) is None
    assert platform.statuses == [200, 200]


def test_a_directory_beyond_all_bounds_is_declined_and_the_old_one_stays(
    platform: Platform, client: Client, ledger: Ledger
) -> None:
    platform.publish(3)
    before = refresh_directory(client, ledger, platform.enrolment())
    platform.publish(4)
    platform.served += b" " * MAX_ANSWER_BYTES
    with pytest.raises(LinkFault, match="more than") as caught:
        refresh_directory(client, ledger, platform.enrolment())
    assert caught.value.kind is LinkFaultKind.NOT_PLATFORM
    assert load_directory(ledger, platform.enrolment()) == before


@pytest.mark.parametrize("broken", [{"staff": "nobody"}, {"pass_keys": [{"kid": KID, "public_key": "!"}]}])
def test_a_bad_directory_leaves_the_old_one_in_force(
    platform: Platform, client: Client, ledger: Ledger, broken: dict[str, object]
) -> None:
    platform.publish(3)
    before = refresh_directory(client, ledger, platform.enrolment())
    platform.publish(4, **broken)
    with pytest.raises(LinkFault):
        refresh_directory(client, ledger, platform.enrolment())
    assert load_directory(ledger, platform.enrolment()) == before


@pytest.mark.expects_log("kiosk.sync.directory")  # told: see test_a_platform_that_counts_anew_is_told_of
@pytest.mark.parametrize("version", [3, 2, 0])
def test_an_older_directory_gives_nobody_a_pass_back(
    platform: Platform, client: Client, ledger: Ledger, version: int
) -> None:
    platform.publish(3, revoked=["11" * 16])
    refresh_directory(client, ledger, platform.enrolment())
    platform.publish(version)
    platform.etag = ""  # or it would not be sent at all
    assert refresh_directory(client, ledger, platform.enrolment()) is None
    held = load_directory(ledger, platform.enrolment())
    assert held is not None
    assert (held.version, held.revoked) == (3, {"11" * 16})


@pytest.mark.expects_log("kiosk.sync")  # an operator should update this kiosk
@pytest.mark.parametrize(
    "strange",
    [
        {"badge": "ef" * 16, "role": "auditor", "pin": PIN_HASH},
        {"badge": "ef" * 16, "role": "operator", "pin": "$2b$12$x"},
    ],
)
def test_a_role_or_hash_of_the_future_costs_nobody_else_the_badge(
    platform: Platform, client: Client, ledger: Ledger, strange: dict[str, str]
) -> None:
    known = {"badge": "ab" * 16, "role": "operator", "pin": PIN_HASH, "name_of_the_future": 1}
    platform.publish(1, staff=[strange, known])
    adopted = refresh_directory(client, ledger, platform.enrolment())
    assert adopted is not None
    assert [member.badge for member in adopted.staff] == ["ab" * 16]


def test_a_roster_that_somebody_changed_is_not_believed(platform: Platform, client: Client, ledger: Ledger) -> None:
    platform.publish(1, staff=[{"badge": "ab" * 16, "role": "operator", "pin": PIN_HASH}])
    envelope = msgspec.json.decode(platform.served)
    platform.publish(2)
    forged = {**msgspec.json.decode(platform.served), "payload": envelope["payload"]}
    platform.served = msgspec.json.encode(forged)
    with pytest.raises(LinkFault) as caught:
        refresh_directory(client, ledger, platform.enrolment())
    assert caught.value.kind is LinkFaultKind.NOT_PLATFORM
    assert load_directory(ledger, platform.enrolment()) is None


@pytest.mark.parametrize("broken", [{"staff": [{"badge": "ab"}]}, {"staff": "nobody"}, {"revoked": [7]}])
def test_a_directory_of_another_shape_is_declined_whole(
    platform: Platform, client: Client, ledger: Ledger, broken: dict[str, object]
) -> None:
    platform.publish(1, **broken)
    with pytest.raises(LinkFault):
        refresh_directory(client, ledger, platform.enrolment())
    assert load_directory(ledger, platform.enrolment()) is None
