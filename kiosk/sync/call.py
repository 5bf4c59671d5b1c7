"""One call under way, and what ends it before its time.

A socket's own timeout begins anew with every byte, so a server that drips its headers could hold the thread for ever.
Here a second thread watches the clock and shuts the socket down: name, connecting, TLS handshake, headers and body
share one time.
"""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any

from kiosk.core.errors import LinkFault
from kiosk.sync import faults
from kiosk.sync.faults import Stage

CONNECT_S = 5.0
"""For one address; a name may have several."""
LookUp = Callable[..., list[tuple[Any, ...]]]
"""``socket.getaddrinfo``, or something that behaves like it."""
_Found = list[tuple[Any, ...]] | OSError | UnicodeError | None


class Call:
    """At most ``seconds``, longer only by ``extend``. ``stop`` comes from any thread, the rest from the caller's."""

    def __init__(self, url: str, seconds: float, look_up: LookUp = socket.getaddrinfo) -> None:
        self.stage = Stage.NAME
        self._url = url
        self._look_up = look_up
        self._until = time.monotonic() + seconds
        self._over = threading.Event()
        self._lock = threading.Lock()  # guards the three below
        self._held: socket.socket | None = None
        self._expired: Stage | None = None  # how far it had come when its time was over
        self._stopped = False
        self._found: SimpleQueue[_Found] = SimpleQueue()
        self._watcher = threading.Thread(target=self._watch, name="sync-deadline", daemon=True)

    def __enter__(self) -> "Call":
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._watcher.join()
        with self._lock:
            self._release()

    def left_s(self) -> float:
        """Seconds that are left, never 0: a timeout of 0 would mean not to wait at all."""
        return max(0.001, self._until - time.monotonic())

    def extend(self, seconds: float) -> None:
        """Give more time: honest bytes have arrived."""
        self._until += seconds

    def stop(self) -> None:
        """End the call now."""
        with self._lock:
            self._stopped = True
            self._shut()

    def fault(self) -> LinkFault | None:
        """Why the call was ended, None when it was not."""
        if self._stopped:
            return faults.stopped(self._url)
        return None if self._expired is None else faults.out_of_time(self._url, self._expired)

    def hold(self, connection: socket.socket) -> None:
        """Be able to shut ``connection`` down. It is duplicated: TLS and HTTP take the original away and close it."""
        twin = socket.socket(fileno=os.dup(connection.fileno()))
        with self._lock:
            self._release()
            self._held = twin
            if self._expired is not None or self._stopped:
                self._shut()

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the first address of ``host`` that answers. Raises ``OSError`` or ``UnicodeError``."""
        problem: OSError = ConnectionAbortedError()
        for family, kind, protocol, _, address in self._addresses(host, port):
            self.stage = Stage.CONNECT
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(min(CONNECT_S, self.left_s()))
                self.hold(connection)
                connection.connect(address)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.settimeout(self.left_s())
            except OSError as error:
                connection.close()
                problem = error
                if self.fault() is not None:
                    break  # no time for another address
            else:
                return connection
        raise problem

    def _addresses(self, host: str, port: int) -> Iterable[tuple[Any, ...]]:
        """Asking for a name cannot be cut short, so another thread asks; it ends by itself when nobody listens."""

        def ask() -> None:
            try:
                self._found.put(self._look_up(host, port, type=socket.SOCK_STREAM))
            except (OSError, UnicodeError) as error:
                self._found.put(error)

        threading.Thread(target=ask, name="sync-name", daemon=True).start()
        try:
            found = self._found.get(timeout=self.left_s())
        except Empty as late:
            raise TimeoutError from late
        if isinstance(found, (OSError, UnicodeError)):
            raise found
        return found or ()

    def _watch(self) -> None:
        while not self._over.wait(self.left_s()):
            if time.monotonic() >= self._until:
                with self._lock:
                    self._expired = self.stage
                    self._shut()
                return

    def _shut(self) -> None:
        self._found.put(None)
        if self._held is not None:
            with contextlib.suppress(OSError):  # not connected any more: there is nobody to cut off
                self._held.shutdown(socket.SHUT_RDWR)

    def _release(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None
