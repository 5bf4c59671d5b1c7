"""Rule versions: immutable, dated, read from ``assets/methodology/*.toml``.

A rule version never changes what was credited under it, so a file is never edited after release; a change is a new
file with a higher version and a later ``valid_from``.
"""

import hashlib
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from kiosk.core.acts import RuleRef
from kiosk.core.errors import UsageFault

STATUSES = ("published", "provisional")


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule. Rates are per kilogram of net weight; limits are grams per drop-off."""

    id: str
    version: int
    material: str
    status: str
    g_per_kg: int
    points_per_kg: int
    valid_from: date
    min_g: int
    max_g: int
    source_zh: str
    source_en: str
    digest: str

    @property
    def provisional(self) -> bool:
        """True while no authority has published the factor; said wherever the rule is shown."""
        return self.status == "provisional"

    @property
    def ref(self) -> RuleRef:
        """The part that travels with every credit."""
        return RuleRef(self.id, self.version, self.status, self.g_per_kg, self.points_per_kg, self.digest)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rule versions this kiosk holds."""

    rules: tuple[Rule, ...]

    def in_force(self, material: str, day: date) -> Rule | None:
        """The rule for ``material`` on ``day``: the latest ``valid_from`` not after it, then the highest version."""
        candidates = [r for r in self.rules if r.material == material and r.valid_from <= day]
        return max(candidates, key=lambda r: (r.valid_from, r.version), default=None)

    def materials(self, day: date) -> tuple[str, ...]:
        """Materials that can be credited on ``day``, in the order the screen offers them."""
        seen = dict.fromkeys(r.material for r in self.rules if r.valid_from <= day)
        return tuple(sorted(seen, key=lambda m: (m != "clothing", m)))


def parse_rule(raw: bytes, name: str) -> Rule:
    """Read one rule file. Raises ``UsageFault`` naming the file and the field when anything is off."""
    try:
        table = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageFault(f"methodology {name}: not readable as TOML: {error}") from error
    wanted = {f.name: f.type for f in fields(Rule) if f.name != "digest"}
    for key, kind in wanted.items():
        if type(table.get(key)) is not kind:
            raise UsageFault(f"methodology {name}: {key} must be given as {getattr(kind, '__name__', kind)}")
    if unknown := table.keys() - wanted.keys():
        raise UsageFault(f"methodology {name}: unknown field {min(unknown)!r}")
    rule = Rule(**table, digest=hashlib.sha256(raw).hexdigest())
    if rule.status not in STATUSES:
        raise UsageFault(f"methodology {name}: status must be one of {', '.join(STATUSES)}")
    if min(rule.version, rule.min_g) < 1 or min(rule.g_per_kg, rule.points_per_kg) < 0 or rule.max_g < rule.min_g:
        raise UsageFault(f"methodology {name}: version and min_g start at 1, rates at 0, and max_g is not below min_g")
    return rule


def load_rulebook(folder: Path) -> Rulebook:
    """Read every ``*.toml`` in ``folder``. Raises ``UsageFault`` when there is none or two claim one version."""
    rules = [parse_rule(path.read_bytes(), path.name) for path in sorted(folder.glob("*.toml"))]
    if not rules:
        raise UsageFault(f"no methodology in {folder}: the folder assets/methodology belongs to the installation")
    versions = [(r.id, r.version) for r in rules]
    if len(set(versions)) != len(versions):
        raise UsageFault(f"methodology in {folder}: one rule version is given twice")
    return Rulebook(tuple(rules))
