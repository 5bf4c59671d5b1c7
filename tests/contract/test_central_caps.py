"""The caps of a day and what cannot be: whatever comes in whatever order, nothing above them is credited unreviewed."""

import itertools
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from central.schema import DropOff
from tests.depth import examples
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, claim_hash, drop_off_body

Verdict = tuple[str, str | None]
ACCEPTED: Verdict = ("accepted", None)
OVER: Verdict = ("held", "over_day_cap")
DAY_G = 20_000
WITHIN_S = 30


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as running:
        yield running


def at(minute: int) -> str:
    moment = datetime(2026, 11, 20, 1, tzinfo=UTC) + timedelta(minutes=minute)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def tell(kiosk: VirtualKiosk, first: int = 1) -> list[Verdict]:
    answer = body_of(kiosk.send(first), 200, "journal_answer")
    return [(line["verdict"], line["reason"]) for line in answer["verdicts"]]


def drop(kiosk: VirtualKiosk, net_g: int, minute: int, **changes: Any) -> None:
    """A drop-off of a boot of its own, so that no monotonic clock says anything else than ``minute``."""
    kiosk.append("drop_off", drop_off_body(net_g, **changes), occurred_at=at(minute), boot=secrets.token_hex(8))


def new_code() -> str:
    return "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(16))


def unreviewed(central: RunningCentral, resident: str) -> int:
    """Net grams that are credited to ``resident`` without anybody having looked."""
    query = select(DropOff.net_g).where(
        DropOff.credited_to == resident, DropOff.verdict == "accepted", DropOff.reason.is_(None)
    )
    with central.store.reading() as connection:
        return sum(connection.scalars(query))


def test_a_day_is_full_at_twenty_kilograms_over_all_kiosks(central: RunningCentral) -> None:
    phone, here, there = VirtualPhone.register(central.url), central.kiosk(), central.kiosk()
    for minute, net_g in enumerate((12_000, 8001, 7000), start=1):
        drop(here, net_g, minute, resident=phone.resident)
    drop(there, 1001, 30, resident=phone.resident)
    drop(there, 1000, 31, resident=phone.resident)
    assert tell(here) == [ACCEPTED, OVER, ACCEPTED]
    assert tell(there) == [OVER, ACCEPTED]
    assert (phone.me()["points"], phone.me()["held"]) == (20 * 30, 2)
    drop(there, 20_000, 24 * 60, resident=phone.resident)
    assert tell(there, 3) == [ACCEPTED]


def test_what_a_guest_claims_counts_in_the_day(central: RunningCentral) -> None:
    phone, kiosk, code = VirtualPhone.register(central.url), central.kiosk(), new_code()
    for minute in range(3):
        drop(kiosk, 9000, minute, claim=claim_hash(code))
    assert tell(kiosk) == [ACCEPTED] * 3
    answer = body_of(phone.claim(code), 200, "claim_answer")
    assert answer["points"] == 18 * 30
    assert tell(kiosk) == [ACCEPTED, ACCEPTED, OVER], "what is sent again is told the present verdict"
    drop(kiosk, 2001, 5, resident=phone.resident)
    drop(kiosk, 2001, 6, claim=claim_hash(code))
    drop(kiosk, 2000, 7, resident=phone.resident)
    assert tell(kiosk, 4) == [OVER, OVER, ACCEPTED]
    assert (phone.me()["points"], phone.me()["held"]) == (20 * 30, 3)


def test_two_kiosks_at_the_same_minute_are_one_too_many(central: RunningCentral) -> None:
    phone, here, there = VirtualPhone.register(central.url), central.kiosk(), central.kiosk()
    for kiosk, minutes in ((here, (1, 5)), (there, (0, 1, 3))):
        for minute in minutes:
            drop(kiosk, 1000, minute, resident=phone.resident)
    assert tell(here) == [ACCEPTED] * 2
    assert tell(there) == [ACCEPTED, ("held", "two_places"), ACCEPTED]
    drop(here, 1000, 5, resident=phone.resident)
    assert tell(here, 3) == [ACCEPTED], "several bags at one kiosk are nothing strange"


