"""A round on the real screen: what is touched goes out as it was meant, and an address is on its card alone."""

from dataclasses import replace

import pytest

from kiosk.core.pickup import ItemRefusal
from kiosk.session import inputs as on
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import samples

SAMPLES = samples()
ROUNDS = {name: state for name, state in SAMPLES.items() if state.screen == "round"}


@pytest.fixture(params=[(540, 960), (960, 540)], ids=["portrait", "landscape"])
def kiosk(request, open_kiosk):
    width, height = request.param
    return open_kiosk(language="en", width=width, height=height)


def show(kiosk, name):
    kiosk.window.show_state(SAMPLES[name])
    kiosk.clock.advance(GUARD_MS)


@pytest.mark.parametrize(
    ("name", "item", "touch"),
    [
        ("staff_menu-rounds", "startRound", on.StartRound()),
        ("round", "order1", on.ChooseOrder(f"{2:032x}")),
        ("round", "after", on.ShowPage(1)),
        ("round-list-second", "before", on.ShowPage(0)),
        ("round", "handOver", on.StartCollection()),
        ("round-list-no-such-order", "handOver", on.StartCollection()),
        ("round-list-order-gone", "handOver", on.StartCollection()),
        ("round", "back", on.Back()),
        ("round-order", "arrive", on.Arrive()),
        ("round-order", "nobodyHome", on.NobodyHome()),
        ("round-order", "putOff", on.PutOff()),
        ("round-door", "another", on.Another()),
        ("round-door", "leaveItem", on.LeaveItem()),
        ("round-door-taken", "finish", on.Finish()),
        ("round-leave-what", "books", on.Choose("books")),
        ("round-leave-what", "other", on.Choose("other")),
        ("round-leave-why", "dirty", on.ChooseReason(ItemRefusal.DIRTY)),
        ("round-confirm", "confirm", on.ConfirmTouched()),
        ("round-confirm", "closeUnconfirmed", on.CloseUnconfirmed()),
        ("round-nobody", "confirm", on.ConfirmTouched()),
        ("round-another-day", "window4", on.ChooseWindow(4)),
        ("round-another-day", "back", on.Back()),
    ],
)
def test_a_touch_goes_out_as_it_was_meant(kiosk, name, item, touch):
    show(kiosk, name)
    kiosk.click(item)
    assert kiosk.touches == [touch]


@pytest.mark.parametrize("large", [False, True])
def test_who_is_to_agree_sees_everything_that_stays(kiosk, large):
    kiosk.window.prefer("en", large=large)
    show(kiosk, "round-confirm-many")
    shown = kiosk.texts()
    assert sum(text.startswith("Stays here") for text in shown) == 6
    assert not [text for text in shown if text.endswith("more")]


def descend(item):
    for child in item.childItems():
        yield child
        yield from descend(child)


def typed(kiosk):
    """The code as it stands on the screen, an underscore for each line that waits for its letter."""
    cells = [item.property("text") for item in descend(kiosk.item("code")) if item.inherits("QQuickText")]
    return "".join(letter or "_" for letter in cells)


@pytest.mark.parametrize("name", ["round", "round-list-no-such-order"])
def test_how_many_are_open_and_how_many_wait_for_upload_are_said_alike_in_both_layouts(kiosk, name):
    show(kiosk, name)
    shown = kiosk.texts()
    assert "Home pickups: 5" in shown
    assert "Done, not uploaded yet: 2" in shown
    assert any(text.startswith("Collected: ") for text in shown)


def test_a_code_is_typed_letter_by_letter_and_goes_out_whole(kiosk):
    show(kiosk, "round-identify")
    for letter in "7GKQ2MXZ":
        kiosk.click(f"key{letter}")
        assert kiosk.touches == [] or letter == "Z"
        if letter == "X":
            assert typed(kiosk) == "7GKQ2MX_"
            kiosk.click("erase")
            kiosk.click("keyX")
    assert kiosk.touches == [on.CodeTyped("7GKQ2MXZ")]
    assert typed(kiosk) == "________"


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", [name for name in ROUNDS if name.startswith("round-identify")])
def test_it_is_always_said_what_the_letters_are(kiosk, name, large):
    kiosk.window.prefer("en", large=large)
    show(kiosk, name)
    assert "Or say the code of the order:" in kiosk.texts()


def test_typed_letters_do_not_outlast_their_step(kiosk):
    show(kiosk, "round-identify")
    kiosk.click("key7")
    show(kiosk, "round-order")
    show(kiosk, "round-identify")
    assert typed(kiosk) == "________"


def test_a_finger_on_its_way_types_nothing(kiosk):
    kiosk.window.show_state(SAMPLES["round-identify"])
    kiosk.click("key7")
    assert typed(kiosk) == "________"


def test_a_double_tap_is_one_touch(kiosk):
    show(kiosk, "round-order")
    kiosk.click("arrive")
    kiosk.window.show_state(SAMPLES["round-identify"])
    kiosk.click("back")
    assert kiosk.touches == [on.Arrive()]


def test_an_address_is_on_its_card_alone(open_kiosk):
    kiosk = open_kiosk(language="zh")
    for name, state in ROUNDS.items():
        kiosk.window.show_state(state)
        shown = " ".join(kiosk.texts())
        on_card = state.phase.step.value == "order"
        assert ("2单元501" in shown, "138 0000 0000" in shown) == (on_card, on_card), name
        assert "7GKQ" not in shown


def test_a_kiosk_that_stays_where_it_is_offers_no_rounds(kiosk):
    kiosk.window.show_state(replace(SAMPLES["staff_menu-rounds"], orders=None))
    assert "Home pickups" not in kiosk.texts()


@pytest.mark.parametrize(("day", "said"), [("en", "22 Nov, 9:00–12:00"), ("zh", "11月22日 9:00–12:00")])
def test_days_are_said_as_people_say_them(open_kiosk, day, said):
    kiosk = open_kiosk(language=day)
    kiosk.window.show_state(SAMPLES["round-order"])
    assert said in kiosk.texts()
