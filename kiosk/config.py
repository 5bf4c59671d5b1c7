"""What an installer may set, from ``kiosk.toml`` in the data folder. Typed, read once, never changed afterwards.

An unknown key is an error: a misspelt safety setting must not be ignored silently.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from kiosk.core.containers import Container, Site, is_round
from kiosk.core.errors import UsageFault
from kiosk.core.guide import USUAL_BOOKS, USUAL_CLOTHING, BookGood, ClothingGood, Goods, Guide
from kiosk.core.hours import Hours, parse_hours
from kiosk.core.plate import ScaleMode
from kiosk.core.sounds import Volume
from kiosk.printer.settings import PrinterSettings
from kiosk.scale.settings import ScaleSettings

FILE_NAME = "kiosk.toml"
_Pixels = Annotated[int, msgspec.Meta(ge=0, le=16_384)]
_Baud = Annotated[int, msgspec.Meta(ge=50, le=4_000_000)]


_Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
_Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
_MILLIONTHS = 1_000_000
_Hours = Annotated[str, msgspec.Meta(max_length=40)]
_EIGHT, _FOUR = msgspec.Meta(max_length=8), msgspec.Meta(max_length=4)  # so many have room on the screen


class SiteConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The place's name as the status line shows it, and where it is: degrees, north and east positive."""

    name_zh: str = "绿芽回收亭"
    name_en: str = "Greensprout Kiosk"
    latitude: _Latitude | None = None
    longitude: _Longitude | None = None


class ContainerConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A container that stands here. ``capacity_kg`` and ``capacity_l`` as its plate says, 0: not known."""

    id: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{1,32}$")]
    material: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,31}$")]
    capacity_kg: Annotated[int, msgspec.Meta(ge=0, le=50_000)] = 0
    capacity_l: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0

    def container(self) -> Container:
        """The same in grams and litres."""
        return Container(self.id, self.material, 1000 * self.capacity_kg, self.capacity_l)


class ScaleConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The scale. Line settings left out are the protocol's own. Masses are grams.

    ``interval_g`` is the verification interval e; ``min_g`` left out is 20 e; ``max_g`` is the scale's Max.
    ``certificate`` is the number of the scale's verification certificate, valid until ``certificate_until``.
    ``profile`` names a variant of the protocol. ``mode`` container: the container stands on the scale, and weighs
    ``container_tare_g`` when empty. Staff check the scale with ``check_weight_g`` every ``check_days``.
    """

    port: str = ""
    protocol: str = "yaohua-a9"
    baud: _Baud | None = None
    bytesize: Literal[7, 8] | None = None
    parity: Literal["N", "E", "O"] | None = None
    stopbits: Literal[1, 2] | None = None
    unit: Literal["kg", "g", "jin", "t"] = "kg"
    interval_g: int = 10
    min_g: int | None = None
    max_g: int = 30_000
    settle_ms: int = 1000
    scale_id: str = "scale-1"
    certificate: str = ""
    certificate_until: date | None = None
    profile: str = ""
    mode: ScaleMode = ScaleMode.PLATFORM
    container_tare_g: int | None = None
    check_weight_g: int | None = None
    check_days: int = 30

    def settings(self) -> ScaleSettings:
        """What the scale package needs. Raises ``UsageFault`` when the numbers cannot belong to a scale."""
        return ScaleSettings(**msgspec.structs.asdict(self))


class ScannerConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A serial scanner. Without ``port`` only a keyboard-wedge scanner is listened to."""

    port: str = ""
    baud: _Baud = 9600


class CameraConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A camera that reads codes. ``device`` empty: the first there is; otherwise the camera's name, or the path of a
    folder of pictures that stands in for one. ``mirror``: the preview moves like a mirror.
    """

    enabled: bool = False
    device: str = ""
    mirror: bool = True

    def folder(self, data: Path) -> Path | None:
        """The folder of pictures, relative to the data folder unless absolute; None when a camera is meant."""
        return data / self.device if "/" in self.device else None


class ScreenConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The window. ``width`` and ``height`` 0: the whole screen's size. ``motion`` false: nothing moves. ``night``: the
    hours with the colours of the night; empty: none. It sleeps after ``saver_minutes`` without anybody; 0: never.
    """

    language: Literal["zh", "en"] = "zh"
    full_screen: bool = True
    width: _Pixels = 0
    height: _Pixels = 0
    motion: bool = True
    night: str = "21:00-06:00"
    saver_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 20

    def night_hours(self) -> Hours | None:
        """``night`` understood. Raises ``UsageFault`` when it is no stretch of a day."""
        try:
            return parse_hours(self.night)
        except UsageFault as fault:
            raise UsageFault(f"screen.night: {fault}") from fault


class ClothingConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What of clothes goes in here, and what does not."""

    accepted: Annotated[tuple[ClothingGood, ...], _EIGHT] = tuple(map(ClothingGood, USUAL_CLOTHING.accepted))
    refused: Annotated[tuple[ClothingGood, ...], _FOUR] = tuple(map(ClothingGood, USUAL_CLOTHING.refused))


class BooksConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What of books goes in here, and what does not."""

    accepted: Annotated[tuple[BookGood, ...], _EIGHT] = tuple(map(BookGood, USUAL_BOOKS.accepted))
    refused: Annotated[tuple[BookGood, ...], _FOUR] = tuple(map(BookGood, USUAL_BOOKS.refused))


class MaterialsConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of what may go in and what may not."""

    clothing: ClothingConfig = msgspec.field(default_factory=ClothingConfig)
    books: BooksConfig = msgspec.field(default_factory=BooksConfig)


class HelpConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom residents can call, and when somebody of the staff is there. Empty: the screen says nothing of it."""

    phone: Annotated[str, msgspec.Meta(pattern="^[0-9+ -]{0,20}$")] = ""
    staff_hours_zh: _Hours = ""
    staff_hours_en: _Hours = ""


class PrinterConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A printer for receipts, labels and manifests. ``target``: its device, ``HOST:PORT``, or a folder for the files
    that would have been printed (relative to the data folder unless absolute).
    """

    connection: Literal["none", "usb", "serial", "network", "file"] = "none"
    target: str = ""
    paper_mm: Literal[58, 80] = 58
    baud: _Baud = 9600

    def settings(self, data: Path) -> PrinterSettings:
        """What the printer package needs. Raises ``UsageFault`` when that cannot be a printer."""
        target = str(data / self.target) if self.connection == "file" and self.target else self.target
        return PrinterSettings(self.connection, target, self.paper_mm, self.baud)


class SoundConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How loud the kiosk is until somebody chooses otherwise; ``off``: no sound here, for nobody. ``voice`` false: no
    spoken prompts, only the short sounds.
    """

    volume: Volume = Volume.LOUD
    voice: bool = True


class AccessConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``speak_focus``: a voice says the name of what the ring of the keys stands on."""

    speak_focus: bool = False


class SyncConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often to look at the platform when nothing happens, and how much one request may carry.

    ``ca_file``: a PEM file with the only certificate authorities to believe; empty: the public ones.
    """

    ca_file: str = ""
    idle_s: Annotated[int, msgspec.Meta(ge=1, le=3600)] = 60
    batch: Annotated[int, msgspec.Meta(ge=1, le=5000)] = 500

    def authorities(self, data: Path) -> Path | None:
        """``ca_file``, relative to the data folder unless absolute; None: the public authorities."""
        return data / self.ca_file if self.ca_file else None


class LedgerConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``keep_days``: how long entries that the platform has acknowledged stay whole on this machine."""

    keep_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 30


class BackupConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Copies of the ledger in ``folder``, on a stick or another disk; the newest ``keep`` stay. Empty: none made."""

    folder: str = ""
    every_hours: Annotated[int, msgspec.Meta(ge=1, le=8784)] = 24
    keep: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 7


class PickupConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``enabled``: this device goes along on home pickups. What is collected there has containers of its own."""

    enabled: bool = False


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of ``kiosk.toml``. ``production`` true refuses demo data."""

    production: bool = False
    site: SiteConfig = msgspec.field(default_factory=SiteConfig)
    containers: tuple[ContainerConfig, ...] = ()
    scale: ScaleConfig = msgspec.field(default_factory=ScaleConfig)
    scanner: ScannerConfig = msgspec.field(default_factory=ScannerConfig)
    camera: CameraConfig = msgspec.field(default_factory=CameraConfig)
    screen: ScreenConfig = msgspec.field(default_factory=ScreenConfig)
    materials: MaterialsConfig = msgspec.field(default_factory=MaterialsConfig)
    help: HelpConfig = msgspec.field(default_factory=HelpConfig)
    printer: PrinterConfig = msgspec.field(default_factory=PrinterConfig)
    sound: SoundConfig = msgspec.field(default_factory=SoundConfig)
    access: AccessConfig = msgspec.field(default_factory=AccessConfig)
    sync: SyncConfig = msgspec.field(default_factory=SyncConfig)
    ledger: LedgerConfig = msgspec.field(default_factory=LedgerConfig)
    backup: BackupConfig = msgspec.field(default_factory=BackupConfig)
    pickup: PickupConfig = msgspec.field(default_factory=PickupConfig)

    def here(self) -> Site:
        """What this kiosk says of itself."""
        site = self.site
        containers = tuple(container.container() for container in self.containers)
        return Site(site.name_zh, site.name_en, _millionths(site.latitude), _millionths(site.longitude), containers)

    def guide(self) -> Guide:
        """What this place tells whoever asks."""
        clothing, books = self.materials.clothing, self.materials.books
        return Guide(
            Goods(clothing.accepted, clothing.refused),
            Goods(books.accepted, books.refused),
            self.help.phone,
            self.help.staff_hours_zh,
            self.help.staff_hours_en,
        )


def _millionths(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * _MILLIONTHS)


def load(folder: Path) -> Config:
    """Read ``kiosk.toml`` in ``folder``; defaults when there is none. Raises ``UsageFault`` naming file and key."""
    path = folder / FILE_NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise UsageFault(f"{path} cannot be read ({error.strerror}): check its owner and mode") from error
    return parse(raw, str(path))


def parse(raw: bytes, name: str) -> Config:
    """Read the text of a configuration; ``name`` is how messages call it."""
    try:
        config = msgspec.toml.decode(raw, type=Config)
    except msgspec.ValidationError as error:
        raise UsageFault(f"{name}: {error} (every key is in docs/configuration.md)") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageFault(f"{name}: not readable as TOML: {error}") from error
    _check(config, name)
    return config


def _check(config: Config, name: str) -> None:
    try:
        config.scale.settings()
        config.printer.settings(Path())
        config.screen.night_hours()
    except UsageFault as fault:
        raise UsageFault(f"{name}: {fault}") from fault
    _check_goods(config, name)
    names = [container.id for container in config.containers]
    twice = sorted({one for one in names if names.count(one) > 1})
    loads = [one for one in names if is_round(one)]
    if loads:
        raise UsageFault(f"{name}: containers.id {loads[0]} is the name of a round's load: choose another one")
    if twice:
        raise UsageFault(f"{name}: containers.id {twice[0]} stands there twice: each container needs a name of its own")
    if (config.site.latitude is None) != (config.site.longitude is None):
        raise UsageFault(f"{name}: site.latitude and site.longitude belong together: give both or neither")


def _check_goods(config: Config, name: str) -> None:
    for material, goods in (("clothing", config.guide().clothing), ("books", config.guide().books)):
        listed = (*goods.accepted, *goods.refused)
        twice = sorted({one for one in listed if listed.count(one) > 1})
        if twice:
            raise UsageFault(f"{name}: materials.{material} lists {twice[0]} twice: it goes in, or it does not")
