"""How deep the crash laboratory digs, and what it says at the end."""

from collections import Counter
from collections.abc import Callable

import pytest

_COUNTED = pytest.StashKey[Counter[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--depth", choices=["quick", "nightly"], default="quick")


@pytest.fixture
def count_cases(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """Tell how many cases of a kind were tried; summed over the run and printed at its end."""
    counted = request.config.stash.setdefault(_COUNTED, Counter())

    def count(kind: str, cases: int) -> None:
        counted[kind] += cases

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for kind, cases in sorted(config.stash.get(_COUNTED, Counter()).items()):
        terminalreporter.write_line(f"{kind}: {cases}")
