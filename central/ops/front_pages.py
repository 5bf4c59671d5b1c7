"""Logging in and out, and setting a login up with the one-time link."""

from starlette.responses import RedirectResponse, Response

from central.ops import accounts, passwords, sessions, totp
from central.ops.accounts import Person, WaitFirst
from central.ops.desk import Asked, Visit, forget_session, keep_session, local_address, with_form
from central.problems import CentralError
from central.qr import qr_svg_of_any


def login_page(visit: Visit) -> Response:
    """``GET /ops/login``."""
    return _login_form(visit)


def login(visit: Visit) -> Response:
    """``POST /ops/login``."""
    form = visit.form
    if not visit.is_own_form():
        return _login_form(visit, CentralError("form-old"), 403)
    try:
        fields = (form.get(name, "") for name in ("name", "password", "digits"))
        person = accounts.log_in(visit.platform, *fields)
    except WaitFirst as error:
        answer = _login_form(visit, error, 429)
        answer.headers["retry-after"] = str(error.seconds)
        return answer
    except CentralError as error:
        return _login_form(visit, error, 403)
    return _admit(visit, person, local_address(form.get("next", "")))


def _login_form(visit: Visit, error: CentralError | None = None, status: int = 200) -> Response:
    onward = local_address(visit.form.get("next") or visit.query.get("next", ""))
    said = None if error is None else visit.words.error(error)
    name = visit.form.get("name", "")
    return with_form(visit, "login.html", status, error=said, next=onward, name=name)


def setup_page(visit: Visit) -> Response:
    """``GET /ops/setup?code=``."""
    return _setup_form(visit, visit.query.get("code", ""))


def setup(visit: Visit) -> Response:
    """``POST /ops/setup``."""
    form, code = visit.form, visit.form.get("code", "")
    if not visit.is_own_form():
        return _setup_form(visit, code, CentralError("form-old"), 403)
    password = form.get("password", "")
    if password != form.get("again", ""):
        return _setup_form(visit, code, CentralError("setup-differ"), 400)
    try:
        person = accounts.set_up(visit.platform, code, password, form.get("digits", ""))
    except CentralError as error:
        return _setup_form(visit, code, error, 400)
    return _admit(visit, person, "/ops/points")


def _setup_form(visit: Visit, code: str, error: CentralError | None = None, status: int = 200) -> Response:
    account = accounts.setting_up(visit.platform, code)
    if account is None:
        return visit.page("setup_gone.html", 404)
    qr = qr_svg_of_any(totp.address(account.secret, account.name))
    said = None if error is None else visit.words.error(error)
    shown = {"account": account, "qr": qr, "code": code, "least": passwords.MIN_LENGTH, "error": said}
    return with_form(visit, "setup.html", status, **shown)


def _admit(visit: Visit, person: Person, onward: str) -> Response:
    return keep_session(RedirectResponse(onward, 303), visit, sessions.begin(visit.platform, person))


def logout(asked: Asked) -> Response:
    """``POST /ops/logout``."""
    sessions.end(asked.platform, asked.session)
    return forget_session(RedirectResponse("/ops/login", 303), asked.visit)
