"""The peer of a fleet's platform: the least that takes requests from many and makes them durable. Judges nothing.

``POST /store`` makes the lines of a compressed range durable in one transaction, ``POST /record`` a single line in one
of its own. One plain table, in SQLite or PostgreSQL.
"""

import sqlite3
import sys
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

import psycopg
import zstandard


class Store(Protocol):
    """Where the lines go."""

    def insert(self, lines: Sequence[bytes]) -> None:
        """Make ``lines`` durable in one transaction."""


class SqliteStore:
    """One writer at a time, as SQLite has it; the settings are those of the platform."""

    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL").fetchall()
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, line BLOB)")

    def insert(self, lines: Sequence[bytes]) -> None:
        """Make ``lines`` durable in one transaction."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT INTO entry (line) VALUES (?)", [(line,) for line in lines])
            self._connection.execute("COMMIT")


class PostgresStore:
    """A connection for each thread; COPY, which is the fastest way in."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._local = threading.local()
        with psycopg.connect(conninfo) as connection:
            connection.execute("CREATE TABLE entry (seq bigserial PRIMARY KEY, line bytea)")

    def insert(self, lines: Sequence[bytes]) -> None:
        """Make ``lines`` durable in one transaction."""
        connection = self._connection()
        with connection.cursor() as cursor, cursor.copy("COPY entry (line) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["bytea"])
            for line in lines:
                copy.write_row([line])
        connection.commit()

    def _connection(self) -> psycopg.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = psycopg.connect(self._conninfo)
        connection: psycopg.Connection = self._local.connection
        return connection


class RawServer(ThreadingHTTPServer):
    """A thread for each connection, on a free port."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, store: Store) -> None:
        self.store = store
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, RawServer)
        batch = self.path == "/store"
        self.server.store.insert(zstandard.ZstdDecompressor().decompress(body).splitlines() if batch else [body])
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def main(kind: str, where: str) -> None:
    """Print the port and serve until terminated."""
    server = RawServer(SqliteStore(where) if kind == "sqlite" else PostgresStore(where))
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
