"""What answers mean: each kind of failure in words of its own, and fields of another version are no failure."""

import json
import socket
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from errno import ENETUNREACH
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.sync import faults, wire
from kiosk.sync.answers import MAX_RETRY_AFTER_S, Answer, PlatformProblem
from tests.depth import examples

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
URL = "https://central.example.org"
KEY = {"kid": "00112233445566ff", "public_key": "AA"}


def answer(
    status: int, kind: str = "application/json", content: bytes = b"", now: datetime | None = NOW, **headers: str
) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(URL, status, {"Content-Type": kind, **named}, content, now)


def fault_of(found: Answer) -> LinkFault:
    with pytest.raises(LinkFault) as caught:
        found.read(wire.TimeAnswer)
    return caught.value


HTML = "text/html; charset=utf-8"
SAYINGS = [
    (answer(200, HTML, b"<html>"), LinkFaultKind.PORTAL, "a web page"),
    (answer(302, HTML), LinkFaultKind.PORTAL, "elsewhere"),
    (answer(511, HTML), LinkFaultKind.PORTAL, "511"),
    (answer(407, HTML), LinkFaultKind.PORTAL, "407"),
    (answer(200, content=b'{"status": "ok"}'), LinkFaultKind.NOT_PLATFORM, "something else"),
    (answer(200, content=b"\xff"), LinkFaultKind.NOT_PLATFORM, "something else"),
    (answer(200, "text/plain", b"ok"), LinkFaultKind.NOT_PLATFORM, "another server"),
    (answer(304), LinkFaultKind.NOT_PLATFORM, "another server"),  # nobody had asked for it
    (answer(404, HTML), LinkFaultKind.NOT_PLATFORM, "check the address"),
    (answer(500, "text/plain"), LinkFaultKind.BROKEN, "fault of its own"),
    (answer(500, "application/problem+json", b"{}"), LinkFaultKind.NOT_PLATFORM, "cannot be read"),
    (answer(500, "application/problem+json", b'{"type": "x"}'), LinkFaultKind.BROKEN, "fault of its own"),
    (answer(502, HTML), LinkFaultKind.BROKEN, "gateway"),
    (answer(504, HTML), LinkFaultKind.BROKEN, "gateway"),
    (answer(503), LinkFaultKind.BUSY, "busy"),
    (answer(429, "application/problem+json", b'{"type": "x"}'), LinkFaultKind.BUSY, "busy"),
]


@pytest.mark.parametrize(("found", "kind", "said"), SAYINGS)
def test_every_answer_that_is_none_says_what_it_is(found: Answer, kind: LinkFaultKind, said: str) -> None:
    fault = fault_of(found)
    assert fault.kind is kind
    assert said in fault.advice


@pytest.mark.parametrize(
    ("status", "name", "kind"),
    [
        (403, "revoked", LinkFaultKind.FORBIDDEN),
        (401, "signature-invalid", LinkFaultKind.FORBIDDEN),
        (403, "key-retired", LinkFaultKind.KEY_RETIRED),
        (409, "fork", LinkFaultKind.FORK),
        (409, "gap", LinkFaultKind.REJECTED),
        (422, "word-of-the-future", LinkFaultKind.REJECTED),
    ],
)
def test_a_problem_of_the_platform_keeps_its_name(status: int, name: str, kind: LinkFaultKind) -> None:
    body = {"type": f"urn:greensprout:problem:{name}", "detail": "said by the platform", "member_of_the_future": [1]}
    fault = fault_of(answer(status, "application/problem+json", json.dumps(body).encode()))
    assert isinstance(fault, PlatformProblem)
    assert (fault.kind, fault.name, fault.advice) == (kind, name, "said by the platform")


def test_no_two_failures_of_the_connection_share_a_sentence() -> None:
    def untrusted(code: int) -> LinkFault:
        error = ssl.SSLCertVerificationError()
        error.verify_code = code
        return faults.not_secured(URL, error)

    def broken_off(reason: str) -> LinkFault:
        error = ssl.SSLError()
        error.reason = reason
        return faults.not_secured(URL, error)

    told = [
        *(faults.out_of_time(URL, stage) for stage in faults.Stage),
        faults.stopped(URL),
        *(
            faults.unreachable(URL, error)
            for error in (
                socket.gaierror(),
                ConnectionRefusedError(),
                OSError(ENETUNREACH, "no network"),
                ConnectionResetError(),
            )
        ),
        *(untrusted(code) for code in (18, 20, 62, 7)),
        *(broken_off(reason) for reason in ("TLSV1_ALERT_PROTOCOL_VERSION", "WRONG_VERSION_NUMBER", "UNEXPECTED_EOF")),
        *(faults.expired(URL, NOW, NOW, signed=signed) for signed in (True, False)),
        *(faults.not_yet_valid(URL, NOW, NOW, signed=signed) for signed in (True, False)),
        faults.time_unknown(URL, NOW),
        faults.gateway(URL, 502),
        faults.broken(URL, 500),
    ]
    assert len({fault.advice for fault in told}) == len(told)
    assert all(URL in fault.advice for fault in told)


