"""Going over to another signing key, on a person's word only.

Order matters. The new key is durable in ``device.key`` before the entry that names it is committed, and nobody signs
with it before that: a power cut leaves a key that nothing knows of, which the next try takes up, or the change. What a
ledger signs with is always what its own journal says, so there is nothing to swap.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from kiosk.ledger.append import HEAD, key_in_force
from kiosk.ledger.bodies import key_changed_body
from kiosk.ledger.faults import store_faults
from kiosk.ledger.keychange import KIND, proof_message
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.store import driver_of


@dataclass(frozen=True, slots=True)
class KeyChanged:
    """The new public key (32 raw bytes), and the number of the entry that tells of it."""

    public_key: bytes
    seq: int


def change_key(ledger: Ledger) -> KeyChanged:
    """Make a new signing key and go over to it. Call it as the sole writer only. A change that was interrupted is
    finished with the key that was made then.

    Raises ``StoreFault``; then the old key is in force.
    """
    with ledger.appending() as connection:
        old = key_in_force(driver_of(connection), ledger.device)
        if not ledger.device.after(old.public_key):
            device = ledger.device.with_new_key()
            with store_faults(ledger.folder):
                device.save(ledger.folder)
            ledger.adopt(device)
        tell_keys(ledger, connection)
        seq = driver_of(connection).execute(HEAD).fetchone()[2]
    return KeyChanged(ledger.device.keys[-1].public_key, seq)


def tell_keys(ledger: Ledger, connection: sa.Connection) -> None:
    """Go over to every key in ``device.key`` that this journal does not know yet, one after the other, in the caller's
    transaction. A journal that was put back from a backup may lack the changes that came after it.
    """
    driver = driver_of(connection)
    old = key_in_force(driver, ledger.device)
    for new in ledger.device.after(old.public_key) or ():
        _, epoch, last_seq, *_ = driver.execute(HEAD).fetchone()
        proof = new.sign(proof_message(new.kiosk, epoch, (last_seq or 0) + 1, old.public_key))
        ledger.append(connection, KIND, key_changed_body(new.public_key, proof))
        old = new
