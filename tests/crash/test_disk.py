"""The simulated disk keeps its own rules: what is synced stays, and everything else is in doubt."""

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.crash.disk import (
    SECTOR,
    Contents,
    Create,
    Delete,
    Image,
    Loss,
    Operation,
    Platter,
    Sync,
    Truncate,
    Write,
    sectors,
)

BEFORE: Image = {"a": b"old"}
A, B = 0, 1
"""The number of the file that is there, and of the first new one."""


def after(operations: Sequence[Operation], loss: Loss, *, lies: bool = False, seed: int = 1) -> Image:
    platter = Platter(BEFORE, lies=lies)
    for operation in operations:
        platter.take(operation)
    return platter.after_cut(loss, random.Random(seed))


def test_what_is_not_synced_can_be_lost_or_not() -> None:
    written = [Write(A, 0, b"new")]
    assert after(written, Loss.ALL) == {"a": b"old"}
    assert after(written, Loss.NOTHING) == {"a": b"new"}
    assert after([*written, Sync(A, folder=False)], Loss.ALL) == {"a": b"new"}


def test_a_lying_disk_has_synced_nothing() -> None:
    assert after([Write(A, 0, b"new"), Sync(A, folder=True)], Loss.ALL, lies=True) == BEFORE


def test_a_new_file_vanishes_until_its_folder_is_synced() -> None:
    made: list[Operation] = [Create("b", B), Write(B, 0, b"x"), Sync(B, folder=False)]
    assert after(made, Loss.ALL) == BEFORE
    assert after([*made, Sync(B, folder=True)], Loss.ALL) == {"a": b"old", "b": b"x"}


def test_a_deleted_file_comes_back_until_its_folder_is_synced() -> None:
    assert after([Delete("a", synced=False)], Loss.ALL) == BEFORE
    assert after([Delete("a", synced=False)], Loss.NOTHING) == {}
    assert after([Delete("a", synced=True)], Loss.ALL) == {}


def test_a_deleted_file_that_comes_back_is_not_the_new_one_of_that_name() -> None:
    again: list[Operation] = [Delete("a", synced=False), Create("a", B), Write(B, 0, b"new"), Sync(B, folder=False)]
    assert after(again, Loss.ALL) == BEFORE
    assert after(again, Loss.NOTHING) == {"a": b"new"}


def test_a_torn_write_has_old_and_new_sectors_and_no_mixture() -> None:
    before = {"a": b"o" * (4 * SECTOR)}
    torn = set()
    for seed in range(50):
        platter = Platter(before)
        platter.take(Write(A, 100, b"n" * (3 * SECTOR)))
        content = platter.after_cut(Loss.TORN, random.Random(seed))["a"]
        torn.add(content)
        inner = content[SECTOR : 3 * SECTOR]
        assert {inner[:SECTOR], inner[SECTOR:]} <= {b"o" * SECTOR, b"n" * SECTOR}
        assert content[:100] == b"o" * 100
    assert len(torn) > 5
    assert b"o" * 100 + b"n" * (3 * SECTOR) + b"o" * (SECTOR - 100) not in torn


files = st.integers(0, 2)
operations = st.lists(
    st.one_of(
        st.builds(Write, files, st.integers(0, 1500), st.binary(min_size=1, max_size=1200)),
        st.builds(Truncate, files, st.integers(0, 1500)),
        st.builds(Sync, files, st.booleans()),
        st.builds(Create, st.sampled_from(["b", "c"]), files.filter(bool)),
        st.builds(Delete, st.sampled_from(["a", "b", "c"]), st.booleans()),
    ),
    max_size=12,
)


@given(operations)
def test_losing_nothing_is_what_the_program_saw(done: list[Operation]) -> None:
    seen = Contents.of(BEFORE)
    for operation in done:
        seen.apply(operation)
    assert after(done, Loss.NOTHING) == seen.image()


@given(operations, st.sampled_from(list(Loss)), st.integers())
def test_nothing_is_in_doubt_after_everything_was_synced(done: list[Operation], loss: Loss, seed: int) -> None:
    synced = [*done, *(Sync(file, folder=True) for file in range(3))]
    assert after(synced, loss, seed=seed) == after(done, Loss.NOTHING)


@given(st.builds(Write, files, st.integers(0, 2000), st.binary(min_size=1, max_size=3000)))
def test_the_sectors_of_a_write_are_the_write(write: Write) -> None:
    parts = [part for part in sectors(write) if isinstance(part, Write)]
    assert b"".join(part.data for part in parts) == write.data
    assert all(part.offset // SECTOR == (part.offset + len(part.data) - 1) // SECTOR for part in parts)
