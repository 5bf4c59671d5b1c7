"""The scale check as text: kilograms as the scale shows them, errors with their sign, each with its own verdict."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.session.states import CheckStep
from kiosk.ui.checking import CheckView, check_view, signed_text
from kiosk.ui.samples import samples

SAMPLES = samples()
GRAMS = some.integers(-20_000, 20_000)


def checked(measured_g, return_g):
    state = SAMPLES["check_scale-failed"]
    check = replace(state.phase.check, measured_g=measured_g, return_g=return_g)
    return replace(state, phase=replace(state.phase, check=check))


@pytest.mark.parametrize(("error_g", "text"), [(0, "0"), (10, "+10"), (-60, "−60"), (-12_345, "−12,345")])
def test_an_error_has_its_sign(error_g, text):
    assert signed_text(error_g) == text


@pytest.mark.parametrize(("step", "stage"), [*zip(CheckStep, (0, 1, 1, 2, 3, 3, 3), strict=True)])
def test_each_step_stands_on_one_of_the_numbers(step, stage):
    state = SAMPLES["check_scale"]
    assert check_view(replace(state, phase=replace(state.phase, step=step))).stage == stage


def test_what_is_not_known_yet_is_empty():
    view = check_view(SAMPLES["check_scale-remove"])
    assert (view.test_text, view.tolerance_text, view.reading_text) == ("10", "20", "10.01")
    assert (view.measured_text, view.error_text, view.return_text) == ("", "", "")


def test_without_a_reading_there_is_no_number():
    assert check_view(SAMPLES["check_scale-fault"]).reading_text == ""


def test_other_screens_show_no_check():
    assert check_view(SAMPLES["attract"]) == CheckView()


def test_the_result_in_text():
    view = check_view(SAMPLES["check_scale-failed-return"])
    assert (view.measured_text, view.error_text, view.error_good) == ("10.03", "+30", False)
    assert (view.return_text, view.return_tolerance_text, view.return_good) == ("+20", "10", False)


@pytest.mark.parametrize(
    ("measured_g", "return_g", "marks"),
    [
        (10_020, 10, (True, True)),
        (9_980, -10, (True, True)),
        (10_021, 0, (False, True)),
        (9_979, 0, (False, True)),
        (10_000, 11, (True, False)),
        (10_000, -11, (True, False)),
    ],
)
def test_the_permitted_error_itself_is_permitted(measured_g, return_g, marks):
    view = check_view(checked(measured_g, return_g))
    assert (view.error_good, view.return_good) == marks


@given(GRAMS, GRAMS)
def test_the_two_marks_together_are_the_verdict(measured_g, return_g):
    state = checked(measured_g, return_g)
    view = check_view(state)
    assert (view.error_good and view.return_good) is state.phase.check.passed
