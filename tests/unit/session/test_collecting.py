"""Emptying a container, question by question, and everything that may come between."""

from dataclasses import replace

import pytest

from kiosk.core.collection import (
    AbandonReason,
    Collected,
    CollectionDeclined,
    CollectionsSeen,
    DifferenceReason,
    Draft,
    Into,
    SealJudged,
    SealSeen,
    SealState,
    SignedBy,
    VehicleReason,
)
from kiosk.core.containers import Container, ContainerFill, ContainersSeen
from kiosk.core.errors import RefusalReason
from kiosk.core.events import (
    BadgeSeen,
    DirectoryAdopted,
    PassRefused,
    ScaleStatus,
    ScaleView,
    StaffRole,
    StoreBroken,
    StoreHealed,
)
from kiosk.core.plate import ScaleMode
from kiosk.core.printing import ManifestJob, SealJob
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.collect_states import Collect, CollectTrouble
from kiosk.session.collecting import MOST_BAGS, STEP_MS, destinations
from kiosk.session.effects import NudgeSync, Print
from tests.fakes.acts import settled, settled_in_container
from tests.unit.session.collecting import (
    BADGE,
    CLEAR,
    KIOSK,
    OLD_SEAL,
    OTHER_BADGE,
    OTHER_KIOSK,
    POINTS,
    Collector,
    manifest,
    standing,
)
from tests.unit.session.conversation import DISK_FULL, EMPTY, FAULT, LI, MOVING, PLATE


@pytest.fixture
def collector(rules: Rulebook) -> Collector:
    return Collector(rules)


def trouble(collector: Collector) -> CollectTrouble | None:
    return collector.collecting.trouble


def test_a_container_is_emptied(collector: Collector) -> None:
    collector.at_the_scale()
    first, second = collector.bag(5000), collector.bag(2900)
    collector.take(on.AllWeighed(), on.Explain(None), on.SendTo(None), SealSeen("LZ-0002"))
    assert collector.judged() == ["LZ-0002"]
    collector.take(SealJudged("LZ-0002", used=False), BadgeSeen(BADGE, StaffRole.OPERATOR))
    (done,) = collector.collections()
    assert (done.container, done.period, done.drop_offs, done.expected_g) == ("clothing-1", 2, 3, 8000)
    assert (done.bags, done.weighed_g, done.difference_g, done.reason) == ((first, second), 7900, -100, None)
    assert (done.old_seal.state, done.new_seal, done.into) == (SealState.INTACT, "LZ-0002", None)
    assert (done.badge, done.role, done.signed) == (BADGE, StaffRole.OPERATOR, SignedBy.BADGE)
    collector.kept()
    assert collector.step == "manifest"
    assert collector.draft is None
    assert NudgeSync() in collector.effects
    collector.take(on.PrintIt(), on.Finish())
    assert collector.effects[-1] == Print(ManifestJob(manifest(done)))
    assert collector.screen == "staff_menu"


def test_only_staff_and_only_where_there_is_a_container(collector: Collector, rules: Rulebook) -> None:
    assert collector.take(on.StartCollection()).screen == "attract"
    bare = Collector(rules, replace(standing(), fills=()))
    assert bare.log_in().screen == "staff_menu"


@pytest.mark.parametrize(
    ("touches", "state", "found"),
    [
        ((on.SealEntered(" lz-0001 "), on.SealFound(intact=True)), SealState.INTACT, OLD_SEAL),
        ((on.SealEntered(OLD_SEAL), on.SealFound(intact=False)), SealState.BROKEN, OLD_SEAL),
        ((on.SealEntered("LZ-0099"), on.SealFound(intact=True)), SealState.OTHER, "LZ-0099"),
        ((on.SealMissing(),), SealState.MISSING, None),
    ],
)
def test_the_old_seal_is_recorded_as_it_was_found(
    collector: Collector, touches: tuple[on.Touch, ...], state: SealState, found: str | None
) -> None:
    collector.choose().take(*touches)
    (draft,) = collector.drafts()
    assert draft.old_seal is not None
    assert (draft.old_seal.expected, draft.old_seal.found, draft.old_seal.state) == (OLD_SEAL, found, state)
    assert collector.step == "weigh"


