"""A login to the operations pages of the tour's platform, made once a folder, as a new supervisor would make it."""

import html
import re
import secrets
from pathlib import Path

import pyotp
import requests

from demo.platform import Platform, PlatformError

_NAME = "demo"
_TOKEN = re.compile(r'name="csrf" value="([^"]*)"')
_SECRET = re.compile(r'id="secret">([A-Z2-7]+)<')


def login(platform: Platform, folder: Path) -> str:
    """What to type at ``/ops``, in a line. Kept in ``folder``, so that an authenticator need not be fed at each start.

    Raises ``PlatformError``.
    """
    note = folder / "operations.txt"
    if not note.exists():
        note.touch(mode=0o600)
        try:
            note.write_text(_make(platform, folder), "utf-8")
        except BaseException:
            note.unlink()
            raise
    return note.read_text("utf-8")


def _make(platform: Platform, folder: Path) -> str:
    password = secrets.token_urlsafe(9)
    try:
        secret = _set_up(_link(platform, folder), password)
    except requests.RequestException as error:
        raise PlatformError(f"the login to the operations pages was not made: {error}") from error
    return f"login {_NAME}, password {password}, authenticator key {secret}"


def _link(platform: Platform, folder: Path) -> str:
    if _NAME in platform.command("accounts", "list").split():
        return platform.command("accounts", "reset", _NAME).split()[-1]
    badge = folder / f"badge-{secrets.token_hex(4)}.pdf"
    added = platform.command("staff", "add", "--role", "supervisor", "--out", str(badge)).split()
    return platform.command("accounts", "add", added[1], "--name", _NAME).split()[-1]


def _set_up(link: str, password: str) -> str:
    with requests.Session() as browser:
        page = browser.get(link, timeout=10)
        page.raise_for_status()
        token, secret = _TOKEN.search(page.text), _SECRET.search(page.text)
        if token is None or secret is None:
            raise PlatformError(f"{link} shows no form")
        form = {
            "csrf": html.unescape(token[1]),
            "code": link.partition("code=")[2],
            "digits": pyotp.TOTP(secret[1]).now(),
        }
        address = link.partition("?")[0]
        browser.post(address, {**form, "password": password, "again": password}, timeout=10).raise_for_status()
    return secret[1]
