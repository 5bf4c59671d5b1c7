"""What ``kiosk sync`` does to a ledger, without a platform: read what waits, acknowledge it, and again.

As a program: ``python -m tests.crash.acknowledge DATA`` until its standard input ends; then it says how often it did.
"""

import json
import sys
import threading
from pathlib import Path

from kiosk.core.clock import SystemClock
from kiosk.core.journal import Verdict
from kiosk.ledger import Ledger, open_ledger

BATCH = 50


def acknowledge_next(ledger: Ledger) -> None:
    """Acknowledge the next batch, if there is one, with every tenth entry held."""
    backlog = ledger.backlog()
    entries = ledger.entries(backlog.epoch, backlog.acked_seq + 1, BATCH)
    if not entries:
        return
    verdicts = [Verdict(each.seq, "accepted" if each.seq % 10 else "held", None) for each in entries]
    ledger.acknowledge(backlog.epoch, entries[-1].seq, entries[-1].hash.hex(), verdicts)


def main(data: Path) -> None:
    """Act, and report."""
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    rounds = 0
    ledger = open_ledger(data, SystemClock(), create=False)
    print("ready", flush=True)
    try:
        while not over.is_set():
            acknowledge_next(ledger)
            rounds += 1
    finally:
        ledger.close()
    print(json.dumps({"rounds": rounds}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
