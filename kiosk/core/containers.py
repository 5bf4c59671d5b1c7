"""The containers of a kiosk: what goes in, how much fits, and how full they are. Grams and litres."""

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


LEVELS = (60, 80, 100)
"""Per cent at which somebody has to be told. At the last one nothing more goes in."""


@dataclass(frozen=True, slots=True)
class ContainerFill:
    """How one container stands. ``period`` counts from 1 and rises with each collection; ``drop_offs`` and ``fill_g``
    are those of the present period, with corrections. ``seal``: the number put on at the last collection, if any.
    """

    container: Container
    period: int = 1
    drop_offs: int = 0
    fill_g: int = 0
    seal: str | None = None

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
        """The container that takes ``material`` next: the first that is not full, or the first of all."""
        fits = [fill for fill in self.fills if fill.container.material == material]
        return next((fill for fill in fits if not fill.full), fits[0] if fits else None)


@dataclass(frozen=True, slots=True)
class Site:
    """What a kiosk says of itself: its place's names, its position in millionths of a degree, its containers."""

    name_zh: str
    name_en: str
    latitude_e6: int | None
    longitude_e6: int | None
    containers: tuple[Container, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Another kiosk, as the platform's directory lists it. ``free``: the materials that still go in there."""

    kiosk: str
    name_zh: str
    name_en: str
    latitude_e6: int | None
    longitude_e6: int | None
    free: tuple[str, ...]
