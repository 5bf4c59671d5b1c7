"""How long each request took, by route and status."""

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central.meters import Meters

_UNKNOWN = "other"


class TimingMiddleware:
    """Counts every answer under the name of the function that gave it: addresses carry ids, these words do not."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self.app = app
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500  # what an exception becomes that nobody has answered
        begun = time.monotonic()

        async def send_and_look(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_look)
        finally:
            route = getattr(scope.get("endpoint"), "__name__", _UNKNOWN)
            self._meters.requested(route, status, time.monotonic() - begun)
