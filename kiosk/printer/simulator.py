"""What stands in for a printer: reads the bytes that would go to one, and answers as one. For trials and tests."""

import contextlib
import os
import select
import threading
import tty
from pathlib import Path
from types import TracebackType

from PIL import Image

from kiosk import portlink

_GS_V_0 = b"\x1dv0"
_HEADER = 8
_CUT = b"\x1dV"
PAPER = b"\x12"
NO_PAPER = b"\x72"
"""Answers to the question for paper (DLE EOT 4)."""
ASKS_PAPER = b"\x10\x04\x04"


def pictures(stream: bytes) -> list[Image.Image]:
    """Every raster picture (GS v 0) in what was sent to the printer, joined where one follows straight on another.

    Raises ``ValueError`` when one is cut off.
    """
    found: list[list[Image.Image]] = [[]]
    at = 0
    while at < len(stream):
        if stream.startswith(_GS_V_0, at):
            columns = int.from_bytes(stream[at + 4 : at + 6], "little")
            rows = int.from_bytes(stream[at + 6 : at + 8], "little")
            end = at + _HEADER + columns * rows
            if end > len(stream):
                raise ValueError("a picture is cut off")
            raw = bytes(byte ^ 0xFF for byte in stream[at + _HEADER : end])  # the printer burns where a bit is set
            found[-1].append(Image.frombytes("1", (columns * 8, rows), raw))
            at = end
        else:
            if found[-1]:
                found.append([])
            at += 1
    return [_joined(parts) for parts in found if parts]


def _joined(parts: list[Image.Image]) -> Image.Image:
    page = Image.new("1", (parts[0].width, sum(part.height for part in parts)), 1)
    top = 0
    for part in parts:
        page.paste(part, (0, top))
        top += part.height
    return page


class PrinterSimulator:
    """A printer on a real pseudo-terminal. ``port`` is what the kiosk opens. Linux and macOS.

    ``paper`` and ``silent`` may be changed at any time: without paper it takes everything and prints none of it, and
    silent it does not say how it is.
    """

    def __init__(self, link: Path | None = None) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)
        self._link = link
        if link is not None:
            portlink.point(link, self.port)
            self.port = str(link)
        self.paper = True
        self.silent = False
        self._printed = bytearray()
        self._stop, self._stopped = os.pipe()
        self._thread = threading.Thread(target=self._run, name="printer-simulator")
        self._thread.start()

    @property
    def printed(self) -> list[Image.Image]:
        """Every paper that came out whole, oldest first."""
        whole = bytes(self._printed)
        return pictures(whole[: whole.rfind(_CUT) + 1]) if _CUT in whole else []

    def close(self) -> None:
        """Unplug it for good."""
        if self._thread.is_alive():
            os.write(self._stopped, b"x")
            self._thread.join()
        for descriptor in (self._master, self._slave, self._stop, self._stopped):
            with contextlib.suppress(OSError):  # closing twice is harmless
                os.close(descriptor)
        if self._link is not None:
            portlink.remove(self._link)

    def _run(self) -> None:
        heard = b""
        while True:
            ready, _, _ = select.select([self._master, self._stop], [], [])
            if self._stop in ready:
                return
            heard += os.read(self._master, 65_536)
            if heard.endswith((ASKS_PAPER[:1], ASKS_PAPER[:2])):
                continue  # the line may have broken a question in pieces
            asked, paper = heard.endswith(ASKS_PAPER), self.paper
            if paper:
                self._printed += heard.removesuffix(ASKS_PAPER)
            if asked and not self.silent:  # whoever hears the answer finds what came before the question
                os.write(self._master, PAPER if paper else NO_PAPER)
            heard = b""

    def __enter__(self) -> "PrinterSimulator":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
