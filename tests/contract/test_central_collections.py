"""Collections as the platform takes them in: each act in one period, sums that are the kiosk's, and what is doubted."""

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from central import balance, checkpoint, review, revocation
from central.clock import rfc3339
from central.schema import Collection, Container, ContainerAct, Site
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import assert_follows, body_of
from tests.fakes.published import published
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, drop_off_body
from tests.fakes.virtual_staff import abandoned_body, collection_body, correction_body, site_body

BIN = "clothing-1"
ACCEPTED = ("accepted", None)
SITE = ("site_adopted", site_body((BIN, "clothing", 50_000)))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    return central.kiosk()


@pytest.fixture(scope="module")
def badge(central: RunningCentral) -> str:
    return new_member(central.store, "supervisor").badge


def tell(kiosk: VirtualKiosk, *bodies: tuple[str, dict[str, Any]]) -> list[tuple[str, str | None]]:
    """Append and ship; the verdicts."""
    first = len(kiosk.entries) + 1
    for kind, body in bodies:
        assert_follows(kind, body)
        kiosk.append(kind, body)
    answer = body_of(kiosk.send(first), 200, "journal_answer")
    return [(line["verdict"], line["reason"]) for line in answer["verdicts"]]


def drop(net_g: int, container: str | None = BIN, **changes: Any) -> tuple[str, dict[str, Any]]:
    return "drop_off", drop_off_body(net_g, container=container, **changes)


def collect(
    badge: str, expected_g: int, weighed: list[int] | None = None, **changes: Any
) -> tuple[str, dict[str, Any]]:
    return "collection", collection_body(badge, BIN, expected_g, weighed, **changes)


def standing(central: RunningCentral, kiosk: VirtualKiosk, name: str = BIN) -> tuple[int, int, int, int]:
    """Period, drop-offs, fill and what was handed in."""
    columns = (Container.period, Container.drop_offs, Container.fill_g, Container.handed_g)
    with central.store.reading() as connection:
        row = connection.execute(select(*columns).where(Container.kiosk == kiosk.id, Container.name == name)).one()
    return tuple(row)


def rows(central: RunningCentral, kiosk: VirtualKiosk) -> list[Any]:
    """The collections of a kiosk, in their order."""
    query = select(Collection.__table__).join(Container, Container.id == Collection.container)
    with central.store.reading() as connection:
        found = connection.execute(
            query.where(Container.kiosk == kiosk.id).order_by(Collection.journal, Collection.seq)
        )
        return list(found)


def test_a_period_is_what_went_in_since_the_last_collection(
    central: RunningCentral, kiosk: VirtualKiosk, badge: str
) -> None:
    drops = [drop(3250), drop(21_000), drop(150), drop(1000, None), drop(900, "b\0d")]
    told = tell(kiosk, *drops, collect(badge, 24_400, drop_offs=3))
    assert told[0] == told[-1] == ACCEPTED
    assert [verdict for verdict, _ in told[1:3]] == ["held", "refused"], "weighed in, whatever the verdict"
    assert standing(central, kiosk) == (2, 0, 0, 0)
    assert tell(kiosk, drop(500), collect(badge, 500, period=2)) == [ACCEPTED] * 2
    assert standing(central, kiosk) == (3, 0, 0, 0)
    first, second = rows(central, kiosk)
    assert (first.period, first.own_drop_offs, first.own_g, first.expected_g) == (1, 3, 24_400, 24_400)
    assert (first.hash, second.hash) == (kiosk.entries[5].hash, kiosk.entries[7].hash)
    with central.store.reading() as connection:
        query = select(ContainerAct.period, ContainerAct.net_g).order_by(ContainerAct.journal, ContainerAct.seq)
        mine = query.join(Container, Container.id == ContainerAct.container).where(Container.kiosk == kiosk.id)
        assert [tuple(row) for row in connection.execute(mine)] == [(1, 3250), (1, 21_000), (1, 150), (2, 500)]


