"""What lies in a data folder after the trial."""

import json
from collections.abc import Collection
from pathlib import Path

from kiosk.core.clock import SystemClock
from kiosk.ledger import open_ledger, verify
from tests.crash.witness import ReceiptLine


def recorded(data: Path) -> list[ReceiptLine]:
    """Every drop-off of the ledger in ``data``, in order, after holding the ledger against its promises.

    The journal verifies, and no weighing and no line of a visit is in it twice.
    """
    ledger = open_ledger(data, SystemClock(), create=False)
    try:
        report = verify(ledger)
        entries = [json.loads(stored.entry) for stored in ledger.all_entries()]
    finally:
        ledger.close()
    assert report.sound, report.problems
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    drop_offs = [entry for entry in entries if entry["kind"] == "drop_off"]
    weighings = {entry["body"]["weighing"]["id"] for entry in drop_offs}
    lines = [
        (entry["body"]["session"], entry["body"]["line"], entry["seq"], entry["body"]["net_g"]) for entry in drop_offs
    ]
    assert len(weighings) == len({line[:2] for line in lines}) == len(lines), "something was credited twice"
    return lines


def kept(data: Path, told: Collection[ReceiptLine]) -> list[ReceiptLine]:
    """As ``recorded``; and everything that was ``told`` is among it."""
    found = recorded(data)
    assert set(told) <= set(found), f"told and not there: {sorted(set(told) - set(found))}"
    return found
