"""The same lines as a page to file or to send on: A5, text as text, codes as vectors."""

from collections.abc import Sequence

from fpdf import FPDF
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from kiosk.assets import ASSETS
from kiosk.printer.sheet import Line, Pair, Qr, Rule, Signature, Text, Title

_FAMILY = "Greensprout"
_A5 = (148.0, 210.0)  # mm
_MARGIN, _WIDTH = 14.0, 148.0 - 28.0
_TITLE_PT, _LARGE_PT, _TEXT_PT = 20, 14, 10
_LEADING_MM = 0.46  # of a point
_QR_MM, _LARGE_QR_MM = 40.0, 80.0
_OVERLAP_MM = 0.02


def page(lines: Sequence[Line], title: str) -> bytes:
    """``lines`` as a PDF."""
    pdf = FPDF(format=_A5)
    pdf.set_title(title)
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(True, _MARGIN)
    pdf.add_font(_FAMILY, "", ASSETS / "fonts" / "GreensproutSans-Regular.otf")
    pdf.add_font(_FAMILY, "B", ASSETS / "fonts" / "GreensproutSans-Bold.otf")
    pdf.add_page()
    for line in lines:
        _put(pdf, line)
    return bytes(pdf.output())


def _put(pdf: FPDF, line: Line) -> None:
    match line:
        case Title(text=text):
            _write(pdf, text, _TITLE_PT, bold=True)
        case Text(text=text, large=large):
            _write(pdf, text, _LARGE_PT if large else _TEXT_PT, bold=large)
        case Pair(name=name, value=value):
            pdf.set_font(_FAMILY, "", _TEXT_PT)
            pdf.cell(_WIDTH * 0.45, _TEXT_PT * _LEADING_MM, name)
            pdf.set_font(_FAMILY, "B", _TEXT_PT)
            pdf.multi_cell(_WIDTH * 0.55, _TEXT_PT * _LEADING_MM, value, align="R", new_x="LMARGIN", new_y="NEXT")
        case Rule():
            pdf.ln(2)
            pdf.line(_MARGIN, pdf.get_y(), _MARGIN + _WIDTH, pdf.get_y())
            pdf.ln(2)
        case Signature(who=who):
            _write(pdf, who, _TEXT_PT)
            pdf.ln(10)
            pdf.line(_MARGIN, pdf.get_y(), _MARGIN + _WIDTH, pdf.get_y())
            pdf.ln(2)
        case Qr(text=text, large=large):
            _qr(pdf, text, _LARGE_QR_MM if large else _QR_MM)


def _write(pdf: FPDF, text: str, size: int, *, bold: bool = False) -> None:
    pdf.set_font(_FAMILY, "B" if bold else "", size)
    pdf.multi_cell(_WIDTH, size * _LEADING_MM, text, new_x="LMARGIN", new_y="NEXT")


def _qr(pdf: FPDF, text: str, side: float) -> None:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    if pdf.will_page_break(side):
        pdf.add_page()
    top, step = pdf.get_y(), side / len(matrix)
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                pdf.rect(_MARGIN + column * step, top + row * step, step + _OVERLAP_MM, step + _OVERLAP_MM, style="F")
    pdf.set_y(top + side)
