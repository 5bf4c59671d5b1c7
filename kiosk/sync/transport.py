"""The connection under ``requests``: opened, secured and ended as ``Call`` and ``tls`` say."""

import socket
import ssl
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from kiosk.core.clock import Clock
from kiosk.sync import faults
from kiosk.sync.call import Call
from kiosk.sync.faults import Stage
from kiosk.sync.tls import Validity, validity

if TYPE_CHECKING:
    from urllib3._base_connection import BaseHTTPConnection, BaseHTTPSConnection


class Line:
    """What a connection asks while it is used. ``call``: the one under way; the dates of the platform's certificate are
    judged unless ``proves_itself``.
    """

    def __init__(self, url: str, clock: Clock) -> None:
        self.url = url
        self.clock = clock
        self.call = Call(url, 0)
        self.proves_itself = False

    def judge(self, dates: Validity) -> None:
        """Raises ``LinkFault``. What proves itself is only let off as long as no signed time is known."""
        if not (self.proves_itself and self.clock.signed_now() is None):
            dates.judge(self.url, self.clock)


class Transport(HTTPAdapter):
    """``context``: what https is spoken with; None where the platform speaks plain HTTP."""

    def __init__(self, line: Line, context: ssl.SSLContext | None) -> None:
        self._line = line
        self._context = context
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._context, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_Pool, self._line),
            "https": partial(_SecurePool, self._line),
        }

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: object) -> None:  # noqa: ARG002 - its signature
        """Certificates are always required, and only the authorities of our own context are believed."""
        conn.cert_reqs = "CERT_REQUIRED"


class _Connection(HTTPConnection):
    line: Line

    def _new_conn(self) -> socket.socket:
        call = self.line.call
        try:
            connection = call.connect(self.host, self.port)
        except (OSError, UnicodeError) as error:
            raise call.fault() or faults.unreachable(self.line.url, error) from error
        call.stage = Stage.ANSWER
        return connection

    def request(self, *arguments: Any, **options: Any) -> None:
        if self.sock is not None:  # kept from an earlier call, or just secured
            self.line.call.hold(self.sock)
            self.line.call.stage = Stage.ANSWER
        super().request(*arguments, **options)


class _SecureConnection(_Connection, HTTPSConnection):
    dates: Validity

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        self.line.call.stage = Stage.SECURE
        return connection

    def connect(self) -> None:
        try:
            super().connect()
        except ssl.SSLError as error:
            raise self.line.call.fault() or faults.not_secured(self.line.url, error) from error
        assert isinstance(self.sock, ssl.SSLSocket)
        self.dates = validity(self.sock)

    def request(self, *arguments: Any, **options: Any) -> None:
        self.line.judge(self.dates)
        super().request(*arguments, **options)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection

    def __init__(self, line: Line, host: str, port: int | None = None, **settings: Any) -> None:
        super().__init__(host, port, **settings)
        self._line = line

    def _new_conn(self) -> "BaseHTTPConnection":
        return _joined(super()._new_conn(), self._line)


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection

    def __init__(self, line: Line, host: str, port: int | None = None, **settings: Any) -> None:
        super().__init__(host, port, **settings)
        self._line = line

    def _new_conn(self) -> "BaseHTTPSConnection":
        return _joined(super()._new_conn(), self._line)


_Kind = TypeVar("_Kind")


def _joined(connection: _Kind, line: Line) -> _Kind:
    assert isinstance(connection, _Connection)
    connection.line = line
    return connection
