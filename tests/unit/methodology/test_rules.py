from datetime import date
from pathlib import Path

import pytest

from kiosk.assets import METHODOLOGY
from kiosk.core.errors import UsageFault
from kiosk.methodology import Rulebook, load_rulebook, parse_rule

TODAY = date(2026, 11, 22)
GOOD = (METHODOLOGY / "clothing-1.toml").read_bytes()


def test_the_published_and_the_provisional_rule_ship(rules: Rulebook) -> None:
    clothing, books = rules.in_force("clothing", TODAY), rules.in_force("books", TODAY)
    assert clothing is not None
    assert books is not None
    assert (clothing.g_per_kg, clothing.points_per_kg, clothing.provisional) == (1280, 30, False)
    assert (books.g_per_kg, books.points_per_kg, books.provisional) == (250, 8, True)
    assert rules.materials(TODAY) == ("clothing", "books")


def test_a_later_version_takes_over_on_its_day_and_not_before(rules: Rulebook) -> None:
    later = GOOD.replace(b"version = 1\n", b"version = 2\n").replace(b"2024-11-30", b"2027-01-01")
    book = Rulebook((*rules.rules, parse_rule(later, "clothing-2.toml")))
    before, after = book.in_force("clothing", date(2026, 12, 31)), book.in_force("clothing", date(2027, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.version, after.version) == (1, 2)


def test_nothing_is_in_force_before_the_first_rule(rules: Rulebook) -> None:
    assert rules.in_force("clothing", date(2020, 1, 1)) is None
    assert rules.in_force("glass", TODAY) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'status = "published"', b'status = "rumour"', "status"),
        (b"g_per_kg = 1280", b"g_per_kg = 1280.5", "g_per_kg"),
        (b"g_per_kg = 1280", b"g_per_kg = -1", "rates"),
        (b"points_per_kg = 30", b"points_per_kg = true", "points_per_kg"),
        (b"min_g = 200", b"min_g = 0", "min_g"),
        (b"max_g = 20000", b"max_g = 100", "max_g"),
        (b"version = 1\n", b"version = 1\nfactor = 2\n", "factor"),
        (b"valid_from = 2024-11-30", b"", "valid_from"),
        (b"id =", b"id", "TOML"),
    ],
)
def test_a_wrong_rule_names_the_file_and_the_field(old: bytes, new: bytes, said: str) -> None:
    assert old in GOOD
    with pytest.raises(UsageFault, match=f"wrong.toml.*{said}"):
        parse_rule(GOOD.replace(old, new, 1), "wrong.toml")


def test_one_version_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(GOOD)
    (tmp_path / "b.toml").write_bytes(GOOD)
    with pytest.raises(UsageFault, match="twice"):
        load_rulebook(tmp_path)


def test_a_kiosk_without_rules_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="no methodology"):
        load_rulebook(tmp_path)
