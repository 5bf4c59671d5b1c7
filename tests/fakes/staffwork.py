"""Staff at work, ready made: collections and corrections."""

from kiosk.core.acts import DropOff
from kiosk.core.collection import Collection, DifferenceReason, OldSeal, SealState, SignedBy
from kiosk.core.correction import Correction, CorrectionAction, CorrectionReason, Standing
from kiosk.core.events import StaffRole
from tests.fakes.acts import settled

OPERATOR = "0a" * 16
SUPERVISOR = "5a" * 16
SECOND = "5b" * 16


def collection(
    container: str,
    expected_g: int,
    *,
    period: int = 1,
    drop_offs: int = 1,
    weighed_g: int | None = None,
    material: str = "clothing",
    identity: str = "c0" * 16,
    old_seal: str | None = None,
    new_seal: str = "LZ-0001",
    reason: DifferenceReason | None = None,
) -> Collection:
    """A container that held ``expected_g`` and was weighed in one bag: the same, unless ``weighed_g`` is given."""
    weighed_g = expected_g if weighed_g is None else weighed_g
    return Collection(
        collection=identity,
        container=container,
        material=material,
        period=period,
        drop_offs=drop_offs,
        expected_g=expected_g,
        bags=(settled(weighed_g, weighing=identity),),
        vehicle_g=None,
        vehicle_reason=None,
        reason=reason,
        old_seal=OldSeal(old_seal, old_seal, SealState.INTACT if old_seal else SealState.FIRST),
        new_seal=new_seal,
        into=None,
        badge=OPERATOR,
        role=StaffRole.OPERATOR,
        signed=SignedBy.BADGE,
    )


def correction(act: DropOff, net_g: int, *, epoch: str, seq: int, second: str | None = SECOND) -> Correction:
    """``act`` counts for ``net_g`` from now on; for nothing, when that is 0."""
    of = Standing(
        epoch=epoch,
        seq=seq,
        session=act.session,
        line=act.line,
        day="2026-11-22",
        time="17:00",
        material=act.material,
        container=act.container,
        weighed_g=act.weight.net_g,
        net_g=act.weight.net_g,
        reduction_g=act.reduction_g,
        points=act.points,
        g_per_kg=act.rule.g_per_kg,
        points_per_kg=act.rule.points_per_kg,
        voided=False,
        corrected=False,
    )
    return Correction(
        of=of,
        action=CorrectionAction.ADJUST if net_g else CorrectionAction.VOID,
        net_g=net_g,
        reduction_g=net_g * act.rule.g_per_kg // 1000,
        points=net_g * act.rule.points_per_kg // 1000,
        reason=CorrectionReason.LEANED_ON,
        badge=SUPERVISOR,
        role=StaffRole.SUPERVISOR,
        second=second,
    )
