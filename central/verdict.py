"""What an entry is worth: pure judgement of what was read. Nothing here reads a clock or a table.

``refused``: it can never count. ``held``: people look at it; the goods were weighed.
"""

from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from central.bodies import CollectionBody, DropOffBody, ReadEntry, ScaleCheckBody
from central.collection_verdict import adds_up
from central.rules import RuleBook

HOLD_WORDS = frozenset({"certificate_expired", "scale_check_failed", "taken_out"})
"""Why a kiosk may ask for a review of its own drop-off."""

MOMENTARY = frozenset({"certificate_expired", "implausible_rate", "two_places", "over_card_cap", "over_day_cap"})
"""Reasons that hang on when it happened. All others of this module are tried before them. What waits for one of these
is judged anew when its moment is known better; who of the staff did it, and for which order, is then asked as well
(``central.moved``).
"""


class Judgement(msgspec.Struct, frozen=True):
    """The verdict on one entry, as on the wire."""

    verdict: Literal["accepted", "held", "refused"]
    reason: str | None = None


DAY_G = 20_000
"""Net grams that are credited unreviewed to one resident on one local day, at all kiosks together."""

CARD_DAY_G = 10_000
"""Of these by cards: a card needs no phone and no PIN."""

HOUR_DROPS = 240
"""Drop-offs in one hour at one scale: one every 15 seconds. Nobody weighs, reads and touches so fast all the time."""

_HOUR = timedelta(hours=1)

APART = timedelta(seconds=60)
"""Between drop-offs of one resident at two kiosks: a visit takes about that long, however near the other one stands."""

BY_ORDER = "order"
"""A resident who was known by the code of a home pickup; whether it is theirs, the order says."""

PLATFORM_PASSES = frozenset({"phone", "card"})
"""The kinds of passes of which the platform remembers every one that it has issued."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the entry.

    ``residents``: pseudonyms known to the platform, at least those that the range names. ``scale_failed``: the kiosk's
    newest scale check before this entry was not passed. ``revoked``: passes and residents. ``used_elsewhere``: digests
    of passes that another kiosk had told of first. ``issued``: pass and resident of the phones' certificates and cards
    that the range names. ``elsewhere``: when something of the same resident was accepted at other kiosks.
    ``hour_before``: when the drop-off was made that lies ``HOUR_DROPS`` before this one in the journal. ``day_g``: net
    grams accepted unreviewed on the entry's day for whom it would be credited to, None: nobody yet; ``card_day_g``:
    the same by card, None when this one is not by card. ``repeated``: the kiosk has told of this line of this session
    before, or of this weighing. Moments are the best known ones.
    """

    residents: Container[str] = ()
    scale_failed: bool = False
    revoked: Container[str] = ()
    used_elsewhere: Container[str] = ()
    issued: Container[tuple[str, str]] = ()
    elsewhere: Collection[str] = ()
    hour_before: str | None = None
    day_g: int | None = None
    card_day_g: int | None = None
    repeated: bool = False


_ACCEPTED = Judgement("accepted")


def judge(entry: ReadEntry | None, rules: RuleBook, around: Circumstances) -> Judgement:
    """The verdict on an entry."""
    if entry is None:
        return Judgement("refused", "malformed_body")
    match entry.body:
        case DropOffBody() as drop:
            return _judge_drop_off(entry, drop, rules, around)
        case ScaleCheckBody() as check if not _check_adds_up(check):
            return Judgement("refused", "arithmetic")
        case CollectionBody() as collection if not adds_up(collection):
            return Judgement("refused", "arithmetic")
    return _ACCEPTED


