"""What the screens of emptying a container show: a pure function of the session's state, like ``kiosk.ui.views``."""

from dataclasses import dataclass, replace

from kiosk.core.collection import Collection, Draft, Into, Manifest, tolerance_of
from kiosk.core.containers import ContainerFill
from kiosk.core.printing import PrinterStatus
from kiosk.core.units import kilograms_text
from kiosk.session import states as at
from kiosk.session.collect_states import Collect, CollectStep
from kiosk.session.collecting import came_since_g, destinations, fill_of, reasons_for
from kiosk.ui.checking import signed_text
from kiosk.ui.numbers import exact_kilograms_text, thousandths_text, whole_text


@dataclass(frozen=True, slots=True)
class CollectView:
    """A collection as it stands. ``step`` is a CollectStep, ``trouble`` a CollectTrouble; kilograms and counts are
    text; what is not known or does not apply is empty. The lists that begin alike go together, place by place.
    """

    step: str = ""
    trouble: str = ""
    container: str = ""
    material: str = ""
    list_ids: tuple[str, ...] = ()
    list_materials: tuple[str, ...] = ()
    list_fills: tuple[str, ...] = ()  # kilograms
    list_percents: tuple[str, ...] = ()
    list_seals: tuple[str, ...] = ()
    list_days: tuple[str, ...] = ()  # since when, 2026-11-16
    bin_text: str = ""  # kilograms, by the scale that the container stands on
    has_last: bool = False
    begun: bool = False  # something is answered, and kept
    resumable: bool = False
    expected_seal: str = ""
    found_seal: str = ""
    seal_matches: bool = False
    reading_text: str = ""  # kilograms, live
    status: str = ""  # a ScaleStatus
    bags: str = ""  # how many
    last_bag: str = ""  # kilograms
    weighed_text: str = ""
    expected_text: str = ""
    drop_offs: str = ""
    difference_text: str = ""  # with its sign
    tolerance_text: str = ""
    came_text: str = ""  # kilograms that came since the weighing
    nothing: bool = False  # nothing was weighed
    reasons: tuple[str, ...] = ()  # DifferenceReasons that may explain it; none: it needs no reason
    places: tuple[str, ...] = ()  # names of points, a container's id where it is one here, empty: the sorting centre
    places_here: tuple[str, ...] = ()  # "here" or empty
    new_seal: str = ""
    asked: bool = False  # the ledger is being asked about the new seal
    vehicle_text: str = ""  # kilograms that were typed
    manifest_number: str = ""
    manifest_hash: str = ""
    printer: bool = False


def collect_view(state: at.SessionState, language: str) -> CollectView:
    """The collection on the screen; the resting view on every other one."""
    phase = state.phase
    if not isinstance(phase, Collect):
        return CollectView()
    view = CollectView(
        step=phase.step.value,
        trouble=phase.trouble.value if phase.trouble else "",
        has_last=state.collections.last is not None,
        printer=state.printer.status is not PrinterStatus.NONE,
        found_seal=phase.found or "",
        asked=phase.asked is not None,
        vehicle_text=thousandths_text(phase.vehicle_g) if phase.vehicle_g else "",
    )
    if phase.manifest is not None and phase.step is CollectStep.MANIFEST:
        return _with_manifest(view, phase.manifest)
    if phase.draft is None:
        return _with_list(view, state)
    return _with_draft(view, state, phase, phase.draft, language)


def collect_code(state: at.SessionState) -> str | None:
    """What the QR on the screen holds: the manifest's code, or the number of the seal that goes on."""
    match state.phase:
        case Collect(step=CollectStep.MANIFEST, manifest=Manifest() as manifest):
            return manifest.code
        case Collect(step=CollectStep.SIGN, draft=Draft() as draft):
            return draft.new_seal
        case _:
            return None


def collect_places(state: at.SessionState) -> tuple[Into | None, ...]:
    """The destinations in the order in which the screen lists them."""
    match state.phase:
        case Collect(draft=Draft() as draft):
            return destinations(state, draft)
        case _:
            return ()