def test_a_container_that_was_never_sealed_has_none(collector: Collector) -> None:
    collector.choose("books-1").take(on.SealMissing())
    (draft,) = collector.drafts()
    assert draft.old_seal is not None
    assert draft.old_seal.state is SealState.FIRST


@pytest.mark.parametrize("text", ["", "AB", "封签一号", "LZ 0001", "LZ_0001", "A" * 33])
def test_what_is_no_seal_is_refused_in_words(collector: Collector, text: str) -> None:
    collector.choose().take(on.SealEntered(text))
    assert (collector.step, trouble(collector)) == ("seal", CollectTrouble.NO_SEAL)
    collector.take(PassRefused(RefusalReason.NOT_A_PASS))
    assert trouble(collector) is CollectTrouble.NO_SEAL
    collector.take(on.SealEntered(OLD_SEAL))
    assert trouble(collector) is None


def test_a_seal_that_is_read_three_times_is_read_once(collector: Collector) -> None:
    collector.choose().take(SealSeen(OLD_SEAL), SealSeen(OLD_SEAL), on.SealFound(intact=True), SealSeen(OLD_SEAL))
    assert collector.step == "weigh"
    assert len(collector.drafts()) == 1


def test_a_bag_is_counted_once_and_only_after_the_scale_was_empty(collector: Collector) -> None:
    before = collector.at_the_scale().zeroes()
    weight = collector.bag(5000)
    assert collector.zeroes() == before + 1, "what lies there must leave the scale"
    collector.take(ScaleView(ScaleStatus.SETTLED, 5000, weight))  # a picture that was under way
    assert [bag.net_g for bag in collector.drafts()[-1].bags] == [5000]
    collector.take(on.RemoveBag(), ScaleView(ScaleStatus.SETTLED, 5000, weight))
    assert collector.drafts()[-1].bags == ()
    collector.bag(4000)
    assert [bag.net_g for bag in collector.drafts()[-1].bags] == [4000]


def test_what_lies_on_the_scale_before_weighing_is_nobodys_bag(collector: Collector) -> None:
    before = collector.zeroes()
    collector.choose().take(on.SealEntered(OLD_SEAL)).weigh(settled(3000)).take(on.SealFound(intact=True))
    collector.take(collector.state.scale)
    assert collector.drafts()[-1].bags == ()
    assert collector.zeroes() == before + 1


def test_nothing_is_finished_while_something_moves(collector: Collector) -> None:
    collector.at_the_scale().take(MOVING, on.AllWeighed())
    assert (collector.step, trouble(collector)) == ("weigh", CollectTrouble.NOT_AT_REST)
    assert trouble(collector.take(CLEAR)) is None, "what the scale asks for comes back by itself"
    collector.take(MOVING, on.AllWeighed())
    collector.take(FAULT, on.AllWeighed())
    assert collector.step == "compare", "a scale with a fault keeps nobody here"


def test_no_more_bags_than_an_entry_holds(collector: Collector) -> None:
    collector.at_the_scale()
    for _ in range(MOST_BAGS):
        collector.bag(1000)
    collector.bag(1000)
    assert trouble(collector) is CollectTrouble.MOST_BAGS
    assert len(collector.drafts()[-1].bags) == MOST_BAGS


@pytest.mark.parametrize("weight_g", [0, -1000, 450_001])
def test_an_absurd_weight_is_refused(collector: Collector, weight_g: int) -> None:
    collector.at_the_scale().take(on.WeighVehicle(), on.VehicleWeighed(weight_g))
    assert (collector.step, trouble(collector)) == ("vehicle", CollectTrouble.ABSURD)


