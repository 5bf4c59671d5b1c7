"""Masses and points as integers, and the only places where text becomes one.

A weight leaves the wire as a ``Decimal`` with a unit (see ``kiosk.scale``) and becomes whole ``Grams`` here,
exactly or not at all. Grams of CO2 reduction are plain ``int`` named ``reduction_g``; the exact milligrams that they
were floored from are ``reduction_mg``.
"""

from decimal import Decimal

_GRAMS_PER_UNIT = {"kg": Decimal(1000), "g": Decimal(1), "jin": Decimal(500), "t": Decimal(1_000_000)}


def grams(value: Decimal, unit: str) -> int:
    """Convert a displayed weight to whole grams; a fraction of a gram is dropped.

    ``unit`` is one of ``kg``, ``g``, ``jin`` (500 g), ``t``. Raises ``ValueError`` for any other unit, because pounds
    or an unknown unit must stop the weighing, never be converted by guess.
    """
    try:
        factor = _GRAMS_PER_UNIT[unit]
    except KeyError:
        raise ValueError(f"no gram value for unit {unit!r}") from None
    return int(value * factor)


def kilograms_text(weight_g: int) -> str:
    """The kilograms a resident reads: two decimals, floored, from ``weight_g`` grams (``3259`` → ``3.25``)."""
    sign = "-" if weight_g < 0 else ""
    hundredths = abs(weight_g) // 10
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"
