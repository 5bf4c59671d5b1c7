"""Draw the icons of the resident's page from ``greensprout.svg``, so that kiosk and phone show the same sprout.

Output: ``central/web/static/icons/``, and ``sprout.svg`` beside it, the plant on its mound without paper.

    python assets/icons/draw.py
"""

import io
import re
from pathlib import Path

from PIL import Image

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "greensprout.svg"
STATIC = HERE.parents[1] / "central" / "web" / "static"
COLORS = 48

MOUND = '<path d="M24 106C36 92 92 92 104 106C107 112 103 117 97 117H31C25 117 21 112 24 106Z" fill="#7A4E2D"/>'
WHOLE_GROUND = (  # to every edge: the system cuts its own shape out of it
    '<rect width="128" height="128" fill="#F6F3EA"/><path d="M0 100C36 86 92 86 128 100V128H0Z" fill="#7A4E2D"/>'
)
SAFE = "translate(6.4 8) scale(.9)"
"""What a maskable icon must show lies within 40 % around its middle."""


def svg(*parts: str, view: str = "0 0 128 128") -> str:
    """A drawing of ``parts``."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{"".join(parts)}</svg>\n'


def plant() -> str:
    """The plant of the source, on one line."""
    found = re.search(r'<g id="plant">(.*)</g>\s*</svg>', SOURCE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return re.sub(r">\s+<", "><", found[1].strip())


def png(drawing: str, side: int) -> bytes:
    """``drawing`` as a picture of few colours."""
    image = QImage(side, side, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    picture = Image.frombytes("RGBA", (side, side), bytes(image.constBits()))
    written = io.BytesIO()
    picture.quantize(COLORS, method=Image.Quantize.FASTOCTREE).save(written, "PNG", optimize=True)
    return written.getvalue()


def main() -> None:
    """Write all icons."""
    icon = SOURCE.read_text("utf-8")
    bleeding = svg(WHOLE_GROUND, plant())
    safe = svg(WHOLE_GROUND, f'<g transform="{SAFE}">{plant()}</g>')
    icons = STATIC / "icons"
    (icons / "icon.svg").write_text(icon, "utf-8")
    (icons / "icon-192.png").write_bytes(png(icon, 192))
    (icons / "icon-512.png").write_bytes(png(icon, 512))
    (icons / "icon-180.png").write_bytes(png(bleeding, 180))
    (icons / "icon-512-maskable.png").write_bytes(png(safe, 512))
    (STATIC / "sprout.svg").write_text(svg(MOUND, plant(), view="8 16 112 112"), "utf-8")


if __name__ == "__main__":
    main()
