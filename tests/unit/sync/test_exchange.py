"""Everything recorded reaches the platform once, in any weather."""

import shutil
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core.acts import Resident
from kiosk.core.clock import ManualClock
from kiosk.core.errors import LinkFault, LinkFaultKind, UsageFault
from kiosk.ledger import Ledger, open_ledger
from kiosk.methodology import Rulebook
from kiosk.sync import Client, enrol, load_directory, load_enrolment
from tests.depth import examples
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.weather import SLOW, Proxy, Weather
from tests.unit.sync.conftest import Line

QUICK = [weather for weather in Weather if weather not in SLOW]
Stored = Callable[[Ledger], list[tuple[int, bytes]]]


def fill(ledger: Ledger, rules: Rulebook, count: int) -> None:
    ledger.append_drop_offs([drop_off(rules) for _ in range(count)])


def on_disk(ledger: Ledger) -> list[tuple[int, bytes]]:
    return [(stored.seq, stored.entry) for stored in ledger.all_entries()]


def test_everything_is_shipped_as_stored(line: Line, rules: Rulebook, stored: Stored) -> None:
    fill(line.ledger, rules, 10)
    outcome = line.exchange().run()
    assert (outcome.sent, outcome.fault) == (10, None)
    assert line.ledger.totals().pending == 0
    assert stored(line.ledger) == on_disk(line.ledger)


def test_nothing_is_sent_twice_without_need(line: Line, rules: Rulebook) -> None:
    fill(line.ledger, rules, 3)
    exchange = line.exchange()
    exchange.run()
    assert exchange.run().sent == 0


@pytest.mark.parametrize(
    ("weather", "kind"),
    [
        (Weather.REFUSE, LinkFaultKind.UNREACHABLE),
        (Weather.DROP_REQUEST, LinkFaultKind.UNREACHABLE),
        (Weather.DROP_RESPONSE, LinkFaultKind.UNREACHABLE),
        (Weather.CUT_RESPONSE, LinkFaultKind.UNREACHABLE),
        (Weather.PORTAL, LinkFaultKind.PORTAL),
        (Weather.LOGIN, LinkFaultKind.PORTAL),
        (Weather.REDIRECT, LinkFaultKind.PORTAL),
        (Weather.GATEWAY, LinkFaultKind.BROKEN),
        (Weather.PORTAL_JSON, LinkFaultKind.NOT_PLATFORM),
        (Weather.BROKEN, LinkFaultKind.BROKEN),
        (Weather.BUSY, LinkFaultKind.BUSY),
    ],
)
def test_bad_weather_acknowledges_nothing_and_costs_nothing(
    line: Line, proxy: Proxy, rules: Rulebook, stored: Stored, weather: Weather, kind: LinkFaultKind
) -> None:
    fill(line.ledger, rules, 3)
    proxy.default = weather
    outcome = line.exchange().run()
    assert outcome.fault is not None
    assert outcome.fault.kind is kind
    assert line.ledger.totals().pending == 3
    proxy.default = Weather.FAIR
    assert line.exchange().run().fault is None
    assert stored(line.ledger) == on_disk(line.ledger)
    assert line.ledger.totals().pending == 0


def test_a_busy_platform_is_given_the_time_it_asks_for(line: Line, proxy: Proxy, rules: Rulebook) -> None:
    fill(line.ledger, rules, 1)
    proxy.default = Weather.BUSY
    fault = line.exchange().run().fault
    assert fault is not None
    assert fault.retry_after_s == 7
    assert line.pace.wait_s(fault.retry_after_s) >= 7


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    weathers=st.lists(st.sampled_from(QUICK), max_size=12),
    count=st.integers(0, 9),
)
def test_after_any_weather_both_sides_hold_the_same(
    line: Line, proxy: Proxy, rules: Rulebook, stored: Stored, weathers: list[Weather], count: int
) -> None:
    fill(line.ledger, rules, count)
    proxy.plan[:] = weathers
    while proxy.plan:
        line.exchange().run()
    assert line.exchange().run().fault is None
    assert stored(line.ledger) == on_disk(line.ledger)
    assert line.ledger.totals().pending == 0


def test_a_platform_that_lost_its_newest_entries_gets_them_again(
    line: Line, central: RunningCentral, rules: Rulebook, stored: Stored
) -> None:
    fill(line.ledger, rules, 4)
    backlog = line.ledger.backlog()
    head = line.ledger.hash_at(backlog.epoch, 4)
    assert head is not None
    line.ledger.acknowledge(backlog.epoch, 4, head, ())  # the kiosk believes so; the platform holds nothing
    fill(line.ledger, rules, 1)
    assert line.exchange().run().fault is None
    assert stored(line.ledger) == on_disk(line.ledger)


