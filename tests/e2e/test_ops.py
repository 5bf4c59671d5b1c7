"""The operations pages in a real browser, as a phone and as a desktop: every page fits, is labelled and can be read."""

import re
from typing import Any

import pyotp
import pytest

from central.audit import Actor
from central.ops import accounts
from tests.e2e.phones import NEEDS_BROWSER
from tests.fakes.central_server import RunningCentral
from tests.fakes.operator import PASSWORD
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, drop_off_body
from tests.fakes.virtual_staff import collection_body, site_body

pytestmark = NEEDS_BROWSER

BIN = "clothing-1"
EVIL = "<img src=x onerror=alert(1)>"
SIZES = {"phone": (360, 780), "desktop": (1280, 900)}

UNLABELLED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, button, a, svg, img")]
  .filter((each) => !each.closest("[role=img]") || each.getAttribute("role") === "img")
  .filter((each) => !each.hasAttribute("alt"))
  .filter((each) => !(each.labels?.length || each.getAttribute("aria-label") || each.textContent.trim()))
  .map((each) => each.outerHTML.slice(0, 120))"""

SMALL = """() => [...document.querySelectorAll("button, .act, nav a, select, input:not([type=hidden])")]
  .filter((each) => each.getBoundingClientRect().height < 40).map((each) => each.outerHTML.slice(0, 120))"""

PALE = """() => {
  const parse = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = (colour) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = parse(colour).map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (each) => {
    for (let at = each; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (parse(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("main *, nav *, header *")]
    .filter((each) => !each.closest("svg"))
    .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((each) => {
      const [a, b] = [light(getComputedStyle(each).color), light(behind(each))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), each.outerHTML.slice(0, 100)];
    })
    .filter(([contrast]) => contrast < 4.5);
}"""


@pytest.fixture(scope="module")
def kiosk(central: RunningCentral) -> VirtualKiosk:
    """With a nearly full container, and a collection that lacks 5 kg."""
    kiosk = central.kiosk()
    badge = new_member(central.store).badge
    kiosk.append("site_adopted", site_body((BIN, "clothing", 20_000), name_zh=EVIL))
    kiosk.append("drop_off", drop_off_body(20_000, container=BIN))
    kiosk.append("collection", collection_body(badge, BIN, 20_000, [15_000]))
    kiosk.append("device_state", {"device": "scanner", "state": "unplugged"})
    kiosk.append("drop_off", drop_off_body(18_000, container=BIN))
    assert kiosk.send().status_code == 200
    assert VirtualPhone.register(central.url).order(building=f"3号楼 {EVIL}").status_code == 201
    return kiosk


class Desk:
    """One person's browser, without JavaScript; collects what a page should not do."""

    def __init__(self, browser: Any, central: RunningCentral, size: str, dark: bool) -> None:
        width, height = SIZES[size]
        self.central = central
        self.faults: list[str] = []
        scheme = "dark" if dark else "light"
        size_of = {"viewport": {"width": width, "height": height}}
        self.context = browser.new_context(**size_of, locale="zh-CN", color_scheme=scheme, java_script_enabled=False)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog {dialog.message}"))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self._check_address(request.url))

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.faults.append(message.text)

    def _check_address(self, address: str) -> None:
        if not address.startswith(self.central.url):
            self.faults.append(address)

    def open(self, address: str) -> None:
        self.page.goto(self.central.url + address)
        self.look()

    def look(self) -> None:
        """What must be true of every page."""
        self.page.wait_for_load_state()
        wide = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], f"{self.page.url} scrolls sideways: {wide}"
        assert self.page.evaluate(UNLABELLED) == []
        assert self.page.evaluate(SMALL) == []
        assert self.page.evaluate(PALE) == []
        assert self.page.locator("h1").count() == 1
        assert self.page.locator("script").count() == 0


def enter(desk: Desk, name: str, role: str = "supervisor") -> None:
    """From the set-up link to the first page, by hand."""
    member = new_member(desk.central.store, role)
    code = accounts.add(desk.central.platform, member.badge, name, Actor()).code
    page = desk.page
    desk.open(f"/ops/setup?code={code}")
    totp = pyotp.TOTP(page.inner_text("#secret"))
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次密码").fill(PASSWORD)
    page.get_by_label("验证器上的六位数字").fill(totp.at(desk.central.clock.moment))
    page.get_by_role("button", name="完成设置").click()
    page.wait_for_url("**/ops/points")


def make_badge(desk: Desk) -> None:
    """A new badge comes as a download; the page stays."""
    desk.open("/ops/staff")
    page = desk.page
    page.get_by_label("密码（六位数字，由本人输入）").fill("493817")
    page.get_by_label("再输一次", exact=True).fill("493817")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="制作并下载工牌").click()
    assert re.fullmatch(r"badge-[0-9a-f]{8}\.pdf", waiting.value.suggested_filename)


@pytest.mark.parametrize(("size", "dark"), [("phone", False), ("desktop", True)])
def test_a_supervisor_walks_through_every_page(
    central: RunningCentral, kiosk: VirtualKiosk, browser: Any, size: str, dark: bool
) -> None:
    desk = Desk(browser, central, size, dark)
    page = desk.page
    desk.open("/ops/login")
    enter(desk, f"boss-{size}")
    desk.look()
    assert EVIL in page.inner_text("h2"), "a place's name is text"
    assert "90% 快满" in page.inner_text(".level")
    for name in ("今日路线", "清运", "交接单与收货", "上门取件", "复核", "人员", "操作记录", "网点"):
        page.get_by_role("link", name=name, exact=True).click()
        desk.look()
        assert page.locator("nav [aria-current]").inner_text() == name
    page.get_by_role("link", name=EVIL).click()
    desk.look()
    assert page.locator(".chart .out").count() == 1
    make_badge(desk)
    desk.open("/ops/orders")
    page.get_by_role("link", name=re.compile("–")).click()
    desk.look()
    page.get_by_label("取件设备").select_option(kiosk.id)
    page.get_by_role("button", name="分配").click()
    page.wait_for_load_state()
    assert "已分配" in page.inner_text("dl")
    desk.open("/ops/intake")
    page.get_by_label("交接单上的码或前八位").fill(kiosk.entries[2].hash)
    page.get_by_label("实收重量（公斤）").fill("14.8")
    page.get_by_role("button", name="记下").click()
    assert "记下了：14.80 公斤" in page.inner_text("[role=status]")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("text=Manifests and intake")
    desk.look()
    desk.open("/ops/review")
    page.get_by_role("link", name="Look at it").first.click()
    desk.look()
    page.get_by_label("Note").fill("weighed again")
    page.get_by_role("button", name="Release").click()
    page.wait_for_url(re.compile(r"/ops/review\?done="))
    assert page.get_by_role("status").is_visible()
    desk.open("/ops/audit")
    assert "weighed again" in page.inner_text("table")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/ops/login")
    desk.open("/ops/points")
    assert "/ops/login?next=" in page.url
    desk.context.close()
    assert desk.faults == []
