"""How deep the crash laboratory digs, and what it says at the end: how many cut points and cases were tried.

A plugin of the whole test run, because an option must be known before any folder is collected.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

import pytest

Case = TypeVar("Case")
_PROPERTY = "crash_cases"
_COUNTED = pytest.StashKey[Counter[str]]()


class Depth(StrEnum):
    """``quick`` for every run, a spread of the cases; ``nightly`` for all of them."""

    QUICK = "quick"
    NIGHTLY = "nightly"

    def choose(self, cases: Sequence[Case], count: int) -> list[Case]:
        """All ``cases``, or when quick ``count`` of them: the first, the last, and the rest spread evenly between."""
        if self is Depth.NIGHTLY or len(cases) <= count:
            return list(cases)
        last = len(cases) - 1
        return [cases[place * last // max(count - 1, 1)] for place in range(count)]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--depth``."""
    depths = [depth.value for depth in Depth]
    parser.addoption("--depth", choices=depths, default=Depth.QUICK.value, help="how many cases the crash tests try")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to count."""
    config.stash[_COUNTED] = Counter()
    config.pluginmanager.register(_Counting(config.stash[_COUNTED]))


@pytest.fixture(scope="session")
def depth(request: pytest.FixtureRequest) -> Depth:
    """How deep this run digs."""
    return Depth(request.config.getoption("--depth"))


@pytest.fixture
def only_nightly(depth: Depth) -> None:
    """Skips what takes too long for every run."""
    if depth is Depth.QUICK:
        pytest.skip("takes long: run with --depth nightly")


@pytest.fixture
def count_cases(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """Tell how many cases of a kind were tried; summed over the run and printed at its end.

    ``kind`` is the heading, or ``heading: detail`` for a figure that belongs to it: ``ext4 cuts: lost``.
    """

    def count(kind: str, cases: int) -> None:
        # What a test's reports carry comes home from pytest-xdist's workers, too.
        request.node.user_properties.append((_PROPERTY, [kind, cases]))

    return count


class _Counting:
    """Adds up what the reports of all workers carry."""

    def __init__(self, counted: Counter[str]) -> None:
        self._counted = counted

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "teardown":  # every phase carries the whole list; the last one has it complete
            return
        for name, value in report.user_properties:
            if name == _PROPERTY and isinstance(value, list):
                self._counted[value[0]] += value[1]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line: what was tried."""
    counted = config.stash[_COUNTED]
    if counted:
        terminalreporter.write_line(f"crash laboratory ({config.getoption('--depth')}): {summary(counted)}")


def summary(counted: Counter[str]) -> str:
    """``strace KILL 12; ext4 cuts 3 (acknowledged 412, lost 0)``."""
    headings = sorted({kind.partition(": ")[0] for kind in counted})
    return "; ".join(_heading(heading, counted) for heading in headings)


def _heading(heading: str, counted: Counter[str]) -> str:
    details = [
        f"{kind.removeprefix(f'{heading}: ')} {cases}"
        for kind, cases in sorted(counted.items())
        if kind.startswith(f"{heading}: ")
    ]
    total = f" {counted[heading]}" if heading in counted else ""
    return f"{heading}{total}" + (f" ({', '.join(details)})" if details else "")
