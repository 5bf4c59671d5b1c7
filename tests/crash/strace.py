"""Faults at chosen system calls of a running process, through strace."""

import functools
import re
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.tour import PATIENCE_S

STORE_FILES = ("ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.db-journal")
LOOK_S = 0.02
LEAVE_S = 1.0
_LINE = re.compile(r"(?P<thread>\d+) +(?P<name>\w+)\(")


@functools.cache
def missing() -> str:
    """Why strace cannot be used here; empty when it can."""
    if shutil.which("strace") is None:
        return "strace is not installed (Debian: strace)"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()}"


@dataclass(frozen=True)
class Call:
    """The ``nth`` call of ``name`` on its thread since strace was attached, from 1."""

    name: str
    nth: int

    def __str__(self) -> str:
        return f"{self.name} #{self.nth}"

    def killed(self) -> str:
        """What makes strace end the process there, before the call is done."""
        return f"{self.name}:signal=KILL:when={self.nth}"


class Strace:
    """Attached to process ``pid`` inside ``with``; looks only at calls on ``paths``. ``faults``: for ``inject=``."""

    def __init__(self, pid: int, paths: list[Path], log: Path, *faults: str) -> None:
        self._log = log
        command = ["strace", "-f", "-p", str(pid), "-o", str(log)]
        command += [part for path in paths for part in ("-P", str(path))]
        command += [part for fault in faults for part in ("-e", f"inject={fault}")]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    def __enter__(self) -> "Strace":
        assert self._process.stderr is not None
        said = self._process.stderr.readline()
        assert "attached" in said, said
        return self

    def __exit__(self, *_error: object) -> None:
        self.detach()

    def detach(self) -> None:
        """Let the process go; the faults end."""
        self._process.terminate()
        try:
            self._process.communicate(timeout=LEAVE_S)
        except subprocess.TimeoutExpired:
            # strace can wait for ever for a process that has died under it; the kernel detaches for it.
            self._process.kill()
            self._process.communicate(timeout=PATIENCE_S)

    def calls(self) -> list[Call]:
        """Every call so far, in order."""
        seen: Counter[tuple[str, str]] = Counter()
        calls = []
        for line in self._log.read_text(errors="replace").splitlines():
            found = _LINE.match(line)
            if found is not None:
                key = found["thread"], found["name"]
                seen[key] += 1
                calls.append(Call(found["name"], seen[key]))
        return calls

    def wait_until(self, reached: Callable[[], bool]) -> None:
        """Wait for what can be seen in the log."""
        deadline = time.monotonic() + PATIENCE_S
        while not reached():
            assert time.monotonic() < deadline, self._log.read_text(errors="replace")[-2000:]
            threading.Event().wait(LOOK_S)

    def injected(self) -> int:
        """How many calls have been made to fail so far."""
        return self._log.read_text(errors="replace").count("(INJECTED)")


def store_paths(data: Path) -> list[Path]:
    """The files of the ledger in ``data``, as strace knows them."""
    return [data.resolve() / name for name in STORE_FILES]
