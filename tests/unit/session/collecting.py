"""A collector at work, question by question."""

from kiosk.core.collection import Collected, Collection, CollectionsSeen, Draft, Manifest, SealJudged
from kiosk.core.containers import Container, ContainerFill, ContainersSeen, Point
from kiosk.core.events import BadgeSeen, PinJudged, ScaleStatus, ScaleView, SettledWeight, StaffRole
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session.collect_states import Collect
from kiosk.session.effects import AbandonCollection, AppendCollection, JudgeSeal, KeepDraft, RequireZero
from tests.fakes.acts import settled
from tests.unit.session.conversation import EMPTY, Conversation

KIOSK = "k-3f2a" + "0" * 16
OTHER_KIOSK = "k-" + "1" * 20
BADGE, OTHER_BADGE = "0a" * 16, "0b" * 16
OLD_SEAL = "LZ-0001"
CLEAR = ScaleView(ScaleStatus.CLEAR_FIRST, 4000)
POINTS = (
    Point(OTHER_KIOSK, "水井沟", "Shuijinggou", None, None, ("clothing",), (("big-bin", "clothing"),)),
    Point("k-" + "2" * 20, "百子图", "Baizitu", None, None, ("books",), (("shelf", "books"),)),
)


def standing(fill_g: int = 8000, *, seal: str | None = OLD_SEAL, period: int = 2, drop_offs: int = 3) -> ContainersSeen:
    """Clothes at ``fill_g``, another container for clothes, and one for books that is empty and was never sealed."""
    return ContainersSeen(
        (
            ContainerFill(Container("clothing-1", "clothing", 150_000), period, drop_offs, fill_g, seal, "2026-11-16"),
            ContainerFill(Container("clothing-2", "clothing", 150_000)),
            ContainerFill(Container("books-1", "books", 200_000)),
        )
    )


class Collector(Conversation):
    """Comes with a badge and touches what there is to touch."""

    def __init__(self, rules: Rulebook, seen: ContainersSeen | None = None) -> None:
        super().__init__(rules, EMPTY)
        self.staff_known = True
        self.take(seen or standing(), CollectionsSeen(KIOSK))

    def log_in(self, badge: str = BADGE) -> "Collector":
        asked = (BadgeSeen(badge, StaffRole.OPERATOR), PinJudged(badge, False, 5, 0), on.PinEntered("271828"))
        self.take(*asked, PinJudged(badge, True, 5, 0), on.StartCollection())
        return self

    def choose(self, container: str = "clothing-1") -> "Collector":
        self.log_in().take(on.ChooseContainer(container))
        return self

    def at_the_scale(self) -> "Collector":
        self.choose().take(on.SealEntered(OLD_SEAL), on.SealFound(intact=True), EMPTY)
        return self

    def bag(self, net_g: int, weighing: str | None = None) -> SettledWeight:
        """One bag is put on, counted and taken off."""
        weight = settled(net_g, weighing=weighing)
        self.weigh(weight).take(CLEAR, EMPTY)
        return weight

    def compared(self, *bags_g: int) -> "Collector":
        self.at_the_scale()
        for net_g in bags_g or (8000,):
            self.bag(net_g)
        self.take(on.AllWeighed())
        return self

    def sealed(self, seal: str = "LZ-0002") -> "Collector":
        self.compared().take(on.Explain(None), on.SendTo(None), on.SealEntered(seal), SealJudged(seal, used=False))
        return self

    def signed(self) -> "Collector":
        self.sealed().take(on.Sign())
        return self

    def kept(self) -> "Collector":
        """The ledger has written the newest collection."""
        self.take(Collected(manifest(self.collections()[-1])))
        return self

    @property
    def collecting(self) -> Collect:
        assert isinstance(self.phase, Collect), self.phase
        return self.phase

    @property
    def step(self) -> str:
        return self.collecting.step.value

    @property
    def draft(self) -> Draft | None:
        return self.state.collections.draft

    def drafts(self) -> list[Draft]:
        return [e.draft for e in self.effects if isinstance(e, KeepDraft)]

    def collections(self) -> list[Collection]:
        return [e.collection for e in self.effects if isinstance(e, AppendCollection)]

    def abandoned(self) -> list[AbandonCollection]:
        return [e for e in self.effects if isinstance(e, AbandonCollection)]

    def judged(self) -> list[str]:
        return [e.seal for e in self.effects if isinstance(e, JudgeSeal)]

    def zeroes(self) -> int:
        return sum(isinstance(e, RequireZero) for e in self.effects)


def manifest(collection: Collection) -> Manifest:
    """As the ledger would give it."""
    return Manifest(KIOSK, "ee" * 16, 7, "ab" * 32, "2026-11-22T09:00:00.000Z", collection)
