"""The second factor, waits, and which passwords are taken."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.ops import passwords, totp, tries
from central.problems import CentralError

NOW = datetime(2026, 11, 22, 10, 0, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def digits(seconds: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=seconds))


def test_a_code_is_good_for_its_time_and_its_neighbours() -> None:
    now = int(NOW.timestamp()) // 30
    for seconds, step in ((0, now), (-30, now - 1), (30, now + 1)):
        assert totp.step_of(SECRET, digits(seconds), NOW, 0) == step
    for seconds in (-60, 60):
        assert totp.step_of(SECRET, digits(seconds), NOW, 0) is None
    assert totp.step_of(SECRET, f"{digits()[:3]} {digits()[3:]}", NOW, 0) == now


def test_a_code_is_good_once_and_none_before_it() -> None:
    used = totp.step_of(SECRET, digits(), NOW, 0)
    assert used is not None
    assert totp.step_of(SECRET, digits(), NOW, used) is None
    assert totp.step_of(SECRET, digits(-30), NOW, used) is None
    assert totp.step_of(SECRET, digits(30), NOW, used) == used + 1


@given(st.text(max_size=12))
def test_any_text_is_wrong(text: str) -> None:
    if "".join(text.split()) not in {digits(-30), digits(), digits(30)}:
        assert totp.step_of(SECRET, text, NOW, 0) is None


def test_the_known_values_of_the_standard() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B, the last six of eight digits
    for at, code in ((59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")):
        assert totp.step_of(secret, code, datetime.fromtimestamp(at, UTC), 0) == at // 30


def test_waits_begin_at_the_fifth_try_and_double_to_half_an_hour() -> None:
    assert [tries.wait_after(count) for count in range(1, 5)] == [timedelta(0)] * 4
    assert [int(tries.wait_after(count).total_seconds()) for count in range(5, 13)] == [
        30, 60, 120, 240, 480, 960, 1800, 1800,
    ]  # fmt: skip
    assert tries.wait_after(10**9) == tries.LONGEST_WAIT


@pytest.mark.parametrize(
    "password", ["", "short", "a" * 12, "abababababab", "li-password-li", "x\0" + "abcdefghij", "y" * 201]
)
def test_what_is_no_password(password: str) -> None:
    with pytest.raises(CentralError, match="password"):
        passwords.check(password, "li")


def test_a_hash_tells_the_password_from_others() -> None:
    passwords.check("绿芽 回收 亭 2026 年", "li")
    hashed = passwords.password_hash("绿芽 回收 亭 2026 年")
    assert passwords.is_password(hashed, "绿芽 回收 亭 2026 年")
    assert not passwords.is_password(hashed, "绿芽 回收 亭 2027 年")
    assert not passwords.is_password(None, "")
