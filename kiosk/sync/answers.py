"""What an answer means. An HTTP status alone proves nothing: a captive portal answers 200 to everything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import msgspec

from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.sync import faults
from kiosk.sync.wire import Problem

MAX_RETRY_AFTER_S = 3600
_PROBLEM = "urn:greensprout:problem:"
_NOT_MODIFIED = 304
_LOGIN_WANTED = {407, 511}
_GATEWAY = {502, 504}
_BUSY = {429, 503}
_Shape = TypeVar("_Shape")


class PlatformProblem(LinkFault):
    """The platform understood the request and said no, with a problem document. ``name`` is the end of its type."""

    def __init__(self, kind: LinkFaultKind, name: str, problem: Problem) -> None:
        super().__init__(kind, problem.detail or problem.title or name)
        self.name = name
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of ``url``. ``now``: the best known time when it came, None when there is none."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    now: datetime | None

    @property
    def not_modified(self) -> bool:
        """304: what the caller has is still in force."""
        return self.status == _NOT_MODIFIED

    def read(self, shape: type[_Shape]) -> _Shape:
        """The documented ``shape``; raises ``LinkFault`` for everything else."""
        if 200 <= self.status < 300 and self._type == "application/json":
            try:
                return msgspec.json.decode(self.content, type=shape)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise faults.another_server(self.url, f"JSON that means something else: {error}") from error
        if self._type == "application/problem+json":
            raise self._problem()
        raise self._refused() or self._foreign()

    @property
    def _type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def _problem(self) -> LinkFault:
        try:
            problem = msgspec.json.decode(self.content, type=Problem)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return faults.another_server(self.url, "a problem that cannot be read")
        fault = self._refused()
        if fault is not None:
            return fault
        name = problem.type.removeprefix(_PROBLEM)
        if name == "key-retired":
            return PlatformProblem(LinkFaultKind.KEY_RETIRED, name, problem)
        if self.status in {401, 403}:
            return PlatformProblem(LinkFaultKind.FORBIDDEN, name, problem)
        return PlatformProblem(LinkFaultKind.FORK if name == "fork" else LinkFaultKind.REJECTED, name, problem)

    def _refused(self) -> LinkFault | None:
        """What the status alone says, from whomever it comes."""
        if self.status in _BUSY:
            return faults.busy(self.url, self._retry_after_s())
        if self.status in _LOGIN_WANTED:
            return faults.portal(self.url, f"status {self.status}")
        if self.status in _GATEWAY:
            return faults.gateway(self.url, self.status)
        return faults.broken(self.url, self.status) if self.status >= 500 else None

    def _foreign(self) -> LinkFault:
        if 300 <= self.status < 400 and not self.not_modified:
            return faults.portal(self.url, "it sends us elsewhere")
        if self._type == "text/html" and self.status < 300:
            return faults.portal(self.url, "a web page")
        return faults.another_server(self.url, f"{self.status}, {self._type or 'no type'}")

    def _retry_after_s(self) -> int | None:
        """Seconds, also from a date, 0 for one that has passed; None without one that can be understood."""
        value = self.headers.get("Retry-After", "").strip()
        if value.isascii() and value.isdecimal():
            return min(int(value[:10]), MAX_RETRY_AFTER_S)
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        if self.now is None:
            return None
        wait = moment.replace(tzinfo=moment.tzinfo or UTC) - self.now
        return max(0, min(round(wait.total_seconds()), MAX_RETRY_AFTER_S))
