"""The power is cut at every single file operation of what a kiosk does, and the disk loses what was not synced in every
way that a disk may. What was acknowledged is there, and at most the one act under way beside it.

Not on this disk: the files that provisioning writes beside the ledger, and the target of a backup.
"""

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.core.collection import Draft
from kiosk.ledger.backup import back_up
from kiosk.ledger.containers import DRAFT
from kiosk.methodology import Rulebook
from tests.crash.apsw_driver import Connection, Cursor
from tests.crash.disk import Loss
from tests.crash.laboratory import Cut, Done, Finding, Laboratory, Tables
from tests.crash.scenarios import SCENARIOS, Play, Stage, play, visits
from tests.crash.seeds import is_nightly, seeds

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]  # when nightly
CountCases = Callable[[str, int], None]
FEW = (Loss.ALL, Loss.SECTORS)
"""The two that find most: of these a quick run tries every cut in the scenarios beside the drop-off."""


@pytest.fixture
def laboratory(tmp_path: Path) -> Laboratory:
    return Laboratory(tmp_path / "kiosk")


def identities(tables: Tables) -> list[tuple[Any, ...]]:
    """What an entry keeps for ever: position, epoch, number, kind, hash and signature."""
    return sorted((*row[:4], *row[5:]) for row in tables["journal"])


def assert_kept(cut: Cut, found: Finding) -> None:
    """Nothing that was acknowledged is missing, nothing is there in part, and all agrees with all."""
    assert not found.problems, cut.name
    assert found.tables is not None, cut.name
    acknowledged = identities(cut.acknowledged.tables)
    kept = identities(found.tables)
    assert kept[: len(acknowledged)] == acknowledged, f"{cut.name}: acknowledged entries are lost"
    assert len(kept) <= len(acknowledged) + 1, f"{cut.name}: more than the entry under way"
    assert found.tables in cut.allowed, f"{cut.name}: an act is there in part"
    assert found.remade == found.tables, f"{cut.name}: the projections do not follow from the journal"
    assert not found.file, cut.name
    assert_paired(cut, found)
    assert_whole_collections(cut, found)


def assert_paired(cut: Cut, found: Finding) -> None:
    """What waits to be shipped and what was shipped are together all that there is, and nothing was shipped unseen."""
    assert found.backlog is not None
    assert found.tables is not None
    numbers = [no for no, name in found.tables["epoch"] if name == found.backlog.epoch]
    there = [seq for _, no, seq, *_ in found.tables["journal"] if no in numbers]
    sent = range(1, found.backlog.acked_seq + 1)
    waiting = range(found.backlog.acked_seq + 1, found.backlog.head_seq + 1)
    assert sorted(there) == [*sent, *waiting], cut.name
    assert found.tables["acknowledged"] in [tables["acknowledged"] for tables in cut.allowed], cut.name


def assert_whole_collections(cut: Cut, found: Finding) -> None:
    """A collection is under way, or it is done or given up: never both."""
    assert found.tables is not None
    drafts = [msgspec.json.decode(body, type=Draft) for name, body in found.tables["document"] if name == DRAFT]
    bodies = [json.loads(row[4])["body"] for row in found.tables["journal"] if row[4]]
    ended = {body["collection"] for body in bodies if "collection" in body}
    assert not ended & {draft.collection for draft in drafts}, cut.name


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_a_cut_costs_at_most_the_act_under_way(
    scenario: Play, laboratory: Laboratory, rules: Rulebook, request: pytest.FixtureRequest, count_cases: CountCases
) -> None:
    recording = play(laboratory, rules, scenario)
    losses = tuple(Loss) if is_nightly(request) or scenario is visits else FEW
    cases = 0
    for seed in seeds(request):
        for cut in recording.cuts(seed, losses=losses):
            assert_kept(cut, laboratory.find(cut))
            cases += 1
    assert cases == len(seeds(request)) * len(losses) * (len(recording.operations) + 1)
    count_cases("simulated disk", cases)
    count_cases(f"simulated disk: cut points in {scenario.__name__}", len(recording.operations) + 1)
    count_cases("simulated disk: different disks", laboratory.disks)


def test_a_second_cut_during_recovery_costs_nothing_more(
    laboratory: Laboratory, rules: Rulebook, request: pytest.FixtureRequest, count_cases: CountCases
) -> None:
    recording = play(laboratory, rules, visits)
    (seed, *_), nightly = seeds(request), is_nightly(request)
    first_cuts = list(recording.cuts(seed, losses=FEW))
    chance = random.Random(seed)
    cases = 0
    for cut in first_cuts if nightly else chance.sample(first_cuts, 12):
        once = laboratory.find(cut)
        laboratory.put_back(cut.image, cut.beside)

        def start_and_stop(_done: Done) -> None:
            laboratory.open().close()

        assert once.tables is not None
        recovery = laboratory.record(start_and_stop, iter([once.tables]).__next__)
        places = list(recovery.cuts(seed))
        for again in chance.sample(places, min(len(places), 40 if nightly else 6)):
            twice = laboratory.find(again)
            assert not twice.problems, f"{cut.name}, then {again.name}"
            assert twice.tables == once.tables, f"{cut.name}, then {again.name}"
            cases += 1
    count_cases("simulated disk: second cuts", cases)


class _Normal(Connection):
    """Says that it syncs at every commit, and does not."""

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Cursor:
        if statement == "PRAGMA synchronous = FULL":
            statement = "PRAGMA synchronous = NORMAL"
        elif statement == "PRAGMA synchronous":
            statement = "SELECT 2"
        return super().execute(statement, values)


def test_the_laboratory_finds_a_ledger_that_does_not_sync(
    tmp_path: Path, rules: Rulebook, count_cases: CountCases
) -> None:
    laboratory = Laboratory(tmp_path / "kiosk", _Normal)
    recording = play(laboratory, rules, visits)
    lost = 0
    for cut in recording.cuts(1, losses=[Loss.ALL]):
        found = laboratory.find(cut)
        assert found.tables is not None
        lost += identities(found.tables) < identities(cut.acknowledged.tables)
    assert lost > 0
    count_cases("simulated disk: lost with synchronous=NORMAL", lost)


def test_a_cut_during_a_backup_leaves_the_ledger_as_it_was(
    laboratory: Laboratory, rules: Rulebook, tmp_path: Path, request: pytest.FixtureRequest, count_cases: CountCases
) -> None:
    target = tmp_path / "stick"
    target.mkdir()

    def backup(stage: Stage, done: Done) -> None:
        assert back_up(stage.ledger, target, laboratory.clock, 3) is not None
        done()

    recording = play(laboratory, rules, backup)
    for cut in recording.cuts(seeds(request)[0]):
        assert_kept(cut, laboratory.find(cut))
    count_cases("simulated disk: cut points in backup", len(recording.operations) + 1)
