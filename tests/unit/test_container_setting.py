"""The containers and the position in ``kiosk.toml``."""

import pytest

from kiosk.config import parse
from kiosk.core.containers import Container
from kiosk.core.errors import UsageFault

CLOTHES = '[[containers]]\nid = "clothing-1"\nmaterial = "clothing"\ncapacity_kg = 150\ncapacity_l = 1000\n'


def test_kilograms_and_degrees_become_grams_and_millionths() -> None:
    here = parse(f"[site]\nlatitude = 28.871\nlongitude = -105.442\n{CLOTHES}".encode(), "kiosk.toml").here()
    assert here.position == (28_871_000, -105_442_000)
    assert here.containers == (Container("clothing-1", "clothing", 150_000, 1000),)


def test_without_any_there_is_nothing_to_tell() -> None:
    here = parse(b"", "kiosk.toml").here()
    assert (here.position, here.containers) == (None, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CLOTHES + CLOTHES, "clothing-1 stands there twice"),
        (CLOTHES.replace("clothing-1", "bin 1"), "containers"),
        (CLOTHES.replace("150", "-1"), "capacity_kg"),
        ("[site]\nlatitude = 28.8\n", "belong together"),
        ("[site]\nlatitude = 91.0\nlongitude = 0.0\n", "latitude"),
    ],
)
def test_what_cannot_be_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(UsageFault, match=said):
        parse(text.encode(), "kiosk.toml")
