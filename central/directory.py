"""The signed directory: what every kiosk must know of the platform, in versions that only rise."""

import hmac
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from central import points
from central.clock import Now, rfc3339
from central.encoding import base64url
from central.keys import PlatformKeys, SigningKey
from central.schema import PublishedDirectory, Revocation, Setting
from central.store import Store

_CONTEXT = "greensprout-directory-v1"
_TIME_CONTEXT = "greensprout-time-v1"
_KEPT_VERSIONS = 20
"""Older versions are forgotten: each holds the whole list, and nobody asks for them."""


class SignedDirectory(msgspec.Struct, frozen=True):
    """One published version, as stored. ``payload`` is the exact signed JSON."""

    version: int
    payload: bytes
    kid: str
    signature: bytes

    @property
    def etag(self) -> str:
        """The entity tag of this version."""
        return f'"{self.version}"'

    def envelope(self) -> dict[str, str]:
        """200 of ``GET /v1/directory``."""
        return {"payload": base64url(self.payload), "kid": self.kid, "signature": base64url(self.signature)}

    def is_known_to(self, if_none_match: str) -> bool:
        """Whether an ``If-None-Match`` header names this version."""
        tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
        return "*" in tags or any(hmac.compare_digest(tag.encode(), self.etag.encode()) for tag in tags)


def public_names(key: SigningKey) -> dict[str, str]:
    """A key as others see it."""
    return {"kid": key.kid, "public_key": base64url(key.public_key)}


def publish(store: Store, keys: PlatformKeys, resident_page: str, now: Now) -> SignedDirectory:
    """The current directory. A new version is signed and stored only when its content has changed."""
    with store.writing() as connection:
        return _publish(connection, keys, resident_page, now)


def renew(connection: Connection, keys: PlatformKeys, now: Now) -> None:
    """Publish what has changed in the caller's transaction, so that a change and its publication are one.

    Before the platform was served for the first time there is nothing to renew: serving will publish it all.
    """
    current = _newest(connection)
    if current is not None:
        _publish(connection, keys, str(_content(current.payload)["resident_page"]), now)


def newest(store: Store) -> SignedDirectory:
    """The directory in force. It exists from the first start of the service on."""
    with store.reading() as connection:
        current = _newest(connection)
    assert current is not None, "the service publishes before it serves"
    return current


def resident_page(store: Store) -> str | None:
    """The published address of the residents' page; None before the first start of the service."""
    with store.reading() as connection:
        current = _newest(connection)
    return None if current is None else str(_content(current.payload)["resident_page"])


def newest_version(connection: Connection) -> int:
    """The version in force, 0 before the first."""
    return connection.scalar(select(func.max(PublishedDirectory.version))) or 0


def _newest(connection: Connection) -> SignedDirectory | None:
    table = PublishedDirectory
    query = select(table.version, table.payload, table.kid, table.signature).order_by(table.version.desc())
    row = connection.execute(query.limit(1)).one_or_none()
    return None if row is None else SignedDirectory(*row)


def _publish(connection: Connection, keys: PlatformKeys, resident_page: str, now: Now) -> SignedDirectory:
    # One publication at a time: on a row-locking database two would otherwise take the same number.
    connection.execute(select(Setting.value).where(Setting.name == "schema").with_for_update())
    moment = rfc3339(now())
    content = {
        "platform": keys.platform,
        "pass_keys": [public_names(keys.passes)],
        "resident_page": resident_page,
        "revoked": _revoked(connection, moment),
        "points": points.published(connection),
    }
    current = _newest(connection)
    if current is not None and _content(current.payload) == content:
        return current
    version = 1 if current is None else current.version + 1
    payload = msgspec.json.encode({"version": version, "issued_at": moment, **content})
    signed = SignedDirectory(version, payload, keys.directory.kid, keys.directory.sign(_CONTEXT, payload))
    connection.execute(insert(PublishedDirectory).values(**msgspec.structs.asdict(signed)))
    connection.execute(delete(PublishedDirectory).where(PublishedDirectory.version <= version - _KEPT_VERSIONS))
    return signed


def _revoked(connection: Connection, moment: str) -> list[str]:
    lasting = Revocation.until.is_(None) | (Revocation.until > moment)
    return sorted(connection.scalars(select(Revocation.subject).where(lasting)))


def _content(payload: bytes) -> dict[str, Any]:
    found = msgspec.json.decode(payload, type=dict[str, Any])
    return {name: value for name, value in found.items() if name not in {"version", "issued_at"}}


def signed_time(keys: PlatformKeys, now: Now, nonce: str) -> dict[str, str]:
    """200 of ``GET /v1/time``: the nonce ties the signature to this very question."""
    moment = rfc3339(now())
    signature = keys.directory.sign(_TIME_CONTEXT, nonce.encode("utf-8"), moment.encode("ascii"))
    return {"time": moment, "nonce": nonce, "kid": keys.directory.kid, "signature": base64url(signature)}
