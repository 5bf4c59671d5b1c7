"""Pictures of passes as a kiosk's camera meets them: phones in bad light, moving, tilted, cracked, and worn cards.

Everything follows from the seed. A frame is 1280×720 and grey, drawn at twice that size; a module of the code is four
pixels wide where the condition does not say otherwise. Level 1 is a nuisance, level 5 is more than most decoders bear.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import base45
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

Grey = NDArray[np.float32]
Picture = Image.Image

WIDTH, HEIGHT = 1280, 720
LEVELS = (1, 2, 3, 4, 5)
MODULE_PX = 4.0
_SUPERSAMPLING = 2
_PLANE_MODULE = 8  # pixels of the flat picture a module is drawn with
_QUIET = 4
_FOCAL_PX = 2800.0


class Subject(StrEnum):
    """What is held up. The bytes are random: a decoder does not care who signed them."""

    TWO_LEVEL = "two-level pass"  # 190 bytes, version 10
    ONE_LEVEL = "one-level pass"  # 130 bytes, version 8
    CARD = "card"

    @property
    def prefix_and_bytes(self) -> tuple[str, int]:
        """The form of its text."""
        return {"two-level pass": ("GSP2:", 190), "one-level pass": ("GSP1:", 130), "card": ("GSC1:", 130)}[self.value]


@dataclass
class Shot:
    """How one picture is taken; a condition turns these knobs."""

    rng: Generator
    module_px: float = MODULE_PX
    roll_deg: float = 0.0
    tilt_deg: float = 0.0
    ink: float = 25.0
    paper: float = 215.0
    noise: float = 2.0
    blur_px: float = 0.55  # the lens at its best
    on_plane: list[Callable[[Picture, Generator], Picture]] = field(default_factory=list)
    on_sensor: list[Callable[[Grey, "View"], Grey]] = field(default_factory=list)


@dataclass(frozen=True)
class View:
    """The finished geometry, for what happens between the lens and the sensor."""

    shot: Shot
    to_plane: NDArray[np.float64]  # 3×3, from frame pixels to modules of the code, its centre being (0, 0)
    centre: tuple[float, float]  # of the code in the frame
    modules: int


@dataclass(frozen=True, slots=True)
class Case:
    """One picture to be read."""

    subject: Subject
    condition: str
    level: int
    seed: int

    @property
    def text(self) -> str:
        """What the code in it says."""
        prefix, size = self.subject.prefix_and_bytes
        return prefix + str(base45.b45encode(np.random.default_rng((self.seed, 1)).bytes(size)).decode())


Condition = Callable[[Shot, int], None]


def cases(seeds: Iterable[int]) -> Iterator[Case]:
    """Every condition at every level, once for each of ``seeds``; passes of both kinds take turns."""
    passes = (Subject.TWO_LEVEL, Subject.ONE_LEVEL)
    for seed in seeds:
        for name in PHONE:
            yield from (Case(passes[seed % 2], name, level, seed) for level in LEVELS)
        for name in CARD:
            yield from (Case(Subject.CARD, name, level, seed) for level in LEVELS)


def draw(case: Case, text: str | None = None) -> Picture:
    """The frame, mode ``L``. ``text``: what the code says instead of the case's own."""
    conditions = CARD if case.subject is Subject.CARD else PHONE
    names = list(conditions)
    rng = np.random.default_rng((case.seed, 2, names.index(case.condition), case.level, len(case.subject)))
    shot = Shot(rng, roll_deg=rng.uniform(-8, 8))
    conditions[case.condition](shot, case.level - 1)
    modules = _matrix(text or case.text)
    flat = _card(modules, shot) if case.subject is Subject.CARD else _phone(modules, shot)
    for change in shot.on_plane:
        flat = change(flat, rng)
    return _photograph(flat, len(modules), shot)


def draw_empty(seed: int) -> Picture:
    """What the camera sees when nobody holds anything up."""
    rng = np.random.default_rng((seed, 3))
    return _expose(_background(rng, WIDTH, HEIGHT), Shot(rng))


def _matrix(text: str) -> list[list[bool]]:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return code.get_matrix()


