"""Reading the whole journal back and checking it, against the bare arithmetic over the same bytes."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bench.result import Result, rate
from bench.rounds import interleaved, seconds
from bench.stores import filled
from kiosk.core.clock import SystemClock
from kiosk.core.journal import StoredEntry
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.entry import signed_message

ENTRIES = 5_000
ROUNDS = 5


def measure(scratch: Path) -> list[Result]:
    """Entries a second, with the signature of every entry and with the last one's only."""
    ledger = open_ledger(filled(scratch / "kiosk", ENTRIES), SystemClock(), create=False)
    try:
        entries = list(ledger.all_entries())
        found = interleaved(ROUNDS, _runs(ledger, entries))
    finally:
        ledger.close()
    speed = {name: len(entries) / spent for name, spent in found.items()}
    unit = "entries/s"
    return [
        rate("verify.chain", "verify, last signature only, against SHA-256", speed["chain"], speed["sha256"], unit),
        rate("verify.signatures", "verify, every signature, against SHA-256", speed["all"], speed["sha256"], unit),
        rate(
            "verify.signatures.ed25519",
            "verify, every signature, against bare Ed25519 checks",
            speed["all"],
            speed["ed25519"],
            unit,
        ),
    ]


def _runs(ledger: Ledger, entries: Sequence[StoredEntry]) -> dict[str, Callable[[], float]]:
    key = Ed25519PublicKey.from_public_bytes(ledger.device.public_key)

    def check(*, signatures: bool) -> None:
        report = verify(ledger, signatures=signatures)
        if not report.sound:
            raise RuntimeError(f"the benchmark's own ledger is damaged: {report.problems[:3]}")

    def hash_all() -> None:
        for stored in entries:
            hashlib.sha256(stored.entry).digest()

    def check_all() -> None:
        for stored in entries:
            key.verify(stored.signature, signed_message(stored.hash))

    return {
        "chain": lambda: seconds(lambda: check(signatures=False)),
        "all": lambda: seconds(lambda: check(signatures=True)),
        "sha256": lambda: seconds(hash_all),
        "ed25519": lambda: seconds(check_all),
    }
