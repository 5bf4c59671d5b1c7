"""A drop-off that a kiosk tells of twice is credited once: by session and line, and by the weighing."""

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, drop_off_body

Verdict = tuple[str, str | None]
ACCEPTED: Verdict = ("accepted", None)
TWICE: Verdict = ("held", "duplicate_drop_off")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as running:
        yield running


def tell(kiosk: VirtualKiosk, *bodies: dict[str, Any]) -> list[Verdict]:
    first = len(kiosk.entries) + 1
    for body in bodies:
        kiosk.append("drop_off", body)
    return verdicts(kiosk, first)


def verdicts(kiosk: VirtualKiosk, first: int = 1) -> list[Verdict]:
    answer = body_of(kiosk.send(first), 200, "journal_answer")
    return [(line["verdict"], line["reason"]) for line in answer["verdicts"]]


def same_line(body: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Another bag under the session and line of ``body``."""
    return drop_off_body(2000, session=body["session"], line=body["line"], **changes)


def same_weighing(body: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Another bag under the weighing of ``body``."""
    return drop_off_body(2000, **changes) | {"weighing": body["weighing"]}


@pytest.mark.parametrize("again", [same_line, same_weighing])
def test_the_second_waits_in_one_range_and_in_a_later_one(
    central: RunningCentral, again: Callable[..., dict[str, Any]]
) -> None:
    phone, kiosk = VirtualPhone.register(central.url), central.kiosk()
    body = drop_off_body(1000, resident=phone.resident)
    assert tell(kiosk, body, again(body, resident=phone.resident)) == [ACCEPTED, TWICE]
    assert tell(kiosk, again(body, resident=phone.resident)) == [TWICE]
    assert (phone.me()["points"], phone.me()["held"]) == (30, 2)
    assert verdicts(kiosk) == [ACCEPTED, TWICE, TWICE], "what is sent again changes nothing"
    assert (phone.me()["points"], phone.me()["held"]) == (30, 2)


def test_lines_of_a_session_and_other_kiosks_are_apart(central: RunningCentral) -> None:
    kiosk, body = central.kiosk(), drop_off_body(1000)
    assert tell(kiosk, body, drop_off_body(1000, session=body["session"], line=2)) == [ACCEPTED, ACCEPTED]
    assert tell(central.kiosk(), body) == [ACCEPTED]


def test_a_session_is_not_taken_for_a_weighing(central: RunningCentral) -> None:
    kiosk, body = central.kiosk(), drop_off_body(1000)
    assert tell(kiosk, body, drop_off_body(1000, session=body["weighing"]["id"])) == [ACCEPTED, ACCEPTED]


def test_a_new_epoch_opens_nothing_anew(central: RunningCentral) -> None:
    kiosk, body = central.kiosk(), drop_off_body(1000)
    assert tell(kiosk, body) == [ACCEPTED]
    later = VirtualKiosk(kiosk.url, kiosk.key)
    ends = {"epoch": kiosk.epoch, "seq": 1, "hash": kiosk.head}
    later.append("epoch_opened", {"reason": "restored", "before": ends})
    assert verdicts(later) == [ACCEPTED]
    assert tell(later, same_line(body), same_weighing(body)) == [TWICE, TWICE]


def test_what_was_refused_is_told_of_too(central: RunningCentral) -> None:
    kiosk, body = central.kiosk(), drop_off_body(150)
    assert tell(kiosk, body, same_line(body)) == [("refused", "too_light"), TWICE]


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    acts=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 2), st.integers(0, 3)), min_size=1, max_size=10),
    cuts=st.sets(st.integers(1, 9)),
)
def test_no_act_is_credited_twice_however_the_journal_is_cut(
    central: RunningCentral, acts: list[tuple[int, int, int]], cuts: set[int]
) -> None:
    kiosk = central.kiosk()
    sessions, weighings = ([secrets.token_hex(16) for _ in range(4)] for _ in range(2))
    for session, line, weighing in acts:
        body = drop_off_body(1000, session=sessions[session], line=line)
        body["weighing"] |= {"id": weighings[weighing]}
        kiosk.append("drop_off", body)
    edges = [*sorted(edge for edge in cuts if edge < len(acts)), len(acts)]
    found: list[Verdict] = []
    for last in edges:
        answer = body_of(kiosk.send(1 + len(found), last), 200, "journal_answer")
        found += [(line["verdict"], line["reason"]) for line in answer["verdicts"]]
    seen: set[tuple[int, ...]] = set()
    for (session, line, weighing), verdict in zip(acts, found, strict=True):
        marks = {(session, line), (weighing,)}
        assert verdict == (ACCEPTED if seen.isdisjoint(marks) else TWICE)
        seen |= marks