def _with_list(view: CollectView, state: at.SessionState) -> CollectView:
    fills = state.containers.fills
    return replace(
        view,
        list_ids=tuple(fill.container.id for fill in fills),
        list_materials=tuple(fill.container.material for fill in fills),
        list_fills=tuple(kilograms_text(fill.fill_g) for fill in fills),
        list_percents=tuple("" if fill.percent is None else str(fill.percent) for fill in fills),
        list_seals=tuple(fill.seal or "" for fill in fills),
        list_days=tuple(fill.since or "" for fill in fills),
        bin_text="" if state.scale.fill_g is None else kilograms_text(state.scale.fill_g),
    )


def _with_draft(view: CollectView, state: at.SessionState, phase: Collect, draft: Draft, language: str) -> CollectView:
    fill = fill_of(state, draft)
    reading_g = state.scale.weight_g
    view = replace(
        view,
        container=draft.container,
        material=draft.material,
        begun=state.collections.draft is not None,
        resumable=fill is not None,
        expected_seal=(fill.seal if fill else None) or "",
        seal_matches=fill is not None and phase.found == fill.seal,
        reading_text="" if reading_g is None else exact_kilograms_text(reading_g),
        status=state.scale.status.value,
        bags=whole_text(len(draft.bags)),
        last_bag=exact_kilograms_text(draft.bags[-1].net_g) if draft.bags else "",
        weighed_text=exact_kilograms_text(draft.weighed_g),
        new_seal=draft.new_seal or "",
        places=tuple(_place(state, into, language) for into in destinations(state, draft)),
        places_here=tuple(_is_here(state, into) for into in destinations(state, draft)),
    )
    return view if fill is None else _compared(view, draft, fill)


def _compared(view: CollectView, draft: Draft, fill: ContainerFill) -> CollectView:
    came_g = came_since_g(draft, fill)
    reasons = reasons_for(fill.fill_g, draft.weighed_g, came_g)
    view = replace(view, came_text=exact_kilograms_text(came_g) if came_g else "")
    view = _figures(view, fill.fill_g, draft.weighed_g, fill.drop_offs)
    return replace(view, nothing=draft.weighed_g == 0, reasons=tuple(reason.value for reason in reasons))


def _figures(view: CollectView, expected_g: int, weighed_g: int, drop_offs: int) -> CollectView:
    return replace(
        view,
        expected_text=exact_kilograms_text(expected_g),
        weighed_text=exact_kilograms_text(weighed_g),
        drop_offs=whole_text(drop_offs),
        difference_text=signed_kilograms(weighed_g - expected_g),
        tolerance_text=exact_kilograms_text(tolerance_of(expected_g)),
    )


def signed_kilograms(weight_g: int) -> str:
    """Kilograms with their sign; nothing is plain ``0.00``."""
    sign = signed_text(weight_g)[0] if weight_g else ""
    return sign + exact_kilograms_text(abs(weight_g))


def _place(state: at.SessionState, into: Into | None, language: str) -> str:
    if into is None:
        return ""
    point = next((point for point in state.points if point.kiosk == into.kiosk), None)
    if point is None:
        return into.container
    return point.name_zh if language == "zh" else point.name_en


def _is_here(state: at.SessionState, into: Into | None) -> str:
    return "here" if into is not None and into.kiosk == state.collections.kiosk else ""


def _with_manifest(view: CollectView, manifest: Manifest) -> CollectView:
    collection: Collection = manifest.collection
    return replace(
        _figures(view, collection.expected_g, collection.weighed_g, collection.drop_offs),
        container=collection.container,
        material=collection.material,
        bags=whole_text(len(collection.bags)),
        new_seal=collection.new_seal,
        reasons=(collection.reason.value,) if collection.reason else (),
        manifest_number=str(manifest.seq),
        manifest_hash=manifest.hash[:16].upper(),
    )
