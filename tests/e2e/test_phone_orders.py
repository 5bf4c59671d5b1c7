"""Home pickups on the resident's page, in a real browser against the real platform."""

from typing import Any

import pytest

from central import dispatch
from tests.e2e.phones import NEEDS_BROWSER, Phones, register
from tests.e2e.test_phone_page import CONTRASTS
from tests.fakes.central_server import RunningCentral
from tests.fakes.rosters import new_member
from tests.fakes.virtual_staff import pickup_closed_body

pytestmark = NEEDS_BROWSER

FIELDS = {"building": "忠山小区 3 号楼", "address": "2 单元 502", "phone": "138 0013 8000", "note": "请敲门"}
TARGETS = """() => [...document.querySelectorAll("#pickup :is(button, input:not([type=checkbox]), select, label)")]
  .filter((e) => !e.htmlFor)
  .filter((e) => e.checkVisibility())
  .map((e) => [e.id || e.textContent, Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height)])"""
KEPT = "JSON.stringify(localStorage) + document.body.innerHTML"


def fill(page: Any, **changes: str) -> None:
    """Everything but the materials, which are chosen by hand."""
    page.click("#order-new summary")
    for name, text in {**FIELDS, **changes}.items():
        page.fill(f"#order-{name}", text)


def test_order_show_the_code_and_be_collected(central: RunningCentral, open_page: Phones) -> None:
    page = open_page()
    phone = register(page)
    page.get_by_role("heading", name="上门取件").wait_for()
    fill(page)
    page.get_by_role("button", name="预约", exact=True).click()
    page.get_by_text("请选要取什么。").wait_for()
    page.get_by_label("旧衣").check()
    page.get_by_label("旧书").check()
    page.select_option("#order-window", index=1)
    page.get_by_role("button", name="预约", exact=True).click()
    page.get_by_text("约好了").wait_for()
    (order,) = phone.orders()["orders"]
    text = page.inner_text("#order-list")
    assert "11月23日 周一 14:00–17:00" in text
    assert "旧衣、旧书" in text
    assert "等待安排" in text
    assert order["code"] in text
    assert page.get_by_role("img", name="取件码二维码").is_visible()
    assert not any(value in page.evaluate(KEPT) for value in FIELDS.values()), "the phone keeps nothing of it"
    kiosk, badge = central.kiosk(), new_member(central.store).badge
    told = dispatch.assign(central.platform, order["code"], kiosk.id)
    assert (told.building, told.window_from) == (FIELDS["building"], "2026-11-23T06:00:00.000Z")
    page.reload()
    page.get_by_text("已安排上门").wait_for()
    kiosk.append("pickup_closed", pickup_closed_body(badge, order["order"]))
    assert kiosk.send().status_code == 200
    page.reload()
    page.get_by_text("已取走").wait_for()
    assert page.locator(".order-qr").count() == 0


def test_cancel_it_in_english(open_page: Phones) -> None:
    page = open_page(locale="en-GB")
    phone = register(page)
    fill(page, phone="no number")
    page.get_by_label("Books").check()
    page.get_by_role("button", name="Order", exact=True).click()
    page.get_by_text("Please check address and phone number").wait_for()
    assert page.input_value("#order-building") == FIELDS["building"], "nothing that was typed is lost"
    page.fill("#order-phone", FIELDS["phone"])
    page.get_by_role("button", name="Order", exact=True).click()
    page.get_by_text("Ordered. Please be in at that time.").wait_for()
    assert "Mon 23 Nov, 09:00–12:00" in page.inner_text("#order-list")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Cancel this pickup").click()
    page.get_by_text("Address and phone number are deleted").wait_for()
    assert phone.orders()["orders"][0]["outcome"] == "cancelled"
    assert page.get_by_role("button", name="Cancel this pickup").count() == 0


def test_no_more_than_three(open_page: Phones) -> None:
    page = open_page()
    phone = register(page)
    for _ in range(3):
        assert phone.order().status_code == 201
    page.reload()
    page.wait_for_selector("#order-list li:nth-child(3)")
    assert not page.locator("#order-new").is_visible()


def test_a_time_that_was_taken_meanwhile(central: RunningCentral, open_page: Phones) -> None:
    page = open_page()
    register(page)
    fill(page)
    page.get_by_label("旧衣").check()
    page.evaluate("""() => { document.querySelector("#order-window option").value =
        '{"window_from":"2026-11-20T01:00:00.000Z","window_to":"2026-11-20T04:00:00.000Z"}'; }""")
    page.get_by_role("button", name="预约", exact=True).click()
    page.get_by_text("这个时间约不了了").wait_for()


def test_the_code_is_there_without_a_network(open_page: Phones) -> None:
    page = open_page(away=True)
    phone = register(page)
    assert phone.order().status_code == 201
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.wait_for_selector(".order-qr svg")
    code = page.inner_text(".order-code")
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector(".order-qr svg")
    assert page.inner_text(".order-code") == code
    fill(page)
    page.get_by_label("旧衣").check()
    page.get_by_role("button", name="预约", exact=True).click()
    page.locator("#order-answer").get_by_text("现在没有网络").wait_for()
    page.context.set_offline(False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_it_can_be_read_and_tapped(open_page: Phones, scheme: str, locale: str) -> None:
    page = open_page(color_scheme=scheme, locale=locale)
    phone = register(page)
    assert phone.order().status_code == 201
    page.reload()
    page.wait_for_selector(".order-qr svg")
    page.click("#order-new summary")
    contrasts = page.evaluate(CONTRASTS)
    assert [pair for pair in contrasts if pair[1] < 4.5] == []
    assert [pair for pair in page.evaluate(TARGETS) if pair[1] < 48] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
