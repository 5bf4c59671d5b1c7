"""Starts ``./dev run``'s program as a real process, reads its events, and pulls its plug."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90


def environment() -> dict[str, str]:
    """The test's environment without what pytest-xdist and Qt tests put there."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "QT_"))}


def kiosk(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Run one ``kiosk`` command on ``data``."""
    command = [sys.executable, "-m", "kiosk", *arguments, "--data", str(data)]
    return subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )


def kiosk_json(*arguments: str, data: Path) -> Any:
    """The JSON that one ``kiosk`` command prints; it must have succeeded."""
    done = kiosk(*arguments, "--json", data=data)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def exported(data: Path) -> list[dict[str, Any]]:
    """The journal as ``kiosk ledger export`` prints it."""
    done = kiosk("ledger", "export", data=data)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


class Tour:
    """A running headless tour. Its whole process group can be killed at any instant."""

    def __init__(self, data: Path, *arguments: str, pictured: bool = False) -> None:
        """``pictured``: it saves its screens, which takes it a tenth of a second each."""
        command = [sys.executable, "-m", "demo", "--headless", "--events", "--json", "--data", str(data), *arguments]
        command += [] if pictured else ["--no-pictures"]
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def events(self) -> Iterator[dict[str, Any]]:
        """Events as they are printed, and at the end the result."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            yield json.loads(line)

    def signal(self, number: signal.Signals) -> None:
        """Ask it to stop."""
        self._process.send_signal(number)

    def pull_the_plug(self) -> None:
        """SIGKILL to everything, at once."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self.close()

    def finish(self) -> tuple[int, list[dict[str, Any]], dict[str, Any], str]:
        """Exit code, events, the result, and what was said on stderr."""
        output, errors = self._process.communicate(timeout=PATIENCE_S)
        lines = [json.loads(line) for line in output.splitlines()]
        result = lines.pop() if lines and "journal_head" in lines[-1] else {}
        return self._process.returncode, lines, result, errors

    def close(self) -> None:
        """Wait for the end and give back the pipes."""
        self._process.wait(PATIENCE_S)
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
