"""The phone's own pass: from the real page in a real browser, by its picture, to the gate of a kiosk."""

import base64
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import requests
import zxingcpp
from PIL import Image

from central import server, shell
from central.app import build_app
from kiosk.core.errors import RefusalReason
from kiosk.core.events import DirectoryAdopted, PassKind, PassRefused, ResidentSeen
from kiosk.scan.gate import ECHO_MS, Gate
from kiosk.scan.seen import SeenPasses
from tests.e2e.phones import NEEDS_BROWSER, Phones, account_of, register, tap_register, wait_until_kept
from tests.fakes.central_server import RunningCentral
from tests.fakes.passes import FloorManualClock
from tests.fakes.virtual_kiosk import base64url, drop_off_body

pytestmark = NEEDS_BROWSER

PAGE_TIME = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LARGEST_SIDE = 17 + 4 * 10 + 2 * 4  # version 10 and its quiet zone, in modules


@dataclass
class KioskGate:
    """A kiosk that looks at pictures: the platform's directory, a clock, and the gate behind the scanner."""

    central: RunningCentral
    clock: FloorManualClock = field(default_factory=FloorManualClock)

    def __post_init__(self) -> None:
        self.clock.wall = self.central.clock()
        self.gate = Gate(self.clock, SeenPasses(self.clock), lambda _resident: True)
        self.adopt()

    def adopt(self) -> None:
        """Fetch the directory."""
        payload = requests.get(f"{self.central.url}/v1/directory", timeout=30).json()["payload"]
        told = json.loads(base64.urlsafe_b64decode(payload + "=="))
        keys = tuple((bytes.fromhex(key["kid"]), _raw(key["public_key"])) for key in told["pass_keys"])
        revoked = frozenset(told["revoked"])
        self.gate.adopt(DirectoryAdopted(told["version"], told["platform"], keys, told["resident_page"], revoked))

    def look(self, picture: bytes) -> object:
        """What the kiosk makes of a screenshot."""
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)), formats=zxingcpp.BarcodeFormat.QRCode)
        return self.gate.judge(found.text)

    def later(self, by: timedelta) -> None:
        """Time passes at the kiosk."""
        self.clock.advance(int(by.total_seconds() * 1000))


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


@pytest.fixture
def gate(central: RunningCentral) -> KioskGate:
    return KioskGate(central)


def hold_clock(page: Any) -> None:
    """Open the page anew; there its time passes only as the test says."""
    page.clock.install(time=PAGE_TIME)
    page.clock.pause_at(PAGE_TIME + timedelta(hours=1))
    page.reload()


def another_pass(page: Any, shown: str) -> bytes:
    """Wait for the next pass; a picture of it."""
    page.wait_for_function("before => !['', before].includes(document.getElementById('pass-text').value)", arg=shown)
    picture: bytes = page.screenshot()
    return picture


def test_a_picture_of_the_page_is_a_resident_once_and_for_a_minute_and_a_half(
    open_page: Phones, gate: KioskGate
) -> None:
    page = open_page()
    phone = register(page)
    picture = page.screenshot()
    seen = gate.look(picture)
    assert isinstance(seen, ResidentSeen)
    assert (seen.resident, seen.kind) == (phone.resident, PassKind.PHONE)
    assert seen.pass_id == phone.me()["certificates"][0]["pass_id"]
    gate.later(timedelta(milliseconds=ECHO_MS))
    assert gate.look(picture) == PassRefused(RefusalReason.REPLAYED, seen.pass_id)
    fresh = KioskGate(gate.central)
    fresh.later(timedelta(seconds=80))
    assert isinstance(fresh.look(picture), ResidentSeen)
    late = KioskGate(gate.central)
    late.later(
        timedelta(seconds=120)
    )  # the phone's clock may have run on for some seconds since the platform's stopped
    assert late.look(picture) == PassRefused(RefusalReason.EXPIRED, seen.pass_id)


