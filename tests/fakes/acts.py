"""Drop-offs for tests: the smallest honest ones."""

from dataclasses import replace
from datetime import date

from kiosk.core.acts import DropOff, Guest, HoldReason, ScaleCheck, Who
from kiosk.core.events import SettledWeight, WeighingEvidence
from kiosk.core.ids import new_claim_code, new_id
from kiosk.core.plate import ScaleMode
from kiosk.methodology import Rulebook, quote

DAY = date(2026, 11, 22)


EVIDENCE = WeighingEvidence(
    protocol="yaohua-a9",
    scale_id="scale-1",
    frames=("022b30303332353033314203",),
    started_ms=1000,
    settled_ms=2500,
    zero_g=0,
    stable_flag=False,
)


def settled(net_g: int = 3250, *, weighing: str | None = None) -> SettledWeight:
    """A weighing of ``net_g`` grams without tare."""
    return SettledWeight(weighing or new_id(), net_g, 0, EVIDENCE)


def settled_in_container(
    before_g: int, net_g: int, *, taken_out_g: int = 0, weighing: str | None = None
) -> SettledWeight:
    """A weighing of ``net_g`` grams into a container that weighed ``before_g`` grams before."""
    evidence = replace(EVIDENCE, zero_g=before_g, mode=ScaleMode.CONTAINER, taken_out_g=taken_out_g)
    return SettledWeight(weighing or new_id(), before_g + net_g, before_g, evidence)


def scale_check(error_g: int = 0, *, return_g: int = 0, staff: str | None = None) -> ScaleCheck:
    """A check with 10 kg on a scale with e = 10 g."""
    return ScaleCheck(
        test_weight_g=10_000,
        tolerance_g=20,
        measured_g=10_000 + error_g,
        return_g=return_g,
        return_tolerance_g=10,
        evidence=EVIDENCE,
        staff=staff,
    )


def drop_off(
    rules: Rulebook,
    net_g: int = 3250,
    *,
    material: str = "clothing",
    session: str | None = None,
    line: int = 1,
    who: Who | None = None,
    weight: SettledWeight | None = None,
    hold: HoldReason | None = None,
) -> DropOff:
    """A drop-off as the conversation would make it."""
    rule = rules.in_force(material, DAY)
    assert rule is not None
    weight = weight or settled(net_g)
    earned = quote(rule, weight.net_g)
    return DropOff(
        session=session or new_id(),
        line=line,
        who=who or Guest(new_claim_code()),
        material=material,
        weight=weight,
        reduction_mg=earned.reduction_mg,
        reduction_g=earned.reduction_g,
        points=earned.points,
        rule=rule.ref,
        hold=hold,
    )
