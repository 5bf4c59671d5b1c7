"""A platform that answers otherwise: every JSON answer of ours can be changed on its way. Real HTTP on loopback."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import requests

Bend = Callable[[str, int, Any], tuple[int, Any]]
"""(path without its query, status, JSON) → (status, JSON). A JSON of None stays as it is."""
_PASSED_ON = {"content-type", "content-encoding", "content-digest", "signature", "signature-input", "if-none-match"}


def as_it_is(_path: str, status: int, answer: Any) -> tuple[int, Any]:
    """Nothing is changed."""
    return status, answer


@dataclass
class BentPlatform:
    """``asked`` are the paths of the calls that came, without their queries; ``bend`` may be replaced at any time."""

    target: str
    bend: Bend
    url: str = ""
    asked: list[str] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Ask the real platform; status, headers and body as bent."""
        path = request.path.partition("?")[0]
        self.asked.append(path)
        headers = {name: value for name, value in request.headers.items() if name.lower() in _PASSED_ON}
        real = requests.request(request.command, self.target + request.path, headers=headers, data=body, timeout=30)
        shown = {name: real.headers[name] for name in ("Content-Type", "ETag") if name in real.headers}
        status, bent = self.bend(path, real.status_code, real.json() if real.content else None)
        if status >= 400:
            shown["Content-Type"] = "application/problem+json"
        return status, shown, b"" if bent is None else json.dumps(bent).encode()


@contextmanager
def bent_platform(target: str, bend: Bend = as_it_is) -> Iterator[BentPlatform]:
    """Stand before the platform at ``target``."""
    platform = BentPlatform(target, bend)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one piece, or the kernel waits between them

        def do_GET(self) -> None:
            self._pass_on(b"")

        def do_POST(self) -> None:
            self._pass_on(self.rfile.read(int(self.headers["Content-Length"])))

        def _pass_on(self, body: bytes) -> None:
            status, headers, content = platform.answer(self, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    platform.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield platform
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