def test_sent_again_nothing_changes(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    told = tell(
        kiosk, SITE, drop(3250), collect(badge, 3250), ("collection_abandoned", abandoned_body(badge, BIN)), drop(700)
    )
    before = standing(central, kiosk), len(rows(central, kiosk))
    for first, last in ((1, 5), (2, 3), (3, 5)):
        answer = body_of(kiosk.send(first, last), 200, "journal_answer")
        assert [(line["verdict"], line["reason"]) for line in answer["verdicts"]] == told[first - 1 : last]
    assert (standing(central, kiosk), len(rows(central, kiosk))) == before == ((2, 1, 700, 0), 1)


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("period_mismatch", {"period": 2}),
        ("period_mismatch", {"expected_g": 3000}),
        ("period_mismatch", {"drop_offs": 2}),
        ("unexplained_difference", {"weighed": [2000]}),
        (None, {"weighed": [2000], "reason": "wet"}),
    ],
)
def test_what_contradicts_the_record_waits(
    kiosk: VirtualKiosk, badge: str, reason: str | None, changes: dict[str, Any]
) -> None:
    collected = collection_body(badge, BIN, **({"expected_g": 3250} | changes))
    told = tell(kiosk, drop(3250), ("collection", collected))
    assert told[-1] == (("held", reason) if reason else ACCEPTED)


@pytest.mark.parametrize(
    "changes", [{"weighed_g": 3251}, {"difference_g": 1}, {"vehicle": {"weight_g": 9, "reason": "too_heavy"}}]
)
def test_a_collection_that_contradicts_itself_never_counts(
    central: RunningCentral, kiosk: VirtualKiosk, badge: str, changes: dict[str, Any]
) -> None:
    seal = {"new_seal": "LZ-TAKEN"} if changes == {"difference_g": 1} else {}
    assert tell(kiosk, drop(3250), collect(badge, 3250, **seal, **changes))[-1] == ("refused", "arithmetic")
    assert standing(central, kiosk) == (1, 1, 3250, 0), "its period goes on"
    assert tell(kiosk, collect(badge, 3250, **seal)) == [ACCEPTED], "and its seal was not used up"


