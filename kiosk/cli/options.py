"""Options that many commands share, so that they read and behave alike."""

import argparse
from pathlib import Path

import platformdirs


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