def test_a_vehicles_weight_needs_a_reason_and_counts_instead_of_the_bags(collector: Collector) -> None:
    collector.at_the_scale().bag(3000)
    collector.take(on.WeighVehicle(), on.VehicleWeighed(8000))
    assert collector.step == "vehicle_reason"
    collector.take(on.VehicleBecause(VehicleReason.TOO_HEAVY))
    draft = collector.drafts()[-1]
    assert (draft.bags, draft.vehicle_g, draft.vehicle_reason, draft.weighed_g) == (
        (),
        8000,
        VehicleReason.TOO_HEAVY,
        8000,
    )
    assert collector.step == "compare"
    collector.take(on.Back())
    assert collector.drafts()[-1].vehicle_g is None


@pytest.mark.parametrize(
    ("weighed_g", "refused", "taken"),
    [
        (7000, DifferenceReason.MISSING, None),
        (9000, DifferenceReason.NOT_CREDITED, None),
        (6999, None, DifferenceReason.MISSING),
        (9001, DifferenceReason.MISSING, DifferenceReason.NOT_CREDITED),
        (5000, DifferenceReason.NOT_CREDITED, DifferenceReason.REFUSE_REMOVED),
    ],
)
def test_a_difference_beyond_the_tolerance_needs_a_reason_that_fits(
    collector: Collector, weighed_g: int, refused: DifferenceReason | None, taken: DifferenceReason | None
) -> None:
    collector.compared(weighed_g).take(on.Explain(refused))
    assert collector.step == "compare"
    collector.take(on.Explain(taken))
    assert collector.step == "destination"
    assert collector.drafts()[-1].reason is taken


def test_an_empty_container_is_closed_with_a_touch_of_its_own(collector: Collector) -> None:
    collector.choose("books-1").take(on.SealMissing(), EMPTY, on.AllWeighed())
    assert collector.step == "compare"
    collector.take(on.Explain(None), on.SendTo(None), on.MakeSeal())
    collector.take(SealJudged(collector.judged()[0], used=False), on.Sign())
    (done,) = collector.collections()
    assert (done.weighed_g, done.expected_g, done.bags, done.drop_offs) == (0, 0, (), 0)
    assert done.old_seal.state is SealState.FIRST


def test_an_empty_weighing_of_a_full_container_needs_a_reason(collector: Collector) -> None:
    collector.at_the_scale().take(on.AllWeighed(), on.Explain(None))
    assert collector.step == "compare"
    assert collector.take(on.Explain(DifferenceReason.MISSING)).step == "destination"


def test_where_it_may_go(collector: Collector) -> None:
    collector.take(DirectoryAdopted(1, "p", (), "", points=POINTS)).compared().take(on.Explain(None))
    collector.take(on.SendTo(Into(KIOSK, "clothing-1")))
    assert collector.step == "destination", "not into itself"
    collector.take(on.SendTo(Into("k-" + "2" * 20, "clothing")))
    assert collector.step == "destination", "there it does not go in"
    for into in (Into(KIOSK, "clothing-2"), Into(OTHER_KIOSK, "big-bin"), None):
        assert collector.take(on.SendTo(into)).step == "new_seal"
        assert collector.drafts()[-1].into == into
        collector.take(on.Back())


def test_a_used_seal_is_refused(collector: Collector) -> None:
    collector.compared().take(on.Explain(None), on.SendTo(None), on.SealEntered(OLD_SEAL))
    assert (collector.step, trouble(collector)) == ("new_seal", CollectTrouble.SEAL_USED)
    assert collector.judged() == [], "the old one needs no ledger to be known"
    collector.take(SealSeen("LZ-0002"), SealSeen("LZ-0002"))
    assert collector.judged() == ["LZ-0002"]
    collector.take(SealJudged("LZ-0002", used=True))
    assert (collector.step, trouble(collector)) == ("new_seal", CollectTrouble.SEAL_USED)
    assert collector.draft is not None
    assert collector.draft.new_seal is None


