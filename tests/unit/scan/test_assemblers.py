"""From key presses and serial bytes to codes."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.lines import MAX_BYTES, LineAssembler
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
