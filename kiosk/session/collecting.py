"""Emptying a container: seal, bags, difference, destination, new seal, signature; then it is one entry.

What is answered is kept on disk answer by answer (``KeepDraft``), so a power cut, a lock or another collector costs
nothing; what is expected is always what the ledger says now. Nothing is closed before ``Collected``.
"""

from dataclasses import replace

from kiosk.core.collection import (
    Abandoned,
    Collected,
    Collection,
    CollectionDeclined,
    CollectionsSeen,
    DifferenceReason,
    Draft,
    Into,
    Manifest,
    OldSeal,
    SealJudged,
    SealSeen,
    SealState,
    SignedBy,
    seal_of,
    tolerance_of,
)
from kiosk.core.containers import ContainerFill, is_round
from kiosk.core.events import BadgeSeen, ScaleStatus, SettledWeight
from kiosk.core.printing import ManifestJob, SealJob
from kiosk.session import inputs as on
from kiosk.session.collect_states import SCANS_SEAL, Collect, CollectStep, CollectTrouble
from kiosk.session.context import IDLE_MS, NOTICE_MS, Context
from kiosk.session.effects import (
    AbandonCollection,
    AppendCollection,
    Effect,
    JudgeSeal,
    KeepDraft,
    NudgeSync,
    Print,
    RequireZero,
    Step,
)
from kiosk.session.spent import is_spent, spend, spend_load
from kiosk.session.states import Attract, Notice, NoticeKind, SessionState, StaffMenu

STEP_MS = 180_000
"""Bags are fetched, and seals are looked for."""
MOST_BAGS = 200
MOST_PLACES = 4
"""So many other points are offered as a destination."""
_ABSURD_TIMES = 3
"""Nobody presses three times as much into a container as it holds."""
_MOST_G = 5_000_000
"""Where nobody knows how much it holds."""

_RESTLESS = {ScaleStatus.MOVING, ScaleStatus.UNSTEADY, ScaleStatus.STARTING, ScaleStatus.TAKEN_OUT}
_BY_SCALE = {CollectTrouble.NOT_AT_REST, CollectTrouble.PUT_BACK, CollectTrouble.BIN_OFF}
_MORE = (
    DifferenceReason.NOT_CREDITED,
    DifferenceReason.HANDED_IN,
    DifferenceReason.MOVED,
    DifferenceReason.WET,
    DifferenceReason.SCALE,
)
_LESS = (
    DifferenceReason.REFUSE_REMOVED,
    DifferenceReason.MOVED,
    DifferenceReason.WET,
    DifferenceReason.MISSING,
    DifferenceReason.SCALE,
)


def begin_collection(state: SessionState, by: StaffMenu, context: Context) -> Step:
    """From the staff's menu: what was begun comes first."""
    step = CollectStep.LIST if state.collections.draft is None else CollectStep.RESUME
    phase = Collect(step, by.badge, by.role, context.now_ms + STEP_MS, state.collections.draft)
    return replace(state, phase=phase, notice=None), ()


def end_collecting(state: SessionState) -> Step:
    """Lock. What is answered stays; what lies on the scale belongs to nobody."""
    return replace(spend_load(state), phase=Attract(), notice=None), (RequireZero(),)


# --- what the screens ask too ----------------------------------------------------------------------------------------


def fill_of(state: SessionState, draft: Draft) -> ContainerFill | None:
    """How the container of ``draft`` stands; None: it is not here, or was emptied since."""
    fill = state.containers.of(draft.container)
    return fill if fill is not None and fill.period == draft.period else None


def came_since_g(draft: Draft, fill: ContainerFill) -> int:
    """What residents have put into the container since the weighing ended, grams."""
    return 0 if draft.weighed_at_g is None else max(0, fill.fill_g - draft.weighed_at_g)


