"""What people type, and what else arrives where a form is awaited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.ops import desk, forms
from central.problems import CentralError


@pytest.mark.parametrize(
    ("text", "grams"),
    [("12.35", 12_350), ("12,35", 12_350), (" 7 ", 7_000), ("0.001", 1), ("0", 0), ("999999.999", 999_999_999)],
)
def test_kilograms(text: str, grams: int) -> None:
    assert forms.grams(text) == grams


@pytest.mark.parametrize("text", ["", "-1", "1.2345", "1e3", "1 000", "１２", "12 kg", "1.", ".5", "1000000", "nan"])
def test_what_is_no_weight(text: str) -> None:
    with pytest.raises(CentralError, match="kilograms"):
        forms.grams(text)


@given(st.integers(0, 999_999_999))
def test_every_gram_can_be_typed(grams: int) -> None:
    assert forms.grams(f"{grams // 1000}.{grams % 1000:03}") == grams


def test_positions() -> None:
    assert forms.position(" 28.897 ", "105.438") == (28_897_000, 105_438_000)
    assert forms.position("-0.5", "-180") == (-500_000, -180_000_000)
    assert forms.position("", " ") is None


@pytest.mark.parametrize(
    ("north", "east"), [("28", ""), ("", "105"), ("91", "0"), ("0", "181"), ("a", "b"), ("1e1", "0")]
)
def test_what_is_no_position(north: str, east: str) -> None:
    with pytest.raises(CentralError, match="position"):
        forms.position(north, east)


def test_fields_of_a_form() -> None:
    assert forms.fields(b"a=1&b=%E7%BB%BF&a=2&c=") == {"a": "2", "b": "绿", "c": ""}
    for body in (b"a=%FF", b"\xff", b"&".join([b"a=1"] * 100)):
        with pytest.raises(CentralError, match="form"):
            forms.fields(body)


@given(st.binary(max_size=200))
def test_any_bytes_are_fields_or_refused(body: bytes) -> None:
    try:
        found = forms.fields(body)
    except CentralError:
        return
    assert all(isinstance(value, str) for value in found.values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://evil.example/ops",
        "//evil.example",
        "/me",
        "/ops//evil.example",
        "/ops\\evil",
        "/ops\n",
        "javascript:0",
    ],
)
def test_nobody_is_led_elsewhere(text: str) -> None:
    assert desk.local_address(text) == "/ops/points"


def test_one_is_led_back_to_a_page() -> None:
    assert desk.local_address("/ops/collections?only=transit") == "/ops/collections?only=transit"
