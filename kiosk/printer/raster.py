"""Lines as a picture for the roll: one bit a dot, in the fonts of this product, so that every printer knows Chinese."""

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from kiosk.assets import ASSETS
from kiosk.printer.sheet import Line, Pair, Qr, Rule, Signature, Text, Title

_REGULAR = ASSETS / "fonts" / "GreensproutSans-Regular.otf"
_BOLD = ASSETS / "fonts" / "GreensproutSans-Bold.otf"
_TITLE_PX, _LARGE_PX, _TEXT_PX = 40, 32, 24
_LEADING = 1.3
_GAP_PX = 8
_SIGNATURE_PX = 96
_QR_SHARE, _LARGE_QR_SHARE = 0.6, 0.9


def picture(lines: Sequence[Line], width_px: int) -> Image.Image:
    """``lines`` under each other, ``width_px`` wide, black on white, mode ``1``."""
    blocks = [_block(line, width_px) for line in lines]
    page = Image.new("1", (width_px, sum(block.height for block in blocks) or 1), 1)
    top = 0
    for block in blocks:
        page.paste(block, (0, top))
        top += block.height
    return page


def _block(line: Line, width: int) -> Image.Image:
    match line:
        case Title(text=text):
            return _written(
                _wrapped(text, _font(_BOLD, _TITLE_PX), width), _font(_BOLD, _TITLE_PX), width, centred=True
            )
        case Text(text=text, large=large):
            font = _font(_BOLD if large else _REGULAR, _LARGE_PX if large else _TEXT_PX)
            return _written(_wrapped(text, font, width), font, width, centred=large)
        case Pair(name=name, value=value):
            return _pair(name, value, width)
        case Rule():
            block = Image.new("1", (width, 2 * _GAP_PX + 2), 1)
            ImageDraw.Draw(block).rectangle((0, _GAP_PX, width, _GAP_PX + 1), fill=0)
            return block
        case Qr(text=text, large=large):
            return _qr(text, width, _LARGE_QR_SHARE if large else _QR_SHARE)
        case Signature(who=who):
            block = Image.new("1", (width, _SIGNATURE_PX), 1)
            draw = ImageDraw.Draw(block)
            draw.fontmode = "1"
            draw.text((0, 0), who, font=_font(_REGULAR, _TEXT_PX), fill=0)
            draw.line((0, _SIGNATURE_PX - _GAP_PX, width, _SIGNATURE_PX - _GAP_PX), fill=0)
            return block


def _font(path: object, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """``text`` in pieces that fit: between words where there are any, anywhere else in Chinese and in long codes."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and font.getlength(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        for letter in piece if font.getlength(piece) > width else [piece]:
            if line and font.getlength(line + letter.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += letter
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    pieces, word = [], ""
    for letter in text:
        if letter.isascii() and letter != " ":
            word += letter
            continue
        pieces.append(word + letter)
        word = ""
    return [*pieces, word] if word else pieces


def _written(lines: list[str], font: ImageFont.FreeTypeFont, width: int, *, centred: bool = False) -> Image.Image:
    step = round(font.size * _LEADING)
    block = Image.new("1", (width, step * len(lines) + _GAP_PX), 1)
    draw = ImageDraw.Draw(block)
    draw.fontmode = "1"  # a thermal head has no grey
    for number, line in enumerate(lines):
        left = max(0, (width - font.getlength(line)) / 2) if centred else 0
        draw.text((left, number * step), line, font=font, fill=0)
    return block


def _pair(name: str, value: str, width: int) -> Image.Image:
    plain, strong = _font(_REGULAR, _TEXT_PX), _font(_BOLD, _TEXT_PX)
    if plain.getlength(name) + strong.getlength(value) + _GAP_PX > width:
        above = _written(_wrapped(name, plain, width), plain, width)
        below = _written(_wrapped(value, strong, width), strong, width)
        block = Image.new("1", (width, above.height + below.height), 1)
        block.paste(above, (0, 0))
        block.paste(below, (0, above.height))
        return block
    block = _written([name], plain, width)
    draw = ImageDraw.Draw(block)
    draw.fontmode = "1"
    draw.text((width - strong.getlength(value), 0), value, font=strong, fill=0)
    return block


def _qr(text: str, width: int, share: float) -> Image.Image:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    dots = max(3, int(width * share) // len(matrix))  # three dots a module are the least that cameras read
    small = Image.new("1", (len(matrix), len(matrix)), 1)
    small.putdata([0 if dark else 1 for row in matrix for dark in row])
    large = small.resize((len(matrix) * dots, len(matrix) * dots), Image.Resampling.NEAREST)
    block = Image.new("1", (width, large.height), 1)
    block.paste(large, ((width - large.width) // 2, 0))
    return block
