"""What the ledger keeps of passes, consents, badges and PINs."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from kiosk.core.acts import Guest, Resident
from kiosk.core.events import PassKind, StaffRole
from kiosk.ledger import Ledger, verify
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off, scale_check
from tests.fakes.contract_schemas import assert_follows

LI, WANG = "r-" + "ab" * 10, "r-" + "cd" * 10
BADGE, DIGEST = "0f" * 16, "aa" * 16
UNTIL = 1_800_000_000


def bodies(ledger: Ledger) -> list[dict[str, object]]:
    return [json.loads(stored.entry)["body"] for stored in ledger.all_entries()]


@pytest.mark.parametrize(
    ("who", "kind", "digest"),
    [
        (Resident(LI, "11" * 16, PassKind.PHONE, DIGEST), "phone", DIGEST),
        (Resident(LI, "11" * 16, PassKind.ONLINE, DIGEST), "online", DIGEST),
        (Resident(LI, "11" * 16, PassKind.CARD), "card", None),
        (Guest("2345678923456789"), None, None),
    ],
)
def test_a_drop_off_says_what_was_shown(
    ledger: Ledger, rules: Rulebook, who: Resident | Guest, kind: str | None, digest: str | None
) -> None:
    ledger.append_drop_off(drop_off(rules, who=who))
    body = bodies(ledger)[0]
    assert (body["pass_kind"], body["pass_digest"]) == (kind, digest)
    assert_follows("drop_off", body)


def test_a_scale_check_says_whose_badge_it_was(ledger: Ledger) -> None:
    ledger.append_scale_check(scale_check())
    ledger.append_scale_check(scale_check(staff=BADGE))
    assert [body["staff"] for body in bodies(ledger)] == [None, BADGE]
    for body in bodies(ledger):
        assert_follows("scale_check", body)


def test_a_consent_is_recorded_once(make_ledger: Callable[[], Ledger]) -> None:
    ledger = make_ledger()
    assert [ledger.append_consent(one) for one in (WANG, LI, WANG)] == [1, 2, None]
    ledger.close()
    again = make_ledger()
    assert again.agreed() == [WANG, LI]
    assert bodies(again)[0] == {"resident": WANG, "notice": 1, "agreed": True}
    assert_follows("consent", bodies(again)[0])
    assert verify(again).problems == []


@pytest.mark.parametrize("action", ["unlocked", "locked_out"])
def test_what_the_staff_do_is_an_entry(ledger: Ledger, action: str) -> None:
    assert ledger.append_staff_action(BADGE, StaffRole.SUPERVISOR, action) == 1
    assert bodies(ledger) == [{"badge": BADGE, "role": "supervisor", "action": action}]
    assert_follows("staff_action", bodies(ledger)[0])


def test_accepted_passes_are_remembered_until_their_time_is_over(make_ledger: Callable[[], Ledger]) -> None:
    ledger = make_ledger()
    ledger.note_pass("aa", UNTIL)
    ledger.note_pass("bb", UNTIL + 1)
    ledger.note_pass("bb", UNTIL - 5)  # never forgotten earlier than was promised before
    ledger.close()
    again = make_ledger()
    assert sorted(again.seen_passes()) == [("aa", UNTIL), ("bb", UNTIL + 1)]
    again.forget_passes(datetime.fromtimestamp(UNTIL, UTC))
    assert len(again.seen_passes()) == 2
    again.forget_passes(datetime.fromtimestamp(UNTIL + 1, UTC))
    assert again.seen_passes() == [("bb", UNTIL + 1)]


def test_wrong_pins_are_counted_for_each_badge(make_ledger: Callable[[], Ledger]) -> None:
    ledger = make_ledger()
    assert [ledger.count_pin_failure(BADGE) for _ in range(3)] == [1, 2, 3]
    assert ledger.count_pin_failure("other") == 1
    ledger.close()
    again = make_ledger()
    assert (again.pin_failures(BADGE), again.pin_failures("other"), again.pin_failures("nobody")) == (3, 1, 0)
    again.forget_pin_failures(BADGE)
    assert (again.pin_failures(BADGE), again.pin_failures("other")) == (0, 1)


def test_none_of_it_lies_on_the_disk_in_clear(ledger: Ledger) -> None:
    ledger.append_consent(LI)
    ledger.note_pass(DIGEST, UNTIL)
    ledger.count_pin_failure(BADGE)
    stored = b"".join(path.read_bytes() for path in ledger.folder.glob("ledger.db*"))
    for secret in (LI, DIGEST, BADGE):
        assert secret.encode() not in stored
