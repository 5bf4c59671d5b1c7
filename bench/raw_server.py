"""The peer of the central platform: the least that answers, and the least that stores durably. Judges nothing.

``POST /read`` reads and answers. ``POST /store`` makes the lines of a compressed range durable in one transaction,
``POST /record`` a single line in one of its own.
"""

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
import zstandard

_INSERT = "INSERT INTO entry (line) VALUES (?)"


def _open(path: str) -> Any:
    connection = sqlcipher.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, line BLOB)")
    return connection


class RawServer(HTTPServer):
    """One connection after the other, on a free port."""

    def __init__(self, database: str) -> None:
        self.store = _open(database)
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, RawServer)
        store = self.server.store
        if self.path == "/store":
            lines = zstandard.ZstdDecompressor().decompress(body).splitlines()
            store.execute("BEGIN IMMEDIATE")
            store.executemany(_INSERT, [(line,) for line in lines])
            store.execute("COMMIT")
        elif self.path == "/record":
            store.execute(_INSERT, (body,))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def main(database: str) -> None:
    """Print the port and serve until terminated."""
    server = RawServer(database)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
