"""The pages for people; the resident's page as an app: its files, and the service worker that keeps them on phones."""

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

WEB: Final = Path(__file__).parent / "web"
_MANIFEST = "manifest.webmanifest"
_APP = {"/me": "me.html", f"/{_MANIFEST}": _MANIFEST}
"""Addresses outside ``/static/`` that belong to the app, and their files."""


def routes(web: Path = WEB) -> list[BaseRoute]:
    """The addresses that serve the folder ``web``."""

    def front_page(_request: Request) -> Response:
        return FileResponse(web / "index.html")

    def resident_page(_request: Request) -> Response:
        return FileResponse(web / "me.html")

    def manifest(_request: Request) -> Response:
        return FileResponse(web / _MANIFEST, media_type="application/manifest+json")

    def worker(_request: Request) -> Response:
        return Response(service_worker(web), media_type="text/javascript")

    return [
        Route("/", front_page),
        Route("/me", resident_page),
        Route(f"/{_MANIFEST}", manifest),
        Route("/sw.js", worker),
        Mount("/static", StaticFiles(directory=web / "static")),
    ]


def service_worker(web: Path) -> str:
    """``sw.js`` of the folder ``web`` with the version and the digests of all files as they are now.

    Any change of a file is another version, so no phone keeps an old page and nobody has to remember to count.
    """
    shell = dict(_digests(web))
    text = json.dumps(shell, sort_keys=True)
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    worker = (web / "sw.js").read_text("utf-8")
    return f'const VERSION = "{version}";\nconst SHELL = {text};\n\n{worker}'


def _digests(web: Path) -> Iterator[tuple[str, str]]:
    for address, name in _APP.items():
        yield address, _integrity(web / name)
    for file in sorted((web / "static").rglob("*")):
        if file.is_file():
            yield "/" + file.relative_to(web).as_posix(), _integrity(file)


def _integrity(file: Path) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode("ascii")
