"""Who the platform is, whatever the kiosk's clock says: the certificate check is never off."""

import random
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import msgspec
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.clock import SystemClock
from kiosk.core.errors import LinkFault, LinkFaultKind, UsageFault
from kiosk.ledger import Ledger
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Pace, enrol
from kiosk.sync.call import Call
from kiosk.sync.tls import Validity, verifying_context
from kiosk.sync.transport import Line as Wire
from kiosk.sync.transport import Transport
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral
from tests.fakes.tls import DAY, NOW, Named, outdated, root, self_signed
from tests.fakes.weather import Proxy
from tests.unit.sync.conftest import Line

EPOCH = datetime(1970, 1, 1, 0, 2, tzinfo=UTC)


@dataclass
class StandingClock(SystemClock):
    """The kiosk's own clock with its rules, but the wall stands where it was put."""

    wall: datetime = NOW

    def now(self) -> datetime:
        return self.wall


class StoppedClock(StandingClock):
    """No time passes at all, so that a date can be met to the instant."""

    def monotonic_ms(self) -> int:
        return 0


@dataclass
class Town:
    """An authority that kiosks believe, and platforms with certificates of any kind."""

    authority: Named
    folder: Path
    central: RunningCentral
    ledger: Ledger
    open: ExitStack

    def platform(self, context: ssl.SSLContext) -> Proxy:
        return self.open.enter_context(Proxy(self.central.url, context))

    def client(self, url: str, clock: SystemClock) -> Client:
        ca_file = self.authority.write(self.folder / "ca.pem")
        client = Client(url, clock=clock, ca_file=ca_file)
        self.open.callback(client.close)
        return client

    def line(self, front: Proxy, clock: SystemClock) -> Line:
        return Line(self.ledger, self.client(front.url, clock), Pace(4, random.Random(1)), on_time=clock.confirm)


@pytest.fixture
def town(central: RunningCentral, ledger: Ledger, tmp_path: Path, rules: Rulebook) -> Iterator[Town]:
    """A kiosk that is enrolled and has three entries to send."""
    plain = Client(central.url)
    enrol(ledger, ledger.device, plain, central.invite())
    plain.close()
    ledger.append_drop_offs([drop_off(rules) for _ in range(3)])
    with ExitStack() as opened:
        yield Town(root(), tmp_path, central, ledger, opened)


def journal_calls(front: Proxy) -> int:
    return sum("/v1/journal" in line for line in front.asked)


@pytest.mark.parametrize("wall", [NOW, EPOCH])
def test_a_valid_certificate_serves_an_honest_clock_and_one_at_1970(town: Town, wall: datetime) -> None:
    front = town.platform(town.authority.authority("Between").server().context(town.folder))
    assert town.line(front, StandingClock(wall=wall)).exchange().run().fault is None
    assert town.ledger.totals().pending == 0
    assert ("/v1/time" in front.asked[0]) == (wall == EPOCH)  # then the time comes before anything else


@pytest.mark.parametrize("wall", [NOW, EPOCH])
@pytest.mark.parametrize(
    "chain",
    [
        lambda authority: authority.server(until=NOW - DAY),
        lambda authority: authority.server(since=NOW + DAY),
        lambda authority: authority.authority("Expired between", until=NOW - DAY).server(),
    ],
)
def test_a_certificate_out_of_its_time_is_refused_by_any_clock(
    town: Town, wall: datetime, chain: Callable[[Named], Named]
) -> None:
    front = town.platform(chain(town.authority).context(town.folder))
    line = town.line(front, StandingClock(wall=wall))
    for _ in range(2):
        fault = line.exchange().run().fault
        assert fault is not None
    assert fault.kind is LinkFaultKind.UNTRUSTED
    assert "operator" in fault.advice
    assert town.ledger.totals().pending == 3
    assert journal_calls(front) == 0
    assert front.asked
    assert all("/v1/time" in asked for asked in front.asked)  # its answer proves itself by its signature


def test_the_date_that_counts_is_ours_and_not_the_machines(town: Town) -> None:
    """Of two clocks that differ by years: were OpenSSL asked too, it would refuse what is valid by ours."""
    then = NOW + 5000 * DAY
    lasting = town.authority.authority("Later", until=then + 30 * DAY).server(since=then - DAY, until=then + DAY)
    client = town.client(town.platform(lasting.context(town.folder)).url, StandingClock(wall=then))
    assert client.get("/v1/directory", dict[str, str])["kid"]


def test_a_clock_that_is_wrong_and_plausible_is_put_right_by_the_signed_time(town: Town) -> None:
    front = town.platform(town.authority.server().context(town.folder))
    line = town.line(front, StandingClock(wall=NOW + 3650 * DAY))
    fault = line.exchange().run().fault
    assert fault is not None
    assert fault.kind is LinkFaultKind.CLOCK
    assert "set the clock" in fault.advice
    assert line.exchange().run().fault is None
    assert town.ledger.totals().pending == 0


