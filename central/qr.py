"""A code as black and white modules (ISO/IEC 18004), in alphanumeric mode at level M."""

from collections.abc import Iterator
from typing import Final

import qrcode
from qrcode.util import QRData

QUIET_ZONE = 4
"""Modules around the code, as the standard asks."""

_ALPHANUMERIC: Final = 2  # QR mode

Matrix = list[list[bool]]


def qr_matrix(text: str) -> Matrix:
    """The modules of ``text`` (QR alphanumeric characters only), quiet zone included; True is dark."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(QRData(text, mode=_ALPHANUMERIC))
    code.make(fit=True)
    return code.get_matrix()


def dark_runs(matrix: Matrix) -> Iterator[tuple[int, int, int]]:
    """The dark modules as horizontal bars: column, row, length."""
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = 1
            while x + run < len(row) and row[x + run] == row[x]:
                run += 1
            if row[x]:
                yield x, y, run
            x += run


def qr_svg(text: str) -> str:
    """``text`` (QR alphanumeric characters only) as an SVG picture, one unit per module, black on white."""
    return _svg(qr_matrix(text))


def qr_svg_of_any(text: str) -> str:
    """The same for any text, in byte mode: lower case makes the code larger."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    return _svg(code.get_matrix())


def _svg(matrix: Matrix) -> str:
    path = "".join(f"M{x} {y}h{run}v1h-{run}z" for x, y, run in dark_runs(matrix))
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )
