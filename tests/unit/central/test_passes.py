"""The pass and its picture."""

import io
import re
from typing import Any

import base45
import cbor2
import pytest
import zxingcpp
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cwt import COSE, COSEKey
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from central.keys import PlatformKeys, SigningKey
from central.passes import issue_pass
from central.qr import QUIET_ZONE, qr_svg
from tests.depth import examples
from tests.fakes.central_server import MovingClock

KEYS = PlatformKeys(SigningKey(Ed25519PrivateKey.generate()), SigningKey(Ed25519PrivateKey.generate()))
RESIDENT = "r-0123456789abcdef0123"
CLOCK = MovingClock()


def sign1(text: str) -> list[Any]:
    assert text.startswith("GSP1:")
    tagged = cbor2.loads(base45.b45decode(text.removeprefix("GSP1:")))
    assert tagged.tag == 18
    parts: list[Any] = tagged.value
    return parts


def test_the_claims_are_exactly_those_of_the_contract() -> None:
    protected, unprotected, payload, _ = sign1(issue_pass(KEYS, RESIDENT, CLOCK)["pass"])
    assert unprotected == {}
    assert cbor2.loads(protected) == {1: -8, 4: bytes.fromhex(KEYS.passes.kid)}
    claims = cbor2.loads(payload)
    now = int(CLOCK().timestamp())
    cti = claims.pop(7)
    assert claims == {1: KEYS.platform, 2: RESIDENT, 6: now, 4: now + 600}
    assert len(cti) == 16


def test_it_verifies_with_the_pass_key_alone() -> None:
    text = issue_pass(KEYS, RESIDENT, CLOCK)["pass"]
    data = base45.b45decode(text.removeprefix("GSP1:"))

    def key(of: SigningKey) -> Any:
        x = of.private.public_key().public_bytes_raw()
        return COSEKey.new({1: 1, -1: 6, -2: x, 3: -8, 2: bytes.fromhex(KEYS.passes.kid)})

    assert cbor2.loads(COSE.new().decode(data, key(KEYS.passes)))[2] == RESIDENT
    with pytest.raises(Exception, match="verify"):
        COSE.new().decode(data, key(KEYS.directory))


def test_every_pass_is_another() -> None:
    texts = {issue_pass(KEYS, RESIDENT, CLOCK)["pass"] for _ in range(20)}
    assert len(texts) == 20
    assert all(len(text) <= 600 for text in texts)


def draw(svg: str, scale: int = 6) -> Image.Image:
    """The picture as a browser would paint it: every rectangle of the dark path."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    image = Image.new("L", (size * scale, size * scale), 255)
    pen = ImageDraw.Draw(image)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg):
        left, top = int(x) * scale, int(y) * scale
        pen.rectangle((left, top, left + int(width) * scale - 1, top + scale - 1), fill=0)
    return image


@settings(max_examples=examples(10), deadline=None)
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=1, max_size=400))
def test_the_picture_holds_the_text(text: str) -> None:
    (found,) = zxingcpp.read_barcodes(draw(qr_svg(text)), formats=zxingcpp.BarcodeFormat.QRCode)
    assert found.text == text


def test_the_picture_has_its_quiet_zone() -> None:
    image = draw(qr_svg("GSP1:ABC"), scale=1)
    box = Image.eval(image, lambda value: 255 - value).getbbox()
    assert box == (QUIET_ZONE, QUIET_ZONE, image.width - QUIET_ZONE, image.height - QUIET_ZONE)


def test_one_context_cannot_pose_as_another() -> None:
    signature = KEYS.directory.sign("greensprout-time-v1", b"payload")
    public = KEYS.directory.private.public_key()
    public.verify(signature, b"greensprout-time-v1\x00payload")
    with pytest.raises(InvalidSignature):
        public.verify(signature, b"greensprout-directory-v1\x00payload")
    assert io.BytesIO(signature).getbuffer().nbytes == 64
