"""The pages for residents at every size, in both languages, by day and at night: to read, to tap, to hear."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.accounts import half_a_year
from tests.e2e.phones import NEEDS_BROWSER, Phones, read, register, wait_until_kept
from tests.e2e.test_phone_page import CONTRASTS, open_all
from tests.fakes.central_server import RunningCentral
from tests.fakes.virtual_kiosk import VirtualPhone, claim_hash

pytestmark = NEEDS_BROWSER

SIZES = ((320, 568), (390, 844), (1024, 768))
AS_CHOSEN = (("zh-CN", "light"), ("en-GB", "dark"))
"""Languages, and the colours in which axe-core looks; contrast is computed in both."""
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, select, textarea, input, label:has(input)")]
  .filter((e) => e.checkVisibility() && !e.matches("label > input"))
  .map((e) => [e.id || e.textContent, e.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 48).map(([name]) => name)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults_of(page: Any) -> list[Any]:
    """What somebody could not read, tap or hear."""
    faults: list[Any] = [f"{page.evaluate(TOO_WIDE)} px too wide"] if page.evaluate(TOO_WIDE) > 0 else []
    faults += [f"too small: {name}" for name in page.evaluate(TOO_SMALL)]
    faults += [f"{ratio:.1f}: {text}" for text, ratio in page.evaluate(CONTRASTS) if ratio < 4.5]
    return faults


def broken_rules(page: Any) -> list[Any]:
    """What axe-core finds."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def assert_for_everybody(page: Any, scheme: str) -> None:
    """At every size, by day and at night; by the rules of axe-core at the smallest."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for each in ("light", "dark"):
            page.emulate_media(color_scheme=each)
            assert faults_of(page) == [], (width, each)
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    page.emulate_media(color_scheme=scheme)
    assert broken_rules(page) == []


@pytest.fixture(scope="module")
def resident(central: RunningCentral) -> VirtualPhone:
    """Somebody with everything that an account may hold."""
    phone = VirtualPhone.register(central.url)
    half_a_year(central, phone.resident)
    assert phone.order().status_code == 201
    return phone


def account(open_page: Phones, resident: VirtualPhone, **options: Any) -> Any:
    """A page of the resident, everything that can be folded out shown."""
    page = open_page(lacks=f"localStorage.setItem('greensprout.token', '{resident.token}')", **options)
    for part in ("#credit-list li", "#qr svg", ".order-qr"):
        page.wait_for_selector(part)
    page.click("#all-credits")
    open_all(page)
    return page


@pytest.mark.parametrize(("locale", "scheme"), AS_CHOSEN)
def test_the_account_is_for_everybody(resident: VirtualPhone, open_page: Phones, locale: str, scheme: str) -> None:
    page = account(open_page, resident, locale=locale, away=True, reduced_motion="reduce")
    assert_for_everybody(page, scheme)
    assert len(page.evaluate(CONTRASTS)) > 60
    page.click("#size")
    assert faults_of(page) == [], "in large type"
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert faults_of(page) == [], "with all text twice as large"
    wait_until_kept(page)
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("#as-of")
    assert_for_everybody(page, scheme)


@pytest.mark.parametrize(("locale", "scheme"), AS_CHOSEN)
def test_every_other_state_is_for_everybody(open_page: Phones, locale: str, scheme: str) -> None:
    page = open_page("#claim=PHNEPAGECKA7M234", reduced_motion="reduce", locale=locale)
    assert_for_everybody(page, scheme)  # welcome
    phone = register(page)
    assert_for_everybody(page, scheme)  # nothing dropped off yet, a claim before everything else
    (certificate,) = phone.me()["certificates"]
    assert phone.call("DELETE", f"/v1/me/certificates/{certificate['pass_id']}").status_code == 204
    page.reload()
    page.wait_for_selector("#pass", state="hidden")
    page.wait_for_selector("#notice")
    assert_for_everybody(page, scheme)  # this phone was stopped
    page.evaluate("localStorage.setItem('greensprout.token', 'of-another-platform')")
    page.reload()
    page.wait_for_selector("#welcome")
    page.wait_for_selector("#notice")
    assert_for_everybody(page, scheme)  # forgotten by the platform


def test_the_front_page_and_a_manifest_are_for_everybody(central: RunningCentral, open_page: Phones) -> None:
    kiosk = central.kiosk()
    page = open_page(reduced_motion="reduce")
    page.goto(central.url + "/")
    page.get_by_text(kiosk.id).wait_for()
    assert_for_everybody(page, "light")
    page.goto(f"{central.url}/manifest/{'0' * 64}")
    assert_for_everybody(page, "dark")


def test_it_is_worked_without_a_finger(resident: VirtualPhone, open_page: Phones) -> None:
    page = account(open_page, resident)
    stops = page.evaluate("""() => [...document.querySelectorAll("a, button, summary, select, input, textarea")]
      .filter((e) => e.checkVisibility() && !e.disabled && (e.type !== "radio" || e.checked)).length""")
    reached = {}
    for _ in range(stops + 1):  # once it is the browser's own turn
        page.keyboard.press("Tab")
        at, outline, width = page.evaluate("""() => {
          const { activeElement: at } = document;
          const { outlineStyle, outlineWidth } = getComputedStyle(at);
          return [[...document.querySelectorAll("body *")].indexOf(at), outlineStyle, parseFloat(outlineWidth)];
        }""")
        reached[at] = (outline, width >= 3)
    reached.pop(-1)
    assert len(reached) == stops
    assert set(reached.values()) == {("solid", True)}, "where one is can be seen"


# The ledger


def test_the_months_are_a_bed_of_plants_and_a_table(resident: VirtualPhone, open_page: Phones) -> None:
    page = account(open_page, resident, timezone_id="America/New_York", reduced_motion="reduce")
    rows = [row.split("\t") for row in page.locator("#month-rows tr").all_inner_texts()]
    assert rows == [
        ["2026年11月", "4160", "97"],
        ["2026年10月", "9930", "237"],
        ["2026年9月", "0", "0"],
        ["2026年8月", "225", "7"],
        ["2026年7月", "6656", "156"],
        ["2026年6月", "2688", "63"],
    ]
    assert sum(int(row[1]) for row in rows) == 23_659
    assert page.inner_text("#reduction") == "23,659"
    beds = [bed.split() for bed in page.locator("#garden > div").all_inner_texts()]
    assert beds == [["2.6", "6月"], ["6.6", "7月"], ["0.2", "8月"], ["0", "9月"], ["9.9", "10月"], ["4.1", "11月"]]
    heights = page.evaluate("""() => [...document.querySelectorAll("#garden svg")]
      .map((svg) => svg.querySelector(".stem")?.getBoundingClientRect().height ?? 0)""")
    assert heights[3] == 0
    assert sorted(heights) == [heights[at] for at in (3, 2, 0, 5, 1, 4)], "the more grams, the taller"
    assert page.locator("#garden").get_attribute("aria-hidden") == "true", "the table is what is read aloud"
    assert "工作人员已更正：4.25 公斤 → 3.25 公斤（有人倚靠秤台）" in read(page, "#credit-list")[0]


def test_what_it_saves_in_power_says_where_the_figure_comes_from(central: RunningCentral, open_page: Phones) -> None:
    page = open_page()
    phone = register(page)
    kiosk = central.kiosk()
    kiosk.drop_off(778, resident=phone.resident)  # 995 g
    assert kiosk.send().status_code == 200
    page.reload()
    page.wait_for_selector("#credit-list li")
    assert page.locator("#power").is_hidden(), "less than one kilowatt-hour is not told"
    kiosk.drop_off(800, resident=phone.resident)  # 1024 g, 2019 in all
    assert kiosk.send(2).status_code == 200
    page.reload()
    page.wait_for_selector("#power")
    assert read(page, "#power") == ["≈ 省下 2 度电\n新闻里常用 0.997 公斤/度"]
    page.click("#language")
    assert read(page, "#power") == ["≈ 2 kWh saved\nat the press figure 0.997 kg/kWh"]


def test_what_somebody_reads_stays_while_the_page_learns(resident: VirtualPhone, open_page: Phones) -> None:
    page = open_page(lacks=f"localStorage.setItem('greensprout.token', '{resident.token}')")
    page.wait_for_selector("#credit-list li")
    assert page.locator("#credit-list li").count() == 5
    page.locator("#credit-list summary").first.click()
    with page.expect_response("**/v1/me/orders"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("() => document.getElementById('notice').hidden")
    assert page.locator("#credit-list details").first.get_attribute("open") is not None
    page.get_by_role("button", name="看全部 8 次投递").click()
    assert page.locator("#credit-list li").count() == 8
    assert page.locator("#credit-list li").nth(5).locator("summary").evaluate("e => e === document.activeElement")
    assert page.locator("#all-credits").is_hidden()


# Claims and beginnings


def test_a_claim_without_a_network_waits_on_the_phone(central: RunningCentral, open_page: Phones) -> None:
    code = "PHNEPAGECKA7M567"
    kiosk = central.kiosk()
    kiosk.drop_off(3250, claim=claim_hash(code))
    assert kiosk.send().status_code == 200
    page = open_page(away=True)
    register(page)
    wait_until_kept(page)
    page.context.set_offline(True)
    page.fill("#code", code.lower())
    page.get_by_role("button", name="领取", exact=True).click()
    page.get_by_text("领取码存在这部手机里，连上后自动领取").wait_for()
    assert page.input_value("#code") == ""
    page.reload()
    page.get_by_text("领取码存在这部手机里，连上后自动领取").wait_for()
    page.context.set_offline(False)
    page.get_by_text("领到了：4160 克减排，97 积分").wait_for()
    page.wait_for_function("() => document.getElementById('points').textContent === '97'")
    assert page.evaluate("localStorage.getItem('greensprout.claims')") == "[]"


def test_who_comes_with_a_claim_is_led_to_it(open_page: Phones) -> None:
    page = open_page("#claim=PHNEPAGECKA7M888")
    page.get_by_text("先领绿芽码，没带手机的那次投递就能领到您名下。").wait_for()
    register(page)
    box = page.get_by_role("button", name="领取", exact=True).bounding_box()
    assert box["y"] + box["height"] <= 844


def test_who_cannot_begin_is_told_when_to_tap_again(central: RunningCentral, browser: Any) -> None:
    phones = Phones(browser, central.url, expected="status of 503")
    page = phones(away=True)
    page.context.set_offline(True)
    page.click("#register")
    page.get_by_text("现在没有网络，连上后请再点一次。").wait_for()
    page.context.set_offline(False)
    page.route("**/v1/residents", lambda route: route.fulfill(status=503, body=""))
    page.click("#register")
    page.get_by_text("平台正在忙，请过一会儿再点一次。").wait_for()
    page.unroute("**/v1/residents")
    register(page)
    page.wait_for_selector("#notice", state="hidden")
    phones.close()


# How it looks here


def background(page: Any) -> str:
    """The colour of the paper, and what the browser's own bar is given."""
    found: str = page.evaluate("""() => {
      const told = [...document.querySelectorAll("[name=theme-color]")].find((one) => matchMedia(one.media).matches);
      return `${getComputedStyle(document.body).backgroundColor} ${told.content}`;
    }""")
    return found