def test_the_kiosk_makes_a_number_of_its_own_and_prints_it(collector: Collector) -> None:
    collector.compared().take(on.Explain(None), on.SendTo(None), on.MakeSeal())
    (seal,) = collector.judged()
    assert seal.startswith("LZ-3F2A-2-")
    collector.take(SealJudged("LZ-7777", used=False))
    assert collector.step == "new_seal", "an answer to another question"
    collector.take(SealJudged(seal, used=False), on.PrintIt())
    assert collector.step == "sign"
    assert collector.effects[-1] == Print(SealJob(seal, "clothing-1"))


def test_another_badge_does_not_sign(collector: Collector) -> None:
    collector.sealed().take(BadgeSeen(OTHER_BADGE, StaffRole.SUPERVISOR))
    assert collector.step == "sign"
    assert collector.collections() == []
    assert collector.state.notice is not None
    assert collector.state.notice.kind is at.NoticeKind.BUSY


def test_a_badge_elsewhere_signs_nothing(collector: Collector) -> None:
    collector.compared().take(BadgeSeen(BADGE, StaffRole.OPERATOR))
    assert collector.step == "compare"
    assert collector.collections() == []


def test_it_is_asked_for_once_and_cannot_be_left_while_it_is_saved(collector: Collector) -> None:
    collector.signed().take(on.Sign(), BadgeSeen(BADGE, StaffRole.OPERATOR), on.Back(), on.Lock())
    assert collector.step == "saving"
    assert len(collector.collections()) == 1


@pytest.mark.parametrize("leave", [on.Lock(), on.Cancel(), None])
def test_left_in_the_middle_another_collector_goes_on_with_it(collector: Collector, leave: on.Touch | None) -> None:
    collector.at_the_scale().bag(5000)
    if leave is None:
        collector.wait(STEP_MS)
    else:
        collector.take(leave)
    assert collector.screen == "attract"
    collector.log_in(OTHER_BADGE)
    assert collector.step == "resume"
    collector.take(on.GoOn(), EMPTY)
    collector.bag(3000)
    collector.take(on.AllWeighed(), on.Explain(None), on.SendTo(None), on.SealEntered("LZ-0002"))
    collector.take(SealJudged("LZ-0002", used=False), on.Sign())
    (done,) = collector.collections()
    assert (done.badge, done.signed, done.weighed_g) == (OTHER_BADGE, SignedBy.FINGER, 8000)


def test_the_scale_keeps_a_collector_at_work(collector: Collector) -> None:
    collector.at_the_scale().wait(STEP_MS - 1).take(MOVING).wait(STEP_MS - 1)
    assert collector.step == "weigh"
    assert collector.wait(1).screen == "attract"


def test_after_a_restart_it_goes_on_where_it_was(collector: Collector, rules: Rulebook) -> None:
    collector.compared()
    again = Collector(rules).take(CollectionsSeen(KIOSK, collector.draft))
    assert isinstance(again, Collector)
    again.log_in().take(on.GoOn())
    assert again.step == "compare"


def test_it_is_given_up_with_a_reason(collector: Collector) -> None:
    collector.at_the_scale().bag(5000)
    collector.take(on.Back(), on.Back(), on.GiveUp(), on.Abandon(AbandonReason.WEATHER))
    (abandoned,) = collector.abandoned()
    assert (abandoned.abandoned.container, abandoned.abandoned.step) == ("clothing-1", "seal")
    assert (abandoned.abandoned.reason, abandoned.abandoned.badge) == (AbandonReason.WEATHER, BADGE)
    assert collector.draft is None
    assert collector.screen == "staff_menu"


