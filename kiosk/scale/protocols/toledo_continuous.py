"""``toledo-continuous``: Mettler Toledo, Fairbanks, Rice Lake emulation, 柯力 and other clones.

STX, three status bytes, six digits of weight, six of tare, CR: 17 bytes; and an eighteenth, the check value, where the
device is set to send it. Bit 7 may be parity and is masked. Clones change the meaning of the status bits, so the bit
map is data, and each map but the standard one is a profile.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from kiosk.scale import wire
from kiosk.scale.frames import Decoder, Frame, FrameKind
from kiosk.scale.protocol import Profile, ScaleProtocol

_SEVEN_BITS = bytes(byte & 0x7F for byte in range(256))
_STX, _CR = b"\x02", b"\x0d"
_LENGTH = 17  # without the check value
_DECIDABLE = _LENGTH + 2  # bytes that certainly tell whether there is a check value
_DIGITS = 6
_BLANK = 0x20  # the bit that makes a status byte a printable character
_BY_ONES = 0x08  # SWA: the increment of the display


@dataclass(frozen=True, slots=True)
class BitMap:
    """What the bits of the status bytes SWA, SWB and SWC mean. Masks of one bit, unless said otherwise.

    ``unit_codes`` maps SWC under ``unit_mask`` to a unit; code 0 means kg or lb by ``kilograms`` in SWB, unless that
    mask is 0. ``fixed_mask`` and ``fixed`` tell the bits of SWA that never change.
    """

    fixed_mask: int = 0x20
    fixed: int = 0x20
    net: int = 0x01
    negative: int = 0x02
    out_of_range: int = 0x04
    motion: int = 0x08
    kilograms: int = 0x10
    expanded: int = 0x10
    unit_mask: int = 0x07
    unit_codes: dict[int, str] = field(default_factory=lambda: {1: "g"})

    def unit(self, swb: int, swc: int) -> str | None:
        """The unit; None for a code without a name, which must never be taken for the configured unit."""
        code = swc & self.unit_mask
        if code == 0 and self.kilograms:
            return "kg" if swb & self.kilograms else "lb"
        return self.unit_codes.get(code)

    def unit_bits(self, unit: str | None) -> tuple[int, int] | None:
        """The bits of SWB and SWC that say ``unit``; None for one that cannot be said."""
        if self.kilograms and unit in {"kg", "lb"}:
            return (self.kilograms if unit == "kg" else 0), 0
        return next(((0, code) for code, name in self.unit_codes.items() if name == unit), None)


STANDARD = BitMap()
LIDEN = BitMap(fixed_mask=0x70, fixed=0x50, kilograms=0, expanded=0, unit_mask=0x01, unit_codes={0: "kg", 1: "lb"})
"""LIDEN and its relatives: other fixed bits, and the unit in the lowest bit of SWC."""


class _Decoder:
    """Looks at each STX for a frame. Whether a check value follows shows in the one or two bytes behind the CR."""

    def __init__(self, bits: BitMap) -> None:
        self.noise = 0
        self._bits = bits
        self._rest = b""

    def feed(self, data: bytes) -> list[Frame]:
        """See ``Decoder.feed``."""
        return self._read(self._rest + data, ended=False)

    def finish(self) -> list[Frame]:
        """See ``Decoder.finish``: at the end a frame has no check value unless it is there."""
        return self._read(self._rest, ended=True)

    def _read(self, buffer: bytes, *, ended: bool) -> list[Frame]:
        plain = buffer.translate(_SEVEN_BITS)
        frames = []
        done = 0
        at = plain.find(_STX)
        while at >= 0:
            window = plain[at : at + _DECIDABLE]
            length = _length(window, ended=ended)
            if length is None:
                break
            frame = _parse(window[:length], buffer[at : at + length], self._bits) if length else None
            if frame is not None:
                frames.append(frame)
                self.noise += at - done
                done = at + length
            at = plain.find(_STX, at + 1 if frame is None else done)
        kept_from = len(buffer) if at < 0 else at
        self.noise += kept_from - done
        self._rest = buffer[kept_from:]
        return frames


def _length(window: bytes, *, ended: bool) -> int | None:
    """How long the frame at the beginning of ``window`` is; 0 for no frame, None for: more bytes are needed."""
    if len(window) < _LENGTH:
        return 0 if ended else None
    if window[_LENGTH - 1 : _LENGTH] != _CR:
        return 0
    behind = window[_LENGTH:]
    if not ended and (not behind or behind == _STX):
        return None
    has_check = behind not in {b"", _STX} and (behind[:1] != _STX or behind[1:] == _STX)
    return _LENGTH + 1 if has_check else _LENGTH


def _parse(plain: bytes, raw: bytes, bits: BitMap) -> Frame | None:
    if len(plain) > _LENGTH and sum(plain) & 0x7F:
        return None
    swa, swb, swc = plain[1:4]
    if swa & bits.fixed_mask != bits.fixed:
        return None
    if swb & bits.out_of_range:
        return Frame(FrameKind.UNDERLOAD if swb & bits.negative else FrameKind.OVERLOAD, raw=raw)
    digits = plain[4 : 4 + _DIGITS].lstrip(b" ")
    tare = plain[4 + _DIGITS : 4 + 2 * _DIGITS].lstrip(b" ")
    exponent = 2 - (swa & 0x07)
    unit = bits.unit(swb, swc)
    if not digits.isdigit() or not (tare.isdigit() or not tare) or exponent < -4 or unit is None:
        return None
    value = _scaled(int(digits), exponent - bool(swc & bits.expanded))
    sign = b"-" if swb & bits.negative else b""
    value = wire.number(sign, wire.digits(value).encode("ascii"))
    return Frame(FrameKind.WEIGHT, value, unit, not swb & bits.motion, bool(swb & bits.net), raw)


def _scaled(number: int, exponent: int) -> Decimal:
    """``number`` with its point; hundreds and tens are written out, as the display has them."""
    return Decimal(number * 10**exponent) if exponent > 0 else Decimal(number).scaleb(exponent)


def _encode(frame: Frame, bits: BitMap) -> bytes:
    swa, swb = bits.fixed | _BY_ONES & ~bits.fixed_mask, _BLANK
    if frame.kind in {FrameKind.OVERLOAD, FrameKind.UNDERLOAD}:
        swb |= bits.out_of_range | (bits.negative if frame.kind is FrameKind.UNDERLOAD else 0)
        return _message(swa | 2, swb | bits.kilograms, _BLANK, " " * _DIGITS)
    unit_bits = bits.unit_bits(frame.unit)
    if frame.kind is not FrameKind.WEIGHT or frame.value is None or unit_bits is None:
        return b""
    _, digits, exponent = frame.value.as_tuple()
    if not isinstance(exponent, int) or not -4 <= exponent <= 0 or len(digits) > _DIGITS:
        return b""
    swb |= unit_bits[0] | (bits.negative if frame.value < 0 else 0)
    swb |= (bits.net if frame.net else 0) | (0 if frame.stable else bits.motion)
    return _message(swa | 2 - exponent, swb, _BLANK | unit_bits[1], "".join(map(str, digits)).rjust(_DIGITS))


def _message(swa: int, swb: int, swc: int, digits: str) -> bytes:
    """A frame of a device that is set to send no check value."""
    return _STX + bytes([swa, swb, swc]) + f"{digits:>{_DIGITS}}{'000':>{_DIGITS}}".encode("ascii") + _CR


def decoder(bits: BitMap = STANDARD) -> Decoder:
    """A decoder for devices whose status bits are laid out as ``bits`` says."""
    return _Decoder(bits)


def encoder(bits: BitMap = STANDARD) -> Callable[[Frame], bytes]:
    """What such a device would send."""
    return lambda frame: _encode(frame, bits)


PROTOCOL = ScaleProtocol(
    name="toledo-continuous",
    decoder=decoder,
    encode=encoder(),
    silence_advice="set the indicator's serial output to continuous (Toledo format), and baud rate and parity alike on "
    "both sides; a clone may need another profile",
    zero=b"Z",
    tare=b"T",
    profiles={"liden": Profile(lambda: decoder(LIDEN), encoder(LIDEN))},
)
