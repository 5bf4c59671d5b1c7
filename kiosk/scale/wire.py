"""Numbers and units as indicators write them, read exactly: never float, never converted, never guessed."""

from decimal import Decimal

UNIT_PATTERN = rb"[A-Za-z%][A-Za-z.%]*|\xe5\xb8\x82\xe6\x96\xa4|\xca\xd0\xbd\xef"  # the last two: 市斤, UTF-8 and GBK

COUNTS = frozenset({"pc", "pcs", "%"})
"""Units of piece counts and percentages: such a frame carries no weight."""

_SPELLINGS = {
    b"gn": "gr",  # grain, not gram
    b"sj": "jin",
    "市斤".encode(): "jin",
    "市斤".encode("gbk"): "jin",
}


def number(sign: bytes, digits: bytes) -> Decimal:
    """The value of ``digits`` (with at most one point) as written: trailing zeros kept, minus zero without its sign."""
    value = Decimal(digits.decode("ascii"))
    return value.copy_negate() if sign == b"-" and value else value


def unit(field: bytes) -> str:
    """The printed name of a unit that matches ``UNIT_PATTERN``; an unknown one is passed on in lower case."""
    lowered = field.lower()
    return _SPELLINGS.get(lowered) or lowered.decode("ascii")


def digits(value: Decimal) -> str:
    """The value as plain digits, never with an exponent."""
    return format(value, "f")