@pytest.mark.parametrize("wall", [NOW, EPOCH])
@pytest.mark.parametrize(
    ("server", "said"),
    [
        (lambda town: town.authority.server("platform.example").context(town.folder), "another name"),
        (lambda town: self_signed().context(town.folder), "signed itself"),
        (lambda town: root("Stranger").server().context(town.folder), "authority"),
        (lambda town: outdated(town.authority.server().context(town.folder)), "outdated TLS"),
    ],
)
def test_who_is_not_the_platform_hears_nothing(
    town: Town, wall: datetime, server: Callable[[Town], ssl.SSLContext], said: str
) -> None:
    front = town.platform(server(town))
    fault = town.line(front, StandingClock(wall=wall)).exchange().run().fault
    assert fault is not None
    assert fault.kind is LinkFaultKind.UNTRUSTED
    assert said in fault.advice
    assert front.asked == []
    assert town.ledger.totals().pending == 3


@pytest.mark.expects_log("uvicorn.error")  # the platform cannot read what begins a TLS handshake
def test_plain_text_is_no_way_out(town: Town) -> None:
    client = town.client(town.central.url.replace("http:", "https:"), StandingClock())
    with pytest.raises(LinkFault, match="does not speak TLS") as caught:
        client.get("/v1/time", dict)
    assert caught.value.kind is LinkFaultKind.UNTRUSTED


def test_enrolling_needs_an_honest_clock_and_says_so(town: Town) -> None:
    front = town.platform(town.authority.server().context(town.folder))
    code = town.central.invite()
    with pytest.raises(LinkFault, match="set the clock") as caught:
        enrol(town.ledger, town.ledger.device, town.client(front.url, StandingClock(wall=EPOCH)), code)
    assert caught.value.kind is LinkFaultKind.CLOCK
    assert front.asked == []
    enrol(town.ledger, town.ledger.device, town.client(front.url, StandingClock()), code)


def test_a_connection_that_is_kept_is_judged_again(town: Town) -> None:
    """The one that brought the signed time must not carry entries before the time has judged it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        came: list[object] = []  # noqa: RUF012 - of this one test

        def do_GET(self) -> None:
            self.came.append(self.client_address)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_arguments: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = town.authority.server(until=NOW - DAY).context(town.folder)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    clock = StandingClock(wall=EPOCH)
    client = town.client(f"https://127.0.0.1:{server.server_address[1]}", clock)
    try:
        for _ in range(2):
            client.get("/v1/time", dict[str, msgspec.Raw], proves_itself=True)
        assert len(set(Handler.came)) == 1  # kept
        clock.confirm(NOW)
        for proves_itself in (False, True):
            with pytest.raises(LinkFault, match="expired"):
                client.get("/v1/directory", dict[str, msgspec.Raw], proves_itself=proves_itself)
        assert len(Handler.came) == 2
    finally:
        client.close()
        server.shutdown()
        thread.join()
        server.server_close()


def test_authorities_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_bytes(b"")
    for name in ("missing.pem", "empty.pem"):
        with pytest.raises(UsageFault, match="authorities"):
            Client("https://127.0.0.1", ca_file=tmp_path / name)


def test_where_an_authority_is_named_no_other_is_believed(town: Town) -> None:
    """The libraries under us like to add the public ones when a connection is opened."""
    context = verifying_context(town.authority.write(town.folder / "ca.pem"))
    front = town.platform(town.authority.server().context(town.folder))
    with requests.Session() as session:
        session.trust_env = False  # as the client has it
        wire = Wire(front.url, StandingClock())
        session.mount("https://", Transport(wire, context))
        with Call(front.url, 10) as wire.call:
            assert session.get(f"{front.url}/v1/directory").status_code == 200
        assert len(context.get_ca_certs()) == 1


def test_what_the_machine_is_set_to_sends_credits_nowhere_else(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of the environment that name another authority, or a proxy."""
    stranger = root("Stranger")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(stranger.write(town.folder / "stranger.pem")))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")
    front = town.platform(stranger.server().context(town.folder))
    with pytest.raises(LinkFault, match=r"certificate of an authority|signed itself"):
        town.client(front.url, StandingClock()).get("/v1/time", dict)
    assert front.asked == []


def test_where_no_authority_is_named_a_private_one_is_not_believed(town: Town) -> None:
    front = town.platform(town.authority.server().context(town.folder))
    client = Client(front.url, clock=StandingClock())
    with pytest.raises(LinkFault, match="authority"):
        client.get("/v1/time", dict)
    client.close()


moments = st.datetimes(datetime(1960, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments, st.timedeltas(timedelta(0), timedelta(days=9000)), moments)
def test_valid_means_between_both_dates(since: datetime, lasting: timedelta, wall: datetime) -> None:
    clock = StoppedClock(wall=wall)
    clock.confirm(wall)
    dates = Validity(since, since + lasting)
    if since <= wall <= since + lasting:
        dates.judge("https://platform.example", clock)
    else:
        with pytest.raises(LinkFault) as caught:
            dates.judge("https://platform.example", clock)
        assert caught.value.kind is LinkFaultKind.UNTRUSTED
