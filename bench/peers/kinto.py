"""Kinto: batches of records by HTTP into PostgreSQL or into memory. It checks no chain, no signature and no sum."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests

from bench.rounds import seconds
from tests.fakes.virtual_kiosk import Sealed

BATCH = 500
_START_WITHIN_S = 60
_COLLECTION = "/buckets/kiosk/collections/journal"
_INI = """
[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = %(http_port)s
threads = 8

[app:main]
use = egg:kinto
kinto.userid_hmac_secret = bench
multiauth.policies = basicauth
kinto.bucket_create_principals = system.Authenticated
kinto.batch_max_requests = {batch}
{backends}
"""
_MEMORY = "kinto.{0}_backend = kinto.core.{0}.memory"
_POSTGRES = "kinto.{0}_backend = kinto.core.{0}.postgresql\nkinto.{0}_url = {1}"


def entries_per_s(programs: Path, folder: Path, entries: Sequence[Sealed], database: str | None) -> float:
    """Entries a second into Kinto, whose programs are in ``programs``. ``database``: PostgreSQL's URL, or None."""
    folder.mkdir()
    config = folder / "kinto.ini"
    line = _MEMORY if database is None else _POSTGRES
    backends = [line.format(part, database) for part in ("storage", "permission")] + [_MEMORY.format("cache")]
    config.write_text(_INI.format(batch=BATCH, backends="\n".join(backends)))
    if database is not None:
        subprocess.run([programs / "kinto", "migrate", "--ini", config], check=True, capture_output=True)
    with _serving(programs, config) as url, requests.Session() as session:
        session.auth = ("kiosk", "secret")
        session.put(f"{url}/buckets/kiosk", json={}).raise_for_status()
        session.put(url + _COLLECTION, json={}).raise_for_status()
        bodies = [_batch(entries[start : start + BATCH]) for start in range(0, len(entries), BATCH)]
        return len(entries) / seconds(lambda: _send(session, url, bodies))


def _batch(entries: Sequence[Sealed]) -> bytes:
    calls = [
        {
            "path": f"/v1{_COLLECTION}/records/{entry.seq}",
            "body": {"data": {"entry": json.loads(entry.content), "signature": entry.signature}},
        }
        for entry in entries
    ]
    return json.dumps({"defaults": {"method": "PUT"}, "requests": calls}).encode()


def _send(session: requests.Session, url: str, bodies: Sequence[bytes]) -> None:
    for body in bodies:
        answer = session.post(f"{url}/batch", body, headers={"Content-Type": "application/json"}, timeout=120)
        answer.raise_for_status()
        if any(each["status"] != 201 for each in answer.json()["responses"]):
            raise RuntimeError("Kinto did not take a record")


@contextmanager
def _serving(programs: Path, config: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [str(programs / "kinto"), "start", "--ini", str(config), "--port", str(port)]
    with config.with_suffix(".log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("Kinto did not start; its log says why")
