"""Containers in the conversation: where a bag goes, and what a full one stops."""

from dataclasses import replace

import pytest

from kiosk.core.containers import Container, ContainerFill, ContainersSeen, Point
from kiosk.core.events import BadgeSeen, DirectoryAdopted, PinJudged, StaffMember, StaffRole
from kiosk.session import inputs as on
from kiosk.session import states as at
from tests.fakes.acts import settled
from tests.unit.session.conversation import EMPTY, LI, Conversation

BADGE = "0f" * 16
POINTS = (Point("k-" + "1" * 20, "水井沟", "Shuijinggou", None, None, ("clothing",)),)


def seen(*fills_g: int, material: str = "clothing") -> ContainersSeen:
    """Containers of 100 kg, ``clothing-1`` and so on."""
    fills = (
        ContainerFill(Container(f"{material}-{number}", material, 100_000), fill_g=fill_g)
        for number, fill_g in enumerate(fills_g, 1)
    )
    return ContainersSeen(tuple(fills))


def test_a_bag_goes_into_the_first_container_with_room(talk: Conversation) -> None:
    talk.take(seen(100_000, 99_000), LI, on.Choose("clothing")).weigh(settled(3000)).take(on.ConfirmTouched())
    assert talk.drop_offs()[0].container == "clothing-2"
    talk.commit().take(seen(100_000, 102_000), on.Another(), on.Choose("clothing"))
    assert talk.screen == "choose_material", "both are full now"


def test_without_containers_a_bag_goes_into_none(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled(3000)).take(on.ConfirmTouched())
    assert talk.drop_offs()[0].container is None


def test_a_full_container_stops_its_material_only_and_says_so(talk: Conversation) -> None:
    talk.take(seen(100_000), LI, on.Choose("clothing"))
    assert talk.screen == "choose_material"
    assert talk.state.notice is not None
    assert talk.state.notice.kind is at.NoticeKind.FULL
    talk.take(on.Choose("books"))
    assert talk.screen == "weigh"


def test_the_last_bag_may_fill_it(talk: Conversation) -> None:
    talk.take(seen(99_900), LI, on.Choose("clothing"), seen(100_500)).weigh(settled(3000)).take(on.ConfirmTouched())
    assert talk.drop_offs()[0].container == "clothing-1"


@pytest.mark.parametrize("gone", ["roster", "revoked"])
@pytest.mark.parametrize("screen", ["enter_pin", "staff_menu", "check_scale"])
def test_whoever_is_not_of_the_staff_any_more_is_locked_out_at_once(talk: Conversation, gone: str, screen: str) -> None:
    member = StaffMember(BADGE, StaffRole.OPERATOR, "")
    held = DirectoryAdopted(1, "zhongshan", (), "", staff=(member,), points=POINTS)
    talk.staff_known = True
    talk.take(held, BadgeSeen(BADGE, StaffRole.OPERATOR))
    if screen != "enter_pin":
        talk.take(PinJudged(BADGE, False, 5, 0), on.PinEntered("271828"), PinJudged(BADGE, True, 5, 0))
    if screen == "check_scale":
        talk.take(on.StartScaleCheck())
    assert talk.take(replace(held, version=2)).screen == screen
    lost = replace(held, version=3, staff=()) if gone == "roster" else replace(held, version=3, revoked={BADGE})
    assert talk.take(lost).screen == "attract"
    assert talk.state.points == POINTS


def test_a_new_directory_disturbs_no_resident(talk: Conversation) -> None:
    talk.take(EMPTY, LI, DirectoryAdopted(2, "zhongshan", (), "", points=POINTS))
    assert talk.screen == "choose_material"