def _judge_drop_off(entry: ReadEntry, drop: DropOffBody, rules: RuleBook, around: Circumstances) -> Judgement:
    rule = rules.find(drop.rule.id, drop.rule.version)
    facts = (drop.material, drop.rule.status, drop.rule.g_per_kg, drop.rule.points_per_kg)
    # Before all other reasons to hold: who releases it shall know that it is the second one.
    repeated = "duplicate_drop_off" if around.repeated else None
    if rule is None or facts != (rule.material, rule.status, rule.g_per_kg, rule.points_per_kg):
        return Judgement("held", repeated or "unknown_rule")
    if not _adds_up(drop):
        return Judgement("refused", "arithmetic")
    if drop.net_g < rule.min_g:
        return Judgement("refused", "too_light")
    if drop.net_g > rule.max_g:
        return Judgement("held", repeated or "over_drop_cap")
    doubt = (
        repeated
        or _doubt_weight(drop, around.scale_failed)
        or _doubt_who(drop, around)
        or _doubt_when(entry, drop, around)
        or _doubt_day(drop.net_g, around)
    )
    return _ACCEPTED if doubt is None else Judgement("held", doubt)


def _doubt_weight(drop: DropOffBody, scale_failed: bool) -> str | None:
    """Why the weighing itself must be looked at: the kiosk's own word first, then what it should have said."""
    if drop.hold is not None:
        return drop.hold if drop.hold in HOLD_WORDS else "unknown_hold"
    if scale_failed:
        return "scale_check_failed"
    if drop.weighing.taken_out_g > 0:
        return "taken_out"
    return None


def _doubt_when(entry: ReadEntry, drop: DropOffBody, around: Circumstances) -> str | None:
    """Why it must be looked at when it was made."""
    until, before = drop.weighing.certificate_until, around.hour_before
    if until is not None and until < entry.day:
        return "certificate_expired"
    # A clock that was set back proves nothing.
    if before is not None and timedelta(0) <= _between(before, entry.at) < _HOUR:
        return "implausible_rate"
    if drop.resident is None or not entry.timely:
        return None
    return "two_places" if any(abs(_between(at, entry.at)) < APART for at in around.elsewhere) else None


def _doubt_who(drop: DropOffBody, around: Circumstances) -> str | None:
    """Why it must be looked at who gets the credit."""
    if drop.resident is None:
        return None
    if drop.resident not in around.residents:
        return "unknown_resident"
    if drop.resident in around.revoked or drop.pass_id in around.revoked:
        return "revoked"
    if drop.pass_kind == BY_ORDER and (drop.order is None or drop.pass_id != drop.order):
        return "unknown_pass"
    if drop.pass_kind in PLATFORM_PASSES and (drop.pass_id or "", drop.resident) not in around.issued:
        return "unknown_pass"
    if drop.pass_digest in around.used_elsewhere:
        return "pass_used_elsewhere"
    return None


def _doubt_day(net_g: int, around: Circumstances) -> str | None:
    """Why this is too much for the day."""
    if around.card_day_g is not None and around.card_day_g + net_g > CARD_DAY_G:
        return "over_card_cap"
    return None if around.day_g is None or fits_day(around.day_g, net_g) else "over_day_cap"


def fits_day(day_g: int, net_g: int) -> bool:
    """Whether ``net_g`` may be credited unreviewed when ``day_g`` already was."""
    return day_g + net_g <= DAY_G


def _between(earlier: str, later: str) -> timedelta:
    return datetime.fromisoformat(later) - datetime.fromisoformat(earlier)


def _adds_up(drop: DropOffBody) -> bool:
    # Grams and points are floored separately from the same weight; neither is derived from the other.
    reduction_mg = drop.net_g * drop.rule.g_per_kg
    return (
        drop.net_g == drop.gross_g - drop.tare_g
        and drop.reduction_mg == reduction_mg
        and drop.reduction_g == reduction_mg // 1000
        and drop.points == drop.net_g * drop.rule.points_per_kg // 1000
    )


def _check_adds_up(check: ScaleCheckBody) -> bool:
    within = abs(check.error_g) <= check.tolerance_g and abs(check.return_g) <= check.return_tolerance_g
    return check.error_g == check.measured_g - check.test_weight_g and check.passed == within
