"""When a moment is corrected later: days follow, and what waited only for its wrong moment is released."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from central import cards, checkpoint
from central.clock import local_day, rfc3339
from central.schema import WHEN, CardDay, DropOff, Journal, Resident, ResidentDay, Verdict
from tests.depth import examples
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.published import briefed
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, claim_hash, drop_off_body, shown_by
from tests.fakes.virtual_staff import correction_body

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TODAY, WRONG = "2026-11-22", "2026-11-10"
HOUR_MS, DAY_MS = 3_600_000, 24 * 3_600_000
WITHIN_S = 60
Judged = tuple[str, str | None]
ACCEPTED: Judged = ("accepted", None)
OVER: Judged = ("held", "over_day_cap")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as running:
        yield running


@pytest.fixture
def phone(central: RunningCentral) -> VirtualPhone:
    return VirtualPhone.register(central.url)


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    return begun(central)


def begun(central: RunningCentral) -> VirtualKiosk:
    """A kiosk whose journal has begun with something else than a drop-off."""
    kiosk = central.kiosk()
    kiosk.append("boot", {"software": "1"}, boot="first", monotonic_ms=1, occurred_at=f"{WRONG}T00:00:00.000Z")
    return kiosk


def bag(kiosk: VirtualKiosk, boot: str, label: str, net_g: int = 1000, **body: Any) -> int:
    """Append a drop-off of a boot that is an hour old, with a label that nobody has checked; its number."""
    facts = drop_off_body(net_g, **body)
    kiosk.append("drop_off", facts, boot=boot, monotonic_ms=HOUR_MS, clock="holdover", occurred_at=f"{label}:00.000Z")
    return len(kiosk.entries)


def send(kiosk: VirtualKiosk, first: int = 1, last: int | None = None, told: str = "") -> list[Judged]:
    last = len(kiosk.entries) if last is None else last
    body = zstandard.compress(b"\n".join(entry.line for entry in kiosk.entries[first - 1 : last]) + b"\n", 3)
    answer: requests.Response = kiosk.http.send(
        kiosk.http.prepare_request(kiosk.signed_request(body, first, last, told=told)), timeout=60
    )
    return [(line["verdict"], line["reason"]) for line in body_of(answer, 200, "journal_answer")["verdicts"]]


def tell(boot: str, age_ms: int = HOUR_MS + 60_000) -> str:
    """What a call says of a boot that is so old now; by default its bag was a minute ago."""
    return f"&boot={boot}&monotonic_ms={age_ms}"


def days(central: RunningCentral, resident: str, table: type[ResidentDay] | type[CardDay] = ResidentDay) -> Any:
    query = select(table.day, table.net_g).where(table.resident == resident, table.net_g > 0)
    with central.store.reading() as connection:
        return {row.day: row.net_g for row in connection.execute(query)}


def test_grams_go_to_the_day_on_which_they_were_weighed(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    bag(kiosk, "a", f"{WRONG}T09:00", 15_000, resident=phone.resident)
    assert send(kiosk) == [ACCEPTED, ACCEPTED]
    assert days(central, phone.resident) == {WRONG: 15_000}
    bag(kiosk, "b", f"{TODAY}T09:59", 6000, resident=phone.resident)
    assert send(kiosk, 3, told=tell("a")) == [OVER], "in the call that corrects it too"
    assert days(central, phone.resident) == {TODAY: 15_000}
    other = begun(central)
    bag(other, "a", f"{WRONG}T09:00", 20_000, resident=phone.resident)
    assert send(other, 2 - 1)[1:] == [ACCEPTED], "the day on which it was not is free again"


def test_the_day_of_the_cards_follows_too(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    (card,) = cards.issue(central.platform, 1, "忠山社区")
    line = next(line for line, _ in cards.everything(central.platform) if card.id in line)
    resident = line.split()[2]
    bag(kiosk, "a", f"{WRONG}T09:00", 9000, **shown_by("card", resident, card.id))
    send(kiosk)
    send(kiosk, told=tell("a"))
    assert days(central, resident, CardDay) == days(central, resident) == {TODAY: 9000}
    bag(kiosk, "b", f"{TODAY}T09:59", 1001, **shown_by("card", resident, card.id))
    assert send(kiosk, 3) == [("held", "over_card_cap")]


def test_what_was_too_much_for_the_wrong_day_only_is_released(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    bag(kiosk, "a", f"{WRONG}T08:00", 15_000, resident=phone.resident)
    held = bag(kiosk, "b", f"{WRONG}T09:00", 15_000, resident=phone.resident)
    assert send(kiosk) == [ACCEPTED, ACCEPTED, OVER]
    assert (phone.me()["points"], phone.me()["held"]) == (450, 1)
    assert send(kiosk, held, told=tell("b")) == [ACCEPTED], "answered as it stands now"
    assert (phone.me()["points"], phone.me()["reduction_g"], phone.me()["held"]) == (900, 2 * 19_200, 0)
    assert days(central, phone.resident) == {WRONG: 15_000, TODAY: 15_000}
    (revision,) = briefed(kiosk)["revisions"]
    assert (revision["seq"], revision["verdict"], revision["reason"]) == (held, "accepted", None)
    assert send(kiosk, told=tell("b")) == [ACCEPTED] * 3
    assert len(briefed(kiosk)["revisions"]) == 1, "once"


def test_what_is_still_too_much_waits_on(central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone) -> None:
    bag(kiosk, "a", f"{TODAY}T08:00", 8000, resident=phone.resident)
    bag(kiosk, "a", f"{TODAY}T08:00", 13_000, resident=phone.resident)
    bag(kiosk, "a", f"{TODAY}T08:00", 12_500, resident=phone.resident)
    expected = [ACCEPTED, ACCEPTED, OVER, OVER]
    assert send(kiosk) == expected
    assert send(kiosk, told=tell("a")) == expected, "all three moved, within one day"
    assert send(kiosk, told=tell("a", HOUR_MS + 3 * DAY_MS)) == expected, "and to another one, together"
    assert days(central, phone.resident) == {"2026-11-19": 8000}
    assert briefed(kiosk)["revisions"] == []


def test_what_was_accepted_stays_so_on_a_fuller_day(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    for boot, label in (("a", f"{WRONG}T09:00"), ("b", f"{TODAY}T09:00")):
        bag(kiosk, boot, label, 15_000, resident=phone.resident)
    assert send(kiosk) == [ACCEPTED] * 3
    bag(kiosk, "b", f"{TODAY}T09:00", 200, resident=phone.resident)
    assert send(kiosk, told=tell("a")) == [*[ACCEPTED] * 3, OVER]
    assert days(central, phone.resident) == {TODAY: 30_000}
    assert (phone.me()["points"], phone.me()["held"]) == (900, 1)


def test_two_places_are_compared_by_what_is_known_best(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    other = begun(central)
    bag(kiosk, "a", f"{WRONG}T09:00", resident=phone.resident)
    assert send(kiosk, told=tell("a")) == [ACCEPTED, ACCEPTED]
    bag(other, "a", "2026-11-15T09:00", resident=phone.resident)
    assert send(other, told=tell("a")) == [ACCEPTED, ("held", "two_places")], "both were a minute ago"
    third = begun(central)
    bag(third, "a", f"{WRONG}T09:00", resident=phone.resident)
    assert send(third) == [ACCEPTED, ACCEPTED], "nobody was anywhere then"
    assert send(other, told=tell("a", 3 * HOUR_MS)) == [ACCEPTED, ACCEPTED], "two hours ago"
    assert phone.me()["held"] == 0


def test_a_moment_that_is_only_bounded_proves_no_two_places(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    other = begun(central)
    bag(kiosk, "a", f"{TODAY}T09:59", resident=phone.resident)
    bag(other, "a", "2036-11-22T09:00", resident=phone.resident)  # cannot be: put to its arrival
    assert send(kiosk, told=tell("a")) == [ACCEPTED, ACCEPTED]
    assert send(other) == [ACCEPTED, ACCEPTED]


def test_a_pace_that_cannot_be_is_judged_by_what_is_known_best(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    start = datetime(2026, 11, 20, 1, tzinfo=UTC)
    for number in range(241):
        label = {"clock": "holdover", "occurred_at": rfc3339(start + timedelta(seconds=14 * number))}
        kiosk.append("drop_off", drop_off_body(1000), boot=f"b{number}", monotonic_ms=HOUR_MS, **label)
    too_fast = ("held", "implausible_rate")
    assert send(kiosk)[-1] == too_fast
    two_minutes_later = NOW - (start + timedelta(seconds=14 * 240, minutes=2))
    told = tell("b240", HOUR_MS + two_minutes_later // timedelta(milliseconds=1))
    assert send(kiosk, 242, told=told) == [too_fast], "still within the hour"
    assert send(kiosk, 242, told=tell("b240", 5 * DAY_MS)) == [ACCEPTED], "days before the others"


@pytest.mark.parametrize("cut", [200, 242])
def test_labels_that_say_nothing_hide_no_pace(kiosk: VirtualKiosk, cut: int) -> None:
    for number in range(241):
        label = rfc3339(datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=number))
        monotonic_ms = HOUR_MS + 1000 * number
        kiosk.append(
            "drop_off", drop_off_body(1000), boot="a", monotonic_ms=monotonic_ms, occurred_at=label, clock="unknown"
        )
    found = send(kiosk, 1, cut, tell("a", 2 * HOUR_MS))
    found += send(kiosk, cut + 1) if cut < len(kiosk.entries) else []
    assert found == [ACCEPTED] * 241 + [("held", "implausible_rate")]


def certified(kiosk: VirtualKiosk, boot: str, until: str, **body: Any) -> int:
    """A bag whose scale's certificate ends with the day ``until``, labelled today."""
    facts = drop_off_body(1000, **body)
    facts["weighing"] |= {"certificate_until": until}
    label = f"{TODAY}T01:00:00.000Z"
    kiosk.append("drop_off", facts, boot=boot, monotonic_ms=HOUR_MS, clock="holdover", occurred_at=label)
    return len(kiosk.entries)


