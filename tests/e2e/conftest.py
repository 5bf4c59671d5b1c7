"""What tests of web pages stand on: one platform and one browser a file, and phones that end with their test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.e2e.phones import Phones, browsers
from tests.fakes.central_server import RunningCentral, running_central


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[..., Any]]:
    """Starts one more browser, with command line flags of its own."""
    with browsers() as start:
        yield start


@pytest.fixture(scope="module")
def browser(start: Callable[..., Any]) -> Any:
    return start()


@pytest.fixture
def open_page(central: RunningCentral, browser: Any) -> Iterator[Phones]:
    """Opens ``/me`` on a phone; fails the test for any script error, console error or foreign request."""
    phones = Phones(browser, central.url)
    yield phones
    phones.close()
