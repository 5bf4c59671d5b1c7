"""The rule files as the platform reads them."""

from pathlib import Path

import pytest

from central.problems import CentralError
from central.rules import METHODOLOGY, load_rules


def test_the_shipped_rules() -> None:
    rules = load_rules()
    clothing, books = rules.find("luya-clothing", 1), rules.find("luya-books", 1)
    assert clothing is not None
    assert (clothing.g_per_kg, clothing.points_per_kg, clothing.status) == (1280, 30, "published")
    assert books is not None
    assert (books.g_per_kg, books.points_per_kg, books.status) == (250, 8, "provisional")
    assert rules.find("luya-books", 2) is None


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CentralError, match="no rule files"):
        load_rules(tmp_path)


def test_the_same_version_twice_is_said(tmp_path: Path) -> None:
    text = (METHODOLOGY / "books-1.toml").read_text(encoding="utf-8")
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CentralError, match=r"b\.toml"):
        load_rules(tmp_path)


@pytest.mark.parametrize("text", ["id = ", 'id = "only"', "\x00"])
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "wrong.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CentralError, match=r"wrong\.toml"):
        load_rules(tmp_path)
