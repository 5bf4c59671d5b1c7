"""The QR of a guest's claim, as one vector path: sharp at every size, no bitmap, made off the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from PySide6.QtCore import QRunnable

_OVERLAP = 0.04  # of a module, into the row below: no hairlines where the screen is scaled


@dataclass(frozen=True, slots=True)
class ClaimQr:
    """The code of ``text``: ``modules`` is the side length without quiet zone, ``path`` SVG data in that unit."""

    text: str
    modules: int
    path: str


def claim_url(resident_page: str, code: str) -> str:
    """Where a guest claims. The code stands behind ``#``, so it never reaches a server's log."""
    return f"{resident_page}#claim={code}"


def encode(text: str) -> ClaimQr:
    """Compute the QR of ``text`` (error correction M). Takes some tens of milliseconds."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    return ClaimQr(text, len(matrix), "".join(_row_path(y, row) for y, row in enumerate(matrix)))


def _row_path(y: int, row: list[bool]) -> str:
    parts, x = [], 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            parts.append(f"M{x} {y}h{length}v{1 + _OVERLAP}h-{length}z")
        x += length
    return "".join(parts)


class EncodeTask(QRunnable):
    """Runs ``encode`` on a pool thread and posts the ``ClaimQr``."""

    def __init__(self, text: str, post: Callable[[object], None]) -> None:
        super().__init__()
        self._text = text
        self._post = post

    def run(self) -> None:
        """Called by the pool."""
        self._post(encode(self._text))
