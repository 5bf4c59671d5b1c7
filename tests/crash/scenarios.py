"""What a kiosk does to its ledger, call by call, from a state that it is in first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kiosk.core.acts import Resident
from kiosk.core.collection import Abandoned, AbandonReason, Draft, OldSeal, SealState
from kiosk.core.containers import Container
from kiosk.core.events import ContainerEmptied, StaffRole
from kiosk.core.ids import new_claim_code, new_id
from kiosk.core.journal import OpenVisit, Verdict
from kiosk.core.pickup import Outcome, PickupClosed
from kiosk.ledger import Ledger
from kiosk.ledger.containers import abandon_collection, append_collection, containers_seen, keep_draft
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.orders import close_order, orders_seen, replace_orders
from kiosk.ledger.retention import shrink
from kiosk.methodology import Rulebook
from tests.crash.laboratory import Done, Laboratory, Recording, tables_of
from tests.fakes.acts import drop_off, scale_check, settled, settled_in_container
from tests.fakes.pickups import LI_ORDER, WANG_ORDER, order, wangs_order
from tests.fakes.staffwork import OPERATOR
from tests.fakes.staffwork import collection as a_collection

LI = Resident("r-" + "5" * 20, "6" * 32)
DAY_MS = 86_400_000
KEEP = timedelta(days=30)

Play = Callable[["Stage", Done], None]


class Stage:
    """One open ledger, and what happens to it."""

    def __init__(self, laboratory: Laboratory, ledger: Ledger, rules: Rulebook) -> None:
        self.laboratory = laboratory
        self.ledger = ledger
        self.rules = rules

    @property
    def clock_advance(self) -> Callable[[int], None]:
        """Let milliseconds pass."""
        return self.laboratory.clock.advance

    def acknowledge(self, *verdicts: str) -> None:
        """The platform acknowledges everything and holds or refuses the last entries."""
        backlog = self.ledger.backlog()
        head_hash = self.ledger.hash_at(backlog.epoch, backlog.head_seq)
        assert head_hash is not None
        first = backlog.head_seq - len(verdicts) + 1
        spoken = [Verdict(first + place, verdict, "review") for place, verdict in enumerate(verdicts)]
        self.ledger.acknowledge(backlog.epoch, backlog.head_seq, head_hash, spoken)


def before(stage: Stage) -> None:
    """Some days of an ordinary kiosk: people, a consent, a check, a container, half of it acknowledged."""
    stage.ledger.append_boot("0.1.0")
    stage.ledger.adopt_rules(stage.rules)
    stage.ledger.append_consent(LI.resident)
    stage.ledger.append_scale_check(scale_check())
    for day in range(4):
        stage.ledger.append_drop_off(drop_off(stage.rules, 1250 + day, who=LI))
        stage.clock_advance(DAY_MS)
    stage.acknowledge("held", "refused")
    stage.ledger.append_drop_off(drop_off(stage.rules, weight=settled_in_container(40_000, 3250)))
    stage.laboratory.fold(stage.ledger)


def visits(stage: Stage, done: Done) -> None:
    """Three visits; between them the WAL is folded into the file, and then begun anew and cut to nothing."""
    for fold in ("PASSIVE", "TRUNCATE", None):
        session = new_id()
        stage.ledger.open_visit(OpenVisit(session, new_claim_code()))
        done()
        stage.ledger.append_drop_off(drop_off(stage.rules, session=session, who=LI))
        done()
        stage.ledger.close_visit()
        done()
        if fold:
            stage.laboratory.fold(stage.ledger, fold)


def sync(stage: Stage, done: Done) -> None:
    """Two answers of the platform with verdicts, entries between them, and later words that replace earlier ones."""
    for verdicts in (("held", "refused", "accepted"), ("accepted", "held")):
        stage.acknowledge(*verdicts)
        done()
        stage.ledger.append_drop_off(drop_off(stage.rules, who=LI))
        done()


def collection(stage: Stage, done: Done) -> None:
    """The container is emptied and the scale checked."""
    stage.ledger.append_container_emptied(ContainerEmptied(43_250, 12_000))
    done()
    stage.ledger.append_scale_check(scale_check(error_g=10))
    done()
    stage.ledger.append_drop_off(drop_off(stage.rules, weight=settled_in_container(12_000, 1500)))
    done()


def emptying(stage: Stage, done: Done) -> None:
    """Two bags go into a container, and somebody of the staff empties it, answer by answer; another is given up."""
    for net_g in (3000, 1500):
        stage.ledger.append_drop_off(replace(drop_off(stage.rules, net_g), container="clothing-1"))
        done()
    draft = Draft("c0" * 16, "clothing-1", "clothing", 1)
    answers: tuple[dict[str, Any], ...] = (
        {"old_seal": OldSeal(None, None, SealState.FIRST)},
        {"bags": (settled(4400),)},
        {"weighed": True},
        {"explained_g": 4500},
        {"sent": True},
        {"new_seal": "LZ-0001"},
    )
    for answer in answers:
        draft = replace(draft, **answer)
        keep_draft(stage.ledger, draft)
        done()
    append_collection(stage.ledger, a_collection("clothing-1", 4500, drop_offs=2, weighed_g=4400))
    done()
    keep_draft(stage.ledger, replace(draft, collection="c1" * 16, period=2, bags=()))
    done()
    given_up = Abandoned("c1" * 16, "clothing-1", "weigh", AbandonReason.WEATHER, OPERATOR, StaffRole.OPERATOR)
    assert abandon_collection(stage.ledger, given_up) is not None
    done()
    (fill,) = containers_seen(stage.ledger, (Container("clothing-1", "clothing"),)).fills
    assert (fill.period, fill.fill_g, fill.seal) == (2, 0, "LZ-0001")


def pickup(stage: Stage, done: Done) -> None:
    """Two orders come down, a bag is weighed for one of them, and it is closed and wiped."""
    replace_orders(stage.ledger, [order(), wangs_order()])
    done()
    stage.ledger.append_drop_off(replace(drop_off(stage.rules), order=LI_ORDER, staff=OPERATOR))
    done()
    close_order(
        stage.ledger, PickupClosed(LI_ORDER, Outcome.COLLECTED, 1, 3250, (), True, OPERATOR, StaffRole.OPERATOR)
    )
    done()
    assert [one.id for one in orders_seen(stage.ledger).orders] == [WANG_ORDER]


def retention(stage: Stage, done: Done) -> None:
    """What is old and acknowledged shrinks, twice."""
    for age_days in (31, 2):
        stage.clock_advance(age_days * DAY_MS)
        assert shrink(stage.ledger, stage.laboratory.clock.now(), KEEP) > 0
        done()
        stage.acknowledge()
        done()


def epoch(stage: Stage, done: Done) -> None:
    """A new epoch, and the first credit in it."""
    open_epoch(stage.ledger, EpochReason.RESTORED)
    done()
    stage.ledger.append_drop_off(drop_off(stage.rules))
    done()


def restart(stage: Stage, done: Done) -> None:
    """The kiosk stops in good order, so that the WAL is folded and deleted, and starts again."""
    for _ in range(2):
        stage.ledger.append_drop_off(drop_off(stage.rules))
        done()
        stage.ledger.close()
        stage.ledger.append_boot("0.1.0")
        done()


def play(laboratory: Laboratory, rules: Rulebook, scenario: Play) -> Recording:
    """Run a scenario on a new kiosk's disk and write down what it does there."""
    with laboratory.from_scratch() as ledger:
        stage = Stage(laboratory, ledger, rules)
        before(stage)
        return laboratory.record(lambda done: scenario(stage, done), lambda: tables_of(ledger))


SCENARIOS: tuple[Play, ...] = (visits, sync, collection, emptying, pickup, retention, epoch, restart)
