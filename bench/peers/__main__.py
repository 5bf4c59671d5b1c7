"""``python -m bench.peers --kinto VENV/bin --pouch FOLDER/node_modules``: ours and them, one run, entries a second."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.backlog import VILLAGE
from bench.children import ROOT
from bench.fleet_journals import Fleet, make_fleet
from bench.peers import kinto, pouch
from bench.stage import Load, Stage, port_of
from tests.fakes.postgres import Postgres, find_postgres, running_postgres

ENTRIES = 2_000
BATCH = 500
ROUNDS = 1
_SEED = 7


def main(argv: Sequence[str]) -> int:
    """Returns the exit code: 0, also when a peer is absent."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--kinto", type=Path, metavar="DIR", help="the folder of Kinto's programs")
    parser.add_argument("--pouch", type=Path, metavar="DIR", help="the node_modules with PouchDB's packages")
    options = parser.parse_args(argv)
    (ROOT / "out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="peers-", dir=ROOT / "out") as name, ExitStack() as stack:
        scratch = Path(name)
        binaries = find_postgres()
        if binaries is not None and os.geteuid() == 0:
            scratch.chmod(0o711)  # the server's account has to reach its own folder
        server = stack.enter_context(running_postgres(binaries, scratch)) if binaries is not None else None
        for number in range(ROUNDS):
            folder = scratch / str(number)
            folder.mkdir(mode=0o711)
            for title, job in _jobs(options, folder, server):
                print(f"{number + 1} {title:45} {job():9,.0f} entries/s", flush=True)
    return 0


def _jobs(
    options: argparse.Namespace, folder: Path, server: Postgres | None
) -> Iterator[tuple[str, Callable[[], float]]]:
    fleet = make_fleet(1, [BATCH] * (ENTRIES // BATCH), _SEED, VILLAGE)
    entries = fleet.kiosks[0].entries
    yield "ours, SQLite", lambda: _ours(fleet, Stage(folder, "sqlite"))
    if server is not None:
        yield "ours, PostgreSQL", lambda: _ours(fleet, Stage(folder, "postgresql", server))
    if options.kinto is None:
        print("Kinto: skipped, no --kinto", file=sys.stderr)
    else:
        yield "Kinto, memory, batches of 500", lambda: kinto.entries_per_s(options.kinto, folder / "km", entries, None)
        if server is not None:
            url = server.new_database().replace("+psycopg", "")
            yield (
                "Kinto, PostgreSQL, batches of 500",
                lambda: kinto.entries_per_s(options.kinto, folder / "kp", entries, url),
            )
    if options.pouch is None:
        print("PouchDB: skipped, no --pouch", file=sys.stderr)
    else:
        yield (
            "PouchDB to PouchDB, LevelDB, batches of 500",
            lambda: pouch.entries_per_s(options.pouch, folder / "pouch", entries),
        )


def _ours(fleet: Fleet, stage: Stage) -> float:
    database = stage.new_database()
    with stage.platform(database) as url:
        fleet.enrol(database, url)
        return stage.drive(port_of(url), Load(fleet.signed(), ENTRIES, 1)).entries_per_s


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