def reasons_for(expected_g: int, weighed_g: int, came_g: int = 0) -> tuple[DifferenceReason, ...]:
    """What may explain the difference, the likeliest first; empty: it needs no reason. ``came_g``, which came after the
    weighing, explains itself: that it is missing would be a false word.
    """
    difference_g = weighed_g - (expected_g - came_g)
    if min(abs(difference_g), abs(weighed_g - expected_g)) <= tolerance_of(expected_g):
        return ()
    return _MORE if difference_g > 0 else _LESS


def destinations(state: SessionState, draft: Draft) -> tuple[Into | None, ...]:
    """Where it may go: the sorting centre (None), another container of the material here, or another point. Not into
    what is full, and not onto a round: what is carried along there is what was fetched at the doors.
    """
    here = (
        Into(state.collections.kiosk, fill.container.id)
        for fill in state.containers.fills
        if fill.container.material == draft.material
        and fill.container.id != draft.container
        and not (is_round(fill.container.id) or fill.full)
    )
    there = [
        Into(point.kiosk, next(name for name, material in point.containers if material == draft.material))
        for point in state.points
        if draft.material in point.free and any(material == draft.material for _, material in point.containers)
    ]
    return (None, *here, *there[:MOST_PLACES])


def wants_seal(state: SessionState) -> bool:
    """What a scanner reads may be the number of a seal, and is no mistake of a resident."""
    return isinstance(state.phase, Collect)


# --- touches ---------------------------------------------------------------------------------------------------------


def collect_touched(state: SessionState, phase: Collect, touch: on.Touch, context: Context) -> Step:
    """What the collector touched. While it is being saved nothing is."""
    if phase.step is CollectStep.SAVING:
        return state, ()
    phase = replace(phase, trouble=None, deadline_ms=context.now_ms + STEP_MS)
    state = replace(state, phase=phase)
    match phase.step, touch:
        case _, on.Lock() | on.Cancel():
            return end_collecting(state)
        case _, on.Back():
            return _back(state, phase, context)
        case CollectStep.LIST, on.ChooseContainer(container=container):
            return _chosen(state, phase, container, context)
        case CollectStep.LIST, on.ShowManifest() if state.collections.last is not None:
            return _to_manifest(state, phase, state.collections.last), ()
        case CollectStep.MANIFEST, on.Finish():
            return _to_menu(state, phase, context)
        case CollectStep.MANIFEST, on.PrintIt() if phase.manifest is not None:
            return state, (Print(ManifestJob(phase.manifest)),)
        case _ if phase.draft is None:
            return state, ()
        case _:
            return _draft_touched(state, phase, phase.draft, touch, context)


def _draft_touched(state: SessionState, phase: Collect, draft: Draft, touch: on.Touch, context: Context) -> Step:
    match phase.step, touch:
        case CollectStep.RESUME, on.GoOn():
            return _go_on(state, phase, draft)
        case CollectStep.RESUME, on.GiveUp():
            return _go_to(state, phase, CollectStep.GIVE_UP), ()
        case CollectStep.GIVE_UP, on.Abandon(reason=reason):
            abandoned = Abandoned(
                draft.collection, draft.container, _question(state, draft).value, reason, phase.badge, phase.role
            )
            collections = replace(state.collections, draft=None)
            state, _ = _to_menu(replace(state, collections=collections), phase, context)
            return state, (AbandonCollection(abandoned), NudgeSync())
        case CollectStep.SEAL, on.SealEntered(seal=text):
            return _seal_found(state, phase, text)
        case CollectStep.SEAL, on.SealMissing():
            return _seal_known(state, phase, draft, None, intact=False)
        case CollectStep.INTACT, on.SealFound(intact=intact):
            return _seal_known(state, phase, draft, phase.found, intact=intact)
        case CollectStep.WEIGH, on.RemoveBag() if draft.bags and not context.in_container:
            return _keep(state, phase, replace(draft, bags=draft.bags[:-1]))
        case CollectStep.WEIGH, on.WeighVehicle():
            return _go_to(state, phase, CollectStep.VEHICLE), ()
        case CollectStep.WEIGH, on.AllWeighed():
            return _all_weighed(state, phase, draft, context)
        case CollectStep.VEHICLE, on.VehicleWeighed(weight_g=weight_g):
            return _vehicle_weighed(state, phase, draft, weight_g), ()
        case CollectStep.VEHICLE_REASON, on.VehicleBecause(reason=why) if phase.vehicle_g is not None:
            by_vehicle = replace(draft, bags=(), vehicle_g=phase.vehicle_g, vehicle_reason=why)
            return _answered(state, phase, _weighed(state, by_vehicle))
        case CollectStep.COMPARE, on.Explain(reason=because):
            return _explained(state, phase, draft, because)
        case CollectStep.DESTINATION, on.SendTo(into=into) if into in destinations(state, draft):
            return _answered(state, phase, replace(draft, sent=True, into=into))
        case CollectStep.NEW_SEAL, on.SealEntered(seal=text):
            return _new_seal(state, phase, draft, text)
        case CollectStep.NEW_SEAL, on.MakeSeal():
            return _new_seal(state, phase, draft, _made_seal(state, draft, context))
        case CollectStep.SIGN, on.Sign():
            return _signed(state, phase, draft, SignedBy.FINGER)
        case CollectStep.SIGN, on.PrintIt() if draft.new_seal is not None:
            return state, (Print(SealJob(draft.new_seal, draft.container)),)
        case _:
            return state, ()


