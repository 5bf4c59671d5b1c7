"""Pages out of templates: everything is escaped; figures and moments are written as people here read them."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from central.clock import LOCAL_TIME
from central.ops.words import Language, Words

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
_SHOWN_OF_ID = 8


def kilograms(grams: int, sign: str = "") -> str:
    """Kilograms with two decimals, without the unit; ``sign`` stands before what is more than nothing."""
    hundredths = round(abs(grams) / 10)
    before = "−" if grams < 0 and hundredths else sign if hundredths else ""
    return f"{before}{hundredths // 100}.{hundredths % 100:02}"


def kilometres(metres: int) -> str:
    """Kilometres with one decimal, without the unit."""
    return f"{metres / 1000:.1f}"


def local(moment: str | None) -> str:
    """The moment by the clock on the wall, to a minute."""
    return "" if moment is None else datetime.fromisoformat(moment).astimezone(LOCAL_TIME).strftime("%Y-%m-%d %H:%M")


def short(identity: str | None) -> str:
    """The first digits of a long id, as they stand on badges and manifests."""
    return "" if identity is None else identity[:_SHOWN_OF_ID]


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(kg=kilograms, km=kilometres, local=local, short=short)
    return made


_ENVIRONMENT = _environment()


def render(template: str, words: Words, **values: Any) -> str:
    """The page ``template`` in the language of ``words``, which it calls ``t``."""
    return _ENVIRONMENT.get_template(template).render(t=words, **values)
