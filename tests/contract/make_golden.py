"""Writes the golden examples of the contract from a fixed key: ``python -m tests.contract.make_golden``.

Run it only when the contract changes on purpose; ``test_golden.py`` holds both sides to what is committed.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.core.acts import DropOff, Guest, HoldReason, Resident, RuleRef
from kiosk.core.collection import Abandoned, AbandonReason
from kiosk.core.containers import Container, Site
from kiosk.core.events import ContainerEmptied, PassKind, StaffRole
from kiosk.core.journal import StoredEntry
from kiosk.core.pickup import ItemRefusal, Outcome, PickupClosed, RefusedItem
from kiosk.ledger.bodies import (
    boot_body,
    consent_body,
    container_emptied_body,
    device_state_body,
    drop_off_body,
    entries_shrunk_body,
    epoch_opened_body,
    key_changed_body,
    scale_check_body,
    staff_action_body,
)
from kiosk.ledger.device import Device
from kiosk.ledger.entry import GENESIS, Header, canonical, entry_hash, signed_message
from kiosk.ledger.keychange import proof_message
from kiosk.ledger.staff_bodies import (
    collection_abandoned_body,
    collection_body,
    correction_body,
    pickup_closed_body,
    site_adopted_body,
)
from kiosk.sync.wire import to_base64
from tests.fakes.acts import scale_check, settled, settled_in_container
from tests.fakes.staffwork import collection, correction

FOLDER = Path(__file__).resolve().parents[2] / "contract" / "v1" / "examples"
DEVICE = Device(bytes(range(32)), bytes(32), (bytes(range(32, 64)),))
EPOCH = "0123456789abcdef" * 2
NEXT_EPOCH = "fedcba9876543210" * 2
RESIDENT = "r-0123456789abcdef0123"
BADGE = "ba" * 16


def example_drop_off() -> DropOff:
    """3.25 kg of clothes from a guest; nothing in it is random."""

    return DropOff(
        session="5e" * 16,
        line=1,
        who=Guest("2345678923456789"),
        material="clothing",
        weight=settled(3250, weighing="3e" * 16),
        reduction_mg=4_160_000,
        reduction_g=4160,
        points=97,
        rule=RuleRef("luya-clothing", 1, "published", 1280, 30, "d1" * 32),
    )


def held_drop_off() -> DropOff:
    """The same into a container from which 5 kg had vanished."""
    weight = settled_in_container(41_000, 3250, taken_out_g=5000, weighing="4e" * 16)
    return replace(example_drop_off(), session="6e" * 16, weight=weight, hold=HoldReason.TAKEN_OUT)


def residents_drop_off() -> DropOff:
    """The same from a resident who showed a phone."""
    who = Resident(RESIDENT, "9a" * 16, PassKind.PHONE, "d1" * 16)
    return replace(example_drop_off(), session="7e" * 16, who=who, weight=settled(3250, weighing="5e" * 16))


SITE = Site(
    "龙马潭社区",
    "Longmatan",
    28_897_000,
    105_438_000,
    (Container("clothing-1", "clothing", 150_000, 1000), Container("books-1", "books", 0, 240)),
)


def pickup_drop_off() -> DropOff:
    """The same, collected at somebody's door."""
    order, weight = "0d" * 16, settled(3250, weighing="6d" * 16)
    act = replace(residents_drop_off(), session="8e" * 16, weight=weight, container="clothing-1")
    return replace(act, order=order, staff=BADGE)


def closed_pickup() -> PickupClosed:
    """The end of that order; a wet bag was left there."""
    refused = (RefusedItem("clothing", ItemRefusal.WET),)
    return PickupClosed("0d" * 16, Outcome.COLLECTED, 1, 3250, refused, True, BADGE, StaffRole.OPERATOR)


