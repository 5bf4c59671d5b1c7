"""What the entries of staff at work say. The shapes are ``contract/v1/KIND.schema.json``."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import msgspec

from kiosk.core.collection import Abandoned, Collection
from kiosk.core.containers import Site
from kiosk.core.correction import Correction
from kiosk.core.pickup import PickupClosed
from kiosk.ledger.bodies import weighing_body


def site_adopted_body(site: Site) -> dict[str, Any]:
    """The body of a ``site_adopted``: where this kiosk stands and which containers it has, from here on."""
    return {
        "name_zh": site.name_zh,
        "name_en": site.name_en,
        "latitude_e6": site.latitude_e6,
        "longitude_e6": site.longitude_e6,
        "containers": [asdict(container) for container in site.containers],
    }


def collection_body(collection: Collection) -> dict[str, Any]:
    """The body of a ``collection``: one closes one period of one container."""
    vehicle = None
    if collection.vehicle_g is not None and collection.vehicle_reason is not None:
        vehicle = {"weight_g": collection.vehicle_g, "reason": collection.vehicle_reason.value}
    return {
        "collection": collection.collection,
        "container": collection.container,
        "material": collection.material,
        "period": collection.period,
        "drop_offs": collection.drop_offs,
        "expected_g": collection.expected_g,
        "weighed_g": collection.weighed_g,
        "difference_g": collection.difference_g,
        "tolerance_g": collection.tolerance_g,
        "reason": collection.reason.value if collection.reason else None,
        "bags": [
            {"net_g": bag.net_g, "weighing": {"id": bag.weighing, **weighing_body(bag.evidence)}}
            for bag in collection.bags
        ],
        "vehicle": vehicle,
        "old_seal": {
            "expected": collection.old_seal.expected,
            "found": collection.old_seal.found,
            "state": collection.old_seal.state.value,
        },
        "new_seal": collection.new_seal,
        "into": asdict(collection.into) if collection.into else None,
        "badge": collection.badge,
        "role": collection.role.value,
        "signed": collection.signed.value,
    }


def collection_of(body: Mapping[str, Any]) -> Collection:
    """The collection that a ``collection`` entry tells of. Of each bag it has the net weight alone.

    Raises ``ValueError`` for another body.
    """
    vehicle = body["vehicle"] or {"weight_g": None, "reason": None}
    computed = {"weighed_g", "difference_g", "tolerance_g", "vehicle"}
    said = {name: value for name, value in body.items() if name not in computed}
    bags = [_bag_of(bag) for bag in body["bags"]]
    read = {**said, "bags": bags, "vehicle_g": vehicle["weight_g"], "vehicle_reason": vehicle["reason"]}
    return msgspec.convert(read, Collection)


def _bag_of(bag: Mapping[str, Any]) -> dict[str, Any]:
    weighing = dict(bag["weighing"])
    identity = weighing.pop("id")
    evidence = {name: "" if value is None else value for name, value in weighing.items()}
    return {"weighing": identity, "gross_g": bag["net_g"], "tare_g": 0, "evidence": evidence}


def collection_abandoned_body(abandoned: Abandoned) -> dict[str, Any]:
    """The body of a ``collection_abandoned``: the period goes on as if nothing had been begun."""
    return {
        "collection": abandoned.collection,
        "container": abandoned.container,
        "step": abandoned.step,
        "reason": abandoned.reason.value,
        "badge": abandoned.badge,
        "role": abandoned.role.value,
    }


def correction_body(correction: Correction) -> dict[str, Any]:
    """The body of a ``correction``. The three ``delta`` values are what changes against the standing so far."""
    of = correction.of
    return {
        "of": {"epoch": of.epoch, "seq": of.seq},
        "session": of.session,
        "line": of.line,
        "day": of.day,
        "material": of.material,
        "container": of.container,
        "action": correction.action.value,
        "net_g": correction.net_g,
        "reduction_g": correction.reduction_g,
        "points": correction.points,
        "delta_g": correction.net_g - of.net_g,
        "delta_reduction_g": correction.reduction_g - of.reduction_g,
        "delta_points": correction.points - of.points,
        "reason": correction.reason.value,
        "badge": correction.badge,
        "role": correction.role.value,
        "second": correction.second,
    }


def pickup_closed_body(closed: PickupClosed) -> dict[str, Any]:
    """The body of a ``pickup_closed``. Nothing in it tells who or where."""
    return {
        "order": closed.order,
        "outcome": closed.outcome.value,
        "drop_offs": closed.drop_offs,
        "net_g": closed.net_g,
        "refused": [{"material": item.material, "reason": item.reason.value} for item in closed.refused],
        "confirmed": closed.confirmed,
        "window_from": closed.window_from,
        "window_to": closed.window_to,
        "badge": closed.badge,
        "role": closed.role.value,
    }
