"""``GET /metrics`` for Prometheus: the counters of the processes, and the state of the fleet as the database has it.

What the database knows is computed at each scrape, so it is right whichever worker is asked. A fleet may be large: what
is told of single kiosks is told of the ``WORST`` that have been silent for longest; the rest is told in counts.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Connection, Select, case, func, select
from starlette.datastructures import Headers

from central.care import SILENT_HOURS, silent_before
from central.condition import WELL
from central.context import Platform
from central.problems import CentralError, Problem
from central.schema import IS_HELD, Container, DeviceState, ForkEvidence, Journal, Kiosk, Revocation, Verdict

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
WORST = 50
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_LEAST_TOKEN = 16
_seen = func.coalesce(Kiosk.last_seen, Kiosk.enrolled_at)
_FORKED = ForkEvidence.journal


def read_token(file: Path) -> str:
    """The bearer token in ``file``. Raises ``CentralError``."""
    try:
        token = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CentralError(f"cannot read {file}: {error}; give another --metrics-token-file") from error
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


@dataclass(eq=False)  # the library keeps collectors as keys
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
            yield from _fullest(connection)


def _counts(connection: Connection, now: datetime) -> Iterator[GaugeMetricFamily]:
    state = case((Kiosk.id.in_(_revoked()), "revoked"), (_seen < silent_before(now), "silent"), else_="heard")
    told = connection.execute(select(state.label("state"), func.count()).group_by("state"))
    states = dict.fromkeys(("heard", "silent", "revoked"), 0) | {name: int(count) for name, count in told}
    words = f"Enrolled kiosks; silent: no accepted call for {SILENT_HOURS} hours."
    yield _family("greensprout_kiosks", words, "state", states)
    for name, said, query in (
        ("greensprout_entries_stored", "Entries in all journals.", select(func.sum(Journal.acked_seq))),
        ("greensprout_held_entries", "Entries that wait for review.", select(func.count(Verdict.seq)).where(IS_HELD)),
        ("greensprout_forked_epochs", "Epochs that are contradicted.", select(func.count(_FORKED.distinct()))),
    ):
        yield GaugeMetricFamily(name, said, value=int(connection.scalar(query) or 0))


def _worst(connection: Connection, now: datetime) -> Iterator[GaugeMetricFamily]:
    order = (_seen, Kiosk.id)
    query = select(Kiosk.id, _seen.label("seen")).where(Kiosk.id.not_in(_revoked())).order_by(*order).limit(WORST)
    seen = {row.id: datetime.fromisoformat(row.seen).timestamp() for row in connection.execute(query)}
    among = f"of the {WORST} kiosks that are silent for longest"
    last = f"Last accepted call, before the first one the enrolment, {among}."
    yield _family("greensprout_kiosk_last_seen_timestamp_seconds", last, "kiosk", seen)
    lag = {kiosk: max(0.0, now.timestamp() - at) for kiosk, at in seen.items()}
    yield _family("greensprout_kiosk_lag_seconds", f"Time since then, {among}.", "kiosk", lag)
    newest = select(func.max(Journal.id)).where(Journal.kiosk.in_(list(seen))).group_by(Journal.kiosk)
    heads = connection.execute(select(Journal.kiosk, Journal.acked_seq).where(Journal.id.in_(newest)))
    told = dict.fromkeys(seen, 0) | {row.kiosk: row.acked_seq for row in heads}
    yield _family("greensprout_kiosk_head_seq", f"Newest entry of the newest epoch, {among}.", "kiosk", told)
    ill = (DeviceState.kiosk.in_(list(seen)), DeviceState.state != WELL)
    faults = connection.execute(select(DeviceState.kiosk, func.count()).where(*ill).group_by(DeviceState.kiosk))
    found = dict.fromkeys(seen, 0) | {kiosk: int(count) for kiosk, count in faults}
    yield _family("greensprout_kiosk_faults", f"Devices that are not well, {among}.", "kiosk", found)


def _fullest(connection: Connection) -> Iterator[GaugeMetricFamily]:
    inside = Container.fill_g + Container.handed_g
    percent = (100 * inside / Container.full_g).label("percent")
    known = (Container.full_g > 0, Container.place.is_not(None), Container.kiosk.not_in(_revoked()))
    order = (percent.desc(), Container.kiosk, Container.name)
    query = select(Container.kiosk, Container.name, percent).where(*known).order_by(*order).limit(WORST)
    words = f"How full a container is, 100: nothing more goes in; of the {WORST} fullest of known capacity."
    family = GaugeMetricFamily("greensprout_container_fill_percent", words, labels=["kiosk", "container"])
    for row in connection.execute(query):
        family.add_metric([row.kiosk, row.name], float(row.percent))
    yield family


def _revoked() -> Select[str]:
    return select(Revocation.subject).where(Revocation.kind == "kiosk")


def _family(name: str, words: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
