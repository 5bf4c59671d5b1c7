"""No call can hold the thread, not by silence, a drip or a line that swallows everything; and ``stop`` ends it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import pytest

from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.sync import Client
from kiosk.sync.call import Call
from tests.fakes.weather import SLOW, Proxy, Weather

LIMIT_S = 0.4
REACHED_S = 2.0  # far more than a busy machine needs to come to where a call gets stuck
SOON_S = 5.0  # far less than any server here would hold a call, far more than a busy machine needs


class Swallower:
    """A listener whose queue is full: whoever connects next hears nothing at all."""

    def __init__(self, opened: ExitStack) -> None:
        listener = opened.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        for _ in range(3):
            filler = opened.enter_context(socket.socket())
            filler.setblocking(False)
            with suppress(BlockingIOError):
                filler.connect(listener.getsockname())


class Mute:
    """Accepts connections (by the kernel) and never reads or says anything, also no TLS."""

    def __init__(self, opened: ExitStack) -> None:
        listener = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.url = f"https://127.0.0.1:{listener.getsockname()[1]}"


class OnceOnly:
    """Answers the first request, keeps the connection and falls silent."""

    def __init__(self, opened: ExitStack) -> None:
        listener = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.again = threading.Event()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                connection.recv(65536)
                self.again.set()
                connection.recv(1)

        thread = threading.Thread(target=serve)
        thread.start()
        opened.callback(thread.join)


class SlowButHonest:
    """Answers 300 KB of JSON in pieces, as a slow line brings them: all together beyond the limit of a call."""

    def __init__(self, opened: ExitStack) -> None:
        self._listener = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        thread = threading.Thread(target=self._serve)
        thread.start()
        opened.callback(thread.join)

    def _serve(self) -> None:
        body = b'{"a": "' + b"x" * 300_000 + b'"}'
        connection, _ = self._listener.accept()
        with connection:
            connection.recv(65536)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode())
            connection.settimeout(REACHED_S / 8)
            for start in range(0, len(body), len(body) // 10):
                with suppress(TimeoutError):  # the pace of the line
                    connection.recv(1)
                connection.sendall(body[start : start + len(body) // 10])


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def _client(opened: ExitStack, url: str, timeout_s: float) -> Client:
    client = Client(url, timeout_s=timeout_s)
    opened.callback(client.close)
    return client


def _dripping(weather: Weather) -> Callable[[ExitStack], str]:
    def make(opened: ExitStack) -> str:
        proxy = opened.enter_context(Proxy("http://127.0.0.1:1"))
        proxy.default = weather
        return proxy.url

    return make


WAYS = [
    pytest.param(lambda opened: Swallower(opened).url, "connecting", id="black hole"),
    pytest.param(lambda opened: Mute(opened).url, "speak TLS", id="no handshake"),
    pytest.param(_dripping(Weather.HALF_OPEN), "accepted the request", id="half open"),
    pytest.param(_dripping(Weather.DRIP_HEADERS), "accepted the request", id="header drip"),
    pytest.param(_dripping(Weather.DRIP), "too slowly", id="body drip"),
]


def test_every_slow_weather_is_tried() -> None:
    assert {Weather.HALF_OPEN, Weather.DRIP_HEADERS, Weather.DRIP} == SLOW


@pytest.mark.parametrize(("way", "said"), WAYS)
def test_a_call_ends_in_time_and_says_how_far_it_came(
    opened: ExitStack, way: Callable[[ExitStack], str], said: str
) -> None:
    client = _client(opened, way(opened), REACHED_S)
    began = time.monotonic()
    with pytest.raises(LinkFault) as caught:
        client.get("/v1/time", dict)
    assert REACHED_S * 0.9 <= time.monotonic() - began < REACHED_S + SOON_S
    assert caught.value.kind is LinkFaultKind.TIMED_OUT
    assert said in caught.value.advice


@pytest.mark.parametrize(("way", "_said"), WAYS)
def test_a_call_under_way_is_stopped_at_once(opened: ExitStack, way: Callable[[ExitStack], str], _said: str) -> None:
    client = _client(opened, way(opened), 60)
    found: list[LinkFault] = []

    def call() -> None:
        with pytest.raises(LinkFault) as caught:
            client.get("/v1/time", dict)
        found.append(caught.value)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join(LIMIT_S)  # time to get stuck; wherever it is by then, it must end
    client.stop()
    thread.join(SOON_S)
    assert not thread.is_alive()
    assert "because the kiosk stops" in found[0].advice
    with pytest.raises(LinkFault, match="because the kiosk stops"):
        client.get("/v1/time", dict)


def test_also_on_a_connection_that_was_kept(opened: ExitStack) -> None:
    server = OnceOnly(opened)
    client = _client(opened, server.url, 60)
    client.get("/", dict)
    found: list[LinkFault] = []

    def call() -> None:
        with pytest.raises(LinkFault) as caught:
            client.get("/", dict)
        found.append(caught.value)

    thread = threading.Thread(target=call)
    thread.start()
    assert server.again.wait(SOON_S)
    client.stop()
    thread.join(SOON_S)
    assert "because the kiosk stops" in found[0].advice


@pytest.mark.parametrize("stops", [True, False])
def test_a_name_that_nobody_answers_for_holds_nobody(opened: ExitStack, stops: bool) -> None:
    asked, answered = threading.Event(), threading.Event()
    opened.callback(answered.set)

    def silent_dns(*_arguments: object, **_options: object) -> list[tuple[object, ...]]:
        asked.set()
        answered.wait()
        return []

    began = time.monotonic()
    with Call("http://platform.example", 60 if stops else LIMIT_S, silent_dns) as call:
        if stops:
            stopper = threading.Thread(target=lambda: asked.wait() and call.stop())
            opened.callback(stopper.join)
            stopper.start()
        with pytest.raises(OSError):  # noqa: PT011 - any: the call knows why
            call.connect("platform.example", 80)
        fault = call.fault()
    assert time.monotonic() - began < SOON_S
    assert stops == (fault is not None and "because the kiosk stops" in fault.advice)


def test_a_slow_and_honest_answer_is_waited_for(opened: ExitStack) -> None:
    client = _client(opened, SlowButHonest(opened).url, REACHED_S)
    began = time.monotonic()
    assert len(client.get("/v1/directory", dict[str, str])["a"]) == 300_000
    assert time.monotonic() - began > REACHED_S


def test_no_thread_and_no_socket_outlives_its_call(opened: ExitStack) -> None:
    proxy = opened.enter_context(Proxy("http://127.0.0.1:1"))
    proxy.default = Weather.PORTAL_JSON
    client = _client(opened, proxy.url, SOON_S)
    before = threading.active_count()
    for _ in range(5):
        client.get("/", dict[str, str])
    for thread in threading.enumerate():
        if thread.name == "sync-name":
            thread.join(SOON_S)  # a look-up may be just ending
    assert not {"sync-deadline", "sync-name"} & {thread.name for thread in threading.enumerate()}
    assert threading.active_count() <= before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"http://{'a' * 64}.example", "name"),  # longer than any name can be: nobody needs to be asked
        ("http://127.0.0.1:1", "refuses connections"),
        ("https://127.0.0.1:1", "refuses connections"),
    ],
)
def test_where_nobody_is_the_reason_is_said(opened: ExitStack, url: str, said: str) -> None:
    with pytest.raises(LinkFault, match=said) as caught:
        _client(opened, url, SOON_S).get("/v1/time", dict)
    assert caught.value.kind is LinkFaultKind.UNREACHABLE
