"""The resident's pass: a signed CWT (RFC 8392) in a QR code, which a kiosk verifies without a network."""

import secrets
from datetime import timedelta
from typing import Any, Final

import base45
import cbor2
import qrcode
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cwt import COSE, COSEKey
from qrcode.util import QRData

from central.clock import Now, rfc3339
from central.keys import PlatformKeys, SigningKey

VALID_FOR = timedelta(minutes=10)
PREFIX = "GSP1:"
QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks

_ALPHANUMERIC: Final = 2  # QR mode
_ALG, _KID, _EDDSA = 1, 4, -8  # COSE header labels and algorithm
_ISS, _SUB, _EXP, _IAT, _CTI = 1, 2, 4, 6, 7  # CWT claim keys


def issue_pass(keys: PlatformKeys, resident: str, now: Now) -> dict[str, Any]:
    """201 of ``POST /v1/me/passes``.

    Beside the contract's fields: ``valid_seconds``, so that a phone with a wrong clock counts down rightly, and
    ``svg``, the pass as a QR picture.
    """
    issued_at = int(now().timestamp())
    valid_seconds = int(VALID_FOR.total_seconds())
    claims = {
        _ISS: keys.platform,
        _SUB: resident,
        _EXP: issued_at + valid_seconds,
        _IAT: issued_at,
        _CTI: secrets.token_bytes(16),
    }
    text = PREFIX + base45.b45encode(_sign(keys.passes, cbor2.dumps(claims))).decode("ascii")
    return {
        "pass": text,
        "expires_at": rfc3339(now().replace(microsecond=0) + VALID_FOR),
        "valid_seconds": valid_seconds,
        "svg": qr_svg(text),
    }


def _sign(key: SigningKey, payload: bytes) -> bytes:
    kid = bytes.fromhex(key.kid)
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    cose_key = COSEKey.from_pem(pem, alg="EdDSA", kid=kid)
    signed = COSE.new().encode_and_sign(payload, cose_key, protected={_ALG: _EDDSA, _KID: kid}, unprotected={})
    assert isinstance(signed, bytes)
    return signed


def qr_svg(text: str) -> str:
    """``text`` (QR alphanumeric characters only) as an SVG picture, one unit per module, black on white."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(QRData(text, mode=_ALPHANUMERIC))
    code.make(fit=True)
    matrix = code.get_matrix()
    path = "".join(_row_path(y, row) for y, row in enumerate(matrix))
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def _row_path(y: int, row: list[bool]) -> str:
    """Dark runs of one row as rectangles."""
    parts: list[str] = []
    x = 0
    while x < len(row):
        run = 1
        while x + run < len(row) and row[x + run] == row[x]:
            run += 1
        if row[x]:
            parts.append(f"M{x} {y}h{run}v1h-{run}z")
        x += run
    return "".join(parts)