def test_a_certificate_that_was_good_when_it_was_weighed_is_good(kiosk: VirtualKiosk, phone: VirtualPhone) -> None:
    held = certified(kiosk, "a", "2026-11-21", resident=phone.resident)
    assert send(kiosk)[-1] == ("held", "certificate_expired")
    assert send(kiosk, held, told=tell("a")) == [("held", "certificate_expired")]
    assert send(kiosk, held, told=tell("a", 3 * DAY_MS)) == [ACCEPTED]
    assert (phone.me()["points"], phone.me()["held"]) == (30, 0)


def test_the_kiosk_s_own_word_waits_for_people(kiosk: VirtualKiosk) -> None:
    certified(kiosk, "a", "2026-11-21", hold="certificate_expired")
    expected = [ACCEPTED, ("held", "certificate_expired")]
    assert send(kiosk) == send(kiosk, told=tell("a", 3 * DAY_MS)) == expected


def test_a_guest_s_is_released_before_and_after_it_is_claimed(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    codes = ["".join(secrets.choice("23456789ABCDEFGH") for _ in range(16)) for _ in range(2)]
    for code in codes:
        certified(kiosk, "a", "2026-11-21", claim=claim_hash(code))
    send(kiosk)
    body_of(phone.claim(codes[0]), 200, "claim_answer")
    assert (phone.me()["points"], phone.me()["held"]) == (0, 1)
    assert send(kiosk, told=tell("a", 3 * DAY_MS)) == [ACCEPTED] * 3
    assert (phone.me()["points"], phone.me()["held"]) == (30, 0)
    body_of(phone.claim(codes[1]), 200, "claim_answer")
    assert (phone.me()["points"], phone.me()["held"]) == (60, 0)
    assert days(central, phone.resident) == {"2026-11-19": 2000}


def test_a_kiosk_that_is_revoked_behind_an_entry_releases_nothing(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    held = certified(kiosk, "a", "2026-11-21", resident=phone.resident)
    send(kiosk)
    checkpoint.revoke_after(central.platform, kiosk.id, kiosk.epoch, held)
    assert send(kiosk, held, told=tell("a", 3 * DAY_MS)) == [("held", "certificate_expired")]


def test_the_first_entry_of_an_epoch_waits_for_people(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    certified(kiosk, "a", "2026-11-21")
    assert send(kiosk) == send(kiosk, told=tell("a", 3 * DAY_MS)) == [("held", "certificate_expired")]


def test_what_waits_for_something_else_waits_on(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    bag(kiosk, "a", f"{WRONG}T09:00", resident="r-" + "0" * 20)
    expected = [ACCEPTED, ("held", "unknown_resident")]
    assert send(kiosk) == send(kiosk, told=tell("a")) == expected


def test_the_second_of_its_kind_waits_whenever_it_was(kiosk: VirtualKiosk) -> None:
    for _ in range(2):
        bag(kiosk, "a", f"{WRONG}T09:00", session="5" * 32)
    expected = [ACCEPTED, ACCEPTED, ("held", "duplicate_drop_off")]
    assert send(kiosk) == send(kiosk, told=tell("a")) == expected


def test_the_first_of_its_kind_is_not_taken_for_the_second(kiosk: VirtualKiosk) -> None:
    certified(kiosk, "a", "2026-11-21", session="5" * 32)
    send(kiosk)
    bag(kiosk, "b", f"{TODAY}T09:00", session="5" * 32)
    expected = [ACCEPTED, ACCEPTED, ("held", "duplicate_drop_off")]
    assert send(kiosk, told=tell("a", 3 * DAY_MS)) == expected


def test_a_fault_is_as_old_as_is_known(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    lost = {"clock": "unknown", "occurred_at": "1970-01-03T00:00:00.000Z"}
    kiosk.append("device_state", {"device": "scale", "state": "silent"}, boot="a", monotonic_ms=HOUR_MS, **lost)
    send(kiosk, told=tell("a"))
    (since,) = {need["since"] for need in central.needs(kiosk.id) if need["need"] == "device_fault"}
    assert since == rfc3339(NOW - timedelta(minutes=1))


Bag = tuple[int, int, int, int, bool]
"""Which kiosk, which of its boots, net grams, the day of its label, whether a guest's."""


@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    bags=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(200, 20_000), st.integers(8, 22), st.booleans()),
        min_size=1,
        max_size=10,
    ),
    calls=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 9)), max_size=10),
)
def test_days_and_balances_are_exact_whenever_a_boot_is_told_of(
    central: RunningCentral, bags: list[Bag], calls: list[tuple[int, int, int]]
) -> None:
    phone, kiosks = VirtualPhone.register(central.url), [begun(central), begun(central)]
    code = "".join(secrets.choice("23456789ABCDEFGH") for _ in range(16))
    for which, boot, net_g, day, guest in sorted(bags, key=lambda each: each[1]):
        who = {"claim": claim_hash(code)} if guest else {"resident": phone.resident}
        bag(kiosks[which], f"b{boot}", f"2026-11-{day:02}T01:00", net_g, **who)
    sent = [0, 0]
    # A kiosk sends its next few entries and tells that one of its boots is some days old, or (2, 3) the guest claims.
    at_last = [(which, boot, 1, 99) for boot in (0, 1, 2) for which in (0, 1)]
    for which, boot, age, count in [*((*call, 2) for call in calls), (2, 0, 0, 0), *at_last]:
        if which >= 2:
            body_of(phone.claim(code), 200, "claim_answer")
            continue
        last = min(sent[which] + count, len(kiosks[which].entries))
        send(kiosks[which], max(sent[which], 1), last, tell(f"b{boot}", age * DAY_MS + HOUR_MS))
        sent[which] = last
    assert_exact(central, phone, kiosks)


