"""The network between a kiosk and its platform, in any weather: a real TCP proxy on loopback."""

import contextlib
import socket
import ssl
import struct
import threading
from enum import StrEnum
from types import TracebackType
from urllib.parse import urlsplit

_PORTAL = b"<html><body>Welcome to the guest network. Please log in.</body></html>"


class Weather(StrEnum):
    """What happens to a request."""

    FAIR = "fair"
    REFUSE = "refuse"  # the connection is closed at once
    DROP_REQUEST = "drop_request"  # read, never passed on
    DROP_RESPONSE = "drop_response"  # passed on, the answer never comes back
    CUT_RESPONSE = "cut_response"  # half of the answer comes back
    RESET_REQUEST = "reset_request"  # the connection is reset in the middle of what the kiosk sends
    RESET_RESPONSE = "reset_response"  # it is reset in the middle of the answer
    DUPLICATE = "duplicate"  # passed on twice; the second answer comes back
    REORDER = "reorder"  # kept back, and passed on after the next request that reaches the platform
    PORTAL = "portal"  # HTTP 200 and a login page
    PORTAL_JSON = "portal_json"  # HTTP 200 and JSON that means something else
    BROKEN = "broken"  # HTTP 500
    DRIP = "drip"  # HTTP 200 and a byte now and then
    BUSY = "busy"  # HTTP 503 with Retry-After
    LOGIN = "login"  # HTTP 511: the network wants a login
    REDIRECT = "redirect"  # HTTP 302 to somebody's page
    GATEWAY = "gateway"  # HTTP 502 of a proxy that reaches nobody
    DRIP_HEADERS = "drip_headers"  # a status, and then a header byte now and then
    HALF_OPEN = "half_open"  # accepted and read, and then silence


SLOW = {Weather.DRIP, Weather.DRIP_HEADERS, Weather.HALF_OPEN}
"""Each takes the whole time that a call may last."""
_ANSWERS = {
    Weather.PORTAL: ("200 OK", "text/html", _PORTAL, ""),
    Weather.PORTAL_JSON: ("200 OK", "application/json", b'{"status": "ok"}', ""),
    Weather.BROKEN: ("500 Internal Server Error", "text/plain", b"oops", ""),
    Weather.BUSY: ("503 Service Unavailable", "text/plain", b"later", "Retry-After: 7\r\n"),
    Weather.LOGIN: ("511 Network Authentication Required", "text/html", _PORTAL, ""),
    Weather.REDIRECT: ("302 Found", "text/html", _PORTAL, "Location: http://login.example/\r\n"),
    Weather.GATEWAY: ("502 Bad Gateway", "text/html", b"<html>bad gateway</html>", ""),
}


class Proxy:
    """Forwards to ``target``. ``plan`` holds the weather of the next requests; ``default`` comes after it. ``asked``
    are the heads of the requests that were read. With ``tls`` it is the platform's TLS front.
    """

    def __init__(self, target: str, tls: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(target)
        self._tls = tls
        self._target = (parts.hostname or "", parts.port or 0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"
        self.plan: list[Weather] = []
        self.default = Weather.FAIR
        self.requests = 0
        self.asked: list[str] = []
        self._kept_back: bytes | None = None
        self._thread = threading.Thread(target=self._run, name="weather")

    def __enter__(self) -> "Proxy":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with client:
                client.settimeout(10)
                with contextlib.suppress(OSError):  # the kiosk has gone, or does not trust us
                    self._welcome(client)

    def _welcome(self, client: socket.socket) -> None:
        if self._tls is None:
            self._serve(client)
            return
        with self._tls.wrap_socket(client, server_side=True) as secured:
            self._serve(secured)

    def _serve(self, client: socket.socket) -> None:
        weather = self.plan.pop(0) if self.plan else self.default
        self.requests += 1
        if weather is Weather.REFUSE:
            return
        if weather is Weather.RESET_REQUEST:
            client.recv(1)
            _reset(client)
            return
        request = _read_message(client)
        if not request:
            return  # connected, and thought better of it
        self.asked.append(request.partition(b"\r\n\r\n")[0].decode("ascii"))
        match weather:
            case Weather.DROP_REQUEST:
                return
            case Weather.REORDER:
                self._kept_back = request
            case Weather.DRIP:
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n")
                _drip(client)
            case Weather.DRIP_HEADERS:
                client.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                _drip(client)
            case Weather.HALF_OPEN:
                client.recv(1)  # until the other side has had enough
            case _ if weather in _ANSWERS:
                client.sendall(_answer(*_ANSWERS[weather]))
            case _:
                self._forward(client, request, weather)

    def _forward(self, client: socket.socket, request: bytes, weather: Weather) -> None:
        answer = self._pass_on(request)
        late, self._kept_back = self._kept_back, None
        if late is not None:
            self._pass_on(late)
        if weather is Weather.DUPLICATE:
            answer = self._pass_on(request)
        half = len(answer) - len(answer.partition(b"\r\n\r\n")[2]) // 2 - 1
        match weather:
            case Weather.FAIR | Weather.DUPLICATE:
                client.sendall(answer)
            case Weather.CUT_RESPONSE:
                client.sendall(answer[:half])
            case Weather.RESET_RESPONSE:
                client.sendall(answer[:half])
                _reset(client)

    def _pass_on(self, request: bytes) -> bytes:
        with socket.create_connection(self._target, 10) as server:
            head, _, body = request.partition(b"\r\n\r\n")
            server.sendall(head + b"\r\nConnection: close\r\n\r\n" + body)
            return _read_all(server)


def _reset(client: socket.socket) -> None:
    """Have the connection reset (RST) when it is closed, instead of ended."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _drip(client: socket.socket) -> None:
    client.settimeout(0.05)
    while True:
        try:
            client.sendall(b" ")
            if not client.recv(1):
                return  # the other side has had enough
        except TimeoutError:
            continue
        except OSError:
            return


def _read_message(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    head = b"\r\n".join(line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:"))
    while len(body) < length:
        chunk = connection.recv(65536)
        if not chunk:
            return b""  # it broke off: nothing that could be passed on
        body += chunk
    return head + b"\r\n\r\n" + body


def _read_all(connection: socket.socket) -> bytes:
    data = b""
    while chunk := connection.recv(65536):
        data += chunk
    return data


def _answer(status: str, content_type: str, body: bytes, more: str) -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{more}Connection: close"
    )
    return head.encode("ascii") + b"\r\n\r\n" + body
