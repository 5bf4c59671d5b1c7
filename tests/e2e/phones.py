"""Residents' phones for tests: a real Chromium, real pages, and every fault that a page shows."""

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from tests.fakes.virtual_kiosk import VirtualPhone

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TOKEN = "localStorage.getItem('greensprout.token')"
DRAWN = "() => !document.getElementById('welcome').hidden || !document.getElementById('balance').hidden"

KEPT = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  if (active.state !== "activated") await new Promise((done) => active.addEventListener("statechange", done));
}"""

NEEDS_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
    pytest.mark.skipif(
        sys.platform.startswith("linux") and ctypes.util.find_library("atomic") is None,
        reason="Playwright's driver needs libatomic: apt-get install libatomic1",
    ),
]


@contextmanager
def browsers() -> Iterator[Callable[..., Any]]:
    """Starts browsers, each with further command line flags if wanted; at the end all are closed."""
    with sync_playwright() as playwright:
        started: list[Any] = []

        def start(*more_flags: str) -> Any:
            started.append(playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *more_flags]))
            return started[-1]

        yield start
        for browser in started:
            browser.close()


class Phones:
    """Opens ``/me`` on phones of one browser and collects script errors, console errors and foreign requests."""

    def __init__(self, browser: Any, url: str, expected: str | None = None) -> None:
        """``expected``: part of a console message that is no fault here."""
        self._browser = browser
        self._url = url
        self._expected = expected
        self._contexts: list[Any] = []
        self.faults: list[str] = []

    def __call__(
        self, fragment: str = "", locale: str = "zh-CN", away: bool = False, lacks: str = "", **options: Any
    ) -> Any:
        """A new phone's page. ``away``: the network may be missing; ``options``: of the browser context.

        ``lacks``: a script that takes away what an older browser does not have.
        """
        context = self._browser.new_context(**{"viewport": {"width": 390, "height": 844}, "locale": locale} | options)
        self._contexts.append(context)
        context.add_init_script(lacks)
        return self.tab(context, fragment, away)

    def tab(self, context: Any, fragment: str = "", away: bool = False) -> Any:
        """Another page on the same phone."""
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", lambda message: self._hear(message, away))
        page.on("request", lambda request: self._check_address(request.url))
        page.goto(f"{self._url}/me{fragment}")
        page.wait_for_function(DRAWN)
        return page

    def close(self) -> None:
        """Close all pages; fails when a page showed a fault."""
        for context in self._contexts:
            context.close()
        assert self.faults == []

    def _hear(self, message: Any, away: bool) -> None:
        expected = [self._expected, "status of 4", "ERR_INTERNET_DISCONNECTED" if away else None]
        if message.type in {"error", "warning"} and not any(part and part in message.text for part in expected):
            self.faults.append(message.text)

    def _check_address(self, address: str) -> None:
        if not address.startswith(self._url):
            self.faults.append(address)


def wait_until_kept(page: Any) -> None:
    """Until the page would open without a network.

    Having a controller is more than that: a page that was opened just while its worker began has none until the next.
    """
    page.evaluate(KEPT)


def read(page: Any, selector: str) -> list[str]:
    """What somebody reads in every part that is meant: a space is a space, also one at which no line breaks."""
    return [text.replace("\u00a0", " ") for text in page.locator(selector).all_inner_texts()]


def register(page: Any) -> VirtualPhone:
    """Tap "get my Sprout code"; the account behind the page once that is shown too."""
    tap_register(page)
    return account_of(page)


def tap_register(page: Any) -> None:
    """Until code and account are shown: where the platform makes the code, the code comes first."""
    page.click("#register")
    page.wait_for_selector("#qr svg")
    page.wait_for_function("() => document.getElementById('resident').textContent !== ''")


def account_of(page: Any) -> VirtualPhone:
    """The account that the page is registered with."""
    phone = VirtualPhone(page.evaluate("location.origin"), "", page.evaluate(TOKEN))
    return VirtualPhone(phone.url, phone.me()["resident"], phone.token)
