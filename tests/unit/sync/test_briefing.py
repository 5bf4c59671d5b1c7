"""What the platform tells this kiosk alone: kept as a whole, never taken back, and never in anybody's way."""

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from central import review, roster
from central.roster import Member
from central.schema import Badge
from kiosk.core.acts import Resident
from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.core.events import StaffMember, StaffRole
from kiosk.core.journal import Revision, Verdict
from kiosk.ledger import Ledger
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Enrolment, load_directory, load_enrolment
from kiosk.sync.briefing import refresh_briefing
from kiosk.sync.roster import load_held, load_roster
from kiosk.sync.wire import KeyRecord, to_base64
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral
from tests.fakes.weather import Proxy, Weather
from tests.unit.sync.conftest import Line

KID = "00112233445566ff"
PIN_HASH = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"
BOSS = {"badge": "ab" * 16, "role": "supervisor", "pin": PIN_HASH}
HELPER = {"badge": "cd" * 16, "role": "operator", "pin": PIN_HASH}
NOT_FOUND = {"type": "urn:greensprout:problem:not-found", "title": "No such address", "status": 404}


@dataclass
class Platform:
    """A platform that answers every briefing with what a test has made, in turn; the last one stays."""

    kiosk: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    url: str = ""
    answers: list[tuple[int, str, bytes]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def enrolment(self) -> Enrolment:
        public = to_base64(self.key.public_key().public_bytes_raw())
        return Enrolment(self.url, "zhongshan", (KeyRecord(KID, public),))

    def envelope(self, version: int = 1, **content: Any) -> dict[str, str]:
        revisions = content.get("revisions", [])
        usual = {"kiosk": self.kiosk, "issued_at": "2026-11-22T09:00:00.000Z", "staff": [], "revisions": revisions}
        table = {**usual, "version": version, "revision": revisions[-1]["revision"] if revisions else 0, **content}
        payload = json.dumps(table).encode("utf-8")
        signature = self.key.sign(b"greensprout-briefing-v1\x00" + payload)
        return {"payload": to_base64(payload), "kid": KID, "signature": to_base64(signature)}

    def says(self, *envelopes: dict[str, str]) -> None:
        self.answers[:] = [(200, "application/json", json.dumps(one).encode()) for one in envelopes]

    def refuses(self, status: int, problem: dict[str, Any]) -> None:
        self.answers[:] = [(status, "application/problem+json", json.dumps(problem).encode())]


@pytest.fixture
def platform(ledger: Ledger) -> Iterator[Platform]:
    platform = Platform(ledger.device.kiosk)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            platform.asked.append(self.path.rpartition("after=")[2])
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
def refresh(platform: Platform, ledger: Ledger) -> Iterator[Callable[[], bool]]:
    client = Client(platform.url)
    yield lambda: refresh_briefing(client, ledger, platform.enrolment(), ledger.device)
    client.close()


@pytest.fixture
def three(ledger: Ledger, rules: Rulebook) -> Ledger:
    """Three drop-offs, of which the platform holds two."""
    ledger.append_drop_offs([drop_off(rules) for _ in range(3)])
    head = ledger.hash_at(ledger.backlog().epoch, 3)
    assert head is not None
    held = [Verdict(seq, "held", "over_day_cap") for seq in (1, 2)]
    ledger.acknowledge(ledger.backlog().epoch, 3, head, held)
    return ledger


def revision(number: int, epoch: str, seq: int, verdict: str, reason: str | None) -> dict[str, Any]:
    return {"revision": number, "epoch": epoch, "seq": seq, "verdict": verdict, "reason": reason}


def applied(ledger: Ledger, platform: Platform) -> int:
    held = load_held(ledger, platform.enrolment())
    return 0 if held is None else held.revision


def test_the_roster_is_kept(platform: Platform, ledger: Ledger, refresh: Callable[[], bool]) -> None:
    assert load_roster(ledger, platform.enrolment()) is None
    platform.says(platform.envelope(2, staff=[BOSS, HELPER]))
    assert [refresh(), refresh()] == [True, False]
    boss, helper = (
        StaffMember("ab" * 16, StaffRole.SUPERVISOR, PIN_HASH),
        StaffMember("cd" * 16, StaffRole.OPERATOR, PIN_HASH),
    )
    assert load_roster(ledger, platform.enrolment()) == (boss, helper)
    platform.says(platform.envelope(3, staff=[HELPER]))
    assert refresh()
    assert load_roster(ledger, platform.enrolment()) == (helper,)


def test_revisions_replace_verdicts_with_the_number_that_was_reached(
    platform: Platform, three: Ledger, refresh: Callable[[], bool]
) -> None:
    epoch = three.backlog().epoch
    first = [revision(1, epoch, 1, "accepted", "released"), revision(2, epoch, 3, "held", "revoked_kiosk")]
    rest = [revision(3, epoch, 2, "refused", "declined"), revision(4, "f" * 32, 1, "held", "x")]
    beyond = [revision(5, epoch, 99, "held", "x")]
    platform.says(
        platform.envelope(revisions=first, revision=5),
        platform.envelope(revisions=rest, revision=5),
        platform.envelope(revisions=beyond),
    )
    refresh()
    assert platform.asked == ["0", "2", "4"]
    assert three.open_verdicts() == [Verdict(2, "refused", "declined"), Verdict(3, "held", "revoked_kiosk")]
    assert applied(three, platform) == 5
    refresh()
    assert platform.asked[-1] == "5"


def test_what_came_before_a_failure_stays(platform: Platform, three: Ledger, refresh: Callable[[], bool]) -> None:
    epoch = three.backlog().epoch
    good = platform.envelope(revisions=[revision(1, epoch, 1, "accepted", "released")], revision=2)
    platform.says(good, platform.envelope() | {"kid": "f" * 16})
    with pytest.raises(LinkFault):
        refresh()
    assert [v.seq for v in three.open_verdicts()] == [2]
    assert applied(three, platform) == 1


def test_a_platform_without_briefings_changes_nothing(
    platform: Platform, ledger: Ledger, refresh: Callable[[], bool]
) -> None:
    platform.refuses(404, NOT_FOUND)
    assert not refresh()
    platform.says(platform.envelope(2, staff=[BOSS]))
    refresh()
    platform.refuses(404, NOT_FOUND)
    assert not refresh()
    assert len(load_roster(ledger, platform.enrolment()) or ()) == 1


@pytest.mark.parametrize("wrong", ["kiosk", "key", "gap", "shape", "payload"])
def test_what_is_not_for_us_or_not_whole_is_not_believed(
    platform: Platform, three: Ledger, refresh: Callable[[], bool], wrong: str
) -> None:
    epoch = three.backlog().epoch
    platform.says(platform.envelope(2, staff=[BOSS]))
    refresh()
    bad = {
        "kiosk": platform.envelope(3, kiosk="k-" + "0" * 20),
        "key": Platform(platform.kiosk).envelope(3),
        "gap": platform.envelope(3, revisions=[revision(2, epoch, 1, "accepted", None)]),
        "shape": platform.envelope(3, staff=[{"badge": 7}]),
        "payload": platform.envelope(3) | {"payload": "é"},
    }
    platform.says(bad[wrong])
    with pytest.raises(LinkFault) as caught:
        refresh()
    assert caught.value.kind is LinkFaultKind.NOT_PLATFORM
    assert len(load_roster(three, platform.enrolment()) or ()) == 1
    assert len(three.open_verdicts()) == 2


@pytest.mark.expects_log("kiosk.sync.briefing")
@pytest.mark.parametrize("older", [{"version": 2}, {"version": 4, "revision": 0}])
def test_it_never_goes_backwards(
    platform: Platform, three: Ledger, refresh: Callable[[], bool], older: dict[str, int]
) -> None:
    epoch = three.backlog().epoch
    platform.says(platform.envelope(3, staff=[BOSS], revisions=[revision(1, epoch, 1, "accepted", "released")]))
    refresh()
    platform.says(platform.envelope(**older))
    assert not refresh()
    assert len(load_roster(three, platform.enrolment()) or ()) == 1
    assert applied(three, platform) == 1


@pytest.mark.expects_log("kiosk.sync.roster")
@pytest.mark.parametrize("damage", [b"{}", b"\xff", b'{"platform":"zhongshan","revision":1,"envelope":{}}'])
def test_a_stored_briefing_that_is_not_believed_is_fetched_again(
    platform: Platform, ledger: Ledger, refresh: Callable[[], bool], damage: bytes
) -> None:
    ledger.write_document("briefing", damage)
    platform.says(platform.envelope(2, staff=[BOSS]))
    assert refresh()
    assert platform.asked == ["0"]
    assert len(load_roster(ledger, platform.enrolment()) or ()) == 1


def test_nothing_new_is_not_written_again(platform: Platform, ledger: Ledger, refresh: Callable[[], bool]) -> None:
    platform.says(platform.envelope(2, staff=[BOSS]))
    refresh()
    before = ledger.read_document("briefing")
    platform.says(platform.envelope(2, staff=[BOSS], issued_at="2026-11-22T10:00:00.000Z"))
    refresh()
    assert ledger.read_document("briefing") == before


def test_revisions_and_their_number_are_kept_together(three: Ledger) -> None:
    before = three.open_verdicts()
    with pytest.raises(IntegrityError):
        three.apply_revisions(
            [Revision(three.backlog().epoch, Verdict(1, "accepted", None))],
            "briefing",
            None,  # type: ignore[arg-type]  # the document cannot be written
        )
    assert three.open_verdicts() == before


# with the real platform


def staff(central: RunningCentral) -> list[Member]:
    made = [Member(secrets.token_hex(16), role) for role in ("supervisor", "operator")]
    row = {"pin": PIN_HASH, "created_at": "2026-11-22T10:00:00.000Z", "expires_at": "2027-11-22T10:00:00.000Z"}
    with central.store.writing() as connection:
        connection.execute(insert(Badge), [{"id": one.badge, "role": one.role, **row} for one in made])
    return made


def test_a_review_reaches_the_kiosk(line: Line, central: RunningCentral, rules: Rulebook) -> None:
    for _ in range(2):
        line.ledger.append_drop_off(drop_off(rules, who=Resident("r-" + "0" * 20, "00" * 16)))
    assert line.exchange().run().fault is None
    assert len(line.ledger.open_verdicts()) == 2
    kiosk, epoch = line.ledger.device.kiosk, line.ledger.backlog().epoch
    for person in staff(central):
        review.speak(central.platform, kiosk, epoch, 1, person, "release")
        review.speak(central.platform, kiosk, epoch, 2, person, "decline")
    assert line.exchange().run().fault is None
    assert line.ledger.open_verdicts() == [Verdict(2, "refused", "declined")]


def test_the_roster_goes_with_the_directory(line: Line, central: RunningCentral) -> None:
    assert line.exchange().run().fault is None
    count = len(line.adopted)
    badge = roster.add(central.platform, "supervisor", "482913")
    assert line.exchange().run().fault is None
    (adopted,) = line.adopted[count:]
    assert badge.id in {member.badge for member in adopted.staff}
    enrolment = load_enrolment(line.ledger)
    assert enrolment is not None
    assert load_directory(line.ledger, enrolment) == adopted
    assert line.exchange().run().fault is None
    assert len(line.adopted) == count + 1


def test_a_briefing_that_fails_is_in_nobody_s_way(line: Line, proxy: Proxy, rules: Rulebook) -> None:
    line.ledger.append_drop_off(drop_off(rules))
    proxy.plan[:] = [Weather.FAIR, Weather.FAIR, Weather.FAIR, Weather.BROKEN]  # range, time, directory, briefing
    outcome = line.exchange().run()
    assert (outcome.sent, outcome.fault) == (1, None)
    assert line.adopted
    enrolment = load_enrolment(line.ledger)
    assert enrolment is not None
    assert load_roster(line.ledger, enrolment) is None
