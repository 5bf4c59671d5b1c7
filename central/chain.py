"""The hash chain and the device's signature. Pure; the definitions are those of contract/README.md."""

import hashlib
import itertools
from collections.abc import Sequence
from typing import Protocol

from central.problems import Problem

ZERO_HASH = "0" * 64
_HASH_CONTEXT = hashlib.sha256(b"greensprout-entry-v1\x00")
_SIGNATURE_CONTEXT = b"greensprout-entry-sig-v1\x00"


class Link(Protocol):
    """What the chain needs to know of an entry."""

    @property
    def seq(self) -> int: ...
    @property
    def hash(self) -> str: ...
    @property
    def prev_hash(self) -> str: ...
    @property
    def signature(self) -> bytes: ...


def entry_hash(canonical: bytes) -> str:
    """Hash of an entry's canonical bytes, hex."""
    digest = _HASH_CONTEXT.copy()
    digest.update(canonical)
    return digest.hexdigest()


def check_links(links: Sequence[Link]) -> None:
    """Every entry names the hash of the one before it; the first of an epoch names zeros. Raises ``Problem``."""
    if links[0].seq == 1 and links[0].prev_hash != ZERO_HASH:
        raise Problem("chain-broken", "entry 1 must name 64 zeros as the hash before it")
    for before, link in itertools.pairwise(links):
        if link.prev_hash != before.hash:
            raise Problem("chain-broken", f"entry {link.seq} does not name the hash of entry {before.seq}")


def signed_message(link: Link) -> bytes:
    """What a device key signs for an entry and, through the chain, for all before it."""
    return _SIGNATURE_CONTEXT + bytes.fromhex(link.hash)
