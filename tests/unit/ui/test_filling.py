"""What the screens say of containers."""

from dataclasses import replace

import pytest

from kiosk.ui import views
from kiosk.ui.filling import ContainersView, containers_view, distance_text
from kiosk.ui.samples import POSITION, samples

SAMPLES = samples()


def status(name):
    return views.status_view(SAMPLES[name], place="", clock_text="", language="zh", large=False)


def test_a_full_material_is_named_with_the_nearest_point_that_takes_it():
    both = SAMPLES["choose_material-both-full"]
    view = containers_view(both, POSITION, "zh")
    assert view == ContainersView(("clothing", "books"), ("水井沟社区回收亭",) * 2, ("600", "600"), ("m", "m"))
    assert containers_view(both, None, "en").elsewhere == ("Shuijinggou Community",) * 2
    assert containers_view(both, None, "en").distances == ("", "")
    assert containers_view(replace(both, points=()), POSITION, "zh").elsewhere == ("", "")
    assert containers_view(SAMPLES["choose_material"], POSITION, "zh") == ContainersView()


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (None, ("", "")),
        (3, ("50", "m")),
        (430, ("450", "m")),
        (999, ("1000", "m")),
        (1000, ("1", "km")),
        (1249, ("1.2", "km")),
        (12_660, ("12.7", "km")),
    ],
)
def test_a_distance_is_said_as_people_say_it(metres, said):
    assert distance_text(metres) == said


def test_the_status_line_tells_staff_of_the_fullest_container_and_no_resident():
    assert (status("attract-filling").fill, status("attract-filling").fill_percent) == ("clothing", "61")
    assert status("attract-full").fill_full
    assert not status("attract-filling").fill_full
    assert status("attract").fill == ""
    assert status("choose_material-clothes-full").fill == ""
