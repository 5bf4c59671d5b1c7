"""The registry: what is in the folder is what there is."""

from decimal import Decimal

import pytest

from kiosk.core.errors import UsageFault
from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind


def test_the_first_three_are_there() -> None:
    assert {"mt-sics", "st-us", "yaohua-a9"} <= set(protocols.names())
    assert protocols.names() == sorted(protocols.names())


@pytest.mark.parametrize("name", protocols.names())
def test_a_file_defines_the_protocol_of_its_name(name: str) -> None:
    protocol = protocols.load(name)
    assert protocol.name == name
    assert protocol.silence_advice


@pytest.mark.parametrize("name", ["nonsense", "", "../st-us", "st_us", "__init__", "ST-US"])
def test_unknown_name_lists_the_known_ones(name: str) -> None:
    with pytest.raises(UsageFault, match=r"mt-sics, .*st-us.*, yaohua-a9"):
        protocols.load(name)


def test_a_profile_is_a_variant_of_its_protocol() -> None:
    standard, clone = protocols.load("toledo-continuous"), protocols.load("toledo-continuous", "liden")
    assert protocols.load("toledo-continuous", "") is standard
    assert (clone.name, clone.line, clone.zero) == (standard.name, standard.line, standard.zero)
    weight = Frame(FrameKind.WEIGHT, Decimal("3.25"), "kg", stable=True, net=False)
    for ours, other in ((standard, clone), (clone, standard)):
        assert other.decoder().feed(ours.encode(weight) * 3) == []
        assert [frame.value for frame in ours.decoder().feed(ours.encode(weight) * 3)] == [Decimal("3.25")] * 2


@pytest.mark.parametrize("name", protocols.names())
@pytest.mark.parametrize("profile", ["nonsense", "LIDEN", " "])
def test_an_unknown_profile_lists_the_known_ones(name: str, profile: str) -> None:
    known = ", ".join(protocols.load(name).profiles) or "none"
    with pytest.raises(UsageFault, match=f"{profile!r} of the scale protocol {name}; known: {known}$"):
        protocols.load(name, profile)


@pytest.mark.parametrize("name", ["mt-sics", "st-us"])
@pytest.mark.parametrize("kind", [FrameKind.OVERLOAD, FrameKind.UNDERLOAD])
def test_out_of_range_can_be_written(name: str, kind: FrameKind) -> None:
    protocol = protocols.load(name)
    (frame,) = protocol.decoder().feed(protocol.encode(Frame(kind)))
    assert frame.kind is kind


@pytest.mark.parametrize("name", protocols.names())
def test_what_a_format_cannot_say_is_not_written(name: str) -> None:
    assert protocols.load(name).encode(Frame(FrameKind.STATUS)) == b""


@pytest.mark.parametrize("value", ["1234567", "0.12345", "1E+3", "NaN"])
def test_a_number_that_does_not_fit_six_digits_is_not_written(value: str) -> None:
    assert protocols.load("yaohua-a9").encode(Frame(FrameKind.WEIGHT, Decimal(value))) == b""
