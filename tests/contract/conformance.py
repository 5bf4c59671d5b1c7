"""Holds any platform against the contract, from outside, as a kiosk would::

    python -m tests.contract.conformance --url https://points.example.org --code BCDFGHJK

``--code`` is a fresh one-time enrolment code of that platform. The program enrols a virtual kiosk of its own, sends it
a journal of a few small drop-offs of nobody, and everything that must be refused. One line a check; the exit code is 1
when one fails. Point it at a platform for tests: what it sends is stored there as any kiosk's journal would be.
"""

import argparse
import base64
import json
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import requests
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jsonschema import ValidationError

from tests.fakes.contract_schemas import assert_follows, body_of, problem_of
from tests.fakes.virtual_kiosk import COVERED, ZERO_HASH, VirtualKiosk, drop_off_body

WITHIN_S = 30
MIB = 1024 * 1024


@dataclass
class Subject:
    """The platform under test, and the kiosk that tests it."""

    url: str
    code: str
    kiosk: VirtualKiosk
    directory_keys: dict[str, Ed25519PublicKey] = field(default_factory=dict)

    def get(self, path: str, **arguments: Any) -> requests.Response:
        """One call without a signature."""
        return requests.get(self.url + path, timeout=WITHIN_S, allow_redirects=False, **arguments)

    def epoch(self) -> VirtualKiosk:
        """The next epoch of the kiosk: five entries written, two of them sent."""
        before = self.kiosk
        self.kiosk = VirtualKiosk(self.url, before.key, http=before.http, named_by=before.named_by)
        if before.entries:
            end = {"epoch": before.epoch, "seq": len(before.entries), "hash": before.head}
            self.kiosk.append("epoch_opened", {"reason": "restored", "before": end})
        while len(self.kiosk.entries) < 5:
            self.kiosk.drop_off(250)
        taken(self.kiosk.send(1, 2), self.kiosk, 2)
        return self.kiosk

    def verify(self, kid: str, signature: str, *parts: bytes) -> None:
        """A signature of the platform over ``parts``."""
        self.directory_keys[kid].verify(unpadded(signature), b"\x00".join(parts))


def unpadded(text: str) -> bytes:
    """Bytes from base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def range_of(kiosk: VirtualKiosk, first: int) -> bytes:
    """The lines of the entries from ``first`` on."""
    return b"".join(entry.line + b"\n" for entry in kiosk.entries[first - 1 :])


def taken(answer: requests.Response, kiosk: VirtualKiosk, acked: int) -> dict[str, Any]:
    """The answer to a range after which everything up to ``acked`` must be durable."""
    body = body_of(answer, 200, "journal_answer")
    assert (body["kiosk"], body["epoch"]) == (kiosk.id, kiosk.epoch), "the request is echoed"
    assert (body["acked_seq"], body["head_hash"]) == (acked, kiosk.entries[acked - 1].hash), "the head is told"
    assert [line["seq"] for line in body["verdicts"]] == list(range(body["first"], body["last"] + 1))
    return body


def bent(kiosk: VirtualKiosk, bend: Callable[[Any], None], **signing: Any) -> requests.Response:
    """The good rest of the journal in a request that was bent after, or wrongly in, its signing."""
    last = len(kiosk.entries)
    request = kiosk.signed_request(zstandard.compress(range_of(kiosk, 3)), 3, last, **signing)
    bend(request)
    return kiosk.http.send(kiosk.http.prepare_request(request), timeout=WITHIN_S)


def untouched(_request: Any) -> None:
    """No bend."""


# the checks, in order


def enrolling(subject: Subject) -> None:
    """A code enrols a kiosk; the same code and key again give the same answer"""
    first = body_of(subject.kiosk.enrol(subject.code), 201, "enrolment_answer")
    assert first["kiosk"] == subject.kiosk.id
    assert body_of(subject.kiosk.enrol(subject.code), 201, "enrolment_answer") == first
    for key in first["directory_keys"]:
        subject.directory_keys[key["kid"]] = Ed25519PublicKey.from_public_bytes(unpadded(key["public_key"]))


def enrolling_others(subject: Subject) -> None:
    """A used code, an unknown code, and a proof by another key are refused"""
    other = VirtualKiosk(subject.url)
    problem_of(other.enrol(subject.code), 409, "invitation-used")
    problem_of(other.enrol("NOSUCHCODE"), 403, "invitation-unknown")
    stolen = other.enrolment(subject.code) | {"kiosk": subject.kiosk.id}
    answer = requests.post(f"{subject.url}/v1/enrolments", json=stolen, timeout=WITHIN_S)
    problem_of(answer, 403, "proof-invalid")


def directory(subject: Subject) -> None:
    """The directory is signed, follows its schema, and is not sent to who holds it"""
    answer = subject.get("/v1/directory")
    envelope = body_of(answer, 200, "directory_envelope")
    payload = unpadded(envelope["payload"])
    subject.verify(envelope["kid"], envelope["signature"], b"greensprout-directory-v1", payload)
    found = json.loads(payload)
    assert_follows("directory", found)
    assert answer.headers["ETag"] == f'"{found["version"]}"'
    known = subject.get("/v1/directory", headers={"If-None-Match": answer.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")


def signed_time(subject: Subject) -> None:
    """The time is signed with the caller's nonce, and not told without one"""
    nonce = secrets.token_hex(16)
    body = body_of(subject.get("/v1/time", params={"nonce": nonce}), 200, "time")
    assert body["nonce"] == nonce
    parts = (b"greensprout-time-v1", nonce.encode(), body["time"].encode())
    subject.verify(body["kid"], body["signature"], *parts)
    problem_of(subject.get("/v1/time"), 400, "malformed")


