"""The rule versions that the platform knows, from ``assets/methodology/*.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from central.problems import CentralError

METHODOLOGY = Path(__file__).resolve().parent.parent / "assets" / "methodology"


class Rule(msgspec.Struct, frozen=True):
    """One immutable rule version. Factors are grams of CO2e and points per kilogram; Min and Max are net grams."""

    id: str
    version: int
    material: str
    status: str
    g_per_kg: int
    points_per_kg: int
    min_g: int
    max_g: int
    source_zh: str
    source_en: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Rules by ``(id, version)``."""

    rules: Mapping[tuple[str, int], Rule]

    def find(self, rule_id: str, version: int) -> Rule | None:
        """The rule version, or None when the platform does not know it."""
        return self.rules.get((rule_id, version))


def load_rules(folder: Path = METHODOLOGY) -> RuleBook:
    """Read every rule file of ``folder``. Raises ``CentralError`` when there is none or one is wrong."""
    rules: dict[tuple[str, int], Rule] = {}
    for path in sorted(folder.glob("*.toml")):
        rule = _load(path)
        if rules.setdefault((rule.id, rule.version), rule) is not rule:
            raise CentralError(f"{path}: version {rule.version} of rule {rule.id} exists in another file too")
    if not rules:
        raise CentralError(f"no rule files (*.toml) in {folder}; the checkout is incomplete")
    return RuleBook(rules)


def _load(path: Path) -> Rule:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Rule)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise CentralError(f"{path}: {error}") from error
