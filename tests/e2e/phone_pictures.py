"""Draw the pictures of the resident's page in ``docs/screens``.

python -m tests.e2e.phone_pictures
"""

import io
import tempfile
from pathlib import Path
from typing import Any, Final

from PIL import Image

from tests.e2e.accounts import half_a_year
from tests.e2e.phones import Phones, browsers, wait_until_kept
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.virtual_kiosk import VirtualPhone

SCREENS: Final = Path(__file__).resolve().parents[2] / "docs" / "screens"
COLORS: Final = 96
SHOW_LEDGER: Final = """() => {
  document.querySelector("#credit-list li:nth-child(3) details").open = true;
  document.getElementById("balance").scrollIntoView();
}"""


def resident_of(central: RunningCentral) -> VirtualPhone:
    """Somebody who came through half a year and has ordered a pickup."""
    resident = VirtualPhone.register(central.url)
    half_a_year(central, resident.resident)
    resident.order()
    return resident


def keep(page: Any, name: str) -> None:
    """What the phone shows now, in few colours."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLORS, dither=Image.Dither.NONE).save(SCREENS / f"phone-{name}.png", optimize=True)


def draw(open_page: Phones, resident: VirtualPhone) -> None:
    """Every picture."""

    def page(**options: Any) -> Any:
        token = f"localStorage.setItem('greensprout.token', '{resident.token}')"
        opened = open_page(lacks=token, away=True, reduced_motion="reduce", device_scale_factor=1.5, **options)
        for part in ("#credit-list li", "#qr svg", ".order-qr"):
            opened.wait_for_selector(part)
        return opened

    for language, locale, scheme in (("zh", "zh-CN", "light"), ("en", "en-GB", "dark")):
        shown = page(locale=locale, color_scheme=scheme)
        keep(shown, language)
        shown.evaluate(SHOW_LEDGER)
        keep(shown, f"ledger-{language}")
    shown = page()
    wait_until_kept(shown)
    shown.context.set_offline(True)
    shown.reload()
    shown.wait_for_selector("#as-of")
    keep(shown, "offline-zh")
    shown = page()
    shown.click("#size")
    keep(shown, "large-zh")
    keep(page(viewport={"width": 1024, "height": 768}), "wide-zh")


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as folder, running_central(Path(folder)) as central, browsers() as start:
        phones = Phones(start(), central.url)
        draw(phones, resident_of(central))
        phones.close()


if __name__ == "__main__":
    main()