DAY, NIGHT = "rgb(246, 243, 234) #f6f3ea", "rgb(15, 26, 20) #0f1a14"


def test_night_and_large_type_are_chosen_and_remembered(central: RunningCentral, open_page: Phones) -> None:
    page = open_page()
    assert background(page) == DAY
    page.get_by_label("深色").check()
    assert background(page) == NIGHT
    page.get_by_role("button", name="大字").click()
    page.reload()
    assert background(page) == NIGHT
    assert page.get_by_label("深色").is_checked()
    assert page.get_by_role("button", name="大字", pressed=True).is_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 22.5
    page.goto(central.url + "/")
    assert background(page) == NIGHT
    page.goto(central.url + "/me")
    page.emulate_media(color_scheme="dark")
    page.get_by_label("浅色").check()
    assert background(page) == DAY
    page.get_by_label("跟随手机").check()
    assert background(page) == NIGHT


def test_who_wants_more_contrast_gets_it(open_page: Phones) -> None:
    page = open_page()
    colors = "['.small', '.title'].map((one) => getComputedStyle(document.querySelector(one)).color)"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, contrast="no-preference")
        assert len(set(page.evaluate(colors))) == 2
        page.emulate_media(contrast="more")
        assert len(set(page.evaluate(colors))) == 1


