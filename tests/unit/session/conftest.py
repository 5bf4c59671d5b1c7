"""One conversation a test, at an empty scale."""

import pytest

from kiosk.methodology import Rulebook
from tests.unit.session.conversation import EMPTY, Conversation


@pytest.fixture
def talk(rules: Rulebook) -> Conversation:
    """Nobody is here, and the scale is empty."""
    return Conversation(rules, EMPTY)
