"""Only an answer that echoes our range and our hash moves what is acknowledged, forward or back."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from kiosk.core.errors import LinkFaultKind
from kiosk.methodology import Rulebook
from kiosk.sync import Client
from tests.fakes.acts import drop_off
from tests.fakes.bent_platform import BentPlatform, as_it_is, bent_platform
from tests.fakes.central_server import RunningCentral
from tests.unit.sync.conftest import Line


@pytest.fixture
def front(central: RunningCentral) -> Iterator[BentPlatform]:
    with bent_platform(central.url) as running:
        yield running


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"kiosk": "k-" + "0" * 20}, LinkFaultKind.NOT_PLATFORM),
        ({"epoch": "0" * 32}, LinkFaultKind.NOT_PLATFORM),
        ({"first": 2}, LinkFaultKind.NOT_PLATFORM),
        ({"last": 2}, LinkFaultKind.NOT_PLATFORM),
        ({"acked_seq": 2}, LinkFaultKind.NOT_PLATFORM),
        ({"head_hash": "0" * 64}, LinkFaultKind.FORK),
        ({"acked_seq": 4}, LinkFaultKind.FORK),  # more than there is
    ],
)
def test_an_answer_about_something_else_acknowledges_nothing(
    line: Line, front: BentPlatform, rules: Rulebook, wrong: dict[str, Any], kind: LinkFaultKind
) -> None:
    def bend(path: str, status: int, answer: Any) -> tuple[int, Any]:
        return status, answer | wrong if path == "/v1/journal" else answer

    line.ledger.append_drop_offs([drop_off(rules) for _ in range(3)])
    with closing(Client(front.url)) as client:
        held = replace(line, client=client)
        front.bend = bend
        fault = held.exchange().run().fault
        assert fault is not None
        assert fault.kind is kind
        assert (line.ledger.totals().acked_seq, line.ledger.totals().pending) == (0, 3)
        front.bend = as_it_is
        assert held.exchange().run().fault is None
        assert line.ledger.totals().pending == 0


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"acked_seq": 2, "head_hash": "0" * 64}, LinkFaultKind.FORK),  # ours has another hash there
        ({"acked_seq": 99, "head_hash": "0" * 64}, LinkFaultKind.FORK),  # we have never been so far
        ({"acked_seq": 3, "head_hash": "0" * 64}, LinkFaultKind.REJECTED),  # just what we had sent it
        ({"acked_seq": 2}, LinkFaultKind.REJECTED),
        ({}, LinkFaultKind.REJECTED),
    ],
)
def test_a_gap_that_is_not_ours_takes_nothing_back(
    line: Line, front: BentPlatform, rules: Rulebook, told: dict[str, Any], kind: LinkFaultKind
) -> None:
    def bend(path: str, status: int, answer: Any) -> tuple[int, Any]:
        gap = {"type": "urn:greensprout:problem:gap", "title": "Entries are missing", "status": 409}
        return (409, gap | told) if path == "/v1/journal" else (status, answer)

    line.ledger.append_drop_offs([drop_off(rules) for _ in range(3)])
    assert line.exchange().run().fault is None
    line.ledger.append_drop_offs([drop_off(rules) for _ in range(2)])
    with closing(Client(front.url)) as client:
        held = replace(line, client=client)
        front.bend = bend
        fault = held.exchange().run().fault
        assert fault is not None
        assert fault.kind is kind
        assert (line.ledger.totals().acked_seq, line.ledger.totals().pending) == (3, 2)
        front.bend = as_it_is
        assert held.exchange().run().fault is None
        assert line.ledger.totals().pending == 0