def test_a_vehicle_weighs_as_well(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    vehicle = {"vehicle": {"weight_g": 3300, "reason": "whole_container"}, "weighed_g": 3300, "difference_g": 50}
    assert tell(kiosk, drop(3250), collect(badge, 3250, [], **vehicle))[-1] == ACCEPTED
    (row,) = rows(central, kiosk)
    assert (row.weighed_g, row.bags, row.vehicle_reason) == (3300, 0, "whole_container")


def test_an_empty_container_may_be_emptied(kiosk: VirtualKiosk, badge: str) -> None:
    assert tell(kiosk, collect(badge, 0, [], drop_offs=0)) == [ACCEPTED]


def test_a_seal_is_used_once_in_the_whole_fleet(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    seal, other = f"LZ-{secrets.token_hex(4).upper()}", central.kiosk()
    told = [drop(900), collect(badge, 900, new_seal=seal), drop(900), collect(badge, 900, period=2, new_seal=seal)]
    assert tell(kiosk, *told)[1::2] == [ACCEPTED, ("held", "seal_reused")]
    assert tell(other, drop(900), collect(badge, 900, new_seal=seal))[-1] == ("held", "seal_reused")


def test_a_badge_must_have_been_issued(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    nobody = secrets.token_hex(16)
    told = tell(kiosk, drop(900), collect(nobody, 900), ("collection_abandoned", abandoned_body(nobody, BIN)))
    assert told[1:] == [("held", "unknown_staff")] * 2
    assert standing(central, kiosk) == (2, 0, 0, 0), "it was emptied all the same"


def test_a_second_person_must_be_known_too(kiosk: VirtualKiosk, badge: str) -> None:
    right = correction_body(badge, BIN, (kiosk.epoch, 1), 9000, 0)
    assert tell(kiosk, drop(9000), ("correction", right | {"second": secrets.token_hex(16)}))[1] == (
        "held",
        "unknown_staff",
    )


def test_what_somebody_did_before_they_left_stands(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    gone = new_member(central.store).badge
    with central.store.writing() as connection:
        revocation.revoke(connection, central.platform, "badge", [gone])
    left_at = rfc3339(central.clock())
    central.clock.advance(timedelta(minutes=1))
    assert tell(kiosk, drop(900), collect(gone, 900))[-1] == ACCEPTED
    later = central.kiosk()
    later.append("drop_off", drop_off_body(900, container=BIN))
    later.append("collection", collection_body(gone, BIN, 900), occurred_at=left_at.replace(":00.000Z", ":00.001Z"))
    answer = body_of(later.send(), 200, "journal_answer")
    assert [(line["verdict"], line["reason"]) for line in answer["verdicts"]] == [ACCEPTED, ("held", "revoked")]


def test_a_journal_that_was_put_back_is_doubted_once(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    tell(kiosk, drop(3000), drop(2000), collect(badge, 5000, drop_offs=2))
    end = {"epoch": kiosk.epoch, "seq": 1, "hash": kiosk.entries[0].hash}
    restored = VirtualKiosk(kiosk.url, kiosk.key)
    told = tell(
        restored,
        ("epoch_opened", {"reason": "restored", "before": end}),
        drop(400),
        collect(badge, 3400, drop_offs=2),  # the first period once more: its collection was lost on the kiosk
        drop(600),
        collect(badge, 600, period=2),
    )
    assert told[2] == ("held", "period_mismatch")
    assert told[4] == ACCEPTED
    assert [(row.period, row.period_said) for row in rows(central, kiosk)] == [(1, 1), (2, 1), (3, 2)]


@pytest.mark.expects_log("central.ingest")
def test_a_fork_changes_no_container(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    tell(kiosk, drop(3000))
    twin = kiosk.fork(at=2)
    tell(kiosk, drop(2000))
    twin.append("collection", collection_body(badge, BIN, 3000))
    assert twin.send(2).status_code == 409
    assert standing(central, kiosk) == (1, 2, 5000, 0)


def test_what_a_stolen_key_says_of_its_place_is_not_believed(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    tell(kiosk, SITE)
    checkpoint.revoke_after(central.platform, kiosk.id, kiosk.epoch, 1)
    assert tell(kiosk, ("site_adopted", site_body(name_en="Elsewhere"))) == [("held", "revoked_kiosk")]
    with central.store.reading() as connection:
        assert connection.scalar(select(Site.name_en).where(Site.kiosk == kiosk.id)) == "Longmatan"


def test_only_an_accepted_correction_counts(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    tell(kiosk, drop(3000), drop(2000))
    assert tell(kiosk, ("correction", correction_body(badge, BIN, (kiosk.epoch, 1), 3000, 2500))) == [ACCEPTED]
    assert standing(central, kiosk) == (1, 2, 4500, 0)
    assert tell(kiosk, ("correction", correction_body(badge, BIN, (kiosk.epoch, 2), 2000, 0))) == [ACCEPTED]
    assert standing(central, kiosk) == (1, 1, 2500, 0)
    nobody = secrets.token_hex(16)
    told = tell(kiosk, ("correction", correction_body(nobody, BIN, (kiosk.epoch, 1), 2500, 500)))
    assert told == [("held", "unknown_staff")]
    assert standing(central, kiosk) == (1, 1, 2500, 0)
    place = (kiosk.id, kiosk.epoch, 5)
    boss, helper = new_member(central.store, "supervisor"), new_member(central.store)
    for who in (boss, helper):
        outcome = review.speak(central.platform, *place, who, "release")
    assert outcome.state == "released"
    assert standing(central, kiosk) == (1, 1, 500, 0)
    assert tell(kiosk, collect(badge, 500)) == [ACCEPTED]


def test_a_correction_that_is_released_after_its_period_moves_no_other(
    central: RunningCentral, kiosk: VirtualKiosk, badge: str
) -> None:
    nobody = secrets.token_hex(16)
    correcting = ("correction", correction_body(nobody, BIN, (kiosk.epoch, 1), 3000, 2500))
    told = tell(kiosk, drop(3000), correcting, collect(badge, 2500), drop(700))
    assert told[2] == ("held", "period_mismatch"), "it rests on what is not believed"
    for who in (new_member(central.store, "supervisor"), new_member(central.store)):
        review.speak(central.platform, kiosk.id, kiosk.epoch, 2, who, "release")
    assert standing(central, kiosk) == (2, 1, 700, 0)
    (closed,) = balance.closed(central.platform, kiosk.id)
    assert (closed.contents.credited_g, closed.difference_g) == (2500, 0)


def test_releasing_a_collection_changes_its_verdict_and_nothing_else(
    central: RunningCentral, kiosk: VirtualKiosk, badge: str
) -> None:
    tell(kiosk, drop(3000), collect(badge, 3000, [1000]), drop(800))
    (waiting,) = review.queue(central.platform, kiosk.id)
    manifest = kiosk.entries[1].hash
    assert (waiting["reason"], waiting["manifest"], waiting["weighed_g"]) == ("unexplained_difference", manifest, 1000)
    before = standing(central, kiosk), balance.closed(central.platform, kiosk.id)
    for who in (new_member(central.store, "supervisor"), new_member(central.store)):
        review.speak(central.platform, kiosk.id, kiosk.epoch, 2, who, "release")
    (after,) = balance.closed(central.platform, kiosk.id)
    (held,) = before[1]
    assert held.emptied is not None
    assert after.emptied == replace(held.emptied, verdict="accepted", verdict_reason="released")
    assert (after.contents, standing(central, kiosk)) == (held.contents, before[0])
    assert review.queue(central.platform, kiosk.id) == []


# loads of a round


ROUND = "round-clothing"


def load(
    badge: str, into: VirtualKiosk, grams: int, period: int = 1, **changes: Any
) -> list[tuple[str, dict[str, Any]]]:
    there = {"into": {"kiosk": into.id, "container": BIN}, "period": period}
    return [drop(grams, ROUND), ("collection", collection_body(badge, ROUND, grams, **(there | changes)))]


def test_a_load_lies_in_the_container_and_not_in_what_its_kiosk_expects(
    central: RunningCentral, kiosk: VirtualKiosk, badge: str
) -> None:
    tablet = central.kiosk()
    tell(kiosk, SITE, drop(3000))
    assert tell(tablet, *load(badge, kiosk, 8000)) == [ACCEPTED] * 2
    assert standing(central, kiosk) == (1, 1, 3000, 8000)
    assert standing(central, tablet, ROUND) == (2, 0, 0, 0)
    assert tell(kiosk, collect(badge, 3000, [11_000])) == [ACCEPTED], "the platform knows why it is more"
    assert tell(kiosk, drop(3000), collect(badge, 3000, [11_000], period=2))[-1] == ("held", "unexplained_difference")
    (_, first) = balance.closed(central.platform, kiosk.id)
    assert (first.contents.handed_g, first.contents.put_in_g, first.difference_g) == (8000, 11_000, 0)


def test_a_load_that_vanished_is_missed(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    tell(kiosk, SITE, drop(3000))
    tell(central.kiosk(), *load(badge, kiosk, 8000))
    assert tell(kiosk, collect(badge, 3000)) == [("held", "unexplained_difference")]


def test_a_load_belongs_to_the_period_in_which_it_was_put_in(
    central: RunningCentral, kiosk: VirtualKiosk, badge: str
) -> None:
    late, early = central.kiosk(), central.kiosk()
    tell(kiosk, SITE, drop(3000))
    for _ in range(3):  # after 09:05
        tell(early, drop(200, None))
    tell(early, *load(badge, kiosk, 6000))  # 09:05
    assert standing(central, kiosk) == (1, 1, 3000, 6000)
    told = tell(kiosk, collect(badge, 3000, [11_000], reason="handed_in"))  # 09:03, arrives after it
    assert told == [ACCEPTED]
    assert standing(central, kiosk) == (2, 0, 0, 6000)
    tell(late, *load(badge, kiosk, 8000))  # 09:02, and arrives last of all
    assert standing(central, kiosk) == (2, 0, 0, 6000)
    (first,) = balance.closed(central.platform, kiosk.id)
    (now,) = balance.present(central.platform, kiosk.id)
    assert (first.contents.handed_g, first.difference_g, now.contents.handed_g) == (8000, 0, 6000)


def test_a_load_that_comes_after_a_collection_is_not_missed_in_it(
    central: RunningCentral, kiosk: VirtualKiosk, badge: str
) -> None:
    tablet = central.kiosk()
    tell(kiosk, SITE, drop(3000))
    tell(tablet, drop(200, None), drop(200, None), *load(badge, kiosk, 6000))  # 09:04
    assert tell(kiosk, collect(badge, 3000)) == [ACCEPTED]  # 09:03, arrives after it
    assert standing(central, kiosk) == (2, 0, 0, 6000)
    assert tell(kiosk, drop(500), collect(badge, 500, [6500], period=2)) == [ACCEPTED] * 2


def test_a_load_into_nowhere_waits(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    stranger = VirtualKiosk(central.url)
    for number, into in enumerate((kiosk, stranger), 1):
        assert tell(central.kiosk(), *load(badge, into, 5000))[-1] == ("held", "unknown_container"), number
    assert tell(kiosk, *load(badge, kiosk, 5000))[-1] == ("held", "unknown_container")
    tell(kiosk, SITE)
    assert tell(kiosk, *load(badge, kiosk, 5000, 2))[-1] == ACCEPTED
    assert standing(central, kiosk) == (1, 0, 0, 5000)


def handed(central: RunningCentral, kiosk: VirtualKiosk) -> int:
    """Grams of loads, which the balance must have too."""
    (now,) = balance.present(central.platform, kiosk.id)
    assert now.contents.handed_g == standing(central, kiosk)[3]
    return now.contents.handed_g


def test_a_load_that_waits_counts_once_people_have_said_so(
    central: RunningCentral, kiosk: VirtualKiosk, badge: str
) -> None:
    people = [new_member(central.store, "supervisor"), new_member(central.store)]
    tell(kiosk, SITE)
    words: list[tuple[review.Word, int]] = [("decline", 0), ("release", 60_000)]
    for word, counted in words:
        tablet = central.kiosk()
        load_g = collection_body(badge, ROUND, 8000, [60_000], into={"kiosk": kiosk.id, "container": BIN})
        assert tell(tablet, drop(8000, ROUND), ("collection", load_g))[1] == ("held", "unexplained_difference")
        assert handed(central, kiosk) == 0
        for who in people:
            review.speak(central.platform, tablet.id, tablet.epoch, 2, who, word)
        assert handed(central, kiosk) == counted
    assert published_free(central, kiosk) == []


def test_a_load_that_waits_moves_on_too(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    people, tablet = [new_member(central.store, "supervisor"), new_member(central.store)], central.kiosk()
    tell(kiosk, SITE, drop(3000))
    tell(tablet, drop(200, None), drop(200, None), *load(badge, kiosk, 6000, period=7))  # 09:04
    assert tell(kiosk, collect(badge, 3000)) == [ACCEPTED]  # 09:03, arrives after it
    for who in people:
        review.speak(central.platform, tablet.id, tablet.epoch, 4, who, "release")
    assert handed(central, kiosk) == 6000


@pytest.mark.expects_log("central")
def test_a_stolen_key_fills_no_container_of_others(central: RunningCentral, kiosk: VirtualKiosk, badge: str) -> None:
    thief = central.kiosk()
    tell(kiosk, SITE, drop(2000))
    tell(thief, drop(1000, None), *load(badge, kiosk, 60_000))
    tell(thief, *load(badge, kiosk, 70_000, 2))
    assert handed(central, kiosk) == 130_000
    assert published_free(central, kiosk) == []
    checkpoint.revoke_after(central.platform, thief.id, thief.epoch, 1)
    assert handed(central, kiosk) == 0
    assert published_free(central, kiosk) == ["clothing"]
    assert {reason for _, reason in tell(thief, *load(badge, kiosk, 90_000, 3))} == {"revoked_kiosk"}
    assert handed(central, kiosk) == 0
    assert tell(kiosk, collect(badge, 2000)) == [ACCEPTED]


def published_free(central: RunningCentral, kiosk: VirtualKiosk) -> list[str]:
    """The materials for which the directory says that there is room."""
    (point,) = (point for point in published(central.url)["points"] if point["kiosk"] == kiosk.id)
    free: list[str] = point["free"]
    return free


def test_kiosks_that_hand_into_each_other_do_not_wait_for_ever(central: RunningCentral, badge: str) -> None:
    fleet = [central.kiosk() for _ in range(3)]
    for each in fleet:
        tell(each, SITE)
    for period in range(1, 6):
        for each in fleet:
            for turn, other in enumerate(one for one in fleet if one is not each):
                for kind, body in load(badge, other, 500, 2 * period - 1 + turn):
                    each.append(kind, body)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda each: [each.send(first, first + 3) for first in range(2, 22, 4)], fleet))
    verdicts = [
        line for some in answers for answer in some for line in body_of(answer, 200, "journal_answer")["verdicts"]
    ]
    assert {line["reason"] for line in verdicts} == {None}
    assert [standing(central, each) for each in fleet] == [(1, 0, 0, 5000)] * 3