def briefing(subject: Subject) -> None:
    """The briefing, if there is one, is signed, and a request for it is answered once"""
    told = body_of(subject.get("/v1/time", params={"nonce": "n"}), 200, "time")["time"]
    kiosk = subject.kiosk
    request = kiosk.http.prepare_request(kiosk.briefing_request(now=datetime.fromisoformat(told)))
    answer = kiosk.http.send(request, timeout=WITHIN_S)
    if answer.status_code == 404:
        problem_of(answer, 404, "not-found")
        return
    envelope = body_of(answer, 200, "directory_envelope")
    payload = unpadded(envelope["payload"])
    subject.verify(envelope["kid"], envelope["signature"], b"greensprout-briefing-v1", payload)
    assert_follows("briefing", json.loads(payload))
    problem_of(kiosk.http.send(request, timeout=WITHIN_S), 401, "signature-stale")
    problem_of(kiosk.ask_briefing(now=datetime(1970, 1, 3, tzinfo=UTC)), 401, "signature-stale")


def orders(subject: Subject) -> None:
    """The home pickups of a device, if there are any, are signed, and a request for them is answered once"""
    told = body_of(subject.get("/v1/time", params={"nonce": "n"}), 200, "time")["time"]
    kiosk = subject.kiosk
    request = kiosk.http.prepare_request(kiosk.orders_request(datetime.fromisoformat(told)))
    answer = kiosk.http.send(request, timeout=WITHIN_S)
    if answer.status_code == 404:
        problem_of(answer, 404, "not-found")
        return
    envelope = body_of(answer, 200, "directory_envelope")
    payload = unpadded(envelope["payload"])
    subject.verify(envelope["kid"], envelope["signature"], b"greensprout-orders-v1", payload)
    assert_follows("orders", json.loads(payload))
    problem_of(kiosk.http.send(request, timeout=WITHIN_S), 401, "signature-stale")
    problem_of(subject.get(f"/v1/orders?kiosk={kiosk.id}"), 401, "signature-invalid")


def ranges(subject: Subject) -> None:
    """Ranges are acknowledged; sent again, overlapping, replayed or not compressed they double nothing"""
    kiosk = subject.epoch()
    answer = taken(kiosk.send(2, 4), kiosk, 4)
    assert kiosk.send(2, 4).json() == answer
    taken(kiosk.send_body(range_of(kiosk, 5), 5, 5, encoding=None), kiosk, 5)
    request = kiosk.http.prepare_request(kiosk.signed_request(zstandard.compress(range_of(kiosk, 1)), 1, 5))
    first = taken(kiosk.http.send(request, timeout=WITHIN_S), kiosk, 5)
    assert kiosk.http.send(request, timeout=WITHIN_S).json() == first


