"""QR codes in pictures, with zxing-cpp restricted to QR: 13 times faster than with all formats, same hits.

What it misses at first glance is looked at again in other ways. Which ones, and what they gain and cost, was measured
(docs/adr/0012, ``bench/qr_decode.py``).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from kiosk.core.errors import UsageFault

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
"""Pillow knows more, some of which start other programs."""
MAX_PIXELS = 64_000_000
_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look showed. ``located_px``: the longest side of a code that was found in the picture, read or not."""

    text: str | None
    located_px: int | None = None


class LiveDecoder:
    """For a camera's frames. Each is read as it is; one that cannot be is looked at in one other way, in turn.

    So no frame takes long, and a code that is held up for a moment is soon looked at in every way.
    """

    def __init__(self) -> None:
        self._other_ways = cycle(OTHER_WAYS)

    def look(self, grey: Image.Image) -> Sight:
        """Read a picture of mode ``L``."""
        sight = _read(grey, smaller_too=False)  # the other ways look at other sizes; without it a frame is read sooner
        if sight.text is not None:
            return sight
        other_way = next(self._other_ways)
        return Sight(_read(other_way(_middle_square(grey))).text, sight.located_px)


def decode_image(image: Image.Image) -> str | None:
    """The text of the first QR code in ``image``, or None. Thorough: takes its time when there is none."""
    grey = on_white(image).convert("L")
    sight = _read(grey)
    for other_way in reversed(OTHER_WAYS):  # small modules are what pictures in files have most
        if sight.text is not None or grey.width * grey.height * 4 > MAX_PIXELS:
            break
        sight = _read(other_way(grey))
    return sight.text


def _read(grey: Image.Image, *, smaller_too: bool = True) -> Sight:
    found = zxingcpp.read_barcodes(
        grey, formats=_QR_ONLY, text_mode=zxingcpp.TextMode.Plain, try_downscale=smaller_too, return_errors=True
    )
    for code in found:
        if code.valid:
            return Sight(str(code.text), _side(code.position))
    return Sight(None, max((_side(code.position) for code in found), default=None))


def _side(position: zxingcpp.Position) -> int:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    sides = zip(corners, corners[1:] + corners[:1], strict=True)
    return round(max(math.hypot(a.x - b.x, a.y - b.y) for a, b in sides))


def _middle_square(grey: Image.Image) -> Image.Image:
    """Where the finder frame on the screen asks for the code."""
    side = min(grey.size)
    left, top = (grey.width - side) // 2, (grey.height - side) // 2
    return grey.crop((left, top, left + side, top + side))


def _levelled(grey: Image.Image) -> Image.Image:
    """Softer, and only what differs from its surroundings: for noise, bands, glare, scratches, moiré."""
    return _without_surroundings(grey.filter(ImageFilter.BoxBlur(1)), 8)


def _enlarged_and_levelled(grey: Image.Image) -> Image.Image:
    """For faint codes, stains, shadows and a little of everything."""
    larger = grey.resize((grey.width * 3 // 2, grey.height * 3 // 2), Image.Resampling.BILINEAR)
    return _without_surroundings(larger, 12)


def _doubled(grey: Image.Image) -> Image.Image:
    """For small codes."""
    return grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BILINEAR)


def _without_surroundings(grey: Image.Image, radius: int) -> Image.Image:
    """Three times the difference to the mean of the ``radius`` pixels around, on middle grey."""
    return ImageChops.subtract(grey, grey.filter(ImageFilter.BoxBlur(radius)), scale=1 / 3, offset=128)


OTHER_WAYS: tuple[Callable[[Image.Image], Image.Image], ...] = (_levelled, _enlarged_and_levelled, _doubled)


def on_white(image: Image.Image) -> Image.Image:
    """``image`` without transparency."""
    # A transparent background is meant to be seen on paper; without this it would turn black.
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    drawn = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn)


def decode_file(path: Path) -> str | None:
    """The text of the first QR code in the picture at ``path``, or None when the picture holds none.

    Raises ``UsageFault`` when there is no such file or it is not a picture.
    """
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UsageFault(
                    f"{path}: {image.width}×{image.height} is too large: give a picture under 64 megapixels"
                )
            return decode_image(image)
    except FileNotFoundError as error:
        raise UsageFault(f"{path}: no such file") from error
    except UsageFault:
        raise
    except Exception as error:  # damaged pictures trip decoders in more ways than they document
        raise UsageFault(f"{path}: not a picture that can be read ({', '.join(FORMATS)})") from error
