"""QR decoders side by side. What is not installed is left out, and said to be."""

import importlib
import sys
from collections.abc import Callable

import numpy as np
import zxingcpp
from PIL import Image

Decode = Callable[[Image.Image], str | None]


def plain_zxing() -> Decode:
    """zxing-cpp as one would call it at first, restricted to QR."""
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

    def decode(image: Image.Image) -> str | None:
        found = zxingcpp.read_barcodes(image, formats=formats, text_mode=zxingcpp.TextMode.Plain)
        return str(found[0].text) if found else None

    return decode


def zbar() -> Decode:
    """zbar, restricted to QR; its shared library comes from the system (Debian: libzbar0)."""
    pyzbar = importlib.import_module("pyzbar.pyzbar")
    only_qr = [pyzbar.ZBarSymbol.QRCODE]

    def decode(image: Image.Image) -> str | None:
        found = pyzbar.decode(image, symbols=only_qr)
        return str(found[0].data.decode("utf-8", errors="replace")) if found else None

    return decode


def opencv() -> Decode:
    """OpenCV's own detector."""
    return _of_opencv("QRCodeDetector")


def opencv_aruco() -> Decode:
    """OpenCV's own decoder behind the finder it uses for ArUco markers."""
    return _of_opencv("QRCodeDetectorAruco")


def _of_opencv(name: str) -> Decode:
    cv2 = importlib.import_module("cv2")
    cv2.setNumThreads(1)  # as all others
    detector = getattr(cv2, name)()

    def decode(image: Image.Image) -> str | None:
        try:
            return str(detector.detectAndDecode(np.asarray(image))[0]) or None
        except cv2.error:  # some pictures trip its assertions
            return None

    return decode


def wechat() -> Decode:
    """WeChat's decoder in OpenCV, without its neural networks, which do not come with it."""
    cv2 = importlib.import_module("cv2")
    cv2.setNumThreads(1)
    detector = cv2.wechat_qrcode_WeChatQRCode()

    def decode(image: Image.Image) -> str | None:
        found = detector.detectAndDecode(np.asarray(image))[0]
        return str(found[0]) if found else None

    return decode


PEERS: dict[str, Callable[[], Decode]] = {
    "zxing-cpp": plain_zxing,
    "zbar": zbar,
    "opencv": opencv,
    "opencv-aruco": opencv_aruco,
    "wechat": wechat,
}


def installed() -> list[str]:
    """The names of those that can be used here; the others are named on stderr."""
    usable = []
    for name, make in PEERS.items():
        try:
            make()
        except (ImportError, AttributeError, OSError) as error:
            print(f"\nbench: qr_decode: skipped {name}: {error} (requirements-bench.lock, libzbar0)", file=sys.stderr)
        else:
            usable.append(name)
    return usable
