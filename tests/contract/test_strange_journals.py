"""Whatever a device signs, and whatever happens to it on the way: a documented answer, and good entries still come in.

A few examples here; ``python -m tests.fuzz.contract`` runs the same and more for as long as one likes.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.fakes.central_server import running_central
from tests.fuzz.journal import Bend, bends, entries, line_edits
from tests.fuzz.promises import Promises

FEW = settings(max_examples=examples(12))


@pytest.fixture(scope="module")
def promises(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Promises]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield Promises(running)


@FEW
@given(strange=st.lists(entries(), min_size=1, max_size=6))
def test_strange_entries_block_nothing(promises: Promises, strange: list[tuple[str, Any, dict[str, Any]]]) -> None:
    promises.strange_entries_block_nothing(strange)


@FEW
@given(bend=bends())
def test_a_bent_request_harms_nothing(promises: Promises, bend: Bend) -> None:
    promises.a_bent_request_harms_nothing(bend)


@FEW
@given(edit=line_edits())
def test_signed_nonsense_harms_nothing(promises: Promises, edit: Callable[[bytes], bytes]) -> None:
    promises.signed_nonsense_harms_nothing(edit)
