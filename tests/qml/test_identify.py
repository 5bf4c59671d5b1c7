"""Who is here: words for every refusal, the notice about what is kept, and the mirror where a camera reads."""

from dataclasses import replace

import pytest

from kiosk.core.errors import RefusalReason
from kiosk.core.events import CameraView
from kiosk.session.states import NoticeKind
from kiosk.ui.pretend import camera_picture
from kiosk.ui.samples import samples

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage

SAMPLES = samples()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_refusal_has_its_own_sentence(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    said = {}
    for reason in RefusalReason:
        kiosk.window.show_state(SAMPLES[f"identify-{reason.value}"])
        said[reason] = kiosk.item("notice").property("text")
    for kind in set(NoticeKind) - {NoticeKind.REFUSED}:
        kiosk.window.show_state(replace(SAMPLES["identify"], notice=replace(SAMPLES["weigh-busy"].notice, kind=kind)))
        said[kind] = kiosk.item("notice").property("text")
    assert all(said.values()), said
    assert len(set(said.values())) == len(said), said


def test_a_wrong_time_on_the_phone_is_said_to_be_one(open_kiosk):
    kiosk = open_kiosk(language="en")
    for reason in (RefusalReason.EXPIRED, RefusalReason.NOT_YET_VALID):
        kiosk.window.show_state(SAMPLES[f"identify-{reason.value}"])
        assert "time on your phone" in kiosk.item("notice").property("text")


@pytest.mark.parametrize("name", ["identify", "identify-camera-ready"])
def test_phone_and_card_are_named_together(open_kiosk, name):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES[name])
    texts = kiosk.texts()
    assert "Show your Sprout code or card" in texts
    assert [text for text in texts if "phone or card" in text]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_need_of_the_camera_has_its_own_hint(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    said = set()
    for word in ("ready", "brighter", "darker", "closer"):
        kiosk.window.show_state(SAMPLES[f"identify-camera-{word}"])
        said.add(kiosk.item("cameraHint").property("text"))
    assert len(said) == 4
    assert all(said)


def color_in_the_middle(kiosk):
    shown, area = kiosk.view.grabWindow(), kiosk.item("preview")
    middle = area.mapToScene(QPointF(area.width() / 2, area.height() / 2)).toPoint()
    return shown.pixelColor(middle).name()


def plain(color):
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


def test_the_preview_shows_the_newest_picture(open_kiosk):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["identify-camera-ready"])
    for color in ("#aa2200", "#0022aa"):
        kiosk.window.camera.set_image(plain(color))
        assert color_in_the_middle(kiosk) == color
    kiosk.window.camera.set_image(None)
    assert color_in_the_middle(kiosk) not in {"#aa2200", "#0022aa"}


def test_a_frame_says_where_to_hold_the_code(open_kiosk):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["identify-camera-ready"])
    kiosk.window.camera.set_image(camera_picture())
    kiosk.view.grabWindow()
    area, finder = kiosk.item("preview"), kiosk.item("finder")
    box = finder.mapRectToItem(area, finder.boundingRect())
    assert area.boundingRect().contains(box)
    assert 0.6 < box.width() / min(area.width(), area.height()) < 0.8


def test_the_picture_is_forgotten_with_the_screen(open_kiosk):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["identify-camera-ready"])
    kiosk.window.camera.set_image(plain("#aa2200"))
    kiosk.view.grabWindow()
    kiosk.window.show_state(SAMPLES["choose_material"])
    assert kiosk.window.camera.picture().isNull()
    kiosk.window.camera.set_image(plain("#aa2200"))
    kiosk.window.show_state(SAMPLES["identify-camera-ready"])
    assert color_in_the_middle(kiosk) != "#aa2200"


def test_a_hint_of_the_camera_leaves_its_picture_alone(open_kiosk):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["identify-camera-ready"])
    kiosk.window.camera.set_image(plain("#aa2200"))
    kiosk.window.show_state(replace(SAMPLES["identify-camera-ready"], camera=CameraView("closer")))
    assert color_in_the_middle(kiosk) == "#aa2200"


@pytest.mark.parametrize(
    ("name", "preview", "trouble"),
    [
        ("identify", False, ""),
        ("identify-scanner-fault", False, "The reader does not work now. You can drop off and claim later"),
        ("identify-camera-ready", True, ""),
        ("identify-camera-missing", False, "The camera does not work now. Hold your phone or card to the reader"),
        ("identify-camera-alone", True, ""),
        ("identify-nothing-reads", False, "The reader does not work now. You can drop off and claim later"),
    ],
)
def test_what_cannot_read_is_said_and_the_other_way_is_shown(open_kiosk, name, preview, trouble):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES[name])
    texts = kiosk.texts()
    assert [text for text in texts if "does not work" in text] == ([trouble] if trouble else [])
    assert ("Hold your phone or card so that the code is in the frame" in texts) is preview


@pytest.mark.parametrize(
    ("name", "headline", "button"),
    [
        ("identify", "Show your Sprout code or card", "No phone, no card? Claim later"),
        ("identify-scanner-fault", "Codes cannot be read just now", "Drop off now, claim later"),
        ("identify-nothing-reads", "Codes cannot be read just now", "Drop off now, claim later"),
        ("identify-no_keys", "Codes cannot be read just now", "Drop off now, claim later"),
        ("identify-camera-alone", "Show your Sprout code or card", "No phone, no card? Claim later"),
        ("identify-camera-missing", "Show your Sprout code or card", "No phone, no card? Claim later"),
        ("identify-expired", "Show your Sprout code or card", "No phone, no card? Claim later"),
        ("identify-foreign", "Show your Sprout code or card", "Drop off now, claim later"),
        ("identify-revoked", "Show your Sprout code or card", "Drop off now, claim later"),
    ],
)
def test_where_no_code_leads_on_the_way_of_a_guest_does(open_kiosk, name, headline, button):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES[name])
    assert headline in kiosk.texts()
    guest = kiosk.item("goAsGuest")
    assert (guest.property("text"), guest.property("primary")) == (button, button.startswith("Drop"))


def test_the_privacy_notice_says_what_is_kept_what_is_not_where_it_goes_and_that_one_may_decline(open_kiosk):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES["privacy_notice"])
    said = {
        name: kiosk.item(name).property("text") for name in ("kept", "notKept", "whereTo", "mayDecline", "askedOnce")
    }
    for name, words in {
        "kept": ("code name", "weight", "grams", "points"),
        "notKept": ("name", "phone", "picture"),
        "whereTo": ("platform",),
        "mayDecline": ("no", "drop off"),
    }.items():
        assert all(word in said[name] for word in words), said[name]


@pytest.mark.parametrize(("size", "least"), [((540, 960), 64), ((960, 540), 64)], ids=["portrait", "landscape"])
def test_the_privacy_notice_is_in_large_type_and_its_answers_are_of_one_size(open_kiosk, size, least):
    kiosk = open_kiosk(width=size[0], height=size[1])
    kiosk.window.show_state(SAMPLES["privacy_notice"])
    kiosk.view.grabWindow()
    assert kiosk.item("kept").property("size") >= least
    agree, decline = kiosk.item("agree"), kiosk.item("decline")
    assert (agree.width(), agree.height()) == (decline.width(), decline.height())