def test_it_works_without_a_network_after_the_first_visit(open_page: Phones, gate: KioskGate) -> None:
    kiosk = gate.central.kiosk()
    page = open_page(away=True)
    phone = register(page)
    kiosk.append("drop_off", drop_off_body(3250, resident=phone.resident))
    assert kiosk.send().status_code == 200
    page.reload()
    page.wait_for_selector("#credit-list li")
    shown = page.input_value("#pass-text")
    wait_until_kept(page)
    page.context.set_offline(True)
    page.reload()
    seen = gate.look(another_pass(page, shown))
    assert isinstance(seen, ResidentSeen)
    assert seen.resident == phone.resident
    page.get_by_text("手机现在没有网络，绿芽码照常能用。").wait_for()
    assert page.inner_text("#points") == "97"
    assert page.locator("#credit-list li").count() == 1
    told = page.inner_text("#as-of")
    assert "截至" in told
    assert "联网后更新" in told
    page.context.set_offline(False)
    page.wait_for_selector("#notice", state="hidden")
    page.wait_for_selector("#as-of", state="hidden")


def test_a_phone_that_was_never_certified_says_what_it_needs(open_page: Phones) -> None:
    page = open_page(away=True)
    wait_until_kept(page)
    page.evaluate("localStorage.setItem('greensprout.token', 'registered-in-a-tunnel')")
    page.context.set_offline(True)
    page.reload()
    page.get_by_text("请让手机连上网络，就会出现绿芽码。").wait_for()
    assert not page.locator("#qr").is_visible()


def test_a_certificate_that_ended_shows_no_code(central: RunningCentral, open_page: Phones, gate: KioskGate) -> None:
    page = open_page(away=True)
    register(page)
    wait_until_kept(page)
    page.context.set_offline(True)
    _set_clock_back(page, -timedelta(days=15))
    page.reload()
    page.get_by_text("请让手机连上网络，就会出现绿芽码。").wait_for()
    assert not page.locator("#qr").is_visible()
    page.context.set_offline(False)
    page.wait_for_selector("#qr svg")
    assert isinstance(gate.look(page.screenshot()), ResidentSeen)


def _set_clock_back(page: Any, by: timedelta) -> None:
    """Change what the phone holds for the platform's time, as a resident who sets the clock does."""
    lag = f"Number(localStorage.getItem('greensprout.clock')) - {int(by.total_seconds() * 1000)}"
    page.evaluate(f"localStorage.setItem('greensprout.clock', {lag})")


def test_a_wrong_clock_of_the_phone_is_put_right_by_the_platform_and_stays_right_offline(
    open_page: Phones, gate: KioskGate
) -> None:
    page = open_page(away=True)
    page.clock.install(time=datetime(2031, 5, 1, 3, 0, tzinfo=UTC))
    page.reload()
    register(page)
    assert isinstance(gate.look(page.screenshot()), ResidentSeen)
    wait_until_kept(page)
    page.context.set_offline(True)
    page.clock.fast_forward(60_000)
    gate.later(timedelta(seconds=60))
    shown = page.input_value("#pass-text")
    page.clock.fast_forward(16_000)
    assert isinstance(gate.look(another_pass(page, shown)), ResidentSeen)


def test_a_new_code_every_fifteen_seconds_and_whenever_the_page_is_looked_at(open_page: Phones) -> None:
    page = open_page()
    hold_clock(page)
    register(page)
    first = page.input_value("#pass-text")
    assert page.inner_text("#countdown").startswith("15")
    page.clock.fast_forward(13_000)
    assert page.input_value("#pass-text") == first
    page.clock.fast_forward(3_000)
    another_pass(page, first)
    second = page.input_value("#pass-text")
    page.clock.fast_forward(1_000)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    another_pass(page, second)


def test_the_certificate_is_renewed_at_half_of_its_time(central: RunningCentral, open_page: Phones) -> None:
    page = open_page()
    phone = register(page)
    (before,) = phone.me()["certificates"]
    page.reload()
    page.wait_for_selector("#qr svg")
    assert phone.me()["certificates"] == [before]
    central.clock.advance(timedelta(days=7, minutes=1))
    try:
        with page.expect_response("**/v1/me/certificates"):
            page.reload()
        page.wait_for_function("() => document.getElementById('phone-list').textContent.includes('11月29日')")
        (after,) = phone.me()["certificates"]
        assert after["pass_id"] != before["pass_id"]
        assert page.locator("#phone-list li").count() == 1
        assert page.get_by_text("这部手机", exact=True).is_visible()
        seen = KioskGate(central).look(page.screenshot(full_page=True))
        assert isinstance(seen, ResidentSeen)
        assert seen.pass_id == after["pass_id"]
    finally:
        central.clock.advance(-timedelta(days=7, minutes=1))


