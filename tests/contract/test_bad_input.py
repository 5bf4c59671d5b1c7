"""Whatever comes in is answered with the right problem, harms nothing that was stored, and hinders nothing good."""

import contextlib
import json
import secrets
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import sqlalchemy
import zstandard

from central import server
from central.app import build_app
from central.schema import Entry
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.openapi import operations
from tests.fakes.virtual_kiosk import (
    CLOTHING,
    VirtualKiosk,
    VirtualPhone,
    drop_off_body,
    scale_check_body,
)

MIB = 1024 * 1024
PATIENCE_S = 0.2
WITHIN_S = 20


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def each(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    """A platform on each database, where what is sent reaches one."""
    with running_central(tmp_path_factory.mktemp("each"), new_database(request.param)) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    """Enrolled; of five entries two are stored."""
    return of_two_stored(central)


def of_two_stored(central: RunningCentral) -> VirtualKiosk:
    kiosk = central.kiosk()
    for net_g in (3250, 2345, 1000, 500, 700):
        kiosk.drop_off(net_g)
    body_of(kiosk.send(1, 2), 200, "journal_answer")
    return kiosk


def stored(central: RunningCentral, kiosk: VirtualKiosk) -> list[bytes]:
    hashes = [entry.hash for entry in kiosk.entries]
    with central.store.reading() as connection:
        query = sqlalchemy.select(Entry.canonical).where(Entry.hash.in_(hashes)).order_by(Entry.seq)
        return list(connection.scalars(query))


def assert_the_rest_is_welcome(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    """What was stored is there, and what is good comes in."""
    contents = [entry.content for entry in kiosk.entries]
    assert stored(central, kiosk) == contents[:2]
    answer = body_of(kiosk.send(3), 200, "journal_answer")
    assert (answer["acked_seq"], answer["head_hash"]) == (5, kiosk.head)
    assert [line["verdict"] for line in answer["verdicts"]] == ["accepted"] * 3
    assert stored(central, kiosk) == contents


Send = Callable[[VirtualKiosk], requests.Response]


def with_lines(bend: Callable[[list[bytes]], list[bytes]], first: int = 3, last: int = 5) -> Send:
    """The range with other lines, rightly signed as a request."""

    def send(kiosk: VirtualKiosk) -> requests.Response:
        lines = [entry.line for entry in kiosk.entries[first - 1 : last]]
        return kiosk.send_lines(bend(lines), first, last)

    return send


def with_entry(old: bytes, new: bytes) -> Send:
    """Entry 3 made of other bytes, hashed and signed by the device."""

    def send(kiosk: VirtualKiosk) -> requests.Response:
        content = kiosk.entries[2].content
        assert old in content
        twin = kiosk.fork(at=3)
        twin.append_bytes(content.replace(old, new, 1))
        return twin.send(3)

    return send


def with_headers(**headers: str) -> Send:
    """The good range under other headers."""

    def send(kiosk: VirtualKiosk) -> requests.Response:
        request = kiosk.signed_request(good_body(kiosk), 3, 5)
        request.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
        return kiosk.http.send(kiosk.http.prepare_request(request), timeout=WITHIN_S)

    return send


def with_query(old: str, new: str) -> Send:
    """The good range under another query."""

    def send(kiosk: VirtualKiosk) -> requests.Response:
        request = kiosk.signed_request(good_body(kiosk), 3, 5)
        assert old in request.url
        request.url = request.url.replace(old, new)
        return kiosk.http.send(kiosk.http.prepare_request(request), timeout=WITHIN_S)

    return send


def good_body(kiosk: VirtualKiosk) -> bytes:
    return zstandard.compress(b"\n".join(entry.line for entry in kiosk.entries[2:5]))


def by_a_thief(kiosk: VirtualKiosk) -> requests.Response:
    """Another key, the kiosk's name."""
    thief = VirtualKiosk(kiosk.url, epoch=kiosk.epoch)
    request = thief.signed_request(good_body(kiosk), 3, 5)
    request.url = request.url.replace(thief.id, kiosk.id)
    return thief.http.send(thief.http.prepare_request(request), timeout=WITHIN_S)


def doubled(name: bytes) -> Callable[[list[bytes]], list[bytes]]:
    """The first line with a member ``name`` before its own."""

    def bend(lines: list[bytes]) -> list[bytes]:
        return [b"{" + name + b':"A",' + lines[0][1:], *lines[1:]]

    return bend


def on_other_ground(kiosk: VirtualKiosk) -> requests.Response:
    """Entry 3 names a hash that nobody stored."""
    twin = kiosk.fork(at=3)
    twin.append("note", {}, prev_hash="1" * 64)
    return twin.send(3)


def bomb(kiosk: VirtualKiosk) -> requests.Response:
    body = zstandard.compress(b"\0" * (64 * MIB + 1))
    assert len(body) < 10_000
    return kiosk.send_body(body, 3, 5)


def of_many_frames(kiosk: VirtualKiosk) -> requests.Response:
    """No frame is a bomb, all together are one."""
    frame = zstandard.compress(b"\0" * MIB)
    return kiosk.send_body(frame * 65, 3, 5)


def wide_window(kiosk: VirtualKiosk) -> requests.Response:
    """A frame that asks for a window of 128 MiB."""
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    squeeze = zstandard.ZstdCompressor(compression_params=parameters).compressobj()  # of unknown size: keeps the window
    return kiosk.send_body(squeeze.compress(b"\n" * MIB) + squeeze.flush(), 3, 5)


def ten_megabytes(kiosk: VirtualKiosk) -> requests.Response:
    twin = kiosk.fork(at=3)
    twin.append("note", {"text": "x" * 10_000_000})
    return twin.send(3)


def from_a_restored_image(kiosk: VirtualKiosk) -> requests.Response:
    """Entry 2 never happened here."""
    old = kiosk.fork(at=2)
    old.drop_off(9000)
    old.drop_off(9001)
    return old.send(2)


BAD: dict[str, tuple[Send, int, str]] = {
    "signed by another key": (by_a_thief, 401, "signature-invalid"),
    "an entry signed by nobody": (
        with_lines(lambda lines: [*lines[:2], lines[2][: -len(b'0"}') - 20] + b"A" * 20 + b'0"}']),
        401,
        "signature-invalid",
    ),
    "a signature that is no header": (with_headers(Signature="kiosk=1"), 401, "signature-invalid"),
    "a gap": (lambda kiosk: kiosk.send(4), 409, "gap"),
    "a restored image": (from_a_restored_image, 409, "fork"),
    "a history on other ground": (on_other_ground, 409, "fork"),
    "a bomb": (bomb, 413, "too-large"),
    "a bomb of many frames": (of_many_frames, 413, "too-large"),
    "a window for memory": (wide_window, 400, "malformed"),
    "an entry of 10 MB": (ten_megabytes, 413, "too-large"),
    "invalid UTF-8": (with_entry(b'"session":"', b'"session":"\xff'), 400, "malformed"),
    "half a character": (with_entry(b'"session":"', b'"session":"\\ud800'), 400, "malformed"),
    "NaN": (with_entry(b'"net_g":1000', b'"net_g":NaN'), 400, "malformed"),
    "Infinity": (with_entry(b'"net_g":1000', b'"net_g":-Infinity'), 400, "malformed"),
    "a number that is no JSON": (with_entry(b'"net_g":1000', b'"net_g":01000'), 400, "malformed"),
    "a place beyond 64 bits": (with_entry(b'"seq":3', b'"seq":18446744073709551619'), 400, "malformed"),
    "a place that is a float": (with_entry(b'"seq":3', b'"seq":3.0'), 400, "malformed"),
    "a place below zero": (with_entry(b'"seq":3', b'"seq":-3'), 400, "malformed"),
    "another version": (with_entry(b'"v":1', b'"v":2'), 400, "malformed"),
    "no kind": (with_entry(b'"kind":"drop_off"', b'"kind":7'), 400, "malformed"),
    "two entries in a line": (with_lines(doubled(b'"entry"')), 400, "malformed"),
    "two signatures in a line": (with_lines(doubled(b'"signature"')), 400, "malformed"),
    "two numbers": (with_entry(b'"seq":3', b'"seq":4,"seq":3'), 400, "malformed"),
    "two numbers, one disguised": (with_entry(b'"seq":3', b'"s\\u0065q":4,"seq":3'), 400, "malformed"),
    "two kinds": (with_entry(b'"kind":"drop_off"', b'"kind":"boot", "kind" : "drop_off"'), 400, "malformed"),
    "deep nesting": (
        with_entry(b'"container":null', b'"container":' + b"[" * 90_000 + b"]" * 90_000),
        400,
        "malformed",
    ),
    "a comma too many": (with_entry(b'"v":1}', b'"v":1,}'), 400, "malformed"),
    "a list of lines": (with_lines(lambda lines: [b"[" + b",".join(lines) + b"]"] * 3), 400, "malformed"),
    "an empty line": (with_lines(lambda lines: [lines[0], b"", lines[2]]), 400, "malformed"),
    "a line too many": (with_lines(lambda lines: [*lines, lines[2]]), 400, "malformed"),
    "another content type": (with_headers(Content_Type="application/json"), 400, "malformed"),
    "no content type": (with_headers(Content_Type=""), 400, "malformed"),
    "another encoding": (with_headers(Content_Encoding="gzip"), 400, "malformed"),
    "encoded twice": (with_headers(Content_Encoding="zstd, zstd"), 400, "malformed"),
    "not encoded": (with_headers(Content_Encoding="identity"), 400, "malformed"),
    "no kiosk": (with_query("kiosk=k-", "device=k-"), 400, "malformed"),
    "no epoch": (with_query("&epoch=", "&x="), 400, "malformed"),
    "no first": (with_query("&first=3", ""), 400, "malformed"),
    "no last": (with_query("&last=5", ""), 400, "malformed"),
    "backwards": (with_query("&last=5", "&last=2"), 400, "malformed"),
    "a range without end": (lambda kiosk: kiosk.send_lines([kiosk.entries[2].line], 3, 10**17), 400, "malformed"),
    "a NUL in the query": (with_query("&epoch=", "&epoch=%00"), 400, "malformed"),
}


@pytest.mark.expects_log("central.ingest")  # forks
@pytest.mark.parametrize("what", BAD)
def test_a_bad_range_is_refused_and_harms_nothing(central: RunningCentral, kiosk: VirtualKiosk, what: str) -> None:
    send, status, name = BAD[what]
    problem_of(send(kiosk), status, name)
    assert_the_rest_is_welcome(central, kiosk)


def changed(**changes: Any) -> dict[str, Any]:
    """A right drop-off but for ``changes``."""
    return drop_off_body(3250) | changes


def with_rule(**changes: Any) -> dict[str, Any]:
    return changed(rule={**CLOTHING, "digest": "d" * 64} | changes)


def with_weighing(**changes: Any) -> dict[str, Any]:
    body = drop_off_body(3250)
    body["weighing"] |= changes
    return body


REFUSED = ("refused", "malformed_body")
STRANGE: dict[str, tuple[str, Any, tuple[str, str | None]]] = {
    **{f"{name} below zero": ("drop_off", changed(**{name: -1}), REFUSED) for name in ("gross_g", "net_g", "points")},
    **{f"{name} as a float": ("drop_off", changed(**{name: 3250.5}), REFUSED) for name in ("tare_g", "reduction_mg")},
    **{
        f"net_g {number}": ("drop_off", changed(net_g=number), REFUSED)
        for number in (0, True, "3250", None, 2**31, 2**63, 2**64, 10**30)
    },
    "an exponent": ("drop_off", changed(net_g=3.25e3), REFUSED),
    "no body": ("drop_off", None, REFUSED),
    "a list": ("drop_off", [1], REFUSED),
    "an unknown kind": ("never_heard_of", {"any": [1.5, -(2**70)]}, ("accepted", None)),
    "an unknown kind without an object": ("never_heard_of", [1], REFUSED),
    "a kind that is no word": ("Drop-Off!", {}, REFUSED),
    "a NUL in a rule": ("drop_off", with_rule(id="luya\0"), REFUSED),
    "a NUL in a material": ("drop_off", changed(material="clothing\0"), REFUSED),
    "a NUL in a resident": ("drop_off", changed(resident="r-\0"), REFUSED),
    "a NUL in a container": ("drop_off", changed(container="\0"), ("accepted", None)),
    "a NUL in a consent": ("consent", {"resident": "\0", "notice": 1, "agreed": True}, REFUSED),
    "a resident of 900 kB": ("drop_off", changed(resident="r" * 900_000), ("held", "unknown_resident")),
    "a rule of another time": ("drop_off", with_rule(version=2**31 - 1), ("held", "unknown_rule")),
    "a rule beyond all numbers": ("drop_off", with_rule(version=2**31), REFUSED),
    "a weighing below zero": ("drop_off", with_weighing(taken_out_g=-1), REFUSED),
    "a day that does not exist": ("drop_off", with_weighing(certificate_until="2026-02-30"), REFUSED),
    "a check beyond its bounds": ("scale_check", scale_check_body(2 * 10**9), REFUSED),
    "a number before the first": ("epoch_opened", {"reason": "restored", "before": {"seq": -1}}, REFUSED),
}


def test_strange_entries_are_stored_judged_and_block_nothing(each: RunningCentral) -> None:
    kiosk = of_two_stored(each).fork(at=3)
    for kind, body, _ in STRANGE.values():
        kiosk.append(kind, body)
    kiosk.drop_off(500)
    answer = body_of(kiosk.send(3), 200, "journal_answer")
    judged = [(line["verdict"], line["reason"]) for line in answer["verdicts"]]
    assert dict(zip(STRANGE, judged, strict=False)) == {what: verdict for what, (_, _, verdict) in STRANGE.items()}
    assert judged[-1] == ("accepted", None)
    assert stored(each, kiosk) == [entry.content for entry in kiosk.entries]
    before = each.stats()
    assert body_of(kiosk.send(3), 200, "journal_answer")["verdicts"] == answer["verdicts"]
    assert each.stats() == before


def test_in_a_body_the_last_of_two_names_counts(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    twin = kiosk.fork(at=3)
    twin.append_bytes(kiosk.entries[2].content.replace(b'"net_g":1000', b'"net_g":99999,"net_g":1000'))
    assert body_of(twin.send(3), 200, "journal_answer")["verdicts"][0]["verdict"] == "accepted"


def test_a_request_replayed_later_changes_nothing(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    request = kiosk.http.prepare_request(kiosk.signed_request(good_body(kiosk), 3, 5))
    first = body_of(kiosk.http.send(request, timeout=WITHIN_S), 200, "journal_answer")
    kiosk.drop_off(900)
    last = body_of(kiosk.send(6), 200, "journal_answer")
    before = central.stats()
    replayed = body_of(kiosk.http.send(request, timeout=WITHIN_S), 200, "journal_answer")
    assert replayed == {**first, "acked_seq": 6, "head_hash": last["head_hash"]}
    assert central.stats() == before


@pytest.mark.expects_log("central.ingest")
def test_two_devices_with_one_key_are_a_fork_and_the_first_history_stands(each: RunningCentral) -> None:
    kiosk = of_two_stored(each)
    clone = kiosk.fork(at=3)
    clone.drop_off(9000)
    assert problem_of((kiosk.send(3), clone.send(3))[1], 409, "fork")["acked_seq"] == 5
    assert stored(each, kiosk) == [entry.content for entry in kiosk.entries]
    again = VirtualKiosk(kiosk.url, kiosk.key)
    again.drop_off(9000)
    assert body_of(again.send(), 200, "journal_answer")["verdicts"][0]["reason"] == "epoch_unexplained"


def test_a_kiosk_cannot_take_anothers_name(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    thief = VirtualKiosk(central.url)
    request = thief.enrolment(central.invite()) | {"kiosk": kiosk.id}
    problem_of(requests.post(f"{central.url}/v1/enrolments", json=request, timeout=WITHIN_S), 403, "proof-invalid")
    assert_the_rest_is_welcome(central, kiosk)


@pytest.mark.parametrize("software", ["", "v\0", "x" * 201])
def test_what_an_enrolling_kiosk_calls_itself_is_bounded(each: RunningCentral, software: str) -> None:
    kiosk, code = VirtualKiosk(each.url), each.invite()
    request = kiosk.enrolment(code) | {"software": software}
    answer = requests.post(f"{each.url}/v1/enrolments", json=request, timeout=WITHIN_S)
    if software:
        problem_of(answer, 400, "malformed")
    body_of(kiosk.enrol(code), 201, "enrolment_answer")


# the small calls

NO_BODIES = {
    "nothing": b"",
    "half an object": b'{"code":',
    "a list": b"[]",
    "a word": b"null",
    "invalid UTF-8": b'{"code":"\xff"}',
    "half a character": b'{"code":"\\ud800"}',
    "NaN": b'{"code":NaN}',
    "a number": b'{"code":1e400,"public_key":1,"x":1e400}',
    "deep nesting": b'{"code":' + b"[" * 30_000,
    "two objects": b"{}{}",
}


@pytest.mark.parametrize("what", NO_BODIES)
def test_a_small_body_of_another_shape_is_malformed(central: RunningCentral, what: str) -> None:
    phone = VirtualPhone.register(central.url)
    for call in operations():
        if call.takes_body and call.id != "sendJournal":
            problem_of(phone.call(call.method, call.path, data=NO_BODIES[what]), 400, "malformed")


@pytest.mark.parametrize("pass_id", ["%00", "0" * 31, "0" * 33, "G" * 32, "%ff%fe", "x" * 8000, "'--"])
def test_a_pass_id_of_another_shape_is_not_found(each: RunningCentral, pass_id: str) -> None:
    problem_of(VirtualPhone.register(each.url).lose(pass_id), 404, "not-found")


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer \u00ff", "Basic eDp5", "Bearer a b", "Bearer " + "x" * 9000])
def test_a_token_of_another_shape_is_unknown(central: RunningCentral, token: str) -> None:
    headers = {"Authorization": token.encode("latin-1")}
    problem_of(requests.get(f"{central.url}/v1/me", headers=headers, timeout=WITHIN_S), 401, "token-unknown")


@pytest.mark.parametrize("target", ["/v1/stats/", "/v1//stats", "/v1/%00", "/v1/stats;x", "/static/..%2fapp.py"])
def test_addresses_beside_the_contract_are_not_found(central: RunningCentral, target: str) -> None:
    answer = spoken(central.url, f"GET {target} HTTP/1.1\r\n")
    assert answer.startswith("HTTP/1.1 404 "), answer
    assert "urn:greensprout:problem:not-found" in answer


@pytest.mark.expects_log("uvicorn.error")  # it says so when it cuts somebody off
def test_many_headers_are_read_and_too_many_are_cut_off(central: RunningCentral) -> None:
    some = "".join(f"X-{number}: {number}\r\n" for number in range(1000))
    assert spoken(central.url, "GET /v1/stats HTTP/1.1\r\n" + some).startswith("HTTP/1.1 200 ")
    with contextlib.suppress(ConnectionError):  # closed while we were still speaking
        assert spoken(central.url, "GET /v1/stats HTTP/1.1\r\n" + some * 20).startswith("HTTP/1.1 400 ")
    assert requests.get(f"{central.url}/v1/stats", timeout=WITHIN_S).status_code == 200


# slow and broken lines


@contextmanager
def impatient(central: RunningCentral) -> Iterator[str]:
    """The same platform served to those who are quick."""
    bound = server.listen("127.0.0.1", 0)
    ready = threading.Event()
    serving = server.AnnouncingServer(build_app(central.platform, body_within_s=PATIENCE_S), ready.set)
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [bound]}, name="impatient")
    thread.start()
    try:
        assert ready.wait(WITHIN_S)
        yield server.address_of(bound)
    finally:
        serving.should_exit = True
        thread.join()
        bound.close()


def connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname or "", parts.port or 0), WITHIN_S)


def everything(connection: socket.socket) -> str:
    """Until the other side closes."""
    return b"".join(iter(lambda: connection.recv(65536), b"")).decode("latin-1")


def spoken(url: str, text: str) -> str:
    """What comes back upon the first lines of a request."""
    with connected(url) as connection:
        connection.sendall(text.encode("ascii") + b"Host: platform\r\nConnection: close\r\n\r\n")
        return everything(connection)


def begun(kiosk: VirtualKiosk, body: bytes) -> bytes:
    """The head of a journal request, as it goes over the line."""
    request = kiosk.http.prepare_request(kiosk.signed_request(body, 3, 5))
    headers = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    return f"POST {request.path_url} HTTP/1.1\r\nHost: platform\r\n{headers}\r\n".encode("ascii")


def test_who_never_finishes_is_told_and_cut_off(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    token = VirtualPhone.register(central.url).token
    calls = [call for call in operations() if call.takes_body]
    with impatient(central) as url, ExitStack() as open_ones:
        connections = [open_ones.enter_context(connected(url)) for _ in calls]
        for call, connection in zip(calls, connections, strict=True):
            query = f"?kiosk={kiosk.id}&epoch={kiosk.epoch}&first=3&last=5" if call.id == "sendJournal" else ""
            head = f"{call.method} {call.path}{query} HTTP/1.1\r\nHost: platform\r\nContent-Length: 500\r\n"
            connection.sendall(f"{head}Authorization: Bearer {token}\r\n\r\n{{".encode("ascii"))
        for connection in connections:
            answer = everything(connection)
            assert answer.startswith("HTTP/1.1 408 "), answer
            assert json.loads(answer.partition("\r\n\r\n")[2])["type"] == "urn:greensprout:problem:too-slow"
    assert_the_rest_is_welcome(central, kiosk)


def test_what_has_arrived_earns_time(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    twin = kiosk.fork(at=3)
    for _ in range(3):
        twin.append("note", {"text": secrets.token_hex(20_000)})
    body = zstandard.compress(b"\n".join(entry.line for entry in twin.entries[2:5]))
    with impatient(central) as url, connected(url) as connection:
        connection.sendall(begun(twin, body) + body[:-1])
        heard, _, _ = select.select([connection], [], [], 2 * PATIENCE_S)
        assert not heard, everything(connection)
        connection.sendall(body[-1:])
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_a_line_that_breaks_is_no_fault_of_anybody(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    body = good_body(kiosk)
    for sent in (0, 1, len(body) - 1):
        with connected(central.url) as connection:
            connection.sendall(begun(kiosk, body) + body[:sent])
    assert_the_rest_is_welcome(central, kiosk)


def test_the_same_bytes_in_any_cut_are_the_same_request(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    body = good_body(kiosk)
    with connected(central.url) as connection:
        for byte in begun(kiosk, body) + body:
            connection.sendall(bytes([byte]))
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
    assert stored(central, kiosk) == [entry.content for entry in kiosk.entries]
