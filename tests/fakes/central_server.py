"""The real platform on loopback: a real uvicorn in a thread, a real database, a clock that tests move."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests

from central import enrolment, server
from central.app import build_app
from central.context import Platform
from central.store import Store, open_store
from tests.fakes.contract_schemas import body_of
from tests.fakes.virtual_kiosk import VirtualKiosk

_START_WITHIN_S = 20


@dataclass
class MovingClock:
    """Wall time that stands still until ``advance``."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 10, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self.moment += by


@dataclass(frozen=True)
class RunningCentral:
    """A served platform and handles to look behind it."""

    url: str
    database: Path
    store: Store
    clock: MovingClock
    platform: Platform

    def invite(self, valid_for: timedelta = timedelta(hours=1)) -> str:
        """A one-time enrolment code."""
        return enrolment.invite(self.store, self.clock, valid_for)[0]

    def kiosk(self) -> VirtualKiosk:
        """A new, enrolled kiosk."""
        kiosk = VirtualKiosk(self.url)
        answer = kiosk.enrol(self.invite())
        assert answer.status_code == 201, answer.text
        return kiosk

    def stats(self) -> dict[str, int]:
        """``GET /v1/stats``."""
        found: dict[str, int] = requests.get(f"{self.url}/v1/stats", timeout=30).json()
        return found

    def needs(self, kiosk: str) -> list[dict[str, str | None]]:
        """What ``GET /v1/care`` says about one kiosk."""
        answer = requests.get(f"{self.url}/v1/care", timeout=30)
        return [need for need in body_of(answer, 200, "care")["needs"] if need["kiosk"] == kiosk]


@contextmanager
def running_central(
    folder: Path, database_url: str | None = None, public_url: str | None = None
) -> Iterator[RunningCentral]:
    """Serve a platform whose database lies in ``folder``, or is ``database_url``; stopped and joined at the end.

    ``public_url`` is signed with its directory; None: the address of this run. Its port is another one in the next run,
    but for chance, and another address makes another version of the directory.
    """
    database = folder / "central.db"
    store = open_store(database_url or f"sqlite:///{database}")
    clock = MovingClock()
    bound = server.listen("127.0.0.1", 0)
    url = server.address_of(bound)
    platform = server.assemble(store, public_url or url, clock, folder / "contacts.key")
    ready = threading.Event()
    serving = server.AnnouncingServer(build_app(platform), ready.set)
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [bound]}, name="central")
    thread.start()
    try:
        assert ready.wait(_START_WITHIN_S), "the platform did not start"
        yield RunningCentral(url, database, store, clock, platform)
    finally:
        serving.should_exit = True
        thread.join()
        bound.close()
        store.close()
