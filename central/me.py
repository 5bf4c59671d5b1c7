"""``GET /v1/me``: the account, the phones that may make passes for it, and the cards that it shows."""

from typing import Any

from central import accounts, cards, certificates
from central.context import Platform


def me(platform: Platform, resident: str) -> dict[str, Any]:
    """200 of the call."""
    with platform.store.reading() as connection:
        return {
            **accounts.account(connection, platform.rules, resident),
            "certificates": certificates.list_of(connection, platform, resident),
            "cards": cards.list_of(connection, resident),
        }
