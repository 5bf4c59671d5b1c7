"""A serial scanner on a real pseudo-terminal, for machines without one. Linux and macOS."""

import contextlib
import os
import tty
from pathlib import Path
from types import TracebackType

from kiosk import portlink


class ScannerSimulator:
    """``port`` is what the kiosk opens; ``show`` is a person holding up a code."""

    def __init__(self, link: Path | None = None) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)
        self._link = link
        if link is not None:
            portlink.point(link, self.port)
            self.port = str(link)

    def show(self, text: str) -> None:
        """Read one code."""
        os.write(self._master, text.encode("ascii", errors="replace") + b"\r\n")

    def close(self) -> None:
        """Unplug it for good."""
        for descriptor in (self._master, self._slave):
            with contextlib.suppress(OSError):  # closing twice is harmless
                os.close(descriptor)
        if self._link is not None:
            portlink.remove(self._link)

    def __enter__(self) -> "ScannerSimulator":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
