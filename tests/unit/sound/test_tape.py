"""What a loudspeaker draws."""

from array import array

from kiosk.core.sounds import Volume
from kiosk.sound.tape import FADE, FULL_GAIN, GAINS, Source, Tape


def drawing(tape: Tape) -> Source:
    source = tape.source()
    next(source)
    return source


def draw(source: Source, count: int) -> list[int]:
    drawn = source.send(count)
    assert isinstance(drawn, array)
    return list(drawn)


def test_what_is_laid_is_drawn_once_and_in_order() -> None:
    tape = Tape()
    source = drawing(tape)
    tape.lay(array("h", range(100)))
    assert draw(source, 60) + draw(source, 60) == list(range(100))
    assert (draw(source, 60), tape.left, tape.drawn) == ([], 0, 180)


def test_a_recording_that_is_broken_off_fades_and_the_next_follows() -> None:
    tape = Tape()
    source = drawing(tape)
    tape.lay(array("h", [10_000] * 1000))
    draw(source, 100)
    tape.lay(array("h", [7] * 5))
    fade, rest = draw(source, FADE), draw(source, 100)
    assert fade[0] == 10_000
    assert fade == sorted(fade, reverse=True)
    assert fade[-1] < 100
    assert rest == [7] * 5


def test_the_volume_may_change_in_the_middle() -> None:
    tape = Tape()
    source = drawing(tape)
    tape.lay(array("h", [-20_000, 20_000] * 50))
    assert draw(source, 2) == [-20_000, 20_000]
    tape.turn(Volume.SOFT)
    soft = 20_000 * GAINS[Volume.SOFT] // FULL_GAIN
    assert draw(source, 2) == [-soft, soft]
    tape.turn(Volume.OFF)
    assert draw(source, 2) == [0, 0]
