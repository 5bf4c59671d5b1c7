"""What the camera's decoder reads in bad pictures, and that each way of looking earns its time."""

import pytest

from bench.qr_conditions import CARD, PHONE, Case, Subject, draw, draw_empty
from kiosk.scan.decode import OTHER_WAYS, LiveDecoder, Sight


def looks(case: Case, count: int) -> str | None:
    """The text after at most ``count`` frames."""
    decoder, picture = LiveDecoder(), draw(case)
    return next((text for _ in range(count) if (text := decoder.look(picture).text)), None)


@pytest.mark.parametrize(
    ("turn", "case"),
    [
        (0, Case(Subject.CARD, "scratches", 5, 0)),
        (1, Case(Subject.TWO_LEVEL, "low contrast", 4, 0)),
        (2, Case(Subject.TWO_LEVEL, "small", 4, 0)),
    ],
)
def test_each_way_of_looking_reads_what_no_other_does(turn: int, case: Case) -> None:
    """So a frame that the others miss is read when its turn comes, and not before."""
    assert looks(case, turn) is None
    assert looks(case, turn + 1) == case.text


@pytest.mark.parametrize("condition", list(PHONE))
def test_every_nuisance_on_a_phone_is_read(condition: str) -> None:
    case = Case(Subject.TWO_LEVEL, condition, 1, 3)
    assert looks(case, len(OTHER_WAYS)) == case.text


@pytest.mark.parametrize("condition", list(CARD))
def test_every_nuisance_on_a_card_is_read(condition: str) -> None:
    case = Case(Subject.CARD, condition, 1, 3)
    assert looks(case, len(OTHER_WAYS)) == case.text


def test_nothing_in_an_empty_picture() -> None:
    decoder = LiveDecoder()
    assert [decoder.look(draw_empty(seed)) for seed in range(4)] == [Sight(None)] * 4


def test_pictures_follow_from_their_seed() -> None:
    case = Case(Subject.CARD, "stains", 3, 5)
    assert draw(case).tobytes() == draw(case).tobytes()
    assert draw(case).tobytes() != draw(Case(Subject.CARD, "stains", 3, 6)).tobytes()