def bodies() -> list[tuple[str, dict[str, Any]]]:
    """One of each kind, a drop-off that waits for a review, and what people with a badge and a pass did."""
    return [
        ("boot", boot_body("0.1.0")),
        ("drop_off", drop_off_body(example_drop_off())),
        ("scale_check", scale_check_body(scale_check(error_g=-10))),
        ("drop_off", drop_off_body(held_drop_off())),
        ("container_emptied", container_emptied_body(ContainerEmptied(72_000, 41_500))),
        ("device_state", device_state_body("scale", "silent")),
        ("staff_action", staff_action_body(BADGE, StaffRole.OPERATOR, "unlocked")),
        ("scale_check", scale_check_body(scale_check(staff=BADGE))),
        ("consent", consent_body(RESIDENT)),
        ("drop_off", drop_off_body(residents_drop_off())),
        ("site_adopted", site_adopted_body(SITE)),
        ("drop_off", drop_off_body(pickup_drop_off())),
        ("pickup_closed", pickup_closed_body(closed_pickup())),
        ("correction", correction_body(correction(pickup_drop_off(), 2250, epoch=EPOCH, seq=12, second=None))),
        ("collection", collection_body(replace(collection("clothing-1", 2250, drop_offs=1), badge=BADGE))),
        (
            "collection_abandoned",
            collection_abandoned_body(
                Abandoned("ac" * 16, "clothing-1", "bags", AbandonReason.WEATHER, BADGE, StaffRole.OPERATOR)
            ),
        ),
    ]


def entries() -> list[StoredEntry]:
    """A chain of all ``bodies``."""
    return _chain(EPOCH, bodies())


def next_bodies() -> list[tuple[str, dict[str, Any]]]:
    """What follows when this journal was put back from a backup, and has lost the bytes of its first three entries;
    then the kiosk goes over to another key, which signs the last of them.
    """
    old, new = DEVICE.keys
    proof = new.sign(proof_message(DEVICE.kiosk, NEXT_EPOCH, 3, old.public_key))
    before = entries()
    last, third = before[-1], before[2]
    return [
        ("epoch_opened", epoch_opened_body("restored", EPOCH, last.seq, last.hash.hex())),
        ("entries_shrunk", entries_shrunk_body(3, EPOCH, third.seq, third.hash.hex(), 1, 3250, 4160, 97)),
        ("key_changed", key_changed_body(new.public_key, proof)),
        ("boot", boot_body("0.1.0")),
    ]


def next_entries() -> list[StoredEntry]:
    """The epoch after that of ``entries``."""
    return _chain(NEXT_EPOCH, next_bodies())


def _chain(epoch: str, contents: list[tuple[str, dict[str, Any]]]) -> list[StoredEntry]:
    made: list[StoredEntry] = []
    previous, key = GENESIS, DEVICE.keys[0]
    for seq, (kind, body) in enumerate(contents, start=1):
        header = Header(
            kiosk=DEVICE.kiosk,
            epoch=epoch,
            seq=seq,
            prev_hash=previous,
            occurred_at="2026-11-22T09:00:00.000Z",
            clock="trusted",
            boot="b0" * 16,
            monotonic_ms=1000 * seq,
        )
        raw = canonical(header, kind, body)
        digest = entry_hash(raw)
        made.append(StoredEntry(seq, raw, digest, key.sign(signed_message(digest))))
        key = DEVICE.keys[1] if kind == "key_changed" else key
        previous = digest.hex()
    return made


def golden() -> dict[str, object]:
    """What is committed: the first public key, and each entry's bytes, hash and signature, of both epochs."""
    return {
        "kiosk": DEVICE.kiosk,
        "public_key": to_base64(DEVICE.public_key),
        "entries": [
            {
                "canonical": stored.entry.decode("utf-8"),
                "hash": stored.hash.hex(),
                "signature": to_base64(stored.signature),
            }
            for stored in [*entries(), *next_entries()]
        ],
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "journal.json").write_text(json.dumps(golden(), indent=2, ensure_ascii=False) + "\n", "utf-8")