def _back(state: SessionState, phase: Collect, context: Context) -> Step:
    """One question back; from the first it is giving up, which wants a reason once something was answered."""
    draft = phase.draft
    match phase.step:
        case CollectStep.LIST | CollectStep.RESUME | CollectStep.MANIFEST:
            return _to_menu(state, phase, context)
        case _ if draft is None:
            return _to_menu(state, phase, context)
        case CollectStep.GIVE_UP:
            return _go_to(state, phase, CollectStep.RESUME), ()
        case CollectStep.SEAL if state.collections.draft is None:
            return _go_to(state, replace(phase, draft=None), CollectStep.LIST), ()
        case CollectStep.SEAL:
            return _go_to(state, phase, CollectStep.RESUME), ()
        case CollectStep.INTACT:
            return _go_to(state, replace(phase, found=None), CollectStep.SEAL), ()
        case CollectStep.WEIGH:
            return _answered(state, phase, replace(draft, old_seal=None))
        case CollectStep.VEHICLE:
            return _go_to(state, phase, CollectStep.WEIGH), ()
        case CollectStep.VEHICLE_REASON:
            return _go_to(state, replace(phase, vehicle_g=None), CollectStep.VEHICLE), ()
        case CollectStep.COMPARE:
            again = replace(draft, weighed=False, weighed_at_g=None, vehicle_g=None, vehicle_reason=None)
            return _answered(state, phase, again)
        case CollectStep.DESTINATION:
            return _answered(state, phase, replace(draft, explained_g=None, reason=None))
        case CollectStep.NEW_SEAL:
            return _answered(state, phase, replace(draft, sent=False, into=None))
        case _:
            return _answered(state, phase, replace(draft, new_seal=None))


def _to_menu(state: SessionState, phase: Collect, context: Context) -> Step:
    return replace(state, phase=StaffMenu(phase.badge, phase.role, context.now_ms + IDLE_MS), notice=None), ()


def _go_to(state: SessionState, phase: Collect, step: CollectStep) -> SessionState:
    return replace(state, phase=replace(phase, step=step))


def _in_trouble(state: SessionState, phase: Collect, trouble: CollectTrouble) -> SessionState:
    return replace(state, phase=replace(phase, trouble=trouble))


# --- from one question to the next -----------------------------------------------------------------------------------


def _chosen(state: SessionState, phase: Collect, container: str, context: Context) -> Step:
    fill = state.containers.of(container)
    if fill is None:
        return state, ()
    draft = Draft(context.new_session, container, fill.container.material, fill.period)
    return replace(state, phase=replace(phase, step=CollectStep.SEAL, draft=draft)), ()


