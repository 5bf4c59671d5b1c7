"""PINs: six digits, nothing that is guessed at once, never kept as they are."""

import itertools

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from central.pins import is_trivial, pin_hash, random_pin
from central.problems import CentralError


@pytest.mark.parametrize(
    "pin", ["000000", "999999", "123456", "654321", "890123", "135791", "121212", "123123", "112233", "118844"]
)
def test_what_is_guessed_at_once_is_refused(pin: str) -> None:
    with pytest.raises(CentralError, match="guessed"):
        pin_hash(pin)


@pytest.mark.parametrize("pin", ["482913", "198704", "070789", "123457", "100000"])
def test_others_are_fine_birthdays_too(pin: str) -> None:
    assert not is_trivial(pin)


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "48291x", "-48291", "４８２９１３", " 48291", "482913\n"])
def test_six_digits_and_nothing_else(pin: str) -> None:
    with pytest.raises(CentralError, match="6 digits"):
        pin_hash(pin)


def test_the_hash_is_argon2id_with_a_salt_of_its_own() -> None:
    one, two = pin_hash("482913"), pin_hash("482913")
    assert one != two
    assert one.startswith("$argon2id$v=19$m=32768,t=3,p=1$")
    assert len(one) <= 128
    assert PasswordHasher().verify(one, "482913")


def test_random_pins_are_six_digits_and_differ() -> None:
    made = {random_pin() for _ in range(100)}
    assert len(made) > 90
    assert all(len(pin) == 6 and pin.isdigit() and not is_trivial(pin) for pin in made)


@given(st.permutations("0123456789").map(lambda digits: "".join(digits[:6])))
def test_six_different_digits_are_trivial_only_in_a_run(pin: str) -> None:
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    assert is_trivial(pin) == (len(steps) == 1)
