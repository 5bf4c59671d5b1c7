"""What a resident's own account shows: a pure function of the session's state, like ``kiosk.ui.views``."""

from dataclasses import dataclass

from kiosk.core.account import GRAMS_PER_KWH, Account, Month
from kiosk.core.badges import GRAMS, Badge, badges
from kiosk.core.units import kilograms_text
from kiosk.session import states as at
from kiosk.session.reading_states import ReadingPage
from kiosk.ui.numbers import growth, thousandths_text, whole_text

_WHOLE_FROM_G = 10_000
"""Beside a bar a tenth of a kilogram says nothing from here on."""


@dataclass(frozen=True, slots=True)
class AccountView:
    """The account, or (``loading``) that it is on its way. Lists have one item a row; words are keys; what does not
    apply is empty.
    """

    part: str = ""  # an AccountPart
    loading: bool = False
    drop_offs: int = 0
    net_text: str = ""  # kilograms
    reduction_text: str = ""
    points_text: str = ""
    kwh_text: str = ""
    kwh_grams: str = ""  # kilograms of CO2 that a kilowatt hour stands for
    held: int = 0
    held_text: str = ""  # kilograms
    months: tuple[str, ...] = ()  # 2026-11, newest first
    month_weights: tuple[str, ...] = ()  # kilograms, short
    month_shares: tuple[str, ...] = ()  # of the heaviest one, 0 to 1
    rings: tuple[str, ...] = ()  # how wide each month since the first has grown, 0 to 1, oldest first
    act_days: tuple[str, ...] = ()
    act_materials: tuple[str, ...] = ()
    act_weights: tuple[str, ...] = ()
    act_points: tuple[str, ...] = ()
    act_verdicts: tuple[str, ...] = ()  # an ActVerdict; corrected: accepted with another weight
    badge_kinds: tuple[str, ...] = ()
    badges_left: tuple[str, ...] = ()  # what is missing: kilograms or a number
    badge_materials: tuple[str, ...] = ()  # which material is missing


def account_view(state: at.SessionState) -> AccountView:
    """The account while it is read; the resting view on every other screen."""
    phase = state.phase
    if not isinstance(phase, at.Reading) or phase.page is not ReadingPage.ACCOUNT:
        return AccountView()
    if phase.account is None:
        return AccountView(part=phase.part.value, loading=True)
    return _view(phase.account, phase.part.value)


def _view(account: Account, part: str) -> AccountView:
    earned = badges(account)
    newest_first = account.months[::-1]
    most_g = max((month.net_g for month in account.months), default=0)
    return AccountView(
        part=part,
        drop_offs=account.drop_offs,
        net_text=kilograms_text(account.net_g),
        reduction_text=whole_text(account.reduction_g),
        points_text=whole_text(account.points),
        kwh_text=whole_text(account.saved_kwh) if account.saved_kwh else "",
        kwh_grams=thousandths_text(GRAMS_PER_KWH),
        held=account.held,
        held_text=kilograms_text(account.held_g),
        months=tuple(month.month for month in newest_first),
        month_weights=tuple(_short_kilograms(month.net_g) for month in newest_first),
        month_shares=tuple(_share(month, most_g) for month in newest_first),
        rings=tuple(f"{growth(month.net_g):.3f}" for month in _since_the_first(account.months)),
        act_days=tuple(act.day for act in account.acts),
        act_materials=tuple(act.material for act in account.acts),
        act_weights=tuple(kilograms_text(act.net_g) if act.net_g else "" for act in account.acts),
        act_points=tuple(whole_text(act.points) for act in account.acts),
        act_verdicts=tuple(_verdict(act.verdict.value, corrected=act.corrected) for act in account.acts),
        badge_kinds=tuple(badge.kind.value for badge in earned),
        badges_left=tuple(_left(badge) for badge in earned),
        badge_materials=tuple(badge.material for badge in earned),
    )


def _since_the_first(months: tuple[Month, ...]) -> tuple[Month, ...]:
    """Without the months in which nothing had grown yet."""
    first = next((index for index, month in enumerate(months) if month.net_g > 0), len(months))
    return months[first:]


def _short_kilograms(weight_g: int) -> str:
    """For a bar: a tenth of a kilogram where it counts, floored; empty for nothing."""
    if weight_g <= 0:
        return ""
    return whole_text(weight_g // 1000) if weight_g >= _WHOLE_FROM_G else f"{weight_g // 1000}.{weight_g // 100 % 10}"


def _share(month: Month, most_g: int) -> str:
    return f"{max(0, month.net_g) / most_g:.3f}" if most_g > 0 else "0"


def _verdict(verdict: str, *, corrected: bool) -> str:
    return "corrected" if corrected and verdict == "accepted" else verdict


def _left(badge: Badge) -> str:
    if badge.earned:
        return ""
    # Rounded up: who brings what is written has earned it.
    return kilograms_text(badge.left + 9) if badge.kind in GRAMS else str(badge.left)
