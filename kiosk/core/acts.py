"""A resident's act as it goes from the conversation to the ledger: everything that the journal entry will say."""

from dataclasses import dataclass

from kiosk.core.events import SettledWeight


@dataclass(frozen=True, slots=True)
class RuleRef:
    """The rule version a credit was computed with, kept whole so the credit can be recomputed for ever."""

    id: str
    version: int
    status: str  # "published" or "provisional"
    g_per_kg: int
    points_per_kg: int
    digest: str  # SHA-256 hex of the rule file's bytes


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with a verified pass; only the pseudonym is known here."""

    resident: str
    pass_id: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without a pass. The claim code is shown to them and never stored; the journal holds its hash."""

    claim_code: str


Who = Resident | Guest


@dataclass(frozen=True, slots=True)
class DropOff:
    """One bag: weighed, quoted, confirmed. ``(session, line)`` and ``weight.weighing`` are each used at most once."""

    session: str
    line: int
    who: Who
    material: str
    weight: SettledWeight
    reduction_mg: int
    reduction_g: int
    points: int
    rule: RuleRef
    container: str | None = None
