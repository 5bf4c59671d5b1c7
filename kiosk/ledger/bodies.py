"""What each kind of entry says. The shape of ``drop_off`` is ``contract/v1/drop_off.schema.json``."""

from dataclasses import asdict
from typing import Any

from kiosk.core.acts import DropOff, Guest, Resident
from kiosk.core.ids import claim_hash
from kiosk.methodology import Rulebook


def drop_off_body(act: DropOff) -> dict[str, Any]:
    """The body of a ``drop_off``. A guest's claim code goes in as its hash only."""
    evidence = act.weight.evidence
    return {
        "session": act.session,
        "line": act.line,
        "resident": act.who.resident if isinstance(act.who, Resident) else None,
        "pass_id": act.who.pass_id if isinstance(act.who, Resident) else None,
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
        "weighing": {
            "id": act.weight.weighing,
            "protocol": evidence.protocol,
            "scale_id": evidence.scale_id,
            "frames": list(evidence.frames),
            "started_ms": evidence.started_ms,
            "settled_ms": evidence.settled_ms,
            "zero_g": evidence.zero_g,
            "stable_flag": evidence.stable_flag,
            "certificate": evidence.certificate or None,
            "certificate_until": evidence.certificate_until or None,
        },
    }


def boot_body(software: str) -> dict[str, Any]:
    """The body of a ``boot``: written once per start."""
    return {"software": software}


def rules_adopted_body(rules: Rulebook) -> dict[str, Any]:
    """The body of ``rules_adopted``: which rule versions this kiosk computes with from here on."""
    return {"rules": [asdict(rule.ref) for rule in sorted(rules.rules, key=lambda r: (r.id, r.version))]}
