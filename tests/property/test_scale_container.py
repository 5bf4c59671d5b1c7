"""Whatever people do to a container: what is credited without review never adds up to more than was put in."""

from decimal import Decimal
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.plate import ScaleMode
from kiosk.scale.container import MISSING_INTERVALS, MOST_FORGIVEN_INTERVALS, ContainerSettler
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.settings import ScaleSettings
from tests.depth import examples

E, MAX, EMPTY_G = 10, 150_000, 40_000
PERIOD_MS = 100
SLACK_G = 2 * E
"""What one reading may be wrong by: the width of zero."""

FORGIVEN_G = MOST_FORGIVEN_INTERVALS * E

SETTINGS = ScaleSettings("port", "st-us", E, MAX, mode=ScaleMode.CONTAINER, container_tare_g=EMPTY_G)

acts = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["put", "take", "lift", "press"]), st.sampled_from([40, 150, 500, 3250, 7480])),
        st.sampled_from(["let go", "begin", "confirm", "confirm", "wait", "restart", "status"]),
    ),
    max_size=40,
)


class World:
    """What truly lies in the container, what hands do to it, and the conversation's part."""

    def __init__(self) -> None:
        self.settler = ContainerSettler(SETTINGS, None, map(str, count()).__next__)
        self.inside_g = 10_000
        self.hands_g = 0
        self.now_ms = 0
        self.begun_g = self.most_g = self.inside_g
        self.paid_total_g: int | None = None
        self.unreviewed_g = 0
        self.unreviewed = 0
        self.restarts = 0
        self.rest()

    def rest(self, readings: int = 25) -> None:
        for _ in range(readings):
            self.now_ms += PERIOD_MS
            total = Decimal(max(0, EMPTY_G + self.inside_g + self.hands_g)).scaleb(-3)
            self.view = self.settler.feed(Frame(FrameKind.WEIGHT, total, "kg", True, False, b"raw"), self.now_ms)

    def act(self, act: tuple[str, int] | str) -> None:
        match act:
            case ("put", int(grams)):
                self.inside_g = min(self.inside_g + grams, 60_000)
            case ("take", int(grams)):
                self.inside_g = max(0, self.inside_g - grams)
            case ("lift", int(grams)):
                self.hands_g = -grams
            case ("press", int(grams)):
                self.hands_g = grams
            case "let go":
                self.hands_g = 0
            case "begin":
                self.settler.require_zero()
            case "confirm":
                self.confirm()
            case "restart":
                if self.paid_total_g is None:  # nothing has been paid for yet: what was there before does not matter
                    self.begun_g = self.inside_g + self.hands_g
                self.restarts += 1
                self.settler = ContainerSettler(SETTINGS, self.paid_total_g, map(str, count()).__next__)
            case "status":
                self.settler.feed(Frame(FrameKind.STATUS), self.now_ms)
        self.most_g = max(self.most_g, self.inside_g + max(0, self.hands_g))
        self.rest()

    def confirm(self) -> None:
        settled = self.view.settled
        if settled is None:
            return
        self.settler.credited(settled.weighing)
        total_g = max(settled.gross_g, settled.tare_g + settled.evidence.taken_out_g)
        self.paid_total_g = max(self.paid_total_g or 0, total_g)
        assert settled.net_g >= SETTINGS.minimum_g
        assert settled.gross_g <= MAX
        if settled.evidence.taken_out_g == 0:
            self.unreviewed_g += settled.net_g
            self.unreviewed += 1


@settings(max_examples=examples(50))
@given(acts)
def test_unreviewed_credits_never_exceed_what_ever_pressed_on_the_scale(course: list[tuple[str, int] | str]) -> None:
    world = World()
    for act in course:
        world.act(act)
        slack_g = (world.unreviewed + 1) * SLACK_G + world.restarts * FORGIVEN_G
        assert world.unreviewed_g <= world.most_g - world.begun_g + slack_g


@given(acts, st.sampled_from([250, 1000, 7480]))
def test_an_honest_bag_is_always_offered_with_its_own_weight(course: list[tuple[str, int] | str], bag_g: int) -> None:
    world = World()
    for act in [*course, "let go", "begin"]:
        world.act(act)
    world.rest(30)
    world.inside_g += bag_g
    world.rest()
    assert world.view.settled is not None
    assert bag_g - MISSING_INTERVALS * E <= world.view.settled.net_g <= bag_g, "a little that is missing is not paid"
