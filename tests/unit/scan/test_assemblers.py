"""From key presses and serial bytes to codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.lines import EMPTY_READS, MAX_BYTES, LineAssembler
from kiosk.scan.wedge import GAP_MS, MAX_CHARACTERS, WedgeAssembler

CODE = "GSP1:QED8WEX0ABC"


def typed(wedge: WedgeAssembler, text: str, *, gap_ms: int = 5, start_ms: int = 1000) -> list[str]:
    found = []
    for n, character in enumerate(text):
        code = wedge.key(character, start_ms + n * gap_ms)
        if code is not None:
            found.append(code)
    return found


def test_a_scanner_types_a_code() -> None:
    assert typed(WedgeAssembler(), CODE + "\r") == [CODE]


def test_two_codes_in_a_row() -> None:
    assert typed(WedgeAssembler(), f"{CODE}\r{CODE}\t") == [CODE, CODE]


def test_a_person_is_too_slow_to_be_a_scanner() -> None:
    assert typed(WedgeAssembler(), CODE + "\r", gap_ms=GAP_MS + 1) == []


def test_what_was_typed_long_before_does_not_stick_to_a_code() -> None:
    wedge = WedgeAssembler()
    typed(wedge, "abc")
    assert typed(wedge, CODE + "\r", start_ms=60_000) == [CODE]


def test_control_keys_in_a_code_reach_nothing() -> None:
    assert typed(WedgeAssembler(), "GS\x0fP1\x1b:\x00ABC\r") == ["GSP1:ABC"]


def test_an_endless_code_is_cut_and_still_too_long_to_be_a_pass() -> None:
    (code,) = typed(WedgeAssembler(), "A" * 5000 + "\r", gap_ms=1)
    assert len(code) == MAX_CHARACTERS + 1


def test_a_lone_enter_is_nothing() -> None:
    assert typed(WedgeAssembler(), "\r\r\t") == []


@pytest.mark.parametrize("mark", ["\u202e", "\u200f", "\ufeff", "\u00a0", "é", "芽", "\U0001f331", "\ud800"])
def test_marks_that_turn_or_hide_text_are_never_part_of_a_code(mark: str) -> None:
    assert typed(WedgeAssembler(), f"{mark}GS{mark}P1:ABC{mark}\r") == ["GSP1:ABC"]


def test_a_key_that_gives_more_than_a_character_is_no_scanner() -> None:
    wedge = WedgeAssembler()
    assert [wedge.key(text, 1000) for text in ("GSP1:ABC", "\r\n", "", "ab\r", "\r")] == [None] * 5


def test_a_newline_inside_makes_two_codes_and_no_third() -> None:
    assert typed(WedgeAssembler(), "GSP1:AB\nCDEF\r\rGH\r") == ["GSP1:AB", "CDEF"]


def test_a_pause_inside_a_code_leaves_its_end_only() -> None:
    wedge = WedgeAssembler()
    typed(wedge, CODE[:8])
    assert typed(wedge, CODE[8:] + "\r", start_ms=1000 + 8 * 5 + GAP_MS + 1) == [CODE[8:]]


def test_four_kilobytes_without_an_end_cost_no_memory_and_end_with_a_pause() -> None:
    wedge = WedgeAssembler()
    assert typed(wedge, "A" * 4096, gap_ms=1) == []
    assert len(wedge._characters) <= MAX_CHARACTERS
    assert typed(wedge, CODE + "\r", start_ms=60_000) == [CODE]


@given(
    keys=st.lists(
        st.tuples(st.text(max_size=3) | st.sampled_from("\r\n\t\x0f\x10\x13\x1bAB1:"), st.integers(0, 150)),
        max_size=300,
    )
)
def test_whatever_is_typed_only_short_printable_ascii_comes_out(keys: list[tuple[str, int]]) -> None:
    wedge, now_ms = WedgeAssembler(), 0
    for text, pause_ms in keys:
        now_ms += pause_ms
        code = wedge.key(text, now_ms)
        assert code is None or (code.isascii() and code.isprintable() and len(code) <= MAX_CHARACTERS)


@given(st.binary(max_size=3000), st.lists(st.integers(0, 3000), max_size=8))
def test_serial_bytes_cut_anywhere_give_the_same_codes(data: bytes, cuts: list[int]) -> None:
    whole = LineAssembler().feed(data)
    pieces, chunked, start = LineAssembler(), [], 0
    for cut in [*sorted(cuts), len(data)]:
        chunked += pieces.feed(data[start:cut])
        start = max(start, cut)
    assert chunked == whole
    assert all(0 < len(code) <= MAX_BYTES + 1 for code in whole)


def test_half_a_line_is_no_code() -> None:
    lines = LineAssembler()
    assert lines.feed(CODE.encode()[:7]) == []
    assert lines.feed(CODE.encode()[7:] + b"\r\n\r\n") == [CODE]


def test_half_a_line_does_not_wait_for_the_next_code() -> None:
    lines = LineAssembler()
    lines.feed(b"\xffGSP1:QED8")
    assert [lines.feed(b"") for _ in range(EMPTY_READS)] == [[]] * EMPTY_READS
    assert lines.feed(CODE.encode() + b"\r") == [CODE]


def test_a_code_that_comes_in_pieces_is_one_code() -> None:
    lines = LineAssembler()
    for byte in CODE.encode():
        assert lines.feed(bytes([byte])) == []
        assert [lines.feed(b"") for _ in range(EMPTY_READS - 1)] == [[]] * (EMPTY_READS - 1)
    assert lines.feed(b"\n") == [CODE]


def test_four_kilobytes_on_the_cable_are_one_code_that_is_too_long() -> None:
    (code,) = LineAssembler().feed(b"A" * 4096 + b"\r\n")
    assert len(code) == MAX_BYTES + 1
