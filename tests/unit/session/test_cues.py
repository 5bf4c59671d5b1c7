"""What is to be heard when one screen follows another."""

from dataclasses import replace

import pytest

from kiosk.core.acts import HoldReason
from kiosk.core.errors import DeviceFaultKind, RefusalReason
from kiosk.core.events import ScaleStatus, ScaleView
from kiosk.core.sounds import Cue, Earcon, Prompt
from kiosk.session import states as at
from kiosk.session.cues import asked, cues, sentence
from kiosk.session.reading_states import ReadingPage
from kiosk.ui.samples import container_samples, samples

SAMPLES = samples()
IN_CONTAINER = container_samples()

FOLLOWED = [
    ("attract", "identify", (Prompt.IDENTIFY,)),
    ("identify", "choose_material", (Earcon.SEEN, Prompt.CHOOSE_MATERIAL)),
    ("identify", "privacy_notice", (Earcon.SEEN, Prompt.PRIVACY_NOTICE)),
    ("identify", "identify-replayed", (Earcon.PLEASE_LOOK, Prompt.REFUSED_REPLAYED)),
    ("choose_material", "weigh", (Prompt.PLACE,)),
    ("weigh", "weigh-moving", ()),
    ("weigh-moving", "weigh-too-light", (Earcon.PLEASE_LOOK, Prompt.TOO_LIGHT)),
    ("weigh-moving", "weigh-step-back", (Earcon.PLEASE_LOOK, Prompt.STEP_BACK)),
    ("weigh-moving", "confirm", (Earcon.SETTLED, Prompt.CONFIRM)),
    ("confirm", "saving", ()),
    ("saving", "credited", (Earcon.CREDITED, Prompt.CREDITED)),
    ("credited", "choose_material-second", (Prompt.CHOOSE_MATERIAL,)),
    ("credited", "finished", (Prompt.FINISHED,)),
    ("finished", "attract", ()),
    ("weigh", "still_there", (Earcon.PLEASE_LOOK, Prompt.STILL_THERE)),
    ("weigh", "scale_trouble", (Earcon.PLEASE_LOOK, Prompt.SCALE_SILENT)),
    ("attract", "recovered", (Earcon.PLEASE_LOOK, Prompt.RECOVERED_CLOTHING)),
    ("attract", "recovered-two", (Earcon.PLEASE_LOOK, Prompt.RECOVERED_BOTH)),
    ("confirm", "out_of_service-visit", (Earcon.PLEASE_LOOK, Prompt.OUT_OF_SERVICE_KEPT)),
    ("attract", "out_of_service", ()),
    ("attract", "out_of_service-staff", ()),
    ("attract", "out_of_service-failing", ()),
    ("attract", "reading", (Prompt.READING_HELP,)),
    ("choose_material", "reading-privacy", (Prompt.READING_PRIVACY,)),
    ("choose_material", "reading-accepted", ()),
    ("choose_material", "reading-account-sum", ()),
    ("confirm", "reading-methodology", (Prompt.READING_METHODOLOGY_CLOTHING,)),
    ("credited-books", "reading-methodology-books", (Prompt.READING_METHODOLOGY_BOOKS,)),
    ("reading-methodology", "confirm", (Prompt.CONFIRM,)),
    ("reading-methodology-books", "credited-books", ()),
    ("reading-privacy", "choose_material", (Prompt.CHOOSE_MATERIAL,)),
    ("attract", "enter_pin", (Earcon.SEEN,)),
    ("enter_pin", "enter_pin-wrong", (Earcon.PLEASE_LOOK,)),
    ("enter_pin", "staff_menu", ()),
    ("attract", "attract-badge", (Earcon.PLEASE_LOOK,)),
    ("attract", "attract-scale-fault", ()),
    ("collect-weigh-moving", "collect-weigh-not-at-rest", (Earcon.PLEASE_LOOK,)),
    ("collect-seal", "collect-seal-unreadable", (Earcon.PLEASE_LOOK,)),
    ("choose_material-round", "choose_material-round", ()),
]


@pytest.mark.parametrize(("before", "after", "heard"), FOLLOWED)
def test_what_follows_is_heard(before: str, after: str, heard: tuple[Cue, ...]) -> None:
    assert cues(SAMPLES[before], SAMPLES[after]) == heard


@pytest.mark.parametrize("name", [*SAMPLES, *IN_CONTAINER])
def test_nothing_is_heard_when_nothing_changes(name: str) -> None:
    state = (SAMPLES | IN_CONTAINER)[name]
    assert cues(state, state, container=name in IN_CONTAINER) == ()


def test_digits_that_change_say_nothing() -> None:
    light = SAMPLES["weigh-too-light"]
    assert cues(light, replace(light, scale=ScaleView(ScaleStatus.TOO_LIGHT, 120))) == ()


def test_every_reason_to_refuse_has_its_sentence() -> None:
    for reason in RefusalReason:
        refused = replace(SAMPLES["identify"], notice=at.Notice(at.NoticeKind.REFUSED, 6_000, reason))
        assert cues(SAMPLES["identify"], refused) == (Earcon.PLEASE_LOOK, Prompt(f"refused_{reason.value}"))
        assert asked(refused) is Prompt(f"refused_{reason.value}")


def test_a_code_that_is_held_there_is_refused_once() -> None:
    refused = SAMPLES["identify-replayed"]
    assert refused.notice is not None
    again = replace(refused, notice=replace(refused.notice, until_ms=refused.notice.until_ms + 300))
    other = replace(refused, notice=replace(refused.notice, reason=RefusalReason.EXPIRED))
    assert cues(refused, again) == ()
    assert cues(refused, other) == (Earcon.PLEASE_LOOK, Prompt.REFUSED_EXPIRED)