def test_kiosks_that_correct_at_once_while_a_guest_claims(central: RunningCentral, phone: VirtualPhone) -> None:
    code = "".join(secrets.choice("23456789ABCDEFGH") for _ in range(16))
    kiosks = [begun(central) for _ in range(4)]
    for number, kiosk in enumerate(kiosks):
        for boot in ("a", "b"):
            bag(kiosk, boot, f"2026-11-{10 + number}T0{number}:00", 6000, resident=phone.resident)
            bag(kiosk, boot, f"2026-11-{10 + number}T0{number}:00", 6000, claim=claim_hash(code))
        send(kiosk, last=3)
    with ThreadPoolExecutor(5) as pool:
        calls = [pool.submit(send, kiosk, 3, None, tell("a", DAY_MS)) for kiosk in kiosks]
        body_of(pool.submit(phone.claim, code).result(WITHIN_S), 200, "claim_answer")
        assert all(call.result(WITHIN_S) for call in calls)
    assert_exact(central, phone, kiosks)


def assert_exact(central: RunningCentral, phone: VirtualPhone, kiosks: list[VirtualKiosk]) -> None:
    """The counters and the balance are those of the drop-offs as they stand, and so are verdicts."""
    mine = select(Journal.id).where(Journal.kiosk.in_([kiosk.id for kiosk in kiosks]))
    columns = (DropOff.verdict, DropOff.reason, DropOff.net_g, DropOff.points, DropOff.credited_to, WHEN)
    with central.store.reading() as connection:
        rows = connection.execute(
            select(*columns, Verdict.verdict.label("told"))
            .join(Verdict, (Verdict.journal == DropOff.journal) & (Verdict.seq == DropOff.seq))
            .where(DropOff.journal.in_(mine))
        ).all()
        balance = connection.execute(select(Resident.points, Resident.held).where(Resident.id == phone.resident)).one()
    assert len(rows) == sum(len(kiosk.entries) - 1 for kiosk in kiosks)
    assert all(row.verdict == row.told for row in rows)
    by_day: Counter[str] = Counter()
    for row in rows:
        if (row.verdict, row.reason) == ACCEPTED and row.credited_to == phone.resident:
            by_day[local_day(row.at).isoformat()] += row.net_g
    assert days(central, phone.resident) == dict(by_day)
    assert balance.points == sum(row.points for row in rows if row.verdict == "accepted")
    assert balance.held == sum(row.verdict == "held" for row in rows)


