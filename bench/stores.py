"""Data folders for measuring, made by the product itself."""

from datetime import UTC, datetime
from pathlib import Path

from kiosk.assets import METHODOLOGY
from kiosk.ledger import open_ledger
from kiosk.ledger.fill import demo_clock, fill
from kiosk.methodology import load_rulebook

_SEED = 7


def filled(folder: Path, count: int) -> Path:
    """A kiosk's data folder with ``count`` drop-offs in its ledger."""
    clock = demo_clock(datetime.now(UTC), count)
    ledger = open_ledger(folder, clock, create=True)
    try:
        fill(ledger, clock, load_rulebook(METHODOLOGY), count, _SEED)
    finally:
        ledger.close()
    return folder
