"""Central corrects the moments of entries by what the kiosk's calls tell of its boot."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import zstandard
from sqlalchemy import select

from central.clock import rfc3339
from central.schema import BootRun, DropOff
from central.verdict import DAY_G
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, drop_off_body

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LOST = {"clock": "unknown", "occurred_at": "1970-01-03T00:00:00.000Z"}


@pytest.fixture
def central(tmp_path: Path) -> Iterator[RunningCentral]:
    with running_central(tmp_path) as running:
        yield running


@pytest.fixture
def either(tmp_path: Path, database: str) -> Iterator[RunningCentral]:
    """On each kind of database."""
    with running_central(tmp_path, database) as running:
        yield running


def bag(kiosk: VirtualKiosk, boot: str, monotonic_ms: int, **changes: Any) -> None:
    """Append a drop-off of ``boot``; ``body`` among ``changes`` bends its body."""
    body = drop_off_body(1000, **changes.pop("body", {}))
    kiosk.append("drop_off", body, boot=boot, monotonic_ms=monotonic_ms, **changes)


def send(kiosk: VirtualKiosk, first: int, told: str = "", last: int | None = None) -> requests.Response:
    """Ship entries; ``told`` goes behind the query and is signed with it."""
    last = len(kiosk.entries) if last is None else last
    body = zstandard.compress(b"\n".join(entry.line for entry in kiosk.entries[first - 1 : last]) + b"\n", 3)
    return kiosk.http.send(kiosk.http.prepare_request(kiosk.signed_request(body, first, last, told=told)), timeout=60)


def moments(central: RunningCentral) -> list[tuple[str | None, str]]:
    query = select(DropOff.moment, DropOff.moment_kind).order_by(DropOff.journal, DropOff.seq)
    with central.store.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


def at(**before_now: float) -> str:
    return rfc3339(NOW - timedelta(**before_now))


def test_the_first_call_of_a_boot_corrects_its_entries(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    bag(kiosk, "b1", 1_000, **LOST)
    bag(kiosk, "b1", 61_000, clock="holdover", occurred_at="2036-11-22T09:00:00.000Z")
    bag(kiosk, "b1", 62_000, occurred_at=at(seconds=38 - 20))  # trusted, and 20 s ahead: within a minute
    assert send(kiosk, 1, "&boot=b1&monotonic_ms=100000").status_code == 200
    assert moments(central) == [(at(seconds=99), "corrected"), (at(seconds=39), "corrected"), (None, "label")]


@pytest.mark.expects_log("central.boots")  # a clock that is called trusted and is not must be looked at
def test_a_trusted_label_that_cannot_be_is_corrected_and_flagged(
    central: RunningCentral, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = central.kiosk()
    bag(kiosk, "b1", 1_000, occurred_at=at(hours=5))
    send(kiosk, 1, "&boot=b1&monotonic_ms=2000")
    assert moments(central) == [(at(seconds=1), "corrected")]
    (record,) = [record for record in caplog.records if record.name == "central.boots"]
    assert record.getMessage() == f"clock: kiosk {kiosk.id} called its clock trusted, and it was 17999 s off"


def test_what_was_stored_before_is_corrected_in_the_call_that_tells(either: RunningCentral) -> None:
    kiosk = either.kiosk()
    bag(kiosk, "b1", 10_000, **LOST)
    kiosk.append("boot", {"software": "1"}, boot="b1", monotonic_ms=11_000, **LOST)
    bag(kiosk, "b1", 20_000, **LOST)
    send(kiosk, 1)
    assert [kind for _, kind in moments(either)] == ["bounded", "bounded"]
    send(kiosk, 1, "&boot=b1&monotonic_ms=30000")  # nothing new in it but the reading
    assert moments(either) == [(at(seconds=20), "corrected"), (at(seconds=10), "corrected")]


def test_the_least_estimate_counts_and_a_replay_changes_nothing(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    bag(kiosk, "b1", 10_000, **LOST)
    send(kiosk, 1, "&boot=b1&monotonic_ms=20000")
    assert moments(central) == [(at(seconds=10), "corrected")]
    central.clock.advance(timedelta(hours=1))
    send(kiosk, 1, "&boot=b1&monotonic_ms=20000")
    assert moments(central) == [(at(seconds=10), "corrected")]
    send(kiosk, 1, "&boot=b1&monotonic_ms=3622000")  # the first call had lost 2 s on its way
    assert moments(central) == [(at(seconds=12), "corrected")]


def test_a_boot_never_heard_from_moves_between_its_neighbours_as_they_come(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    bag(kiosk, "a", 1_000, clock="holdover")
    send(kiosk, 1, "&boot=a&monotonic_ms=60001000")
    before = at(seconds=60_000)
    central.clock.advance(timedelta(days=3))
    bag(kiosk, "b", 5_000, clock="holdover", occurred_at=rfc3339(NOW + timedelta(days=2)))
    send(kiosk, 2)  # by an older kiosk that tells nothing
    assert moments(central)[1] == (None, "label")
    bag(kiosk, "c", 1_000, **LOST)
    send(kiosk, 3, "&boot=c&monotonic_ms=172801000")  # c began a day after NOW: b was before it
    found = moments(central)
    assert found[2] == (rfc3339(NOW + timedelta(days=1)), "corrected")
    moment, kind = found[1]
    assert kind == "bounded"
    assert moment is not None
    assert before <= moment <= rfc3339(NOW + timedelta(days=1))


def test_nothing_lies_after_its_arrival(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    bag(kiosk, "b1", 1_000, clock="holdover", occurred_at="2036-11-22T09:00:00.000Z")
    bag(kiosk, "b1", 2_000, clock="holdover", occurred_at="2036-11-22T09:00:01.000Z")
    send(kiosk, 1)
    assert moments(central) == [(at(seconds=1), "bounded"), (at(seconds=0), "bounded")]


def test_the_resident_sees_the_corrected_moment_and_the_day_counts_by_it(central: RunningCentral) -> None:
    kiosk, phone = central.kiosk(), VirtualPhone.register(central.url)
    for tick in range(2):  # each label says another day; in truth they are a second apart
        wrong = f"2026-11-{10 + tick}T09:00:00.000Z"
        heavy = drop_off_body(DAY_G * 3 // 4, resident=phone.resident)
        kiosk.append("drop_off", heavy, boot="b1", monotonic_ms=tick * 1_000, clock="holdover", occurred_at=wrong)
    answer = body_of(send(kiosk, 1, "&boot=b1&monotonic_ms=60000"), 200, "journal_answer")
    assert [(line["verdict"], line["reason"]) for line in answer["verdicts"]] == [
        ("accepted", None),
        ("held", "over_day_cap"),
    ]
    me = body_of(phone.call("GET", "/v1/me"), 200, "me")
    assert [credit["occurred_at"] for credit in me["credits"]] == [at(seconds=59), at(seconds=60)]


def test_a_certificate_is_judged_by_the_corrected_day(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    body = drop_off_body(1000)
    body["weighing"] |= {"certificate_until": "2026-11-21"}
    kiosk.append("drop_off", body, boot="b1", monotonic_ms=1_000, **LOST)
    answer = body_of(send(kiosk, 1, "&boot=b1&monotonic_ms=2000"), 200, "journal_answer")
    assert answer["verdicts"][0]["reason"] == "certificate_expired"


@pytest.mark.parametrize("told", ["&boot=&monotonic_ms=1", "&boot=b%001&monotonic_ms=1", "&boot=b&monotonic_ms=-1"])
def test_a_reading_that_is_none_is_malformed(central: RunningCentral, told: str) -> None:
    kiosk = central.kiosk()
    bag(kiosk, "b", 1)
    answer = send(kiosk, 1, told)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:greensprout:problem:malformed")


def test_half_a_reading_tells_nothing(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    bag(kiosk, "b", 1, **LOST)
    assert send(kiosk, 1, "&boot=b").status_code == 200
    assert moments(central)[0][1] == "bounded"


@pytest.mark.expects_log("central.boots")
@pytest.mark.parametrize("monotonic_ms", [0, 10**15, 2**63 - 1])
def test_strange_evidence_is_stored_and_kept_within_bounds(central: RunningCentral, monotonic_ms: int) -> None:
    kiosk = central.kiosk()
    bag(kiosk, "b", monotonic_ms, **LOST)
    bag(kiosk, "b" * 100, monotonic_ms, occurred_at="0001-01-01T08:00:00.000Z")
    bag(kiosk, "b", 5, occurred_at="9999-12-30T00:00:00.000Z")
    assert send(kiosk, 1, "&boot=b&monotonic_ms=999999999999").status_code == 200
    assert all(moment is None or moment <= at(seconds=0) for moment, _ in moments(central))


def test_a_run_goes_on_from_call_to_call_as_one(either: RunningCentral) -> None:
    kiosk = either.kiosk()
    for number in range(1, 7):
        bag(kiosk, "b1", number * 1_000, **LOST)
    send(kiosk, 1, last=2)
    send(kiosk, 3, "&boot=b1&monotonic_ms=10000", last=4)
    send(kiosk, 5, "&boot=b1&monotonic_ms=10000")
    assert moments(either) == [(at(seconds=10 - number), "corrected") for number in range(1, 7)]
    with either.store.reading() as connection:
        runs = connection.execute(select(BootRun.first_seq, BootRun.last_seq, BootRun.heard)).all()
    assert [tuple(run) for run in runs] == [(1, 6, True)]