@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    untils=st.lists(st.integers(10, 24), min_size=1, max_size=5),
    age=st.integers(0, 9),
    cut=st.integers(1, 6),
)
def test_a_certificate_is_never_waited_for_longer_because_a_boot_was_told_of_late(
    central: RunningCentral, untils: list[int], age: int, cut: int
) -> None:
    early, late = begun(central), begun(central)
    for until in untils:
        for kiosk in (early, late):
            certified(kiosk, "a", f"2026-11-{until}")
    told = tell("a", age * DAY_MS + HOUR_MS)
    at_once = send(early, told=told)
    cut = min(cut, len(late.entries))
    send(late, 1, cut)
    send(late, told=told)
    at_last = send(late)
    for first, second in zip(at_once, at_last, strict=True):
        assert first == second or (first[0], second[0]) == ("held", "accepted")
    expired = [("held", "certificate_expired")]
    day = local_day(rfc3339(NOW - timedelta(days=age)))
    assert at_once[1:] == [ACCEPTED if f"2026-11-{until}" >= day.isoformat() else expired[0] for until in untils]
    assert not [at for at, until in zip(at_last[1:], untils, strict=True) if at != ACCEPTED and until >= day.day]


def put_right(kiosk: VirtualKiosk, boot: str, badge: str, seq: int, before_g: int, after_g: int) -> None:
    """A minute after the bag of this boot."""
    label = {"clock": "holdover", "occurred_at": f"{WRONG}T09:01:00.000Z"}
    body = correction_body(badge, "clothing-1", (kiosk.epoch, seq), before_g, after_g)
    kiosk.append("correction", body, boot=boot, monotonic_ms=HOUR_MS + 1, **label)


