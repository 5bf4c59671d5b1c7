"""Drop-offs for measuring: all alike in shape and length, each with ids of its own."""

from collections.abc import Iterator
from datetime import date

from kiosk.assets import METHODOLOGY
from kiosk.core.acts import DropOff, Resident
from kiosk.core.events import SettledWeight, WeighingEvidence
from kiosk.core.ids import new_id
from kiosk.methodology import load_rulebook, quote

_FRAME = b"\x02+003250217\x03".hex()
_NET_G = 3250


def settled(net_g: int = _NET_G) -> SettledWeight:
    """A weighing that has never been used."""
    evidence = WeighingEvidence(
        protocol="yaohua-a9",
        scale_id="bench",
        frames=(_FRAME,) * 4,
        started_ms=1_000,
        settled_ms=2_500,
        zero_g=0,
        stable_flag=False,
    )
    return SettledWeight(new_id(), net_g, 0, evidence)


def drop_offs(count: int, day: date) -> Iterator[DropOff]:
    """``count`` bags of clothing of residents, under the rule of ``day``."""
    rule = load_rulebook(METHODOLOGY).in_force("clothing", day)
    if rule is None:
        raise ValueError(f"no rule for clothing on {day}")
    earned = quote(rule, _NET_G)
    for _ in range(count):
        yield DropOff(
            session=new_id(),
            line=1,
            who=Resident(f"r-{new_id()[:20]}", new_id()),
            material="clothing",
            weight=settled(),
            reduction_mg=earned.reduction_mg,
            reduction_g=earned.reduction_g,
            points=earned.points,
            rule=rule.ref,
        )