def _code(modules: list[list[bool]], shot: Shot) -> Picture:
    """With its quiet zone, in grey levels of the shot."""
    dark = np.pad(np.array(modules), _QUIET)
    grey = np.where(dark, shot.ink, shot.paper).repeat(_PLANE_MODULE, 0).repeat(_PLANE_MODULE, 1)
    return Image.fromarray(np.uint8(grey))


def _phone(modules: list[list[bool]], shot: Shot) -> Picture:
    """A screen with the code in its middle, a few lines of text and a dark rim. The code is centred."""
    code = _code(modules, shot)
    width, height = round(code.width * 1.12), round(code.width * 2.1)
    flat = Image.new("L", (width, height), round(min(shot.ink, shot.paper) * 0.6))
    drawing = ImageDraw.Draw(flat)
    rim = width // 40
    drawing.rounded_rectangle((rim, rim, width - rim, height - rim), width // 14, fill=round(shot.paper))
    for row in range(5):
        y = height // 10 + row * height // 30
        drawing.rectangle((width // 8, y, width * (8 - row) // 9, y + height // 70), fill=round(shot.ink))
    flat.paste(code, ((width - code.width) // 2, (height - code.height) // 2))
    return flat


def _card(modules: list[list[bool]], shot: Shot) -> Picture:
    """A printed card, the code in its middle and large text beside it."""
    code = _code(modules, shot)
    width, height = round(code.width * 2.4), round(code.width * 1.25)
    flat = Image.new("L", (width, height), round(shot.paper))
    drawing = ImageDraw.Draw(flat)
    for row in range(4):
        y = height // 5 + row * height // 7
        drawing.rectangle((width // 30, y, width // 30 + width // 5, y + height // 16), fill=round(shot.ink))
    flat.paste(code, ((width - code.width) // 2, (height - code.height) // 2))
    return flat


def _background(rng: Generator, width: int, height: int) -> Grey:
    """A blurred room: large soft shapes and a few straight edges."""
    coarse = Image.fromarray(np.uint8(rng.uniform(50, 150, (9, 16)))).resize((width, height), Image.Resampling.BICUBIC)
    drawing = ImageDraw.Draw(coarse)
    for _ in range(6):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        w, h = rng.uniform(width / 40, width / 5, 2)
        drawing.rectangle((x, y, x + w, y + h), fill=round(rng.uniform(30, 190)))
    return np.asarray(coarse.filter(ImageFilter.GaussianBlur(width / 400)), np.float32)


def _photograph(flat: Picture, modules: int, shot: Shot) -> Picture:
    size = (WIDTH * _SUPERSAMPLING, HEIGHT * _SUPERSAMPLING)
    offset = shot.rng.uniform(-1, 1, 2) * (150, 60)
    centre = (WIDTH / 2 + offset[0], HEIGHT / 2 + offset[1])
    to_frame = _projection(shot, centre)
    to_modules = np.diag([1 / _PLANE_MODULE, 1 / _PLANE_MODULE, 1.0])
    from_flat = np.array([[1, 0, -flat.width / 2], [0, 1, -flat.height / 2], [0, 0, 1]])
    enlarge = np.diag([_SUPERSAMPLING, _SUPERSAMPLING, 1.0])
    back = np.linalg.inv(enlarge @ to_frame @ to_modules @ from_flat)
    back /= back[2, 2]
    how = (Image.Transform.PERSPECTIVE, back.ravel()[:8].tolist(), Image.Resampling.BICUBIC)
    seen = flat.transform(size, *how)
    mask = Image.new("L", flat.size, 255).transform(size, *how).reduce(_SUPERSAMPLING)
    share = np.asarray(mask, np.float32) / 255
    lit = np.asarray(seen.reduce(_SUPERSAMPLING), np.float32)
    frame: Grey = np.asarray(lit + _background(shot.rng, WIDTH, HEIGHT) * (1 - share), np.float32)
    view = View(shot, np.asarray(np.linalg.inv(to_frame), np.float64), centre, modules)
    for change in shot.on_sensor:
        frame = change(frame, view)
    return _expose(frame, shot)


def _projection(shot: Shot, centre: tuple[float, float]) -> NDArray[np.float64]:
    """3×3, from modules (the code's centre being (0, 0)) to frame pixels: turned, tilted about any axis, from afar."""
    axis, roll, tilt = shot.rng.uniform(0, 2 * np.pi), np.radians(shot.roll_deg), np.radians(shot.tilt_deg)
    turned = _turn(axis) @ np.diag([1.0, np.cos(tilt), 1.0]) @ _turn(roll - axis)
    depth = np.array([0.0, np.sin(tilt), 0.0]) @ _turn(roll - axis)
    size = shot.module_px
    projection = np.diag([size, size, 1.0]) @ turned
    projection[2] = [depth[0] * size / _FOCAL_PX, depth[1] * size / _FOCAL_PX, 1.0]
    shift = np.array([[1, 0, centre[0]], [0, 1, centre[1]], [0, 0, 1]])
    moved: NDArray[np.float64] = shift @ projection
    return moved


def _turn(angle: float) -> NDArray[np.float64]:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])


def _expose(frame: Grey, shot: Shot) -> Picture:
    soft = Image.fromarray(np.uint8(frame.clip(0, 255))).filter(ImageFilter.GaussianBlur(shot.blur_px))
    noisy = np.asarray(soft, np.float32) + shot.rng.normal(0, shot.noise, frame.shape)
    return Image.fromarray(np.uint8(noisy.clip(0, 255)))


def _smear(frame: Grey, kernel: Grey) -> Grey:
    """Convolve, by way of the frequencies: kernels are wide."""
    placed = np.zeros_like(frame)
    size = len(kernel)
    placed[:size, :size] = kernel / kernel.sum()
    placed = np.roll(placed, (-(size // 2), -(size // 2)), (0, 1))
    return np.fft.irfft2(np.fft.rfft2(frame) * np.fft.rfft2(placed), frame.shape).astype(np.float32)


def _stamp(shape: Callable[[ImageDraw.ImageDraw, float], None], size: int) -> Grey:
    """A kernel of ``size`` pixels, drawn smoothly."""
    large = Image.new("L", (size * 8, size * 8))
    shape(ImageDraw.Draw(large), size * 4.0)
    return np.asarray(large.reduce(8), np.float32)


def _clean(_shot: Shot, _level: int) -> None:
    """Nothing wrong: what everybody should read."""


def _rotation(shot: Shot, level: int) -> None:
    shot.roll_deg = shot.rng.choice([-1, 1]) * ((15, 30, 45, 100, 160)[level] + shot.rng.uniform(-6, 6))


def _perspective(shot: Shot, level: int) -> None:
    shot.tilt_deg = (20, 32, 42, 50, 57)[level] + shot.rng.uniform(-2, 2)


def _defocus(shot: Shot, level: int) -> None:
    radius = (0.45, 0.6, 0.75, 0.9, 1.05)[level] * MODULE_PX

    def blur(frame: Grey, _view: View) -> Grey:
        def disc(drawing: ImageDraw.ImageDraw, middle: float) -> None:
            drawing.ellipse((middle - 8 * radius, middle - 8 * radius, middle + 8 * radius, middle + 8 * radius), 255)

        return _smear(frame, _stamp(disc, 2 * int(radius) + 5))

    shot.on_sensor.append(blur)


def _motion(shot: Shot, level: int) -> None:
    length = (0.8, 1.2, 1.6, 2.0, 2.5)[level] * MODULE_PX
    angle = shot.rng.uniform(0, np.pi)

    def blur(frame: Grey, _view: View) -> Grey:
        def line(drawing: ImageDraw.ImageDraw, middle: float) -> None:
            dx, dy = 4 * length * np.cos(angle), 4 * length * np.sin(angle)
            drawing.line((middle - dx, middle - dy, middle + dx, middle + dy), 255, 6)

        return _smear(frame, _stamp(line, 2 * int(length / 2) + 5))

    shot.on_sensor.append(blur)


def _glare(shot: Shot, level: int) -> None:
    across = (8, 11, 14, 18, 23)[level]

    def shine(frame: Grey, view: View) -> Grey:
        return np.asarray(frame + 330 * _spot(view, across, across), np.float32)

    shot.on_sensor.append(shine)


def _glossy(shot: Shot, level: int) -> None:
    across = (3, 5, 7, 10, 14)[level]

    def shine(frame: Grey, view: View) -> Grey:
        return np.asarray(frame + 330 * _spot(view, across, 6 * across), np.float32)

    shot.on_sensor.append(shine)


def _spot(view: View, across: float, along: float) -> Grey:
    """1 in the middle of a soft ellipse somewhere on the code, 0 outside. The sizes are in modules, at half height."""
    rng = view.shot.rng
    angle, (dx, dy) = rng.uniform(0, np.pi), rng.uniform(-0.35, 0.35, 2) * view.modules * view.shot.module_px
    x, y = _grid(view.centre[0] + dx, view.centre[1] + dy)
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    half = view.shot.module_px / 2
    distance = (u / (along * half)) ** 2 + (v / (across * half)) ** 2
    return np.asarray(np.exp(-np.log(2) * distance**2), np.float32)


def _grid(x0: float, y0: float) -> tuple[Grey, Grey]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    return x - x0, y - y0


def _contrast(shot: Shot, level: int) -> None:
    share, middle = (0.3, 0.17, 0.1, 0.065, 0.045)[level], shot.rng.uniform(70, 190)
    shot.ink, shot.paper = middle - share * 100, middle + share * 100


def _dark_mode(shot: Shot, level: int) -> None:
    shot.ink, shot.paper = 30 + 190 * (0.8, 0.4, 0.2, 0.1, 0.06)[level], 30.0


def _moire(shot: Shot, level: int) -> None:
    depth, pitch = (0.3, 0.45, 0.6, 0.75, 0.9)[level], shot.rng.uniform(0.85, 1.25)

    def sample(frame: Grey, view: View) -> Grey:
        x, y = _grid(0, 0)
        u, v, w = (row[0] * x + row[1] * y + row[2] for row in view.to_plane)
        # The screen's own pixels: a photosite that is smaller than one sees now its lit middle, now its dark edge.
        lit = [0.5 + 0.5 * np.cos(2 * np.pi * axis / w * MODULE_PX / pitch) for axis in (u, v)]
        on_screen = (abs(u / w) < view.modules * 0.62) & (abs(v / w) < view.modules * 1.15)
        grid = np.where(on_screen, (1 - depth * lit[0]) * (1 - depth * lit[1] * 0.6), 1)
        return np.asarray(frame * grid, np.float32)

    shot.on_sensor.append(sample)


def _small(shot: Shot, level: int) -> None:
    shot.module_px = (2.6, 2.2, 1.85, 1.6, 1.4)[level]


def _cracks(shot: Shot, level: int) -> None:
    count = (1, 2, 3, 5, 8)[level]

    def crack(flat: Picture, rng: Generator) -> Picture:
        return _lines(flat, rng, count, (0.3, 0.9), (0, 255), jagged=True)

    shot.on_plane.append(crack)


def _scratches(shot: Shot, level: int) -> None:
    count = (1, 2, 4, 7, 11)[level]

    def scratch(flat: Picture, rng: Generator) -> Picture:
        return _lines(flat, rng, count, (0.2, 0.5), (205, 235), jagged=False)

    shot.on_plane.append(scratch)


def _lines(
    flat: Picture, rng: Generator, count: int, width: tuple[float, float], grey: tuple[float, float], *, jagged: bool
) -> Picture:
    """``count`` lines across the picture, ``width`` in modules, each either dark or light between ``grey``."""
    drawing = ImageDraw.Draw(flat)
    middle, reach = np.array(flat.size) / 2, min(flat.size) / 2
    for _ in range(count):
        angle = rng.uniform(0, np.pi)
        along = np.array([np.cos(angle), np.sin(angle)])
        across = np.array([-along[1], along[0]]) * rng.uniform(-0.8, 0.8) * reach
        bends = rng.normal(0, 0.05 * reach if jagged else 0.01 * reach, 12)
        steps = np.linspace(-1.3, 1.3, 12) * reach
        points = [tuple(middle + across * (1 + b / reach) + along * s) for s, b in zip(steps, bends, strict=True)]
        thick = rng.uniform(*width) * _PLANE_MODULE
        drawing.line(points, round(rng.choice(grey)), max(1, round(thick)), "curve")
    return flat


def _noise(shot: Shot, level: int) -> None:
    shot.noise = (12, 22, 34, 48, 65)[level]


def _bands(shot: Shot, level: int) -> None:
    depth, period = (0.4, 0.6, 0.75, 0.87, 0.95)[level], shot.rng.uniform(60, 240)
    phase = shot.rng.uniform(0, 2 * np.pi)

    def darken(frame: Grey, _view: View) -> Grey:
        rows = 0.5 + 0.5 * np.sin(np.arange(HEIGHT, dtype=np.float32) * 2 * np.pi / period + phase)
        return np.asarray(frame * (1 - depth * rows**2)[:, None], np.float32)

    shot.on_sensor.append(darken)


def _together(shot: Shot, level: int) -> None:
    """An ordinary bad evening: a little of everything."""
    shot.module_px = (3.6, 3.3, 3.0, 2.7, 2.4)[level]
    shot.tilt_deg = 8.0 + 5 * level
    shot.noise = 4.0 + 3 * level
    shot.blur_px = 0.6 + 0.15 * level
    _moire(shot, 0)
    if level >= 1:
        _bands(shot, 0)
    if level >= 2:
        _glare(shot, 0)


def _stains(shot: Shot, level: int) -> None:
    count = (1, 2, 4, 6, 9)[level]

    def stain(flat: Picture, rng: Generator) -> Picture:
        layer = Image.new("L", flat.size)
        drawing = ImageDraw.Draw(layer)
        reach = min(flat.size) / 2
        for _ in range(count):
            x, y = np.array(flat.size) / 2 + rng.uniform(-0.8, 0.8, 2) * reach
            rx, ry = rng.uniform(2, 6, 2) * _PLANE_MODULE
            drawing.ellipse((x - rx, y - ry, x + rx, y + ry), round(rng.uniform(140, 250)))
        layer = layer.filter(ImageFilter.GaussianBlur(_PLANE_MODULE * 0.7))
        return Image.composite(Image.new("L", flat.size, 70), flat, layer)

    shot.on_plane.append(stain)


def _folds(shot: Shot, level: int) -> None:
    count, width = (1, 1, 2, 3, 4)[level], (0.6, 1.4, 1.6, 1.9, 2.2)[level]

    def fold(flat: Picture, rng: Generator) -> Picture:
        """The ink has come off along the fold, and one side of it lies in shadow."""
        flat = _lines(flat, rng, count, (width, width), (235, 235), jagged=False)
        edge = round(flat.width * rng.uniform(0.4, 0.6))
        shadow = Image.new("L", (flat.width - edge, flat.height), 0)
        right = flat.crop((edge, 0, flat.width, flat.height))
        flat.paste(Image.blend(right, shadow, 0.12 * (level + 1)), (edge, 0))
        return flat

    shot.on_plane.append(fold)


def _faded(shot: Shot, level: int) -> None:
    ink = (90, 130, 160, 180, 192)[level]

    def fade(flat: Picture, rng: Generator) -> Picture:
        """Unevenly: sun on one half, a wallet's rubbing in spots."""
        share = Image.fromarray(np.uint8(rng.uniform(0, 120, (5, 7)))).resize(flat.size, Image.Resampling.BICUBIC)
        return Image.composite(Image.new("L", flat.size, round(shot.paper)), flat, share)

    shot.ink = ink
    shot.on_plane.append(fade)


PHONE: Mapping[str, Condition] = {
    "clean": _clean,
    "rotation": _rotation,
    "perspective": _perspective,
    "defocus": _defocus,
    "motion": _motion,
    "glare": _glare,
    "low contrast": _contrast,
    "moiré": _moire,
    "small": _small,
    "cracked screen": _cracks,
    "dark mode": _dark_mode,
    "noise": _noise,
    "bands": _bands,
    "together": _together,
}
CARD: Mapping[str, Condition] = {
    "scratches": _scratches,
    "stains": _stains,
    "folds": _folds,
    "faded": _faded,
    "glossy": _glossy,
}
