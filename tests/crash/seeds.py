"""How deep to dig, and from which seeds. Chance comes from the run's own seed, which pytest prints at its start."""

import pytest


def is_nightly(request: pytest.FixtureRequest) -> bool:
    """Everything is to be tried."""
    return bool(request.config.getoption("--depth", default="quick") == "nightly")


def seeds(request: pytest.FixtureRequest) -> range:
    """One seed, or when nightly eight."""
    first = int(request.config.getoption("randomly_seed", default=1))
    return range(first, first + (8 if is_nightly(request) else 1))