def test_before_the_first_answer_there_is_nothing_to_give_up(collector: Collector) -> None:
    collector.choose().take(on.Back())
    assert collector.step == "list"
    assert collector.take(on.Back()).screen == "staff_menu"
    assert (collector.abandoned(), collector.drafts()) == ([], [])


def test_a_drop_off_meanwhile_has_the_difference_looked_at_again(collector: Collector) -> None:
    collector.sealed().take(standing(9500), on.Sign())
    assert (collector.step, trouble(collector)) == ("compare", CollectTrouble.CHANGED)
    collector.take(on.Explain(None))
    assert collector.step == "sign", "destination and seal are still answered"
    (done,) = collector.take(on.Sign()).collections()
    assert (done.expected_g, done.reason) == (9500, None), "and what came since is no word of anybody"


@pytest.mark.parametrize(("seal_used", "step"), [(True, "new_seal"), (False, "compare")])
def test_a_ledger_that_knows_better_is_believed(collector: Collector, seal_used: bool, step: str) -> None:
    collector.signed().take(CollectionDeclined(collector.collections()[0].collection, seal_used=seal_used))
    assert collector.step == step
    assert trouble(collector) is (CollectTrouble.SEAL_USED if seal_used else CollectTrouble.CHANGED)
    collector.take(CollectionDeclined("77" * 16, seal_used=True))
    assert collector.step == step


def test_a_container_that_was_emptied_since_can_only_be_given_up(collector: Collector) -> None:
    collector.compared().take(on.Lock(), standing(0, period=3))
    collector.log_in().take(on.GoOn())
    assert (collector.step, trouble(collector)) == ("resume", CollectTrouble.STALE)
    collector.take(on.GiveUp(), on.Abandon(AbandonReason.MISTAKE))
    assert collector.draft is None


def test_a_broken_store_costs_no_answer_and_the_manifest_is_found_again(collector: Collector) -> None:
    collector.signed().take(StoreBroken(DISK_FULL))
    assert collector.screen == "out_of_service"
    done = collector.collections()[0]
    collector.take(CollectionsSeen(KIOSK, None, manifest(done)), StoreHealed())
    collector.log_in()
    assert collector.step == "list"
    assert collector.take(on.ShowManifest()).collecting.manifest == manifest(done)
    assert collector.take(on.Back()).screen == "staff_menu"


def test_whoever_was_locked_out_meanwhile_is_not_shown_the_manifest(collector: Collector) -> None:
    collector.signed().wait(STEP_MS)
    assert collector.screen == "attract"
    collector.take(Collected(manifest(collector.collections()[0])))
    assert collector.screen == "attract"
    assert collector.draft is None
    assert collector.state.collections.last is not None


def test_a_badge_that_is_revoked_in_the_middle_locks_and_the_draft_stays(collector: Collector) -> None:
    collector.compared().take(DirectoryAdopted(3, "p", (), "", staff=()))
    assert collector.screen == "attract"
    assert collector.draft is not None


def test_a_resident_has_to_wait_and_nothing_of_it_is_lost(collector: Collector) -> None:
    collector.compared().take(LI)
    assert collector.step == "compare"
    assert collector.state.notice is not None


def test_back_takes_one_answer_back(collector: Collector) -> None:
    collector.sealed()
    for step in ("new_seal", "destination", "compare", "weigh", "seal", "resume"):
        assert collector.take(on.Back()).step == step
    draft = collector.draft
    assert draft is not None
    assert [bag.net_g for bag in draft.bags] == [8000], "what was weighed stays weighed"
    collector.take(on.GiveUp(), on.Back())
    assert collector.step == "resume"