def _question(state: SessionState, draft: Draft) -> CollectStep:
    """The first that is not answered, or whose answer does not hold any more."""
    fill = fill_of(state, draft)
    if draft.old_seal is None:
        return CollectStep.SEAL
    if not draft.weighed:
        return CollectStep.WEIGH
    if fill is None or draft.explained_g != fill.fill_g:
        return CollectStep.COMPARE
    if not draft.sent:
        return CollectStep.DESTINATION
    return CollectStep.NEW_SEAL if draft.new_seal is None else CollectStep.SIGN


def _keep(state: SessionState, phase: Collect, draft: Draft) -> Step:
    kept = replace(state.collections, draft=draft)
    return replace(state, phase=replace(phase, draft=draft), collections=kept), (KeepDraft(draft),)


def _answered(state: SessionState, phase: Collect, draft: Draft) -> Step:
    state, kept = _keep(state, replace(phase, found=None, asked=None, vehicle_g=None), draft)
    assert isinstance(state.phase, Collect), "it was kept in it"
    state, effects = _ask(state, state.phase, draft)
    return state, (*kept, *effects)


def _go_on(state: SessionState, phase: Collect, draft: Draft) -> Step:
    if fill_of(state, draft) is None:
        return _in_trouble(state, phase, CollectTrouble.STALE), ()
    return _ask(state, phase, draft)


def _ask(state: SessionState, phase: Collect, draft: Draft) -> Step:
    step = _question(state, draft)
    if step is not CollectStep.WEIGH:
        return _go_to(state, phase, step), ()
    # What lies on the scale, or was taken out, before weighing began is nobody's bag.
    taken = state.scale.taken
    phase = replace(phase, known_taken=taken.weighing if taken else None)
    return _go_to(spend_load(state), phase, step), (RequireZero(),)


# --- the old seal ----------------------------------------------------------------------------------------------------


def _seal_found(state: SessionState, phase: Collect, text: str) -> Step:
    seal = seal_of(text)
    if seal is None:
        return _in_trouble(state, phase, CollectTrouble.NO_SEAL), ()
    return _go_to(state, replace(phase, found=seal), CollectStep.INTACT), ()


def _seal_known(state: SessionState, phase: Collect, draft: Draft, found: str | None, *, intact: bool) -> Step:
    fill = fill_of(state, draft)
    expected = fill.seal if fill else None
    if found is None:
        how = SealState.FIRST if expected is None else SealState.MISSING
    elif not intact:
        how = SealState.BROKEN
    else:
        how = SealState.INTACT if found == expected else SealState.OTHER
    return _answered(state, phase, replace(draft, old_seal=OldSeal(expected, found, how)))


# --- weighing --------------------------------------------------------------------------------------------------------


def collect_scale_seen(state: SessionState, phase: Collect, context: Context) -> Step:
    """Count what the scale says while bags are weighed. Safe to repeat."""
    draft = phase.draft
    if phase.step is not CollectStep.WEIGH or draft is None:
        return state, ()
    if phase.trouble in _BY_SCALE:
        phase = replace(phase, trouble=_unfinished(state, context))
        state = replace(state, phase=phase)
    if state.scale.status in _RESTLESS:
        phase = replace(phase, deadline_ms=context.now_ms + STEP_MS)
        state = replace(state, phase=phase)
    bag = state.scale.taken if context.in_container else state.scale.settled
    if bag is None or not _is_new(state, phase, draft, bag):
        return state, ()
    if len(draft.bags) >= MOST_BAGS:
        return _in_trouble(state, phase, CollectTrouble.MOST_BAGS), ()
    if not context.in_container:
        state = spend(state, bag)
    counted = replace(draft, bags=(*draft.bags, bag))
    state, kept = _keep(state, replace(phase, trouble=None, deadline_ms=context.now_ms + STEP_MS), counted)
    return state, kept if context.in_container else (*kept, RequireZero())


