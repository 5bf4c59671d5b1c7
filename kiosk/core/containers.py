"""The containers of a kiosk: what goes in, how much fits, and how full they are. Grams and litres."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

DENSITY_G_PER_L = {"clothing": 150, "books": 450}
"""What a litre of loosely filled material weighs about, for a container of which only the volume is known."""
USUAL_DENSITY_G_PER_L = 200

ROUND = "round"
"""How the containers of a device that goes along on home pickups begin: what was collected on the round and not handed
over yet.
"""


def round_container(material: str) -> str:
    """The id of the container in which a round collects ``material``."""
    return f"{ROUND}-{material}"


def is_round(container: str) -> bool:
    """Whether it holds the load of a round, and never what was dropped off at the kiosk."""
    return container.startswith(f"{ROUND}-")


@dataclass(frozen=True, slots=True)
class Container:
    """One container. ``capacity_g`` and ``capacity_l`` as its plate says; 0: not known."""

    id: str
    material: str
    capacity_g: int = 0
    capacity_l: int = 0

    @property
    def full_g(self) -> int:
        """At how many grams it is full; 0: nobody knows."""
        if self.capacity_g:
            return self.capacity_g
        return self.capacity_l * DENSITY_G_PER_L.get(self.material, USUAL_DENSITY_G_PER_L)


def round_containers(materials: Iterable[str]) -> tuple[Container, ...]:
    """The containers of a device that goes along on home pickups, one for each of ``materials``."""
    return tuple(Container(round_container(material), material) for material in materials)


LEVELS = (60, 80, 100)
"""Per cent at which somebody has to be told. At the last one nothing more goes in."""


@dataclass(frozen=True, slots=True)
class ContainerFill:
    """How one container stands. ``period`` counts from 1 and rises with each collection; ``drop_offs`` and ``fill_g``
    are those of the present period, with corrections. ``seal``: the number put on at the last collection, if any, and
    ``since``: its local day, 2026-11-22.
    """

    container: Container
    period: int = 1
    drop_offs: int = 0
    fill_g: int = 0
    seal: str | None = None
    since: str | None = None

    @property
    def percent(self) -> int | None:
        """How full, whole per cent rounded down, at least 0; None: its capacity is not known."""
        full_g = self.container.full_g
        return None if full_g == 0 else max(0, 100 * self.fill_g // full_g)

    @property
    def level(self) -> int:
        """The highest of ``LEVELS`` that was reached, 0 for none."""
        percent = self.percent or 0
        return max((level for level in LEVELS if percent >= level), default=0)

    @property
    def full(self) -> bool:
        """Nothing more may go in."""
        return self.level == LEVELS[-1]


@dataclass(frozen=True, slots=True)
class ContainersSeen:
    """Every container of this kiosk as it stands now, in the order of the configuration."""

    fills: tuple[ContainerFill, ...]

    def of_material(self, material: str) -> ContainerFill | None:
        """The container that takes ``material`` next: the first that is not full, or the first of all. Where the kiosk
        has one of its own, the load of a round is none of it.
        """
        every = [fill for fill in self.fills if fill.container.material == material]
        fits = [fill for fill in every if not is_round(fill.container.id)] or every
        return next((fill for fill in fits if not fill.full), fits[0] if fits else None)

    def of(self, container: str) -> ContainerFill | None:
        """The container with this id."""
        return next((fill for fill in self.fills if fill.container.id == container), None)

    @property
    def full_materials(self) -> tuple[str, ...]:
        """What nothing more of goes in here."""
        materials = dict.fromkeys(fill.container.material for fill in self.fills)
        return tuple(one for one in materials if (fill := self.of_material(one)) is not None and fill.full)


@dataclass(frozen=True, slots=True)
class Site:
    """What a kiosk says of itself: its place's names, its position in millionths of a degree, its containers."""

    name_zh: str
    name_en: str
    latitude_e6: int | None
    longitude_e6: int | None
    containers: tuple[Container, ...]

    @property
    def position(self) -> tuple[int, int] | None:
        """Latitude and longitude in millionths of a degree, where both are known."""
        return _position(self.latitude_e6, self.longitude_e6)


@dataclass(frozen=True, slots=True)
class Point:
    """Another kiosk, as the platform's directory lists it. ``free``: the materials that still go in there;
    ``containers``: id and material of the containers into which they go.
    """

    kiosk: str
    name_zh: str
    name_en: str
    latitude_e6: int | None
    longitude_e6: int | None
    free: tuple[str, ...]
    containers: tuple[tuple[str, str], ...] = ()

    @property
    def position(self) -> tuple[int, int] | None:
        """Latitude and longitude in millionths of a degree, where both are known."""
        return _position(self.latitude_e6, self.longitude_e6)


def _position(latitude_e6: int | None, longitude_e6: int | None) -> tuple[int, int] | None:
    return None if latitude_e6 is None or longitude_e6 is None else (latitude_e6, longitude_e6)


_METRES_PER_DEGREE = 111_195  # of latitude; the earth as a ball of 6371 km


def distance_m(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Metres between two positions as the crow flies, good to a thousandth within a city."""
    north = (other[0] - one[0]) / 1e6
    turns = (other[1] - one[1] + 180_000_000) % 360_000_000 - 180_000_000
    east = turns / 1e6 * math.cos(math.radians((one[0] + other[0]) / 2e6))
    return round(math.hypot(north, east) * _METRES_PER_DEGREE)


def nearest_free(
    points: Iterable[Point], material: str, here: tuple[int, int] | None
) -> tuple[Point, int | None] | None:
    """The nearest point that takes ``material``, with its distance in metres. Those without a position come last;
    without a position of our own the first listed is as good as any, and no distance is known.
    """
    free = [point for point in points if material in point.free]
    if not free:
        return None
    if here is None:
        return free[0], None
    placed = [(distance_m(here, point.position), point) for point in free if point.position is not None]
    if not placed:
        return free[0], None
    metres, point = min(placed, key=lambda one: one[0])
    return point, metres
