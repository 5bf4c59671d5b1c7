"""Home pickups for tests: orders, and people at their doors."""

from typing import Any

from kiosk.core.pickup import Order

LI_ORDER, WANG_ORDER = "01" * 16, "02" * 16
CODE = "7GKQ2MXY"
ADDRESS, PHONE, NOTE = "忠山路9号3栋2单元501", "13800138000", "敲门请轻一点"


def order(**changes: Any) -> Order:
    """Li's order for tomorrow morning."""
    usual = {
        "id": LI_ORDER,
        "code": CODE,
        "resident": "r-li",
        "materials": ("clothing", "books"),
        "window_from": "2026-11-23T01:00:00.000Z",
        "window_to": "2026-11-23T04:00:00.000Z",
        "building": "忠山路9号3栋",
        "address": ADDRESS,
        "phone": PHONE,
        "note": NOTE,
    }
    return Order(**{**usual, **changes})


def wangs_order(**changes: Any) -> Order:
    """Wang's, in the next building."""
    return order(**{"id": WANG_ORDER, "code": "9HJK3NPQ", "resident": "r-wang", "building": "忠山路9号5栋", **changes})
