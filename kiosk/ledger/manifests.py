"""Collections read back from the journal, for whoever needs their manifest again."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.core.collection import (
    Collection,
    DifferenceReason,
    Into,
    Manifest,
    OldSeal,
    SealState,
    SignedBy,
    VehicleReason,
)
from kiosk.core.events import SettledWeight, StaffRole, WeighingEvidence
from kiosk.core.plate import ScaleMode
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.store import driver_of

_COLLECTIONS = (
    "SELECT e.id, j.seq, j.entry, j.hash FROM collection c JOIN journal j ON j.position = c.position"
    " JOIN epoch e ON e.no = j.epoch_no WHERE j.entry <> x'' ORDER BY c.position DESC"
)


def manifests(ledger: Ledger) -> Iterator[Manifest]:
    """Every collection that has its bytes, newest first."""
    with ledger.store.reading() as connection:
        rows = driver_of(connection).execute(_COLLECTIONS).fetchall()
    for epoch, seq, entry, digest in rows:
        table = json.loads(entry)
        collection = collection_of(table["body"])
        yield Manifest(ledger.device.kiosk, epoch, seq, digest.hex(), table["occurred_at"], collection)


def collection_of(body: Mapping[str, Any]) -> Collection:
    """What ``staff_bodies.collection_body`` was made from."""
    vehicle, into, old = body["vehicle"], body["into"], body["old_seal"]
    return Collection(
        collection=body["collection"],
        container=body["container"],
        material=body["material"],
        period=body["period"],
        drop_offs=body["drop_offs"],
        expected_g=body["expected_g"],
        bags=tuple(_bag(bag) for bag in body["bags"]),
        vehicle_g=vehicle["weight_g"] if vehicle else None,
        vehicle_reason=VehicleReason(vehicle["reason"]) if vehicle else None,
        reason=DifferenceReason(body["reason"]) if body["reason"] else None,
        old_seal=OldSeal(old["expected"], old["found"], SealState(old["state"])),
        new_seal=body["new_seal"],
        into=Into(into["kiosk"], into["container"]) if into else None,
        badge=body["badge"],
        role=StaffRole(body["role"]),
        signed=SignedBy(body["signed"]),
    )


def _bag(bag: Mapping[str, Any]) -> SettledWeight:
    weighing = dict(bag["weighing"])
    identity = weighing.pop("id")
    facts = {
        **weighing,
        "frames": tuple(weighing["frames"]),
        "certificate": weighing["certificate"] or "",
        "certificate_until": weighing["certificate_until"] or "",
        "mode": ScaleMode(weighing["mode"]),
    }
    return SettledWeight(identity, bag["net_g"], 0, WeighingEvidence(**facts))
