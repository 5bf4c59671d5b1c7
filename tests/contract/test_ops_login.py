"""Logging in to the operations pages: two factors, waits, sessions, tokens in forms, and headers on every answer."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
import requests
from sqlalchemy import select

from central import audit, roster
from central.audit import Actor
from central.ops import accounts
from central.problems import CentralError
from central.schema import Account, LoginTries, WebSession
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.operator import PASSWORD, VirtualOperator, new_operator
from tests.fakes.rosters import new_member

_numbers = count(1)


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def either(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    """Of each kind, for what must hold when several ask at once."""
    with running_central(tmp_path_factory.mktemp("either"), new_database(request.param)) as running:
        yield running


@pytest.fixture
def somebody(central: RunningCentral) -> VirtualOperator:
    """An operator who is logged in."""
    return new_operator(central, f"li{next(_numbers)}")


@pytest.fixture(scope="module")
def looker(central: RunningCentral) -> VirtualOperator:
    return new_operator(central, "anybody")


@pytest.fixture
def anybody(central: RunningCentral, looker: VirtualOperator) -> VirtualOperator:
    """An operator for tests that only look; other tests let time pass."""
    if not is_in(looker):
        central.clock.advance(timedelta(seconds=30))
        assert looker.log_in().status_code == 303
    return looker


def is_in(operator: VirtualOperator) -> bool:
    answer = operator.get("/ops/points")
    assert answer.status_code == 200 or answer.headers["location"].startswith("/ops/login?next=")
    return answer.status_code == 200


def acts_of(central: RunningCentral, operator: VirtualOperator) -> list[str]:
    return [row["act"] for row in audit.newest(central.store, 100, operator.name)][::-1]


def test_a_login_is_set_up_once_and_used_with_two_factors(either: RunningCentral) -> None:
    central = either
    badge = new_member(central.store).badge
    code = accounts.add(central.platform, badge[:8], "wang", Actor()).code
    operator = VirtualOperator(central, "wang", badge)
    assert not is_in(operator)
    entered = operator.set_up(code)
    assert (entered.status_code, entered.headers["location"], is_in(operator)) == (303, "/ops/points", True)
    assert operator.get(f"/ops/setup?code={code}").status_code == 404, "the link works once"
    assert operator.post("/ops/logout", {}, "/ops/points").headers["location"] == "/ops/login"
    assert not is_in(operator)
    assert operator.log_in().status_code == 403, "the digits of the set-up are used up"
    central.clock.advance(timedelta(seconds=30))
    assert operator.log_in().status_code == 303
    assert is_in(operator)
    assert acts_of(central, operator) == ["account_set_up", "logout", "login_failed", "login"]
    with central.store.reading() as connection:
        row = connection.execute(select(Account.password, Account.setup_hash).where(Account.name == "wang")).one()
    assert row.password.startswith("$argon2id$")
    assert row.setup_hash is None


def test_after_logging_in_one_is_where_one_wanted_to_be(central: RunningCentral, somebody: VirtualOperator) -> None:
    somebody.http.cookies.clear()
    sent = somebody.get("/ops/collections?only=transit").headers["location"]
    page = somebody.get(sent)
    assert 'name="next" value="/ops/collections?only=transit"' in page.text
    fields = {"name": somebody.name, "password": PASSWORD, "digits": somebody.digits}
    for wanted, led in (("https://evil.example", "/ops/points"), ("/ops/route", "/ops/route")):
        answer = somebody.post("/ops/login", {**fields, "digits": somebody.digits, "next": wanted})
        assert answer.headers["location"] == led
        central.clock.advance(timedelta(seconds=30))


def test_the_links_of_a_set_up_end_after_a_day(central: RunningCentral) -> None:
    code = accounts.add(central.platform, new_member(central.store).badge, "late", Actor()).code
    assert accounts.setting_up(central.platform, code) is not None
    central.clock.advance(accounts.SETUP_FOR)
    assert accounts.setting_up(central.platform, code) is None
    assert requests.get(f"{central.url}/ops/setup?code={code}", timeout=30).status_code == 404
    assert "otpauth" not in requests.get(f"{central.url}/ops/setup", timeout=30).text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"digits": "000000"}, "验证器的数字不对"),
        ({"again": "another one 42"}, "不一样"),
        ({"password": "short", "again": "short"}, "10 到 200"),
        ({"password": "a" * 12, "again": "a" * 12}, "太容易猜"),
    ],
)
def test_a_set_up_that_does_not_fit_leaves_the_link_good(
    central: RunningCentral, changes: dict[str, str], told: str
) -> None:
    name = f"new{next(_numbers)}"
    invited = accounts.add(central.platform, new_member(central.store).badge, name, Actor())
    operator = VirtualOperator(central, name, invited.badge)
    link = f"/ops/setup?code={invited.code}"
    known = accounts.setting_up(central.platform, invited.code)
    assert known is not None
    operator.secret = known.secret
    fields = {"code": invited.code, "password": PASSWORD, "again": PASSWORD, "digits": operator.digits}
    answer = operator.post("/ops/setup", {**fields, **changes}, link)
    assert (answer.status_code, told in answer.text) == (400, True)
    assert operator.set_up(invited.code).status_code == 303


def test_a_wrong_login_does_not_say_what_is_wrong(central: RunningCentral, somebody: VirtualOperator) -> None:
    nobody = VirtualOperator(central, "nobody-here", "", somebody.secret)
    answers = [somebody.log_in(password="wrong wrong"), somebody.log_in(digits="000000"), nobody.log_in()]
    central.clock.advance(timedelta(seconds=30))
    assert {answer.status_code for answer in answers} == {403}
    assert all("登录名、密码或数字不对" in answer.text for answer in answers)
    assert PASSWORD not in answers[1].text


@pytest.mark.parametrize("known", [True, False])
def test_five_wrong_tries_cost_a_wait_that_grows(
    central: RunningCentral, somebody: VirtualOperator, known: bool
) -> None:
    """The same for a name that nobody has: so nobody learns which exist."""
    who = somebody if known else VirtualOperator(central, f"ghost{next(_numbers)}", "", somebody.secret)
    assert [who.log_in(password="wrong").status_code for _ in range(5)] == [403] * 5
    for wait_s in (30, 60):
        refused = who.log_in()
        assert (refused.status_code, refused.headers["retry-after"]) == (429, str(wait_s))
        central.clock.advance(timedelta(seconds=wait_s - 1))
        assert who.log_in().status_code == 429, "also with the right password"
        central.clock.advance(timedelta(seconds=1))
        if wait_s == 30:
            assert who.log_in(password="wrong").status_code == 403
    assert who.log_in().status_code == (303 if known else 403)
    if known:
        assert who.log_in(password="wrong").status_code == 403, "what came before does not count any more"


def test_tries_at_once_gain_nothing(either: RunningCentral) -> None:
    somebody = new_operator(either, f"li{next(_numbers)}")
    token = somebody.token("/ops/login")
    fields = {"csrf": token, "name": somebody.name, "password": "wrong", "digits": "000000"}
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: somebody.send("/ops/login", fields).status_code, range(12)))
    assert sorted(answers) == [403] * 5 + [429] * 7


def test_strange_words_are_no_bugs(either: RunningCentral) -> None:
    ghost = VirtualOperator(either, "gh\0st" + "x" * 300, "", "A" * 32)
    assert ghost.log_in(password="\0").status_code == 403


def test_tries_of_yesterday_are_forgotten(central: RunningCentral) -> None:
    VirtualOperator(central, "old-ghost", "", "A" * 32).log_in()
    key = hashlib.sha256(b"old-ghost").hexdigest()
    with central.store.reading() as connection:
        assert connection.scalar(select(LoginTries.tries).where(LoginTries.name_hash == key)) == 1
    central.clock.advance(timedelta(days=1, seconds=1))
    VirtualOperator(central, "new-ghost", "", "A" * 32).log_in()
    with central.store.reading() as connection:
        assert connection.scalar(select(LoginTries.tries).where(LoginTries.name_hash == key)) is None


def test_one_code_logs_in_once_however_many_ask(either: RunningCentral) -> None:
    somebody = new_operator(either, f"li{next(_numbers)}")
    fields = {"csrf": somebody.token("/ops/login"), "name": somebody.name, "password": PASSWORD}
    fields["digits"] = somebody.digits
    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(lambda _: somebody.send("/ops/login", fields).status_code, range(4)))
    assert sorted(answers) == [303, 403, 403, 403]


def test_a_session_ends_when_nobody_uses_it(central: RunningCentral, somebody: VirtualOperator) -> None:
    for _ in range(3):
        central.clock.advance(timedelta(minutes=29))
        assert is_in(somebody), "it lives while it is used"
    central.clock.advance(timedelta(minutes=30))
    assert not is_in(somebody)


def test_a_session_ends_after_a_day_s_work(central: RunningCentral, somebody: VirtualOperator) -> None:
    for _ in range(24):
        central.clock.advance(timedelta(minutes=29))
        assert is_in(somebody)
    central.clock.advance(timedelta(minutes=24))
    assert not is_in(somebody)


def test_whoever_leaves_the_roster_is_out_at_once(central: RunningCentral, somebody: VirtualOperator) -> None:
    assert is_in(somebody)
    roster.remove(central.platform, somebody.badge)
    assert not is_in(somebody)
    assert somebody.log_in().status_code == 403


def test_a_reset_ends_password_phone_and_sessions(central: RunningCentral, somebody: VirtualOperator) -> None:
    invited = accounts.reset(central.platform, somebody.name, Actor())
    assert not is_in(somebody)
    assert somebody.log_in().status_code == 403
    before = somebody.secret
    assert somebody.set_up(invited.code).status_code == 303
    assert somebody.secret != before


def test_a_removed_login_is_gone(central: RunningCentral, somebody: VirtualOperator) -> None:
    accounts.remove(central.platform, somebody.name, Actor())
    assert not is_in(somebody)
    assert somebody.name not in {each["name"] for each in accounts.everything(central.platform)}
    with pytest.raises(CentralError, match="no account"):
        accounts.remove(central.platform, somebody.name, Actor())


@pytest.mark.parametrize("name", ["", "x", "Li", "a b", "9a", "a" * 33, "绿芽", "a\n"])
def test_what_is_no_name_for_a_login(central: RunningCentral, name: str) -> None:
    with pytest.raises(CentralError, match="a login has"):
        accounts.add(central.platform, new_member(central.store).badge, name, Actor())


def test_a_badge_has_one_login_and_must_be_on_the_roster(central: RunningCentral, somebody: VirtualOperator) -> None:
    with pytest.raises(CentralError, match="has an account already"):
        accounts.add(central.platform, somebody.badge, "another", Actor())
    with pytest.raises(CentralError, match="already; choose another name"):
        accounts.add(central.platform, new_member(central.store).badge, somebody.name, Actor())
    gone = new_member(central.store).badge
    roster.remove(central.platform, gone)
    for badge in (gone, "0" * 32, "", "%"):
        with pytest.raises(CentralError, match="no such badge"):
            accounts.add(central.platform, badge, "another", Actor())


# Forms, cookies and headers


def test_cookies_are_for_this_site_alone(central: RunningCentral, somebody: VirtualOperator) -> None:
    somebody.http.cookies.clear()
    told = somebody.log_in().headers["set-cookie"].lower()
    assert told.startswith("greensprout-ops=")
    assert all(part in told for part in ("httponly", "samesite=strict", "path=/"))
    assert "secure" not in told
    proxied = requests.get(f"{central.url}/ops/login", headers={"x-forwarded-proto": "https"}, timeout=30)
    told = proxied.headers["set-cookie"].lower()
    assert told.startswith("__host-greensprout-form=")
    assert "; secure" in told
    with central.store.reading() as connection:
        kept = connection.scalars(select(WebSession.id)).all()
    assert somebody.http.cookies["greensprout-ops"] not in kept, "kept as its hash only"


def test_a_session_of_plain_http_is_none_behind_tls(central: RunningCentral, anybody: VirtualOperator) -> None:
    assert anybody.get("/ops/points", **{"x-forwarded-proto": "https"}).status_code == 303


@pytest.mark.parametrize("token", [None, "", "x", "ü", "\udcff"])
def test_a_form_without_its_token_does_nothing(
    central: RunningCentral, somebody: VirtualOperator, token: str | None
) -> None:
    own = {} if token is None else {"csrf": token.encode("utf-8", "replace").decode()}
    fields = {**own, "code": "0" * 64, "kilograms": "5"}
    assert somebody.send("/ops/intake", fields).status_code == 403
    assert somebody.send("/ops/logout", own).status_code == 403
    assert is_in(somebody)
    before = accounts.everything(central.platform)
    assert somebody.send("/ops/login", {**own, "name": somebody.name}).status_code == 403
    assert somebody.send("/ops/setup", own).status_code == 404
    assert accounts.everything(central.platform) == before
    assert "intake" not in acts_of(central, somebody)


def test_the_token_of_somebody_else_is_none(central: RunningCentral, somebody: VirtualOperator) -> None:
    other = new_operator(central, f"li{next(_numbers)}")
    fields = {"csrf": other.token("/ops/intake"), "code": "0" * 64, "kilograms": "5"}
    assert somebody.send("/ops/intake", fields).status_code == 403
    assert other.send("/ops/intake", fields).status_code == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sends_does_nothing(central: RunningCentral, anybody: VirtualOperator, site: str) -> None:
    headers = {"sec-fetch-site": site}
    fields = {"code": "0" * 64, "kilograms": "5"}
    assert anybody.post("/ops/intake", fields, **headers).status_code == 403
    login = {"name": anybody.name, "password": PASSWORD, "digits": anybody.digits}
    assert anybody.post("/ops/login", login, **headers).status_code == 403


ADDRESSES = [
    "/ops",
    "/ops/login",
    "/ops/setup",
    "/ops/points",
    "/ops/audit",
    "/ops/nowhere",
    "/ops/language",
    "/ops/static/ops.css",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_its_headers(central: RunningCentral, anybody: VirtualOperator, address: str) -> None:
    for answer in (anybody.get(address), requests.get(central.url + address, timeout=30, allow_redirects=False)):
        policy = answer.headers["content-security-policy"]
        for part in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
    assert "form-action 'none'" in requests.get(f"{central.url}/me", timeout=30).headers["content-security-policy"]


def test_a_body_has_its_limits(central: RunningCentral, anybody: VirtualOperator) -> None:
    assert anybody.send("/ops/intake", {"note": "x" * 20_000}).status_code == 413
    strange = anybody.http.post(f"{central.url}/ops/intake", data=b"\xff\xfe=%FF", timeout=30)
    assert strange.status_code == 403
