"""The signed directory: what every kiosk must know of the platform, in versions that only rise."""

import hmac
from typing import Any

import msgspec
from sqlalchemy import insert, select

from central.clock import Now, rfc3339
from central.encoding import base64url
from central.keys import PlatformKeys, SigningKey
from central.schema import PublishedDirectory
from central.store import Store

_CONTEXT = "greensprout-directory-v1"
_TIME_CONTEXT = "greensprout-time-v1"


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
    content = {
        "platform": keys.platform,
        "pass_keys": [public_names(keys.passes)],
        "resident_page": resident_page,
    }
    with store.writing() as connection:
        table = PublishedDirectory
        query = select(table.version, table.payload, table.kid, table.signature).order_by(table.version.desc())
        row = connection.execute(query.limit(1)).one_or_none()
        if row is not None and _content(row.payload) == content:
            return SignedDirectory(*row)
        version = 1 if row is None else row.version + 1
        payload = msgspec.json.encode({"version": version, "issued_at": rfc3339(now()), **content})
        signed = SignedDirectory(version, payload, keys.directory.kid, keys.directory.sign(_CONTEXT, payload))
        connection.execute(insert(table).values(**msgspec.structs.asdict(signed)))
        return signed


def _content(payload: bytes) -> dict[str, Any]:
    found = msgspec.json.decode(payload, type=dict[str, Any])
    return {name: value for name, value in found.items() if name not in {"version", "issued_at"}}


def signed_time(keys: PlatformKeys, now: Now, nonce: str) -> dict[str, str]:
    """200 of ``GET /v1/time``: the nonce ties the signature to this very question."""
    moment = rfc3339(now())
    signature = keys.directory.sign(_TIME_CONTEXT, nonce.encode("utf-8"), moment.encode("ascii"))
    return {"time": moment, "nonce": nonce, "kid": keys.directory.kid, "signature": base64url(signature)}
