"""Where a home pickup is to be made: sealed in the database by a key that lies in a file of its own.

So neither the database nor a backup of it tells where anybody lives; and when the order is over, what was sealed is
wiped.
"""

import hashlib
import os
import secrets
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, select

from central.problems import CentralError
from central.schema import Setting
from central.store import insert_unless_known

_KEY_BYTES = 32
_NONCE_BYTES = 12
_SETTING = "contacts_key"


class Contact(msgspec.Struct, frozen=True):
    """What is known of a person as long as their order is open. It belongs into no log."""

    building: str
    address: str
    phone: str
    note: str = ""

    def __repr__(self) -> str:
        return "Contact(…)"


class ContactSafe:
    """Seals and opens contacts (AES-256-GCM) with the key in the file ``path``, made when it is first needed.

    The database remembers which key it is: with another one nothing is sealed and nothing opened. ``path`` None: this
    program takes no orders.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def seal(self, connection: Connection, order: str, contact: Contact) -> bytes:
        """``contact`` of the order, for the database. Raises ``CentralError``."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher(connection).encrypt(nonce, msgspec.json.encode(contact), order.encode("ascii"))
        return nonce + sealed

    def open(self, connection: Connection, order: str, sealed: bytes) -> Contact:
        """The contact that was sealed for this very order. Raises ``CentralError``."""
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            plain = self._cipher(connection).decrypt(nonce, rest, order.encode("ascii"))
        except InvalidTag as error:
            raise CentralError(f"the contact of order {order} was changed in the database; cancel the order") from error
        return msgspec.json.decode(plain, type=Contact)

    def _cipher(self, connection: Connection) -> AESGCM:
        known = connection.scalar(select(Setting.value).where(Setting.name == _SETTING))
        if self._path is None:
            raise CentralError("this program was started without a key for contacts")
        try:
            key = self._path.read_bytes() if known is not None else _load_or_make(self._path)
        except OSError as error:
            raise CentralError(
                f"cannot use {self._path}, the key of residents' contacts ({error.strerror}); put it back, or name it "
                "with --contacts-key; if it is lost: central orders give-up-contacts"
            ) from error
        fingerprint = hashlib.sha256(key).hexdigest()
        if known is None:
            insert_unless_known(connection, Setting, {"name": _SETTING, "value": fingerprint})
            known = connection.scalar(select(Setting.value).where(Setting.name == _SETTING))
        if len(key) != _KEY_BYTES or fingerprint != known:
            raise CentralError(f"{self._path} is not the key of the contacts in this database; see --contacts-key")
        return AESGCM(key)


def forget_key(connection: Connection) -> None:
    """The key is lost, and with it what it has sealed: the next key that is used is the key."""
    connection.execute(delete(Setting).where(Setting.name == _SETTING))


def _load_or_make(path: Path) -> bytes:
    """The key in the file, for its owner alone. Of two that make it at once one wins, and both read that one."""
    if not path.exists():
        part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(_KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            os.link(part, path)
        except FileExistsError:
            pass  # somebody else's is there now
        finally:
            part.unlink()
        _sync_folder(path.parent)
    return path.read_bytes()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
