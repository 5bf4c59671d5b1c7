"""A kiosk and a platform of one version more or less: whole exchanges, not only single answers."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from central import roster
from central.encoding import base64url, from_base64url
from kiosk.core.acts import Resident
from kiosk.ledger import Ledger
from kiosk.methodology import Rulebook
from kiosk.sync import Client, enrol, load_directory, load_enrolment
from tests.fakes.acts import drop_off
from tests.fakes.bent_platform import Bend, bent_platform
from tests.fakes.central_server import RunningCentral
from tests.unit.sync.conftest import Line

LATER = {"later": {"deep": [1, None, "x"]}}
SIGNED = {"/v1/directory": "greensprout-directory-v1", "/v1/briefing": "greensprout-briefing-v1"}
NOT_FOUND = {"type": "urn:greensprout:problem:not-found", "title": "No such address", "status": 404}
SINCE_THEN = ("briefing_version", "briefing_revision")
Stored = Callable[[Ledger], list[tuple[int, bytes]]]


def newer(value: Any) -> Any:
    """A field more in every object."""
    if isinstance(value, dict):
        return {name: newer(inner) for name, inner in value.items()} | LATER
    return [newer(each) for each in value] if isinstance(value, list) else value


class _Signer:
    """Changes what is signed, and signs it again as the platform would."""

    def __init__(self, central: RunningCentral) -> None:
        self._key = central.platform.keys.directory

    def changed(self, path: str, envelope: dict[str, str], change: Callable[[Any], Any]) -> dict[str, str]:
        payload = json.dumps(change(json.loads(from_base64url(envelope["payload"])))).encode()
        signature = self._key.sign(SIGNED[path], payload)
        return envelope | {"payload": base64url(payload), "signature": base64url(signature)}


def of_later(central: RunningCentral) -> Bend:
    """It says more everywhere, in what is signed too."""

    def bend(path: str, status: int, answer: Any) -> tuple[int, Any]:
        if path in SIGNED and status == 200:
            answer = _Signer(central).changed(path, answer, newer)
        return status, newer(answer)

    return bend


def of_before(central: RunningCentral) -> Bend:
    """It knows no briefings, announces none, and tells everybody the roster in the directory."""
    with central.store.reading() as connection:
        _, staff = roster.published(connection, central.platform)

    def bend(path: str, status: int, answer: Any) -> tuple[int, Any]:
        if path == "/v1/briefing":
            return 404, NOT_FOUND
        if path == "/v1/directory" and status == 200:
            answer = _Signer(central).changed(path, answer, lambda payload: payload | {"staff": staff})
        if path == "/v1/journal" and status == 200:
            answer = {name: value for name, value in answer.items() if name not in SINCE_THEN}
        return status, answer

    return bend


@pytest.fixture(params=[of_later, of_before])
def skewed(request: pytest.FixtureRequest, central: RunningCentral, line: Line) -> Iterator[Line]:
    """The kiosk, enrolled with a platform of another version that has somebody on its roster."""
    roster.add(central.platform, "supervisor", "482913")
    with (
        bent_platform(central.url, request.param(central)) as front,
        closing(Client(front.url)) as client,
    ):
        enrol(line.ledger, line.ledger.device, client, central.invite())
        yield replace(line, client=client)


def test_both_go_on_as_ever(skewed: Line, rules: Rulebook, stored: Stored) -> None:
    stranger = Resident("r-" + "0" * 20, "00" * 16)
    for count in (6, 1):
        skewed.ledger.append_drop_off(drop_off(rules, who=stranger))
        skewed.ledger.append_drop_offs([drop_off(rules) for _ in range(count)])
        outcome = skewed.exchange().run()
        assert (outcome.sent, outcome.fault) == (count + 1, None)
    assert stored(skewed.ledger) == [(entry.seq, entry.entry) for entry in skewed.ledger.all_entries()]
    assert [(v.seq, v.verdict, v.reason) for v in skewed.ledger.open_verdicts()] == [
        (1, "held", "unknown_resident"),
        (8, "held", "unknown_resident"),
    ]
    enrolment = load_enrolment(skewed.ledger)
    assert enrolment is not None
    directory = load_directory(skewed.ledger, enrolment)
    assert directory is not None
    assert directory.resident_page.endswith("/me")
    assert len(directory.staff) >= 1, "whichever way it came"
