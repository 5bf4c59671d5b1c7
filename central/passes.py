"""The online pass: made by the platform, good for minutes, for phones that cannot sign for themselves."""

import secrets
from datetime import timedelta
from typing import Any

from central import tokens
from central.clock import Now, rfc3339
from central.keys import PlatformKeys
from central.qr import qr_svg

VALID_FOR = timedelta(minutes=10)


def issue_pass(keys: PlatformKeys, resident: str, now: Now) -> dict[str, Any]:
    """201 of ``POST /v1/me/passes``.

    Beside the contract's fields: ``valid_seconds``, so that a phone with a wrong clock counts down rightly, and
    ``svg``, the pass as a QR picture.
    """
    moment = now().replace(microsecond=0)
    text = tokens.signed_code(keys, tokens.ONLINE, resident, secrets.token_bytes(16), moment, VALID_FOR)
    return {
        "pass": text,
        "expires_at": rfc3339(moment + VALID_FOR),
        "valid_seconds": int(VALID_FOR.total_seconds()),
        "svg": qr_svg(text),
    }
