"""The journal for auditors: one JSON object a line, readable by anything, checkable with the public key alone."""

import base64
from collections.abc import Iterator

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.journal import StoredEntry
from kiosk.ledger.ledger import Ledger


def export_line(stored: StoredEntry) -> bytes:
    """The entry's canonical object with ``hash`` and ``signature`` added at its end; of an entry that was shrunk, its
    number stands in the object's place.

    The canonical bytes are the line without its last 176 bytes (and the line feed), closed with ``}``: nothing
    was encoded again, so the hash can be checked to the byte.
    """
    entry = stored.entry or b'{"seq":%d,"shrunk":true}' % stored.seq
    signature = base64.urlsafe_b64encode(stored.signature).rstrip(b"=")
    return entry[:-1] + b',"hash":"' + stored.hash.hex().encode("ascii") + b'","signature":"' + signature + b'"}\n'


def export_lines(ledger: Ledger) -> Iterator[bytes]:
    """A line for every entry that is there at the first step, in the order they were appended.

    Raises ``StoreFault`` at the end when entries lost their bytes meanwhile: what was given out does not fit together.
    """
    before = ledger.sums().shrunk
    for stored in ledger.all_entries():
        yield export_line(stored)
    if ledger.sums().shrunk != before:
        raise StoreFault(StoreFaultKind.LOCKED, "old entries were shrunk during the export: export again")
