"""Keeps a kiosk alive: starts it, starts it again when it crashed or hangs, and asks for a safe screen when that is all
that helps. Standard library only, and no thread: what watches over the rest must not fail with it.

A kiosk gives a sign of life through a pipe (``kiosk.heartbeat``). One that is silent for too long is killed, since it
can do nothing more by itself. Crashes are counted in a row; a run that lasted long enough ends the row.
"""

import logging
import os
import selectors
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.exits import Exit

_log = logging.getLogger(__name__)

Command = Callable[[int, bool], Sequence[str]]
"""The command line that starts a kiosk, from the descriptor that it beats into and whether it shows the safe screen."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, and ``crashes`` in a row before the safe screen. ``start_s``: until the first sign of life, which a
    ledger that is made new or brought up from an older version may need.
    """

    start_s: float = 300
    silent_s: float = 20
    stop_s: float = 30
    pause_s: float = 1
    longest_pause_s: float = 60
    crashes: int = 5
    steady_s: float = 600


class Supervisor:
    """One kiosk after the other, until it is told to stop or the kiosk ends in good order."""

    def __init__(self, command: Command, limits: Limits | None = None) -> None:
        self._command = command
        self._limits = limits or Limits()
        self._row = 0
        self._stop = threading.Event()
        self._events = selectors.DefaultSelector()
        self._waker, self._writer = socket.socketpair()
        self._writer.setblocking(False)

    def run(self) -> int:
        """Watch over kiosks. Returns the exit code of the last one, 0 when it was told to stop."""
        with self._hearing_signals(), self._events:
            while True:
                safe = self._row >= self._limits.crashes
                began = time.monotonic()
                code = self._live(safe)
                if self._stop.is_set():
                    return 0
                if code in {Exit.DONE, Exit.MISUSED}:
                    return code
                self._count(code, time.monotonic() - began)
                self._wait_for_events(self._pause_s())
                if self._stop.is_set():
                    return 0

    def _count(self, code: int, lasted_s: float) -> None:
        if code == Exit.AGAIN:
            self._row = self._limits.crashes - 1  # it is tried once: the next crash is one too many
            return
        if code == Exit.FAILED:  # told on its screen already, and perhaps healed
            return
        self._row = 1 if lasted_s >= self._limits.steady_s else self._row + 1
        _log.error("the kiosk ended with %d after %.0f s: crash %d in a row", code, lasted_s, self._row)

    def _pause_s(self) -> float:
        """A safe screen that crashes itself is tried less and less often."""
        beyond = max(0, self._row - self._limits.crashes)
        return min(self._limits.longest_pause_s, self._limits.pause_s * float(2 ** min(beyond, 16)))

    # --- one life ---

    def _live(self, safe: bool) -> int:
        signs, kiosks_end = os.pipe()
        try:
            child = subprocess.Popen(self._command(kiosks_end, safe), pass_fds=(kiosks_end,))
        except BaseException:
            os.close(signs)
            raise
        finally:
            os.close(kiosks_end)
        self._events.register(signs, selectors.EVENT_READ)
        try:
            self._watch(child, signs)
        finally:
            self._events.unregister(signs)
            self._end(child)  # which beats on while it stops
            os.close(signs)
        return child.returncode

    def _watch(self, child: subprocess.Popen[bytes], signs: int) -> None:
        """Until the kiosk is silent, has closed its end, or is to be stopped."""
        patience_s = self._limits.start_s
        while not self._stop.is_set():
            ready = self._wait_for_events(patience_s)
            if not ready:
                _log.error("no sign of life for %.0f s: killed", patience_s)
                child.kill()
                return
            if signs in ready:
                if not os.read(signs, 4096):
                    return
                patience_s = self._limits.silent_s
        child.terminate()

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        try:
            child.wait(self._limits.stop_s)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    # --- signals ---

    def _wait_for_events(self, seconds: float) -> set[int]:
        """Descriptors that can be read; empty: the time is over."""
        ready = {key.fd for key, _ in self._events.select(seconds)}
        if self._waker.fileno() in ready:
            self._waker.recv(64)
        return ready

    @contextmanager
    def _hearing_signals(self) -> Iterator[None]:
        """SIGTERM and SIGINT are passed on to the kiosk, whatever is waited for."""

        def stop(_number: int, _frame: object) -> None:
            self._stop.set()

        self._events.register(self._waker, selectors.EVENT_READ)
        before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
        previous = signal.set_wakeup_fd(self._writer.fileno())
        try:
            yield
        finally:
            signal.set_wakeup_fd(previous)
            for number, handler in before.items():
                signal.signal(number, handler)
            self._writer.close()
            self._waker.close()
