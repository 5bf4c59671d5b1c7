"""A drawing that stands in for what a camera sees, for the pictures of the screens and their tests."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

WIDTH, HEIGHT = 640, 480
_SKIN, _WALL, _FLOOR = QColor("#B98B6C"), QColor("#C9C6BC"), QColor("#8F8A7C")
_PHONE = QRectF(-92, -170, 184, 340)


def camera_picture(brightness: int = 100) -> QImage:
    """Somebody holds a phone with a code before a wall. ``brightness`` in percent of a well lit picture."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    _draw_room(painter)
    painter.translate(WIDTH / 2, HEIGHT / 2)
    painter.rotate(5)
    _draw_phone(painter)
    painter.resetTransform()
    painter.fillRect(image.rect(), QColor(0, 0, 0, 255 * (100 - min(100, brightness)) // 100))
    painter.end()
    return image


def _draw_room(painter: QPainter) -> None:
    wall = QLinearGradient(QPointF(0, 0), QPointF(WIDTH, HEIGHT))
    wall.setColorAt(0, _WALL)
    wall.setColorAt(1, _FLOOR)
    painter.fillRect(0, 0, WIDTH, HEIGHT, wall)
    painter.setBrush(QColor("#5F6F86"))
    painter.drawEllipse(QPointF(110, 470), 190, 190)
    painter.setBrush(_SKIN)
    painter.drawEllipse(QPointF(110, 190), 82, 100)
    painter.drawRoundedRect(QRectF(270, 330, 170, 220), 70, 70)


def _draw_phone(painter: QPainter) -> None:
    painter.setBrush(QColor("#202522"))
    painter.drawRoundedRect(_PHONE, 22, 22)
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawRoundedRect(_PHONE.adjusted(9, 9, -9, -9), 14, 14)
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data("this is no pass")
    code.make(fit=True)
    matrix = code.get_matrix()
    module = 136 / len(matrix)
    painter.setBrush(QColor("#101010"))
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                painter.drawRect(QRectF(-68 + x * module, -90 + y * module, module, module))
    painter.setBrush(_SKIN)
    for finger in range(3):
        painter.drawRoundedRect(QRectF(70, 20 + 44 * finger, 54, 34), 17, 17)
