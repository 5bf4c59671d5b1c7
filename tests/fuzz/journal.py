"""Strange journals and bent requests, made by hypothesis from right ones."""

import copy
import json
from collections.abc import Callable
from typing import Any

import requests
import zstandard
from hypothesis import strategies as st

from tests.fakes.virtual_kiosk import (
    VirtualKiosk,
    canonical,
    drop_off_body,
    into_container,
    scale_check_body,
    shown_by,
)
from tests.fakes.virtual_staff import abandoned_body, collection_body, correction_body, site_body

_HASH = "ab" * 32
_ID = "cd" * 16
RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("boot", {"software": "1"}),
    ("drop_off", drop_off_body(3250)),
    ("drop_off", drop_off_body(3250, "books", claim=_HASH)),
    ("drop_off", drop_off_body(3250, **shown_by("card", "r-nobody", _ID), hold="taken_out")),
    ("drop_off", into_container(41_000, 3250, taken_out_g=500)),
    ("scale_check", scale_check_body(-10)),
    ("container_emptied", {"before_g": 72_000, "after_g": 41_500}),
    ("device_state", {"device": "scale", "state": "silent"}),
    ("consent", {"resident": "r-nobody", "notice": 1, "agreed": True}),
    ("staff_action", {"badge": _ID, "role": "operator", "action": "unlocked"}),
    (
        "entries_shrunk",
        {
            "entries": 3,
            "epoch": _ID,
            "seq": 3,
            "hash": _HASH,
            "drop_offs": 1,
            "weight_g": 1,
            "reduction_g": 1,
            "points": 1,
        },
    ),
    ("epoch_opened", {"reason": "restored", "before": {"epoch": _ID, "seq": 7, "hash": _HASH}}),
    ("drop_off", drop_off_body(3250, container="clothing-1")),
    ("site_adopted", site_body(("clothing-1", "clothing", 50_000), ("books-1", "books", 0))),
    ("collection", collection_body(_ID, "clothing-1", 3250)),
    ("collection", collection_body(_ID, "round-books", 3250, [], into={"kiosk": "k-" + "0" * 20, "container": "b"})),
    ("collection_abandoned", abandoned_body(_ID, "clothing-1")),
    ("correction", correction_body(_ID, "clothing-1", (_ID, 7), 3250, 0)),
]
_LABELS: dict[str, Any] = {
    "occurred_at": "2026-11-22T09:00:00.000Z",
    "clock": "trusted",
    "boot": "b",
    "monotonic_ms": 1,
}
_EDGES = [0, -1, 1, 2**31 - 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**400, 1.5, 1e308, -0.0, True]
_TEXTS = [
    "",
    "\0",
    "a\0b",
    "\n",
    "\x7f",
    "\ufeff",
    "\U0010ffff",
    "k" * 70_000,
    "2026-02-30",
    "0000-01-01T00:00:00.000Z",
]
_values = st.recursive(
    st.none()
    | st.sampled_from([*_EDGES, *_TEXTS])
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, Any, dict[str, Any]]:
    """Kind, body and labels of an entry of which up to three places are strange."""
    kind, body = copy.deepcopy(draw(st.sampled_from(RIGHT)))
    whole: dict[str, Any] = {"kind": kind, "body": body, **_LABELS}
    for _ in range(draw(st.integers(0, 3))):
        _bend(draw, whole)
    return str(whole.pop("kind", "")), whole.pop("body", {}), whole


def _bend(draw: st.DrawFn, whole: dict[str, Any]) -> None:
    place = whole
    name = draw(st.sampled_from(sorted(place)))
    while isinstance(place[name], dict) and place[name] and draw(st.integers(0, 3)):
        place = place[name]
        name = draw(st.sampled_from(sorted(place)))
    if draw(st.integers(0, 4)):
        place[name] = draw(_values)
    elif place is not whole:
        del place[name]
    else:
        place["later"] = draw(_values)


def write(kiosk: VirtualKiosk, entry: tuple[str, Any, dict[str, Any]]) -> None:
    """Append an entry of ``entries`` in its right place."""
    kind, body, labels = entry
    place = {"v": 1, "kiosk": kiosk.id, "epoch": kiosk.epoch, "seq": len(kiosk.entries) + 1, "prev_hash": kiosk.head}
    kiosk.append_bytes(canonical({**labels, "kind": kind, "body": body, **place}))


Bend = Callable[[requests.PreparedRequest], None]


@st.composite
def bends(draw: st.DrawFn) -> Bend:
    """Something that changes a finished journal request: a header, the address, or the body."""
    where = draw(st.sampled_from(["header", "target", "body"]))
    if where == "header":
        name = draw(
            st.sampled_from(["Signature", "Signature-Input", "Content-Digest", "Content-Type", "Content-Encoding"])
        )
        edit = draw(_edits(b" -~"))
        return lambda request: _bend_header(request, name, edit)
    edit = draw(_edits(bytes(range(256)) if where == "body" else b" &=?%/;+09afkx"))
    return _bend_body(edit) if where == "body" else _bend_target(edit)


@st.composite
def _edits(draw: st.DrawFn, alphabet: bytes) -> Callable[[bytes], bytes]:
    """Cut out a piece of some bytes and put another in."""
    at, cut = draw(st.floats(0, 1)), draw(st.integers(0, 12))
    new = bytes(draw(st.lists(st.sampled_from(sorted(alphabet)), max_size=12)))

    def edit(old: bytes) -> bytes:
        start = int(at * len(old))
        return old[:start] + new + old[start + cut :]

    return edit


def _bend_header(request: requests.PreparedRequest, name: str, edit: Callable[[bytes], bytes]) -> None:
    request.headers[name] = edit(request.headers[name].encode("latin-1")).decode("latin-1").strip()


def _bend_target(edit: Callable[[bytes], bytes]) -> Bend:
    def bend(request: requests.PreparedRequest) -> None:
        assert request.url is not None
        origin, mark, query = request.url.partition("?")
        request.url = origin + mark + edit(query.encode("ascii")).decode("ascii").replace(" ", "%20").replace("#", "")

    return bend


def _bend_body(edit: Callable[[bytes], bytes]) -> Bend:
    def bend(request: requests.PreparedRequest) -> None:
        assert isinstance(request.body, bytes)
        request.body = edit(request.body)
        request.headers["Content-Length"] = str(len(request.body))

    return bend


@st.composite
def line_edits(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Changes the decoded body of a request before it is signed: the device itself sends nonsense."""
    return draw(_edits(b'{}[]":,\\0179eE.-+\n\r\t \x00\xff\xed\xa0abtrunl'))


def range_of(kiosk: VirtualKiosk, first: int) -> bytes:
    """The decoded body of the range from ``first`` to the newest entry."""
    return b"".join(entry.line + b"\n" for entry in kiosk.entries[first - 1 :])


def squeezed(body: bytes) -> bytes:
    """As it goes over the line."""
    return zstandard.compress(body)


def parsed(answer: requests.Response) -> dict[str, Any]:
    """The JSON of an answer."""
    found: dict[str, Any] = json.loads(answer.content)
    return found
