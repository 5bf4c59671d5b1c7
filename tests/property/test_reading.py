"""Who reads something in between comes to the same end as who reads nothing: nothing is credited by it or lost."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.assets import METHODOLOGY
from kiosk.core.account import Account, AccountSeen
from kiosk.core.events import Committed, Receipt, ScaleStatus, ScaleView
from kiosk.core.plate import ScaleMode
from kiosk.methodology import load_rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import Context
from kiosk.session.effects import Append, Effect, LookAtAccount
from kiosk.session.machine import step
from kiosk.session.reading_states import AccountPart, ReadingPage
from tests.depth import examples
from tests.fakes.acts import settled
from tests.property.test_session import EMPTY, FAULT, in_container
from tests.unit.session.conversation import LI, MOVING, PLATE, TODAY, WANG

RULES = load_rulebook(METHODOLOGY)
BAG = settled(3250)
PLATES = {"platform": PLATE, "container": replace(PLATE, mode=ScaleMode.CONTAINER)}
WEIGHED = {"platform": BAG, "container": in_container(3250, 40_000)}
LIGHT = ScaleView(ScaleStatus.TOO_LIGHT, 120)

STEPS = ("li", "wang", "start", "guest", "clothing", "books", "confirm", "another", "again", "finish", "back", "cancel")
READS = st.dictionaries(st.integers(0, 11), st.lists(st.sampled_from(ReadingPage), min_size=1, max_size=3), min_size=1)
SCALE = ("empty", "moving", "settled", "light", "fault")
THE_WAY = ("li", "empty", "clothing", "settled", "confirm", "another", "empty", "books", "settled", "confirm", "finish")
STORIES = st.lists(st.sampled_from(STEPS + SCALE), max_size=12) | st.integers(0, 11).map(lambda n: list(THE_WAY[:n]))


class Visit:
    """Plays a story; the ledger keeps everything at once. ``read`` in between takes no time and no ids."""

    def __init__(self, plate: str) -> None:
        self.plate = plate
        self.state = at.SessionState()
        self.kept: list[Append] = []
        self.asked: list[LookAtAccount] = []
        self.count = 0

    def play(self, word: str) -> None:
        self.count += 1
        weight = WEIGHED[self.plate]
        fresh = replace(weight, weighing=f"{self.count:032x}")
        events: dict[str, on.Input] = {
            "li": LI,
            "wang": WANG,
            "start": on.Start(),
            "guest": on.GoAsGuest(),
            "clothing": on.Choose("clothing"),
            "books": on.Choose("books"),
            "confirm": on.ConfirmTouched(),
            "another": on.Another(),
            "again": on.WeighAgain(),
            "finish": on.Finish(),
            "back": on.Back(),
            "cancel": on.Cancel(),
            "empty": EMPTY,
            "moving": MOVING,
            "settled": ScaleView(ScaleStatus.SETTLED, weight.net_g, fresh),
            "light": LIGHT,
            "fault": ScaleView(ScaleStatus.FAULT, None, fault=FAULT),
        }
        for effect in self.take(events[word]):
            if isinstance(effect, Append):
                self.kept.append(effect)
                act = effect.drop_off
                self.take(Committed(Receipt(act.session, act.line, 1, act.material, act.weight.net_g, 0, 0)))

    def read(self, pages: list[ReadingPage]) -> None:
        for page in pages:
            self.asked += [each for each in self.take(on.Read(page)) if isinstance(each, LookAtAccount)]
            for event in (on.ShowPart(AccountPart.ACTS), AccountSeen(LI.resident, Account()), on.ConfirmTouched()):
                if isinstance(self.state.phase, at.Reading):
                    assert self.take(event) == ()
        if isinstance(self.state.phase, at.Reading):
            self.take(on.Back())

    def take(self, event: on.Input) -> tuple[Effect, ...]:
        context = Context(0, TODAY, RULES, PLATES[self.plate], f"{self.count:032x}", "2345678923456789")
        self.state, effects = step(self.state, event, context)
        return effects

    @property
    def stands(self) -> at.SessionState:
        """Where it stands, whenever that may end."""
        phase = self.state.phase
        if isinstance(phase, at.Attract | at.Saving | at.OutOfService):
            return self.state
        return replace(self.state, phase=replace(phase, deadline_ms=0))


@settings(max_examples=examples(60))
@given(plate=st.sampled_from(sorted(PLATES)), story=STORIES, reads=READS)
def test_who_reads_in_between_comes_to_the_same_end(
    plate: str, story: list[str], reads: dict[int, list[ReadingPage]]
) -> None:
    plain, reader = Visit(plate), Visit(plate)
    for index, word in enumerate(story):
        plain.play(word)
        reader.play(word)
        if index in reads:
            reader.read(reads[index])
        assert reader.stands == plain.stands
        assert reader.kept == plain.kept
    assert {each.resident for each in reader.asked} <= {LI.resident, WANG.resident}
