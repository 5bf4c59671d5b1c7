"""The way from a kiosk to the platform, and its weather. Only sockets are left out: what goes over the wire is real."""

import io
import random
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import requests
import urllib3
from requests.adapters import BaseAdapter, HTTPAdapter

from kiosk.core.clock import Clock
from kiosk.sync import Client
from tests.simulation.central_side import URL, Answer, CentralSide


class Weather(StrEnum):
    """What happens to one call."""

    FAIR = "fair"
    NO_NETWORK = "no_network"
    RESPONSE_LOST = "response_lost"  # the platform has done it, and the kiosk never hears
    TWICE = "twice"  # the request arrives twice
    LATE = "late"  # the kiosk has given up when the request arrives
    CUT_BODY = "cut_body"
    BROKEN = "broken"  # 502
    BUSY = "busy"  # 503 with Retry-After
    PORTAL = "portal"  # 200 and a page to log in
    PORTAL_JSON = "portal_json"  # 200 and somebody else's JSON
    STALE = "stale"  # a cache on the way answers with what the platform said to an earlier range, of whichever kiosk


class Climate(StrEnum):
    """Which weather is likely."""

    FAIR = "fair"
    ROUGH = "rough"
    OUTAGE = "outage"


_LIKELY: Mapping[Climate, tuple[tuple[Weather, int], ...]] = {
    Climate.FAIR: ((Weather.FAIR, 40), (Weather.RESPONSE_LOST, 1), (Weather.TWICE, 1), (Weather.LATE, 1)),
    Climate.ROUGH: tuple((weather, 4 if weather is Weather.FAIR else 1) for weather in Weather),
    Climate.OUTAGE: ((Weather.NO_NETWORK, 8), (Weather.PORTAL, 2), (Weather.BROKEN, 1)),
}
_FIXED = {
    Weather.BROKEN: Answer(502, "text/html", b"bad gateway"),
    Weather.BUSY: Answer(503, "text/plain", b"busy", "7"),
    Weather.PORTAL: Answer(200, "text/html", b"<html>please log in</html>"),
    Weather.PORTAL_JSON: Answer(200, "application/json", b'{"status":"ok","acked_seq":9999}'),
}


class Line(BaseAdapter):
    """One kiosk's line. ``late``: requests that are still on their way. ``answered``: calls the platform answered."""

    def __init__(self, central: CentralSide, chance: random.Random) -> None:
        super().__init__()
        self._central = central
        self._chance = chance
        self.answered = 0
        self.climate = Climate.FAIR
        self.late: list[requests.PreparedRequest] = []
        self.calls: dict[Weather, int] = dict.fromkeys(Weather, 0)

    def client(self, clock: Clock) -> Client:
        """A client of the product on this line."""
        client = _Client(URL, clock=clock)
        client.use(self)
        return client

    def deliver_late(self) -> None:
        """What was on its way arrives; nobody hears the answers."""
        waiting, self.late = self.late, []
        self._chance.shuffle(waiting)
        for request in waiting:
            self._ask(request)

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        kinds, weights = zip(*_LIKELY[self.climate], strict=True)
        (weather,) = self._chance.choices(kinds, weights)
        self.calls[weather] += 1
        return _response(request, self._answer(request, weather))

    def close(self) -> None:
        """Nothing is held."""

    def _ask(self, request: requests.PreparedRequest) -> Answer:
        self.answered += 1
        return self._central.answer(request)

    def _answer(self, request: requests.PreparedRequest, weather: Weather) -> Answer:
        journal = "/v1/journal" in str(request.url)
        match weather:
            case Weather.NO_NETWORK:
                raise requests.ConnectionError(weather)
            case Weather.LATE:
                self.late.append(request)
                raise requests.ReadTimeout(weather)
            case Weather.STALE if journal and self._central.said is not None:
                return self._central.said
            case Weather.BROKEN | Weather.BUSY | Weather.PORTAL | Weather.PORTAL_JSON:
                return _FIXED[weather]
        answer = self._ask(request)
        if weather is Weather.TWICE:
            answer = self._ask(request)
        if weather is Weather.RESPONSE_LOST:
            raise requests.ReadTimeout(weather)
        if weather is Weather.CUT_BODY:
            return Answer(answer.status, answer.content_type, answer.body[: len(answer.body) // 2])
        if journal and answer.status == 200:
            self._central.said = answer
        return answer


class _Client(Client):
    def use(self, line: Line) -> None:
        self._session.mount(URL, line)


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    headers = {"Content-Type": answer.content_type}
    if answer.retry_after:
        headers["Retry-After"] = answer.retry_after
    raw = urllib3.HTTPResponse(io.BytesIO(answer.body), headers, answer.status, preload_content=False)
    return HTTPAdapter().build_response(request, raw)
