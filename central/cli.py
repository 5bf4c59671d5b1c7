"""The command line: ``central serve``, ``invite``, ``migrate`` and the commands of ``cli_identity``, ``cli_review``,
``cli_manifests``, ``cli_orders`` and ``cli_accounts``.

Exit 0 done, 1 failed, 2 used wrongly.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import platformdirs
from sqlalchemy import make_url

from central import (
    cli_accounts,
    cli_identity,
    cli_manifests,
    cli_orders,
    cli_review,
    enrolment,
    metrics,
    server,
    workers,
)
from central.clock import utc_now
from central.jsonlog import FORMATS, log_to_stderr
from central.problems import CentralError
from central.schema import SCHEMA_VERSION
from central.store import Store, open_store

DEFAULT_PORT = 8080
_CONTACTS_KEY = "contacts.key"
_MAX_MINUTES = 7 * 24 * 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    log_to_stderr(getattr(options, "log_format", "text"))
    try:
        store = _open(options)
        try:
            exit_code: int = options.run(options, store)
        finally:
            store.close()
    except CentralError as error:
        print(f"central: {error}", file=sys.stderr)
        return 1
    return exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="central", description="The central platform of Greensprout Kiosk.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serving = commands.add_parser("serve", help="serve kiosks and residents' phones")
    _add_database(serving)
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serving.add_argument("--port", type=_port, default=DEFAULT_PORT, help="0 takes a free one (default: %(default)s)")
    serving.add_argument(
        "--public-url", metavar="URL", help="where phones reach this service (default: what it hears on)"
    )
    serving.add_argument(
        "--workers", type=_workers, default=1, metavar="N", help="processes that serve side by side (default: 1)"
    )
    serving.add_argument("--log-format", choices=FORMATS, default="text", help="json: one object a line")
    serving.add_argument(
        "--metrics-token-file",
        type=Path,
        metavar="FILE",
        help="/metrics asks for the bearer token in FILE (default: it answers this machine alone)",
    )
    serving.set_defaults(run=_serve)

    inviting = commands.add_parser("invite", help="print a one-time code that enrols one kiosk")
    _add_database(inviting)
    inviting.add_argument("--minutes", type=_minutes, default=60, help="how long it is valid (default: %(default)s)")
    inviting.add_argument("--json", action="store_true", help="print JSON instead of a sentence")
    inviting.set_defaults(run=_invite)

    migrating = commands.add_parser("migrate", help="bring the tables of the database up, and do nothing else")
    _add_database(migrating)
    migrating.set_defaults(run=_migrate)

    cli_identity.add_commands(commands, _add_database)
    cli_review.add_commands(commands, _add_database)
    cli_manifests.add_commands(commands, _add_database)
    cli_orders.add_commands(commands, _add_database)
    cli_accounts.add_commands(commands, _add_database)
    return parser


def _add_database(parser: argparse.ArgumentParser) -> None:
    folder = Path(platformdirs.user_data_dir("greensprout-central", appauthor=False))
    parser.add_argument(
        "--data", type=Path, metavar="DIR", default=folder, help="folder of the database (default: %(default)s)"
    )
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL (default: the SQLite file DIR/central.db)")
    parser.add_argument(
        "--contacts-key",
        type=Path,
        metavar="FILE",
        help="the key of residents' contacts (default: contacts.key beside the SQLite file, or in DIR)",
    )


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is 0 to 65535")
    return port


def _workers(text: str) -> int:
    count = int(text)
    if not 1 <= count <= workers.MAX_WORKERS:
        raise argparse.ArgumentTypeError(f"workers are 1 to {workers.MAX_WORKERS}")
    return count


def _minutes(text: str) -> int:
    minutes = int(text)
    if not 1 <= minutes <= _MAX_MINUTES:
        raise argparse.ArgumentTypeError(f"minutes are 1 to {_MAX_MINUTES}")
    return minutes


def _open(options: argparse.Namespace) -> Store:
    store = open_store(_database(options))
    options.contacts_key = options.contacts_key or _key_folder(options) / _CONTACTS_KEY
    return store


def _key_folder(options: argparse.Namespace) -> Path:
    url = make_url(_database(options))
    if url.get_backend_name() == "sqlite":
        return Path(str(url.database)).resolve().parent
    folder: Path = options.data
    return folder


def _database(options: argparse.Namespace) -> str:
    if options.database is not None:
        return str(options.database)
    folder: Path = options.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CentralError(f"cannot make data folder {folder}: {error.strerror}; choose another --data") from error
    return f"sqlite:///{folder.resolve() / 'central.db'}"


def _serve(options: argparse.Namespace, store: Store) -> int:
    token = metrics.read_token(options.metrics_token_file) if options.metrics_token_file is not None else None
    bound = server.listen(options.host, options.port)
    address = server.address_of(bound)
    platform = server.assemble(store, options.public_url or address, utc_now, options.contacts_key)

    def announce() -> None:
        print(f"central ready at {address}", flush=True)

    if options.workers == 1:
        server.serve(platform, bound, announce, token)
    else:
        store.close()
        basis = workers.Basis(_database(options), options.contacts_key)
        workers.serve(basis, bound, options.workers, announce, workers.Watched(options.log_format, token))
    return 0


def _migrate(_options: argparse.Namespace, _store: Store) -> int:
    print(f"the database has schema {SCHEMA_VERSION}")  # opening it has brought it there
    return 0


def _invite(options: argparse.Namespace, store: Store) -> int:
    code, expires_at = enrolment.invite(store, utc_now, timedelta(minutes=options.minutes))
    if options.json:
        print(json.dumps({"code": code, "expires_at": expires_at}))
    else:
        print(f"One kiosk may enrol within {options.minutes} minutes with the code {code}")
    return 0
