"""``GET /v1/care``: which kiosks need somebody, and why. What a kiosk shows to its staff, told to the operator too."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import func, select

from central.clock import local_day, rfc3339
from central.condition import WELL
from central.context import Platform
from central.schema import DeviceState, ForkEvidence, Journal, Kiosk, KioskScale, Revocation

CHECK_DAYS = 30
"""A scale check is due so many days after the last one."""

SOON_DAYS = 30
"""An expiring certificate is told so many days ahead."""

SILENT_HOURS = 26
"""Without an accepted call for so long a kiosk is silent: a night and a slow morning are nothing strange."""

URGENCY = ("fork", "silent", "device_fault", "check_failed", "certificate_expired", "check_due", "certificate_soon")


def silent_before(now: datetime) -> str:
    """Whoever was last seen before this moment is silent."""
    return rfc3339(now - timedelta(hours=SILENT_HOURS))


class Need(msgspec.Struct, frozen=True):
    """One reason to go to one kiosk.

    ``since``: when the fault or the failed check was recorded, or when the first entry came that contradicts the newest
    epoch (``fork``); for ``silent`` the last accepted call, before the first one the enrolment; for ``check_due`` the
    last check, None: there was none. ``until``: the last day of the
    certificate. ``device`` and ``state`` belong to ``device_fault``.
    """

    kiosk: str
    need: str
    since: str | None = None
    until: str | None = None
    device: str | None = None
    state: str | None = None


class CareAnswer(msgspec.Struct, frozen=True):
    """200 of ``GET /v1/care``, the most urgent first."""

    needs: list[Need]


def care(platform: Platform) -> CareAnswer:
    """Every need of every enrolled kiosk as of today; a revoked one needs nobody any more."""
    today = local_day(rfc3339(platform.now()))
    with platform.store.reading() as connection:
        revoked = select(Revocation.subject).where(Revocation.kind == "kiosk")
        faults = connection.execute(
            select(DeviceState.kiosk, DeviceState.since, DeviceState.device, DeviceState.state).where(
                DeviceState.state != WELL, DeviceState.kiosk.not_in(revoked)
            )
        ).all()
        forks = connection.execute(
            select(Journal.kiosk, func.min(ForkEvidence.received_at).label("since"))
            .join(Journal, Journal.id == ForkEvidence.journal)
            .where(Journal.id.in_(select(func.max(Journal.id)).group_by(Journal.kiosk)), Journal.kiosk.not_in(revoked))
            .group_by(Journal.kiosk)
        ).all()
        scales = connection.execute(
            select(Kiosk.id, KioskScale.checked_at, KioskScale.check_passed, KioskScale.certificate_until)
            .outerjoin(KioskScale, KioskScale.kiosk == Kiosk.id)
            .where(Kiosk.id.not_in(revoked))
        ).all()
        seen = func.coalesce(Kiosk.last_seen, Kiosk.enrolled_at).label("since")
        silent = connection.execute(
            select(Kiosk.id, seen).where(seen < silent_before(platform.now()), Kiosk.id.not_in(revoked))
        ).all()
    needs = [Need(row.kiosk, "device_fault", row.since, device=row.device, state=row.state) for row in faults]
    needs += [Need(row.kiosk, "fork", row.since) for row in forks]  # a new epoch ends it
    needs += [Need(row.id, "silent", row.since) for row in silent]
    for row in scales:
        needs += [*_check_needs(row, today), *_certificate_needs(row, today)]
    return CareAnswer(sorted(needs, key=lambda need: (URGENCY.index(need.need), need.kiosk, need.device or "")))


def _check_needs(scale: Any, today: date) -> Iterator[Need]:
    if scale.check_passed is False:
        yield Need(scale.id, "check_failed", scale.checked_at)
    elif scale.checked_at is None or today - local_day(scale.checked_at) >= timedelta(days=CHECK_DAYS):
        yield Need(scale.id, "check_due", scale.checked_at)


def _certificate_needs(scale: Any, today: date) -> Iterator[Need]:
    if scale.certificate_until is None:
        return
    left = date.fromisoformat(scale.certificate_until) - today
    if left < timedelta(0):
        yield Need(scale.id, "certificate_expired", until=scale.certificate_until)
    elif left <= timedelta(days=SOON_DAYS):
        yield Need(scale.id, "certificate_soon", until=scale.certificate_until)