def _is_new(state: SessionState, phase: Collect, draft: Draft, bag: SettledWeight) -> bool:
    if bag.weighing == phase.known_taken or any(bag.weighing == counted.weighing for counted in draft.bags):
        return False
    return bag is state.scale.taken or not is_spent(state, bag)


def _all_weighed(state: SessionState, phase: Collect, draft: Draft, context: Context) -> Step:
    trouble = _unfinished(state, context)
    if trouble is not None:
        return _in_trouble(state, phase, trouble), ()
    return _answered(state, phase, _weighed(state, draft))


def _unfinished(state: SessionState, context: Context) -> CollectTrouble | None:
    """Why weighing cannot end yet. A container must stand there, and nothing may have been put back in: that was not
    subtracted.
    """
    status = state.scale.status
    if status in _RESTLESS:
        return CollectTrouble.NOT_AT_REST
    if not context.in_container or state.scale.fault is not None or status is ScaleStatus.EMPTY:
        return None
    return CollectTrouble.BIN_OFF if status is ScaleStatus.BELOW_ZERO else CollectTrouble.PUT_BACK


def _weighed(state: SessionState, draft: Draft) -> Draft:
    fill = fill_of(state, draft)
    return replace(draft, weighed=True, weighed_at_g=fill.fill_g if fill else None)


def _vehicle_weighed(state: SessionState, phase: Collect, draft: Draft, weight_g: int) -> SessionState:
    fill = fill_of(state, draft)
    holds_g = max(fill.container.full_g, fill.fill_g) if fill else 0
    if not 0 < weight_g <= (_ABSURD_TIMES * holds_g or _MOST_G):
        return _in_trouble(state, phase, CollectTrouble.ABSURD)
    return _go_to(state, replace(phase, vehicle_g=weight_g), CollectStep.VEHICLE_REASON)


def _explained(state: SessionState, phase: Collect, draft: Draft, reason: DifferenceReason | None) -> Step:
    fill = fill_of(state, draft)
    if fill is None:
        return _in_trouble(state, phase, CollectTrouble.STALE), ()
    allowed = reasons_for(fill.fill_g, draft.weighed_g, came_since_g(draft, fill))
    if (reason is None) == bool(allowed) or (reason is not None and reason not in allowed):
        return state, ()
    return _answered(state, phase, replace(draft, explained_g=fill.fill_g, reason=reason))


# --- the new seal and the signature ----------------------------------------------------------------------------------


def _new_seal(state: SessionState, phase: Collect, draft: Draft, text: str) -> Step:
    seal = seal_of(text)
    if phase.asked is not None:
        return state, ()
    if seal is None:
        return _in_trouble(state, phase, CollectTrouble.NO_SEAL), ()
    if draft.old_seal is not None and seal in {draft.old_seal.found, draft.old_seal.expected}:
        return _in_trouble(state, phase, CollectTrouble.SEAL_USED), ()
    return replace(state, phase=replace(phase, asked=seal)), (JudgeSeal(seal),)


def _made_seal(state: SessionState, draft: Draft, context: Context) -> str:
    """``LZ-3F2A-4-9C41C2``: this kiosk, the period, and chance: a restored ledger may count a period again."""
    return f"LZ-{state.collections.kiosk[2:6]}-{draft.period}-{context.new_session[-6:]}".upper()


def seal_judged(state: SessionState, event: SealJudged) -> Step:
    """The ledger's answer about the new seal."""
    phase = state.phase
    if not isinstance(phase, Collect) or phase.draft is None or phase.asked != event.seal:
        return state, ()
    if event.used:
        return _in_trouble(state, replace(phase, asked=None), CollectTrouble.SEAL_USED), ()
    return _answered(state, phase, replace(phase.draft, new_seal=event.seal))


