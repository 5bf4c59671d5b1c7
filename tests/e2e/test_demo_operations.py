"""The tour's login to the operations pages: made once, good for logging in, and kept for the next start."""

import re
import stat
import time
from pathlib import Path

import pyotp
import pytest
import requests

from demo import operations
from demo.platform import Platform

pytestmark = pytest.mark.process


def test_the_tours_login_is_good_and_stays(tmp_path: Path) -> None:
    with Platform(tmp_path) as platform:
        said = operations.login(platform, tmp_path)
        found = re.fullmatch(r"login demo, password (\S+), authenticator key ([A-Z2-7]+)", said)
        assert found is not None, said
        with requests.Session() as browser:
            page = browser.get(f"{platform.url}/ops/login", timeout=30).text
            token = re.findall(r'name="csrf" value="([^"]*)"', page)[-1]
            next_code = pyotp.TOTP(found[2]).at(int(time.time()) + 30)  # the present one was used to set it up
            form = {"csrf": token, "name": "demo", "password": found[1], "digits": next_code}
            entered = browser.post(f"{platform.url}/ops/login", form, timeout=30)
        assert entered.url == f"{platform.url}/ops/points"
        note = tmp_path / "operations.txt"
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
        assert operations.login(platform, tmp_path) == said
