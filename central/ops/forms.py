"""What a browser sends: forms as ``application/x-www-form-urlencoded``, and the figures that people type."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from central.problems import CentralError

MAX_BODY = 16 * 1024
_MAX_FIELDS = 40
_KILOGRAMS = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,3}))?\Z")
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,8})?\Z")


def fields(body: bytes) -> Mapping[str, str]:
    """The fields of a form; of a name that comes twice the last. Raises ``CentralError``."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MAX_FIELDS, encoding="utf-8", errors="strict"
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise CentralError("form-unreadable") from error
    return dict(pairs)


def grams(text: str) -> int:
    """Kilograms as people write them, with up to three decimals. Raises ``CentralError``."""
    found = _KILOGRAMS.match(text.strip())
    if found is None:
        raise CentralError("kilograms-unreadable")
    whole, decimals = found.groups()
    return int(whole) * 1000 + int((decimals or "").ljust(3, "0"))


def position(latitude: str, longitude: str) -> tuple[int, int] | None:
    """Degrees in millionths; None where nothing is typed. Raises ``CentralError``."""
    texts = (latitude.strip(), longitude.strip())
    if not any(texts):
        return None
    if not all(_DEGREES.match(text) for text in texts):
        raise CentralError("position-unreadable")
    north, east = (round(float(text) * 1e6) for text in texts)
    if abs(north) > 90_000_000 or abs(east) > 180_000_000:
        raise CentralError("position-unreadable")
    return north, east
