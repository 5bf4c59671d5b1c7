"""Somebody of the staff at the operations pages: logs in, sends forms, keeps cookies."""

import html
import re
from dataclasses import dataclass, field
from datetime import timedelta

import pyotp
import requests

from central.audit import Actor
from central.ops import accounts
from tests.fakes.central_server import RunningCentral
from tests.fakes.rosters import new_member

PASSWORD = "ein langer Satz 42"


@dataclass
class VirtualOperator:
    """``secret``: what the authenticator holds."""

    central: RunningCentral
    name: str
    badge: str
    secret: str = ""
    http: requests.Session = field(default_factory=requests.Session)

    @property
    def digits(self) -> str:
        """What the authenticator shows now."""
        return pyotp.TOTP(self.secret).at(self.central.clock.moment)

    def get(self, path: str, **headers: str) -> requests.Response:
        """A page; redirections are answers."""
        where = self.central.url + path
        return self.http.get(where, timeout=30, allow_redirects=False, headers=headers)

    def post(self, path: str, fields: dict[str, str], page: str | None = None, **headers: str) -> requests.Response:
        """A form with the token that ``page`` (the same address, unless it is given) has in it."""
        filled = {"csrf": self.token(page or path), **fields}
        return self.send(path, filled, **headers)

    def send(self, path: str, fields: dict[str, str], **headers: str) -> requests.Response:
        """A form exactly as given."""
        where = self.central.url + path
        return self.http.post(where, data=fields, headers=headers, timeout=30, allow_redirects=False)

    def token(self, page: str) -> str:
        """The token in the last form of ``page``."""
        return re.findall(r'name="csrf" value="([^"]*)"', self.get(page).text)[-1]

    def log_in(self, password: str = PASSWORD, digits: str | None = None) -> requests.Response:
        """Fill the login form in."""
        fields = {"name": self.name, "password": password, "digits": self.digits if digits is None else digits}
        return self.post("/ops/login", fields)

    def set_up(self, code: str) -> requests.Response:
        """Open the link, scan the secret, choose the password: logged in."""
        page = self.get(f"/ops/setup?code={code}").text
        found = re.search(r'id="secret">([A-Z2-7]+)<', page)
        assert found is not None, page
        self.secret = found[1]
        token = html.unescape(re.findall(r'name="csrf" value="([^"]*)"', page)[-1])
        fields = {"csrf": token, "code": code, "password": PASSWORD, "again": PASSWORD, "digits": self.digits}
        return self.send("/ops/setup", fields)


def new_operator(central: RunningCentral, name: str, role: str = "operator") -> VirtualOperator:
    """A member of the staff whose login is set up and who is logged in."""
    member = new_member(central.store, role)
    invited = accounts.add(central.platform, member.badge, name, Actor())
    operator = VirtualOperator(central, name, member.badge)
    assert operator.set_up(invited.code).status_code == 303
    central.clock.advance(timedelta(seconds=30))  # the authenticator shows other digits now
    return operator
