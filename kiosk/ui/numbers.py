"""Figures as a resident reads them. Exact integers in, text out; no float ever touches a weight or a credit."""

import math
import re

from kiosk.core.units import kilograms_text
from kiosk.methodology import Quote

MINUS = "\N{MINUS SIGN}"  # as wide as a digit; a hyphen is half of it
GROUPED_FROM = 10_000
FULL_GROWTH_G = 10_000
_FIRST_SHOOT_G = 100
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=\w)")


def whole_text(value: int) -> str:
    """A whole number; thousands are grouped from five digits on (``4160``, ``12,345``)."""
    return f"{value:,}" if abs(value) >= GROUPED_FROM else str(value)


def thousandths_text(value: int, least: int = 0) -> str:
    """``value`` thousandths exactly, at least ``least`` decimals, no zeros beyond them (``97500`` → ``97.5``)."""
    whole, rest = divmod(abs(value), 1000)
    decimals = f"{rest:03d}".rstrip("0").ljust(least, "0")
    sign = MINUS if value < 0 else ""
    return f"{sign}{whole_text(whole)}" + (f".{decimals}" if decimals else "")


def weight_text(weight_g: int, interval_g: int) -> str:
    """Kilograms with the decimals of a scale of this verification interval: two, and three below ten grams; floored."""
    sign = MINUS if weight_g < 0 else ""
    magnitude_g = abs(weight_g)
    return sign + (thousandths_text(magnitude_g, least=3) if interval_g % 10 else kilograms_text(magnitude_g))


def exact_kilograms_text(weight_g: int) -> str:
    """Kilograms exactly, at least two decimals (``3250`` → ``3.25``, ``3259`` → ``3.259``): for sums that add up."""
    return thousandths_text(weight_g, least=2)


def _result(exact_thousandths: int, credited: int) -> str:
    if exact_thousandths == credited * 1000:
        return whole_text(credited)
    return f"{thousandths_text(exact_thousandths)} → {whole_text(credited)}"


def exact_text(exact_thousandths: int, credited: int) -> str:
    """The sum before its fraction was left out; empty where there was none."""
    return "" if exact_thousandths == credited * 1000 else thousandths_text(exact_thousandths)


def reduction_result(quote: Quote) -> str:
    """What the grams of the sum come to: ``4160``, or ``4171.52 → 4171`` where a fraction was floored away."""
    return _result(quote.reduction_mg, quote.reduction_g)


def points_result(quote: Quote) -> str:
    """What the points of the sum come to: ``97.5 → 97``."""
    return _result(quote.points_thousandths, quote.points)


def growth(weight_g: int | None) -> float:
    """How far the sprout has grown under ``weight_g`` grams: 0 to 1, logarithmic, full at 10 kg."""
    if weight_g is None or weight_g <= 0:
        return 0.0
    scaled = math.log1p(weight_g / _FIRST_SHOOT_G) / math.log1p(FULL_GROWTH_G / _FIRST_SHOOT_G)
    return min(1.0, scaled)


def claim_groups(code: str) -> str:
    """A claim code in groups of four, to be written down by hand."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def units_joined(sentence: str) -> str:
    """``sentence`` with no-break spaces between its numbers and their units, so that no line ends between them."""
    return _BEFORE_UNIT.sub("\u00a0", sentence)