@pytest.mark.expects_log("central.ingest")  # the platform notes the fork, as it should
def test_another_history_under_our_numbers_stops_uploading_only(
    line: Line, rules: Rulebook, make_ledger: Callable[[], Ledger]
) -> None:
    """A disk that was copied: the copy uploads first, then the original goes on differently."""
    fill(line.ledger, rules, 2)
    line.ledger.close()
    copy = line.ledger.folder.with_name("copy")
    shutil.copytree(line.ledger.folder, copy)
    twin = open_ledger(copy, ManualClock(), create=False)
    fill(twin, rules, 1)
    assert Line(twin, line.client, line.pace).exchange().run().fault is None
    fill(line.ledger, rules, 1)
    fault = line.exchange().run().fault
    assert fault is not None
    assert fault.kind is LinkFaultKind.FORK
    fill(line.ledger, rules, 1)
    assert line.ledger.totals().drop_offs == 4
    twin.close()


def test_one_held_entry_blocks_nothing(line: Line, rules: Rulebook) -> None:
    line.ledger.append_drop_off(drop_off(rules, who=Resident("r-nobody", "00" * 16)))
    fill(line.ledger, rules, 2)
    assert line.exchange().run().fault is None
    assert [(v.seq, v.verdict, v.reason) for v in line.ledger.open_verdicts()] == [(1, "held", "unknown_resident")]


def test_the_directory_comes_down_signed_and_is_kept(line: Line) -> None:
    line.exchange().run()
    enrolment = load_enrolment(line.ledger)
    assert enrolment is not None
    assert line.adopted
    assert load_directory(line.ledger, enrolment) == line.adopted[0]
    assert line.adopted[0].resident_page.endswith("/me")
    assert line.times


def test_a_failed_download_never_stops_an_upload(line: Line, proxy: Proxy, rules: Rulebook, stored: Stored) -> None:
    fill(line.ledger, rules, 2)
    proxy.plan[:] = [Weather.FAIR, Weather.BROKEN]
    outcome = line.exchange().run()
    assert outcome.fault is not None
    assert line.ledger.totals().pending == 0
    assert len(stored(line.ledger)) == 2


def test_a_code_works_once_and_says_so(central: RunningCentral, ledger: Ledger) -> None:
    client, code = Client(central.url), central.invite()
    enrol(ledger, ledger.device, client, code)
    enrol(ledger, ledger.device, client, code)  # a lost answer is no trap
    with pytest.raises(LinkFault) as caught:
        enrol(ledger, ledger.device, client, "WRONG234")
    assert caught.value.kind in {LinkFaultKind.FORBIDDEN, LinkFaultKind.REJECTED}
    client.close()


def test_another_platform_starts_from_nothing(
    line: Line, rules: Rulebook, stored: Stored, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A kiosk that moves to another city: what the first platform acknowledged is owed to the second as well."""
    fill(line.ledger, rules, 3)
    assert line.exchange().run().fault is None
    with running_central(tmp_path_factory.mktemp("second")) as second:
        client = Client(second.url)
        enrol(line.ledger, line.ledger.device, client, second.invite())
        enrolment = load_enrolment(line.ledger)
        assert enrolment is not None
        assert load_directory(line.ledger, enrolment) is None
        assert line.ledger.totals().pending == 3
        moved = Line(line.ledger, client, line.pace)
        assert moved.exchange().run().fault is None
        assert second.stats()["drop_offs"] == 3
        assert load_directory(line.ledger, enrolment) is not None
        client.close()


def test_the_same_platform_again_forgets_nothing(line: Line, central: RunningCentral, rules: Rulebook) -> None:
    fill(line.ledger, rules, 2)
    assert line.exchange().run().fault is None
    enrol(line.ledger, line.ledger.device, line.client, central.invite())
    assert line.ledger.totals().pending == 0


@pytest.mark.parametrize(
    "url",
    [
        "",
        "central.example.org",
        "ftp://x",
        "http://",
        "http://[",
        "http://h:99999",
        "http://h:abc",
        "http://a b",
        "http://user:secret@h",
        "http://h/?x=1",
    ],
)
def test_an_address_that_is_none_is_said_at_once(url: str) -> None:
    with pytest.raises(UsageFault, match="address of a platform"):
        Client(url)