PASSES = json.loads((Path(__file__).parents[2] / "contract/v1/examples/passes.json").read_text("utf-8"))
PKCS8_ED25519 = bytes.fromhex("302e020100300506032b657004220420")
SIGN = """async ({ key, certificate, now, digits }) => {
  const { challengeBytes, fromBase64url, passId, signPass } = await import("/static/format.js");
  const privateKey = await crypto.subtle.importKey("pkcs8", fromBase64url(key), "Ed25519", false, ["sign"]);
  const bytes = fromBase64url(certificate);
  return [await passId(bytes), await signPass(privateKey, bytes, now, challengeBytes(digits))];
}"""


@pytest.mark.parametrize("example", [one for one in PASSES["accepted"] if one["kind"] == "phone"])
def test_the_page_makes_the_passes_of_the_contract(open_page: Phones, example: dict[str, str]) -> None:
    made = open_page().evaluate(
        SIGN,
        {
            "key": base64url(PKCS8_ED25519 + bytes.fromhex(PASSES["phone_key"]["private"])),
            "certificate": base64url(bytes.fromhex(PASSES["certificate"])),
            "now": datetime.fromisoformat(example["signed_at"]).timestamp() * 1000 + 999,
            "digits": example["challenge"].lstrip("0"),
        },
    )
    assert made == [example["pass_id"], example["text"]]


def test_a_page_that_was_closed_too_early_is_still_the_same_phone(central: RunningCentral, open_page: Phones) -> None:
    def lose_answer(route: Any) -> None:
        assert route.fetch().status == 201
        central.clock.advance(timedelta(seconds=1))
        route.abort("internetdisconnected")

    page = open_page(away=True)
    page.route("**/v1/me/certificates", lose_answer)
    page.click("#register")
    page.get_by_text("请让手机连上网络，就会出现绿芽码。").wait_for()
    assert len(account_of(page).me()["certificates"]) == 1
    page.unroute("**/v1/me/certificates")
    page.reload()
    page.wait_for_selector("#qr svg")
    page.get_by_text("这部手机", exact=True).wait_for()
    assert page.locator("#phone-list li").count() == 1


def test_the_key_cannot_be_read_out(open_page: Phones) -> None:
    page = open_page()
    register(page)
    refused = page.evaluate(
        """async () => {
          const { load } = await import("/static/vault.js");
          const { keys } = await load();
          const tried = ["raw", "pkcs8", "jwk"].map((form) => crypto.subtle.exportKey(form, keys.privateKey));
          return (await Promise.allSettled(tried)).map((one) => one.status);
        }"""
    )
    assert refused == ["rejected"] * 3


@pytest.mark.parametrize(("typed", "challenge"), [("42", b"00000042"), ("８１ 20-3344", b"81203344")])
def test_a_code_answers_the_number_of_the_kiosk(
    open_page: Phones, gate: KioskGate, typed: str, challenge: bytes
) -> None:
    page = open_page()
    hold_clock(page)  # no code is followed by another but where the number changes
    register(page)
    plain = page.screenshot()
    shown = page.input_value("#pass-text")
    page.get_by_text("回收亭屏幕上有一个数字？").click()
    page.get_by_label("请照着输入这个数字").fill(typed)
    page.get_by_role("button", name="出示带数字的绿芽码").click()
    page.get_by_text(f"现在这张码带着数字 {challenge.decode().lstrip('0')}").wait_for()
    answer = another_pass(page, shown)
    gate.gate.expect_challenge(b"99999999")
    assert _reason(gate.look(answer)) is RefusalReason.REPLAYED
    gate.gate.expect_challenge(challenge)
    assert _reason(gate.look(plain)) is RefusalReason.REPLAYED
    assert isinstance(gate.look(answer), ResidentSeen)
    shown = page.input_value("#pass-text")
    page.get_by_role("button", name="换回平常的绿芽码").click()
    plain = another_pass(page, shown)
    assert isinstance(gate.look(plain), ResidentSeen)