def seal_seen(state: SessionState, event: SealSeen, context: Context) -> Step:
    """A scanner has read the number of a seal. It is read twice or three times, so elsewhere it says nothing."""
    phase = state.phase
    if not isinstance(phase, Collect) or phase.step not in SCANS_SEAL:
        return state, ()
    return collect_touched(state, phase, on.SealEntered(event.seal), context)


def no_seal_seen(state: SessionState, phase: Collect) -> Step:
    """A scanner has read what is neither a pass nor a seal."""
    if phase.step not in SCANS_SEAL or phase.asked is not None:
        return state, ()
    return _in_trouble(state, phase, CollectTrouble.NO_SEAL), ()


def badge_shown(state: SessionState, phase: Collect, event: BadgeSeen, context: Context) -> Step:
    """The same badge signs where a signature is asked for; another one has to wait."""
    if event.badge != phase.badge:
        return replace(state, notice=Notice(NoticeKind.BUSY, context.now_ms + NOTICE_MS)), ()
    if phase.step is not CollectStep.SIGN or phase.draft is None:
        return state, ()
    return _signed(state, phase, phase.draft, SignedBy.BADGE)


def _signed(state: SessionState, phase: Collect, draft: Draft, signed: SignedBy) -> Step:
    fill = fill_of(state, draft)
    if fill is None or draft.old_seal is None or draft.new_seal is None:
        return _in_trouble(state, replace(phase, step=CollectStep.RESUME), CollectTrouble.STALE), ()
    if draft.explained_g != fill.fill_g:
        return _in_trouble(state, replace(phase, step=CollectStep.COMPARE), CollectTrouble.CHANGED), ()
    collection = Collection(
        collection=draft.collection,
        container=draft.container,
        material=draft.material,
        period=draft.period,
        drop_offs=fill.drop_offs,
        expected_g=fill.fill_g,
        bags=draft.bags,
        vehicle_g=draft.vehicle_g,
        vehicle_reason=draft.vehicle_reason,
        reason=draft.reason,
        old_seal=draft.old_seal,
        new_seal=draft.new_seal,
        into=draft.into,
        badge=phase.badge,
        role=phase.role,
        signed=signed,
    )
    return _go_to(state, phase, CollectStep.SAVING), (AppendCollection(collection),)


# --- the ledger's answers --------------------------------------------------------------------------------------------


def collections_seen(state: SessionState, event: CollectionsSeen) -> Step:
    """What the ledger holds, at start and after it was broken."""
    return replace(state, collections=event), ()


def collected(state: SessionState, event: Collected, context: Context) -> Step:
    """It is durable: show the manifest to whoever waits for it."""
    collections = replace(state.collections, draft=None, last=event.manifest)
    state = replace(state, collections=collections)
    phase = state.phase
    effects: tuple[Effect, ...] = (NudgeSync(),)
    if not isinstance(phase, Collect) or phase.draft is None:
        return state, effects
    if phase.draft.collection != event.manifest.collection.collection:
        return state, effects
    return _to_manifest(state, replace(phase, deadline_ms=context.now_ms + STEP_MS), event.manifest), effects


def _to_manifest(state: SessionState, phase: Collect, manifest: Manifest) -> SessionState:
    return replace(state, phase=replace(phase, step=CollectStep.MANIFEST, draft=None, manifest=manifest))


def declined(state: SessionState, event: CollectionDeclined, context: Context) -> Step:
    """It was not written: the figures, or the new seal, are asked for once more."""
    phase = state.phase
    draft = phase.draft if isinstance(phase, Collect) else None
    if not isinstance(phase, Collect) or draft is None or draft.collection != event.collection:
        return state, ()
    phase = replace(phase, deadline_ms=context.now_ms + STEP_MS)
    if event.seal_used:
        trouble, draft = CollectTrouble.SEAL_USED, replace(draft, new_seal=None)
    else:
        trouble, draft = CollectTrouble.CHANGED, replace(draft, explained_g=None, reason=None)
    return _answered(state, replace(phase, trouble=trouble), draft)
