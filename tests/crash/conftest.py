"""What the crash tests share: tellers, a folder to begin from, and what a machine must have."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash import ext4, strace
from tests.crash.witness import Tellers


@pytest.fixture(scope="session")
def tellers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tellers]:
    """Where tellers come from."""
    with Tellers(tmp_path_factory.mktemp("t")) as tellers:
        yield tellers


@pytest.fixture(scope="session")
def opened_once(tmp_path_factory: pytest.TempPathFactory, tellers: Tellers) -> Path:
    """A data folder whose kiosk has run and stopped in good order in the middle of a first visit."""
    data = tmp_path_factory.mktemp("opened") / "d"
    teller = tellers.open(data)
    teller.wait_for("ready")
    teller.finish()
    return data


@pytest.fixture
def fresh_copy(opened_once: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Copies of ``opened_once``, each for one case."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(opened_once, tmp_path / name))

    return copy


def _need(missing: str) -> None:
    if missing:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def needs_strace() -> None:
    """Skips, and says why, where processes may not be traced."""
    _need(strace.missing())


@pytest.fixture(scope="session")
def needs_mounts() -> None:
    """Skips, and says why, where no disk can be mounted."""
    _need(ext4.missing())