def _reason(judged: object) -> RefusalReason:
    assert isinstance(judged, PassRefused)
    return judged.reason


def test_a_number_is_forgotten_after_two_minutes(open_page: Phones, gate: KioskGate) -> None:
    page = open_page()
    page.clock.install()
    page.reload()
    register(page)
    page.get_by_text("回收亭屏幕上有一个数字？").click()
    page.get_by_label("请照着输入这个数字").fill("7")
    page.get_by_role("button", name="出示带数字的绿芽码").click()
    page.wait_for_selector("#number-off")
    shown = page.input_value("#pass-text")
    gate.central.clock.advance(timedelta(seconds=121))
    gate.later(timedelta(seconds=121))
    page.clock.fast_forward(121_000)
    page.wait_for_selector("#number-off", state="hidden")
    assert page.input_value("#digits") == ""
    assert isinstance(gate.look(another_pass(page, shown)), ResidentSeen)


@pytest.mark.parametrize("typed", ["", "123456789", "12a", "-"])
def test_what_is_no_number_is_not_answered(open_page: Phones, gate: KioskGate, typed: str) -> None:
    page = open_page()
    register(page)
    page.get_by_text("回收亭屏幕上有一个数字？").click()
    page.get_by_label("请照着输入这个数字").fill(typed)
    page.get_by_role("button", name="出示带数字的绿芽码").click()
    page.get_by_text("请输入 1 到 8 位数字。").wait_for()
    assert isinstance(gate.look(page.screenshot()), ResidentSeen)


def test_a_lost_phone_is_stopped_from_another_one(open_page: Phones, gate: KioskGate) -> None:
    lost = open_page()
    phone = register(lost)
    picture = lost.screenshot()
    keeper = open_page()
    keeper.evaluate("token => localStorage.setItem('greensprout.token', token)", phone.token)
    keeper.reload()
    keeper.wait_for_selector("#phone-list li:nth-child(2)")
    assert keeper.get_by_text("这部手机", exact=True).count() == 1
    assert keeper.inner_text("#resident") == phone.resident
    stop = keeper.get_by_role("button", name="停用这部丢了的手机")
    keeper.once("dialog", lambda dialog: dialog.dismiss())
    stop.click()
    assert not any(one["revoked"] for one in phone.me()["certificates"])
    keeper.once("dialog", lambda dialog: dialog.accept())
    stop.click()
    keeper.get_by_text("停用了。回收亭联网后就不再认它。").wait_for()
    keeper.get_by_text("已停用").wait_for()
    gate.adopt()
    assert _reason(gate.look(picture)) is RefusalReason.REVOKED
    assert isinstance(gate.look(keeper.locator("#qr").screenshot()), ResidentSeen)
    lost.reload()
    lost.get_by_text("这部手机的绿芽码已停用。有疑问请找工作人员。").wait_for()
    assert not lost.locator("#qr").is_visible()
    assert lost.input_value("#pass-text") == ""
    assert len(phone.me()["certificates"]) == 2


def test_a_stopped_phone_stays_stopped_without_a_network(open_page: Phones) -> None:
    page = open_page(away=True)
    phone = register(page)
    wait_until_kept(page)
    (certificate,) = phone.me()["certificates"]
    assert phone.call("DELETE", f"/v1/me/certificates/{certificate['pass_id']}").status_code == 204
    page.reload()
    page.get_by_text("这部手机的绿芽码已停用").wait_for()
    page.context.set_offline(True)
    page.reload()
    page.get_by_text("这部手机的绿芽码已停用").wait_for()
    assert not page.locator("#qr").is_visible()


def test_a_phone_that_the_platform_forgot_forgets_its_key(open_page: Phones, gate: KioskGate) -> None:
    page = open_page()
    first = register(page)
    page.evaluate("localStorage.setItem('greensprout.token', 'of-another-platform')")
    page.reload()
    page.get_by_text("请重新领取").wait_for()
    assert page.evaluate("localStorage.getItem('greensprout.account')") is None
    assert not page.locator("#qr").is_visible()
    second = register(page)
    assert second.resident != first.resident
    seen = gate.look(page.screenshot())
    assert isinstance(seen, ResidentSeen)
    assert seen.resident == second.resident


