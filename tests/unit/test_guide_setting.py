"""``[materials]`` and ``[help]`` in the configuration."""

import pytest

from kiosk.config import parse
from kiosk.core.errors import UsageFault
from kiosk.core.guide import USUAL_BOOKS, USUAL_CLOTHING, Guide


def test_without_a_word_the_usual_things_go_in() -> None:
    assert parse(b"", "kiosk.toml").guide() == Guide(USUAL_CLOTHING, USUAL_BOOKS)


def test_a_place_takes_what_it_says() -> None:
    text = """
    [materials.clothing]
    accepted = ["shoes", "bag"]
    refused = ["wet"]
    [help]
    phone = "0830 123 4567"
    staff_hours_zh = "每天 8:00 到 18:00"
    staff_hours_en = "every day, 8:00 to 18:00"
    """
    guide = parse(text.encode(), "kiosk.toml").guide()
    assert (guide.clothing.accepted, guide.clothing.refused) == (("shoes", "bag"), ("wet",))
    assert guide.books == USUAL_BOOKS
    assert (guide.phone, guide.hours_zh) == ("0830 123 4567", "每天 8:00 到 18:00")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[materials.clothing]\naccepted = ["fridge"]', "fridge"),
        ('[materials.books]\naccepted = ["coat"]', "coat"),
        ('[materials.books]\naccepted = ["book"]\nrefused = ["book"]', "twice"),
        ('[materials.clothing]\nrefused = ["wet", "dirty", "quilt", "socks", "rags"]', "length <= 4"),
        ('[help]\nphone = "ask Wang"', "phone"),
    ],
)
def test_what_cannot_be_shown_stops_the_start(text: str, said: str) -> None:
    with pytest.raises(UsageFault, match=said):
        parse(text.encode(), "kiosk.toml")
