"""The page that shows the pictures of a folder: filter, lay side by side, look at one after another."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.ui.gallery.sheets import Sheet

_TEMPLATE = Path(__file__).with_name("page.html")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture and what it shows."""

    file: str
    sample: str
    screen: str
    language: str = ""
    size: str = ""
    theme: str = "light"
    ease: str = "plain"

    @classmethod
    def of(cls, sheet: Sheet, sample: str, screen: str) -> "Picture":
        """The picture of ``sample`` on ``sheet``."""
        file = f"{sample}-{sheet.suffix}.png"
        return cls(file, sample, screen, sheet.language, sheet.size, sheet.theme, sheet.ease)


def write_page(folder: Path, pictures: Iterable[Picture]) -> None:
    """Write ``index.html`` for the pictures. It needs nothing but the folder."""
    data = json.dumps([asdict(picture) for picture in pictures], ensure_ascii=False).replace("</", "<\\/")
    page = _TEMPLATE.read_text(encoding="utf-8").replace("[/* pictures */]", data)
    (folder / "index.html").write_text(page, encoding="utf-8")
