"""The staff's screens: a PIN that is typed and never shown, a wait that counts down, and the devices at a glance."""

from dataclasses import replace

import pytest

from kiosk.core.errors import LinkFaultKind
from kiosk.core.events import LinkStatus
from kiosk.session import inputs as on
from kiosk.session.states import NoticeKind
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import samples

from PySide6.QtGui import QAccessible

SAMPLES = samples()


@pytest.fixture(params=[(540, 960), (960, 540)], ids=["portrait", "landscape"])
def kiosk(request, open_kiosk):
    width, height = request.param
    return open_kiosk(language="en", width=width, height=height)


def show(kiosk, name):
    kiosk.window.show_state(SAMPLES[name])
    kiosk.clock.advance(GUARD_MS)


def spoken(kiosk):
    """What somebody hears who cannot see the screen."""
    found = []
    pending = [kiosk.view.rootObject()]
    while pending:
        item = pending.pop()
        pending.extend(item.childItems())
        described = QAccessible.queryAccessibleInterface(item) if item.isVisible() else None
        if described is not None:
            found.append(described.text(QAccessible.Text.Name))
            found.append(described.text(QAccessible.Text.Value))
    return found


def test_a_pin_is_typed_and_never_shown(kiosk):
    show(kiosk, "enter_pin")
    before, heard = kiosk.texts(), spoken(kiosk)
    for digit in "70316":
        kiosk.click(f"key{digit}")
    assert kiosk.texts() == before
    assert set(spoken(kiosk)) - set(heard) == {"5 of 6 digits"}
    assert kiosk.item("dots").property("filled") == 5
    kiosk.click("erase")
    assert kiosk.item("dots").property("filled") == 4
    for digit in "68":
        kiosk.click(f"key{digit}")
    assert kiosk.touches == [on.PinEntered("703168")]
    assert kiosk.item("dots").property("filled") == 0


def test_a_finger_on_its_way_types_nothing(kiosk):
    kiosk.window.show_state(SAMPLES["enter_pin"])
    kiosk.click("key5")
    assert kiosk.item("dots").property("filled") == 0
    kiosk.clock.advance(GUARD_MS)
    kiosk.click("key5")
    assert kiosk.item("dots").property("filled") == 1


@pytest.mark.parametrize("name", ["enter_pin-judging", "enter_pin-wait"])
def test_where_no_try_is_possible_no_digit_is_taken(kiosk, name):
    show(kiosk, name)
    filled = None if name == "enter_pin-wait" else 6
    for digit in "123456":
        kiosk.click(f"key{digit}")
    assert kiosk.touches == []
    assert filled is None or kiosk.item("dots").property("filled") == filled


def test_a_wrong_pin_says_how_many_tries_are_left(kiosk):
    show(kiosk, "enter_pin-wrong")
    assert "That was not the PIN. Tries left: 3" in kiosk.texts()
    show(kiosk, "enter_pin")
    assert not [text for text in kiosk.texts() if "not the PIN" in text]


def test_the_wait_counts_down_and_then_digits_are_taken_again(kiosk, qtbot):
    show(kiosk, "enter_pin-wait")
    kiosk.clock.advance(1000)
    qtbot.waitUntil(lambda: kiosk.item("wait").property("value") == "0:26")
    kiosk.clock.advance(26_000)
    qtbot.waitUntil(lambda: "Enter your PIN" in kiosk.texts())
    for digit in "123456":
        kiosk.click(f"key{digit}")
    assert kiosk.touches == [on.PinEntered("123456")]


def test_the_digits_are_forgotten_with_the_screen(kiosk):
    show(kiosk, "enter_pin")
    for digit in "123":
        kiosk.click(f"key{digit}")
    show(kiosk, "attract")
    show(kiosk, "enter_pin")
    assert kiosk.item("dots").property("filled") == 0


def test_a_change_of_language_keeps_the_digits(kiosk):
    show(kiosk, "enter_pin")
    kiosk.click("key4")
    kiosk.window.prefer("zh", large=True)
    assert kiosk.item("dots").property("filled") == 1


def test_the_menu_shows_the_role_and_what_is_not_well(kiosk):
    show(kiosk, "staff_menu")
    assert kiosk.item("devicesLine").property("text") == "everything is well"
    assert kiosk.item("devicesLine").property("good")
    assert kiosk.item("platformLine").property("text") == "Online"
    assert "Staff: Operator" in kiosk.texts()
    show(kiosk, "staff_menu-troubles")
    assert kiosk.item("devicesLine").property("name") == "Scale"
    assert kiosk.item("devicesLine").property("text") == "nothing arrives from the indicator; 3 more"
    assert not kiosk.item("devicesLine").property("good")
    assert kiosk.item("platformLine").property("text") == "unreachable, 12\u00a0to\u00a0upload"
    assert "Staff: Supervisor" in kiosk.texts()
    show(kiosk, "staff_menu-check-due")
    assert kiosk.item("devicesLine").property("text") == "Scale check due"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_way_not_to_reach_the_platform_has_words_of_its_own(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    links = [LinkStatus(online=False, enrolled=True, pending=0, fault=kind) for kind in [None, *LinkFaultKind]]
    links += [LinkStatus(online=False, enrolled=False, pending=0), LinkStatus(online=True, enrolled=True, pending=0)]
    said = set()
    for link in links:
        kiosk.window.show_state(replace(SAMPLES["staff_menu"], link=link))
        said.add(kiosk.item("platformLine").property("text"))
        assert kiosk.item("platformLine").property("good") is link.online
    assert len(said) == len(links)


def test_a_backlog_that_drains_says_how_far_it_is(open_kiosk):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES["staff_menu-uploading"])
    assert kiosk.item("platformLine").property("text") == "4120 of 12,480 uploaded"
    kiosk.window.show_state(SAMPLES["staff_menu"])
    assert kiosk.item("platformLine").property("text") == "Online"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_staff_are_asked_for_their_badge_calmly(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    kiosk.window.show_state(SAMPLES["attract-badge"])
    assert SAMPLES["attract-badge"].notice.kind is NoticeKind.BADGE
    asked = kiosk.item("notice").property("text")
    assert asked
    kiosk.window.show_state(SAMPLES["identify-forged"])
    assert kiosk.item("notice").property("text") != asked


@pytest.mark.parametrize(
    ("name", "alone"), [("staff_menu", True), ("staff_menu-containers", False), ("staff_menu-supervisor", True)]
)
def test_the_lock_never_stands_beside_a_gap(kiosk, name, alone):
    show(kiosk, name)
    lock, check = kiosk.item("lock"), kiosk.item("scaleCheck")
    assert (lock.width() > 1.5 * check.width()) is alone