def test_nothing_moves_for_who_wants_it_still(open_page: Phones) -> None:
    page = open_page(reduced_motion="reduce")
    moves = "getComputedStyle(document.querySelector('.plant .grown')).animationName"
    assert page.evaluate(moves) == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moves) == "come-up"


FIRST_OF = """async (accepted) => {
  Object.defineProperty(navigator, "languages", { value: accepted, configurable: true });
  return (await import("/static/words.js")).language();
}"""


def test_the_first_language_that_is_here(open_page: Phones) -> None:
    page = open_page()
    assert page.evaluate(FIRST_OF, ["fr", "en", "zh"]) == "en"
    assert page.evaluate(FIRST_OF, ["fr", "zh-HK", "en"]) == "zh"
    assert page.evaluate(FIRST_OF, ["fr"]) == "zh"


OFFER = """() => {
  const offer = new Event("beforeinstallprompt", { cancelable: true });
  offer.prompt = async () => { window.asked = true; };
  dispatchEvent(offer);
}"""


def test_the_browsers_offer_to_install_is_one_touch(open_page: Phones) -> None:
    page = open_page()
    assert page.get_by_text("添加到主屏幕").is_visible()
    page.evaluate(OFFER)
    page.get_by_role("button", name="放到手机桌面").click()
    page.wait_for_function("() => window.asked")
    page.wait_for_selector("#install", state="hidden")
