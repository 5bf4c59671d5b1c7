"""What there is to read: the page, and what the place says on it. Like ``kiosk.ui.views``."""

from dataclasses import dataclass

from kiosk.core.guide import Guide
from kiosk.session import states as at
from kiosk.session.reading import account_owner


@dataclass(frozen=True, slots=True)
class ReadingView:
    """Which page stands open, a ``ReadingPage``, or empty; and what this place tells whoever asks.

    The four lists hold the words of a ``ClothingGood`` or a ``BookGood``. ``phone`` and ``hours`` may be empty.
    """

    page: str = ""
    helps: bool = False  # help can be asked for here
    ledger: bool = False  # whoever is here can open an account of their own
    clothing_accepted: tuple[str, ...] = ()
    clothing_refused: tuple[str, ...] = ()
    books_accepted: tuple[str, ...] = ()
    books_refused: tuple[str, ...] = ()
    phone: str = ""
    hours: str = ""


def reading_view(state: at.SessionState, guide: Guide, language: str) -> ReadingView:
    """The page that is read, in ``language``."""
    return ReadingView(
        page=state.phase.page.value if isinstance(state.phase, at.Reading) else "",
        helps=isinstance(state.phase, at.Readable | at.Reading),
        ledger=isinstance(state.phase, at.Readable) and account_owner(state.phase) is not None,
        clothing_accepted=tuple(map(str, guide.clothing.accepted)),
        clothing_refused=tuple(map(str, guide.clothing.refused)),
        books_accepted=tuple(map(str, guide.books.accepted)),
        books_refused=tuple(map(str, guide.books.refused)),
        phone=guide.phone,
        hours=guide.hours_zh if language == "zh" else guide.hours_en,
    )
