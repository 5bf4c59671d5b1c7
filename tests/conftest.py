"""What holds for every test: a logged warning fails it, and ledgers live in real files."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kiosk.assets import METHODOLOGY
from kiosk.core.clock import ManualClock
from kiosk.ledger import Ledger, open_ledger
from kiosk.methodology import Rulebook, load_rulebook


def pytest_configure(config: pytest.Config) -> None:
    # A busy machine is no fault of the code; bench/ measures time, tests do not. Failures print how to repeat them.
    settings.register_profile("house", deadline=None, print_blob=True)
    settings.load_profile("house")
    config.addinivalue_line("markers", "expects_log(name): this logger may warn in this test; the test says why")


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """A WARNING that no test expected is a fault that nobody looked at."""
    expected = tuple(mark.args[0] for mark in request.node.iter_markers("expects_log"))
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    unexpected = [r for r in handler.records if not (expected and r.name.startswith(expected))]
    assert not unexpected, [f"{r.name}: {r.getMessage()}" for r in unexpected]


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    """The rule versions that ship."""
    return load_rulebook(METHODOLOGY)


@pytest.fixture
def clock() -> ManualClock:
    """A clock that the test moves."""
    return ManualClock()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A kiosk's data folder, not yet made."""
    return tmp_path / "kiosk"


@pytest.fixture
def make_ledger(data: Path, clock: ManualClock) -> Iterator[Callable[[], Ledger]]:
    """Open the ledger in ``data`` (again); all are closed at the end."""
    opened: list[Ledger] = []

    def make() -> Ledger:
        opened.append(open_ledger(data, clock, create=True))
        return opened[-1]

    yield make
    for ledger in opened:
        ledger.close()


@pytest.fixture
def ledger(make_ledger: Callable[[], Ledger]) -> Ledger:
    """A new ledger in a real, encrypted file."""
    return make_ledger()
