"""What a picture is taken of: languages, sizes, colours and kinds of ease, and their combinations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from kiosk.core.clock import LOCAL_TIME
from kiosk.core.hours import Hours
from kiosk.core.plate import ScalePlate
from kiosk.ui.samples import GUIDE, POSITION
from kiosk.ui.window import ScreenSettings

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080), "small": (800, 1280)}
LANGUAGES = ("zh", "en")
THEMES = ("light", "night", "contrast")
EASES = ("plain", "large", "low", "more")
"""Plain type, large type, brought down (which only portrait screens are), and with the bar's drawer open."""

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=LOCAL_TIME)
"""When every picture is taken."""

_ALWAYS = Hours(0, 24 * 60)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One window's worth of pictures. ``shrink`` divides the size: 2 draws 540 by 960 instead of 1080 by 1920."""

    language: str = "zh"
    size: str = "portrait"
    theme: str = "light"
    ease: str = "plain"
    shrink: int = 1

    @property
    def suffix(self) -> str:
        """The end of the pictures' names. What is usual is not named."""
        parts = (self.language, self.size, self.ease, self.theme)
        return "-".join(part for part in parts if part not in {"plain", "light"})

    def settings(self, plate: ScalePlate) -> ScreenSettings:
        """A still window of this sheet, for a scale with this plate."""
        width, height = SIZES[self.size]
        return ScreenSettings(
            language=self.language,
            place_zh="绿芽回收亭·忠山社区",
            place_en="Zhongshan Community",
            full_screen=False,
            width=width // self.shrink,
            height=height // self.shrink,
            motion=False,
            plate=plate,
            position=POSITION,
            guide=GUIDE,
            night=_ALWAYS if self.theme == "night" else None,
        )


def sheets(
    languages: Sequence[str] = LANGUAGES,
    sizes: Sequence[str] = ("portrait", "landscape"),
    themes: Sequence[str] = ("light",),
    eases: Sequence[str] = ("plain", "large"),
) -> Iterator[Sheet]:
    """All combinations. What cannot be (a landscape screen brought down) is left out."""
    for language, size, theme, ease in product(languages, sizes, themes, eases):
        if ease != "low" or size != "landscape":
            yield Sheet(language, size, theme, ease)
