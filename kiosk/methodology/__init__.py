"""What a kilogram is worth: rule versions in, exact integers out. Pure; knows nothing of screens, disks or networks."""

from kiosk.methodology.quote import Quote, quote
from kiosk.methodology.rules import Rule, Rulebook, load_rulebook, parse_rule

__all__ = ["Quote", "Rule", "Rulebook", "load_rulebook", "parse_rule", "quote"]
