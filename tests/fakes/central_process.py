"""The platform as an operator runs it: ``central serve`` with workers, in processes of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_STOP_WITHIN_S = 30


@contextmanager
def serving_workers(database: str, log: Path, workers: int = 2) -> Iterator[str]:
    """The address of a platform upon ``database`` (SQLAlchemy URL); its log is ``log``. Stopped at the end."""
    options = ("--port", "0", "--workers", str(workers), "--database", database)
    command = [sys.executable, "-m", "central", "serve", *options]
    # A file and no pipe: nobody reads while the test runs, and a full pipe would hold the platform up.
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=sink, text=True)
    assert process.stdout is not None
    try:
        found = re.fullmatch(r"central ready at (http://127\.0\.0\.1:\d+)\n", process.stdout.readline())
        assert found, log.read_text()
        yield found[1]
    finally:
        process.terminate()
        try:
            process.wait(_STOP_WITHIN_S)
        finally:
            process.kill()
            process.stdout.close()
