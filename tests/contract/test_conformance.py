"""The conformance program: our own platform passes, and what is no platform passes nothing."""

from collections.abc import Iterator

import pytest

from tests.contract.conformance import CHECKS, Subject, judged, main
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.virtual_kiosk import VirtualKiosk
from tests.fakes.weather import Proxy, Weather


@pytest.fixture
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.mark.expects_log("central.ingest")  # the forks
def test_our_platform_conforms(central: RunningCentral, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--url", central.url + "/", "--code", central.invite()]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in told] == ["ok  "] * len(CHECKS) + ["conf"]


def test_what_answers_200_to_everything_conforms_in_nothing(
    central: RunningCentral, capsys: pytest.CaptureFixture[str]
) -> None:
    with Proxy(central.url) as portal:
        portal.default = Weather.PORTAL_JSON
        assert main(["--url", portal.url, "--code", central.invite()]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in told[:-1:2]] == ["FAIL"] * len(CHECKS)


def test_a_wrong_code_is_told(central: RunningCentral) -> None:
    name, wrong = next(judged(Subject(central.url, "XXXXXXXX", VirtualKiosk(central.url))))
    assert "enrols" in name
    assert wrong is not None
    assert "invitation-unknown" in wrong