# Browsers that cannot sign


NO_ED25519 = """SubtleCrypto.prototype.generateKey = async () => {
  throw new DOMException("Algorithm: Unrecognized name", "NotSupportedError");
};"""


@pytest.fixture
def open_page_without_tls(central: RunningCentral, start: Callable[..., Any]) -> Iterator[Phones]:
    browser = start("--host-resolver-rules=MAP plain.test 127.0.0.1")
    url = central.url.replace("127.0.0.1", "plain.test")
    phones = Phones(browser, url, expected="Cross-Origin-Opener-Policy header has been ignored")
    yield phones
    phones.close()


def test_a_browser_that_cannot_sign_shows_a_pass_of_the_platform(open_page: Phones, gate: KioskGate) -> None:
    page = open_page(lacks=NO_ED25519)
    phone = register(page)
    seen = gate.look(page.screenshot())
    assert isinstance(seen, ResidentSeen)
    assert (seen.resident, seen.kind) == (phone.resident, PassKind.ONLINE)
    assert page.get_by_text("用这个浏览器，出示绿芽码时要有网络。").is_visible()
    assert not page.locator("#number").is_visible()
    assert not page.locator("#phones-known").is_visible()
    assert page.inner_text("#resident") == phone.resident


def test_without_tls_the_last_pass_of_the_platform_stays_while_it_is_valid(
    open_page_without_tls: Phones, gate: KioskGate
) -> None:
    page = open_page_without_tls(away=True)
    page.clock.install()
    page.reload()
    tap_register(page)
    shown = page.input_value("#pass-text")
    # A pass comes first, and last the orders: an answer that is on its way would tell the page that there is a network.
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/v1/me/orders")):
        page.clock.fast_forward(31_000)
    assert isinstance(gate.look(another_pass(page, shown)), ResidentSeen)
    shown = page.input_value("#pass-text")
    page.context.set_offline(True)
    page.get_by_text("现在没有网络").wait_for()
    assert page.input_value("#pass-text") == shown
    assert "这张码还能用" in page.inner_text("#countdown")
    page.clock.fast_forward(11 * 60_000)
    page.get_by_text("这张码已过期").wait_for()
    assert page.locator("#qr svg").count() == 0
    page.context.set_offline(False)
    page.wait_for_selector("#qr svg")
    page.wait_for_selector("#notice", state="hidden")


# The picture


@pytest.mark.parametrize(
    ("width", "height", "scheme", "locale"),
    [
        (320, 568, "light", "zh-CN"),
        (320, 568, "dark", "en-GB"),
        (390, 844, "dark", "zh-CN"),
        (768, 1024, "light", "en-GB"),
    ],
)
def test_the_code_is_large_and_black_on_white(
    open_page: Phones, gate: KioskGate, width: int, height: int, scheme: str, locale: str
) -> None:
    page = open_page(locale=locale, viewport={"width": width, "height": height}, color_scheme=scheme)
    register(page)
    box = page.locator("#qr svg").bounding_box()
    side = int(page.get_attribute("#qr svg", "viewBox").split()[2])
    assert side <= LARGEST_SIDE
    code = box["width"] * (side - 8) / side
    assert code >= 0.7 * min(width, 430)
    assert box["y"] + box["height"] <= height, "the whole code is to be seen without scrolling"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture = Image.open(io.BytesIO(page.locator("#qr svg").screenshot())).convert("RGB")
    margin = round(3.5 * box["width"] / side)
    frame = picture.crop((1, 1, picture.width - 1, margin))
    assert frame.getextrema() == ((255, 255),) * 3, "the quiet zone is white"
    assert picture.convert("L").getextrema() == (0, 255)
    assert isinstance(gate.look(page.screenshot()), ResidentSeen)


# The app