def test_more_than_can_be_weighed_in_an_hour(central: RunningCentral) -> None:
    kiosk, start = central.kiosk(), datetime(2026, 11, 22, 1, tzinfo=UTC)
    for number in range(243):
        moment = start + timedelta(seconds=14 * number) + timedelta(hours=number // 242)
        label = moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        kiosk.append("drop_off", drop_off_body(1000), occurred_at=label, boot=str(number))
    found: list[Verdict] = []
    for first, last in ((1, 100), (101, 239), (240, 240), (241, 243)):
        answer = body_of(kiosk.send(first, last), 200, "journal_answer")
        found += [(line["verdict"], line["reason"]) for line in answer["verdicts"]]
    assert found == [ACCEPTED] * 240 + [("held", "implausible_rate")] * 2 + [ACCEPTED]
    whole = central.kiosk()
    for sealed in kiosk.entries:
        whole.append("drop_off", drop_off_body(1000), occurred_at=_moment(sealed.content), boot=sealed.hash)
    assert tell(whole) == found, "a range may be cut anywhere"


def _moment(content: bytes) -> str:
    return content.split(b'"occurred_at":"')[1].split(b'"')[0].decode()


def test_eight_kiosks_at_once_do_not_pass_the_cap(central: RunningCentral) -> None:
    for _ in range(3):
        people = [VirtualPhone.register(central.url) for _ in range(3)]
        kiosks = [central.kiosk() for _ in range(8)]
        for number, kiosk in enumerate(kiosks):
            for minute, phone in enumerate(people if number % 2 else people[::-1]):
                drop(kiosk, 7000, 10 * number + 3 * minute, resident=phone.resident)
        with ThreadPoolExecutor(8) as pool:
            for answer in [pool.submit(kiosk.send) for kiosk in kiosks]:
                body_of(answer.result(WITHIN_S), 200, "journal_answer")
        assert [unreviewed(central, phone.resident) for phone in people] == [14_000] * 3
        assert [phone.me()["held"] for phone in people] == [6] * 3


Bag = tuple[int, int, int, bool]
"""Which kiosk, net grams, day, and whether as a guest who claims it later."""


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    bags=st.lists(
        st.tuples(st.integers(0, 1), st.integers(200, 20_000), st.integers(0, 1), st.booleans()), min_size=1, max_size=9
    ),
    pieces=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4)), max_size=9),
)
def test_no_order_and_no_grouping_passes_the_cap(
    central: RunningCentral, bags: list[Bag], pieces: list[tuple[int, int]]
) -> None:
    phone, kiosks, code = VirtualPhone.register(central.url), [central.kiosk(), central.kiosk()], new_code()
    for minute, (which, net_g, day, guest) in enumerate(sorted(bags, key=lambda bag: bag[2])):
        who = {"claim": claim_hash(code)} if guest else {"resident": phone.resident}
        drop(kiosks[which], net_g, 24 * 60 * day + 3 * minute, **who)
    sent = [0, 0]
    # A kiosk sends its next few entries, or (2) the guest claims; at the end everything has come and been claimed.
    for which, count in itertools.chain(pieces, [(0, 9), (1, 9), (2, 0)]):
        if which == 2:
            body_of(phone.claim(code), 200, "claim_answer")
        elif sent[which] < len(kiosks[which].entries):
            last = min(sent[which] + count, len(kiosks[which].entries))
            body_of(kiosks[which].send(sent[which] + 1, last), 200, "journal_answer")
            sent[which] = last
    by_day: dict[str, list[Any]] = defaultdict(list)
    columns = (DropOff.occurred_at, DropOff.net_g, DropOff.verdict, DropOff.reason, DropOff.points)
    with central.store.reading() as connection:
        rows = connection.execute(select(*columns).where(DropOff.credited_to == phone.resident)).all()
    for row in rows:
        by_day[row.occurred_at[:10]].append(row)
    for day in by_day.values():
        good = [row.net_g for row in day if row.verdict == "accepted"]
        assert sum(good) <= DAY_G
        assert all(row.reason == "over_day_cap" for row in day if row.verdict == "held")
        assert all(sum(good) + row.net_g > DAY_G for row in day if row.verdict == "held"), "held without need"
    me = phone.me()
    assert me["points"] == sum(row.points for row in rows if row.verdict == "accepted")
    assert me["held"] == sum(row.verdict == "held" for row in rows)
