"""One figure and what it is compared with."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """``ratio`` is always cost: how many times the peer's time or memory ours takes, so lower is better.

    ``ours`` and ``peer`` are in ``unit``. ``goal`` is the highest ratio that is good enough, None where none was set.
    """

    name: str
    what: str
    ours: float
    peer: float
    unit: str
    ratio: float
    goal: float | None

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        return None if self.goal is None else self.ratio <= self.goal

    def as_table(self) -> dict[str, object]:
        """The object of ``--json``."""
        return {**asdict(self), "met": self.met}


def cost(name: str, what: str, ours: float, peer: float, unit: str, goal: float | None = None) -> Result:
    """Compare times or sizes: the more, the worse."""
    return Result(name, what, ours, peer, unit, ours / peer, goal)


def rate(name: str, what: str, ours: float, peer: float, unit: str, goal: float | None = None) -> Result:
    """Compare speeds: the more, the better; the ratio is turned round into cost."""
    return Result(name, what, ours, peer, unit, peer / ours, goal)
