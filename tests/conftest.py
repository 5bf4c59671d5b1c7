"""What holds for every test: a logged warning fails it, and ledgers live in real files."""

import gc
import logging
import os
import signal
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from kiosk.assets import METHODOLOGY
from kiosk.core.clock import ManualClock
from kiosk.ledger import Ledger, open_ledger
from kiosk.methodology import Rulebook, load_rulebook
from tests.depth import set_depth
from tests.fakes.postgres import INSTALL, Postgres, find_postgres, running_postgres

pytest_plugins = ["tests.crash.counting"]  # its option must be known before any folder is collected


def pytest_configure(config: pytest.Config) -> None:
    set_depth(nightly=config.getoption("--depth") == "nightly")
    config.addinivalue_line("markers", "expects_log(name): this logger may warn in this test; the test says why")
    config.option.loadscopereorder = False  # the order is ours: see pytest_collection_modifyitems
    os.environ["LC_ALL"] = "C.UTF-8"  # of any other encoding Qt warns, here and in every process that a test starts
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell starts what shall run in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)  # and so would every process that a test starts


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What the tests are made of stays until the end: looking through it for garbage takes a fifth of collecting it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_unconfigure() -> None:
    gc.unfreeze()  # at the end all of it goes like any other


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Two workers to a core: half of a run is waiting, for a scale to settle or for a kiosk's next screen."""
    return 2 * (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order the files for several workers, each of which takes one at a time.

    What starts processes or a browser mostly waits: such files alternate with the others, which keeps the cores busy.
    The longest begin first and none is left for the end: walks of few tests, and of the others those marked ``long``
    and then the files with most.
    """
    if not hasattr(config, "workerinput"):
        return
    tests = Counter(item.path for item in items)
    waiting = {item.path for item in items for mark in ("process", "browser") if item.get_closest_marker(mark)}
    long = {item.path for item in items if item.get_closest_marker("long")}
    walks = sorted((path for path in tests if path in waiting), key=lambda path: tests[path])
    others = sorted((path for path in tests if path not in waiting), key=lambda path: (path not in long, -tests[path]))
    place = {path: index for files in (walks, others) for index, path in enumerate(files)}
    items.sort(key=lambda item: place[item.path])


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
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL server, started for the first test that asks for it; each worker has its own."""
    binaries = find_postgres()
    if binaries is None:
        pytest.skip(INSTALL)
    with running_postgres(binaries) as server:
        yield server


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Make an empty database of a kind, ``sqlite`` or ``postgresql``: its SQLAlchemy URL."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('database') / 'central.db'}"
        server: Postgres = request.getfixturevalue("postgres")
        return server.new_database()

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> str:
    """An empty database of each kind: its SQLAlchemy URL."""
    return new_database(request.param)


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
