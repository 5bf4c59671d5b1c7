"""Writers take turns in the order in which they came."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from central.schema import Setting
from central.store import open_store
from central.turns import Turns

_PATIENCE_S = 20


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def _begin(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_who_came_first_is_served_first() -> None:
    turns = Turns(_PATIENCE_S)
    order: list[int] = []
    threads = []

    def work(number: int) -> None:
        with turns.turn():
            order.append(number)

    with turns.turn():
        for number in range(12):
            threads.append(_begin(lambda number=number: work(number)))  # type: ignore[misc]
            _until(lambda number=number: turns.waiting == number + 1)  # type: ignore[misc]
    for thread in threads:
        thread.join(_PATIENCE_S)
    assert order == list(range(12))


def test_one_at_a_time_and_nobody_is_lost() -> None:
    turns = Turns(_PATIENCE_S)
    inside = [0]
    most = [0]
    done = [0]

    def work() -> None:
        for _ in range(200):
            with turns.turn():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                done[0] += 1
                inside[0] -= 1

    for thread in [_begin(work) for _ in range(8)]:
        thread.join(_PATIENCE_S)
    assert (most, done, turns.waiting) == ([1], [1_600], 0)


def test_a_turn_that_does_not_come_is_said_and_holds_nobody_up() -> None:
    turns = Turns(0.01)
    with turns.turn():
        late: list[BaseException] = []

        def work() -> None:
            with pytest.raises(PoolTimeoutError) as caught, turns.turn():
                pass
            late.append(caught.value)

        _begin(work).join(_PATIENCE_S)
        assert len(late) == 1
        assert turns.waiting == 0
    with turns.turn():
        assert turns.waiting == 0


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns(0.01)
    with pytest.raises(RuntimeError), turns.turn():
        raise RuntimeError
    with turns.turn():
        pass


def test_a_writer_waits_for_one_of_another_process(tmp_path: Path) -> None:
    """Another store upon the same file knows nothing of our turns, as another process does not."""
    url = f"sqlite:///{tmp_path / 'central.db'}"
    ours, theirs = open_store(url), open_store(url)
    began = threading.Event()
    done = threading.Event()

    def work() -> None:
        began.set()
        with ours.writing() as connection:
            connection.execute(select(Setting.value))
        done.set()

    with theirs.writing():
        thread = _begin(work)
        assert began.wait(_PATIENCE_S)
        assert not done.wait(0.05)
    assert done.wait(_PATIENCE_S)
    thread.join(_PATIENCE_S)
    ours.close()
    theirs.close()
