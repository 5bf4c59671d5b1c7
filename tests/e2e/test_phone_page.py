"""The resident's page in a real browser against the real platform."""

import re
import secrets
from typing import Any

import pytest
from sqlalchemy import update

from central import cards
from central.schema import Card
from tests.e2e.phones import NEEDS_BROWSER, Phones, read, register
from tests.fakes.central_server import RunningCentral
from tests.fakes.virtual_kiosk import VirtualKiosk, claim_hash, drop_off_body, scale_check_body

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def kiosk(central: RunningCentral) -> VirtualKiosk:
    return central.kiosk()


def open_all(page: Any) -> None:
    """Show everything that is folded away."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def test_one_tap_gives_a_code(open_page: Phones) -> None:
    page = open_page()
    assert page.get_by_role("button", name="领取我的绿芽码").is_visible()
    assert not page.get_by_text("请出示您的绿芽码").is_visible()
    register(page)
    assert page.get_by_role("img", name="绿芽码二维码").is_visible()
    assert re.search(r"\d+ 秒后自动换新", read(page, "#countdown")[0])


def test_a_credit_appears_with_the_sum_that_made_it(kiosk: VirtualKiosk, open_page: Phones) -> None:
    page = open_page()
    phone = register(page)
    assert page.get_by_text("还没有投递").is_visible()
    for net_g, material in ((3250, "clothing"), (2345, "books"), (20_500, "clothing"), (150, "clothing")):
        kiosk.append("drop_off", drop_off_body(net_g, material, resident=phone.resident))
    assert kiosk.send(len(kiosk.entries) - 3).status_code == 200
    page.reload()
    page.wait_for_selector("#credit-list li")
    assert page.inner_text("#reduction") == str(4160 + 586)
    assert page.inner_text("#points") == str(97 + 18)
    assert read(page, "#held") == ["另有 1 次待核对，共 615 积分，下面写着原因"]
    open_all(page)
    light, heavy, books, clothes = read(page, "#credit-list li")
    assert "3.25 公斤 × 1280 = 4160 克" in clothes
    assert "3.25 公斤 × 30 = 97.5 → 97 积分" in clothes
    assert "已入账" in clothes
    assert "绿芽积分公布值" in clothes
    assert "11月22日" in clothes
    assert "旧书 2.34 公斤" in books
    assert "2.345 公斤 × 250 = 586.25 → 586 克" in books
    assert "暂定系数" in books
    assert "项目暂定值，非主管部门公布" in books
    assert "待核对，一次超过 20 公斤" in heavy
    assert "26,240 克" in heavy
    assert "未入账，不到 0.2 公斤" in light


HELD_FOR_REVIEW = ("certificate_expired", "scale_check_failed", "taken_out", "of_a_later_version")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (
            "zh-CN",
            [
                "待核对，秤的检定证书过期了，工作人员核对后入账",
                "待核对，这台秤还要检查，工作人员核对后入账",
                "待核对，回收箱里有东西拿出来了，工作人员核对后入账",
                "待核对，工作人员核对后入账",
            ],
        ),
        (
            "en-GB",
            [
                "To be checked: the scale's certificate has expired, credited after staff have looked at it",
                "To be checked: the scale is to be checked, credited after staff have looked at it",
                "To be checked: something was taken out of the bin, credited after staff have looked at it",
                "To be checked: credited after staff have looked at it",
            ],
        ),
    ],
)
def test_why_a_drop_off_waits_is_said_in_words(
    kiosk: VirtualKiosk, open_page: Phones, locale: str, expected: list[str]
) -> None:
    page = open_page(locale=locale)
    phone = register(page)
    for word in HELD_FOR_REVIEW:
        kiosk.append("drop_off", drop_off_body(3250, resident=phone.resident, hold=word))
    assert kiosk.send(len(kiosk.entries) - 3).status_code == 200
    page.reload()
    page.wait_for_selector("#credit-list li")
    assert read(page, "#credit-list .held") == expected[::-1]
    assert page.inner_text("#points") == "0"


WHY_IN_WORDS = {
    "zh-CN": [
        "待核对，同一张码在另一个回收亭用过，工作人员核对后入账",
        "待核对，这张卡今天超过 10 公斤，工作人员核对后入账",
        "待核对，出示的码已停用，工作人员核对后入账",
    ],
    "en-GB": [
        "To be checked: the same code was used at another kiosk, credited after staff have looked at it",
        "To be checked: over 10 kg with this card today, credited after staff have looked at it",
        "To be checked: the code has been switched off, credited after staff have looked at it",
    ],
}


@pytest.mark.parametrize("locale", WHY_IN_WORDS)
def test_why_a_code_was_doubted_is_said_in_words(central: RunningCentral, open_page: Phones, locale: str) -> None:
    page = open_page(locale=locale)
    phone = register(page)
    (certificate,) = phone.me()["certificates"]
    shown: dict[str, Any] = {"resident": phone.resident, "pass_id": certificate["pass_id"], "pass_kind": "phone"}
    (printed,) = cards.issue(central.platform, 1, "忠山社区")
    with central.store.writing() as connection:  # a card of an account that has a phone too
        connection.execute(update(Card).where(Card.id == printed.id).values(resident=phone.resident))
    card: dict[str, Any] = {
        "resident": phone.resident,
        "pass_id": printed.id,
        "pass_kind": "card",
        "pass_digest": None,
    }
    once, one_kiosk, other_kiosk = secrets.token_hex(16), central.kiosk(), central.kiosk()
    for checked in (one_kiosk, other_kiosk):
        checked.append("scale_check", scale_check_body())
    one_kiosk.append("drop_off", drop_off_body(3250, **shown, pass_digest=once))
    assert one_kiosk.send().status_code == 200
    assert phone.call("DELETE", f"/v1/me/certificates/{certificate['pass_id']}").status_code == 204
    other_kiosk.append("drop_off", drop_off_body(3250, **shown, pass_digest=secrets.token_hex(16)))
    other_kiosk.append("drop_off", drop_off_body(10_500, **card))
    relayed = shown | {"pass_id": None, "pass_kind": "online", "pass_digest": once}
    other_kiosk.append("drop_off", drop_off_body(3250, **relayed))
    assert other_kiosk.send().status_code == 200
    page.reload()
    page.wait_for_selector("#credit-list li:nth-child(4)")
    assert read(page, "#credit-list .held") == WHY_IN_WORDS[locale]


def test_english_by_a_switch_that_is_remembered(kiosk: VirtualKiosk, open_page: Phones) -> None:
    page = open_page()
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert page.get_attribute("#language", "lang") == "en"
    page.click("#language")
    assert page.get_attribute("html", "lang") == "en"
    phone = register(page)
    kiosk.append("drop_off", drop_off_body(2345, "books", resident=phone.resident))
    kiosk.send(len(kiosk.entries))
    page.reload()
    page.wait_for_selector("#credit-list li")
    open_all(page)
    (text,) = read(page, "body")
    assert "2.345 kg × 8 = 18.76 → 18 points" in text
    assert "Provisional project value" in text
    assert "22 Nov" in text
    assert re.findall(r"[\u4e00-\u9fff]+", text) == ["中文"]
    page.click("#language")
    assert page.get_by_role("heading", name="请出示您的绿芽码").is_visible()


@pytest.mark.parametrize(("locale", "lang"), [("en-GB", "en"), ("zh-TW", "zh-CN"), ("fr-FR", "zh-CN")])
def test_the_language_of_the_browser_decides_at_first(open_page: Phones, locale: str, lang: str) -> None:
    assert open_page(locale=locale).get_attribute("html", "lang") == lang


def test_a_guest_claims_by_the_address_in_the_qr(
    central: RunningCentral, kiosk: VirtualKiosk, open_page: Phones
) -> None:
    code = "PHNEPAGECKA7M234"
    kiosk.drop_off(3250, claim=claim_hash(code))
    kiosk.send(len(kiosk.entries))
    page = open_page(f"#claim={code}")
    register(page)
    assert page.evaluate("location.hash") == ""
    assert page.input_value("#code") == code
    page.get_by_role("button", name="领取", exact=True).click()
    page.get_by_text("领到了：4160 克减排，97 积分").wait_for()
    page.wait_for_function("() => document.getElementById('points').textContent === '97'")
    late = open_page(f"#claim={code}")
    register(late)
    late.get_by_role("button", name="领取", exact=True).click()
    late.get_by_text("这个码已被另一部手机领取").wait_for()


@pytest.mark.parametrize(("typed", "answer"), [("abc", "没看清这个码"), ("phne-page cka7 m999", "会自动记到您名下")])
def test_a_typed_claim(open_page: Phones, typed: str, answer: str) -> None:
    page = open_page()
    register(page)
    page.get_by_label("回收亭屏幕上的 16 位领取码").fill(typed)
    page.get_by_role("button", name="领取", exact=True).click()
    page.get_by_text(answer).wait_for()


def test_a_forgotten_phone_is_told_and_may_register_again(open_page: Phones) -> None:
    page = open_page()
    page.evaluate("localStorage.setItem('greensprout.token', 'of-another-platform')")
    page.reload()
    page.get_by_text("请重新领取").wait_for()
    register(page)
    assert not page.locator("#notice").is_visible()


def test_the_text_of_the_pass_can_be_copied(open_page: Phones) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    register(page)
    page.click("#copy")
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#pass-text")


def test_without_a_clipboard_the_text_is_shown(open_page: Phones) -> None:
    page = open_page()
    register(page)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.click("#copy")
    page.get_by_text("请长按下面的文字复制").wait_for()
    assert page.locator("#pass-text").is_visible()


CONTRASTS = """() => {
  const channels = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll("body *")].filter((element) =>
    element.checkVisibility() && [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
  return texts.map((element) => {
    const [a, b] = [light(channels(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    return [element.textContent.trim(), (a + 0.05) / (b + 0.05)];
  });
}"""


def test_the_front_page_leads_to_it(central: RunningCentral, open_page: Phones) -> None:
    page = open_page()
    page.goto(central.url + "/")
    page.get_by_role("link", name="打开我的绿芽码").click()
    page.wait_for_url("**/me")


def test_the_front_page_lists_kiosks_that_need_somebody(
    central: RunningCentral, kiosk: VirtualKiosk, open_page: Phones
) -> None:
    told = len(kiosk.entries) + 1
    kiosk.append("scale_check", scale_check_body(-50))
    kiosk.append("device_state", {"device": "printer", "state": "on_fire"})
    kiosk.append("device_state", {"device": "scale", "state": "silent"})
    since = f"17:{len(kiosk.entries):02}"  # minutes after nine in London
    assert kiosk.send(told).status_code == 200
    page = open_page(timezone_id="America/New_York")
    page.goto(central.url + "/")
    page.wait_for_selector("#care-list li")
    assert page.get_by_role("heading", name="需要照看的回收亭").is_visible()
    printer, scale, check = page.locator("#care-list li").all_inner_texts()
    assert kiosk.id in scale
    assert f"秤：没有回应，从 2026年11月22日 {since} 起" in scale
    assert f"scale: does not answer, since 22 Nov 2026, {since}" in scale
    assert "printer：on_fire" in printer
    assert "秤没有通过检查" in check
    assert "scale check failed" in check
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 12
    assert [pair for pair in contrasts if pair[1] < 4.5] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    told = len(kiosk.entries) + 1
    kiosk.append("boot", {"software": "2"})
    kiosk.append("scale_check", scale_check_body())
    assert kiosk.send(told).status_code == 200
    page.reload()
    page.get_by_text("现在没有。").wait_for()
    assert page.locator("#care-list li").count() == 0


def test_the_front_page_says_when_it_cannot_know(central: RunningCentral, open_page: Phones) -> None:
    page = open_page(away=True)
    page.route("**/v1/care", lambda route: route.abort("internetdisconnected"))
    page.goto(central.url + "/")
    page.get_by_text("现在查不到").wait_for()
