"""Watches a kiosk under trial: what it said, in order, and its end, whatever that is."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from tests.e2e.tour import PATIENCE_S, ROOT, environment

Event = dict[str, Any]
ReceiptLine = tuple[str, int, int, int]
"""Session, line, seq, net grams: what a screen tells of a receipt."""
ENDED = "ended"


class Witness:
    """One process. Its lines are read on a thread of their own; ``heard`` only grows."""

    def __init__(self, pid: int, lines: IO[str], asking: IO[str], give_back: Callable[[], None]) -> None:
        self.pid = pid
        self.begun_ns = time.monotonic_ns()
        self.heard: list[Event] = []
        self._asking = asking
        self._give_back = give_back
        self._over = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._listen, args=(lines,), name=f"witness of {pid}")
        self._thread.start()

    def __enter__(self) -> "Witness":
        return self

    def __exit__(self, *_error: object) -> None:
        self.pull_the_plug()

    def ask(self, line: str) -> None:
        """Say one line to it; one that has died does not hear it."""
        with suppress(BrokenPipeError):
            self._asking.write(line + "\n")
            self._asking.flush()

    def wait_for(self, *words: str, after: int = 0) -> int:
        """Wait for one of these screens or events (``ended`` also stands for any end). Returns the number of events
        heard up to it, for the next ``after``.
        """
        deadline = time.monotonic() + PATIENCE_S
        with self._changed:
            while True:
                for place, event in enumerate(self.heard[after:], after + 1):
                    if _word(event) in words:
                        return place
                if self._over:
                    assert ENDED in words, f"it ended, and {words} was not heard: {self.heard}"
                    return len(self.heard)
                assert self._changed.wait(deadline - time.monotonic()), f"no {words} in time: {self.heard}"

    def words(self, after: int = 0) -> list[str]:
        """Every screen and event heard, in order."""
        return [_word(event) for event in self.heard[after:]]

    def told(self, *screens: str) -> list[ReceiptLine]:
        """The receipts that these screens told of, each once, in order."""
        lines = [tuple(line) for event in self.heard if event.get("screen") in screens for line in event["told"]]
        return list(dict.fromkeys(lines))

    def pull_the_plug(self) -> None:
        """SIGKILL, and wait until nothing is left of it."""
        with suppress(ProcessLookupError):  # it may have ended before
            os.kill(self.pid, signal.SIGKILL)
        self.close()

    def finish(self) -> None:
        """Ask for the end, and wait for it."""
        self.ask("end")
        self.close()

    def close(self) -> None:
        """Wait for the end of its lines, which is the end of the process."""
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive(), f"process {self.pid} does not end"
        self._give_back()

    def _listen(self, lines: IO[str]) -> None:
        try:
            for line in lines:
                with self._changed:
                    self.heard.append(json.loads(line))
                    self._changed.notify_all()
        except (ConnectionResetError, json.JSONDecodeError):
            pass  # it was killed in the middle of a word
        finally:
            with self._changed:
                self._over = True
                self._changed.notify_all()


def _word(event: Event) -> str:
    return str(event.get("screen") or event.get("event") or "?")


class Tellers:
    """Tellers by the hundred, forked from one process that has imported everything once."""

    def __init__(self, folder: Path) -> None:
        self._address = folder / "tellers"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.teller", str(self._address)],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def __enter__(self) -> "Tellers":
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.communicate(timeout=PATIENCE_S)

    def start(self, data: Path) -> Witness:
        """A new teller for the folder ``data``. It waits for what it is asked."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(self._address))
        lines, asking = connection.makefile("r", encoding="utf-8"), connection.makefile("w", encoding="utf-8")
        asking.write(f"{data}\n")
        asking.flush()
        pid = json.loads(lines.readline())["pid"]

        def give_back() -> None:
            _close_quietly(asking)
            lines.close()
            connection.close()

        return Witness(pid, lines, asking, give_back)

    def open(self, data: Path) -> Witness:
        """A new teller that has been asked to open the store."""
        teller = self.start(data)
        teller.ask("open")
        return teller


def booth(data: Path, bags: int, **more: str) -> Witness:
    """The whole kiosk on ``data``, with a guest who brings ``bags`` bags. ``more`` goes into its environment."""
    return _watch(["-m", "tests.crash.booth", str(data), str(bags)], data, **more)


def supervised(data: Path, bags: int) -> Witness:
    """The same under a supervisor. The witness hears every kiosk that it starts, each first with its id."""
    return _watch(["-m", "tests.crash.supervised", str(data), str(bags)], data)


def _watch(arguments: list[str], data: Path, **more: str) -> Witness:
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    with (data.parent / f"{data.name}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment() | offscreen | more,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    lines, asking = process.stdout, process.stdin
    assert lines is not None
    assert asking is not None

    def give_back() -> None:
        _close_quietly(asking)
        process.wait(PATIENCE_S)
        lines.close()

    return Witness(process.pid, lines, asking, give_back)


def _close_quietly(asking: IO[str]) -> None:
    with suppress(BrokenPipeError):  # what it was asked last, it did not live to hear
        asking.close()
