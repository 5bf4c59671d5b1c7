"""Lists for spreadsheets: read back the same, and nothing in them is reckoned."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.ops.csvfile import csv_bytes


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_excel_finds_its_mark_and_numbers_stay_numbers() -> None:
    content = csv_bytes(["地点", "kg"], [["龙马潭, 社区", -5], [None, 0]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert read(content) == [["地点", "kg"], ["龙马潭, 社区", "-5"], ["", "0"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1+1"])
def test_a_formula_becomes_text(text: str) -> None:
    assert read(csv_bytes(["a"], [[text]]))[1] == ["'" + text]


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_cell_begins_like_a_formula(cells: list[str]) -> None:
    (_, row) = read(csv_bytes(["a"], [cells, ["end"]]))[:2]
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@")) for cell in row)
