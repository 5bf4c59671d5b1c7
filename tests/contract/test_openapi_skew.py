"""One version newer or older: fields that nobody knows yet are ignored, fields that may be absent may be absent."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
import requests

from central import bodies, cards, certificates, enrolment
from central.bodies import read_entry
from central.encoding import from_base64url
from central.rules import load_rules
from central.verdict import Circumstances, judge
from kiosk.sync import wire
from tests.contract.make_golden import FOLDER, RESIDENT
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import SCHEMAS, assert_follows
from tests.fakes.virtual_kiosk import VirtualKiosk

ENTRIES = [
    json.loads(each["canonical"]) for each in json.loads((FOLDER / "journal.json").read_text("utf-8"))["entries"]
]
LATER = {"later": {"deep": [1, None, "x"]}}


@dataclass(frozen=True)
class Shape:
    """A documented object, who reads it and how, and a right one."""

    schema: str
    reader: type[Any]
    sample: dict[str, Any]


def newer(value: Any) -> Any:
    """``value`` as a later version would write it: a field more in every object."""
    if isinstance(value, dict):
        return {name: newer(inner) for name, inner in value.items()} | LATER
    return [newer(each) for each in value] if isinstance(value, list) else value


def schema_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return found


def optional_places(schema: dict[str, Any], value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths in ``value`` of all that ``schema`` does not require."""
    if "$ref" in schema:
        schema = schema_of(schema["$ref"].removesuffix(".schema.json"))
    for part in (*schema.get("allOf", []), *schema.get("anyOf", [])):
        yield from optional_places(part, value, path)
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from optional_places(schema.get("items", {}), each, (*path, index))
    if isinstance(value, dict):
        for name in value.keys() & schema.get("properties", {}).keys():
            if name not in schema.get("required", [name]):
                yield (*path, name)
            yield from optional_places(schema["properties"][name], value[name], (*path, name))


def without(value: Any, path: tuple[Any, ...]) -> Any:
    """A copy that lacks what lies at ``path``."""
    whole = copy.deepcopy(value)
    place = whole
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return whole


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture(scope="module")
def answers(central: RunningCentral) -> list[Shape]:
    """What the platform tells kiosks, as kiosks read it."""
    kiosk = VirtualKiosk(central.url)
    enrolled = kiosk.enrol(central.invite()).json()
    kiosk.drop_off(3250)
    envelope = requests.get(f"{central.url}/v1/directory", timeout=30).json()
    time = requests.get(f"{central.url}/v1/time", params={"nonce": "n"}, timeout=30).json()
    journal = kiosk.send().json()
    kiosk.drop_off(500)
    kiosk.drop_off(500)
    payload = json.loads(from_base64url(envelope["payload"]))
    payload["staff"] = [{"badge": "ba" * 16, "role": "operator", "pin": "$argon2id$v=19$"}]
    return [
        Shape("enrolment_answer", wire.EnrolmentAnswer, enrolled),
        Shape("journal_answer", wire.JournalAnswer, journal),
        Shape("directory_envelope", wire.Envelope, envelope),
        Shape("directory", wire.DirectoryPayload, payload),
        Shape("time", wire.TimeAnswer, time),
        Shape("problem", wire.Problem, kiosk.send(3).json()),
    ]


def requests_of(kiosk: VirtualKiosk) -> list[Shape]:
    """What the platform reads of a request's JSON."""
    shapes = [
        Shape("enrolment_request", enrolment.EnrolmentRequest, kiosk.enrolment("CODE")),
        Shape("certificate_request", certificates.CertificateRequest, {"public_key": "A" * 43}),
        Shape("card_request", cards.CardRequest, {"code": "GSC1:"}),
    ]
    return shapes + [
        Shape(entry["kind"], reader, entry["body"]) for entry in ENTRIES if (reader := READERS.get(entry["kind"]))
    ]


READERS: dict[str, type[Any]] = {
    "drop_off": bodies.DropOffBody,
    "scale_check": bodies.ScaleCheckBody,
    "container_emptied": bodies.ContainerEmptiedBody,
    "device_state": bodies.DeviceStateBody,
    "consent": bodies.ConsentBody,
    "staff_action": bodies.StaffActionBody,
    "entries_shrunk": bodies.EntriesShrunkBody,
    "epoch_opened": bodies.EpochOpenedBody,
}


@pytest.fixture(scope="module")
def shapes(answers: list[Shape]) -> list[Shape]:
    """Both directions."""
    return [*answers, *requests_of(VirtualKiosk(""))]


