"""Does the journal still say what was signed? Needs the entries and the kiosk's public key, nothing else."""

import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.core.journal import StoredEntry
from kiosk.ledger.entry import GENESIS, entry_hash, signed_message
from kiosk.ledger.keychange import KIND as KEY_CHANGED
from kiosk.ledger.keychange import changed_to


class ChainCheck:
    """Feed it every entry in the order they were appended, from the first; then ``finish``. ``problems`` says what does
    not fit, for staff.

    ``public_key`` signs the first entry that is fed; ``key_changed`` entries say which one signs what is behind them.
    ``signatures`` False skips the Ed25519 check of each entry (0.16 ms an entry) but never that of the last one, of the
    last one that was shrunk, and of those that change the key: each commits to all before it. ``after``: the entry
    before the first that is fed; what lies before it is not judged.
    """

    def __init__(
        self, kiosk: str, public_key: bytes, *, signatures: bool = True, after: StoredEntry | None = None
    ) -> None:
        self.problems: list[str] = []
        self.entries = 0
        self.shrunk = 0
        self.head = after.hash.hex() if after else GENESIS
        self._kiosk = kiosk
        self._key = public_key
        self._signatures = signatures
        self._all_shrunk = True  # so far, but for those that change the key
        self._epoch: str | None = None  # None: of a shrunk entry, which does not say
        self._after = after
        self._last = after
        self._told: dict[str, Any] | None = None  # the newest word on what was shrunk
        self._last_shrunk: StoredEntry | None = None
        self._last_key = self._shrunk_key = public_key  # what signs the last one, and the last one that was shrunk

    def take(self, stored: StoredEntry) -> None:
        """The next entry."""
        key, table = self._key, _read(stored.entry)
        changes_key = table.get("kind") == KEY_CHANGED
        if stored.entry:
            self._take_whole(stored, table)
        else:
            self._take_shrunk(stored)
        if (self._signatures or changes_key) and self._check_signature(stored, key) and changes_key:
            self._change_key(stored, table)
        self._all_shrunk &= changes_key or not stored.entry
        self._last, self._last_key, self.head = stored, key, stored.hash.hex()
        self.entries += 1

    def finish(self) -> None:
        """There are no more."""
        if self._after is None:
            self._check_shrunk()
        if not self._signatures:
            for stored, key in ((self._last_shrunk, self._shrunk_key), (self._last, self._last_key)):
                if stored is not None:
                    self._check_signature(stored, key)

    def _check_shrunk(self) -> None:
        told = self._told or {"entries": 0, "hash": None}
        last_hash = self._last_shrunk.hash.hex() if self._last_shrunk else None
        if (told.get("entries"), told.get("hash")) != (self.shrunk, last_hash):
            self.problems.append(
                f"{self.shrunk} entries have lost their bytes, but the journal tells of another number"
            )

    @property
    def _seq(self) -> int:
        return self._last.seq if self._last else 0

    def _take_shrunk(self, stored: StoredEntry) -> None:
        if not self._all_shrunk:
            self.problems.append(f"entry {stored.seq}: its bytes are gone, though older ones are there")
        if stored.seq != self._seq + 1 and (stored.seq != 1 or self._last is None):
            self.problems.append(f"entry {stored.seq}: expected number {self._seq + 1}")
        self._epoch, self._last_shrunk, self._shrunk_key = None, stored, self._key
        self.shrunk = self.entries + 1

    def _take_whole(self, stored: StoredEntry, table: dict[str, Any]) -> None:
        epoch = table.get("epoch", self._epoch)
        begins = epoch != self._epoch if self._epoch is not None else stored.seq == 1
        expected, previous = (1, GENESIS) if begins else (self._seq + 1, self.head)
        if begins:
            self._check_epoch(table)
        if table.get("seq") != stored.seq or stored.seq != expected:
            self.problems.append(f"entry {stored.seq}: expected number {expected}, its bytes say {table.get('seq')}")
        if table.get("kiosk") != self._kiosk:
            self.problems.append(f"entry {stored.seq}: belongs to kiosk {table.get('kiosk')}")
        if table.get("prev_hash") != previous:
            self.problems.append(f"entry {stored.seq}: does not continue the entry before it")
        if entry_hash(stored.entry) != stored.hash:
            self.problems.append(f"entry {stored.seq}: its bytes were changed (hash differs)")
        if table.get("kind") == "entries_shrunk" and isinstance(table.get("body"), dict):
            self._told = table["body"]
        self._epoch = epoch

    def _check_epoch(self, table: dict[str, Any]) -> None:
        """A later epoch says first where the one before it ended; nothing lies before the first."""
        body = table.get("body")
        before = body.get("before") if table.get("kind") == "epoch_opened" and isinstance(body, dict) else None
        said = (before.get("seq"), before.get("hash")) if isinstance(before, dict) else None
        nothing_before = said is None or said[0] == 0
        if not (nothing_before if self._last is None else said == (self._seq, self.head)):
            self.problems.append(f"epoch {table.get('epoch')} does not say where the one before it ended")

    def _change_key(self, stored: StoredEntry, table: dict[str, Any]) -> None:
        new = changed_to(table, self._key)
        if new is None:
            self.problems.append(f"entry {stored.seq}: changes the key without the new one's proof")
        elif entry_hash(stored.entry) == stored.hash:
            self._key = new

    def _check_signature(self, stored: StoredEntry, key: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(stored.signature, signed_message(stored.hash))
        except InvalidSignature:
            self.problems.append(f"entry {stored.seq}: not signed by this kiosk")
            return False
        return True


def _read(entry: bytes) -> dict[str, Any]:
    """The entry as a table; empty when its bytes are no entry any more, which the hash then tells."""
    try:
        table = json.loads(entry)
    except ValueError:
        return {}
    return table if isinstance(table, dict) else {}