def histories(subject: Subject) -> None:
    """A gap and a fork are refused with the platform's own record, which stays as it is"""
    kiosk = subject.epoch()
    gap = problem_of(kiosk.send(4), 409, "gap")
    assert (gap["epoch"], gap["acked_seq"], gap["head_hash"]) == (kiosk.epoch, 2, kiosk.entries[1].hash)
    other = kiosk.fork(at=2)
    other.drop_off(300)
    other.drop_off(300)
    fork = problem_of(other.send(2), 409, "fork")
    assert (fork["acked_seq"], fork["head_hash"]) == (2, kiosk.entries[1].hash)
    problem_of(other.send(3), 409, "fork")
    taken(kiosk.send(3), kiosk, 5)
    unknown = VirtualKiosk(subject.url, kiosk.key)
    unknown.drop_off(250)
    unknown.drop_off(250)
    assert problem_of(unknown.send(2), 409, "gap")["head_hash"] == ZERO_HASH


def chains(subject: Subject) -> None:
    """A changed entry breaks the chain; a changed last one fails its signature"""
    kiosk = subject.epoch()
    lines = [entry.line for entry in kiosk.entries[2:]]
    inner = [lines[0].replace(b'"net_g":250', b'"net_g":950'), *lines[1:]]
    problem_of(kiosk.send_lines(inner, 3, 5), 422, "chain-broken")
    outer = [*lines[:2], lines[2].replace(b'"net_g":250', b'"net_g":950')]
    problem_of(kiosk.send_lines(outer, 3, 5), 401, "signature-invalid")
    taken(kiosk.send(3), kiosk, 5)


def request_signatures(subject: Subject) -> None:
    """Only the kiosk's own signature over method, path, query and digest is taken"""
    kiosk = subject.epoch()

    def other_body(request: Any) -> None:
        request.data = zstandard.compress(b"other")

    def other_query(request: Any) -> None:
        request.url = request.url.replace("last=5", "last=4")

    def nothing(request: Any) -> None:
        del request.headers["Signature"]

    for bend in (other_body, other_query, nothing):
        problem_of(bent(kiosk, bend), 401, "signature-invalid")
    for left_out in COVERED[:3]:
        covered = [each for each in COVERED if each != left_out]
        problem_of(bent(kiosk, untouched, covered_component_ids=covered), 401, "signature-invalid")
    thief = VirtualKiosk(subject.url, epoch=kiosk.epoch, entries=kiosk.entries)
    problem_of(thief.send(3), 403, "kiosk-unknown")

    def in_its_name(request: Any) -> None:
        request.url = request.url.replace(thief.id, kiosk.id)

    problem_of(bent(thief, in_its_name), 401, "signature-invalid")
    taken(kiosk.send(3), kiosk, 5)


def bad_input(subject: Subject) -> None:
    """What is not of the documented form is refused, and what comes after it is taken"""
    kiosk = subject.epoch()
    good = range_of(kiosk, 3)
    for body in (good[:-2], good + good, b"\xff" + good, good.replace(b'"seq":4', b'"seq":4.0'), b"[" * 10_000):
        problem_of(kiosk.send_body(zstandard.compress(body), 3, 5), 400, "malformed")
    problem_of(kiosk.send_body(b"no zstd", 3, 5), 400, "malformed")
    problem_of(kiosk.send_body(good, 3, 5, encoding="gzip"), 400, "malformed")
    problem_of(kiosk.send_body(zstandard.compress(b"\0" * (64 * MIB + 1)), 3, 5), 413, "too-large")
    large = kiosk.fork(at=3)
    large.append("note", {"text": "x" * MIB})
    problem_of(large.send(3), 413, "too-large")
    for query in ("", f"kiosk={kiosk.id}", f"kiosk={kiosk.id}&epoch={kiosk.epoch}&first=2&last=1"):
        answer = requests.post(f"{subject.url}/v1/journal?{query}", data=b"", timeout=WITHIN_S)
        problem_of(answer, 400, "malformed")
    taken(kiosk.send(3), kiosk, 5)