def test_it_can_be_installed(central: RunningCentral, open_page: Phones) -> None:
    page = open_page()
    session = page.context.new_cdp_session(page)
    assert session.send("Page.getAppManifest")["errors"] == []
    wait_until_kept(page)
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []
    answer = requests.get(f"{central.url}/manifest.webmanifest", timeout=30)
    assert answer.headers["content-type"] == "application/manifest+json"
    for icon in answer.json()["icons"]:
        content = requests.get(central.url + icon["src"], timeout=30).content
        if icon["sizes"] != "any":
            width, height = Image.open(io.BytesIO(content)).size
            assert f"{width}x{height}" == icon["sizes"]


def test_nothing_inline_and_nothing_foreign_is_allowed(central: RunningCentral) -> None:
    for address in ("/me", "/sw.js", "/static/me.js"):
        policy = requests.get(central.url + address, timeout=30).headers["content-security-policy"]
        assert policy == "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@contextmanager
def serving(running: RunningCentral, web: Path) -> Iterator[str]:
    """The same platform with the pages of another folder; its address."""
    bound = server.listen("127.0.0.1", 0)
    ready = threading.Event()
    served = server.AnnouncingServer(build_app(running.platform, web), ready.set)
    thread = threading.Thread(target=served.run, kwargs={"sockets": [bound]}, name="pages")
    thread.start()
    try:
        assert ready.wait(20)
        yield server.address_of(bound)
    finally:
        served.should_exit = True
        thread.join()
        bound.close()


def test_a_new_version_takes_over_by_itself(central: RunningCentral, browser: Any, tmp_path: Path) -> None:
    web = copytree(shell.WEB, tmp_path / "web")
    with serving(central, web) as url:
        phones = Phones(browser, url)
        page = phones(away=True)
        register(page)
        wait_until_kept(page)
        words = web / "static" / "words.js"
        words.write_text(words.read_text("utf-8").replace("请出示您的绿芽码", "请给回收亭看绿芽码"), "utf-8")
        page.reload()  # opens the old version and finds the new one, which then shows itself
        page.get_by_role("heading", name="请给回收亭看绿芽码").wait_for()
        account_of(page)
        assert len(page.evaluate("caches.keys()")) == 1
        page.context.set_offline(True)
        page.reload()
        page.get_by_role("heading", name="请给回收亭看绿芽码").wait_for()
        page.wait_for_selector("#qr svg")
        phones.close()


def test_a_new_version_waits_for_somebody_who_is_typing(central: RunningCentral, browser: Any, tmp_path: Path) -> None:
    web = copytree(shell.WEB, tmp_path / "web")
    with serving(central, web) as url:
        phones = Phones(browser, url)
        page = phones()
        register(page)
        wait_until_kept(page)
        page.fill("#code", "PHNE")
        words = web / "static" / "words.js"
        words.write_text(words.read_text("utf-8").replace("请出示您的绿芽码", "请给回收亭看绿芽码"), "utf-8")
        page.evaluate("""async () => {
          const { serviceWorker } = navigator;
          const changed = new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve));
          await (await serviceWorker.getRegistration("/me")).update();
          await changed;
        }""")
        assert page.input_value("#code") == "PHNE"
        page.fill("#code", "")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.get_by_role("heading", name="请给回收亭看绿芽码").wait_for()
        phones.close()


def test_half_an_update_changes_nothing(central: RunningCentral, browser: Any, tmp_path: Path) -> None:
    web = copytree(shell.WEB, tmp_path / "web")
    worker = web / "sw.js"
    with serving(central, web) as url:
        phones = Phones(browser, url)
        page = phones(away=True)
        register(page)
        wait_until_kept(page)
        worker.write_text(
            'SHELL["/static/words.js"] = "sha256-' + "A" * 43 + '=";\n' + worker.read_text("utf-8"), "utf-8"
        )
        failed = page.evaluate("""async () => {
          const registration = await navigator.serviceWorker.getRegistration("/me");
          const found = new Promise((resolve) => {  // before it is asked for: it may have failed when that returns
            registration.addEventListener("updatefound", () => {
              const next = registration.installing;
              next.addEventListener("statechange", () => resolve(next.state));
            });
          });
          await registration.update();
          return found;
        }""")
        assert failed == "redundant"
        page.context.set_offline(True)
        page.reload()
        page.wait_for_selector("#qr svg")
        phones.close()
