"""Cards and badges as PDF pages to print and cut: A4, ten in the size of a bank card, everything in vectors."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from fpdf import FPDF
from fpdf.fonts import TTFFont

from central.cards import NewCard
from central.problems import CentralError
from central.qr import dark_runs, qr_matrix
from central.roster import NewBadge
from central.shell import WEB

Language = Literal["zh", "en"]

CARD_WIDTH, CARD_HEIGHT = 85.6, 54.0  # mm, ISO/IEC 7810 ID-1
CODE_SIZE = 40.0  # mm, quiet zone included
_PAGE_WIDTH, _PAGE_HEIGHT = 210.0, 297.0
_COLUMNS, _ROWS = 2, 5
_LEFT = (_PAGE_WIDTH - _COLUMNS * CARD_WIDTH) / 2
_TOP = (_PAGE_HEIGHT - _ROWS * CARD_HEIGHT) / 2
_CUT_BEYOND = 5.0  # mm that a cut line goes on outside the cards

_FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
_FAMILY = "GreensproutSans"
_SPROUT = WEB / "static" / "sprout.svg"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # in any locale
_INK, _SOFT, _LEAF, _CUT = (22, 36, 28), (75, 90, 80), (31, 107, 69), (150, 150, 150)

_INSET = 4.0
_CODE_INSET = 2.0
_TEXT_WIDTH = CARD_WIDTH - CODE_SIZE - _INSET - _CODE_INSET
_OVERLAP = 0.02  # mm by which rows of modules overlap, so that no printer shows a gap between them


@dataclass(frozen=True, slots=True)
class Ticket:
    """What stands on one card. ``how`` is two lines; ``small`` says it all again in the other language."""

    title: str
    heading: str
    number: str
    how: tuple[str, str]
    until: str
    small: str
    code: str


def card_sheet(cards: Sequence[NewCard], language: Language, made_at: datetime) -> bytes:
    """The pages for ``cards``. Raises ``CentralError`` when a place cannot be written in the fonts."""
    tickets = [_card_ticket(card, language) for card in cards]
    span = f"{cards[0].number:04}–{cards[-1].number:04}"
    return _pages(tickets, f"绿芽卡 Sprout cards {span}", made_at)


def badge_sheet(badge: NewBadge, language: Language, made_at: datetime) -> bytes:
    """A page with one badge."""
    return _pages([_badge_ticket(badge, language)], f"工作证 Staff badge {badge.id[:8]}", made_at)


def check_place(place: str) -> None:
    """Raises ``CentralError`` when ``place`` holds a character that the fonts lack, and says which."""
    with _new_document() as document:
        _check_glyphs(document, place)


def _card_ticket(card: NewCard, language: Language) -> Ticket:
    number, chinese, english = f"{card.number:04}", _chinese_day(card.last_day), _english_day(card.last_day)
    if language == "zh":
        return Ticket(
            title="绿芽卡",
            heading=card.place,
            number=f"卡号 {number}",
            how=("二维码对准扫码口", "就能记分，不用手机"),
            until=f"有效期至 {chinese}",
            small=f"Sprout card {number}. Hold the code to the scanner; no phone needed. Until {english}.",
            code=card.code,
        )
    return Ticket(
        title="Sprout card",
        heading=card.place,
        number=f"Card {number}",
        how=("Hold it to the scanner.", "No phone needed."),
        until=f"Valid until {english}",
        small=f"绿芽卡 {number}：二维码对准扫码口就能记分，不用手机。有效期至 {chinese}",
        code=card.code,
    )


def _badge_ticket(badge: NewBadge, language: Language) -> Ticket:
    number, chinese, english = badge.id[:8], _chinese_day(badge.last_day), _english_day(badge.last_day)
    role_zh, role_en = {"operator": ("操作员", "Operator"), "supervisor": ("主管", "Supervisor")}[badge.role]
    if language == "zh":
        return Ticket(
            title="工作证",
            heading=role_zh,
            number=number,
            how=("出示二维码，", "再输入六位 PIN 码"),
            until=f"有效期至 {chinese}",
            small=f"Staff badge {number}, {role_en.lower()}. Show the code, then enter the PIN. Until {english}.",
            code=badge.code,
        )
    return Ticket(
        title="Staff badge",
        heading=role_en,
        number=number,
        how=("Show the code, then", "enter your six digits."),
        until=f"Valid until {english}",
        small=f"工作证 {number}，{role_zh}。出示二维码，再输入 PIN 码。有效期至 {chinese}",
        code=badge.code,
    )


def _chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _english_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@contextmanager
def _new_document() -> Iterator[FPDF]:
    document = FPDF(format="A4", unit="mm")
    document.set_auto_page_break(auto=False)
    for style, name in (("", "Regular"), ("B", "Bold")):
        document.add_font(_FAMILY, style, _FONTS / f"{_FAMILY}-{name}.otf")
    try:
        yield document
    finally:
        for font in document.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()  # the library leaves the files open


def _pages(tickets: Sequence[Ticket], title: str, made_at: datetime) -> bytes:
    places = _COLUMNS * _ROWS
    with _new_document() as document:
        document.set_title(title)
        document.set_creation_date(made_at)
        for start in range(0, len(tickets), places):
            document.add_page()
            _draw_page(document, title, tickets[start : start + places])
        return bytes(document.output())


def _draw_page(document: FPDF, title: str, tickets: Sequence[Ticket]) -> None:
    _draw_page_head(document, title)
    for ticket, (x, y) in zip(tickets, _corners(), strict=False):
        _draw_ticket(document, ticket, x, y)
    _draw_cut_lines(document, len(tickets))


def _corners() -> Iterator[tuple[float, float]]:
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            yield _LEFT + column * CARD_WIDTH, _TOP + row * CARD_HEIGHT


def _draw_page_head(document: FPDF, title: str) -> None:
    document.set_font(_FAMILY, "", 8)
    document.set_text_color(*_SOFT)
    document.text(_LEFT, _TOP - _CUT_BEYOND - 1, f"{title}   ·   打印时选“实际大小” Print at actual size, 100 %")


def _draw_cut_lines(document: FPDF, tickets: int) -> None:
    rows = -(-tickets // _COLUMNS)
    columns = min(tickets, _COLUMNS)
    document.set_draw_color(*_CUT)
    document.set_line_width(0.1)
    right, bottom = _LEFT + columns * CARD_WIDTH, _TOP + rows * CARD_HEIGHT
    for row in range(rows + 1):
        y = _TOP + row * CARD_HEIGHT
        document.line(_LEFT - _CUT_BEYOND, y, right + _CUT_BEYOND, y)
    for column in range(columns + 1):
        x = _LEFT + column * CARD_WIDTH
        document.line(x, _TOP - _CUT_BEYOND, x, bottom + _CUT_BEYOND)


def _draw_ticket(document: FPDF, ticket: Ticket, x: float, y: float) -> None:
    left = x + _INSET
    document.image(_SPROUT, left - 0.5, y + 3, 10, 10)
    _write(document, [ticket.title], left + 10.5, [y + 10.5], 19, _LEAF, width=_TEXT_WIDTH - 10.5)
    _draw_heading(document, ticket.heading, left, y)
    _write(document, [ticket.number], left, [y + 28.5], 17, _INK)
    _write(document, ticket.how, left, [y + 35, y + 40], 11.5, _INK, style="")
    _write(document, [ticket.until], left, [y + 45], 8, _INK, style="")
    _write(document, [ticket.small], left, [y + 50.3], 7, _SOFT, style="", width=CARD_WIDTH - 2 * _INSET)
    _draw_code(document, ticket.code, x + CARD_WIDTH - CODE_SIZE - _CODE_INSET, y + 5)


def _draw_heading(document: FPDF, heading: str, left: float, y: float) -> None:
    """In one large line, or in two smaller ones."""
    document.set_font(_FAMILY, "B", 12)
    if document.get_string_width(heading) <= _TEXT_WIDTH:
        _write(document, [heading], left, [y + 20.5], 16, _INK)
    else:
        _write(document, _halves(heading), left, [y + 17.5, y + 22], 12, _INK)


def _halves(text: str) -> tuple[str, str]:
    """Two lines of about one length, broken at a space where there is one."""
    middle = (len(text) + 1) // 2
    spaces = [index for index, char in enumerate(text) if char == " "]
    cut = min(spaces, key=lambda index: abs(index - middle)) if spaces else middle
    return text[:cut].strip(), text[cut:].strip()


def _write(
    document: FPDF,
    lines: Sequence[str],
    x: float,
    baselines: Sequence[float],
    points: float,
    colour: tuple[int, int, int],
    *,
    style: Literal["", "B"] = "B",
    width: float = _TEXT_WIDTH,
) -> None:
    """Lines of one size: ``points``, or smaller when one of them would be wider than ``width``."""
    for text in lines:
        _check_glyphs(document, text)
    document.set_font(_FAMILY, style, points)
    widest = max(document.get_string_width(text) for text in lines)
    document.set_font_size(min(points, points * width / widest))
    document.set_text_color(*colour)
    for text, baseline in zip(lines, baselines, strict=True):
        document.text(x, baseline, text)


def _check_glyphs(document: FPDF, text: str) -> None:
    font = document.fonts[_FAMILY.lower() + "B"]  # both weights are cut from the same list
    assert isinstance(font, TTFFont)
    missing = sorted({char for char in text if ord(char) not in font.cmap})
    if missing:
        raise CentralError(f"the fonts have no {' '.join(missing)}; write it with other characters")


def _draw_code(document: FPDF, code: str, x: float, y: float) -> None:
    matrix = qr_matrix(code)
    module = CODE_SIZE / len(matrix)
    document.set_fill_color(0, 0, 0)
    for column, row, run in dark_runs(matrix):
        document.rect(x + column * module, y + row * module, run * module, module + _OVERLAP, style="F")
