"""PouchDB to PouchDB by the replication protocol of CouchDB. It checks no chain, no signature and no sum."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.fakes.virtual_kiosk import Sealed

_PROGRAM = Path(__file__).with_name("pouch.js")


def entries_per_s(modules: Path, folder: Path, entries: Sequence[Sealed]) -> float:
    """Entries a second from one LevelDB to another. ``modules`` is the ``node_modules`` that holds the packages."""
    (folder / "server").mkdir(parents=True)
    documents = folder / "documents.json"
    documents.write_text(json.dumps([_document(entry) for entry in entries]))
    environment = {**os.environ, "NODE_PATH": str(modules)}
    server = subprocess.Popen(
        ["node", str(_PROGRAM), "serve", str(folder / "server")],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with server:
        assert server.stdout is not None
        try:
            url = f"http://127.0.0.1:{int(server.stdout.readline())}/target"
            command = ["node", str(_PROGRAM), "send", str(folder), url, str(documents)]
            done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        finally:
            server.terminate()
    said = json.loads(done.stdout)
    if said["written"] != len(entries):
        raise RuntimeError(f"PouchDB wrote {said['written']} of {len(entries)} documents")
    return len(entries) / float(said["seconds"])


def _document(entry: Sealed) -> dict[str, object]:
    return {"_id": f"{entry.seq:09}", "entry": json.loads(entry.content), "signature": entry.signature}