class TestInContainer:
    """The container stands on the scale: bags are weighed by what is left."""

    @pytest.fixture
    def collector(self, rules: Rulebook) -> Collector:
        collector = Collector(rules)
        collector.plate = replace(PLATE, mode=ScaleMode.CONTAINER)
        return collector

    def taken(self, before_g: int, after_g: int) -> ScaleView:
        weight = settled_in_container(after_g, before_g - after_g)
        return ScaleView(ScaleStatus.EMPTY, 0, fill_g=after_g, taken=weight)

    def test_what_is_taken_out_is_counted_once(self, collector: Collector) -> None:
        before = self.taken(60_000, 50_000)
        collector.take(before).at_the_scale().take(before)
        assert collector.drafts()[-1].bags == (), "taken out before weighing began"
        first, second = self.taken(50_000, 45_000), self.taken(45_000, 42_000)
        collector.take(first, first, MOVING, replace(first, status=ScaleStatus.MOVING), second, second)
        assert collector.drafts()[-1].weighed_g == 8000
        collector.take(on.RemoveBag())
        assert collector.drafts()[-1].weighed_g == 8000, "it is out, whatever is touched"

    def test_what_was_put_back_must_be_taken_out_again(self, collector: Collector) -> None:
        collector.at_the_scale().take(self.taken(50_000, 42_000))
        collector.take(ScaleView(ScaleStatus.SETTLED, 3000, settled(3000)), on.AllWeighed())
        assert trouble(collector) is CollectTrouble.PUT_BACK, "waiting would not help"
        assert trouble(collector.take(MOVING)) is CollectTrouble.NOT_AT_REST
        assert trouble(collector.take(EMPTY)) is None
        assert collector.take(on.AllWeighed()).step == "compare"

    def test_a_bin_off_the_scale_must_be_put_back(self, collector: Collector) -> None:
        collector.at_the_scale().take(ScaleView(ScaleStatus.BELOW_ZERO, None), on.AllWeighed())
        assert trouble(collector) is CollectTrouble.BIN_OFF, "waiting would not help here either"
        assert trouble(collector.take(self.taken(50_000, 12_000))) is None
        assert collector.take(on.AllWeighed()).step == "compare"


def test_a_load_that_stands_there_is_not_weighed_twice(collector: Collector) -> None:
    collector.at_the_scale().weigh(settled(4000)).take(CLEAR, on.AllWeighed())
    assert collector.step == "compare"
    assert collector.drafts()[-1].weighed_g == 4000


def test_a_load_goes_neither_onto_a_round_nor_into_what_is_full(collector: Collector) -> None:
    fills = collector.state.containers.fills
    on_board = ContainerFill(Container("round-clothing", "clothing"))
    full = ContainerFill(Container("clothing-3", "clothing", 1000), fill_g=1000)
    away = replace(POINTS[0], free=())
    collector.state = replace(collector.state, containers=ContainersSeen((*fills, on_board, full)), points=(away,))
    draft = Draft("c0" * 16, "clothing-1", "clothing", 2)
    assert destinations(collector.state, draft) == (None, Into(KIOSK, "clothing-2"))


@pytest.mark.parametrize("came_g", [0, 5000])
def test_what_came_after_the_weighing_needs_no_false_reason(collector: Collector, came_g: int) -> None:
    collector.compared().take(standing(13_000, drop_offs=4))
    assert collector.draft is not None
    drafted = replace(collector.draft, weighed_at_g=13_000 - came_g)
    assert isinstance(collector.phase, Collect)
    collector.state = replace(collector.state, phase=replace(collector.phase, draft=drafted))
    collector.take(on.Explain(None))
    assert collector.step == ("destination" if came_g else "compare")


def test_the_weighing_remembers_what_was_expected_then(collector: Collector) -> None:
    collector.compared()
    assert collector.draft is not None
    assert collector.draft.weighed_at_g == 8000
    collector.take(standing(13_000, drop_offs=4), on.Explain(DifferenceReason.MISSING))
    assert collector.step == "compare", "nothing is missing"
    collector.take(on.Back(), on.AllWeighed(), on.Explain(None))
    assert collector.step == "compare", "whoever has weighed it all since has to say why it differs"
    assert collector.take(on.Explain(DifferenceReason.MISSING)).step == "destination"