@given(st.integers(-(10**6), 10**6))
def test_a_date_to_come_back_at_is_judged_by_the_best_known_time(seconds: int) -> None:
    moment = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    fault = fault_of(answer(503, Retry_After=moment))
    assert fault.retry_after_s == max(0, min(seconds, MAX_RETRY_AFTER_S))
    assert fault_of(answer(503, now=None, Retry_After=moment)).retry_after_s is None


@given(st.one_of(st.text(max_size=40), st.integers(-5, 10**30).map(str)))
def test_whatever_it_asks_for_the_wait_is_bounded(value: str) -> None:
    found = fault_of(answer(429, Retry_After=value)).retry_after_s
    assert found is None or 0 <= found <= MAX_RETRY_AFTER_S


def test_seconds_to_wait_are_taken_as_they_are() -> None:
    assert fault_of(answer(503, Retry_After="7")).retry_after_s == 7
    assert fault_of(answer(503, Retry_After="99999")).retry_after_s == MAX_RETRY_AFTER_S


FULL: list[tuple[type[msgspec.Struct], dict[str, Any], list[str]]] = [
    (wire.EnrolmentAnswer, {"kiosk": "k", "platform": "p", "directory_keys": [KEY]}, []),
    (
        wire.JournalAnswer,
        {
            "kiosk": "k",
            "epoch": "e",
            "first": 1,
            "last": 2,
            "acked_seq": 2,
            "head_hash": "0" * 64,
            "verdicts": [{"seq": 1, "verdict": "accepted", "reason": None}],
            "directory_version": 3,
            "briefing_version": 2,
            "briefing_revision": 7,
        },
        ["briefing_version", "briefing_revision"],
    ),
    (wire.VerdictRecord, {"seq": 1, "verdict": "word_of_the_future", "reason": None}, ["reason"]),
    (wire.Envelope, {"payload": "", "kid": "", "signature": ""}, []),
    (
        wire.DirectoryPayload,
        {
            "version": 1,
            "issued_at": "",
            "platform": "p",
            "pass_keys": [KEY],
            "resident_page": "",
            "revoked": [],
            "staff": [{"badge": "b", "role": "r", "pin": "p"}],
        },
        ["revoked", "staff"],
    ),
    (wire.TimeAnswer, {"time": "", "nonce": "", "kid": "", "signature": ""}, []),
    (wire.Problem, {"type": "x", "title": "", "detail": ""}, ["title", "detail"]),
]
anything = st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=5)


def _with_more(value: object, more: Mapping[str, object]) -> object:
    """``value`` with unknown members in every object of it."""
    if isinstance(value, dict):
        return {**more, **{name: _with_more(inner, more) for name, inner in value.items()}}
    return [_with_more(inner, more) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("shape", "example", "_optional"), FULL)
@settings(max_examples=examples(12))
@given(more=st.dictionaries(st.text(max_size=5).map(lambda name: f"x-{name}"), anything, max_size=3))
def test_members_of_a_later_version_change_nothing(
    shape: type[msgspec.Struct], example: dict[str, Any], _optional: list[str], more: dict[str, object]
) -> None:
    later = json.dumps(_with_more(example, more)).encode()
    assert answer(200, content=later).read(shape) == msgspec.convert(example, shape)


@pytest.mark.parametrize(("shape", "example", "optional"), FULL)
def test_what_an_earlier_version_does_not_say_is_not_missed(
    shape: type[msgspec.Struct], example: dict[str, Any], optional: list[str]
) -> None:
    for name in example:
        found = answer(200, content=json.dumps({n: v for n, v in example.items() if n != name}).encode())
        if name in optional:
            found.read(shape)
        else:
            with pytest.raises(LinkFault, match="something else"):
                found.read(shape)
