"""The place where the kiosk stands: its configuration, and simulated devices where nothing real is configured."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

from demo.platform import Platform
from kiosk import config
from kiosk.config import Config
from kiosk.core.clock import SystemClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.plate import ScaleMode
from kiosk.ledger import open_ledger, sole_writer
from kiosk.scale.simulator import ScaleSimulator
from kiosk.scan.simulator import ScannerSimulator
from kiosk.sync import Client, enrol, load_enrolment

_CONFIG = """\
# Written by ./dev run. Change a port to a real one and the simulator for it stays away.
# Every key is explained in docs/configuration.md.
production = false

[site]
name_zh = "忠山社区回收亭"
name_en = "Zhongshan Community"
latitude = 28.8710
longitude = 105.4420

{containers}
[scale]
port = "{scale}"
protocol = "yaohua-a9"
unit = "kg"
{weighing}

[scanner]
port = "{scanner}"

[screen]
language = "zh"
full_screen = false
width = {width}
height = {height}
motion = {motion}

[sound]
volume = "{volume}"

[sync]
idle_s = 5
"""


_WEIGHING = {
    ScaleMode.PLATFORM: """\
interval_g = 10      # verification interval e
max_g = 30000        # Max""",
    ScaleMode.CONTAINER: """\
mode = "container"   # the container stands on the scale
container_tare_g = 41500
interval_g = 20      # verification interval e
max_g = 150000       # Max""",
}


_CONTAINERS = """\
[[containers]]
id = "clothing-1"
material = "clothing"
capacity_kg = 150
capacity_l = 1000

[[containers]]
id = "books-1"
material = "books"
capacity_kg = 200
capacity_l = 240
"""


class Bags:
    """What a person does with bags at the simulated scale. Does nothing where a real scale is configured."""

    def __init__(self, scale: ScaleSimulator | None, container_tare_g: int | None) -> None:
        self._scale = scale
        self._container_tare_g = container_tare_g
        self._inside_g = 0

    def begin(self, container_total_g: int | None) -> None:
        """The container stands on the scale as it was left; on a platform nothing lies there."""
        if self._scale is not None and self._container_tare_g is not None:
            self._inside_g = container_total_g or self._container_tare_g
            self._scale.put(self._inside_g)

    def put(self, bag_g: int) -> None:
        """Put a bag on the scale, or into the container that stands there."""
        if self._container_tare_g is not None:
            self._inside_g += bag_g
        if self._scale is not None:
            self._scale.put(bag_g if self._container_tare_g is None else self._inside_g)

    def put_away(self) -> None:
        """Take everything off the scale. What is in the container stays there."""
        if self._scale is not None and self._container_tare_g is None:
            self._scale.take_off()


@dataclass(frozen=True)
class Place:
    """A configured place with its devices. ``scale`` or ``scanner`` is None when a real one is configured."""

    data: Path
    config: Config
    scale: ScaleSimulator | None
    scanner: ScannerSimulator | None
    bags: Bags


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Make sure that nothing else runs on ``data`` before anything there is touched. Raises ``StoreFault``."""
    with sole_writer(data):
        pass  # no kiosk runs there
    lock = filelock.FileLock(data / "tour.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise StoreFault(StoreFaultKind.IN_USE, f"./dev run is running on {data}: stop it first") from error
    try:
        yield
    finally:
        lock.release()


def furnish(data: Path, parts: ExitStack, mode: ScaleMode, *, size: tuple[int, int], motion: bool) -> Place:
    """Write a first configuration if there is none, and plug in a simulator for each port it names as simulated."""
    data.mkdir(parents=True, exist_ok=True)
    devices = data.resolve() / "devices"
    devices.mkdir(exist_ok=True)
    scale_link, scanner_link = devices / "scale", devices / "scanner"
    path = data / config.FILE_NAME
    if not path.exists():
        text = _CONFIG.format(
            containers=_CONTAINERS,
            scale=scale_link,
            weighing=_WEIGHING[mode],
            scanner=scanner_link,
            width=size[0],
            height=size[1],
            motion=str(motion).lower(),
            volume="loud" if motion else "off",  # what nobody looks at speaks to nobody
        )
        path.write_text(text, "utf-8")
    settings = config.load(data)
    scale = scanner = None
    if settings.scale.port == str(scale_link):
        scale = parts.enter_context(
            ScaleSimulator(settings.scale.protocol, settings.scale.interval_g, settings.scale.max_g, link=scale_link)
        )
    if settings.scanner.port == str(scanner_link):
        scanner = parts.enter_context(ScannerSimulator(scanner_link))
    contained = settings.scale.mode is ScaleMode.CONTAINER
    bags = Bags(scale, settings.scale.container_tare_g if contained else None)
    return Place(data, settings, scale, scanner, bags)


def make_known(data: Path, platform: Platform) -> None:
    """Enrol the kiosk in ``data`` with ``platform`` unless it is already."""
    ledger = open_ledger(data, SystemClock(), create=True)
    try:
        enrolment = load_enrolment(ledger)
        if enrolment is None or enrolment.central != platform.url:
            client = Client(platform.url)
            enrol(ledger, ledger.device, client, platform.invite(), leave_waiting=True)  # another one was made anew
            client.close()
    finally:
        ledger.close()
