"""What a kiosk tells of its staff's work, written from contract/README.md alone: sites, collections, corrections."""

import secrets
from collections.abc import Sequence
from typing import Any

from tests.fakes.virtual_kiosk import drop_off_body


def site_body(*containers: tuple[str, str, int], **changes: Any) -> dict[str, Any]:
    """A right body of a ``site_adopted``; a container is its name, material and capacity in grams."""
    listed = [
        {"id": name, "material": material, "capacity_g": capacity_g, "capacity_l": 0}
        for name, material, capacity_g in containers
    ]
    place = {"name_zh": "龙马潭社区", "name_en": "Longmatan", "latitude_e6": 28_897_000, "longitude_e6": 105_438_000}
    return {**place, "containers": listed} | changes


def collection_body(
    badge: str, container: str, expected_g: int, weighed: Sequence[int] | None = None, **changes: Any
) -> dict[str, Any]:
    """A right body of a ``collection`` that weighed the bags ``weighed``, or one with what was expected."""
    bags = [expected_g] if weighed is None else list(weighed)
    body = {
        "collection": secrets.token_hex(16),
        "container": container,
        "material": "clothing",
        "period": 1,
        "drop_offs": 1,
        "expected_g": expected_g,
        "weighed_g": sum(bags),
        "difference_g": sum(bags) - expected_g,
        "tolerance_g": max(1_000, expected_g // 50),
        "reason": None,
        "bags": [{"net_g": net_g, "weighing": drop_off_body(net_g)["weighing"]} for net_g in bags],
        "vehicle": None,
        "old_seal": {"expected": None, "found": None, "state": "first"},
        "new_seal": f"LZ-{secrets.token_hex(6).upper()}",
        "into": None,
        "badge": badge,
        "role": "operator",
        "signed": "badge",
    }
    return body | changes


def abandoned_body(badge: str, container: str, **changes: Any) -> dict[str, Any]:
    """A right body of a ``collection_abandoned``."""
    body = {"collection": secrets.token_hex(16), "container": container, "step": "bags", "reason": "weather"}
    return {**body, "badge": badge, "role": "operator"} | changes


def pickup_closed_body(badge: str, order: str, outcome: str = "collected", **changes: Any) -> dict[str, Any]:
    """A right body of a ``pickup_closed``."""
    body = {"order": order, "outcome": outcome, "drop_offs": 1, "net_g": 3250, "refused": [], "confirmed": True}
    return {**body, "window_from": None, "window_to": None, "badge": badge, "role": "operator"} | changes


def correction_body(badge: str, container: str, of: tuple[str, int], before_g: int, after_g: int) -> dict[str, Any]:
    """A right body of a ``correction``: the drop-off ``of`` (epoch and number) counts for ``after_g``, 0: nothing."""
    return {
        "of": {"epoch": of[0], "seq": of[1]},
        "session": secrets.token_hex(16),
        "line": 1,
        "day": "2026-11-22",
        "material": "clothing",
        "container": container,
        "action": "adjust" if after_g else "void",
        "net_g": after_g,
        "reduction_g": after_g * 1280 // 1000,
        "points": after_g * 30 // 1000,
        "delta_g": after_g - before_g,
        "delta_reduction_g": after_g * 1280 // 1000 - before_g * 1280 // 1000,
        "delta_points": after_g * 30 // 1000 - before_g * 30 // 1000,
        "reason": "leaned_on",
        "badge": badge,
        "role": "supervisor",
        "second": None,
    }
