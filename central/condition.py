"""What a kiosk's journal last said about its scale and its devices, kept in the transaction that stores the entries."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Self

from sqlalchemy import Connection, delete, select, update

from central.bodies import BootBody, DeviceStateBody, DropOffBody, Evidence, ReadEntry, ScaleCheckBody
from central.schema import DeviceState, KioskScale
from central.store import insert_all, insert_unless_known

WELL = "well"


@dataclass(frozen=True, slots=True)
class Scale:
    """``checked_at``: of the newest check, None: never. ``certificate_until``: as the newest weighing names it."""

    checked_at: str | None = None
    check_passed: bool | None = None
    certificate_until: str | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A device's state and the moment at which it was first told."""

    state: str
    since: str


@dataclass
class Condition:
    """Load it, let it hear every stored entry in order, save it. It counts on entries that were not refused."""

    kiosk: str
    scale: Scale = Scale()
    devices: Mapping[str, Device] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._saved = (self.scale, self.devices)

    @classmethod
    def load(cls, connection: Connection, kiosk: str) -> Self:
        """What is known of ``kiosk`` so far."""
        columns = (KioskScale.checked_at, KioskScale.check_passed, KioskScale.certificate_until)
        row = connection.execute(select(*columns).where(KioskScale.kiosk == kiosk).with_for_update()).one_or_none()
        query = select(DeviceState.device, DeviceState.state, DeviceState.since).where(DeviceState.kiosk == kiosk)
        devices = {found.device: Device(found.state, found.since) for found in connection.execute(query)}
        return cls(kiosk, Scale() if row is None else Scale(*row), devices)

    @property
    def scale_failed(self) -> bool:
        """The newest check was not passed."""
        return self.scale.check_passed is False

    def hear(self, entry: ReadEntry) -> None:
        """Take in the next entry."""
        match entry.body:
            case DropOffBody(weighing=weighing):
                self._weighed(weighing)
            case ScaleCheckBody(passed=passed, weighing=weighing):
                self.scale = Scale(entry.at, passed)
                self._weighed(weighing)
            case DeviceStateBody(device=device, state=state):
                if device not in self.devices or self.devices[device].state != state:
                    self.devices = {**self.devices, device: Device(state, entry.at)}
            case BootBody():
                self.devices = {}  # a fault that lasts is told again

    def _weighed(self, weighing: Evidence) -> None:
        until = weighing.certificate_until
        certificate_until = None if until is None else until.isoformat()
        if certificate_until != self.scale.certificate_until:
            self.scale = Scale(self.scale.checked_at, self.scale.check_passed, certificate_until)

    def save(self, connection: Connection) -> None:
        """Write what has changed since it was loaded."""
        scale, devices = self._saved
        if self.scale != scale:
            insert_unless_known(connection, KioskScale, {"kiosk": self.kiosk})
            connection.execute(update(KioskScale).where(KioskScale.kiosk == self.kiosk).values(**asdict(self.scale)))
        if self.devices != devices:
            connection.execute(delete(DeviceState).where(DeviceState.kiosk == self.kiosk))
            rows = [{"kiosk": self.kiosk, "device": name, **asdict(known)} for name, known in self.devices.items()]
            insert_all(connection, DeviceState, rows)