def test_what_was_put_right_meanwhile_is_released_for_what_is_left(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    boss = new_member(central.store, "supervisor").badge
    bag(kiosk, "a", f"{WRONG}T08:00", 15_000, resident=phone.resident)
    held = bag(kiosk, "b", f"{WRONG}T09:00", 15_000, resident=phone.resident)
    send(kiosk)
    put_right(kiosk, "b", boss, held, 15_000, 11_000)
    assert send(kiosk, 4) == [ACCEPTED]
    put_right(kiosk, "b", boss, held, 11_000, 10_500)  # in the call that releases it
    assert send(kiosk, held, told=tell("b")) == [ACCEPTED] * 3
    assert (phone.me()["points"], phone.me()["held"]) == (450 + 315, 0)
    assert phone.me()["points"] == sum(credit["points"] for credit in phone.me()["credits"])


def test_the_day_goes_on_counting_what_was_weighed(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    number = bag(kiosk, "a", f"{WRONG}T09:00", 15_000, resident=phone.resident)
    send(kiosk)
    put_right(kiosk, "a", new_member(central.store, "supervisor").badge, number, 15_000, 11_000)
    assert send(kiosk, 3, told=tell("a")) == [ACCEPTED]
    assert days(central, phone.resident) == {TODAY: 15_000}
    send(kiosk, 3, told=tell("a", 3 * DAY_MS))
    assert days(central, phone.resident) == {"2026-11-19": 15_000}, "whole, and nothing is left behind"


def test_a_guest_who_claims_uses_up_what_was_weighed(
    central: RunningCentral, kiosk: VirtualKiosk, phone: VirtualPhone
) -> None:
    code = "".join(secrets.choice("23456789ABCDEFGH") for _ in range(16))
    number = bag(kiosk, "a", f"{WRONG}T09:00", 15_000, claim=claim_hash(code))
    send(kiosk)
    put_right(kiosk, "a", new_member(central.store, "supervisor").badge, number, 15_000, 11_000)
    send(kiosk, 3)
    body_of(phone.claim(code), 200, "claim_answer")
    assert days(central, phone.resident) == {WRONG: 15_000}
    send(kiosk, 3, told=tell("a"))
    assert days(central, phone.resident) == {TODAY: 15_000}


@pytest.mark.parametrize("doubtful", [{"staff": "d" * 32}, {"order": "e" * 32}])
def test_another_day_does_not_vouch_for_staff_or_order(
    kiosk: VirtualKiosk, phone: VirtualPhone, doubtful: dict[str, str]
) -> None:
    bag(kiosk, "a", f"{WRONG}T08:00", 15_000, resident=phone.resident)
    held = bag(kiosk, "b", f"{WRONG}T09:00", 15_000, resident=phone.resident, **doubtful)
    assert send(kiosk)[-1] == OVER
    assert send(kiosk, held, told=tell("b")) == [OVER]
    assert (phone.me()["points"], phone.me()["held"]) == (450, 1)
