"""The journal for auditors: one JSON object a line, readable by anything, checkable with the public key alone."""

import base64

from kiosk.core.journal import StoredEntry


def export_line(stored: StoredEntry) -> bytes:
    """The entry's canonical object with ``hash`` and ``signature`` added at its end.

    The canonical bytes are the line without its last 176 bytes (and the line feed), closed with ``}``: nothing
    was encoded again, so the hash can be checked to the byte.
    """
    signature = base64.urlsafe_b64encode(stored.signature).rstrip(b"=")
    return (
        stored.entry[:-1] + b',"hash":"' + stored.hash.hex().encode("ascii") + b'","signature":"' + signature + b'"}\n'
    )