def verdicts(subject: Subject) -> None:
    """Strange entries are stored and judged, and never hold up the ones behind them"""
    kiosk = subject.epoch().fork(at=3)
    kiosk.append("never_heard_of", {"any": ["thing"]}, later={"of": "a newer version"})
    kiosk.append("drop_off", drop_off_body(250) | {"net_g": -5})
    kiosk.append("drop_off", drop_off_body(250, points=8000))
    kiosk.append("drop_off", drop_off_body(250, resident="r-" + "0" * 20))
    kiosk.append("drop_off", "no object")
    kiosk.drop_off(250)
    answer = taken(kiosk.send(3), kiosk, 8)
    told = [(line["verdict"], line["reason"]) for line in answer["verdicts"]]
    assert told[:5] == [
        ("accepted", None),
        ("refused", "malformed_body"),
        ("refused", "arithmetic"),
        ("held", "unknown_resident"),
        ("refused", "malformed_body"),
    ], told
    subject.kiosk = kiosk


def another_key(subject: Subject) -> None:
    """A kiosk goes over to another key, and the old one can do nothing any more"""
    kiosk = subject.epoch()
    old = kiosk.fork(at=6)
    kiosk.change_key()
    lines = [entry.line for entry in kiosk.entries[2:]]
    problem_of(kiosk.send_lines(lines, 3, 6), 401, "signature-invalid")
    taken(old.send_lines(lines, 3, 6), kiosk, 6)
    problem_of(old.send_lines(lines, 3, 6), 403, "key-retired")
    taken(kiosk.send_lines(lines, 3, 6), kiosk, 6)
    thief = kiosk.fork(at=7)
    thief.key = old.key
    thief.change_key()
    problem_of(kiosk.send_lines([thief.entries[-1].line], 7, 7), 401, "signature-invalid")
    thief.key = old.key
    problem_of(thief.send(7), 403, "key-retired")
    kiosk.drop_off(250)
    taken(kiosk.send(7), kiosk, 7)
    again = subject.epoch()
    taken(again.send(3), again, 5)


def elsewhere(subject: Subject) -> None:
    """Other addresses and methods are answered with problems"""
    problem_of(subject.get("/v1/nothing-here"), 404, "not-found")
    problem_of(subject.get("/v1/journal"), 405, "method-not-allowed")


CHECKS = (
    enrolling,
    enrolling_others,
    directory,
    signed_time,
    briefing,
    orders,
    ranges,
    histories,
    chains,
    request_signatures,
    bad_input,
    verdicts,
    another_key,
    elsewhere,
)


def judged(subject: Subject) -> Iterator[tuple[str, str | None]]:
    """Every check: its name in words, and what is wrong, None when nothing is."""
    for check in CHECKS:
        wrong = None
        try:
            check(subject)
        except (AssertionError, ValidationError) as error:
            wrong = str(error).partition("\n")[0]
        except (InvalidSignature, KeyError) as error:
            wrong = f"a signature does not verify, or its key is unknown: {error!r}"
        except (requests.RequestException, ValueError) as error:
            wrong = f"no answer of the contract: {error}"
        yield check.__doc__ or check.__name__, wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """See the head of this file."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract.conformance")
    parser.add_argument("--url", required=True, help="the platform's address, without a path")
    parser.add_argument("--code", required=True, help="a fresh one-time enrolment code")
    options = parser.parse_args(arguments)
    url = options.url.rstrip("/")
    failed = 0
    for name, wrong in judged(Subject(url, options.code, VirtualKiosk(url))):
        print("ok  " if wrong is None else "FAIL", name)
        if wrong is not None:
            failed += 1
            print("     ", wrong)
    print("conforms" if failed == 0 else f"{failed} of {len(CHECKS)} checks failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
