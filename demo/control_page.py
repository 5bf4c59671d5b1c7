"""A small page with which a person plays scale and scanner: put bags on, take them off, present a pass."""

import html
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from types import TracebackType
from urllib.parse import parse_qs

import requests

from demo.place import Place
from demo.platform import Phones

MAX_FORM_BYTES = 4096
MAX_PUT_G = 200_000
_PAGE = Template(Path(__file__).with_suffix(".html").read_text("utf-8"))


class ControlPage:
    """Serves the page on loopback until closed. ``url`` is its address."""

    def __init__(self, place: Place, phones: Phones) -> None:
        self._place = place
        self._phones = phones
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, name="control-page")

    def __enter__(self) -> "ControlPage":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def act(self, form: dict[str, list[str]]) -> str:
        """Do what one button says; returns what to tell the person."""
        scale, scanner = self._place.scale, self._place.scanner
        match next(iter(form.items()), ("", [""])):
            case "put", [grams] if scale is not None and grams.isdecimal() and int(grams) <= MAX_PUT_G:
                self._place.bags.put(int(grams))
                return f"放上了 {int(grams) / 1000:.2f} 公斤 · {int(grams) / 1000:.2f} kg put on"
            case "take_off", _ if scale is not None:
                self._place.bags.put_away()
                return "拿走了 · taken off (what is in a container stays there)"
            case "unplug", _ if scale is not None:
                scale.unplug()
                return "秤的线拔了 · the scale is unplugged"
            case "replug", _ if scale is not None:
                scale.replug()
                return "秤的线插上了 · the scale is plugged in"
            case "phone", _ if scanner is not None:
                return self._present()
            case "text", [text] if scanner is not None:
                scanner.show(text.strip())
                return "扫过了 · scanned"
        return "这里没有这样的模拟设备 · no such simulated device here"

    def _present(self) -> str:
        try:
            phone = self._phones.next()
            if phone is None or self._place.scanner is None:
                return "没有平台，发不了绿芽码 · without a platform there are no passes"
            self._place.scanner.show(phone.new_pass())
        except requests.RequestException:
            return "现在连不上平台 · the platform cannot be reached now"
        return "出示了绿芽码 · a pass was presented"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        page = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer("")

            def do_POST(self) -> None:
                length = self.headers.get("Content-Length", "")
                size = int(length) if length.isdecimal() else MAX_FORM_BYTES + 1
                if size > MAX_FORM_BYTES:
                    self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                    return
                if self.headers.get("Origin", page.url.rstrip("/")) != page.url.rstrip("/"):
                    self.send_error(HTTPStatus.FORBIDDEN)  # a page of somebody else's wants to play with our scale
                    return
                form = parse_qs(self.rfile.read(size).decode("utf-8", "replace"))
                self._answer(page.act(form))

            def _answer(self, message: str) -> None:
                body = _PAGE.substitute(message=html.escape(message)).encode("utf-8")
                self.send_response(HTTPStatus.OK)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                """Passes travel through here and are not logged."""

        return Handler
