"""``GET /metrics`` for Prometheus: the counters of the processes, and the state of the fleet as the database has it.

What the database knows is computed at each scrape, so it is right whichever worker is asked. A fleet may be large: what
is told of single kiosks is told of the ``WORST`` that have been silent for longest; the rest is told in counts.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Connection, case, func, select
from starlette.datastructures import Headers

from central.care import SILENT_HOURS, silent_before
from central.clock import rfc3339
from central.condition import WELL
from central.context import Platform
from central.problems import CentralError, Problem
from central.schema import IS_HELD, DeviceState, ForkEvidence, Journal, Kiosk, Revocation, Verdict

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
WORST = 50
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_LEAST_TOKEN = 16


def read_token(file: Path) -> str:
    """The bearer token in ``file``. Raises ``CentralError``."""
    try:
        token = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CentralError(f"cannot read the metrics token in {file}: {error}; give another --metrics-token-file") from error
    if len(token) < _LEAST_TOKEN or not token.isascii():
        raise CentralError(f"the metrics token in {file} must have {_LEAST_TOKEN} ASCII characters or more")
    return token


def require_right(token: str | None, host: str | None, headers: Headers) -> None:
    """Let the scraper in: with ``token`` whoever bears it, else only this machine itself.

    A proxy on this machine speaks for somebody else, so what it forwards is not from here. Raises ``Problem``
    ``not-found``: whoever may not read it need not know that it is there.
    """
    if token is not None:
        given = headers.get("authorization", "").encode("utf-8", "surrogateescape")
        allowed = hmac.compare_digest(given, f"Bearer {token}".encode())
    else:
        allowed = _is_loopback(host) and not any(name in headers for name in _FORWARDED)
    if not allowed:
        raise Problem("not-found")


def _is_loopback(host: str | None) -> bool:
    try:
        return host is not None and ip_address(host).is_loopback
    except ValueError:
        return False


def render(platform: Platform) -> bytes:
    """The whole answer in Prometheus' text format."""
    fleet = CollectorRegistry()
    fleet.register(_Fleet(platform))
    return generate_latest(platform.meters.registry()) + generate_latest(fleet)


@dataclass(frozen=True)
class _Fleet(Collector):
    platform: Platform

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing: the library would otherwise collect it all once to learn the names."""
        return ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The state of the fleet now."""
        now = self.platform.now()
        with self.platform.store.reading() as connection:
            yield from _counts(connection, now)
            yield from _worst(connection, now)


def _counts(connection: Connection, now: datetime) -> Iterator[GaugeMetricFamily]:
    revoked = select(Revocation.subject).where(Revocation.kind == "kiosk")
    seen = func.coalesce(Kiosk.last_seen, Kiosk.enrolled_at)
    state = case((Kiosk.id.in_(revoked), "revoked"), (seen < silent_before(now), "silent"), else_="heard").label("state")
    states = dict.fromkeys(("heard", "silent", "revoked"), 0)
    states |= {row.state: row.count for row in connection.execute(select(state, func.count().label("count")).group_by("state"))}
    kiosks = GaugeMetricFamily(
        "greensprout_kiosks", f"Enrolled kiosks; silent: no accepted call for {SILENT_HOURS} hours.", labels=["state"]
    )
    for name, count in states.items():
        kiosks.add_metric([name], count)
    yield kiosks
    for name, words, query in (
        ("greensprout_entries_stored", "Entries in all journals.", select(func.coalesce(func.sum(Journal.acked_seq), 0))),
        ("greensprout_held_entries", "Entries that wait for review.", select(func.count()).select_from(Verdict).where(IS_HELD)),
        ("greensprout_forked_epochs", "Epochs that entries contradict.", select(func.count(ForkEvidence.journal.distinct()))),
    ):
        yield GaugeMetricFamily(name, words, value=int(connection.scalar(query) or 0))


def _worst(connection: Connection, now: datetime) -> Iterator[GaugeMetricFamily]:
    revoked = select(Revocation.subject).where(Revocation.kind == "kiosk")
    seen = func.coalesce(Kiosk.last_seen, Kiosk.enrolled_at).label("seen")
    query = select(Kiosk.id, seen).where(Kiosk.id.not_in(revoked)).order_by(seen, Kiosk.id).limit(WORST)
    kiosks = {row.id: datetime.fromisoformat(row.seen) for row in connection.execute(query)}
    families = [
        GaugeMetricFamily("greensprout_kiosk_last_seen_timestamp_seconds", f"Last accepted call of the {WORST} kiosks that are silent for longest; before the first, the enrolment.", labels=["kiosk"]),
        GaugeMetricFamily("greensprout_kiosk_lag_seconds", "For how long the kiosk has not been heard from.", labels=["kiosk"]),
        GaugeMetricFamily("greensprout_kiosk_head_seq", "Newest stored entry of the newest epoch.", labels=["kiosk"]),
        GaugeMetricFamily("greensprout_kiosk_faults", "Devices that are not well.", labels=["kiosk"]),
    ]
