"""Kiosks that send what was made for them before: one process, several connections, the same requests over and over.

Reads a file of shots (``Shots``, msgpack), says ``ready``, waits for a line on standard input, sends, and says in one
line what came of it (``Sent``, JSON).
"""

import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, SimpleQueue

import msgspec

_PATIENCE_S = 300


class Shot(msgspec.Struct, frozen=True):
    """One request, ready made."""

    target: str
    headers: dict[str, str]
    body: bytes


class Shots(msgspec.Struct, frozen=True):
    """``lanes``: what one kiosk sends, in its order. Lanes go side by side on ``connections`` connections."""

    port: int
    connections: int
    lanes: list[list[Shot]]


class Sent(msgspec.Struct, frozen=True):
    """When the first request began and the last answer ended (monotonic ns), and how long each call took (ms)."""

    began_ns: int
    ended_ns: int
    calls_ms: list[float]
    errors: list[str]


def fire(shots: Shots) -> Sent:
    """Send everything; each connection takes the next lane that nobody has begun."""
    waiting: SimpleQueue[list[Shot]] = SimpleQueue()
    for lane in shots.lanes:
        waiting.put(lane)
    calls_ms: list[float] = []
    errors: list[str] = []

    def work() -> None:
        with closing(HTTPConnection("127.0.0.1", shots.port, timeout=_PATIENCE_S)) as connection:
            try:
                while True:
                    _send_lane(connection, waiting.get_nowait(), calls_ms)
            except Empty:
                return
            except (OSError, RuntimeError) as error:
                errors.append(str(error))

    threads = [threading.Thread(target=work) for _ in range(shots.connections)]
    began_ns = time.monotonic_ns()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Sent(began_ns, time.monotonic_ns(), calls_ms, errors)


def _send_lane(connection: HTTPConnection, lane: Sequence[Shot], calls_ms: list[float]) -> None:
    for shot in lane:
        start_ns = time.perf_counter_ns()
        connection.request("POST", shot.target, shot.body, shot.headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{answer.status}: {said[:200].decode('utf-8', 'replace')}")
        calls_ms.append((time.perf_counter_ns() - start_ns) / 1e6)


def main(path: str) -> None:
    """Load, wait for the word, send, report."""
    shots = msgspec.msgpack.decode(Path(path).read_bytes(), type=Shots)
    print("ready", flush=True)
    sys.stdin.readline()
    sys.stdout.buffer.write(msgspec.json.encode(fire(shots)) + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
