"""The network between a kiosk and its platform, in any weather: a real TCP proxy on loopback."""

import socket
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
    PORTAL = "portal"  # HTTP 200 and a login page
    PORTAL_JSON = "portal_json"  # HTTP 200 and JSON that means something else
    BROKEN = "broken"  # HTTP 500
    DRIP = "drip"  # HTTP 200 and a byte now and then
    BUSY = "busy"  # HTTP 503 with Retry-After


class Proxy:
    """Forwards to ``target``. ``plan`` holds the weather of the next requests; ``default`` comes after it."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.plan: list[Weather] = []
        self.default = Weather.FAIR
        self.requests = 0
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
                self._serve(client)

    def _serve(self, client: socket.socket) -> None:
        weather = self.plan.pop(0) if self.plan else self.default
        self.requests += 1
        if weather is Weather.REFUSE:
            return
        request = _read_message(client)
        match weather:
            case Weather.DROP_REQUEST:
                return
            case Weather.PORTAL:
                client.sendall(_answer("200 OK", "text/html", _PORTAL))
            case Weather.PORTAL_JSON:
                client.sendall(_answer("200 OK", "application/json", b'{"status": "ok"}'))
            case Weather.DRIP:
                _drip(client)
            case Weather.BROKEN:
                client.sendall(_answer("500 Internal Server Error", "text/plain", b"oops"))
            case Weather.BUSY:
                client.sendall(_answer("503 Service Unavailable", "text/plain", b"later", "Retry-After: 7\r\n"))
            case _:
                self._forward(client, request, weather)

    def _forward(self, client: socket.socket, request: bytes, weather: Weather) -> None:
        with socket.create_connection(self._target, 10) as server:
            head, _, body = request.partition(b"\r\n\r\n")
            server.sendall(head + b"\r\nConnection: close\r\n\r\n" + body)
            answer = _read_all(server)
        if weather is Weather.FAIR:
            client.sendall(answer)
        elif weather is Weather.CUT_RESPONSE:
            client.sendall(answer[: len(answer) - len(answer.partition(b"\r\n\r\n")[2]) // 2 - 1])


def _drip(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
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
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def _read_all(connection: socket.socket) -> bytes:
    data = b""
    while chunk := connection.recv(65536):
        data += chunk
    return data


def _answer(status: str, content_type: str, body: bytes, more: str = "") -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{more}Connection: close"
    )
    return head.encode("ascii") + b"\r\n\r\n" + body
