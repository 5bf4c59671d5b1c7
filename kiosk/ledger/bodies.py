"""What each kind of entry says. The shapes are ``contract/v1/KIND.schema.json``."""

import base64
from dataclasses import asdict
from typing import Any

from kiosk.core.acts import DropOff, Guest, Resident, ScaleCheck
from kiosk.core.events import ContainerEmptied, StaffRole, WeighingEvidence
from kiosk.core.ids import claim_hash
from kiosk.methodology import Rulebook

NOTICE_VERSION = 1
"""Which text of the privacy notice the screen shows."""


def drop_off_body(act: DropOff) -> dict[str, Any]:
    """The body of a ``drop_off``. A guest's claim code goes in as its hash only."""
    resident = act.who if isinstance(act.who, Resident) else None
    return {
        "session": act.session,
        "line": act.line,
        "resident": resident.resident if resident else None,
        "pass_id": resident.pass_id if resident else None,
        "pass_kind": resident.kind.value if resident else None,
        "pass_digest": (resident.digest or None) if resident else None,
        "claim": claim_hash(act.who.claim_code) if isinstance(act.who, Guest) else None,
        "material": act.material,
        "gross_g": act.weight.gross_g,
        "tare_g": act.weight.tare_g,
        "net_g": act.weight.net_g,
        "reduction_mg": act.reduction_mg,
        "reduction_g": act.reduction_g,
        "points": act.points,
        "rule": asdict(act.rule),
        "container": act.container,
        "order": act.order,
        "staff": act.staff,
        "hold": None if act.hold is None else act.hold.value,
        "weighing": {"id": act.weight.weighing, **weighing_body(act.weight.evidence)},
    }


def scale_check_body(check: ScaleCheck) -> dict[str, Any]:
    """The body of a ``scale_check``. ``staff`` None: done where the platform has named no staff."""
    return {
        "test_weight_g": check.test_weight_g,
        "tolerance_g": check.tolerance_g,
        "measured_g": check.measured_g,
        "error_g": check.error_g,
        "return_g": check.return_g,
        "return_tolerance_g": check.return_tolerance_g,
        "passed": check.passed,
        "weighing": weighing_body(check.evidence),
        "staff": check.staff,
    }


def consent_body(resident: str) -> dict[str, Any]:
    """The body of a ``consent``: once per resident and kiosk."""
    return {"resident": resident, "notice": NOTICE_VERSION, "agreed": True}


def staff_action_body(badge: str, role: StaffRole, action: str) -> dict[str, Any]:
    """The body of a ``staff_action``: ``action`` is ``unlocked``, ``locked_out``, ``out_of_service`` or
    ``in_service``.
    """
    return {"badge": badge, "role": role.value, "action": action}


def weighing_body(evidence: WeighingEvidence) -> dict[str, Any]:
    """How a weight was come by (``contract/v1/weighing.schema.json``)."""
    return {
        "protocol": evidence.protocol,
        "scale_id": evidence.scale_id,
        "frames": list(evidence.frames),
        "started_ms": evidence.started_ms,
        "settled_ms": evidence.settled_ms,
        "zero_g": evidence.zero_g,
        "stable_flag": evidence.stable_flag,
        "certificate": evidence.certificate or None,
        "certificate_until": evidence.certificate_until or None,
        "unit": evidence.unit,
        "interval_g": evidence.interval_g,
        "min_g": evidence.min_g,
        "max_g": evidence.max_g,
        "mode": evidence.mode.value,
        "taken_out_g": evidence.taken_out_g,
    }


def container_emptied_body(emptied: ContainerEmptied) -> dict[str, Any]:
    """The body of a ``container_emptied``: the highest total that had been credited, and what the scale showed then."""
    return {"before_g": emptied.before_g, "after_g": emptied.after_g}


def device_state_body(device: str, state: str) -> dict[str, Any]:
    """The body of a ``device_state``: ``state`` is a fault's word, or ``well``."""
    return {"device": device, "state": state}


def entries_shrunk_body(
    entries: int, epoch: str, seq: int, last_hash: str, drop_offs: int, weight_g: int, reduction_g: int, points: int
) -> dict[str, Any]:
    """The body of an ``entries_shrunk``: the first ``entries`` entries, up to ``seq`` of ``epoch`` with ``last_hash``,
    have lost their bytes, and what their drop-offs came to in all.
    """
    return {
        "entries": entries,
        "epoch": epoch,
        "seq": seq,
        "hash": last_hash,
        "drop_offs": drop_offs,
        "weight_g": weight_g,
        "reduction_g": reduction_g,
        "points": points,
    }


def epoch_opened_body(reason: str, epoch: str, seq: int, last_hash: str | None) -> dict[str, Any]:
    """The body of an ``epoch_opened``: always the first of its epoch. ``before`` is where the epoch before it ends on
    this kiosk; ``seq`` 0 and ``hash`` None: it has no entry here.
    """
    return {"reason": reason, "before": {"epoch": epoch, "seq": seq, "hash": last_hash}}


def key_changed_body(public_key: bytes, proof: bytes) -> dict[str, Any]:
    """The body of a ``key_changed``: the new public key (32 bytes), and its signature over the place of the entry and
    the old key (``keychange.proof_message``).
    """
    return {"public_key": _base64url(public_key), "proof": _base64url(proof)}


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def boot_body(software: str) -> dict[str, Any]:
    """The body of a ``boot``: written once per start."""
    return {"software": software}


def rules_adopted_body(rules: Rulebook) -> dict[str, Any]:
    """The body of ``rules_adopted``: which rule versions this kiosk computes with from here on."""
    return {"rules": [asdict(rule.ref) for rule in sorted(rules.rules, key=lambda r: (r.id, r.version))]}
