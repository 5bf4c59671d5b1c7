"""POST /v1/journal against the real platform: every documented answer, and nothing lost or doubled."""

import json
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
import zstandard
from sqlalchemy import select

from central.schema import Entry, ForkEvidence
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import assert_follows, body_of, problem_of
from tests.fakes.virtual_kiosk import COVERED, ZERO_HASH, VirtualKiosk, VirtualPhone, canonical, drop_off_body

MIB = 1024 * 1024


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    """Enrolled, with five entries written and none sent."""
    kiosk = central.kiosk()
    kiosk.append("boot", {"software": "1"})
    for net_g in (3250, 2345, 1000, 500):
        kiosk.drop_off(net_g)
    return kiosk


def verdicts(answer: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(line["verdict"], line["reason"]) for line in answer["verdicts"]]


def stored(central: RunningCentral, kiosk: VirtualKiosk) -> list[bytes]:
    wanted = {entry.hash for entry in kiosk.entries}
    with central.store.reading() as connection:
        rows = connection.execute(select(Entry.seq, Entry.hash, Entry.canonical).order_by(Entry.seq)).all()
    return [row.canonical for row in rows if row.hash in wanted]


def assert_nothing_came_in(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    assert stored(central, kiosk) == []


def test_a_range_is_acknowledged_and_kept_as_sent(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    before = central.stats()
    for entry in kiosk.entries:
        assert_follows("journal_line", json.loads(entry.line))
    answer = body_of(kiosk.send(), 200, "journal_answer")
    assert (answer["kiosk"], answer["epoch"], answer["first"], answer["last"]) == (kiosk.id, kiosk.epoch, 1, 5)
    assert (answer["acked_seq"], answer["head_hash"]) == (5, kiosk.head)
    assert [line["seq"] for line in answer["verdicts"]] == [1, 2, 3, 4, 5]
    assert verdicts(answer) == [("accepted", None)] * 5
    assert answer["directory_version"] == central.platform.directory.version
    assert stored(central, kiosk) == [entry.content for entry in kiosk.entries]
    after = central.stats()
    assert_follows("stats", after)
    grown = {name: after[name] - before[name] for name in after}
    assert grown == {
        "kiosks": 0,
        "residents": 0,
        "entries": 5,
        "drop_offs": 4,
        "weight_g": 7095,
        "reduction_g": 4160 + 3001 + 1280 + 640,
        "points": 97 + 70 + 30 + 15,
    }


def test_an_uncompressed_body_is_fine(kiosk: VirtualKiosk) -> None:
    body = b"\n".join(entry.line for entry in kiosk.entries)
    assert body_of(kiosk.send_body(body, 1, 5, encoding=None), 200, "journal_answer")["acked_seq"] == 5


def test_sending_again_is_harmless(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    phone = VirtualPhone.register(central.url)
    kiosk.drop_off(3250, resident=phone.resident)
    first = kiosk.send().json()
    before = (central.stats(), phone.me())
    assert kiosk.send().json() == first
    assert body_of(kiosk.send(2, 3), 200, "journal_answer")["acked_seq"] == 6
    assert (central.stats(), phone.me()) == before
    assert phone.me()["points"] == 97


def test_an_overlap_stores_only_what_is_new(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    kiosk.send(1, 3)
    answer = body_of(kiosk.send(2, 5), 200, "journal_answer")
    assert [line["seq"] for line in answer["verdicts"]] == [2, 3, 4, 5]
    assert answer["acked_seq"] == 5
    assert len(stored(central, kiosk)) == 5


def test_a_gap_is_told_with_the_own_record(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    nothing = problem_of(kiosk.send(2, 5), 409, "gap")
    assert (nothing["epoch"], nothing["acked_seq"], nothing["head_hash"]) == (kiosk.epoch, 0, ZERO_HASH)
    kiosk.send(1, 2)
    some = problem_of(kiosk.send(4, 5), 409, "gap")
    assert (some["acked_seq"], some["head_hash"]) == (2, kiosk.entries[1].hash)
    assert len(stored(central, kiosk)) == 2


def test_a_new_epoch_starts_at_one(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    kiosk.send()
    restored = VirtualKiosk(kiosk.url, kiosk.key)
    restored.append("boot", {})
    assert body_of(restored.send(), 200, "journal_answer")["acked_seq"] == 1
    assert body_of(kiosk.send(), 200, "journal_answer")["acked_seq"] == 5


@pytest.mark.expects_log("central.ingest")
def test_another_history_at_a_known_number_is_a_fork(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    kiosk.send()
    before = central.stats()
    other = kiosk.fork(at=4)
    for net_g in (9000, 9001, 9002):
        other.drop_off(net_g)
    for _ in range(2):
        problem = problem_of(other.send(), 409, "fork")
        assert (problem["epoch"], problem["acked_seq"], problem["head_hash"]) == (kiosk.epoch, 5, kiosk.head)
    assert central.stats() == before
    with central.store.reading() as connection:
        rows = connection.execute(select(ForkEvidence.line).where(ForkEvidence.hash == other.entries[3].hash)).all()
    assert [row.line for row in rows] == [other.entries[3].line]
    kiosk.drop_off(700)
    assert body_of(kiosk.send(6), 200, "journal_answer")["acked_seq"] == 6


@pytest.mark.expects_log("central.ingest")
def test_a_range_built_upon_another_history_is_a_fork(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    kiosk.send(1, 3)
    other = kiosk.fork(at=3)
    for net_g in (9000, 9001):
        other.drop_off(net_g)
    assert problem_of(other.send(4, 4), 409, "fork")["acked_seq"] == 3
    assert stored(central, kiosk) == [entry.content for entry in kiosk.entries[:3]]


def test_an_unknown_kiosk_is_refused(central: RunningCentral) -> None:
    stranger = VirtualKiosk(central.url)
    stranger.append("boot", {})
    problem_of(stranger.send(), 403, "kiosk-unknown")


# chain and signatures


def test_a_tampered_byte_breaks_the_chain(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    lines = [entry.line for entry in kiosk.entries]
    lines[1] = lines[1].replace(b'"net_g":3250', b'"net_g":9250')
    problem_of(kiosk.send_lines(lines, 1, 5), 422, "chain-broken")
    assert_nothing_came_in(central, kiosk)


def test_a_tampered_last_entry_fails_its_signature(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    lines = [entry.line for entry in kiosk.entries]
    lines[4] = lines[4].replace(b'"net_g":500', b'"net_g":900')
    problem_of(kiosk.send_lines(lines, 1, 5), 401, "signature-invalid")
    assert_nothing_came_in(central, kiosk)


@pytest.mark.parametrize("place", [0, 2, 5])
def test_an_entry_that_somebody_else_has_added_comes_in_nowhere(
    central: RunningCentral, kiosk: VirtualKiosk, place: int
) -> None:
    """By whoever holds the file and not the key; the request itself is the kiosk's own."""
    forger = VirtualKiosk(kiosk.url, epoch=kiosk.epoch, entries=kiosk.entries[:place])
    forged = forger.append("drop_off", drop_off_body(9000), kiosk=kiosk.id)
    lines = [entry.line for entry in [*kiosk.entries[:place], forged, *kiosk.entries[place:]]]
    answer = kiosk.send_lines(lines, 1, 6)
    assert answer.status_code in {400, 401, 422}, "no place, no signature, no chain"
    assert_nothing_came_in(central, kiosk)


@pytest.mark.parametrize("place", [1, 3])
def test_an_entry_that_was_taken_out_is_missed(central: RunningCentral, kiosk: VirtualKiosk, place: int) -> None:
    lines = [entry.line for entry in [*kiosk.entries[: place - 1], *kiosk.entries[place:]]]
    problem_of(kiosk.send_lines(lines, 1, 4), 400, "malformed")
    if place > 1:
        kiosk.send(1, place - 1)
    problem_of(kiosk.send(place + 1), 409, "gap")
    assert len(stored(central, kiosk)) == place - 1


def test_the_first_entry_names_zeros(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    kiosk.append("boot", {}, prev_hash="1" * 64)
    problem_of(kiosk.send(), 422, "chain-broken")


def test_a_signature_by_another_key_is_refused(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    body = zstandard.compress(b"\n".join(entry.line for entry in kiosk.entries))
    thief = VirtualKiosk(kiosk.url, epoch=kiosk.epoch)
    query = f"kiosk={kiosk.id}&epoch={kiosk.epoch}&first=1&last=5"
    request = thief.signed_request(body, 1, 5)
    request.url = f"{kiosk.url}/v1/journal?{query}"
    problem_of(thief.http.send(thief.http.prepare_request(request)), 401, "signature-invalid")
    assert_nothing_came_in(central, kiosk)


Bend = Callable[[Any], None]


def _other_query(request: Any) -> None:
    request.url = request.url.replace("last=5", "last=6")


def _other_body(request: Any) -> None:
    request.data = zstandard.compress(b"something else")


def _drop(header: str) -> Bend:
    def bend(request: Any) -> None:
        del request.headers[header]

    return bend


def _replace(header: str, old: str, new: str) -> Bend:
    def bend(request: Any) -> None:
        assert old in request.headers[header]
        request.headers[header] = request.headers[header].replace(old, new)

    return bend


@pytest.mark.parametrize(
    "bend",
    [
        _other_query,
        _other_body,
        _drop("Signature"),
        _drop("Signature-Input"),
        _drop("Content-Digest"),
        _replace("Signature-Input", "kiosk=", "other="),
        _replace("Signature-Input", '"@query" ', ""),
        _replace("Signature-Input", "ed25519", "rsa-pss-sha512"),
        _replace("Signature-Input", 'nonce="', 'nonce="1'),
        _replace("Signature-Input", "created=", "created=9"),
        _replace("Signature", ":", "::"),
        _replace("Content-Digest", "sha-256", "md5"),
    ],
)
def test_a_bent_request_is_refused(central: RunningCentral, kiosk: VirtualKiosk, bend: Bend) -> None:
    body = zstandard.compress(b"\n".join(entry.line for entry in kiosk.entries))
    request = kiosk.signed_request(body, 1, 5)
    bend(request)
    problem_of(kiosk.http.send(kiosk.http.prepare_request(request)), 401, "signature-invalid")
    assert_nothing_came_in(central, kiosk)


@pytest.mark.parametrize(
    "signing",
    [
        {"label": "other"},
        {"nonce": None},
        *({"covered_component_ids": [each for each in COVERED if each != left_out]} for left_out in COVERED[:3]),
    ],
)
def test_a_signature_that_covers_too_little_is_refused(kiosk: VirtualKiosk, signing: dict[str, Any]) -> None:
    body = zstandard.compress(b"\n".join(entry.line for entry in kiosk.entries))
    request = kiosk.signed_request(body, 1, 5, **signing)
    problem_of(kiosk.http.send(kiosk.http.prepare_request(request)), 401, "signature-invalid")


@pytest.mark.parametrize("year", [1970, 2026, 2099])
def test_the_time_of_the_signature_is_not_judged(kiosk: VirtualKiosk, year: int) -> None:
    body = zstandard.compress(b"\n".join(entry.line for entry in kiosk.entries))
    request = kiosk.signed_request(body, 1, 5, created=datetime(year, 1, 2, tzinfo=UTC))
    body_of(kiosk.http.send(kiosk.http.prepare_request(request)), 200, "journal_answer")


# shapes and sizes


def test_reordered_lines_are_malformed(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    lines = [entry.line for entry in kiosk.entries]
    lines[1], lines[2] = lines[2], lines[1]
    problem_of(kiosk.send_lines(lines, 1, 5), 400, "malformed")
    assert_nothing_came_in(central, kiosk)


@pytest.mark.parametrize(
    "lines", [[], [b""], [b"not json"], [b"[]"], [b'{"entry":{}}'], [b"\xff\xfe"], [b"[" * 200_000]]
)
def test_lines_of_another_shape_are_malformed(kiosk: VirtualKiosk, lines: list[bytes]) -> None:
    problem_of(kiosk.send_lines(lines, 1, 1), 400, "malformed")


def test_missing_lines_are_malformed(kiosk: VirtualKiosk) -> None:
    problem_of(kiosk.send_lines([kiosk.entries[0].line], 1, 2), 400, "malformed")


@pytest.mark.parametrize(
    "change", [{"v": 2}, {"kiosk": "k-" + "0" * 20}, {"epoch": "0" * 32}, {"seq": 7}, {"seq": 1.0}]
)
def test_an_entry_that_has_no_place_is_malformed(central: RunningCentral, change: dict[str, Any]) -> None:
    kiosk = central.kiosk()
    kiosk.append("boot", {}, **change)
    problem_of(kiosk.send(), 400, "malformed")


def test_what_is_not_zstd_is_malformed(kiosk: VirtualKiosk) -> None:
    problem_of(kiosk.send_body(b"no zstd at all", 1, 5), 400, "malformed")


def test_a_cut_frame_is_malformed(kiosk: VirtualKiosk) -> None:
    whole = zstandard.compress(b"\n".join(entry.line for entry in kiosk.entries))
    problem_of(kiosk.send_body(whole[:-20], 1, 5), 400, "malformed")


def test_a_bomb_is_too_large(kiosk: VirtualKiosk) -> None:
    problem_of(kiosk.send_body(zstandard.compress(b"\0" * (65 * MIB)), 1, 5), 413, "too-large")


def test_a_body_above_the_limit_is_too_large(kiosk: VirtualKiosk) -> None:
    problem_of(kiosk.send_body(secrets.token_bytes(32 * MIB + 1), 1, 5), 413, "too-large")


def test_an_entry_above_a_mebibyte_is_too_large(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    kiosk.append("note", {"text": "x" * MIB})
    problem_of(kiosk.send(), 413, "too-large")


@pytest.mark.parametrize("first", ["0", "-1", "1.5", "x", "1" * 30, ""])
def test_a_wrong_query_is_malformed(kiosk: VirtualKiosk, first: str) -> None:
    url = f"{kiosk.url}/v1/journal?kiosk={kiosk.id}&epoch={kiosk.epoch}&first={first}&last=5"
    problem_of(requests.post(url, data=b"", timeout=30), 400, "malformed")


# judgement


def test_a_bad_entry_never_blocks_the_good_ones(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    phone = VirtualPhone.register(central.url)
    kiosk.drop_off(3250, resident=phone.resident)
    kiosk.append("drop_off", drop_off_body(3250, resident=phone.resident) | {"net_g": -5})
    kiosk.drop_off(3250, resident=phone.resident, points=98)
    kiosk.drop_off(150, resident=phone.resident)
    kiosk.drop_off(20_001, resident=phone.resident)
    kiosk.drop_off(3250, resident="r-nobody")
    kiosk.append("never_heard_of", {"any": ["thing", 1.5]})
    kiosk.append("drop_off", "not an object")
    kiosk.append("drop_off", drop_off_body(3250), clock="right")
    kiosk.drop_off(1000, resident=phone.resident)
    answer = body_of(kiosk.send(), 200, "journal_answer")
    assert answer["acked_seq"] == 10
    assert verdicts(answer) == [
        ("accepted", None),
        ("refused", "malformed_body"),
        ("refused", "arithmetic"),
        ("refused", "too_light"),
        ("held", "over_drop_cap"),
        ("held", "unknown_resident"),
        ("accepted", None),
        ("refused", "malformed_body"),
        ("refused", "malformed_body"),
        ("accepted", None),
    ]
    assert kiosk.send().json() == answer
    me = phone.me()
    assert (me["reduction_g"], me["points"], me["held"]) == (4160 + 1280, 97 + 30, 1)


def test_numbers_that_json_allows_and_we_do_not(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    for text in (b"3250.0", b"3.25e3", b"1" * 40, b"-3250", b"null"):
        content = canonical(_envelope(kiosk)).replace(b'"net_g":3250', b'"net_g":' + text)
        kiosk.append_bytes(content)
    answer = body_of(kiosk.send(), 200, "journal_answer")
    assert verdicts(answer) == [("refused", "malformed_body")] * 5


def test_nan_is_no_json(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    kiosk.append_bytes(canonical(_envelope(kiosk)).replace(b'"net_g":3250', b'"net_g":NaN'))
    problem_of(kiosk.send(), 400, "malformed")


@pytest.mark.parametrize("inside", [b'"\xff"', b'"\xed\xa0\x80"', b"[" * 50_000 + b"]" * 50_000])
def test_bytes_that_nobody_could_read_later_are_malformed(central: RunningCentral, inside: bytes) -> None:
    kiosk = central.kiosk()
    kiosk.append_bytes(canonical(_envelope(kiosk)).replace(b'"container":null', b'"container":' + inside))
    problem_of(kiosk.send(), 400, "malformed")


def _envelope(kiosk: VirtualKiosk) -> dict[str, Any]:
    return {
        "v": 1,
        "kiosk": kiosk.id,
        "epoch": kiosk.epoch,
        "seq": len(kiosk.entries) + 1,
        "kind": "drop_off",
        "occurred_at": "2026-11-22T09:00:00.000Z",
        "clock": "trusted",
        "boot": "b",
        "monotonic_ms": 1,
        "prev_hash": kiosk.head,
        "body": drop_off_body(3250),
    }
