"""Options that many commands share, so that they read and behave alike."""

import argparse
from pathlib import Path
from typing import Any

import platformdirs

Subparsers = Any  # argparse gives this type no public name


def add_command(subparsers: Subparsers, name: str, summary: str) -> argparse.ArgumentParser:
    """A subcommand whose ``--help`` begins with its summary."""
    parser: argparse.ArgumentParser = subparsers.add_parser(name, help=summary, description=summary.capitalize() + ".")
    return parser


def add_data(parser: argparse.ArgumentParser) -> None:
    """``--data DIR``: where this kiosk's files live."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=Path(platformdirs.user_data_dir("greensprout-kiosk", appauthor=False)),
        help="folder with this kiosk's configuration, keys and ledger (default: %(default)s)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """``--json``: one JSON object instead of sentences."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of sentences")
