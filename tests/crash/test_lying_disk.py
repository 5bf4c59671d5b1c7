"""A disk that answers every sync and does nothing. It can lose what was acknowledged, and no program can prevent that;
but what is left is served only when it is a ledger that once was. That it was a later one is for the platform to tell.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.methodology import Rulebook
from tests.crash.disk import Loss
from tests.crash.laboratory import FOLLOWS_FROM_THE_JOURNAL, Cut, Finding, Laboratory, Tables
from tests.crash.scenarios import SCENARIOS, play, restart
from tests.crash.seeds import is_nightly, seeds

pytestmark = pytest.mark.timeout(1800)  # when nightly
FEW = (Loss.SOME, Loss.SECTORS)
"""The two that mix pages of different moments most."""


def journal_side(tables: Tables) -> Tables:
    """What can be checked against the signed entries. An open visit or a document cannot."""
    return {table: tables[table] for table in FOLLOWS_FROM_THE_JOURNAL}


def judge(cut: Cut, found: Finding) -> str:
    """``kept``, ``reported``, or ``older``: a whole ledger of an earlier moment."""
    if found.problems:
        return "reported"
    assert found.tables is not None
    assert not found.file, f"{cut.name}: not reported: {found.file}"
    past = [journal_side(moment.tables) for moment in cut.moments[: cut.reached + 2]]
    assert journal_side(found.tables) in past, f"{cut.name}: served, and never was so"
    assert found.remade == found.tables, cut.name
    return "kept" if past.index(journal_side(found.tables)) >= cut.reached else "older"


def test_a_lying_disk_is_never_served_silently(
    tmp_path: Path, rules: Rulebook, request: pytest.FixtureRequest, count_cases: Callable[[str, int], None]
) -> None:
    laboratory = Laboratory(tmp_path / "kiosk")
    judged: Counter[str] = Counter()
    # Only where the WAL was folded into the file can the two disagree; elsewhere the disk is merely an older one.
    for scenario in SCENARIOS if is_nightly(request) else (restart,):
        recording = play(laboratory, rules, scenario)
        for seed in seeds(request):
            cuts = recording.cuts(seed, losses=tuple(Loss) if is_nightly(request) else FEW, lies=True)
            judged.update(judge(cut, laboratory.find(cut)) for cut in cuts)
    assert judged["reported"] > 0
    for verdict, cases in judged.items():
        count_cases(f"lying disk: {verdict}", cases)
    count_cases("lying disk", judged.total())