def test_a_notice_that_goes_says_nothing() -> None:
    assert cues(SAMPLES["identify-replayed"], SAMPLES["identify"]) == ()


def test_the_bin_has_sentences_of_its_own() -> None:
    moving = IN_CONTAINER["weigh-container-moving"]
    taken = cues(moving, IN_CONTAINER["weigh-container-taken-out"], container=True)
    assert taken == (Earcon.PLEASE_LOOK, Prompt.BIN_TAKEN_OUT)
    assert sentence(IN_CONTAINER["weigh-container"], container=True) is Prompt.BIN_PLACE
    assert sentence(IN_CONTAINER["reading-container"], container=True) is Prompt.BIN_READING_HELP


def test_nobody_is_asked_for_a_code_that_cannot_be_read() -> None:
    assert sentence(SAMPLES["identify-nothing-reads"]) is None
    assert sentence(SAMPLES["identify-scanner-fault"]) is None
    assert sentence(SAMPLES["identify-camera-alone"]) is Prompt.IDENTIFY
    assert cues(SAMPLES["identify-scanner-fault"], SAMPLES["identify"]) == (Prompt.IDENTIFY,)


def test_a_scale_that_starts_says_nothing_and_calls_nobody() -> None:
    assert sentence(SAMPLES["weigh-no-reading"]) is None
    assert cues(SAMPLES["weigh-no-reading"], SAMPLES["weigh"]) == (Prompt.PLACE,)
    assert cues(SAMPLES["weigh"], SAMPLES["weigh-no-reading"]) == ()


@pytest.mark.parametrize("hint", sorted(set(at.WeighHint) - {at.WeighHint.STARTING}))
def test_who_goes_back_from_reading_is_told_what_to_do_and_not_alarmed_again(hint: at.WeighHint) -> None:
    weigh = SAMPLES["weigh"]
    assert isinstance(weigh.phase, at.Weigh)
    waits = replace(weigh, phase=replace(weigh.phase, hint=hint))
    reads = replace(waits, phase=at.Reading(waits.phase, ReadingPage.ACCEPTED, 60_000))
    said = sentence(waits, container=True)
    assert said is not None
    assert cues(reads, waits, container=True) == (() if said is Prompt.MOVING else (said,))


def test_a_screen_that_is_closed_is_read_aloud_to_who_asks() -> None:
    assert asked(SAMPLES["out_of_service"]) is Prompt.OUT_OF_SERVICE
    assert asked(SAMPLES["out_of_service-staff"]) is Prompt.OUT_OF_SERVICE_STAFF
    assert asked(SAMPLES["out_of_service-failing"]) is Prompt.OUT_OF_SERVICE_FAILING


@pytest.mark.parametrize("hold", HoldReason)
def test_what_waits_for_a_check_is_said_before_it_is_confirmed(hold: HoldReason) -> None:
    confirm = SAMPLES["confirm"]
    assert isinstance(confirm.phase, at.Confirm)
    held = replace(confirm, phase=replace(confirm.phase, hold=hold))
    assert sentence(held) is Prompt(f"confirm_{hold.value}")


@pytest.mark.parametrize("kind", DeviceFaultKind)
def test_a_scale_that_answers_wrongly_is_not_said_to_be_silent(kind: DeviceFaultKind) -> None:
    trouble = SAMPLES["scale_trouble"]
    assert isinstance(trouble.phase, at.ScaleTrouble)
    fault = trouble.phase.fault
    said = sentence(replace(trouble, phase=replace(trouble.phase, fault=type(fault)("scale", kind, ""))))
    wrongly = {DeviceFaultKind.GARBLED, DeviceFaultKind.WRONG_UNIT, DeviceFaultKind.ZERO_LOST, DeviceFaultKind.FROZEN}
    assert said is (Prompt.SCALE_UNUSABLE if kind in wrongly else Prompt.SCALE_SILENT)


def test_staff_hear_no_sentence() -> None:
    staffs = (
        "check_scale",
        "enter_pin",
        "staff_menu",
        "correct",
        "round",
        "collect",
        "console",
        "choose_material-round",
    )
    notice = at.Notice(at.NoticeKind.BUSY, 6_000)
    for name in (each for each in SAMPLES if each.startswith(staffs)):
        state = replace(SAMPLES[name], notice=notice)
        assert not any(isinstance(cue, Prompt) for cue in cues(SAMPLES["attract"], state))
        assert asked(state) is None


def test_who_asks_while_it_moves_is_told_to_wait() -> None:
    assert asked(SAMPLES["weigh-moving"]) is Prompt.MOVING
    assert asked(SAMPLES["saving"]) is Prompt.SAVING
    assert asked(SAMPLES["attract"]) is None


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("finished", ()),
        ("finished-guest", (Earcon.PLEASE_LOOK, Prompt.STILL_THERE)),
        ("credited", (Earcon.PLEASE_LOOK, Prompt.STILL_THERE)),
    ],
)
def test_nobody_is_called_after_who_was_told_goodbye(name: str, heard: tuple[Cue, ...]) -> None:
    waits = SAMPLES[name].phase
    assert isinstance(waits, at.Finished | at.Credited)
    asks = replace(SAMPLES[name], phase=at.StillThere(waits, 20_000))
    assert cues(SAMPLES[name], asks) == heard
    assert asked(asks) is Prompt.STILL_THERE, "whoever is there after all hears it on asking"