def read(shape: Shape, value: Any) -> Any:
    return msgspec.json.decode(json.dumps(value), type=shape.reader)


def test_what_a_newer_version_adds_is_ignored(shapes: list[Shape]) -> None:
    for shape in shapes:
        assert_follows(shape.schema, shape.sample)
        assert_follows(shape.schema, newer(shape.sample))
        assert read(shape, newer(shape.sample)) == read(shape, shape.sample), shape.schema


def test_what_an_older_version_lacks_may_be_absent(shapes: list[Shape]) -> None:
    tried = 0
    for shape in shapes:
        for path in optional_places(schema_of(shape.schema), shape.sample):
            older = without(shape.sample, path)
            assert_follows(shape.schema, older)
            read(shape, older)
            tried += 1
    assert tried > 20, "the examples have optional fields"


def test_what_is_required_is_missed(shapes: list[Shape]) -> None:
    """What a schema requires no reader may do without a word about it: it would be optional."""
    for shape in shapes:
        if shape.reader is wire.Problem:
            continue  # anybody's problem is better than none
        for name in schema_of(shape.schema)["required"]:
            if (shape.schema, name) not in LENIENT:
                with pytest.raises(msgspec.ValidationError):
                    read(shape, without(shape.sample, (name,)))


LENIENT = {("scale_check", "staff")}
"""Required of writers; readers take journals from before it existed."""


@pytest.mark.parametrize("change", [newer, lambda value: value | LATER], ids=["everywhere", "in the entry"])
def test_central_judges_an_entry_with_more_fields_as_without(change: Callable[[Any], Any]) -> None:
    rules, around = load_rules(), Circumstances(residents={RESIDENT})
    for entry in ENTRIES:
        plain, more = (read_entry(json.dumps(each).encode()) for each in (entry, change(entry)))
        assert more == plain
        assert judge(more, rules, around) == judge(plain, rules, around)


def test_central_takes_lines_and_queries_of_a_newer_version(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    for entry in ENTRIES[:3]:
        kiosk.append(entry["kind"], newer(entry["body"]), **LATER)
    lines = [entry.line[:-1] + b',"later":[1]}' for entry in kiosk.entries]
    answer = kiosk.send_lines(lines, 1, 3)
    assert [line["verdict"] for line in answer.json()["verdicts"]] == ["accepted"] * 3


def test_central_takes_queries_of_a_newer_version_and_of_an_older_one(central: RunningCentral) -> None:
    """An older one does not tell of its boot; a newer one may tell more than we know."""
    kiosk = central.kiosk()
    for told in ("", "&boot=boot-1&monotonic_ms=60000", "&boot=boot-1&monotonic_ms=120000&later=1&later=2"):
        sealed = kiosk.append("boot", {"software": "x"}, clock="unknown")
        request = kiosk.signed_request(sealed.line, sealed.seq, sealed.seq, None, told=told)
        answer = kiosk.http.send(kiosk.http.prepare_request(request), timeout=30)
        assert (answer.status_code, answer.json().get("acked_seq")) == (200, sealed.seq), told
    asked = kiosk.http.prepare_request(kiosk.briefing_request(told="&later=1"))
    assert kiosk.http.send(asked, timeout=30).status_code == 200


def test_bounds_of_the_schemas_are_those_that_central_keeps() -> None:
    (*roots,), parts = msgspec.json.schema_components([*READERS.values(), enrolment.EnrolmentRequest])
    names = [*READERS, "enrolment_request"]
    compared = sum(same_bounds(schema_of(name), root, parts, name) for name, root in zip(names, roots, strict=True))
    assert compared > 60


def same_bounds(ours: dict[str, Any], theirs: dict[str, Any], parts: dict[str, Any], where: str) -> int:
    """Compare every limit of central's reader with the schema's; how many places were compared."""
    compared = 0
    for each in ours.get("anyOf", [ours]):
        mine = schema_of(each["$ref"].removesuffix(".schema.json")) if "$ref" in each else each
        for one in theirs.get("anyOf", [theirs]):
            other = parts[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
            if mine.get("type") != other.get("type"):
                continue
            for limit in ("minimum", "maximum", "maxLength"):
                assert mine.get(limit) == other.get(limit), f"{where}: {limit}"
            for name, inner in other.get("properties", {}).items():
                if name in mine["properties"]:
                    compared += same_bounds(mine["properties"][name], inner, parts, f"{where}.{name}")
            if "items" in other:
                compared += same_bounds(mine["items"], other["items"], parts, f"{where}[]")
            compared += 1
    return compared
